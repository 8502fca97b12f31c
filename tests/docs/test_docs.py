"""The documentation says what the code does: the reference is current, examples name real verbs, links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from lawkit.commands.app import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "rules").rglob("*.md")]
)
COMMAND = typer.main.get_command(app)
VERBS = dict(COMMAND.commands)  # type: ignore[attr-defined]


def test_command_reference_is_current() -> None:
    """docs/reference/commands.md is what the command line says of itself."""
    done = subprocess.run(
        [sys.executable, "docs/make_reference.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=None,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_resolve(page: Path) -> None:
    """Each relative link and picture names a file of the project."""
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name} → {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_examples_use_verbs_and_options_that_exist(page: Path) -> None:
    """Each `lawkit …` line in a code block is a verb with options that the command line has."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for line in "\n".join(blocks).splitlines():
        match = re.match(r"(?:.*/)?lawkit (\w+)(.*)", line.split("#")[0] if "'" not in line else line)
        if not match:
            continue
        verb, rest = match.groups()
        assert verb in VERBS, line
        command = VERBS[verb]
        below = getattr(command, "commands", {}).get(next(iter(rest.split()), ""))
        known = {o for c in (command, below) if c for p in c.params for o in p.opts} | {"--help"}
        for option in re.findall(r"(?<=\s)(--?[a-z][a-z-]*)", re.sub(r"'[^']*'", "", rest)):
            assert option in known, f"{line}: {option}"


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_each_verb_has_help_with_an_example_and_each_option_is_explained(verb: str) -> None:
    """`--help` teaches: a sentence, an example, and words for every option."""
    command = VERBS[verb]
    assert command.help
    assert f"lawkit {verb}" in (command.epilog or "") + command.help
    for parameter in command.params:
        assert getattr(parameter, "help", None) or parameter.name == "help", parameter.name
