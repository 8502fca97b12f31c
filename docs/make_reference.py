"""Writes docs/reference/ from the code and the rules themselves. `python docs/make_reference.py [--check]`.

commands.md: every verb, option and argument. rules.md: every rule of `lawkit check` and every kind of overlap.
checklists.md: every requirement. data-dictionary.md: every column of an export and of the database.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from lawkit.check.rules import load_rules
from lawkit.commands.app import build
from lawkit.gaps import checklists, load_checklist
from lawkit.report.schema import dictionary
from lawkit.report.words import plain
from lawkit.resources import resource
from lawkit.store.describe import table_columns

FOLDER = Path(__file__).parent / "reference"
COMMANDS = """# Command reference

Written by `python docs/make_reference.py` from the command line itself; a test keeps it true.
Exit status of every verb: 0 done, 1 a check has findings, 2 bad use or bad input, 130 interrupted.
The same help in Russian or Kazakh: `lawkit --ui rus VERB --help`, or the variable LAWKIT_UI.
"""
RULES = """# Rules

Written by `python docs/make_reference.py` from the pages of the rules; a test keeps it true. Each code leads to the
page that says what is found, why it matters, an example and the source. A lawyer can edit the pages.

"""
CHECKLISTS = """# Checklists

Written by `python docs/make_reference.py` from [rules/checklists/](../../rules/checklists/README.md); a test keeps it true.
`lawkit gaps --checklist NAME` evaluates one of them. The wording of the requirements is ours.
"""


def commands() -> str:
    """The whole reference of the command line: the help of each verb and of its own verbs, as printed at 100 columns."""
    return "\n".join([COMMANDS, *_section(typer.main.get_command(build()), "lawkit", 1)])


def _section(command: Any, path: str, depth: int) -> list[str]:
    """The help of one command, then of the commands under it."""
    parts = (
        [_help(command, path)]
        if depth == 1
        else [f"\n{'#' * depth} {path.removeprefix('lawkit ')}\n\n{_help(command, path)}"]
    )
    if hasattr(command, "list_commands"):
        context = command.make_context(path, [], resilient_parsing=True)
        for name in command.list_commands(context):
            parts.extend(_section(command.get_command(context, name), f"{path} {name}", depth + 1))
    return parts


def _help(command: Any, path: str) -> str:
    context = command.make_context(path, [], resilient_parsing=True, terminal_width=100, max_content_width=100)
    return f"```text\n{command.get_help(context).rstrip()}\n```\n"


def rules() -> str:
    """An index of the rules of `lawkit check` by family, and of the kinds of overlaps."""
    loaded = load_rules()
    parts = [RULES]
    parts.append(f"`lawkit check` has {len(loaded)} rules; `lawkit rule CODE` shows one, `lawkit check --list` all.\n")
    for family in sorted({rule.family for rule in loaded.values()}):
        parts += [
            f"## {family}\n",
            "| code | severity | class | English | русский | қазақша |",
            "|---|---|---|---|---|---|",
        ]
        for code, rule in loaded.items():
            if rule.family == family:
                page = f"../../rules/lint/{rule.path.parent.name}/{rule.path.name}"
                names = " | ".join(rule.name[x].replace("|", "\\|") for x in ("eng", "rus", "kaz"))
                parts.append(f"| [{code}]({page}) | {rule.severity} | {rule.legal_class} | {names} |")
        parts.append("")
    parts += ["## Kinds of overlaps and conflicts\n", "Found by `lawkit overlaps` between acts.\n"]
    parts += ["| code | English | русский | қазақша |", "|---|---|---|---|"]
    for page in sorted(resource("rules", "overlaps").glob("*.md")):
        names = " | ".join(plain(f"code.{page.stem}", x) for x in ("eng", "rus", "kaz"))
        parts.append(f"| [{page.stem}](../../rules/overlaps/{page.name}) | {names} |")
    return "\n".join(parts) + "\n"


def requirements() -> str:
    """Every requirement of every checklist."""
    parts = [CHECKLISTS]
    for name in checklists():
        one = load_checklist(name)
        parts += [f"## {one.id}\n", f"{one.title['eng']} · {one.title['rus']} · {one.title['kaz']}\n", one.source, ""]
        parts += ["| id | severity | requirement | требование | source |", "|---|---|---|---|---|"]
        for item in one.items:
            cells = (item.id, item.severity, item.requirement["eng"], item.requirement["rus"], item.source)
            parts.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        parts.append("")
    return "\n".join(parts)


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "rules.md": rules,
    "checklists.md": requirements,
    "data-dictionary.md": lambda: dictionary(table_columns()),
}


def main() -> str:
    """Write the pages, or with --check name those that are out of date."""
    stale = []
    for name, made in PAGES.items():
        path, text = FOLDER / name, made()
        if "--check" in sys.argv:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                stale.append(f"docs/reference/{name} is out of date: run python docs/make_reference.py")
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    return "\n".join(stale)


if __name__ == "__main__":
    sys.exit(main() or 0)
