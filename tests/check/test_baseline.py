"""Fingerprints stay when a draft is edited elsewhere; a baseline lets only new problems count."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk import TEXT, draft, report, words
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.check.baseline import Baseline, write_baseline
from lawkit.check.session import Control
from lawkit.errors import ReportError, RulesError

INSERTED = "\nСтатья 2. Требования к реестру\n1. Реестр ведётся в цифровой форме.\n2. Реестр публикуется.\n"


def _prints(told):
    return {problem.fingerprint for _, problem in told}


def test_an_inserted_article_changes_nothing(tmp_path):
    """A new article before, with all later ones renumbered: the old problems keep their names."""
    before = report(draft(tmp_path))
    text = TEXT.replace("\nСтатья 2.", f"{INSERTED}\nСтатья 3.")
    after = report(draft(tmp_path, text, "later.txt"))
    assert _prints(before) == _prints(after)
    assert [p.eid for _, p in before] != [p.eid for _, p in after]


def test_a_new_problem_is_new(tmp_path):
    """One more of the same kind is the only new one."""
    before = report(draft(tmp_path))
    text = TEXT + "3. Оператор незамедлительно публикует сведения.\n"
    after = report(draft(tmp_path, text, "later.txt"))
    assert len(_prints(after) - _prints(before)) == 1
    assert not _prints(before) - _prints(after)


def test_equal_problems_are_counted(tmp_path):
    """The same words in the same surroundings twice have two names."""
    line = "Оператор незамедлительно отвечает.\n"
    told = report(draft(tmp_path, f"Статья 1. Ответ\n1. {line}2. {line}3. {line}"))
    assert len(_prints(told)) == sum(told.counts().values()) == 3


def test_other_words_other_name(tmp_path):
    """A problem whose own words changed is another one."""
    before, after = (
        report(draft(tmp_path)),
        report(draft(tmp_path, TEXT.replace("ответить на запрос", "принять меры"), "b.txt")),
    )
    assert _prints(before) != _prints(after)


def test_baseline_round(tmp_path):
    """Known problems are silent, also under another file name; a new one counts; a mended one is told."""
    known = tmp_path / "known.json"
    assert write_baseline(report(draft(tmp_path)), known) == 4
    control = Control(baseline=Baseline.load(known))
    renamed = draft(
        tmp_path, TEXT.replace("1) оператор", "2) оператор") + "3. Ответ даётся незамедлительно.\n", "b.txt"
    )
    told = report(renamed, control=control)
    assert words(told) == [("vague", "незамедлительно")]
    assert (told.known, told.gone) == (3, 1)
    assert told.fails("warning")
    assert not report(draft(tmp_path), control=control).fails("info")


def test_baseline_is_made_for_git(tmp_path):
    """A line a fact, letters readable, the same bytes for the same draft."""
    known = tmp_path / "known.json"
    write_baseline(report(draft(tmp_path)), known)
    first = known.read_bytes()
    write_baseline(report(draft(tmp_path)), known)
    assert known.read_bytes() == first
    rows = json.loads(first)["problems"]
    assert {"fingerprint", "rule", "file", "provision", "words"} == set(rows[0])
    assert "незамедлительно" in first.decode()


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"version": 9, "problems": []}', '{"version": 1, "problems": [3]}', "\xff"]
)
def test_broken_baseline(tmp_path, content):
    """A file that is no baseline is refused, and nothing is taken as known."""
    path = tmp_path / "known.json"
    path.write_text(content, encoding="latin-1")
    with pytest.raises(RulesError):
        Baseline.load(path)


def test_missing_baseline(tmp_path):
    """One that is not there is told, with what to do."""
    with pytest.raises(RulesError, match="write-baseline"):
        Baseline.load(tmp_path / "no.json")


def test_nothing_half_written(tmp_path):
    """Where it cannot be written nothing is left over."""
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(ReportError):
        write_baseline(report(draft(tmp_path)), tmp_path / "folder.json")
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


@given(st.lists(st.sampled_from(["Реестр ведётся.", "Сведения хранятся три года.", "Плата не взимается."]), max_size=5))
@settings(max_examples=15, deadline=None)
def test_articles_before_do_not_matter(tmp_path_factory, lines):
    """Whatever articles come before, the problems of the last one keep their names."""
    folder = tmp_path_factory.mktemp("drafts")
    last = "Статья {}. Ответ оператора\n1. Оператор отвечает незамедлительно.\n"
    before = "".join(f"Статья {n}. Предмет номер {n}\n1. {line}\n" for n, line in enumerate(lines, 1))
    alone = report(draft(folder, last.format(1), "a.txt"))
    told = report(draft(folder, before + last.format(len(lines) + 1), "b.txt"))
    assert _prints(alone) == _prints(told)


def test_the_same_in_every_process(tmp_path):
    """Findings, their order and their names do not depend on the hash seed."""
    path = draft(tmp_path)
    root = Path(__file__).parents[2]
    told = set()
    for seed in ("0", "1", "4242"):
        done = subprocess.run(
            [sys.executable, str(root / "cli.py"), "check", str(path), "-f", "json", "--fail-on", "never"],
            capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, timeout=120,
        )  # fmt: skip
        told.add(done.stdout)
    assert len(told) == 1
    assert json.loads(told.pop())["drafts"][0]["problems"]
