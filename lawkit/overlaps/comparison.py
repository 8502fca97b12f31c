"""Two texts side by side, word by word: what stays, goes, comes, and what only moves.

The edit path is rapidfuzz's Indel path over word lists (Hyyrö 2004, bit-parallel LCS); blocks that vanish in one
place and appear in another are found afterwards by their three-word runs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import Indel

from lawkit.model import Span

ChangeKind = Literal["equal", "delete", "insert", "replace", "moved"]
Run = tuple[ChangeKind, int, int, int, int]
_MARKS = tuple(",.;:()-–—«»\"'/№!?%[]")
_TOKEN = re.compile(rf"[{re.escape(''.join(_MARKS))}]|[^\s{re.escape(''.join(_MARKS))}]+")
_LEAST_MOVE = 3  # words; shorter runs repeat by chance


class Change(NamedTuple):
    """One stretch of the edit path: word ranges and character spans on both sides.

    A moved block yields two changes: where it was (empty `words_b` range) and where it is now (empty `words_a`
    range); `partner` is the index of the other one.
    """

    kind: ChangeKind
    words_a: tuple[int, int]
    words_b: tuple[int, int]
    span_a: Span
    span_b: Span
    partner: int = -1


@dataclass(frozen=True)
class Comparison:
    """The edit path from `a` to `b`, in order, covering all words of both; changes are worked out when asked for."""

    a: str
    b: str
    ratio: float  # 2 × common words / all words
    runs: tuple[Run, ...]  # (kind, from word of a, to, from word of b, to)
    words_a: tuple[str, ...] = field(repr=False)
    words_b: tuple[str, ...] = field(repr=False)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The path with moved blocks told apart and with character spans."""
        spans_a, spans_b = _spans(self.a), _spans(self.b)
        return tuple(
            Change(kind, (i, j), (k, m), _span(spans_a, i, j), _span(spans_b, k, m), partner)
            for kind, i, j, k, m, partner in _with_moves(self.runs, self.words_a, self.words_b)
        )

    @property
    def same(self) -> bool:
        """Whether the texts differ in nothing but spaces and case."""
        return all(run[0] == "equal" for run in self.runs)

    def differing(self) -> list[tuple[str, str]]:
        """What stands in `a` and what in `b` where they differ (moved blocks left out)."""
        changed = (c for c in self.changes if c.kind in ("delete", "insert", "replace"))
        return [(c.span_a.of(self.a), c.span_b.of(self.b)) for c in changed]


def compare(a: str, b: str) -> Comparison:
    """Compare two texts word by word; case is ignored, punctuation counts as words."""
    words_a, words_b = split_words(a), split_words(b)
    runs: list[Run] = []
    common = 0
    path: list[Any] = Indel.opcodes(words_a, words_b).as_list()
    for kind, i, j, k, m in path:
        if kind == "equal":
            common += j - i
            runs.append((kind, i, j, k, m))
        elif runs and runs[-1][0] != "equal":
            last = runs[-1]
            runs[-1] = ("replace", last[1], j, last[3], m)
        else:
            runs.append((kind, i, j, k, m))
    total = len(words_a) + len(words_b)
    return Comparison(a, b, 2 * common / total if total else 1.0, tuple(runs), tuple(words_a), tuple(words_b))


def split_words(text: str) -> list[str]:
    """Words and marks, folded. Splitting at spaces after setting the marks apart is four times as fast as a pattern."""
    folded = text.casefold()
    for mark in _MARKS:
        if mark in folded:
            folded = folded.replace(mark, f" {mark} ")
    return folded.split()


def _spans(text: str) -> list[tuple[int, int]]:
    """Where each of `split_words(text)` stands in the text."""
    return [token.span() for token in _TOKEN.finditer(text)]


def _span(spans: Sequence[tuple[int, int]], start: int, end: int) -> Span:
    if start < end:
        return Span(spans[start][0], spans[end - 1][1])
    place = spans[start - 1][1] if start else 0
    return Span(place, place)


_Piece = tuple[ChangeKind, int, int, int, int, int]


def _with_moves(runs: Sequence[Run], a: Sequence[str], b: Sequence[str]) -> list[_Piece]:
    """Cut what moved out of the deleted and inserted runs."""
    gone = [(i, j) for kind, i, j, _, _ in runs if kind in ("delete", "replace") and j - i >= _LEAST_MOVE]
    come = [(k, m) for kind, _, _, k, m in runs if kind in ("insert", "replace") and m - k >= _LEAST_MOVE]
    moves = _moves(gone, come, a, b) if gone and come else []
    if not moves:
        return [(*run, -1) for run in runs]
    pieces: list[_Piece] = []
    marks: dict[tuple[str, int], int] = {}
    for kind, i, j, k, m in runs:
        if kind == "equal":
            pieces.append((kind, i, j, k, m, -1))
            continue
        left = [(s, s + n, number) for number, (s, _, n) in enumerate(moves) if i <= s and s + n <= j]
        right = [(t, t + n, number) for number, (_, t, n) in enumerate(moves) if k <= t and t + n <= m]
        if not left and not right:
            pieces.append((kind, i, j, k, m, -1))
            continue
        for start, end, number in _cover(i, j, left):
            if number >= 0:
                marks["a", number] = len(pieces)
            pieces.append(("delete" if number < 0 else "moved", start, end, k, k, number))
        for start, end, number in _cover(k, m, right):
            if number >= 0:
                marks["b", number] = len(pieces)
            pieces.append(("insert" if number < 0 else "moved", j, j, start, end, number))
    for number in range(len(moves)):
        one, two = marks["a", number], marks["b", number]
        pieces[one] = (*pieces[one][:5], two)
        pieces[two] = (*pieces[two][:5], one)
    return pieces


def _cover(start: int, end: int, parts: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    out, at = [], start
    for begin, stop, number in sorted(parts):
        if begin > at:
            out.append((at, begin, -1))
        out.append((begin, stop, number))
        at = stop
    if at < end:
        out.append((at, end, -1))
    return out


def _moves(
    gone: list[tuple[int, int]], come: list[tuple[int, int]], a: Sequence[str], b: Sequence[str]
) -> list[tuple[int, int, int]]:
    """(place in a, place in b, length) of blocks that moved, none of them overlapping, longest runs first met."""
    places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for k, m in come:
        for t in range(k, m - _LEAST_MOVE + 1):
            places.setdefault(tuple(b[t : t + _LEAST_MOVE]), []).append((t, m))
    taken: set[int] = set()
    found = []
    for i, j in gone:
        s = i
        while s <= j - _LEAST_MOVE:
            best = (0, 0)
            for t, m in places.get(tuple(a[s : s + _LEAST_MOVE]), [])[:8]:
                n = 0
                while s + n < j and t + n < m and a[s + n] == b[t + n] and t + n not in taken:
                    n += 1
                best = max(best, (n, t))
            if best[0] >= _LEAST_MOVE and any(a[s + x].isalnum() for x in range(best[0])):
                found.append((s, best[1], best[0]))
                taken.update(range(best[1], best[1] + best[0]))
                s += best[0]
            else:
                s += 1
    return found
