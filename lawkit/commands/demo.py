"""`lawkit demo`: the main job on the model acts that come with lawkit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lawkit.commands.options import example
from lawkit.commands.report import Ui

DEFAULT_FOLDER = Path("lawkit-demo")


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("demo", epilog=example("lawkit demo", "lawkit demo -o results --ui eng"))
    def command(
        output: Annotated[Path, typer.Option("--output", "-o", help="Where to put the results.")] = DEFAULT_FOLDER,
        ui: Annotated[Ui, typer.Option("--ui", help="Language of the report.")] = Ui.rus,
    ) -> None:
        """Try everything on small model acts.

        The acts are models and not the law; the results are checked against their answer key.
        """
        raise typer.Exit(demo(output, ui=ui))


def demo(output: Path, *, ui: Ui = Ui.rus) -> int:
    """Run the main job on corpus/demo; exit status 1 when the answer key is not met."""
    from lawkit.commands.output import say, write_line
    from lawkit.commands.run import run
    from lawkit.demo import check_demo
    from lawkit.errors import ReportError
    from lawkit.resources import resource
    from lawkit.store import Store

    corpus = resource("corpus", "demo")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ReportError(f"{output} cannot be made: {problem.strerror}", "name another folder with -o") from problem
    db, report = output / "lawkit.db", output / "report"
    status = run([corpus], db, report, ui=ui)
    with Store.open(db, readonly=True) as store:
        missed = check_demo(store.readings(), store.findings(), store.verdicts())
    for line in missed:
        say(f"lawkit: answer key: {line}")
    print()
    write_line("The answer key is met." if not missed else f"The answer key is missed in {len(missed)} points.")
    write_line(f"Report: {(report / 'index.html').absolute()}")
    write_line(f"Word table: {(report / 'tables' / 'comparative-table.docx').absolute()}")
    write_line(f"Database: {db.absolute()}")
    return status or (1 if missed else 0)
