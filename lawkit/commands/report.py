"""`lawkit report`: the site that people open first."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lawkit.commands.options import DEFAULT_DB, Db, example

DEFAULT_FOLDER = Path("lawkit-report")


class Ui(StrEnum):
    """The language of the pages' own words."""

    rus = "rus"
    kaz = "kaz"
    eng = "eng"


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "report", epilog=example("lawkit report -o lawkit-report", "lawkit report --single --ui eng -o report.html")
    )
    def command(
        output: Annotated[
            Path | None,
            typer.Option(
                "--output", "-o", help="Folder (default lawkit-report), or file with --single.", show_default=False
            ),
        ] = None,
        single: Annotated[bool, typer.Option("--single", help="One HTML file instead of a folder.")] = False,
        ui: Annotated[Ui, typer.Option("--ui", help="Language of the pages.")] = Ui.rus,
        db: Db = DEFAULT_DB,
    ) -> None:
        """Write the report site.

        Acts, overlaps, terms, gaps and the map as pages that need no network.
        """
        report(db, output, single=single, ui=ui)


def report(db: Path, output: Path | None, *, single: bool = False, ui: Ui = Ui.rus) -> None:
    """Write the pages and say where they are."""
    from lawkit.commands import reporting
    from lawkit.commands.output import say
    from lawkit.commands.progress import shown
    from lawkit.commands.ready import ready

    with ready(db, ["read", "overlaps", "gaps", "map"]) as store, shown() as progress:
        if single:
            from lawkit.report.site import write_single

            path: Path | None = write_single(
                reporting.material(store), output or Path("lawkit-report.html"), ui=ui.value
            )
        else:
            path = reporting.write_report(store, output or DEFAULT_FOLDER, progress, ui=ui.value, force=True).path
    say(f"open {path}")
