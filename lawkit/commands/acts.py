"""`lawkit acts`: which acts are stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, Db, Form, Format, Lang, Tongue, example

if TYPE_CHECKING:
    from lawkit.store import ActInfo

COLUMNS = ("act_id", "language", "edition", "status", "provisions", "title")


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("acts", epilog=example("lawkit acts", "lawkit acts --all --format csv"))
    def command(
        everything: Annotated[bool, typer.Option("--all", "-a", help="Also earlier editions.")] = False,
        lang: Lang = None,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """List the stored acts.

        The newest edition per language; with --all also the history.
        """
        acts(db, everything=everything, lang=lang, form=form)


def acts(db: Path, *, everything: bool = False, lang: Tongue | None = None, form: Format | None = None) -> None:
    """List the stored acts by id, language and edition."""
    from lawkit.commands.output import emit
    from lawkit.store import Store

    with Store.open(db, readonly=True) as store:
        infos = store.infos(current=not everything)
    wanted = [info for info in infos if lang is None or info.language == lang.value]
    emit(map(row, wanted), (*COLUMNS, "current") if everything else COLUMNS, form)


def row(info: ActInfo) -> dict[str, Any]:
    """An act as a row of a list."""
    return {
        "act_id": info.act_id, "language": info.language, "edition": info.edition, "as_of": info.as_of,
        "current": info.current, "kind": info.kind, "number": info.number, "adopted": info.adopted,
        "status": info.status, "provisions": info.provisions, "title": info.title, "source": info.source,
        "sha256": info.sha256, "address": str(info.address),
    }  # fmt: skip
