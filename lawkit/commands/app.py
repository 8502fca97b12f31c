"""The typer app: its name, its global options and its verbs in the order in which they are used."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from lawkit.commands.asof import add_to
from lawkit.commands.options import Tongue

VERBS = (
    "run", "demo", "fetch", "ingest", "watch", "acts", "show", "search", "refs", "terms", "norms", "graph", "cite", "overlaps", "compare", "diff", "history",
    "similar", "gaps", "map", "report", "export", "check", "rule", "parity",
)  # fmt: skip


class _InOrder(TyperGroup):
    """Verbs in the order of work, also those that are groups of their own; `--as-of` for all that read the store."""

    def __init__(self, *arguments: Any, **names: Any) -> None:
        super().__init__(*arguments, **names)
        add_to(self.commands)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The names of the verbs."""
        return list(VERBS)


def _version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from lawkit import __version__

        typer.echo(f"lawkit {__version__}")
        raise typer.Exit


def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    ui: Annotated[
        Tongue | None,
        typer.Option(
            "--ui", envvar="LAWKIT_UI", show_default=False, help="Language of help and messages; default: the locale's."
        ),
    ] = None,
) -> None:
    """Options that stand before the verb; `--debug` and `--ui` are read in `main` and may stand anywhere."""


def build(verbs: Sequence[str] = VERBS) -> typer.Typer:
    """The command line with these verbs: one is enough for a call of it, and spares it the modules of the others."""
    app = typer.Typer(
        name="lawkit",
        cls=_InOrder,
        help="Brings many acts together into one: reads, compares and maps legislation.",
        epilog="Start with: lawkit demo. Results are kept in ./lawkit.db (--db or LAWKIT_DB names another file).",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )
    app.callback()(root)
    for verb in verbs:
        import_module(f"lawkit.commands.{verb}").register(app)
    return app
