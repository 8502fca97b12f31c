"""Stems and lemmas, one cached table per language: a word is analysed once, then looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from threading import Lock

from lawkit.language import kazakh
from lawkit.language.data import word_map
from lawkit.language.morphology import analysed, is_russian_word
from lawkit.language.tokens import words
from lawkit.model import Language

_LIMIT = 400_000  # words a table keeps; beyond it starts anew, so that memory stays bounded


class _Table(dict[str, str]):
    """Word → form; missing words are computed on access."""

    def __init__(self, compute: Callable[[str], str]) -> None:
        super().__init__()
        self._compute = compute
        self._lock = Lock()

    def __missing__(self, word: str) -> str:
        with self._lock:  # the analysers underneath are not made for threads
            form = self._compute(word)
            if len(self) >= _LIMIT:
                self.clear()
            self[word] = form
        return form


def _last_part(analyse: Callable[[str], str]) -> Callable[[str], str]:
    """Analyse only the last part of a hyphenated word: «интернет-ресурсом» → «интернет-ресурс»."""

    def form(word: str) -> str:
        head, hyphen, tail = word.rpartition("-")
        return head + hyphen + (analyse(tail) if tail else tail)

    return form


def _russian_lemmatiser() -> Callable[[str], str]:
    overrides = word_map("rus", "lemmas")

    def lemma(word: str) -> str:
        known = overrides.get(word)
        if known is not None:
            return known
        if not is_russian_word(word):
            return word
        return analysed(word).lemma.replace("ё", "е")

    return _last_part(lemma)


def _english_lemmatiser() -> Callable[[str], str]:
    import simplemma

    overrides = word_map("eng", "lemmas")

    def lemma(word: str) -> str:
        return overrides.get(word) or str(simplemma.lemmatize(word, lang="en")).lower()

    return _last_part(lemma)


def _snowball(algorithm: str) -> Callable[[str], str]:
    import Stemmer

    stemmer = Stemmer.Stemmer(algorithm, 0)  # its own cache off: ours is the table
    return lambda word: str(stemmer.stemWord(word))


@lru_cache(maxsize=3)
def _lemma_table(language: Language) -> _Table:
    if language == "rus":
        return _Table(_russian_lemmatiser())
    if language == "eng":
        return _Table(_english_lemmatiser())
    return _Table(_last_part(kazakh.lemma))


@lru_cache(maxsize=3)
def _stem_table(language: Language) -> _Table:
    if language == "kaz":
        return _Table(_last_part(kazakh.stem))
    return _Table(_snowball("russian" if language == "rus" else "english"))


def lemmas(words: Iterable[str], language: Language) -> list[str]:
    """The lemma of each folded word. Russian: pymorphy3's first normal form; English: simplemma; Kazakh: our own."""
    return list(map(_lemma_table(language).__getitem__, words))


def stems(words: Iterable[str], language: Language) -> list[str]:
    """The stem of each folded word, for finding candidates. Snowball for Russian and English, our own for Kazakh."""
    return list(map(_stem_table(language).__getitem__, words))


def lemma_key(text: str, language: Language) -> str:
    """A text as its lemmas in order, joined by spaces: the same for every case form of a term."""
    return " ".join(lemmas(words(text), language))
