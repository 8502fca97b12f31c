"""The text of a draft's file as its author sees it, so that a finding can be shown and mended where it stands.

For text, Markdown and HTML this is the file itself; for Word the paragraphs of the main part, one a line, with the
piece of XML that each character comes from; for anything else the words that were read, one paragraph a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lawkit.model import Act
from lawkit.sources.detect import decode, detect
from lawkit.sources.markdown import comments, without
from lawkit.sources.package import Package, W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FILLER = "\x00"
_INLINE = re.compile(r"</?(?:b|i|u|em|strong|span|font|a|sup|sub|small|mark|ins)(?:\s[^<>]{0,4000})?/?>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]{0,4000}>|&(?:[a-zA-Z]{2,20}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_BLOCK = re.compile(r"<(script|style|head)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"<[a-zA-Z/][^<>\n]{0,2000}>|\]\([^()\s]{0,2000}\)")
_LEFT_OUT = frozenset(f"{W}{t}" for t in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "sdtPr"))
_BREAKS = {f"{W}br": " ", f"{W}cr": " ", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A text element of a Word document and where its text begins in the source text."""

    start: int
    end: int
    element: Any


@dataclass(frozen=True)
class SourceText:
    """A file's text, and the same text with markup blanked, letter under letter."""

    kind: str  # git (Markdown), text, adilet (HTML), docx, or another that is only read
    text: str
    plain: str
    data: bytes = b""
    pieces: tuple[Piece, ...] = ()  # Word: in the order of the text
    package: Any = field(default=None, compare=False)
    root: Any = field(default=None, compare=False)

    @property
    def editable(self) -> bool:
        """Whether fixes can be written back."""
        return self.kind in ("git", "text", "docx")


def source_text(path: Path, act: Act) -> SourceText:
    """The text of the file that an act was read from. Raises a LawkitError when it cannot be read."""
    from lawkit.sources.files import load

    data = load(path)
    kind = detect(data, path.name)
    if kind == "docx":
        return word_text(data, path.name)
    if kind not in ("git", "text", "adilet"):
        return SourceText(kind, act.body, act.body, data)
    text = decode(data, path.name)
    if kind == "adilet":
        plain = _INLINE.sub(lambda m: _FILLER * len(m[0]), without(text, [*comments(text), *_unread(text)]))
        plain = _TAG.sub(_blank, plain)
    elif kind == "git":
        plain = _MARKDOWN.sub(_blank, without(text, comments(text)))
    else:
        plain = text
    return SourceText(kind, text, plain, data)


def _unread(text: str) -> list[tuple[int, int]]:
    """Scripts, styles and heads of pages."""
    low = text.lower()
    found: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    at = 0
    while (match := _BLOCK.search(text, at)) is not None:
        tag = match[1].lower()
        end = -1 if tag in unclosed else low.find(f"</{tag}", match.end())
        if end < 0:
            unclosed.add(tag)
            at = match.end()
            continue
        found.append((match.start(), end))
        at = end
    return found


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def word_text(data: bytes, name: str) -> SourceText:
    """The paragraphs of a Word document, one a line, deletions left out."""
    package = Package(data, name)
    root = package.xml(package.main_part())
    text, pieces = word_pieces(root)
    return SourceText("docx", text, text, data, pieces, package, root)


def word_pieces(root: Any) -> tuple[str, tuple[Piece, ...]]:
    """The text below an element of a Word document, and the elements that hold it."""
    reader = _WordWalk()
    reader.walk(root)
    return "".join(reader.letters), tuple(reader.pieces)


class _WordWalk:
    """One walk through the elements of a Word document."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.pieces: list[Piece] = []
        self.at = 0

    def add(self, text: str, element: Any = None) -> None:
        """Text, with the element that holds it."""
        if text:
            self.letters.append(text.replace("\n", " ") if element is not None else text)
            if element is not None:
                self.pieces.append(Piece(self.at, self.at + len(text), element))
            self.at += len(text)

    def walk(self, node: Any) -> None:
        """Everything below an element that a reader sees."""
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag in _LEFT_OUT:
                continue
            if tag == f"{W}t":
                self.add(child.text or "", child)
            elif tag in _BREAKS:
                self.add(_BREAKS[tag])
            elif tag == f"{_MC}AlternateContent":
                chosen = child.find(f"{_MC}Choice")
                chosen = child.find(f"{_MC}Fallback") if chosen is None else chosen
                self.walk(() if chosen is None else chosen)
            elif tag == f"{W}p":
                if self.letters and not self.letters[-1].endswith("\n"):
                    self.add("\n")
                self.walk(child)
                self.add("\n")
            else:
                self.walk(child)
