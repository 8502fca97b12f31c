"""`lawkit export`: everything that was read and found, as files for programs, spreadsheets and reference managers."""

from __future__ import annotations

import json
import re
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
    xlsx = "xlsx"
    parquet = "parquet"
    graphml = "graphml"
    akn = "akn"


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "export",
        epilog=example(
            "lawkit export -o data", "lawkit export -o data --format csv --only provisions,references",
            "lawkit export --datasette -o data",
        ),
    )  # fmt: skip
    def command(
        output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write to.")] = Path("lawkit-export"),
        kind: Annotated[
            Kind, typer.Option("--format", "-f", help="JSON Lines, CSV, Excel, Parquet, GraphML or Akoma Ntoso.")
        ] = Kind.jsonl,
        only: Annotated[
            str | None,
            typer.Option("--only", help=f"Some of these tables: {', '.join(TABLES)}.", show_default=False),
        ] = None,
        datasette: Annotated[
            bool, typer.Option("--datasette", help="Only metadata.json, for: datasette lawkit.db -m metadata.json.")
        ] = False,
        db: Db = DEFAULT_DB,
    ) -> None:
        """Write everything as files for other programs.

        Acts, provisions, references, definitions, norms, findings, verdicts and the map, one file or sheet each; beside
        them their schema, and how to cite the data. GraphML holds the graph of references, Akoma Ntoso each act.
        """
        export(db, output, kind=kind, only=only, datasette=datasette)


def export(
    db: Path, output: Path, *, kind: Kind = Kind.jsonl, only: str | None = None, datasette: bool = False
) -> None:
    """Write the files; each is replaced only when it is whole. Raises ReportError, StoreError."""
    from lawkit.errors import ReportError
    from lawkit.store import Store

    names = [name.strip() for name in only.split(",")] if only else list(TABLES)
    for name in names:
        if name not in TABLES:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(TABLES)}", param_hint="--only")
    with Store.open(db, readonly=True) as store:
        try:
            output.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise ReportError(
                f"{output} cannot be written: {problem.strerror}", "name another folder with -o"
            ) from problem
        if datasette:
            _datasette(db, output)
        elif kind in (Kind.graphml, Kind.akn):
            _ACTS[kind](store, output)
        else:
            _tables(store, output, kind, names)
            _companions(store, output)


def _tables(store: Store, output: Path, kind: Kind, names: list[str]) -> None:
    """One file a table, or one workbook."""
    from lawkit.commands.output import say
    from lawkit.report.exports import WRITERS, write_xlsx

    if kind is Kind.xlsx:
        path = output / "lawkit.xlsx"
        counts = write_xlsx({name: TABLES[name](store) for name in names}, path)
        say(f"{path}: {sum(counts.values())} rows")
        return
    for name in names:
        path = output / f"{name}.{kind.value}"
        count = WRITERS[kind.value](name, TABLES[name](store), path)
        say(f"{path}: {count} rows")


def _companions(store: Store, output: Path) -> None:
    """What the columns mean, and how the data are cited."""
    from lawkit import __version__
    from lawkit.report.citation import bibtex, csl, data_set
    from lawkit.report.exports import write_text
    from lawkit.report.schema import json_schema

    data = data_set(store.infos(current=False), f"lawkit {__version__}")
    write_text(json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n", output / "schema.json")
    write_text(bibtex(data), output / "citation.bib")
    write_text(csl(data), output / "citation.json")


def _datasette(db: Path, output: Path) -> None:
    """The metadata file for Datasette."""
    from lawkit.commands.output import say
    from lawkit.report.exports import write_text
    from lawkit.report.schema import datasette
    from lawkit.store.describe import table_columns

    described = datasette(db.stem, table_columns(db))
    path = write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", output / "metadata.json")
    say(f"written to {path}")


def _graph(store: Store, output: Path) -> None:
    """The graph of references between acts."""
    from lawkit.commands.output import say
    from lawkit.reading.graph import graph_text
    from lawkit.register import Register
    from lawkit.report.exports import write_text

    path = write_text(graph_text(store.readings(), "act", "graphml", Register.load()), output / "references.graphml")
    say(f"written to {path}")


def _akn(store: Store, output: Path) -> None:
    """Each act as Akoma Ntoso."""
    from lawkit.commands.output import say
    from lawkit.report.akn_act import act_to_akn
    from lawkit.report.exports import placed

    readings = store.readings()
    for reading in readings:
        act = reading.act
        path = output / f"{re.sub(r'[^A-Za-z0-9_.-]', '-', act.act_id)}.{act.language}.akn.xml"
        with placed(path) as draft:
            draft.write_bytes(act_to_akn(reading))
    say(f"{len(readings)} acts written to {output}")


_ACTS: dict[Kind, Callable[[Store, Path], None]] = {Kind.graphml: _graph, Kind.akn: _akn}


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
