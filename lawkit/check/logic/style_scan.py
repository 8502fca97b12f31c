"""Patterns of rule pages over a whole act, quickly: a pattern is tried only in lines that hold a word it cannot do without.

The word is read off the pattern's source: letters outside optional parts. Without such a word the whole text is searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lawkit.check.draft import Draft
from lawkit.check.logic.structure_view import view
from lawkit.check.rules import Rule
from lawkit.model import Provision

FRAME_AND_TABLES = frozenset({"toc", "conclusions", "preface", "preamble", "table"})
_LEAST = 2  # characters that make a piece worth looking for
_LITERAL = frozenset("./()?")  # escaped, they stand for themselves


def found(
    draft: Draft, rule: Rule, *, skip: frozenset[str] = FRAME_AND_TABLES
) -> Iterator[tuple[Provision, re.Match[str]]]:
    """Each match of the page's patterns in norms in force, in folded text, that no exception covers."""
    language = draft.act.language
    never = rule.exceptions.get(language, ())
    seen = view(draft)
    for match in occurrences(seen.low, rule.patterns.get(language, ())):
        provision = seen.at(match.start())
        if provision is None or not provision.in_force or provision.kind in skip or match.end() > provision.span.end:
            continue
        start = max(provision.span.start, match.start() - 300)
        end = min(provision.span.end, match.end() + 300)
        if not any(_covers(pattern, seen.low, start, end, match) for pattern in never):
            yield provision, match


def _covers(pattern: str, low: str, start: int, end: int, match: re.Match[str]) -> bool:
    return any(
        m.start() <= match.start() and match.end() <= m.end() for m in _compiled(pattern).finditer(low, start, end)
    )


def occurrences(low: str, patterns: Iterable[str]) -> list[re.Match[str]]:
    """The matches of several patterns in order; of those that overlap the first, and of equals the longest."""
    matches: list[re.Match[str]] = []
    for pattern in patterns:
        matches.extend(_search(low, pattern))
    matches.sort(key=lambda m: (m.start(), -m.end()))
    kept: list[re.Match[str]] = []
    for match in matches:
        if match.end() > match.start() and (not kept or match.start() >= kept[-1].end()):
            kept.append(match)
    return kept


def _search(low: str, pattern: str) -> Iterator[re.Match[str]]:
    compiled = _compiled(pattern)
    wanted = needed(pattern)
    if not wanted:
        yield from compiled.finditer(low)
        return
    for start, end in sorted(set(_lines(low, wanted))):
        yield from compiled.finditer(low, start, end)


def _lines(low: str, wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for word in wanted:
        at = low.find(word)
        while at >= 0:
            start = low.rfind("\n", 0, at) + 1
            end = low.find("\n", at)
            end = len(low) if end < 0 else end
            yield start, end
            at = low.find(word, end)


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=2048)
def needed(pattern: str) -> tuple[str, ...]:
    r"""Words one of which every match holds; empty where none can be told.

    >>> needed(r"\bв\s+установленном\s+порядке\b")
    ('установленном',)
    >>> needed(r"\bне\s+(?:запрещено|воспрещено)")
    ('запрещено', 'воспрещено')
    """
    best: tuple[str, ...] = ()
    for branch in _branches(pattern):
        words = _of_branch(branch)
        if not words:
            return ()
        best += words
    return best if len(best) <= 24 else ()


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern at its outermost level."""
    parts, depth, start, i = [], 0, 0, 0
    while i < len(pattern):
        c = pattern[i]
        if c == "\\":
            i += 1
        elif c == "[":
            i = pattern.find("]", i + 2)
            if i < 0:
                return [pattern]
        elif c in "()":
            depth += 1 if c == "(" else -1
        elif c == "|" and depth == 0:
            parts.append(pattern[start:i])
            start = i + 1
        i += 1
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
            i += 2
        elif c == "[":
            i = branch.find("]", i + 2) + 1
        elif c == "(":
            end = _closing(branch, i)
            inner, after = branch[i + 1 : end], branch[end + 1 : end + 2]
            if after not in ("?", "*", "{") and not inner.startswith(("?!", "?<!", "?<=")):
                words = needed(re.sub(r"^\?(?:=|:|P<\w+>)", "", inner))
                if words:
                    candidates.append(words)
            i = end + 1
        elif c == "{":
            i = branch.find("}", i) + 1
        else:
            i += 1
    if run:
        candidates.append((run,))
    good = [words for words in candidates if min(map(len, words)) >= _LEAST]
    return max(good, key=lambda words: (min(map(len, words)), -len(words)), default=())


def _closing(pattern: str, at: int) -> int:
    """Where the group that opens at a place closes."""
    depth, i = 0, at
    while i < len(pattern):
        c = pattern[i]
        if c == "\\":
            i += 1
        elif c == "[":
            i = pattern.find("]", i + 2)
        elif c in "()":
            depth += 1 if c == "(" else -1
            if depth == 0:
                return i
        i += 1
    return len(pattern)
