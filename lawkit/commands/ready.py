"""A store in which everything that a verb lists is up to date."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from lawkit.commands import stages as work
from lawkit.commands.output import say
from lawkit.commands.progress import shown
from lawkit.errors import StoreError
from lawkit.model import Reading
from lawkit.store import Store


@contextlib.contextmanager
def ready(db: Path, stages: Sequence[str], *, act: str | None = None) -> Iterator[Store]:
    """Open the database and do those of the named stages that are out of date.

    A database that cannot be written is opened as it is; what it holds is listed. Raises StoreError, and BadAddress
    when `act`, by which a list is filtered, is not stored.
    """
    with contextlib.ExitStack() as stack:
        try:
            store = stack.enter_context(Store.open(db))
        except StoreError as problem:
            if "read-only" not in problem.problem:
                raise
            store = stack.enter_context(Store.open(db, readonly=True))
        if act is not None:
            store.find(act)
        if store.readonly:
            yield store
            return
        if not store.infos():
            raise StoreError(f"{db} holds no acts", "read some first: lawkit ingest PATH")
        store.settle()
        say_editions(store)
        with shown() as progress:
            for stage in stages:
                work.STAGES[stage](store, progress)
        yield store


def say_editions(store: Store) -> None:
    """Which edition is analysed, where several are stored."""
    several: dict[tuple[str, str], set[object]] = {}
    for info in store.infos(current=False):
        several.setdefault((info.act_id, info.language), set()).add(info.as_of)
    acts = [info for info in store.infos() if len(several[info.act_id, info.language]) > 1]
    for info in acts[:3]:
        count = len(several[info.act_id, info.language])
        say(f"{info.address}: this edition of {count} stored; --as-of DATE for another")
    if len(acts) > 3:
        say(f"and {len(acts) - 3} acts more with several editions: the newest in force, see lawkit acts --all")


def chosen(store: Store, act: str | None, language: str | None) -> Iterator[Reading]:
    """The readings of the current acts that a list is filtered to; as of a day only what was in force then."""
    from lawkit.editions.in_force import only_in_force
    from lawkit.editions.view import STAGE

    of_a_day = store.result(STAGE, "") is not None
    for info in store.infos():
        if act in (None, info.act_id) and language in (None, info.language):
            reading = store.reading(info.address)
            yield only_in_force(reading) if of_a_day else reading
