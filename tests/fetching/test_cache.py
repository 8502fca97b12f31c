"""The cache: crash at each step of keeping an act, foreign folders, links, broken manifests."""

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from lawkit.errors import CacheError, LawkitError
from lawkit.fetching import cache as room
from lawkit.fetching.cache import Cache, Copy, digest_of

ACT = "Z1900000012"
NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
DAY = dt.date(2024, 5, 1)


def page(words):
    return Copy(ACT, None, {f"{ACT}.rus.html": words}, "page", "https://x/y", {"rus": digest_of({"a": words})})


def edition(words):
    files = {"meta.yaml": b"title: x", "rus.md": words, "rus/ch001.md": words * 3, "kaz.md": words[::-1]}
    return Copy(ACT, DAY, files, "git", "https://x#1", {"rus": digest_of({"a": words}), "kaz": digest_of({"b": words})})


def standing(root):
    """Whatever a reader of the cache would see, as {name: bytes}."""
    found = [p for p in (root / "acts").rglob("*") if p.is_file() and "manifest.json" not in p.name]
    return {p.relative_to(root / "acts" / ACT).as_posix(): p.read_bytes() for p in found}


def expected(copy):
    if len(copy.files) == 1:
        return dict(copy.files)
    return {f"{copy.place}/{name}": data for name, data in copy.files.items()}


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("make", [page, edition])
@pytest.mark.parametrize("first", [True, False], ids=["new", "replaced"])
def test_a_crash_before_any_step_leaves_the_old_or_the_new(make, first, tmp_path, monkeypatch):
    """Each file operation of a put is the last one, in turn; the next process finds one whole act and a true manifest."""
    old, new = make(b"old words"), make(b"new words")
    steps = 0
    while True:
        root = tmp_path / f"cache{steps}"
        with Cache.open(root) as cache:
            if not first:
                cache.put(old, NOW)
        with monkeypatch.context() as patch:
            left = [steps]

            def counted(real, left=left):
                def step(*arguments, **options):
                    if left[0] == 0:
                        raise Killed
                    left[0] -= 1
                    return real(*arguments, **options)

                return step

            for owner, name in (
                (os, "fsync"),
                (Path, "replace"),
                (Path, "rename"),
                (Path, "mkdir"),
                (room.shutil, "rmtree"),
            ):
                patch.setattr(owner, name, counted(getattr(owner, name)))
            cache = Cache(root.resolve(), None)
            try:
                cache.put(new, NOW)
                done = True
            except Killed:
                done = False
        before, after = ({} if first else expected(old)), expected(new)
        assert standing(root) in (before, after, {}), "half an act"
        if make is page and not first:
            assert standing(root) in (before, after), "a page is replaced in one step"
        with Cache.open(root) as cache:
            now = standing(root)
            assert now in (before, after), f"after recovery, step {steps}"
            rows = cache.rows(ACT)
            assert [row.sha256 for row in rows.values()] == (
                [digest_of(new.files if now == after else old.files)] if now else []
            )
            assert not list(cache.parts.iterdir())
            assert cache.put(new, NOW) == ("unchanged" if now == after and now else "new" if first else "changed")
        assert standing(root) == after
        if done:
            break
        steps += 1
    assert steps > 5


def test_a_page_whose_words_are_the_same_keeps_its_bytes(tmp_path):
    """Pages carry counters and the day's date: they are no change of the act."""
    with Cache.open(tmp_path / "c") as cache:
        cache.put(page(b"words"), NOW)
        other = Copy(
            ACT, None, {f"{ACT}.rus.html": b"words and a counter"}, "page", "u", page(b"words").texts, etag='"2"'
        )
        assert cache.put(other, NOW + dt.timedelta(hours=1)) == "unchanged"
        row = cache.rows(ACT)[f"{ACT}.rus.html"]
    assert standing(tmp_path / "c") == {f"{ACT}.rus.html": b"words"}
    assert (row.etag, row.checked) == ('"2"', "2026-11-24T13:00:00+00:00")


def test_a_file_that_somebody_changed_is_fetched_again(tmp_path):
    with Cache.open(tmp_path / "c") as cache:
        cache.put(page(b"words"), NOW)
        (cache.folder(ACT) / f"{ACT}.rus.html").write_bytes(b"other")
        assert not cache.holds(ACT, cache.rows(ACT)[f"{ACT}.rus.html"])
        assert cache.put(page(b"words"), NOW) == "changed"


def test_a_foreign_folder_is_refused_and_left_alone(tmp_path):
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(CacheError, match="is no cache"):
        Cache.open(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letters.txt"]


def test_two_processes_do_not_work_in_one_cache(tmp_path):
    with Cache.open(tmp_path / "c"), pytest.raises(CacheError, match="another lawkit works"):
        Cache.open(tmp_path / "c")
    Cache.open(tmp_path / "c").__exit__()


@pytest.mark.parametrize("name", ["acts", ".parts", ".clones"])
def test_a_link_that_leads_out_is_refused(name, tmp_path):
    Cache.open(tmp_path / "c").__exit__()
    (tmp_path / "out").mkdir()
    (tmp_path / "c" / name).rmdir()
    (tmp_path / "c" / name).symlink_to(tmp_path / "out")
    with pytest.raises(CacheError, match="by a link"):
        Cache.open(tmp_path / "c")


def test_an_acts_folder_that_is_a_link_is_refused(tmp_path):
    (tmp_path / "out").mkdir()
    with Cache.open(tmp_path / "c") as cache:
        (cache.root / "acts" / ACT).symlink_to(tmp_path / "out")
        with pytest.raises(CacheError, match="is a link"):
            cache.put(page(b"words"), NOW)
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    "name", ["../x.html", "/etc/x.html", "rus/../../x.md", "rus\\x.md", "x\n.html", ".hidden", "a/b/c.md", ""]
)
def test_a_source_cannot_name_a_path(name, tmp_path):
    copy = Copy(ACT, None, {name: b"x"}, "page", "u", {"rus": "h"})
    with Cache.open(tmp_path / "c") as cache, pytest.raises(CacheError, match="names a file"):
        cache.put(copy, NOW)
    assert standing(tmp_path / "c") == {}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"places": 1}', '{"places": {"../x": {}}}', '{"places": {"x": {"a": 1}}}',
                                  '{"places": {}, "coming": {"place": "x"}}'])  # fmt: skip
def test_a_broken_manifest_is_one_clear_error(text, tmp_path):
    with Cache.open(tmp_path / "c") as cache:
        cache.put(page(b"words"), NOW)
        (cache.folder(ACT) / "manifest.json").write_text(text)
        with pytest.raises(LawkitError, match="is broken"):
            cache.rows(ACT)


def test_the_manifest_says_where_when_and_what(tmp_path):
    with Cache.open(tmp_path / "c") as cache:
        cache.put(edition(b"words"), NOW)
        told = json.loads((cache.folder(ACT) / "manifest.json").read_text())["places"][f"{ACT}@2024-05-01"]
    assert (told["source"], told["url"], told["fetched"]) == ("git", "https://x#1", "2026-11-24T12:00:00+00:00")
    assert told["sha256"] == digest_of(edition(b"words").files)


@pytest.mark.parametrize("torn", [b"half", None])
def test_what_was_coming_and_is_torn_is_forgotten(torn, tmp_path, monkeypatch):
    """The power went: the new file beside the acts is damaged or gone, the old one and its row stay."""
    with Cache.open(tmp_path / "c") as cache:
        cache.put(page(b"old"), NOW)

        def killed(*_):
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(Cache, "_move", killed)
            with pytest.raises(Killed):
                cache.put(page(b"new"), NOW)
        (staged,) = cache.parts.glob("ready-*")
        staged.unlink() if torn is None else staged.write_bytes(torn)
    with Cache.open(tmp_path / "c") as cache:
        assert standing(tmp_path / "c") == expected(page(b"old"))
        assert [row.sha256 for row in cache.rows(ACT).values()] == [digest_of(page(b"old").files)]
