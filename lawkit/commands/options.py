"""Options and arguments that several verbs share, and the choice of the database."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from lawkit.commands.asof import database


class Format(StrEnum):
    """How a list is printed."""

    table = "table"
    json = "json"
    csv = "csv"


class Tongue(StrEnum):
    """A language of an act, ISO 639-2 as on adilet."""

    rus = "rus"
    kaz = "kaz"
    eng = "eng"


DEFAULT_DB = Path("lawkit.db")

Db = Annotated[
    Path,
    typer.Option(
        "--db", envvar="LAWKIT_DB", help="The database file.", show_envvar=True, rich_help_panel=None, callback=database
    ),
]
Form = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="Default: table on a terminal, json when piped.", show_default=False),
]
Lang = Annotated[Tongue | None, typer.Option("--lang", "-l", help="Only this language.", show_default=False)]
Limit = Annotated[int, typer.Option("--limit", "-n", min=0, help="At most so many rows; 0: all.")]
ActId = Annotated[str | None, typer.Option("--act", help="Only this act, e.g. Z1500000401.", show_default=False)]
AddressArgument = Annotated[str, typer.Argument(help="E.g. Z1500000401/rus#art_6-2__para_1.", show_default=False)]
Paths = Annotated[
    list[Path],
    typer.Argument(help="Files or folders with acts: HTML, Markdown, text, DOCX, PDF, RTF.", show_default=False),
]


def one_of(value: str | None, allowed: Any, option: str) -> None:
    """Refuse a value that a `Literal` of the model does not know; an empty list would look like an answer."""
    names = get_args(allowed)
    if value is not None and value not in names:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(names)}", param_hint=option)


def example(*lines: str) -> str:
    """The epilog of a verb: calls that work as they stand."""
    return "Example: " + "   or: ".join(lines)
