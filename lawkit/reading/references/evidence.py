"""What the publisher's hyperlinks prove: they name the target where the text alone does not.

A link never overrules a target that the text states, except between acts of one title.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from lawkit.model import Act, Address, Link, Note, Reference, Span
from lawkit.reading.references.identity import Library
from lawkit.reading.references.tree import Tree

# «/rus/docs/Z1500000401#z12», «https://adilet.zan.kz/kaz/docs/K950001000_»
_HREF = re.compile(r"/docs/(?P<act>[A-Z]\d{2}[0-9A-Z]{5,10}_?)(?:#(?P<anchor>\w+))?")


def with_links(found: list[Reference], act: Act, library: Library, tree: Tree) -> list[Reference]:
    """The references with targets proved by links, and a reference for each link that no reference covers."""
    links = sorted((x for x in act.links if _HREF.search(x.href)), key=lambda x: x.span.start)
    if not links:
        return found
    starts = [x.span.start for x in links]
    anchors = {a: p.eid for p in tree.by_eid.values() for a in (*p.anchors, p.anchor) if a}
    covered: set[int] = set()
    result: list[Reference] = []
    for reference in found:
        mine = list(_inside(reference.span, links, starts))
        covered.update(n for n, _ in mine)
        result.append(_proved(reference, [x for _, x in mine], act, library, anchors))
    notes = sorted(act.notes, key=lambda n: n.span.start)
    sources = sorted(tree.by_eid.values(), key=lambda p: p.span.start)
    result.extend(
        _of_link(link, act, notes, anchors, [p.span.start for p in sources], [p.eid for p in sources])
        for n, link in enumerate(links)
        if n not in covered and link.span.of(act.body).strip()
    )
    return result


def _inside(span: Span, links: list[Link], starts: list[int]) -> Iterator[tuple[int, Link]]:
    n = bisect_left(starts, span.start)
    while n < len(links) and links[n].span.start < span.end:
        yield n, links[n]
        n += 1


def _proved(reference: Reference, links: list[Link], act: Act, library: Library, anchors: dict[str, str]) -> Reference:
    targets = {m["act"] for x in links if (m := _HREF.search(x.href))}
    if len(targets) != 1 or reference.kind == "legislation":
        return reference
    target = targets.pop()
    known = reference.target
    if known is not None and _same(known.act, target):
        if reference.status == "undetermined" and _same(target, act.act_id):
            return _by_anchor(reference, links, act, anchors)
        return reference
    if known is not None and not _rivals(known.act, target, library):
        return reference
    eid = known.eid if known is not None else ""
    entry = library.register.by_id(target) if library.register is not None else None
    repealed = entry is not None and entry.status == "repealed"
    successor = library.register.successor(target) if repealed and library.register is not None else None
    return dataclasses.replace(
        reference,
        target=Address(target, eid=eid),
        status="dead" if repealed else "resolved" if entry is not None and not eid else "act_only",
        kind="other_act"
        if reference.kind in ("same_act", "same_provision") and target != act.act_id
        else reference.kind,
        successor=Address(successor.id) if successor is not None else None,
        reason="told by the publisher's link",
    )


def _by_anchor(reference: Reference, links: list[Link], act: Act, anchors: dict[str, str]) -> Reference:
    eids = {anchors[m["anchor"]] for x in links if (m := _HREF.search(x.href)) and m["anchor"] in anchors}
    if len(eids) != 1 or (reference.target is not None and reference.target.eid):
        return reference
    return dataclasses.replace(
        reference, target=Address(act.act_id, eid=eids.pop()), status="resolved", reason="told by the publisher's link"
    )


def _same(a: str, b: str) -> bool:
    return a.rstrip("_") == b.rstrip("_")


def _rivals(a: str, b: str, library: Library) -> bool:
    """Whether two acts share a title, so that only the link tells them apart."""
    if library.register is None:
        return False
    one, other = library.register.by_id(a), library.register.by_id(b)
    if one is None or other is None:
        return False
    return bool(set(one.names("rus")) & set(other.names("rus")))


def _of_link(
    link: Link, act: Act, notes: list[Note], anchors: dict[str, str], starts: list[int], eids: list[str]
) -> Reference:
    match = _HREF.search(link.href)
    target = match["act"] if match else ""
    own = _same(target, act.act_id)
    note = next((n for n in notes if n.span.start <= link.span.start < n.span.end), None)
    at = bisect_left(starts, link.span.start + 1) - 1
    eid = anchors.get(match["anchor"] or "", "") if match and own else ""
    return Reference(
        source=note.eid if note is not None else eids[at] if at >= 0 else "",
        span=link.span,
        text=link.span.of(act.body),
        kind="same_act" if own else "other_act",
        status="resolved" if own else "act_only",
        target=Address(act.act_id if own else target, eid=eid),
        editorial=note is not None,
        reason="told by the publisher's link",
    )


def amending_acts(notes: Iterable[Note]) -> dict[tuple[str, object], str]:
    """(number, date) → act id, where an amendment note's link or the register told it."""
    return {(a.act_number, a.date): a.act for n in notes for a in n.amendments if a.act and a.date}
