"""What a provision states that every language version must state: numbers with units, dates, citations, modality.

Read from words alone, so that it works in a draft and where no norm was extracted. Figures and number words give the
same value: «тридцати», «30 (тридцати)» and «отыз» are 30.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lawkit.language import fold
from lawkit.model import Language, Span
from lawkit.parity.words import NOTHING, Tag, Vocabulary, vocabulary

_TOKEN = re.compile(r"\d+(?:[-.,]\d+)*|[^\W\d_]+|[^\w\s]")
_NUMERIC_DATE = re.compile(r"(\d\d?)\.(\d\d?)\.((?:19|20)\d\d)$")
_ACT_NUMBER = re.compile(r"-?[ivxlc]+$|-?[іvх]+$")
_SEPARATORS = frozenset(",)(-–—")
_STOPS = frozenset(".;:?!№")
_NEAR = 4  # characters between a number and its keyword
NOWHERE = Span(0, 0)
TIMES = frozenset({"minute", "hour", "day", "week", "month", "quarter", "year"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, its unit («» where none is named) and what kind of days; the span points into the text read."""

    value: float
    unit: str
    calendar: str
    span: Span
    figures: bool = False  # written in figures
    implied: bool = False  # «месячный срок»: one, without a number

    @property
    def key(self) -> tuple[float, str, str]:
        """What must be the same in both languages."""
        return self.value, self.unit, self.calendar


@dataclass(frozen=True, slots=True)
class Day:
    """A date; month and day are 0 where only the year is given, the year is 0 in «1 июля»."""

    year: int
    month: int
    day: int
    span: Span

    @property
    def key(self) -> tuple[int, int, int]:
        """What must be the same in both languages."""
        return self.year, self.month, self.day


@dataclass(frozen=True, slots=True)
class Cite:
    """A provision named: kind and number as printed, or «this» for «настоящая статья»."""

    kind: str
    number: str
    span: Span  # of the number
    keyword: Span = NOWHERE

    def words(self, text: str) -> str:
        """The number with its keyword, as they stand in the text: «пунктах … 13»."""
        if not self.keyword.end:
            return self.span.of(text)
        first, last = sorted((self.span, self.keyword), key=lambda s: s.start)
        if last.start - first.end < _NEAR:
            return text[first.start : last.end]
        return f"{first.of(text)} … {last.of(text)}"

    @property
    def key(self) -> tuple[str, str]:
        """What must be the same in both languages."""
        return self.kind, self.number


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read in one text."""

    quantities: tuple[Quantity, ...] = ()
    dates: tuple[Day, ...] = ()
    cites: tuple[Cite, ...] = ()
    modality: tuple[tuple[str, Span], ...] = ()
    units: frozenset[str] = frozenset()  # units named without a number («в течение месяца»)
    weak: frozenset[float] = frozenset()  # numbers that may be none


def read_facts(text: str, language: Language) -> Facts:
    """The facts of a text; spans point into it. Nothing is raised for odd text."""
    return _Reader(text, vocabulary(language)).read()


class _Reader:
    """One pass over the tokens: citations first, then dates, then the numbers that are left."""

    def __init__(self, text: str, words: Vocabulary) -> None:
        self.words = words
        self.low = fold(text).replace("\u0259", "\u04d9")  # the Latin schwa that some texts hold in Kazakh words
        found = list(_TOKEN.finditer(self.low))
        self.tokens = [m.group() for m in found]
        self.spans = [m.span() for m in found]
        self.tags = [words.tag(t) if t[0].isalpha() or t == "%" else NOTHING for t in self.tokens]
        self.used = [False] * len(found)
        self.quantities: list[Quantity] = []
        self.dates: list[Day] = []
        self.cites: list[Cite] = []
        self.weak: set[float] = set()

    def read(self) -> Facts:
        """All facts, in the order of the text."""
        for i, tag in enumerate(self.tags):
            if tag.denominator:
                self._fraction(i if self.words.keyword_first is False else i - 1)
        for i, tag in enumerate(self.tags):
            if tag.cite and not self.used[i]:
                self._cite(i, tag)
        for i, tag in enumerate(self.tags):
            if tag.month:
                self._date(i, tag.month)
        i = 0
        while i < len(self.tokens):
            i = self._number(i)
        units = {t.unit for i, t in enumerate(self.tags) if not self.used[i]} - {""}
        return Facts(
            tuple(sorted(self.quantities, key=lambda q: q.span.start)),
            tuple(self.dates),
            tuple(sorted(self.cites, key=lambda c: c.span.start)),
            read_modality(self.low, self.words),
            frozenset(units),
            frozenset(self.weak),
        )

    def _span(self, first: int, last: int) -> Span:
        return Span(self.spans[first][0], self.spans[last][1])

    def _digits(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i][0].isdigit()

    # --- citations

    def _cite(self, i: int, tag: Tag) -> None:
        if i and self.tags[i - 1].this:
            self.cites.append(Cite(tag.cite, "this", self._span(i - 1, i)))
            return
        places = self._numbers_from(i, 1 if self.words.keyword_first else -1)
        if not places and self.words.keyword_first and i and self.tags[i - 1].ordinal and not self.used[i - 1]:
            places = [i - 1]  # «вторым абзацем»
        for at in places:
            self.used[at] = True
            for number in self._cited(at):
                self.cites.append(Cite(tag.cite, number, self._span(at, at), self._span(i, i)))
        if places:
            self.used[i] = True

    def _cited(self, at: int) -> list[str]:
        token = self.tokens[at]
        if not token[0].isdigit():
            tens = self.words.tens.get(self.tokens[at - 1], 0) if at else 0
            return [str(self.tags[at].ordinal + tens)]
        return token.split(",")

    def _numbers_from(self, i: int, step: int) -> list[int]:
        """Places of the numbers listed after (or, in Kazakh, before) the keyword at i."""
        places: list[int] = []
        at = i + step
        while 0 <= at < len(self.tokens):
            token, tag = self.tokens[at], self.tags[at]
            if self.used[at] or tag.cite:
                break
            if (token[0].isdigit() and len(token) < 12) or tag.ordinal:
                if step > 0 and places and self._unit_follows(at):
                    break
                places.append(at)
            elif not (token in _SEPARATORS or tag.joins or (token in self.words.tens and places)):
                break
            elif step < 0 and not places and token not in (")", "-", "–"):
                break  # «…, бабы»: the number stands right before its keyword
            at += step
        return places

    def _unit_follows(self, at: int) -> bool:
        return at + 1 < len(self.tags) and bool(self.tags[at + 1].unit or self.tags[at + 1].calendar)

    # --- dates

    def _date(self, i: int, month: int) -> None:
        """«5 июля 2023 года», «2023 жылғы 5 шілде», “July 5, 2023”."""
        day, year, first, last = 0, 0, i, i
        if self._digits(i - 1) and self.tokens[i - 1].isdigit() and int(self.tokens[i - 1]) <= 31:
            day, first = int(self.tokens[i - 1]), i - 1
        elif self._digits(i + 1) and self.tokens[i + 1].isdigit() and int(self.tokens[i + 1]) <= 31:
            day, last = int(self.tokens[i + 1]), i + 1
        after = last + 1 + (last + 1 < len(self.tokens) and self.tokens[last + 1] == ",")
        if self._year(after):
            year, last = int(self.tokens[after]), after
        elif self._year(first - 2) and self.tags[first - 1].unit == "year":
            year, first = int(self.tokens[first - 2]), first - 2
        if not day and not year:
            return
        for at in range(first, last + 1):
            self.used[at] = True
        if last + 1 < len(self.tags) and self.tags[last + 1].unit == "year" and year:
            self.used[last + 1] = True
        self.dates.append(Day(year, month, day, self._span(first, last)))

    def _year(self, i: int) -> bool:
        return self._digits(i) and self.tokens[i].isdigit() and 1900 <= int(self.tokens[i]) <= 2100

    # --- quantities

    def _number(self, i: int) -> int:
        """Read the number that begins at token i, if one does; the place where reading goes on."""
        tag = self.tags[i]
        if self.used[i]:
            return i + 1
        if tag.lone_unit and tuple(self.tokens[i : i + 2]) not in self.words.unit_phrases:
            self.used[i] = True
            self.quantities.append(Quantity(1.0, tag.lone_unit, "", self._span(i, i), implied=True))
            return i + 1
        if tag.fused:
            self.used[i] = True
            self.quantities.append(Quantity(tag.fused, tag.unit, "", self._span(i, i)))
            return i + 1
        if self._digits(i):
            return self._figures(i)
        if tag.number is None:
            return i + 1
        value, end, weak = self._in_words(i)
        if self.tokens[end + 1 : end + 3] == ["-", self.tokens[i]]:
            end += 2  # «үш-үш»: three each
        return self._quantity(i, end, value, weak=weak)

    def _fraction(self, i: int) -> None:
        """«двух третей», «үштен екісі»: a share, read before ordinals can be taken for parts of a provision."""
        if i < 0 or i + 1 >= len(self.tags):
            return
        one, two = self.tags[i], self.tags[i + 1]
        if self.words.keyword_first:
            above, below = int(one.number or 0), two.denominator
        else:
            above, below = two.numerator or int(two.number or 0), one.denominator
        if above and below > above:
            self.used[i] = self.used[i + 1] = True
            self.quantities.append(Quantity(round(above / below, 4), "share", "", self._span(i, i + 1)))

    def _figures(self, i: int) -> int:
        token = self.tokens[i]
        dated = _NUMERIC_DATE.match(token)
        if dated:
            self.used[i] = True
            self.dates.append(Day(int(dated[3]), int(dated[2]), int(dated[1]), self._span(i, i)))
            return i + 1
        if i and self.tokens[i - 1] == "№":
            return i + 1
        if i + 2 < len(self.tokens) and self.tokens[i + 1] == "-":
            word = self.tokens[i + 2]
            if _ACT_NUMBER.match(word) and self.spans[i + 1][0] == self.spans[i][1]:
                return i + 3  # «94-V»
            unit = next((u for p, u in self.words.figure_units if p.fullmatch(word)), "")
            if unit and token.isdigit():
                self.used[i] = self.used[i + 2] = True
                self.quantities.append(Quantity(float(token), unit, "", self._span(i, i + 2), figures=True))
                return i + 3
        if "-" in token:
            self.quantities.extend(Quantity(float(p), "", "", self._span(i, i), True) for p in token.split("-") if p.isdigit() and len(p) < 10)  # fmt: skip
            return i + 1
        end = i
        while (
            "," not in token and "." not in token and self._digits(end + 1) and len(self.tokens[end + 1]) == 3
            and self.tokens[end + 1].isdigit() and self.spans[end + 1][0] == self.spans[end][1] + 1
        ):  # fmt: skip
            end += 1
            token += self.tokens[end]
        if self._year(i) and end == i:
            named = i + 1 < len(self.tags) and self.tags[i + 1].unit == "year"
            self.used[i] = True
            self.used[i + 1] |= named or False
            self.dates.append(Day(int(token), 0, 0, self._span(i, i)))
            return i + 1
        if len(token) > 15:
            return end + 1
        value = float(token.replace(",", ".")) if token.count(",") + token.count(".") < 2 else 0.0
        at = end + 1
        while at < len(self.tags) and self.tags[at].multiplier:
            value, at = value * self.tags[at].multiplier, at + 1
        return self._quantity(i, at - 1, value, weak=False)

    def _in_words(self, i: int) -> tuple[float, int, bool]:
        """Value, last token and weakness of a number in words: «сто двадцать пять тысяч»."""
        total = 0.0
        current = self.tags[i].number or 0.0
        weak = self.tags[i].weak
        at = i + 1
        while at < len(self.tags):
            tag, last = self.tags[at], current
            if tag.multiplier:
                total, current = (total + current) * tag.multiplier, 0.0
            elif tag.number == 100 and 1 < last < 10:
                current = last * 100
            elif tag.number is not None and last and _adds(last, tag.number):
                current = last + tag.number
            else:
                break
            weak = False
            at += 1
        return total + current, at - 1, weak

    def _quantity(self, first: int, last: int, value: float, *, weak: bool) -> int:
        last = self._repeated(last, value)
        unit, calendar, end = self._unit(last + 1)
        if not calendar and first and self.tags[first - 1].calendar and unit in ("day", "hour"):
            calendar, first = self.tags[first - 1].calendar, first - 1
        if weak and not unit:
            self.weak.add(value)
            return last + 1
        for at in range(first, last + 1):
            self.used[at] = True
        if unit:
            self.used[end] = True
        if unit not in ("day", "hour"):
            calendar = ""
        span = self._span(first, end if unit else last)
        self.quantities.append(Quantity(value, unit, calendar, span, self.tokens[first][0].isdigit()))
        return (end if unit else last) + 1

    def _repeated(self, last: int, value: float) -> int:
        """«15 (пятнадцати)»: the number once more in brackets belongs to the first."""
        if last + 3 >= len(self.tokens) or self.tokens[last + 1] != "(":
            return last
        at = last + 2
        if self._digits(at):
            again, end = float(self.tokens[at]) if self.tokens[at].isdigit() else -1.0, at
        elif self.tags[at].number is not None:
            again, end, _ = self._in_words(at)
        else:
            return last
        closes = end + 1 < len(self.tokens) and self.tokens[end + 1] == ")"
        return end + 1 if closes and again == value else last

    def _unit(self, start: int) -> tuple[str, str, int]:
        """The unit that follows, the kind of days, and where the unit stands."""
        calendar = ""
        for at in range(start, min(start + self.words.reach, len(self.tokens))):
            tag = self.tags[at]
            phrase = self.words.unit_phrases.get(tuple(self.tokens[at : at + 2]))
            if phrase:
                return phrase, calendar, at + 1
            if tag.calendar:
                calendar = tag.calendar
            elif (tag.unit or tag.lone_unit) and not self.used[at] and not tag.fused:
                return tag.unit or tag.lone_unit, calendar, at
            elif not tag.between and self.tokens[at] != "-":
                return "", "", at
        return "", "", start


def _adds(last: float, value: float) -> bool:
    """Whether a smaller number word goes on with a larger one: twenty five, hundred fifty."""
    return (last % 1000 >= 100 and last % 100 == 0 and value < 100) or (
        last % 100 >= 20 and last % 10 == 0 and value < 10) or (last % 100 == 10 and value < 10)  # fmt: skip


def read_modality(low: str, words: Vocabulary) -> tuple[tuple[str, Span], ...]:
    """Duties, rights and bans that are said outright, in order."""
    taken: list[tuple[int, int]] = [m.span() for m in words.modality["not"].finditer(low)]
    found: list[tuple[str, Span]] = []
    for name in ("refrain", "prohibition", "right", "duty"):
        for match in words.modality[name].finditer(low):
            start, end = match.span()
            if all(end <= s or e <= start for s, e in taken):
                taken.append((start, end))
                found.append((name, Span(start, end)))
    return tuple(sorted(found, key=lambda f: f[1].start))
