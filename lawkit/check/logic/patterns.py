"""Rules whose page holds patterns: each match in a provision's own words is a hit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lawkit.check.draft import Draft, Hit
from lawkit.check.rules import Rule
from lawkit.model import Span


def report_matches(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Each match of the page's patterns that none of its exceptions covers; the words are the value `words`."""
    act = draft.act
    find = _compiled(rule.patterns.get(act.language, ()))
    never = _compiled(rule.exceptions.get(act.language, ()))
    if find is None:
        return
    for provision in act.provisions:
        if not provision.in_force or provision.kind in ("toc", "conclusions", "preface"):
            continue
        start = provision.span.start
        own = provision.span.of(act.body)
        covered = [m.span() for m in never.finditer(own)] if never else []
        for match in find.finditer(own):
            if not any(a <= match.start() and match.end() <= b for a, b in covered):
                span = Span(start + match.start(), start + match.end())
                yield Hit(provision.eid, span, {"words": match[0]})


@lru_cache(maxsize=512)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) if patterns else None
