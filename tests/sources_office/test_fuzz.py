"""Whatever the bytes, reading gives an act or one clear error, soon."""

import os

from benchmarks.fuzz import MUTATIONS, fuzz, mutated, seeds

COUNT = int(os.environ.get("LAWKIT_FUZZ", "400"))


def test_mutated_inputs_give_an_act_or_one_clear_error():
    outcomes, wrong, _ = fuzz(COUNT, seeds(None), seed=7)
    assert wrong == []
    assert outcomes["act"] + outcomes["error"] == COUNT


def test_the_mutations_are_all_used_and_repeatable():
    import random

    pool = [("a.txt", b"abc" * 100), ("b.txt", b"xyz" * 100)]
    made = [mutated(random.Random(n), pool) for n in range(200)]
    assert {kind.split("+")[0] for _, kind, _ in made} == set(MUTATIONS)
    assert made == [mutated(random.Random(n), pool) for n in range(200)]
