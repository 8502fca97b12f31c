"""Parity: do the Kazakh, the Russian and the English text of an act say the same.

`align_languages` pairs the provisions of two versions; `find_discrepancies` lists where they say different things;
`learn_glossary` pairs the terms that they define; `rows`, `markdown`, `write_xlsx`, `write_docx` and `write_glossary`
make tables.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lawkit.parity.alignment import Alignment, Match, align_languages
    from lawkit.parity.discrepancies import find_discrepancies, surest_first
    from lawkit.parity.tables import markdown, rows, write_docx, write_xlsx
    from lawkit.parity.tbx import glossary_rows, write_glossary
    from lawkit.parity.terms import Entry, learn_glossary

__all__ = [
    "Alignment", "Entry", "Match", "align_languages", "find_discrepancies", "glossary_rows", "learn_glossary", "markdown",
    "rows", "surest_first", "write_docx", "write_glossary", "write_xlsx",
]  # fmt: skip

_HOME = {
    "Alignment": "alignment", "Match": "alignment", "align_languages": "alignment",
    "find_discrepancies": "discrepancies", "surest_first": "discrepancies", "Entry": "terms", "learn_glossary": "terms",
    "glossary_rows": "tbx", "write_glossary": "tbx", "markdown": "tables", "rows": "tables", "write_docx": "tables",
    "write_xlsx": "tables",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a door when it is asked for."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"lawkit.parity.{_HOME[name]}"), name)
