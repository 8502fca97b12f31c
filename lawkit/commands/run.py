"""`lawkit run PATH…`: the whole way, from files to report, tables and map."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from lawkit.commands.asof import HELP as AS_OF
from lawkit.commands.asof import day_of, on
from lawkit.commands.options import DEFAULT_DB, Db, Format, Lang, Paths, Tongue, example
from lawkit.commands.report import DEFAULT_FOLDER, Ui


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("run", epilog=example("lawkit run acts/", "lawkit run acts/ -o report --db acts.db"))
    def command(
        paths: Paths,
        output: Annotated[Path, typer.Option("--output", "-o", help="Folder for report and tables.")] = DEFAULT_FOLDER,
        lang: Lang = None,
        decisions: Annotated[
            Path | None,
            typer.Option("--decisions", help="People's decisions on the map, a YAML file.", show_default=False),
        ] = None,
        verdicts: Annotated[
            Path | None, typer.Option("--verdicts", help="People's verdicts on gaps, a YAML file.", show_default=False)
        ] = None,
        as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=AS_OF, show_default=False)] = None,
        ui: Annotated[Ui, typer.Option("--ui", help="Language of the pages.")] = Ui.rus,
        db: Db = DEFAULT_DB,
        form: Annotated[Format, typer.Option("--format", "-f", help="Form of the summary.")] = Format.table,
    ) -> None:
        """Do everything, from files to report and map.

        Reads the acts, finds overlaps and gaps, draws the map, writes report and tables.
        """
        day = day_of(as_of) if as_of else None
        raise typer.Exit(
            run(paths, db, output, lang=lang, decisions=decisions, verdicts=verdicts, ui=ui, form=form, as_of=day)
        )


def run(
    paths: list[Path], db: Path, output: Path, *, lang: Tongue | None = None, decisions: Path | None = None,
    verdicts: Path | None = None, ui: Ui = Ui.rus, form: Format = Format.table, as_of: dt.date | None = None,
) -> int:  # fmt: skip
    """Run all stages and print a summary; exit status 2 when a source could not be read, though all else is done.

    With `as_of` the acts are read into the database and all else is done with the editions in force on that day.
    """
    from lawkit import __version__
    from lawkit.commands import pipeline
    from lawkit.commands.output import emit, say
    from lawkit.commands.progress import shown
    from lawkit.commands.ready import say_editions
    from lawkit.commands.speech import word
    from lawkit.sources import find_sources
    from lawkit.store import Store

    find_sources(paths)
    started = dt.datetime.now(dt.UTC)
    overrules = pipeline.Overrules(lang.value if lang else None)
    read = None
    if as_of is not None:
        with Store.open(db, create=True) as store, shown() as progress:
            read = pipeline.ingest(store, paths, overrules, progress)
        db = on(db, as_of)
    with Store.open(db, create=True) as store, shown() as progress:
        outcomes = pipeline.run_all(
            store, paths, output, overrules, progress, decisions=decisions, verdicts=verdicts, ui=ui.value, read=read
        )
        say_editions(store)
        if any(not outcome.skipped for outcome in outcomes):
            store.log_run("run", started, {o.stage: o.figures for o in outcomes}, version=__version__)
    problems = [problem for outcome in outcomes for problem in outcome.problems]
    for problem in problems:
        say(f"lawkit: {problem}")
    for note in (note for outcome in outcomes for note in outcome.notes):
        say(note)
    rows = [summary(outcome, spoken=form is Format.table) for outcome in outcomes]
    rows.append({"stage": "database", "state": "written", "result": "", "where": str(db.absolute())})
    if form is Format.table:
        rows = [{**row, "stage": word(row["stage"], "stage"), "state": word(row["state"], "state")} for row in rows]
    emit(rows, ("stage", "state", "result"), form)
    if form is Format.table:
        print()
        for row in rows:
            if row["where"]:
                print(f"{row['stage']:<14} {row['where']}")
    sys.stdout.flush()
    if problems:
        say(f"could not be read: {len(problems)}; the others are stored and analysed")
    return 2 if problems else 0


def summary(outcome: Any, *, spoken: bool = False) -> dict[str, Any]:
    """A stage as a row of the summary, its figures named in English or in the language spoken."""
    from lawkit.commands.speech import language, word

    def figure(name: str, value: Any) -> str:
        name = name.replace("_", " ")
        return f"{word(name, 'figure')}: {value}" if spoken and language() != "eng" else f"{value} {name}"

    figures = ", ".join(figure(name, value) for name, value in outcome.figures.items() if value not in (0, ""))
    return {
        "stage": outcome.stage,
        "state": "unchanged" if outcome.skipped else "done",
        "result": figures,
        "where": str(outcome.path.absolute()) if outcome.path else "",
    }
