"""What stands around a pair of provisions and tells that both say one thing, where their words alone would not.

Three witnesses: their articles run side by side (`aligned`); one article is about the field of the other one's act;
they share phrases that next to no other text holds (`telling`). None of them makes a pair more than «likely».
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lawkit.model import Language, Reading
from lawkit.overlaps.aligned import Weighed, aligned_pairs, guest_pairs, told_pairs
from lawkit.overlaps.bodies import same_subject, subject
from lawkit.overlaps.classify import Measured, Weigh
from lawkit.overlaps.delegation import delegates, pointing, substance
from lawkit.overlaps.listed import allots
from lawkit.overlaps.rules import difference_words, stems, thresholds
from lawkit.overlaps.units import Unit, fold, place_words

Pair = tuple[int, int]
_NAME = 4  # words that a body's name begins with


@dataclass(frozen=True, slots=True)
class Context:
    """Pairs that something around them speaks for: how many neighbours, how many phrases of their own."""

    aligned: Mapping[Pair, int]
    told: Mapping[Pair, int]

    def tells(self, pair: Pair) -> bool:
        """Whether anything speaks for a pair."""
        return pair in self.aligned or pair in self.told


def context_of(
    readings: Sequence[Reading],
    units: Sequence[Unit],
    groups: Sequence[Sequence[int]],
    pairs: Sequence[Weighed],
    phrases: Mapping[Pair, int],
    weigh: Weigh,
) -> Context:
    """The context of pairs of groups, in one language; a provision that leaves its matter to the other is no repetition."""
    told = told_pairs(units, groups, pairs, phrases) if phrases else {}
    aligned = aligned_pairs(units, groups, pairs)
    fields = {reading.act.act_id: substance(reading.act.title, reading.act.language) for reading in readings}
    guests = guest_pairs(units, groups, pairs, fields, weigh) - aligned.keys()
    points = pointing(readings) if told or guests else {}
    for pair in sorted({*told, *guests}):
        if _refers(points, *(units[groups[group][0]] for group in pair)):
            told.pop(pair, None)
        elif pair in guests:
            aligned[pair] = 1
    return Context(aligned, told)


def _refers(points: Mapping[tuple[str, str], set[tuple[str, str]]], a: Unit, b: Unit) -> bool:
    """Whether one provision leaves its matter to the act or the provision that the other one is."""
    for source, target in ((a, b), (b, a)):
        targets = points.get((source.act, source.address.eid), set())
        named = (target.act, "") in targets or (target.act, target.address.eid) in targets
        if named and source.act != target.act and delegates(source.text):
            return True
    return False


def copied(a: Unit, b: Unit, measured: Measured, phrases: int, alike: float) -> bool:
    """Whether phrases of their own make the two one rule: enough of the words stay, or one holds the other.

    Not where both have words of their own, unless the phrases are many and no heading tells two things apart.
    """
    steps = thresholds()["telling"]
    own = measured.own >= thresholds()["tiers"]["near"]["said"]
    if a.act == b.act and not _twice_in_one_act(a, b) and (own or measured.alike < steps["sentence"]):
        return False
    if measured.inside >= steps["inside"] and not own and not (a.act == b.act and _told_apart(a, b, measured)):
        return True
    if phrases < int(steps["phrases"]) or alike < steps["within" if a.act == b.act else "alike"]:
        return False
    if own and phrases < int(steps["many"]):
        return False
    if (own or a.act == b.act) and _told_apart(a, b, measured):
        return False
    return bool(measured.alike >= steps["stays"] or measured.inside >= steps["inside"])


def _twice_in_one_act(a: Unit, b: Unit) -> bool:
    """Whether one act can say it twice: in a list and in an article, or in the lists of two bodies.

    Two sentences of two articles with one wording are mostly about two things, which the articles tell apart.
    """
    if bool(a.lead_in) != bool(b.lead_in):
        return True
    if not a.lead_in or not (allots(a) and allots(b)):
        return False
    return not same_subject(subject(a), subject(b), a.address.language or "rus", one_act=True)


def _told_apart(a: Unit, b: Unit, measured: Measured) -> bool:
    """Whether a word that only one side has stands in that side's heading or lead-in alone; names of bodies do not count."""
    cut = stems(a.address.language or "rus").of
    one, two = (set(cut(list(side))) for side in (measured.comparison.words_a, measured.comparison.words_b))
    first, second = _things(a), _things(b)
    return bool((one - two) & (first - second) or (two - one) & (second - first))


def _things(unit: Unit) -> frozenset[str]:
    """What heading and lead-in name, unless they name who acts («Служба реагирования на инциденты»)."""
    language: Language = unit.address.language or "rus"
    opening = stems(language).of(fold(unit.heading).split())
    actor = not difference_words(language).bodies.isdisjoint(opening[-2:] if language == "kaz" else opening[:_NAME])
    return frozenset() if actor else place_words(unit)
