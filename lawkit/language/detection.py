"""Which of the three languages a text is written in: by its letters, then by small words, voted over the text."""

from __future__ import annotations

import re
from functools import lru_cache

from lawkit.language.data import word_list
from lawkit.language.tokens import words
from lawkit.model import LANGUAGES, Language

_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z]")
_SAMPLE = 40_000


@lru_cache(maxsize=3)
def _small_words(language: Language) -> frozenset[str]:
    return word_list(language, "marks")


def _sample(text: str) -> str:
    """A beginning, a middle and an end: quotations in another language must not decide alone."""
    if len(text) <= _SAMPLE:
        return text
    third, middle = _SAMPLE // 3, len(text) // 2
    return f"{text[:third]}\n{text[middle : middle + third]}\n{text[-third:]}"


def detect(text: str) -> Language:
    """The language of a text; Russian when nothing tells.

    Letters decide the script; Kazakh letters count as a share of the Cyrillic ones (Kazakh legal prose has 15–25 %,
    Russian prose with Kazakh names under 2 %); between the two, small words vote.
    """
    sample = _sample(text)
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    if not cyrillic and not latin:
        return "rus"
    if latin > cyrillic * 2:
        return "eng"
    share = len(_KAZAKH_LETTERS.findall(sample)) / max(1, cyrillic)
    if latin * 4 < cyrillic and not 0.02 < share < 0.09:
        return "kaz" if share >= 0.09 else "rus"
    seen = words(sample)
    votes = {lang: sum(w in _small_words(lang) for w in seen) for lang in LANGUAGES}
    if votes["kaz"] == votes["rus"]:
        votes["kaz" if share >= 0.05 else "rus"] += 1
    return max(LANGUAGES, key=lambda lang: votes[lang])
