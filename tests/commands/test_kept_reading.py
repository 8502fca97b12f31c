"""Definitions and norms rest on an act alone: kept from run to run, unless the act or what was kept of it changed."""

import sqlite3
from pathlib import Path

import pytest

from lawkit.commands.pipeline import ingest
from lawkit.commands.stages import read_all
from lawkit.reading import norms
from lawkit.resources import resource
from lawkit.store import Store

ACTS = sorted(resource("corpus", "demo").glob("M*.rus*"))[:3]


@pytest.fixture
def looked(monkeypatch):
    """The acts in which norms were looked for."""
    seen: list[str] = []
    real = norms.find_norms
    monkeypatch.setattr(norms, "find_norms", lambda act: seen.append(act.act_id) or real(act))
    return seen


def test_only_the_added_act_is_read_for_norms(tmp_path: Path, looked):
    with Store.open(tmp_path / "grown.db", create=True) as store:
        ingest(store, ACTS[:-1])
        read_all(store)
        looked.clear()
        ingest(store, ACTS[-1:])
        read_all(store)
        grown = store.readings()
    assert looked == [ACTS[-1].name.split(".")[0]]
    with Store.open(tmp_path / "once.db", create=True) as store:
        ingest(store, ACTS)
        read_all(store)
        assert store.readings() == grown


def test_what_was_kept_in_part_is_read_anew(tmp_path: Path, looked):
    """A row that is gone from the database is missed, not taken for a text without norms."""
    with Store.open(tmp_path / "a.db", create=True) as store:
        ingest(store, ACTS[:1])
        read_all(store)
        whole = store.readings()
    with sqlite3.connect(tmp_path / "a.db") as raw:
        raw.execute("delete from norms where id in (select id from norms limit 1)")
        raw.execute("delete from stages where stage = 'read'")
    raw.close()
    looked.clear()
    with Store.open(tmp_path / "a.db") as store:
        read_all(store)
        assert looked
        assert [r.norms for r in store.readings()] == [r.norms for r in whole]
