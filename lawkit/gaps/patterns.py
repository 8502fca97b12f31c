"""The small language of evidence: words, phrases, groups, and how a checklist's author writes them.

    персональн* данн*                 two words one after the other; `*` stands for any ending
    жалоб*|обращен*                   one of several words in one place
    отзыв* .. согласи*                up to six other words between them
    в течение / не позднее            one of several phrases
    <complaint> & <deadline>          both in one provision, near each other, in any order
    <complaint> & !анонимн*           and without this

`<name>` is a concept of rules/checklists/words.yaml, which holds it in three languages.
A group may also be found in what a provision depends on: its lead-in, the headings above it, the act's title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lawkit.model import Language

GAP = 6  # words that `..` may stand for
NEAR = 30  # words within which the groups of a rule must meet

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ALTERNATIVE = re.compile(r"^[^\W_]+(?:-[^\W_]+)*\*?$")
_CONCEPT = re.compile(r"^<([a-z0-9-]+)>$")
_LOOKALIKE = str.maketrans("aeopcxyik", "аеорсхуік")
_CYRILLIC = re.compile("[а-яёәіңғүұқөһ]")


@dataclass(frozen=True, slots=True)
class Word:
    """One place of a phrase: alternatives as (text, is a beginning)."""

    alternatives: tuple[tuple[str, bool], ...]
    gap: bool = False  # up to GAP other words may stand before it


Phrase = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One of several phrases; `text` is its canonical form, used as a key."""

    text: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups that must meet in one provision, and groups that must not be there."""

    groups: tuple[Group, ...]
    without: tuple[Group, ...] = ()


Concepts = Mapping[str, Mapping[Language, str]]


class BadPattern(ValueError):  # noqa: N818
    """The pattern cannot be read; the message says where."""


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """A word as it is compared: small letters, е for ё, Cyrillic letters for Latin look-alikes inside a Cyrillic word."""
    word = word.lower().replace("ё", "е")
    return word.translate(_LOOKALIKE) if not word.isascii() and _CYRILLIC.search(word) else word


def tokens(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with their offsets, folded for comparison."""
    return [(fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


def parse_group(text: str, concepts: Concepts, language: Language, seen: frozenset[str] = frozenset()) -> Group:
    """Read `phrase / phrase / <concept>`; raises BadPattern."""
    phrases: list[Phrase] = []
    for part in text.split(" / "):
        phrases.extend(_alternative(part.strip(), concepts, language, seen))
    return Group(" / ".join(_shown(p) for p in phrases), tuple(dict.fromkeys(phrases)))


def _alternative(text: str, concepts: Concepts, language: Language, seen: frozenset[str]) -> tuple[Phrase, ...]:
    if match := _CONCEPT.match(text):
        name = match[1]
        if name in seen:
            raise BadPattern(f"the concept <{name}> is made of itself")
        if name not in concepts:
            raise BadPattern(f"there is no concept <{name}>")
        meaning = concepts[name].get(language)
        if meaning is None:
            raise BadPattern(f"the concept <{name}> has no {language}")
        return parse_group(meaning, concepts, language, seen | {name}).phrases
    if "<" in text and "|" in text and " " not in text:  # a concept among single words: «жалоб*|<report>»
        return tuple(p for part in text.split("|") for p in _alternative(part, concepts, language, seen))
    return (_phrase(text),)


def _phrase(text: str) -> Phrase:
    words: list[Word] = []
    gap = False
    for piece in text.split():
        if piece == "..":
            if not words:
                raise BadPattern(f"«{text}» begins with ..")
            gap = True
            continue
        found: list[tuple[str, bool]] = []
        for one in piece.split("|"):
            if not _ALTERNATIVE.match(one):
                raise BadPattern(f"«{one or piece}» is not a word or a beginning with * (in «{text}»)")
            beginning = one.endswith("*")
            stem = fold(one.rstrip("*"))
            if beginning and len(stem) < 2:
                raise BadPattern(f"«{one}» is too short a beginning")
            found.append((stem, beginning))
        words.append(Word(tuple(found), gap))
        gap = False
    if not words:
        raise BadPattern("a phrase is empty")
    if gap:
        raise BadPattern(f"«{text}» ends with ..")
    return tuple(words)


def _shown(phrase: Phrase) -> str:
    return " ".join((".. " if w.gap else "") + "|".join(s + "*" * b for s, b in w.alternatives) for w in phrase)


def parse(text: str, concepts: Concepts, language: Language) -> Pattern:
    """Read `group & group & !group`; raises BadPattern."""
    groups: list[Group] = []
    without: list[Group] = []
    for raw in text.split("&"):
        part = raw.strip()
        if part.startswith("!"):
            without.append(parse_group(part[1:].strip(), concepts, language))
        else:
            groups.append(parse_group(part, concepts, language))
    if not groups:
        raise BadPattern(f"«{text}» says only what must not be there")
    return Pattern(tuple(groups), tuple(without))


def matches(group: Group, words: list[str]) -> bool:
    """Whether a group occurs in a short list of words (a title, a term)."""
    return any(_at(phrase, words, start) for phrase in group.phrases for start in range(len(words)))


def _at(phrase: Phrase, words: list[str], start: int) -> bool:
    at = start
    for i, word in enumerate(phrase):
        reach = GAP + 1 if word.gap else 1
        for step in range(reach):
            if at + step < len(words) and _fits(word, words[at + step]):
                at += step + 1
                break
        else:
            return False
        if i == 0 and at != start + 1:
            return False
    return True


def _fits(word: Word, text: str) -> bool:
    return any(text.startswith(stem) if beginning else text == stem for stem, beginning in word.alternatives)
