"""`lawkit diff A B`: what changed between two editions of an act, provision by provision."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, Db, Tongue, example

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawkit.editions import Change
    from lawkit.model import Act, Language


class DiffFormat(StrEnum):
    """How a comparison is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "diff",
        epilog=example("lawkit diff Z1500000401@2024-01-01 Z1500000401", "lawkit diff old.docx new.docx -o table.docx"),
    )
    def command(
        first: Annotated[
            str, typer.Argument(metavar="A", help="An edition: address with a date, or a file.", show_default=False)
        ],
        second: Annotated[
            str, typer.Argument(metavar="B", help="The later one; default: the one in force.", show_default=False)
        ] = "",
        kind: Annotated[
            list[str] | None,
            typer.Option(
                "--kind", "-k", help="Only moved, renumbered, reworded, added, excluded, split, merged.",
                show_default=False,
            ),
        ] = None,
        everything: Annotated[bool, typer.Option("--all", "-a", help="Also what is unchanged.")] = False,
        output: Annotated[
            Path | None,
            typer.Option("--output", "-o", help="Write a page (.html), a table (.docx) or .md.", show_default=False),
        ] = None,
        exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when they differ.")] = False,
        ui: Annotated[Tongue, typer.Option("--ui", help="Language of the comparison's own words.")] = Tongue.rus,
        db: Db = DEFAULT_DB,
        form: Annotated[
            DiffFormat | None,
            typer.Option("--format", "-f", help="Default: table on a terminal, json when piped.", show_default=False),
        ] = None,
    ) -> None:  # fmt: skip
        """Show what changed between two editions.

        Moved, renumbered, reworded, added, excluded, split and merged provisions, with the words that differ.
        """
        found = diff(first, second, db, kinds=kind or (), everything=everything, output=output, ui=ui.value, form=form)
        if exit_code and found:
            raise typer.Exit(1)


def diff(
    first: str, second: str, db: Path, *, kinds: Sequence[str] = (), everything: bool = False,
    output: Path | None = None, ui: Language = "rus", form: DiffFormat | None = None,
) -> bool:  # fmt: skip
    """Print or write a comparison; returns whether anything that was asked for differs."""
    import sys

    from lawkit.commands.output import say
    from lawkit.editions import diff_acts
    from lawkit.editions.checking import grounds

    wanted = chosen_kinds(kinds)
    old, new, eids = editions_of(first, second, db)
    changes = diff_acts(old, new)
    if any(eids):
        changes = [c for c in changes if _inside(c, eids)]
        if not changes:
            from lawkit.errors import BadAddress

            raise BadAddress(f"neither edition has {eids[0] or eids[1]}", f"see lawkit show {new.act_id}")
    differ = [c for c in changes if c.differs and (not wanted or wanted.intersection(c.kinds))]
    shown = [c for c in changes if not wanted or wanted.intersection(c.kinds)] if everything else differ
    known = grounds(old, new, ui)
    if output:
        say(f"written to {write(old, new, shown, output, ui, known, everything=everything)}")
    if form or not output:
        chosen = form or (DiffFormat.table if sys.stdout.isatty() else DiffFormat.json)
        _print(old, new, shown, chosen, ui, known, everything=everything)
    return bool(differ)


def chosen_kinds(kinds: Sequence[str]) -> frozenset[str]:
    """The kinds asked for, commas allowed; an unknown one is a bad parameter."""
    from lawkit.commands.options import one_of
    from lawkit.editions.change import ChangeKind

    names = [name.strip() for text in kinds for name in text.split(",") if name.strip()]
    for name in names:
        one_of(name, ChangeKind, "--kind")
    return frozenset(names)


def _inside(change: Change, eids: tuple[str, str]) -> bool:
    """Whether a change is at or below the provisions asked for."""
    return any(
        eid and (p.eid == eid or p.eid.startswith(f"{eid}__"))
        for eid, side in zip(eids, (change.old, change.new), strict=True)
        for p in side
    )


def editions_of(first: str, second: str, db: Path) -> tuple[Act, Act, tuple[str, str]]:
    """The two texts, and the provisions asked for; files where the words name files, else editions in the store."""
    from lawkit.commands.show import address_of
    from lawkit.editions.stored import act_at
    from lawkit.errors import BadAddress, SourceNotFound
    from lawkit.sources import read_act
    from lawkit.store import Store

    files = [Path(word) for word in (first, second) if word and Path(word).is_file()]
    if len(files) == 2:
        return read_act(files[0]), read_act(files[1]), ("", "")
    if files:
        if not second:
            raise BadAddress("a file is compared with another one", "name both: lawkit diff OLD NEW")
        other = second if files[0] == Path(first) else first
        act = read_act(files[0])
        with Store.open(db, readonly=True) as store:
            stored = act_at(store, address_of(other), act.language)
        return (act, stored, ("", "")) if files[0] == Path(first) else (stored, act, ("", ""))
    for word in (first, second):
        if Path(word).suffix.lower() in (".html", ".htm", ".docx", ".txt", ".md", ".pdf", ".rtf"):
            raise SourceNotFound(f"{word} does not exist", "check the path")
    with Store.open(db, readonly=True) as store:
        one = address_of(first)
        old = act_at(store, one)
        two = address_of(second) if second else one
        if not second:
            from dataclasses import replace

            two = replace(one, edition=None)
        new = act_at(store, two, old.language)
    return old, new, (one.eid, two.eid or one.eid)


def write(
    old: Act, new: Act, changes: Sequence[Change], output: Path, ui: Language, known: dict[str, str], *,
    everything: bool = False,
) -> Path:  # fmt: skip
    """Write a file of the kind that its name says; raises ReportError."""
    from lawkit.errors import ReportError

    suffix = output.suffix.lower()
    if suffix == ".docx":
        from lawkit.editions.paper import write_docx

        return write_docx(old, new, changes, output, ui, known, everything=everything)
    if suffix in (".html", ".htm", ".md"):
        from lawkit.report.exports import write_text

        if suffix == ".md":
            return write_text(_markdown(old, new, changes, ui, known, everything=everything), output)
        return write_text(_page(old, new, changes, ui, known), output)
    raise ReportError(f"{output} has a name of no kind that is written", "end it in .html, .docx or .md")


def _page(old: Act, new: Act, changes: Sequence[Change], ui: Language, known: dict[str, str]) -> str:
    from lawkit.editions.page import page

    return page(old, new, changes, ui, known)


def _markdown(
    old: Act, new: Act, changes: Sequence[Change], ui: Language, known: dict[str, str], *, everything: bool
) -> str:  # fmt: skip
    from lawkit.editions.plain import markdown

    return "\n".join(markdown(old, new, changes, ui, known, everything=everything)) + "\n"


def _print(
    old: Act, new: Act, changes: Sequence[Change], form: DiffFormat, ui: Language, known: dict[str, str], *,
    everything: bool,
) -> None:  # fmt: skip
    from lawkit.commands.options import Format
    from lawkit.commands.output import emit
    from lawkit.editions.plain import row

    if form is DiffFormat.html:
        print(_page(old, new, changes, ui, known))
    elif form is DiffFormat.md:
        print(_markdown(old, new, changes, ui, known, everything=everything), end="")
    elif form is DiffFormat.table:
        from lawkit.commands.marked import show_changes

        show_changes(old, new, changes, ui, known, everything=everything)
    else:
        rows: list[dict[str, Any]] = [row(old, new, c, ui) for c in changes]
        emit(rows, list(rows[0]) if rows else ["kind", "old", "new"], Format(form.value))
