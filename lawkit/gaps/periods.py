"""Periods named in a text («пятнадцати рабочих дней», «он бес жұмыс күні», “15 working days”), read word by word."""

from __future__ import annotations

from lawkit.gaps.checklist import Period
from lawkit.gaps.patterns import tokens

_RUS = {
    1: "один одного одному одной одну одна одни", 2: "два две двух двум", 3: "три трех трем", 4: "четыре четырех",
    5: "пять пяти", 6: "шесть шести", 7: "семь семи", 8: "восемь восьми", 9: "девять девяти", 10: "десять десяти",
    12: "двенадцать двенадцати", 14: "четырнадцать четырнадцати", 15: "пятнадцать пятнадцати",
    20: "двадцать двадцати", 30: "тридцать тридцати", 40: "сорок сорока", 45: "", 60: "шестьдесят шестидесяти",
    72: "", 90: "девяносто девяноста",
}  # fmt: skip
_KAZ = {
    1: "бір", 2: "екі", 3: "үш", 4: "төрт", 5: "бес", 6: "алты", 7: "жеті", 8: "сегіз", 9: "тоғыз", 10: "он",
    20: "жиырма", 30: "отыз", 40: "қырық", 60: "алпыс", 90: "тоқсан",
}  # fmt: skip
_ENG = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
    14: "fourteen", 15: "fifteen", 20: "twenty", 30: "thirty", 60: "sixty", 90: "ninety",
}  # fmt: skip
_NUMBERS = {word: n for table in (_RUS, _KAZ, _ENG) for n, words in table.items() for word in words.split()}
_WORKING = ("рабоч", "жұмыс", "working", "business")
_CALENDAR = ("календарн", "күнтізбелік", "calendar")
_UNITS = (
    ("hour", ("час", "сағат", "hour")),
    ("day", ("дня", "дней", "день", "сут", "күн", "тәулік", "day")),
    ("week", ("недел", "апта", "week")),
    ("month", ("месяц", "ай", "айдан", "айда", "month")),
    ("year", ("год", "года", "лет", "жыл", "year")),
)
_EXACT = {"ай", "айдан", "айда", "лет", "дня", "дней", "день"}


def periods(text: str) -> list[Period]:
    """Every period of a text, in order. Numbers over 31 that stand alone («2024 года») are no periods of years."""
    words = [w for w, _, _ in tokens(text)]
    found: list[Period] = []
    i = 0
    while i < len(words):
        number, used = _number(words, i)
        if not used:
            i += 1
            continue
        at = i + used
        working = at < len(words) and words[at].startswith(_WORKING)
        if working or (at < len(words) and words[at].startswith(_CALENDAR)):
            at += 1
        unit = _unit(words[at]) if at < len(words) else ""
        if unit and not (unit == "year" and number > 100):
            found.append(Period(number, unit, working))
        i += used
    return found


def _number(words: list[str], i: int) -> tuple[float, int]:
    word = words[i]
    if word.isdigit():
        return (float(word), 1) if len(word) <= 4 else (0.0, 0)
    if word not in _NUMBERS:
        return (0.0, 0)
    first = _NUMBERS[word]
    if i + 1 < len(words) and first in {10, 20, 30, 40, 60, 90} and _NUMBERS.get(words[i + 1], 99) < 10:
        return (float(first + _NUMBERS[words[i + 1]]), 2)
    return (float(first), 1)


def _unit(word: str) -> str:
    for unit, stems in _UNITS:
        for stem in stems:
            if word == stem or (stem not in _EXACT and word.startswith(stem)):
                return unit
    return ""
