"""What follows from a map, in Word: acts that fall with their requisites, references that break, terms to replace."""

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "consolidate"))
from consolidation_models import access_act, act, data_act, reading

from lawkit.consolidate import draft_map, load_outline
from lawkit.model import Address, Reading, Reference, Span
from lawkit.report.consequences import write_consequences


@pytest.fixture(scope="module")
def readings():
    access = replace(access_act(), number="900-I", adopted=dt.date(2020, 5, 6))
    other = act(
        "Z9900000005", "О пчёлах", [("Улей", ["Сведения об информационной системе улья дают по Закону о доступе."])]
    )
    target = Address(access.act_id, None, "rus", "art_3__para_1")
    span = Span(0, 6)
    breaks = Reference("art_1__para_1", span, "Закону о доступе", "other_act", "resolved", target)
    return [reading(access), reading(data_act()), Reading(other, (breaks,))]


def told(path):
    import docx

    document = docx.Document(str(path))
    return [p.text for p in document.paragraphs], [c.text for t in document.tables for r in t.rows for c in r.cells]


@pytest.mark.parametrize(
    ("language", "falls", "whole", "article"),
    [
        ("rus", "Закон Республики Казахстан от 6 мая 2020 года № 900-I «О доступе к сведениям»", "целиком входит", "статьи"),
        ("kaz", "2020 жылғы 6 мамырдағы № 900-I Заңы", "толығымен кіреді", "-бап"),
        ("eng", "No. 900-I", "as a whole", "rticle"),
    ],
)  # fmt: skip
def test_it_names_what_falls_and_what_breaks(readings, tmp_path, language, falls, whole, article):
    plan = replace(load_outline("egov-law"), absorbs=("Z9900000001", "Z9900000002"))
    drawn = draft_map(readings, plan)
    paragraphs, cells = told(write_consequences(drawn, readings, tmp_path / "f.docx", language))
    assert any(falls in p for p in paragraphs)
    assert any(whole in p for p in paragraphs)
    assert "Закону о доступе" in cells
    assert any(article in c for c in cells)
    assert any("900-I" in c for c in cells)


def test_nothing_follows_from_a_map_that_moves_nothing(readings, tmp_path):
    plan = replace(load_outline("egov-law"), absorbs=("Z0000000000",))
    drawn = draft_map(readings, plan)
    stays = replace(drawn, rows=tuple(replace(r, disposition="stays", target="") for r in drawn.rows if r.source))
    paragraphs, cells = told(write_consequences(stays, readings, tmp_path / "f.docx"))
    assert paragraphs.count("Нет.") == 3
    assert cells == []


def test_the_same_map_gives_the_same_bytes(readings, tmp_path):
    plan = replace(load_outline("egov-law"), absorbs=("Z9900000001", "Z9900000002"))
    drawn = draft_map(readings, plan)
    one, two = (write_consequences(drawn, readings, tmp_path / name) for name in ("a.docx", "b.docx"))
    assert one.read_bytes() == two.read_bytes()
