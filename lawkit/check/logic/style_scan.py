"""Patterns of rule pages over a whole act, quickly: a pattern is tried only in lines that hold a word it cannot do without.

Without such a word (`lawkit.language.sieve`) the whole text is searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lawkit.check.draft import Draft
from lawkit.check.logic.structure_view import view
from lawkit.check.rules import Rule
from lawkit.language.sieve import needed
from lawkit.model import Provision

FRAME_AND_TABLES = frozenset({"toc", "conclusions", "preface", "preamble", "table"})


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
    wanted = needed(pattern)
    if not wanted:
        yield from _compiled(pattern).finditer(low)
        return
    for start, end in sorted(set(_lines(low, wanted))):
        yield from _compiled(pattern).finditer(low, start, end)


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
