"""lawkit brings many acts together into one: it reads, compares and maps legislation.

    from lawkit import read_act, find_references
    act = read_act("Z1500000401.rus.html")

The verbs and the nouns are loaded when they are first used (PEP 562), so that `import lawkit` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_FROM = {
    "read_act": "lawkit.sources",
    "read_document": "lawkit.sources",
    "split": "lawkit.structure",
    "read": "lawkit.reading",
    "find_references": "lawkit.reading",
    "find_definitions": "lawkit.reading",
    "find_norms": "lawkit.reading",
    "find_overlaps": "lawkit.overlaps",
    "find_gaps": "lawkit.gaps",
    "load_checklist": "lawkit.gaps",
    "draft_map": "lawkit.consolidate",
    "check_map": "lawkit.consolidate",
    "load_outline": "lawkit.consolidate",
    "diff_acts": "lawkit.editions",
    "timeline": "lawkit.editions",
    "Register": "lawkit.register",
    "Store": "lawkit.store",
    "LawkitError": "lawkit.errors",
    **dict.fromkeys(
        ("Act", "Address", "Amendment", "Deadline", "Definition", "Diagnostic", "Disposition", "Finding", "Link",
         "Norm", "Note", "Pin", "Provision", "Reading", "Reference", "Span", "Verdict"),
        "lawkit.model",
    ),
}  # fmt: skip

if TYPE_CHECKING:
    from lawkit.consolidate import check_map, draft_map, load_outline
    from lawkit.editions import diff_acts, timeline
    from lawkit.errors import LawkitError
    from lawkit.gaps import find_gaps, load_checklist
    from lawkit.model import (
        Act,
        Address,
        Amendment,
        Deadline,
        Definition,
        Diagnostic,
        Disposition,
        Finding,
        Link,
        Norm,
        Note,
        Pin,
        Provision,
        Reading,
        Reference,
        Span,
        Verdict,
    )  # fmt: skip
    from lawkit.overlaps import find_overlaps
    from lawkit.reading import find_definitions, find_norms, find_references, read
    from lawkit.register import Register
    from lawkit.sources import read_act, read_document
    from lawkit.store import Store
    from lawkit.structure import split

__all__ = [
    "Act", "Address", "Amendment", "Deadline", "Definition", "Diagnostic", "Disposition", "Finding", "LawkitError",
    "Link", "Norm", "Note", "Pin", "Provision", "Reading", "Reference", "Register", "Span", "Store", "Verdict",
    "check_map", "diff_acts", "draft_map", "find_definitions", "find_gaps", "find_norms", "find_overlaps", "find_references",
    "load_checklist", "load_outline", "read", "read_act", "read_document", "split",
    "timeline",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a verb or a noun at its first use."""
    if name not in _FROM:
        raise AttributeError(f"module 'lawkit' has no attribute {name!r}")
    value = getattr(importlib.import_module(_FROM[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The names there are, loaded or not."""
    return sorted({*globals(), *_FROM})
