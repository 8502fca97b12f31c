"""What a reader of files hands to the splitter: blocks of text in reading order, with what the source knew of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from lawkit.model import ActStatus, Diagnostic, Language

Hint = Literal[
    "paragraph",  # running text: level is told by its prefix only
    "heading",  # h3 in adilet, # in Markdown, a heading style in Word
    "bold",  # an article's heading in adilet's laws
    "note",  # editorial note: amendment history, exclusion
    "future",  # red note on a future edition
    "table",  # cells joined by tabs, rows by newlines
    "annex_header",  # «Приложение 1 к …» in the right-hand corner
    "signature",
    "title",
    "toc",
]


@dataclass(frozen=True, slots=True)
class BlockLink:
    """A hyperlink inside a block: offsets into the block's text."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of the source. Its text is stripped at both ends, with single spaces inside lines."""

    text: str
    hint: Hint = "paragraph"
    anchor: str = ""
    anchors: tuple[str, ...] = ()  # every anchor found in it
    links: tuple[BlockLink, ...] = ()
    level: int = 0  # heading depth, where the source has one


@dataclass(frozen=True, slots=True)
class Document:
    """One expression of an act as blocks, before it is split."""

    blocks: tuple[Block, ...]
    act_id: str = ""
    language: Language | None = None
    title: str = ""
    requisites: str = ""
    edition: dt.date | None = None
    status: ActStatus = "unknown"
    source: str = ""
    sha256: str = ""
    format: str = ""  # adilet, git, text, docx, pdf, …
    diagnostics: tuple[Diagnostic, ...] = field(default=())
