"""What changed since, and what rests on it."""

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lawkit.commands import main
from lawkit.errors import LawkitError
from lawkit.fetching.watching import watch
from lawkit.model import Address, Disposition, Finding, Pin, Verdict
from lawkit.register import Register
from lawkit.sources import read_act
from lawkit.store import Store

TODAY = dt.date(2026, 11, 24)
TEXT = """О модельном реестре

Статья 1. Основные понятия
В настоящем Законе используются следующие понятия:
1) реестр – перечень модельных услуг;
2) оператор – юридическое лицо, которое ведёт реестр.

Статья 2. Обязанности оператора
1. Оператор отвечает на запрос в течение пяти рабочих дней.
2. Оператор публикует реестр.

Статья 3. Надзор
Надзор ведёт уполномоченный орган.
"""
NEWER = (
    TEXT.replace("пяти рабочих", "семи рабочих")
    .replace("2. Оператор публикует реестр.\n", "")
    .replace("Статья 3. Надзор", "Статья 2-1. Сведения\nСведения открыты.\n\nСтатья 3. Надзор")
)
ACT = "Z1900000012"
OLD_DAY, NEW_DAY = "2024-01-01", "2025-06-01"


def write(folder, text=TEXT, day=OLD_DAY, act=ACT, language="rus"):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{act}@{day}.{language}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def at(eid, act=ACT, day=OLD_DAY):
    return Address.parse(f"{act}@{day}/rus#{eid}")


@pytest.fixture
def store(tmp_path):
    """A store with one act, a finding and a verdict on each place, and a map of it."""
    with Store.open(tmp_path / "lawkit.db", create=True) as opened:
        act = read_act(write(tmp_path / "old"))
        opened.put_act(act)
        eids = ["art_1__subpara_1", "art_2__para_1", "art_2__para_2", "art_3__al_1"]
        texts = {p.eid: p.text for p in act.provisions}
        assert set(eids) <= set(texts)
        opened.put_findings(
            Finding(
                f"f-{eid}",
                "duplicate",
                "certain",
                "duplication",
                (Pin(at(eid), texts[eid]), Pin(at("art_1__subpara_2"), "x")),
                1.0,
            )
            for eid in eids
        )
        opened.put_verdicts("list", [
            Verdict("list", "A-1", "met", (Pin(at("art_2"), texts["art_2"]),), decided_by="A. Reader"),
            Verdict("list", "A-2", "met", (Pin(at("art_3__al_1"), texts["art_3__al_1"]),)),
            Verdict("list", "A-3", "not_found", ()),
        ])  # fmt: skip
        opened.put_map([
            Disposition(at(eid), "0" * 16, "verbatim", "art_1", 1.0, 1.0, "words", decided_by="B. Drafter" if eid.endswith("para_1") else "lawkit")
            for eid in eids
        ])  # fmt: skip
        yield opened


def look(store, *paths):
    return watch(store, list(paths), Register.load(), TODAY)


def test_nothing_changed_is_nothing(store, tmp_path):
    assert not look(store)
    assert not look(store, tmp_path / "old")


def test_a_newer_edition_makes_stale_what_rests_on_its_changes(store, tmp_path):
    write(tmp_path / "new", NEWER, NEW_DAY)
    found = look(store, tmp_path / "new")
    (change,) = found.changes
    assert (change.kind, str(change.address), str(change.found)) == (
        "changed",
        f"{ACT}@{OLD_DAY}/rus",
        f"{ACT}@{NEW_DAY}/rus",
    )
    assert {(u.address.eid, u.kind) for u in change.units} == {
        ("art_2__para_1", "reworded"), ("art_2__para_2", "excluded"), ("art_2-1", "added"), ("art_2-1__al_1", "added")
    }  # fmt: skip
    assert {(s.kind, s.id, s.reason, s.decided_by) for s in found.stale} == {
        ("finding", "f-art_2__para_1", "reworded", "lawkit"),
        ("finding", "f-art_2__para_2", "excluded", "lawkit"),
        ("verdict", "list/A-1", "reworded", "A. Reader"),
        ("map", str(at("art_2__para_1")), "reworded", "B. Drafter"),
        ("map", str(at("art_2__para_2")), "excluded", "lawkit"),
    }


def test_other_quotation_marks_concern_only_what_people_decided(store, tmp_path):
    """Findings are made anew from the same words; a person's decision is kept with the hash of the text as it was."""
    old = TEXT.replace("Оператор отвечает", "«Оператор» отвечает").replace("Надзор ведёт", "«Надзор» ведёт")
    store.put_act(read_act(write(tmp_path / "old", old)))
    write(tmp_path / "new", old.replace("«", '"').replace("»", '"'), NEW_DAY)
    found = look(store, tmp_path / "new")
    assert [(u.address.eid, u.kind) for u in found.changes[0].units] == [
        ("art_2__para_1", "respelled"),
        ("art_3__al_1", "respelled"),
    ]
    assert [(s.kind, s.id, s.reason, s.decided_by) for s in found.stale] == [
        ("map", str(at("art_2__para_1")), "respelled", "B. Drafter")
    ]  # fmt: skip


def test_a_provision_under_another_number_is_told_as_such(store, tmp_path):
    newer = TEXT.replace("2. Оператор публикует", "2. Оператор хранит записи вечно.\n3. Оператор публикует")
    write(tmp_path / "new", newer, NEW_DAY)
    found = look(store, tmp_path / "new")
    assert {(s.kind, s.id, s.reason) for s in found.stale} == {
        ("finding", "f-art_2__para_2", "renumbered"), ("map", str(at("art_2__para_2")), "renumbered"),
        ("verdict", "list/A-1", "reworded"),  # the article that it rests on has a new point
    }  # fmt: skip


def test_an_older_edition_is_no_news(store, tmp_path):
    write(tmp_path / "older", NEWER, "2020-01-01")
    assert not look(store, tmp_path / "older")


@pytest.mark.parametrize("words", ["семи рабочих", "восьми рабочих", "девяти рабочих", "шести рабочих"])
def test_another_text_of_the_same_edition_is_told_whatever_its_hash(words, store, tmp_path):
    write(tmp_path / "again", TEXT.replace("пяти рабочих", words))
    assert [u.kind for u in look(store, tmp_path / "again").changes[0].units] == ["reworded"]


def test_of_several_newer_editions_the_newest_counts(store, tmp_path):
    write(tmp_path / "new", NEWER, NEW_DAY)
    write(tmp_path / "new", TEXT, "2026-01-01")
    found = look(store, tmp_path / "new")
    assert [(c.found.edition.isoformat(), c.units) for c in found.changes] == [("2026-01-01", ())]
    assert not found.stale


def test_another_act_or_language_in_the_folder_is_passed_over(store, tmp_path):
    write(tmp_path / "new", NEWER, NEW_DAY, act="Z1900000099")
    write(tmp_path / "new", NEWER, NEW_DAY, language="kaz")
    assert not look(store, tmp_path / "new")


def test_the_file_itself_was_changed_or_is_gone(store, tmp_path):
    path = write(tmp_path / "old", NEWER)
    assert [c.kind for c in look(store).changes] == ["changed"]
    path.write_bytes(b"\x89PNG")
    assert [c.kind for c in look(store).changes] == ["unreadable"]
    path.unlink()
    assert [c.kind for c in look(store).changes] == ["missing"]


def test_findings_of_an_edition_that_was_since_replaced_in_the_store(store, tmp_path):
    """The newer text was ingested and the findings were not made anew."""
    store.put_act(read_act(write(tmp_path / "new", NEWER, NEW_DAY)))
    found = look(store)
    assert not found.changes
    assert {s.id for s in found.stale if s.kind == "finding"} == {"f-art_2__para_1", "f-art_2__para_2"}


def test_an_act_that_the_register_knows_as_repealed(store, tmp_path):
    """Z030000370_ gave way to the Digital Code; a text stored as in force is told, with its successor."""
    act = replace(read_act(write(tmp_path / "old", act="Z030000370_")), status="in_force")
    store.put_act(act)
    store.put_verdicts("list", [Verdict("list", "B-1", "met", (Pin(at("art_3", "Z030000370_"), "x"),))])
    found = look(store)
    register = Register.load()
    (change,) = found.changes
    assert (change.kind, change.successor) == ("repealed", register.successor("Z030000370_").id)
    assert [(s.id, s.reason) for s in found.stale] == [("list/B-1", "repealed")]
    until = register.by_id("Z030000370_").until
    assert until
    assert not watch(store, [], register, until - dt.timedelta(days=1))


def call(*words):
    with pytest.raises(SystemExit) as stop:
        main([str(w) for w in words])
    return stop.value.code or 0


def test_the_command_lists_what_changed_and_its_status_tells(store, tmp_path, capsys):
    write(tmp_path / "new", NEWER, NEW_DAY)
    db = ["--db", store.path]
    assert call("watch", *db) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert call("watch", tmp_path / "new", *db) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["what"] for row in rows].count("finding") == 2
    assert rows[0]["detail"].startswith(f"→ {ACT}@{NEW_DAY}/rus")
    assert rows[0]["provisions"][0]["before"] != rows[0]["provisions"][0]["after"]
    assert call("watch", tmp_path / "new", *db, "--exit-code", "-f", "table") == 1
    assert "people" in capsys.readouterr().err
    assert call("watch", *db, "--exit-code") == 0
    assert call("watch", tmp_path / "nowhere", *db) == 2
    assert call("watch", *db, "--every", "soon") == 2


def test_fetching_first_brings_the_newer_page_and_the_database_stays(store, tmp_path, capsys):
    """--mirror stands for any source; the cache takes what came."""
    write(tmp_path / "mirror", NEWER, NEW_DAY)
    before = store.path.read_bytes()
    cache = tmp_path / "cache"
    assert call("watch", "--mirror", tmp_path / "mirror", "--cache", cache, "--db", store.path, "--exit-code") == 1
    assert json.loads(capsys.readouterr().out)[0]["change"] == "changed"
    assert [p.name for p in cache.glob("acts/*/*.txt")] == [f"{ACT}@{NEW_DAY}.rus.txt"]
    assert store.path.read_bytes() == before


def test_without_a_folder_the_cache_is_looked_at_too(store, tmp_path, capsys, monkeypatch):
    """A newer edition has a place of its own there; another folder of that name is left alone."""
    from lawkit.fetching.cache import Cache

    monkeypatch.chdir(tmp_path)
    write(tmp_path / "lawkit-cache" / "acts" / ACT, NEWER, NEW_DAY)
    assert call("watch", "--db", store.path, "--exit-code") == 0
    with pytest.raises(LawkitError, match="is no cache"):
        Cache.open(tmp_path / "lawkit-cache" / "acts")
    Cache.open(tmp_path / "lawkit-cache").__exit__()
    assert call("watch", "--db", store.path, "--exit-code") == 1


def looking(folder, store):
    """`lawkit watch FOLDER --every 1s --exit-code` in a process of its own."""
    words = ["watch", str(folder), "--db", str(store.path), "--every", "1s", "--exit-code"]
    env = {k: v for k, v in os.environ.items() if not k.startswith("LAWKIT")}
    command = [sys.executable, str(Path(__file__).parents[2] / "cli.py"), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)


@pytest.mark.parametrize("there", [True, False], ids=["a folder", "a folder that is not there yet"])
def test_it_looks_again_until_something_changes(there, store, tmp_path):
    """The trouble of one look is told and does not end the watch."""
    folder = tmp_path / "new"
    if there:
        write(folder)
    process = looking(folder, store)
    try:
        first = process.stderr.readline()  # the first look is over
        write(folder, NEWER, NEW_DAY)
        out, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (b"nothing changed" if there else b"does not exist") in first
    assert process.returncode == 1
    assert b"art_2__para_1" in out
