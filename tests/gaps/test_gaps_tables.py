"""Verdicts for people: tables, workbook, Word annex; and gaps found without a checklist."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from texts import act_of

from lawkit.errors import ReportError
from lawkit.gaps import (
    csv_text,
    find_gaps,
    load_checklist,
    markdown,
    matrix,
    rows,
    structural_gaps,
    write_annex,
    write_excel,
)
from lawkit.gaps.sayings import COLUMNS, GAPS, VALUES
from lawkit.model import Reading
from lawkit.reading import read
from lawkit.register import Register

LAW = """
Статья 27. Уполномоченный орган
1. Уполномоченный орган осуществляет контроль за обработкой персональных данных.
2. Уполномоченный орган рассматривает жалобы субъектов.
"""


@pytest.fixture(scope="module")
def checked():
    checklist = load_checklist("personal-data")
    act = replace(act_of(LAW, title="О персональных данных"), kind="law")
    return checklist, find_gaps([Reading(act)], checklist), [Reading(act)]


def test_every_item_has_a_row_in_each_language(checked):
    """No requirement is left out of a table, whatever its verdict."""
    checklist, verdicts, _ = checked
    for language in ("rus", "kaz", "eng"):
        listed = rows(verdicts, checklist, language)
        assert [r["item"] for r in listed] == [i.id for i in checklist.items]
        assert all(r["requirement"] and r["verdict"] and r["reason"] for r in listed)


def test_markdown_keeps_its_table_whole(checked):
    """A bar in a text does not break the table."""
    checklist, verdicts, _ = checked
    odd = [replace(v, reason=dict.fromkeys(("rus", "kaz", "eng"), "a | b\nc")) for v in verdicts]
    lines = [line for line in markdown(odd, checklist).splitlines() if line.startswith("| DP-")]
    assert len(lines) == len(checklist.items)
    assert all(line.replace("\\|", "").count("|") == 6 for line in lines)


@pytest.mark.parametrize("text", ["=1+1", "+7", "-2", "@cmd", "\tx"])
def test_no_cell_is_a_formula(checked, tmp_path, text):
    """A text that looks like a formula stays a text in CSV and in Excel."""
    openpyxl = pytest.importorskip("openpyxl")
    checklist, verdicts, _ = checked
    odd = [replace(v, reason=dict.fromkeys(("rus", "kaz", "eng"), text)) for v in verdicts]
    read_back = list(csv.reader(io.StringIO(csv_text(odd, checklist))))
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for row in read_back for cell in row)
    write_excel(tmp_path / "gaps.xlsx", [(checklist, odd)])
    sheet = openpyxl.load_workbook(tmp_path / "gaps.xlsx")["personal-data"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert sheet.cell(2, 5).value == text


def test_workbook_has_a_sheet_of_acts(checked, tmp_path):
    """Acts and requirements cross in one sheet."""
    openpyxl = pytest.importorskip("openpyxl")
    checklist, verdicts, readings = checked
    write_excel(tmp_path / "gaps.xlsx", [(checklist, verdicts)], "eng", matrix(readings, checklist))
    sheet = openpyxl.load_workbook(tmp_path / "gaps.xlsx")["acts"]
    assert sheet.cell(2, 1).value == "draft:case"
    assert sheet.cell(2, 11).value == VALUES["partly"]["eng"]  # DP-10


def test_annex_lists_what_is_open(checked, tmp_path):
    """The annex of an explanatory note has one row for every requirement that is not met."""
    from docx import Document

    checklist, verdicts, _ = checked
    write_annex(tmp_path / "annex.docx", verdicts, checklist, "kaz")
    table = Document(str(tmp_path / "annex.docx")).tables[0]
    still_open = [v for v in verdicts if v.value != "met"]
    assert len(table.rows) == len(still_open) + 1
    assert table.rows[0].cells[1].text == COLUMNS["requirement"]["kaz"]


def test_unwritable_place_is_one_clear_error(checked, tmp_path):
    """A file that cannot be written is a ReportError."""
    checklist, verdicts, _ = checked
    with pytest.raises(ReportError):
        write_annex(tmp_path / "none" / "annex.docx", verdicts, checklist)
    with pytest.raises(ReportError):
        write_excel(tmp_path / "none" / "gaps.xlsx", [(checklist, verdicts)])


def _codes(text, kind="law", title="О предмете", register=None):
    act = replace(act_of(text, title=title), kind=kind)
    return {f.code: f for f in structural_gaps([read(act)], register)}


FINDS = {
    "body-without-function": """
        Статья 1. Понятия
        В законе используются понятия:
        1) комиссия по архивам – коллегиальный орган при министерстве;
        2) архив – хранилище документов.
        Статья 2. Хранение
        1. Архив хранит документы.""",
    "duty-without-consequence": """
        Статья 1. Обязанности
        1. Владелец архива обязан хранить документы.
        2. Владелец архива обязан вести опись.
        3. Владелец архива обязан допускать читателей.""",
    "undefined-competence": """
        Статья 1. Порядок
        1. Уполномоченный орган утверждает правила хранения документов.
        2. Правила хранения документов обязательны.""",
    "right-without-procedure": """
        Статья 1. Читатель
        1. Читатель вправе получить копию рукописи.
        2. Копия рукописи заверяется печатью.
        3. Печать хранит директор.
        4. Зал открыт утром.
        5. Зал убирают вечером.
        6. Книги стоят на полках.
        7. Полки стоят у стен.
        8. Окна закрыты шторами.
        9. Двери открывает смотритель.
        10. Пальто сдают в гардероб.
        11. Гардероб закрыт летом.
        12. Лампы зажигает смотритель.
        13. Шторы стирают весной.""",
    "duty-without-power": """
        Статья 1. Надзор
        1. Министерство культуры осуществляет контроль за хранением рукописей.
        2. Рукописи хранит владелец.""",
    "delegation-without-act": """
        Статья 1. Порядок
        1. Уполномоченный орган утверждает правила хранения ценных рукописей.""",
}

SILENT = {
    "body-without-function": """
        Статья 1. Понятия
        В законе используются понятия:
        1) комиссия по архивам – коллегиальный орган при министерстве.
        Статья 2. Работа
        1. Комиссия по архивам принимает решения.""",
    "duty-without-consequence": FINDS["duty-without-consequence"] + "\n4. Нарушение закона влечет ответственность.",
    "undefined-competence": """
        Статья 1. Понятия
        В законе используются понятия:
        1) уполномоченный орган – министерство культуры.
        Статья 2. Порядок
        1. Уполномоченный орган утверждает правила хранения документов.""",
    "duty-without-power": """
        Статья 1. Надзор
        1. Министерство культуры осуществляет контроль за хранением рукописей.
        2. Министерство культуры вправе требовать опись рукописей.""",
    "right-without-procedure": """
        Статья 1. Запрос
        1. Читатель вправе получить архивную справку.
        2. Порядок выдачи архивной справки утверждает министр.
        3. Архивная справка выдается в течение пяти дней.
        4. Отказ в архивной справке можно обжаловать.""",
}


@pytest.mark.parametrize("code", FINDS)
def test_structural_gap_is_found(code):
    """Each kind of gap is found in a text that has it, explained in three languages."""
    found = _codes(FINDS[code], register=Register.load())
    assert code in found
    assert set(found[code].explanation) == {"rus", "kaz", "eng"}
    assert found[code].legal_class == "gap"
    assert found[code].tier != "certain"


@pytest.mark.parametrize("code", SILENT)
def test_structural_gap_is_not_invented(code):
    """A text that keeps its promise is left alone."""
    assert code not in _codes(SILENT[code])


def test_ids_do_not_depend_on_the_edition():
    """The same gap keeps its id in the next edition."""
    import datetime as dt

    act = replace(act_of(FINDS["undefined-competence"]), kind="law")
    later = replace(act, edition=dt.date(2026, 1, 1))
    assert [f.id for f in structural_gaps([read(act)])] == [f.id for f in structural_gaps([read(later)])]


def test_every_sentence_is_there_in_three_languages():
    """Findings, verdicts and column heads speak all three languages."""
    for table in (GAPS, VALUES, COLUMNS):
        assert all(set(texts) == {"rus", "kaz", "eng"} for texts in table.values())
