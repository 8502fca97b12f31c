"""Reads Word documents: automatic numbers computed, tracked changes as accepted, tables, notes, text boxes.

What a reader sees with all changes accepted is what counts: insertions and the new place of moved text stay,
deletions and the old place go, and a paragraph whose end mark was deleted runs on into the next.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lawkit.model import Diagnostic
from lawkit.sources.detect import guess_language, name_facts
from lawkit.sources.document import Block, BlockLink, Document, Hint
from lawkit.sources.docx_blocks import annex_head, block_of, cut
from lawkit.sources.numbering import Numbering, Style, default_style, styles
from lawkit.sources.package import Package, R, W, switched_on, value

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {
    f"{W}{tag}"
    for tag in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "tblPr", "sdtPr", "ruby")
}
_PARTED = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_ANNEX = re.compile(
    r"(?:приложени\w+|утвержден\w*|annex|appendix)\b|\S{0,60}\s?\S{0,60}\s?(?:\d+-)?қосымша", re.IGNORECASE
)
_SIGNATURE = re.compile(
    r"(?:президент\w*|премьер-министр\w*|(?:и\.о\. )?министр\w*|председатель|the president|қазақстан республикасының)\b",
    re.IGNORECASE,
)
_MAX_DEPTH = 200


@dataclass(slots=True)
class _Text:
    """A paragraph as it is put together: pieces, links, whether all of it is bold, and boxes that hang on it."""

    pieces: list[str] = field(default_factory=list)
    links: list[BlockLink] = field(default_factory=list)
    length: int = 0
    bold: bool = True
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # (kind, id)

    def add(self, text: str, *, bold: bool) -> None:
        """Append text."""
        if text:
            self.pieces.append(text)
            self.length += len(text)
            if text.strip():
                self.bold = self.bold and bold


def read(data: bytes, name: str) -> Document:
    """A Word document as blocks. Raises UnreadableSource (broken, locked, no Word document) or UnsafeSource."""
    package = Package(data, name)
    reader = _Reader(package, package.main_part())
    blocks = tuple(reader.blocks())
    act_id, language = name_facts(name)
    text = "\n".join(block.text for block in blocks)
    return Document(
        blocks,
        act_id=act_id,
        language=language or guess_language(text),
        title=next((block.text for block in blocks[:60] if block.hint == "title"), ""),
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="docx",
        diagnostics=tuple(reader.diagnostics()),
    )


class _Reader:
    """One walk through a document's body."""

    def __init__(self, package: Package, part: str) -> None:
        folder = part.rpartition("/")[0] + "/" if "/" in part else ""
        self.root = package.xml(part)
        self.relations = package.relations(part)
        self.numbering = Numbering(package, folder)
        self.styles: dict[str, Style] = styles(package, folder)
        self.default = default_style(package, folder)
        self.foot = {kind: _notes(package.xml(f"{folder}{kind}notes.xml"), kind) for kind in ("foot", "end")}
        self.carried: _Text | None = None  # text of a paragraph whose mark was deleted
        self.changes = self.hidden = 0
        self.empty: list[str] = []

    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order; neighbouring right-hand lines of an annex become one."""
        body = self.root.find(f"{W}body") if self.root is not None else None
        if body is None:
            return
        held: list[Block] = []  # right-hand lines
        for block, right in self._walk(body, 0):
            if right and (held or _ANNEX.match(block.text)):
                held.append(block)
                continue
            if held:
                yield annex_head(held)
                held = []
            yield block
        if held:
            yield annex_head(held)
        if self.carried is not None and (text := "".join(self.carried.pieces).strip()):
            yield Block(" ".join(text.split()))

    def diagnostics(self) -> Iterator[Diagnostic]:
        """What a person should know of the source."""
        if self.changes:
            yield Diagnostic(
                "tracked-changes", f"{self.changes} tracked changes were taken as accepted", severity="info"
            )
        if self.hidden:
            yield Diagnostic("hidden-text", f"{self.hidden} hidden stretches of text were left out")
        if self.empty:
            listed = ", ".join(self.empty[:5])
            yield Diagnostic(
                "empty-number", f"{len(self.empty)} numbered paragraphs are empty ({listed})", severity="info"
            )

    def _walk(self, parent: Any, depth: int) -> Iterator[tuple[Block, bool]]:
        """Blocks below an element, each with whether it stands on the right."""
        if depth > _MAX_DEPTH:
            return
        for node in parent:
            tag = node.tag
            if tag == f"{W}p":
                yield from self._paragraph(node, depth)
            elif tag == f"{W}tbl":
                yield from self._table(node, depth)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self.changes += 1
            elif tag == f"{_MC}AlternateContent":
                yield from self._walk(_chosen(node), depth + 1)
            elif isinstance(tag, str) and tag not in _SKIPPED:
                yield from self._walk(node, depth + 1)

    # ── paragraphs ──────────────────────────────────────────────────────────

    def _paragraph(self, node: Any, depth: int) -> Iterator[tuple[Block, bool]]:
        """A paragraph, its notes and its text boxes."""
        text = self.carried or _Text()
        self.carried = None
        style = self.styles.get(value(node, "w:pPr/w:pStyle") or self.default, Style())
        self._gather(node, text, style, depth, bold=bool(style.bold))
        if self._mark_deleted(node):
            self.changes += 1
            self.carried = text
            return
        prefix = self._number(node, style)
        hint, level = self._hint(node, style, text)
        align = value(node, "w:pPr/w:jc")
        right = bool(style.right) if align is None else align in ("right", "end")
        raw = "".join(text.pieces)
        if prefix and not raw.strip():
            self.empty.append(prefix.strip())
        for start, end in cut(raw):
            links = [
                BlockLink(k.start - start, k.end - start, k.href)
                for k in text.links
                if start <= k.start and k.end <= end
            ]
            block = block_of(raw[start:end], "" if start else prefix, links, hint, level)
            if raw[start:end].strip():
                yield block, right
        for kind, identifier in text.notes:
            if note := self._note(kind, identifier, depth):
                yield note, False
        for box in text.boxes:
            yield from self._walk(box, depth + 1)

    def _mark_deleted(self, node: Any) -> bool:
        """Whether the paragraph's end mark was deleted or moved away."""
        marks = node.find(f"{W}pPr/{W}rPr")
        return marks is not None and (marks.find(f"{W}del") is not None or marks.find(f"{W}moveFrom") is not None)

    def _number(self, node: Any, style: Style) -> str:
        """The automatic number of a paragraph; it counts even where the paragraph is empty."""
        own = node.find(f"{W}pPr/{W}numPr")
        list_id = (value(own, "w:numId") if own is not None else None) or style.list_id
        if not list_id or list_id == "0":
            return ""
        level = value(own, "w:ilvl") if own is not None else None
        if level is not None and level.isascii() and level.isdigit():
            depth = int(level)
        elif style.depth is not None:
            depth = style.depth
        else:
            depth = self.numbering.depth_of_style(list_id, value(node, "w:pPr/w:pStyle") or "")
        return self.numbering.next(list_id, min(depth, 8))

    def _hint(self, node: Any, style: Style, text: _Text) -> tuple[Hint, int]:
        """Heading, title, contents or bold, by style."""
        outline = value(node, "w:pPr/w:outlineLvl")
        level = int(outline) if outline and outline.isascii() and outline.isdigit() else style.outline
        if style.name.startswith("toc ") or style.name.startswith("оглавление"):
            return "toc", 0
        if style.name in ("title", "название", "заголовок документа"):
            return "title", 0
        match = re.match(r"(?:heading|заголовок) ([1-9])$", style.name)
        if match or (level is not None and level < 9):
            return "heading", int(match[1]) if match else (level or 0) + 1
        return ("bold" if text.bold and text.length else "paragraph"), 0

    def _gather(self, node: Any, text: _Text, style: Style, depth: int, *, bold: bool) -> None:
        """Put the text below an element together."""
        if depth > _MAX_DEPTH:
            return
        for child in node:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, text, style, depth, bold=bold)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self.changes += 1
            elif tag in (f"{W}ins", f"{W}moveTo"):
                self.changes += 1
                self._gather(child, text, style, depth + 1, bold=bold)
            elif tag == f"{W}hyperlink":
                self._hyperlink(child, text, style, depth, bold=bold)
            elif tag == f"{_MC}AlternateContent":
                self._gather(_chosen(child), text, style, depth + 1, bold=bold)
            elif tag == f"{W}txbxContent":
                text.boxes.append(child)
            elif isinstance(tag, str) and tag not in _SKIPPED:
                if tag.endswith("}t") and not tag.startswith(W) and child.text:  # a formula
                    text.add(child.text, bold=bold)
                self._gather(child, text, style, depth + 1, bold=bold)

    def _hyperlink(self, node: Any, text: _Text, style: Style, depth: int, *, bold: bool) -> None:
        """A link: its text, and where it leads."""
        start = text.length
        self._gather(node, text, style, depth + 1, bold=bold)
        _, target = self.relations.get(node.get(f"{R}id", ""), ("", ""))
        anchor = node.get(f"{W}anchor")
        href = f"{target}#{anchor}" if anchor else target
        if href and text.length > start:
            text.links.append(BlockLink(start, text.length, href))

    def _run(self, node: Any, text: _Text, style: Style, depth: int, *, bold: bool) -> None:
        """A run of text of one look."""
        character = self.styles.get(value(node, "w:rPr/w:rStyle") or "", Style())
        hidden = switched_on(node, "w:rPr/w:vanish")
        if hidden or (hidden is None and (character.hidden or style.hidden)):
            self.hidden += 1
            return
        said = switched_on(node, "w:rPr/w:b")
        strong = said if said is not None else character.bold if character.bold is not None else bold
        raised = value(node, "w:rPr/w:vertAlign") == "superscript"
        for child in node:
            tag = child.tag
            if tag == f"{W}t":
                content = child.text or ""
                joined = raised and content.strip().isdigit() and "".join(text.pieces[-1:])[-1:].isdigit()
                text.add(f"-{content.strip()}" if joined else content, bold=strong)
            elif tag in _PARTED:
                text.add(_PARTED[tag], bold=strong)
            elif tag == f"{W}sym":
                text.add(_symbol(child), bold=strong)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                text.notes.append(("foot" if tag.endswith("footnoteReference") else "end", child.get(f"{W}id", "")))
            elif isinstance(tag, str) and tag not in _SKIPPED:
                self._gather([child], text, style, depth + 1, bold=strong)

    def _note(self, kind: str, identifier: str, depth: int) -> Block | None:
        """A footnote as a block of its own."""
        node = self.foot[kind].get(identifier)
        if node is None:
            return None
        pieces: list[str] = []
        for paragraph in node.iter(f"{W}p"):
            text = _Text()
            self._gather(paragraph, text, Style(), depth + 1, bold=False)
            pieces.append("".join(text.pieces))
        content = " ".join(" ".join(pieces).split())
        return Block(content, "note") if content else None

    # ── tables ──────────────────────────────────────────────────────────────

    def _table(self, node: Any, depth: int) -> Iterator[tuple[Block, bool]]:
        """A table as rows of cells; an annex's corner and a signature, which Word pages lay out as tables, as such."""
        held, self.carried = self.carried, None
        rows: list[list[str]] = []
        for row in _inside(node, f"{W}tr", depth):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.changes += 1
                continue
            cells = [
                self._cell(cell, depth)
                for cell in _inside(row, f"{W}tc", depth)
                if cell.find(f"{W}tcPr/{W}cellDel") is None
            ]
            if any(cells):
                rows.append(cells)
        self.carried = held
        if not rows:
            return
        filled = [cell for row in rows for cell in row if cell]
        if len(filled) == 1 and len(rows) == 1 and _ANNEX.match(filled[0]):
            yield Block(filled[0], "annex_header"), False
        elif (
            len(rows) <= 2
            and len(filled) == 2 * len(rows)
            and _SIGNATURE.match(filled[0])
            and max(map(len, filled)) < 120
        ):
            yield Block(" ".join(" ".join(filled).split()), "signature"), False
        else:
            yield Block("\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows), "table"), False

    def _cell(self, node: Any, depth: int) -> str:
        """The text of a cell, a line each paragraph; a cell merged into the one above is empty."""
        merged = node.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and merged.get(f"{W}val", "continue") == "continue":
            return ""
        lines = [block.text for block, _ in self._walk(node, depth + 1)]
        if self.carried is not None:
            lines.append(" ".join("".join(self.carried.pieces).split()))
            self.carried = None
        return "\n".join(line for line in lines if line)


def _chosen(node: Any) -> Any:
    """One of the alternatives: text stands in each of them, and must be read once."""
    choice = node.find(f"{_MC}Choice")
    if choice is None:
        choice = node.find(f"{_MC}Fallback")
    return choice if choice is not None else ()


def _inside(node: Any, tag: str, depth: int) -> Iterator[Any]:
    """Rows or cells of a table, also those wrapped in content controls or insertions."""
    if depth > _MAX_DEPTH:
        return
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"):
            yield from _inside(child, tag, depth + 1)


def _notes(root: Any, kind: str) -> dict[str, Any]:
    """Footnotes or endnotes by id, without the separators."""
    if root is None:
        return {}
    return {
        note.get(f"{W}id", ""): note
        for note in root.iterfind(f"{W}{kind}note")
        if note.get(f"{W}type") in (None, "normal")
    }


def _symbol(node: Any) -> str:
    """A character of a symbol font; its private code becomes a bullet."""
    try:
        code = int(node.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return (
        "•" if 0xE000 <= code <= 0xF8FF else chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    )
