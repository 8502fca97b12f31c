"""Reading: references, definitions and norms of one act, with the spans they rest on.

`find_references`, `find_definitions`, `find_norms` each read one act; `read` does all three.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lawkit.model import Act, Definition, Norm, Reading, Reference

if TYPE_CHECKING:
    from lawkit.register import Register

__all__ = ["find_definitions", "find_norms", "find_references", "read"]


def find_references(
    act: Act, register: Register | None = None, acts: Mapping[str, Act] | None = None
) -> tuple[Reference, ...]:
    """Every mention of a provision, an act or a field of legislation, in the order of the text.

    `register` tells which acts exist and what replaced them; `acts` are other acts at hand, by id, so that
    targets in them can be checked. Nothing is raised for odd text: what cannot be told is `undetermined`.
    """
    from lawkit.reading.references import find_references as find

    return find(act, register, acts)


def find_definitions(act: Act) -> tuple[Definition, ...]:
    """Every term that the act defines and every abbreviation it introduces."""
    from lawkit.reading.definitions import find_definitions as find

    return find(act)


def find_norms(act: Act) -> tuple[Norm, ...]:
    """Who must, may or must not do what, by when, per sentence or list item."""
    from lawkit.reading.norms import find_norms as find

    return find(act)


def read(act: Act, register: Register | None = None, acts: Mapping[str, Act] | None = None) -> Reading:
    """All that is read in one act."""
    return Reading(act, find_references(act, register, acts), find_definitions(act), find_norms(act))
