"""Which of several files of one act in one language is analysed (`current`); the others are its history.

A text of a later day than today is not in force yet: it is analysed only where there is nothing else, the nearest
first. Among the others the order of preference is the same whatever the order of ingestion:
1. the later state of the text: the edition date, or for a file without one the newest amending act that its
   editorial notes name, or the date of adoption;
2. a file that states its edition before one that does not;
3. the better source: a web page, then Markdown, Word, plain text, RTF, PDF;
4. more provisions;
5. the smaller hash of the source, then the path: arbitrary, but always the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import PurePath

from lawkit.model import Act, NoteKind

_APPLIED: frozenset[NoteKind] = frozenset({"amendment", "exclusion", "repeal"})
_SOURCES = (".pdf", ".rtf", ".txt", ".docx", ".md", ".htm", ".html")

Rank = tuple[str, bool, int, int, str, str]


def state_of(act: Act) -> dt.date | None:
    """The date whose state the text shows: edition, newest amending act named in the notes, or adoption."""
    if act.edition:
        return act.edition
    dates = [a.date for note in act.notes if note.kind in _APPLIED for a in note.amendments if a.date]
    return max(dates, default=act.adopted)


def best(rows: Sequence[tuple[int, str, str, str, int, str]], today: dt.date) -> int | None:
    """The current one of an act's expressions in a language: rows of id and the values that `rank` takes."""
    begun = [row for row in rows if row[1] <= today.isoformat()]
    if not begun and rows:
        nearest = min(row[1] for row in rows)
        begun = [row for row in rows if row[1] == nearest]
    return max(begun, key=lambda row: rank(*row[1:]))[0] if begun else None


def rank(as_of: str, edition: str, source: str, provisions: int, sha256: str) -> Rank:
    """The key of an expression; the greatest is the current one."""
    suffix = PurePath(source).suffix.lower()
    place = _SOURCES.index(suffix) if suffix in _SOURCES else -1
    return (as_of, bool(edition), place, provisions, _inverted(sha256), _inverted(source))


def _inverted(text: str) -> str:
    """The text with its order turned round: smaller becomes greater."""
    return "".join(chr(0x10FFFF - ord(letter)) if letter < "\ud800" else letter for letter in text) + "\U0010ffff"
