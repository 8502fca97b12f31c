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
from lawkit.sources.document import Document
from lawkit.sources.facts import derive_id, parse_requisites
from lawkit.sources.markdown import markdown_blocks

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
    blocks = tuple(markdown_blocks(text))
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
