"""Planted reforms: the truth that goes with them stays true."""

from __future__ import annotations

import random

import pytest

from benchmarks.reforms import CHANGES, Reform, dealt_out, gathered, merged, moved, renamed, scattered, split, uneven

SIDE = tuple((f"правило номер{k} о предмете{k} и сроке{k}", "act") for k in range(40))
REFORM = Reform(SIDE, SIDE, frozenset((k, k) for k in range(40)), complete=True)


@pytest.mark.parametrize("plant", [merged, split, moved, dealt_out, uneven, gathered, scattered])
def test_a_pair_holds_the_same_rule(plant) -> None:
    """However units are put together, moved or dealt out, either unit of each pair still has the rule's own word."""
    for seed in range(5):
        planted = plant(REFORM, random.Random(seed))
        assert planted.pairs
        assert planted != REFORM
        for a, b in planted.pairs:
            own = set(planted.old[a][0].split()) & set(planted.new[b][0].split())
            assert any(word.startswith("предмете") for word in own), (a, b)


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_every_unit_keeps_a_partner(change: str) -> None:
    """No change loses a unit: all forty rules stand on either side, and the same seed plants the same reform."""
    planted = CHANGES[change](REFORM, random.Random(1))
    assert {a for a, _ in planted.pairs} == set(range(len(planted.old)))
    assert {b for _, b in planted.pairs} == set(range(len(planted.new)))
    assert planted == CHANGES[change](REFORM, random.Random(1))


def test_a_term_has_one_new_name_in_all_places() -> None:
    """A renamed term is renamed everywhere in the old act and nowhere in the new one."""
    sides = tuple((f"реестр ведёт оператор {k}", "") for k in range(30))
    planted = renamed(Reform(sides, sides, REFORM.pairs), random.Random(0), drop=0.0, terms=0.5)
    assert len({" ".join(t.split()[:3]) for t, _ in planted.old}) == 1
    assert planted.new == sides
    assert planted.old != sides
