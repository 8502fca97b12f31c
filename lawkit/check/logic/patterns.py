"""Rules whose page holds patterns: each match in a provision's own words is a hit."""

from __future__ import annotations

from collections.abc import Iterator

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.surroundings import any_of
from lawkit.check.rules import Rule
from lawkit.model import Span


def report_matches(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Each match of the page's patterns that none of its exceptions covers; the words are the value `words`."""
    act = draft.act
    find = any_of(rule.patterns.get(act.language, ()))
    never = any_of(rule.exceptions.get(act.language, ()))
    if find is None or not find.may_match(act.body):
        return
    for provision, own, low in draft.stretches:
        if not find.stands_in(low):
            continue
        start = provision.span.start
        matches = list(find.pattern.finditer(own))
        covered = [m.span() for m in never.finditer(own)] if never and matches else []
        for match in matches:
            if not any(a <= match.start() and match.end() <= b for a, b in covered):
                span = Span(start + match.start(), start + match.end())
                yield Hit(provision.eid, span, {"words": match[0]})
