"""Finds out by looking at the bytes what a file is, how it is encoded and in which language it is written."""

from __future__ import annotations

import codecs
import datetime as dt
import re
from pathlib import PurePath
from typing import Literal

from lawkit.errors import UnreadableSource, UnsafeSource
from lawkit.model import LANGUAGES, Language

Format = Literal["adilet", "git", "text", "docx", "pdf", "rtf"]

_NAME = re.compile(r"^(?P<id>.+?)\.(?P<lang>rus|kaz|eng)\.[A-Za-z0-9]+$")
_ID = re.compile(r"[A-Z]\d{2,10}_?")
_EDITION = re.compile(r"([A-Z]\d{2}[0-9A-Z]{3,12}_?)@(\d{4}-\d\d-\d\d)(?:\.(?:rus|kaz|eng)\.[A-Za-z0-9]+)?")
_CHARSET = re.compile(rb"<meta[^>]{0,120}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{3,20})", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|div|p|h[1-6]|span|table|meta|font)[\s>/]", re.IGNORECASE
)
_PAGE = re.compile(rb"[\xef\xbb\xbf\xff\xfe\s]{0,200}<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY\s", re.IGNORECASE)
_MARKDOWN = re.compile(r"(?m)^#{1,6}\s+\S|^<a id=|^> \*|^\*\*[^*\n]+\*\*$")
_KAZAKH = re.compile("[әғқңөұүһӘҒҚҢӨҰҮҺ]")
_CYRILLIC = re.compile("[а-яёіА-ЯЁІ]")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff\u3040-\u9fff\uac00-\ud7ff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_MARKS_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TAGS = 3  # that make a page of a file with another name than .html
_LATIN = re.compile("[A-Za-z]")
_BINARY = {
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"\xd0\xcf\x11\xe0": "an old Word file (.doc)",
}


def name_facts(name: str) -> tuple[str, Language | None]:
    """Act id and language out of a file name such as `Z1500000401.rus.html`; empty where the name tells nothing."""
    match = _NAME.match(PurePath(name).name)
    if not match:
        return "", None
    return (match["id"] if _ID.fullmatch(match["id"]) else ""), match["lang"]  # type: ignore[return-value]


def path_facts(path: PurePath) -> tuple[str, Language | None, dt.date | None]:
    """Act id, language and edition out of a path, empty where it tells nothing.

    `Z1500000401.rus.html`, `Z1500000401@2025-03-15.rus.html`, or a file in a folder: `Z1500000401@2026-06-11/rus.md`.
    """
    act_id, language = name_facts(path.name)
    if language is None and path.stem in LANGUAGES:
        language = path.stem
    for name in (path.name, path.parent.name, path.parent.parent.name):
        if match := _EDITION.fullmatch(name):
            try:
                return match[1], language, dt.date.fromisoformat(match[2])
            except ValueError:
                break
    return act_id, language, None


def detect(data: bytes, name: str = "") -> Format:
    """What the file is, by its content; the name only decides between Markdown and plain text.

    Raises UnreadableSource for empty files and for kinds that lawkit does not read, UnsafeSource for XML entities.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableSource(f"{name or 'the file'} is empty", "give a file with the text of an act")
    if data[:5] == b"%PDF-" or b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        return "docx"
    if data[:5] == b"{\\rtf":
        return "rtf"
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise UnreadableSource(f"{name or 'the file'} is {what}", "save the act as HTML, DOCX, PDF or plain text")
    head = _narrow(data[:20000])
    if _ENTITY.search(head):
        raise UnsafeSource(
            f"{name or 'the file'} declares XML entities, which lawkit never loads",
            "save the act as plain HTML or text",
        )
    suffix = PurePath(name).suffix.lower()
    tags = len(_MARKUP.findall(head))
    if _PAGE.match(head) or tags >= _TAGS or (tags and suffix in {".html", ".htm"}):
        return "adilet"
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<?xml"):
        raise UnreadableSource(
            f"{name or 'the file'} is XML of another kind", "save the act as HTML, DOCX, PDF or plain text"
        )
    if suffix in {".md", ".markdown"}:
        return "git"
    if suffix not in {".txt", ".text"} and len(_MARKDOWN.findall(data[:20000].decode("utf-8", "replace"))) >= 3:
        return "git"
    return "text"


def _narrow(data: bytes) -> bytes:
    """UTF-16 markup without its zero bytes, so that one pattern serves."""
    return data.replace(b"\x00", b"") if data[:2] in _MARKS_16 or _bare_utf16(data) else data


def charset(data: bytes) -> str:
    """The encoding of an HTML file: byte order mark, then its meta element, then what decodes; UTF-16 is for `utf16`."""
    if data[:3] == codecs.BOM_UTF8:
        return "utf-8"
    if data[:2] in _MARKS_16 or _bare_utf16(data):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    match = _CHARSET.search(data[:4096])
    if match:
        try:
            declared = codecs.lookup(match[1].decode("ascii")).name
        except LookupError:
            declared = ""
        if declared and declared != "utf-8":
            return declared
    return _single_byte(data)


def decode(data: bytes, name: str = "") -> str:
    """Plain text out of bytes: UTF-8, UTF-16, Windows-1251, KOI8-R or code page 866.

    Raises UnreadableSource when most of it is no text at all.
    """
    if data[:2] in _MARKS_16:
        text = utf16(data, name)
    elif data[:3] == codecs.BOM_UTF8:
        text = data[3:].decode("utf-8", "replace")
    elif _bare_utf16(data):
        text = utf16(data, name)
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            broken = data.decode("utf-8", "replace")
            lost = broken.count("\ufffd")
            text = broken if lost * 50 < len(broken) and error.start > 0 else data.decode(_single_byte(data), "replace")
    if no_text(text):
        raise UnreadableSource(f"{name or 'the file'} holds no text", "save the act as HTML, DOCX, PDF or plain text")
    return text


def no_text(text: str) -> bool:
    """Whether much of what was decoded is no writing of ours: controls, lost characters, letters of the Far East.

    Few controls will do: KOI8-R has a letter or a line for every other byte, so that noise looks like words in it.
    """
    sample = text[:20000]
    return len(_ODD.findall(sample)) * 10 > len(sample) or len(_CONTROL.findall(sample)) * 50 > len(sample) + 200


def utf16(data: bytes, name: str = "") -> str:
    """UTF-16 text, with or without a byte order mark, also of a piece that was cut in the middle of a letter.

    Of the four ways to read it the one with the most spaces counts, else what the mark says. Raises UnreadableSource
    where a way stops being right within the text: it would be read as words that were never there.
    """
    body = data[2:] if data[:2] in _MARKS_16 else data
    first = "utf-16-be" if data[:2] == codecs.BOM_UTF16_BE else "utf-16-le" if body is not data else _bare_utf16(data)
    ways = [(shift, label) for shift in (0, 1) for label in (first, "utf-16-le", "utf-16-be")]
    read = {way: body[way[0] : 20000].decode(way[1], "replace") for way in dict.fromkeys(ways)}
    shift, label = max(read, key=lambda way: read[way].count(" ") + read[way].count("\n"))
    text = body[shift:].decode(label, "replace")
    if len(_CONTROL.findall(text)) * 200 > len(text) + 200:
        raise UnreadableSource(f"{name or 'the file'} holds no text", "save the act as HTML, DOCX, PDF or plain text")
    return text


def _bare_utf16(data: bytes) -> str:
    """UTF-16 without a byte order mark: every second byte of most Cyrillic or Latin text is 0 or 4."""
    sample = data[: min(4000, len(data) // 2 * 2)]
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    for offset, label in ((1, "utf-16-le"), (0, "utf-16-be")):
        highs = sample[offset::2]
        if highs.count(0) + highs.count(4) > 0.95 * half:
            return label
    return ""


def _single_byte(data: bytes) -> str:
    """The eight-bit Cyrillic encoding under which the text has the most everyday small letters."""
    sample = data[:20000]
    everyday = set("оеаинтсрвлкмдпуыяьзгй ")

    def score(label: str) -> int:
        text = sample.decode(label, "replace")
        return sum(1 for c in text if c in everyday) - 3 * text.count("\ufffd")

    return max(("cp1251", "koi8-r", "cp866"), key=score)


def guess_language(text: str) -> Language:
    """The language of an act by its letters: Kazakh has letters of its own, English is Latin."""
    sample = text[:60000]
    cyrillic = len(_CYRILLIC.findall(sample))
    if len(_LATIN.findall(sample)) > 2 * cyrillic:
        return "eng"
    return "kaz" if len(_KAZAKH.findall(sample)) * 40 > max(cyrillic, 1) else "rus"
