"""`lawkit check DRAFT…`: a draft against the drafting rules, against itself and against the acts in force."""

from __future__ import annotations

import gc
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawkit.commands.options import Lang, example
from lawkit.commands.report import Ui

if TYPE_CHECKING:
    from lawkit.commands.checking import Wanted


_SELDOM = (1_000_000, 20, 20)  # what is read of a draft lasts as long as the run: there are hardly any cycles to find


class Form(StrEnum):
    """How the problems are told."""

    text = "text"
    json = "json"
    sarif = "sarif"
    junit = "junit"
    github = "github"
    gitlab = "gitlab"
    markdown = "markdown"
    html = "html"


class Fails(StrEnum):
    """From which severity on the exit status is 1."""

    error = "error"
    warning = "warning"
    info = "info"
    never = "never"


Drafts = Annotated[
    list[Path] | None,
    typer.Argument(metavar="DRAFT...", help="Drafts: DOCX, PDF, HTML, Markdown, text; or folders.", show_default=False),
]
Names = Annotated[list[str] | None, typer.Option("--select", "-s", help="Only these rules or families.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "check",
        epilog=example("lawkit check draft.docx --against lawkit.db", "lawkit check law.rus.docx law.kaz.docx -f html"),
    )
    def command(
        drafts: Drafts = None,
        against: Annotated[
            Path | None, typer.Option("--against", help="The database of acts in force.", show_default=False)
        ] = None,
        form: Annotated[Form, typer.Option("--format", "-f", help="How the problems are told.")] = Form.text,
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
        ] = None,
        save: Annotated[
            list[str] | None, typer.Option("--save", metavar="FORMAT=FILE", help="Also write a report.")
        ] = None,
        select: Names = None,
        ignore: Annotated[list[str] | None, typer.Option("--ignore", "-i", help="Not these rules or families.")] = None,
        severity: Annotated[
            list[str] | None,
            typer.Option("--severity", metavar="CODE=LEVEL", help="error, warning, info or off for a rule or family."),
        ] = None,
        config: Annotated[
            Path | None,
            typer.Option("--config", help="Settings; default: the nearest lawkit.toml.", show_default=False),
        ] = None,
        baseline: Annotated[
            Path | None, typer.Option("--baseline", help="Known problems: only new ones count.", show_default=False)
        ] = None,
        write_baseline: Annotated[
            bool, typer.Option("--write-baseline", help="Take all problems of today as known.")
        ] = False,
        fail_on: Annotated[
            Fails | None, typer.Option("--fail-on", help="Exit status 1 from here on.", show_default="error")
        ] = None,
        fix: Annotated[
            bool, typer.Option("--fix", help="Mend what is safe, in a new file; shows the changes.")
        ] = False,
        in_place: Annotated[
            bool, typer.Option("--in-place", help="With --fix: in the draft itself; the old one is kept beside it.")
        ] = False,
        comments: Annotated[
            Path | None,
            typer.Option(
                "--comments", metavar="OUT.docx", help="A copy with comments at the words.", show_default=False
            ),
        ] = None,
        watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a draft is saved.")] = False,
        listed: Annotated[bool, typer.Option("--list", help="List the rules and stop.")] = False,
        lang: Lang = None,
        ui: Annotated[
            Ui | None,
            typer.Option(
                "--ui", envvar="LAWKIT_UI", help="Language of the messages.", show_default="that of the drafts"
            ),
        ] = None,
    ) -> None:
        """Check drafts against the drafting rules.

        Also against themselves and, with --against, against the acts in force. The same draft in several languages
        (law.rus.docx, law.kaz.docx) is compared with itself. Exit status 1 when there are problems.
        """
        from lawkit.commands.checking import Wanted

        wanted = Wanted(
            drafts=tuple(drafts or ()), against=against, form=form.value, output=output, save=tuple(save or ()),
            select=_names(select), ignore=_names(ignore), severity=_levels(severity), config=config,
            baseline=baseline, write_baseline=write_baseline, fail_on=fail_on.value if fail_on else None, fix=fix,
            in_place=in_place, comments=comments, language=lang.value if lang else None,
            ui=ui.value if ui else None,
        )  # fmt: skip
        raise typer.Exit(check(wanted, watch=watch, listed=listed))


def check(wanted: Wanted, *, watch: bool = False, listed: bool = False) -> int:
    """Do what is wanted; the exit status is 0, or 1 when there are problems that count."""
    from lawkit.commands import checking

    gc.set_threshold(*_SELDOM)
    if listed:
        print(checking.catalogue(wanted), end="")
        return 0
    if not wanted.drafts:
        raise typer.BadParameter("name at least one draft", param_hint="DRAFT")
    if wanted.in_place and not wanted.fix:
        raise typer.BadParameter("goes with --fix only", param_hint="--in-place")
    if watch:
        from lawkit.commands.watching import watch as watched

        return watched(wanted)
    return checking.once(wanted, colour=sys.stdout.isatty())


def _names(given: list[str] | None) -> tuple[str, ...]:
    """Names given one by one or with commas."""
    return tuple(name.strip() for one in given or () for name in one.split(",") if name.strip())


def _levels(given: list[str] | None) -> dict[str, str]:
    """CODE=LEVEL pairs; raises BadParameter."""
    from lawkit.check.settings import LEVELS

    levels: dict[str, str] = {}
    for one in _names(given):
        code, sign, level = one.partition("=")
        if not sign or level not in LEVELS:
            raise typer.BadParameter(f"{one!r} is no CODE=LEVEL ({', '.join(LEVELS)})", param_hint="--severity")
        levels[code] = level
    return levels
