"""Which unit of an old act went where in a new one: many to many, ranked from either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

from lawkit.consolidate.places import neighbours, rivals, whose
from lawkit.consolidate.run_on import fold, opening_first, parts
from lawkit.consolidate.semantic import Encoder, rerank
from lawkit.consolidate.similarity import compare, corpus
from lawkit.consolidate.similarity_words import language_read

KEEP = 5  # partners kept from either side
PROPOSED_FROM = 0.25  # likeness with what the neighbours add, below which a pair is not put on the map
AT_ONCE = 200  # old units compared at once: bounds the memory
_MIDDLE, _SLOPE = 0.06, 14.0  # of the logistic curve from the adjusted score to a share of right pairs


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of text to align: an article or a point. `group` names its act: order counts only inside one."""

    id: str
    text: str
    heading: str = ""
    order: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One candidate pair.

    `score` (0 to 1, comparable within one alignment) orders the partners of either unit; `similarity` is the plain
    likeness of the two texts. `rank` is the new unit's place among the partners of the old one, `rank_new` the other
    way round (1 is best). `margin` is the distance to the old unit's next best (for rank 1) or to its best (below 0).
    `proposed` says that we would put the pair on the map: best for one of the two, and alike enough, neighbours heard.
    (What a unit's rivals have orders its partners well, but tells less well whether it has a partner at all.)
    """

    old: str
    new: str
    score: float
    rank: int
    margin: float
    rank_new: int = 1
    similarity: float = 0.0
    proposed: bool = False


def _order(units: Sequence[Unit]) -> list[int]:
    """Positions sorted by act and place, so that neighbours are neighbours whatever the order of the input."""
    first: dict[str, int] = {}
    for position, unit in enumerate(units):
        first.setdefault(unit.group, position)
    return sorted(range(len(units)), key=lambda i: (first[units[i].group], units[i].order, i))


def _blocks(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Runs of one act."""
    edges = [i for i in range(len(units)) if i == 0 or units[i].group != units[i - 1].group] + [len(units)]
    return list(pairwise(edges))


def _text(unit: Unit) -> str:
    return f"{unit.heading}\n{unit.text}" if unit.heading else unit.text


def scores(
    old: Sequence[Unit], new: Sequence[Unit], language: str | None = None, encode: Encoder | None = None
) -> tuple[Any, Any, Any]:
    """Plain likeness, likeness with what the neighbours add, and scores after the rivals (old × new, float32 arrays).

    Both sides must be in document order.
    """
    import numpy as np

    before, after = [_text(u) for u in old], [_text(u) for u in new]
    read = corpus(before, after, language_read(language, before + after))
    plain, leaning = (np.zeros((len(old), len(new)), dtype=np.float32) for _ in range(2))
    for low in range(0, len(old), AT_ONCE):
        high = min(low + AT_ONCE, len(old))
        plain[low:high], leaning[low:high] = compare(read, low, high)
    told = rerank(plain, before, after, encode) if encode else plain
    supported = neighbours(told, _blocks(old), _blocks(new))
    adjusted = rivals(supported, *([len(t) for t in side] for side in (before, after)))
    return plain, supported, whose(adjusted, leaning)


def _of_parts(old: Sequence[Unit], new: Sequence[Unit], language: str, encode: Encoder | None) -> tuple[Any, Any, Any]:
    """The same three arrays, a unit that holds the heading of another article compared part by part."""
    cut = [[parts(unit.text, language) for unit in side] for side in (old, new)]
    if all(len(found) == 1 for side in cut for found in side):
        return scores(old, new, language, encode)
    pieces = [
        [replace(unit, text=text, heading="" if k else unit.heading) for unit, found in zip(side, texts, strict=True)
         for k, text in enumerate(found)]
        for side, texts in zip((old, new), cut, strict=True)
    ]  # fmt: skip
    firsts = [list(accumulate((len(found) for found in side[:-1]), initial=0)) for side in cut]
    starts = firsts[0], firsts[1]
    plain, supported, adjusted = scores(pieces[0], pieces[1], language, encode)
    return fold(plain, starts), fold(supported, starts), opening_first(adjusted, starts)


def _ranks(matrix: Any, axis: int) -> Any:
    """For every cell its place in the row (axis 1) or column (axis 0), from 1; ties by position."""
    import numpy as np

    order = np.argsort(-matrix, axis=axis, kind="stable")
    ranks = np.empty_like(order)
    places = np.arange(1, matrix.shape[axis] + 1)
    np.put_along_axis(ranks, order, places[None, :] if axis == 1 else places[:, None], axis=axis)
    return ranks


def align(
    old: Sequence[Unit], new: Sequence[Unit], language: str | None = None, encode: Encoder | None = None
) -> list[Link]:
    """Candidate pairs of old and new units: for each old the best five new, for each new the best five old.

    `encode` (see `semantic.load_encoder`) lets sentence vectors reorder the candidates. `language` is `rus`, `kaz`,
    `eng` or a Snowball name; without it, and for `eng` (whatever is in Latin letters), the texts tell. Sorted by old
    unit and rank, in document order. Deterministic. A repeated id is two units with one name: both are ranked.
    """
    import numpy as np

    if not old or not new:
        return []
    old = [old[i] for i in _order(old)]
    new = [new[i] for i in _order(new)]
    plain, supported, adjusted = _of_parts(old, new, language_read(language, [_text(u) for u in (*old, *new)]), encode)
    rank, rank_new = _ranks(adjusted, 1), _ranks(adjusted, 0)
    share = 1 / (1 + np.exp(-_SLOPE * (adjusted - _MIDDLE)))
    links: list[Link] = []
    for i, unit in enumerate(old):
        row = np.sort(share[i])
        best, second = float(row[-1]), float(row[-2]) if len(row) > 1 else 0.0
        for j in sorted(np.flatnonzero((rank[i] <= KEEP) | (rank_new[i] <= KEEP)), key=lambda j: int(rank[i, j])):
            score, place, place_new = float(share[i, j]), int(rank[i, j]), int(rank_new[i, j])
            margin = score - (second if place == 1 else best)
            proposed = min(place, place_new) == 1 and bool(supported[i, j] >= PROPOSED_FROM)
            links.append(Link(unit.id, new[j].id, score, place, margin, place_new, float(plain[i, j]), proposed))
    return links
