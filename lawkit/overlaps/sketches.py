"""What two texts can share at most, told from 128 bytes a text: pairs that cannot agree are not compared word by word.

The words of a text fall into buckets by a hash of their number; a bucket holds the weight of its words, rounded up.
Two texts share in each bucket no more than the smaller of the two weights, so the sum over the buckets is a bound:
no pair that agrees is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.overlaps.sorting import shared_out

_BUCKETS = 128
_FULL = 255
_GRAINS = np.float32(8)  # parts of one unit of weight
_TEXTS = 1024  # texts sketched at a time
_PAIRS = 8192  # pairs looked at at a time: the arrays stay in the cache
_EVEN = np.uint64(0x00FF00FF00FF00FF)
_SUM = np.uint64(0x0001000100010001)


@dataclass(frozen=True, slots=True)
class Sketches:
    """The buckets of each text, eight to a number, and which texts have a bucket that is full."""

    table: NDArray[np.uint64]
    full: NDArray[np.bool_]

    def most_shared(self, first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.float32]:
        """For each pair of texts a weight that what they share does not exceed."""
        out = np.empty(len(first), np.float32)
        for low, high in _parts(len(first), _PAIRS):
            one, two = self.table.take(first[low:high], axis=0), self.table.take(second[low:high], axis=0)
            np.minimum(one.view(np.uint8), two.view(np.uint8), out=one.view(np.uint8))
            least = one.reshape(-1)
            lanes = least & _EVEN
            least >>= np.uint64(8)
            least &= _EVEN
            lanes += least
            while len(lanes) > high - low:  # sixteen numbers to one; a lane of 16 bits holds the sum of 128 buckets
                lanes = lanes[::2] + lanes[1::2]
            lanes *= _SUM
            lanes >>= np.uint64(48)
            out[low:high] = lanes
        out /= _GRAINS
        out[self.full[first] & self.full[second]] = np.inf
        return out


def sketch(
    words: NDArray[Any],
    starts: NDArray[np.int64],
    weights: NDArray[np.float32],
    workers: int = 1,
) -> Sketches:
    """Sketches of texts given by their distinct words, where each begins, and the weight of each word."""
    total = len(starts) - 1
    numbers = np.arange(len(weights), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    bucket = (numbers >> np.uint64(64 - _BUCKETS.bit_length() + 1)).astype(np.int32)
    table = np.empty((total, _BUCKETS), np.uint8)
    full = np.empty(total, bool)

    def fill(part: tuple[int, int]) -> None:
        low, high = part
        own = words[starts[low] : starts[high]]
        lengths = np.diff(starts[low : high + 1])
        cells = np.repeat(np.arange(0, (high - low) * _BUCKETS, _BUCKETS, dtype=np.int32), lengths) + bucket.take(own)
        sums = np.bincount(cells, weights.take(own), minlength=(high - low) * _BUCKETS)
        sums = np.ceil(sums * _GRAINS)
        np.minimum(sums, _FULL, out=sums)
        rows = sums.astype(np.uint8).reshape(-1, _BUCKETS)
        table[low:high] = rows
        full[low:high] = rows.max(axis=1) == _FULL

    shared_out(fill, list(_parts(total, _TEXTS)), workers)
    return Sketches(table.view(np.uint64), full)


def _parts(count: int, step: int) -> Iterator[tuple[int, int]]:
    for start in range(0, count, step):
        yield start, min(count, start + step)
