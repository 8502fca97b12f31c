"""`lawkit terms`: who defines what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, ActId, Db, Form, Format, Lang, Limit, Tongue, example

if TYPE_CHECKING:
    from lawkit.model import Act, Definition, Reading


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "terms", epilog=example("lawkit terms --several", "lawkit terms оператор --uses", "lawkit terms --undefined")
    )
    def command(
        term: Annotated[str | None, typer.Argument(help="Only terms with these words.", show_default=False)] = None,
        several: Annotated[bool, typer.Option("--several", help="Only terms that more than one act defines.")] = False,
        uses: Annotated[bool, typer.Option("--uses", help="Also how often each term is used, by act.")] = False,
        unused: Annotated[bool, typer.Option("--unused", help="Only terms that their own act never uses.")] = False,
        undefined: Annotated[
            bool, typer.Option("--undefined", help="Terms used where no definition stands, instead.")
        ] = False,
        act: ActId = None,
        lang: Lang = None,
        limit: Limit = 0,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """List defined terms and abbreviations, by term."""
        if undefined:
            undefined_terms(db, term=term, act=act, lang=lang, limit=limit, form=form)
        else:
            terms(
                db, term=term, several=several, uses=uses, unused=unused, act=act, lang=lang, limit=limit, form=form
            )  # fmt: skip


def terms(
    db: Path, *, term: str | None = None, several: bool = False, uses: bool = False, unused: bool = False,
    act: str | None = None, lang: Tongue | None = None, limit: int = 0, form: Format | None = None,
) -> None:  # fmt: skip
    """List definitions, sorted by language and term."""
    from lawkit.commands.output import emit
    from lawkit.commands.ready import chosen as in_force
    from lawkit.commands.ready import ready

    with ready(db, ["read"], act=act) as store:
        readings = list(in_force(store, None, lang.value if lang else None))
    rows: list[dict[str, Any]] = []
    acts_of: dict[tuple[str, str], set[str]] = {}
    for reading in readings:
        for d in reading.definitions:
            key = (reading.act.language, (d.lemma or d.term).casefold())
            acts_of.setdefault(key, set()).add(reading.act.act_id)
            rows.append(row(reading.act, d))
    for one in rows:
        one["acts"] = len(acts_of[one["language"], _key(one)])
    idle = _idle(readings) if unused else set()
    wanted = [
        one
        for one in rows
        if _named(term, f"{one['term']} {one['lemma']} {one['short']}")
        and act in (None, one["act_id"])
        and (not several or one["acts"] > 1)
        and (not unused or (one["source"], one["term"]) in idle)
    ]
    wanted.sort(key=lambda one: (one["language"], _key(one), one["source"]))
    if uses:
        _count(wanted, readings)
    columns = ("term", "text", "source", "uses" if uses else "acts")
    emit(wanted[: limit or None], columns, form)


def undefined_terms(
    db: Path, *, term: str | None = None, act: str | None = None, lang: Tongue | None = None, limit: int = 0,
    form: Format | None = None,
) -> None:  # fmt: skip
    """List terms used in an act that does not define them, with where they are defined."""
    from lawkit.commands.output import emit
    from lawkit.commands.ready import chosen as in_force
    from lawkit.commands.ready import ready
    from lawkit.reading.terms import undefined_terms as find

    with ready(db, ["read"], act=act) as store:
        readings = list(in_force(store, None, lang.value if lang else None))
    rows = [
        {
            "term": u.term, "act_id": u.act, "language": u.language, "uses": len(u.uses),
            "places": [str(use.address) for use in u.uses[:20]], "defined_in": [str(a) for a in u.defined_in],
        }
        for u in find(readings)
        if _named(term, f"{u.term} {u.lemma}") and act in (None, u.act)
    ]  # fmt: skip
    emit(rows[: limit or None], ("term", "act_id", "language", "uses", "defined_in"), form)


def _named(words: str | None, text: str) -> bool:
    """Whether all the words stand in a term."""
    return words is None or all(word in text.casefold() for word in words.casefold().split())


def _idle(readings: Sequence[Reading]) -> set[tuple[str, str]]:
    """Definitions whose term their own act never uses: source and term."""
    from lawkit.reading.terms import unused_terms

    return {(str(r.act.at(d.source)), d.term) for r in readings for d in unused_terms(r)}


def _count(rows: list[dict[str, Any]], readings: Sequence[Reading]) -> None:
    """Add to each row how often its term is used, by act."""
    from lawkit.reading.terms import terms_table

    table = {(t.language, t.lemma): t.uses for t in terms_table(readings)}
    for one in rows:
        counts = table.get((one["language"], one["lemma"]), {})
        one["uses"] = [f"{act} {count}" for act, count in sorted(counts.items())]


def _key(one: dict[str, Any]) -> str:
    """By what terms are the same and sorted."""
    return str(one["lemma"] or one["term"]).casefold()


def row(act: Act, d: Definition) -> dict[str, Any]:
    """A definition as a row of a list."""
    return {
        "term": d.term, "short": d.short, "text": d.text, "source": str(act.at(d.source)), "form": d.form,
        "scope": d.scope, "language": act.language, "lemma": d.lemma, "act_id": act.act_id,
    }  # fmt: skip
