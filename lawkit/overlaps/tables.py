"""Findings as flat rows, as an Excel table without formulas, and counted between acts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lawkit.errors import ReportError
from lawkit.model import Finding, Language, Pin, Span
from lawkit.overlaps.comparison import compare

COLUMNS = (
    "id", "code", "tier", "class", "score", "acts", "places", "address_a", "text_a", "address_b", "text_b",
    "other_places", "difference", "explanation",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_000  # Excel holds 32,767 characters


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before =, +, -, @, tab and return.

    A lone surrogate, which no file can hold, becomes a question mark.
    """
    text = str(value).encode("utf-8", "replace").decode()
    return f"'{text}" if text.startswith(_FORMULA) else text


def rows(findings: Iterable[Finding], language: Language = "rus") -> list[dict[str, str]]:
    """One flat row per finding, all cells safe text; the order of the findings is kept."""
    out = []
    for finding in findings:
        pins = finding.pins
        one, two = ends(finding)
        row: dict[str, object] = {
            "id": finding.id,
            "code": finding.code,
            "tier": finding.tier,
            "class": finding.legal_class,
            "score": f"{finding.score:.3f}",
            "acts": ", ".join(dict.fromkeys(pin.address.act for pin in pins)),
            "places": len(pins),
            "address_a": one.address if one else "",
            "text_a": one.text if one else "",
            "address_b": two.address if two else "",
            "text_b": two.text if two else "",
            "other_places": ", ".join(str(pin.address) for pin in pins if pin is not one and pin is not two),
            "difference": _difference(finding),
            "explanation": finding.explanation.get(language, ""),
        }
        out.append({name: safe_cell(row[name])[:_LONGEST_CELL] for name in COLUMNS})
    return out


def ends(finding: Finding) -> tuple[Pin | None, Pin | None]:
    """The two places that stand for a finding: the first, and the first of another act, else of another article, else the next."""
    if not finding.pins:
        return None, None
    one, *others = finding.pins
    for part in (_act, _article):
        for pin in others:
            if part(pin) != part(one):
                return one, pin
    return one, others[0] if others else None


def _act(pin: Pin) -> str:
    return pin.address.act


def _article(pin: Pin) -> str:
    return pin.address.eid.partition("__")[0]


def _difference(finding: Finding) -> str:
    pairs = finding.evidence.get("differences")
    if not isinstance(pairs, list):
        return ""
    return "; ".join(f"{one or '∅'} → {two or '∅'}" for one, two in pairs)


def write_xlsx(findings: Sequence[Finding], path: Path, language: Language = "rus") -> Path:
    """Write the rows to an Excel file: text cells only, a filter, a frozen head, differing words (or those that answer a question) in bold.

    Raises ReportError when the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book: Any = xlsxwriter.Workbook(str(path), options)
    head = book.add_format({"bold": True, "bg_color": "#DDE6EE", "text_wrap": True, "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "font_color": "#9C2A10"})
    sheet = book.add_worksheet("overlaps")
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, 50 if name.startswith("text") or name == "explanation" else 18)
    for line, (row, finding) in enumerate(zip(rows(findings, language), findings, strict=True), 1):
        rich = _rich(finding, cell, bold)
        for column, name in enumerate(COLUMNS):
            parts = rich.get(name)
            if parts is None or sheet.write_rich_string(line, column, *parts) != 0:
                sheet.write_string(line, column, row[name], cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(findings), 1), len(COLUMNS) - 1)
    try:
        book.close()
    except (FileCreateError, OSError) as problem:
        raise ReportError(
            f"{path} cannot be written: {problem}", "close the file or choose another folder"
        ) from problem
    return path


def _rich(finding: Finding, cell: Any, bold: Any) -> dict[str, list[Any]]:
    """Both texts with their differing words in bold, where Excel takes them (two parts at least, not too long)."""
    if len(finding.pins) < 2 or finding.code in ("duplicate", "boilerplate"):
        return {}
    one, two = ends(finding)
    if one is None or two is None:
        return {}
    a, b = one.text, two.text
    if max(len(a), len(b)) > _LONGEST_CELL or safe_cell(a + b) != a + b:
        return {}
    out = {}
    for name, text, marked in zip(("text_a", "text_b"), (a, b), _shown(one, two), strict=True):
        parts: list[Any] = []
        at = 0
        for span in marked:
            if span.start > at:
                parts.append(text[at : span.start])
            if span.end > span.start:
                parts.extend((bold, text[span.start : span.end]))
                at = span.end
        if at < len(text):
            parts.append(text[at:])
        if len(parts) > 2 and not text.startswith(_FORMULA):
            out[name] = [*parts, cell]
    return out


def _shown(one: Pin, two: Pin) -> tuple[list[Span], list[Span]]:
    """What is worth marking in two texts: the words that a pin names, else those that differ."""
    if one.span.end or two.span.end:
        return [one.span], [two.span]
    changes = [change for change in compare(one.text, two.text).changes if change.kind != "equal"]
    return [c.span_a for c in changes], [c.span_b for c in changes]


def heat_map(findings: Iterable[Finding], *, codes: frozenset[str] | None = None) -> tuple[list[str], list[list[int]]]:
    """Acts and a symmetric table of how many findings join each two of them; the diagonal counts inside one act.

    Boilerplate is left out unless `codes` names it.
    """
    counts: dict[tuple[str, str], int] = {}
    acts: set[str] = set()
    for finding in findings:
        if finding.code == "boilerplate" if codes is None else finding.code not in codes:
            continue
        held = sorted({pin.address.act for pin in finding.pins})
        acts.update(held)
        joined = [(a, b) for i, a in enumerate(held) for b in held[i + 1 :]] or [(a, a) for a in held]
        for pair in joined:
            counts[pair] = counts.get(pair, 0) + 1
    names = sorted(acts)
    return names, [[counts.get((min(a, b), max(a, b)), 0) for b in names] for a in names]
