"""The overlaps inside one act, joined by numpy alone: for a draft at the desk, where loading scipy would cost more.

The join is that of `join` (rare phrases, the best partners of each text, verified by idf-weighted words), for some
hundred texts, all pairs in one table; larger acts go the usual way. A test holds the findings against `find_overlaps`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from lawkit.model import Finding, Reading
from lawkit.overlaps.known import Known, judge_known
from lawkit.overlaps.rules import join_options, stems
from lawkit.overlaps.units import units_of

_MOST = 1500  # texts
_TINY = 1e-9


def find_within(reading: Reading) -> list[Finding]:
    """What `find_overlaps([reading])` finds."""
    units = units_of(reading, 0)
    first = {unit.key: unit for unit in reversed(units)}
    texts = [unit for unit in units if first[unit.key] is unit]
    if len(texts) > _MOST:
        from lawkit.overlaps.engine import find_overlaps

        return find_overlaps([reading])
    cut = stems(reading.act.language).of
    words = [cut(unit.key.split()) for unit in texts]
    bags = [set(own) for own in words]
    weights = {word: _rarity(n, len(words)) for word, n in Counter(w for bag in bags for w in bag).items()}
    weigh = weights.__getitem__
    totals = [math.fsum(map(weigh, bag)) for bag in bags]
    pairs = []
    options = join_options()
    for i, j, cosine in _candidates(words):
        both = math.fsum(map(weigh, bags[i] & bags[j]))
        inside = both / max(totals[i], _TINY), both / max(totals[j], _TINY)
        jaccard = both / max(totals[i] + totals[j] - both, _TINY)
        if jaccard >= options.jaccard or max(inside) >= options.containment:
            pairs.append(Known(str(texts[i].address), str(texts[j].address), cosine, jaccard, *inside))
    return judge_known(reading, (), pairs, _weigher(weights, max(weights.values(), default=1.0)))


def _weigher(weights: dict[str, float], rarest: float) -> Callable[[str], float]:
    return lambda stem: weights.get(stem, rarest)


def _rarity(count: int, total: int) -> float:
    return math.log((1.0 + total) / (1.0 + count)) + 1.0


def _candidates(words: Sequence[list[str]]) -> Iterator[tuple[int, int, float]]:
    """Pairs by the cosine of their rare phrases, where either text is among the best partners of the other."""
    options = join_options()
    total = len(words)
    numbers: dict[str, int] = {}
    ids = np.array([numbers.setdefault(word, len(numbers)) for own in words for word in own], np.int64)
    text = np.repeat(np.arange(total), [len(own) for own in words])
    active = np.arange(len(ids))
    norms, table = np.zeros(total), np.zeros((total, total))
    for size in options.shingles:
        active = active[active + size <= len(ids)]
        active = active[text[active] == text[active + (size - 1)]]
        if not len(active):
            break
        keys = _numbered([ids[active + step] for step in range(size)])
        held = np.unique(keys * total + text[active])
        counts = np.bincount(held // total, minlength=int(keys.max()) + 1)
        squares = (np.log((1.0 + total) / (1.0 + counts)) + 1.0) ** 2
        rare = counts[held // total] <= options.cap
        norms += np.bincount(held[rare] % total, squares[held[rare] // total], minlength=total)
        table += _products(held, counts, squares, total, options.cap)
        active = active[counts[keys] > options.cap]
    table /= np.sqrt(np.maximum(np.outer(norms, norms), _TINY))
    table = np.where(table >= options.cosine, table, 0.0)
    if total > options.top:
        order = np.argsort(-table, axis=1, kind="stable")[:, : options.top]
        best = np.zeros(table.shape, bool)
        np.put_along_axis(best, order, values=True, axis=1)
        table = np.where(best | best.T, table, 0.0)
    for i, j in zip(*np.nonzero(np.triu(table, 1)), strict=True):
        yield int(i), int(j), float(table[i, j])


def _numbered(columns: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """A small number for each run of words, equal for equal runs."""
    keys = columns[0]
    for column in columns[1:]:
        keys = np.unique(keys * (int(column.max()) + 1) + column, return_inverse=True)[1].astype(np.int64)
    return keys


def _products(
    held: NDArray[np.int64], counts: NDArray[np.int64], squares: NDArray[np.float64], total: int, cap: int
) -> NDArray[np.float64]:
    """For each pair of texts the sum of the squared weights of the rare phrases that both hold."""
    begins = np.concatenate([[0], np.cumsum(counts)[:-1]])
    places, values = [np.zeros(0, np.int64)], [np.zeros(0)]
    for count in np.unique(counts[(counts > 1) & (counts <= cap)]).tolist():
        phrases = np.flatnonzero(counts == count)
        texts = held[begins[phrases][:, None] + np.arange(count)] % total
        one, two = np.triu_indices(count, 1)
        places.append((texts[:, one] * total + texts[:, two]).ravel())
        values.append(np.repeat(squares[phrases], len(one)))
    summed = np.bincount(np.concatenate(places), np.concatenate(values), minlength=total * total)
    table = summed.reshape(total, total)
    return np.asarray(table + table.T)
