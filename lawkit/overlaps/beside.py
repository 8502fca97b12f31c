"""Work shared out among forked processes, of which arrays come back: for what holds the interpreter's lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Arrays = Sequence[NDArray[Any]]
_Task = TypeVar("_Task")


class Beside:
    """One piece of work in a forked process, which sees what this one held when it began."""

    def __init__(self, work: Callable[[], Arrays]) -> None:
        """Begin; raises OSError when no more processes can be had."""
        import warnings
        from multiprocessing import get_context

        context = get_context("fork")
        self._here, there = context.Pipe(duplex=False)

        def send() -> None:
            arrays = work()
            with suppress(BrokenPipeError):  # nobody waits for them any more
                there.send([(array.dtype.str, array.shape) for array in arrays])
                for array in arrays:
                    there.send_bytes(array.tobytes())

        self._process = context.Process(target=send, daemon=True)
        with warnings.catch_warnings():  # the copy runs this one function and starts no thread
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        there.close()

    def result(self) -> list[NDArray[Any]]:
        """What the work gave; raises EOFError or OSError when the process died."""
        about = self._here.recv()
        arrays = [np.frombuffer(self._here.recv_bytes(), kind).reshape(shape) for kind, shape in about]
        self._process.join()
        return arrays


def shared_among(work: Callable[[_Task], Arrays], tasks: Sequence[_Task]) -> Iterator[Arrays]:
    """What the work makes of each task, in their order: of the first here, of the others in a process each.

    What cannot be done in another process, or dies there, is done here when its turn comes.
    """
    begun = [_begun(partial(work, task)) for task in tasks[1:]]
    for process, task in zip([None, *begun], tasks, strict=True):
        try:
            yield process.result() if process else work(task)
        except (EOFError, OSError):
            yield work(task)


def _begun(work: Callable[[], Arrays]) -> Beside | None:
    try:
        return Beside(work) if hasattr(os, "fork") else None
    except OSError:
        return None
