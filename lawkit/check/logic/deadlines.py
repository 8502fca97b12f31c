"""Periods: from when, in which days, stated once.

Periods were read in lawkit.reading.norms; words of triggers and events are patterns on the rules' pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.found import place, within
from lawkit.check.logic.overlap_masked import period_twins
from lawkit.check.logic.surroundings import any_of
from lawkit.check.rules import Rule
from lawkit.model import Deadline, Norm, Span


def _periods(draft: Draft, rule: Rule) -> Iterator[tuple[Norm, Deadline, str]]:
    """Periods by whose words the page's patterns tell a term for doing something, with the sentence's text."""
    wanted = any_of(rule.patterns.get(draft.act.language, ()))
    body = draft.act.body
    seen: set[Span] = set()
    for norm in draft.reading.norms:
        provision = draft.by_eid.get(norm.source)
        if provision is None or not provision.in_force or norm.modality == "definition":
            continue
        for deadline in norm.deadlines:
            words = body[deadline.span.start : deadline.span.end + 25]
            if deadline.span not in seen and (wanted is None or wanted.match(words)):
                seen.add(deadline.span)
                yield norm, deadline, provision.span.of(body)


def deadline_no_start(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A period whose beginning neither its sentence nor its lead-in tells."""
    event = any_of(rule.exceptions.get(draft.act.language, ()))
    body = draft.act.body
    for norm, deadline, _ in _periods(draft, rule):
        if deadline.event or deadline.unit == "year" or norm.modality in ("none", "principle"):
            continue
        around = _sentence(body, deadline.span, draft.by_eid[norm.source].span)
        parent = draft.by_eid.get(draft.by_eid[norm.source].parent)
        lead = parent.text if parent is not None and parent.text.rstrip().endswith(":") else ""
        told = f"{norm.condition} {around} {lead}"
        if event is None or not event.search(told.replace(deadline.span.of(body), " ")):
            yield Hit(norm.source, deadline.span, {"words": deadline.span.of(body)})


def _sentence(body: str, span: Span, unit: Span) -> str:
    before = body[max(unit.start, span.start - 500) : span.start]
    after = body[span.end : min(unit.end, span.end + 500)]
    cut = max((m.end() for m in re.finditer(r"(?<=[^\W\d]{2})[.]\s", before)), default=0)
    # «… рассматривает запрос. В течение пяти дней …»: what the sentence before tells counts as well
    earlier = max((m.end() for m in re.finditer(r"(?<=[^\W\d]{2})[.]\s", before[: max(cut - 2, 0)])), default=0)
    end = re.search(r"(?<=[^\W\d]{2})[.](?:\s|$)", after)
    return before[earlier:] + body[span.start : span.end] + after[: end.start() if end else len(after)]


def deadline_days_kind(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Days that are neither working nor calendar days."""
    named = any_of(rule.exceptions.get(draft.act.language, ()))
    for norm, deadline, _ in _periods(draft, rule):
        words = deadline.span.of(draft.act.body)
        after = draft.act.body[deadline.span.end : deadline.span.end + 30]
        if (
            deadline.unit == "day"
            and deadline.calendar == "unspecified"
            and not (named and named.search(words + after))
        ):
            yield Hit(norm.source, deadline.span, {"words": words})


def deadline_conflict(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Two provisions of the draft with different periods for one thing."""
    seen: set[str] = set()
    for twin in period_twins(draft):
        seen.add(twin.eid)
        said = f"«{twin.first_said}» – «{twin.said}»"
        yield Hit(twin.eid, twin.span, {"difference": said}, ((twin.first_eid, twin.first_span),))
    for finding in within(draft):
        if finding.code != "deadline-conflict" or finding.tier == "possible":
            continue
        at, other = place(draft, finding.pins[-1]), place(draft, finding.pins[0])
        if at is None or other is None:
            continue
        if at[1].start < other[1].start:
            at, other = other, at
        if at[0].eid in seen:
            continue
        differences = finding.evidence.get("differences") or [["", ""]]
        pair = differences[0] if isinstance(differences, list) else ["", ""]
        said = " – ".join(str(p) for p in pair if p)
        span = _period_in(draft, at[1])
        yield Hit(at[0].eid, span, {"difference": said}, ((other[0].eid, other[1]),))


def _period_in(draft: Draft, span: Span) -> Span:
    """The first period inside a provision, else all of it."""
    inside = [
        d.span
        for n in draft.reading.norms
        for d in n.deadlines
        if span.start <= d.span.start and d.span.end <= span.end
    ]
    return min(inside, key=lambda s: s.start, default=span)
