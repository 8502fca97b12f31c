"""Two provisions that the law itself tells apart: the one excepts the very thing that the other is about.

«Испытания (кроме испытаний систем органов) проводят лаборатории» and «служба проводит испытания систем органов» share
nearly all words, and neither repeats the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import islice

from lawkit.model import Finding, Language
from lawkit.overlaps.rules import difference_words, stems
from lawkit.overlaps.units import fold

_TOLD = 4  # words of what is excepted that the other provision holds in the same order; fewer name too much
_REACH = 300  # letters that an exception is read on for
_BREAKS = frozenset(".;")


def lowered(findings: Iterable[Finding], language: Language) -> list[Finding]:
    """The findings; those of two provisions that an exception tells apart are no more than possible."""
    return [replace(f, tier="possible") if f.tier != "possible" and _told_apart(f, language) else f for f in findings]


def _told_apart(finding: Finding, language: Language) -> bool:
    return len(finding.pins) == 2 and delimited(finding.pins[0].text, finding.pins[1].text, language)


def delimited(a: str, b: str, language: Language) -> bool:
    """Whether one text excepts what the other is about, in the same words, and the other does not except it too."""
    return _excepts(a, b, language) or _excepts(b, a, language)


def _excepts(a: str, b: str, language: Language) -> bool:
    spans = _exceptions(a, language)
    if not spans:
        return False
    cut = stems(language).of
    rest = _without(b, _exceptions(b, language))
    other = f" {' '.join(cut(fold(rest).split()))} "
    for start, end in spans:
        words = cut(fold(a[start:end]).split())
        told = words[-_TOLD:] if language == "kaz" else words[:_TOLD]
        if len(told) == _TOLD and f" {' '.join(told)} " in other:
            return True
    return False


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]} | {text[end:]}"
    return text


def _exceptions(text: str, language: Language) -> list[tuple[int, int]]:
    """Where what is excepted stands: after the word of exception, in Kazakh before it; as far as its sentence or bracket."""
    found = _marks(language).finditer(text)
    if language == "kaz":
        return [(_back(text, match.start()), match.start()) for match in found]
    return [(match.end(), _on(text, match.end())) for match in found]


def _on(text: str, start: int) -> int:
    depth = 0
    for place, sign in enumerate(islice(text, start, start + _REACH), start):
        depth += (sign == "(") - (sign == ")")
        if depth < 0 or sign in _BREAKS:
            return place
    return min(len(text), start + _REACH)


def _back(text: str, end: int) -> int:
    depth = 0
    for place in range(end - 1, max(-1, end - 1 - _REACH), -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth < 0 or text[place] in _BREAKS:
            return place + 1
    return max(0, end - _REACH)


@cache
def _marks(language: Language) -> re.Pattern[str]:
    words = "|".join(r"\s+".join(map(re.escape, mark.split())) for mark in difference_words(language).exception)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
