"""The provisions of an act as they are aligned: a spine of articles or points, and below each its children.

Chapters and sections are groupings over the spine: their borders may differ between languages, the spine may not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lawkit.language import fold, stems, word_spans
from lawkit.model import FRAME, GROUPINGS, Act, Language, Provision
from lawkit.parity.facts import Facts, read_facts

_LEAST_STEM = 3
_COGNATE = 5  # letters that a loan word shares between Russian and Kazakh
_MOST_TOKENS = 60
MARKS = frozenset("~=@#")  # first characters of tokens that mean the same in every language
_KAZAKH_LETTERS = str.maketrans("әғқңөұүһі", "агкноуухи")


@dataclass
class Unit:
    """One provision with what is read in it; `below` are its children in order."""

    provision: Provision
    language: Language
    below: list[Unit] = field(default_factory=list)

    @property
    def eid(self) -> str:
        """The provision's id."""
        return self.provision.eid

    @cached_property
    def text(self) -> str:
        """Heading and own text."""
        p = self.provision
        return f"{p.heading}\n{p.text}" if p.heading and p.text else p.heading or p.text

    @cached_property
    def facts(self) -> Facts:
        """Facts of `text`."""
        return read_facts(self.text, self.language)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Stems, cognate beginnings and facts of the own text."""
        return tokens_of(self.text, self.facts, self.language)

    @cached_property
    def all_tokens(self) -> frozenset[str]:
        """Tokens of the whole subtree."""
        return self.tokens.union(*(unit.all_tokens for unit in self.below)) if self.below else self.tokens

    @cached_property
    def length(self) -> int:
        """Characters of the whole subtree."""
        return len(self.text) + sum(unit.length for unit in self.below)

    @property
    def silent(self) -> bool:
        """Whether it says nothing: excluded, or empty."""
        return not self.text and not self.below


@dataclass(frozen=True)
class Outline:
    """An act ready for alignment."""

    act: Act
    groupings: tuple[Unit, ...]
    spine: tuple[Unit, ...]
    by_eid: dict[str, Unit]


def outline(act: Act) -> Outline:
    """Groupings, spine and subtrees of an act; frame (title, contents, signature) is left out."""
    units = {p.eid: Unit(p, act.language) for p in act.provisions if p.kind not in FRAME}
    groupings, spine = [], []
    for unit in units.values():
        up = units.get(unit.provision.parent)
        if unit.provision.kind in GROUPINGS:
            groupings.append(unit)
        elif up is None or up.provision.kind in GROUPINGS:
            spine.append(unit)
        else:
            up.below.append(unit)
    return Outline(act, tuple(groupings), tuple(spine), units)


def tokens_of(text: str, facts: Facts, language: Language) -> frozenset[str]:
    """Stems (plain), facts and beginnings of long words (marked, the same in every language)."""
    seen = list(dict.fromkeys(w for w, _, _ in word_spans(text) if len(w) >= _LEAST_STEM and not w[0].isdigit()))
    found = set(stems(seen, language)[:_MOST_TOKENS])
    found.update(f"~{w[:_COGNATE].translate(_KAZAKH_LETTERS)}" for w in seen if len(w) > _COGNATE)
    found.update(f"={q.value:g}" for q in facts.quantities)
    found.update(f"@{c.kind}{c.number}" for c in facts.cites)
    found.update(f"#{d.year}-{d.month}-{d.day}" for d in facts.dates)
    return frozenset(found)


def shared_mark(token: str) -> bool:
    """Whether a token means the same in every language as it stands."""
    return token[0] in MARKS or token.isascii()


def numbers_of(units: Sequence[Unit]) -> list[tuple[str, str]]:
    """Kind and number of each unit, to see whether two lists are numbered alike."""
    return [(unit.provision.kind, fold(unit.provision.number)) for unit in units]
