"""The way back from the map's table, a workbook or a CSV file, that people edited: checked decisions, or every complaint.

Columns are known by their titles in any of the three languages, whatever their order; columns of people's own are
left alone. A decision may stand as in the lists («дословно») or as lawkit calls it (`verbatim`), an article as in the
lists («47. Способы …»), by its number or by its key.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lawkit.consolidate.decisions import Decision, refuse
from lawkit.consolidate.maps import KINDS, MAY_TARGET, NEEDS_TARGET, Map
from lawkit.consolidate.outline import Target
from lawkit.consolidate.units import source_text
from lawkit.errors import DecisionsError
from lawkit.model import LANGUAGES, Act, Disposition, DispositionKind, Language
from lawkit.report.plain import printable
from lawkit.report.words import plain

SHEET = "Карта"
MANY_LINES = 5  # so many missing lines of one act are told in one line
CELL_LIMIT = 32_000
NAME_LIMIT = 240  # characters of an article's name; lists of choices show no more than 255
# What the columns are called, in the order in which they are written.
TITLES: dict[str, tuple[str, str, str]] = {  # rus, kaz, eng
    "number": ("№", "№", "No."),
    "address": ("Адрес", "Мекенжай", "Address"),
    "element": ("Структурный элемент", "Құрылымдық элемент", "Structural element"),
    "text": ("Текст", "Мәтін", "Text"),
    "kind": ("Решение", "Шешім", "Decision"),
    "target": ("Статья", "Бап", "Article"),
    "similarity": ("Сходство", "Ұқсастық", "Similarity"),
    "margin": ("Запас", "Айырма", "Margin"),
    "why": ("Обоснование", "Негіздеме", "Reason"),
    "evidence": ("Доказательства", "Дәлелдер", "Evidence"),
    "state": ("Состояние", "Күйі", "State"),
    "by": ("Кто решил", "Кім шешті", "Decided by"),
    "on": ("Когда", "Қашан", "Decided on"),
    "note": ("Пояснение", "Түсініктеме", "Remark"),
    "hash": ("Хэш текста", "Мәтін хэші", "Hash of the text"),
}
NEEDED = ("address", "kind", "target", "by", "on", "note", "hash")
CHOICES: tuple[DispositionKind, ...] = tuple(k for k in KINDS if k != "new")
_HASH = re.compile(r"[0-9a-f]{16}")
_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def clean(text: str) -> str:
    """Text that a cell can hold: no control characters, not longer than Excel allows."""
    return printable(text)[:CELL_LIMIT]


def named_article(target: Target, language: Language, *, of_act: bool = False) -> str:
    """What a person reads in the column «Статья»: «47. Способы обеспечения доступа»; of an existing act its heading."""
    heading = " ".join((target.heading.get(language) or next(iter(target.heading.values()), "")).split())
    number = target.key if of_act else target.number
    return f"{number}. {heading}"[:NAME_LIMIT].strip() if heading else number


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text; a formula is told apart, since what it gives is not what was written."""

    text: str = ""
    formula: bool = False


def read_map(
    path: str | Path, map_: Map, acts: Iterable[Act] = (), *, partial: bool = False, kept: Sequence[Decision] = ()
) -> list[Decision]:
    """The decisions in an edited table: lines whose decision or article differs, or that bear a name.

    `acts` let the texts be compared with those in force; `partial` accepts a table that lacks lines; `kept` are the
    decisions that the map was drawn with: those on lines that are not there, and those gone stale and not decided
    anew, are kept. A name taken away takes the decision back. Raises DecisionsError that names each bad cell
    («Карта!E17»), and nothing is returned then.
    """
    path = Path(path)
    name, rows = (path.name, _csv(path)) if path.suffix.lower() in (".csv", ".tsv", ".txt") else (SHEET, _book(path))
    titles = next(rows, [])
    columns = _columns([c.text for c in titles])
    missing = [TITLES[key][0] for key in NEEDED if key not in columns]
    if missing:
        raise DecisionsError(
            f"{path.name}: the columns of «{SHEET}» are not those that were exported; missing: {', '.join(missing)}",
            "keep the first line",
        )
    return _Reader(path.name, name, columns, map_, acts).read(rows, partial=partial, kept=kept)


def _columns(titles: Sequence[str]) -> dict[str, int]:
    known = {" ".join(t.split()).casefold(): key for key, spelt in TITLES.items() for t in spelt}
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        key = known.get(" ".join(title.split()).casefold())
        if key:
            found.setdefault(key, place)
    return found


def _book(path: Path) -> Iterator[list[Cell]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False)
    except Exception as error:
        raise DecisionsError(f"{path} is no Excel workbook: {error}", "give the file that map export wrote") from error
    try:
        if SHEET not in book.sheetnames:
            raise DecisionsError(f"{path.name} has no sheet «{SHEET}»", "give the file that map export wrote")
        for row in book[SHEET].iter_rows():
            yield [_cell(cell) for cell in row]
    finally:
        book.close()


def _cell(cell: Any) -> Cell:
    value = cell.value
    if isinstance(value, dt.datetime | dt.date):
        return Cell((value.date() if isinstance(value, dt.datetime) else value).isoformat())
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Cell("" if value is None else str(value).strip(), getattr(cell, "data_type", "") == "f")


def _csv(path: Path) -> Iterator[list[Cell]]:
    """The lines of a CSV file as office programs write them: any of three separators, UTF-8, UTF-16 or Windows-1251."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DecisionsError(f"{path} cannot be read: {error}", "give the file that map export wrote") from error
    text = _decoded(raw)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):
        text, first = rest, rest.partition("\n")[0]
    separator = max(";,\t", key=lambda s: len(_columns(next(csv.reader([first], delimiter=s), []))))
    csv.field_size_limit(10_000_000)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield [Cell(_plain_cell(cell)) for cell in row]
    except csv.Error as error:
        raise DecisionsError(f"{path.name} is no CSV table: {error}", "save it as CSV (UTF-8) again") from error


def _decoded(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1251", "replace")


def _plain_cell(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking the text for a formula."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _FORMULA and cell[1:2] else cell


def guarded(cell: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _kinds() -> Mapping[str, DispositionKind]:
    """Every spelling of a decision, in small letters."""
    spelt: dict[str, DispositionKind] = {}
    for kind in CHOICES:
        for name in (kind, *(plain(f"disp.{kind}", language) for language in LANGUAGES)):
            spelt[name.casefold()] = kind
    return spelt


class _Reader:
    """Reads lines and collects complaints by cell."""

    def __init__(self, file: str, sheet: str, columns: Mapping[str, int], map_: Map, acts: Iterable[Act]) -> None:
        self.file = file
        self.sheet = sheet
        self.columns = columns
        self.rows = {str(r.source): r for r in map_.rows if r.source is not None}
        of_act = bool(map_.outline.act)
        self.ids = {_spelt(named_article(t, lang, of_act=of_act)): t.id for t in map_.targets for lang in LANGUAGES}
        if not of_act:
            self.ids |= {t.number: t.id for t in map_.targets}
        self.ids |= {_spelt(name): t.id for t in map_.targets for name in (t.key, t.id)}
        self.texts = {str(a.at(p.eid)): _even(clean(source_text(p))) for a in acts for p in a.provisions}
        self.kinds = _kinds()
        self.problems: list[str] = []
        self.seen: dict[str, int] = {}

    def read(self, lines: Iterable[Sequence[Cell]], *, partial: bool, kept: Sequence[Decision]) -> list[Decision]:
        before = {(d.source.act, d.source.eid): d for d in kept}
        decisions: dict[tuple[str, str], Decision] = {}
        for number, cells in enumerate(lines, 2):
            if not any(c.text for c in cells):
                continue
            address = self._value(cells, "address")
            decision = self._line(cells, number)
            row = self.rows.get(address)
            if row is None or row.source is None:
                continue
            key = (row.source.act, row.source.eid)
            if decision is None and row.state == "stale" and key in before:
                decision = before[key]
            if decision is not None:
                decisions[key] = decision
        lost = [r for a, r in self.rows.items() if a not in self.seen]
        if not partial:
            self._tell_lost([str(r.source) for r in lost])
        refuse(self.problems, self.file)
        absent = {(r.source.act, r.source.eid) for r in lost if r.source is not None}
        there = {(r.source.act, r.source.eid) for r in self.rows.values() if r.source is not None}
        for key, decision in before.items():
            if key in absent or key not in there:
                decisions.setdefault(key, decision)
        return list(decisions.values())

    def _tell_lost(self, lost: Sequence[str]) -> None:
        """Names every missing line; where an act lacks many, how many and from where to where."""
        by_act: dict[str, list[str]] = {}
        for address in lost:
            by_act.setdefault(address.partition("#")[0], []).append(address)
        for act, found in by_act.items():
            if len(found) < MANY_LINES:
                self.problems += [f"{self.sheet}: the line of {address} is missing" for address in found]
                continue
            total = sum(a.startswith(f"{act}#") for a in self.rows)
            first, last = found[0].partition("#")[2], found[-1].partition("#")[2]
            self.problems.append(
                f"{self.sheet}: {len(found)} of {total} lines of {act} are missing, from {first} to {last}"
            )

    def _value(self, cells: Sequence[Cell], key: str) -> str:
        place = self.columns.get(key, len(cells))
        return cells[place].text if place < len(cells) else ""

    def _complain(self, key: str, number: int, message: str) -> None:
        from openpyxl.utils import get_column_letter

        self.problems.append(f"{self.sheet}!{get_column_letter(self.columns[key] + 1)}{number}: {message}")

    def _line(self, cells: Sequence[Cell], number: int) -> Decision | None:
        """The decision of a line, if it holds one; complaints are noted."""
        before = len(self.problems)
        values = {key: self._value(cells, key) for key in TITLES}
        for key, place in self.columns.items():
            if place < len(cells) and cells[place].formula:
                self._complain(key, number, f"holds a formula: {cells[place].text}")
        row = self.rows.get(values["address"])
        if row is None or row.source is None:
            self._complain("address", number, f"the map has no provision «{values['address']}»")
            return None
        if values["address"] in self.seen:
            self._complain("address", number, f"this provision already stands in line {self.seen[values['address']]}")
        self.seen[values["address"]] = number
        kind = self.kinds.get(" ".join(values["kind"].split()).casefold())
        if kind is None:
            names = ", ".join(f"{plain(f'disp.{k}', 'rus')} ({k})" for k in CHOICES)
            self._complain("kind", number, f"«{values['kind']}» is no decision; there are: {names}")
        target = self._target(values["target"], kind, values["kind"], number)
        on = self._date(values["on"], number)
        seen = self._hash(values, row, number)
        if not values["by"] and ((kind, target) != (row.disposition, row.target) or values["note"]):
            self._complain("by", number, "a changed decision needs the name of who decided")
        if len(self.problems) > before or kind is None or not values["by"]:
            return None
        return Decision(row.source, seen, kind, target, values["by"], on, values["note"])

    def _target(self, given: str, kind: str | None, told: str, number: int) -> str:
        target = self.ids.get(_spelt(given), "") if given else ""
        if given and not target:
            parts = [p for p in re.split(r"[;,\n]\s*", given) if p]
            if len(parts) > 1 and all(_spelt(p) in self.ids for p in parts):
                self._complain("target", number, f"a provision goes to one article, not to {len(parts)}: «{given}»")
            else:
                self._complain("target", number, f"there is no article «{given}»")
        if kind in NEEDS_TARGET and not given:
            self._complain("target", number, f"«{told}» needs an article")
        if kind and given and kind not in MAY_TARGET:
            self._complain("target", number, f"«{told}» goes nowhere, empty the cell")
        return target

    def _hash(self, values: Mapping[str, str], row: Disposition, number: int) -> str:
        """The hash of the text that the person saw; a number that a spreadsheet rounded is known by the text beside it."""
        known = self.texts.get(values["address"])
        same = known is not None and _even(values["text"]) == known
        found = values["hash"]
        if not _HASH.fullmatch(found):
            if same and known and len(known) < CELL_LIMIT - 1:
                return row.source_hash
            self._complain("hash", number, "the hash of the text was changed")
        elif found != row.source_hash and same and "text" in self.columns:
            self._complain("hash", number, "the hash is that of another text than the one beside it")
        elif found == row.source_hash and known is not None and "text" in self.columns and not same:
            self._complain(
                "text", number, "the text in force was changed here; words are changed in the draft, not in the map"
            )
        return found

    def _date(self, text: str, number: int) -> dt.date | None:
        day = _DAY.fullmatch(text)
        try:
            if day:
                return dt.date(int(day[3]), int(day[2]), int(day[1]))
            return dt.date.fromisoformat(text) if text else None
        except ValueError:
            self._complain("on", number, f"«{text}» is no date such as 2026-11-24")
            return None


def _even(text: str) -> str:
    return " ".join(text.split())


def _spelt(name: str) -> str:
    return _even(name).casefold()


__all__ = ["CHOICES", "SHEET", "TITLES", "clean", "guarded", "read_map"]
