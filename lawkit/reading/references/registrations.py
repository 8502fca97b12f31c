"""Orders and their registration: the id of an order from its number in the register of state registration.

An adilet id of an order is V, the year of the order (not of its registration) and the registration's number: order 1187
of 9 December 2015, registered in January 2016 under 12864, is V1500012864; up to 2010 V080005191_. What number an order
has is told by the text itself, by another mention of the same order in the texts at hand, by a link on its number in a
note, or by corpus/orders.yaml.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lawkit.errors import RulesError
from lawkit.language import fold
from lawkit.language.data import read_yaml
from lawkit.model import LANGUAGES, Language
from lawkit.resources import resource

_FIRST_YEAR = 2003  # ids of older orders were not seen often enough to vouch for their form
_SLOW = dt.timedelta(days=550)  # an order that is registered at all is registered within a year and a half
_STEM = 5  # letters of a word that tell issuers apart: «финансов», «финансам»
_LOCAL = re.compile(r"маслихат|аким|м[әа]слихат|[әа]к[іi]м|maslikhat|akim")  # registers of their own until 2021
_WORD = re.compile(r"[^\W\d_]{3,}")

Issuer = frozenset[str]  # stems of the words that tell an issuer from others; empty: not said


def order_id(registered: str, issued: dt.date | None, issuer: str = "") -> str:
    """The id that a registration's number and the order's date give; empty where they cannot belong together.

    `issuer` is the folded text of the mention: acts of local bodies had registers of their own.
    """
    if issued is None or not registered.isdigit() or issued.year < _FIRST_YEAR or _LOCAL.search(issuer):
        return ""
    number = int(registered)
    if not _numbers().possible(number, issued):
        return ""
    year = f"{issued.year % 100:02}"
    return f"V{year}{number:08}" if issued.year >= 2011 else f"V{year}{number:07}_"


@dataclass(frozen=True, slots=True)
class Fact:
    """An order of a number and a date, who issued it (empty: not told) and its id."""

    issuers: frozenset[Issuer]
    id: str


@dataclass(slots=True)
class Orders:
    """Which order has which id, by number and date. `own` tells of the facts that the text itself gave.

    With `listed` the orders of corpus/orders.yaml are known too; the file is read when an order is first asked for.
    """

    facts: dict[tuple[str, dt.date], list[tuple[Fact, bool]]] = field(default_factory=dict)
    listed: bool = False

    def add(self, number: str, issued: dt.date, fact: Fact, *, own: bool = False) -> None:
        """Remember a fact."""
        entry = self.facts.setdefault((plain_number(number), issued), [])
        if (fact, own) not in entry:
            entry.append((fact, own))

    def merge(self, other: Orders) -> None:
        """Take over what was learnt from another text."""
        for (number, issued), facts in other.facts.items():
            for fact, _ in facts:
                self.add(number, issued, fact)

    def find(self, number: str, issued: dt.date | None, words: str, language: Language) -> str:
        """The id of the one order that is meant; empty where none or more than one can be. `words`: see `issuer_of`.

        An issuer must be the one that was told of; where the mention names none, only the text itself is believed.
        """
        if issued is None or not number:
            return ""
        key = (plain_number(number), issued)
        known = [*self.facts.get(key, ()), *(_listed().get(key, ()) if self.listed else ())]
        if not known:
            return ""
        issuer = issuer_of(words, language)
        fits = [f for f, own in known if _same(issuer, f.issuers, own=own)]
        ids = {f.id for f in fits}
        return ids.pop() if len(ids) == 1 else ""


def _same(issuer: Issuer, known: frozenset[Issuer], *, own: bool) -> bool:
    if not issuer:
        return own
    told = [k for k in known if k]
    if not told:
        return own
    return any(issuer <= k or k <= issuer for k in told)


def plain_number(number: str) -> str:
    """An order's number as it is compared: «№ 481/НҚ», «481/нқ»; spaces and kinds of hyphen do not matter."""
    return re.sub(r"[\s№]+", "", fold(number).translate({0x2010: "-", 0x2011: "-", 0x2013: "-"}))


def issuer_of(words: str, language: Language) -> Issuer:
    """The stems that tell who issued an order, out of the folded words of a mention up to its date.

    «приказа и.о. министра финансов рк» → {«финан»}; «министра труда и социальной защиты населения» → four stems.
    """
    common = _common(language)
    before = re.split(r"\d", words, maxsplit=1)[0]
    return frozenset(
        w[:_STEM] for w in _WORD.findall(before) if not w.startswith(common) and w not in ("рк", "для", "the", "and")
    )


def known_orders() -> Orders:
    """A fresh memory that knows the orders of corpus/orders.yaml."""
    return Orders(listed=True)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Numbers of registration in their order, with the day of each."""

    numbers: tuple[int, ...]
    days: tuple[dt.date, ...]

    def possible(self, number: int, issued: dt.date) -> bool:
        """Whether an order of a day can have this number: not one given out before, nor one of much later."""
        after = bisect_left(self.numbers, number)
        if after < len(self.days) and self.days[after] < issued:
            return False  # a higher number had been given out before the order was made
        before = bisect_right(self.numbers, number) - 1
        return before < 0 or self.days[before] <= issued + _SLOW


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    return read_yaml(resource("corpus", "orders.yaml"))


@lru_cache(maxsize=1)
def _numbers() -> _Numbers:
    rows = sorted((int(r["registered"]), r["entered"]) for r in _rows())
    return _Numbers(tuple(n for n, _ in rows), tuple(d for _, d in rows))


def _rows() -> Iterable[Mapping[str, Any]]:
    rows = _file().get("orders") or []
    for place, row in enumerate(rows, 1):
        missing = {"by", "number", "date", "registered", "entered"} - set(row)
        good = not missing and isinstance(row["date"], dt.date) and isinstance(row["entered"], dt.date)
        if not good or row["by"] not in _file()["issuers"]:
            raise RulesError(f"orders.yaml: order {place} is incomplete or of an unknown issuer", "correct the line")
    return rows


@lru_cache(maxsize=1)
def _listed() -> Mapping[tuple[str, dt.date], list[tuple[Fact, bool]]]:
    names = {
        key: frozenset(
            issuer_of(fold(str(titles[language])), language) for language in LANGUAGES if titles.get(language)
        )
        for key, titles in _file()["issuers"].items()
    }
    listed: dict[tuple[str, dt.date], list[tuple[Fact, bool]]] = {}
    for row in _rows():
        act_id = order_id(str(row["registered"]), row["date"])
        if act_id:
            fact = Fact(names[row["by"]], act_id)
            listed.setdefault((plain_number(str(row["number"])), row["date"]), []).append((fact, False))
    return listed


@lru_cache(maxsize=3)
def _common(language: Language) -> tuple[str, ...]:
    return tuple(fold(str(word)) for word in _file()["common"][language])
