"""Word files are read as a person sees them with all changes accepted."""

import io
import zipfile

import pytest
from office import KIND, NS, docx, level, numbered, numbering, package, para, run

from lawkit.errors import UnreadableSource, UnsafeSource
from lawkit.sources.docx import read
from lawkit.sources.numbering import number


def texts(data):
    return [block.text for block in read(data, "draft.docx").blocks]


def lines(data):
    return [(block.hint, block.text) for block in read(data, "draft.docx").blocks]


LAW = level(0, "decimal", "Статья %1.") + level(1, "decimal", "%2.") + level(2, "decimal", "%3)")


def test_numbers_are_computed_on_nested_levels_and_restart_below_a_higher_one():
    body = "".join(
        numbered(text, depth)
        for text, depth in [
            ("Цели", 0),
            ("Первый", 1),
            ("а", 2),
            ("б", 2),
            ("Второй", 1),
            ("в", 2),
            ("Сфера", 0),
            ("Третий", 1),
        ]
    )
    assert texts(docx(body, numbering=numbering(LAW))) == [
        "Статья 1. Цели", "1. Первый", "1) а", "2) б", "2. Второй", "1) в", "Статья 2. Сфера", "1. Третий",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "depths", "expected"),
    [
        (level(0, "upperRoman", "РАЗДЕЛ %1."), [0, 0, 0, 0], ["РАЗДЕЛ I. x", "РАЗДЕЛ II. x", "РАЗДЕЛ III. x", "РАЗДЕЛ IV. x"]),
        (level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2."), [0, 1, 1, 0, 1], ["1. x", "1.1. x", "1.2. x", "2. x", "2.1. x"]),
        (level(0, "russianLower", "%1)"), [0] * 3, ["а) x", "б) x", "в) x"]),
        (level(0, "decimal", "%1)", start=5), [0, 0], ["5) x", "6) x"]),
        (level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", more="<w:isLgl/>"), [0, 0, 1], ["I. x", "II. x", "2.1 x"]),
        (level(0, "decimal", "%1.") + level(1, "decimal", "%2)", more='<w:lvlRestart w:val="0"/>'), [0, 1, 0, 1], ["1. x", "1) x", "2. x", "2) x"]),
        (level(0, "bullet", "–") + level(1, "decimal", "%2)"), [0, 1], ["x", "1) x"]),
        (level(0, "decimal", "%1") .replace("<w:lvlText", '<w:suff w:val="nothing"/><w:lvlText'), [0], ["1x"]),
        (level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2."), [1, 1], ["1.1. x", "1.2. x"]),
    ],
)  # fmt: skip
def test_forms_of_numbers(levels, depths, expected):
    body = "".join(numbered("x", depth) for depth in depths)
    assert texts(docx(body, numbering=numbering(levels))) == expected


def test_lists_that_share_a_definition_go_on_and_an_override_restarts_once():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(numbered("x", 0, num) for num in (1, 2, 3, 3, 1))
    assert texts(docx(body, numbering=numbering(level(0, "decimal", "%1."), nums))) == [
        "1. x",
        "2. x",
        "1. x",
        "2. x",
        "3. x",
    ]


def test_numbering_by_style_through_inheritance_and_level_by_style():
    styles = (
        f'<w:styles {NS}><w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Art"><w:name w:val="Art"/><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style></w:styles>'
    )
    levels = level(0, "decimal", "Статья %1.") + level(1, "decimal", "%2.", more='<w:pStyle w:val="Art"/>')
    body = (
        para("Цели", '<w:pStyle w:val="Base"/>')
        + para("Норма", '<w:pStyle w:val="Art"/>')
        + para("Текст", '<w:pStyle w:val="Loop"/>')
    )
    assert texts(docx(body, numbering=numbering(levels), styles=styles)) == ["Статья 1. Цели", "1. Норма", "Текст"]


def test_an_empty_numbered_paragraph_counts_but_gives_no_block():
    document = read(
        docx(numbered("а") + numbered("") + numbered("в"), numbering=numbering(level(0, "decimal", "%1."))), "d.docx"
    )
    assert [b.text for b in document.blocks] == ["1. а", "3. в"]
    assert [d.code for d in document.diagnostics] == ["empty-number"]


def test_tracked_changes_are_taken_as_accepted():
    body = para(
        run("Срок ")
        + '<w:del w:id="1"><w:r><w:delText>три</w:delText></w:r></w:del>'
        + f'<w:ins w:id="2">{run("пять")}</w:ins>'
        + run(" дней")
    )
    document = read(docx(body), "d.docx")
    assert [b.text for b in document.blocks] == ["Срок пять дней"]
    assert document.diagnostics[0].code == "tracked-changes"


def test_moved_text_stands_only_at_its_new_place():
    body = (
        para(f'<w:moveFrom w:id="1">{run("Переезжает")}</w:moveFrom>', '<w:rPr><w:moveFrom w:id="2"/></w:rPr>')
        + para("Стоит")
        + para(f'<w:moveTo w:id="3">{run("Переезжает")}</w:moveTo>', '<w:rPr><w:moveTo w:id="4"/></w:rPr>')
    )
    assert texts(docx(body)) == ["Стоит", "Переезжает"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs_and_a_deleted_item_is_not_counted():
    body = para("Начало ", '<w:rPr><w:del w:id="1"/></w:rPr>') + para("и конец")
    assert texts(docx(body)) == ["Начало и конец"]
    gone = (
        numbered("x")
        .replace("<w:pPr>", '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr>')
        .replace("<w:r>", '<w:del w:id="2"><w:r>')
        .replace("</w:r>", "</w:r></w:del>")
    )
    assert texts(docx(numbered("а") + gone + numbered("б"), numbering=numbering(level(0, "decimal", "%1)")))) == [
        "1) а",
        "2) б",
    ]


def test_tables_are_cells_by_tabs_and_deleted_rows_go():
    def row(*cells, props=""):
        return (
            f"<w:tr>{props}"
            + "".join(f"<w:tc>{para(c)}{para('ещё') if c == 'a' else ''}</w:tc>" for c in cells)
            + "</w:tr>"
        )

    rows = row("a", "b") + row("x", "y", props='<w:trPr><w:del w:id="1"/></w:trPr>') + row("c", "")
    body = f"<w:tbl>{rows}</w:tbl>"
    assert lines(docx(body)) == [("table", "a ещё\tb\nc\t")]


def test_headings_titles_contents_and_bold_by_style():
    styles = (
        f'<w:styles {NS}><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="toc 1"/></w:style></w:styles>'
    )
    body = (
        para("О модели", '<w:pStyle w:val="T"/>') + para("Глава 1", '<w:pStyle w:val="C"/>')
        + para("Глава 1. Общее", '<w:pStyle w:val="1"/>') + para(run("Статья 1. Цели", "<w:b/>")) + para(run("Не", "<w:b/>") + run(" всё"))
        + para(run("Нет", '<w:b w:val="0"/>'))
    )  # fmt: skip
    document = read(docx(body, styles=styles), "d.docx")
    assert [(b.hint, b.level) for b in document.blocks] == [
        ("title", 0), ("toc", 0), ("heading", 1), ("bold", 0), ("paragraph", 0), ("paragraph", 0)
    ]  # fmt: skip
    assert document.title == "О модели"


def test_footnotes_follow_as_notes_and_text_boxes_are_read_once():
    notes = f'<w:footnotes {NS}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">{para("Пояснение")}</w:footnote></w:footnotes>'
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>"
        + para("В рамке")
        + "</w:txbxContent></wps:txbx></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + para("В рамке")
        + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = para(run("Норма") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + box)
    assert lines(docx(body, footnotes=notes)) == [
        ("paragraph", "Норма"),
        ("note", "Пояснение"),
        ("paragraph", "В рамке"),
    ]


def test_content_controls_links_breaks_superscripts_and_fields():
    relation = f'<Relationship Id="r9" Type="{KIND}/hyperlink" Target="https://example.org/x" TargetMode="External"/>'
    body = (
        "<w:sdt><w:sdtContent>" + para(run("Статья 6") + run("2", '<w:vertAlign w:val="superscript"/>') + run(". Права")) + "</w:sdtContent></w:sdt>"
        + para(run("См.  ") + f'<w:hyperlink r:id="r9">{run("закон")}</w:hyperlink>' + run(" тут"))
        + para("<w:r><w:t>Перечень:</w:t><w:br/><w:t>1) первый;</w:t><w:br/><w:t>2) второй</w:t><w:noBreakHyphen/><w:t>й</w:t></w:r>")
        + para('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>' + run("Норма") + run("тайна", "<w:vanish/>"))
    )  # fmt: skip
    document = read(docx(body, relations=relation), "d.docx")
    assert [b.text for b in document.blocks] == [
        "Статья 6-2. Права",
        "См. закон тут",
        "Перечень:",
        "1) первый;",
        "2) второй-й",
        "Норма",
    ]
    link = document.blocks[1].links[0]
    assert document.blocks[1].text[link.start : link.end] == "закон"
    assert link.href == "https://example.org/x"


def test_right_hand_lines_of_an_annex_become_its_head():
    right = '<w:jc w:val="right"/>'
    body = para("Текст") + para("Приложение 1", right) + para("к приказу министра", right) + para("Правила")
    assert lines(docx(body)) == [
        ("paragraph", "Текст"),
        ("annex_header", "Приложение 1\nк приказу министра"),
        ("paragraph", "Правила"),
    ]


def test_word_files_made_by_python_docx_are_read():
    import docx as python_docx

    made = python_docx.Document()
    made.add_heading("Глава 1. Общие положения", 1)
    made.add_paragraph("Статья 1. Цели")
    made.add_paragraph("первый пункт", style="List Number")
    made.add_paragraph("второй пункт", style="List Number")
    out = io.BytesIO()
    made.save(out)
    assert lines(out.getvalue())[:2] == [("heading", "Глава 1. Общие положения"), ("paragraph", "Статья 1. Цели")]
    assert texts(out.getvalue())[2:] == ["1. первый пункт", "2. второй пункт"]


EVIL = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document {NS}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;">]>' + f"<w:document {NS}><w:body>&b;</w:body></w:document>"
)


@pytest.mark.parametrize("document", [EVIL, LAUGHS, EVIL.encode("utf-16"), "\n" * 5000 + EVIL])
def test_entities_are_refused(document):
    with pytest.raises(UnsafeSource, match="entities"):
        read(package({"word/document.xml": document}), "d.docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_000)
    with pytest.raises(UnsafeSource, match="size"):
        read(out.getvalue(), "bomb.docx")


def test_broken_files_are_one_clear_error():
    good = docx(para("Текст") * 50)
    for cut in (30, len(good) // 2, len(good) - 30):
        with pytest.raises(UnreadableSource, match="broken"):
            read(good[:cut], "cut.docx")
    with pytest.raises(UnreadableSource, match="no XML"):
        read(package({"word/document.xml": "<w:document>"}), "d.docx")
    with pytest.raises(UnreadableSource, match="no Word document"):
        read(package({"a.txt": "x"}), "d.zip")
    with pytest.raises(UnreadableSource, match="spreadsheet"):
        read(package({"xl/workbook.xml": "<x/>"}), "d.xlsx")


def test_deep_nesting_and_odd_attributes_do_no_harm():
    deep = "<w:tbl><w:tr><w:tc>" * 60 + para("дно") + "</w:tc></w:tr></w:tbl>" * 60
    assert texts(docx(deep)) == ["дно"]
    odd = para("x", '<w:numPr><w:ilvl w:val="zz"/><w:numId w:val="77"/></w:numPr><w:outlineLvl w:val="-"/>')
    assert texts(docx(odd, numbering=numbering(level(0, "decimal", "%1.", start="q")))) == ["x"]


@pytest.mark.parametrize(
    ("n", "form", "printed"),
    [(1994, "upperRoman", "MCMXCIV"), (29, "russianLower", "я"), (30, "russianLower", "аа"), (27, "lowerLetter", "aa"), (3, "decimalZero", "03"),
     (7, "chicago", "7"), (0, "upperRoman", "0"), (5, "none", "")],
)  # fmt: skip
def test_number_forms(n, form, printed):
    assert number(n, form) == printed
