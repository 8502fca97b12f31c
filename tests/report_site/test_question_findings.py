"""Findings of one question on the page of texts: its name as the title, the words that answer it marked, every place shown."""

from __future__ import annotations

from lawkit.model import Address, Finding, Pin, Span
from lawkit.report.marks import panes, question

TEXTS = ("Сведения даются бесплатно.", "Плата за них не взимается <никем>.", "Дворы метут даром.")


def _finding(count: int, *, spans: bool = True) -> Finding:
    pins = tuple(
        Pin(Address("A", None, "rus", f"art_{n}"), TEXTS[n % 3], Span(0, 8) if spans else Span(0, 0))
        for n in range(count)
    )
    names = {"rus": "плата за сведения", "kaz": "ақы", "eng": "charge"}
    evidence = {"matter": names} if spans else {}
    return Finding("f", "same-matter", "likely", "duplication", pins, 0.1, {"rus": "", "kaz": "", "eng": ""}, evidence)


def test_every_place_is_shown_with_its_answer_marked():
    shown = panes(_finding(9))
    assert len(shown) == 9
    assert str(shown[0][1]) == "<mark>Сведения</mark> даются бесплатно."
    assert str(shown[1][1]) == "<mark>Плата за</mark> них не взимается &lt;никем&gt;."


def test_other_kinds_mark_what_differs():
    assert len(panes(_finding(9, spans=False))) == 6


def test_the_question_is_the_title():
    assert question(_finding(2)) == {"rus": "Плата за сведения", "kaz": "Ақы", "eng": "Charge"}
    assert question(_finding(2, spans=False)) == {}
