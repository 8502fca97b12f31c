"""What a Russian word form can be: part of speech and cases, from pymorphy3's readings. Cached per word."""

from __future__ import annotations

import contextlib
import os
import re
from functools import lru_cache
from importlib import import_module
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
    """The one pymorphy3 analyser of this process; its readings are plain tuples (word, tag, lemma, score, methods).

    The Russian dictionary is named: pymorphy3 would look for dictionaries in every package installed, which takes as
    long as loading it.
    """
    import pymorphy3

    path = None
    if pymorphy3.MorphAnalyzer.DICT_PATH_ENV_VARIABLE not in os.environ:
        with contextlib.suppress(ImportError):  # then pymorphy3 looks for it, and says so where there is none
            path = import_module("pymorphy3_dicts_ru").get_path()
    return pymorphy3.MorphAnalyzer(path=path, lang="ru", result_type=None)


@lru_cache(maxsize=20_000)
def readings(word: str) -> Any:
    """What the analyser says of a word that it may be asked: plain tuples (word, tag, lemma, score, methods)."""
    return russian_analyser().parse(word)


class Analysis(NamedTuple):
    """Of a word the lemma of the likeliest reading; part of speech, case and animacy of each reading."""

    lemma: str
    told: tuple[tuple[str, str, str], ...]


@lru_cache(maxsize=20_000)
def analysed(word: str) -> Analysis:
    """What the analyser says of a word that it may be asked."""
    said = readings(word)
    return Analysis(str(said[0][2]), _shared(tuple(_told(reading[1]) for reading in said)))


@lru_cache(maxsize=10_000)
def _shared(told: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, str, str], ...]:
    """One copy of readings that many words share."""
    return told


@lru_cache(maxsize=10_000)
def _told(tag: Any) -> tuple[str, str, str]:
    """Part of speech, case and animacy of a tag; there are some five thousand tags, and reading one takes its time."""
    return str(tag.POS or ""), str(tag.case or ""), str(tag.animacy or "")


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
    told = analysed(last).told
    if last in word_list("rus", "not_verbs"):
        told = tuple(one for one in told if one[0] not in {"VERB", "INFN", "GRND", "PRTF"}) or told
    cases = frozenset(case for _, case, _ in told if case)
    first, _, animacy = told[0] if told else ("", "", "")
    return Form(frozenset(part for part, _, _ in told), cases, first, first == "NOUN" and animacy == "anim")
