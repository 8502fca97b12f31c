"""Verdicts as rows, Markdown, CSV and Excel, and as a Word annex to an explanatory note. No cell is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lawkit.errors import ReportError
from lawkit.gaps.checklist import Checklist, Item
from lawkit.gaps.judge import place
from lawkit.gaps.sayings import COLUMNS, VALUES
from lawkit.gaps.scores import score
from lawkit.model import Language, Verdict, VerdictValue

_KEYS = ("item", "group", "requirement", "verdict", "reason", "places", "severity", "source", "decided_by", "stale")
_ANNEX = ("item", "requirement", "verdict", "reason", "places")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(verdicts: Sequence[Verdict], checklist: Checklist, language: Language = "rus") -> list[dict[str, str]]:
    """One row a verdict, in the checklist's order, with words in one language. Keys: see `COLUMNS`."""
    by_item = {v.item: v for v in verdicts if v.checklist == checklist.id}
    return [_row(item, by_item[item.id], checklist, language) for item in checklist.items if item.id in by_item]


def _row(item: Item, verdict: Verdict, checklist: Checklist, language: Language) -> dict[str, str]:
    return {
        "item": item.id,
        "group": checklist.groups.get(item.group, {}).get(language, item.group),
        "requirement": item.requirement[language],
        "verdict": VALUES[verdict.value][language],
        "reason": verdict.reason.get(language, ""),
        "places": "; ".join(place(p.address, language) for p in verdict.pins),
        "severity": item.severity,
        "source": item.source,
        "decided_by": verdict.decided_by,
        "stale": "!" if verdict.stale else "",
    }


def markdown(verdicts: Sequence[Verdict], checklist: Checklist, language: Language = "rus") -> str:
    """A document with the score by group and one table a group."""
    lines = [f"# {checklist.title[language]}", "", f"## {COLUMNS['score'][language]}", ""]
    for one in score(verdicts, checklist):
        lines.append(f"* {checklist.groups[one.group][language]}: {bar(one.share)} {one.points:g}/{one.of}")
    listed = rows(verdicts, checklist, language)
    for texts in checklist.groups.values():
        own = [r for r in listed if r["group"] == texts[language]]
        if not own:
            continue
        lines += ["", f"## {texts[language]}", ""]
        lines.append("| " + " | ".join(COLUMNS[k][language] for k in _ANNEX) + " |")
        lines.append("|" + "---|" * len(_ANNEX))
        lines += ["| " + " | ".join(_cell(r[k]) for k in _ANNEX) + " |" for r in own]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def bar(share: float, width: int = 10) -> str:
    """A share as a bar of blocks."""
    full = round(share * width)
    return "█" * full + "░" * (width - full)


def csv_text(verdicts: Sequence[Verdict], checklist: Checklist, language: Language = "rus") -> str:
    """The rows as CSV for a spreadsheet; a cell that a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([COLUMNS[k][language] for k in _KEYS])
    for row in rows(verdicts, checklist, language):
        writer.writerow([plain(row[k]) for k in _KEYS])
    return out.getvalue()


def plain(text: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_excel(
    path: Path, checked: Sequence[tuple[Checklist, Sequence[Verdict]]], language: Language = "rus",
    acts: Mapping[str, Mapping[str, VerdictValue]] | None = None,
) -> None:  # fmt: skip
    """A workbook with one sheet a checklist; `acts` (see `matrix`) adds a sheet of acts and requirements.

    Raises ReportError when the file cannot be written.
    """
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
            wrap = book.add_format({"text_wrap": True, "valign": "top"})
            for checklist, verdicts in checked:
                sheet = book.add_worksheet(checklist.id[:31])
                _fill(sheet, [[COLUMNS[k][language] for k in _KEYS]], head, 0)
                _fill(sheet, [[r[k] for k in _KEYS] for r in rows(verdicts, checklist, language)], wrap, 1)
                sheet.freeze_panes(1, 1)
                for column, width in enumerate((10, 22, 48, 14, 60, 50, 10, 40, 14, 8)):
                    sheet.set_column(column, column, width)
            if acts:
                items = list(dict.fromkeys(item for found in acts.values() for item in found))
                sheet = book.add_worksheet("acts")
                _fill(sheet, [["", *items]], head, 0)
                table = [[act, *(VALUES[f[i]][language] if i in f else "" for i in items)] for act, f in acts.items()]
                _fill(sheet, table, wrap, 1)
                sheet.freeze_panes(1, 1)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as reason:
        raise ReportError(f"{path} cannot be written ({reason})", "choose another folder or close the file") from reason


def _fill(sheet: Any, table: Sequence[Sequence[str]], style: Any, first: int) -> None:
    for y, row in enumerate(table, first):
        for x, text in enumerate(row):
            sheet.write_string(y, x, text, style)


def write_annex(
    path: Path, verdicts: Sequence[Verdict], checklist: Checklist, language: Language = "rus", *, still_open: bool = True
) -> None:  # fmt: skip
    """A Word annex for an explanatory note: what is missing, where that was looked for, and the score.

    `still_open` leaves out requirements that are met. Raises ReportError when the file cannot be written.
    """
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(11)
    document.add_heading(f"{COLUMNS['annex'][language]}: {checklist.title[language]}", level=1)
    for one in score(verdicts, checklist):
        document.add_paragraph(f"{checklist.groups[one.group][language]}: {one.points:g}/{one.of}", style="List Bullet")
    met = VALUES["met"][language]
    listed = [r for r in rows(verdicts, checklist, language) if not (still_open and r["verdict"] == met)]
    table = document.add_table(rows=1, cols=len(_ANNEX), style="Table Grid")
    for cell, key in zip(table.rows[0].cells, _ANNEX, strict=True):
        cell.paragraphs[0].add_run(COLUMNS[key][language]).bold = True
    for row in listed:
        for cell, key in zip(table.add_row().cells, _ANNEX, strict=True):
            cell.text = row[key]
    try:
        document.save(str(path))
    except OSError as reason:
        raise ReportError(f"{path} cannot be written ({reason})", "choose another folder or close the file") from reason
