"""Phrases: runs of stems as 64-bit keys, as long as they must be to be rare, weighed and set into a sparse matrix.

From every word on, the shortest run of stems that stands in few enough texts (`caps`, by its length) is a key: two
words where that is rare enough, more where phrases are common. Arrays are filled part by part, so that what is worked on stays in the cache.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.overlaps.rules import JoinOptions
from lawkit.overlaps.tokens import Encoded, HashArray, IntArray, mix

FloatArray = NDArray[np.float32]
LongArray = NDArray[np.int64]
_GRAINS = 4096  # parts of one unit of weight
_PART = 1 << 15  # places worked on at a time
_LEAST_SHARED = 20_000  # values from which sorting range by range pays
_RANGE = 200  # values in a range, about
_LAID_TWICE = 1 << 23  # values from which ranges are made of ranges
_FIRST_BITS = 10


def word_table(ids: IntArray) -> HashArray:
    """A 64-bit value for each stem number that occurs."""
    return mix(np.arange(int(ids.max(initial=-1)) + 1, dtype=np.uint64) + np.uint64(0x632BE59BD9B4E019))


def phrase_keys(table: HashArray, ids: IntArray, begins: NDArray[Any], size: int, workers: int = 1) -> HashArray:
    """A 64-bit key for the run of `size` words that begins at each place; the places rise."""
    keys = np.empty(len(begins), np.uint64)

    def fill(low: int, high: int) -> None:
        own = begins[low:high]
        first, last = int(own[0]), int(own[-1]) + 1
        if last - first < 2 * len(own):  # nearly every place: whole stretches, and those that count picked from them
            values = table[ids[first : last + size - 1]]
            keys[low:high] = mix(_chain([values[step : step + last - first] for step in range(size)]))[own - first]
        else:
            keys[low:high] = mix(_chain([table[ids[own + step]] for step in range(size)]))

    _by_parts(fill, len(begins), workers)
    return keys


def _chain(values: list[HashArray]) -> HashArray:
    key = values[0].copy()
    for value in values[1:]:
        key *= np.uint64(0x9E3779B97F4A7C15)
        key += value
    return key


def places_inside(texts: IntArray, begins: NDArray[Any], size: int, workers: int = 1) -> NDArray[Any]:
    """Those of the places, which rise, where a run of `size` words ends in the text that it begins in."""
    begins = begins[: np.searchsorted(begins, len(texts) - size, side="right")]
    keep = np.empty(len(begins), bool)

    def fill(low: int, high: int) -> None:
        own = begins[low:high]
        keep[low:high] = texts[own] == texts[own + (size - 1)]

    _by_parts(fill, len(begins), workers)
    return begins[keep]


def _by_parts(fill: Callable[[int, int], None], count: int, workers: int) -> None:
    """Fill an array part by part, so that what is worked on stays in the cache; with more workers, from both ends."""

    def stretch(low: int, high: int) -> None:
        for start in range(low, high, _PART):
            fill(start, min(high, start + _PART))

    if workers < 2 or count < 8 * _PART:
        stretch(0, count)
        return
    edges = [count * part // workers for part in range(workers + 1)]
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(stretch, edges, edges[1:]))


def run_starts(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Marks the first of each run of equal values."""
    new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def falls(counts: NDArray[Any]) -> LongArray:
    """What its frequency takes from the weight of a phrase, in grains."""
    return np.asarray(np.rint(_GRAINS * np.log1p(counts)), np.int64)


def highest(total: int) -> int:
    """The weight of a phrase that no text holds, in grains: `highest - falls` is idf as `rarity` has it.

    Whole grains make sums exact in any order, so that an index brought up to date equals one made anew.
    """
    return round(_GRAINS * (math.log1p(total) + 1.0))


def in_units(grains: LongArray) -> FloatArray:
    """Weights as the product takes them."""
    return (grains / _GRAINS).astype(np.float32)


def one_over_norm(squares: NDArray[Any]) -> FloatArray:
    """One over the norm, from the sum of squared grains; large where a text has no phrase."""
    return np.asarray(_GRAINS / np.sqrt(np.maximum(squares, 1)), np.float32)


def sorted_keys(values: HashArray, workers: int = 1) -> HashArray:
    """The values, whose upper bits are spread evenly, sorted; the array given is used up.

    They are laid out by their upper bits first, by the counting sort with which scipy turns columns into rows: ranges
    of some hundred values sort several times faster than one large array. Many values are laid out twice, so that
    ranges written side by side stay in the cache. More workers sort ranges beside each other.
    """
    if len(values) < _LEAST_SHARED:
        values.sort()
        return values
    if len(values) < _LAID_TWICE:
        values, borders = _laid(values, 0, (len(values) // _RANGE).bit_length())
    else:
        values, borders = _laid(values, 0, _FIRST_BITS)

    def stretch(part: int) -> None:
        ranges = range((len(borders) - 1) * part // workers, (len(borders) - 1) * (part + 1) // workers)
        for low, high in ((borders[number], borders[number + 1]) for number in ranges):
            if high - low < _LEAST_SHARED:
                values[low:high].sort()
                continue
            own, inner = _laid(values[low:high], _FIRST_BITS, ((high - low) // _RANGE).bit_length())
            for start, end in pairwise(inner):
                own[start:end].sort()
            values[low:high] = own

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(stretch, range(workers)))
    return values


def in_order(numbers: NDArray[Any], workers: int = 1) -> tuple[LongArray, NDArray[np.bool_]]:
    """The places of numbers, none below 0, in the order of the numbers; and which of them are first of their kind."""
    if not len(numbers):
        return np.zeros(0, np.int64), np.zeros(0, bool)
    free = 64 - int(numbers.max()).bit_length()
    place = np.uint64(len(numbers).bit_length())
    if free < place:
        order = np.argsort(numbers, kind="stable")
        return order, run_starts(numbers[order])
    values = numbers.astype(np.uint64)  # numbers with their place behind them sort faster than places
    values <<= np.uint64(min(free, 63))
    values |= np.arange(len(numbers), dtype=np.uint64)
    values = sorted_keys(values, workers)
    return (values & ((np.uint64(1) << place) - np.uint64(1))).astype(np.int64), run_starts(
        values >> np.uint64(min(free, 63))
    )


def _laid(values: HashArray, used: int, bits: int) -> tuple[HashArray, list[int]]:
    """The values in ranges by the bits that follow the used ones, and where each range begins and the last one ends."""
    import scipy.sparse as sp

    of = np.empty(len(values), np.int32)
    np.right_shift(values << np.uint64(used) if used else values, np.uint64(64 - bits), out=of, casting="unsafe")
    laid = sp.csc_matrix((values, of, np.array([0, len(values)], np.int32)), shape=(1 << bits, 1)).tocsr()
    return laid.data, laid.indptr.tolist()


class _Level:
    """Phrases of one length, begun at some of the words: who holds them, and which are too common."""

    def __init__(self, keys: HashArray, texts: IntArray, bits: int, total: int, workers: int) -> None:
        tagged = keys >> np.uint64(bits)
        tagged <<= np.uint64(bits)
        np.bitwise_or(tagged, texts, out=tagged, dtype=np.uint64, casting="unsafe")
        tagged = sorted_keys(tagged, workers)
        if len(tagged):
            tagged = tagged[run_starts(tagged)]
        self._texts = (tagged & np.uint64((1 << bits) - 1)).astype(np.int32)
        tagged >>= np.uint64(bits)
        new = np.flatnonzero(run_starts(tagged)) if len(tagged) else np.zeros(0, np.int64)
        begins = new.astype(np.uint32) if len(tagged) < 1 << 32 else new
        del new
        self.counts = np.diff(begins, append=np.asarray([len(tagged)], begins.dtype)).astype(np.int32)
        self._phrases = tagged[begins]
        self._highest = highest(total)
        self._bits = np.uint64(bits)

    def _weights(self, keep: NDArray[np.bool_]) -> LongArray:
        return self._highest - falls(self.counts[keep])

    def rare(self, cap: int) -> tuple[IntArray, IntArray, FloatArray]:
        """Texts of the kept phrases, how many texts each has, and its weight."""
        keep = (self.counts >= 2) & (self.counts <= cap)
        return self._texts[np.repeat(keep, self.counts)], self.counts[keep], in_units(self._weights(keep))

    def norms(self, cap: int, total: int) -> NDArray[np.float64]:
        """Sum of the squared grains of each text's phrases, those of one text included (exact below 2**53)."""
        by_count = np.zeros(cap + 2)
        by_count[1 : cap + 1] = (self._highest - falls(np.arange(1, cap + 1))).astype(np.float64) ** 2
        squares = by_count[np.minimum(self.counts, cap + 1)]
        sums = np.bincount(self._texts, np.repeat(squares, self.counts), minlength=total)
        return np.asarray(sums, np.float64)

    def common(self, keys: HashArray, cap: int, workers: int) -> NDArray[np.bool_]:
        """Which keys are phrases of more than `cap` texts."""
        often = self._phrases[self.counts > cap]
        out = np.zeros(len(keys), bool)
        if not len(often):
            return out
        bits = len(often).bit_length() + 2  # four ranges of keys and more for one phrase: most hold one at most
        own_bits, upper = np.uint64(64 - bits), self._bits
        of = (often >> (own_bits - upper)).astype(np.int64)
        begins = np.searchsorted(of, np.arange((1 << bits) + 1)).astype(np.int32)

        def fill(low: int, high: int) -> None:
            own = keys[low:high] >> upper
            ranges = (keys[low:high] >> own_bits).astype(np.int64)
            place, end = begins[ranges], begins[ranges + 1]
            left = np.flatnonzero(place < end)
            place, end = place[left], end[left]
            while len(left):
                same = often[place] == own[left]
                out[low + left[same]] = True
                place += 1
                on = ~same & (place < end)
                left, place, end = left[on], place[on], end[on]

        _by_parts(fill, len(keys), workers)
        return out


def phrase_matrix(encoded: Encoded, options: JoinOptions) -> Any:
    """Texts × rare phrases, rows divided by the norm of all their phrases (also of those of one text)."""
    import scipy.sparse as sp

    total = len(encoded.lengths)
    bits = max(total - 1, 1).bit_length()
    texts = np.repeat(np.arange(total, dtype=np.int32), encoded.lengths)
    ids, table, workers = encoded.ids, word_table(encoded.ids), options.workers
    active: NDArray[Any] = np.arange(len(ids), dtype=np.int32 if len(ids) < 1 << 31 else np.int64)
    norms: NDArray[np.float64] = np.zeros(total)
    rows: list[IntArray] = []
    counts: list[IntArray] = []
    weights: list[FloatArray] = []
    for size, cap in zip(options.shingles, options.caps, strict=True):
        active = places_inside(texts, active, size, workers)
        keys = phrase_keys(table, ids, active, size, workers)
        level = _Level(keys, texts[active], bits, total, workers)
        norms += level.norms(cap, total)
        row, count, weight = level.rare(cap)
        rows.append(row)
        counts.append(count)
        weights.append(weight)
        if size != options.shingles[-1]:
            active = active[level.common(keys, cap, workers)]
        del level, keys
    del active, texts
    columns, row, held = np.concatenate(counts), np.concatenate(rows), np.concatenate(weights)
    ends = np.zeros(len(columns) + 1, np.int64)
    np.cumsum(columns, out=ends[1:])
    values = np.repeat(held, columns) * one_over_norm(norms)[row]
    if not len(columns):
        return sp.csc_matrix((total, 1), dtype=np.float32)
    return sp.csc_matrix((values, row, ends), shape=(total, len(columns)))
