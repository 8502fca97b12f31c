"""The consolidation map as an Excel workbook or CSV table that people edit; its way back is in `mapcells`."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lawkit.consolidate.maps import Map
from lawkit.consolidate.reasons import own_words
from lawkit.consolidate.units import source_text
from lawkit.errors import ReportError
from lawkit.model import LANGUAGES, Act, Address, Disposition, Language
from lawkit.report.mapcells import CHOICES, SHEET, TITLES, clean, guarded, named_article, read_map
from lawkit.report.words import plain

# The other sheets and their columns; the first sheet has one name, by which the table is known when it comes back.
TARGETS = ("Статьи", "Баптар", "Articles")
_SHEETS: dict[str, tuple[str, str, str]] = {
    "changes": ("Изменения", "Өзгерістер", "Changes"),
    "origins": ("Откуда", "Қайдан", "Origins"),
    "counts": ("Итоги", "Қорытынды", "Counts"),
}
_HEADS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "targets": (
        ("Статья", "Ключ", "Глава", "Что сюда относится", "Требования чек-листов"),
        ("Бап", "Кілт", "Тарау", "Мұнда не жатады", "Бақылау тізімдерінің талаптары"),
        ("Article", "Key", "Chapter", "What belongs here", "Requirements of checklists"),
    ),
    "changes": (
        ("Адрес", "Статья", "Было", "Стало", "Почему"),
        ("Мекенжай", "Бап", "Бұрын", "Енді", "Неліктен"),
        ("Address", "Article", "Before", "After", "Why"),
    ),
    "origins": (("Статья", "Адрес"), ("Бап", "Мекенжай"), ("Article", "Address")),
    "counts": (("Решение", "Строк"), ("Шешім", "Жол"), ("Decision", "Rows")),
}
COLUMNS = tuple(titles[0] for titles in TITLES.values())
_WIDTHS = (6, 34, 34, 70, 22, 36, 9, 9, 50, 30, 11, 18, 12, 30, 18)


def titles_in(language: Language) -> tuple[str, ...]:
    """The titles of the columns in a language."""
    return tuple(titles[LANGUAGES.index(language)] for titles in TITLES.values())


def write_csv(map_: Map, acts: Iterable[Act], path: str | Path, language: Language = "rus") -> Path:
    """Write the map's table as CSV for office programs: UTF-8 with its mark, semicolons. Raises ReportError."""
    path = Path(path)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(titles_in(language))
    keys, texts = _names(map_, language), _texts(acts)
    for number, row in enumerate((r for r in map_.rows if r.source is not None), 1):
        cells = _cells(number, row, keys, texts, language)
        writer.writerow([guarded(clean(c)) if isinstance(c, str) else c for c in cells])
    try:
        path.write_text("\ufeff" + out.getvalue(), encoding="utf-8", newline="")
    except OSError as error:
        raise ReportError(f"{path} cannot be written: {error}", "choose another place, or close the file") from error
    return path


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
            for name, rows in _lists(map_, language).items():
                _plain_sheet(book, _in(_SHEETS[name], language), _in(_HEADS[name], language), rows, (head, wrap))
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
    for column, (title, width) in enumerate(zip(titles_in(language), _WIDTHS, strict=True)):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, width)
    keys = _names(map_, language)
    rows = [r for r in map_.rows if r.source is not None]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(_cells(number, row, keys, texts, language)):
            if isinstance(value, str):
                sheet.write_string(number, column, clean(value), edit if column in (4, 5, 11, 12, 13) else wrap)
            else:
                sheet.write_number(number, column, value, wrap)
    last = max(len(rows), 1)
    sheet.data_validation(
        1, 4, last, 4, {"validate": "list", "source": [plain(f"disp.{k}", language) for k in CHOICES]}
    )
    if map_.targets:
        source = f"={_in(TARGETS, language)}!$A$2:$A${len(map_.targets) + 1}"
        sheet.data_validation(1, 5, last, 5, {"validate": "list", "source": source, "error_type": "warning"})
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)


def _cells(
    number: int, row: Disposition, keys: Mapping[str, str], texts: Mapping[str, str], language: Language
) -> tuple[str | float, ...]:
    assert row.source is not None
    return (
        number, str(row.source), _label(row.source), texts.get(str(row.source), ""),
        plain(f"disp.{row.disposition}", language),
        keys.get(row.target, row.target), round(row.similarity, 3), round(row.margin, 3),
        row.reason.get(language, ""), ", ".join(row.evidence), plain(f"state.{row.state}", language),
        "" if row.decided_by == "lawkit" else row.decided_by,
        row.decided_on.isoformat() if row.decided_on else "", own_words(row.reason, language), row.source_hash,
    )  # fmt: skip


def _label(address: Address) -> str:
    from lawkit.structure.labels import label

    try:
        return label(address.eid, address.language or "rus")
    except ValueError:
        return address.eid


def _in(texts: tuple[Any, Any, Any], language: Language) -> Any:
    return texts[LANGUAGES.index(language)]


def _names(map_: Map, language: Language) -> dict[str, str]:
    """What the articles are called in the table: id → «47. Способы …»."""
    of_act = bool(map_.outline.act)
    return {t.id: named_article(t, language, of_act=of_act) for t in map_.targets}


def _target_sheet(book: Any, map_: Map, language: Language, formats: tuple[Any, Any]) -> None:
    chapters = {c.id: c.heading for c in map_.outline.chapters}
    names = _names(map_, language)
    rows = [
        (names[t.id], t.key, chapters.get(t.chapter, {}).get(language, ""), t.belongs, ", ".join(t.answers))
        for t in map_.targets
    ]
    _plain_sheet(book, _in(TARGETS, language), _in(_HEADS["targets"], language), rows, formats)


def _lists(map_: Map, language: Language) -> dict[str, list[tuple[str | int, ...]]]:
    """The rows of the sheets that are only read."""
    names = _names(map_, language)
    changes = [
        (str(c.source), names.get(c.target, c.target), c.before, c.after,
         ", ".join(plain(f"why.{why}", language) for why in c.why.split(", ")))
        for c in map_.changes
    ]  # fmt: skip
    return {
        "changes": list(changes),
        "origins": [(names.get(t, t), s) for t, sources in map_.derivations for s in sources],
        "counts": [(plain(f"disp.{k}", language), n) for k, n in map_.counts().items()],
    }


def _plain_sheet(
    book: Any, name: str, titles: Sequence[str], rows: Iterable[Sequence[str | int]], formats: tuple[Any, Any]
) -> None:
    sheet = book.add_worksheet(name)
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, formats[0])
        sheet.set_column(column, column, 40)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, clean(value), formats[1])
            else:
                sheet.write_number(number, column, value, formats[1])
    sheet.freeze_panes(1, 0)


__all__ = ["COLUMNS", "SHEET", "TARGETS", "read_map", "titles_in", "write_csv", "write_map"]
