"""`lawkit refs`: what the acts refer to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, ActId, Db, Form, Format, Lang, Limit, Tongue, example

if TYPE_CHECKING:
    from lawkit.model import Act, Reference


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("refs", epilog=example("lawkit refs --status dead", "lawkit refs --act Z1500000401 --to K2000000350"))
    def command(
        act: ActId = None,
        at: Annotated[
            str | None, typer.Option("--in", help="Only below this provision, e.g. art_5.", show_default=False)
        ] = None,
        to: Annotated[
            str | None, typer.Option("--to", help="Only references to this act or address.", show_default=False)
        ] = None,
        status: Annotated[
            str | None, typer.Option("--status", help="resolved, act_only, undetermined or dead.", show_default=False)
        ] = None,
        kind: Annotated[str | None, typer.Option("--kind", help="other_act, same_act, …", show_default=False)] = None,
        notes: Annotated[bool, typer.Option("--notes", help="Also those in editorial notes.")] = False,
        lang: Lang = None,
        limit: Limit = 0,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """List references, in the order of the text."""
        refs(db, act=act, at=at, to=to, status=status, kind=kind, notes=notes, lang=lang, limit=limit, form=form)


def refs(
    db: Path, *, act: str | None = None, at: str | None = None, to: str | None = None, status: str | None = None,
    kind: str | None = None, notes: bool = False, lang: Tongue | None = None, limit: int = 0, form: Format | None = None,
) -> None:  # fmt: skip
    """List references, filtered."""
    from lawkit.commands.options import one_of
    from lawkit.commands.output import emit
    from lawkit.commands.ready import chosen, ready
    from lawkit.model import ReferenceKind, ReferenceStatus

    one_of(status, ReferenceStatus, "--status")
    one_of(kind, ReferenceKind, "--kind")
    rows: list[dict[str, Any]] = []
    with ready(db, ["read"], act=act) as store:
        for reading in chosen(store, act, lang.value if lang else None):
            rows += [
                row(reading.act, r)
                for r in reading.references
                if status in (None, r.status)
                and kind in (None, r.kind)
                and (notes or not r.editorial)
                and below(r.source, at)
                and (to is None or (r.target is not None and (r.target.act == to or str(r.target).startswith(to))))
            ]
    emit(rows[: limit or None], ("source", "text", "status", "target", "reason"), form)


def below(eid: str, root: str | None) -> bool:
    """Whether a provision is the root or stands below it."""
    return root is None or eid == root or eid.startswith(f"{root}__")


def row(act: Act, r: Reference) -> dict[str, Any]:
    """A reference as a row of a list."""
    return {
        "source": str(act.at(r.source)), "text": r.text, "kind": r.kind, "status": r.status,
        "target": str(r.target or ""), "successor": str(r.successor or ""), "field": r.field,
        "editorial": r.editorial, "reason": r.reason, "start": r.span.start, "end": r.span.end,
    }  # fmt: skip
