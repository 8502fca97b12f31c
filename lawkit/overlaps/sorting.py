"""Sorting many 64-bit values whose upper bits are spread evenly, piece by piece in the cache.

Values are laid out by bits, stably, by the counting sort with which scipy turns columns into rows: pieces first, by
their upper bits; then what belongs together, by the bits that follow, lower ones first. Nearly all values differ in
these bits; the few that do not are sorted among themselves. Each step is one call on a whole array that runs beside
other threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from lawkit.overlaps.tokens import HashArray

LongArray = NDArray[np.int64]
_LEAST_LAID = 4_000  # values from which laying out pays
PIECE = 1 << 17  # values laid out at a time: they stay in the cache
_AT_ONCE = 11  # bits by which values are laid out at once
_PASSES = 2

_In = TypeVar("_In")
_Out = TypeVar("_Out")


def shared_out(work: Callable[[_In], _Out], tasks: Sequence[_In], workers: int) -> list[_Out]:
    """What the work makes of each task, in their order; with more workers in so many threads."""
    if workers < 2 or len(tasks) < 2:
        return [work(task) for task in tasks]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, tasks))


def run_starts(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Marks the first of each run of equal values."""
    new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new


def spread(starts: NDArray[Any], counts: NDArray[Any]) -> LongArray:
    """All places of ranges given by start and length, one after another."""
    total = int(counts.sum())
    ends = np.cumsum(counts)
    places: LongArray = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return places


@dataclass(frozen=True, slots=True)
class Laid:
    """Values in ranges by their upper bits, in each range in the order given; where each range begins, and the end."""

    values: HashArray
    borders: list[int]

    def ranges(self, low: int, high: int) -> HashArray:
        """The values of ranges beside each other."""
        return self.values[self.borders[low] : self.borders[high]]


def range_bits(count: int) -> int:
    """By how many of the upper bits so many values are laid out first."""
    return (count // PIECE).bit_length()


def laid(values: HashArray, bits: int, used: int = 0) -> Laid:
    """The values in ranges by the bits that follow the used ones."""
    if not bits:
        return Laid(values, [0, len(values)])
    import scipy.sparse as sp

    of = np.empty(len(values), np.int32)
    np.right_shift(values << np.uint64(used) if used else values, np.uint64(64 - bits), out=of, casting="unsafe")
    rows = sp.csc_matrix((values, of, np.array([0, len(values)], np.int32)), shape=(1 << bits, 1)).tocsr()
    return Laid(rows.data, rows.indptr.tolist())


def sorted_range(pieces: Sequence[HashArray], used: int) -> HashArray:
    """Values that share the used upper bits, sorted; inside a piece and from piece to piece equals keep no order."""
    values = np.concatenate(pieces)
    if len(values) < _LEAST_LAID:
        values.sort()
        return values
    bits = min(_AT_ONCE, (64 - used) // _PASSES)
    for number in reversed(range(_PASSES)):
        values = laid(values, bits, used + number * bits).values
    prefix = values >> np.uint64(64 - used - _PASSES * bits)
    mixed = np.flatnonzero((prefix[1:] == prefix[:-1]) & (values[1:] < values[:-1]))
    if len(mixed):  # others with the same bits, out of order: sort all that share the bits with them
        shared = np.unique(prefix[mixed])
        begins, ends = np.searchsorted(prefix, shared), np.searchsorted(prefix, shared, side="right")
        which = spread(begins, ends - begins)
        values[which] = np.sort(values[which])
    return values


def sorted_keys(values: HashArray, workers: int = 1) -> HashArray:
    """The values, whose upper bits are spread evenly, sorted; the array given is used up."""
    bits = range_bits(len(values))
    if not bits:
        return sorted_range([values], 0)
    starts = range(0, len(values), PIECE)
    parts = shared_out(lambda start: laid(values[start : start + PIECE], bits), starts, workers)
    ends = np.cumsum([0] + [sum(part.borders[k + 1] - part.borders[k] for part in parts) for k in range(1 << bits)])

    def fill(number: int) -> None:
        own = [part.ranges(number, number + 1) for part in parts]
        values[ends[number] : ends[number + 1]] = sorted_range(own, bits)

    shared_out(fill, range(1 << bits), workers)
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
