"""`lawkit similar TEXT`: provisions that say something like it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, Db, Form, Format, Lang, Limit, Tongue, example


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("similar", epilog=example("lawkit similar 'ответ на запрос даётся в течение пяти рабочих дней'"))
    def command(
        text: Annotated[str, typer.Argument(help="A sentence, or an address.", show_default=False)],
        lang: Lang = None,
        limit: Limit = 10,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """Find the provisions most like a text, the most similar first."""
        similar(text, db, lang=lang, limit=limit, form=form)


def similar(text: str, db: Path, *, lang: Tongue | None = None, limit: int = 10, form: Format | None = None) -> None:
    """List similar provisions."""
    from lawkit.commands.output import emit, plain, short
    from lawkit.overlaps import similar as find
    from lawkit.store import Store

    with Store.open(db, readonly=True) as store:
        acts = store.acts(language=lang.value if lang else None)
    found = find(text, acts)
    rows: list[dict[str, Any]] = []
    for hit in found[: limit or None]:
        rows.append({
            "address": plain(hit.address), "similarity": round(hit.score, 4), "text": short(hit.text, 400),
        })  # fmt: skip
    emit(rows, ("address", "similarity", "text"), form)
