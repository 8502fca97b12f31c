"""The consolidation map: outlines, alignment, dispositions, people's decisions, the proof of completeness."""

from __future__ import annotations

from typing import Any

_DOORS = {
    "auto_outline": "auto",
    "dump_outline": "auto",
    "diff_maps": "lists",
    "Link": "align", "Unit": "align", "align": "align",
    "Outline": "outline", "Target": "outline", "load_outline": "outline", "outlines": "outline",
    "Change": "maps", "Map": "maps", "from_json": "maps", "rows_from_json": "maps", "rows_to_json": "maps",
    "to_json": "maps",
    "draft_map": "drafting",
    "Hole": "check", "check_map": "check",
    "Applied": "decisions", "Decision": "decisions", "apply_decisions": "decisions", "dump_decisions": "decisions",
    "load_decisions": "decisions",
}  # fmt: skip
__all__ = sorted(_DOORS)  # noqa: PLE0605 - names of the table above


def __getattr__(name: str) -> Any:
    """Loads a door when it is first asked for."""
    import importlib

    if name not in _DOORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"lawkit.consolidate.{_DOORS[name]}"), name)
