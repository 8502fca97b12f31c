"""The terms of rules/consolidate/terms.yaml: found in any form, and replaced in the same case and number.

A replacement is made only where one form can be meant: all readings of the old words (pymorphy3, Korobov 2015) that
agree with each other must give the same new words. Where they do not, where the new term has another gender than the
old one and stands in the singular, or where the same word would stand twice, the old words are left and marked for a
person. Titles of acts in quotation marks keep their words: they are names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

from lawkit.errors import RulesError
from lawkit.model import Language
from lawkit.resources import from_yaml, resource

_CASES = {"nomn", "gent", "datv", "accs", "ablt", "loct"}
_BASE = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}
_TITLE = re.compile(r"[«\"“](?:О|Об|Обо|On)\s[^«»\"“”]{0,400}[»\"”]|[«\"“][^«»\"“”]{0,400}\sтуралы[»\"”]")
_MARKED = re.compile(r"⟦[^⟧]{0,1000}⟧")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """A term and what becomes of it: dictionary forms, and patterns that find every form of either."""

    term: str
    becomes: str
    old: re.Pattern[str]
    new: re.Pattern[str]
    stems: tuple[str, ...]  # of the old words, with a hyphen where the ending begins
    new_stems: tuple[str, ...]
    verified: bool
    by_hand: bool = False  # no ending can simply be kept


@dataclass(frozen=True, slots=True)
class Replaced:
    """A term replaced in a text: where the new words stand, and the old ones."""

    start: int
    end: int
    old: str


@lru_cache(maxsize=1)
def source() -> str:
    """The act that replaced the terms, as people call it."""
    content: Any = from_yaml(resource("rules", "consolidate", "terms.yaml").read_text(encoding="utf-8"))
    return str(content.get("source", ""))


@lru_cache(maxsize=4)
def terms(language: Language) -> tuple[Term, ...]:
    """The terms of a language, the longer before those that are part of them; raises RulesError on a broken file."""
    content: Any = from_yaml(resource("rules", "consolidate", "terms.yaml").read_text(encoding="utf-8"))
    found = []
    try:
        for e in content.get(language, ()):
            old, new = str(e["old"]), str(e["new"])
            found.append(Term(str(e["term"]), str(e["becomes"]), _pattern(old), _pattern(new), tuple(old.split()),
                              tuple(new.split()), bool(e["verified"]), bool(e.get("by_hand"))))  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise RulesError(
            f"rules/consolidate/terms.yaml: an entry lacks {error}", "old, new and verified are needed"
        ) from error
    return tuple(sorted(found, key=lambda t: -len(t.stems)))


def _pattern(form: str) -> re.Pattern[str]:
    words = [re.escape(w[:-1]) + r"\w{0,6}" if w.endswith("-") else re.escape(w) for w in form.split()]
    return re.compile(r"(?<![\w-])" + r"\s{1,3}".join(words) + r"(?![\w-])", re.IGNORECASE)


def replace_terms(
    text: str, language: Language, mode: str, mark: tuple[str, str] = ("⟦", "⟧")
) -> tuple[str, tuple[Replaced, ...]]:
    """The text with its terms replaced, and where; what cannot be put into form for sure is left between marks.

    `mode` is none (or empty), verified or all: `verified` takes only the terms that were checked against the law.
    Raises ValueError for another one.
    """
    if mode not in {"", "none", "verified", "all"}:
        raise ValueError(mode)
    wanted = [t for t in terms(language) if mode == "all" or t.verified] if mode not in {"", "none"} else []
    held = [m.span() for pattern in (_TITLE, _MARKED) for m in pattern.finditer(text)] if wanted else []
    found: list[tuple[int, int, Term]] = []
    for term in wanted:
        for m in term.old.finditer(text):
            if not any(a < m.end() and m.start() < b for a, b in (*held, *((a, b) for a, b, _ in found))):
                found.append((m.start(), m.end(), term))
    out: list[str] = []
    done: list[Replaced] = []
    at = length = 0
    for start, end, term in sorted(found, key=lambda f: f[0]):
        old = text[start:end]
        new = inflected(old, term, language)
        if new == old:
            continue
        if new is not None and _doubles(text[:start], new):
            new = None
        if new is None and language == "rus" and not _is(old, term):
            continue  # another word with the same beginning
        out.append(text[at:start])
        length += start - at
        said = new if new is not None else f"{mark[0]}{old} → {term.becomes}{mark[1]}"
        if new is not None:
            done.append(Replaced(length, length + len(said), old))
        out.append(said)
        length += len(said)
        at = end
    return "".join([*out, text[at:]]), tuple(done)


def _doubles(before: str, new: str) -> bool:
    """Whether the word before and the first new word are the same but for endings."""
    words = _WORD.findall(before[-40:].lower())
    first = _WORD.findall(new.lower())[:1]
    return bool(words and first and len(first[0]) > 5 and words[-1][:6] == first[0][:6])


@lru_cache(maxsize=4096)
def inflected(old: str, term: Term, language: Language) -> str | None:
    """The new term in the form in which the old one stands; None where no single form can be told."""
    words = _WORD.findall(old)
    if language == "rus":
        found = {_russian(term.becomes, case, number) for case, number in _forms(old, term)}
        new = found.pop() if len(found) == 1 else None
        if new is None or (_gender(term.term) != _gender(term.becomes) and _singular(old, term)):
            return None
    else:
        new = _with_ending(words, term)
        if new is None:
            return None
    return new.upper() if old.isupper() else new[:1].upper() + new[1:] if old[:1].isupper() else new


def _with_ending(words: list[str], term: Term) -> str | None:
    """Where the last word stays the same («ақпараттық жүйесінің» → «цифрлық жүйесінің»), it keeps its ending."""
    if (
        term.by_hand
        or term.stems[-1].rstrip("-") != term.new_stems[-1].rstrip("-")
        or any(s.endswith("-") for s in term.new_stems[:-1])
    ):
        return None
    return " ".join([*term.new_stems[:-1], words[-1].lower()])


@lru_cache(maxsize=64)
def _plan(term: str) -> tuple[tuple[str, ...], int]:
    """The lemmas of a dictionary form, and which of them is its noun; those before it agree, those after stay."""
    from lawkit.language.morphology import readings

    words = term.split()
    for place, word in enumerate(words):
        if any(tag.POS == "NOUN" and tag.case == "nomn" for _, tag, *_ in readings(word)):
            agreeing = [str(readings(w)[0][2]) for w in words[:place]]
            return (*agreeing, *words[place:]), place
    return tuple(words), len(words) - 1


class _Reading(NamedTuple):
    """What a word can be: its tag, and all that is needed to put it into another form."""

    tag: Any
    given: Any

    def form(self, wanted: set[str]) -> str | None:
        """The word in a case, number and gender; None where it has no such form."""
        from lawkit.language.morphology import russian_analyser

        every = russian_analyser().get_lexeme(self.given)
        return next((str(word) for word, tag, *_ in every if wanted <= tag.grammemes), None)


def _readings(word: str, lemma: str) -> list[_Reading]:
    from lawkit.language.morphology import is_russian_word, readings

    word = word.lower()
    if not is_russian_word(word):
        return []
    wanted = lemma.replace("ё", "е")
    return [_Reading(given[1], given) for given in readings(word) if str(given[2]).replace("ё", "е") == wanted]


def _forms(old: str, term: Term) -> set[tuple[str, str]]:
    """Every case and number in which all the old words can stand together."""
    words = _WORD.findall(old)
    lemmas, noun = _plan(term.term)
    if len(words) != len(lemmas):
        return set()
    choices = [_readings(w, m) for w, m in zip(words[: noun + 1], lemmas[: noun + 1], strict=True)]
    found = set()
    for together in product(*choices):
        head = together[-1].tag
        case = _BASE.get(str(head.case), str(head.case))
        agree = all(
            t.tag.number == head.number
            and _BASE.get(str(t.tag.case), str(t.tag.case)) == case
            and (head.number == "plur" or t.tag.gender in (None, head.gender))
            and str(t.tag.animacy or "inan") == "inan"
            for t in together[:-1]
        )
        if agree and case in _CASES and head.number:
            found.add((case, str(head.number)))
    return found


def _is(old: str, term: Term) -> bool:
    """Whether the words found are forms of the term at all."""
    words = _WORD.findall(old)
    lemmas, noun = _plan(term.term)
    return len(words) == len(lemmas) and all(
        _readings(w, m) for w, m in zip(words[: noun + 1], lemmas[: noun + 1], strict=True)
    )


def _singular(old: str, term: Term) -> bool:
    return any(number == "sing" for _, number in _forms(old, term))


@lru_cache(maxsize=64)
def _gender(term: str) -> str:
    words, noun = _plan(term)
    return next((str(r.tag.gender) for r in _readings(words[noun], words[noun])), "")


@lru_cache(maxsize=4096)
def _russian(term: str, case: str, number: str) -> str | None:
    """A dictionary form in a case and number; None where the analyser knows none."""
    words, noun = _plan(term)
    head = next((r for r in _readings(words[noun], words[noun]) if r.tag.POS == "NOUN" and r.tag.case == "nomn"), None)
    made = head.form({case, number}) if head else None
    if head is None or made is None:
        return None
    wanted = {case, number} | ({str(head.tag.gender)} if number == "sing" else set())
    out = []
    for word in words[:noun]:
        first = next((r for r in _readings(word, word) if r.tag.POS in ("ADJF", "PRTF")), None)
        life = {"inan"} if case == "accs" and _needs_life(head, number) else set()
        form = first.form(wanted | life) if first else None
        if form is None:
            return None
        out.append(form)
    return " ".join([*out, made, *words[noun + 1 :]])


def _needs_life(head: Any, number: str) -> bool:
    """Whether the accusative of an adjective tells living beings from things: in the plural and the masculine."""
    return number == "plur" or head.tag.gender == "masc"


def named(pairs: Iterable[tuple[str, str]]) -> str:
    """Replacements as people read them: «информационная система → цифровая система; …»."""
    return "; ".join(f"«{old}» → «{new}»" for old, new in dict.fromkeys(pairs))
