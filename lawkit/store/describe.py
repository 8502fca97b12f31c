"""The tables and views of a database with their columns, for its documentation."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_SHADOW = ("lemmas_fts", "sqlite_")


def table_columns(path: Path | None = None) -> dict[str, list[str]]:
    """The columns of each table, then of each view, by name; without a path those of a new database."""
    from lawkit.store.schema import migrate

    connection = (
        sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) if path else sqlite3.connect(":memory:")
    )
    with closing(connection):
        connection.isolation_level = None
        if path is None:
            migrate(connection)
        names = connection.execute(
            "select name from sqlite_master where type in ('table', 'view') order by type, name"
        ).fetchall()
        return {
            name: [row[1] for row in connection.execute(f'pragma table_info("{name}")')]
            for (name,) in names
            if not name.startswith(_SHADOW)
        }
