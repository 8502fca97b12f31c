"""What stands around the norms: preamble, table of contents, annexes; and the order of an amending act."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.logic.structure_view import beginning, mark_of, named, order_key, said, view, words_of
from lawkit.check.rules import Rule
from lawkit.language import fold, words
from lawkit.language.data import language_rules
from lawkit.model import Provision, Span
from lawkit.structure.grammar import grammar, heading_number

_LINE = re.compile(r"[^\n]+")
_AND_MORE = re.compile(r"(?:\s*(?:,|и|and|–|-)\s*(?:№\s*)?\d{1,3}(?![\d)]))+")
_MORE_AND = re.compile(r"(?<![\d(])(?:\d{1,3}\s*(?:,|және|–|-)\s*)+$")
_RANGE = re.compile(r"(\d{1,3})(?:\s*[–-]\s*(?:№\s*)?(\d{1,3}))?")
_LEADERS = re.compile(r"[\s.·…_]*\d{0,4}\s*$")


def preamble_in_amending(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A preamble in an act that amends others."""
    seen = view(draft)
    if not seen.amends or seen.form == "bylaw":
        return
    above = {start for _, start in seen.front}
    for provision in draft.act.provisions:
        if provision.kind != "preamble" or provision.parent:
            continue
        lines = _LINE.finditer(draft.act.body, provision.span.start, provision.span.end)
        rest = [line for line in lines if line.start() not in above]
        if sum(len(line[0]) for line in rest) > rule.options["least"]:
            yield Hit(provision.eid, beginning(draft.act.body, rest[0].start(), rest[0].end()))
            return


def toc_mismatch(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Entries of the table of contents without their heading in the text, headings left out or worded otherwise."""
    toc = next((p for p in draft.act.provisions if p.kind == "toc"), None)
    if toc is None:
        return
    rules = grammar(draft.act.language)
    entries: dict[tuple[str, str], tuple[Span, str]] = {}
    for line in _LINE.finditer(toc.span.of(draft.act.body)):
        match = rules.heading.match(line[0].strip())
        if match:
            kind, number = heading_number(match, rules)
            start = toc.span.start + line.start()
            span = Span(start, start + len(line[0].rstrip()))
            entries.setdefault((kind, number), (span, line[0].strip()[match.end() :]))
    if not entries:
        return
    kinds = {kind for kind, _ in entries}
    there: dict[tuple[str, str], Provision] = {
        (p.kind, p.number): p
        for p in draft.act.provisions
        if p.kind in kinds and not p.eid.startswith("annex") and p.number
    }
    for key, (span, words_) in entries.items():
        provision = there.get(key)
        if provision is None:
            yield Hit(toc.eid, span, {"what": _said(span.of(draft.act.body))})
        elif (
            provision.in_force and _key(words_) != _key(provision.heading) and _key(words_) and _key(provision.heading)
        ):
            yield Hit(toc.eid, span, {"what": _said(span.of(draft.act.body))}, ((provision.eid, provision.span),))
    for key, provision in there.items():
        if key not in entries and provision.in_force:
            yield Hit(provision.eid, mark_of(provision), {"what": named(provision.eid)})


def _key(heading: str) -> str:
    return " ".join(words(_LEADERS.sub("", heading)))


def _said(text: str) -> str:
    return text if len(text) < 80 else text[:77] + "…"


def _annexes(draft: Draft, owner: str = "") -> list[tuple[Provision, str]]:
    """The annexes of a document (the act itself) in order, with their printed numbers; approved documents are none."""
    pattern = words_of(draft.act.language, "annex_number")
    found: list[tuple[Provision, str]] = []
    for provision in draft.act.provisions:
        if provision.kind == "annex" and provision.parent == owner:
            match = pattern.search(fold(provision.num or provision.heading))
            if match:
                found.append((provision, match["number"] or ""))
    return found


def annex_number(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """One annex bears no number; several bear 1, 2, 3 in order."""
    if view(draft).ratifies:
        return  # a treaty has its own rules of form
    annexes = _annexes(draft)
    if (
        len(annexes) == 1
        and annexes[0][1]
        and not any(p.kind == "annex" for p in draft.act.provisions if p is not annexes[0][0])
    ):
        provision, number = annexes[0]
        if number == "1":
            yield Hit(provision.eid, mark_of(provision), {"wanted": said("one_annex")})
        return
    for i, (provision, number) in enumerate(annexes, 1):
        if len(annexes) > 1 and number != str(i) and "-" not in number and not draft.act.notes:
            yield Hit(provision.eid, mark_of(provision), {"wanted": str(i)})
            return


def annex_order(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Annexes numbered in another order than the text mentions them, or never mentioned."""
    annexes = {number: p for p, number in _annexes(draft) if number}
    if len(annexes) < 2:
        return
    seen = view(draft)
    first: dict[str, tuple[Provision, Span]] = {}
    for provision, match in seen.find(words_of(draft.act.language, "annex_mention")):
        if not provision.eid.startswith("annex") and match["number"] in annexes:
            first.setdefault(match["number"], (provision, Span(match.start(), match.end())))
    highest = ""
    for number, (provision, span) in first.items():
        if highest and order_key(number) < order_key(highest):
            yield Hit(provision.eid, span, {"number": number, "before": highest})
            return
        highest = number


def annex_unmentioned(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An annex that no norm of its document mentions: of the act, or of the rules that the act approves."""
    owners = dict.fromkeys(p.parent for p in draft.act.provisions if p.kind == "annex")
    for owner in owners:
        if owner and view(draft).amends:
            continue  # new wording of another act's annex
        yield from _unmentioned(draft, owner)


def _unmentioned(draft: Draft, owner: str) -> Iterator[Hit]:
    """The annexes under one document; an annex inside another is no part of its text."""
    seen = view(draft)
    annexes = _annexes(draft, owner)
    if not annexes:
        return
    inside = f"{owner}__" if owner else ""

    def own(provision: Provision) -> bool:
        rest = provision.eid.removeprefix(inside)
        return provision.eid.startswith(inside) and not rest.startswith("annex") and provision.eid != owner

    numbers = {
        number
        for p, m in seen.find(words_of(draft.act.language, "annex_mention"))
        if own(p)
        for number in (m["number"], *_listed(seen.low, m))
    }
    anyhow = any(own(p) for p, _ in seen.find(words_of(draft.act.language, "annex_word")))
    for provision, number in annexes:
        if (number and number not in numbers and (len(annexes) > 1 or not anyhow)) or (not number and not anyhow):
            yield Hit(provision.eid, mark_of(provision))


def _listed(low: str, match: re.Match[str]) -> list[str]:
    """The other numbers of «приложениям 1, 2 и 3», «1–3», «1, 2 және 3-қосымшалар»."""
    after, before = _AND_MORE.match(low, match.end()), _MORE_AND.search(low, max(0, match.start() - 60), match.start())
    found: list[str] = []
    for text in (f"{match['number']}{after[0]}" if after else "", f"{before[0]}{match['number']}" if before else ""):
        for first, last in _RANGE.findall(text):
            found += [str(n) for n in range(int(first), min(int(last or first), int(first) + 99) + 1)]
    return found


def annex_header(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An annex's corner that does not say to which act it belongs."""
    language = draft.act.language
    word, of = words_of(language, "annex"), words_of(language, "annex_of")
    for provision in draft.act.provisions:
        if provision.kind != "annex" or not provision.in_force:
            continue
        corner = fold(f"{provision.num} {provision.heading}".strip())
        if word.search(fold(provision.num.strip() or corner)) and not of.search(corner):
            yield Hit(provision.eid, mark_of(provision))


def amend_title(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """«О внесении дополнений и изменений»: changes come before additions."""
    seen = view(draft)
    pattern = words_of(draft.act.language, "amending_order")
    front = [p for p in draft.act.provisions if p.kind in ("preface", "preamble") and not p.parent]
    provision, match = next(((p, m) for p in front if (m := pattern.search(seen.own(p)))), (None, None))
    if match is None or provision is None:
        return
    start = provision.span.start
    span = Span(start + match.start("first"), start + match.end("second"))
    body = draft.act.body
    own = provision.span.of(body)
    text = "".join(
        (
            own[slice(*match.span("second"))],
            own[match.end("first") : match.start("second")],
            own[slice(*match.span("first"))],
        )
    )
    yield Hit(provision.eid, span, {"better": text}, fix=Fix(span, text))


def amend_order(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Changes of one act out of the order of its articles; acts of one force out of the order of their dates."""
    seen = view(draft)
    if not seen.amends and "amend" not in rule.options:
        return
    unit, act = words_of(draft.act.language, "amended_unit"), words_of(draft.act.language, "amended_act")
    for row in draft.children.values():
        before: tuple[tuple[int, ...], Provision] | None = None
        dated: tuple[str, dt.date, Provision] | None = None
        for item in row:
            if item.eid in seen.quoted or not item.in_force:
                continue
            text = fold(item.text.strip())
            if match := unit.match(text):
                key = order_key(match["number"])
                if before is not None and key < before[0]:
                    yield Hit(
                        item.eid,
                        mark_of(item),
                        {"before": named(before[1].eid)},
                        ((before[1].eid, mark_of(before[1])),),
                    )
                before = (key, item)
            elif match := act.match(text):
                day = _day(match, draft)
                form = match["form"].split()[0][:6]
                if day and dated and dated[0] == form and day < dated[1]:
                    yield Hit(
                        item.eid, mark_of(item), {"before": named(dated[2].eid)}, ((dated[2].eid, mark_of(dated[2])),)
                    )
                if day:
                    dated = (form, day, item)


def _day(match: re.Match[str], draft: Draft) -> dt.date | None:
    months = [str(m) for m in language_rules(draft.act.language, "references")["citing"]["months"]]
    try:
        return dt.date(int(match["year"]), months.index(match["month"]) + 1, int(match["day"]))
    except ValueError:
        return None


def amend_over_half(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """More than half of an act's articles changed: a new edition is due."""
    seen = view(draft)
    if draft.against is None or not seen.amends:
        return
    acts = draft.against.acts()
    touched: dict[str, dict[str, Provision]] = {}
    for act_id, article, place in _changed(draft):
        if act_id in acts and place.eid not in seen.quoted:
            touched.setdefault(act_id, {}).setdefault(article, place)
    for act_id, articles in touched.items():
        whole = [p for p in acts[act_id].provisions if p.kind == "article" and p.in_force]
        hit = [p for p in whole if p.eid in articles]
        if whole and len(hit) > len(whole) * rule.options["share"]:
            place = next(iter(articles.values()))
            values = {"changed": len(hit), "of": len(whole), "title": acts[act_id].title or act_id}
            yield Hit(place.eid, mark_of(place), values)


def _changed(draft: Draft) -> Iterator[tuple[str, str, Provision]]:
    """Articles of other acts that the draft's amendments begin with: act, article, the unit that changes it.

    The act is named with the article, or by the lead-in over it («Внести в Закон … следующие изменения:»).
    """
    leads: dict[str, set[str]] = {}
    for reference in draft.reading.references:
        target, place = reference.target, draft.by_eid.get(reference.source)
        if target is None or place is None or target.act == draft.act.act_id or reference.editorial:
            continue
        leads.setdefault(place.eid, set()).add(target.act)
        article = target.eid.partition("__")[0]
        if article.startswith("art_"):
            yield target.act, article, place
    unit = words_of(draft.act.language, "amended_unit")
    for place in draft.act.provisions:
        match = unit.match(fold(place.text.strip())) if place.in_force else None
        named_acts = next((leads[up] for up in _owners(draft, place) if up in leads), set())
        if match and len(named_acts) == 1:
            yield next(iter(named_acts)), f"art_{match['number']}", place


def _owners(draft: Draft, provision: Provision) -> Iterator[str]:
    """The ids of the units that a unit stands in, innermost first; a часть that opens the list counts as one."""
    node = draft.by_eid.get(provision.parent)
    while node is not None:
        yield node.eid
        yield f"{node.eid}__al_1"
        node = draft.by_eid.get(node.parent)
