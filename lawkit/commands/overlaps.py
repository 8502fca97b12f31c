"""`lawkit overlaps`: provisions that say the same, or that contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, ActId, Db, Form, Format, Limit, example

if TYPE_CHECKING:
    from lawkit.model import Finding
    from lawkit.store import Store

_TIERS = ("certain", "likely", "possible")


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "overlaps",
        epilog=example("lawkit overlaps --tier likely", "lawkit overlaps --act Z1500000401 --kind deadline-conflict"),
    )
    def command(
        act: ActId = None,
        kind: Annotated[
            str | None, typer.Option("--kind", help="Only this code, e.g. near-duplicate.", show_default=False)
        ] = None,
        tier: Annotated[
            str | None, typer.Option("--tier", help="certain, likely or possible: this and better.", show_default=False)
        ] = None,
        legal_class: Annotated[
            str | None, typer.Option("--class", help="duplication, contradiction, obsolete, …", show_default=False)
        ] = None,
        words: Annotated[
            str | None, typer.Option("--words", help="Only where these words stand.", show_default=False)
        ] = None,
        body: Annotated[
            str | None,
            typer.Option("--body", help="Only where this body is named, in any form.", show_default=False),
        ] = None,
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help="Also write a workbook (.xlsx).", show_default=False)
        ] = None,
        matters: Annotated[
            list[Path] | None,
            typer.Option(
                "--matters",
                help="Ask the questions of this file or folder too (rules/matters/README.md); of equal ids yours holds.",
                show_default=False,
            ),
        ] = None,
        limit: Limit = 0,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """List duplicates and conflicts, the surest first."""
        overlaps(
            db,
            act=act,
            kind=kind,
            tier=tier,
            legal_class=legal_class,
            words=words,
            body=body,
            output=output,
            matters=matters,
            limit=limit,
            form=form,
        )


def overlaps(
    db: Path, *, act: str | None = None, kind: str | None = None, tier: str | None = None,
    legal_class: str | None = None, words: str | None = None, body: str | None = None,
    output: Path | None = None, matters: Sequence[Path] | None = None, limit: int = 0, form: Format | None = None,
) -> None:  # fmt: skip
    """List findings, filtered; with questions of one's own they are looked for anew, and the kept ones stay as they are."""
    from lawkit.commands.options import one_of
    from lawkit.commands.output import emit, say
    from lawkit.commands.ready import ready
    from lawkit.model import LegalClass, Tier
    from lawkit.overlaps.findings import concerns_body

    one_of(tier, Tier, "--tier")
    one_of(legal_class, LegalClass, "--class")
    worst = _TIERS.index(tier) if tier else len(_TIERS)
    with ready(db, ["read", "overlaps"], act=act) as store:
        findings = store.findings(family="overlaps", code=kind, act=act)
        if matters:
            findings = [f for f in _asked_too(store, matters) if kind in (None, f.code) and _names(f, act)]
    chosen = [
        f
        for f in findings
        if _TIERS.index(f.tier) <= worst
        and legal_class in (None, f.legal_class)
        and (words is None or any(all(w in p.text.casefold() for w in words.casefold().split()) for p in f.pins))
        and (body is None or concerns_body(f, body))
    ]
    emit(map(row, chosen[: limit or None]), ("tier", "code", "places", "explanation"), form)
    if output:
        from lawkit.overlaps import write_xlsx

        say(f"written to {write_xlsx(chosen, output)}")


def _asked_too(store: Store, matters: Sequence[Path]) -> list[Finding]:
    """Findings with the questions of these files added to those of lawkit."""
    from lawkit.overlaps import find_overlaps, load_matters
    from lawkit.resources import resource

    return find_overlaps(store.readings(), matters=load_matters([resource("rules", "matters"), *matters]))


def _names(f: Finding, act: str | None) -> bool:
    return act is None or any(pin.address.act == act for pin in f.pins)


def row(f: Finding) -> dict[str, Any]:
    """A finding as a row of a list."""
    from lawkit.commands.output import told
    from lawkit.overlaps.tables import ends

    places = [str(pin.address) for pin in f.pins]
    one, two = ends(f)
    return {
        "id": f.id, "code": f.code, "tier": f.tier, "class": f.legal_class, "score": round(f.score, 4),
        "first": str(one.address) if one else "", "second": str(two.address) if two else "", "places": places,
        "explanation": told(f.explanation),
        "explanations": f.explanation, "texts": [pin.text for pin in f.pins], "evidence": f.evidence,
    }  # fmt: skip
