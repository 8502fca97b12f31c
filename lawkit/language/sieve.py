"""Patterns tried only in texts that hold a word which they cannot do without, and compiled at the first such text.

The words are read off the pattern's source: letters outside optional parts. Looking for a word is some twenty times as
fast as trying a pattern at every place, and most patterns of a language meet nothing in most texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lawkit.errors import RulesError

_LEAST = 2  # characters that make a piece worth looking for
_MOST = 24  # words; looking for more costs more than the pattern
_LITERAL = frozenset("./()?")  # escaped, they stand for themselves
_ESCAPED = {"x": 4, "u": 6, "U": 10}  # length of an escape sequence, if not two
_FLAGS = re.compile(r"\(\?[aiLmsux-]+[:)]")  # within a pattern: letters may stand for others
_OPENING = re.compile(r"\?(?:[=:>]|P<\w+>)|(?!\?)")  # of a group whose words have to stand in the text


class Sieve:
    """One regular expression for several, asked only where one of its words stands; matches are those of `re`.

    With `fold_case` letters match their capitals. Nothing is compiled before it is needed: only then what is no regular
    expression raises re.error, or a RulesError that names the `place` it stands in.
    """

    __slots__ = ("_each", "_flags", "_parts", "_pattern", "_place", "_words")

    def __init__(self, *patterns: str, fold_case: bool = False, place: str = "") -> None:
        self._parts = patterns
        self._place = place
        self._flags = re.IGNORECASE if fold_case else 0
        self._pattern: re.Pattern[str] | None = None
        self._words: tuple[str, ...] | None = None
        self._each: tuple[Sieve, ...] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression; one that never matches for none."""
        if self._pattern is None:
            parts = self._parts if len(self._parts) == 1 else [f"(?:{part})" for part in self._parts]
            try:
                self._pattern = re.compile("|".join(parts) or r"(?!)", self._flags)
            except re.error as problem:
                if not self._place:
                    raise
                raise RulesError(
                    f"{self._place}: no regular expression ({problem})", "correct the pattern"
                ) from problem
        return self._pattern

    @property
    def words(self) -> tuple[str, ...]:
        """Words one of which every match holds; none where they cannot be told."""
        if self._words is None:
            self._words = self._needed()
        return self._words

    def may_match(self, text: str) -> bool:
        """Whether the text holds one of the words; True where no words can be told."""
        return self.stands_in(text.lower() if self._flags else text)

    def stands_in(self, low: str) -> bool:
        """The same of a text in small letters already (where capitals do not matter)."""
        words = self.words
        for word in words:
            if word in low:
                return True
        return not words

    def _needed(self) -> tuple[str, ...]:
        found: tuple[str, ...] = ()
        for part in self._parts:
            words = needed(part)
            if not words:
                return ()
            found += words
        if self._flags:
            found = tuple(word.lower() for word in found)
        return tuple(dict.fromkeys(found)) if len(found) <= _MOST else ()

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first match from a place on."""
        if len(self._parts) > 1 and not self.words:  # too many words for all: ask a few patterns at a time
            return self._first(text, start)
        return self.pattern.search(text, start) if self._parts and self.may_match(text) else None

    def _first(self, text: str, start: int) -> re.Match[str] | None:
        """The leftmost match of all patterns, of those at one place the first pattern's, as in one expression."""
        if self._each is None:
            self._each = tuple(self._groups())
        best: re.Match[str] | None = None
        for sieve in self._each:
            found = sieve.search(text, start)
            if found and (best is None or found.start() < best.start()):
                best = found
        return best

    def _groups(self) -> Iterator[Sieve]:
        """Neighbouring patterns together, as long as their words are few enough to be looked for."""
        group: list[str] = []
        count = 0
        for part in self._parts:
            words = len(needed(part))
            if group and (not words or not count or count + words > _MOST):
                yield Sieve(*group, fold_case=bool(self._flags), place=self._place)
                group, count = [], 0
            group.append(part)
            count += words
        yield Sieve(*group, fold_case=bool(self._flags), place=self._place)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match at a place: trying it is cheaper than looking for a word."""
        return self.pattern.match(text, start) if self._parts else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches in order."""
        return self.pattern.finditer(text) if self._parts and self.may_match(text) else iter(())


def first_of(sieves: Sequence[Sieve], text: str) -> re.Match[str] | None:
    """The match of the first of several sieves of one kind that has any; the text is made small once for all."""
    low = ""
    for sieve in sieves:
        low = low or (text.lower() if sieve._flags else text)  # noqa: SLF001 - one module
        match = sieve.pattern.search(text) if sieve.stands_in(low) else None
        if match:
            return match
    return None


@lru_cache(maxsize=2048)
def needed(pattern: str) -> tuple[str, ...]:
    r"""Words one of which every match holds; empty where none can be told.

    >>> needed(r"\bв\s+установленном\s+порядке\b")
    ('установленном',)
    >>> needed(r"\bне\s+(?:запрещено|воспрещено)")
    ('запрещено', 'воспрещено')
    """
    best: tuple[str, ...] = ()
    if _FLAGS.search(pattern):
        return ()
    for branch in _branches(pattern):
        words = _of_branch(branch)
        if not words:
            return ()
        best += words
    return best if len(best) <= _MOST else ()


def _marks(pattern: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """Places and characters of a pattern from a place on, without what is escaped or stands in a class."""
    i = start
    while i < len(pattern):
        c = pattern[i]
        if c == "\\":
            i += 1
        elif c == "[":
            i = _class_end(pattern, i)
        else:
            yield i, c
        i += 1


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern at its outermost level."""
    parts, depth, start = [], 0, 0
    for i, c in _marks(pattern):
        if c in "()":
            depth += 1 if c == "(" else -1
        elif c == "|" and depth == 0:
            parts.append(pattern[start:i])
            start = i + 1
    return [*parts, pattern[start:]]


def _of_branch(branch: str) -> tuple[str, ...]:
    """The longest run of letters, or the alternatives of a group, that the branch cannot match without."""
    candidates: list[tuple[str, ...]] = []
    run, i = "", 0
    while i < len(branch):
        c = branch[i]
        if c.isalpha():
            run += c
            i += 1
            continue
        if c == "\\" and branch[i + 1 : i + 2] in _LITERAL:
            run += branch[i + 1]
            i += 2
            continue
        if c in "?*{" and run:
            run = run[:-1]
        if run:
            candidates.append((run,))
            run = ""
        if c == "\\":
            i += _ESCAPED.get(branch[i + 1 : i + 2], 2)
        elif c == "[":
            i = _class_end(branch, i) + 1
        elif c == "(":
            end = _closing(branch, i)
            opening = _OPENING.match(branch, i + 1)
            if opening and branch[end + 1 : end + 2] not in ("?", "*", "{"):
                words = needed(branch[opening.end() : end])
                if words:
                    candidates.append(words)
            i = end + 1
        elif c == "{":
            i = max(i, branch.find("}", i)) + 1
        else:
            i += 1
    if run:
        candidates.append((run,))
    good = [words for words in candidates if min(map(len, words)) >= _LEAST]
    return max(good, key=lambda words: (min(map(len, words)), -len(words)), default=())


def _class_end(pattern: str, at: int) -> int:
    """Where the character class that opens at a place closes: a bracket right behind «[» or «[^», or escaped, stands for itself."""
    i = at + 2 if pattern[at + 1 : at + 2] == "^" else at + 1
    i += pattern[i : i + 1] == "]"
    while i < len(pattern) and pattern[i] != "]":
        i += 2 if pattern[i] == "\\" else 1
    return min(i, len(pattern) - 1)


def _closing(pattern: str, at: int) -> int:
    """Where the group that opens at a place closes."""
    depth = 0
    for i, c in _marks(pattern, at):
        if c in "()":
            depth += 1 if c == "(" else -1
            if depth == 0:
                return i
    return len(pattern)
