"""WordprocessingML for `word.py`: paragraphs, runs and tables written directly, since thousands of rows must be fast."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from lawkit.errors import ReportError
from lawkit.report.plain import printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WHOLE_ROW = 15  # lines, about, of a row that is not parted between two pages; one higher than a page never ends
LETTER = 110  # twentieths of a point, about, that a letter takes
Run = tuple[str, str]  # text, style: «», «new», «gone», «bold», «note», «gap», «term»


def new_document(*, landscape: bool) -> Any:
    """An empty A4 document with lawkit's fonts and margins, the same bytes every time."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    width, height = (Cm(29.7), Cm(21.0)) if landscape else (Cm(21.0), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.7)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(10 if landscape else 12)
    for level in (1, 2):
        _plain_heading(document.styles[f"Heading {level}"], Pt(13 if level == 1 else 12))
    _page_numbers(section)
    fixed = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes every time
    document.core_properties.created = document.core_properties.modified = fixed
    document.core_properties.author = "lawkit"
    return document


def _plain_heading(style: Any, size: Any) -> None:
    """Headings as statutes have them: the font of the text, bold and black, kept with what follows."""
    from docx.shared import RGBColor

    style.font.name, style.font.size = "Times New Roman", size
    style.font.bold, style.font.color.rgb = True, RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for place in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(f"{{{W}}}{place}", None)
    fonts.set(f"{{{W}}}cs", "Times New Roman")
    style.paragraph_format.keep_with_next = True


def _page_numbers(section: Any) -> None:
    """The number of the page, centred in the footer."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = _element("fldSimple", instr="PAGE")
    run = _element("r")
    words = _element("t")
    words.text = "1"
    run.append(words)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def add_heading(document: Any, *lines: str) -> None:
    """Centred bold lines at the end of a document."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for line in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(printable(line))
        run.bold = True


def _element(tag: str, **attributes: str) -> Any:
    from lxml import etree

    return etree.Element(f"{{{W}}}{tag}", {f"{{{W}}}{k}": v for k, v in attributes.items()})


def _run(text: str, style: str) -> Iterator[Any]:
    for k, line in enumerate(printable(text).split("\n")):
        run = _element("r")
        properties = _element("rPr")
        for tag, attributes in _STYLES.get(style, ()):
            properties.append(_element(tag, **attributes))
        if len(properties):
            run.append(properties)
        if k:
            run.append(_element("br"))
        for n, piece in enumerate(line.split("\u2011")):
            if n:
                run.append(_element("noBreakHyphen"))
            words = _element("t")
            words.text = piece
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(words)
        yield run


_STYLES: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "new": (("b", {}), ("u", {"val": "single"})),
    "gone": (("strike", {}), ("color", {"val": "A02020"})),
    "bold": (("b", {}),),
    "note": (("i", {}), ("color", {"val": "666666"}), ("sz", {"val": "16"})),
    "term": (("u", {"val": "dotted"}),),
    "gap": (("b", {}), ("color", {"val": "9C4A00"})),
}


def make_paragraph(runs: Sequence[Run], *, level: int = 0, indent: int = 0) -> Any:
    """A paragraph of runs; `level` makes it a heading, `indent` moves it right."""
    paragraph = _element("p")
    properties = _element("pPr")
    if level:
        properties.append(_element("pStyle", val=f"Heading{level}"))
    properties.append(_element("spacing", before="240" if level == 1 else "160" if level else "0", after="60"))
    if level == 1:
        properties.append(_element("jc", val="center"))
    if not level:
        properties.append(_element("ind", left=str(360 * indent), firstLine="0"))
    paragraph.append(properties)
    for text, style in runs:
        if text:
            paragraph.extend(_run(text, style))
    return paragraph


def add_table(
    document: Any, titles: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Sequence[Run]]]
) -> None:
    """A table with a repeated header row at the end of a document; a row of one cell spans all columns."""
    table = _element("tbl")
    properties = _element("tblPr")
    properties.append(_element("tblW", w=str(sum(widths)), type="dxa"))
    borders = _element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(side, val="single", sz="4", space="0", color="808080"))
    properties.append(borders)
    properties.append(_element("tblLayout", type="fixed"))
    table.append(properties)
    grid = _element("tblGrid")
    for width in widths:
        grid.append(_element("gridCol", w=str(width)))
    table.append(grid)
    table.append(_table_row([[(t, "bold")] for t in titles], widths, header=True))
    for cells in rows:
        table.append(_table_row(cells, widths))
    document.element.body[-1].addprevious(table)


def _table_row(cells: Sequence[Sequence[Run]], widths: Sequence[int], *, header: bool = False) -> Any:
    row = _element("tr")
    properties = _element("trPr")
    lines = [sum(len(text) for text, _ in cell) * LETTER / width for cell, width in zip(cells, widths, strict=False)]
    if max(lines, default=0) < WHOLE_ROW:
        properties.append(_element("cantSplit"))
    if header:
        properties.append(_element("tblHeader"))
    row.append(properties)
    wide = len(cells) == 1
    for cell, width in zip(cells, widths, strict=False):
        element = _element("tc")
        inner = _element("tcPr")
        inner.append(_element("tcW", w=str(sum(widths) if wide else width), type="dxa"))
        if wide:
            inner.append(_element("gridSpan", val=str(len(widths))))
        if header or wide:
            inner.append(_element("shd", val="clear", color="auto", fill="E8EDF3"))
        element.append(inner)
        element.append(make_paragraph(cell))
        row.append(element)
    return row


def save(document: Any, path: str | Path) -> Path:
    """Write the document; raises ReportError when it cannot be written."""
    import io

    path = Path(path)
    held = io.BytesIO()
    document.save(held)
    try:
        path.write_bytes(_undated(held))
    except OSError as error:
        raise ReportError(f"{path} cannot be written: {error}", "choose another place, or close the file") from error
    return path


def _undated(package: BinaryIO) -> bytes:
    """The same package with fixed dates on its parts: an unchanged document has unchanged bytes."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            entry = zipfile.ZipInfo(item.filename, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(item.filename))
    return out.getvalue()
