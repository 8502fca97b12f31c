"""New provisions beside kept ones: pairs that an index found are judged as a full run would judge them.

The kept acts are given in part: the provisions of the pairs with what stands above them. Words are weighed by the
whole index, so that a part of the acts tells the same as all of them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawkit.model import Finding, Reading
from lawkit.overlaps.bodies import short_forms
from lawkit.overlaps.engine import Joined, _Field, _findings, _order
from lawkit.overlaps.rules import standing, thresholds
from lawkit.overlaps.telling import asked, telling_in_words
from lawkit.overlaps.units import Unit, units_of

if TYPE_CHECKING:
    from lawkit.overlaps.index import OverlapIndex
    from lawkit.overlaps.join import Pairs

_PARTNERS = 4
_SINGLE = struct.Struct("f")


@dataclass(frozen=True, slots=True)
class Known:
    """A verified pair: addresses of the new and of the kept provision, and how alike their words are."""

    new: str
    kept: str
    cosine: float
    jaccard: float
    inside_new: float
    inside_kept: float


def weigher(index: OverlapIndex) -> Callable[[str], float]:
    """The weight of a stem among all kept texts; a stem that none holds weighs as much as the rarest."""
    numbers = index._encoder.vocabulary.stems  # noqa: SLF001 - one room
    counts = index._arrays()["word_counts"]  # noqa: SLF001
    rarest = standing(int(counts.min(initial=len(index))), len(index))

    def weigh(stem: str) -> float:
        number = numbers.get(stem)
        return standing(int(counts[number]), len(index)) if number is not None and number < len(counts) else rarest

    return weigh


def best_partners(pairs: Pairs, most: int = _PARTNERS) -> Pairs:
    """Of each new text the best partners, and all that make its wording a standard one; a reader needs no more."""
    import numpy as np

    score = pairs.jaccard + np.maximum(pairs.inside_first, pairs.inside_second)
    order = np.lexsort((-score, pairs.first))
    begins = np.searchsorted(pairs.first[order], pairs.first[order], side="left")
    keep = pairs.jaccard >= thresholds()["boilerplate"]["jaccard"]
    keep[order[np.arange(len(order)) - begins < most]] = True
    return pairs.where(keep)


def judge_known(
    new: Reading, kept: Sequence[Reading], pairs: Sequence[Known], weigh: Callable[[str], float]
) -> list[Finding]:
    """Findings between a new act and parts of kept ones of its language, sorted as `find_overlaps` sorts them."""
    readings = [new, *kept]
    units = [unit for position, reading in enumerate(readings) for unit in units_of(reading, position)]
    groups: list[list[int]] = []
    of_key: dict[str, int] = {}
    of_address: dict[str, int] = {}
    for number, unit in enumerate(units):
        group = of_key.setdefault(unit.key, len(groups))
        if group == len(groups):
            groups.append([])
        groups[group].append(number)
        of_address[str(unit.address)] = group
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for pair in pairs:
        one, two = of_address.get(pair.new), of_address.get(pair.kept)
        if one is not None and two is not None and one != two:
            alike = pair.jaccard, max(pair.inside_new, pair.inside_kept)
            found.setdefault((one, two) if one < two else (two, one), alike)
    return judge_groups(readings, units, groups, found, weigh)


def judge_groups(
    readings: list[Reading],
    units: list[Unit],
    groups: list[list[int]],
    alike: Mapping[tuple[int, int], tuple[float, float]],
    weigh: Callable[[str], float],
    words: Sequence[Sequence[str]] = (),
) -> list[Finding]:
    """Findings of one language, sorted as `find_overlaps` sorts them.

    `groups` are the units (by number) that agree word for word; `alike` holds, for verified pairs of groups, the
    Jaccard of their words and the share of the one that the other holds; `words` are the stems of the groups, where
    these are all that there is (among parts of acts no phrase can be called rare).
    """
    forms = [short_forms(reading) for reading in readings]
    joined = _joined(alike)
    if words:
        wanted = asked(joined.judged, joined.alike)
        joined = joined._replace(phrases=dict(zip(wanted, telling_in_words(words, wanted), strict=True)))
    field = _Field(readings[0].act.language, readings, units, groups, joined, weigh, forms, whole=bool(words))
    unique: dict[str, Finding] = {}
    for finding in _findings(field):
        held = unique.get(finding.id)
        if held is None or finding.score > held.score:
            unique[finding.id] = finding
    return sorted(unique.values(), key=_order)


def _joined(alike: Mapping[tuple[int, int], tuple[float, float]]) -> Joined:
    """The pairs that can still become a finding, compared in single precision, as the arrays of `join` are."""
    steps, standard = thresholds()["judge"], thresholds()["boilerplate"]
    least, inside, close = map(_single, (steps["jaccard"], steps["inside"], standard["jaccard"]))
    found = [(pair, _single(words)) for pair, (words, held) in sorted(alike.items())
             if _single(words) >= least or _single(held) >= inside]  # fmt: skip
    pairs, words = [pair for pair, _ in found], [value for _, value in found]
    return Joined(pairs, words, [pair for pair, value in found if value >= close])


def _single(value: float) -> float:
    """The nearest number of single precision."""
    return float(_SINGLE.unpack(_SINGLE.pack(value))[0])
