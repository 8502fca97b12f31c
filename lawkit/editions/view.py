"""The store as of a day: a database of its own beside the store, in which every verb finds the editions in force then.

Analyses know current expressions only; so the view holds, of every act and language, the newest text not later than
the day, and nothing else. It is made anew when the store, the day's rules or the code change, and kept otherwise with
all that was found in it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lawkit.editions.in_force import act_on
from lawkit.editions.stored import in_force_on
from lawkit.errors import StoreError

if TYPE_CHECKING:
    from lawkit.store import ActInfo, Store

STAGE = "as-of"


@dataclass(frozen=True, slots=True)
class View:
    """Where the view is, and in words what a reader of its results should know."""

    path: Path
    notes: tuple[str, ...] = ()


def view_of(db: Path, day: dt.date, code: str = "") -> View:
    """The view of a store on a day, made where there is none; `code` is the version of the code that reads acts.

    Raises StoreError when the store is missing, when no act was in force, or when the folder cannot be written.
    """
    from lawkit.store import Store

    folder = db.with_name(f"{db.name}.as-of")
    path = folder / f"{day.isoformat()}.db"
    with Store.open(db, readonly=True) as store:
        content = _digest(store, day, code)
        kept = _kept(path, content)
        if kept is not None:
            return View(path, kept)
        chosen, left = _choose(store, day)
        if not chosen:
            raise StoreError(f"{db} holds no edition in force on {day}", "; ".join(left[:3]) or "see lawkit acts --all")
        try:
            folder.mkdir(exist_ok=True)
            return View(path, _make(store, chosen, left, path, day, content))
        except OSError as problem:
            raise StoreError(
                f"{folder} cannot be written: {problem.strerror}", "copy the database to a folder you may write to"
            ) from problem


def _digest(store: Store, day: dt.date, code: str) -> str:
    rows = [(str(i.address), i.sha256, i.version, i.source) for i in store.infos(current=False)]
    decisions = [(kind, sorted(store.decisions(kind).items())) for kind in ("gaps", "map")]
    text = repr((sorted(rows), decisions, day.isoformat(), code))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _kept(path: Path, content: str) -> tuple[str, ...] | None:
    """What the view that is there says, when it is of this content."""
    from lawkit.store import Store

    if not path.exists():
        return None
    try:
        with Store.open(path, readonly=True) as store:
            return tuple(store.result(STAGE, "")) if store.done(STAGE, "", content) else None
    except StoreError:
        return None


def _choose(store: Store, day: dt.date) -> tuple[list[ActInfo], list[str]]:
    """The expressions in force, and a word on every act without one."""
    groups: dict[tuple[str, str], list[ActInfo]] = defaultdict(list)
    for info in store.infos(current=False):
        groups[info.act_id, info.language].append(info)
    chosen, left = [], []
    for (act_id, language), infos in groups.items():
        found = in_force_on(infos, day)
        if found is None:
            oldest = min(i.as_of for i in infos if i.as_of)
            left.append(f"{act_id}/{language}: the oldest edition stored is of {oldest}")
        else:
            chosen.append(found)
    return chosen, left


def _make(
    store: Store, chosen: Sequence[ActInfo], left: list[str], path: Path, day: dt.date, content: str
) -> tuple[str, ...]:
    """Write the view beside its place and put it there."""
    from lawkit.store import Store as Made
    from lawkit.store import facts

    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    _remove(draft)
    try:
        with Made.open(draft, create=True) as made, made.transaction():
            notes: list[str] = []
            by_version: dict[str, list[ActInfo]] = defaultdict(list)
            for info in chosen:
                by_version[info.version].append(info)
            for version, infos in by_version.items():
                days = [act_on(facts.load_act(store.connection, info.row), day) for info in infos]
                notes += [note for one in days for note in _words(one.act.act_id, one.outdated, one.undetermined)]
                begun = [one.act for one in days if one.act.status != "not_yet_in_force"]
                left += [f"{one.act.address}: not yet in force" for one in days if one.act not in begun]
                made.put_acts(begun, version=version, index=False)
            made.refresh()
            for kind in ("gaps", "map"):
                for key, value in store.decisions(kind).items():
                    made.put_decision(kind, key, value)
            told = (*left, *notes)
            made.finish(STAGE, "", content, list(told))
        _remove(path)
        draft.replace(path)
    finally:
        _remove(draft)
    return told


def _words(act_id: str, outdated: Sequence[str], undetermined: Sequence[str]) -> Iterator[str]:
    """What may be behind the day in an act's text."""
    if outdated:
        yield f"{act_id}: the text may be behind in {len(outdated)} places, announced changes had taken effect"
    if undetermined:
        yield f"{act_id}: {len(undetermined)} announced changes, their day is undetermined"


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
