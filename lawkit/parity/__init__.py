"""Parity: do the Kazakh, the Russian and the English text of an act say the same?

`align_languages` pairs the provisions of two versions; `find_discrepancies` lists where they say different things.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lawkit.parity.alignment import Alignment, Match, align_languages
    from lawkit.parity.discrepancies import find_discrepancies

__all__ = ["Alignment", "Match", "align_languages", "find_discrepancies"]

_HOME = {
    "Alignment": "alignment", "Match": "alignment", "align_languages": "alignment",
    "find_discrepancies": "discrepancies",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a door when it is asked for."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"lawkit.parity.{_HOME[name]}"), name)
