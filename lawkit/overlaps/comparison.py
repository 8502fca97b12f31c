"""Two texts side by side, word by word: what stays, goes, comes, and what only moves.

A text is read once: its words, and one code point for each word, so that the edit path is rapidfuzz's Indel path over
two strings (Hyyrö 2004, bit-parallel LCS) and no word is hashed twice. Blocks that vanish in one place and appear in
another are found afterwards by their three-word runs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import Indel

from lawkit.model import Span

ChangeKind = Literal["equal", "delete", "insert", "replace", "moved"]
Run = tuple[ChangeKind, int, int, int, int]
_MARKS = tuple(",.;:()-–—«»\"'/№!?%[]")
_TOKEN = re.compile(rf"[{re.escape(''.join(_MARKS))}]|[^\s{re.escape(''.join(_MARKS))}]+")
_LEAST_MOVE = 3  # words; shorter runs repeat by chance
_MOST_LETTERS = 1_000_000  # different words that code points are kept for (Unicode has 1,114,112)
_MOST_KEPT = 20_000  # characters of a text that is remembered; longer ones are read anew


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
    read: tuple[Words, Words] = field(repr=False, compare=False)

    @property
    def words_a(self) -> tuple[str, ...]:
        """The words of the first text."""
        return self.read[0].words

    @property
    def words_b(self) -> tuple[str, ...]:
        """The words of the second text."""
        return self.read[1].words

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The path with moved blocks told apart and with character spans."""
        spans_a, spans_b = _spans(self.a), _spans(self.b)
        runs, partners = with_moves(self.runs, *self.read)
        return tuple(
            Change(kind, (i, j), (k, m), _span(spans_a, i, j), _span(spans_b, k, m), partners.get(place, -1))
            for place, (kind, i, j, k, m) in enumerate(runs)
        )

    @property
    def same(self) -> bool:
        """Whether the texts differ in nothing but spaces and case."""
        return all(run[0] == "equal" for run in self.runs)

    def differing(self) -> list[tuple[str, str]]:
        """What stands in `a` and what in `b` where they differ (moved blocks left out)."""
        changed = (c for c in self.changes if c.kind in ("delete", "insert", "replace"))
        return [(c.span_a.of(self.a), c.span_b.of(self.b)) for c in changed]


class Words(NamedTuple):
    """A text read for comparison: its words, and a string with one code point for each."""

    words: tuple[str, ...]
    letters: str
    letter_of: _Letters | None  # None: more different words than code points; compared by the words themselves


class _Letters(dict[str, str]):
    """A code point for each word, given out as words are met."""

    def __missing__(self, word: str) -> str:
        letter = self[word] = chr(len(self))
        return letter


_letters = _Letters()


def read_words(words: Sequence[str]) -> Words:
    """Words made ready for `edit_path`; those read one after another share their code points."""
    global _letters  # noqa: PLW0603 (full once in a million words: begun anew)
    if len(_letters) + len(words) > _MOST_LETTERS:
        _read.cache_clear()
        _letters = _Letters()
    if len(words) > _MOST_LETTERS:
        return Words(tuple(words), "", None)
    return Words(tuple(words), "".join(map(_letters.__getitem__, words)), _letters)


@lru_cache(maxsize=16_384)
def _read(text: str) -> Words:
    return read_words(split_words(text))


def forget() -> None:
    """Drop the texts that are remembered (for measuring)."""
    _read.cache_clear()
    _spans.cache_clear()


def _both(a: str, b: str) -> tuple[Words, Words]:
    """Both texts read with the same code points."""
    one, two = (_read(text) if len(text) <= _MOST_KEPT else read_words(split_words(text)) for text in (a, b))
    if one.letter_of is not two.letter_of:  # begun anew between the two
        one = read_words(one.words)
        two = two if one.letter_of is two.letter_of else Words(two.words, "", None)
    return one, two


def raw_path(one: Words, two: Words) -> list[Any]:
    """The shortest path of insertions and deletions, in difflib's form."""
    same = one.letter_of is not None and one.letter_of is two.letter_of
    found = Indel.opcodes(one.letters, two.letters) if same else Indel.opcodes(one.words, two.words)
    return found.as_list()


def edit_path(one: Words, two: Words) -> list[Run]:
    """The same, what stands in one place on both sides as «replace»."""
    runs: list[Run] = []
    changed = False
    for run in raw_path(one, two):
        if run[0] == "equal":
            changed = False
            runs.append(run)
        elif changed:
            last = runs[-1]
            runs[-1] = ("replace", last[1], run[2], last[3], run[4])
        else:
            changed = True
            runs.append(run)
    return runs


def compare(a: str, b: str) -> Comparison:
    """Compare two texts word by word; case is ignored, punctuation counts as words."""
    one, two = _both(a, b)
    runs = edit_path(one, two)
    common = sum([run[2] - run[1] for run in runs if run[0] == "equal"])
    total = len(one.words) + len(two.words)
    return Comparison(a, b, 2 * common / total if total else 1.0, tuple(runs), (one, two))


def split_words(text: str) -> list[str]:
    """Words and marks, folded. Splitting at spaces after setting the marks apart is four times as fast as a pattern."""
    folded = text.casefold()
    for mark in _MARKS:
        if mark in folded:
            folded = folded.replace(mark, f" {mark} ")
    return folded.split()


@lru_cache(maxsize=4096)
def _spans(text: str) -> list[tuple[int, int]]:
    """Where each of `split_words(text)` stands in the text."""
    return [token.span() for token in _TOKEN.finditer(text)]


def _span(spans: Sequence[tuple[int, int]], start: int, end: int) -> Span:
    if start < end:
        return Span(spans[start][0], spans[end - 1][1])
    place = spans[start - 1][1] if start else 0
    return Span(place, place)


def with_moves(runs: Sequence[Run], one: Words, two: Words) -> tuple[Sequence[Run], dict[int, int]]:
    """The path with what moved cut out of the deleted and inserted runs, and which run is the other end of which."""
    long = [run for run in runs if run[0] != "equal" and max(run[2] - run[1], run[4] - run[3]) >= _LEAST_MOVE]
    if not long:
        return runs, {}
    gone = [(run[1], run[2]) for run in long if run[2] - run[1] >= _LEAST_MOVE]
    come = [(run[3], run[4]) for run in long if run[4] - run[3] >= _LEAST_MOVE]
    moves = _moves(gone, come, one, two) if gone and come else []
    if not moves:
        return runs, {}
    pieces: list[Run] = []
    left_ends: dict[int, int] = {}
    right_ends: dict[int, int] = {}
    for run in runs:
        kind, i, j, k, m = run
        left = right = None
        if kind != "equal":
            left = [(s, s + n, number) for number, (s, _, n) in enumerate(moves) if i <= s and s + n <= j]
            right = [(t, t + n, number) for number, (_, t, n) in enumerate(moves) if k <= t and t + n <= m]
        if not left and not right:
            pieces.append(run)
            continue
        for start, end, number in _cover(i, j, left or []):
            if number >= 0:
                left_ends[number] = len(pieces)
            pieces.append(("delete" if number < 0 else "moved", start, end, k, k))
        for start, end, number in _cover(k, m, right or []):
            if number >= 0:
                right_ends[number] = len(pieces)
            pieces.append(("insert" if number < 0 else "moved", j, j, start, end))
    pairs = [(left_ends[number], right_ends[number]) for number in range(len(moves))]
    return pieces, {end: other for pair in pairs for end, other in (pair, pair[::-1])}


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
    gone: list[tuple[int, int]], come: list[tuple[int, int]], one: Words, two: Words
) -> list[tuple[int, int, int]]:
    """(place in a, place in b, length) of blocks that moved, none of them overlapping, longest runs first met."""
    same = one.letter_of is not None and one.letter_of is two.letter_of
    a: Sequence[str] = one.letters if same else one.words
    b: Sequence[str] = two.letters if same else two.words
    places: dict[Sequence[str], list[tuple[int, int]]] = {}
    for k, m in come:
        for t in range(k, m - _LEAST_MOVE + 1):
            places.setdefault(b[t : t + _LEAST_MOVE], []).append((t, m))
    taken: set[int] = set()
    found = []
    for i, j in gone:
        s = i
        while s <= j - _LEAST_MOVE:
            best = (0, 0)
            for t, m in places.get(a[s : s + _LEAST_MOVE], ())[:8]:
                n = 0
                while s + n < j and t + n < m and a[s + n] == b[t + n] and t + n not in taken:
                    n += 1
                best = max(best, (n, t))
            if best[0] >= _LEAST_MOVE and any(one.words[s + x].isalnum() for x in range(best[0])):
                found.append((s, best[1], best[0]))
                taken.update(range(best[1], best[1] + best[0]))
                s += best[0]
            else:
                s += 1
    return found
