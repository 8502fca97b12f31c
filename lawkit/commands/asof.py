"""`--as-of DATE` for every verb that reads the store: the verb then works on the view of the store on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

_WITHOUT = frozenset(
    {"run", "ingest", "fetch", "demo", "watch", "diff", "history"}
)  # that write, or have their own dates
_KEY = "lawkit.as_of"
HELP = "As of this day (2024-01-31): the editions then in force, without later ones."


def day_of(text: str) -> dt.date:
    """A day as typed, 2024-01-31 or 31.01.2024; a bad parameter otherwise."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise typer.BadParameter(f"{text!r} is no day", param_hint="--as-of")


def _remember(context: typer.Context, value: str | None) -> str | None:
    """Keep the day for the database option, which is read afterwards."""
    if value:
        context.meta[_KEY] = day_of(value)
    return value


AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help=HELP, show_default=False, is_eager=True, callback=_remember
    ),
]  # fmt: skip


def database(context: typer.Context, value: Path) -> Path:
    """The database option's callback: the store, or its view where a day was asked for."""
    day = context.meta.get(_KEY)
    return value if day is None or context.resilient_parsing else on(value, day)


def on(db: Path, day: dt.date) -> Path:
    """The view of a store on a day; says what a reader should know."""
    from lawkit.commands.output import say
    from lawkit.commands.pipeline import code_version
    from lawkit.editions.view import view_of

    view = view_of(db, day, code_version("ingest"))
    for note in view.notes[:10]:
        say(note)
    if len(view.notes) > 10:
        say(f"and {len(view.notes) - 10} notes more on what was in force on {day}")
    return view.path


def add_to(commands: Mapping[str, Any]) -> None:
    """Give the option to every verb that reads a database, and to the verbs below it."""
    for name, command in commands.items():
        below = getattr(command, "commands", None)
        if name in _WITHOUT:
            continue
        if below:
            add_to(below)
        if any(p.name == "db" for p in command.params) and all(p.name != "as_of" for p in command.params):
            command.params.append(_option())


def _option() -> Any:
    """The option as typer makes it, its value kept out of the verb's arguments."""
    small = typer.Typer()

    @small.command()
    def command(as_of: AsOf = None) -> None:
        """Carry the option."""

    from typer.main import get_command

    option = next(p for p in get_command(small).params if p.name == "as_of")
    option.expose_value = False
    return option
