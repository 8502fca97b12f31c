"""The documentation says what the code does: the reference is current, examples name real verbs, links lead somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from lawkit.commands.app import build

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "rules").rglob("*.md")]
)
COMMAND = typer.main.get_command(build())
VERBS = dict(COMMAND.commands)  # type: ignore[attr-defined]


def test_the_reference_is_current() -> None:
    """docs/reference/ is what the command line, the rules, the checklists and the schemas say of themselves."""
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
    text = re.sub(
        r"\A---\n.*?\n---\n", "", page.read_text(encoding="utf-8"), flags=re.DOTALL
    )  # the head of a rule's page
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
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


REFERENCE = {p.name: p.read_text(encoding="utf-8") for p in (ROOT / "docs" / "reference").glob("*.md")}


def _commands(command: object, path: str) -> list[tuple[str, object]]:
    found = [(path, command)]
    for name, below in getattr(command, "commands", {}).items():
        found += _commands(below, f"{path} {name}")
    return found


@pytest.mark.parametrize(
    ("path", "command"), _commands(COMMAND, "lawkit"), ids=lambda x: x if isinstance(x, str) else ""
)
def test_each_command_and_option_is_in_the_reference(path: str, command: object) -> None:
    """A verb or an option that is added must be documented."""
    heading = f"{'#' * len(path.split())} {path.removeprefix('lawkit ')}\n"
    page = REFERENCE["commands.md"]
    assert path == "lawkit" or f"\n{heading}" in page
    section = page.split(f"\n{heading}", 1)[-1].split("\n```\n", 1)[0]
    for parameter in command.params:  # type: ignore[attr-defined]
        for name in parameter.opts:
            if name.startswith("-"):
                assert name in section, f"{path} {name}"


def test_each_rule_has_its_line_and_its_page() -> None:
    """Every rule of the check and every kind of overlap stands in rules.md, with a link to its page."""
    from lawkit.check.rules import load_rules
    from lawkit.gaps.sayings import GAPS

    rules = load_rules()
    assert len(rules) > 60
    for code, rule in rules.items():
        assert f"[{code}](../../rules/lint/{rule.path.parent.name}/{rule.path.name})" in REFERENCE["rules.md"], code
    for page in (ROOT / "rules" / "overlaps").glob("*.md"):
        assert f"[{page.stem}](" in REFERENCE["rules.md"], page.stem
    from lawkit.report.words import catalogue

    assert {f"code.{code}" for code in GAPS} <= set(catalogue())


def test_each_requirement_of_each_checklist_is_listed() -> None:
    """Every checklist has its section and every requirement its line."""
    from lawkit.gaps import checklists, load_checklist

    for name in checklists():
        assert f"\n## {name}\n" in REFERENCE["checklists.md"]
        for item in load_checklist(name).items:
            assert f"\n| {item.id} |" in REFERENCE["checklists.md"], item.id


def test_each_column_of_an_export_and_of_the_database_is_in_the_dictionary() -> None:
    """The data dictionary has a line for every column, with words."""
    from lawkit.report.rows import TABLES, columns
    from lawkit.store.describe import table_columns

    page = REFERENCE["data-dictionary.md"]
    sections = dict(re.findall(r"^### (.+?)\n(.*?)(?=^### |^## |\Z)", page, re.MULTILINE | re.DOTALL))
    for table in TABLES:
        for name in columns(table):
            assert re.search(rf"^\| `{name}` \| [^|]+ \| \S[^|]+ \|$", sections[table], re.MULTILINE), f"{table}.{name}"
    for table, names in table_columns().items():
        for name in names:
            assert re.search(rf"^\| `{name}` \| \S[^|]+ \|$", sections[f"{table} (database)"], re.MULTILINE), (
                f"{table}.{name}"
            )


def test_each_name_of_the_library_is_documented() -> None:
    """The page of the library names everything that `from lawkit import …` gives, with code for the verbs."""
    import lawkit

    page = REFERENCE["library.md"]
    for name in lawkit.__all__:
        assert f"`{name}`" in page or re.search(rf"^## .*\b{name}\b", page, re.MULTILINE), name
        if name[0].islower():
            assert re.search(rf"\b{name}\(", page), name


@pytest.mark.parametrize("page", ["notebook.md", "reference/library.md"])
def test_the_code_of_a_page_runs_and_prints_what_stands_below_it(page: str) -> None:
    """Notebook and library page are run cell by cell."""
    done = subprocess.run(
        [sys.executable, "docs/run_examples.py", "--check", f"docs/{page}"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr


def test_the_notebook_is_a_notebook(tmp_path: Path) -> None:
    """The page turns into a Jupyter notebook with its cells in order."""
    import json

    sys.path.insert(0, str(ROOT / "docs"))
    try:
        from run_examples import notebook
    finally:
        sys.path.pop(0)
    text = (ROOT / "docs" / "notebook.md").read_text(encoding="utf-8")
    made = json.loads(notebook(text))
    code = [c for c in made["cells"] if c["cell_type"] == "code"]
    assert (made["nbformat"], len(code)) == (4, text.count("```python"))
    assert "".join(c["source"] for c in made["cells"] if c["cell_type"] == "markdown").count("```") == 0


def test_every_page_is_reached_from_the_readme() -> None:
    """No page of the documentation is an island."""
    seen, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target) and (page.parent / target).is_file():
                todo.append((page.parent / target).resolve())
    assert set((ROOT / "docs").rglob("*.md")) - seen == set()
