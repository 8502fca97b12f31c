"""Findings that a matter makes: provisions that answer one question, however they are worded, told together.

A pair counts where it lies in two articles (or in two acts, where the matter asks for that); provisions of one article
are read together anyway. Of a matter whose pairs other findings tell already, all of them at least as likely, nothing
is told. The places of a finding stand act by act, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations, product
from typing import TYPE_CHECKING

from lawkit.model import LANGUAGES, Address, Finding, Language, Tier
from lawkit.overlaps.answering import Answering, KeptAnswers
from lawkit.overlaps.classify import Weigh, measure
from lawkit.overlaps.doubts import Doubt, Group, doubts, no_doubt, without_doubts
from lawkit.overlaps.findings import make
from lawkit.overlaps.matters import Catalogue, Matter, in_language, names
from lawkit.overlaps.rules import phrases

if TYPE_CHECKING:
    from lawkit.overlaps.engine import _Field

CODE = "same-matter"
_MOST_ALIKE = 12  # places between which the likeness of a finding's texts is sought


def matter_findings(
    field: _Field, found: Sequence[Finding], catalogue: Catalogue, kept: KeptAnswers | None = None
) -> list[Finding]:
    """What the matters of a catalogue tell besides what is found already, one finding a matter (or a pair of sides)."""
    matters = in_language(catalogue, field.language)
    if not matters:
        return []
    kept = kept or KeptAnswers()
    standard = {pin.address for finding in found if finding.code == "boilerplate" for pin in finding.pins}
    answering: dict[str, list[Answering]] = {}
    for reading in field.readings:
        for name, own in kept.of(reading, matters).items():
            answering.setdefault(name, []).extend(one for one in own if one.address not in standard)
    doubtful = doubts(field.readings, field.language, field.weigh)
    return told_of(matters, answering, Told(found), field.language, field.weigh, doubtful=doubtful)


def told_of(
    matters: Iterable[Matter],
    answering: Mapping[str, Sequence[Answering]],
    told: Told,
    language: Language,
    weigh: Weigh,
    of: str = "",
    doubtful: Doubt = no_doubt,
) -> list[Finding]:
    """The findings of the answers to matters, as far as `told` lacks them; with `of` only pairs of this act and others.

    Pairs that are `doubtful` are told apart from the others, as possible.
    """
    made: dict[tuple[Address, ...], tuple[list[Matter], Group, bool]] = {}
    for matter in matters:
        own = answering.get(matter.id, ())
        for sure in (True, False):
            for group in groups_of(matter, own, told, of, partial(_counts, doubtful, sure)):
                for part in without_doubts(group, doubtful) if sure else [group]:
                    key = tuple(sorted((one.address for one in part), key=str))
                    if key not in made or (sure and not made[key][2]):
                        made[key] = ([], part, sure)
                    if sure == made[key][2]:
                        made[key][0].append(matter)
    return [_finding(every, group, language, weigh, sure) for every, group, sure in made.values()]


def _counts(doubtful: Doubt, sure: bool, a: Answering, b: Answering) -> bool:
    return doubtful(a, b) != sure


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


def groups_of(
    matter: Matter, answering: Sequence[Answering], told: Told, of: str = "", counts: Doubt = lambda _a, _b: True
) -> list[Group]:
    """The groups that are told: all that answers the matter, or the pairs of its sides; only pairs that count."""
    meant = [(a, b) for a, b in _pairs(matter, answering, of) if _apart(matter, a, b) and counts(a, b)]
    if len(matter.sides) > 1:
        pairs = {_ends(a, b): (a, b) for a, b in meant}
        return [pairs[ends] for ends in sorted(pairs) if not told.joins(*(x.address for x in pairs[ends]))]
    if all(told.joins(a.address, b.address) for a, b in meant):
        return []
    joined = {x.address for pair in meant for x in pair}
    return [tuple(a for a in answering if a.address in joined)]


def _pairs(matter: Matter, answering: Sequence[Answering], of: str) -> Iterator[tuple[Answering, Answering]]:
    """All pairs in the order of the answers, of unlike sides where there are two; with `of` those of this act and others."""
    two = len(matter.sides) > 1
    own = [a for a in answering if a.address.act == of]
    every = product(own, (a for a in answering if a.address.act != of)) if of else combinations(answering, 2)
    return ((a, b) for a, b in every if not two or a.side != b.side)


def _ends(a: Answering, b: Answering) -> tuple[str, ...]:
    return tuple(sorted((str(a.address), str(b.address))))


def _apart(matter: Matter, a: Answering, b: Answering) -> bool:
    return a.article != b.article and (not matter.two_acts or a.address.act != b.address.act)


def _finding(matters: Sequence[Matter], group: Group, language: Language, weigh: Weigh, sure: bool) -> Finding:
    tier: Tier = "likely" if sure and any(matter.tier == "likely" for matter in matters) else "possible"
    unlike = _unlike(group)
    evidence: dict[str, object] = {"matters": [m.id for m in matters], "matter": names(matters)}
    told: dict[Language, str] = dict.fromkeys(LANGUAGES, "")
    if unlike:
        shown = ", ".join(f"«{one.printed}»" for one in unlike)
        told = {name: phrases()["deadlines"][name].format(deadlines=shown) for name in LANGUAGES}
        evidence["deadlines"] = [{"address": str(one.address), "deadline": one.printed} for one in unlike]
    pins = [one.pin for one in group]
    values = {"matter": names(matters), "deadlines": told}
    finding = make(CODE, tier, pins, _alike(group, language, weigh), values=values, evidence=evidence)
    return replace(finding, legal_class="contradiction") if unlike else finding


def _alike(group: Sequence[Answering], language: Language, weigh: Weigh) -> float:
    """How alike the most alike two texts of two articles are."""
    pairs = ((a, b) for a, b in combinations(group[:_MOST_ALIKE], 2) if a.article != b.article)
    return max((measure(a.text, b.text, language, weigh).alike for a, b in pairs), default=0.0)


def _unlike(group: Sequence[Answering]) -> list[Answering]:
    """One provision for each period, where provisions of several articles name one each and not the same."""
    found: dict[tuple[float, str, str], Answering] = {}
    for one in group:
        if one.deadline is not None:
            found.setdefault(one.deadline, one)
    return list(found.values()) if len({one.article for one in found.values()}) > 1 else []
