"""The progress display: on a terminal, on stderr, and nowhere else."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

from lawkit.commands.pipeline import Progress, silent
from lawkit.commands.speech import word


@contextlib.contextmanager
def shown() -> Iterator[Progress]:
    """A progress callback that draws one bar a stage; silent when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        TextColumn("{task.description:<14}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    tasks: dict[str, TaskID] = {}

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(word(stage, "stage"), total=total)
        bars.update(tasks[stage], completed=done, total=total)

    with bars:
        yield progress
