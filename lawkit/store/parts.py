"""Parts of stored acts: some provisions with what stands above them and what was read in them, nothing else.

Against a store of hundreds of thousands of provisions a draft meets a few hundred; whole acts would take seconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from lawkit.model import Act, Reading
from lawkit.store import rows, schema

_AT_ONCE = 500


def load_part(connection: sqlite3.Connection, row: int, eids: Iterable[str]) -> Reading:
    """The expression of a row with these provisions, those above them and the first part of each; without its body."""
    found = connection.execute(f"select {rows.ACT} from acts where id = ?", (row,)).fetchone()  # noqa: S608
    act_id, language, title, edition, kind, number, adopted, status, requisites, source, sha256 = found
    wanted = set(eids)
    provisions: dict[str, rows.Row] = {}
    ask = wanted | {f"{parent}__al_1" for eid in wanted for parent in _above(eid)}
    while ask:
        fresh = _of(connection, "provisions", row, "eid", ask)
        provisions |= {one[0]: one for one in fresh}
        ask = {one[6] for one in fresh if one[6] and one[6] not in provisions}
    sources = wanted & set(provisions)
    act = Act(
        act_id, language, title, "", tuple(map(rows.provision, sorted(provisions.values(), key=lambda one: one[7]))),
        edition=rows.date(edition), kind=kind, number=number, adopted=rows.date(adopted), status=status,
        requisites=requisites, source=source, sha256=sha256,
    )  # fmt: skip
    return Reading(
        act,
        tuple(map(rows.reference, _of(connection, "refs", row, "source", sources))),
        tuple(map(rows.definition, _of(connection, "definitions", row, "source", sources))),
        tuple(map(rows.norm, _of(connection, "norms", row, "source", sources))),
    )


def _above(eid: str) -> list[str]:
    """The ids that an id begins with."""
    steps = eid.split("__")
    return ["__".join(steps[:n]) for n in range(1, len(steps))]


def _of(connection: sqlite3.Connection, table: str, act: int, column: str, values: Collection[str]) -> list[rows.Row]:
    """Rows of one expression with these values in a column, in the order in which they were put."""
    listed = sorted(values)
    found: list[rows.Row] = []
    for start in range(0, len(listed), _AT_ONCE):
        part: Sequence[str] = listed[start : start + _AT_ONCE]
        holes = ", ".join("?" * len(part))
        found += connection.execute(
            f"select {schema.columns(table)} from {table} where act = ? and {column} in ({holes}) order by id",  # noqa: S608
            (act, *part),
        ).fetchall()
    return found


def of_lemmas(connection: sqlite3.Connection, language: str, lemmas: Collection[str]) -> dict[int, set[str]]:
    """Where current acts of a language define these terms (by lemma): row of the act → ids of provisions."""
    listed = sorted(lemmas)
    found: dict[int, set[str]] = {}
    for start in range(0, len(listed), _AT_ONCE):
        part = listed[start : start + _AT_ONCE]
        holes = ", ".join("?" * len(part))
        sql = f"""select d.act, d.source from definitions d join acts a on a.id = d.act
            where a.current = 1 and a.language = ? and d.lemma in ({holes})"""  # noqa: S608
        asked = connection.execute(sql, (language, *part))
        for act, source in asked:
            found.setdefault(act, set()).add(source)
    return found
