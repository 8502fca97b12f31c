"""`lawkit export`: everything that was read and found, as files for programs and spreadsheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, Db, example

if TYPE_CHECKING:
    from lawkit.store import Store

Rows = Iterable[dict[str, Any]]


class Kind(StrEnum):
    """File formats of an export."""

    jsonl = "jsonl"
    csv = "csv"


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "export",
        epilog=example("lawkit export -o data", "lawkit export -o data --format csv --only provisions,references"),
    )
    def command(
        output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path("lawkit-export"),
        kind: Annotated[Kind, typer.Option("--format", "-f", help="JSON Lines or CSV.")] = Kind.jsonl,
        only: Annotated[
            str | None, typer.Option("--only", help=f"Some of: {', '.join(TABLES)}.", show_default=False)
        ] = None,
        db: Db = DEFAULT_DB,
    ) -> None:
        """Write everything as JSON Lines or CSV.

        Acts, provisions, references, definitions, norms, findings, verdicts and the map, one file each.
        """
        export(db, output, kind=kind, only=only)


def export(db: Path, output: Path, *, kind: Kind = Kind.jsonl, only: str | None = None) -> None:
    """Write one file a table; a file is replaced only when it is whole. Raises ReportError, StoreError."""
    from lawkit.commands.output import say
    from lawkit.errors import ReportError
    from lawkit.store import Store

    names = [name.strip() for name in only.split(",")] if only else list(TABLES)
    for name in names:
        if name not in TABLES:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(TABLES)}", param_hint="--only")
    with Store.open(db, readonly=True) as store:
        try:
            output.mkdir(parents=True, exist_ok=True)
            for name in names:
                path = output / f"{name}.{kind.value}"
                count = _write(path, TABLES[name](store), kind)
                say(f"{path}: {count} rows")
        except OSError as problem:
            raise ReportError(
                f"{output} cannot be written: {problem.strerror}", "name another folder with -o"
            ) from problem


def _write(path: Path, rows: Rows, kind: Kind) -> int:
    """Write rows beside the file, then put it in place."""
    from lawkit.commands.output import cell, plain

    draft = path.with_name(path.name + ".part")
    count = 0
    try:
        with draft.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            for row in rows:
                if kind is Kind.jsonl:
                    stream.write(json.dumps(plain(row), ensure_ascii=False) + "\n")
                else:
                    if not count:
                        writer.writerow(row)
                    writer.writerow(map(cell, row.values()))
                count += 1
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return count


def _acts(store: Store) -> Iterator[dict[str, Any]]:
    from lawkit.commands.acts import row

    return (row(info) for info in store.infos(current=False))


def _provisions(store: Store) -> Iterator[dict[str, Any]]:
    from lawkit.commands.show import row

    return (row(act, p) for act in store.acts() for p in act.provisions)


def _references(store: Store) -> Iterator[dict[str, Any]]:
    from lawkit.commands.refs import row

    return (row(reading.act, r) for reading in store.readings() for r in reading.references)


def _definitions(store: Store) -> Iterator[dict[str, Any]]:
    from lawkit.commands.terms import row

    return (row(reading.act, d) for reading in store.readings() for d in reading.definitions)


def _norms(store: Store) -> Iterator[dict[str, Any]]:
    from lawkit.commands.norms import row

    return (row(reading.act, n) for reading in store.readings() for n in reading.norms)


def _findings(store: Store) -> Iterator[dict[str, Any]]:
    from lawkit.commands.overlaps import row

    return (row(f) for f in store.findings())


def _verdicts(store: Store) -> Iterator[dict[str, Any]]:
    from lawkit.commands.gaps import row
    from lawkit.gaps import checklists, load_checklist

    loaded = [load_checklist(name) for name in checklists()]
    return (row(v, loaded) for v in store.verdicts())


def _map(store: Store) -> Iterator[dict[str, Any]]:
    from lawkit.commands.map import row

    return (row(d) for d in store.map())


TABLES: dict[str, Callable[[Store], Rows]] = {
    "acts": _acts, "provisions": _provisions, "references": _references, "definitions": _definitions,
    "norms": _norms, "findings": _findings, "verdicts": _verdicts, "map": _map,
}  # fmt: skip
