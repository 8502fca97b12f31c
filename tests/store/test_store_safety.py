"""The store survives kills, full disks and other users, and chooses the newest edition whatever the order."""

import datetime as dt
import itertools
import random
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_store_roundtrip import make_act

from lawkit.errors import BadAddress, StoreError
from lawkit.model import Amendment, Note, Reading, Span
from lawkit.store import Store, schema

ROOT = Path(__file__).parents[2]


def dump(path):
    """Everything in a database, as SQL, without the times of runs."""
    with sqlite3.connect(path) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("after", [0, 1, 7])
def test_a_process_killed_in_the_middle_leaves_the_last_complete_state(tmp_path, after):
    path = tmp_path / "lawkit.db"
    with Store.open(path, create=True) as store:
        store.put_act(make_act())
        before = store.acts()
    code = f"""
import os, signal, sys
sys.path[:0] = [{str(ROOT)!r}, {str(Path(__file__).parent)!r}]
from dataclasses import replace
from test_store_roundtrip import make_act
from lawkit.store import Store
def acts():
    for n in range(30):
        if n == {after}:
            store.connection.execute("pragma cache_spill = 1")
            os.kill(os.getpid(), signal.SIGKILL)
        yield replace(make_act(), act_id=f"Z{{n}}", sha256=str(n))
store = Store.open({str(path)!r})
store.put_acts(acts())
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert told.returncode == -9
    with Store.open(path) as store:
        assert store.acts() == before
        assert store.search("реестр") != []
        assert store.connection.execute("pragma integrity_check").fetchone() == ("ok",)


def test_an_error_in_the_middle_of_several_writes_undoes_all_of_them(tmp_path):
    with Store.open(tmp_path / "lawkit.db", create=True) as store:

        def both():
            with store.transaction():
                store.put_act(make_act())
                store.finish("ingest", "a", "h")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            both()
        assert store.acts() == []
        assert not store.done("ingest", "a", "h")


def test_a_disk_that_fills_up_is_told_and_changes_nothing(tmp_path):
    with Store.open(tmp_path / "lawkit.db", create=True) as store:
        store.put_act(make_act())
        pages = store.connection.execute("pragma page_count").fetchone()[0]
        store.connection.execute(f"pragma max_page_count = {pages + 3}")
        with pytest.raises(StoreError, match=r"full.*intact"):
            store.put_act(replace(make_act(), act_id="Z2", body="слово " * 50_000))
        assert [info.act_id for info in store.infos()] == ["Z2400000001"]
        store.connection.execute(f"pragma max_page_count = {pages + 3000}")
        store.put_act(replace(make_act(), act_id="Z2", body="слово " * 50_000))


def test_a_database_in_use_is_told(tmp_path, monkeypatch):
    from lawkit.store import database

    monkeypatch.setattr(database, "WAIT_SECONDS", 0.05)
    path = tmp_path / "lawkit.db"
    with Store.open(path, create=True) as first, Store.open(path) as second, first.transaction():
        with pytest.raises(StoreError, match="in use"):
            second.put_act(make_act())
        assert second.acts() == [], "reading goes on meanwhile"


def test_two_processes_may_make_the_database_at_once(tmp_path):
    problems = []

    def make():
        try:
            Store.open(tmp_path / "lawkit.db", create=True).close()
        except Exception as problem:  # noqa: BLE001
            problems.append(problem)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    Store.open(tmp_path / "lawkit.db").close()


def _noted(day, **more):
    note = Note("amendment", "Сноска.", Span(0, 3), "", (Amendment("1-VIII", day),))
    return replace(make_act(), edition=None, notes=(note,), **more)


EDITIONS = [
    replace(make_act(edition=dt.date(2023, 1, 1)), source="old.md", sha256="1"),
    replace(make_act(edition=dt.date(2025, 6, 1)), source="new.md", sha256="2"),
    _noted(dt.date(2026, 1, 16), source="undated.txt", sha256="3"),
    _noted(dt.date(2024, 1, 1), source="undated-old.html", sha256="4"),
    replace(make_act(edition=None), notes=(), adopted=None, source="bare.txt", sha256="5"),
]


@pytest.mark.parametrize(
    ("among", "chosen"),
    [
        ((0, 1), "new.md"),  # the later edition
        ((0, 1, 2), "undated.txt"),  # its notes know a later amending act
        ((1, 3), "new.md"),
        ((0, 3), "undated-old.html"),
        ((0, 4), "old.md"),  # a file that tells no date at all comes last
        ((4,), "bare.txt"),
    ],
)
def test_the_newest_state_is_current_and_the_others_are_history(tmp_path, among, chosen):
    acts = [EDITIONS[n] for n in among]
    for number, order in enumerate(itertools.permutations(acts)):
        with Store.open(tmp_path / f"{number}.db", create=True) as store:
            for act in order:
                store.put_act(act)
            assert [act.source for act in store.acts()] == [chosen]
            assert {act.source for act in store.acts(current=False)} == {act.source for act in acts}
            assert {hit.address.edition for hit in store.search("реестра")} == {store.acts()[0].edition}


def test_equal_dates_are_decided_the_same_way_in_any_order(tmp_path):
    day = dt.date(2025, 1, 1)
    twins = [
        replace(make_act(edition=day), source=name, sha256=sha)
        for name, sha in [("a.txt", "b"), ("b.html", "c"), ("c.html", "a")]
    ]
    chosen = set()
    for number, order in enumerate(itertools.permutations(twins)):
        with Store.open(tmp_path / f"{number}.db", create=True) as store:
            store.put_acts(order)
            chosen.add(store.acts()[0].source)
    assert chosen == {"c.html"}


def test_a_source_read_again_replaces_its_act_and_what_was_read_in_it(tmp_path):
    with Store.open(tmp_path / "lawkit.db", create=True) as store:
        act = make_act()
        store.put_act(act)
        store.put_reading(Reading(act))
        changed = make_act(extra=" Оператор публикует его.", sha="bb")
        store.put_act(changed)
        assert store.acts(current=False) == [changed]
        assert store.search("публикует") != []
        with pytest.raises(BadAddress):
            store.row_of(act)
        orphans = [t for t in schema.OF_ACT if store._ask(f"select 1 from {t} where act not in (select id from acts)")]
        assert orphans == []
        assert store.drop_act(act.act_id) == 1
        assert store.search("публикует") == []


def test_the_same_bytes_in_two_places_are_one_expression_known_by_the_first_path(tmp_path):
    twins = [replace(make_act(), source="b.html"), replace(make_act(), source="a.html")]
    for number, order in enumerate(itertools.permutations(twins)):
        with Store.open(tmp_path / f"{number}.db", create=True) as store:
            store.put_acts(order)
            assert [act.source for act in store.acts(current=False)] == ["a.html"]


def test_languages_have_their_own_current_expression_and_russian_comes_first(tmp_path):
    with Store.open(tmp_path / "lawkit.db", create=True) as store:
        kaz = replace(make_act(language="kaz", edition=dt.date(2026, 1, 1)), sha256="k")
        store.put_acts([kaz, make_act()])
        assert [act.language for act in store.acts()] == ["kaz", "rus"]
        assert store.act("Z2400000001").language == "rus"
        assert store.act("Z2400000001/kaz") == kaz
        assert store.act("Z2400000001@2026-01-01") == kaz


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_ingestion_leaves_no_trace_in_what_is_read_back(tmp_path_factory, r: random.Random):
    acts = [*EDITIONS, replace(make_act(language="kaz"), sha256="k"), replace(make_act(), act_id="K1", sha256="x")]
    folder = tmp_path_factory.mktemp("order")

    def stored(order, name):
        with Store.open(folder / name, create=True) as store:
            for act in order:
                store.put_act(act)
            return store.acts(), [i.address for i in store.infos(current=False)], store.search("реестра срок")

    shuffled = acts[:]
    r.shuffle(shuffled)
    assert stored(acts, "a.db") == stored(shuffled, "b.db")


def test_a_database_of_the_first_version_is_brought_up_to_date(tmp_path):
    path = tmp_path / "lawkit.db"
    with sqlite3.connect(path, isolation_level=None) as connection:
        schema._first(connection)
        connection.execute("alter table provisions drop column anchors")
        connection.execute(f"pragma application_id = {schema.APPLICATION_ID}")
        connection.execute("pragma user_version = 1")
    connection.close()
    with Store.open(path, readonly=True) as store:
        assert store.acts() == []
    with Store.open(path) as store:
        store.put_act(make_act())
        assert store.acts() == [make_act()]


def test_the_schema_reads_well_in_datasette(tmp_path):
    """Foreign keys, a search table and views that need no join by hand."""
    with Store.open(tmp_path / "lawkit.db", create=True) as store:
        store.put_act(make_act())
        names = {row[0] for row in store._ask("select name from sqlite_master")}
        assert {"current_provisions", "findings_with_places", "destinations", "derivations"} <= names
        assert store._ask("select address from current_provisions")[1] == ("Z2400000001/rus#art_1__para_1",)
        assert ("acts", "act", "id") in [(r[2], r[3], r[4]) for r in store._ask("pragma foreign_key_list(provisions)")]
        assert store._ask("pragma application_id")[0][0] == int.from_bytes(b"lawk")
        assert store.counts()["provisions"] == 4
