"""Reads law-as-git Markdown: one folder an act, `meta.yaml`, `rus.md` and `kaz.md`, long acts in parts `rus/*.md`.

Headings are #, articles carry `<a id="st5">`, notes are quoted italics, excluded items italics, brackets may be escaped.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from lawkit.model import ActStatus, Diagnostic, Language
from lawkit.sources.detect import decode, guess_language, name_facts
from lawkit.sources.document import Block, BlockLink, Document, Hint
from lawkit.sources.facts import derive_id, parse_requisites

_ANCHOR = re.compile(r"<a\s+(?:id|name)\s*=\s*[\"']([^\"'<>]*)[\"']\s*>\s*(?:</a>)?|</a>", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_ITALIC = re.compile(r"(?<!\\)(\*{1,3}|_{1,3})(?=\S)(.+)(?<=\S)(?<!\\)\1$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = re.compile(r"(?<!\\)!?\[([^\[\]\n]{0,2000})\]\(([^()\s]{0,2000})(?:\s+\"[^\"\n]{0,200}\")?\)")
_EMPHASIS = re.compile(r"(?<!\\)\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|(?<![\\*\w])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![*\w])")
_BREAK = re.compile(r"<br\s*/?>|\\$", re.IGNORECASE)
_TOC = re.compile(r"(?:оглавление|содержание|мазмұны|contents|table of contents)$", re.IGNORECASE)
_TABLE_RULE = re.compile(r"\|[\s:|-]+$")
_CELL = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})\s*$")
_REPEALED = re.compile(r"утратил\w*\s+силу|күші\s+жойыл", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meta:
    """What meta.yaml tells of an act, in one language."""

    act_id: str = ""
    title: str = ""
    requisites: str = ""
    edition: dt.date | None = None
    status: ActStatus = "unknown"
    problem: str = ""


def read(data: bytes, name: str = "", path: Path | None = None, *, language: Language | None = None) -> Document:
    """A Markdown act as blocks; `path` lets it find meta.yaml beside the text. Raises UnreadableSource."""
    text = decode(data, name)
    language = language or _language(path or Path(name), text)
    meta = read_meta(path, language) if path else Meta()
    problems = (Diagnostic("broken-meta", meta.problem),) if meta.problem else ()
    blocks = tuple(_blocks(text))
    own = next((b.text for b in blocks if b.hint == "title"), "")  # meta.yaml names the act as it is called today
    return Document(
        blocks,
        act_id=meta.act_id or name_facts(name)[0],
        language=language,
        title=own or meta.title,
        requisites=meta.requisites,
        edition=meta.edition,
        status=meta.status,
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="git",
        diagnostics=problems,
    )


def folder_of(path: Path) -> Path | None:
    """The folder of an act's meta.yaml: beside the text, or one up for parts in `rus/*.md`."""
    for folder in (path.parent, path.parent.parent):
        if (folder / "meta.yaml").is_file():
            return folder
    return None


def _language(path: Path, text: str) -> Language:
    for word in (path.stem, path.parent.name, name_facts(path.name)[1]):
        if word in ("rus", "kaz", "eng"):
            return word  # type: ignore[return-value]
    return guess_language(text)


def read_meta(path: Path, language: Language) -> Meta:
    """The facts of meta.yaml; a broken file is reported in `problem`, never raised."""
    folder = folder_of(path)
    if folder is None:
        return Meta()
    try:
        raw = yaml.safe_load(decode((folder / "meta.yaml").read_bytes(), "meta.yaml"))
    except (OSError, ValueError, yaml.YAMLError, RecursionError, Exception) as error:  # noqa: BLE001
        return Meta(
            problem=f"meta.yaml cannot be read: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
        )
    if not isinstance(raw, dict):
        return Meta(problem="meta.yaml is not a mapping")
    found = raw.get("requisite")
    requisites = found if isinstance(found, str) else ""
    parsed = parse_requisites(requisites)
    status: ActStatus = "repealed" if _REPEALED.search(requisites) else "unknown"
    return Meta(
        derive_id(parsed),
        _pick(raw.get("title"), language),
        requisites,
        _day(raw.get("version_date"), language),
        status,
    )


def _pick(value: object, language: Language) -> str:
    if isinstance(value, dict):
        value = value.get(language)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _day(value: object, language: Language) -> dt.date | None:
    if isinstance(value, dict):
        value = value.get(language)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _blocks(text: str) -> list[Block]:
    """Paragraphs of Markdown: parted by blank lines, each heading on its own."""
    out: list[Block] = []
    anchors: list[str] = []
    group: list[str] = []
    toc = False

    def close() -> None:
        nonlocal toc, anchors
        if not group:
            return
        block = _paragraph(group, tuple(anchors))
        group.clear()
        if block is None:
            return
        anchors = []
        if block.hint in ("heading", "title"):
            toc = bool(_TOC.match(block.text))
        out.append(Block(block.text, "toc", block.anchor, block.anchors, block.links) if toc else block)

    for raw in text.splitlines():
        line = raw.strip()
        found = _ANCHOR.findall(line) if "<" in line else []
        if found or "</a>" in line:
            anchors.extend(a for a in found if a)
            line = _ANCHOR.sub("", line).strip()
            if not line:
                continue
        if not line or _RULE.match(line):
            close()
        elif _HEADING.match(line):
            close()
            group.append(line)
            close()
        else:
            if group and (line[0] == ">") != (group[0][0] == ">"):
                close()
            group.append(line)
    close()
    return out


def _paragraph(lines: list[str], anchors: tuple[str, ...]) -> Block | None:
    """One group of lines as a block, free of markup."""
    if len(lines) > 1 and all(line[0] == "|" for line in lines):
        return _table(lines, anchors)
    hint: Hint = "paragraph"
    level = 0
    text = " ".join(_BREAK.sub(" ", line.lstrip("> ") if line[0] == ">" else line) for line in lines)
    if match := _HEADING.match(text):
        level, text = len(match[1]), match[2]
        hint = "title" if level == 1 else "heading"
    quoted = lines[0][0] == ">"
    if (match := _ITALIC.match(text.strip())) and match[1] not in match[2]:
        text = match[2]
        if len(match[1]) == 1:
            hint = "note"
        elif hint == "paragraph":
            hint = "bold"
    elif quoted:
        hint = "note"
    plain, links = _plain(text)
    if not plain:
        return None
    if hint == "title" and _TOC.match(plain):
        hint = "heading"
    return Block(plain, hint, anchors[0] if anchors else "", anchors, links, level)


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
