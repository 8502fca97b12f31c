"""Periods: from when, in which days, stated once.

Periods were read in lawkit.reading.norms; words of triggers and events are patterns on the rules' pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.found import place, within
from lawkit.check.logic.overlap_masked import period_twins
from lawkit.check.logic.patterns import report_matches
from lawkit.check.logic.surroundings import any_of
from lawkit.check.rules import Rule
from lawkit.language import fold, lemma_key, words
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
            said = body[deadline.span.start : deadline.span.end + 25]
            if deadline.span not in seen and (wanted is None or wanted.match(said)):
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
        told = f"{norm.condition} {around} {lead} {_items(draft, norm.source)}"
        if event is None or not event.search(told.replace(deadline.span.of(body), " ")):
            yield Hit(norm.source, deadline.span, {"words": deadline.span.of(body)})


def _items(draft: Draft, eid: str) -> str:
    """The items of a list that the unit opens: «в течение трех рабочих дней: 1) со дня …; 2) …»."""
    unit = draft.by_eid[eid]
    if not unit.text.rstrip().endswith(":"):
        return ""
    below = draft.children.get(eid) or draft.children.get(unit.parent, ())
    return " ".join(p.text[:300] for p in below if p.order > unit.order)[:2000]


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
        said = deadline.span.of(draft.act.body)
        after = draft.act.body[deadline.span.end : deadline.span.end + 30]
        if deadline.unit == "day" and deadline.calendar == "unspecified" and not (named and named.search(said + after)):
            yield Hit(norm.source, deadline.span, {"words": said})


def deadline_vague(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Words for a period; «at once» says when, though not how long it may take: a hint only."""
    at_once = re.compile(str(rule.options["at_once"][draft.act.language]))
    for hit in report_matches(draft, rule):
        yield replace(hit, severity="info") if at_once.match(fold(str(hit.values["words"]))) else hit


def deadline_conflict(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Two provisions of the draft with different periods for one thing."""
    seen: set[str] = set()
    for twin in period_twins(draft):
        seen.add(twin.eid)
        said = f"«{twin.first_said}» – «{twin.said}»"
        yield Hit(twin.eid, twin.span, {"difference": said}, ((twin.first_eid, twin.first_span),))
    for hit in _told_twice(draft):
        if hit.eid not in seen:
            seen.add(hit.eid)
            yield hit
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


def _told_twice(draft: Draft) -> Iterator[Hit]:
    """Norms of which one body does one thing from one event, by different periods: «регистрирует … в течение трех дней»."""
    language = draft.act.language
    first: dict[tuple[str, str, str], tuple[Norm, Deadline]] = {}
    for norm in draft.reading.norms:
        if not norm.addressee or len(norm.deadlines) != 1 or not norm.deadlines[0].event or norm.condition:
            continue
        deadline = norm.deadlines[0]
        what = _what(draft, norm, deadline)
        if not what or norm.source.startswith("annex"):
            continue
        # the reader may take along the verb behind the event, in Kazakh who acts before it
        event = deadline.event.partition(norm.action)[0] if norm.action else deadline.event
        event = event.removeprefix(norm.addressee) or deadline.event
        key = (lemma_key(norm.addressee, language), lemma_key(event, language), what)
        other = first.setdefault(key, (norm, deadline))
        if (other[1].amount, other[1].unit) != (deadline.amount, deadline.unit):
            said = f"«{other[1].span.of(draft.act.body)}» – «{deadline.span.of(draft.act.body)}»"
            yield Hit(norm.source, deadline.span, {"difference": said}, ((other[0].source, other[1].span),))


def _what(draft: Draft, norm: Norm, deadline: Deadline) -> str:
    """The three words behind the period and its beginning; where they end sooner, the action and its object."""
    body = draft.act.body
    start = deadline.span.end
    at = body.find(deadline.event, start, start + len(deadline.event) + 5)
    rest = re.split(r"[.;,:\n]", body[at + len(deadline.event) if at >= 0 else start :][:200], maxsplit=1)[0]
    behind = words(rest)[:3]
    if len(behind) == 3:
        return lemma_key(" ".join(behind), draft.act.language)
    thing = words(norm.object)[:2]
    return lemma_key(" ".join([norm.action, *thing]), draft.act.language) if norm.action and len(thing) == 2 else ""


def _period_in(draft: Draft, span: Span) -> Span:
    """The first period inside a provision, else all of it."""
    inside = [
        d.span
        for n in draft.reading.norms
        for d in n.deadlines
        if span.start <= d.span.start and d.span.end <= span.end
    ]
    return min(inside, key=lambda s: s.start, default=span)
