"""The overlaps inside one act are the same, joined in the small way and in the large one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.overlaps import Catalogue, find_overlaps
from lawkit.overlaps.small import find_within
from lawkit.reading import read
from lawkit.register import Register
from lawkit.resources import resource
from lawkit.sources import read_act
from lawkit.sources.files import read_act_bytes

DEMO = sorted(p for p in resource("corpus", "demo").rglob("*") if p.suffix in (".md", ".txt", ".html", ".docx"))
SHARED = Path(os.environ.get("LAWKIT_SHARED", "")) / "acts"


def _told(findings):
    return [(f.id, f.code, f.tier, f.evidence.get("places")) for f in findings]


def _same(act):
    reading = read(act, Register.load())
    found = find_within(reading)
    assert _told(found) == _told(find_overlaps([reading], matters=Catalogue()))
    return found


@pytest.mark.parametrize(
    "path", [p for p in DEMO if p.stem.lower() not in ("readme", "answers")][:8], ids=lambda p: p.name
)
def test_model_acts(path):
    """On the model acts."""
    _same(read_act(path))


@pytest.mark.skipif(not SHARED.is_dir(), reason="LAWKIT_SHARED is not set")
@pytest.mark.parametrize("name", ["Z1500000401.rus.txt", "Z2200000178.kaz.txt", "Z2400000106.rus.html"])
def test_real_acts(name):
    """On real acts, in two languages."""
    assert _same(read_act(SHARED / name))


SUBJECTS = st.sampled_from(["Оператор", "Уполномоченный орган", "Заявитель", "Местный исполнительный орган области"])
ACTS = st.sampled_from(
    [
        "ведёт реестр модельных услуг в цифровой форме", "обязан ответить на запрос в течение {} рабочих дней",
        "вправе отказать в выдаче сведений из реестра модельных услуг", "публикует отчёт о ведении реестра до первого марта",
    ]
)  # fmt: skip
TAILS = st.sampled_from(
    ["", " со дня получения запроса", " и уведомляет об этом заявителя", " по согласованию с оператором"]
)


@given(st.lists(st.tuples(SUBJECTS, ACTS, st.sampled_from(["пяти", "десяти", "трёх"]), TAILS), min_size=1, max_size=25))
@settings(max_examples=40, deadline=None)
def test_made_up_acts(parts):
    """On acts put together by chance, full of near-duplicates."""
    lines = [f"{n}. {who} {what.format(days)}{tail}." for n, (who, what, days, tail) in enumerate(parts, 1)]
    _same(read_act_bytes("\n".join(["О модельном реестре", "", "Статья 1. Порядок", *lines]).encode(), "act.rus.txt"))


def test_an_act_without_texts():
    """Nothing in, nothing out."""
    assert not _same(read_act_bytes("Статья 1. Предмет".encode(), "act.rus.txt"))
