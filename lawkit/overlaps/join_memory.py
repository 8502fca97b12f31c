"""Memory that a large join gives back to itself and not to the system, which would have to clear it again and again.

glibc gives every large array pages of its own and hands them back when the array goes; the next one gets new pages,
which the kernel clears first: at three million texts an eighth of the time of a join. For as long as a join runs,
large arrays are taken from the heap, which keeps what is free (mallopt(3): M_MMAP_MAX, M_TRIM_THRESHOLD).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _MMAP_MAX = -1, -3, -4  # as malloc.h numbers them
_NEVER = -1
_USUAL = {_MMAP_MAX: 65_536, _MMAP_THRESHOLD: 32 << 20, _TRIM_THRESHOLD: 64 << 20}  # what glibc itself comes to
_lock = Lock()
_running: list[None] = []  # one for each block that has not ended


@cache
def _allocator() -> tuple[Callable[[int, int], Any], Callable[[int], Any]] | None:
    """`mallopt` and `malloc_trim` of glibc; None where the program runs on another library."""
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):
        return None
    known = hasattr(library, "gnu_get_libc_version")  # with another library the numbers mean other things
    return (library.mallopt, library.malloc_trim) if known else None


@contextmanager
def memory_kept() -> Iterator[None]:
    """What is freed inside stays with the program until the last such block ends; nothing but time depends on it."""
    allocator = _allocator()
    if not allocator:
        yield
        return
    tune, trim = allocator
    with _lock:
        _running.append(None)
        tune(_MMAP_MAX, 0)
        tune(_TRIM_THRESHOLD, _NEVER)
    try:
        yield
    finally:
        with _lock:
            _running.pop()
            if not _running:
                for name, value in _USUAL.items():
                    tune(name, value)
                trim(0)
