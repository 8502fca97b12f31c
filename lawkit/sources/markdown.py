"""Markdown of law-as-git repositories as blocks.

Headings are #, articles and points carry `<a id="st5">`, notes are quoted italics, and so are the corners of annexes;
excluded items are italics, brackets may be escaped, tables are HTML or pipes, forms stand in fences.
"""

from __future__ import annotations

import re

from lawkit.sources.document import Block, BlockLink, Hint
from lawkit.sources.flow import CORNER, article_blocks

_ANCHOR = re.compile(r"<a\s+(?:id|name)\s*=\s*[\"']([^\"'<>]*)[\"']\s*>\s*(?:</a>)?|</a>", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_WHOLE = re.compile(r"(\*{1,3})(?=[^\s*])(.*[^\s*\\])\1$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"(?<!\\)!?\[([^\[\]\n]{0,2000})\]\(([^()\s]{0,2000})(?:\s+\"[^\"\n]{0,200}\")?\)")
_EMPHASIS = re.compile(r"(?<!\\)\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|(?<![\\*\w])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![*\w])")
_BREAK = re.compile(r"<br\s*/?>|\\$", re.IGNORECASE)
_TOC = re.compile(r"(?:оглавление|содержание|мазмұны|contents|table of contents)$", re.IGNORECASE)
_LETTER = re.compile(r"[^\n]")
_RULE = re.compile(r"(?:-{3,}|\*{3,})\s*$")
_TABLE_RULE = re.compile(r"\|[\s:|-]+$")
_CELL = re.compile(r"(?<!\\)\|")
# A quoted paragraph is an editor's note when it opens like one or names an amending act by its date.
_NOTE = re.compile(
    r"(?:сноска|ескерту|примечание|ескертпе|footnote|note|зқаи|рқао|вниманию|қолданушы)"
    r"|.{0,300}?(?:РК от|ҚР|Kazakhstan)\s.{0,60}?\d\d\.\d\d\.\d{4}",
    re.IGNORECASE | re.DOTALL,
)


def markdown_blocks(text: str) -> list[Block]:
    """Paragraphs of Markdown: parted by blank lines, each heading, table and fence on its own; comments are no text."""
    return _Reader().read(without(text, comments(text)).splitlines())


def comments(text: str) -> list[tuple[int, int]]:
    """The comments of Markdown or HTML, with their marks; an unclosed one is none."""
    found = []
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at + 4)
        if end < 0:
            break
        found.append((at, end + 3))
        at = text.find("<!--", end + 3)
    return found


def without(text: str, stretches: list[tuple[int, int]]) -> str:
    """The text with some stretches blanked; lines stay lines."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(stretches):
        if start < at:
            continue
        pieces += [text[at:start], _LETTER.sub(" ", text[start:end])]
        at = end
    return "".join(pieces) + text[at:]


def parts_of(text: str, folder: str) -> tuple[str, list[str]]:
    """For an act cut into files: the text before its list of parts, and the parts' names in the list's order.

    The list is a table of links such as `](rus/sec001.md)`; names with anything but letters, digits, - and _ are no parts.
    """
    links = list(re.finditer(rf"\]\({folder}/([\w-]{{1,80}}\.md)\)", text))
    if not links:
        return text, []
    start = text.rfind("\n## ", 0, links[0].start())
    return text[: max(start, 0)], list(dict.fromkeys(m[1] for m in links))


class _Reader:
    """Gathers lines into groups and closes each as a block."""

    def __init__(self) -> None:
        self.out: list[Block] = []
        self.anchors: list[str] = []
        self.group: list[str] = []
        self.toc = False

    def read(self, lines: list[str]) -> list[Block]:
        """All blocks of the lines."""
        fence = table = ""
        for raw in lines:
            line = raw.strip()
            if fence:
                fence = "" if line.startswith("```") else fence
                self._add(line) if fence and line else None
                if not fence:
                    self.close()
            elif table or line[:6].lower() == "<table":
                if not table:
                    self.close()
                table += raw + "\n"
                if "</table" in line.lower():
                    self._html(table)
                    table = ""
            elif line.startswith("```"):
                self.close()
                fence = line
            else:
                self._line(line)
        self.close()
        if table:
            self._html(table)
        return self.out

    def _add(self, line: str) -> None:
        self.group.append(line)

    def _line(self, line: str) -> None:
        if line.startswith("↑ [") and line.endswith(".md)"):  # the way back from a part to the whole act
            return
        if "<" in line and (found := list(_ANCHOR.finditer(line))):
            self.anchors.extend(m[1] for m in found if m[1])
            line = _ANCHOR.sub("", line).strip()
            if not line:
                return
        if not line or _RULE.match(line):
            self.close()
        elif _HEADING.match(line):
            self.close()
            self.group.append(line)
            self.close()
        else:
            if self.group and (line[0] == ">") != (self.group[0][0] == ">"):
                self.close()
            self.group.append(line)

    def close(self) -> None:
        """Make a block of the lines gathered so far."""
        if not self.group:
            return
        block = _paragraph(self.group, tuple(self.anchors))
        self.group = []
        if block is None:
            return
        self.anchors = []
        if block.hint in ("heading", "title"):
            self.toc = bool(_TOC.match(block.text))
        self.out.append(Block(block.text, "toc", block.anchor, block.anchors, block.links) if self.toc else block)

    def _html(self, table: str) -> None:
        """A table in HTML, read like that of a page."""
        from lxml import etree

        parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(f"<html><body>{table}</body></html>".encode(), parser)
        if root is not None:
            self.out.extend(article_blocks(root))


def _paragraph(lines: list[str], anchors: tuple[str, ...]) -> Block | None:
    """One group of lines as a block, free of markup."""
    if len(lines) > 1 and all(line[0] == "|" for line in lines):
        return _table(lines, anchors)
    quoted = lines[0][0] == ">"
    clean = [_BREAK.sub(" ", line.lstrip("> ") if quoted else line).strip() for line in lines]
    heading = _HEADING.match(clean[0]) if len(clean) == 1 else None
    level = 0
    if heading:
        level, clean = len(heading[1]), [heading[2]]
    whole = [m for line in clean if (m := _WHOLE.match(line)) and "*" not in _ESCAPE.sub("", m[2])]
    italic = len(whole) == len(clean) and all(len(m[1]) == 1 for m in whole)
    bold = len(whole) == len(clean) and not italic
    text, links = _plain(" ".join([m[2] for m in whole] if whole and len(whole) == len(clean) else clean))
    if not text:
        return None
    hint = _hint(text, level=level, quoted=quoted, italic=italic, bold=bold)
    return Block(text, hint, anchors[0] if anchors else "", anchors, links, level)


def _hint(text: str, *, level: int, quoted: bool, italic: bool, bold: bool) -> Hint:
    """What a paragraph is by its markup; quoted italics are notes or the corners of annexes, told by their words."""
    if level:
        return "title" if level == 1 and not _TOC.match(text) else "heading"
    if quoted:
        if _NOTE.match(text):
            return "note"
        return "annex_header" if len(text) < 700 and CORNER.match(text) else "paragraph"
    if italic:
        return "note"
    return "bold" if bold else "paragraph"


def _table(lines: list[str], anchors: tuple[str, ...]) -> Block | None:
    """A pipe table: cells joined by tabs, rows by newlines, the rule under its head left out."""
    rows = [
        [_plain(cell)[0] for cell in _CELL.split(line.strip().strip("|"))]
        for line in lines
        if not _TABLE_RULE.match(line)
    ]
    text = "\n".join("\t".join(row) for row in rows).strip()
    return Block(text, "table", anchors[0] if anchors else "", anchors) if text else None


def _plain(text: str) -> tuple[str, tuple[BlockLink, ...]]:
    """Text without Markdown, and its links."""
    if "[" not in text:
        return _strip(text), ()
    parts: list[str] = []
    links: list[BlockLink] = []
    length = 0
    at = 0

    def add(piece: str, href: str) -> None:
        nonlocal length
        clean = _strip(piece)
        if not clean:
            return
        if length and (piece[:1].isspace() or gap):
            parts.append(" ")
            length += 1
        if href:
            links.append(BlockLink(length, length + len(clean), href))
        parts.append(clean)
        length += len(clean)

    gap = False
    for match in _LINK.finditer(text):
        before = text[at : match.start()]
        add(before, "")
        gap = before[-1:].isspace()
        add(match[1], match[2])
        gap = match[1][-1:].isspace()
        at = match.end()
    add(text[at:], "")
    return "".join(parts), tuple(links)


def _strip(text: str) -> str:
    """Emphasis and escapes removed, spaces single."""
    if "*" in text:
        text = _EMPHASIS.sub(lambda m: m[1] or m[2], text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return " ".join(text.split())
