"""Editorial notes: what they do, which amending acts they name, which provision they concern."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from lawkit.model import Amendment, Link, NoteKind

# «от 15.03.2025 № 172-VIII (вводится в действие с 01.01.2025)», «ҚР 09.01.2026 № 256-VIII (…)»
_AMENDMENT = re.compile(
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\s{0,3}(?:г\.|ж\.)?\s{0,3}(?:№|N|No\.?)\s{0,3}(?P<number>\d[\w/-]{0,14})"
)
_ENG_AMENDMENT = re.compile(
    r"(?:No\.?|№|N)\s{0,3}(?P<number>\d[\w/-]{0,14})\s{1,3}(?:dated|of|as of)\s{1,3}(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"
)
_DOC = re.compile(r"/docs/([A-Z]\d{2,10}_?)")
_LOOKALIKE = str.maketrans({"І": "I", "Х": "X", "Ѵ": "V"})


def amendments(text: str, start: int = 0, links: Sequence[Link] = ()) -> tuple[Amendment, ...]:
    """The amending acts named in a note; ids from the publisher's links where they stand on the number."""
    out: list[Amendment] = []
    pattern = _AMENDMENT if _AMENDMENT.search(text) else _ENG_AMENDMENT
    for match in pattern.finditer(text):
        at = start + match.start("number")
        act = next((_doc(k.href) for k in links if k.span.start <= at < k.span.end + 2), None)
        out.append(
            Amendment(match["number"].translate(_LOOKALIKE).rstrip("-/"), _day(match), _bracket(text, match.end()), act)
        )
    return tuple(out)


def _doc(href: str) -> str | None:
    match = _DOC.search(href)
    return match[1] if match else None


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _bracket(text: str, at: int) -> str:
    """The words in brackets right after a place in the text, nested brackets included."""
    while at < len(text) and text[at] == " ":
        at += 1
    if text[at : at + 1] != "(":
        return ""
    depth = 0
    for i in range(at, min(len(text), at + 1500)):
        depth += (text[i] == "(") - (text[i] == ")")
        if depth == 0:
            return text[at + 1 : i]
    return ""


def note_kind(text: str, *, future: bool, excluded: bool, repealed: bool, planned: bool, has_acts: bool) -> NoteKind:
    """What a note does."""
    if planned:
        return "future"
    if excluded:
        return "exclusion"
    if repealed:
        return "repeal"
    if future or not has_acts:
        return "editorial"
    return "amendment"
