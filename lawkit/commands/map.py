"""`lawkit map`: where every provision goes in the single law, and the proof that none is forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, ActId, Db, Form, Format, Lang, Limit, example

if TYPE_CHECKING:
    from lawkit.consolidate import Map
    from lawkit.model import Disposition, Language, Reading

Decisions = Annotated[
    Path | None, typer.Option("--decisions", help="People's decisions, a YAML file.", show_default=False)
]
Outline = Annotated[
    str | None, typer.Option("--outline", help="An outline's name or YAML file; default egov-law.", show_default=False)
]
Target = Annotated[
    str | None, typer.Option("--target", help="Map to this act instead: an address or a file.", show_default=False)
]
Workbook = Annotated[Path, typer.Option("--output", "-o", help="The workbook to write.")]


def register(app: typer.Typer) -> None:
    """Add the verb and what can be done with a map."""
    verb = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})

    @verb.callback(
        invoke_without_command=True,
        epilog=example("lawkit map", "lawkit map --check", "lawkit map --target K2600000255 --disposition conflict"),
    )
    def command(
        context: typer.Context,
        check: Annotated[bool, typer.Option("--check", help="Prove completeness; exit status 1 on any hole.")] = False,
        act: ActId = None,
        disposition: Annotated[
            str | None, typer.Option("--disposition", help="verbatim, merged, stays, conflict, …", show_default=False)
        ] = None,
        unit: Annotated[
            str | None, typer.Option("--unit", help="Only what goes to this unit, e.g. art_12.", show_default=False)
        ] = None,
        outline: Outline = None,
        target: Target = None,
        decisions: Decisions = None,
        limit: Limit = 0,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """Map every provision to the single law.

        Lists where each provision goes; with --check proves that the map is complete and lists its holes.
        """
        if context.invoked_subcommand is None:
            status = map_(
                db, check=check, act=act, disposition=disposition, unit=unit, outline=outline, target=target,
                decisions=decisions, limit=limit, form=form,
            )  # fmt: skip
            raise typer.Exit(status)

    @verb.command("export", epilog=example("lawkit map export -o map.xlsx", "lawkit map export -o table.docx"))
    def to_workbook(output: Workbook = Path("map.xlsx"), lang: Lang = None, db: Db = DEFAULT_DB) -> None:
        """Write the map as a workbook or table.

        A workbook (.xlsx) in which people decide, or the comparative table (.docx).
        """
        export_map(db, output, lang.value if lang else "rus")

    @verb.command("draft", epilog=example("lawkit map draft -o draft.docx", "lawkit map draft -o draft.xml"))
    def to_draft(
        output: Annotated[Path, typer.Option("--output", "-o", help="A .docx, .md or .xml file.")] = Path(
            "draft-law.docx"
        ),
        lang: Lang = None,
        db: Db = DEFAULT_DB,
    ) -> None:
        """Write the draft law that the map leads to.

        As Word (.docx), Markdown (.md) or Akoma Ntoso (.xml).
        """
        export_draft(db, output, lang.value if lang else "rus")

    @verb.command("apply", epilog=example("lawkit map apply map.xlsx -o decisions.yaml"))
    def from_workbook(
        workbook: Annotated[Path, typer.Argument(help="A workbook that `map export` wrote.", show_default=False)],
        output: Annotated[Path, typer.Option("--output", "-o", help="The decisions file.")] = Path("decisions.yaml"),
        db: Db = DEFAULT_DB,
    ) -> None:
        """Read decisions back from a workbook and draw the map with them."""
        apply_workbook(db, workbook, output)

    app.add_typer(verb, name="map")


def map_(
    db: Path, *, check: bool = False, act: str | None = None, disposition: str | None = None, unit: str | None = None,
    outline: str | None = None, target: str | None = None, decisions: Path | None = None, limit: int = 0,
    form: Format | None = None,
) -> int:  # fmt: skip
    """List the map's rows or its holes; exit status 1 when the check finds any."""
    from lawkit.commands import stages
    from lawkit.commands.output import emit, say
    from lawkit.commands.progress import shown
    from lawkit.commands.ready import ready

    with ready(db, ["read", "overlaps"]) as store:
        if not store.readonly:
            with shown() as progress:
                stages.draw_map(store, progress, outline=outline, target=target, decisions=decisions)
        if check:
            holes = stages.holes(store)
            emit(
                ({"code": hole.code, "where": hole.where, "message": hole.message} for hole in holes),
                ("code", "where", "message"), form,
            )  # fmt: skip
            say(f"{len(holes)} holes in the map" if holes else "the map is complete: every provision has its place")
            return 1 if holes else 0
        listed = [
            row(d)
            for d in store.map()
            if act in (None, d.source.act if d.source else None)
            and disposition in (None, d.disposition)
            and unit in (None, d.target)
        ]
    emit(listed[: limit or None], ("source", "disposition", "target", "similarity", "state", "reason"), form)
    return 0


def export_map(db: Path, output: Path, language: Language = "rus") -> None:
    """Write the map drawn last as a workbook or as the comparative table; raises StoreError, ReportError."""
    from functools import partial

    from lawkit.commands.output import say
    from lawkit.commands.tables import place
    from lawkit.report.mapbook import write_map
    from lawkit.report.word import write_comparative
    from lawkit.store import Store

    if output.suffix not in (".xlsx", ".docx"):
        raise typer.BadParameter(f"{output.name}: .xlsx or .docx", param_hint="--output")
    drawn, readings = _drawn(db)
    if output.suffix == ".xlsx":
        job = partial(write_map, drawn, [r.act for r in readings], language=language)
    else:
        job = partial(write_comparative, drawn, readings, language=language)
    with Store.open(db) as store:
        say(place(store, output, job) or f"written to {output}")


def export_draft(db: Path, output: Path, language: Language = "rus") -> None:
    """Write the draft law; raises StoreError, ReportError."""
    from lawkit.commands.output import say
    from lawkit.commands.tables import write_draft_law

    drawn, readings = _drawn(db)
    say(f"written to {write_draft_law(drawn, readings, output, language)}")


def _drawn(db: Path) -> tuple[Map, list[Reading]]:
    """The map drawn last, or one drawn now, and the readings."""
    from lawkit.commands import stages
    from lawkit.commands.ready import ready
    from lawkit.errors import StoreError

    with ready(db, ["read", "overlaps"] if _has_map(db) else ["read", "overlaps", "map"]) as store:
        drawn = stages.stored_map(store)
        if drawn is None:
            raise StoreError(f"{db} holds no map", "draw it first: lawkit map")
        return drawn, store.readings()


def _has_map(db: Path) -> bool:
    """Whether a map was drawn."""
    from lawkit.store import Store

    with Store.open(db, readonly=True) as store:
        return bool(store.map_name())


def apply_workbook(db: Path, workbook: Path, output: Path) -> None:
    """Turn a workbook into a decisions file and draw the map anew; raises DecisionsError with every bad cell."""
    from lawkit.commands import stages
    from lawkit.commands.output import say
    from lawkit.commands.progress import shown
    from lawkit.commands.ready import ready
    from lawkit.consolidate import dump_decisions
    from lawkit.errors import ReportError, SourceNotFound, StoreError
    from lawkit.report.mapbook import read_map

    if not workbook.is_file():
        raise SourceNotFound(f"{workbook} does not exist", "write it first: lawkit map export")
    with ready(db, ["read", "overlaps"]) as store:
        drawn = stages.stored_map(store)
        if drawn is None:
            raise StoreError(f"{db} holds no map", "draw it first: lawkit map")
        decisions = read_map(workbook, drawn)
        try:
            output.write_text(dump_decisions(decisions), encoding="utf-8", newline="\n")
        except OSError as problem:
            raise ReportError(
                f"{output} cannot be written: {problem.strerror}", "name another file with -o"
            ) from problem
        with shown() as progress:
            name = store.map_name()
            target = drawn.outline.act or None
            outcome = stages.draw_map(
                store, progress, outline=None if target else name, target=target, decisions=output
            )
    say(f"{len(decisions)} decisions written to {output}; {outcome.figures.get('stale', 0)} rows are stale")


def row(d: Disposition) -> dict[str, Any]:
    """A row of the map as a row of a list."""
    return {
        "source": str(d.source or ""), "disposition": d.disposition, "target": d.target,
        "similarity": round(d.similarity, 4), "margin": round(d.margin, 4), "method": d.method, "state": d.state,
        "reason": d.reason.get("rus") or next(iter(d.reason.values()), ""), "reasons": d.reason,
        "evidence": list(d.evidence), "decided_by": d.decided_by, "decided_on": d.decided_on,
        "source_hash": d.source_hash,
    }  # fmt: skip
