"""Pairs of provisions that share rare phrases: the candidates, and how alike each verified pair is.

Phrases of two or more texts are weighed by rarity (idf) and joined by a sparse product. Each candidate is then verified
by the idf-weighted Jaccard and containment of its words, and the best `top` partners of each text are kept. Nothing is
merged that was not verified.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.overlaps.join_memory import memory_kept
from lawkit.overlaps.phrases import FloatArray, LongArray, phrase_matrix
from lawkit.overlaps.product import Bound, Found, among_the_best, product_of
from lawkit.overlaps.rules import JoinOptions, thresholds
from lawkit.overlaps.sketches import sketch
from lawkit.overlaps.sorting import in_order, run_starts, shared_out
from lawkit.overlaps.tokens import Encoded, IntArray

_TINY = np.float32(1e-9)
_TEXTS = 1024  # texts whose words are sorted at a time
_STEP = 1 << 15  # pairs weighed at a time: no new memory is asked for
_WORDS = 1 << 20  # words counted at a time
_MANY = 1 << 24  # words from which it pays to keep memory


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


def bags(encoded: Encoded, vocabulary_size: int) -> Bags:
    """The set of words of each text, with idf weights from these texts."""
    total, begins = len(encoded.lengths), encoded.starts
    words, starts, filled = np.empty(len(encoded.ids), np.int32), np.zeros(total + 1, np.int64), 0
    for low in range(0, total, _TEXTS):
        own, held = _word_sets(encoded, begins, low)
        words[filled : filled + len(own)] = own
        filled += len(own)
        starts[low + 1 : low + 1 + len(held)] = held
    words = words[:filled]
    np.cumsum(starts, out=starts)
    counts = np.zeros(vocabulary_size, np.int64)
    for low in range(0, filled, _WORDS):
        counts += np.bincount(words[low : low + _WORDS], minlength=vocabulary_size)
    weights, totals = rarity(counts, total), np.empty(total, np.float32)
    for low in range(0, total, _TEXTS):
        lengths = np.diff(starts[low : low + _TEXTS + 1])
        texts = np.repeat(np.arange(len(lengths)), lengths)
        weighed = weights.take(words[starts[low] : starts[low + len(lengths)]])
        totals[low : low + len(lengths)] = np.bincount(texts, weighed, minlength=len(lengths))
    return Bags(words, starts, weights, totals)


def _word_sets(encoded: Encoded, starts: LongArray, low: int) -> tuple[IntArray, LongArray]:
    """The distinct words of some texts, sorted inside each text, and how many each text has."""
    lengths = encoded.lengths[low : low + _TEXTS]
    ids = encoded.ids[starts[low] : starts[low + len(lengths)]]
    bits = int(ids.max(initial=0)).bit_length()
    kind: Any = np.uint32 if _TEXTS.bit_length() + bits <= 32 else np.uint64
    keys = np.repeat(np.arange(len(lengths), dtype=kind) << kind(bits), lengths)
    keys |= ids.astype(kind)
    keys.sort()
    keys = keys[run_starts(keys)] if len(keys) else keys
    words = (keys & kind((1 << bits) - 1)).astype(np.int32)
    return words, np.bincount((keys >> kind(bits)).astype(np.int64), minlength=len(lengths))


class WordSets:
    """Sets of words as sparse rows, to weigh what pairs of texts share."""

    def __init__(self, bag: Bags) -> None:
        import scipy.sparse as sp

        self.bag = bag  # each word stands for its weight until rows are chosen
        shape = (len(bag.starts) - 1, len(bag.weights))
        self._words = sp.csr_matrix((bag.words, bag.words, bag.starts), shape=shape)

    def shared(self, first: IntArray, second: IntArray) -> FloatArray:
        """Weight of the words that both texts of each pair hold."""
        out = np.empty(len(first), np.float32)
        for start in range(0, len(first), _STEP):
            a, b = self._words[first[start : start + _STEP]], self._words[second[start : start + _STEP]]
            a.data = self.bag.weights.take(a.indices)
            b.data = np.ones(len(b.indices), np.float32)
            out[start : start + _STEP] = np.asarray(a.multiply(b).sum(axis=1), np.float32).ravel()
        return out


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


def pair_measures(sets: WordSets, found: Found) -> Pairs:
    """How alike the words of given pairs are."""
    first, second, cosine = found
    both = sets.shared(first, second)
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
    """All verified pairs of texts that overlap, each once, sorted; more workers are so many processes and threads."""
    with memory_kept() if len(encoded.ids) >= _MANY else nullcontext():
        return _join(encoded, vocabulary_size, options, bag)


def _join(encoded: Encoded, vocabulary_size: int, options: JoinOptions, bag: Bags | None) -> Pairs:
    workers = options.workers
    matrix = phrase_matrix(encoded, options)
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(bags, encoded, vocabulary_size) if workers > 1 and bag is None else None
        product = product_of(matrix, workers)
        own = coming.result() if coming else bag or bags(encoded, vocabulary_size)
    del matrix
    bound = Bound(own.totals, sketch(own.words, own.starts, own.weights, workers), options)
    sets = WordSets(own)

    def verified(block: tuple[int, int]) -> Pairs:
        return agreeing(pair_measures(sets, bound.open(product.pairs(*block, options.cosine))), options)

    pairs = joined(*shared_out(verified, product.blocks(workers), workers))
    pairs = pairs.where(in_order(pairs.first, workers)[0])  # the second texts rise already
    return pairs.where(among_the_best(pairs.first, pairs.second, pairs.cosine, options.top, workers))
