"""Editions: what changed between two texts of an act, when, and which text was in force on a day.

`diff_acts` pairs the provisions of two editions; `timeline` reads the amendment notes; `check_editions` sets the two
against each other; `act_on` is an act as it stood on a day.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lawkit.editions.change import Change
    from lawkit.editions.checking import check_editions
    from lawkit.editions.commencement import Commencement
    from lawkit.editions.diff import diff_acts
    from lawkit.editions.events import Event, timeline

__all__ = ["Change", "Commencement", "Event", "check_editions", "diff_acts", "timeline"]

_HOME = {
    "Change": "change", "Commencement": "commencement", "Event": "events", "check_editions": "checking",
    "diff_acts": "diff", "timeline": "events",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a door when it is asked for: rapidfuzz stays away from start-up."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"lawkit.editions.{_HOME[name]}"), name)
