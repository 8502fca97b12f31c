"""Writes the tables of an export: JSON Lines, CSV, one Excel workbook, Parquet. A file is replaced only when it is whole.

A spreadsheet never takes a cell for a formula: CSV puts an apostrophe before it, Excel gets text cells only. Characters
that a format cannot hold (control characters, lone surrogates) become U+FFFD, and nothing else is changed.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from lawkit.errors import ReportError
from lawkit.report.plain import plain, printable
from lawkit.report.rows import RENAMED, TABLES
from lawkit.report.schema import hints

Rows = Iterable[Mapping[str, Any]]
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST_CELL = 32_767  # characters in a cell of Excel, support.microsoft.com, «Excel specifications and limits»
_MOST_LINES = 1_048_575  # rows of a sheet below the head


@contextlib.contextmanager
def placed(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to; it takes the place of `path` when all went well. Raises ReportError."""
    draft = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        with draft.open("rb") as stream:
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError as problem:
        raise ReportError(f"{path} cannot be written: {problem.strerror}", "name another folder with -o") from problem
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def checked(table: str, rows: Rows) -> Iterator[dict[str, Any]]:
    """Rows as the row class of their table has them; a column too many or too few is a TypeError."""
    inner = {name: python for python, name in RENAMED.items()}
    row_class, names = TABLES[table], list(hints()[table])
    for row in rows:
        row_class(**{inner.get(name, name): value for name, value in row.items()})
        yield {name: row[name] for name in names}


def write_text(text: str, path: Path) -> Path:
    """Write a text file as UTF-8; raises ReportError."""
    with placed(path) as draft:
        draft.write_text(_SURROGATE.sub("\ufffd", text), encoding="utf-8", newline="\n")
    return path


def write_jsonl(table: str, rows: Rows, path: Path) -> int:
    """One JSON object a line, described by `json_schema()`; the number of lines."""
    count = 0
    with placed(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as stream:
        for count, row in enumerate(checked(table, rows), 1):  # noqa: B007 - the last number is the count
            line = json.dumps(plain(row), ensure_ascii=False)
            stream.write(_SURROGATE.sub("\ufffd", line) + "\n")
    return count


def write_csv(table: str, rows: Rows, path: Path) -> int:
    """CSV with a head, after RFC 4180 with line feeds; the number of rows."""
    count = 0
    with placed(path) as draft, draft.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(hints()[table])
        for count, row in enumerate(checked(table, rows), 1):  # noqa: B007
            writer.writerow([csv_cell(value) for value in row.values()])
    return count


def csv_cell(value: Any) -> str:
    """A value as a cell of CSV: lists and objects as JSON, and never a formula."""
    text = flat(value).replace("\x00", "\ufffd")
    if text.startswith(_FORMULA) and not isinstance(value, int | float):
        text = f"'{text}"
    return re.sub(r"\r\n?", "\n", text)  # a bare \r would end the row for some readers


def flat(value: Any) -> str:
    """A value as one text."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
    return _SURROGATE.sub("\ufffd", text)


def write_xlsx(tables: Mapping[str, Rows], path: Path) -> dict[str, int]:
    """One workbook, one sheet a table: text cells, a filter, a frozen head; the number of rows by table.

    A text longer than a cell is cut and ends with «…»; rows beyond the last line of a sheet raise ReportError.
    """
    import xlsxwriter

    counts: dict[str, int] = {}
    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True,
    }  # fmt: skip
    with placed(path) as draft:
        book: Any = xlsxwriter.Workbook(str(draft), options)
        book.set_properties({"created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - the same bytes every time
        head = book.add_format({"bold": True, "bg_color": "#DDE6EE"})
        try:
            for table, rows in tables.items():
                counts[table] = _sheet(book, table, rows, head)
        finally:
            with _as_os_error():
                book.close()
    return counts


@contextlib.contextmanager
def _as_os_error() -> Iterator[None]:
    from xlsxwriter.exceptions import FileCreateError

    try:
        yield
    except FileCreateError as problem:
        raise OSError(0, str(problem)) from problem


def _sheet(book: Any, table: str, rows: Rows, head: Any) -> int:
    """One sheet; the number of its rows."""
    sheet, count = book.add_worksheet(table), 0
    names = list(hints()[table])
    for column, name in enumerate(names):
        sheet.set_column(column, column, 60 if name in {"text", "explanation", "reason", "title"} else 20)
        sheet.write_string(0, column, name, head)
    for count, row in enumerate(checked(table, rows), 1):
        if count > _MOST_LINES:
            raise ReportError(f"{table} has more rows than a sheet of Excel", "use --format csv or parquet")
        for column, value in enumerate(row.values()):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(count, column, value)
            else:
                sheet.write_string(count, column, _xlsx_cell(flat(value)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(count, 1), len(names) - 1)
    return count


def _xlsx_cell(text: str) -> str:
    text = printable(text)
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def write_parquet(table: str, rows: Rows, path: Path) -> int:
    """Parquet with typed columns; the number of rows. Needs pyarrow, raises ReportError without it."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as problem:
        raise ReportError(
            "Parquet needs the package pyarrow, which is not installed",
            "pip install 'lawkit[parquet]', or --format csv",
        ) from problem
    schema = pa.schema([(name, _arrow(pa, kind)) for name, kind in hints()[table].items()])
    listed = [
        {name: _for_arrow(value, schema.field(name).type, pa) for name, value in row.items()}
        for row in checked(table, rows)
    ]
    with placed(path) as draft:
        parquet.write_table(pa.Table.from_pylist(listed, schema=schema), draft)
    return len(listed)


def _arrow(pa: Any, kind: Any) -> Any:
    """The Arrow type of a column: objects are JSON texts."""
    if dt.date in (kind, *get_args(kind)):
        return pa.date32()
    if kind in (int, float, bool):
        return {int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[kind]
    return pa.list_(pa.string()) if str(kind).startswith("list") else pa.string()


def _for_arrow(value: Any, kind: Any, pa: Any) -> Any:
    if pa.types.is_string(kind):
        return flat(value)
    if pa.types.is_list(kind):
        return [flat(one) for one in value]
    return value


WRITERS: dict[str, Callable[[str, Rows, Path], int]] = {
    "jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet,
}  # fmt: skip
