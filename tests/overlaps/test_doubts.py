"""Pairs that a question joins and that are asked, not asserted."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_acts import reading

from lawkit.model import Address
from lawkit.overlaps.answering import Answering
from lawkit.overlaps.doubts import doubts, without_doubts

HIVE = "кочевой улей – переносное жилище пчел, которое вывозят на поля масличных культур на время цветения"
TOLD_AGAIN = "Кочевым считается переносное жилище пчел, которое на время цветения вывозят на поля масличных культур."
USES = "Осмотр кочевого улья ветеринар проводит весной."


def answer(eid: str, text: str) -> Answering:
    return Answering(Address("A", eid=eid), text, Address("A", eid=eid.split("__", maxsplit=1)[0]))


@pytest.mark.parametrize(
    ("one", "two", "defines", "expected"),
    [
        pytest.param(HIVE, TOLD_AGAIN, True, False, id="a rule that repeats the definition"),
        pytest.param(HIVE, USES, True, True, id="a rule that only uses the term"),
        pytest.param(TOLD_AGAIN, USES, False, False, id="two rules"),
        pytest.param(
            "Осмотр ульев, кроме ульев, хозяин которых состоит в товариществе, ведет ветеринар.",
            "Товарищество ведет осмотр ульев, хозяин которых состоит в товариществе.",
            False, True, id="what an exception tells apart",
        ),
    ],
)  # fmt: skip
def test_what_is_doubtful(one: str, two: str, defines: bool, expected: bool) -> None:
    terms = [("art_1", "кочевой улей", "", one)] if defines else []
    act = reading("A", [("art_1", one), ("art_2", two)], terms=terms)
    a, b = (Answering(act.act.at(eid), text, act.act.at(eid)) for eid, text in (("art_1", one), ("art_2", two)))
    doubtful = doubts([act], "rus", lambda _stem: 1.0)
    assert doubtful(a, b) is expected
    assert doubtful(b, a) is expected


@given(
    st.integers(2, 7).flatmap(
        lambda n: st.tuples(
            st.lists(st.integers(1, 3), min_size=n, max_size=n),
            st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=8),
        )
    )
)
def test_every_sure_pair_and_no_doubtful_one_stands_in_a_group(
    drawn: tuple[list[int], set[tuple[int, int]]],
) -> None:
    articles, unsure = drawn
    group = tuple(answer(f"art_{article}__para_{n}", "") for n, article in enumerate(articles))
    apart = {frozenset((group[a], group[b])) for a, b in unsure}
    made = without_doubts(group, lambda a, b: frozenset((a, b)) in apart)
    told = {frozenset(p) for part in made for p in combinations(part, 2) if p[0].article != p[1].article}
    meant = {frozenset(p) for p in combinations(group, 2) if p[0].article != p[1].article}
    assert told == meant - apart
    assert all(list(part) == [one for one in group if one in part] for part in made)
