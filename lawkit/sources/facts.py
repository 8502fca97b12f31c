"""Facts about an act that stand in one line: kind, date, number and the id that adilet derives from them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = {
    "января": 1, "февраля": 2, "марта": 3, "апреля": 4, "мая": 5, "июня": 6,
    "июля": 7, "августа": 8, "сентября": 9, "октября": 10, "ноября": 11, "декабря": 12,
    "қаңтар": 1, "ақпан": 2, "наурыз": 3, "сәуір": 4, "мамыр": 5, "маусым": 6,
    "шілде": 7, "тамыз": 8, "қыркүйек": 9, "қазан": 10, "қараша": 11, "желтоқсан": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip

# «от 16 ноября 2015 года № 401-V ЗРК»
_RUS_DATE = re.compile(r"(\d{1,2})\s+([а-я]{3,9})\s+(\d{4})")
# «2013 жылғы 15 сәуірдегі № 88-V»
_KAZ_DATE = re.compile(r"(\d{4})\s+жыл(?:ғы|дың)\s+(\d{1,2})\s+([а-яәғқңөұүһі]{4,14})")
# “dated November 16, 2015”, “of 16 November 2015”
_ENG_DATE = re.compile(r"([A-Z][a-z]{2,8})\s+(\d{1,2}),?\s+(\d{4})|(\d{1,2})\s+([A-Z][a-z]{2,8}),?\s+(\d{4})")
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_NUMBER = re.compile(r"(?:№|\bNo\.?|\bN)\s*([0-9][0-9A-Za-zА-Яа-яІіҚқ/\-]{0,20})")
_LETTERS = {"law": "Z", "constitutional_law": "Z", "code": "K", "order": "V", "resolution": "P", "decree": "U"}
# «Зарегистрирован в Министерстве юстиции … 16 августа 2024 года № 34933», «Әділет министрлігінде 2024 жылғы 16 тамызда № 34933 болып тіркелді»
_REGISTERED = re.compile(
    r"(зарегистрирован|әділет министрлігінде|registered).{0,200}?(?:№|No\.?|N)\s*(\d{3,7})", re.IGNORECASE
)
_GOVERNMENT = re.compile(r"правительств|үкіметі|government")
_ROMAN = str.maketrans({"І": "I", "Ӏ": "I", "Х": "X", "С": "C", "М": "M", "Ѵ": "V"})

_KINDS = (
    ("constitutional_law", ("конституционный закон", "конституциялық заң", "constitutional law")),
    ("constitution", ("конституция", "constitution of")),
    ("code", ("кодекс", "code of the", " code ")),
    ("law", ("закон", "заңы", "law of", "act ")),
    ("decree", ("указ", "жарлығы", "decree")),
    ("order", ("приказ", "бұйры", "order of")),
    ("resolution", ("постановление", "қаулысы", "resolution")),
    ("decision", ("решение", "шешімі", "decision")),
)


@dataclass(frozen=True, slots=True)
class Requisites:
    """What a requisites line says; empty where it says nothing."""

    kind: str = ""
    number: str = ""
    date: dt.date | None = None
    registered: str = ""  # number of the registration at the Ministry of Justice
    registered_on: dt.date | None = None
    government: bool = False  # the Government issued it


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """A date, or None when there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def find_date(text: str) -> dt.date | None:
    """The first date in words («16 ноября 2015», «2013 жылғы 15 сәуірдегі») or digits («16.11.2015»)."""
    if match := _KAZ_DATE.search(text):
        name = match[3]
        for word, month in _MONTHS.items():
            if name.startswith(word):
                return make_date(int(match[1]), month, int(match[2]))
    if (match := _RUS_DATE.search(text)) and (number := _MONTHS.get(match[2])):
        return make_date(int(match[3]), number, int(match[1]))
    for match in _ENG_DATE.finditer(text):
        day, name, year = (match[2], match[1], match[3]) if match[1] else (match[4], match[5], match[6])
        if number := _MONTHS.get(name.lower()):
            return make_date(int(year), number, int(day))
    if match := _DOTTED.search(text):
        return make_date(int(match[3]), int(match[2]), int(match[1]))
    return None


def parse_requisites(line: str) -> Requisites:
    """Kind, number and date out of «Закон Республики Казахстан от 1 июля 2024 года № 106-VIII ЗРК.» and its like."""
    low = f" {line.lower()} "
    head = low[:120]
    places = [(head.find(w), k) for k, words in _KINDS for w in words if w in head]
    kind = min(places, key=lambda p: p[0])[1] if places else ""
    number = ""
    if match := _NUMBER.search(line):
        number = match[1].rstrip("-/")
        if re.search(r"\d-", number):
            number = number.translate(_ROMAN)
    registered = _REGISTERED.search(line)
    return Requisites(
        kind,
        number,
        find_date(line),
        registered[2] if registered else "",
        find_date(registered[0]) if registered else None,
        government=bool(_GOVERNMENT.search(head)),
    )


def derive_id(requisites: Requisites) -> str:
    """The adilet id of a law, code or constitutional law: letter, year, number; ids of acts before 2011 end in «_».

    `Закон от 16 ноября 2015 года № 401-V` → `Z1500000401`; `от 7 января 2003 года № 370-II` → `Z030000370_`.
    Orders are numbered by their registration at the Ministry of Justice, with the year of the order itself (order 1187
    of 9 December 2015, registered in January 2016 as 12864, is V1500012864); resolutions by their own number when they
    are the Government's. Where neither is known nothing is derived.
    """
    letter = _LETTERS.get(requisites.kind, "")
    number, day = requisites.number, requisites.date
    if requisites.kind == "order":
        number = requisites.registered
    elif requisites.kind == "resolution" and not requisites.government:
        return ""
    digits = re.match(r"\d+", number)
    if not letter or not digits or day is None:
        return ""
    if day.year >= 2011:
        return f"{letter}{day.year % 100:02d}{int(digits[0]):08d}"
    return f"{letter}{day.year % 100:02d}{int(digits[0]):07d}_"


def kind_of_id(act_id: str) -> str:
    """The kind of act that the first letter of an adilet id tells; orders and resolutions share V and P loosely."""
    return {"Z": "law", "K": "code", "U": "decree", "P": "resolution", "V": "order", "S": "court"}.get(act_id[:1], "")
