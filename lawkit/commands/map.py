"""`lawkit map`: where every provision goes in the single law, and the proof that none is forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, ActId, Db, Form, Format, Limit, example

if TYPE_CHECKING:
    from lawkit.model import Disposition


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "map", epilog=example("lawkit map", "lawkit map --check", "lawkit map --disposition conflict --format csv")
    )
    def command(
        check: Annotated[bool, typer.Option("--check", help="Prove completeness; exit status 1 on any hole.")] = False,
        act: ActId = None,
        disposition: Annotated[
            str | None, typer.Option("--disposition", help="verbatim, merged, stays, conflict, …", show_default=False)
        ] = None,
        target: Annotated[
            str | None, typer.Option("--target", help="Only what goes to this unit.", show_default=False)
        ] = None,
        outline: Annotated[
            str | None,
            typer.Option("--outline", help="An outline's name or YAML file; default egov-law.", show_default=False),
        ] = None,
        decisions: Annotated[
            Path | None, typer.Option("--decisions", help="People's decisions, a YAML file.", show_default=False)
        ] = None,
        limit: Limit = 0,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """List where each provision goes in the single law; with --check prove that the map is complete."""
        raise typer.Exit(
            map_(
                db, check=check, act=act, disposition=disposition, target=target, outline=outline, decisions=decisions,
                limit=limit, form=form,
            )
        )  # fmt: skip


def map_(
    db: Path, *, check: bool = False, act: str | None = None, disposition: str | None = None, target: str | None = None,
    outline: str | None = None, decisions: Path | None = None, limit: int = 0, form: Format | None = None,
) -> int:  # fmt: skip
    """List the map's rows or its holes; exit status 1 when the check finds any."""
    from lawkit.commands import stages as work
    from lawkit.commands.output import emit, say
    from lawkit.commands.progress import shown
    from lawkit.commands.ready import ready

    with ready(db, ["read", "overlaps"]) as store:
        with shown() as progress:
            work.draw_map(store, progress, outline=outline, decisions=decisions)
        if check:
            holes = work.holes(store)
            rows = [dict(vars_of(hole)) for hole in holes]
            emit(rows, tuple(rows[0]) if rows else ("problem",), form)
            say(f"{len(rows)} holes in the map" if rows else "the map is complete: every provision has its place")
            return 1 if rows else 0
        listed = [
            row(d)
            for d in store.map()
            if act in (None, d.source.act if d.source else None)
            and disposition in (None, d.disposition)
            and target in (None, d.target)
        ]
    emit(listed[: limit or None], ("source", "disposition", "target", "similarity", "state", "reason"), form)
    return 0


def vars_of(value: Any) -> dict[str, Any]:
    """The fields of a frozen dataclass by name."""
    from dataclasses import fields

    from lawkit.commands.output import plain

    return {f.name: plain(getattr(value, f.name)) for f in fields(value)}


def row(d: Disposition) -> dict[str, Any]:
    """A row of the map as a row of a list."""
    return {
        "source": str(d.source or ""), "disposition": d.disposition, "target": d.target,
        "similarity": round(d.similarity, 4), "margin": round(d.margin, 4), "method": d.method, "state": d.state,
        "reason": d.reason.get("rus") or next(iter(d.reason.values()), ""), "reasons": d.reason,
        "evidence": list(d.evidence), "decided_by": d.decided_by, "decided_on": d.decided_on,
        "source_hash": d.source_hash,
    }  # fmt: skip
