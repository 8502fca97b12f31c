"""Codes named by their letters: «статьи 79 КоАП», «АППК», «ГК РК»."""

from __future__ import annotations

import re
from functools import lru_cache

from lawkit.reading.references.grammar import grammar
from lawkit.reading.references.mentions import Mention, countries
from lawkit.reading.references.titles import Titles

_NUMBERED = re.compile(r"(?:\d\)?|\w(?:ой|ей|ого|его|ому|ему|ом|ем|ым|им|ый|ий|ая|ую))\s+$")
_MAX_BEFORE = 24


@lru_cache(maxsize=1)
def _forms() -> tuple[re.Pattern[str], dict[str, str], frozenset[str], re.Pattern[str]]:
    table = grammar("rus").rules["abbreviations"]
    sure, beside = dict(table["sure"]), dict(table["beside"])
    names = "|".join(sorted({**sure, **beside}, key=len, reverse=True))
    own, foreign = countries(grammar("rus"))
    country = re.compile(rf"\s+(?:(?P<own>{own})|(?P<foreign>{foreign}))")
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])"), {**sure, **beside}, frozenset(sure), country


def with_abbreviations(found: list[Mention], text: str, folded: str, titles: Titles) -> list[Mention]:
    """The mentions of a text and the codes that their letters name, in order."""
    pattern, names, sure, country = _forms()
    more: list[Mention] = []
    for match in pattern.finditer(text):
        letters = match.group()
        if any(m.start < match.end() and match.start() < m.end for m in found):
            continue
        after = country.match(folded, match.end())
        beside = letters in sure or after or _behind_a_number(folded, match.start())
        mention = Mention("named", "code", match.start(), after.end() if after else match.end(), word=letters)
        if not beside or not _name(mention, names[letters], titles):
            continue
        mention.country = ("own" if after["own"] else "foreign") if after else ""
        more.append(mention)
    return sorted(found + more, key=lambda m: m.start) if more else found


def _behind_a_number(folded: str, at: int) -> bool:
    """Whether a numbered article stands right before: «статьи 5 ГК», «статей 5 и 7 ГК»."""
    window = folded[max(0, at - _MAX_BEFORE) : at]
    return (
        _NUMBERED.search(window) is not None
        and re.search(r"\bстат|\bч\.|\bст\.|\bглав", folded[max(0, at - 80) : at]) is not None
    )


def _name(mention: Mention, name: str, titles: Titles) -> bool:
    """Give a mention the code's name; whether any code bears it."""
    if name.startswith("об "):
        mention.ids = tuple(sorted(titles.named(name, "rus")))
    else:
        mention.adjectives, mention.ids = name, tuple(sorted(titles.code(name, "rus")))
    return bool(mention.ids)
