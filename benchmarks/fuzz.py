"""Broken input: cut, spliced, shuffled, re-encoded and random bytes must give an act with its proof or one clear error."""

from __future__ import annotations

import random
import time
from pathlib import Path

from benchmarks.figures import Figure, Unavailable, shared
from lawkit.errors import LawkitError
from lawkit.sources import find_sources, read_act_bytes
from lawkit.structure.proof import check_lossless

COUNT = 1000
_SECONDS_PER_MB = 2.0
_CODECS = ("cp1251", "koi8-r", "utf-16", "utf-16-le", "cp866", "latin-1")


def mutate(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """One broken variant of a file."""
    kind = rng.randrange(9)
    size = len(data)
    a, b = sorted((rng.randrange(size + 1), rng.randrange(size + 1)))
    if kind == 0:
        return data[a:b]
    if kind == 1:
        return data[:a] + other[rng.randrange(len(other)) :]
    if kind == 2:
        parts = data.split(b"\n")
        rng.shuffle(parts)
        return b"\n".join(parts)
    if kind == 3:
        return data.decode("utf-8", "replace").encode(rng.choice(_CODECS), "replace")
    if kind == 4:
        return bytes(c if rng.random() > 0.01 else rng.randrange(256) for c in data[:20_000])
    if kind == 5:
        return rng.randbytes(rng.randrange(1, 5000))
    if kind == 6:
        return data[:a] + data[a:b] * 2 + data[b:]
    if kind == 7:
        return data.replace(b")", b"") if rng.random() < 0.5 else data.replace(b">", b"", 40)
    return b"".join(
        rng.choice((b"<p>", b"</p>", b"<table>", b"<tr><td>", b"<span class=note>", b"1) ", b"(", b'"'))
        for _ in range(3000)
    )


def run(data: Path | None, count: int = COUNT) -> list[Figure]:
    """How many of the variants end well, and the slowest in seconds per megabyte."""
    folder = data if data is not None else shared("acts")
    files = [(d, p.name) for p in find_sources([folder]) if len(d := p.read_bytes()) < 300_000]
    if not files:
        raise Unavailable("no small file to break")
    rng = random.Random(20260401)
    well = 0
    slowest = 0.0
    note = ""
    for i in range(count):
        source, name = files[i % len(files)]
        broken = mutate(source, rng.choice(files)[0], rng)
        start = time.process_time()
        try:
            wrong = check_lossless(read_act_bytes(broken, name))
            bad = wrong[0] if wrong else ""
        except LawkitError:
            bad = ""
        except Exception as error:  # noqa: BLE001 - this is what the benchmark looks for
            bad = f"{type(error).__name__}: {error}"
        slowest = max(slowest, (time.process_time() - start) / max(len(broken) / 1e6, 0.05))
        well += not bad
        note = note or (f"{name} #{i}: {bad}" if bad else "")
    return [
        Figure("fuzz.ended_well", well / count, n=count, bar="= 1", note=note),
        Figure("fuzz.slowest_s_per_MB", slowest, n=count, bar=f"<= {_SECONDS_PER_MB:g}"),
    ]
