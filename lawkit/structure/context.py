"""What a block is by its neighbours: notes that go on, quoted amendments, tables of contents."""

from __future__ import annotations

import re

from lawkit.sources.document import Block
from lawkit.structure.grammar import Grammar
from lawkit.structure.marks import Mark, mark
from lawkit.structure.sections import is_sectioned, mark_sections

_OPENING = frozenset('"«“„')
_CLOSED = re.compile(r"[\"»”][.;,)\s]*$")


def mark_all(blocks: list[Block], grammar: Grammar) -> list[Mark]:
    """The marks of all blocks, with what only their neighbours tell: notes, quoted amendments, tables of contents."""
    out: list[Mark] = []
    opened = False
    quoted_to = -1
    for i, block in enumerate(blocks):
        found = mark(block, grammar)
        if opened and found.kind in ("plain", "sub", "para") and block.hint == "paragraph":
            found = Mark("future")
        opened = found.kind == "future" and len(block.text) < 60 and bool(grammar.opener.match(block.text))
        if i > quoted_to and found.kind == "plain" and block.text[0] in _OPENING:
            quoted_to = _quote_end(blocks, i, grammar)
        if i <= quoted_to and found.kind in ("plain", "sub", "para", "heading", "loose_heading"):
            found = Mark("quoted", number=found.number, cut=found.cut)
        out.append(found)
    if grammar.language == "eng" and is_sectioned(blocks, out):
        mark_sections(blocks, out)
    _contents(blocks, out, grammar)
    return out


def _quote_end(blocks: list[Block], i: int, grammar: Grammar) -> int:
    """The block that closes a quotation of several paragraphs, such as a new wording of an article; -1 for none.

    A quotation opens before a number or a heading («"Статья 5. …») and is closed where its marks balance.
    """
    text = blocks[i].text
    if not (text[1:2].isdigit() or grammar.heading.match(text, 1)):
        return -1
    open_ = _balance(text)
    if open_ <= 0:
        return -1
    for j in range(i + 1, min(i + 400, len(blocks))):
        block = blocks[j]
        if block.hint in ("heading", "bold", "annex_header", "title") and grammar.heading.match(block.text):
            return -1
        if block.hint in ("note", "future"):
            continue
        open_ = _balance(block.text, open_)
        if open_ <= 0:
            return j if _CLOSED.search(block.text) else -1
    return -1


def _balance(text: str, open_: int = 0) -> int:
    """How many quotations are open after a text; straight marks open and close in turn."""
    for c in text:
        if c in "«“„":
            open_ += 1
        elif c in "»”":
            open_ -= 1
    return open_ ^ 1 if text.count('"') % 2 else open_


def _contents(blocks: list[Block], marks: list[Mark], grammar: Grammar) -> None:
    """A table of contents written out: its entries are headings that come again below."""
    begun = next((i for i, found in enumerate(marks[:200]) if found.kind == "toc"), None)
    if begun is not None:
        _contents_go_on(blocks, marks, begun)
    for i, found in enumerate(marks[:200]):
        if found.kind not in ("plain", "loose_heading") or not grammar.toc.match(blocks[i].text):
            continue
        first = marks[i + 1] if i + 1 < len(marks) else None
        if first is None or first.kind != "heading":
            continue
        for j in range(i + 2, len(marks)):
            again = marks[j]
            if again.kind == "heading" and (again.unit, again.number) == (first.unit, first.number):
                marks[i:j] = [Mark("toc", "toc") for _ in range(i, j)]
                return
            if again.kind not in ("heading", "plain", "loose_heading", "annex") or len(blocks[j].text) > 400:
                break


def _contents_go_on(blocks: list[Block], marks: list[Mark], begun: int) -> None:
    """A heading that wraps parts a table of contents in two: plain entries behind it that come again below belong to it."""
    end = next((i for i in range(begun, len(marks)) if marks[i].kind != "toc"), len(marks))
    last = {(found.unit, found.number): i for i, found in enumerate(marks) if found.kind == "heading"}
    until = end
    for i in range(end, len(marks)):
        found, block = marks[i], blocks[i]
        if found.kind == "heading" and block.hint == "paragraph" and last[found.unit, found.number] > i:
            until = i + 1
        elif found.kind not in ("plain", "loose_heading") or len(block.text) > 400 or block.hint == "title":
            break
        elif until == i and until > end and found.kind == "plain" and block.text[-1] not in ".:;":  # its second line
            until = i + 1
    marks[end:until] = [Mark("toc", "toc") for _ in range(end, until)]
