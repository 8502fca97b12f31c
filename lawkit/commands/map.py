"""`lawkit map`: where every provision goes in the single law, and the proof that none is forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, ActId, Db, Form, Format, Lang, Limit, example

if TYPE_CHECKING:
    from lawkit.consolidate.decisions import Decision
    from lawkit.model import Disposition, Language

Decisions = Annotated[
    Path | None, typer.Option("--decisions", help="People's decisions, a YAML file.", show_default=False)
]
Outline = Annotated[
    str | None, typer.Option("--outline", help="A name, a YAML file, or auto (made from the acts).", show_default=False)
]
Target = Annotated[
    str | None, typer.Option("--target", help="Map to this act instead: an address or a file.", show_default=False)
]
Semantic = Annotated[
    Path | None,
    typer.Option(
        "--semantic", help="A folder with a sentence-transformers model: reorders candidates.", show_default=False
    ),
]
Terms = Annotated[
    str | None,
    typer.Option("--terms", help="Terms that the draft replaces: none, verified or all.", show_default=False),
]
Workbook = Annotated[Path, typer.Option("--output", "-o", help="The workbook to write.")]


def register(app: typer.Typer) -> None:
    """Add the verb and what can be done with a map."""
    verb = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})

    @verb.callback(
        invoke_without_command=True,
        epilog=example("lawkit map", "lawkit map --check", "lawkit map --target K2600000255 --disposition conflict"),
    )
    def command(
        context: typer.Context,
        check: Annotated[bool, typer.Option("--check", help="Prove completeness; exit status 1 on any hole.")] = False,
        draft: Annotated[
            Path | None,
            typer.Option("--draft", help="With --check: this edited draft too (.docx, .md).", show_default=False),
        ] = None,
        act: ActId = None,
        disposition: Annotated[
            str | None, typer.Option("--disposition", help="verbatim, merged, stays, conflict, …", show_default=False)
        ] = None,
        unit: Annotated[
            str | None, typer.Option("--unit", help="Only what goes to this unit, e.g. art_12.", show_default=False)
        ] = None,
        outline: Outline = None,
        target: Target = None,
        decisions: Decisions = None,
        semantic: Semantic = None,
        terms: Terms = None,
        forget: Annotated[bool, typer.Option("--no-decisions", help="Without the decisions given before.")] = False,
        limit: Limit = 0,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """Map every provision to the single law.

        Lists where each provision goes; with --check proves that the map is complete and lists its holes. Outline,
        target, terms and decisions are those of the last time unless given.
        """
        if context.invoked_subcommand is None:
            status = map_(
                db, check=check, draft=draft, act=act, disposition=disposition, unit=unit, outline=outline, target=target,
                decisions=decisions, forget=forget, semantic=semantic, terms=terms, limit=limit, form=form,
            )  # fmt: skip
            raise typer.Exit(status)

    @verb.command("export", epilog=example("lawkit map export -o map.xlsx", "lawkit map export -o table.docx"))
    def to_workbook(output: Workbook = Path("map.xlsx"), lang: Lang = None, db: Db = DEFAULT_DB) -> None:
        """Write the map as a workbook or table.

        A workbook (.xlsx) or table (.csv) in which people decide, or the comparative table (.docx).
        """
        export_map(db, output, lang.value if lang else "rus")

    @verb.command("draft", epilog=example("lawkit map draft -o draft.docx", "lawkit map draft -o draft.xml"))
    def to_draft(
        output: Annotated[Path, typer.Option("--output", "-o", help="A .docx, .md or .xml file.")] = Path(
            "draft-law.docx"
        ),
        lang: Lang = None,
        db: Db = DEFAULT_DB,
    ) -> None:
        """Write the draft law that the map leads to.

        As Word (.docx), Markdown (.md) or Akoma Ntoso (.xml).
        """
        export_draft(db, output, lang.value if lang else "rus")

    @verb.command("follow", epilog=example("lawkit map follow -o follow.docx"))
    def consequences(
        output: Annotated[Path, typer.Option("--output", "-o", help="The Word document.")] = Path("follow.docx"),
        lang: Lang = None,
        db: Db = DEFAULT_DB,
    ) -> None:
        """Write what follows from the map.

        The acts and units that are repealed, the references of other acts that must be amended, the terms to replace.
        """
        export_consequences(db, output, lang.value if lang else "rus")

    @verb.command("apply", epilog=example("lawkit map apply map.xlsx -o decisions.yaml"))
    def from_workbook(
        workbook: Annotated[Path, typer.Argument(help="A workbook or CSV of `map export`.", show_default=False)],
        output: Annotated[Path, typer.Option("--output", "-o", help="The decisions file.")] = Path("decisions.yaml"),
        partial: Annotated[bool, typer.Option("--partial", help="Some lines may be missing.")] = False,
        check: Annotated[bool, typer.Option("--check", help="Only check the workbook; write nothing.")] = False,
        db: Db = DEFAULT_DB,
    ) -> None:
        """Read decisions back from a workbook and draw the map with them.

        Every cell is checked first: with one mistake nothing is applied, and all of them are listed. Decisions given
        before stay, unless the workbook decides otherwise or the name is taken out of its line.
        """
        apply_workbook(db, workbook, output, partial=partial, check=check)

    @verb.command("diff", epilog=example("lawkit map diff", "lawkit map diff before.db --format csv"))
    def difference(
        other: Annotated[Path | None, typer.Argument(help="Another database.", show_default=False)] = None,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """List what changed in the map.

        Against the map before its last change, or against the map in another database.
        """
        diff(db, other, form=form)

    @verb.command("changes", epilog=example("lawkit map changes", "lawkit map changes --why terms --format csv"))
    def wording(
        why: Annotated[
            str | None,
            typer.Option("--why", help="reference, heading, definition, merged, wording or terms.", show_default=False),
        ] = None,
        act: ActId = None,
        limit: Limit = 0,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """List every change of wording, with the words before and after.

        Changes of nothing but terms are told apart from real ones: --why terms.
        """
        changes(db, why=why, act=act, limit=limit, form=form)

    @verb.command("outline", epilog=example("lawkit map outline -o outline.yaml"))
    def to_outline(
        output: Annotated[Path, typer.Option("--output", "-o", help="The YAML file.")] = Path("outline.yaml"),
        db: Db = DEFAULT_DB,
    ) -> None:
        """Write an outline made from the acts themselves, to be edited."""
        outline_file(db, output)

    app.add_typer(verb, name="map")


def map_(
    db: Path, *, check: bool = False, draft: Path | None = None, act: str | None = None,
    disposition: str | None = None, unit: str | None = None,
    outline: str | None = None, target: str | None = None, decisions: Path | None = None, forget: bool = False,
    semantic: Path | None = None, terms: str | None = None, limit: int = 0, form: Format | None = None,
) -> int:  # fmt: skip
    """List the map's rows or its holes; exit status 1 when the check finds any."""
    from lawkit.commands.mapping import draw_map, holes
    from lawkit.commands.options import one_of
    from lawkit.commands.output import emit, say
    from lawkit.commands.progress import shown
    from lawkit.commands.ready import ready
    from lawkit.consolidate.maps import TermsMode
    from lawkit.model import DispositionKind

    one_of(disposition, DispositionKind, "--disposition")
    one_of(terms, TermsMode, "--terms")
    with ready(db, ["read", "overlaps"], act=act) as store:
        if not store.readonly:
            with shown() as progress:
                outcome = draw_map(
                    store, progress, outline=outline, target=target, decisions=decisions, forget=forget,
                    semantic=semantic, terms=terms,
                )  # fmt: skip
            for note in outcome.notes:
                say(note)
            if outcome.skipped and outcome.figures.get("stale"):
                say(f"{outcome.figures['stale']} rows are stale: the text changed after it was decided")
        if check or draft is not None:
            found = holes(store, draft)
            emit(found, ("code", "where", "message"), form)
            say(f"{len(found)} holes in the map" if found else "the map is complete: every provision has its place")
            return 1 if found else 0
        listed = [
            row(d)
            for d in store.map()
            if act in (None, d.source.act if d.source else None)
            and disposition in (None, d.disposition)
            and unit in (None, d.target)
        ]
    emit(listed[: limit or None], ("source", "disposition", "target", "similarity", "state", "reason"), form)
    kinds = _counted(listed)
    say(f"{len(listed)} rows on the map: {kinds}")
    return 0


def _counted(rows: list[dict[str, Any]]) -> str:
    """How many rows of each disposition there are, in the language spoken."""
    from collections import Counter

    from lawkit.commands import speech
    from lawkit.consolidate.maps import KINDS
    from lawkit.report.words import plain

    found = Counter(r["disposition"] for r in rows)
    return ", ".join(f"{plain(f'disp.{kind}', speech.language())} {found[kind]}" for kind in KINDS if found[kind])


def changes(
    db: Path, *, why: str | None = None, act: str | None = None, limit: int = 0, form: Format | None = None
) -> None:
    """List the changes of wording of the map drawn last; raises StoreError when there is none."""
    from lawkit.commands.mapping import needed_map
    from lawkit.commands.output import emit, say
    from lawkit.consolidate.lists import renamings
    from lawkit.store import Store

    with Store.open(db, readonly=True) as store:
        drawn = needed_map(store)
        names = renamings(drawn, store.acts()) if drawn.outline.act else []
    every = drawn.changes
    rows = [
        {"source": str(c.source), "target": c.target, "why": c.why, "before": c.before, "after": c.after}
        for c in every
        if act in (None, c.source.act) and why in (None, c.why, *c.why.split(", "))
    ]
    emit(rows[: limit or None], ("source", "target", "why", "before", "after"), form)
    plain = sum(c.why == "terms" for c in every)
    say(f"{len(every)} changes of wording; in {plain} of them only terms or the forms of words changed")
    for name in names:
        say(f"«{name.old}» became «{name.new}» in {name.count} provisions")


def export_map(db: Path, output: Path, language: Language = "rus") -> None:
    """Write the map drawn last as a workbook or as the comparative table; raises StoreError, ReportError."""
    from functools import partial

    from lawkit.commands.mapping import needed_map
    from lawkit.commands.output import say
    from lawkit.commands.ready import ready
    from lawkit.commands.tables import place
    from lawkit.report.mapbook import write_csv, write_map
    from lawkit.report.word import write_comparative

    if output.suffix not in (".xlsx", ".csv", ".docx"):
        raise typer.BadParameter(f"{output.name}: .xlsx, .csv or .docx", param_hint="--output")
    with ready(db, ["read", "overlaps", "map"]) as store:
        drawn, readings = needed_map(store), store.readings()
        if output.suffix != ".docx":
            writer = write_map if output.suffix == ".xlsx" else write_csv
            job = partial(writer, drawn, [r.act for r in readings], language=language)
        else:
            job = partial(write_comparative, drawn, readings, language=language)
        say(place(store, output, job) or f"written to {output}")


def export_draft(db: Path, output: Path, language: Language = "rus") -> None:
    """Write the draft law; raises StoreError, ReportError."""
    from lawkit.commands.mapping import needed_map, refuse_without_draft
    from lawkit.commands.output import say
    from lawkit.commands.ready import ready
    from lawkit.commands.tables import write_draft_law

    with ready(db, ["read", "overlaps", "map"]) as store:
        drawn = needed_map(store)
        refuse_without_draft(drawn)
        say(f"written to {write_draft_law(drawn, store.readings(), output, language)}")


def export_consequences(db: Path, output: Path, language: Language = "rus") -> None:
    """Write what follows from the map drawn last as a Word document; raises StoreError, ReportError."""
    from functools import partial

    from lawkit.commands.mapping import needed_map
    from lawkit.commands.output import say
    from lawkit.commands.ready import ready
    from lawkit.commands.tables import place
    from lawkit.report.consequences import write_consequences

    if output.suffix != ".docx":
        raise typer.BadParameter(f"{output.name}: .docx", param_hint="--output")
    with ready(db, ["read", "overlaps", "map"]) as store:
        job = partial(write_consequences, needed_map(store), store.readings(), language=language)
        say(place(store, output, job) or f"written to {output}")


def apply_workbook(db: Path, workbook: Path, output: Path, *, partial: bool = False, check: bool = False) -> None:
    """Turn an edited table into a decisions file and draw the map anew; raises DecisionsError with every bad cell."""
    from lawkit.commands.mapping import draw_map, kept_decisions, needed_map
    from lawkit.commands.output import say
    from lawkit.commands.progress import shown
    from lawkit.commands.ready import ready
    from lawkit.consolidate import dump_decisions
    from lawkit.errors import SourceNotFound
    from lawkit.report.mapbook import read_map

    if not workbook.is_file():
        raise SourceNotFound(f"{workbook} does not exist", "write it first: lawkit map export")
    with ready(db, ["read", "overlaps"]) as store:
        kept = kept_decisions(store)
        acts = [r.act for r in store.readings()]
        drawn = needed_map(store)
        found = read_map(workbook, drawn, acts, partial=partial, kept=kept)
        if check:
            say(f"{workbook} is in order: {len(found)} decisions")
            return
        decisions = _with_others(found, kept, output)
        new = output.with_name(f".{output.name}.new")
        _write_text(new, dump_decisions(decisions, drawn.outline))
        try:
            with shown() as progress:
                outcome = draw_map(store, progress, decisions=new)
            new.replace(output)
        finally:
            new.unlink(missing_ok=True)
    for note in outcome.notes:
        say(note)
    say(f"{len(decisions)} decisions written to {output}; {outcome.figures.get('stale', 0)} rows are stale")


def _with_others(found: list[Decision], kept: list[Decision], output: Path) -> list[Decision]:
    """The decisions of a table, and those of the file to be written that the map has not seen yet."""
    from lawkit.consolidate import load_decisions

    if not output.is_file():
        return found
    decided = {(d.source.act, d.source.eid) for d in found}
    seen = {(d.source.act, d.source.eid): d for d in kept}
    others = [d for d in load_decisions(output, kept=True) if seen.get((d.source.act, d.source.eid)) != d]
    return [*found, *(d for d in others if (d.source.act, d.source.eid) not in decided)]


def diff(db: Path, other: Path | None, *, form: Format | None = None) -> None:
    """List the rows in which the map differs from itself before its last change, or from another database's map."""
    from lawkit.commands.mapping import needed_map, stored_map
    from lawkit.commands.output import emit, say
    from lawkit.consolidate import diff_maps
    from lawkit.store import Store

    with Store.open(db, readonly=True) as store:
        new, old = needed_map(store), stored_map(store, before=True)
    if other is not None:
        with Store.open(other, readonly=True) as store:
            old = needed_map(store)
    rows = [] if old is None else [
        {"source": d.source, "before": d.before, "after": d.after} for d in diff_maps(old, new)
    ]  # fmt: skip
    emit(rows, ("source", "before", "after"), form)
    if old is None:
        say("the map has not changed since it was first drawn")


def outline_file(db: Path, output: Path) -> None:
    """Write the outline of the map drawn last, or one made from the acts, for people to edit."""
    from lawkit.commands.output import say
    from lawkit.commands.ready import ready
    from lawkit.consolidate import auto_outline, dump_outline

    with ready(db, ["read"]) as store:
        _write_text(output, dump_outline(auto_outline(store.acts())))
    say(f"written to {output}; edit it, then: lawkit map --outline {output}")


def _write_text(path: Path, text: str) -> None:
    from lawkit.errors import ReportError

    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise ReportError(f"{path} cannot be written: {problem.strerror}", "name another file with -o") from problem


def row(d: Disposition) -> dict[str, Any]:
    """A row of the map as a row of a list."""
    from lawkit.commands.output import told

    return {
        "source": str(d.source or ""), "disposition": d.disposition, "target": d.target,
        "similarity": round(d.similarity, 4), "margin": round(d.margin, 4), "method": d.method, "state": d.state,
        "reason": told(d.reason), "reasons": d.reason,
        "evidence": list(d.evidence), "decided_by": d.decided_by, "decided_on": d.decided_on,
        "source_hash": d.source_hash,
    }  # fmt: skip
