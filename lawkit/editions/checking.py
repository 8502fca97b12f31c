"""Amendment notes set against what two editions show: notes without a change, changes without a note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise

from lawkit.editions.change import Change
from lawkit.editions.diff import diff_acts
from lawkit.editions.events import Event, timeline
from lawkit.editions.phrases import catalogue, day, named, phrase
from lawkit.model import LANGUAGES, Act, Finding, Language, Pin, Tier
from lawkit.overlaps.findings import finding_id
from lawkit.store.editions import state_of

_SHOWN = frozenset({"reworded", "added", "excluded", "moved", "split", "merged", "renumbered"})
_NAMED = 2  # possible grounds named
_ASKED = _SHOWN - {"renumbered"}  # a number shifts when another provision comes: no note is written for it


def new_events(old: Act, new: Act, changes: Iterable[Change]) -> list[Event]:
    """What the notes of the newer edition tell and those of the older do not, applied changes only."""
    moved = {o.eid: n.eid for c in changes for o, n in zip(c.old, c.new, strict=False)}
    told = {(moved.get(e.eid, e.eid), *e.key[1:]) for e in timeline(old) if not e.planned}
    return [e for e in timeline(new) if not e.planned and e.key not in told]


def grounds(old: Act, new: Act, ui: Language) -> dict[str, str]:
    """For provisions with a new note: which act made the change, in words; the last where several did."""
    told = {e.key for e in timeline(old) if not e.planned}
    found: dict[str, list[str]] = {}
    for e in timeline(new):
        if not e.planned and e.eid and e.key not in told:
            date = day(e.adopted, ui) if e.adopted else "…"
            words = phrase("amending", ui, date=date, number=e.act_number)
            if words not in found.setdefault(e.eid, []):
                found[e.eid].append(words)
    return {eid: _ground(words, ui) for eid, words in found.items()}


def _ground(words: Sequence[str], ui: Language) -> str:
    """One act is the ground; of several the last ones are possible grounds."""
    if len(words) == 1:
        return phrase("ground", ui, act=words[0])
    more = len(words) - _NAMED
    told = ", ".join(words[-_NAMED:])
    return phrase("grounds", ui, act=told) + (phrase("more", ui, count=more) if more > 0 else "")


def check_editions(editions: Sequence[Act]) -> list[Finding]:
    """Findings over all neighbours of one act's editions, in the order of the editions.

    `note-without-change`: a new note tells of a change that the texts do not show; `change-without-note`: the texts
    differ and no new note says why (only where the newer edition has notes at all); `planned-overdue`: a note
    announces a change whose day has come in the edition that carries it. Where commencement does not follow from the
    words, the finding is `possible` and its evidence says `undetermined`.
    """
    ordered = sorted(editions, key=lambda act: state_of(act) or dt.date.min)
    findings: list[Finding] = []
    for old, new in pairwise(ordered):
        changes = diff_acts(old, new)
        fresh = new_events(old, new, changes)
        findings += _notes_without_change(old, new, changes, fresh)
        findings += _changes_without_note(old, new, changes, fresh)
    for act in ordered:
        findings += _overdue(act)
    return list({finding.id: finding for finding in findings}.values())


def _notes_without_change(
    old: Act, new: Act, changes: Sequence[Change], events: Sequence[Event]
) -> Iterable[Finding]:  # fmt: skip
    state = state_of(new)
    touched = [p.eid for c in changes if _SHOWN.intersection(c.kinds) for p in (*c.new, *c.old)]
    under = _groupings(new)
    for event in events:
        if any(_covers(event.eid, eid, under) for eid in touched):
            continue
        begun = event.commencement.begun(state) if state else None
        if begun is False:
            continue
        before = event.commencement.begun(state_of(old) or dt.date.min)
        sure = bool(begun) and before is False
        yield _finding("note-without-change", new, event.eid, event.note, "likely" if sure else "possible", event,
                       old, "stated" if sure else "undetermined")  # fmt: skip


def _changes_without_note(
    old: Act, new: Act, changes: Sequence[Change], events: Sequence[Event]
) -> Iterable[Finding]:  # fmt: skip
    if not any(note.kind != "editorial" for note in new.notes):
        return
    under = _groupings(new)
    seen: set[str] = set()
    for change in changes:
        if not _ASKED.intersection(change.kinds):
            continue
        eids = [p.eid for p in (*change.new, *change.old)]
        if any(_covers(event.eid, eid, under) for event in events for eid in eids):
            continue
        unit = _unit(eids[0])
        if unit in seen:
            continue
        seen.add(unit)
        text = change.after or change.before
        act = new if change.new else old
        yield _finding("change-without-note", act, eids[0], text, "likely", None, old, change.kind)


def _overdue(act: Act) -> Iterable[Finding]:
    state = state_of(act)
    for event in timeline(act):
        if event.planned and state and event.commencement.date and event.commencement.date <= state:
            yield _finding("planned-overdue", act, event.eid, event.note, "likely", event, None, "stated")


def _covers(event: str, eid: str, under: dict[str, str]) -> bool:
    """Whether a note on one provision may speak of another: the same, above, below, or the act as a whole."""
    if not event or event == eid or eid.startswith(f"{event}__") or event.startswith(f"{eid}__"):
        return True
    above = under.get(_unit(eid), "")
    while above:
        if above == event:
            return True
        above = under.get(above, "")
    return False


def _groupings(act: Act) -> dict[str, str]:
    """What stands over each provision that does not carry it in its id."""
    return {p.eid: p.parent for p in act.provisions if p.parent and not p.eid.startswith(f"{p.parent}__")}


def _unit(eid: str) -> str:
    return eid.partition("__")[0]


def _finding(
    code: str, act: Act, eid: str, text: str, tier: Tier, event: Event | None, old: Act | None, status: str
) -> Finding:  # fmt: skip
    """A finding with its words in three languages."""
    address = act.at(eid)
    others = [old.address] if old is not None else []
    explanation = {}
    for ui in LANGUAGES:
        values = {
            "place": named(eid, ui), "act": event.act_number if event else "",
            "date": day(event.date, ui) if event and event.date else "…",
            "change": phrase(f"kind.{status}", ui) if f"kind.{status}" in catalogue() else "",
        }  # fmt: skip
        explanation[ui] = phrase(f"finding.{code}", ui, **values)
    evidence: dict[str, object] = {"status": status}
    if event is not None:
        evidence |= {
            "amending_act": event.act_number, "action": event.action, "commencement": event.commencement.words,
            "date": event.commencement.date.isoformat() if event.commencement.date else "",
        }  # fmt: skip
    if old is not None:
        evidence["editions"] = [str(old.address), str(act.address)]
    mark = f"{code}/{event.act_number}" if event else code
    return Finding(finding_id(mark, [address, *others]).replace(mark, code), code, tier, "none", (Pin(address, text),), 0.5,
                   explanation, evidence)  # fmt: skip
