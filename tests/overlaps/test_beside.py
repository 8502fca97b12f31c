"""Work in forked processes: arrays come back as they were made, in the order of the tasks, whatever dies."""

from __future__ import annotations

import os

import numpy as np
import pytest

from lawkit.overlaps.beside import Beside, shared_among


def test_arrays_come_back_as_they_were_made() -> None:
    """Kind, shape and values, empty arrays and more than a pipe holds included."""
    made = [
        np.arange(300_000, dtype=np.int32),
        np.zeros((0, 3), np.float32),
        np.arange(6, dtype=np.uint64).reshape(2, 3),
    ]
    back = Beside(lambda: made).result()
    for one, two in zip(made, back, strict=True):
        assert (one.dtype, one.shape) == (two.dtype, two.shape)
        assert (one == two).all()


@pytest.mark.parametrize("dying", [[], [1], [0, 1, 2, 3]])
def test_what_dies_elsewhere_is_done_here(dying: list[int]) -> None:
    """Results stand in the order of the tasks, and a task whose process ends without a word is done by the caller."""
    here = os.getpid()

    def work(task: int) -> list[np.ndarray]:
        if task in dying and os.getpid() != here:
            os._exit(3)
        return [np.array([task, os.getpid()])]

    done = [part[0].tolist() for part in shared_among(work, range(4))]
    assert [task for task, _ in done] == [0, 1, 2, 3]
    for task, process in done:
        assert (process == here) == (task == 0 or task in dying)


def test_a_fault_in_the_work_is_the_callers() -> None:
    """What fails in another process fails here too, with its own error."""

    def work(task: int) -> list[np.ndarray]:
        if task == 1:
            raise ZeroDivisionError
        return [np.array([task])]

    with pytest.raises(ZeroDivisionError):
        list(shared_among(work, range(2)))
