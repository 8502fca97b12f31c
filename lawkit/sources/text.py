"""Reads plain text: clean drafts, one paragraph a line or between blank lines, and rough dumps of web pages.

A rough dump breaks the line before and after every link («от 30.12.2020 ⏎№ 394-VI⏎ (вводится …»); its paragraphs
begin with no-break spaces and stand between blank lines. Such lines are joined again.
"""

from __future__ import annotations

import hashlib
import re

from lawkit.sources.detect import decode, guess_language, name_facts
from lawkit.sources.document import Block, Document, Hint

_NBSP = "\u00a0"
# What opens a paragraph of its own inside a group of lines.
_UPPER = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_UNIT = re.compile(
    rf"\s*(?=[{_UPPER}\d])(?i:(?:статья|глава|раздел|параграф|подраздел|article|chapter|section|part)\s+(?:\d+(?:-\d+)*|[ivxlcІХ]+)"
    rf"|\d+(?:-\d+)*\s*-\s*(?:бап|тарау|бөлім|параграф)|[IVXLІХ]+\s+бөлім)(?=[.:]|\s*$|\s+[{_UPPER}\"«(])"
)
_INDENT = re.compile(r"[ \t\u00a0]{3,}|\t")
_NUMBERED = re.compile(r"\s*(?:\d{1,3}(?:-\d+)*\)|\d{1,3}(?:-\d+)*\.\s|[а-яa-z]\)\s|[–—\-•]\s)")
_CLOSING = frozenset(".,;:)!?»”")


def read(data: bytes, name: str = "") -> Document:
    """A text file as blocks; raises UnreadableSource when the bytes are no text."""
    text = decode(data, name)
    act_id, language = name_facts(name)
    lines = text.splitlines()
    if _is_rough(lines):
        paragraphs = _rough(lines)
    elif _is_indented(lines):
        paragraphs = _indented(lines)
    else:
        paragraphs = _clean(lines)
    return Document(
        tuple(_blocks(paragraphs)),
        act_id=act_id,
        language=language or guess_language(text),
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="text",
    )


def _is_rough(lines: list[str]) -> bool:
    """A dump of a page: paragraphs that begin with no-break spaces."""
    return sum(1 for line in lines if line.startswith(_NBSP * 3)) >= 3


def _rough(lines: list[str]) -> list[str]:
    """Paragraphs of a dump: groups between blank lines, cut where an indented line or a heading begins."""
    out: list[str] = []
    current: list[str] = []
    for line in lines:
        if not line.strip():
            _close(current, out)
        elif line.startswith(_NBSP * 2) or (current and _UNIT.match(line) and not _continues(current)):
            _close(current, out)
            current.append(line)
        else:
            current.append(line)
    _close(current, out)
    return out


def _is_indented(lines: list[str]) -> bool:
    """A text whose paragraphs begin with spaces, such as a dump that lost its no-break spaces."""
    filled = [line for line in lines if line.strip()]
    return sum(1 for line in filled if _INDENT.match(line)) * 5 > len(filled) >= 5


def _indented(lines: list[str]) -> list[str]:
    """Paragraphs by indentation: what is not indented goes on, unless it begins like a unit or a sentence has ended."""
    out: list[str] = []
    current: list[str] = []
    for line in lines:
        if not line.strip():
            _close(current, out)
            continue
        if current and _INDENT.match(line):
            goes_on = _wraps(current[-1], line)
        elif current:
            goes_on = not _NUMBERED.match(line) and not (_UNIT.match(line) and not _continues(current))
        else:
            goes_on = True
        if not goes_on:
            _close(current, out)
        current.append(line)
    _close(current, out)
    return out


def _continues(current: list[str]) -> bool:
    """Whether the lines before a would-be heading run on into it («см. ⏎Статья 5⏎», «(⏎Глава 2⏎)»)."""
    before = current[-1]
    if before.rstrip()[-1:] in {"(", ",", "–", "-"}:
        return True
    return before[-1:].isspace() and not _UNIT.match(current[0])


def _clean(lines: list[str]) -> list[str]:
    """Paragraphs of a draft: blank lines part them; a wrapped line joins the one before it."""
    filled = [line for line in lines if line.strip()]
    blank = len(lines) - len(filled)
    wrapped = blank * 4 > len(filled) and sum(len(line) for line in filled) < 110 * len(filled)
    out: list[str] = []
    current: list[str] = []
    for line in lines:
        if not line.strip():
            _close(current, out)
            continue
        if current and not (wrapped and _wraps(current[-1], line)):
            _close(current, out)
        current.append(line)
    _close(current, out)
    return out


def _wraps(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    if _UNIT.match(line) or _NUMBERED.match(line):
        return False
    return before.rstrip()[-1:] not in ".;:!?" and line.lstrip()[:1].islower()


def _close(current: list[str], out: list[str]) -> None:
    """Join the lines gathered so far: without a space where one already is or punctuation follows."""
    if not current:
        return
    parts = [current[0]]
    for line in current[1:]:
        if not (parts[-1][-1:].isspace() or line[:1].isspace() or line[0] in _CLOSING or parts[-1][-1] in "(«“"):
            parts.append(" ")
        parts.append(line)
    out.append("".join(parts))
    current.clear()


def _blocks(paragraphs: list[str]) -> list[Block]:
    """Blocks: a line without indentation that begins like a heading is one."""
    out: list[Block] = []
    for raw in paragraphs:
        text = " ".join(raw.split())
        hint: Hint = "heading" if not _INDENT.match(raw) and _UNIT.match(text) else "paragraph"
        out.append(Block(text, hint))
    return out
