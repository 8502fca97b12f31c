"""Findings that a matter makes: provisions that answer one question, however they are worded, told together.

A pair counts where it lies in two articles (or in two acts, where the matter asks for that); provisions of one article
are read together anyway. Of a matter whose pairs other findings tell already, all of them at least as likely, nothing
is told. Standard wording stays out, and what an amending act quotes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import TYPE_CHECKING

from lawkit.language.sieve import first_of
from lawkit.model import GROUPINGS, LANGUAGES, Address, Deadline, Finding, Language, Pin, Provision, Reading, Tier
from lawkit.overlaps.answers import Answer, answers_of
from lawkit.overlaps.classify import Weigh, measure
from lawkit.overlaps.findings import make
from lawkit.overlaps.matters import Catalogue, Matter, in_language, names
from lawkit.overlaps.rules import boilerplate, phrases
from lawkit.overlaps.units import above_of

if TYPE_CHECKING:
    from lawkit.overlaps.engine import _Field

CODE = "same-matter"
_OUTER = GROUPINGS | {"annex", "table"}


@dataclass(frozen=True, slots=True)
class Answering:
    """A provision that answers a matter, with what is needed to tell of it."""

    address: Address
    text: str
    article: Address
    side: int = 0
    deadline: tuple[float, str, str] | None = None  # where it names exactly one
    printed: str = ""


def matter_findings(field: _Field, found: Sequence[Finding], catalogue: Catalogue) -> list[Finding]:
    """What the matters of a catalogue tell besides what is found already, one finding a matter (or a pair of sides)."""
    matters = in_language(catalogue, field.language)
    if not matters:
        return []
    standard = {pin.address for finding in found if finding.code == "boilerplate" for pin in finding.pins}
    answering: dict[str, list[Answering]] = {}
    for reading in field.readings:
        for name, own in answers_of(reading, matters).items():
            answering.setdefault(name, []).extend(
                one for one in _answering(reading, own) if one.address not in standard
            )
    told = Told(found)
    made: dict[tuple[Address, ...], tuple[list[Matter], tuple[Answering, ...]]] = {}
    for matter in matters:
        for group in groups_of(matter, answering.get(matter.id, ()), told):
            key = tuple(sorted((one.address for one in group), key=str))
            made.setdefault(key, ([], group))[0].append(matter)
    return [_finding(every, group, field.language, field.weigh) for every, group in made.values()]


class Told:
    """Pairs that findings join, likely or better."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._of: dict[Address, set[str]] = {}
        for finding in findings:
            if finding.tier != "possible" and finding.code != "boilerplate":
                for pin in finding.pins:
                    self._of.setdefault(pin.address, set()).add(finding.id)

    def joins(self, a: Address, b: Address) -> bool:
        """Whether one finding has both."""
        return not self._of.get(a, set()).isdisjoint(self._of.get(b, set()))


def groups_of(matter: Matter, answering: Sequence[Answering], told: Told) -> list[tuple[Answering, ...]]:
    """The groups that are told: all that answers the matter, or the pairs of its sides."""
    if len(matter.sides) > 1:
        one, two = ([a for a in answering if a.side == side] for side in (0, 1))
        pairs = {_ends(a, b): (a, b) for a, b in product(one, two) if _apart(matter, a, b)}
        return [pairs[ends] for ends in sorted(pairs) if not told.joins(*(x.address for x in pairs[ends]))]
    meant = [(a, b) for a, b in combinations(answering, 2) if _apart(matter, a, b)]
    if all(told.joins(a.address, b.address) for a, b in meant):
        return []
    joined = {x.address for pair in meant for x in pair}
    return [tuple(a for a in answering if a.address in joined)]


def _ends(a: Answering, b: Answering) -> tuple[str, ...]:
    return tuple(sorted((str(a.address), str(b.address))))


def _apart(matter: Matter, a: Answering, b: Answering) -> bool:
    return a.article != b.article and (not matter.two_acts or a.address.act != b.address.act)


def _answering(reading: Reading, answers: Iterable[Answer]) -> list[Answering]:
    by_eid = {p.eid: p for p in reading.act.provisions}
    out = []
    for answer in answers:
        provision = by_eid[answer.address.eid]
        if first_of(boilerplate("skip"), provision.text) or first_of(boilerplate(reading.act.language), provision.text):
            continue
        if any(first_of(boilerplate("quoting"), above) for above in above_of(provision, by_eid) if above):
            continue
        deadline = _deadline(reading, provision.eid)
        printed = reading.act.body[deadline.span.start : deadline.span.end] if deadline else ""
        value = (deadline.amount, deadline.unit, deadline.calendar) if deadline else None
        text = " ".join(provision.text.split())
        out.append(Answering(answer.address, text, _article(reading, provision, by_eid), answer.side, value, printed))
    return out


def _article(reading: Reading, provision: Provision, by_eid: Mapping[str, Provision]) -> Address:
    """The article that a provision belongs to, or its outermost point where there are no articles."""
    top, node = provision, by_eid.get(provision.parent)
    while node is not None and top.kind != "article" and node.kind not in _OUTER:
        top, node = node, by_eid.get(node.parent) if node.parent else None
    lone = node is None and top.parent.startswith("art_")  # of an act given in part, without its article
    return reading.act.at(top.parent.partition("__")[0] if lone else top.eid)


def _deadline(reading: Reading, eid: str) -> Deadline | None:
    """The one period that a provision names."""
    found = [deadline for norm in reading.norms if norm.source == eid for deadline in norm.deadlines]
    return found[0] if len({(d.amount, d.unit, d.calendar) for d in found}) == 1 else None


def _finding(matters: Sequence[Matter], group: Sequence[Answering], language: Language, weigh: Weigh) -> Finding:
    ordered = _spread(group)
    tier: Tier = "likely" if any(matter.tier == "likely" for matter in matters) else "possible"
    alike = measure(ordered[0].text, ordered[1].text, language, weigh).alike
    unlike = _unlike(ordered)
    evidence: dict[str, object] = {"matters": [m.id for m in matters], "matter": names(matters)}
    told: dict[Language, str] = dict.fromkeys(LANGUAGES, "")
    if unlike:
        shown = ", ".join(f"«{one.printed}»" for one in unlike)
        told = {name: phrases()["deadlines"][name].format(deadlines=shown) for name in LANGUAGES}
        evidence["deadlines"] = [{"address": str(one.address), "deadline": one.printed} for one in unlike]
    pins = [Pin(one.address, one.text) for one in ordered]
    finding = make(CODE, tier, pins, alike, values={"matter": names(matters), "deadlines": told}, evidence=evidence)
    return replace(finding, legal_class="contradiction") if unlike else finding


def _spread(group: Sequence[Answering]) -> list[Answering]:
    """One of each act first, then one of each article: the first two lie in two articles."""
    acts: set[str] = set()
    articles: set[Address] = set()
    ahead: list[Answering] = []
    beside: list[Answering] = []
    behind: list[Answering] = []
    for one in group:
        (ahead if one.address.act not in acts else beside if one.article not in articles else behind).append(one)
        acts.add(one.address.act)
        articles.add(one.article)
    return ahead + beside + behind


def _unlike(group: Sequence[Answering]) -> list[Answering]:
    """One provision for each period, where provisions of several articles name one each and not the same."""
    found: dict[tuple[float, str, str], Answering] = {}
    for one in group:
        if one.deadline is not None:
            found.setdefault(one.deadline, one)
    return list(found.values()) if len({one.article for one in found.values()}) > 1 else []
