"""From an HTML element to blocks: runs of inline markup are cut at paragraphs and line breaks in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lawkit.sources.document import Block, BlockLink, Hint

_BLOCKS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "div", "section", "article", "center", "blockquote", "ul", "ol",
    "li", "dl", "dt", "dd", "pre", "hr", "main", "header", "footer", "form", "fieldset", "aside", "figure", "nav", "body",
})  # fmt: skip
_SKIP = frozenset({"script", "style", "noscript", "template", "head", "iframe", "object", "svg"})
_PLAIN, _NOTE, _RED = 0, 1, 2
# What a line after <br> starts with when it is a paragraph of its own: indentation or a number.
_OWN_LINE = re.compile(
    r"[\s]{4,}|\s*(?:\d+(?:-\d+)*[.)]|\d+(?:-\d+)?-(?:бап|тарау|бөлім)|(?:Статья|Глава|Раздел|Подраздел|Параграф|Article|Chapter|Section|Part)\s+[\dIVXІХ]|[IVXІХ]+\s+бөлім)",
    re.IGNORECASE,
)
CORNER = re.compile(
    r"\s*(?:Приложени|Утвержден|Одобрен|Бекітілген|Қосымша|Annex|Appendix|Approved)|.{0,300}?\b(?:\d+(?:-\d+)?-)?(?:қосымша|бекітілген)",
    re.IGNORECASE | re.DOTALL,
)
_REDS = frozenset({"#ff0000", "red", "#f00"})

# A piece of running text: (text, href, mark); a line break is (None, "", 0); an anchor is (None, name, 1).
_Piece = tuple[str | None, str, int]
_BREAK: _Piece = (None, "", 0)


def article_blocks(article: Any) -> list[Block]:
    """Every block of an article (or any other container) in reading order; no character of its text is lost."""
    out: list[Block] = []
    _container(article, out, note=False)
    return out


def _container(element: Any, out: list[Block], *, note: bool) -> None:
    """Walk the children of a container; inline siblings between blocks make a run of their own."""
    run: list[_Piece] = []
    mark = _NOTE if note else _PLAIN
    if element.text and not element.text.isspace():
        run.append((element.text, "", mark))
    corner = False
    for child in element:
        tag = child.tag
        if tag == "p" or tag in _BLOCKS:
            if run:
                _flush(run, out)
                run = []
            if tag == "p":
                corner = _paragraph(child, out, note=note) or (corner and _blank(child))
            elif tag == "table":
                _table(child, out, corner=corner)
                corner = False
            elif tag[0] == "h" and len(tag) == 2 and tag != "hr":
                _heading(child, out, int(tag[1]))
                corner = False
            else:
                _container(child, out, note=note or "note" in (child.get("class") or "").split())
        else:
            _inline(child, "", mark, run)
        tail = child.tail
        if tail and not tail.isspace():
            run.append((tail, "", mark))
    if run:
        _flush(run, out)


def _blank(element: Any) -> bool:
    return len(element) == 0 and not (element.text and element.text.strip())


def _paragraph(element: Any, out: list[Block], *, note: bool) -> bool:
    """One p; true when it is an empty right-aligned one, whose table follows it after the parser's repair."""
    attributes = element.attrib
    anchor = attributes.get("id", "") if attributes else ""
    if not len(element):
        text = element.text
        if text:
            text = " ".join(text.split())
            if text:
                hint: Hint = (
                    "note" if note or (attributes and "note" in attributes.get("class", "").split()) else "paragraph"
                )
                if hint == "paragraph" and attributes.get("align") == "right" and CORNER.match(text):
                    hint = "annex_header"
                out.append(Block(text, hint, anchor, (anchor,) if anchor else ()))
                return False
        return bool(attributes.get("align") == "right")
    is_note = note or "note" in attributes.get("class", "").split()
    if any(c.tag in _BLOCKS for c in element):
        before = len(out)
        _container(element, out, note=is_note)
        if anchor and len(out) > before:
            out[before] = _with_anchor(out[before], anchor)
        return bool(attributes.get("align") == "right")
    run: list[_Piece] = []
    if anchor:
        run.append((None, anchor, 1))
    mark = _NOTE if is_note else _PLAIN
    if element.text:
        run.append((element.text, "", mark))
    for child in element:
        _inline(child, "", mark, run)
        if child.tail:
            run.append((child.tail, "", mark))
    first = len(out)
    _flush(run, out)
    if len(out) == first + 1 and out[first].hint == "paragraph":
        if attributes.get("align") == "right" and CORNER.match(out[first].text):
            out[first] = _with_hint(out[first], "annex_header")
        elif _all_bold(element):
            out[first] = _with_hint(out[first], "bold")
    return len(out) == first and bool(attributes.get("align") == "right")


def _all_bold(element: Any) -> bool:
    """Whether all text of a paragraph stands inside b or strong."""
    if element.text and element.text.strip():
        return False
    bold = False
    for child in element:
        if child.tail and child.tail.strip():
            return False
        if child.tag in ("b", "strong"):
            bold = True
        elif child.tag != "br" and "".join(child.itertext()).strip():
            return False
    return bold


def _with_hint(block: Block, hint: Hint) -> Block:
    return Block(block.text, hint, block.anchor, block.anchors, block.links, block.level)


def _with_anchor(block: Block, anchor: str) -> Block:
    return Block(block.text, block.hint, block.anchor or anchor, (anchor, *block.anchors), block.links, block.level)


def _inline(element: Any, href: str, mark: int, run: list[_Piece]) -> None:
    """Append the pieces of one inline element, without its tail."""
    tag = element.tag
    if tag == "br":
        run.append(_BREAK)
        return
    if tag == "a":
        attributes = element.attrib
        name = attributes.get("name") or attributes.get("id")
        if name:
            run.append((None, name, 1))
        href = attributes.get("href") or href
    elif tag == "span":
        names = element.get("class")
        if names and "note" in names.split():
            mark = _NOTE
    elif tag == "font":
        if (element.get("color") or "").lower() in _REDS:
            mark = _RED
    elif tag in _SKIP or not isinstance(tag, str):
        return
    block = tag in _BLOCKS or tag in ("td", "tr")
    if block:
        run.append(_BREAK)
        if element.get("id"):
            run.append((None, element.get("id"), 1))
    if element.text:
        run.append((element.text, href, mark))
    for child in element:
        _inline(child, href, mark, run)
        if child.tail:
            run.append((child.tail, href, mark))
    if block:
        run.append(_BREAK)


def _flush(run: list[_Piece], out: list[Block]) -> None:
    """Cut a run into lines and append a block for each that is a paragraph of its own."""
    for line in _lines(run):
        block = _block(line)
        if block is not None:
            out.append(block)


def _lines(run: list[_Piece]) -> Iterator[list[_Piece]]:
    """The lines of a run; a line that continues the paragraph before it stays with it."""
    line: list[_Piece] = []
    held: list[_Piece] = []  # anchors and spaces after a line break: they go with the text that follows
    pending = False
    for piece in run:
        text, name, _ = piece
        if text is None and not name:
            pending = bool(line)
            if line:
                line.append((" ", "", line[-1][2]))
        elif pending and (text is None or text.isspace()):
            held.append(piece)
        else:
            if pending and _starts_own(line, piece, held):
                yield line
                line = []
            pending = False
            if held:
                line.extend(held)
                held = []
            line.append(piece)
    line.extend(held)
    if line:
        yield line


def _starts_own(line: list[_Piece], piece: _Piece, held: list[_Piece]) -> bool:
    """Whether a piece after a line break opens a paragraph: another colour of note, indentation or a number."""
    before = next((p[2] for p in line if p[0] is not None and not p[0].isspace()), -1)
    return (
        before == -1
        or before != piece[2]
        or before == _RED
        or _OWN_LINE.match("".join(p[0] for p in (*held, piece) if p[0])) is not None
    )


def _block(line: list[_Piece], *, hint: Hint | None = None, level: int = 0) -> Block | None:
    """One block out of pieces: single spaces, link offsets and anchors kept."""
    parts: list[str] = []
    links: list[BlockLink] = []
    anchors: list[str] = []
    length = 0
    gap = False
    mark = -1
    for text, href, kind in line:
        if text is None:
            if href:
                anchors.append(href)
            continue
        words = text.split()
        if not words:
            gap = gap or bool(text)
            continue
        if mark < 0:
            mark = kind
        joined = " ".join(words)
        if length and (gap or text[0].isspace()):
            parts.append(" ")
            length += 1
        if href:
            links.append(BlockLink(length, length + len(joined), href))
        parts.append(joined)
        length += len(joined)
        gap = text[-1].isspace()
    if not length:
        return None
    if hint is None or (mark > 0 and hint == "heading"):
        hint = "future" if mark == _RED else "note" if mark == _NOTE else hint or "paragraph"
    return Block("".join(parts), hint, anchors[0] if anchors else "", tuple(anchors), tuple(links), level)


def _heading(element: Any, out: list[Block], level: int) -> None:
    """h1 to h6: a line break inside it may join one long heading or part two headings."""
    run: list[_Piece] = []
    if element.get("id"):
        run.append((None, element.get("id"), 1))
    if element.text:
        run.append((element.text, "", _PLAIN))
    for child in element:
        _inline(child, "", _PLAIN, run)
        if child.tail:
            run.append((child.tail, "", _PLAIN))
    for line in _lines(run):
        block = _block(line, hint="heading", level=level)
        if block is not None:
            out.append(block)


def _table(element: Any, out: list[Block], *, corner: bool) -> None:
    """A table: an annex's corner, a signature, a layout frame around paragraphs, or data."""
    cells = list(element.iter("td", "th"))
    if len(cells) == 1 and len(cells[0].findall(".//p")) > 2:
        _container(cells[0], out, note=False)
        return
    rows: list[list[list[_Piece]]] = []
    _rows(element, rows)
    line: list[_Piece] = []
    for r, row in enumerate(rows):
        if r:
            line.append((None, "\n", 2))
        for c, cell in enumerate(row):
            if c:
                line.append((None, "\t", 2))
            line.extend(cell)
    block = _grid(line)
    if block is None:
        return
    flat = block.text.replace("\t", " ").replace("\n", " ").strip()
    filled = sum(1 for row in rows for cell in row if any(p[0] and p[0].strip() for p in cell))
    if len(flat) < 700 and filled <= 2 and (corner or len(rows) <= 2) and CORNER.match(flat):
        out.append(_flat(line, "annex_header"))
    elif len(rows) <= 3 and len(flat) < 400 and element.find(".//i") is not None and element.get("border", "0") == "0":
        out.append(_flat(line, "signature"))
    else:
        out.append(block)


def _flat(line: list[_Piece], hint: Hint) -> Block:
    """A table that is no table: its cells as one line."""
    block = _block([(" ", "", _PLAIN) if p[0] is None and (p[2] == 2 or not p[1]) else p for p in line], hint=hint)
    assert block is not None
    return block


def _rows(element: Any, rows: list[list[list[_Piece]]]) -> None:
    """The rows of a table, its sections and stray text included."""
    stray: list[_Piece] = []
    if element.text and element.text.strip():
        stray.append((element.text, "", _PLAIN))
    for child in element:
        if stray:
            rows.append([stray])
            stray = []
        tag = child.tag
        if tag in ("tbody", "thead", "tfoot", "colgroup"):
            _rows(child, rows)
        elif tag == "tr":
            cells: list[list[_Piece]] = []
            if child.text and child.text.strip():
                cells.append([(child.text, "", _PLAIN)])
            for cell in child:
                cells.append(_cell(cell))
                if cell.tail and cell.tail.strip():
                    cells.append([(cell.tail, "", _PLAIN)])
            rows.append(cells)
        else:
            _inline(child, "", _PLAIN, stray)
        if child.tail and child.tail.strip():
            stray.append((child.tail, "", _PLAIN))
    if stray:
        rows.append([stray])


def _cell(cell: Any) -> list[_Piece]:
    run: list[_Piece] = []
    if cell.get("id"):
        run.append((None, cell.get("id"), 1))
    if cell.text:
        run.append((cell.text, "", _PLAIN))
    for child in cell:
        _inline(child, "", _PLAIN, run)
        if child.tail:
            run.append((child.tail, "", _PLAIN))
    return [(" ", "", _PLAIN) if p is _BREAK else p for p in run]


def _grid(line: list[_Piece]) -> Block | None:
    """A data table: cells joined by tabs, rows by newlines."""
    parts: list[str] = []
    links: list[BlockLink] = []
    anchors: list[str] = []
    length = 0
    gap = False
    some = False
    for text, href, kind in line:
        if text is None:
            if kind == 2:
                parts.append(href)
                length += 1
                gap = some = False
            elif href:
                anchors.append(href)
            continue
        words = text.split()
        if not words:
            gap = True
            continue
        joined = " ".join(words)
        if some and (gap or text[0].isspace()):
            parts.append(" ")
            length += 1
        if href:
            links.append(BlockLink(length, length + len(joined), href))
        parts.append(joined)
        length += len(joined)
        gap = text[-1].isspace()
        some = True
    whole = "".join(parts)
    text = whole.strip()
    if not text:
        return None
    lead = len(whole) - len(whole.lstrip())
    moved = tuple(BlockLink(k.start - lead, k.end - lead, k.href) for k in links)
    return Block(text, "table", anchors[0] if anchors else "", tuple(anchors), moved)
