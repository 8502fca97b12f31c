"""A rule-based lemmatiser for written Kazakh law.

A noun is root + plural + possessive + case, a verb is root + tense; both obey vowel harmony and consonant
assimilation (any school grammar of Kazakh). We undo the endings from the right, keep only the cuts that the two
laws of sound allow, and rank what is left: a root of the word list first, else the deepest cut that leaves
a root long enough. Endings and roots are data in rules/languages/kaz/words.yaml.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lawkit.language.data import word_list, word_map

_BACK, _FRONT = frozenset("аоұыяёю"), frozenset("әеөүіэ")
_VOWELS = frozenset("аәоөұүыіеэиуюяё")
_VOICELESS = frozenset("пфкқтсшщчцхһ")
_VOICED_AGAIN = {"б": "п", "г": "к", "ғ": "қ"}
_LOAN = frozenset("фвцщэёюяч")

_CASES = ["ның", "нің", "дың", "дің", "тың", "тің", "ға", "ге", "қа", "ке", "ны", "ні", "ды", "ді", "ты", "ті", "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "мен", "бен", "пен", "дағы", "дегі", "тағы", "тегі", "сыз", "сіз"]  # fmt: skip
_CASES_AFTER_POSSESSIVE = ["ның", "нің", "на", "не", "н", "нда", "нде", "нан", "нен", "мен", "ндағы", "ндегі"]
_PLURALS = ["лар", "лер", "дар", "дер", "тар", "тер"]


class _Cut(NamedTuple):
    """One way to undo endings: the root and how many endings were taken off."""

    root: str
    endings: int
    verb: bool = False


def _harmony(text: str) -> str:
    for c in reversed(text):
        if c in _BACK:
            return "back"
        if c in _FRONT:
            return "front"
    return ""


def _assimilates(root: str, ending: str) -> bool:
    last, first = root[-1], ending[0]
    if first in "тқкп":
        return last in _VOICELESS or last in "бвгд"
    if first in "дғг":
        return last not in _VOICELESS and not (
            first == "д" and ending[1:2] in "ае" and last in _VOWELS and len(ending) > 3
        )
    if first == "б":
        return last in "зж"
    if first == "л":
        return last in _VOWELS or last in "рйл"
    if first == "н" and len(ending) >= 2:
        return last in _VOWELS or last in "мнң"
    return True


def _harmonises(root: str, ending: str) -> bool:
    if ending in ("мен", "бен", "пен", "н"):
        return True
    mine = _harmony(root)
    return not mine or mine == _harmony(ending) or root[-1] in "иу" or not _LOAN.isdisjoint(root)


def _without(word: str, endings: list[str], shortest: int = 2) -> list[str]:
    roots = []
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            root = word[: -len(ending)]
            if _assimilates(root, ending) and _harmonises(root, ending):
                roots.append(root)
    return roots


def _derived(word: str) -> bool:
    """-шы, -лы, and -ғы/-кі after a consonant make new words: not a possessive unless the root is listed."""
    return word[-2] in "шл" or (word[-2] in "ғкгқ" and word[-3:-2] not in _VOWELS)


def _without_possessive(word: str) -> list[str]:
    """Roots before the third person possessive -ы/-і/-сы/-сі; a voiced final may stand for a voiceless one."""
    roots = []
    if len(word) >= 4 and word[-2:] in ("сы", "сі") and word[-3] in _VOWELS and _harmonises(word[:-2], word[-2:]):
        roots.append(word[:-2])
    if len(word) >= 3 and word[-1] in "ыі" and (word[-2] not in _VOWELS or word[-2] in "уи"):
        root = word[:-1]
        if _harmonises(root, word[-1]) and (not _derived(word) or root in word_list("kaz", "roots")):
            if root[-1] in _VOICED_AGAIN:
                roots.append(root[:-1] + _VOICED_AGAIN[root[-1]])
            roots.append(root)
    return roots


def _noun_cuts(word: str) -> list[_Cut]:
    cuts: list[_Cut] = []

    def with_plural(root: str, endings: int) -> None:
        cuts.append(_Cut(root, endings))
        cuts.extend(_Cut(r, endings + 1) for r in _without(root, _PLURALS))

    for root in _without(word, _CASES):
        with_plural(root, 1)
    for stem in _without(word, _CASES_AFTER_POSSESSIVE, 3):
        for root in _without_possessive(stem):
            with_plural(root, 2)
    for root in _without_possessive(word):
        with_plural(root, 1)
    cuts.extend(_Cut(r, 1) for r in _without(word, _PLURALS))
    return cuts


@lru_cache(maxsize=1)
def _verb_endings() -> list[tuple[str, str]]:
    pairs = word_map("kaz", "verb_endings").items()
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _verb_cuts(word: str) -> list[_Cut]:
    """Tense and participle endings replaced by the infinitive's -у: «айқындайды» → «айқындау»."""
    for ending, infinitive in _verb_endings():
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            root = word[: -len(ending)]
            if _harmonises(root, ending):
                return [_Cut(_infinitive(root) if infinitive == "у" else root + infinitive, 1, verb=True)]
    return []


def _infinitive(root: str) -> str:
    """-у after a root: a final ы/і falls («оқы» → «оқу»), a final п of a converb was б or у."""
    if root[-1] in "ыі":
        root = root[:-1]
    return root + "у"


@lru_cache(maxsize=200_000)
def lemma(word: str) -> str:
    """The dictionary form of a folded word; the word itself when no cut is safe. Verbs come as infinitives in -у."""
    known = word_map("kaz", "lemmas").get(word)
    if known is not None:
        return known
    if len(word) < 4 or len(word) > 60 or not word.isalpha() or word in word_list("kaz", "closed"):
        return word
    roots = word_list("kaz", "roots")
    if word in roots:
        return word
    nouns = _noun_cuts(word)
    listed = [cut for cut in nouns if cut.root in roots]
    if listed:
        return min(listed, key=lambda cut: (-len(cut.root), cut.endings)).root
    verbs = _verb_cuts(word)
    if verbs and verbs[0].root in roots:
        return verbs[0].root
    good = [cut for cut in nouns if len(cut.root) >= 4 and not _VOWELS.isdisjoint(cut.root)]
    infinitives = [cut for cut in nouns if len(cut.root) >= 3 and cut.root[-1] in "ую"]
    if infinitives:
        return max(infinitives, key=lambda cut: cut.endings).root
    if verbs and len(verbs[0].root) >= 3:
        return verbs[0].root
    if good:
        return min(good, key=lambda cut: (-cut.endings, len(cut.root))).root
    return word


def stem(word: str) -> str:
    """A coarser form for finding candidates: the lemma without the infinitive's -у."""
    form = lemma(word)
    return form[:-1] if len(form) > 4 and form[-1] == "у" else form


_NOMINATIVE_ENDINGS = re.compile(r"(?:[лдт][ае]р)?(?:ы|і|сы|сі)?")


def is_nominative(word: str) -> bool:
    """Whether a noun form has no case ending: bare, plural or with the third person possessive."""
    last = word.rpartition("-")[2] or word  # «вице-министріне» ends as its last part does
    return _NOMINATIVE_ENDINGS.fullmatch(last[len(lemma(last)) :]) is not None
