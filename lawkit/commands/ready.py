"""A store in which everything that a verb lists is up to date."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from lawkit.commands import stages as work
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
        with shown() as progress:
            for stage in stages:
                work.STAGES[stage](store, progress)
        yield store


def chosen(store: Store, act: str | None, language: str | None) -> Iterator[Reading]:
    """The readings of the current acts that a list is filtered to."""
    for info in store.infos():
        if act in (None, info.act_id) and language in (None, info.language):
            yield store.reading(info.address)
