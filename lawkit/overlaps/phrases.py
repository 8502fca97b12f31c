"""Phrases: runs of stems as 64-bit keys, as long as they must be to be rare, weighed and set into a sparse matrix.

From every word on, the shortest run of stems that stands in few enough texts (`caps`, by its length) is a key: two
words where that is rare enough, more where phrases are common. Texts are read stretch by stretch and keys sorted range
by range: each piece is looked at whole while it is in the cache, and the pieces can be shared out among threads.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.overlaps.rules import JoinOptions
from lawkit.overlaps.sorting import PIECE, Laid, laid, range_bits, run_starts, shared_out, sorted_range
from lawkit.overlaps.tokens import Encoded, HashArray, IntArray, mix

FloatArray = NDArray[np.float32]
LongArray = NDArray[np.int64]
_GRAINS = 4096  # parts of one unit of weight
_ROOM = (np.uint64, np.int32, np.uint64)  # for keys, places, and, where there are many words, keys in ranges
_MANY = 1 << 24  # words
_PART = 1 << 17  # places worked on at a time: the arrays stay in the cache


def word_table(ids: IntArray) -> HashArray:
    """A 64-bit value for each stem number that occurs."""
    return mix(np.arange(int(ids.max(initial=-1)) + 1, dtype=np.uint64) + np.uint64(0x632BE59BD9B4E019))


def phrase_keys(
    table: HashArray, ids: IntArray, begins: NDArray[Any], size: int, room: HashArray | None = None
) -> HashArray:
    """A 64-bit key for the run of `size` words that begins at each place; the places rise. `room` is filled if given."""
    keys = np.empty(len(begins), np.uint64) if room is None else room[: len(begins)]
    for low in range(0, len(begins), _PART):
        own = begins[low : low + _PART]
        first, last = int(own[0]), int(own[-1]) + 1
        if last - first < 2 * len(own):  # nearly every place: whole stretches, and those that count picked from them
            values = table.take(ids[first : last + size - 1])
            made = mix(_chain([values[step : step + last - first] for step in range(size)]))
            keys[low : low + _PART] = made if len(made) == len(own) else made[own - first]
        else:
            keys[low : low + _PART] = mix(_chain([table.take(ids.take(own + step)) for step in range(size)]))
    return keys


def _chain(values: list[HashArray]) -> HashArray:
    key = values[0].copy()
    for value in values[1:]:
        key *= np.uint64(0x9E3779B97F4A7C15)
        key += value
    return key


def places_inside(texts: IntArray, begins: NDArray[Any], size: int) -> NDArray[Any]:
    """Those of the places, which rise, where a run of `size` words ends in the text that it begins in."""
    begins = begins[: np.searchsorted(begins, len(texts) - size, side="right")]
    keep = np.empty(len(begins), bool)
    for low in range(0, len(begins), _PART):
        own = begins[low : low + _PART]
        first, last = int(own[0]), int(own[-1]) + 1
        same = keep[low : low + _PART]
        if last - first == len(own):
            np.equal(texts[first:last], texts[first + size - 1 : last + size - 1], out=same)
        else:
            np.equal(texts.take(own), texts.take(own + (size - 1)), out=same)
    return begins[keep]


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


class _Stretch:
    """Some texts one after another: their words, the places from which phrases are still looked at, and those.

    What is worked out for one length is written over by the next. Where there are many words, all stretches fill parts
    of a few large arrays, which go back to the system when they are done; small ones would stay with the program.
    """

    def __init__(self, ids: IntArray, texts: IntArray, room: Sequence[NDArray[Any]]) -> None:
        self._ids, self._texts = ids, texts
        self._keys, self._places = room[:2]
        self._laid = room[2] if len(room) > 2 else None
        self._count = len(ids)  # of places
        self._places[:] = np.arange(len(ids))
        self.laid = Laid(self._keys[:0], [0])

    def __len__(self) -> int:
        return self._count

    def read(self, table: HashArray, size: int, bits: int, ranges: int) -> None:
        """The phrases of one length as keys, and with the text in their lower bits in ranges."""
        places = places_inside(self._texts, self._places[: self._count], size)
        self._keep(places)
        tagged = phrase_keys(table, self._ids, places, size, self._keys) >> np.uint64(bits)
        tagged <<= np.uint64(bits)
        np.bitwise_or(tagged, self._texts.take(places), out=tagged, dtype=np.uint64, casting="unsafe")
        self.laid = laid(tagged, ranges)
        if self._laid is not None:
            self._laid[: len(places)] = self.laid.values
            self.laid = Laid(self._laid[: len(places)], self.laid.borders)

    def go_on(self, common: _Common) -> None:
        """Keep the places whose phrases are too common."""
        self._keep(self._places[: self._count][common.among(self._keys[: self._count])])

    def _keep(self, places: NDArray[np.int32]) -> None:
        self._count = len(places)
        self._places[: self._count] = places


def _stretches(encoded: Encoded) -> list[_Stretch]:
    starts, ids = encoded.starts, encoded.ids
    inner = np.searchsorted(starts, np.arange(PIECE, len(ids), PIECE))
    texts = np.repeat(np.arange(len(encoded.lengths), dtype=np.int32), encoded.lengths)
    edges = list(pairwise(np.unique([0, *starts[inner], len(ids)]).tolist()))
    if len(ids) < _MANY:
        return [_Stretch(ids[a:b], texts[a:b], [np.empty(b - a, kind) for kind in _ROOM[:2]]) for a, b in edges]
    room = [np.empty(len(ids), kind) for kind in _ROOM]
    return [_Stretch(ids[a:b], texts[a:b], [part[a:b] for part in room]) for a, b in edges]


@dataclass(frozen=True, slots=True)
class _Rare:
    """Phrases that few texts hold, in the order of their keys: the texts, how many, and the weight of each phrase."""

    texts: IntArray
    counts: IntArray
    weights: FloatArray


class _Level:
    """Phrases of one length: how they are told apart, counted and weighed, range by range."""

    def __init__(self, cap: int, norms: NDArray[np.float64], bits: int, ranges: int) -> None:
        self._cap, self._norms, self._bits, self._ranges = cap, norms, np.uint64(bits), ranges
        self._adding = Lock()
        grains = highest(len(norms)) - falls(np.arange(cap + 1))
        self._weights = in_units(grains)
        self._squares = np.append(grains.astype(np.float64) ** 2, 0.0)  # the last: of a phrase that is too common
        self._squares[0] = 0.0

    def spans(self, count: int, workers: int) -> list[tuple[int, int]]:
        """Ranges beside each other that are looked at in turn: each of twice as many values as texts."""
        ranges = 1 << self._ranges
        spans = min(ranges, max(count // (2 * len(self._norms)), 4 * workers))
        edges = [ranges * number // spans for number in range(spans + 1)]
        return list(pairwise(edges))

    def span(self, pieces: Sequence[Laid], edges: tuple[int, int]) -> tuple[_Rare, HashArray]:
        """Rare phrases and common ones; for each text the squared grains of its phrases are added to its norm."""
        found = [self._range([piece.ranges(low, low + 1) for piece in pieces]) for low in range(*edges)]
        rare = _Rare(*(np.concatenate([getattr(part, name) for part, *_ in found]) for name in _Rare.__slots__))
        often, texts, squares = (np.concatenate([part[place] for part in found]) for place in (1, 2, 3))
        sums = np.bincount(texts, squares, minlength=len(self._norms))
        with self._adding:  # whole numbers below 2**53: exact in any order
            self._norms += sums
        return rare, often

    def _range(self, pieces: Sequence[HashArray]) -> tuple[_Rare, HashArray, IntArray, NDArray[np.float64]]:
        tagged = sorted_range(pieces, self._ranges)
        if len(tagged):
            tagged = tagged[run_starts(tagged)]
        texts = (tagged & ((np.uint64(1) << self._bits) - np.uint64(1))).astype(np.int32)
        tagged >>= self._bits
        begins = np.flatnonzero(run_starts(tagged)) if len(tagged) else np.zeros(0, np.int64)
        counts = np.diff(begins, append=len(tagged)).astype(np.int32)
        squares = np.repeat(self._squares.take(np.minimum(counts, self._cap + 1)), counts)
        keep = (counts >= 2) & (counts <= self._cap)
        rare = _Rare(texts[np.repeat(keep, counts)], counts[keep], self._weights[counts[keep]])
        return rare, tagged[begins[counts > self._cap]], texts, squares


class _Common:
    """Phrases of too many texts, sorted, without their lower bits."""

    def __init__(self, often: HashArray, lower: int) -> None:
        self._often, self._lower = often, np.uint64(lower)
        bits = len(often).bit_length() + 2  # four ranges of keys and more for one phrase: most hold one at most
        self._own = np.uint64(64 - bits)
        of = (often >> (self._own - self._lower)).astype(np.int64)
        held = np.bincount(of, minlength=1 << bits)
        self._some = held > 0
        self._begins = np.append(0, np.cumsum(held)).astype(np.int32)

    def among(self, keys: HashArray) -> NDArray[np.bool_]:
        """Which keys are such phrases."""
        out = np.zeros(len(keys), bool)
        left = np.flatnonzero(self._some.take((keys >> self._own).view(np.int64)))
        keys = keys[left]
        ranges, own = (keys >> self._own).view(np.int64), keys >> self._lower
        place, end = self._begins.take(ranges), self._begins.take(ranges + 1)
        while len(left):
            same = self._often[place] == own
            out[left[same]] = True
            place += 1
            on = ~same & (place < end)
            left, own, place, end = left[on], own[on], place[on], end[on]
        return out


def phrase_matrix(encoded: Encoded, options: JoinOptions) -> Any:
    """Texts × rare phrases, rows divided by the norm of all their phrases (also of those of one text)."""
    import scipy.sparse as sp

    total, workers = len(encoded.lengths), options.workers
    options = options.sized(total)
    bits = max(total - 1, 1).bit_length()
    nothing = sp.csc_matrix((total, 1), dtype=np.float32)
    if not len(encoded.ids):
        return nothing
    table, stretches = word_table(encoded.ids), _stretches(encoded)
    norms: NDArray[np.float64] = np.zeros(total)
    rare: list[_Rare] = []
    for size, cap in zip(options.shingles, options.caps, strict=True):
        count = sum(map(len, stretches))
        ranges = range_bits(count)
        read = partial(_Stretch.read, table=table, size=size, bits=bits, ranges=ranges)
        shared_out(read, stretches, workers)
        level = _Level(cap, norms, bits, ranges)
        span = partial(level.span, [stretch.laid for stretch in stretches])
        often = [np.zeros(0, np.uint64)]
        for part, common in shared_out(span, level.spans(count, workers), workers):
            rare.append(part)
            often.append(common)
        shared_out(partial(_Stretch.go_on, common=_Common(np.concatenate(often), bits)), stretches, workers)
    del stretches, span  # and with them what is largest
    return _weighed(rare, one_over_norm(norms), workers) if any(len(part.counts) for part in rare) else nothing


def _weighed(rare: Sequence[_Rare], scale: FloatArray, workers: int) -> Any:
    """Texts × phrases from the phrases of all lengths, one after another."""
    import scipy.sparse as sp

    counts = np.concatenate([part.counts for part in rare])
    ends = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=ends[1:])
    texts, values = np.empty(int(ends[-1]), np.int32), np.empty(int(ends[-1]), np.float32)
    borders = np.cumsum([0] + [len(part.texts) for part in rare]).tolist()

    def fill(number: int) -> None:
        part, own = rare[number], slice(borders[number], borders[number + 1])
        texts[own] = part.texts
        np.multiply(np.repeat(part.weights, part.counts), scale.take(part.texts), out=values[own])

    shared_out(fill, range(len(rare)), workers)
    return sp.csc_matrix((values, texts, ends), shape=(len(scale), len(counts)))
