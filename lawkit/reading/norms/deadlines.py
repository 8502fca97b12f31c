"""Periods: how much, of what unit, working or calendar days, from which event.

Numbers stand as digits, as words or as both («15 (пятнадцати) рабочих дней»). A stretch of time counts as a deadline
when a word such as «в течение», «не позднее», «ішінде», “within” says so; ages and lengths of service do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal, NamedTuple, cast

from lawkit.language.data import language_rules
from lawkit.model import Deadline, Language, Span

Unit = Literal["hour", "day", "week", "month", "year"]
Calendar = Literal["working", "calendar", "unspecified"]
_NEVER = "(?!)"
_STOPS = frozenset({"", ".", ",", ";"})
_LONGEST = 200  # years; more is a date


class _Rules(NamedTuple):
    """The deadlines part of norms.yaml, compiled."""

    quick: re.Pattern[str]
    quantity: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    weak: re.Pattern[str]
    weak_context: re.Pattern[str]
    needs_event: frozenset[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    sure_after: re.Pattern[str]
    past: re.Pattern[str]
    bare: re.Pattern[str]
    day_of_month: re.Pattern[str]
    compound: re.Pattern[str]
    bare_compound: re.Pattern[str]
    named_again: re.Pattern[str]
    joined: re.Pattern[str]
    from_event: re.Pattern[str]
    ordinal: re.Pattern[str]
    event: re.Pattern[str]
    event_before: re.Pattern[str]
    event_near: re.Pattern[str]
    numbers: dict[str, float]
    ordinals: dict[str, float]
    compound_numbers: dict[str, float]
    compound_units: dict[str, Unit]
    units: dict[str, Unit]
    factors: dict[str, float]  # a quarter is three months


@lru_cache(maxsize=3)
def _rules(language: Language) -> _Rules:
    data: dict[str, Any] = language_rules(language, "norms")["deadlines"]
    numbers = {str(k): float(v) for k, v in data["number_words"].items()}
    units: dict[str, Unit] = {w: u for u, ws in data["units"].items() for w in str(ws).split("|")}
    word = "|".join(sorted(numbers, key=len, reverse=True))
    unit = "|".join(sorted(units, key=len, reverse=True))
    kinds = rf"(?:(?P<working>{data['working']})|(?P<calendar>{data['calendar']}))"
    kinds2 = rf"(?:(?P<working2>{data['working']})|(?P<calendar2>{data['calendar']}))"
    suffix = data.get("number_endings") or ""
    number = rf"(?:(?P<digits>\d{{1,4}}(?:[.,]\d)?){suffix}(?:\s*\([^()]{{2,40}}\))?|(?P<words>(?:{word})(?:[\s-]+(?:{word})){{0,2}})(?:\s*\(\d{{1,4}}\))?)"
    endings = data.get("unit_endings") or ""
    said_again = data.get("said_again") or ""
    quantity = rf"(?<![\w-])(?:{kinds2}\s+)?{number}\s*-?\s*(?:{data.get('between') or _NEVER}\s+)?(?:{kinds}\s+)?{said_again}(?P<unit>{unit})(?P<ending>{endings})(?![\w])"
    triggers = "|".join(data.get("triggers") or [_NEVER])
    after = "|".join(data.get("triggers_after") or [_NEVER])
    return _Rules(
        re.compile("|".join(sorted({w[:3] for w in units} | {w[:4] for w in data.get("compound_units") or ()}))),
        re.compile(quantity),
        re.compile(rf"(?<![\w-])(?:{triggers})\s*$"),
        re.compile(rf"\s*(?:{after})(?!\w)"),
        re.compile(rf"(?:{data.get('weak_triggers') or _NEVER})\s*"),
        re.compile(data.get("weak_context") or _NEVER),
        frozenset(str(data.get("needs_event") or "").split()),
        re.compile(rf"(?<!\w)(?:{data.get('not_before') or _NEVER})(?!\w)[^.;,]{{0,25}}$"),
        re.compile(data.get("not_after") or _NEVER),
        re.compile(data.get("sure_after") or _NEVER),
        re.compile(data.get("past") or _NEVER),
        re.compile(rf"(?<!\w)(?:{data['without_number']})\s+(?:{kinds}\s+)?(?P<unit>{unit})(?P<ending>{endings})(?!\w)"
                   if data.get("without_number") else _NEVER),
        re.compile(data.get("day_of_month") or _NEVER),
        re.compile(data.get("compound") or _NEVER),
        re.compile(data.get("bare_compound") or _NEVER),
        re.compile(data.get("named_again") or _NEVER),
        re.compile(data.get("joined") or _NEVER),
        re.compile(data.get("from_event") or _NEVER),
        re.compile(data.get("ordinal") or _NEVER),
        re.compile(data.get("event") or _NEVER),
        re.compile(data.get("event_before") or _NEVER),
        re.compile(data.get("event_near") or _NEVER),
        numbers,
        {str(k): float(v) for k, v in (data.get("ordinals") or {}).items()},
        {str(k): float(v) for k, v in (data.get("compound_numbers") or {}).items()},
        cast("dict[str, Unit]", dict(data.get("compound_units") or {})),
        units,
        {str(k): float(v) for k, v in (data.get("unit_factors") or {}).items()},
    )  # fmt: skip


_TEN = 10


def _number(rules: _Rules, text: str) -> float | None:
    """The value of a number written as words: tens and ones add up."""
    total = 0.0
    first, _, last = text.strip().partition("-")
    if last and (rules.numbers.get(first, 0) % 10 or rules.numbers.get(last, 0) >= _TEN):
        text = last  # «в течение трех-пяти дней»: the latest, while “twenty-five” is one number
    for part in re.split(r"[\s-]+", text.strip()):
        value = rules.numbers.get(part)
        if value is None:
            return None
        total = total * value if value == 100 and 0 < total < 10 else total + value
    return total or None


def _calendar(match: re.Match[str]) -> Calendar:
    groups = match.groupdict()
    if groups.get("working") or groups.get("working2"):
        return "working"
    return "calendar" if groups.get("calendar") or groups.get("calendar2") else "unspecified"


def _event(rules: _Rules, low: str, text: str, start: int, end: int) -> str:
    after = rules.event.match(low, end)
    if after:
        return text[after.start(1) : after.end(1)].strip()
    before = rules.event_before.search(low, max(0, start - 160), start) or rules.event_near.search(
        low, max(0, start - 160), start
    )
    return text[before.start(1) : before.end(1)].strip() if before else ""


def _quantities(rules: _Rules, low: str, text: str, offset: int) -> Iterator[Deadline]:
    reached = -1  # where the last period ends
    for match in rules.quantity.finditer(low):
        before = low[max(0, match.start() - 60) : match.start()]
        trigger = rules.before.search(before)
        behind = rules.after.match(low, match.end())
        goes_on = not (trigger or behind) and reached >= 0 and rules.joined.fullmatch(low, reached, match.start())
        if not (trigger or behind or goes_on):
            goes_on = low[match.end() : match.end() + 1] in _STOPS and rules.from_event.search(before)
        if not (trigger or behind or goes_on) or rules.not_after.match(low, match.end()):
            continue
        sure = behind is not None and rules.sure_after.search(behind.group()) is not None
        if not sure and rules.not_before.search(before):
            continue
        if trigger and not behind and rules.weak.fullmatch(trigger.group()):
            around = low[max(0, match.start() - 130) : match.end() + 40]
            bare = trigger.group().strip() in rules.needs_event  # «на пять дней со дня …», not «деления на 30 дней»
            if not rules.weak_context.search(around) or (bare and not rules.event.match(low, match.end())):
                continue
        amount = float(match["digits"].replace(",", ".")) if match["digits"] else _number(rules, match["words"])
        if rules.past.search(low, max(0, match.start() - 40), match.end() + 30):
            continue
        if amount and amount > _LONGEST and rules.units[match["unit"]] == "year":
            continue  # «2020 жылдан кейін» is a date
        if amount is None or rules.compound.search(low, max(0, match.start() - 1), match.end() + 20):
            continue
        start = match.start() - len(before) + trigger.start() if trigger else match.start()
        end = behind.end() if behind else match.end()
        reached = match.end()
        yield Deadline(
            amount * rules.factors.get(match["unit"], 1.0),
            rules.units[match["unit"]],
            _calendar(match),
            _event(rules, low, text, match.start(), match.end()),
            Span(offset + start, offset + end),
        )


def _others(rules: _Rules, low: str, text: str, offset: int) -> Iterator[Deadline]:
    """«в течение месяца», «в десятидневный срок», «не позднее 15 числа»."""
    for match in rules.bare.finditer(low):
        if not rules.not_after.match(low, match.end()):
            event = _event(rules, low, text, match.start(), match.end())
            yield Deadline(
                rules.factors.get(match["unit"], 1.0),
                rules.units[match["unit"]],
                _calendar(match),
                event,
                Span(offset + match.start(), offset + match.end()),
            )
    compound = any(unit in low for unit in rules.compound_units)
    for match in rules.compound.finditer(low) if compound else ():
        raw = match["number"].strip().rstrip("-")
        amount = float(raw) if raw.isdigit() else rules.compound_numbers.get(raw)
        if amount is not None and not rules.named_again.search(low, max(0, match.start() - 50), match.start()):
            event = _event(rules, low, text, match.start(), match.end())
            unit = rules.compound_units[match["unit"]]
            yield Deadline(amount, unit, "unspecified", event, Span(offset + match.start(), offset + match.end()))
    for match in rules.bare_compound.finditer(low) if compound else ():
        if rules.named_again.search(low, max(0, match.start() - 50), match.start()):
            continue
        event = _event(rules, low, text, match.start(), match.end())
        unit = rules.compound_units[match["unit"]]
        yield Deadline(1.0, unit, "unspecified", event, Span(offset + match.start(), offset + match.end()))
    for match in rules.ordinal.finditer(low):
        event = _event(rules, low, text, match.start(), match.end())
        amount, span = rules.ordinals[match["number"]], Span(offset + match.start(), offset + match.end())
        yield Deadline(amount, "day", _calendar(match), event, span)
    for match in rules.day_of_month.finditer(low):
        raw = next(g for g in match.groups() if g)
        amount = float(raw) if raw.isdigit() else _number(rules, raw)
        if amount is not None and amount <= 31:
            tail = re.match(r"\s+[^,;:.]{0,80}(?:,\s*следующ[^,;:.]{0,80})?", text[match.end() : match.end() + 200])
            event = tail.group().strip() if tail else ""
            yield Deadline(amount, "day", "calendar", event, Span(offset + match.start(), offset + match.end()))


def find_deadlines(text: str, low: str, offset: int, language: Language) -> tuple[Deadline, ...]:
    """The deadlines of a text (`low` is the same folded), spans shifted by `offset`, in order."""
    rules = _rules(language)
    if not rules.quick.search(low):
        return ()
    found = [*_quantities(rules, low, text, offset), *_others(rules, low, text, offset)]
    kept: list[Deadline] = []
    for deadline in sorted(found, key=lambda d: d.span.start):
        if not kept or deadline.span.start >= kept[-1].span.end:  # two ways of reading the same words count once
            kept.append(deadline)
    return tuple(kept)
