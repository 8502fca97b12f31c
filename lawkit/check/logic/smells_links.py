"""The tree of references inside the draft: too many at once, and circles (smell «large reference tree»)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.structure_view import mark_of, named, view, words_of
from lawkit.check.rules import Rule
from lawkit.language import fold
from lawkit.model import Reference

_POINT = re.compile(r"^(?:annex_[\w-]+?__)?(?:art_[^_]+(?:__para_[^_]+)?|para_[^_]+)")
_UNIT = re.compile(r"^(?:annex_[\w-]+?__)?(?:art_[^_]+|para_[^_]+)")


def _inside(draft: Draft) -> Iterator[tuple[Reference, str]]:
    """References that lead to another unit of the draft itself, with the target's id."""
    for reference in draft.reading.references:
        target = reference.target
        if target is None or reference.editorial or reference.status != "resolved" or target.act != draft.act.act_id:
            continue
        if target.eid in draft.by_eid and reference.source in draft.by_eid:
            yield reference, target.eid


def smell_reftree(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An article (a point of a by-law) that cannot be read without many others, two steps deep."""
    edges: dict[str, dict[str, None]] = {}
    for reference, target in _inside(draft):
        start, end = _UNIT.match(reference.source), _UNIT.match(target)
        if start and end and start[0] != end[0]:
            edges.setdefault(start[0], {})[end[0]] = None
    limit = int(rule.options["units"])
    closing = words_of(draft.act.language, "final")
    for unit, near in edges.items():
        far = set(near)
        for neighbour in near:
            far.update(edges.get(neighbour, ()))
        far.discard(unit)
        provision = draft.by_eid.get(unit)
        if provision is not None and closing.search(fold(provision.heading).strip(" .")):
            continue
        if len(far) > limit and len(near) >= rule.options["direct"] and provision is not None and provision.in_force:
            yield Hit(unit, mark_of(provision), {"unit": named(unit), "direct": len(near), "all": len(far)})


def smell_refcycle(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Two points that refer to each other, or a point that refers to itself by its own number."""
    first: dict[tuple[str, str], Reference] = {}
    for reference, target in _inside(draft):
        here, there = _POINT.match(reference.source), _POINT.match(target)
        if here and there and here[0] in draft.by_eid and there[0] == target:
            first.setdefault((here[0], target), reference)
    seen = view(draft)
    for (start, end), reference in first.items():
        back = first.get((end, start))
        if start == end or back is None or start > end:
            continue
        place = seen.at(reference.span.start)
        if place is not None:
            values = {"one": named(start), "other": named(end)}
            yield Hit(place.eid, reference.span, values, ((back.source, back.span),))
