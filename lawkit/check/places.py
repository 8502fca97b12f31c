"""Where a span of an act stands in the file that it was read from.

Lines that stand in the file letter by letter are found as they are. For the others the words of the act and of the file
are walked side by side; where they part (a number that Word computes, a line the reader left out), three words in a row
that agree bring them together again. Linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from lawkit.check.sourcetext import SourceText
from lawkit.model import Span

_WORD = re.compile(r"[^\W_]+")
_BROKEN_WORD = re.compile(r"[^\W_](?:\x00*[^\W_])*")  # with markup inside
_RUN = 3  # words in a row that prove a place
_AHEAD = 60  # words of the act that are passed over at most before looking further on
_FAR_LETTERS = 20_000  # letters within which the next line is looked for
_LONG = 40  # letters of a line that is not taken for another
_LETTER = re.compile(r"[^\W_]")
_FAR = 4000  # words of the file that are passed over at most


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file: lines and columns from 1, in code points; the last column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    start: int  # into SourceText.text
    end: int
    exact: bool = True  # false: the nearest words that could be found


class Places:
    """Finds the places of one act's spans."""

    def __init__(self, body: str, source: SourceText) -> None:
        self.body = body
        self.source = source
        self._lines = [0, *(m.end() for m in re.finditer(r"\n", source.text))]
        self._begins = [0, *(m.end() for m in re.finditer(r"\n", body))]
        self._verbatim = _verbatim(body.split("\n"), source.plain)
        self._back: list[tuple[int, int]] | None = None

    @cached_property
    def _body(self) -> list[tuple[int, int]]:
        return _spans(self.body)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._body]

    @cached_property
    def _file(self) -> list[tuple[int, int]]:
        return _spans(self.source.plain)

    @cached_property
    def _map(self) -> list[int]:
        plain = self.source.plain
        return _align([self.body[a:b] for a, b in self._body], [_word(plain[a:b]) for a, b in self._file])

    def place(self, span: Span) -> Place:
        """Where a span of the act stands; of words that the file lacks, the nearest that it has."""
        found = self.stretch(span)
        start, end = found or self._nearest(span)
        line = bisect_right(self._lines, start)
        end_line = bisect_right(self._lines, end)
        column, end_column = start - self._lines[line - 1] + 1, end - self._lines[end_line - 1] + 1
        return Place(line, column, end_line, end_column, start, end, found is not None)

    def stretch(self, span: Span) -> tuple[int, int] | None:
        """The same letters in the file, its first and last words found; None where either is missing."""
        line = bisect_right(self._begins, span.start) - 1
        if self._verbatim[line] >= 0 and (line + 1 == len(self._begins) or span.end < self._begins[line + 1]):
            shift = self._verbatim[line] - self._begins[line]
            return span.start + shift, span.end + shift
        first = bisect_right(self._starts, span.start) - 1
        if first < 0 or self._body[first][1] <= span.start:
            first += 1
        last = bisect_left(self._starts, max(span.end, span.start + 1)) - 1
        if first > last:
            return self._between(span)
        if self._map[first] < 0 or self._map[last] < 0:
            return None
        start = self._letter(first, max(span.start - self._body[first][0], 0))
        end = self._letter(last, min(span.end, self._body[last][1]) - self._body[last][0] - 1) + 1
        return self._signs_before(start, span.start, first), self._signs_after(end, span.end, last)

    def body_at(self, place: int) -> int | None:
        """The other way round: where in the act the first word at or after a place of the file stands."""
        if self._back is None:
            self._back = sorted((self._file[j][0], self._body[i][0]) for i, j in enumerate(self._map) if j >= 0)
        number = bisect_left(self._back, (place, -1))
        if number and self._covers(number - 1, place):
            number -= 1
        return self._back[number][1] if number < len(self._back) else None

    def _covers(self, number: int, place: int) -> bool:
        """Whether a place lies inside this word of the file."""
        back = self._back or []
        word = bisect_left(self._file, (back[number][0], 0))
        return self._file[word][0] <= place < self._file[word][1]

    def _letter(self, word: int, offset: int) -> int:
        """The place of a letter of a word; inline markup inside the word is passed over."""
        at, end = self._file[self._map[word]]
        for place in range(at, end):
            if self.source.plain[place] == "\x00":
                continue
            if offset == 0:
                return place
            offset -= 1
        return end - 1

    def _signs_before(self, start: int, wanted: int, word: int) -> int:
        """Signs between the span's start and its first word, taken along where the file has them."""
        signs = "".join(self.body[wanted : self._body[word][0]].split()) if wanted < self._body[word][0] else ""
        for sign in reversed(signs):
            at = start - 1
            while at >= 0 and self.source.plain[at] in " \t\xa0\x00*\\":
                at -= 1
            if at < 0 or self.source.plain[at] != sign:
                break
            start = at
        return start

    def _signs_after(self, end: int, wanted: int, word: int) -> int:
        """Signs between the last word and the span's end, taken along where the file has them."""
        signs = "".join(self.body[self._body[word][1] : wanted].split()) if wanted > self._body[word][1] else ""
        text = self.source.plain
        for sign in signs:
            at = end
            while at < len(text) and text[at] in " \t\xa0\x00*\\":
                at += 1
            if at >= len(text) or text[at] != sign:
                break
            end = at + 1
        return end

    def _between(self, span: Span) -> tuple[int, int] | None:
        """A span without words: signs after a word of the file."""
        word = bisect_right(self._starts, span.start) - 1
        if word < 0 or self._map[word] < 0:
            return None
        after = self._body[word][1]
        begin = self._file[self._map[word]][1]
        begin = self._signs_after(begin, span.start, word) if span.start > after else begin
        if span.start == span.end:
            return begin, begin
        end = self._signs_after(self._file[self._map[word]][1], span.end, word)
        while begin < end and self.source.plain[begin] in " \t\xa0\x00*\\":
            begin += 1
        return (begin, end) if end > begin else None

    def _nearest(self, span: Span) -> tuple[int, int]:
        """The nearest word of the file: inside the span, after it, or before it."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, max(span.end, span.start + 1))
        inside = [w for w in range(first, last) if self._map[w] >= 0]
        if inside:
            return self._file[self._map[inside[0]]][0], self._file[self._map[inside[-1]]][1]
        for word in range(last, min(last + 200, len(self._map))):
            if self._map[word] >= 0:
                return self._file[self._map[word]]
        for word in range(min(first, len(self._map)) - 1, -1, -1):
            if self._map[word] >= 0:
                return self._file[self._map[word]]
        return 0, 0


def _verbatim(lines: list[str], text: str) -> list[int]:
    """Where each line stands in a text letter by letter, one after the other; -1 for the others.

    Between two lines there may be no word, unless the line is long enough to be told from any other.
    """
    found: list[int] = []
    at = 0
    for line in lines:
        place = text.find(line, at, at + _FAR_LETTERS) if line else -1
        if place >= 0 and len(line) < _LONG and _LETTER.search(text, at, place):
            place = -1
        found.append(place)
        if place >= 0:
            at = place + len(line)
    return found


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand."""
    return [m.span() for m in (_BROKEN_WORD if "\x00" in text else _WORD).finditer(text)]


def _word(text: str) -> str:
    return text.replace("\x00", "")


def _align(ours: list[str], theirs: list[str]) -> list[int]:
    """For each word of the act its number in the file, or -1."""
    where: dict[tuple[str, ...], list[int]] = {}
    found = [-1] * len(ours)
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if ours[i] == theirs[j]:
            found[i] = j
            i, j = i + 1, j + 1
            continue
        if not where:
            for place in range(len(theirs) - _RUN + 1):
                where.setdefault(tuple(theirs[place : place + _RUN]), []).append(place)
        meet = _meet(ours, where, i, j)
        if meet is None:
            i += 1
        else:
            i, j = meet
    return found


def _meet(ours: list[str], where: dict[tuple[str, ...], list[int]], i: int, j: int) -> tuple[int, int] | None:
    """The next place from which both run together: little passed over on either side."""
    best: tuple[int, int] | None = None
    least = _FAR
    for ahead in range(min(_AHEAD, len(ours) - i)):
        if ahead >= least:
            break
        places = where.get(tuple(ours[i + ahead : i + ahead + _RUN]))
        if not places:
            continue
        at = bisect_left(places, j)
        if at < len(places) and places[at] - j + ahead < least:
            least = places[at] - j + ahead
            best = i + ahead, places[at]
    return best
