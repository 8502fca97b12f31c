"""When an amendment or an act takes effect, as its words say: a date, or an earliest day, or undetermined.

«Вводится в действие с 01.01.2023» gives a day. «По истечении десяти календарных дней после дня его первого
официального опубликования» does not, since the day of publication is not in the text: publication cannot come before
adoption, so adoption plus the period is the earliest day (law 480-V, article 42).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lawkit.errors import RulesError
from lawkit.model import Act, Amendment, Deadline, Language
from lawkit.resources import from_yaml, resource
from lawkit.sources.facts import find_date

_DOTTED = re.compile(r"(?<!\d)(?:(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})\.(\d\d)\.(\d\d))(?!\d)")
_DAYS = {"hour": 0, "day": 1, "week": 7, "month": 28, "year": 365}  # the least that a unit may last
_EXCEPTED = "қоспағанда,"  # in Kazakh the exceptions go before the rule
_LATIN = str.maketrans({"i": "і", "I": "І"})


class Rules(NamedTuple):
    """The patterns of one language."""

    actions: dict[str, re.Pattern[str]]
    about_time: re.Pattern[str]
    cut: re.Pattern[str]
    published: re.Pattern[str]
    whole_act: re.Pattern[str]
    exceptions: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Commencement:
    """`date` is known or None; then `earliest` is a day before which it cannot be, where there is one."""

    date: dt.date | None = None
    earliest: dt.date | None = None
    words: str = ""

    def begun(self, day: dt.date) -> bool | None:
        """Whether it has taken effect on a day; None when the text does not tell."""
        if self.date:
            return self.date <= day
        if self.earliest and day < self.earliest:
            return False
        return None


@lru_cache(maxsize=3)
def rules(language: Language) -> Rules:
    """The patterns of rules/editions.yaml; raises RulesError where one is broken."""
    found = from_yaml(resource("rules", "editions.yaml").read_text("utf-8"))[language]
    try:
        return Rules(
            {name: re.compile(pattern, re.IGNORECASE) for name, pattern in found["actions"].items()},
            re.compile(found["about_time"], re.IGNORECASE),
            re.compile(found["cut"], re.IGNORECASE),
            re.compile(found["published"], re.IGNORECASE),
            re.compile(found["whole_act"], re.IGNORECASE),
            re.compile(found["exceptions"], re.IGNORECASE) if found["exceptions"] else None,
        )
    except (re.error, KeyError) as problem:
        raise RulesError(f"rules/editions.yaml, {language}: {problem}", "correct the pattern") from problem


def commencement(words: str, language: Language, adopted: dt.date | None) -> Commencement:
    """When something takes effect by the words in a note or a closing provision."""
    low = words.casefold()
    if language == "kaz":
        low = low.translate(_LATIN)
    found = rules(language)
    cut = found.cut.search(low)
    clause = low[: cut.start()] if cut else low
    days = sorted({day for m in _DOTTED.finditer(clause) if (day := _day(m))})
    if not days and (worded := find_date(clause)) and not found.published.search(clause):
        days = [worded]
    if len(days) == 1 and not found.published.search(clause):
        return Commencement(days[0], days[0], words)
    if adopted and found.published.search(clause):
        return Commencement(None, adopted + dt.timedelta(days=_wait(clause, language)), words)
    return Commencement(None, adopted if not days else min(days), words)


def of_amendment(amendment: Amendment, language: Language) -> Commencement:
    """When an amendment named in a note takes effect."""
    return commencement(amendment.commencement, language, amendment.date)


def of_act(act: Act) -> Commencement:
    """When the act itself takes effect, by its closing provisions; undetermined where they do not say."""
    found = rules(act.language)
    for p in reversed(act.provisions):
        text = p.text.translate(_LATIN) if act.language == "kaz" else p.text
        if p.text and not p.eid.startswith("annex") and found.whole_act.match(text) and found.about_time.search(text):
            words = text.rpartition(_EXCEPTED)[2] if act.language == "kaz" else text
            return commencement(words, act.language, act.adopted)
    return Commencement(None, act.adopted)


def _wait(clause: str, language: Language) -> int:
    """The least number of days in the periods that a clause names."""
    from lawkit.reading.norms.deadlines import find_deadlines

    periods: tuple[Deadline, ...] = find_deadlines(clause, clause, 0, language)
    return min((int(p.amount * _DAYS[p.unit]) for p in periods), default=0)


def _day(match: re.Match[str]) -> dt.date | None:
    day, month, year = (match[1], match[2], match[3]) if match[3] else (match[6], match[5], match[4])
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
