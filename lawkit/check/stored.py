"""The acts of a store, as `Against` asks for them: loaded one by one, overlaps looked up in an index that is kept.

The index lies in a folder beside the database (`lawkit.db.overlaps/rus`); it is made when a draft is first checked
against these acts, and made anew when they have changed. Where the folder cannot be written it is made in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lawkit.check.against import between
from lawkit.errors import StoreError
from lawkit.model import Act, Finding, Language, Reading

if TYPE_CHECKING:
    from lawkit.check.asked import StoredAnswers
    from lawkit.overlaps.index import OverlapIndex
    from lawkit.register import Register
    from lawkit.store import Store
    from lawkit.store.store import ActInfo


class Stored:
    """The current acts of a store in one language (in another where an act is not there in this one)."""

    def __init__(
        self, store: Store, language: Language, tell: Callable[[str], None] | None = None, *, keep: bool = True
    ) -> None:
        self._store = store
        self._language = language
        self._tell = tell or (lambda _: None)
        self._keep = keep
        self._acts = _Acts(store, language)

    def acts(self) -> Mapping[str, Act]:
        """The acts by id; each is loaded when it is asked for."""
        return self._acts

    def about(self, act_id: str) -> Act | None:
        """What an act is called and what kind it is, without its text: nothing is loaded for a name."""
        return self._acts.shells().get(act_id)

    def issued_under(self, act_id: str) -> Sequence[str]:
        """The current acts whose preamble names this one."""
        rows = self._store.connection.execute(
            "select distinct a.act_id from refs r join acts a on a.id = r.act "
            "where r.target_act = ? and r.source like 'preamble%' and a.current = 1 and a.act_id <> ?",
            (act_id, act_id),
        )
        return sorted(str(row[0]) for row in rows)

    def worded(self, act_id: str, least: int) -> Sequence[str]:
        """The ids of an act's provisions in force that hold so many words; the act is not loaded for it."""
        row = self._acts.row_of(act_id)
        rows = self._store.connection.execute(
            "select eid from provisions where act = ? and status = 'in_force' and kind <> 'table' "
            "and length(text) - length(replace(text, ' ', '')) >= ? order by id",
            (row, least - 1),
        )
        return [str(found[0]) for found in rows]

    def read(self, act: Act, register: Register) -> Reading:
        """What is read in a draft, its references checked against those acts that it names."""
        from lawkit.reading import read

        shells = {i: a for i, a in self._acts.shells().items() if register.by_id(i) is None}
        first = read(act, register, shells)
        named = {r.target.act for r in first.references if r.target is not None and r.target.act != act.act_id}
        named |= {r.successor.act for r in first.references if r.successor is not None}
        known = {i: self._acts[i] for i in sorted(named) if i in self._acts}
        if not known:
            return first
        from lawkit.reading import find_references

        return Reading(act, find_references(act, register, {**shells, **known}), first.definitions, first.norms)

    def findings(self, draft: Reading) -> Sequence[Finding]:
        """Overlaps and conflicts between the draft and the acts, the surest first; the draft's pins come first."""
        from lawkit.overlaps.join import worth_judging
        from lawkit.overlaps.known import Known, best_partners, judge_known, weigher
        from lawkit.overlaps.units import units_of
        from lawkit.store import parts

        index = self._index
        if not len(index):
            return ()
        units = [unit for unit in units_of(draft, 0) if unit.text]
        pairs = best_partners(worth_judging(index.query([unit.text for unit in units])))
        wanted: dict[int, set[str]] = defaultdict(set)
        found: list[tuple[str, int, str, tuple[float, ...]]] = []
        measures = zip(*(getattr(pairs, name).tolist() for name in _MEASURES), strict=True)
        for one, two, measured in zip(pairs.first.tolist(), pairs.second.tolist(), measures, strict=True):
            row, eid = index.keys[two].split("#", 1)
            if int(row) not in self._acts.rows:
                continue
            wanted[int(row)].add(eid)
            found.append((str(units[one].address), int(row), eid, measured))
        lemmas = {d.lemma for d in draft.definitions if d.lemma}
        for row, eids in parts.of_lemmas(self._store.connection, self._language, lemmas).items():
            if row in self._acts.rows:
                wanted[row] |= eids
        kept = {row: parts.load_part(self._store.connection, row, wanted[row]) for row in sorted(wanted)}
        kept = {row: part for row, part in kept.items() if part.act.act_id != draft.act.act_id}
        known = [Known(new, str(kept[row].act.at(eid)), *m) for new, row, eid, m in found if row in kept]
        found_between = between(draft.act, judge_known(draft, list(kept.values()), known, weigher(index)))
        return [*found_between, *self._asked(draft, found_between)]

    def _asked(self, draft: Reading, found: Sequence[Finding]) -> list[Finding]:
        """What draft and acts answer in other words."""
        from lawkit.check.asked import asked
        from lawkit.overlaps.known import weigher
        from lawkit.overlaps.matters import in_language, load_matters

        matters = in_language(load_matters(), self._language)
        return between(draft.act, asked(draft, found, self._answers, matters, weigher(self._index)))

    @cached_property
    def _answers(self) -> StoredAnswers:
        from lawkit.check.asked import StoredAnswers
        from lawkit.overlaps.matters import in_language, load_matters

        catalogue = load_matters()
        infos = [info for info in self._acts.infos if info.language == self._language]
        questions = in_language(catalogue, self._language), catalogue.digest
        return StoredAnswers(self._store, self._language, infos, questions, self._tell, keep=self._keep)

    @cached_property
    def _index(self) -> OverlapIndex:
        """The index of the language's current acts: the kept one when it is of these very acts."""
        folder = Path(f"{self._store.path}.overlaps") / self._language
        signature = self._acts.signature()
        kept = _load(folder, signature)
        if kept is not None:
            return kept
        self._tell(f"an index of {self._store.path} is made, once for these acts")
        index = _build(self._store, self._language, [i for i in self._acts.infos if i.language == self._language])
        if self._keep and len(index):
            with contextlib.suppress(StoreError, OSError):
                _save(index, folder, signature)
        return index


_MEASURES = ("cosine", "jaccard", "inside_first", "inside_second")


class _Acts(Mapping[str, Act]):
    """Acts by id, loaded when asked for."""

    def __init__(self, store: Store, language: Language) -> None:
        self._store = store
        self._language = language
        self._loaded: dict[str, Act] = {}

    @cached_property
    def _best(self) -> dict[str, ActInfo]:
        best: dict[str, ActInfo] = {}
        for info in self._store.infos():
            if info.act_id not in best or info.language == self._language:
                best[info.act_id] = info
        return best

    @property
    def infos(self) -> list[ActInfo]:
        """What is stored of each act, in the language of the draft where there is a choice."""
        return list(self._best.values())

    @cached_property
    def rows(self) -> dict[int, ActInfo]:
        """The same by row."""
        return {info.row: info for info in self._best.values()}

    def row_of(self, act_id: str) -> int:
        """The row of an act; -1 where there is none."""
        info = self._best.get(act_id)
        return info.row if info is not None else -1

    def __getitem__(self, act_id: str) -> Act:
        if act_id not in self._loaded:
            from lawkit.store.facts import load_act

            self._loaded[act_id] = load_act(self._store.connection, self._best[act_id].row)
        return self._loaded[act_id]

    def __contains__(self, act_id: object) -> bool:
        return act_id in self._best

    def __iter__(self) -> Iterator[str]:
        return iter(self._best)

    def __len__(self) -> int:
        return len(self._best)

    def shells(self) -> dict[str, Act]:
        """The acts without their texts: what they are called."""
        return self._shells

    @cached_property
    def _shells(self) -> dict[str, Act]:
        return {
            info.act_id: Act(info.act_id, info.language, info.title, "", (), edition=info.edition, kind=info.kind,
                             number=info.number, adopted=info.adopted, status=info.status)
            for info in self._best.values()
        }  # fmt: skip

    def signature(self) -> str:
        """A hash of which acts these are."""
        told = [[i.row, i.act_id, i.sha256, i.version] for i in self.infos if i.language == self._language]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _load(folder: Path, signature: str) -> OverlapIndex | None:
    """The kept index when it is of these acts and can be read."""
    try:
        if json.loads((folder / "of.json").read_text("utf-8"))["acts"] != signature:
            return None
        from lawkit.overlaps.index import OverlapIndex

        return OverlapIndex.load(folder)
    except (OSError, ValueError, KeyError, TypeError, StoreError):
        return None


def _build(store: Store, language: Language, infos: Sequence[ActInfo]) -> OverlapIndex:
    """The provisions of the acts, act by act; keys are «row#eid»."""
    from lawkit.overlaps.index import OverlapIndex
    from lawkit.overlaps.units import units_of
    from lawkit.store.facts import load_act

    items: list[tuple[str, str]] = []
    for info in infos:
        act = load_act(store.connection, info.row)
        items += [(f"{info.row}#{unit.address.eid}", unit.text) for unit in units_of(Reading(act), 0)]
    index = OverlapIndex(language)
    if items:
        index.build(items)
    return index


def _save(index: OverlapIndex, folder: Path, signature: str) -> None:
    """Keep the index: whole or not at all, also when two processes keep one at the same time."""
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    try:
        index.save(beside)
        (beside / "of.json").write_text(json.dumps({"acts": signature}), "utf-8")
        if folder.exists():
            folder.rename(old)
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
