"""Smells of law texts (Coupette, Hartung and Katz, 2022): where each rule's function stands."""

from lawkit.check.logic.smells_links import smell_refcycle, smell_reftree
from lawkit.check.logic.smells_sizes import list_long, sent_long, smell_long, unit_long
from lawkit.check.logic.smells_text import (
    num_twice,
    num_words,
    smell_clauses,
    smell_dup,
    smell_exceptions,
    smell_natlang,
    smell_syntax,
)

__all__ = [
    "list_long",
    "num_twice",
    "num_words",
    "sent_long",
    "smell_clauses",
    "smell_dup",
    "smell_exceptions",
    "smell_long",
    "smell_natlang",
    "smell_refcycle",
    "smell_reftree",
    "smell_syntax",
    "unit_long",
]
