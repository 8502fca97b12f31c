"""Speed on one core: file to tree beside bare lxml, and whatever other rooms add to HOOKS."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure, Unavailable, shared
from lawkit.sources import find_sources, read_act_bytes

# Modules with `speed(data: Path | None) -> list[Figure]`; a room adds its own here.
HOOKS: list[str] = []


def _cpu(work: Callable[[], object], *, at_least: float = 0.4) -> float:
    """CPU seconds of one run: the best of several, for at least `at_least` seconds in all."""
    work()
    best = float("inf")
    spent = 0.0
    while spent < at_least:
        start = time.process_time()
        work()
        took = time.process_time() - start
        best = min(best, took)
        spent += max(took, 1e-6)
    return best


def run(data: Path | None) -> list[Figure]:
    """Megabytes of source a second, per format; the floor is lxml parsing the same HTML and nothing else."""
    paths = find_sources([data if data is not None else shared("acts")])
    out: list[Figure] = []
    for name, suffixes, bar in (
        ("html", (".html", ".htm"), ">= 10"),
        ("text", (".txt",), ">= 10"),
        ("git", (".md",), ""),
    ):
        files = [(p.read_bytes(), p.name) for p in paths if p.suffix.lower() in suffixes]
        size = sum(len(d) for d, _ in files) / 1e6
        if size < 0.01:
            continue
        took = _cpu(lambda files=files: [read_act_bytes(d, n) for d, n in files])  # type: ignore[misc]
        peer = _lxml(files) if name == "html" else None
        out.append(
            Figure(f"speed.{name}_to_tree.MBps", size / took, floor=peer and size / peer, n=len(files), bar=bar,
                   note="floor: lxml alone" if peer else "")
        )  # fmt: skip
    if not out:
        raise Unavailable("no file to time")
    for hook in HOOKS:
        out.extend(importlib.import_module(hook).speed(data))
    return out


def _lxml(files: list[tuple[bytes, str]]) -> float:
    from lxml import etree

    def parse() -> None:
        for data, _ in files:
            etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))

    return _cpu(parse)
