"""Mends what is safe to mend: the fixes of problems, put into a copy of the draft's file.

Text and Markdown are changed letter by letter where the words stand; in Word the changed letters go into the runs that
hold them, so that their look stays. Fixes that overlap are left for the next time. A draft is never changed in place
unless that is asked for, and then the old one is kept beside it.
"""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lawkit.check.baseline import write_whole
from lawkit.check.draft import Fix
from lawkit.check.sourcetext import SourceText

if TYPE_CHECKING:
    from lawkit.check.report import Checked

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Mended:
    """A draft's file with its fixes made."""

    path: Path  # of the draft
    data: bytes
    diff: str  # unified
    count: int

    def put(self, *, in_place: bool = False) -> Path:
        """Write it beside the draft as `name.fixed.ext`, or in its place, the old one kept as `name.ext.old`.

        Returns the path written; raises ReportError.
        """
        if not in_place:
            return write_whole(self.path.with_name(f"{self.path.stem}.fixed{self.path.suffix}"), self.data)
        old = self.path.with_name(f"{self.path.name}.old")
        number = 1
        while old.exists():
            number += 1
            old = self.path.with_name(f"{self.path.name}.old{number}")
        write_whole(old, self.path.read_bytes())
        return write_whole(self.path, self.data)


def mend(checked: Checked) -> Mended | None:
    """The draft with the fixes of its problems; None when there is none, or the file cannot be mended."""
    source = checked.sheet.source
    if not source.editable:
        return None
    fixes = [problem.fix for problem in checked.problems if problem.fix is not None]
    changes = _changes(checked, fixes)
    if not changes:
        return None
    new = source.text
    for start, end, text in reversed(changes):
        new = new[:start] + text + new[end:]
    data = _word(source, changes) if source.kind == "docx" else _encoded(source, new)
    return Mended(checked.sheet.path, data, _diff(checked.path, source.text, new), len(changes))


def _changes(checked: Checked, fixes: Sequence[Fix]) -> list[tuple[int, int, str]]:
    """Fixes as changes of the file's text, in order, none over another; what cannot be placed exactly is left out."""
    found: list[tuple[int, int, str]] = []
    body = checked.sheet.draft.act.body
    for fix in sorted(set(fixes), key=lambda f: (f.span.start, f.span.end, f.text)):
        stretch = checked.sheet.places.stretch(fix.span)
        if stretch is None:
            continue
        text = checked.sheet.source.text
        start, end = _with_spaces(text, *stretch, fix.span.of(body))
        if "".join(text[start:end].split()) != "".join(fix.span.of(body).split()):
            continue  # markup inside, or the words stand otherwise in the file
        if (not found or start >= found[-1][1]) and text[start:end] != fix.text:
            found.append((start, end, fix.text))
    return found


def _with_spaces(text: str, start: int, end: int, words: str) -> tuple[int, int]:
    """The stretch with the spaces at its ends that the words have there too."""
    if words[-1:].isspace():
        while end < len(text) and text[end] in " \t\xa0":
            end += 1
    if words[:1].isspace():
        while start > 0 and text[start - 1] in " \t\xa0":
            start -= 1
    return start, end


def _encoded(source: SourceText, text: str) -> bytes:
    """The text in the encoding of the file, its byte order mark and line ends kept."""
    for encoding in ("utf-8", "utf-16", "cp1251"):
        try:
            if source.data.decode(encoding).replace("\r\n", "\n").lstrip("\ufeff") == source.text.replace(
                "\r\n", "\n"
            ).lstrip("\ufeff"):
                mark = b"\xef\xbb\xbf" if source.data.startswith(b"\xef\xbb\xbf") else b""
                if b"\r\n" in source.data and "\r\n" not in text:
                    text = text.replace("\n", "\r\n")
                return mark + text.lstrip("\ufeff").encode(encoding)
        except (UnicodeDecodeError, UnicodeEncodeError):
            continue
    return text.encode()


def _word(source: SourceText, changes: Sequence[tuple[int, int, str]]) -> bytes:
    """The Word document with changed letters; the first run of a change takes the new ones."""
    from lxml import etree

    edits: dict[int, list[tuple[int, int, str]]] = {}
    for start, end, text in changes:
        first = True
        for number, piece in enumerate(source.pieces):
            low, high = max(start, piece.start), min(end, piece.end)
            touches = low < high or (start == end and piece.start <= start <= piece.end and first)
            if touches:
                edits.setdefault(number, []).append((low - piece.start, high - piece.start, text if first else ""))
                first = False
    held = {number: source.pieces[number].element.text for number in edits}
    for number, parts in edits.items():
        element = source.pieces[number].element
        words = element.text or ""
        for low, high, text in sorted(parts, reverse=True):
            words = words[:low] + text + words[high:]
        element.text = words
        element.set(_XML_SPACE, "preserve")
    main = source.package.main_part()
    xml = etree.tostring(source.root, xml_declaration=True, encoding="UTF-8", standalone=True)
    for number, text in held.items():  # the draft in memory stays as it was read
        source.pieces[number].element.text = text
    return repacked(source.data, {main: xml})


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """A Word file with some parts replaced or added, the others as they are and in their order; no times but those kept."""
    out = io.BytesIO()
    left = dict(parts)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            name = entry.filename.lstrip("/")
            content = left.pop(name, None)
            about = zipfile.ZipInfo(entry.filename, entry.date_time)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = entry.external_attr
            new.writestr(about, old.read(entry) if content is None else content)
        for name, content in left.items():
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(about, content)
    return out.getvalue()


def _diff(name: str, old: str, new: str) -> str:
    """A unified diff, as `git apply` and people read it."""
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), name, f"{name} (fixed)", n=1
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
