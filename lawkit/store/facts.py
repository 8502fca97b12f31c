"""Writing and reading the rows of acts, readings, findings, verdicts and maps; `store.Store` is their door."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lawkit.model import Act, ActStatus, Address, Disposition, Finding, Language, Pin, Reading, Verdict
from lawkit.store import editions, rows, schema

INFO = "id, act_id, language, edition, current, as_of, title, kind, number, adopted, status, source, sha256, version, provisions"


@dataclass(frozen=True, slots=True)
class ActInfo:
    """A stored expression without its text; `as_of` is the date whose state the text shows."""

    row: int
    act_id: str
    language: Language
    edition: dt.date | None
    current: bool
    as_of: dt.date | None
    title: str
    kind: str
    number: str
    adopted: dt.date | None
    status: ActStatus
    source: str
    sha256: str
    version: str
    provisions: int

    @property
    def address(self) -> Address:
        """The address of the expression."""
        return Address(self.act_id, self.edition, self.language)


def info(row: rows.Row) -> ActInfo:
    """From the columns of `INFO`."""
    return ActInfo(
        row[0], row[1], row[2], rows.date(row[3]), bool(row[4]), rows.date(row[5]), row[6], row[7], row[8],
        rows.date(row[9]), *row[10:],
    )  # fmt: skip


def delete_act(connection: sqlite3.Connection, act: int) -> None:
    """Take an expression and all that hangs on it out."""
    connection.execute("delete from lemmas where id in (select id from provisions where act = ?)", (act,))
    for table in schema.OF_ACT:
        connection.execute(f"delete from {table} where act = ?", (act,))  # noqa: S608
    connection.execute("delete from acts where id = ?", (act,))


def replace_act(connection: sqlite3.Connection, act: Act, version: str) -> int:
    """Store an expression in place of the same one (same source, or same bytes); returns its row.

    The same bytes in two places are one expression, known by the first of their paths.
    """
    same = connection.execute(
        "select id, source, sha256 from acts where act_id = ? and language = ? and edition = ? and (source = ? or sha256 = ?)",
        (act.act_id, act.language, rows.iso(act.edition), rows.storable(act.source), act.sha256),
    ).fetchall()
    for old, source, sha256 in same:
        delete_act(connection, old)
        if sha256 == act.sha256 and source:
            act = replace(act, source=min(source, act.source))
    cursor = connection.execute(schema.insert("acts"), rows.act_row(act, editions.state_of(act), version))
    row = int(cursor.lastrowid or 0)
    connection.executemany(schema.insert("provisions"), rows.provision_rows(row, act.provisions))
    connection.executemany(schema.insert("notes"), [rows.note_row(row, note) for note in act.notes])
    connection.executemany(schema.insert("links"), [rows.link_row(row, link) for link in act.links])
    connection.executemany(schema.insert("diagnostics"), [rows.diagnostic_row(row, d) for d in act.diagnostics])
    return row


def _of_act(connection: sqlite3.Connection, table: str, act: int) -> list[rows.Row]:
    """A table's rows of one expression, in the order in which they were put."""
    return connection.execute(
        f"select {schema.columns(table)} from {table} where act = ? order by id",  # noqa: S608
        (act,),
    ).fetchall()


def load_act(connection: sqlite3.Connection, row: int) -> Act:
    """The expression of a row."""
    found = connection.execute(f"select {rows.ACT}, body from acts where id = ?", (row,)).fetchone()  # noqa: S608
    act_id, language, title, edition, kind, number, adopted, status, requisites, source, sha256, body = found
    return Act(
        act_id, language, title, body,
        tuple(map(rows.provision, _of_act(connection, "provisions", row))),
        tuple(map(rows.note, _of_act(connection, "notes", row))),
        tuple(map(rows.link, _of_act(connection, "links", row))),
        tuple(map(rows.diagnostic, _of_act(connection, "diagnostics", row))),
        rows.date(edition), kind, number, rows.date(adopted), status, requisites, source, sha256,
    )  # fmt: skip


def replace_reading(connection: sqlite3.Connection, row: int, reading: Reading) -> None:
    """Store what was read in an expression in place of what was there."""
    for table in ("refs", "definitions", "norms"):
        connection.execute(f"delete from {table} where act = ?", (row,))  # noqa: S608
    connection.executemany(schema.insert("refs"), [rows.reference_row(row, r) for r in reading.references])
    connection.executemany(schema.insert("definitions"), [rows.definition_row(row, d) for d in reading.definitions])
    connection.executemany(schema.insert("norms"), [rows.norm_row(row, n) for n in reading.norms])


def load_reading(connection: sqlite3.Connection, row: int) -> Reading:
    """What was read in the expression of a row."""
    return Reading(
        load_act(connection, row),
        tuple(map(rows.reference, _of_act(connection, "refs", row))),
        tuple(map(rows.definition, _of_act(connection, "definitions", row))),
        tuple(map(rows.norm, _of_act(connection, "norms", row))),
    )


def _pins(connection: sqlite3.Connection, kind: str) -> dict[str, list[Pin]]:
    """All pins of findings or verdicts by owner, in order."""
    pins: dict[str, list[Pin]] = defaultdict(list)
    for owner, *row in connection.execute(
        'select owner, address, text, start, "end" from pins where kind = ? order by id', (kind,)
    ):
        pins[owner].append(rows.pin(tuple(row)))
    return pins


def replace_findings(connection: sqlite3.Connection, family: str, findings: Sequence[Finding]) -> None:
    """Store the findings of a family in place of those there were."""
    connection.execute(
        "delete from pins where kind = 'finding' and owner in (select id from findings where family = ?)", (family,)
    )
    connection.execute("delete from findings where family = ?", (family,))
    unique = list({finding.id: finding for finding in findings}.values())
    connection.executemany(
        schema.insert("findings"), [rows.finding_row(family, order, f) for order, f in enumerate(unique)]
    )
    connection.executemany(
        schema.insert("pins"), [rows.pin_row(f.id, "finding", pin) for f in unique for pin in f.pins]
    )


def load_findings(connection: sqlite3.Connection, family: str | None) -> list[Finding]:
    """The findings of a family or of all, in order."""
    pins = _pins(connection, "finding")
    where, values = ("where family = ?", (family,)) if family else ("", ())
    names = schema.columns("findings", without=("family", "ord"))
    found = connection.execute(f"select {names} from findings {where} order by family, ord", values)  # noqa: S608
    return [rows.finding(row, tuple(pins.get(row[0], ()))) for row in found]


def replace_verdicts(connection: sqlite3.Connection, checklist: str, verdicts: Sequence[Verdict]) -> None:
    """Store the verdicts of a checklist in place of those there were."""
    connection.execute(
        "delete from pins where kind = 'verdict' and owner in (select id from verdicts where checklist = ?)",
        (checklist,),
    )
    connection.execute("delete from verdicts where checklist = ?", (checklist,))
    connection.executemany(schema.insert("verdicts"), [rows.verdict_row(order, v) for order, v in enumerate(verdicts)])
    connection.executemany(
        schema.insert("pins"),
        [rows.pin_row(rows.verdict_id(v.checklist, v.item), "verdict", pin) for v in verdicts for pin in v.pins],
    )


def load_verdicts(connection: sqlite3.Connection, checklist: str | None) -> list[Verdict]:
    """The verdicts of a checklist or of all, in order."""
    pins = _pins(connection, "verdict")
    where, values = ("where checklist = ?", (checklist,)) if checklist else ("", ())
    names = schema.columns("verdicts", without=("ord",))
    found = connection.execute(f"select {names} from verdicts {where} order by checklist, ord", values)  # noqa: S608
    return [rows.verdict(row[1:], tuple(pins.get(row[0], ()))) for row in found]


def replace_map(connection: sqlite3.Connection, name: str, dispositions: Sequence[Disposition], extra: str) -> None:
    """Store a map in place of the one of the same name."""
    connection.execute("delete from map_rows where map = ?", (name,))
    now = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    connection.execute("insert or replace into maps values (?, ?, ?)", (name, now, extra))
    connection.executemany(schema.insert("map_rows"), [rows.disposition_row(name, d) for d in dispositions])


def load_map(connection: sqlite3.Connection, name: str) -> list[Disposition]:
    """The rows of a map, in order."""
    names = schema.columns("map_rows", without=("id", "map"))
    found = connection.execute(f"select {names} from map_rows where map = ? order by id", (name,))  # noqa: S608
    return [rows.disposition(row) for row in found]
