"""Which of several files of one act in one language is analysed (`current`); the others are its history.

The order of preference, the same whatever the order of ingestion:
1. the later state of the text: the edition date, or for a file without one the newest amending act that its
   editorial notes name, or the date of adoption;
2. a file that states its edition before one that does not;
3. the better source: a web page, then Markdown, Word, plain text, RTF, PDF;
4. more provisions;
5. the smaller hash of the source, then the path: arbitrary, but always the same.
"""

from __future__ import annotations

import datetime as dt
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


def rank(as_of: str, edition: str, source: str, provisions: int, sha256: str) -> Rank:
    """The key of an expression; the greatest is the current one."""
    suffix = PurePath(source).suffix.lower()
    place = _SOURCES.index(suffix) if suffix in _SOURCES else -1
    return (as_of, bool(edition), place, provisions, _inverted(sha256), _inverted(source))


def _inverted(text: str) -> str:
    """The text with its order turned round: smaller becomes greater."""
    return "".join(chr(0x10FFFF - ord(letter)) if letter < "\ud800" else letter for letter in text) + "\U0010ffff"
