"""Cutting text into words, quickly and without changing its length.

A word is a run of letters and digits with hyphens inside: «7-1», «интернет-портал», «2-бап» stay whole.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:[-\u2011][^\W_]+)*")
# Kazakh pages hold Latin «i» inside Cyrillic words («негiзгi»), old typing habit: read it as Cyrillic «і».
_LATIN_I = re.compile(r"(?<=[\u0400-\u04ff])i|i(?=[\u0400-\u04ff])")
# Older fonts: the Latin schwa for «ә», the Church Slavonic fita for «ө».
_OLD_FONTS = {"\u0259": "ә", "\u0473": "ө"}


def fold(text: str) -> str:
    """Lower case, ё as е, Latin i inside Cyrillic words as і, letters of old fonts as Kazakh ones.

    The length stays, so that offsets hold.
    """
    low = text.lower()
    if len(low) != len(text):  # a capital whose small form is longer, such as the Turkish dotted I
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if "ё" in low:
        low = low.replace("ё", "е")
    if "\u2011" in low:
        low = low.replace("\u2011", "-")
    for old, new in _OLD_FONTS.items():
        if old in low:
            low = low.replace(old, new)
    if "i" in low:
        low = _LATIN_I.sub("і", low)
        if "i" in low:
            low = _LATIN_I.sub("і", low)  # a second pass for «ii»
    return low


def words(text: str) -> list[str]:
    """The words of a text, folded (see `fold`), in order."""
    return _WORD.findall(fold(text))


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """The words with their offsets: (folded word, start, end)."""
    return [(m.group(), m.start(), m.end()) for m in _WORD.finditer(fold(text))]
