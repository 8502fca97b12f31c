"""The evidence for checklists, kept in the database from run to run: an act added is the only one looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lawkit.commands.pipeline import code_version

if TYPE_CHECKING:
    from lawkit.gaps import Checklist
    from lawkit.gaps.evidence import Evidence
    from lawkit.store import Store

_STAGE = "evidence"


class _Used(dict[str, "Evidence"]):
    """Remembers what was asked for, so that evidence of acts that are gone is not kept for ever."""

    def __init__(self, known: dict[str, Evidence]) -> None:
        super().__init__(known)
        self.used: dict[str, Evidence] = {}

    def __getitem__(self, key: str) -> Evidence:
        found = super().__getitem__(key)
        self.used[key] = found
        return found


@contextmanager
def kept_evidence(store: Store, checklist: Checklist) -> Iterator[dict[str, Evidence]]:
    """The evidence kept for a checklist, as a cache for `find_gaps`; what was used of it is kept again at the end.

    Evidence by another version of the rules or of the code is not handed out. Nothing is written to a read-only
    database, or when the block fails.
    """
    from lawkit.gaps.kept import dump_evidence, load_evidence

    version = f"{code_version('gaps')}|{checklist.digest}"
    known: dict[str, Evidence] = {}
    if store.done(_STAGE, checklist.id, version):
        known = {key: load_evidence(plain) for key, plain in store.result(_STAGE, checklist.id).items()}
    cache = _Used(known)
    yield cache
    if not store.readonly and cache.used.keys() != known.keys():
        plain = {key: dump_evidence(cache.used[key]) for key in sorted(cache.used)}
        store.finish(_STAGE, checklist.id, version, plain)
