"""The bilingual glossary as TBX (ISO 30042:2019, dialect TBX-Basic, style DCA) and as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lawkit.model import Language
from lawkit.parity.terms import Entry

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_XML = "http://www.w3.org/XML/1998/namespace"
_CODES: dict[Language, str] = {"rus": "ru", "kaz": "kk", "eng": "en"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
COLUMNS = (
    "term_a", "term_b", "language_a", "language_b", "uses", "variants", "definition_a", "definition_b", "source_a", "source_b",
)  # fmt: skip


def glossary_rows(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """One flat row a term."""
    return [
        {
            "term_a": e.term_a, "term_b": e.term_b, "language_a": e.language_a, "language_b": e.language_b, "uses": e.uses,
            "variants": "; ".join(e.variants), "definition_a": e.definition_a, "definition_b": e.definition_b,
            "source_a": str(e.source_a), "source_b": str(e.source_b),
        }
        for e in entries
    ]  # fmt: skip


def write_glossary(entries: Sequence[Entry], path: Path) -> Path:
    """Write `.tbx` (or `.xml`) or `.csv`; raises ReportError when it cannot be written or the ending is another."""
    from lawkit.errors import ReportError
    from lawkit.report.exports import placed

    if path.suffix.lower() not in (".tbx", ".xml", ".csv"):
        raise ReportError(f"{path} has an ending that no glossary has", "name a file .tbx or .csv")
    data = as_csv(entries) if path.suffix.lower() == ".csv" else as_tbx(entries)
    with placed(path) as draft:
        draft.write_bytes(data)
    return path


def as_csv(entries: Sequence[Entry]) -> bytes:
    """UTF-8 with a mark at its beginning, so that Excel reads it; no cell is taken for a formula."""
    from lawkit.overlaps.tables import safe_cell

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in glossary_rows(entries):
        writer.writerow([safe_cell(row[name]) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def as_tbx(entries: Sequence[Entry]) -> bytes:
    """One conceptEntry a pair of terms, a langSec a language, the definition and its address above the term."""
    from lxml import etree

    root: Any = etree.fromstring(f'<tbx xmlns="{_NAMESPACE}"/>')
    root.set("type", "TBX-Basic")
    root.set("style", "dca")
    root.set(f"{{{_XML}}}lang", "ru")
    source = _below(root, "tbxHeader", "fileDesc", "sourceDesc", "p")
    source.text = "Terms learnt by lawkit from definitions that answer to each other in the language versions of acts"
    body = _below(root, "text", "body")
    for number, e in enumerate(entries, 1):
        concept = etree.SubElement(body, f"{{{_NAMESPACE}}}conceptEntry", id=f"c{number}")
        for language, term, definition, address in (
            (e.language_a, e.term_a, e.definition_a, e.source_a), (e.language_b, e.term_b, e.definition_b, e.source_b)
        ):  # fmt: skip
            section = etree.SubElement(concept, f"{{{_NAMESPACE}}}langSec")
            section.set(f"{{{_XML}}}lang", _CODES[language])
            if definition.strip():
                group = etree.SubElement(section, f"{{{_NAMESPACE}}}descripGrp")
                _text(group, "descrip", definition, type="definition")
                _text(group, "admin", str(address), type="source")
            held = etree.SubElement(section, f"{{{_NAMESPACE}}}termSec")
            _text(held, "term", term)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)  # type: ignore[no-any-return,unused-ignore]


def _below(element: Any, *names: str) -> Any:
    from lxml import etree

    for name in names:
        element = etree.SubElement(element, f"{{{_NAMESPACE}}}{name}")
    return element


def _text(parent: Any, name: str, text: str, **attributes: str) -> None:
    from lxml import etree

    etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes).text = _ILLEGAL.sub(" ", " ".join(text.split()))
