"""What was judged in an earlier run and rests on the same things is taken over; the findings are those of a full run."""

from __future__ import annotations

from pathlib import Path

import pytest
from model_acts import STRANGERS, reading

from lawkit.commands.pipeline import ingest
from lawkit.commands.stages import find_all_overlaps, read_all
from lawkit.model import Finding, Reading
from lawkit.overlaps import find_overlaps
from lawkit.overlaps.earlier import Judgements
from lawkit.overlaps.engine import _near
from lawkit.overlaps.rules import standing
from lawkit.resources import resource
from lawkit.store import Store

ACTS = sorted(resource("corpus", "demo").glob("M*.*"))


def by_mark(done: Judgements, findings: list[Finding]) -> dict[str, list[Finding]]:
    """What a run keeps for the next one."""
    named = {finding.id: finding for finding in findings}
    return {mark: [named[name] for name in ids] for mark, ids in done.ids(findings).items()}


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> list[Reading]:
    """The acts of the demonstration, read."""
    with Store.open(tmp_path_factory.mktemp("earlier") / "a.db", create=True) as store:
        ingest(store, ACTS)
        read_all(store)
        return store.readings()


def test_an_added_changed_or_removed_act(readings: list[Reading]) -> None:
    """Each time the findings, their order and figures are those of a run without earlier judgements."""
    added = reading("N9", [("art_1", readings[0].act.provisions[-1].text), *STRANGERS])
    other = Reading(added.act, definitions=readings[0].definitions[:1])
    stages = [
        readings[1:],
        readings,
        [*readings, added],
        [*readings, other],
        [*readings[:2], *readings[3:], added],
        readings,
    ]
    before: dict[str, list[Finding]] = {}
    taken = []
    for acts in stages:
        done = Judgements(before)
        findings = find_overlaps(acts, earlier=done)
        assert findings == find_overlaps(acts)
        before = by_mark(done, findings)
        taken.append(done.taken_over)
    assert taken[0] == 0
    assert min(taken[3:]) > 0


def test_all_that_is_weighed_is_in_the_mark(readings: list[Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that weighs otherwise makes the pair judged anew."""
    done = Judgements()
    before = by_mark(done, find_overlaps(readings, earlier=done))
    judged: list[tuple[int, int]] = []
    monkeypatch.setattr("lawkit.overlaps.engine._near", lambda f, i, j: judged.append((i, j)) or _near(f, i, j))
    same = Judgements(before)
    find_overlaps(readings, earlier=same)
    assert same.taken_over > len(judged)
    monkeypatch.setattr("lawkit.overlaps.engine.standing", lambda count, total: standing(count, total) + 1.0)
    other = Judgements(before)
    find_overlaps(readings, earlier=other)
    assert other.taken_over == 0


def test_the_stage_keeps_what_it_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A grown store holds the findings of one made at once, and few pairs were judged for them."""
    judged: list[int] = []
    monkeypatch.setattr("lawkit.overlaps.engine._near", lambda f, i, j: judged.append(i) or _near(f, i, j))
    with Store.open(tmp_path / "once.db", create=True) as store:
        ingest(store, ACTS)
        read_all(store)
        find_all_overlaps(store)
        whole, every = store.findings(family="overlaps"), len(judged)
        assert whole
        store.finish("overlaps", "", "of other acts")
        judged.clear()
        find_all_overlaps(store)
        assert store.findings(family="overlaps") == whole
        assert len(judged) < every / 4
    with Store.open(tmp_path / "grown.db", create=True) as store:
        for part in (ACTS[:-2], ACTS[-2:]):
            ingest(store, part)
            read_all(store)
            find_all_overlaps(store)
        assert store.findings(family="overlaps") == whole


def test_steps_are_small_and_hold() -> None:
    """Weights stay within an eighth and a sixteenth of idf, and a text more changes few of them."""
    import math

    for total in (10, 1000, 100_000):
        for count in (1, 3, 9):
            exact = math.log((1 + total) / (1 + count)) + 1
            assert abs(standing(count, total) - exact) <= 1 / 8 + 1 / 16 + 1e-9
    moved = sum(standing(count, 5000) != standing(count + 1, 5010) for count in range(500, 4000))
    assert moved < 200
