"""`lawkit history ADDRESS`: how an act or a provision came to be what it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, AddressArgument, Db, Form, Format, Tongue, example

if TYPE_CHECKING:
    from lawkit.editions.events import Event
    from lawkit.editions.history import History, Step
    from lawkit.model import Language


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("history", epilog=example("lawkit history Z1500000401#art_9", "lawkit history Z1500000401 -f json"))
    def command(
        address: AddressArgument,
        unit: Annotated[
            str, typer.Argument(help="A unit in words, e.g. 'пункт 1 статьи 6-2'.", show_default=False)
        ] = "",
        ui: Annotated[Tongue, typer.Option("--ui", help="Language of the history's own words.")] = Tongue.rus,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """Show the editions and amendments of an act or a provision.

        Which act changed it, when that takes effect, what the stored editions show, and where the two disagree.
        """
        show_history(address, db, unit=unit, ui=ui.value, form=form)


def show_history(
    address: str, db: Path, *, unit: str = "", ui: Language = "rus", form: Format | None = None
) -> None:  # fmt: skip
    """Print a history: lines for people, steps and findings as rows for programs."""
    import sys

    from lawkit.commands.output import emit
    from lawkit.commands.show import address_of, eid_of
    from lawkit.editions.history import history
    from lawkit.editions.stored import act_at, editions_of
    from lawkit.store import Store

    at = address_of(address)
    with Store.open(db, readonly=True) as store:
        act = act_at(store, at)
        editions = editions_of(store, act.act_id, act.language)
    place = next((k for k, one in enumerate(editions) if one.edition == act.edition), len(editions) - 1)
    found = history(editions, eid_of(unit) if unit else at.eid, place)
    if form is Format.table or (form is None and sys.stdout.isatty()):
        _lines(found, ui, [one.edition for one in editions])
        return
    emit([row for step in found.steps for row in rows(step, ui)] + _disagreements(found),
         ("edition", "date", "act", "action", "place", "change"), form)  # fmt: skip


def rows(step: Step, ui: Language) -> list[dict[str, Any]]:
    """A step as rows: one an amending act and provision, one a change that no note explains."""
    from lawkit.editions.page import ground_of
    from lawkit.editions.phrases import named

    out = []
    edition = "" if step.new is None else str(step.new.edition or "")
    for event in step.events:
        covered = [c for c in step.changes if _under(event, c)]
        out.append({
            "edition": edition, "before": str(step.old.edition or "") if step.old else "", "date": _date(event),
            "certain": event.commencement.date is not None, "planned": event.planned, "act": event.act_number,
            "act_id": event.act, "adopted": event.adopted, "action": event.action, "place": named(event.eid, ui),
            "eid": event.eid, "commencement": event.commencement.words,
            "change": [_told(c, ui) for c in covered], "finding": "",
        })  # fmt: skip
    known = {event.eid: event.act_number for event in step.events}
    for change in step.changes:
        p = (change.new or change.old)[0]
        if not ground_of(change, known):
            out.append({
                "edition": edition, "before": str(step.old.edition or "") if step.old else "", "date": None,
                "certain": False, "planned": False, "act": "", "act_id": None, "adopted": None, "action": change.kind,
                "place": named(p.eid, ui), "eid": p.eid, "commencement": "", "change": [_told(change, ui)], "finding": "",
            })  # fmt: skip
    return out


def _under(event: Event, change: Any) -> bool:
    return any(p.eid == event.eid or p.eid.startswith(f"{event.eid}__") for p in (*change.new, *change.old))


def _date(event: Event) -> Any:
    return event.commencement.date or event.commencement.earliest


def _told(change: Any, ui: Language) -> str:
    """A change in one line: the provision, what happened, the words that differ."""
    from lawkit.commands.output import short
    from lawkit.editions.entries import names, story

    before, after = names(change, ui)
    words = "; ".join(
        f"«{short(a, 60)}» → «{short(b, 60)}»"
        for a, b in (change.comparison.differing() if change.reworded else [])[:3]
    )
    return f"{after or before}: {', '.join(story(change, ui))}" + (f" ({words})" if words else "")


def _disagreements(found: History) -> list[dict[str, Any]]:
    from lawkit.commands.output import told

    return [
        {
            "edition": str(f.pins[0].address.edition or ""), "before": "", "date": None, "certain": f.tier != "possible",
            "planned": False, "act": f.evidence.get("amending_act", ""), "act_id": None, "adopted": None,
            "action": f.evidence.get("action", ""), "place": told(f.explanation), "eid": f.pins[0].address.eid,
            "commencement": f.evidence.get("commencement", ""), "change": [], "finding": f.code,
        }
        for f in found.findings
    ]  # fmt: skip


def _lines(found: History, ui: Language, editions: list[Any]) -> None:
    """The history for a reader."""
    from lawkit.commands.output import clean, short
    from lawkit.editions.phrases import day, named, phrase

    told = ", ".join(day(one, ui) if one else phrase("undated", ui) for one in editions)
    print(f"{found.address}  {named(found.address.eid, ui)}")
    print(phrase("history.editions", ui, dates=told))
    for step in found.steps:
        print()
        print(_heading(step, ui))
        said = ""
        for event in step.events:
            date = day(_date(event), ui) if _date(event) else "…"
            when = phrase("history.on" if event.commencement.date else "history.earliest", ui, date=date)
            who = phrase("amending", ui, date=day(event.adopted, ui) if event.adopted else "…", number=event.act_number)
            print(f"  {when}  {named(event.eid, ui)}: {phrase(f'action.{event.action}', ui)}; {who}")
            if not event.commencement.date and event.commencement.words not in ("", said):
                said = event.commencement.words
                print(f"      {clean(short(event.commencement.words, 110))}")
        for change in step.changes:
            print(f"  * {clean(_told(change, ui))}")
    if found.findings:
        print()
        print(phrase("history.disagree", ui))
        for finding in found.findings:
            print(f"  {phrase(f'tier.{finding.tier}', ui)}: {finding.explanation[ui]}")


def _heading(step: Step, ui: Language) -> str:
    from lawkit.editions.phrases import day, phrase

    dates = [day(a.edition, ui) if a and a.edition else "…" for a in (step.old, step.new)]
    if step.new is None:
        return phrase("history.planned", ui)
    if step.old is None:
        return phrase("history.before", ui, date=dates[1])
    return phrase("history.between", ui, old=dates[0], new=dates[1])
