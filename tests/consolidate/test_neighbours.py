"""Neighbours and rivals: what the places of units add to the likeness of their words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.consolidate.places import neighbours, rivals


def _matrix(rows: int, columns: int, cells: dict[tuple[int, int], float]) -> np.ndarray:
    out = np.full((rows, columns), 0.05, dtype=np.float32)
    for cell, value in cells.items():
        out[cell] = value
    return out


def test_a_tie_goes_to_the_pair_between_the_neighbours():
    """Two candidates with the same words: the one that stands between the neighbours' partners wins."""
    sure = {(k, k): 0.8 for k in range(7) if k != 3}
    scores = _matrix(7, 12, {**sure, (3, 3): 0.3, (3, 10): 0.3})
    assert scores[3, 3] == scores[3, 10]
    heard = neighbours(scores)
    assert heard[3, 3] > heard[3, 10] + 0.1


@pytest.mark.parametrize("put_in", [1, 2, 4])
def test_units_put_in_between_do_not_silence_the_neighbours(put_in):
    """New units between two that moved together weaken what these say for each other, no more."""
    sure = {(0, 0): 0.8, (1, 1): 0.8, (3, 3 + put_in): 0.8, (4, 4 + put_in): 0.8}
    scores = _matrix(5, 20, {**sure, (2, 2 + put_in): 0.3, (2, 18): 0.3})
    heard = neighbours(scores)
    assert heard[2].argmax() == 2 + put_in


def test_a_whole_chapter_does_not_shout_down_words():
    """However many neighbours vouch for a pair with no words in common, the pair with the same words stays first."""
    sure = {(k, k): 0.9 for k in range(40) if k != 20}
    heard = neighbours(_matrix(40, 60, {**sure, (20, 55): 0.9}))
    assert heard[20].argmax() == 55


def test_what_is_alike_to_everything_loses():
    """A unit of general words, near to all, gives way to the partner that has only this one."""
    scores = _matrix(4, 4, {(0, 0): 0.5, (1, 1): 0.5, (2, 2): 0.5, **{(k, 3): 0.52 for k in range(4)}})
    assert list(scores.argmax(1)[:3]) == [3, 3, 3]
    assert list(rivals(scores).argmax(1)[:3]) == [0, 1, 2]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 10_000))
def test_neighbours_only_add_and_keep_the_shape(rows, columns, seed):
    """Any matrix of likenesses, however small: nothing is taken off, nothing is not a number."""
    scores = np.random.default_rng(seed).random((rows, columns), dtype=np.float32)
    heard = neighbours(scores)
    assert heard.shape == rivals(heard).shape == scores.shape
    assert np.isfinite(heard).all()
    assert (heard >= scores).all()


def test_order_backwards_is_heard_too():
    """Turning both acts round turns the result round: before and after count the same."""
    scores = np.random.default_rng(5).random((8, 11), dtype=np.float32)
    assert np.allclose(neighbours(scores)[::-1, ::-1], neighbours(scores[::-1, ::-1].copy()), atol=1e-5)
