"""What a mention of an act is, and the small parts all languages share: quoted titles, dates, numbers, registration."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lawkit.reading.references.grammar import Grammar, alternation

MentionKind = Literal["this", "said", "named", "bare", "short", "legislation", "attached"]

OPENERS, CLOSERS = '«“„"', '»”“"'
_DEEPEST = 5  # quotations inside quotations
_MARKS = re.compile(r"[«»“”„\"]")
_MAX_TITLE = 700
# «№ 401-V ЗРК», «N 2444», «№ 1029-I», «№ 152-ФЗ», «№ ҚР ДСМ-49», «№ 471»
NUMBER = r"(?:№|\bno\.|\bn)\s*(?P<number>(?:қр\s+)?[\w-]{0,6}\d[\w/.-]{0,20}\w|\d)(?:\s+зрк)?"


@dataclass(slots=True)
class Mention:
    """An act named in a text: what is stated of it, nothing resolved yet."""

    kind: MentionKind
    noun: str  # law, code, constitution, decree, resolution, order, …; «document» for rules and the like
    start: int
    end: int
    title: str = ""
    number: str = ""
    date: dt.date | None = None
    registered: str = ""  # number in the state register of legal acts
    country: str = ""  # own, foreign, or not stated
    adjectives: str = ""  # «гражданского процессуального»: words of a code's name
    word: str = ""  # the noun as printed (documents, short names)
    field: str = ""  # of legislation
    ids: tuple[str, ...] = ()  # found by the title index while reading
    approved: bool = False  # «…, утвержденные приказом …»: the provision stands in what the act approves
    titled_at: tuple[int, int] = (0, 0)  # the title's place: nothing inside it is a reference of its own
    part: str = ""  # of a code in two acts: general, special
    issuer: str = ""  # folded words that say who issued it, where they stand at the mention before this one
    year: int = 0  # «Закон … «О связи» 1999 года»
    unlike: str = ""  # why it is not the act of that name: a draft, a model law, an earlier act

    @property
    def stated(self) -> bool:
        """Whether the text itself says which act it is."""
        return bool(self.title or self.number or self.date or self.adjectives or self.registered or self.ids)


def issuer_words(mention: Mention, folded: str) -> str:
    """The folded words of a mention without its title: what it says of the form, the issuer, the day and the number."""
    if mention.issuer:
        return mention.issuer
    opened, closed = mention.titled_at
    if mention.start <= opened < closed <= mention.end:
        return folded[mention.start : opened] + " " + folded[closed : mention.end]
    return folded[mention.start : mention.end]


def quoted(text: str, at: int, limit: int = _MAX_TITLE) -> int:
    """The end of the quotation that opens at `at`, or -1. Straight quotes may nest and share their closing mark."""
    opener = text[at]
    if opener == "«":
        depth = 0
        for i in range(at, min(len(text), at + limit)):
            depth += (text[i] == "«") - (text[i] == "»")
            if depth == 0:
                return i + 1
        return -1
    depth, last = 0, -1
    for match in _MARKS.finditer(text, at, min(len(text), at + limit)):
        i = match.start()
        before = text[i - 1] if i else " "
        after = text[i + 1] if i + 1 < len(text) else " "
        if i == at or ((before.isspace() or before in "(-–") and not (after.isspace() or after in ",.;:)")):
            depth += 1
            if depth > _DEEPEST:
                return -1
        elif not before.isspace() or after in " ,.;:)":
            depth, last = depth - 1, i
            if depth == 0:
                return i + 1
    return last + 1 if last > 0 else -1


@lru_cache(maxsize=3)
def _date_pattern(grammar_months: tuple[tuple[str, int], ...]) -> re.Pattern[str]:
    names = "|".join(m for m, _ in grammar_months)
    return re.compile(rf"(\d{{1,4}})[.\s](\d{{1,2}})[.\s](\d{{2,4}})|({names})")


def date_of(text: str, grammar: Grammar) -> dt.date | None:
    """The date in a folded text: «6 апреля 2016 года», «06.04.2016», «2010.03.19», «2015 жылғы 16 қараша»."""
    months = tuple((str(k), int(v)) for k, v in grammar.rules["months"].items())
    match = _date_pattern(months).search(text)
    if not match:
        return None
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    try:
        if match[4]:
            month = dict(months)[match[4]]
            year, day = max(numbers), min(numbers)
            return dt.date(year, month, day)
        a, b, c = numbers[:3]
        return dt.date(a, b, c) if a > 31 else dt.date(c, b, a)
    except (ValueError, KeyError):
        return None


@lru_cache(maxsize=3)
def registration(grammar_registered: str) -> re.Pattern[str]:
    """«(зарегистрирован в Реестре … под № 33288)» after an order, with the number."""
    return re.compile(
        rf"\s*\(?\s*(?:{grammar_registered.lower()})[^)№;]{{0,90}}?(?:№|no\.|n)\s*(?P<reg>\d{{1,6}})(?:[^()]{{0,40}}\))?"
    )


def part_pattern(grammar: Grammar) -> re.Pattern[str]:
    """«(Общая часть)», «(Ерекше бөлім)» after a code's name."""
    names = grammar.rules["code_parts"]
    general, special = alternation(names["general"]), alternation(names["special"])
    return re.compile(rf"\s*\(\s*(?:(?P<general>{general})|(?P<special>{special}))\s*\)")


def countries(grammar: Grammar) -> tuple[str, str]:
    """Two expressions: the own country and foreign ones."""
    table = grammar.rules["countries"]
    return alternation(table["own"]), alternation(table["foreign"])


def quotations(text: str) -> dict[int, int]:
    """Closing mark → opening mark, for every quotation of the text. Straight marks open after a space or a bracket."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for match in re.finditer(r"[\"«»“”„]", text):
        at, char = match.start(), match.group()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        opens = char in "«„“" or (
            char == '"' and (before.isspace() or before in "(-–") and not (after.isspace() or after in ",.;:)")
        )
        loose = char == '"' and before.isspace() and after.isspace()
        if (opens and not (char == "“" and stack and text[stack[-1]] == "„") and not loose) or (loose and not stack):
            stack.append(at)
        elif stack:
            pairs[at] = stack.pop()
        if len(stack) > 8:
            stack.clear()
    return pairs


def quoted_words(text: str, shortest: int = 60) -> list[tuple[int, int]]:
    """Stretches in quotation marks that are long enough to be a wording; an unclosed one reaches to the text's end."""
    if not _MARKS.search(text):
        return []
    pairs = quotations(text)
    spans = [(opened, closed + 1) for closed, opened in pairs.items() if closed - opened >= shortest]
    known = set(pairs) | set(pairs.values())
    for match in _MARKS.finditer(text):
        at = match.start()
        if at in known:
            continue
        opens = match.group() in "«„“" or (match.group() == '"' and (at == 0 or text[at - 1].isspace()))
        spans.append((at, len(text)) if opens else (0, at))
    return spans
