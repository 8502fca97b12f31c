"""`lawkit similar TEXT`: provisions that say something like it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
        """Find the provisions most like a text."""
        similar(text, db, lang=lang, limit=limit, form=form)


def _is_address(text: str) -> bool:
    """Whether a text is the address of a provision."""
    from lawkit.model import Address

    try:
        return bool(Address.parse(text).eid)
    except ValueError:
        return False


def similar(text: str, db: Path, *, lang: Tongue | None = None, limit: int = 10, form: Format | None = None) -> None:
    """List similar provisions."""
    from lawkit.commands.output import emit, short
    from lawkit.overlaps import similar as find
    from lawkit.store import Store

    with Store.open(db, readonly=True) as store:
        readings = store.readings(language=lang.value if lang else None)
        if _is_address(text):
            text = "\n".join(p.text for p in store.subtree(text))
    texts = {str(r.act.at(p.eid)): f"{p.heading} {p.text}".strip() for r in readings for p in r.act.provisions}
    rows = [
        {"address": str(address), "similarity": round(score, 4), "text": short(texts.get(str(address), ""), 400)}
        for address, score in find(text, readings, top=limit or len(texts))
    ]
    emit(rows, ("address", "similarity", "text"), form)
