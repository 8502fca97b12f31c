"""The words of the texts to compare: which language they are in, how its words are spelled alike, and their stems.

lawkit's own languages are Russian, Kazakh and English; an alignment also reads others (a reform abroad, a treaty), as
far as Snowball stems them, and any language at all by the beginnings of its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

_WORD = re.compile(r"\w+")
_LATIN_EXTRA = re.compile("[\u00c0-\u024f]")
_MARKS = re.compile("[\u0300-\u036f]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "\u00ad": None})
# l'article, d'un, qu'il; dell'articolo: the word before the apostrophe is an article, a pronoun or a preposition.
_ELISION = re.compile(r"(?<!\w)(?:[cdjlmnst]|(?:lors|puis|quoi|jus|quel)?qu|(?:de|ne|a|su|da)ll|un)['’ʼ](?=\w)")
_ELIDING = ("french", "italian")

# Function words that tell European languages apart when the language is not one of lawkit's three.
_LATIN_MARKS = {
    "english": frozenset(["the", "of", "and", "to", "in", "or", "any", "shall", "be", "such", "by", "which"]),
    "french": frozenset(
        ["le", "la", "les", "des", "du", "et", "est", "une", "dans", "par", "sur", "au", "aux", "qui", "que", "ou"]
    ),
    "german": frozenset(["der", "die", "das", "und", "den", "von", "zu", "mit", "ist", "des", "im", "nicht", "oder"]),
    "spanish": frozenset(["el", "los", "las", "del", "y", "en", "una", "por", "con", "para", "se", "que", "o"]),
    "italian": frozenset(["il", "lo", "gli", "della", "dei", "di", "che", "per", "con", "una", "nel", "sono"]),
    "portuguese": frozenset(["o", "os", "as", "da", "do", "dos", "das", "em", "uma", "para", "não", "com", "ou"]),
    "dutch": frozenset(["de", "het", "een", "van", "en", "in", "op", "dat", "wordt", "niet", "voor", "met"]),
}
_NAMES = {"rus": "russian", "eng": "english", "fra": "french", "deu": "german", "spa": "spanish", "ita": "italian",
          "ru": "russian", "en": "english", "fr": "french", "de": "german", "kk": "kaz"}  # fmt: skip


def language_of(texts: Sequence[str]) -> str:
    """A Snowball language name, `kaz`, or `other`: by script, Kazakh letters, then function words of a sample."""
    sample = "\n".join(t[:600] for t in texts[:400]).lower()
    cyrillic = len(re.findall("[а-яёәіңғүұқөһ]", sample))
    latin = len(re.findall("[a-zß-ÿ]", sample))
    if cyrillic > latin:
        return "kaz" if len(re.findall("[әіңғүұқөһ]", sample)) > 0.05 * cyrillic else "russian"
    found = _WORD.findall(sample)
    votes = {name: sum(w in marks for w in found) / len(marks) for name, marks in _LATIN_MARKS.items()}
    best = max(votes, key=lambda name: (votes[name], name))
    return best if sum(w in _LATIN_MARKS[best] for w in found) > 0.05 * len(found) else "other"


def language_read(language: str | None, texts: Sequence[str]) -> str:
    """The language to read texts in: the one given, else what they are in.

    `eng` is lawkit's name for whatever is written in Latin letters: there the texts have the last word.
    """
    if language is None:
        return language_of(texts)
    if language == "eng":
        told = language_of(texts)
        return told if told in _LATIN_MARKS else "english"
    return _NAMES.get(language, language)


def stemmer(language: str) -> Callable[[list[str]], list[str]]:
    """A function from words to stems: Snowball where it has the language, lawkit's own for Kazakh, else six letters."""
    name = _NAMES.get(language, language)
    if name == "kaz":
        from lawkit.language import stems

        return lambda words: list(stems(words, "kaz"))
    import Stemmer

    if name in Stemmer.algorithms():
        snowball = Stemmer.Stemmer(name)
        return lambda words: list(snowball.stemWords(words))
    return lambda words: [w[:6] for w in words]


def spelled(text: str, language: str) -> list[str]:
    """The words of a text in small letters, without what stands before an apostrophe; accents are left to the stemmer."""
    from lawkit.language import fold

    text = fold(unicodedata.normalize("NFC", text)).translate(_LIGATURES)
    if language in _ELIDING:
        text = _ELISION.sub(" ", text)
    return _WORD.findall(text)


def bare(words: list[str]) -> list[str]:
    """Words without the accents of Latin letters, which capitals («Etat») and old prints leave out."""
    return [_MARKS.sub("", unicodedata.normalize("NFD", w)) if _LATIN_EXTRA.search(w) else w for w in words]
