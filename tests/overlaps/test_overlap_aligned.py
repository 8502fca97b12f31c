"""Articles that run side by side in two acts: their sentences may be judged more boldly than sentences that stand alone."""

from __future__ import annotations

import pytest

from lawkit.overlaps import find_overlaps
from lawkit.overlaps.aligned import article_of
from lawkit.overlaps.units import units_of
from tests.overlaps.model_acts import STRANGERS, reading

ONE = [
    "Смотритель маяка ведет вахтенный журнал, в котором отмечает время зажигания огня и видимость горизонта.",
    "Журнал хранится в башне маяка не менее трех лет со дня последней записи, после чего сдается в портовый архив.",
    "О погасшем огне смотритель немедленно сообщает капитану порта по радиосвязи с указанием причины неисправности.",
]
OTHER = [
    "Дежурный ведет вахтенный журнал, в котором отмечает время зажигания сигнального огня и видимость берега.",
    "Такой журнал хранится в будке переправы не менее трех лет со дня последней записи, затем сдается в районный архив.",
    "О неисправности парома дежурный немедленно сообщает капитану порта по радиосвязи с указанием ее причины.",
]


def _tier(first: list[str], second: list[str], article: str = "art_1") -> set[str]:
    """Tiers of what joins the second sentences of the two acts."""
    one = [(f"art_1__para_{n}", text) for n, text in enumerate(first, 1)]
    two = [(f"{article}__para_{n}", text) for n, text in enumerate(second, 1)]
    readings = [reading("A", one), reading("B", two), reading("C", STRANGERS)]
    wanted = {"A#art_1__para_2", f"B#{article}__para_2"}
    pins = [(f.tier, {f"{p.address.act}#{p.address.eid}" for p in f.pins}) for f in find_overlaps(readings)]
    return {tier for tier, names in pins if wanted <= names}


def test_neighbours_make_a_pair_likely() -> None:
    assert _tier(ONE, OTHER) == {"likely"}


@pytest.mark.parametrize(
    "second",
    [
        [STRANGERS[0][1], OTHER[1], STRANGERS[1][1]],  # alone
        [OTHER[0], OTHER[1], STRANGERS[1][1]],  # one neighbour: not enough
    ],
)
def test_a_pair_without_neighbours_stays_what_it_is(second: list[str]) -> None:
    assert "likely" not in _tier(ONE, second)


def test_the_article_of_a_unit() -> None:
    places = ["art_6-2__para_1__subpara_3", "annex_1__para_4__subpara_2", "para_7", "chp_2__art_5"]
    act = reading("A", [(eid, text) for eid, (_, text) in zip(places, STRANGERS, strict=False)])
    found = [article_of(unit)[1] for unit in units_of(act, 0)]
    assert found == ["art_6-2", "annex_1__para_4", "para_7", "chp_2__art_5"]
