"""Law-as-git repositories: today's state from the newest commit, editions by commit date, and nothing out of the way."""

import datetime as dt
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lawkit.errors import FetchError
from lawkit.fetching.repository import checked_url, is_repository
from lawkit.sources import find_sources, read_act

ACT = "Z1900000012"
GONE = "Z030000370_"  # in the register: adopted on 7 January 2003
PLACE = "03-laws/2019/0301-ob-uchete-1"
META = """act_code: '1'
requisite: Закон Республики Казахстан от 1 марта 2019 года № 12-VI ЗРК
title: {{rus: Об учете записей, kaz: Жазбаларды есепке алу туралы}}
version_date: {{rus: {day}, kaz: {day}}}
"""
RUS = '# Об учете записей\n\n<a id="st1"></a>\n\n### Статья 1. Орган\n\nОрган ведет реестр и отвечает в течение {n} рабочих дней.\n'
KAZ = '# Жазбаларды есепке алу туралы\n\n<a id="st1"></a>\n\n### 1-бап. Орган\n\nОрган тізілімді жүргізеді және {n} жұмыс күні ішінде жауап береді.\n'


class Repo:
    """A repository that tests write commits into."""

    def __init__(self, path):
        self.path = path
        path.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *words, day="2024-01-01"):
        env = os.environ | {
            "GIT_COMMITTER_DATE": f"{day}T00:00:00Z", "GIT_AUTHOR_DATE": f"{day}T00:00:00Z", "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
        }  # fmt: skip
        return subprocess.run(
            ["git", *words], cwd=self.path, check=True, capture_output=True, env=env, text=True
        ).stdout

    def write(self, files, day):
        for name, text in files.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", f"edition of {day}", day=day)


def edition(day, n):
    return {
        f"{PLACE}/meta.yaml": META.format(day=day),
        f"{PLACE}/rus.md": RUS.format(n=n),
        f"{PLACE}/kaz.md": KAZ.format(n=n),
    }


@pytest.fixture
def repo(tmp_path):
    made = Repo(tmp_path / "laws")
    made.write({"README.md": "# Read me", **edition("2019-03-01", 5)}, "2019-03-01")
    made.write({"03-laws/2019/0402-drugoi-2/meta.yaml": META.format(day="2019-04-02").replace("12-VI", "13-VI"),
                "03-laws/2019/0402-drugoi-2/rus.md": RUS.format(n=1)}, "2019-04-02")  # fmt: skip
    made.write(edition("2022-07-01", 7), "2022-07-01")
    made.write(edition("2025-01-01", 10), "2025-01-01")
    return made


def got(results):
    return [(r.outcome, r.languages, r.edition and r.edition.isoformat()) for r in results]


def test_todays_state_comes_out_of_a_shallow_clone(repo, visit):
    results = visit(ACT, named=[str(repo.path)], languages=("rus", "kaz", "eng"))
    assert got(results) == [("new", ("rus", "kaz"), "2025-01-01"), ("not_offered", ("eng",), None)]
    acts = [read_act(path) for path in find_sources([visit.cache])]
    assert {(a.act_id, a.language, a.edition) for a in acts} == {
        (ACT, "rus", dt.date(2025, 1, 1)), (ACT, "kaz", dt.date(2025, 1, 1))
    }  # fmt: skip
    assert "10 рабочих" in next(a.body for a in acts if a.language == "rus")
    assert len(list(visit.cache.glob(".clones/*/shallow"))) == 1


def test_the_history_is_kept_as_editions_and_the_clone_deepened_once(repo, visit):
    visit(ACT, named=[str(repo.path)])
    results = visit(ACT, named=[str(repo.path)], when="history")
    assert got(results) == [
        ("unchanged", ("rus",), "2025-01-01"),
        ("new", ("rus",), "2022-07-01"),
        ("new", ("rus",), "2019-03-01"),
    ]
    assert not list(visit.cache.glob(".clones/*/shallow"))
    editions = sorted(read_act(path).edition for path in find_sources([visit.cache]))
    assert [day.year for day in editions] == [2019, 2022, 2025]
    assert got(visit(ACT, named=[str(repo.path)])) == [("unchanged", ("rus",), "2025-01-01")]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2019-03-01", "2019-03-01"),
        ("2022-06-30", "2019-03-01"),
        ("2024-12-31", "2022-07-01"),
        ("2030-01-01", "2025-01-01"),
    ],
)
def test_a_date_gives_the_edition_in_force_on_it(day, found, repo, visit):
    assert got(visit(ACT, named=[str(repo.path)], when=dt.date.fromisoformat(day))) == [("new", ("rus",), found)]


def test_a_date_before_the_act_is_an_error(repo, visit):
    result = visit(ACT, named=[str(repo.path)], when=dt.date(2019, 2, 28))[0]
    assert (result.outcome, "no edition by 2019-02-28" in result.problem) == ("failed", True)


def test_a_rewritten_history_is_taken_as_it_is_now(repo, visit):
    """The repositories are built anew and pushed by force."""
    visit(ACT, named=[str(repo.path)])
    repo.git("checkout", "-q", "--orphan", "anew")
    repo.write(edition("2025-01-01", 12), "2025-01-01")
    repo.git("branch", "-q", "-D", "main")
    assert got(visit(ACT, named=[str(repo.path)], check=True)) == [("changed", ("rus",), "2025-01-01")]
    assert got(visit(ACT, named=[str(repo.path)])) == [("changed", ("rus",), "2025-01-01")]
    assert "12 рабочих" in read_act(find_sources([visit.cache])[0]).body


def test_a_repealed_act_is_found_in_the_history(repo, visit):
    old = {"03-laws/2003/0107-ob-elektronnom-9/meta.yaml": META.format(day="2004-01-01").replace("1 марта 2019 года № 12-VI ЗРК", "7 января 2003 года № 370-II"),
           "03-laws/2003/0107-ob-elektronnom-9/rus.md": RUS.format(n=3)}  # fmt: skip
    repo.write(old, "2025-02-01")
    repo.git("rm", "-q", "-r", "03-laws/2003")
    repo.write({"README.md": "# again"}, "2025-03-01")
    assert "--history" in visit(GONE, named=[str(repo.path)])[0].problem
    assert got(visit(GONE, named=[str(repo.path)], when="history")) == [("new", ("rus",), "2025-02-01")]


def test_parts_are_fetched_with_their_list_and_a_missing_one_is_told(repo, visit):
    head = RUS.format(n=1).split("<a id")[0] + "## Части\n\n| [Глава 1](rus/ch001.md) |\n| [Глава 2](rus/ch002.md) |\n"
    day = "2025-05-01"
    parts = {f"{PLACE}/rus/ch001.md": "## Глава 1. УЧЕТ\n\n### Статья 1. Один\n\nТекст один.\n",
             f"{PLACE}/rus/ch002.md": "## Глава 2. СВЕРКА\n\n### Статья 2. Два\n\nТекст два.\n"}  # fmt: skip
    repo.write({**edition(day, 1), f"{PLACE}/rus.md": head, **parts}, day)
    assert got(visit(ACT, named=[str(repo.path)])) == [("new", ("rus",), day)]
    act = read_act(find_sources([visit.cache])[0])
    assert [p.eid for p in act.provisions if p.kind == "article"] == ["art_1", "art_2"]
    repo.git("rm", "-q", f"{PLACE}/rus/ch002.md")
    repo.write(edition("2025-06-01", 1) | {f"{PLACE}/rus.md": head}, "2025-06-01")
    result = visit(ACT, named=[str(repo.path)])[0]
    assert (result.outcome, "rus/ch002.md is missing" in result.problem) == ("failed", True)


def test_links_and_odd_names_in_a_repository_are_never_followed(repo, visit, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("# Тайна\n")
    place = repo.path / PLACE
    (place / "kaz.md").unlink()
    (place / "kaz.md").symlink_to(secret)
    (place / "rus").mkdir()
    (place / "rus" / "..evil.md").write_text("x")
    (place / "run.sh").write_text("x")
    repo.write({f"{PLACE}/meta.yaml": META.format(day="2025-08-01")}, "2025-08-01")
    results = visit(ACT, named=[str(repo.path)], languages=("rus", "kaz"))
    assert got(results) == [("new", ("rus",), "2025-08-01"), ("not_offered", ("kaz",), None)]
    kept = {p.name for p in (visit.cache / "acts").rglob("*") if p.is_file()}
    assert kept == {"manifest.json", "meta.yaml", "rus.md"}


def test_hooks_and_settings_of_a_repository_do_not_run(repo, visit, tmp_path):
    visit(ACT, named=[str(repo.path)])
    trace = tmp_path / "ran"
    for clone in (visit.cache / ".clones").iterdir():
        (clone / "hooks").mkdir(exist_ok=True)
        for name in ("post-checkout", "reference-transaction", "post-merge", "pre-auto-gc"):
            hook = clone / "hooks" / name
            hook.write_text(f"#!/bin/sh\ntouch {trace}\n")
            hook.chmod(0o755)
    repo.write(edition("2025-09-01", 11), "2025-09-01")
    assert got(visit(ACT, named=[str(repo.path)])) == [("new", ("rus",), "2025-09-01")]
    assert not trace.exists()


def test_locks_that_a_killed_git_left_do_not_stop_the_next(repo, visit):
    visit(ACT, named=[str(repo.path)])
    for clone in (visit.cache / ".clones").iterdir():
        (clone / "shallow.lock").write_text("")
        (clone / "refs" / "lawkit" / "head.lock").write_text("")
        (clone / "objects" / "pack" / "tmp_pack_x").write_bytes(b"PACK")
    repo.write(edition("2025-09-01", 11), "2025-09-01")
    assert got(visit(ACT, named=[str(repo.path)])) == [("new", ("rus",), "2025-09-01")]


def test_killed_while_cloning_and_keeping(repo, tmp_path):
    """kill -9 at random moments of a fetch with history: each edition in the cache is whole, and the last run has all."""
    cache, dice, env = tmp_path / "cache", random.Random(8), {k: v for k, v in os.environ.items() if "LAWKIT" not in k}
    words = [sys.executable, str(Path(__file__).parents[2] / "cli.py"), "fetch", ACT, "--from", str(repo.path),
             "--history", "--cache", str(cache), "--languages", "rus,kaz"]  # fmt: skip
    editions = (edition(day, n) for day, n in (("2019-03-01", 5), ("2022-07-01", 7), ("2025-01-01", 10)))
    wholes = [{name.rpartition("/")[2]: text.encode() for name, text in one.items()} for one in editions]
    for _ in range(5):
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=tmp_path)
        time.sleep(0.15 + dice.random() * 0.5)
        process.kill()
        process.communicate(timeout=20)
        for folder in cache.glob("acts/*/*@*"):
            assert {p.name: p.read_bytes() for p in folder.iterdir()} in wholes
    done = subprocess.run(words, env=env, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    kept = [{p.name: p.read_bytes() for p in folder.iterdir()} for folder in sorted(cache.glob("acts/*/*@*"))]
    assert kept == wholes
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cache", "laws"]


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c 'touch /tmp/x'",
        "--upload-pack=touch",
        "http://example.org/x.git",
        "https://user:secret@example.org/x.git",
        "ssh://example.org/x",
        "git@example.org:x",
    ],
)
def test_only_https_and_folders_are_repositories(url):
    with pytest.raises(FetchError) as problem:
        checked_url(url)
    assert "https address" in problem.value.remedy


def test_an_unreachable_repository_is_told_once_and_the_next_source_is_asked(tmp_path, visit, host):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "HEAD").write_text("nonsense")
    (tmp_path / "broken" / "objects").mkdir()
    assert is_repository(tmp_path / "broken")
    results = visit(ACT, named=[str(tmp_path / "broken"), "page"])
    assert got(results) == [("new", ("rus",), None)]
    result = visit(ACT, "Z1900000013", named=[str(tmp_path / "broken")])
    assert all("git fetch:" in r.problem for r in result)


def test_an_edition_whose_parts_alone_changed_is_ingested_again(repo, visit, tmp_path):
    """rus.md is a list then; what is read is in rus/*.md."""
    from lawkit.commands.pipeline import source_digest

    visit(ACT, named=[str(repo.path)])
    path = find_sources([visit.cache])[0]
    before = source_digest(path)
    part = path.parent / "rus" / "ch001.md"
    part.parent.mkdir()
    part.write_text("text")
    assert source_digest(path) != before
