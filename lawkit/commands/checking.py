"""One run of `lawkit check`: settings found, drafts read, reports written."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lawkit.model import Language

if TYPE_CHECKING:
    from lawkit.check.draft import Against
    from lawkit.check.outputs import Output
    from lawkit.check.report import Report
    from lawkit.check.rules import Rule
    from lawkit.check.settings import Settings


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for."""

    drafts: tuple[Path, ...] = ()
    against: Path | None = None
    form: Output = "text"
    output: Path | None = None
    save: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    config: Path | None = None
    baseline: Path | None = None
    write_baseline: bool = False
    fail_on: str | None = None
    fix: bool = False
    in_place: bool = False
    comments: Path | None = None
    language: Language | None = None
    ui: Language | None = None  # None: the language of the drafts


def once(wanted: Wanted, *, colour: bool = False) -> int:
    """Check once and print; the exit status. Raises a LawkitError for bad input or settings."""
    saved = _saved(wanted)
    settings, rules = _rules(wanted)
    with _against(wanted.against or settings.against) as store:  # open while the report is told: it names stored acts
        report = make(wanted, settings, rules, store)
        wanted = replace(wanted, ui=wanted.ui or spoken(report))
        if wanted.write_baseline:
            return _write_baseline(wanted, settings, report)
        for form, path in saved:
            _write(path, told(report, form, wanted.ui or "rus"))
        if wanted.comments is not None:
            _comments(report, wanted.comments, wanted.ui or "rus")
        if wanted.fix:
            _fix(report, wanted)
        _print(report, wanted, colour=colour)
    return 1 if report.fails(wanted.fail_on or settings.fail_on) else 0


def make(
    wanted: Wanted, settings: Settings, rules: Mapping[str, Rule], store: Callable[[Language], Against] | None
) -> Report:
    """The report of the drafts; raises a LawkitError."""
    from lawkit.check.baseline import Baseline
    from lawkit.check.drafts import open_drafts
    from lawkit.check.session import Control, run
    from lawkit.register import Register

    known = wanted.baseline or settings.baseline
    baseline = None if known is None or wanted.write_baseline else Baseline.load(known)
    sheets = open_drafts(wanted.drafts, register=Register.load(), against=store, language=wanted.language)
    return run(sheets, rules, Control(settings.exceptions, baseline))


@contextlib.contextmanager
def _against(path: Path | None) -> Iterator[Callable[[Language], Against] | None]:
    """The acts in force of a database, by language; None without one."""
    if path is None:
        yield None
        return
    from lawkit.check.stored import Stored
    from lawkit.commands.output import say
    from lawkit.store import Store

    with Store.open(path, readonly=True) as store:
        yield lambda language: Stored(store, language, say)


def _rules(wanted: Wanted) -> tuple[Settings, dict[str, Rule]]:
    """The settings and the rules that they choose."""
    from lawkit.check.rules import load_rules
    from lawkit.check.settings import choose, find_settings, load_settings

    rules = load_rules(thorough=False)
    start = wanted.drafts[0] if wanted.drafts else Path()
    found = wanted.config or find_settings(start if start.is_dir() else start.parent)
    settings = load_settings(found, rules)
    return settings, choose(rules, settings, select=wanted.select, ignore=wanted.ignore, severity=wanted.severity)


def spoken(report: Report) -> Language:
    """The language that all drafts share, else Russian: messages are told to those who wrote them."""
    languages = {checked.sheet.draft.act.language for checked in report.drafts}
    return languages.pop() if len(languages) == 1 else "rus"


def told(report: Report, form: Output, language: Language) -> str:
    """The report in a form."""
    from lawkit.check.outputs import render

    return render(report, form, language)


def _print(report: Report, wanted: Wanted, *, colour: bool) -> None:
    """The report on stdout or in the file named."""
    ui = wanted.ui or "rus"
    if wanted.output is not None:
        from lawkit.commands.output import say

        say(f"written to {_write(wanted.output, told(report, wanted.form, wanted.ui or 'rus'))}")
    elif wanted.form == "text":
        from lawkit.check.outputs.text import render

        print(
            render(report, ui, colour=colour, width=min(shutil.get_terminal_size((100, 24)).columns, 160)),
            end="",
        )
    else:
        print(told(report, wanted.form, ui), end="")


def _write(path: Path, text: str) -> Path:
    from lawkit.check.baseline import write_whole

    return write_whole(path, text.encode())


def _saved(wanted: Wanted) -> list[tuple[Output, Path]]:
    """The further reports asked for by `--save`; raises BadParameter."""
    import typer

    from lawkit.check.outputs import OUTPUTS

    found: list[tuple[Output, Path]] = []
    for one in wanted.save:
        name, _, path = one.partition("=")
        form = next((output for output in OUTPUTS if output == name), None)
        if form is None or not path:
            raise typer.BadParameter(f"{one!r} is no FORMAT=FILE ({', '.join(OUTPUTS)})", param_hint="--save")
        found.append((form, Path(path)))
    return found


def _write_baseline(wanted: Wanted, settings: Settings, report: Report) -> int:
    """Take everything as known."""
    from lawkit.check.baseline import DEFAULT, write_baseline
    from lawkit.commands.output import say

    path = wanted.baseline or settings.baseline or Path(DEFAULT)
    n = write_baseline(report, path)
    say(f"{n} problems are known from now on: {path}")
    return 0


def _comments(report: Report, path: Path, language: Language) -> None:
    """Copies of the Word drafts with comments: one file, or a folder for any number. Raises BadParameter."""
    import typer

    from lawkit.check.baseline import write_whole
    from lawkit.check.wordcomments import commented
    from lawkit.commands.output import say

    words = [checked for checked in report.drafts if checked.sheet.source.kind == "docx"]
    one = path.suffix.lower() == ".docx"
    if not words or (one and len(words) != 1):
        told = "exactly one Word draft is needed" if one else "a Word draft is needed"
        raise typer.BadParameter(f"{told}, {len(words)} were given", param_hint="--comments")
    for checked in words:
        place = path if one else path / f"{checked.sheet.path.stem}.comments.docx"
        say(f"written to {write_whole(place, commented(checked, language))}")


def _fix(report: Report, wanted: Wanted) -> None:
    """Mended drafts in new files, and what was changed."""
    from lawkit.check.fixing import mend
    from lawkit.commands.output import say

    for checked in report.drafts:
        mended = mend(checked)
        if mended is None:
            if not checked.sheet.source.editable and any(problem.fix for problem in checked.problems):
                say(f"{checked.path} cannot be mended: text, Markdown and Word can")
            continue
        path = mended.put(in_place=wanted.in_place)
        say(mended.diff.rstrip("\n"))
        say(f"{mended.count} places mended, written to {path}")


def catalogue(wanted: Wanted) -> str:
    """The rules by family, with their severity and name; those that `--select` and the settings choose."""
    import json

    from lawkit.check.speech import say

    _, rules = _rules(wanted)
    if wanted.form == "json":
        rows = [
            {
                "code": rule.code, "family": rule.family, "severity": rule.severity, "name": dict(rule.name),
                "languages": list(rule.languages), "class": rule.legal_class, "needs": list(rule.needs),
                "fixable": rule.fixable, "since": rule.since, "options": dict(rule.options),
            }
            for rule in rules.values()
        ]  # fmt: skip
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    width = max((len(code) for code in rules), default=0)
    ui = wanted.ui or "rus"
    levels = {level: say(f"severity.{level}", ui) for level in ("error", "warning", "info")}
    wide = max(map(len, levels.values()))
    lines: list[str] = []
    family = ""
    for rule in rules.values():
        if rule.family != family:
            family = rule.family
            lines += [*([""] if lines else []), f"{say(f'family.{family}', ui)} ({family})"]
        fixable = " · --fix" if rule.fixable else ""
        lines.append(f"  {rule.code:<{width}}  {levels[rule.severity]:<{wide}}  {rule.name[ui]}{fixable}")
    return "\n".join(lines) + "\n"
