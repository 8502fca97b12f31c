"""`lawkit gaps`: what a checklist asks for and the acts do not have; `gaps review`: a person's verdicts over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, Db, Form, Format, example

if TYPE_CHECKING:
    from lawkit.gaps import Checklist, Decision
    from lawkit.model import Language, Verdict

_OPEN = ("not_found", "partly", "contradicted", "undetermined")

ChecklistName = Annotated[
    str | None, typer.Option("--checklist", "-c", help="A checklist's name or a YAML file.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the verb and the review."""
    verb = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})

    @verb.callback(
        invoke_without_command=True,
        epilog=example("lawkit gaps", "lawkit gaps -c egov --open -o gaps.xlsx", "lawkit gaps --draft law.docx"),
    )
    def command(
        context: typer.Context,
        checklist: ChecklistName = None,
        value: Annotated[
            str | None,
            typer.Option("--value", help="met, partly, not_found, contradicted, undetermined.", show_default=False),
        ] = None,
        still_open: Annotated[bool, typer.Option("--open", help="Only what is not met.")] = False,
        structural: Annotated[
            bool, typer.Option("--structural", help="Gaps without a checklist: delegations without an act, …")
        ] = False,
        draft: Annotated[
            Path | None, typer.Option("--draft", help="Which gaps this draft closes and opens.", show_default=False)
        ] = None,
        decisions: Annotated[
            Path | None, typer.Option("--decisions", help="People's verdicts, a YAML file.", show_default=False)
        ] = None,
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help="Also write .xlsx, .docx or .md.", show_default=False)
        ] = None,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """List what the checklists ask for and what is found.

        One verdict for each requirement, with the places it rests on.
        """
        if context.invoked_subcommand:
            return
        if structural:
            structural_gaps(db, form=form)
        elif draft:
            difference(db, draft, checklist=checklist, form=form)
        else:
            gaps(
                db, checklist=checklist, value=value, still_open=still_open, decisions=decisions, output=output, form=form
            )  # fmt: skip

    @verb.command("review", epilog=example("lawkit gaps review -c egov --by 'A. Reader' -o verdicts.yaml"))
    def review_command(
        by: Annotated[str, typer.Option("--by", help="Who decides.", show_default=False)],
        checklist: Annotated[str, typer.Option("--checklist", "-c", help="A checklist's name or file.")] = "egov",
        output: Annotated[Path, typer.Option("--output", "-o", help="The verdicts file.")] = Path("verdicts.yaml"),
        db: Db = DEFAULT_DB,
    ) -> None:
        """Decide on open requirements at the keyboard.

        Decisions are kept in a YAML file for git; `lawkit gaps --decisions FILE` applies them.
        """
        from lawkit.commands.review import review

        review(db, checklist, output, by)

    app.add_typer(verb, name="gaps")


def gaps(
    db: Path, *, checklist: str | None = None, value: str | None = None, still_open: bool = False,
    decisions: Path | None = None, output: Path | None = None, form: Format | None = None,
) -> None:  # fmt: skip
    """List verdicts; a checklist of one's own or people's verdicts are evaluated now, the others come from the store."""
    from lawkit.commands.evidence import kept_evidence
    from lawkit.commands.options import one_of
    from lawkit.commands.output import emit, say
    from lawkit.commands.progress import shown
    from lawkit.commands.ready import ready
    from lawkit.commands.stages import find_all_gaps
    from lawkit.gaps import checklists, find_gaps, score
    from lawkit.model import VerdictValue

    one_of(value, VerdictValue, "--value")
    loaded = lists(checklist)
    own = checklist is not None and checklist not in checklists()
    with ready(db, ["read"]) as store:
        if own:
            verdicts = []
            for one in loaded:
                with kept_evidence(store, one) as cache:
                    verdicts += find_gaps(store.readings(), one, decided(decisions, one), cache)
        else:
            if not store.readonly:
                with shown() as progress:
                    find_all_gaps(store, progress, verdicts=decisions)
            verdicts = [v for v in store.verdicts() if v.checklist in {one.id for one in loaded}]
    chosen = [v for v in verdicts if value in (None, v.value) and (not still_open or v.value in _OPEN)]
    emit((row(v, loaded) for v in chosen), ("item", "value", "requirement", "reason", "places"), form)
    for one in loaded:
        for group in score(verdicts, one) if any(v.checklist == one.id for v in verdicts) else ():
            title = one.groups[group.group].get("rus", group.group)
            say(f"{one.id:<22} {_bar(group.share)} {group.points:>4g}/{group.of:<4g} {title}")
    if output:
        write(output, [(one, [v for v in chosen if v.checklist == one.id]) for one in loaded])
        say(f"written to {output}")


def lists(name: str | None) -> list[Checklist]:
    """One checklist, or all that come with lawkit; raises RulesError with every problem of a broken one."""
    from lawkit.gaps import checklists, load_checklist

    return [load_checklist(one) for one in ([name] if name else checklists())]


def decided(path: Path | None, checklist: Checklist) -> dict[str, Decision]:
    """People's verdicts on the items of a checklist; raises DecisionsError with every problem of the file."""
    from lawkit.errors import SourceNotFound
    from lawkit.gaps import load_decisions

    if path is None:
        return {}
    if not path.is_file():
        raise SourceNotFound(f"{path} does not exist", "make it with lawkit gaps review")
    items = {item.id for item in checklist.items}
    return {item: decision for item, decision in load_decisions(path).items() if item in items}


def write(path: Path, checked: Sequence[tuple[Checklist, Sequence[Verdict]]], language: Language = "rus") -> None:
    """Write verdicts as a workbook, a Word annex or Markdown, by the file's ending; raises ReportError."""
    from lawkit.errors import ReportError
    from lawkit.gaps import markdown, write_annex, write_excel

    try:
        if path.suffix == ".xlsx":
            write_excel(path, checked, language)
        elif path.suffix == ".md":
            path.write_text("\n".join(markdown(v, one, language) for one, v in checked), encoding="utf-8", newline="\n")
        elif path.suffix == ".docx" and len(checked) == 1:
            write_annex(path, checked[0][1], checked[0][0], language)
        else:
            raise ReportError(f"{path.name}: .xlsx, .md, or .docx for one checklist", "choose one with --checklist")
    except OSError as problem:
        raise ReportError(f"{path} cannot be written: {problem.strerror}", "name another file with -o") from problem


def difference(db: Path, draft: Path, *, checklist: str | None = None, form: Format | None = None) -> None:
    """List the gaps that a draft closes and opens, when it takes the place of its act or joins the others."""
    from lawkit.commands.evidence import kept_evidence
    from lawkit.commands.output import emit, say
    from lawkit.commands.ready import ready
    from lawkit.gaps import difference as compared
    from lawkit.gaps import find_gaps
    from lawkit.reading import read
    from lawkit.register import Register
    from lawkit.sources import read_act

    act, loaded = read_act(draft), lists(checklist)
    before: list[Verdict] = []
    after: list[Verdict] = []
    with ready(db, ["read"]) as store:
        readings = store.readings()
        kept = [r for r in readings if (r.act.act_id, r.act.language) != (act.act_id, act.language)]
        new = read(act, Register.load(), {r.act.act_id: r.act for r in readings})
        for one in loaded:
            with kept_evidence(store, one) as cache:
                before += find_gaps(readings, one, cache=cache)
            after += find_gaps([*kept, new], one, cache=cache)
    found = compared(before, after)
    rows = [
        {"change": change, "item": item, "before": before, "after": after}
        for change, changes in (("closed", found.closed), ("opened", found.opened))
        for item, before, after in changes
    ]
    emit(rows, ("change", "item", "before", "after"), form)
    say(f"{len(found.closed)} gaps closed, {len(found.opened)} opened, {found.same} verdicts the same")


def structural_gaps(db: Path, *, form: Format | None = None) -> None:
    """List gaps found without a checklist."""
    from lawkit.commands.output import emit
    from lawkit.commands.overlaps import row as finding_row
    from lawkit.commands.ready import ready

    with ready(db, ["read", "gaps"]) as store:
        findings = store.findings(family="gaps")
    emit(map(finding_row, findings), ("tier", "code", "places", "explanation"), form)


def _bar(share: float, width: int = 10) -> str:
    """A share as a bar."""
    full = round(share * width)
    return "█" * full + "░" * (width - full)


def row(v: Verdict, loaded: Sequence[Checklist]) -> dict[str, Any]:
    """A verdict as a row of a list."""
    from lawkit.commands.output import told

    item = next((i for one in loaded if one.id == v.checklist for i in one.items if i.id == v.item), None)
    return {
        "checklist": v.checklist, "item": v.item, "group": item.group if item else "", "value": v.value,
        "requirement": told(item.requirement) if item else "", "severity": item.severity if item else "",
        "reason": told(v.reason), "reasons": v.reason,
        "places": [str(pin.address) for pin in v.pins], "decided_by": v.decided_by, "stale": v.stale,
    }  # fmt: skip
