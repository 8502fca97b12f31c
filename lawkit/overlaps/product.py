"""Which texts share rare phrases: a sparse product that keeps the best partners of each text.

Texts and phrases are renumbered so that those that belong together stand together: the product, and the bound on what
two texts can share, find in the cache what they need next.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.overlaps.phrases import FloatArray
from lawkit.overlaps.rules import JoinOptions
from lawkit.overlaps.sketches import Sketches
from lawkit.overlaps.sorting import PIECE, in_order, shared_out
from lawkit.overlaps.tokens import IntArray

Sides = tuple[Any, Any, IntArray]  # texts × phrases, phrases × texts, and the text of each row
Found = tuple[IntArray, IntArray, FloatArray]  # pairs of texts and their cosine
_BLOCK = 50_000  # texts joined at a time, at least …
_BLOCKS = 16  # … and so many times at most: each time the product copies what it reads
_PHRASES = 1 << 15  # phrases looked at at a time
_LEAST_SHARED = 20_000  # texts from which a second process pays
_AS_PRODUCTS = 100  # what else is done for a phrase of a text takes as long as so many products


def side_by_side(matrix: Any, workers: int = 1) -> Sides:
    """The two sides of the product with texts and phrases renumbered, and the texts in their new order.

    Texts with one frequent phrase stand beside each other, and phrases in the order of their first texts, so that the
    product finds in the cache what it needs next. Inside a row and inside a phrase the order stays what it was: sums
    and ties come out the same to the last bit. The matrix given is used up.
    """
    columns = matrix.T
    if not matrix.nnz:
        return matrix.tocsr(), columns, np.arange(matrix.shape[0], dtype=np.int32)
    texts = _by_best(matrix)
    _renumber(columns.indices, places(texts), workers)
    with ThreadPoolExecutor(workers) as pool:
        coming = pool.submit(columns.T.tocsr)
        order = in_order(np.minimum.reduceat(columns.indices, columns.indptr[:-1]), workers)[0]
        rows = coming.result()
        coming = pool.submit(lambda: columns[order])
        _renumber(rows.indices, places(order), workers)
        return rows, coming.result(), texts


def _by_best(matrix: Any) -> IntArray:
    """The texts in the order of the most frequent phrase of each."""
    counts = np.diff(matrix.indptr)
    bits = len(counts).bit_length()
    fits = int(counts.max()).bit_length() + bits <= 32
    key = counts.astype(np.uint32 if fits else np.uint64) << bits
    key |= np.arange(len(counts), dtype=key.dtype)
    best = np.zeros(matrix.shape[0], key.dtype)
    for low in range(0, len(counts), _PHRASES):
        own = slice(low, low + _PHRASES)
        held = matrix.indices[matrix.indptr[low] : matrix.indptr[min(low + _PHRASES, len(counts))]]
        np.maximum.at(best, held, np.repeat(key[own], counts[own]))
    return in_order(best)[0].astype(np.int32)


def _renumber(numbers: IntArray, place: IntArray, workers: int) -> None:
    """Put the place of each number for it: part by part, since new memory costs more than the work."""

    def put(low: int) -> None:
        own = numbers[low : low + PIECE]
        own[:] = place.take(own)

    shared_out(put, range(0, len(numbers), PIECE), workers)


def places(order: NDArray[Any]) -> IntArray:
    """Where each number stands in an order."""
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return place


@dataclass(frozen=True, slots=True)
class Product:
    """The two sides, and what tells which of the pairs found can agree at all; texts in the order of the rows."""

    sides: Sides
    totals: FloatArray  # weight of the words of each text
    sketches: Sketches
    options: JoinOptions

    def shares(self, parts: int) -> list[tuple[int, int]]:
        """So many ranges of rows that take equally long."""
        rows, columns, texts = self.sides
        total = len(texts)
        if parts < 2 or not rows.nnz or total < _LEAST_SHARED:
            return [(0, total)]
        held = np.diff(columns.indptr) + _AS_PRODUCTS
        parts_of = range(0, len(rows.indices), PIECE)
        sums = np.cumsum([0] + [int(held.take(rows.indices[low : low + PIECE]).sum()) for low in parts_of])
        done = np.interp(rows.indptr, np.minimum(np.arange(len(sums)) * PIECE, rows.nnz), sums)
        edges = np.searchsorted(done, done[-1] * np.arange(1, parts) / parts).tolist()
        return list(zip([0, *edges], [*edges, total], strict=True))

    def pairs(self, low: int, high: int) -> Found:
        """Pairs of texts found from some rows whose words can agree, each once, the later row first in their order."""
        texts = self.sides[2]
        bits = np.int64(len(texts).bit_length())
        keys, cosines = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for row, partner, cosine in self._found(low, high):
            keep = np.flatnonzero(self._can_agree(row, partner))
            one, two = row[keep], partner[keep]
            keys.append(np.maximum(one, two).astype(np.int64) << bits | np.minimum(one, two))
            cosines.append(cosine[keep])
        key = np.concatenate(keys)
        order, new = in_order(key)
        own = order[new]
        one, two = texts[key[own] >> bits], texts[key[own] & ((1 << bits) - 1)]
        return np.minimum(one, two), np.maximum(one, two), np.concatenate(cosines)[own]

    def _found(self, low: int, high: int) -> Iterator[Found]:
        """Rows and their best partners, other than themselves, a block of rows at a time."""
        import scipy.sparse as sp
        from sparse_dot_topn import sp_matmul_topn

        rows, columns, texts = self.sides
        if not rows.nnz:
            return
        step, total = max(_BLOCK, -(-len(texts) // _BLOCKS)), len(texts)
        for start in range(low, high, step):
            end = min(high, start + step)
            own = slice(rows.indptr[start], rows.indptr[end])
            width = int(rows.indices[own].max(initial=0)) + 1  # phrases that follow begin in later rows
            held = slice(0, columns.indptr[width])
            begins = rows.indptr[start : end + 1] - rows.indptr[start]
            found = sp_matmul_topn(
                sp.csr_matrix((rows.data[own], rows.indices[own], begins), shape=(end - start, width)),
                sp.csr_matrix((columns.data[held], columns.indices[held], columns.indptr[: width + 1]), (width, total)),
                top_n=self.options.top + 1, threshold=self.options.cosine, n_threads=1,
            )  # fmt: skip
            row = np.repeat(np.arange(start, end, dtype=np.int32), np.diff(found.indptr))
            other = np.flatnonzero(row != found.indices)
            yield row[other], found.indices[other], found.data[other]

    def _can_agree(self, one: IntArray, two: IntArray) -> NDArray[np.bool_]:
        """Which pairs of rows have words that can agree, by the most that they can share."""
        first, second = self.totals[one], self.totals[two]
        both = self.sketches.most_shared(one, two)
        both *= np.float32(1 + 1e-4)
        jaccard = both >= self.options.jaccard * (first + second - both)
        return np.asarray(jaccard | (both >= self.options.containment * np.minimum(first, second)), bool)
