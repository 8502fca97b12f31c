"""Writes docs/reference/commands.md from the command line itself. `python docs/make_reference.py [--check]`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from lawkit.commands.app import app

PAGE = Path(__file__).parent / "reference" / "commands.md"
HEAD = """# Command reference

Written by `python docs/make_reference.py` from the command line itself; a test keeps it true.
Exit status of every verb: 0 done, 1 a check has findings, 2 bad use or bad input, 130 interrupted.
"""


def pages() -> str:
    """The whole reference as Markdown: the help of each verb and of its own verbs, as printed at 100 columns."""
    return "\n".join([HEAD, *_section(typer.main.get_command(app), "lawkit", 1)])


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


if __name__ == "__main__":
    text = pages()
    if "--check" in sys.argv:
        sys.exit(
            0
            if PAGE.read_text(encoding="utf-8") == text
            else "docs/reference/commands.md is out of date: run python docs/make_reference.py"
        )
    PAGE.write_text(text, encoding="utf-8", newline="\n")
