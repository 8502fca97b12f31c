"""`lawkit terms`: who defines what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, ActId, Db, Form, Format, Lang, Limit, Tongue, example

if TYPE_CHECKING:
    from lawkit.model import Act, Definition


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("terms", epilog=example("lawkit terms --several", "lawkit terms оператор --lang rus"))
    def command(
        term: Annotated[str | None, typer.Argument(help="Only terms with these words.", show_default=False)] = None,
        several: Annotated[bool, typer.Option("--several", help="Only terms that more than one act defines.")] = False,
        act: ActId = None,
        lang: Lang = None,
        limit: Limit = 0,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """List defined terms and abbreviations, by term."""
        terms(db, term=term, several=several, act=act, lang=lang, limit=limit, form=form)


def terms(
    db: Path, *, term: str | None = None, several: bool = False, act: str | None = None, lang: Tongue | None = None,
    limit: int = 0, form: Format | None = None,
) -> None:  # fmt: skip
    """List definitions, sorted by language and term."""
    from lawkit.commands.output import emit
    from lawkit.commands.ready import ready

    with ready(db, ["read"], act=act) as store:
        readings = store.readings(language=lang.value if lang else None)
    rows: list[dict[str, Any]] = []
    acts_of: dict[tuple[str, str], set[str]] = {}
    for reading in readings:
        for d in reading.definitions:
            key = (reading.act.language, (d.lemma or d.term).casefold())
            acts_of.setdefault(key, set()).add(reading.act.act_id)
            rows.append(row(reading.act, d))
    for one in rows:
        one["acts"] = len(acts_of[one["language"], _key(one)])
    wanted = [
        one
        for one in rows
        if (
            term is None
            or all(w in f"{one['term']} {one['lemma']} {one['short']}".casefold() for w in term.casefold().split())
        )
        and act in (None, one["act_id"])
        and (not several or one["acts"] > 1)
    ]
    wanted.sort(key=lambda one: (one["language"], _key(one), one["source"]))
    emit(wanted[: limit or None], ("term", "text", "source", "acts"), form)


def _key(one: dict[str, Any]) -> str:
    """By what terms are the same and sorted."""
    return str(one["lemma"] or one["term"]).casefold()


def row(act: Act, d: Definition) -> dict[str, Any]:
    """A definition as a row of a list."""
    return {
        "term": d.term, "short": d.short, "text": d.text, "source": str(act.at(d.source)), "form": d.form,
        "scope": d.scope, "language": act.language, "lemma": d.lemma, "act_id": act.act_id,
    }  # fmt: skip
