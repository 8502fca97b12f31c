"""Where an English clause has its present tense: “considers”, “is considered”; verbs are known from the list in norms.yaml."""

from __future__ import annotations

import re

from lawkit.language import lemmas, word_spans
from lawkit.reading.norms.clauses import patterns

BE = re.compile(r"\b(?:be|is|are)\b")
_NO_VERB_AFTER = frozenset(
    [
        "to",
        "the",
        "a",
        "an",
        "of",
        "its",
        "their",
        "this",
        "each",
        "any",
        "no",
        "on",
        "for",
        "in",
        "by",
        "is",
        "has",
        "as",
    ]  # what follows these is a noun
)
_PLURALS = frozenset({"data", "people", "media", "children"})
_PARTICIPLES = frozenset(
    {"paid", "made", "put", "set", "brought", "built", "left", "met", "cut", "read", "lost", "laid", "bought", "sought"}
)


def english_verb(main: str) -> int:
    """The first «considers» or «is considered»; verbs are known from the list in norms.yaml."""
    verbs = patterns("eng").verbs
    tokens = word_spans(main)
    forms = lemmas([t[0] for t in tokens], "eng")
    for i, (word, start, _) in enumerate(tokens):
        if (
            word in {"is", "are"}
            and i + 1 < len(tokens)
            and (
                tokens[i + 1][0].endswith(("ed", "en", "ne", "pt", "nt", "ld", "wn"))
                or tokens[i + 1][0] in _PARTICIPLES
            )
        ):
            return start
        back = 2 if i > 1 and tokens[i - 1][0].endswith("ly") else 1  # “organizations independently determine”
        before = tokens[i - back][0] if i else ""
        inflected = word != forms[i] and word.endswith(("s", "e"))
        if (
            forms[i] in verbs
            and before not in _NO_VERB_AFTER
            and (inflected or (word == forms[i] and (before.endswith("s") or before in _PLURALS)))
        ):
            return start
    return -1
