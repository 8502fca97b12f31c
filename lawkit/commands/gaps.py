"""`lawkit gaps`: what a checklist asks for and the acts do not have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, Db, Form, Format, example

if TYPE_CHECKING:
    from lawkit.gaps import Checklist
    from lawkit.model import Verdict

_OPEN = ("not_found", "partly", "contradicted", "undetermined")


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("gaps", epilog=example("lawkit gaps", "lawkit gaps --checklist egov --open --format csv"))
    def command(
        checklist: Annotated[
            str | None, typer.Option("--checklist", "-c", help="A checklist's name or a YAML file.", show_default=False)
        ] = None,
        value: Annotated[
            str | None,
            typer.Option("--value", help="met, partly, not_found, contradicted, undetermined.", show_default=False),
        ] = None,
        still_open: Annotated[bool, typer.Option("--open", help="Only what is not met.")] = False,
        decisions: Annotated[
            Path | None, typer.Option("--decisions", help="People's verdicts, a YAML file.", show_default=False)
        ] = None,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """List what the checklists ask for and what is found.

        One verdict for each requirement, with the places it rests on.
        """
        gaps(db, checklist=checklist, value=value, still_open=still_open, decisions=decisions, form=form)


def gaps(
    db: Path, *, checklist: str | None = None, value: str | None = None, still_open: bool = False,
    decisions: Path | None = None, form: Format | None = None,
) -> None:  # fmt: skip
    """List verdicts; a checklist of one's own or people's verdicts are evaluated now, the others come from the store."""
    from lawkit.commands.output import emit, say
    from lawkit.commands.ready import ready
    from lawkit.gaps import checklists, find_gaps, load_checklist, load_decisions

    loaded = [load_checklist(name) for name in ([checklist] if checklist else checklists())]
    with ready(db, ["read"] if checklist or decisions else ["read", "gaps"]) as store:
        if checklist or decisions:
            readings = store.readings()
            made = [
                load_decisions(decisions, [item.id for item in one.items] if checklist else None) if decisions else {}
                for one in loaded
            ]
            verdicts = [v for one, d in zip(loaded, made, strict=True) for v in find_gaps(readings, one, d)]
        else:
            verdicts = store.verdicts()
    rows = [row(v, loaded) for v in verdicts if value in (None, v.value) and (not still_open or v.value in _OPEN)]
    emit(rows, ("item", "value", "requirement", "reason", "places"), form)
    for one in loaded:
        own = [v for v in verdicts if v.checklist == one.id]
        if own:
            say(
                f"{one.id}: {sum(v.value == 'met' for v in own)} of {len(own)} met, {sum(v.value == 'partly' for v in own)} partly"
            )


def row(v: Verdict, loaded: list[Checklist]) -> dict[str, Any]:
    """A verdict as a row of a list."""
    item = next((i for one in loaded if one.id == v.checklist for i in one.items if i.id == v.item), None)
    return {
        "checklist": v.checklist, "item": v.item, "group": item.group if item else "", "value": v.value,
        "requirement": item.requirement.get("rus", "") if item else "", "severity": item.severity if item else "",
        "reason": v.reason.get("rus") or next(iter(v.reason.values()), ""), "reasons": v.reason,
        "places": [str(pin.address) for pin in v.pins], "decided_by": v.decided_by, "stale": v.stale,
    }  # fmt: skip
