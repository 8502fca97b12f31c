"""Amendment notes as a row of events: which act did what to which provision, and when it takes effect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lawkit.editions.commencement import Commencement, of_amendment, rules
from lawkit.model import Act, Language, Note

Action = Literal["reworded", "changed", "added", "excluded", "repealed", "undetermined"]
_SKIPPED = frozenset({"editorial"})


@dataclass(frozen=True, slots=True)
class Event:
    """One amending act's effect on one provision (empty `eid`: the act), as a note tells it."""

    eid: str
    action: Action
    act_number: str
    act: str | None  # adilet id, where known
    adopted: dt.date | None
    commencement: Commencement
    planned: bool  # the text does not show it yet
    note: str

    @property
    def date(self) -> dt.date | None:
        """The day it takes effect, or the earliest it can: what events are ordered by."""
        return self.commencement.date or self.commencement.earliest or self.adopted

    @property
    def key(self) -> tuple[str, str, str]:
        """What the same event is known by in another edition."""
        return (self.eid, self.act_number, self.adopted.isoformat() if self.adopted else "")


def timeline(act: Act) -> list[Event]:
    """The events of all notes, by date, then in document order; those without any date stand first."""
    order = {p.eid: p.order for p in act.provisions}
    events = [event for note in act.notes if note.kind not in _SKIPPED for event in _events(note, act.language)]
    return sorted(events, key=lambda e: (e.date or dt.date.min, order.get(e.eid, -1), e.act_number))


def _events(note: Note, language: Language) -> Iterable[Event]:
    at = 0
    for amendment in note.amendments:
        place = _place(note.text, amendment.act_number, amendment.date, at)
        yield Event(
            note.eid, _action(note, place, language), amendment.act_number, amendment.act, amendment.date,
            of_amendment(amendment, language), note.kind == "future", note.text,
        )  # fmt: skip
        at = place + 1


def _place(text: str, number: str, date: dt.date | None, at: int) -> int:
    """Where an amending act stands in a note, from a place on; that place where it is written in another way."""
    forms = [f"{date:%d.%m.%Y}", f"{date:%Y.%m.%d}"] if date else []
    found = [p for form in (*forms, number) if form and (p := text.find(form, at)) >= 0]
    return min(found, default=at)


def _action(note: Note, place: int, language: Language) -> Action:
    """What the words before the amending act say; the last of them, brackets left out."""
    before = _outside_brackets(note.text[:place])
    if language == "kaz":
        before = before.replace("i", "і")
    last: tuple[int, Action] = (-1, "undetermined")
    for name, pattern in rules(language).actions.items():
        for match in pattern.finditer(before):
            last = max(last, (match.start(), name))  # type: ignore[assignment]
    if last[0] < 0 and note.kind in ("exclusion", "repeal"):
        return "excluded" if note.kind == "exclusion" else "repealed"
    return last[1]


def _outside_brackets(text: str) -> str:
    out, depth = [], 0
    for letter in text:
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth = max(0, depth - 1)
        elif not depth:
            out.append(letter)
    return "".join(out)
