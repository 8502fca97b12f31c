"""The examples of docs/check-ci.md and the files of the integrations work as they stand."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from desk import TEXT, WORD, draft, word_file

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "check-ci.md").read_text("utf-8")


def _blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", DOC, re.MULTILINE | re.DOTALL)


@pytest.fixture
def desk(tmp_path):
    """A folder with drafts, and `lawkit` on the path."""
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    program = bin_ / "lawkit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    drafts = tmp_path / "drafts"
    (drafts / "deep er").mkdir(parents=True)
    draft(drafts, TEXT, "один проект.md")
    word_file(drafts / "deep er" / "law.docx", *WORD)
    word_file(drafts / "law.docx", *WORD)
    return tmp_path


def _bash(script, folder, **environment):
    env = {k: v for k, v in os.environ.items() if not k.startswith("LAWKIT")}
    env |= {"PATH": f"{folder / 'bin'}{os.pathsep}{env['PATH']}", **environment}
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], cwd=folder, env=env, capture_output=True, timeout=170, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def _action():
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def _step():
    [step] = [one for one in _action()["runs"]["steps"] if one.get("name") == "Check the drafts"]
    return step


def _inputs(folder, **given):
    """The environment of the step as the runner fills it in: `inputs.x` by name, or the default."""
    known = _action()["inputs"]
    values = {name: given.get(name.replace("-", "_"), one.get("default", "")) for name, one in known.items()}
    env = {}
    for name, expression in _step()["env"].items():
        used = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", expression)
        env[name] = values[used[1]]
    return env | {"GITHUB_STEP_SUMMARY": str(folder / "summary.md")}


def test_action_has_what_github_asks_for():
    """A composite action: each step that runs says its shell, no input is pasted into a script."""
    action = _action()
    assert action["runs"]["using"] == "composite"
    assert all(one.get("description") for one in action["inputs"].values())
    for step in action["runs"]["steps"]:
        assert "uses" in step or step["shell"] == "bash"
        assert "${{" not in step.get("run", "")


def test_action_runs(desk):
    """Annotations for every draft that the wildcards find, SARIF, a summary, and exit status 1."""
    env = _inputs(desk, drafts="drafts/**/*.docx\ndrafts/один проект.md\n", select="structure")
    status, out, err = _bash(_step()["run"], desk, **env)
    assert status == 1, err
    found = re.findall(r"^::error file=([^,]+),", out, re.MULTILINE)
    assert set(found) == {"drafts/law.docx", "drafts/deep er/law.docx", "drafts/один проект.md"}
    assert json.loads((desk / "lawkit.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert "num-dup" in (desk / "summary.md").read_text("utf-8")


def test_action_passes_its_inputs_on(desk):
    """Nothing fails when nothing shall; an input is never a command."""
    env = _inputs(desk, drafts="drafts/law.docx", fail_on="never", ignore="structure", ui="eng", select="")
    status, out, err = _bash(_step()["run"], desk, **env)
    assert status == 0, err
    assert "num-dup" not in out
    env = _inputs(desk, drafts="$(touch broken)\n; touch broken", fail_on="never")
    status, _, _ = _bash(_step()["run"], desk, **env)
    assert status == 2
    assert not (desk / "broken").exists()


def test_workflow_example_names_inputs_that_there_are():
    """The example of the action uses its inputs."""
    [workflow] = [yaml.safe_load(b) for b in _blocks("yaml") if "pull_request" in b]
    steps = workflow["jobs"]["check"]["steps"]
    [own] = [s for s in steps if "lawkit@" in s.get("uses", "")]
    assert set(own["with"]) <= set(_action()["inputs"])
    [upload] = [s for s in steps if "upload-sarif" in s.get("uses", "")]
    assert upload["with"]["sarif_file"] == _action()["inputs"]["sarif"]["default"]


def test_baseline_example(desk):
    """The command of the introduction makes a baseline under which nothing fails."""
    [script] = _blocks("bash")
    assert _bash(script, desk)[0] == 0
    assert _bash("lawkit check drafts --baseline lawkit-baseline.json --fail-on info", desk)[0] == 0


def test_pre_commit_hook(desk):
    """The hook runs on the files that its pattern and the example's choose."""
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    [example] = [yaml.safe_load(b)["repos"][0]["hooks"][0] for b in _blocks("yaml") if "repos:" in b]
    assert example["id"] == hook["id"]
    files = [p.relative_to(desk).as_posix() for p in sorted(desk.rglob("*")) if p.is_file()]
    chosen = [f for f in files if re.search(hook["files"], f) and re.search(example["files"], f)]
    assert len(chosen) == 3
    words = [*hook["entry"].split(), *example["args"], *chosen]
    status, out, _ = _bash('"$@"'.replace('"$@"', " ".join(f"'{w}'" for w in words)), desk)
    assert status == 1
    assert "num-dup" in out


def test_gitlab_example(desk):
    """The script writes the reports that the job declares."""
    from junitparser import JUnitXml

    [job] = [yaml.safe_load(b)["lawkit"] for b in _blocks("yaml") if "codequality" in b]
    status, _, err = _bash("\n".join(job["script"]), desk)
    assert status == 1, err
    reports = job["artifacts"]["reports"]
    rows = json.loads((desk / reports["codequality"]).read_text("utf-8"))
    assert {row["location"]["path"] for row in rows} == {
        "drafts/law.docx", "drafts/deep er/law.docx", "drafts/один проект.md"
    }  # fmt: skip
    assert JUnitXml.fromfile(str(desk / reports["junit"])).failures


def test_makefile_example(desk):
    """`make check` writes a page and a commented copy of each draft, and fails as the check does."""
    [target] = _blocks("make")
    (desk / "Makefile").write_text(target, encoding="utf-8")
    status, out, err = _bash("make check", desk)
    assert status == 2, err  # make's own status when a command fails
    assert "num-dup" in out
    assert (desk / "problems.html").is_file()
    assert (desk / "drafts" / "law.checked.docx").is_file()
    assert json.loads((desk / "drafts" / "law.problems.json").read_text("utf-8"))["drafts"]
