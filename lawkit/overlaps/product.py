"""Which texts share rare phrases: the cosine of each text with the texts before it, a block of texts at a time.

Two texts have one cosine, from whichever of them it is worked out. So a text is multiplied with those before it alone:
of each of its phrases it takes the texts that stand before itself, from the beginning of the phrase's texts to its own
place among them. The kernel is scipy's sparse product, which asks no more than where a row begins and where it ends:
each phrase of each text is a row of its own there, and nothing is copied. It works beside other threads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.overlaps.phrases import FloatArray, LongArray
from lawkit.overlaps.rules import JoinOptions
from lawkit.overlaps.sketches import Sketches
from lawkit.overlaps.sorting import PIECE, in_order, shared_out
from lawkit.overlaps.tokens import IntArray

Found = tuple[IntArray, IntArray, FloatArray]  # pairs of texts, the first before the second, and their cosine
_PRODUCTS = 1 << 22  # products worked out at a time, at least …
_FOR_A_TEXT = 4  # … and so many for each text: the kernel clears two numbers for each when it begins
_PARTS = 16  # blocks for each worker at least, so that all end at about the same time
_LEAST = 1 << 18  # products that are worth a block
_COUNTED = 1 << 13  # texts whose products are counted at a time
_BOUNDED = 1 << 15  # pairs whose words are judged at a time: the arrays stay in the cache
_RANKED = 1 << 15  # partners ranked at a time, or those of one text


class _Room(local):
    """Where each thread's kernel writes, block after block: new memory is not free, its pages are cleared first."""

    def __init__(self) -> None:
        self._partners, self._sums = np.empty(0, np.int32), np.empty(0, np.float32)

    def of(self, count: int) -> tuple[IntArray, FloatArray]:
        """Two arrays of at least so many, filled with whatever was there."""
        if len(self._partners) < count:
            self._partners, self._sums = np.empty(count, np.int32), np.empty(count, np.float32)
        return self._partners, self._sums


@dataclass(frozen=True, slots=True)
class Product:
    """The phrases of each text, and for each of them which texts hold it before this one."""

    starts: IntArray  # of the phrases of each text, and one past the end at last
    begins: IntArray  # for each phrase of a text: where the texts that hold the phrase begin …
    ends: IntArray  # … and the place of the text itself among them
    texts: IntArray  # the texts of each phrase, rising, one phrase after another
    values: FloatArray  # weight of the phrase in each of these texts
    room: _Room = field(default_factory=_Room, repr=False, compare=False)

    def blocks(self, workers: int = 1) -> list[tuple[int, int]]:
        """Ranges of texts, each with about as many products."""
        total = len(self.starts) - 1
        done = np.zeros(total + 1, np.int64)
        for low in range(0, total, _COUNTED):
            high = min(total, low + _COUNTED)
            own = slice(self.starts[low], self.starts[high])
            sums = np.zeros(own.stop - own.start + 1, np.int64)
            np.cumsum(self.ends[own] - self.begins[own], out=sums[1:])
            done[low + 1 : high + 1] = done[low] + sums[self.starts[low + 1 : high + 1] - own.start]
        most = max(_PRODUCTS, _FOR_A_TEXT * total)
        if workers > 1:
            most = max(_LEAST, min(most, int(done[-1]) // (_PARTS * workers)))
        edges = np.unique([0, *np.searchsorted(done, np.arange(most, done[-1], most)), total]).tolist()
        return list(pairwise(edges)) or [(0, total)]

    def pairs(self, low: int, high: int, least: float) -> Found:
        """Pairs of some texts with texts before them whose cosine is above the least, the second texts rising."""
        own = slice(self.starts[low], self.starts[high])
        rows = np.empty(2 * (own.stop - own.start), np.int32)  # of each phrase of each text, and what lies between
        rows[::2], rows[1::2] = self.begins[own], self.ends[own]
        counts = self.starts[low : high + 1] - self.starts[low]
        edges, partners, cosines = _multiplied(
            self.values.take(rows[1::2]), counts, rows, self.texts, self.values, high, self.room
        )
        keep = np.flatnonzero(cosines > np.float32(least))
        held = np.diff(np.searchsorted(keep, edges))
        return partners.take(keep), np.repeat(np.arange(low, high, dtype=np.int32), held), cosines.take(keep)


def _multiplied(
    weights: FloatArray, starts: IntArray, rows: IntArray, texts: IntArray, values: FloatArray, width: int, room: _Room
) -> tuple[IntArray, IntArray, FloatArray]:
    """Sums by text of weighed rows: where the sums of each given text begin, whose they are, and the sums, in the room.

    `rows` holds where each row of `texts` and `values` begins and ends; the kernel's own check wants them to follow one
    another, which they need not, so that it is called by its name. Where a scipy has no such kernel, the rows are
    copied and multiplied by its public product.
    """
    try:
        from scipy.sparse._sparsetools import csr_matmat
    except ImportError:
        return _copied(weights, starts, rows, texts, values, width)
    most = int((rows[1::2] - rows[::2]).sum())
    edges, (partners, sums) = np.empty(len(starts), np.int32), room.of(most)
    numbers = np.arange(0, len(rows), 2, dtype=np.int32)
    try:
        csr_matmat(len(starts) - 1, width, starts, numbers, weights, rows, texts, values, edges, partners, sums)
    except (TypeError, ValueError):  # it takes other things than it did
        return _copied(weights, starts, rows, texts, values, width)
    return edges, partners[: edges[-1]], sums[: edges[-1]]


def _copied(
    weights: FloatArray, starts: IntArray, rows: IntArray, texts: IntArray, values: FloatArray, width: int
) -> tuple[IntArray, IntArray, FloatArray]:
    """The same as `_multiplied`, with a copy of each row."""
    import scipy.sparse as sp

    lengths = rows[1::2] - rows[::2]
    ends = np.cumsum(lengths, dtype=np.int64)
    places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(rows[::2] - (ends - lengths), lengths)
    held = sp.csr_matrix(
        (values.take(places), texts.take(places), np.concatenate(([0], ends))), shape=(len(lengths), width)
    )
    wanted = sp.csr_matrix((weights, np.arange(len(lengths)), starts), shape=(len(starts) - 1, len(lengths)))
    sums = wanted @ held
    return sums.indptr.astype(np.int32), sums.indices.astype(np.int32), sums.data


def product_of(matrix: Any, workers: int = 1) -> Product:
    """The product of texts × phrases with itself; texts are sorted inside each phrase.

    Phrases are put in the order of their first texts, so that the texts of those which are new in a text stand beside
    each other. Inside a text they stay in the order of the matrix: sums come out the same to the last bit.
    """
    import scipy.sparse as sp

    columns = matrix.T
    if not matrix.nnz:
        nothing = np.zeros(0, np.int32)
        return Product(np.zeros(matrix.shape[0] + 1, np.int32), nothing, nothing, nothing, nothing.astype(np.float32))
    counts = np.diff(columns.indptr)
    order = in_order(columns.indices.take(columns.indptr[:-1]), workers)[0]
    begins = np.empty(len(order), np.int32)
    begins[order] = np.cumsum(counts[order]) - counts[order]
    places = np.arange(matrix.nnz, dtype=np.int32)
    places += np.repeat(begins - columns.indptr[:-1], counts)
    rows = sp.csr_matrix((places, columns.indices, columns.indptr), shape=columns.shape).T.tocsr()
    del places

    def put(low: int) -> None:
        own = rows.indices[low : low + PIECE]
        own[:] = begins.take(own)

    shared_out(put, range(0, len(rows.indices), PIECE), workers)
    columns = columns[order]
    return Product(rows.indptr, rows.indices, rows.data, columns.indices, columns.data)


@dataclass(frozen=True, slots=True)
class Bound:
    """What tells which pairs of texts have words that can agree at all."""

    totals: FloatArray  # weight of the words of each text
    sketches: Sketches
    options: JoinOptions

    def open(self, found: Found) -> Found:
        """The pairs whose words can agree, by the most that they can share."""
        keep = np.empty(len(found[0]), bool)
        for low in range(0, len(keep), _BOUNDED):
            own = slice(low, low + _BOUNDED)
            one, two = found[0][own], found[1][own]
            first, second = self.totals.take(one), self.totals.take(two)
            both = self.sketches.most_shared(one, two)
            both *= np.float32(1 + 1e-4)
            np.greater_equal(both, self.options.containment * np.minimum(first, second), out=keep[own])
            first += second
            first -= both
            keep[own] |= both >= self.options.jaccard * first
        left = np.flatnonzero(keep)
        return found[0].take(left), found[1].take(left), found[2].take(left)


def among_the_best(
    first: IntArray, second: IntArray, cosine: FloatArray, top: int, workers: int = 1
) -> NDArray[np.bool_]:
    """Which pairs, sorted, are among the best of either text, by cosine and then the lower number of the partner.

    Only texts that a pair depends on are looked at: those with more partners than the best, where both have more.
    """
    size = max(int(first.max(initial=0)), int(second.max(initial=0))) + 1
    crowded = np.bincount(first, minlength=size) + np.bincount(second, minlength=size) > top
    keep = ~(crowded.take(first) & crowded.take(second))
    left = np.flatnonzero(~keep)
    judged = np.zeros(size, bool)
    judged[first[left]] = judged[second[left]] = True
    sides = [np.flatnonzero(judged.take(side)) for side in (second, first)]
    which = np.concatenate(sides)
    texts = np.concatenate([second.take(sides[0]), first.take(sides[1])])
    order, new = in_order(texts, workers)  # in each text its partners rise: those before it come first
    which, begins = which[order], np.flatnonzero(new)
    at = np.searchsorted(begins, np.arange(0, len(which), _RANKED))
    edges = np.unique(begins[at[at < len(begins)]])

    def rank(part: tuple[int, int]) -> None:
        own = which[part[0] : part[1]]
        keep[own[_best_of_each(new[part[0] : part[1]], cosine.take(own), top)]] = True

    shared_out(rank, list(pairwise([*edges.tolist(), len(which)])), workers)
    return keep


def _best_of_each(new: NDArray[np.bool_], cosines: FloatArray, top: int) -> LongArray:
    """The places of the largest in each run, of equal ones the first; `new` marks where a run begins."""
    bits = np.uint64(len(cosines).bit_length())
    values = cosines.view(np.uint32)  # of positive numbers the bits rise with them
    keys = np.cumsum(new, dtype=np.uint64)
    keys <<= np.uint64(int(values.max() - values.min()).bit_length())
    keys += values.max() - values
    keys <<= bits
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    begins = np.flatnonzero(new)  # runs keep their places
    ranks = np.arange(len(keys)) - np.repeat(begins, np.diff(begins, append=len(keys)))
    return (keys[ranks < top] & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)


def place_in_run(values: NDArray[Any]) -> LongArray:
    """How many equal values stand right before each."""
    new = np.flatnonzero(np.diff(values, prepend=-1))
    return np.arange(len(values)) - np.repeat(new, np.diff(new, append=len(values)))
