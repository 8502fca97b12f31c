"""The history of a provision: its editions in the store and what the notes tell, as one row of steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lawkit.editions.change import Change
from lawkit.editions.checking import check_editions
from lawkit.editions.diff import diff_acts
from lawkit.editions.events import Event, timeline
from lawkit.errors import BadAddress
from lawkit.model import Act, Address, Finding


@dataclass(frozen=True, slots=True)
class Step:
    """What happened between two stored editions.

    `old` is None for what the oldest edition tells of the time before it; `new` is None for what is announced and not
    yet in the text. `changes` are those of the provision and of what stands under it.
    """

    old: Address | None
    new: Address | None
    events: tuple[Event, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """Steps from the oldest to what is announced, and findings where notes and editions do not agree."""

    address: Address
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...] = ()


def history(editions: Sequence[Act], eid: str = "", at: int = -1) -> History:
    """The history of a provision (empty `eid`: of the act) over editions of one language, the oldest first.

    `at` is the position of the edition in which `eid` is its address; in the others it is followed by `diff_acts`.
    Raises BadAddress when that edition has no such provision.
    """
    at %= len(editions)
    if eid and all(p.eid != eid for p in editions[at].provisions):
        raise BadAddress(f"no provision {eid} in {editions[at].address}", f"see lawkit show {editions[at].act_id}")
    pairs = [diff_acts(old, new) for old, new in pairwise(editions)]
    names = _names(pairs, eid, at)
    told = [_told(act, name) for act, name in zip(editions, names, strict=True)]
    steps = [Step(None, editions[0].address, tuple(e for e in told[0].values() if not e.planned))]
    for k, (old, new) in enumerate(pairwise(editions)):
        fresh = tuple(e for key, e in told[k + 1].items() if not e.planned and not _known(told[k], key))
        changes = tuple(c for c in pairs[k] if c.differs and _concerns(c, names[k], names[k + 1]))
        steps.append(Step(old.address, new.address, fresh, changes))
    planned = tuple(e for e in told[-1].values() if e.planned)
    if planned:
        steps.append(Step(editions[-1].address, None, planned))
    kept = [s for s in steps if s.events or s.changes]
    return History(
        editions[at].at(eid) if eid else editions[at].address, tuple(kept), tuple(_findings(editions, names))
    )


_Key = tuple[str, str, str, str]


def _names(pairs: Sequence[Sequence[Change]], eid: str, at: int) -> list[str | None]:
    """The provision's id in every edition; None where it is not there."""
    names: list[str | None] = [None] * (len(pairs) + 1)
    names[at] = eid
    for k in range(at - 1, -1, -1):
        here = names[k + 1]
        names[k] = "" if here == "" else next(
            (c.old[0].eid for c in pairs[k] if c.old and any(p.eid == here for p in c.new)), None)  # fmt: skip
    for k in range(at, len(pairs)):
        here = names[k]
        names[k + 1] = "" if here == "" else next(
            (c.new[0].eid for c in pairs[k] if c.new and any(p.eid == here for p in c.old)), None)  # fmt: skip
    return names


def _told(act: Act, eid: str | None) -> dict[_Key, Event]:
    """Events that concern a provision: its own, of what stands under it, of the units that hold it."""
    if eid is None:
        return {}
    found: dict[_Key, Event] = {}
    for event in timeline(act):
        if eid and not (event.eid == eid or event.eid.startswith(f"{eid}__") or _holds(event.eid, eid)):
            continue
        place = event.eid.removeprefix(eid) if event.eid.startswith(eid) else "^"
        found[place, event.act_number, str(event.adopted), "planned" if event.planned else ""] = event
    return found


def _known(told: dict[_Key, Event], key: _Key) -> bool:
    return key in told


def _holds(above: str, eid: str) -> bool:
    """Whether a note of a larger unit speaks of this one too: it must be in the same article."""
    return bool(above) and eid.startswith(f"{above}__")


def _concerns(change: Change, old: str | None, new: str | None) -> bool:
    """Whether a change is of the provision or of what stands under it; all are where the act is asked for."""
    return any(
        name is not None and (not name or p.eid == name or p.eid.startswith(f"{name}__"))
        for name, side in ((old, change.old), (new, change.new))
        for p in side
    )


def _findings(editions: Sequence[Act], names: Sequence[str | None]) -> Iterator[Finding]:
    places = {(act.edition, name) for act, name in zip(editions, names, strict=True) if name is not None}
    for finding in check_editions(editions):
        where = finding.pins[0].address
        for edition, name in places:
            inside = not name or where.eid == name or where.eid.startswith(f"{name}__")
            if edition == where.edition and inside:
                yield finding
                break
