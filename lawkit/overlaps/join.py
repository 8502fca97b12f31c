"""Pairs of provisions that share rare phrases: the candidates, and how alike each verified pair is.

Phrases of two or more texts are weighed by rarity (idf) and joined by a sparse product that keeps the best `top`
partners of each text. Each candidate is then verified by the idf-weighted Jaccard and containment of its words.
Nothing is merged that was not verified.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.overlaps.phrases import FloatArray, LongArray, phrase_matrix, run_starts
from lawkit.overlaps.rules import JoinOptions, thresholds
from lawkit.overlaps.tokens import Encoded, IntArray

_TINY = np.float32(1e-9)
_BLOCK = 100_000  # texts joined at a time
_STEP = 100_000  # pairs weighed at a time


@dataclass(frozen=True, slots=True)
class Pairs:
    """Verified pairs, first index below the second, sorted; and their measures."""

    first: IntArray
    second: IntArray
    cosine: FloatArray  # of rare phrases
    jaccard: FloatArray  # of words, weighted by rarity
    inside_first: FloatArray  # share of the first text's weight that the second holds
    inside_second: FloatArray

    def __len__(self) -> int:
        return len(self.first)

    def where(self, keep: NDArray[Any]) -> Pairs:
        """The pairs that a mask or an index selects."""
        return Pairs(*(getattr(self, name)[keep] for name in self.__slots__))


def worth_judging(pairs: Pairs) -> Pairs:
    """Pairs that can still become a finding: the word sets agree enough, or one lies in the other."""
    steps = thresholds()["judge"]
    inside = np.maximum(pairs.inside_first, pairs.inside_second)
    return pairs.where((pairs.jaccard >= steps["jaccard"]) | (inside >= steps["inside"]))


@dataclass(frozen=True, slots=True)
class Bags:
    """The distinct words of each text, with their rarity."""

    words: IntArray  # sorted inside each text
    starts: LongArray
    weights: FloatArray  # by stem number
    totals: FloatArray  # by text


def rarity(counts: NDArray[Any], total: int) -> FloatArray:
    """Smoothed inverse document frequency, as scikit-learn computes it."""
    return (np.log((1.0 + total) / (1.0 + counts)) + 1.0).astype(np.float32)


def candidates(matrix: Any, options: JoinOptions) -> Iterator[tuple[IntArray, IntArray, FloatArray]]:
    """Pairs whose rare phrases agree, a block of texts at a time; a pair may come once from either side."""
    from sparse_dot_topn import sp_matmul_topn

    rows, columns = matrix.tocsr(), matrix.T
    for start in range(0, matrix.shape[0], _BLOCK):
        found = sp_matmul_topn(
            rows[start : start + _BLOCK],
            columns,
            top_n=options.top + 1,
            threshold=options.cosine,
            n_threads=options.workers,
        ).tocoo()
        row = found.row.astype(np.int32) + np.int32(start)
        column = found.col.astype(np.int32)
        other = row != column
        low, high = np.minimum(row, column)[other], np.maximum(row, column)[other]
        order, new = _sorted_once(low, high)
        yield low[order][new], high[order][new], found.data[other][order][new].astype(np.float32)


def _sorted_once(low: IntArray, high: IntArray) -> tuple[LongArray, NDArray[np.bool_]]:
    """The order of pairs, and which of them are the first of their kind in it."""
    keys = low.astype(np.int64) << 32
    keys |= high
    order = np.argsort(keys, kind="stable")
    return order, run_starts(keys[order])


def bags(encoded: Encoded, vocabulary_size: int) -> Bags:
    """The set of words of each text, with idf weights from these texts."""
    total = len(encoded.lengths)
    keys = np.repeat(np.arange(total, dtype=np.int64), encoded.lengths) << 32
    keys |= encoded.ids
    keys.sort()
    keys = keys[run_starts(keys)] if len(keys) else keys
    words = (keys & 0xFFFFFFFF).astype(np.int32)
    texts = (keys >> 32).astype(np.int32)
    weights = rarity(np.bincount(words, minlength=vocabulary_size), total)
    starts = np.zeros(total + 1, np.int64)
    np.cumsum(np.bincount(texts, minlength=total), out=starts[1:])
    totals = np.bincount(texts, weights=weights[words], minlength=total).astype(np.float32)
    return Bags(words, starts, weights, totals)


class WordSets:
    """Sets of words as sparse rows, to weigh what pairs of texts share."""

    def __init__(self, bag: Bags) -> None:
        import scipy.sparse as sp

        shape = (len(bag.starts) - 1, len(bag.weights))
        self.bag = bag
        self._plain = sp.csr_matrix((np.ones(len(bag.words), np.float32), bag.words, bag.starts), shape=shape)
        self._weighed = sp.csr_matrix((bag.weights[bag.words], bag.words, bag.starts), shape=shape)

    def shared(self, first: IntArray, second: IntArray, workers: int = 1) -> FloatArray:
        """Weight of the words that both texts of each pair hold."""

        def part(start: int) -> FloatArray:
            a, b = first[start : start + _STEP], second[start : start + _STEP]
            both = self._weighed[a].multiply(self._plain[b])
            return np.asarray(both.sum(axis=1), np.float32).ravel()

        begins = range(0, len(first), _STEP)
        if workers > 1 and len(first) > _STEP:
            with ThreadPoolExecutor(workers) as pool:
                parts = list(pool.map(part, begins))
        else:
            parts = [part(start) for start in begins]
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def shared_between(
    mine: Bags, first: IntArray, theirs: Bags, second: IntArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Weight of the words common to each pair of two sets of bags, and of each side alone."""
    import scipy.sparse as sp

    def rows(bag: Bags, chosen: IntArray) -> tuple[Any, FloatArray]:  # totals summed as `bags` sums them
        unique, at = np.unique(chosen, return_inverse=True)
        begins, ends = bag.starts[unique], bag.starts[unique + 1]
        lengths = ends - begins
        places = np.arange(int(lengths.sum())) + np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
        words = np.asarray(bag.words[places])
        starts = np.zeros(len(unique) + 1, np.int64)
        np.cumsum(lengths, out=starts[1:])
        matrix = sp.csr_matrix((bag.weights[words], words, starts), shape=(len(unique), len(bag.weights)))
        of = np.repeat(np.arange(len(unique)), lengths)
        totals = np.bincount(of, weights=bag.weights[words], minlength=len(unique)).astype(np.float32)
        return matrix[at], totals[at]

    if not len(first):
        nothing = np.zeros(0, np.float32)
        return nothing, nothing, nothing
    (a, one), (b, two) = rows(mine, first), rows(theirs, second)
    b.data[:] = 1
    return np.asarray(a.multiply(b).sum(axis=1), np.float32).ravel(), one, two


def pair_measures(sets: WordSets, found: tuple[IntArray, IntArray, FloatArray], workers: int = 1) -> Pairs:
    """How alike the words of given pairs are."""
    first, second, cosine = found
    both = sets.shared(first, second, workers)
    return measured(first, second, cosine, both, sets.bag.totals[first], sets.bag.totals[second])


def measured(
    first: IntArray, second: IntArray, cosine: FloatArray, both: FloatArray, one: FloatArray, two: FloatArray
) -> Pairs:
    """Pairs with their measures, from the weight they share and the weight of each side."""
    shares = [both / np.maximum(whole, _TINY) for whole in (one + two - both, one, two)]
    return Pairs(first, second, cosine, *(share.astype(np.float32) for share in shares))


def agreeing(pairs: Pairs, options: JoinOptions) -> Pairs:
    """The pairs whose words agree, or one of which holds the other."""
    inside = np.maximum(pairs.inside_first, pairs.inside_second)
    return pairs.where((pairs.jaccard >= options.jaccard) | (inside >= options.containment))


def joined(*parts: Pairs) -> Pairs:
    """The pairs of all parts, one after another."""
    return Pairs(*(np.concatenate([getattr(part, name) for part in parts]) for name in Pairs.__slots__))


def decision_score(pairs: Pairs) -> FloatArray:
    """One figure for «these overlap», 0 to 1: the mean of idf-Jaccard and of the share of the smaller text held."""
    return (pairs.jaccard + np.maximum(pairs.inside_first, pairs.inside_second)) / np.float32(2)


def join(encoded: Encoded, vocabulary_size: int, options: JoinOptions, bag: Bags | None = None) -> Pairs:
    """All verified pairs of texts that overlap, each once, sorted."""
    if options.workers > 1 and bag is None:
        with ThreadPoolExecutor(1) as pool:
            coming = pool.submit(bags, encoded, vocabulary_size)
            matrix = phrase_matrix(encoded, options)
            bag = coming.result()
    else:
        matrix = phrase_matrix(encoded, options)
    sets = WordSets(bag or bags(encoded, vocabulary_size))
    kept = [agreeing(pair_measures(sets, found, options.workers), options) for found in candidates(matrix, options)]
    if not kept:
        nothing = np.zeros(0, np.int32)
        return Pairs(nothing, nothing, *(np.zeros(0, np.float32) for _ in range(4)))
    pairs = joined(*kept)
    order, new = _sorted_once(pairs.first, pairs.second)
    return pairs.where(order[new])
