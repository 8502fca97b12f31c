"""Repetition and contradiction: what lawkit.overlaps finds inside the draft and between it and the acts in force.

Only certain and likely findings become hits; possible ones are for the overlaps table, where a person reads on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.found import against_others, place, within
from lawkit.check.logic.overlap_masked import Twin, body_twins, modal_twins
from lawkit.check.logic.overlap_matter import dup_matter
from lawkit.check.logic.overlap_sentences import twins
from lawkit.check.logic.surroundings import act_name, any_of, is_higher, unit_name
from lawkit.check.rules import Rule
from lawkit.language import fold
from lawkit.language.sieve import Sieve
from lawkit.model import Finding, Pin, Provision, Span

__all__ = [
    "comp_overlap", "conf_competence", "conf_condition", "conf_deadline", "conf_modality", "conf_number", "conf_sanction",
    "dup_exact", "dup_matter", "dup_near", "dup_same_act", "dup_vertical_noref",
]  # fmt: skip

_REPEATS = ("duplicate", "vertical-duplicate", "near-duplicate", "containment")
_SENTENCES = ("article", "paragraph", "alinea")


def dup_exact(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A provision that stands word for word in an act in force."""
    yield from _with_others(draft, rule, ("duplicate",), vertical=False)


def dup_near(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A provision that an act in force has in nearly the same words."""
    yield from _with_others(draft, rule, ("near-duplicate", "containment", "paraphrase"), vertical=False)


def dup_vertical_noref(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A by-law's provision that repeats a law without referring to it."""
    yield from _with_others(draft, rule, _REPEATS, vertical=True)


def conf_deadline(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Another period for the same thing in an act in force."""
    yield from _with_others(draft, rule, ("deadline-conflict",))


def conf_competence(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A function that an act in force gives to another body."""
    yield from _with_others(draft, rule, ("competence-overlap",))


def conf_condition(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Other conditions or exceptions for the same norm in an act in force; inside one act they tell cases apart."""
    yield from _with_others(draft, rule, ("condition-conflict",))


def conf_sanction(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Another sanction for the same act, in the draft or in an act in force."""
    yield from _anywhere(draft, rule, "sanction-conflict")
    said = any_of(rule.patterns.get(draft.act.language, ()))
    quantities = [h for code in ("number-conflict", "deadline-conflict") for h in _anywhere(draft, rule, code)]
    for hit in quantities:
        if said is not None and said.search(draft.by_eid[hit.eid].text):
            yield hit


def conf_modality(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """One norm obliges where the other permits or forbids, in the draft or in an act in force."""
    kinds = [any_of((p,)) for p in rule.patterns.get(draft.act.language, ())]
    seen: set[str] = set()
    for hit in _anywhere(draft, rule, "modality-conflict"):
        seen.add(hit.eid)
        yield hit
    for hit in _of_twins(modal_twins(draft, kinds)):
        if hit.eid not in seen:
            seen.add(hit.eid)
            yield hit
    for code in ("near-duplicate", "paraphrase"):
        for hit in _anywhere(draft, rule, code, lambda finding: _turned(finding, kinds)):
            if hit.eid not in seen:
                yield hit


def conf_number(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Another quantity for the same thing, in the draft or in an act in force."""
    yield from _anywhere(draft, rule, "number-conflict")


def dup_same_act(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A norm stated a second time in the draft, as a unit or as a sentence of one."""
    told: set[str] = set()
    for finding in within(draft):
        sure = ("certain", "likely") if finding.code == "duplicate" else ("certain",)
        if finding.code in ("duplicate", "near-duplicate") and finding.tier in sure:
            for hit in _inside(draft, rule, finding):
                listed = draft.by_eid[hit.eid].kind not in _SENTENCES
                told.add(hit.eid)
                yield replace(hit, severity="info") if listed else hit
    for provision, span, other, where in twins(draft, rule.options["words"]):
        if provision.eid not in told and not _excused(draft, rule, provision):
            values: dict[str, object] = {"where": unit_name(other.eid)}
            yield Hit(provision.eid, span, values, ((other.eid, where),), severity="info")


def comp_overlap(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """One function given to two bodies within the draft."""
    seen: set[str] = set()
    for finding in within(draft):
        if finding.code == "competence-overlap" and finding.tier != "possible":
            for hit in _inside(draft, rule, finding):
                seen.add(hit.eid)
                yield replace(hit, severity="info") if _each_in_its_field(rule, str(hit.values["bodies"])) else hit
    for hit in _of_twins(body_twins(draft)):
        if hit.eid not in seen and not _excused(draft, rule, draft.by_eid[hit.eid]):
            yield hit


def _each_in_its_field(rule: Rule, bodies: str) -> bool:
    """Whether the bodies bear one name and differ in their field: «… в области здравоохранения» and «… образования»."""
    fields = [re.compile(str(pattern)) for pattern in rule.options["field"].values()]
    named = [fold(body) for body in re.findall(r"«((?:[^«»]|«[^«»]*»)+)»", bodies)]
    kinds = {next((name[: m.start()] for f in fields if (m := f.search(name))), f"#{name}") for name in named}
    return len(named) > 1 and len(kinds) == 1


def _of_twins(twins: Iterable[Twin]) -> Iterator[Hit]:
    """Norms alike but for one thing, said as findings are."""
    for twin in twins:
        pair = f"«{twin.first_said}» – «{twin.said}»"
        values: dict[str, object] = {"where": unit_name(twin.first_eid), "difference": pair, "bodies": pair}
        yield Hit(twin.eid, twin.span, values, ((twin.first_eid, twin.first_span),))


def _turned(finding: Finding, kinds: Sequence[Sieve | None]) -> bool:
    """Whether words of one modality stand in the place of those of another, and little else differs."""
    differences = finding.evidence.get("differences")
    for pair in differences if isinstance(differences, list) and len(differences) <= 2 else ():
        said = [{n for n, kind in enumerate(kinds) if kind is not None and kind.search(str(part))} for part in pair]
        if len(said) == 2 and said[0] and said[1] and not said[0] & said[1]:
            return True
    return False


def _anywhere(
    draft: Draft, rule: Rule, code: str, test: Callable[[Finding], bool] = lambda _: True
) -> Iterator[Hit]:  # fmt: skip
    for finding in within(draft):
        if finding.code == code and finding.tier != "possible" and test(finding):
            yield from _inside(draft, rule, finding)
    yield from _with_others(draft, rule, (code,), test=test)


def _with_others(draft: Draft, rule: Rule, codes: Sequence[str], *, vertical: bool | None = None,
    test: Callable[[Finding], bool] = lambda _: True,
) -> Iterator[Hit]:  # fmt: skip
    """Hits of these codes; `vertical`: only repetitions of a law that a by-law does not refer to, or only the others."""
    for finding in against_others(draft):
        if finding.code not in codes or finding.tier == "possible" or not test(finding):
            continue
        own = [pin for pin in finding.pins if pin.address.act == draft.act.act_id]
        other = next((pin for pin in finding.pins if pin.address.act != draft.act.act_id), None)
        for pin in own if other is not None else ():
            at = place(draft, pin)
            if at is None or other is None or _excused(draft, rule, at[0]):
                continue
            if vertical is not None and vertical != _unreferred(draft, at[0], other.address.act):
                continue
            where, unit = act_name(draft, other.address.act), unit_name(other.address.eid)
            said = {language: f"{where[language]}, {unit[language]}" for language in where}
            yield Hit(
                at[0].eid, _told_apart(draft, at, finding, pin), _values(finding, said), ((str(other.address), None),)
            )


def _unreferred(draft: Draft, provision: Provision, act_id: str) -> bool:
    """Whether a by-law's provision does not name the law that it repeats."""
    named = {r.target.act for r in draft.reading.references if r.source == provision.eid and r.target is not None}
    return is_higher(draft, act_id) and act_id not in named


def _inside(draft: Draft, rule: Rule, finding: Finding) -> Iterator[Hit]:
    """The later of the provisions that a finding of one act names, with the first as its relation."""
    places = [(at, pin) for pin in finding.pins if (at := place(draft, pin)) is not None]
    places.sort(key=lambda item: item[0][1].start)
    for at, pin in places[1:]:
        first = places[0][0]
        if first[0].eid == at[0].eid or _excused(draft, rule, at[0]) or _excused(draft, rule, first[0]):
            continue
        span = _told_apart(draft, at, finding, pin)
        yield Hit(at[0].eid, span, _values(finding, unit_name(first[0].eid)), ((first[0].eid, first[1]),))


def _excused(draft: Draft, rule: Rule, provision: Provision) -> bool:
    """Whether the page says that such a provision is repeated by nature: lead-ins, standard endings."""
    never = any_of(rule.exceptions.get(draft.act.language, ()))
    leads_in = provision.text.rstrip().endswith(":")  # it says nothing without its list
    return leads_in or (never is not None and never.search(provision.text) is not None)


def _values(finding: Finding, where: dict[str, str]) -> dict[str, object]:
    differences = finding.evidence.get("differences")
    pairs = differences if isinstance(differences, list) else []
    said = ", ".join(" – ".join(f"«{part}»" for part in pair if part) for pair in pairs[:3])
    bodies = finding.evidence.get("bodies")
    named = [str(b) for b in bodies if b] if isinstance(bodies, list) else []
    return {"where": where, "difference": said or "–", "bodies": " – ".join(f"«{b}»" for b in named) or said or "–"}


def _told_apart(draft: Draft, at: tuple[Provision, Span], finding: Finding, pin: Pin) -> Span:
    """The words that differ, where the finding names some that stand here once; else the whole provision."""
    differences = finding.evidence.get("differences")
    if not finding.code.endswith("-conflict") or not isinstance(differences, list):
        return at[1]
    own = draft.act.body[at[1].start : at[1].end]
    low = own.lower().replace("ё", "е")
    for pair in differences:
        for part in pair:
            words = str(part).lower().replace("ё", "е")
            if len(words) > 1 and low.count(words) == 1:
                start = at[1].start + low.index(words)
                return Span(start, start + len(words))
    return at[1]
