"""What changed in the world since the acts were stored, and what of the work rests on it.

A finding, a verdict and a row of the map name the provisions they rest on. They are stale when one of those has other
words in the newest text at hand, is excluded or gone, or when its act is repealed (by the page or by the register).
Nothing is decided and nothing is written here: people look at what is listed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lawkit.errors import BadAddress, LawkitError
from lawkit.model import Act, Address, Language, Pin, Provision

if TYPE_CHECKING:
    from lawkit.register import Register
    from lawkit.store import ActInfo, Store

ChangeKind = Literal["changed", "repealed", "missing", "unreadable"]
UnitKind = Literal["reworded", "excluded", "removed", "added", "restored"]
StaleKind = Literal["finding", "verdict", "map"]
Key = tuple[str, Language]


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision that differs between the stored and the newest text."""

    address: Address
    kind: UnitKind
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A stored act that is not what it was."""

    address: Address  # as stored
    kind: ChangeKind
    title: str
    found: Address | None = None  # the newest expression
    source: str = ""
    units: tuple[Unit, ...] = ()
    successor: str = ""
    since: dt.date | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Stale:
    """Something that rests on a provision that changed."""

    kind: StaleKind
    id: str
    code: str  # the finding's code, the checklist's item, the disposition
    address: Address
    reason: str  # a UnitKind, or «repealed»
    decided_by: str = "lawkit"


@dataclass(frozen=True, slots=True)
class Watched:
    """One look at the world."""

    changes: tuple[Change, ...] = ()
    stale: tuple[Stale, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.stale)


@dataclass(slots=True)
class _World:
    """The newest expressions, and those that are stored."""

    store: Store
    newest: dict[Key, Act] = field(default_factory=dict)  # found in files and newer than the stored one
    repealed: set[str] = field(default_factory=set)
    _kept: dict[str, Mapping[str, Provision]] = field(default_factory=dict)
    _current: dict[Key, ActInfo] = field(default_factory=dict)

    def now(self, key: Key) -> Mapping[str, Provision] | None:
        """The provisions of the newest expression; None when the act is not stored."""
        if key in self.newest:
            return _provisions(self.newest[key])
        return self._stored(self._current[key].address) if key in self._current else None

    def then(self, address: Address) -> Mapping[str, Provision] | None:
        """The provisions of the stored expression that an address means."""
        return self._stored(address)

    def _stored(self, address: Address) -> Mapping[str, Provision] | None:
        name = str(Address(address.act, address.edition, address.language))
        if name not in self._kept:
            try:
                self._kept[name] = _provisions(self.store.act(name))
            except BadAddress:
                return None
        return self._kept[name]


def watch(store: Store, paths: Sequence[Path], register: Register, today: dt.date) -> Watched:
    """Look at the files below the paths, or at those that the stored acts came from when there are none.

    A text is newer when its state is (the rule of `store.editions`), or when it stands in the very file that the stored
    one was read from. Raises SourceNotFound for a path that names nothing, StoreError.
    """
    infos = store.infos()
    world = _World(store, _current={(i.act_id, i.language): i for i in infos})
    changes: list[Change] = list(_missing(infos)) if not paths else []
    found, unreadable = _found(store, infos, paths)
    changes += unreadable
    for info in infos:
        key = (info.act_id, info.language)
        act = found.get(key)
        stored = world.then(info.address)
        if act is None or stored is None:
            continue
        units = tuple(_units(stored, _provisions(act), info.address, act.address))
        if units or act.edition != info.edition:
            world.newest[key] = act
            changes.append(
                Change(info.address, "changed", info.title, act.address, act.source, units, since=act.edition)
            )
    changes += _repealed(infos, found, register, today, world)
    stale = [*_findings(store, world), *_verdicts(store, world), *_rows(store, world)]
    return Watched(tuple(changes), tuple(stale))


def _missing(infos: Iterable[ActInfo]) -> Iterator[Change]:
    for info in infos:
        if info.source and not Path(info.source).exists():
            detail = f"{info.source} is no longer there"
            yield Change(info.address, "missing", info.title, source=info.source, detail=detail)


def _found(store: Store, infos: Sequence[ActInfo], paths: Sequence[Path]) -> tuple[dict[Key, Act], list[Change]]:
    """The newest text of each stored act that the files hold, where it is not the stored one."""
    from lawkit.sources import find_sources, read_document
    from lawkit.sources.files import complete
    from lawkit.store.editions import rank, state_of
    from lawkit.structure import split

    current = {(i.act_id, i.language): i for i in infos}
    sources = find_sources(paths) if paths else [Path(i.source) for i in infos if i.source and Path(i.source).exists()]
    known = {(i.act_id, i.language, i.sha256, i.edition) for i in store.infos(current=False)}
    best: dict[Key, Act] = {}
    problems: list[Change] = []
    for path in dict.fromkeys(sources):
        try:
            document = read_document(path)[0]
            key = (document.act_id, document.language or "rus")
            info = current.get(key)
            if info is None or (*key, document.sha256, document.edition) in known:
                continue
            act = complete(split(document))
        except LawkitError as problem:
            problems += [
                Change(i.address, "unreadable", i.title, source=i.source, detail=str(problem))
                for i in infos if i.source == str(path)
            ]  # fmt: skip
            continue
        order = rank(_iso(state_of(act)), _iso(act.edition), act.source, len(act.provisions), act.sha256)
        held = rank(_iso(info.as_of), _iso(info.edition), info.source, info.provisions, info.sha256)
        other = best.get(key)
        if other is not None:
            held = rank(_iso(state_of(other)), _iso(other.edition), other.source, len(other.provisions), other.sha256)
        if order[0] > held[0] or (other is None and _same(path, info.source)) or (order > held and order[0] == held[0]):
            best[key] = act
    return best, problems


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _same(path: Path, source: str) -> bool:
    return path.absolute() == Path(source).absolute()


def _repealed(
    infos: Iterable[ActInfo], found: Mapping[Key, Act], register: Register, today: dt.date, world: _World
) -> Iterator[Change]:
    """Acts that are repealed and stored as if they were not."""
    for info in infos:
        known, act = register.by_id(info.act_id), found.get((info.act_id, info.language))
        by_register = known is not None and known.status == "repealed" and (known.until is None or known.until <= today)
        by_page = act is not None and act.status == "repealed"
        if info.status == "repealed" or not (by_register or by_page):
            continue
        world.repealed.add(info.act_id)
        successor = register.successor(info.act_id)
        yield Change(
            info.address, "repealed", info.title, act.address if act else None, info.source,
            successor=successor.id if successor else "", since=known.until if known else None,
            detail="by the page" if by_page else "by the register",
        )  # fmt: skip


def _provisions(act: Act) -> dict[str, Provision]:
    return {p.eid: p for p in act.provisions}


def _words(p: Provision) -> str:
    return " ".join(f"{p.heading} {p.text}".split())


def _units(
    before: Mapping[str, Provision], after: Mapping[str, Provision], old_act: Address, new_act: Address
) -> Iterator[Unit]:
    """The provisions that differ, in the order of the newer text; then those that are gone."""
    for eid, p in after.items():
        old = before.get(eid)
        kind = _differs(old, p) if old else "added" if _words(p) else ""
        if kind:
            yield Unit(replace(new_act, eid=eid), kind, _words(old) if old else "", _words(p))
    for eid, p in before.items():
        if eid not in after and _words(p):
            yield Unit(replace(old_act, eid=eid), "removed", _words(p))


def _differs(old: Provision, new: Provision) -> UnitKind | Literal[""]:
    if old.in_force and not new.in_force:
        return "excluded"
    if new.in_force and not old.in_force:
        return "restored"
    return "reworded" if _words(old) != _words(new) else ""


def _reason(world: _World, address: Address, *, below: bool) -> str:
    """Why what rests on a provision is stale; empty when it is not."""
    language = address.language or "rus"
    if address.act in world.repealed:
        return "repealed"
    then, now = world.then(address), world.now((address.act, language))
    if then is None or now is None or then is now or not address.eid:
        return ""
    old, new = then.get(address.eid), now.get(address.eid)
    if old is None:
        return ""
    if new is None:
        return "removed"
    if reason := _differs(old, new):
        return reason
    if below and _below(then, address.eid) != _below(now, address.eid):
        return "reworded"
    return ""


def _below(provisions: Mapping[str, Provision], eid: str) -> list[str]:
    """The words of everything in a provision."""
    return [_words(p) for name, p in provisions.items() if name.startswith(f"{eid}__") and p.in_force]


def _first(world: _World, pins: Iterable[Pin]) -> tuple[Address, str] | None:
    for pin in pins:
        if reason := _reason(world, pin.address, below=True):
            return pin.address, reason
    return None


def _findings(store: Store, world: _World) -> Iterator[Stale]:
    for finding in store.findings():
        if hit := _first(world, finding.pins):
            yield Stale("finding", finding.id, finding.code, *hit)


def _verdicts(store: Store, world: _World) -> Iterator[Stale]:
    for verdict in store.verdicts():
        if hit := _first(world, verdict.pins):
            yield Stale("verdict", f"{verdict.checklist}/{verdict.item}", verdict.value, *hit, verdict.decided_by)


def _rows(store: Store, world: _World) -> Iterator[Stale]:
    """Rows of the map whose own words changed; what is below has rows of its own."""
    for row in store.map():
        if row.source and (reason := _reason(world, row.source, below=False)):
            yield Stale("map", str(row.source), row.disposition, row.source, reason, row.decided_by)
