"""`lawkit search WORDS`: provisions in which all the words stand, in any form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lawkit.commands.options import DEFAULT_DB, Db, Form, Format, Lang, Limit, Tongue, example


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "search", epilog=example("lawkit search электронная подпись", "lawkit search '\"открытые данные\"' -l rus")
    )
    def command(
        words: Annotated[list[str], typer.Argument(help='Words in any form; "…" is a phrase.', show_default=False)],
        lang: Lang = None,
        limit: Limit = 20,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """Find provisions by words, in any form.

        All the words must stand in the provision; the best come first.
        """
        search(" ".join(words), db, lang=lang, limit=limit, form=form)


def search(words: str, db: Path, *, lang: Tongue | None = None, limit: int = 20, form: Format | None = None) -> None:
    """List the provisions found."""
    from lawkit.commands.output import emit, say, short
    from lawkit.store import Store

    with Store.open(db, readonly=True) as store:
        hits = store.search(words, lang.value if lang else None, limit=limit or 1_000_000)
    rows = [
        {
            "address": str(hit.address),
            "text": short(f"{hit.heading} {hit.text}".strip(), 400),
            "title": hit.title,
            "score": round(hit.score, 3),
        }
        for hit in hits
    ]
    if not rows:
        say("nothing found; fewer words find more")
    emit(rows, ("address", "text", "score"), form)
