"""Evidence kept in the database: equal after the round trip, used again, dropped when what it rests on changed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lawkit.commands.pipeline import ingest
from lawkit.commands.stages import find_all_gaps, read_all
from lawkit.gaps import judge, load_checklist
from lawkit.gaps.evidence import gather
from lawkit.gaps.kept import dump_evidence, evidence_key, load_evidence
from lawkit.reading import read
from lawkit.resources import resource
from lawkit.sources import read_act
from lawkit.store import Store

ACTS = sorted(resource("corpus", "demo").glob("M*.*"))


@pytest.fixture(scope="module")
def reading():
    return read(read_act(ACTS[0]))


def test_evidence_survives_json(reading):
    found = gather(reading, load_checklist("egov"))
    assert found.hits
    assert load_evidence(json.loads(json.dumps(dump_evidence(found)))) == found


@pytest.mark.parametrize(
    "change",
    [
        lambda r: replace(r, act=replace(r.act, body=r.act.body + " ")),
        lambda r: replace(r, act=replace(r.act, number="9-M")),
        lambda r: replace(r, norms=r.norms[1:]),
        lambda r: replace(r, definitions=r.definitions[1:]),
        lambda r: replace(r, references=r.references[1:]),
    ],
    ids=["text", "number", "norms", "definitions", "references"],
)
def test_the_key_changes_with_what_the_evidence_rests_on(reading, change):
    checklist = load_checklist("egov")
    assert evidence_key(change(reading), checklist) != evidence_key(reading, checklist)


def test_an_added_act_is_the_only_one_looked_at_again(tmp_path: Path, monkeypatch):
    """The others' evidence comes from the database, and the verdicts are those of a database made at once."""
    looked: list[str] = []
    monkeypatch.setattr(judge, "gather", lambda r, c: looked.append(str(r.act.address)) or gather(r, c))
    with Store.open(tmp_path / "grown.db", create=True) as store:
        ingest(store, ACTS[:-1])
        read_all(store)
        find_all_gaps(store)
        before = set(looked)
        looked.clear()
        ingest(store, ACTS[-1:])
        read_all(store)
        find_all_gaps(store)
        grown = store.verdicts()
        again, added = set(looked), ACTS[-1].name.split(".")[0]
        citing = {str(r.act.address) for r in store.readings() if any(_names(n, added) for n in r.references)}
    with Store.open(tmp_path / "once.db", create=True) as store:
        ingest(store, ACTS)
        read_all(store)
        find_all_gaps(store)
        assert store.verdicts() == grown
    assert len(before) == len(ACTS) - 1
    assert len(again - before) == 1
    assert again & before <= citing, "only acts that cite the new one may have changed"


def _names(reference, act: str) -> bool:
    return reference.target is not None and reference.target.act == act
