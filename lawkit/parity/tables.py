"""Discrepancies as rows, as an Excel table, as a Word table with both texts side by side, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lawkit.model import Finding, Language, Pin, Span
from lawkit.overlaps.tables import safe_cell
from lawkit.parity.findings import kinds

_LONGEST_CELL = 32_000  # Excel holds 32,767 characters
_WIDTHS = (500, 1900, 1800, 4000, 4000, 2800)  # of the Word table, twentieths of a point
_LONGEST_WORD_TEXT = 6_000


def _said(name: str, language: Language) -> str:
    return str(kinds()["table"][name][language])


def sides(finding: Finding) -> tuple[list[Pin], list[Pin]]:
    """The pins of the first and of the second language."""
    named = finding.evidence.get("languages")
    first = str(named[0]) if isinstance(named, list) else ""
    one = [pin for pin in finding.pins if pin.address.language == first]
    return one, [pin for pin in finding.pins if pin.address.language != first]


def place(finding: Finding, language: Language) -> str:
    """Where it is, as a drafter says it; empty for the whole act."""
    from lawkit.structure.labels import label

    one, two = sides(finding)
    names = []
    for pin in two if finding.code == "extra-unit" else one or two:
        try:
            names.append(label(pin.address.eid, language))
        except ValueError:
            names.append(pin.address.eid)
    return ", ".join(dict.fromkeys(n for n in names if n))


def rows(findings: Iterable[Finding], language: Language = "rus") -> list[dict[str, Any]]:
    """One flat row a finding; the texts of several provisions stand below one another."""
    out = []
    for f in findings:
        one, two = sides(f)
        data = kinds()["kinds"][f.code]
        named = f.evidence.get("languages")
        languages = [str(x) for x in named] if isinstance(named, list) else ["", ""]
        out.append(
            {
                "id": f.id, "code": f.code, "kind": data["name"][language], "tier": f.tier, "class": f.legal_class,
                "act": f.pins[0].address.act if f.pins else "", "place": place(f, language),
                "language_a": languages[0], "address_a": ", ".join(str(p.address) for p in one),
                "text_a": "\n".join(p.text for p in one), "language_b": languages[1],
                "address_b": ", ".join(str(p.address) for p in two), "text_b": "\n".join(p.text for p in two),
                "differences": f.evidence.get("differences", []), "undetermined": bool(f.evidence.get("undetermined")),
                "explanation": f.explanation.get(language, ""), "explanations": f.explanation,
            }
        )  # fmt: skip
    return out


def _marked(pins: Sequence[Pin], finding: Finding, *, first: bool) -> list[tuple[str, bool]]:
    """The texts of one side cut into pieces, each with whether it differs; spans are of the first provision."""
    spans = finding.evidence.get("spans")
    pieces: list[tuple[str, bool]] = []
    for number, pin in enumerate(pins):
        if number:
            pieces.append(("\n", False))
        found = [pin.span] if pin.span.end else []
        if number == 0 and isinstance(spans, list):
            found = [Span(s[0], s[1]) if first else Span(s[2], s[3]) for s in spans]
        pieces.extend(_cut(pin.text, found))
    return [piece for piece in pieces if piece[0]]


def _cut(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    at, out = 0, []
    for span in sorted({(s.start, s.end) for s in spans if 0 < s.end <= len(text)}):
        if span[0] < at:
            continue
        out += [(text[at : span[0]], False), (text[span[0] : span[1]], True)]
        at = span[1]
    return [*out, (text[at:], False)]


def write_xlsx(findings: Sequence[Finding], path: Path, language: Language = "rus") -> Path:
    """Write an Excel table: text cells only, a filter, a frozen head, what differs in bold; raises ReportError."""
    import xlsxwriter

    from lawkit.report.exports import placed

    names = ("number", "act", "place", "kind", "tier", "text_a", "text_b", "explanation")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with placed(path) as draft:
        book: Any = xlsxwriter.Workbook(str(draft), options)
        head = book.add_format({"bold": True, "bg_color": "#DDE6EE", "text_wrap": True, "valign": "top"})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True, "font_color": "#9C2A10"})
        sheet = book.add_worksheet("parity")
        for column, name in enumerate(names):
            sheet.write_string(0, column, _head(name, findings, language), head)
            sheet.set_column(
                column, column, {"number": 5, "act": 14, "tier": 13}.get(name, 22 if name in ("place", "kind") else 52)
            )
        for line, (row, finding) in enumerate(zip(rows(findings, language), findings, strict=True), 1):
            row |= {"number": str(line), "tier": kinds()["tiers"][finding.tier][language]}
            for column, name in enumerate(names):
                parts = _rich(name, finding, bold)
                if not parts or sheet.write_rich_string(line, column, *parts, cell) != 0:
                    sheet.write_string(line, column, safe_cell(row[name])[:_LONGEST_CELL], cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(findings), 1), len(names) - 1)
        book.close()
    return path


def _rich(name: str, finding: Finding, bold: Any) -> list[Any]:
    """A text with its differing words in bold, where Excel takes it."""
    if name not in ("text_a", "text_b"):
        return []
    one, two = sides(finding)
    pieces = _marked(one if name == "text_a" else two, finding, first=name == "text_a")
    text = "".join(p for p, _ in pieces)
    if len(pieces) < 2 or len(text) > _LONGEST_CELL or safe_cell(text) != text:
        return []
    return [x for piece, differs in pieces for x in ((bold, piece) if differs else (piece,))]


def _head(name: str, findings: Sequence[Finding], language: Language) -> str:
    """The head of a column; those of the texts name their languages."""
    if name not in ("text_a", "text_b"):
        return _said(name, language)
    found = rows(findings[:200], language)
    named = {r["language_a" if name == "text_a" else "language_b"] for r in found} or {
        "rus" if name == "text_a" else "kaz"
    }
    return " / ".join(_said(f"text_{one}", language) for one in sorted(named, key=("rus", "kaz", "eng").index))


def write_docx(findings: Sequence[Finding], path: Path, language: Language = "rus") -> Path:
    """Write a Word table, both texts side by side; raises ReportError."""
    from lawkit.report.exports import placed
    from lawkit.report.wordml import Run, add_heading, add_table, new_document, save

    document = new_document(landscape=True)
    add_heading(document, _said("title", language))
    titles = [
        _head(name, findings, language) for name in ("number", "place", "kind", "text_a", "text_b", "explanation")
    ]

    def table() -> Iterable[list[list[Run]]]:
        act = ""
        for number, (row, f) in enumerate(zip(rows(findings, language), findings, strict=True), 1):
            if row["act"] != act:
                act = row["act"]
                yield [[(act, "bold")]]
            one, two = sides(f)
            kind = f"{row['kind']} ({kinds()['tiers'][f.tier][language]})"
            yield [
                [(str(number), "")],
                [(row["place"], "")],
                [(kind, "")],
                _runs(one, f, first=True),
                _runs(two, f, first=False),
                [(row["explanation"], "")],
            ]

    if findings:
        add_table(document, titles, _WIDTHS, table())
    else:
        document.add_paragraph(_said("none", language))
    with placed(path) as draft:
        save(document, draft)
    return path


def _runs(pins: Sequence[Pin], finding: Finding, *, first: bool) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    left = _LONGEST_WORD_TEXT
    for text, differs in _marked(pins, finding, first=first):
        if left <= 0:
            return [*runs, (" …", "note")]
        runs.append((text[:left], "bold" if differs else ""))
        left -= len(text)
    return runs


def markdown(findings: Sequence[Finding], language: Language = "rus") -> str:
    """A Markdown table for people who read in a repository."""
    if not findings:
        return f"{_said('none', language)}\n"
    names = ("number", "act", "place", "kind", "tier", "text_a", "text_b", "explanation")
    lines = ["| " + " | ".join(_head(n, findings, language) for n in names) + " |", "|" + " --- |" * len(names)]
    for number, (row, f) in enumerate(zip(rows(findings, language), findings, strict=True), 1):
        row |= {"number": number, "tier": kinds()["tiers"][f.tier][language]}
        lines.append("| " + " | ".join(_cell(row[n]) for n in names) + " |")
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
