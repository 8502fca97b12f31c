"""A measured figure and the ways it is printed."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path


class Unavailable(Exception):  # noqa: N818
    """The data for a benchmark is not here; the reason is printed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, beside the floor or peer of the same run and the bar it should reach."""

    key: str  # «split.Z1500000418.articles_exact»
    value: float
    floor: float | None = None
    n: int | None = None
    interval: tuple[float, float] | None = None
    bar: str = ""  # «>= 0.98»
    note: str = ""


def shared(*parts: str, data: Path | None = None) -> Path:
    """A folder of acts or gold sets: `data` when given, else below LAWKIT_SHARED; raises Unavailable."""
    if data is not None:
        return data
    root = os.environ.get("LAWKIT_SHARED")
    if not root:
        raise Unavailable("LAWKIT_SHARED is not set")
    path = Path(root).joinpath(*parts)
    if not path.exists():
        raise Unavailable(f"{'/'.join(parts)} is not below LAWKIT_SHARED")
    return path


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    if n == 0:
        return (0.0, 1.0)
    z, p = 1.96, hits / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return (max(0.0, centre - half), min(1.0, centre + half))


def share(key: str, hits: int, n: int, *, floor: float | None = None, bar: str = "", note: str = "") -> Figure:
    """A share with its count and interval."""
    return Figure(key, hits / n if n else 0.0, floor, n, wilson(hits, n), bar, note)
