"""The words of a clause with their places, as the finders of addressees use them."""

from __future__ import annotations

from lawkit.language import word_spans
from lawkit.reading.norms.clauses import Clause

Token = tuple[str, int, int]


def tokens_of(clause: Clause, start: int, end: int) -> list[Token]:
    """The words of the main clause between two places, with their offsets in the clause."""
    return [(w, s + start, e + start) for w, s, e in word_spans(clause.main[start:end])]


def separated(clause: Clause, left: int, right: int) -> bool:
    """Whether a comma, full stop, colon or dash parts two places."""
    return any(c in clause.text[left:right] for c in ",;:.–—")
