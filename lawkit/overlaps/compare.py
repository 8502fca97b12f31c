"""Two texts side by side, word by word: what stays, goes, comes, and what only moves.

The edit path is rapidfuzz's Indel path over word lists (Hyyrö 2004, bit-parallel LCS); blocks that vanish in one
place and appear in another are found afterwards by their three-word runs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lawkit.model import Span

ChangeKind = Literal["equal", "delete", "insert", "replace", "moved"]
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_LEAST_MOVE = 3  # words; shorter runs repeat by chance


@dataclass(frozen=True, slots=True)
class Change:
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """The edit path from `a` to `b`, in order, covering all words of both."""

    a: str
    b: str
    changes: tuple[Change, ...]
    ratio: float  # 2 × common words / all words

    @property
    def same(self) -> bool:
        """Whether the texts differ in nothing but spaces and case."""
        return all(change.kind == "equal" for change in self.changes)

    def differing(self) -> list[tuple[str, str]]:
        """What stands in `a` and what in `b` where they differ (moved blocks left out)."""
        changed = (c for c in self.changes if c.kind in ("delete", "insert", "replace"))
        return [(c.span_a.of(self.a), c.span_b.of(self.b)) for c in changed]


def compare(a: str, b: str) -> Comparison:
    """Compare two texts word by word; case is ignored, punctuation counts as words."""
    from rapidfuzz.distance import Indel

    tokens_a, tokens_b = list(_TOKEN.finditer(a)), list(_TOKEN.finditer(b))
    words_a, words_b = [t[0].casefold() for t in tokens_a], [t[0].casefold() for t in tokens_b]
    runs: list[tuple[ChangeKind, int, int, int, int]] = []
    common = 0
    for op in Indel.opcodes(words_a, words_b):
        kind: ChangeKind = "equal" if op.tag == "equal" else op.tag
        run = (kind, op.src_start, op.src_end, op.dest_start, op.dest_end)
        if kind == "equal":
            common += op.src_end - op.src_start
        elif runs and runs[-1][0] in ("delete", "insert") and {runs[-1][0], kind} == {"delete", "insert"}:
            last = runs.pop()
            run = ("replace", last[1], op.src_end, last[3], op.dest_end)
        runs.append(run)
    total = len(words_a) + len(words_b)
    pieces = _with_moves(runs, words_a, words_b)
    spans_a, spans_b = [t.span() for t in tokens_a], [t.span() for t in tokens_b]
    changes = tuple(
        Change(kind, (i, j), (k, m), _span(spans_a, i, j), _span(spans_b, k, m), partner)
        for kind, i, j, k, m, partner in pieces
    )
    return Comparison(a, b, changes, 2 * common / total if total else 1.0)


def _span(spans: Sequence[tuple[int, int]], start: int, end: int) -> Span:
    if start < end:
        return Span(spans[start][0], spans[end - 1][1])
    place = spans[start - 1][1] if start else 0
    return Span(place, place)


_Run = tuple[ChangeKind, int, int, int, int]
_Piece = tuple[ChangeKind, int, int, int, int, int]


def _with_moves(runs: list[_Run], a: list[str], b: list[str]) -> list[_Piece]:
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
    gone: list[tuple[int, int]], come: list[tuple[int, int]], a: list[str], b: list[str]
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
