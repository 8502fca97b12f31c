"""Opens an OOXML package (a zip of XML parts) without trusting it: bounded sizes, no DTD, no external entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from lawkit.errors import UnreadableSource, UnsafeSource

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

MAX_PART = 300_000_000  # bytes of one part, unpacked
MAX_RATIO = 400  # unpacked to packed; Word's own XML stays below 60
MAX_ENTRIES = 20_000
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/relationships)")


class Package:
    """The parts of a .docx, read when asked for. Raises UnreadableSource or UnsafeSource."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            NotImplementedError,
            UnicodeDecodeError,
            RuntimeError,
        ) as problem:
            raise UnreadableSource(f"{name} is a broken archive", "open it in Word and save it again") from problem
        if len(entries) > MAX_ENTRIES:
            raise UnsafeSource(f"{name} holds {len(entries)} entries", "save the act again as a plain .docx")
        self._entries = {entry.filename.lstrip("/"): entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def bytes(self, part: str) -> bytes:
        """A part's bytes, unpacked only as far as is safe."""
        entry = self._entries[part]
        if entry.flag_bits & 1:
            raise UnreadableSource(f"{self.name} is protected by a password", "save it without a password")
        if entry.file_size > MAX_PART or entry.file_size > MAX_RATIO * max(entry.compress_size, 1) + 1_000_000:
            raise UnsafeSource(f"{self.name} unpacks to an unreasonable size", "save the act again as a plain .docx")
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(entry.file_size + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ) as problem:
            raise UnreadableSource(
                f"{self.name} is a broken archive ({part})", "open it in Word and save it again"
            ) from problem
        if len(data) > entry.file_size:
            raise UnsafeSource(f"{self.name} unpacks to more than it says", "save the act again as a plain .docx")
        return data

    def xml(self, part: str) -> Any:
        """A part's root element; None when the part is not there."""
        if part not in self._entries:
            return None
        from lxml import etree

        data = self.bytes(part)
        head = data[:4096] if data[:2] not in (b"\xff\xfe", b"\xfe\xff") else data[:8192].replace(b"\x00", b"")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in data:
            raise UnsafeSource(
                f"{self.name} declares entities, which Word never does", "save the act again as a plain .docx"
            )
        data = _STRICT.sub(_transitional, data)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as problem:
            raise UnreadableSource(
                f"{self.name} is damaged ({part} is no XML)", "open it in Word and save it again"
            ) from problem
        info: Any = root.getroottree().docinfo
        if info.doctype:
            raise UnsafeSource(
                f"{self.name} declares entities, which Word never does", "save the act again as a plain .docx"
            )
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relations of a part: id to (kind, target)."""
        folder, _, file = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        if root is None:
            return {}
        return {
            item.get("Id", ""): (item.get("Type", "").rpartition("/")[2], item.get("Target", ""))
            for item in root
            if isinstance(item.tag, str)
        }

    def main_part(self) -> str:
        """The part that holds the text."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target.lstrip("/") in self._entries:
                return target.lstrip("/")
        if "word/document.xml" in self._entries:
            return "word/document.xml"
        what = "a spreadsheet" if "xl/workbook.xml" in self._entries else "an archive that is no Word document"
        if "content.xml" in self._entries and "mimetype" in self._entries:
            what = "an OpenDocument file"
        raise UnreadableSource(
            f"{self.name} is {what}", "save the act as .docx, or unpack the archive and give its folder"
        )


def _transitional(match: re.Match[bytes]) -> bytes:
    """The usual namespace in place of that of strict documents."""
    if match[1].startswith(b"word"):
        return b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def value(element: Any, path: str) -> str | None:
    """The `w:val` of a descendant such as `w:pPr/w:jc`; None when it is not there."""
    if element is None:
        return None
    found = element.find(path.replace("w:", W))
    return None if found is None else found.get(f"{W}val", "")


def switched_on(element: Any, path: str) -> bool | None:
    """A toggle such as `w:rPr/w:b`: on, off, or None when nothing is said."""
    found = value(element, path)
    return None if found is None else found not in ("0", "false", "off")
