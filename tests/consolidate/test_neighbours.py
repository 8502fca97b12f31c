"""Neighbours and rivals: what the places of units add to the likeness of their words."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.consolidate.places import neighbours, rivals, whose


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


def test_parts_of_a_split_unit_vouch_for_what_stands_between_them():
    """One old unit went to places 2 and 4 of the new act; what stands at 3 is likelier from it than from far away."""
    sure = {(0, 0): 0.8, (1, 1): 0.8, (2, 2): 0.7, (2, 4): 0.7, (3, 5): 0.8}
    scores = _matrix(12, 12, {**sure, (2, 3): 0.3, (10, 3): 0.3})
    heard = neighbours(scores)
    assert heard[2, 3] > heard[10, 3] + 0.05


def test_all_acts_decide_who_is_sure():
    """The best pairs of a short act vouch for little where a unit of another act is much liker to the same new units."""
    ours, theirs = {(k, k): 0.8 for k in range(6)}, {(6, 0): 0.3, (7, 1): 0.3, (8, 2): 0.3}
    together = neighbours(_matrix(9, 6, {**ours, **theirs}), old=[(0, 6), (6, 9)])
    alone = neighbours(_matrix(9, 6, {**ours, **theirs})[6:])
    assert together[7, 1] < alone[1, 1] - 0.05
    assert together[1, 1] > 0.9


def test_neighbours_are_of_one_act():
    """Where one act ends and another begins, nobody vouches."""
    scores = _matrix(4, 4, {(0, 0): 0.8, (1, 1): 0.8, (2, 2): 0.3, (3, 3): 0.8})
    as_one, apart = neighbours(scores), neighbours(scores, old=[(0, 2), (2, 3), (3, 4)])
    assert apart[2, 2] == pytest.approx(scores[2, 2], abs=1e-4)
    assert as_one[2, 2] > apart[2, 2] + 0.05


def test_a_long_unit_is_not_blamed_for_its_parts():
    """Of two old units, equally like a new one, the long one that also went to three others loses less for it."""
    cells = {(0, 0): 0.5, (0, 1): 0.5, (0, 2): 0.5, (0, 3): 0.5, (1, 0): 0.5, (2, 4): 0.5}
    scores = _matrix(3, 5, cells)
    short, long = rivals(scores), rivals(scores, old=[900, 100, 100], new=[100] * 5)
    assert (short[1] - short[0])[0] > (long[1] - long[0])[0] >= 0
    assert np.allclose(rivals(scores, old=[7, 7, 7], new=[7] * 5), short)


def test_a_part_goes_to_the_unit_that_holds_most_of_it():
    """Among old units nearly as good as each other the one leaning over the new unit is first; no other cell changes."""
    scores = _matrix(3, 2, {(0, 0): 0.50, (1, 0): 0.47, (2, 0): 0.30, (2, 1): 0.5})
    leaning = np.zeros_like(scores)
    leaning[1, 0] = leaning[2, 0] = 1.5
    lifted = whose(scores, leaning)
    assert lifted[:, 0].argmax() == 1
    assert (lifted != scores).sum() == 1
    assert (whose(scores, np.zeros_like(scores)) == scores).all()


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
