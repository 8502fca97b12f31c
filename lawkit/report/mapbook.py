"""The consolidation map as an Excel workbook that people edit, and its way back as checked decisions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lawkit.consolidate.decisions import Decision, refuse
from lawkit.consolidate.maps import KINDS, MAY_TARGET, NEEDS_TARGET, Map
from lawkit.consolidate.units import source_text
from lawkit.errors import DecisionsError, ReportError
from lawkit.model import Act, Address, Disposition, Language
from lawkit.report.plain import printable

SHEET, TARGETS = "Карта", "Статьи"
COLUMNS = (
    "№", "Адрес", "Структурный элемент", "Текст", "Решение", "Статья", "Сходство", "Запас", "Обоснование",
    "Доказательства", "Состояние", "Кто решил", "Когда", "Пояснение", "Хэш текста",
)  # fmt: skip
_WIDTHS = (6, 34, 34, 70, 18, 22, 9, 9, 50, 30, 11, 18, 12, 30, 18)
_CHOICES = tuple(k for k in KINDS if k != "new")
_CELL_LIMIT = 32_000


def clean(text: str) -> str:
    """Text that a cell can hold: no control characters, not longer than Excel allows."""
    return printable(text)[:_CELL_LIMIT]


def write_map(map_: Map, acts: Iterable[Act], path: str | Path, language: Language = "rus") -> Path:
    """Write the workbook: the map with drop-downs for decision and article, articles, changes, both tables, counts.

    Every cell of text is written as a string, never as a formula. Raises ReportError when the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    path = Path(path)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})  # the same bytes every time
            head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDE6F0", "valign": "top"})
            wrap = book.add_format({"text_wrap": True, "valign": "top"})
            edit = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF9DC", "locked": False})
            _map_sheet(book, map_, _texts(acts), language, (head, wrap, edit))
            _target_sheet(book, map_, language, (head, wrap))
            _plain_sheet(
                book,
                "Изменения",
                ("Адрес", "Статья", "Было", "Стало", "Почему"),
                [(str(c.source), c.target, c.before, c.after, c.why) for c in map_.changes],
                (head, wrap),
            )
            _plain_sheet(
                book,
                "Откуда",
                ("Статья", "Адрес"),
                [(t, s) for t, sources in map_.derivations for s in sources],
                (head, wrap),
            )
            _plain_sheet(book, "Итоги", ("Решение", "Строк"),
                         [(k, str(n)) for k, n in map_.counts().items()], (head, wrap))  # fmt: skip
    except (OSError, FileCreateError) as error:
        raise ReportError(f"{path} cannot be written: {error}", "choose another place, or close the file") from error
    return path


def _texts(acts: Iterable[Act]) -> dict[str, str]:
    return {str(a.at(p.eid)): source_text(p) for a in acts for p in a.provisions}


def _map_sheet(
    book: Any, map_: Map, texts: Mapping[str, str], language: Language, formats: tuple[Any, Any, Any]
) -> None:
    head, wrap, edit = formats
    sheet = book.add_worksheet(SHEET)
    for column, (title, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, width)
    keys = {t.id: t.key for t in map_.targets}
    rows = [r for r in map_.rows if r.source is not None]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(_cells(number, row, keys, texts, language)):
            if isinstance(value, str):
                sheet.write_string(number, column, clean(value), edit if column in (4, 5, 11, 12, 13) else wrap)
            else:
                sheet.write_number(number, column, value, wrap)
    last = max(len(rows), 1)
    sheet.data_validation(1, 4, last, 4, {"validate": "list", "source": list(_CHOICES)})
    if map_.targets:
        source = f"={TARGETS}!$A$2:$A${len(map_.targets) + 1}"
        sheet.data_validation(1, 5, last, 5, {"validate": "list", "source": source, "error_type": "warning"})
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)


def _cells(
    number: int, row: Disposition, keys: Mapping[str, str], texts: Mapping[str, str], language: Language
) -> tuple[str | float, ...]:
    assert row.source is not None
    return (
        number, str(row.source), _label(row.source), texts.get(str(row.source), ""), row.disposition,
        keys.get(row.target, row.target), round(row.similarity, 3), round(row.margin, 3),
        row.reason.get(language, ""), ", ".join(row.evidence), row.state,
        "" if row.decided_by == "lawkit" else row.decided_by,
        row.decided_on.isoformat() if row.decided_on else "", "", row.source_hash,
    )  # fmt: skip


def _label(address: Address) -> str:
    from lawkit.structure.labels import label

    try:
        return label(address.eid, address.language or "rus")
    except ValueError:
        return address.eid


def _target_sheet(book: Any, map_: Map, language: Language, formats: tuple[Any, Any]) -> None:
    chapters = {c.id: c.heading for c in map_.outline.chapters}
    rows = []
    for t in map_.targets:
        chapter = chapters.get(t.chapter, {})
        rows.append((t.key, t.number, t.heading.get(language) or next(iter(t.heading.values()), ""),
                     chapter.get(language, ""), t.belongs, ", ".join(t.answers)))  # fmt: skip
    _plain_sheet(book, TARGETS, ("Ключ", "№", "Заголовок", "Глава", "Что сюда относится", "Требования"), rows, formats)


def _plain_sheet(
    book: Any, name: str, titles: Sequence[str], rows: Iterable[Sequence[str]], formats: tuple[Any, Any]
) -> None:
    sheet = book.add_worksheet(name)
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, formats[0])
        sheet.set_column(column, column, 40)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            sheet.write_string(number, column, clean(value), formats[1])
    sheet.freeze_panes(1, 0)


def read_map(path: str | Path, map_: Map) -> list[Decision]:
    """The decisions that people made in a workbook: rows whose decision or article differs, or that bear a name.

    Every cell is checked; raises DecisionsError that names each bad cell («Карта!E17»), and nothing is returned then.
    """
    import openpyxl

    path = Path(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False)
    except Exception as error:
        raise DecisionsError(f"{path} is no Excel workbook: {error}", "give the file that map export wrote") from error
    try:
        if SHEET not in book.sheetnames:
            raise DecisionsError(f"{path.name} has no sheet «{SHEET}»", "give the file that map export wrote")
        rows = book[SHEET].iter_rows()
        titles = [str(c.value or "") for c in next(rows, ())]
        if titles[: len(COLUMNS)] != list(COLUMNS):
            raise DecisionsError(
                f"{path.name}: the columns of «{SHEET}» are not those that were exported", "keep the first line"
            )
        return _Reader(path.name, map_).read(rows)
    finally:
        book.close()


class _Reader:
    """Reads rows and collects complaints by cell."""

    def __init__(self, name: str, map_: Map) -> None:
        self.name = name
        self.map = map_
        self.rows = {str(r.source): r for r in map_.rows if r.source is not None}
        self.ids = {name: t.id for t in map_.targets for name in (t.key, t.id)}
        self.problems: list[str] = []
        self.seen: dict[str, int] = {}

    def read(self, rows: Iterable[Sequence[Any]]) -> list[Decision]:
        decisions = []
        for number, cells in enumerate(rows, 2):
            values = self._values(cells, number)
            if any(values):
                decision = self._row(values, number)
                if decision is not None:
                    decisions.append(decision)
        refuse(self.problems, self.name)
        return decisions

    def _values(self, cells: Sequence[Any], number: int) -> list[str]:
        values = []
        for column, cell in enumerate(cells[: len(COLUMNS)]):
            value = cell.value
            text = value.date().isoformat() if isinstance(value, dt.datetime) else str(value or "").strip()
            if getattr(cell, "data_type", "") == "f":
                self._complain(column, number, f"holds a formula: {text}")
                text = ""
            values.append(text)
        return values + [""] * (len(COLUMNS) - len(values))

    def _complain(self, column: int, number: int, message: str) -> None:
        self.problems.append(f"{SHEET}!{chr(ord('A') + column)}{number}: {message}")

    def _row(self, values: Sequence[str], number: int) -> Decision | None:
        before = len(self.problems)
        row = self.rows.get(values[1])
        if row is None:
            self._complain(1, number, f"the map has no provision «{values[1]}»")
            return None
        if values[1] in self.seen:
            self._complain(1, number, f"this provision already stands in line {self.seen[values[1]]}")
        self.seen[values[1]] = number
        kind = next((k for k in _CHOICES if k == values[4]), None)
        if kind is None:
            self._complain(4, number, f"«{values[4]}» is no decision; there are: {', '.join(_CHOICES)}")
        target = self.ids.get(values[5], "") if values[5] else ""
        if values[5] and not target:
            self._complain(5, number, f"there is no article «{values[5]}»")
        if kind in NEEDS_TARGET and not values[5]:
            self._complain(5, number, f"«{kind}» needs an article")
        if kind and values[5] and kind not in MAY_TARGET:
            self._complain(5, number, f"«{kind}» goes nowhere, empty the cell")
        on = self._date(values[12], number)
        if not re.fullmatch(r"[0-9a-f]{16}", values[14]):
            self._complain(14, number, "the hash of the text was changed")
        if len(self.problems) > before or kind is None:
            return None
        known_by = "" if row.decided_by == "lawkit" else row.decided_by
        if (kind, target) == (row.disposition, row.target) and values[11] == known_by and not values[13]:
            return None
        if not values[11]:
            self._complain(11, number, "a changed decision needs the name of who decided")
            return None
        assert row.source is not None
        return Decision(row.source, values[14], kind, target, values[11], on, values[13])

    def _date(self, text: str, number: int) -> dt.date | None:
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError:
            self._complain(12, number, f"«{text}» is no date such as 2026-11-24")
            return None
