"""Which texts hold which phrases, kept sorted; and what new texts change in it, worked out without touching the rest.

A phrase is looked at when the phrase one word shorter that begins it stands in more texts than its cap allows. That depends on
the phrase alone, so new texts change only phrases that they hold themselves: a count grows, or crosses the cap, and
then the kept texts that hold the phrase are read again for the longer ones. Weights are whole grains: sums over a
text's phrases come out the same whether brought up to date or made anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.overlaps.phrases import (
    FloatArray,
    LongArray,
    falls,
    highest,
    in_units,
    one_over_norm,
    phrase_keys,
    places_inside,
    word_table,
)
from lawkit.overlaps.rules import JoinOptions
from lawkit.overlaps.sorting import run_starts, spread
from lawkit.overlaps.tokens import Encoded, HashArray, IntArray

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """Phrases of one length: keys, sorted, each with how many texts hold it and, where kept, which."""

    keys: HashArray
    counts: NDArray[Any]
    starts: NDArray[Any]  # in `texts`, by phrase
    texts: IntArray  # sorted inside each phrase

    def find(self, keys: HashArray) -> LongArray:
        """The place of each key, or -1."""
        if not len(self.keys):
            return np.full(len(keys), -1, np.int64)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, place, -1)

    def held(self, places: LongArray) -> NDArray[Any]:
        """How many texts hold each phrase; 0 for place -1."""
        return np.where(places >= 0, self.counts[places], 0) if len(self.keys) else np.zeros(len(places), np.int64)

    def texts_of(self, places: LongArray) -> IntArray:
        """The texts of phrases, one phrase after another."""
        return np.asarray(self.texts[spread(self.starts[places], self.counts[places])], np.int32)


def table_of(keys: HashArray, texts: IntArray) -> Table:
    """The table of (phrase, text) in the order of the texts, each pair counted once."""
    order = np.argsort(keys, kind="stable")
    keys, texts = keys[order], texts[order]
    if len(keys):
        once = run_starts(keys) | run_starts(texts)
        keys, texts = keys[once], texts[once]
    begins = np.flatnonzero(run_starts(keys)) if len(keys) else np.zeros(0, np.int64)
    return Table(keys[begins], np.diff(begins, append=len(keys)), begins, texts)


def build(encoded: Encoded, options: JoinOptions) -> dict[str, NDArray[Any]]:
    """The arrays of a posting index: phrases by length, their counts, the texts of those that are not too common.

    `sums` holds for each text the number of its phrases, the sum of what frequency takes from their weights, and of
    the squares of that.
    """
    ids, table, total = encoded.ids, word_table(encoded.ids), len(encoded.lengths)
    texts = np.repeat(np.arange(total, dtype=np.int32), encoded.lengths)
    active: NDArray[Any] = np.arange(len(ids), dtype=np.int64)
    phrases, counts, lengths, postings, levels = [], [], [], [], [0]
    sums = [np.zeros(total) for _ in range(3)]
    for size, cap in zip(options.shingles, options.caps, strict=True):
        active = places_inside(texts, active, size)
        keys = phrase_keys(table, ids, active, size)
        level = table_of(keys, texts[active])
        kept = level.counts <= cap
        own = level.texts[np.repeat(kept, level.counts)]
        fall = falls(level.counts[kept])
        for power in range(3):
            sums[power] += np.bincount(own, np.repeat(fall**power, level.counts[kept]), minlength=total)
        phrases.append(level.keys)
        counts.append(level.counts)
        lengths.append(np.where(kept, level.counts, 0))
        postings.append(own)
        levels.append(levels[-1] + len(level.keys))
        active = active[np.isin(keys, level.keys[~kept])]
    every = np.concatenate(counts)
    starts = np.zeros(len(every) + 1, np.int64)
    np.cumsum(np.concatenate(lengths), out=starts[1:])
    return {
        "phrases": np.concatenate(phrases), "counts": every.astype(np.int32), "postings": np.concatenate(postings),
        "posting_starts": starts, "levels": np.array(levels, np.int64), "sums": np.array(sums, np.int64),
    }  # fmt: skip


class Grown:
    """Kept postings and new texts together, as if made anew; the kept arrays stay as they are.

    New texts are numbered after the kept ones.
    """

    def __init__(self, arrays: Arrays, kept: Encoded, new: Encoded, options: JoinOptions) -> None:
        self._options, self._kept, self.old = options, kept, len(kept.lengths)
        self.total = self.old + len(new.lengths)
        levels = arrays["levels"].tolist()
        self._held = [
            Table(arrays["phrases"][a:b], arrays["counts"][a:b], arrays["posting_starts"][a:b], arrays["postings"])
            for a, b in pairwise(levels)
        ]
        self._sums = np.concatenate([arrays["sums"], np.zeros((3, len(new.lengths)), np.int64)], axis=1)
        self._own: list[Table] = []  # of the new texts
        self._moved: list[Table] = []  # of kept texts, for phrases whose beginning has crossed the cap
        self._starts = kept.starts
        self._grow(new)
        top = highest(self.total)
        number, fall, square = self._sums
        self.scale: FloatArray = one_over_norm(number * top * top - 2 * top * fall + square)

    def _grow(self, new: Encoded) -> None:
        table = word_table(new.ids)
        texts = np.repeat(np.arange(self.old, self.total, dtype=np.int32), new.lengths)
        active: NDArray[Any] = np.arange(len(new.ids), dtype=np.int64)
        moved = table_of(np.zeros(0, np.uint64), texts[:0])
        crossed: HashArray = moved.keys
        for level, size in enumerate(self._options.shingles):
            active = places_inside(texts, active, size)
            keys = phrase_keys(table, new.ids, active, size)
            if level:
                moved = self._read_again(level - 1, crossed, size)
            self._own.append(table_of(keys, texts[active]))
            self._moved.append(moved)
            crossed, common = self._count(level)
            active = active[np.isin(keys, common)]

    def _read_again(self, level: int, crossed: HashArray, size: int) -> Table:
        """The phrases one word longer that begin with those that crossed the cap, in the kept texts."""
        again = self._texts_with(level, crossed)
        begins, ends = self._starts[again], self._starts[again + 1]
        ids = np.asarray(self._kept.ids[spread(begins, ends - begins)])
        texts = np.repeat(again, ends - begins)
        table = word_table(ids)
        places = places_inside(texts, np.arange(len(ids), dtype=np.int64), size)
        places = places[np.isin(phrase_keys(table, ids, places, size - 1), crossed)]
        return table_of(phrase_keys(table, ids, places, size), texts[places])

    def counts(self, level: int, keys: HashArray) -> LongArray:
        """How many texts hold each phrase, kept and new."""
        tables = (self._held[level], self._moved[level], self._own[level])
        return np.asarray(sum(table.held(table.find(keys)) for table in tables), np.int64)

    def _count(self, level: int) -> tuple[HashArray, HashArray]:
        """Bring the sums of one length up to date; phrases that have crossed the cap, and new texts' common ones."""
        held, moved, own = self._held[level], self._moved[level], self._own[level]
        cap = self._options.caps[level]
        places = held.find(own.keys)
        before = held.held(places)
        after = before + moved.held(moved.find(own.keys)) + own.counts
        grown = (before > 0) & (before <= cap)
        self._change(held.texts_of(places[grown]), before[grown], after[grown], cap)
        rare = after <= cap
        self._add(own.texts[np.repeat(rare, own.counts)], own.counts[rare], falls(after[rare]))
        in_all = moved.counts + own.held(own.find(moved.keys))
        rare = in_all <= cap
        self._add(moved.texts[np.repeat(rare, moved.counts)], moved.counts[rare], falls(in_all[rare]))
        crossed: HashArray = np.concatenate([own.keys[grown & (after > cap)], moved.keys[in_all > cap]])
        return crossed, own.keys[after > cap]

    def _change(self, texts: IntArray, before: NDArray[Any], after: NDArray[Any], cap: int) -> None:
        """Bring the sums of kept texts up to date for phrases that more texts hold now, or too many."""
        old, new, stays = falls(before), falls(after), after <= cap
        for power in range(3):
            difference = np.where(stays, new**power, 0) - old**power
            if difference.any():
                np.add.at(self._sums[power], texts, np.repeat(difference, before))

    def _add(self, texts: IntArray, counts: NDArray[Any], fall: LongArray) -> None:
        """Add phrases of so many texts each to the sums of these texts."""
        for power in range(3):
            np.add.at(self._sums[power], texts, np.repeat(fall**power, counts))

    def _texts_with(self, level: int, keys: HashArray) -> IntArray:
        """Kept texts that hold any of some phrases."""
        found = np.zeros(self.old, bool)
        for table in (self._held[level], self._moved[level]):
            places = table.find(keys)
            found[table.texts_of(places[places >= 0])] = True
        return np.flatnonzero(found).astype(np.int32)

    def rows(self, encoded: Encoded, numbers: IntArray) -> tuple[Any, Any]:
        """Some texts × their phrases, and those phrases × all texts, in the order of a matrix made anew."""
        import scipy.sparse as sp

        table = word_table(encoded.ids)
        texts = np.repeat(np.arange(len(numbers), dtype=np.int32), encoded.lengths)
        active: NDArray[Any] = np.arange(len(encoded.ids), dtype=np.int64)
        rows, columns, counts, members = [], [], [], []
        width = 0
        for level, (size, cap) in enumerate(zip(self._options.shingles, self._options.caps, strict=True)):
            active = places_inside(texts, active, size)
            keys = phrase_keys(table, encoded.ids, active, size)
            order = np.argsort(keys, kind="stable")  # looked up in order: the kept keys are walked through once
            held = np.empty(len(keys), np.int64)
            held[order] = self.counts(level, keys[order])
            use = (held >= 2) & (held <= cap)
            own = table_of(keys[use], texts[active[use]])
            rows.append(own.texts)
            columns.append(np.repeat(np.arange(width, width + len(own.keys)), own.counts))
            count, texts_of = self._members(level, own.keys)
            counts.append(count)
            members.append(texts_of)
            width += len(own.keys)
            active = active[held > cap]
        count = np.concatenate(counts)
        weights = in_units(highest(self.total) - falls(count))
        row, column, of = np.concatenate(rows), np.concatenate(columns), np.concatenate(members)
        values = weights[column] * self.scale[numbers][row]
        matrix = sp.csr_matrix((values, (row, column)), shape=(len(numbers), max(width, 1)))
        matrix.sort_indices()
        ends = np.zeros(max(width, 1) + 1, np.int64)
        np.cumsum(count, out=ends[1 : width + 1])
        shape = (max(width, 1), self.total)
        return matrix, sp.csr_matrix((np.repeat(weights, count) * self.scale[of], of, ends), shape=shape)

    def _members(self, level: int, keys: HashArray) -> tuple[LongArray, IntArray]:
        """How many texts hold each phrase, and which, sorted."""
        texts, order, counts = [], [], np.zeros(len(keys), np.int64)
        for table in (self._held[level], self._moved[level], self._own[level]):
            places = table.find(keys)
            known = np.flatnonzero(places >= 0)
            held = table.held(places[known]).astype(np.int64)
            texts.append(table.texts_of(places[known]))
            order.append(np.repeat(known, held))
            counts[known] += held
        of = np.argsort(np.concatenate(order), kind="stable")  # kept texts stand before new ones
        return counts, np.concatenate(texts)[of]
