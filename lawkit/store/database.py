"""Opening the file and speaking of what SQLite says in words: one connection, WAL, explicit transactions."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from lawkit.errors import StoreError
from lawkit.store import schema

WAIT_SECONDS = 5.0
_ANOTHER = "name another file with --db or LAWKIT_DB"


def connect(path: Path, *, create: bool, readonly: bool) -> sqlite3.Connection:
    """A connection to a lawkit database of the newest version.

    Raises StoreError when the file is missing (and `create` is false), foreign, broken, locked or not writable.
    """
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a database", "name a file, for example --db lawkit.db")
    exists = path.exists()
    if not exists and (readonly or not create):
        raise StoreError(f"no database at {path}", "read acts first (lawkit ingest PATH), or name one with --db")
    if not exists and not path.absolute().parent.is_dir():
        raise StoreError(f"no folder {path.absolute().parent} for the database", "make it first, or name another --db")
    with translated(path):
        connection = _reader(path) if readonly else sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            _check(connection, path)
            if not readonly:
                _prepare(connection)
            elif int(connection.execute("pragma user_version").fetchone()[0]) < schema.VERSION:
                connection.close()
                connection = connect(path, create=False, readonly=False)
        except BaseException:
            connection.close()
            raise
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError when the database is not ours."""
    reason = schema.foreign(connection)
    if reason:
        raise StoreError(f"{path} cannot be used: {reason}", _ANOTHER)


def _prepare(connection: sqlite3.Connection) -> None:
    """Write-ahead log and the newest schema."""
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    connection.execute("pragma foreign_keys = off")
    connection.execute("pragma cache_size = -65536")
    if int(connection.execute("pragma user_version").fetchone()[0]) < schema.VERSION:
        schema.migrate(connection)


def _reader(path: Path) -> sqlite3.Connection:
    """A connection that only reads; a folder that cannot be written needs SQLite's immutable mode."""
    address = path.absolute().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    try:
        connection.execute("select 1 from sqlite_master").fetchone()
    except sqlite3.OperationalError as problem:
        connection.close()
        if "unable to open" not in str(problem) and "readonly" not in str(problem):
            raise
        connection = sqlite3.connect(f"{address}?immutable=1", uri=True, isolation_level=None)
    return connection


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into one StoreError that says what to do."""
    try:
        yield
    except sqlite3.Error as problem:
        raise StoreError(*_words(path, str(problem))) from problem


def _words(path: Path, message: str) -> tuple[str, str]:
    """Problem and remedy for a message of SQLite."""
    kept = "what was stored before is intact"
    known = {
        "locked": (f"{path} is in use by another program", "wait until it is done, or close it, and try again"),
        "full": (f"the disk is full or {path} may not grow; {kept}", "free some space and try again"),
        "disk i/o": (f"{path} could not be written or read (disk full, quota, or a failing disk); {kept}",
                     "free some space or use another disk, and try again"),
        "readonly": (f"{path} cannot be written: the file or its folder is read-only",
                     "use a folder you may write to, with --db"),
        "unable to open": (f"{path} cannot be opened or created", "use a folder you may write to, with --db"),
        "not a database": (f"{path} is not a lawkit database", _ANOTHER),
        "malformed": (f"{path} is damaged", "move it away and run lawkit again: it is made anew from the acts"),
    }  # fmt: skip
    low = message.lower()
    for key, words in known.items():
        if key in low:
            return words
    return f"{path}: {message}", _ANOTHER


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """All or nothing; inside an open transaction it is part of that one."""
    if connection.in_transaction:
        yield connection
        return
    with translated(path):
        connection.execute("begin immediate")
        try:
            yield connection
            connection.execute("commit")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("rollback")
            raise
