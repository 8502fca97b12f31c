"""The tables of lawkit.db and their migrations; the names are made to be read by people, in Datasette for one.

Migrations are a list of functions; `PRAGMA user_version` counts those applied, `PRAGMA application_id` marks
the file as ours. Rows of an act hang on `acts.id`; dates are ISO strings, lists and figures are JSON.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

APPLICATION_ID = 0x6C61776B  # «lawk»

Columns = dict[str, Any]

# Everything that hangs on one expression of an act, in the order in which it may be deleted.
OF_ACT: tuple[str, ...] = ("diagnostics", "links", "notes", "refs", "definitions", "norms", "provisions")

_TABLES: dict[str, Columns] = {
    "acts": {
        "id": int, "act_id": str, "language": str, "edition": str, "current": int, "as_of": str, "title": str,
        "kind": str, "number": str, "adopted": str, "status": str, "requisites": str, "source": str, "sha256": str,
        "version": str, "provisions": int, "body": str,
    },
    "provisions": {
        "id": int, "act": int, "eid": str, "kind": str, "number": str, "num": str, "heading": str, "text": str,
        "parent": str, "ord": int, "start": int, "end": int, "status": str, "anchor": str, "anchors": str,
    },
    "notes": {"id": int, "act": int, "kind": str, "text": str, "start": int, "end": int, "eid": str, "amendments": str},
    "links": {"id": int, "act": int, "start": int, "end": int, "href": str},
    "diagnostics": {"id": int, "act": int, "code": str, "message": str, "eid": str, "severity": str},
    "refs": {
        "id": int, "act": int, "source": str, "start": int, "end": int, "text": str, "kind": str, "status": str,
        "target": str, "target_act": str, "successor": str, "field": str, "editorial": int, "reason": str,
    },
    "definitions": {
        "id": int, "act": int, "term": str, "text": str, "source": str, "start": int, "end": int, "form": str,
        "scope": str, "short": str, "lemma": str,
    },
    "norms": {
        "id": int, "act": int, "source": str, "start": int, "end": int, "modality": str, "addressee": str, "body": str,
        "action": str, "object": str, "condition": str, "exception": str, "deadlines": str, "sanction": str,
        "negated": int,
    },
    "findings": {
        "id": str, "family": str, "ord": int, "code": str, "tier": str, "legal_class": str, "score": float,
        "explanation_rus": str, "explanation_kaz": str, "explanation_eng": str, "evidence": str,
    },
    "verdicts": {
        "id": str, "checklist": str, "item": str, "ord": int, "value": str, "reason_rus": str, "reason_kaz": str,
        "reason_eng": str, "decided_by": str, "stale": int,
    },
    "pins": {
        "id": int, "owner": str, "kind": str, "address": str, "act_id": str, "eid": str, "text": str, "start": int,
        "end": int,
    },
    "maps": {"name": str, "made": str, "extra": str},
    "map_rows": {
        "id": int, "map": str, "source": str, "act_id": str, "source_hash": str, "disposition": str, "target": str,
        "similarity": float, "margin": float, "method": str, "reason_rus": str, "reason_kaz": str, "reason_eng": str,
        "evidence": str, "decided_by": str, "decided_on": str, "state": str,
    },
    "decisions": {"id": str, "kind": str, "key": str, "hash": str, "value": str, "decided_by": str, "decided_on": str},
    "stages": {"id": str, "stage": str, "key": str, "hash": str, "result": str, "finished": str},
    "runs": {"id": int, "verb": str, "started": str, "finished": str, "version": str, "summary": str},
}  # fmt: skip
_KEYS = {"maps": "name"}
_FOREIGN = {table: [("act", "acts", "id")] for table in OF_ACT} | {"map_rows": [("map", "maps", "name")]}

_INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("acts", ("act_id", "language", "edition")),
    *((table, ("act",)) for table in OF_ACT),
    ("refs", ("target_act",)),
    ("definitions", ("lemma",)),
    ("norms", ("body",)),
    ("findings", ("code",)),
    ("pins", ("owner",)),
    ("pins", ("act_id", "eid")),
    ("map_rows", ("map", "source")),
)

_VIEWS = {
    "current_provisions": """
        select a.act_id || '/' || a.language || '#' || p.eid as address, a.act_id, a.language, a.edition, a.title,
               p.eid, p.kind, p.num, p.heading, p.text, p.status, p.id as provision
        from provisions p join acts a on a.id = p.act where a.current = 1""",
    "findings_with_places": """
        select f.id, f.family, f.code, f.tier, f.legal_class, f.score, f.explanation_rus, p.address, p.text
        from findings f join pins p on p.owner = f.id and p.kind = 'finding'""",
    "verdicts_with_places": """
        select v.checklist, v.item, v.value, v.reason_rus, v.decided_by, v.stale, p.address, p.text
        from verdicts v left join pins p on p.owner = v.id and p.kind = 'verdict'""",
    "destinations": """
        select source, act_id, disposition, target, similarity, margin, method, reason_rus, state, decided_by, map
        from map_rows where source <> ''""",
    "derivations": """
        select target, source, act_id, disposition, similarity, reason_rus, state, map
        from map_rows where target <> ''""",
}


def _first(connection: sqlite3.Connection) -> None:
    """Version 1: all tables, the search index over lemmas, the views."""
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    for table, columns in _TABLES.items():
        database.table(table).create(columns, pk=_KEYS.get(table, "id"), foreign_keys=_FOREIGN.get(table, []))
    for table, index in _INDEXES:
        database.table(table).create_index(list(index), if_not_exists=True)
    lemmas = database.table("lemmas")
    lemmas.create({"id": int, "heading": str, "text": str}, pk="id")
    lemmas.enable_fts(["heading", "text"], tokenize="unicode61 remove_diacritics 0", create_triggers=True)
    for name, sql in _VIEWS.items():
        database.create_view(name, " ".join(sql.split()))


def _anchors(connection: sqlite3.Connection) -> None:
    """Version 2: every anchor of a provision, not the first one only."""
    if "anchors" not in {row[1] for row in connection.execute("pragma table_info(provisions)")}:
        connection.execute("alter table provisions add column anchors text default ''")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first, _anchors)
VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database to the newest version, in one transaction; safe when two processes try at once."""
    connection.execute("begin immediate")
    try:
        done = int(connection.execute("pragma user_version").fetchone()[0])
        for step in MIGRATIONS[done:]:
            step(connection)
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute(f"pragma user_version = {VERSION}")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def foreign(connection: sqlite3.Connection) -> str:
    """Why the database is not ours, in words; empty when it is ours or new and empty."""
    application = int(connection.execute("pragma application_id").fetchone()[0])
    version = int(connection.execute("pragma user_version").fetchone()[0])
    tables = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
    if application not in (0, APPLICATION_ID) or (application == 0 and tables):
        return "it is a database of another program"
    if application == APPLICATION_ID and version > VERSION:
        return "it was made by a newer version of lawkit"
    if application == APPLICATION_ID and version >= 1 and not set(_TABLES) <= tables:
        return f"tables are missing: {', '.join(sorted(set(_TABLES) - tables))}"
    return ""


NAMES: tuple[str, ...] = tuple(_TABLES)


def insert(table: str) -> str:
    """The statement that adds a row; a table that numbers its rows leaves out `id`."""
    columns = [name for name in _TABLES[table] if not (name == "id" and _TABLES[table]["id"] is int)]
    names = ", ".join(f'"{name}"' for name in columns)
    return f"insert into {table} ({names}) values ({', '.join('?' * len(columns))})"  # noqa: S608


def columns(table: str, *, without: tuple[str, ...] = ("id", "act")) -> str:
    """The columns of a table for a select, quoted, in the order of the schema."""
    return ", ".join(f'"{name}"' for name in _TABLES[table] if name not in without)
