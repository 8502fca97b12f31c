"""Edits planted in the acts of the demonstration corpus are found again; the planter's truth fits what it made."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks import diff as benchmark
from benchmarks._editions import plant
from lawkit.editions import diff_acts
from lawkit.sources import find_sources, read_act

FOLDER = Path(__file__).parents[2] / "corpus" / "demo"


@pytest.fixture(scope="module")
def acts():
    read = [read_act(path) for path in find_sources([FOLDER]) if path.suffix in (".txt", ".md", ".html")]
    return [act for act in read if len(act.provisions) >= 30]


def test_the_truth_names_what_is_there(acts):
    """Every old id is paired, excluded, split or merged; every new one exists; the same seed plants the same."""
    act, donor = acts[0], acts[1]
    new, truth = plant(act, donor, 3, 0.2)
    again, same = plant(act, donor, 3, 0.2)
    assert (new, truth) == (again, same)
    news = {p.eid for p in new.provisions}
    assert len(news) == len(new.provisions)
    assert set(truth.pairs.values()) | truth.added <= news
    apart = {old for old, _, _ in truth.split} | {old for a, b, _ in truth.merged for old in (a, b)}
    assert set(truth.pairs) | truth.excluded | apart == {p.eid for p in act.provisions}


def test_planted_edits_are_found_again(acts):
    """Moved and renumbered provisions of short acts, where every pair counts; ids alone find almost none."""
    ours, by_id = Counter(), Counter()
    for number, act in enumerate(acts):
        others = [a for a in acts if a.language == act.language and a.act_id != act.act_id] or acts
        for seed in (1, 2):
            new, truth = plant(act, others[number % len(others)], seed, 0.1)
            changes = diff_acts(act, new)
            assert sorted(p.order for c in changes for p in c.old) == [p.order for p in act.provisions]
            assert sorted(p.order for c in changes for p in c.new) == [p.order for p in new.provisions]
            pairs, told, _, _ = benchmark._ours(act, new)
            benchmark._score(ours, truth, pairs, told)
            benchmark._told(ours, truth, pairs, told)
            same = {p.eid for p in new.provisions}
            benchmark._score(by_id, truth, {p.eid: p.eid for p in act.provisions if p.eid in same}, None)
    assert ours["moved.n"] > 20
    assert ours["renumbered.n"] > 60
    assert ours["moved.hits"] >= 0.95 * ours["moved.n"], ours
    assert ours["renumbered.hits"] >= 0.95 * ours["renumbered.n"], ours
    assert ours["moved.right"] >= 0.9 * ours["moved.claims"], ours
    assert by_id["moved.hits"] < 0.3 * ours["moved.n"]
