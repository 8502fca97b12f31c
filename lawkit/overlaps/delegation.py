"""Circular delegation: two provisions that refer to each other for a procedure which neither sets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lawkit.model import Finding, Pin, Reading
from lawkit.overlaps.findings import make

_DELEGATES = re.compile(
    r"в порядке, (?:установленн|определ|предусмотренн)|в соответствии с|определяется|устанавлива[ею]тся"
    r"|белгіленген тәртіппен|тәртібі .{0,40}айқындалады|in the (?:manner|order) (?:established|determined|prescribed)",
    re.IGNORECASE,
)
_LONG = 60  # words; a longer provision sets something itself


def circular_findings(readings: Sequence[Reading]) -> list[Finding]:
    """Pairs of provisions, in one act or two, whose resolved references point at each other."""
    points: dict[tuple[str, str], set[tuple[str, str]]] = {}
    texts: dict[tuple[str, str], Pin] = {}
    for reading in readings:
        act = reading.act
        for provision in act.provisions:
            if provision.in_force and provision.text:
                texts[act.act_id, provision.eid] = Pin(act.at(provision.eid), provision.text)
        for reference in reading.references:
            if reference.status == "resolved" and reference.target and reference.target.eid and not reference.editorial:
                target = (reference.target.act, reference.target.eid)
                points.setdefault((act.act_id, reference.source), set()).add(target)
    found = []
    for source in sorted(points):
        for target in sorted(points[source]):
            back = points.get(target, set())
            if source < target and source in back and _both_delegate(texts.get(source), texts.get(target)):
                found.append(make("circular-delegation", "likely", (texts[source], texts[target]), 1.0))
    return found


def _both_delegate(one: Pin | None, two: Pin | None) -> bool:
    return all(
        pin is not None and bool(_DELEGATES.search(pin.text)) and len(pin.text.split()) < _LONG for pin in (one, two)
    )
