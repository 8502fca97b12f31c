"""Which provisions of an act answer which matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lawkit.gaps.checklist import Rule
from lawkit.gaps.evidence import Facts, hits_of
from lawkit.gaps.index import ActIndex
from lawkit.model import Address, Reading, Span
from lawkit.overlaps.matters import Matter

_WHOLE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Answer:
    """A provision that answers a matter, on one of its sides, and the first rule that says so."""

    address: Address
    side: int
    rule: str
    words: Span = _WHOLE  # from the first of the rule's words in the provision to the last


def answers_of(reading: Reading, matters: Iterable[Matter]) -> dict[str, tuple[Answer, ...]]:
    """What an act answers, by matter, in the order of the act; matters that it does not answer are left out."""
    facts = Facts(reading, ActIndex(reading.act))
    place = {provision.eid: number for number, provision in enumerate(facts.index.provisions)}
    found: dict[str, tuple[Answer, ...]] = {}
    for matter in matters:
        out: set[str] | None = None
        own: dict[tuple[int, str], Answer] = {}
        for side, rules in enumerate(matter.sides):
            for address, rule, words in _fitting(rules, facts):
                if out is None:
                    out = {fits.eid for fits, _, _ in _fitting(matter.without, facts)}
                if address.eid not in out:
                    own.setdefault((side, address.eid), Answer(address, side, rule, words))
        if own:
            found[matter.id] = tuple(sorted(own.values(), key=lambda answer: (place[answer.address.eid], answer.side)))
    return found


def _fitting(rules: Iterable[Rule], facts: Facts) -> Iterator[tuple[Address, str, Span]]:
    for rule in rules:
        for hit in hits_of(rule, facts):
            if not hit.weak:
                yield hit.pin.address, rule.key, hit.words
