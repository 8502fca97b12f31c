"""Short names that an act defines for other acts: «Закон Республики Казахстан "О …" (далее – Закон)», «(далее – АППК)»."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lawkit.language import fold
from lawkit.model import Language
from lawkit.reading.references.grammar import alternation, grammar
from lawkit.reading.references.mentions import Mention

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Short:
    """A short name: how it is written, the noun it stands on, the mention it abbreviates, where it was defined."""

    name: str
    noun: str
    mention: Mention | None  # None: the document in which it is defined
    issuer: str
    root: str  # annex in which it is defined; empty: the act's own body
    own_root: str = ""  # for a document of this act: its annex
    at: int = 0  # where it is defined, in the act's text


@dataclass(slots=True)
class Shorts:
    """The short names of one act, in the order of their definition."""

    language: Language
    entries: list[Short] = field(default_factory=list)
    _pattern: re.Pattern[str] | None = None
    _known: set[tuple[object, ...]] = field(default_factory=set)

    def add(self, short: Short) -> None:
        """Remember a short name; the same one defined again in the same place changes nothing."""
        m = short.mention
        act = (m.title, m.number, m.date, m.adjectives) if m is not None else ()
        key = (short.name, short.root, short.own_root, short.issuer, act)
        if key in self._known:
            return
        self._known.add(key)
        self.entries.append(short)
        self._pattern = None

    def of_noun(self, word: str, noun: str, root: str) -> list[Short]:
        """Single-word short names that a bare noun can be: «Закона» → «Закон». The same annex comes first."""
        found = [
            s
            for s in self.entries
            if s.noun == noun and " " not in s.name and (noun != "document" or _same_word(s.name, word))
        ]
        near = [s for s in found if s.root == root]
        return near or [s for s in found if s.root == ""] or []

    def of_name(self, folded: str, root: str) -> list[Short]:
        """Short names of several words, or abbreviations, that a stretch of text spells in any case form."""
        found = [s for s in self.entries if re.fullmatch(_name_pattern(s.name), folded)]
        return [s for s in found if s.root == root] or [s for s in found if s.root == ""]

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Finds short names that do not start from an act's noun («АППК», «Налоговый кодекс»)."""
        names = {s.name for s in self.entries if " " in s.name or not s.noun}
        if names and self._pattern is None:
            joined = "|".join(_name_pattern(n) for n in sorted(names, key=len, reverse=True))
            self._pattern = re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])")
        return self._pattern


def _same_word(a: str, b: str) -> bool:
    a, b = fold(a), fold(b)
    return a[: max(4, len(a) - 2)] == b[: max(4, len(a) - 2)]


_SHORT = 3  # letters of the shortest noun that takes endings: «Заң»


@lru_cache(maxsize=512)
def _name_pattern(name: str) -> str:
    words = _WORD.findall(name)
    return r"(?:\s+|\s*[/+&]\s*)".join(  # «Закон о ПОД/ФТ»
        re.escape(fold(w)) + (r"(?:-?\w{0,4})?" if w.isupper() else "")
        if w.isupper() or (len(w) < 4 and (len(w) < _SHORT or i < len(words) - 1))
        else re.escape(fold(w)[: max(3, len(w) - 2)]) + r"\w{0,6}"  # «КЖ/ТҚҚ туралы Заңға»
        for i, w in enumerate(words)
    )


@lru_cache(maxsize=3)
def definition_pattern(language: Language) -> re.Pattern[str]:
    """«(далее – Закон)», «(далее соответственно – …)»: the name in group 1, on folded text."""
    words = sorted(grammar(language).words("defined_as"), key=len, reverse=True)  # «далее именуется» before «далее»
    intro = "|".join(alternation([word]) for word in words)
    return re.compile(rf"\s*,?\s*[(,]\s*(?:{intro})\s*[–—:,-]?\s*[\"«“]?(?P<name>[^()\"»”;]{{2,60}}?)[\"»”]?\s*\)")


def may_define(folded: str, language: Language) -> bool:
    """Whether a text holds the words of a short name's definition at all."""
    return any(word in folded for word in ("далее", "бұдан әрі", "hereinafter", "hereafter")) and bool(language)
