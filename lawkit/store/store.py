"""The store: everything lawkit keeps, in one SQLite file. Values in, values out; every method that writes is one transaction."""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from lawkit.errors import BadAddress
from lawkit.model import LANGUAGES, Act, Address, Disposition, Finding, Language, Pin, Provision, Reading, Verdict
from lawkit.store import database, editions, facts, rows, schema, search
from lawkit.store.facts import ActInfo
from lawkit.store.search import Hit


class Store:
    """Use `Store.open`; a context manager that closes the file."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, readonly: bool = False) -> None:
        self.path = path
        self.connection = connection
        self.readonly = readonly
        self._changes = 0  # of acts and readings through this store
        self._read: tuple[tuple[int, int], list[Reading]] | None = None

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, readonly: bool = False) -> Store:
        """Open a database; `create` makes it when it is not there. Raises StoreError (missing, foreign, locked …)."""
        place = Path(path)
        return cls(place, database.connect(place, create=create, readonly=readonly), readonly=readonly)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Several writes as one: all of them are kept or none."""
        try:
            with database.transaction(self.connection, self.path):
                yield
        except BaseException:
            self._changes += 1  # what was read meanwhile is gone
            raise

    def _ask(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with database.translated(self.path):
            return self.connection.execute(sql, values).fetchall()

    # ── acts ────────────────────────────────────────────────────────────────

    def put_act(self, act: Act, *, version: str = "") -> None:
        """Keep one expression; see `put_acts`."""
        self.put_acts([act], version=version)

    def put_acts(self, acts: Iterable[Act], *, version: str = "", index: bool = True) -> int:
        """Keep expressions and choose anew which are current; returns the number of provisions stored.

        An expression with the same act, language, edition and source, or the same bytes, replaces the earlier one.
        `version` is that of the code that read them; `index=False` leaves the search index to `refresh`.
        """
        stored = 0
        self._changes += 1
        with self.transaction():
            touched: dict[tuple[str, Language], None] = {}
            for act in acts:
                facts.replace_act(self.connection, act, version)
                touched[act.act_id, act.language] = None
                stored += len(act.provisions)
            for act_id, language in touched:
                self._choose(act_id, language)
            if index:
                self.refresh()
        return stored

    def _choose(self, act_id: str, language: Language) -> None:
        """Mark the current expression of an act in a language (the rule is in `editions`)."""
        found = self.connection.execute(
            "select id, as_of, edition, source, provisions, sha256 from acts where act_id = ? and language = ?",
            (act_id, language),
        ).fetchall()
        today = dt.datetime.now().astimezone().date()
        self.connection.execute(
            "update acts set current = (id = ?) where act_id = ? and language = ?",
            (editions.best(found, today), act_id, language),
        )

    def settle(self) -> int:
        """Choose anew where an edition that lay ahead has come into force; returns in how many acts."""
        today = dt.datetime.now().astimezone().date().isoformat()
        waiting = self._ask(
            "select act_id, language from acts group by act_id, language having "
            "max(case when as_of <= ? then as_of else '' end) <> max(case when current = 1 then as_of else '' end) "
            "and min(as_of) <= ?", (today, today))  # fmt: skip
        if waiting:
            self._changes += 1
            with self.transaction():
                for act_id, language in waiting:
                    self._choose(act_id, language)
                self.refresh()
        return len(waiting)

    def refresh(self) -> int:
        """Bring the search index up to date with the current expressions; returns how many were indexed."""
        indexed = dict.fromkeys(row[0] for row in self._ask(
            "select distinct p.act from lemmas s join provisions p on p.id = s.id"))  # fmt: skip
        wanted = dict(self._ask("select id, language from acts where current = 1 order by act_id, language"))
        with self.transaction():
            for act in indexed:
                if act not in wanted:
                    search.forget(self.connection, act)
            new = [act for act in wanted if act not in indexed]
            for act in new:
                search.index(self.connection, act, wanted[act])
        return len(new)

    def drop_act(self, act_id: str) -> int:
        """Forget every expression of an act; returns how many there were."""
        self._changes += 1
        with self.transaction():
            found = [row[0] for row in self._ask("select id from acts where act_id = ?", (act_id,))]
            for act in found:
                facts.delete_act(self.connection, act)
        return len(found)

    def infos(self, *, current: bool = True) -> list[ActInfo]:
        """What is stored, without texts: by act id, language, then newest first."""
        where = "where current = 1" if current else ""
        order = "act_id, language, current desc, as_of desc, sha256, id"
        found = self._ask(f"select {facts.INFO} from acts {where} order by {order}")  # noqa: S608
        return [facts.info(row) for row in found]

    def acts(self, *, current: bool = True, language: Language | None = None) -> list[Act]:
        """Whole acts, by act id and language; `current=False` adds the history."""
        return [
            facts.load_act(self.connection, info.row)
            for info in self.infos(current=current)
            if language in (None, info.language)
        ]

    def find(self, address: Address | str) -> ActInfo:
        """The expression an address means: its edition or the current one, its language or Russian, Kazakh, English.

        Raises BadAddress with what there is instead.
        """
        at = _address(address)
        known = [info for info in self.infos(current=False) if info.act_id == at.act]
        if not known:
            ids = sorted({info.act_id for info in self.infos()})
            near = difflib.get_close_matches(at.act, ids, 3, 0.5)
            raise BadAddress(
                f"no act {at.act} in {self.path}", f"did you mean {', '.join(near)}?" if near else "see lawkit acts"
            )
        fitting = [
            info
            for info in known
            if at.language in (None, info.language) and (info.edition == at.edition if at.edition else info.current)
        ]
        if not fitting:
            raise BadAddress(f"no {at} in {self.path}", f"there is {', '.join(str(info.address) for info in known)}")
        return min(fitting, key=lambda info: (LANGUAGES.index(info.language), not info.current, info.row))

    def act(self, address: Address | str) -> Act:
        """The whole act of an address; raises BadAddress."""
        return facts.load_act(self.connection, self.find(address).row)

    def provision(self, address: Address | str) -> Provision:
        """One provision; raises BadAddress, with the nearest ids there are."""
        return self.subtree(address)[0]

    def subtree(self, address: Address | str) -> list[Provision]:
        """A provision and everything below it, in document order; raises BadAddress."""
        at = _address(address)
        info = self.find(at)
        found = [
            rows.provision(row)
            for row in self._ask(f"select {rows.PROVISION} from provisions where act = ? order by id", (info.row,))  # noqa: S608
        ]
        below: dict[str, None] = {}
        for provision in found:
            if provision.eid == at.eid or provision.parent in below:
                below[provision.eid] = None
        if not below:
            near = difflib.get_close_matches(at.eid, [p.eid for p in found], 3, 0.6) if at.eid else []
            raise BadAddress(
                f"no provision {at.eid or '(none named)'} in {info.address}",
                f"did you mean {', '.join(near)}?" if near else f"see lawkit show {info.act_id}",
            )
        return [p for p in found if p.eid in below]

    # ── what was read ───────────────────────────────────────────────────────

    def put_readings(self, readings: Iterable[Reading]) -> None:
        """Keep what was read in stored acts; replaces what was kept of the same acts. Raises BadAddress."""
        self._changes += 1
        with self.transaction():
            for reading in readings:
                facts.replace_reading(self.connection, self.row_of(reading.act), reading)

    def put_reading(self, reading: Reading) -> None:
        """Keep what was read in one act."""
        self.put_readings([reading])

    def row_of(self, act: Act) -> int:
        """The row of a stored expression; raises BadAddress."""
        found = self._ask(
            "select id from acts where act_id = ? and language = ? and edition = ? and sha256 = ? order by id",
            (act.act_id, act.language, rows.iso(act.edition), act.sha256),
        )
        if not found:
            raise BadAddress(f"{act.address} is not in {self.path}", "store the act first")
        return int(found[0][0])

    def readings(self, *, current: bool = True, language: Language | None = None) -> list[Reading]:
        """What was read in every act, in the order of `acts`; kept in memory until something changes."""
        if not current:
            return [facts.load_reading(self.connection, info.row) for info in self.infos(current=False)]
        key = (self._changes, int(self._ask("pragma data_version")[0][0]))
        if self._read is None or self._read[0] != key:
            self._read = key, [facts.load_reading(self.connection, info.row) for info in self.infos()]
        return [reading for reading in self._read[1] if language in (None, reading.act.language)]

    def reading(self, address: Address | str) -> Reading:
        """What was read in one act; raises BadAddress."""
        return facts.load_reading(self.connection, self.find(address).row)

    # ── findings, verdicts, map ─────────────────────────────────────────────

    def put_findings(self, findings: Iterable[Finding], *, family: str = "overlaps") -> None:
        """Replace all findings of a family (`overlaps`, `gaps`, …)."""
        with self.transaction():
            facts.replace_findings(self.connection, family, list(findings))

    def findings(
        self, *, family: str | None = None, code: str | None = None, tier: str | None = None, act: str | None = None
    ) -> list[Finding]:
        """Findings in the order in which they were put, filtered."""
        with database.translated(self.path):
            return [
                finding
                for finding in facts.load_findings(self.connection, family)
                if (code is None or finding.code == code)
                and (tier is None or finding.tier == tier)
                and (act is None or any(pin.address.act == act for pin in finding.pins))
            ]

    def put_verdicts(self, checklist: str, verdicts: Iterable[Verdict]) -> None:
        """Replace the verdicts of a checklist."""
        with self.transaction():
            facts.replace_verdicts(self.connection, checklist, list(verdicts))

    def verdicts(self, checklist: str | None = None) -> list[Verdict]:
        """Verdicts of one checklist or of all, in the order of the checklist."""
        with database.translated(self.path):
            return facts.load_verdicts(self.connection, checklist)

    def put_map(self, dispositions: Iterable[Disposition], *, name: str = "map", extra: object = None) -> None:
        """Replace a map: its rows and, as JSON, whatever else belongs to it."""
        with self.transaction():
            facts.replace_map(self.connection, name, list(dispositions), rows.dumps(extra))

    def map(self, name: str | None = None) -> list[Disposition]:
        """The rows of a map in order; without a name, of the map made last. Empty when there is none."""
        with database.translated(self.path):
            return facts.load_map(self.connection, name or self.map_name())

    def map_name(self) -> str:
        """The name of the map made last; empty when there is none."""
        found = self._ask("select name from maps order by made desc, name limit 1")
        return str(found[0][0]) if found else ""

    def map_extra(self, name: str | None = None) -> Any:
        """What was kept beside a map's rows; None when there is none."""
        found = self._ask("select extra from maps where name = ?", (name or self.map_name(),))
        return json.loads(found[0][0]) if found else None

    # ── decisions, stages, runs ─────────────────────────────────────────────

    def put_decision(self, kind: str, key: str, value: object, *, text_hash: str = "", by: str = "") -> None:
        """Keep a copy of a person's decision (`map`, `gaps`); the YAML file in git remains the original."""
        with self.transaction():
            self.connection.execute(
                "insert or replace into decisions values (?, ?, ?, ?, ?, ?, ?)",
                (f"{kind}/{key}", kind, key, text_hash, rows.dumps(value), by, dt.date.today().isoformat()),  # noqa: DTZ011
            )

    def decisions(self, kind: str) -> dict[str, Any]:
        """Decisions of a kind by key."""
        found = self._ask("select key, value from decisions where kind = ? order by key", (kind,))
        return {key: json.loads(value) for key, value in found}

    def done(self, stage: str, key: str, content: str) -> bool:
        """Whether a stage was finished for exactly this content (a hash of its inputs and its code)."""
        return bool(
            self._ask("select 1 from stages where id = ? and hash = ?", (f"{stage}/{rows.storable(key)}", content))
        )

    def finish(self, stage: str, key: str, content: str, result: object = None) -> None:
        """Note that a stage is finished for this content, with a small JSON result (figures, addresses)."""
        key = rows.storable(key)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self.transaction():
            self.connection.execute(
                "insert or replace into stages values (?, ?, ?, ?, ?, ?)",
                (f"{stage}/{key}", stage, key, content, json.dumps(result, ensure_ascii=False), now),
            )

    def result(self, stage: str, key: str) -> Any:
        """The JSON result of a finished stage; None when there is none."""
        found = self._ask("select result from stages where id = ?", (f"{stage}/{rows.storable(key)}",))
        return json.loads(found[0][0]) if found else None

    def stage_hashes(self, stages: Sequence[str]) -> list[tuple[str, str]]:
        """The content hashes of some stages, by id: they change when a result does."""
        found = self._ask("select id, hash, stage from stages order by id")
        return [(identifier, content) for identifier, content, stage in found if stage in stages]

    def log_run(self, verb: str, started: dt.datetime, summary: object, *, version: str = "") -> None:
        """Keep when a verb ran and what came of it."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        with self.transaction():
            self.connection.execute(
                "insert into runs (verb, started, finished, version, summary) values (?, ?, ?, ?, ?)",
                (verb, started.isoformat(timespec="seconds"), now, version, rows.dumps(summary)),
            )

    def search(self, words: str, language: Language | None = None, *, limit: int = 50) -> list[Hit]:
        """The provisions in which all the words stand, in any form; "…" is a phrase. Best first."""
        with database.translated(self.path):
            return search.search(self.connection, words, [language] if language else LANGUAGES, limit=limit)

    def counts(self) -> dict[str, int]:
        """How many rows each table has, for summaries."""
        return {name: int(self._ask(f"select count(*) from {name}")[0][0]) for name in schema.NAMES}  # noqa: S608


def _address(address: Address | str) -> Address:
    """An address from either form; raises BadAddress."""
    if isinstance(address, Address):
        return address
    try:
        return Address.parse(address)
    except ValueError as problem:
        raise BadAddress(str(problem)) from None


__all__ = ["ActInfo", "Hit", "Pin", "Store"]
