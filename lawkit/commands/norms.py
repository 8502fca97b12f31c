"""`lawkit norms`: who must, may or must not do what, by when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, ActId, Db, Form, Format, Lang, Limit, Tongue, example

if TYPE_CHECKING:
    from lawkit.model import Act, Norm


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "norms",
        epilog=example("lawkit norms --modality duty --body operator", "lawkit norms --act Z1500000401 --in art_11"),
    )
    def command(
        act: ActId = None,
        at: Annotated[str | None, typer.Option("--in", help="Only below this provision.", show_default=False)] = None,
        body: Annotated[
            str | None, typer.Option("--body", help="Only this body: its id or words of its name.", show_default=False)
        ] = None,
        modality: Annotated[
            str | None, typer.Option("--modality", help="duty, right, prohibition, power, …", show_default=False)
        ] = None,
        term: Annotated[
            str | None, typer.Option("--term", help="Only norms with these words.", show_default=False)
        ] = None,
        deadline: Annotated[bool, typer.Option("--deadline", help="Only norms with a deadline.")] = False,
        delegations: Annotated[
            bool, typer.Option("--delegations", help="Who issues which by-law, instead of norms.")
        ] = False,
        lang: Lang = None,
        limit: Limit = 0,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """List norms in the order of the text."""
        if delegations:
            list_delegations(db, act=act, at=at, body=body, lang=lang, limit=limit, form=form)
            return
        norms(
            db, act=act, at=at, body=body, modality=modality, term=term, deadline=deadline, lang=lang, limit=limit, form=form
        )  # fmt: skip


def norms(
    db: Path, *, act: str | None = None, at: str | None = None, body: str | None = None, modality: str | None = None,
    term: str | None = None, deadline: bool = False, lang: Tongue | None = None, limit: int = 0,
    form: Format | None = None,
) -> None:  # fmt: skip
    """List norms, filtered."""
    from lawkit.commands.options import one_of
    from lawkit.commands.output import emit
    from lawkit.commands.ready import chosen, ready
    from lawkit.commands.refs import below
    from lawkit.model import Modality

    one_of(modality, Modality, "--modality")
    rows: list[dict[str, Any]] = []
    with ready(db, ["read"], act=act) as store:
        for reading in chosen(store, act, lang.value if lang else None):
            rows += [
                row(reading.act, n)
                for n in reading.norms
                if below(n.source, at)
                and modality in (None, n.modality)
                and (body is None or body == n.body or _within(body, n.addressee))
                and (term is None or _within(term, n.span.of(reading.act.body)))
                and (not deadline or n.deadlines)
            ]
    emit(rows[: limit or None], ("source", "modality", "addressee", "action", "deadlines"), form)


def list_delegations(
    db: Path, *, act: str | None = None, at: str | None = None, body: str | None = None, lang: Tongue | None = None,
    limit: int = 0, form: Format | None = None,
) -> None:  # fmt: skip
    """List who issues which by-law, filtered."""
    from lawkit.commands.output import emit
    from lawkit.commands.ready import ready
    from lawkit.commands.refs import below
    from lawkit.reading.norms import find_delegations

    with ready(db, ["read"], act=act) as store:
        readings = store.readings(language=lang.value if lang else None)
    rows = [
        {
            "source": str(r.act.at(d.source)), "issuer": d.issuer, "act": d.act, "body": d.body, "outright": d.outright,
        }
        for r in readings
        if act in (None, r.act.act_id)
        for d in find_delegations(r.act, r.norms)
        if below(d.source, at) and (body is None or body == d.body or _within(body, d.issuer))
    ]  # fmt: skip
    emit(rows[: limit or None], ("source", "issuer", "act"), form)


def _within(words: str, text: str) -> bool:
    """Whether all the words stand in the text, as beginnings of words or whole."""
    low = text.casefold()
    return bool(low) and all(word in low for word in words.casefold().split())


def row(act: Act, n: Norm) -> dict[str, Any]:
    """A norm as a row of a list."""
    return {
        "source": str(act.at(n.source)), "modality": n.modality, "negated": n.negated, "addressee": n.addressee,
        "body": n.body, "action": n.action, "object": n.object, "condition": n.condition, "exception": n.exception,
        "deadlines": [f"{d.amount:g} {d.calendar} {d.unit} {d.event}".replace(" unspecified", "").strip() for d in n.deadlines],
        "sanction": n.sanction, "text": n.span.of(act.body),
    }  # fmt: skip
