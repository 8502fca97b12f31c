"""Writes measured tables into docs/QUALITY.md, between two markers, so that people can write around them."""

from __future__ import annotations

import datetime as dt
import platform
from pathlib import Path

from benchmarks.figures import Figure

START, END = "<!-- measured: start -->", "<!-- measured: end -->"


def write(path: Path, results: dict[str, list[Figure]]) -> None:
    """Replace the measured part of the file; the words around it stay."""
    text = path.read_text(encoding="utf-8")
    if START not in text or END not in text:
        raise SystemExit(f"{path} has no markers {START} … {END}")
    head, rest = text.split(START, 1)
    tail = rest.split(END, 1)[1]
    path.write_text(f"{head}{START}\n{tables(results)}\n{END}{tail}", encoding="utf-8", newline="\n")


def tables(results: dict[str, list[Figure]]) -> str:
    """One table a benchmark."""
    parts = [
        f"Measured on {dt.datetime.now(tz=dt.UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}, by `make bench`."
    ]
    for name, figures in results.items():
        parts.append(
            f"\n### {name}\n\n| figure | value | bar | floor or peer | n | 95 % interval | note |\n|---|---:|---|---:|---:|---|---|"
        )
        parts.extend(_row(f) for f in figures)
    return "\n".join(parts)


def _row(f: Figure) -> str:
    floor = f"{f.floor:.4g}" if f.floor is not None else ""
    interval = f"{f.interval[0]:.3f}–{f.interval[1]:.3f}" if f.interval else ""
    return (
        f"| `{f.key}` | {f.value:.4g} | {f.bar} | {floor} | {f.n if f.n is not None else ''} | {interval} | {f.note} |"
    )
