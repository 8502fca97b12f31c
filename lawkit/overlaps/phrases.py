"""Phrases: runs of stems as 64-bit keys, as long as they must be to be rare, weighed and set into a sparse matrix.

From every word on, the shortest run of stems that stands in at most `cap` texts is a key: two words where that is rare
enough, more where phrases are common. Arrays are filled part by part, so that what is worked on stays in the cache.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.overlaps.rules import JoinOptions
from lawkit.overlaps.tokens import Encoded, HashArray, IntArray, mix

FloatArray = NDArray[np.float32]
LongArray = NDArray[np.int64]
_GRAINS = 4096  # parts of one unit of weight
_PART = 1 << 15  # places worked on at a time
_LEAST_SHARED = 100_000  # values from which sorting beside each other pays


def word_table(ids: IntArray) -> HashArray:
    """A 64-bit value for each stem number that occurs."""
    return mix(np.arange(int(ids.max(initial=-1)) + 1, dtype=np.uint64) + np.uint64(0x632BE59BD9B4E019))


def phrase_keys(table: HashArray, ids: IntArray, begins: NDArray[Any], size: int, workers: int = 1) -> HashArray:
    """A 64-bit key for the run of `size` words that begins at each place."""
    keys = np.empty(len(begins), np.uint64)

    def fill(low: int, high: int) -> None:
        own = begins[low:high]
        key = table[ids[own]]
        for step in range(1, size):
            key *= np.uint64(0x9E3779B97F4A7C15)
            key += table[ids[own + step]]
        keys[low:high] = mix(key)

    _by_parts(fill, len(begins), workers)
    return keys


def places_inside(texts: IntArray, begins: NDArray[Any], size: int, workers: int = 1) -> NDArray[Any]:
    """Those of the places where a run of `size` words ends in the text that it begins in."""
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


def sort_in_threads(values: HashArray, workers: int) -> HashArray:
    """The values sorted; with more workers, ranges of values are sorted beside each other."""
    if workers < 2 or len(values) < _LEAST_SHARED:
        values.sort()
        return values
    edges = [(1 << 64) // workers * part for part in range(workers)]

    def part(number: int) -> HashArray:
        inside = values >= np.uint64(edges[number])
        if number + 1 < workers:
            inside &= values < np.uint64(edges[number + 1])
        own: HashArray = values[inside]
        own.sort()
        return own

    with ThreadPoolExecutor(workers) as pool:
        return np.concatenate(list(pool.map(part, range(workers))))


class _Level:
    """Phrases of one length, begun at some of the words: who holds them, and which are too common.

    `keys` is taken over and sorted in place: at three million texts a copy would cost 700 MB.
    """

    def __init__(self, keys: list[HashArray], texts: IntArray, bits: int, total: int, workers: int) -> None:
        tagged = keys.pop()
        tagged >>= np.uint64(bits)
        tagged <<= np.uint64(bits)
        np.bitwise_or(tagged, texts, out=tagged, dtype=np.uint64, casting="unsafe")
        tagged = sort_in_threads(tagged, workers)
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
        marks = np.zeros(1 << 20, bool)
        marks[(often >> np.uint64(44 - int(self._bits))).astype(np.int64)] = True

        def fill(low: int, high: int) -> None:
            own = keys[low:high]
            maybe = np.flatnonzero(marks[(own >> np.uint64(44)).astype(np.int64)])
            shifted = own[maybe] >> self._bits
            places = np.minimum(np.searchsorted(often, shifted), len(often) - 1)
            out[low:high][maybe] = often[places] == shifted

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
    for size in options.shingles:
        active = places_inside(texts, active, size, workers)
        level = _Level([phrase_keys(table, ids, active, size, workers)], texts[active], bits, total, workers)
        norms += level.norms(options.cap, total)
        row, count, weight = level.rare(options.cap)
        rows.append(row)
        counts.append(count)
        weights.append(weight)
        if size != options.shingles[-1]:
            active = active[level.common(phrase_keys(table, ids, active, size, workers), options.cap, workers)]
        del level
    del active, texts
    columns, row, held = np.concatenate(counts), np.concatenate(rows), np.concatenate(weights)
    ends = np.zeros(len(columns) + 1, np.int64)
    np.cumsum(columns, out=ends[1:])
    values = np.repeat(held, columns) * one_over_norm(norms)[row]
    if not len(columns):
        return sp.csc_matrix((total, 1), dtype=np.float32)
    return sp.csc_matrix((values, row, ends), shape=(total, len(columns)))
