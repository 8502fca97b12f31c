"""What a block is, told by its first words and its hint: heading, numbered unit, note, plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lawkit.model import GROUPINGS, Kind
from lawkit.sources.document import Block
from lawkit.structure.grammar import Grammar, heading_number

MarkKind = Literal[
    "heading", "loose_heading", "para", "sub", "plain", "note", "future", "annex", "table", "toc", "title", "signature",
    "quoted",
]  # fmt: skip

# «3.», «3-1.» before a space, a letter or the end; never «1.5» and never a date
_PARA = re.compile(r"(\d{1,4}(?:[-–‑]\d{1,3})*)\.(?=\s|$|[^\W\d_]|[\"«“(])")
# «3)», «3-1)»
_SUB = re.compile(r"(\d{1,4}(?:[-–‑]\d{1,3})*)\)")
# «2.1.», «2.1» in instructions
_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,4})\.?(?=\s+[^\W\d_a-zа-я])")
# «2 Негосударственные …»: the full stop is missing
_BARE = re.compile(r"(\d{1,3}(?:-\d{1,2})*)\s+(?=[А-ЯЁӘҒҚҢӨҰҮҺІA-Z])")
_DASH = re.compile(r"[–‑]")
_OPENING = frozenset("\"«“„")
_CLOSED = re.compile(r"[\"»”][.;,)\s]*$")


@dataclass(slots=True)
class Mark:
    """The reading of one block; `cut` is where its number ends and its words begin."""

    kind: MarkKind
    unit: Kind | None = None
    number: str = ""
    cut: int = 0
    excluded: bool = False
    repealed: bool = False
    words: int = 0  # where the words of an exclusion begin


def mark(block: Block, grammar: Grammar) -> Mark:
    """The mark of a block, by itself; what stands around it is the tree's business."""
    hint = block.hint
    text = block.text
    if hint == "paragraph":
        if grammar.stray.search(text, 0, 400):
            return Mark("future")
        return _numbered(text, grammar) if text[0].isdigit() else _words(text, grammar)
    if hint in ("note", "future"):
        return _note(text, hint, grammar)
    if hint in ("heading", "bold", "title"):
        return _heading(text, hint, grammar)
    if hint == "annex_header":
        return Mark("annex", "annex")
    if hint == "table":
        return Mark("table", "table")
    return Mark("toc", "toc") if hint == "toc" else Mark("signature", "conclusions")


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
            if again.kind not in ("heading", "plain", "loose_heading") or len(blocks[j].text) > 400:
                break


def _numbered(text: str, grammar: Grammar) -> Mark:
    """A paragraph that begins with a digit: point, subpoint, or a Kazakh heading."""
    if match := _SUB.match(text):
        return _unit("sub", match, text, grammar)
    if match := _PARA.match(text):
        return _unit("para", match, text, grammar)
    if match := grammar.heading.match(text):
        return _plain_heading(match, text, grammar)
    if match := _DECIMAL.match(text):
        return _unit("para", match, text, grammar)
    if match := _BARE.match(text):
        return Mark("plain", number=match[1], cut=match.end(1))
    return Mark("plain")


def _unit(kind: MarkKind, match: re.Match[str], text: str, grammar: Grammar) -> Mark:
    """A numbered unit, with the words of an exclusion where they follow the number."""
    gone = grammar.excluded.match(text, match.end())
    found = Mark(kind, "paragraph" if kind == "para" else "subparagraph", _DASH.sub("-", match[1]), match.end())
    if gone:
        found.excluded = True
        found.repealed = gone["repeal"] is not None
        found.words = _skip_space(text, match.end())
    return found


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _words(text: str, grammar: Grammar) -> Mark:
    """A paragraph that begins with a word: a heading in disguise, a note in disguise, or plain text."""
    if not text[0].islower() and (match := grammar.heading.match(text)):
        found = _plain_heading(match, text, grammar)
        if found.kind != "plain":
            return found
    if (match := grammar.amendment.match(text)) and grammar.evidence.search(text, match.end(), 300):
        return _note(text, "note", grammar)
    if grammar.future.match(text) or grammar.editorial.match(text):
        return Mark("future")
    if (match := grammar.remark.match(text)) and grammar.remark_evidence.search(text, match.end(), 200):
        return Mark("future")
    if len(text) < 700 and (found_annex := grammar.annex.match(text)) and _corner(text, found_annex):
        return Mark("annex", "annex")
    return Mark("plain")


def _corner(text: str, match: re.Match[str]) -> bool:
    """Whether a paragraph reads like an annex's corner: «Приложение 1 к приказу …», no sentence."""
    if text[-1] in ".;:," or not text[0].isupper():
        return False
    after = text[match.end() :].lstrip()
    low = after[:2].lower()
    return not after or low in ("к ", "to", "пр", "по", "ре", "ук") or after[0].isupper()


def _plain_heading(match: re.Match[str], text: str, grammar: Grammar) -> Mark:
    """A heading without a heading's markup: its number must be followed by a full stop or by nothing."""
    unit, number = heading_number(match, grammar)
    rest = text[match.end() :].lstrip()
    gone = grammar.excluded.match(text, match.end())
    if gone and number:
        return Mark("heading", unit, number, match.end(), excluded=True, repealed=gone["repeal"] is not None,
                    words=_skip_space(text, match.end()))  # fmt: skip
    if not number or (rest and not match["tail"].strip()):
        return Mark("plain")
    if rest and (not (rest[0].isupper() or rest[0] in "\"«“(0123456789") or (unit in GROUPINGS and len(rest) > 600)):
        return Mark("plain")
    return Mark("heading", unit, number, match.end())


def _heading(text: str, hint: str, grammar: Grammar) -> Mark:
    """A block that the source marks as a heading, or an article's bold one."""
    if match := grammar.heading.match(text):
        unit, number = heading_number(match, grammar)
        if number or unit == "part":
            return Mark("heading", unit, number, match.end())
    if hint == "title":
        return Mark("title", "preface")
    if hint == "bold":
        return Mark("loose_heading", cut=1)
    if match := _PARA.match(text):
        return Mark("heading", "chapter", _DASH.sub("-", match[1]), match.end())
    if grammar.annex.match(text) and _corner(text, grammar.annex.match(text)):  # type: ignore[arg-type]
        return Mark("annex", "annex")
    return Mark("loose_heading")


def _note(text: str, hint: str, grammar: Grammar) -> Mark:
    """A block that the source marks as a note: an excluded unit has its number first and the words after it."""
    if text[0].isdigit() and (match := _SUB.match(text) or _PARA.match(text)):
        kind: MarkKind = "sub" if text[match.end() - 1] == ")" or text[match.end() : match.end() + 1] == ")" else "para"
        gone = grammar.excluded_note.match(text, match.end())
        if gone:
            return Mark(kind, "paragraph" if kind == "para" else "subparagraph", _DASH.sub("-", match[1]), match.end(),
                        excluded=True, repealed=gone["repeal"] is not None, words=_skip_space(text, match.end()))  # fmt: skip
    if (match := grammar.heading.match(text)) and (gone := grammar.excluded_note.match(text, match.end())):
        unit, number = heading_number(match, grammar)
        if number:
            return Mark("heading", unit, number, match.end(), excluded=True, repealed=gone["repeal"] is not None,
                        words=_skip_space(text, match.end()))  # fmt: skip
    return Mark("future" if hint == "future" else "note")
