"""Reads RTF through striprtf: paragraphs only, since the numbers and notes of RTF stand in its text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from lawkit.errors import UnreadableSource
from lawkit.sources.detect import guess_language, name_facts
from lawkit.sources.document import Block, Document

_PICTURE = re.compile(r"\{\\(?:\*\\)?(?:pict|objdata|themedata|datastore|colorschememapping|bin)\b[^{}]*\}")
# Numbers of lists are text that a person sees; striprtf takes them for settings.
_SEEN = re.compile(r"\{\\(?:\*\\)?(?:listtext|pntext)\b")
_FOOTNOTE = re.compile(r"\{\\(?:\*\\)?footnote\b")
_BRACE = re.compile(r"\\[{}\\]|[{}]")


def read(data: bytes, name: str) -> Document:
    """An RTF file as blocks; raises UnreadableSource when nothing can be read from it."""
    source, notes = _without_footnotes(_SEEN.sub("{", _PICTURE.sub("", data.decode("latin-1"))))
    page = _code_page(source)
    try:
        text = _plain(source, page)
        feet = [" ".join(_plain(rf"{{\rtf1 {note}}}", page).split()) for note in notes]
    except Exception as problem:
        raise UnreadableSource(f"{name} is damaged RTF", "open it in Word and save it as .docx") from problem
    blocks = (*_blocks(text), *(Block(foot, "note") for foot in feet if foot))
    if not blocks:
        raise UnreadableSource(f"{name} holds no text", "open it in Word and save it as .docx")
    act_id, language = name_facts(name)
    return Document(
        blocks,
        act_id=act_id,
        language=language or guess_language("\n".join(block.text for block in blocks)),
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="rtf",
    )


def _plain(source: str, page: str) -> str:
    """The text of RTF."""
    from striprtf import striprtf

    return str(striprtf.rtf_to_text(source, encoding=page, errors="replace"))  # type: ignore[no-untyped-call]


def _without_footnotes(source: str) -> tuple[str, list[str]]:
    """The source without its footnotes, and they; a footnote that never ends is left where it is."""
    kept: list[str] = []
    notes: list[str] = []
    at = 0
    while match := _FOOTNOTE.search(source, at):
        depth, end = 1, 0
        for brace in _BRACE.finditer(source, match.end()):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                end = brace.end()
                break
        if not end:
            break
        kept.append(source[at : match.start()])
        notes.append(source[match.end() : end - 1])
        at = end
    return "".join([*kept, source[at:]]), notes


def _code_page(source: str) -> str:
    """The file's code page; Cyrillic where it names none."""
    match = re.search(r"\\ansicpg(\d{3,5})", source[:4000])
    return f"cp{match[1]}" if match and match[1] in _PAGES else "cp1251"


_PAGES = frozenset({"1250", "1251", "1252", "1253", "1254", "1257", "866", "437", "850", "852"})


def _blocks(text: str) -> Iterator[Block]:
    """Paragraphs; rows of cells that follow one another are one table."""
    rows: list[str] = []
    for line in text.splitlines():
        if line.rstrip().endswith("|"):  # striprtf ends each cell so
            rows.append("\t".join(" ".join(cell.split()) for cell in line.rstrip()[:-1].split("|")))
            continue
        if rows:
            yield Block("\n".join(rows).strip("\n"), "table")
            rows = []
        if line.strip():
            yield Block(" ".join(line.split()))
    if rows:
        yield Block("\n".join(rows), "table")
