"""The planter of errors behind the benchmark: what it plants is wrong, at the place it says, and was not before."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks import _check_plants as plants
from benchmarks._check_sheets import Line, Sheet, problems_of, stretch_of
from lawkit.check import load_rules

LINES = (
    Line("art_1", "article", "Статья 1.", "Понятия закона о дворах"),
    Line("art_1__al_1", "alinea", "", "В настоящем Законе используются следующие понятия:"),
    Line("art_1__subpara_1", "subparagraph", "1)", "двор – участок земли при доме, которым пользуются жильцы;"),
    Line("art_1__subpara_2", "subparagraph", "2)", "реестр – запись о каждом дворе, которую ведет оператор."),
    Line("art_2", "article", "Статья 2.", "Учет дворов в реестре"),
    Line("art_2__para_1", "paragraph", "1.", "Оператор вносит двор в реестр по статье 1 настоящего Закона."),
    Line("art_2__para_2", "paragraph", "2.", "Жилец вправе запросить выписку из реестра."),
    Line("art_2__para_3", "paragraph", "3.", "Выписка выдается бесплатно."),
)
SHEET = Sheet("draft:own", "rus", LINES)
CASES = [
    ("num-dup", plants.number_twice),
    ("unit-empty", plants.text_dropped),
    ("heading-missing", plants.heading_lost),
    ("def-dup-same-act", plants.term_twice),
    ("def-unused", plants.term_idle),
    ("def-circular", plants.term_by_itself),
    ("ref-dead-internal", plants.replaced(r"(?<=статье )\d+(?= настоящего)", lambda *_: "801")),
    ("ref-dead-external", plants.repealed_act),
    ("abbr-undefined", plants.capitals),
]


@pytest.mark.parametrize(("code", "plant"), CASES, ids=[c for c, _ in CASES])
def test_planted_error_is_new_and_found(code: str, plant: plants.Planter) -> None:
    """The rule is silent on the sheet and fires at the planted words, for every seed tried."""
    rule = load_rules()[code]
    assert not problems_of(SHEET.lines, "rus", [rule])
    for seed in range(3):
        made = plant(SHEET, Random(seed))
        assert made is not None
        start, end = stretch_of(made.lines, made.at, made.words)
        assert any(p[1] < end and start < p[2] for p in problems_of(made.lines, "rus", [rule])), made.lines[made.at]


def test_no_place_no_error() -> None:
    """A planter that finds no place says so."""
    assert plants.other_body(SHEET, Random(1)) is None
    assert plants.item_lost(SHEET, Random(1)) is None
