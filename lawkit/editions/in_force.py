"""An act as it stood on a day: what had come into force by then, what had not, what was still to change."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lawkit.editions.commencement import commencement, of_act, rules
from lawkit.editions.events import timeline
from lawkit.model import Act, Provision, Reading, Status

_DATE = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class OnDay:
    """The act with the states of its provisions on the day, and the provisions whose text may be behind it."""

    act: Act
    outdated: tuple[str, ...] = ()  # eids with an announced change that had taken effect
    undetermined: tuple[str, ...] = ()  # eids with an announced change whose day does not follow from the words


def act_on(act: Act, day: dt.date) -> OnDay:
    """The edition that was in force, read for a day: texts stay as they are, states follow the dates in the notes.

    A provision «вводится в действие с …» is in force from that day on, a suspended one when the suspension has ended,
    an exception in the closing provisions from its own day. The act itself is `not_yet_in_force` before the day that
    its closing provisions name.
    """
    states = _states(act, day)
    provisions = tuple(replace(p, status=states[p.eid]) if p.eid in states else p for p in act.provisions)
    begun = of_act(act).begun(day)
    late = act.adopted is not None and act.adopted > day
    status = "not_yet_in_force" if begun is False or late else act.status
    outdated: dict[str, None] = {}
    unclear: dict[str, None] = {}
    for event in timeline(act):
        if event.planned and event.commencement.begun(day) is not False:
            (outdated if event.commencement.date else unclear)[event.eid] = None
    made = act if provisions == act.provisions and status == act.status else replace(
        act, provisions=provisions, status=status)  # fmt: skip
    return OnDay(made, tuple(outdated), tuple(unclear))


def only_in_force(reading: Reading) -> Reading:
    """A reading without what was read in provisions that are not in force, and in what stands under them."""
    gone: set[str] = set()
    for p in reading.act.provisions:
        if p.status in ("not_yet_in_force", "suspended") or p.parent in gone:
            gone.add(p.eid)
    if not gone:
        return reading
    return replace(
        reading,
        references=tuple(r for r in reading.references if r.source not in gone),
        definitions=tuple(d for d in reading.definitions if d.source not in gone),
        norms=tuple(n for n in reading.norms if n.source not in gone),
    )


def _states(act: Act, day: dt.date) -> dict[str, Status]:
    """States that differ on the day from those that the edition was stored with."""
    waiting = {p.eid: p for p in act.provisions if p.status in ("not_yet_in_force", "suspended")}
    states: dict[str, Status] = {}
    for note in act.notes:
        p = waiting.get(note.eid)
        if p is not None and note.kind == "editorial" and _past(note.text, day):
            states[p.eid] = "in_force"
    for eid in _excepted(act, day):
        for p in act.provisions:
            if (p.eid == eid or p.eid.startswith(f"{eid}__")) and p.status == "in_force":
                states[p.eid] = "not_yet_in_force"
    return states


def _past(text: str, day: dt.date) -> bool:
    """Whether the first date of a note is not after a day."""
    match = _DATE.search(text)
    if match is None:
        return False
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1])) <= day
    except ValueError:
        return False


def _excepted(act: Act, day: dt.date) -> Iterator[str]:
    """Provisions that the closing ones bring into force later than the day: «за исключением статьи 5, которая …»."""
    found = rules(act.language)
    if found.exceptions is None:
        return
    for p in act.provisions:
        if not found.whole_act.match(p.text):
            continue
        for match in found.exceptions.finditer(p.text):
            if commencement(match["when"], act.language, act.adopted).begun(day) is False:
                yield from _named(act, p, p.text[match.start("units") : match.end("units")])


def _named(act: Act, closing: Provision, words: str) -> Iterator[str]:
    """The provisions that some words of a closing provision refer to."""
    from lawkit.reading import find_references
    from lawkit.register import Register

    start = act.body.find(words, closing.span.start)
    for reference in find_references(act, Register.load(), {}) if start >= 0 else ():
        inside = reference.source == closing.eid and start <= reference.span.start < start + len(words)
        if inside and reference.target is not None and reference.target.act == act.act_id and reference.target.eid:
            yield reference.target.eid
