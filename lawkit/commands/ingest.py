"""`lawkit ingest PATH…`: read acts into the database."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from lawkit.commands.options import DEFAULT_DB, Db, Form, Format, Lang, Paths, Tongue, example


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "ingest", epilog=example("lawkit ingest acts/", "lawkit ingest draft.docx --id draft:digital --lang rus")
    )
    def command(
        paths: Paths,
        lang: Lang = None,
        act_id: Annotated[
            str | None, typer.Option("--id", help="The act's id, for a single act.", show_default=False)
        ] = None,
        edition: Annotated[
            str | None, typer.Option("--edition", help="The edition's date, YYYY-MM-DD.", show_default=False)
        ] = None,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """Read acts into the database.

        What was read before and is unchanged is passed over. A source that cannot be read is named; the others are
        stored, and the exit status is 2.
        """
        raise typer.Exit(ingest(paths, db, lang=lang, act_id=act_id, edition=edition, form=form))


def ingest(
    paths: list[Path],
    db: Path,
    *,
    lang: Tongue | None = None,
    act_id: str | None = None,
    edition: str | None = None,
    form: Format | None = None,
) -> int:
    """Read acts and list them; exit status 2 when a source failed, though the others are stored."""
    from lawkit.commands import pipeline
    from lawkit.commands.output import emit, say
    from lawkit.commands.progress import shown
    from lawkit.sources import find_sources
    from lawkit.store import Store

    overrules = pipeline.Overrules(lang.value if lang else None, act_id, _day(edition))
    if act_id is not None:
        _check_id(act_id, find_sources(paths))
    else:
        find_sources(paths)  # a wrong path is told before a database is made
    with Store.open(db, create=True) as store, shown() as progress:
        outcome = pipeline.ingest(store, paths, overrules, progress)
        infos = store.infos()
    for note in outcome.notes:
        say(note)
    for problem in outcome.problems:
        say(f"lawkit: {problem}")
    f = outcome.figures
    say(f"{f['read']} read, {f['unchanged']} unchanged, {f['failed']} failed; {len(infos)} acts are current in {db}")
    if outcome.problems and not f["read"] and not f["unchanged"]:
        return 2  # nothing came in: nothing to list
    if outcome.problems and f["read"]:
        say("the acts that could be read are stored")
    from lawkit.commands.acts import COLUMNS, row

    emit(map(row, infos), COLUMNS, form)
    return 2 if outcome.problems else 0


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date such as 2025-03-15", param_hint="--edition") from None


def _check_id(act_id: str, sources: list[Path]) -> None:
    """One id names one act; and an id must fit into an address."""
    from lawkit.model import Address

    if len(sources) > 2:
        raise typer.BadParameter(f"one id for {len(sources)} files; give them one by one", param_hint="--id")
    try:
        fits = Address.parse(act_id).act == act_id
    except ValueError:
        fits = False
    if not fits:
        raise typer.BadParameter(f"{act_id!r}: letters, digits and : . _ - only", param_hint="--id")
