"""Date and number of a cited act against the register of acts: what a typist gets wrong."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.surroundings import own_references, quoted_title
from lawkit.check.rules import Rule
from lawkit.language.data import language_rules
from lawkit.model import LANGUAGES, Language, Reference, Span
from lawkit.register import RegisteredAct

_NUMBER = re.compile(r"(?:№|No\.|N)\s{0,3}(?P<number>\d{1,4}(?:-[IVXLІХ]{1,6})?)(?![\w-])")
_LAWS = ("law", "code", "constitutional_law")


def cite_mismatch(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A law cited by a title that the register knows, with a date or number that no law of this title has."""
    language = draft.act.language
    for reference in own_references(draft):
        title = quoted_title(reference.text)
        if not title or not re.search(r"\d", reference.text):
            continue
        known = draft.register.all_by_title(title, language)
        if not known or any(act.kind not in _LAWS or "~" in act.id for act in known):
            continue
        hit = _date(draft, reference, known) or _number(draft, reference, known)
        if hit is not None:
            yield hit


def _date(draft: Draft, reference: Reference, known: tuple[RegisteredAct, ...]) -> Hit | None:
    match = _dates(draft.act.language).search(reference.text)
    if match is None:
        return None
    name = match["month"].lower()
    month = next((n for n, m in enumerate(_months(draft.act.language), 1) if m.startswith(name)), 0)
    try:
        day = dt.date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None  # a month misspelt, a day that no month has: another rule's matter
    if any(act.date == day for act in known):
        return None
    right = max(known, key=lambda act: (_alike(act.date, day), act.status != "repealed"))
    better = {language: _said(right.date, language) for language in LANGUAGES}
    # one part that differs is a slip; a date that differs altogether may belong to an older law of the same title
    return _hit(reference, match.span(), match[0].strip(), better, "" if _alike(right.date, day) == 2 else "info")


def _alike(one: dt.date, two: dt.date) -> int:
    """How many of day, month and year agree."""
    return (one.day == two.day) + (one.month == two.month) + (one.year == two.year)


def _number(draft: Draft, reference: Reference, known: tuple[RegisteredAct, ...]) -> Hit | None:
    match = _NUMBER.search(reference.text)
    if match is None or any(not act.number for act in known):
        return None
    cited = match["number"].translate(str.maketrans("ІХ", "IX"))
    if any(act.number.split()[0] == cited or act.number.split("-")[0] == cited for act in known):
        return None
    return _hit(reference, match.span("number"), match["number"], dict.fromkeys(LANGUAGES, known[0].number))


def _hit(
    reference: Reference, span: tuple[int, int], words: str, better: Mapping[Language, str], severity: str = ""
) -> Hit:
    start = reference.span.start
    values = {"words": words, "better": better}
    return Hit(reference.source, Span(start + span[0], start + span[1]), values, severity=severity)


@lru_cache(maxsize=3)
def _months(language: Language) -> list[str]:
    return [str(m).lower() for m in language_rules(language, "references")["citing"]["months"]]


@lru_cache(maxsize=3)
def _dates(language: Language) -> re.Pattern[str]:
    if language == "kaz":
        return re.compile(
            r"(?P<year>\d{4})\s+жылғы\s+(?P<day>\d{1,2})\s+(?P<month>\w{3,9}?)(?=дағы|дегі|тағы|тегі|\W|$)"
        )
    return re.compile(r"\b(?P<day>\d{1,2})\s+(?P<month>[^\W\d]{3,9})\s+(?P<year>\d{4})")


def _said(day: dt.date, language: Language) -> str:
    month = language_rules(language, "references")["citing"]["months"][day.month - 1]
    if language == "kaz":
        return f"{day.year} жылғы {day.day} {month}"
    return f"{day.day} {month} {day.year}" + (" года" if language == "rus" else "")
