"""Memory is kept only while a large join runs, and the allocator is left as it was found, whatever happens."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager

import numpy as np
import pytest

from lawkit.overlaps import join as joining
from lawkit.overlaps import join_memory
from lawkit.overlaps.join import join
from lawkit.overlaps.join_memory import memory_kept
from lawkit.overlaps.rules import JoinOptions
from lawkit.overlaps.tokens import Encoder


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """What the allocator is told, (0, 0) where free memory goes back to the system."""
    calls: list[tuple[int, int]] = []
    allocator = (lambda name, value: calls.append((name, value)), lambda pad: calls.append((0, pad)))
    monkeypatch.setattr(join_memory, "_allocator", lambda: allocator)
    return calls


def test_the_usual_comes_back_when_the_last_block_ends(told: list[tuple[int, int]]) -> None:
    keeping, usual = [(-4, 0), (-1, -1)], [(-4, 65_536), (-3, 32 << 20), (-1, 64 << 20), (0, 0)]
    with memory_kept():
        assert told == keeping
        with memory_kept():
            pass
        assert told == keeping * 2
    assert told == keeping * 2 + usual
    del told[:]
    with pytest.raises(MemoryError), memory_kept():
        raise MemoryError
    assert told == keeping + usual


@pytest.mark.parametrize("library", ["none", "another"])
def test_without_glibc_nothing_is_told(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(name: object) -> object:
        if library == "none":
            raise OSError("no library can be opened")
        return object()

    monkeypatch.setattr(ctypes, "CDLL", opened)
    assert join_memory._allocator.__wrapped__() is None
    monkeypatch.setattr(join_memory, "_allocator", lambda: None)
    with memory_kept():
        pass


def test_only_a_large_join_keeps_memory_and_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    texts = [" ".join(f"слово{n}" for n in rng.integers(0, 60, 12)) for _ in range(200)]
    encoder = Encoder("rus")
    encoded = encoder.encode(texts)
    begun: list[None] = []

    @contextmanager
    def counted():  # type: ignore[no-untyped-def]
        begun.append(None)
        with memory_kept():
            yield

    monkeypatch.setattr(joining, "memory_kept", counted)
    found = []
    for many in (len(encoded.ids) + 1, len(encoded.ids)):
        monkeypatch.setattr(joining, "_MANY", many)
        found.append(join(encoded, len(encoder.vocabulary), JoinOptions(cosine=0.01, jaccard=0.1)))
        assert len(begun) == (many == len(encoded.ids))
    assert len(found[0]) > 20
    for name in found[0].__slots__:
        assert getattr(found[0], name).tobytes() == getattr(found[1], name).tobytes()
