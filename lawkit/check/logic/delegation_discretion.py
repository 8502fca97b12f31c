"""Discretion: rights instead of duties, open lists, open periods, refusal without appeal.

Signs of corruption-prone wording; each is asked of what a norm says (who acts, must or may, by when), not of bare words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.delegation_actors import actors, is_private, is_state
from lawkit.check.logic.structure_view import ITEMS, joined, view
from lawkit.check.logic.style_scan import found
from lawkit.check.rules import Rule
from lawkit.language import fold, lemma_key
from lawkit.language.data import language_rules
from lawkit.model import Norm, Provision, Span


def corr_discretion(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A body of the state that «may» decide about others, with no condition given."""
    pattern = joined(rule.patterns.get(draft.act.language, ()))
    own = view(draft)
    for norm in draft.reading.norms:
        if (
            norm.modality != "right"
            or norm.negated
            or norm.condition
            or not is_state(norm.addressee, draft.act.language)
        ):
            continue
        match = pattern.search(own.low, norm.span.start, norm.span.end)
        if match and not draft.act.body[norm.span.start : norm.span.end].rstrip().endswith(":"):
            yield Hit(norm.source, Span(match.start(), match.end()), {"who": norm.addressee, "words": match[0]})


def corr_own_discretion(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """«По своему усмотрению» of a body of the state; of others who are no private persons it is a hint."""
    norms = actors(draft)
    language = draft.act.language
    for provision, match in found(draft, rule):
        norm = norms.at(provision.eid, match.start())
        who = str(match.groupdict().get("whose") or "") or (norm.addressee if norm else "")
        if is_private(who, language) or (not is_state(who, language) and _starts_private(draft, provision, match)):
            continue
        hit = _hit(draft, provision, match)
        yield hit if is_state(who, language) else replace(hit, severity="info")


def _starts_private(draft: Draft, provision: Provision, match: re.Match[str]) -> bool:
    """Whether the words before, back to the sentence's beginning, name somebody free to choose."""
    text = draft.act.body[provision.span.start : match.end() + 60]
    start = max(text.rfind(". ", 0, match.start() - provision.span.start), 0)
    return is_private(text[start:], draft.act.language)


def corr_open_period(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A body of the state bound «в кратчайший срок» and the like."""
    yield from _of_state(draft, rule)


def corr_exceptional(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """«В исключительных случаях» of a body of the state, without saying which."""
    yield from _of_state(draft, rule)


def _of_state(draft: Draft, rule: Rule) -> Iterator[Hit]:
    norms = actors(draft)
    for provision, match in found(draft, rule):
        if norms.state_acts(norms.at(provision.eid, match.start())):
            yield _hit(draft, provision, match)


def _hit(draft: Draft, provision: Provision, match: re.Match[str]) -> Hit:
    return Hit(provision.eid, Span(match.start(), match.end()), {"words": draft.act.body[match.start() : match.end()]})


def corr_open_refusal(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An open list of grounds for refusal."""
    yield from _open_list(draft, rule)


def corr_open_documents(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An open list of documents that a person must bring."""
    yield from _open_list(draft, rule)


def _open_list(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An item such as «иные …» under a lead-in about the matter, or the words in one sentence; bounded ones are passed over.

    The page's options hold the words of the lead-in, of the open item and of what bounds it.
    """
    language = draft.act.language
    said = {name: re.compile(str(rule.options[name][language])) for name in ("lead", "open", "bounded")}
    near = re.compile(str(rule.options["near"][language])) if "near" in rule.options else None
    at_end = re.compile(rf"\b(?:и|или|а\s+также|және|немесе|and|or)\s+(?:{said['open'].pattern})\s*[;.]*$")
    own = view(draft)
    for below in draft.children.values():
        items = [p for p in below if p.kind in ITEMS and p.in_force]
        if not items or not (lead := _lead(draft, items[0])) or not said["lead"].search(lead):
            continue
        for item in items:
            text = fold(item.text.strip())
            first = said["open"].match(text)
            match = first or at_end.search(text)
            # behind «и» only what follows bounds it: the item's own document may well be «предусмотренный»
            if match and not said["bounded"].search(text if first else text[match.start() :]):
                start = own.low.find(match[0], item.span.start, item.span.end)
                yield Hit(item.eid, Span(start, start + len(match[0])), {"words": match[0]})
    for provision, match in found(draft, rule):
        before = own.low[max(provision.span.start, match.start() - 240) : match.start()]
        if near is not None and not near.search(re.split(r"[.;:]", before)[-1]):
            continue
        after = own.low[match.end() : min(match.end() + 90, provision.span.end)]
        after = re.split(r",\s+(?:а\s+также|сондай-ақ|and\s+also)\s", after)[0]
        if not said["bounded"].search(match[0] + after):
            yield _hit(draft, provision, match)


def _lead(draft: Draft, item: Provision) -> str:
    """The words that open the list of an item, with the heading over them, folded."""
    owner = draft.by_eid.get(item.parent)
    before = draft.act.provisions[item.order - 1] if item.order else None
    texts = []
    if before is not None and before.kind not in ITEMS and before.text.rstrip().endswith(":"):
        texts.append(before.text)
    elif owner is not None and owner.text.rstrip().endswith(":"):
        texts.append(owner.text)
    return fold(texts[0][-300:]) if texts else ""


def corr_no_deadline(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A body of the state must decide on an application, and neither the norm nor its article says by when."""
    norms = actors(draft)
    pattern = joined(rule.patterns.get(draft.act.language, ()))
    timed = re.compile(str(rule.options["timed"][draft.act.language]))
    own = view(draft)
    settled: dict[str, bool] = {}
    for norm in draft.reading.norms:
        if norm.modality != "duty" or norm.deadlines or not norms.state_acts(norm):
            continue
        match = pattern.search(own.low, norm.span.start, norm.span.end)
        if match is None:
            continue
        unit = norm.source.partition("__")[0] if norm.source.startswith("art_") else norm.source
        if unit not in settled:
            settled[unit] = _has_time(draft, unit, norms.by_unit, timed)
        if not settled[unit]:
            settled[unit] = True  # one hit an article
            yield Hit(norm.source, Span(match.start(), match.end()), {"who": norm.addressee, "words": match[0]})


def _has_time(draft: Draft, unit: str, by_unit: dict[str, list[Norm]], timed: re.Pattern[str]) -> bool:
    provision = draft.by_eid.get(unit)
    if provision is None:
        return True
    own = view(draft)
    end = own.end_of(provision).span.end
    if timed.search(own.low, provision.span.start, end):
        return True
    return any(n.deadlines for eid, row in by_unit.items() if eid == unit or eid.startswith(f"{unit}__") for n in row)


def corr_conflict(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """The same body both must and may do the same."""
    language = draft.act.language
    duties: dict[tuple[str, str], Norm] = {}
    rights: dict[tuple[str, str], Norm] = {}
    for norm in draft.reading.norms:
        if norm.modality not in ("duty", "right") or norm.negated or not is_state(norm.addressee, language):
            continue
        what = lemma_key(f"{norm.action} {norm.object}", language)
        if what.count(" ") + 1 >= rule.options["words"] and norm.action:
            (duties if norm.modality == "duty" else rights).setdefault(
                (lemma_key(norm.addressee, language), what), norm
            )
    for key, right in rights.items():
        duty = duties.get(key)
        if duty is not None:
            values = {"who": right.addressee, "action": right.action}
            yield Hit(right.source, right.span, values, ((duty.source, duty.span),))


def corr_no_appeal(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An act that lets bodies refuse and never says that the refusal may be appealed."""
    appeal = str(rule.options["appeal"][draft.act.language])
    if re.search(appeal, view(draft).low):
        return
    norms = actors(draft)
    for provision, match in found(draft, rule):
        norm = norms.at(provision.eid, match.start())
        if norm is None or norm.modality in ("duty", "right", "power", "none"):
            yield _hit(draft, provision, match)
            return


def corr_sanction_range(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A sanction «от … до …» whose ends lie far apart."""
    known = language_rules(draft.act.language, "norms")["deadlines"]["number_words"]
    for provision, match in found(draft, rule):
        low, high = (_number(match[name], known) for name in ("low", "high"))
        if low and high and high / low >= rule.options["times"]:
            words = draft.act.body[match.start() : match.end()]
            yield Hit(provision.eid, Span(match.start(), match.end()), {"words": words, "times": f"{high / low:g}"})


def _number(text: str, known: dict[str, float]) -> float:
    if text.replace(" ", "").isdigit():
        return float(text.replace(" ", ""))
    return sum(float(known.get(word, 0)) for word in text.split())


def docs_obtainable(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Documents asked from an applicant though a register of the state holds them."""
    lead_words = re.compile(str(rule.options["lead"][draft.act.language]))
    norms = actors(draft)
    for provision, match in found(draft, rule):
        norm = norms.at(provision.eid, match.start())
        if norm is not None and norm.modality == "prohibition":
            continue
        lead = (
            _lead(draft, provision)
            if provision.kind in ITEMS
            else view(draft).low[provision.span.start : match.start()]
        )
        if lead_words.search(lead):
            yield _hit(draft, provision, match)
