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

    @app.command("demo", epilog=example("lawkit demo", "lawkit demo -o /tmp/demo --ui eng"))
    def command(
        output: Annotated[Path, typer.Option("--output", "-o", help="Where to put the results.")] = DEFAULT_FOLDER,
        ui: Annotated[Ui, typer.Option("--ui", help="Language of the report.")] = Ui.rus,
    ) -> None:
        """Run everything on small model acts (not the law) and check the result against their answer key."""
        raise typer.Exit(demo(output, ui=ui))


def demo(output: Path, *, ui: Ui = Ui.rus) -> int:
    """Run the main job on corpus/demo; exit status 1 when the answer key is not met."""
    from lawkit.commands.run import run
    from lawkit.errors import ReportError
    from lawkit.resources import resource

    corpus = resource("corpus", "demo")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ReportError(f"{output} cannot be made: {problem.strerror}", "name another folder with -o") from problem
    db, report = output / "lawkit.db", output / "report"
    status = run([corpus], db, report, ui=ui)
    return status
