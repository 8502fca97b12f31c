"""What a Russian word form can be: part of speech and cases, from pymorphy3's readings. Cached per word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from lawkit.language.data import word_list


class Form(NamedTuple):
    """All parts of speech and cases a word form may have (OpenCorpora tags: NOUN, ADJF, VERB …; nomn, ablt …)."""

    parts: frozenset[str]
    cases: frozenset[str]
    first: str  # part of speech of the likeliest reading
    animate: bool = False  # the likeliest reading is a living being

    @property
    def nominal(self) -> bool:
        """Whether it can stand in a noun group."""
        return not self.parts.isdisjoint({"NOUN", "ADJF", "PRTF", "NPRO", "NUMR"})


@lru_cache(maxsize=1)
def russian_analyser() -> Any:
    """The one pymorphy3 analyser of this process (0.2 s to load)."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


_WORD = re.compile(r"[a-zа-яё0-9'’-]{0,59}[a-zа-яё]")


def is_russian_word(word: str) -> bool:
    """Whether the analyser may be asked: it raises ValueError on characters without a Unicode name."""
    return _WORD.fullmatch(word) is not None


@lru_cache(maxsize=100_000)
def russian_form(word: str) -> Form:
    """The readings of a folded Russian word; of a hyphenated word, those of its last part."""
    last = word.rpartition("-")[2] or word
    if not is_russian_word(last):
        return Form(frozenset(), frozenset(), "")
    readings = russian_analyser().parse(last)
    if last in word_list("rus", "not_verbs"):
        readings = [r for r in readings if str(r.tag.POS) not in {"VERB", "INFN", "GRND", "PRTF"}] or readings
    parts = [str(r.tag.POS or "") for r in readings]
    cases = {str(r.tag.case) for r in readings if r.tag.case}
    animate = bool(readings) and parts[0] == "NOUN" and str(readings[0].tag.animacy) == "anim"
    return Form(frozenset(parts), frozenset(cases), parts[0] if parts else "", animate)
