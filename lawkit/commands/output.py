"""Printing lists: a table for people, JSON or CSV for programs. Nothing else is written to stdout."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lawkit.commands import speech
from lawkit.commands.options import Format
from lawkit.report.plain import plain

Row = Mapping[str, Any]
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def say(line: str) -> None:
    """A message for people, in their language: on stderr, so that stdout stays clean."""
    print(speech.message(line), file=sys.stderr)


def write_line(line: str) -> None:
    """A line of a result for people, in their language, on stdout."""
    print(speech.message(line))


def told(texts: Mapping[Any, str]) -> str:
    """An explanation in the language asked for, else in Russian, else in whichever there is."""
    return texts.get(speech.content_language()) or texts.get("rus") or next(iter(texts.values()), "")


def emit(rows: Iterable[Row], columns: Sequence[str], form: Format | None, *, title: str = "") -> None:
    """Print rows. A table shows `columns`; JSON and CSV hold every key of the rows, in the order of the first one."""
    listed = [dict(row) for row in rows]
    chosen = form or (Format.table if sys.stdout.isatty() else Format.json)
    if chosen is Format.json:
        print(json.dumps([plain(row) for row in listed], ensure_ascii=False, indent=1))
    elif chosen is Format.csv:
        _csv(listed, columns)
    else:
        _table(listed, columns, title)


def _flat(value: Any) -> str:
    """A cell of CSV or of a table."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def cell(value: Any) -> str:
    """A cell of CSV that a spreadsheet never takes for a formula."""
    text = _flat(value)
    if text.startswith(_FORMULA) and not isinstance(value, int | float):
        text = f"'{text}"
    return re.sub(r"\r\n?", "\n", text)  # a bare \r would end the row for some readers


def _csv(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """CSV with a head; a cell never starts a formula in a spreadsheet."""
    names = list(rows[0]) if rows else list(columns)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in names])


def _table(rows: Sequence[Row], columns: Sequence[str], title: str) -> None:
    """A table: with lines and colours on a terminal, aligned text elsewhere."""
    wide = sys.stdout.isatty()
    cells = [[_shown(row.get(name), "\n" if wide else "; ") for name in columns] for row in rows]
    if not wide:
        _aligned(cells, columns)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title) if title else None, header_style="bold", show_lines=False)
    for name in columns:
        numbers = bool(rows) and all(isinstance(row.get(name), int | float) for row in rows)
        table.add_column(heading(name), justify="right" if numbers else "left", overflow="fold")
    for line in cells:
        table.add_row(*map(Text, line))
    Console().print(table)


def heading(column: str) -> str:
    """The name of a column as a table shows it."""
    return speech.word(column.replace("_", " "), "column")


def _shown(value: Any, glue: str) -> str:
    """A cell of a table; the parts of a list stand below or beside one another."""
    value = plain(value)
    parts = value if isinstance(value, list) else [value]
    return glue.join(clean(_flat(part)) for part in parts)


def _aligned(cells: Sequence[Sequence[str]], columns: Sequence[str]) -> None:
    """Columns aligned by spaces, the last one free."""
    lines = [[heading(name) for name in columns], *cells]
    widths = [min(60, max(len(line[i]) for line in lines)) for i in range(len(columns))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def clean(text: str) -> str:
    """Text for a terminal on one line: no control characters, no turning of the writing direction."""
    return _CONTROL.sub("\ufffd", " ".join(text.split()))


def short(text: str, length: int = 90) -> str:
    """The beginning of a text, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rsplit(" ", 1)[0] + "…"
