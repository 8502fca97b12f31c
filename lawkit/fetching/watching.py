"""What changed in the world since the acts were stored, and what of the work rests on it.

A finding, a verdict and a row of the map name the provisions they rest on. They are stale when one of those has other
words in the newest text at hand, is excluded, split, merged or to be found under another number, or when its act is
repealed (by the page or by the register). Other quotation marks or dashes make nothing stale but people's decisions,
which are kept with a hash of the text they saw. What became of each provision is told by `lawkit.editions`. Nothing is
decided and nothing is written here: people look at what is listed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lawkit.errors import BadAddress, LawkitError
from lawkit.model import Act, Address, Language, Pin

if TYPE_CHECKING:
    from lawkit.editions.change import Change as EditionChange
    from lawkit.register import Register
    from lawkit.store import ActInfo, Store

ChangeKind = Literal["changed", "repealed", "missing", "unreadable"]
UnitKind = Literal["reworded", "excluded", "added", "split", "merged", "renumbered", "moved", "respelled"]
StaleKind = Literal["finding", "verdict", "map"]
Key = tuple[str, Language]
_SAME_WORDS = frozenset({"renumbered", "moved", "respelled"})


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
class _Fates:
    """What became of the provisions of one expression in a newer one, by their old ids."""

    own: dict[str, UnitKind] = field(default_factory=dict)
    within: set[str] = field(default_factory=set)  # something below has other words, is gone or is new


@dataclass(slots=True)
class _World:
    """The newest expressions, and those that are stored."""

    store: Store
    current: Mapping[Key, ActInfo]
    newest: dict[Key, Act] = field(default_factory=dict)  # found in files and newer than the stored one
    repealed: set[str] = field(default_factory=set)
    _fates: dict[str, _Fates] = field(default_factory=dict)

    def fates(self, address: Address) -> _Fates:
        """What became of the expression that an address means; nothing for the newest one and for unknown ones."""
        key: Key = (address.act, address.language or "rus")
        name = str(Address(address.act, address.edition, key[1]))
        if name not in self._fates:
            self._fates[name] = self._compared(name, key)
        return self._fates[name]

    def _compared(self, name: str, key: Key) -> _Fates:
        try:
            info = self.store.find(name)
        except BadAddress:
            return _Fates()
        held = self.current.get(key)
        now = self.newest.get(key)
        if now is None and held is not None and held.row != info.row:
            now = self.store.act(held.address)
        return _fates(self.store.act(info.address), now) if now is not None else _Fates()


def watch(
    store: Store, paths: Sequence[Path], register: Register, today: dt.date, *, cache: Path | None = None
) -> Watched:
    """Look at the files below the paths; where none are given, at those that the stored acts came from and at the cache.

    A text is newer when its state is (the rule of `store.editions`), or when it stands in the very file that the stored
    one was read from. Raises SourceNotFound for a path that names nothing, StoreError.
    """
    infos = store.infos()
    world = _World(store, {(i.act_id, i.language): i for i in infos})
    changes: list[Change] = list(_missing(infos)) if not paths else []
    found, unreadable = _found(store, infos, paths, cache)
    changes += unreadable
    for info in infos:
        key = (info.act_id, info.language)
        act = found.get(key)
        if act is None:
            continue
        units = tuple(_units(store.act(info.address), act))
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


def _found(
    store: Store, infos: Sequence[ActInfo], paths: Sequence[Path], cache: Path | None
) -> tuple[dict[Key, Act], list[Change]]:
    """The newest text of each stored act that the files hold, where it is not the stored one."""
    from lawkit.sources import read_document
    from lawkit.sources.files import complete
    from lawkit.store.editions import rank, state_of
    from lawkit.structure import split

    current = {(i.act_id, i.language): i for i in infos}
    sources = _sources(infos, paths, cache)
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
        if key in best:
            other = best[key]
            newer = order > rank(
                _iso(state_of(other)), _iso(other.edition), other.source, len(other.provisions), other.sha256
            )
        else:  # of one state, from no worse a source: which of the two is newer is not known, that they differ is
            newer = order[:3] >= held[:3] or _same(path, info.source)
        if newer:
            best[key] = act
    return best, problems


def _sources(infos: Sequence[ActInfo], paths: Sequence[Path], cache: Path | None) -> list[Path]:
    """The files to look at."""
    from lawkit.sources import find_sources

    if paths:
        return find_sources(paths)
    sources = [Path(i.source) for i in infos if i.source and Path(i.source).exists()]
    return [*sources, *find_sources([cache])] if cache is not None and _holds_acts(cache) else sources


def _holds_acts(cache: Path) -> bool:
    """Whether a folder is a cache with anything in it."""
    from lawkit.fetching.cache import MARK

    return (cache / MARK).is_file() and any(p.name != "manifest.json" for p in (cache / "acts").glob("*/*"))


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


def _units(old: Act, new: Act) -> Iterator[Unit]:
    """The provisions that differ, in the order of the newer text."""
    from lawkit.editions import diff_acts

    for change in diff_acts(old, new):
        kind = _kind(change)
        if kind:
            address = new.at(change.new[0].eid) if change.new else old.at(change.old[0].eid)
            yield Unit(address, kind, " ".join(change.before.split()), " ".join(change.after.split()))


def _kind(change: EditionChange) -> UnitKind | Literal[""]:
    """The one word for a change; empty where nothing differs."""
    if change.kind in ("reworded", "split", "merged", "added", "excluded"):
        gone = change.kind == "excluded" and not any(p.in_force for p in change.old)
        return "" if gone else change.kind
    if change.minor:
        return "respelled"
    if change.moved:
        return "moved"
    return "renumbered" if change.renumbered or change.readdressed else ""


def _fates(old: Act, new: Act) -> _Fates:
    """What became of every provision of an expression."""
    from lawkit.editions import diff_acts

    fates = _Fates()
    above = {p.eid: p.parent for p in old.provisions}
    above_new = {p.eid: p.parent for p in new.provisions}
    changes = diff_acts(old, new)
    back = {p.eid: change.old[0].eid for change in changes if change.old for p in change.new}
    for change in changes:
        kind = _kind(change)
        if not kind:
            continue
        for p in change.old:
            fates.own[p.eid] = kind
            if kind not in _SAME_WORDS:
                fates.within.update(_chain(p.parent, above))
        if not change.old:
            fates.within.update(back[eid] for p in change.new for eid in _chain(p.parent, above_new) if eid in back)
    return fates


def _chain(eid: str, above: Mapping[str, str]) -> Iterator[str]:
    """A provision and everything above it."""
    while eid:
        yield eid
        eid = above.get(eid, "")


def _reason(world: _World, address: Address, decided_by: str, *, below: bool) -> str:
    """Why what rests on a provision is stale; empty when it is not."""
    if address.act in world.repealed:
        return "repealed"
    if not address.eid:
        return ""
    fates = world.fates(address)
    own = fates.own.get(address.eid, "")
    if own and (own != "respelled" or decided_by != "lawkit"):
        return own
    return "reworded" if below and address.eid in fates.within else ""


def _first(world: _World, pins: Iterable[Pin], decided_by: str = "lawkit") -> tuple[Address, str] | None:
    for pin in pins:
        if reason := _reason(world, pin.address, decided_by, below=True):
            return pin.address, reason
    return None


def _findings(store: Store, world: _World) -> Iterator[Stale]:
    for finding in store.findings():
        if hit := _first(world, finding.pins):
            yield Stale("finding", finding.id, finding.code, *hit)


def _verdicts(store: Store, world: _World) -> Iterator[Stale]:
    for verdict in store.verdicts():
        if hit := _first(world, verdict.pins, verdict.decided_by):
            yield Stale("verdict", f"{verdict.checklist}/{verdict.item}", verdict.value, *hit, verdict.decided_by)


def _rows(store: Store, world: _World) -> Iterator[Stale]:
    """Rows of the map whose own words changed; what is below has rows of its own."""
    for row in store.map():
        if row.source and (reason := _reason(world, row.source, row.decided_by, below=False)):
            yield Stale("map", str(row.source), row.disposition, row.source, reason, row.decided_by)
