"""Proves that a tree loses nothing: written without the splitter, so that it can judge any act, also a stored one."""

from __future__ import annotations

import re

from lawkit.model import Act

_SPACE = re.compile(r"\s+")


def check_lossless(act: Act) -> list[str]:
    """What is wrong with the tree of an act, one sentence each; empty when it is proved.

    Every non-space character of the body lies in the span of exactly one provision or note, spans stand in order,
    number, heading and text of a provision are the words of its span, ids are unique and parents come first.
    """
    return [*_cover(act), *_words(act), *_tree(act)]


def _cover(act: Act) -> list[str]:
    spans = sorted(
        [(p.span.start, p.span.end, p.eid) for p in act.provisions]
        + [(n.span.start, n.span.end, "a note") for n in act.notes]
    )
    wrong: list[str] = []
    at = 0
    for start, end, name in spans:
        if start < at:
            wrong.append(f"{name} begins at {start}, inside what ends at {at}")
        elif not act.body[at:start].isspace() and act.body[at:start]:
            wrong.append(f"{act.body[at:start].strip()[:60]!r} before {name} is in no provision and no note")
        if not start <= end <= len(act.body):
            wrong.append(f"{name} has the span {start}–{end} in a body of {len(act.body)}")
        at = max(at, end)
    if act.body[at:].strip():
        wrong.append(f"{act.body[at:].strip()[:60]!r} at the end is in no provision and no note")
    return wrong


def _words(act: Act) -> list[str]:
    wrong = []
    for p in act.provisions:
        whole = _SPACE.sub("", p.span.of(act.body))
        parts = _SPACE.sub("", p.num + p.heading + p.text)
        if whole != parts:
            wrong.append(f"{p.eid}: number, heading and text are not its span")
    wrong.extend(f"a note at {n.span.start} is not its span" for n in act.notes if n.text != n.span.of(act.body))
    return wrong


def _tree(act: Act) -> list[str]:
    wrong = []
    seen: set[str] = set()
    for order, p in enumerate(act.provisions):
        if p.eid in seen:
            wrong.append(f"{p.eid} stands twice")
        if p.parent and p.parent not in seen:
            wrong.append(f"{p.eid} has the parent {p.parent}, which does not stand before it")
        if p.order != order:
            wrong.append(f"{p.eid} has the order {p.order}, not {order}")
        seen.add(p.eid)
    wrong.extend(f"a note points at {n.eid}, which is not there" for n in act.notes if n.eid and n.eid not in seen)
    starts = [p.span.start for p in act.provisions]
    if starts != sorted(starts):
        wrong.append("provisions are not in the order of the text")
    return wrong
