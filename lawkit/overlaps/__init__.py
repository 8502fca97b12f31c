"""Overlaps: duplicates and conflicts between provisions, each with what differs that matters.

`find_overlaps` reads the readings of acts; `compare` sets two texts side by side; `similar` looks a text up;
`load_matters` reads questions that provisions may answer in other words; `OverlapIndex` keeps provisions for incremental work; `rows`, `write_xlsx` and `heat_map` make tables.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lawkit.overlaps.comparison import Change, Comparison, compare
    from lawkit.overlaps.engine import find_overlaps
    from lawkit.overlaps.findings import finding_id
    from lawkit.overlaps.index import OverlapIndex
    from lawkit.overlaps.likeness import similar
    from lawkit.overlaps.matters import Catalogue, Matter, load_matters
    from lawkit.overlaps.tables import heat_map, rows, write_xlsx

__all__ = [
    "Catalogue", "Change", "Comparison", "Matter", "OverlapIndex", "compare", "find_overlaps", "finding_id", "heat_map",
    "load_matters", "rows", "similar", "write_xlsx",
]  # fmt: skip

_HOME = {
    "Change": "comparison", "Comparison": "comparison", "compare": "comparison", "find_overlaps": "engine",
    "similar": "likeness", "finding_id": "findings", "OverlapIndex": "index", "heat_map": "tables", "rows": "tables",
    "write_xlsx": "tables", "Catalogue": "matters", "Matter": "matters", "load_matters": "matters",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a door when it is asked for: numpy and rapidfuzz stay away from start-up."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"lawkit.overlaps.{_HOME[name]}"), name)
