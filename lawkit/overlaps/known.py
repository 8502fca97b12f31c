"""New provisions beside kept ones: pairs that an index found are judged as a full run would judge them.

The kept acts are given in part: the provisions of the pairs with what stands above them. Words are weighed by the
whole index, so that a part of the acts tells the same as all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lawkit.model import Finding, Reading
from lawkit.overlaps.bodies import short_forms
from lawkit.overlaps.engine import _Field, _findings, _order, _worth_judging
from lawkit.overlaps.join import Pairs, rarity
from lawkit.overlaps.rules import thresholds
from lawkit.overlaps.units import units_of

if TYPE_CHECKING:
    from lawkit.overlaps.index import OverlapIndex

_PARTNERS = 4


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
    counts = np.asarray(index._arrays()["word_counts"])  # noqa: SLF001
    table = rarity(counts, len(index))
    rarest = float(table.max(initial=1.0))

    def weigh(stem: str) -> float:
        number = numbers.get(stem)
        return float(table[number]) if number is not None and number < len(table) else rarest

    return weigh


def worth_judging(pairs: Pairs) -> Pairs:
    """Pairs that can still become a finding."""
    return _worth_judging(pairs)


def best_partners(pairs: Pairs, most: int = _PARTNERS) -> Pairs:
    """Of each new text the best partners, and all that make its wording a standard one; a reader needs no more."""
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
    found: dict[tuple[int, int], Known] = {}
    for pair in pairs:
        one, two = of_address.get(pair.new), of_address.get(pair.kept)
        if one is not None and two is not None and one != two:
            found.setdefault((one, two) if one < two else (two, one), pair if one < two else _turned(pair))
    forms = [short_forms(reading) for reading in readings]
    field = _Field(new.act.language, readings, units, groups, _pairs(found), weigh, forms)
    unique: dict[str, Finding] = {}
    for finding in _findings(field):
        held = unique.get(finding.id)
        if held is None or finding.score > held.score:
            unique[finding.id] = finding
    return sorted(unique.values(), key=_order)


def _turned(pair: Known) -> Known:
    return Known(pair.kept, pair.new, pair.cosine, pair.jaccard, pair.inside_kept, pair.inside_new)


def _pairs(found: dict[tuple[int, int], Known]) -> Pairs:
    listed = sorted(found.items())
    first, second = (np.array([key[side] for key, _ in listed], np.int32) for side in (0, 1))
    columns = [[p.cosine, p.jaccard, p.inside_new, p.inside_kept] for _, p in listed]
    table = np.array(columns, np.float32).reshape(len(listed), 4)
    return _worth_judging(Pairs(first, second, *(table[:, column] for column in range(4))))
