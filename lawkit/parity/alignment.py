"""Which provision of one language answers to which of another.

Where both number alike, the numbers are believed; elsewhere a monotone alignment is found by dynamic programming over
the units of each level (after Gale and Church 1993), scored by words that go together (`lexicon`), figures, citations,
kinds, numbers and lengths. Two passes: the first learns the words for the second.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lawkit.model import Act, Address
from lawkit.parity.lexicon import Lexicon, dictionary
from lawkit.parity.units import Outline, Unit, numbers_of, outline

_GAP = 0.13  # what a unit without a partner costs
_SAME_NUMBER, _OTHER_KIND, _OTHER_STATUS = 0.16, 0.6, 0.2
_BAND = 8  # how far a partner may stand from the diagonal, beyond the difference in count
_SPINE_TOKENS = 40
_MANY = 0.3  # of all provisions: then what was learnt first is not good enough yet
_SAME_LENGTH = 0.35  # logarithm of the ratio of lengths
_MERGED: frozenset[str] = frozenset({"alinea", "indent"})


@dataclass(frozen=True, slots=True)
class Match:
    """One pair of provisions; an empty id: no partner. `method`: number, content, merged, missing."""

    a: str
    b: str
    score: float
    method: str


@dataclass(frozen=True)
class Alignment:
    """All pairs, in the order of the first act, then what only the second one has."""

    a: Address
    b: Address
    matches: tuple[Match, ...]
    lexicon: Lexicon = field(repr=False, compare=False)
    outlines: tuple[Outline, Outline] = field(repr=False, compare=False)

    @cached_property
    def b_of(self) -> dict[str, str]:
        """Partner in b of each provision of a that has one (the first, where two were joined)."""
        found: dict[str, str] = {}
        for m in self.matches:
            if m.a and m.b:
                found.setdefault(m.a, m.b)
        return found

    @cached_property
    def a_of(self) -> dict[str, str]:
        """Partner in a of each provision of b that has one."""
        found: dict[str, str] = {}
        for m in self.matches:
            if m.a and m.b:
                found.setdefault(m.b, m.a)
        return found


def align_languages(a: Act, b: Act) -> Alignment:
    """Align two language versions (or any two versions) of one act; title, contents and signature are left out."""
    one, two = outline(a), outline(b)
    every_a = [u.tokens for u in one.by_eid.values()]
    every_b = [u.tokens for u in two.by_eid.values()]
    known = dictionary(a.language, b.language)
    aligner = _Aligner(Lexicon((), every_a, every_b, known))
    matches = aligner.run(one, two)
    passes = 2 if aligner.guessed > len(one.by_eid) * _MANY else 1
    for number in range(passes):
        pairs = [(one.by_eid[m.a].tokens, two.by_eid[m.b].tokens) for m in matches if m.a and m.b]
        aligner = _Aligner(Lexicon(pairs, every_a, every_b, known), last=number + 1 == passes)
        matches = aligner.run(one, two)
    return Alignment(a.address, b.address, tuple(matches), aligner.lexicon, (one, two))


def align_below(alignment: Alignment, a: Unit, b: Unit) -> list[Match]:
    """Pairs of what stands below two units that answer to each other, whatever the alignment says of them."""
    aligner = _Aligner(alignment.lexicon, last=True)
    return list(aligner._list(a.below, b.below))  # noqa: SLF001 - the same module


class _Aligner:
    """Aligns level after level with the words known so far."""

    def __init__(self, lexicon: Lexicon, *, last: bool = False) -> None:
        self.lexicon = lexicon
        self.guessed = 0  # provisions in lists that are not numbered alike
        self.last = last  # only the last pass tells scores

    def run(self, a: Outline, b: Outline) -> list[Match]:
        matches = [*self._list(a.groupings, b.groupings, deep=False), *self._list(a.spine, b.spine)]
        return _absorbed(matches, a.by_eid, b.by_eid)

    def _list(self, a: Sequence[Unit], b: Sequence[Unit], *, deep: bool = True) -> Iterator[Match]:
        if not a and not b:
            return
        if numbers_of(a) == numbers_of(b):
            beads = [((i, i + 1), (i, i + 1)) for i in range(len(a))]
            method = "number"
        else:
            self.guessed += len(a)
            beads = self._search(a, b)
            method = "content"
        for (i, j), (k, m) in beads:
            yield from self._bead(a[i:j], b[k:m], method, deep=deep)

    def _bead(self, a: Sequence[Unit], b: Sequence[Unit], method: str, *, deep: bool) -> Iterator[Match]:
        if not a or not b:
            for unit in [*a, *b]:
                yield from self._alone(unit, first=bool(a), deep=deep)
            return
        joined = len(a) > 1 or len(b) > 1
        score = self.lexicon.likeness(_union(a), _union(b)) if self.last else 0.0
        for one in a:
            for two in b:
                yield Match(one.eid, two.eid, round(score, 3), "merged" if joined else method)
        if deep:
            below_a, below_b = [u for one in a for u in one.below], [u for two in b for u in two.below]
            yield from self._list(below_a, below_b)

    def _alone(self, unit: Unit, *, first: bool, deep: bool) -> Iterator[Match]:
        yield Match(unit.eid if first else "", "" if first else unit.eid, 0.0, "missing")
        for child in unit.below if deep else ():
            yield from self._alone(child, first=first, deep=True)

    # --- dynamic programming

    def _search(self, a: Sequence[Unit], b: Sequence[Unit]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """The best monotone path of 1:1, 1:0, 0:1, 2:1 and 1:2 beads."""
        n, m = len(a), len(b)
        tokens_a, tokens_b = [self._tokens(u, first=True) for u in a], [self._tokens(u, first=False) for u in b]
        band = _BAND + abs(n - m)
        best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
        for i in range(n + 1):
            middle = i * m // max(n, 1)
            for j in range(max(0, middle - band), min(m, middle + band) + 1):
                found = best.get((i, j))
                for di, dj in ((0, 1), (1, 0), (1, 1), (2, 1), (1, 2)):
                    before = best.get((i - di, j - dj))
                    if before is None or (di == 0 and j == 0):
                        continue
                    gain = self._gain(a, b, tokens_a, tokens_b, i, j, di, dj)
                    if gain is not None and (found is None or before[0] + gain > found[0]):
                        found = (before[0] + gain, (di, dj))
                if found is not None:
                    best[i, j] = found
        path, at = [], (n, m)
        while at != (0, 0):
            di, dj = best[at][1]
            path.append(((at[0] - di, at[0]), (at[1] - dj, at[1])))
            at = (at[0] - di, at[1] - dj)
        return path[::-1]

    def _gain(
        self, a: Sequence[Unit], b: Sequence[Unit], tokens_a: Sequence[frozenset[str]], tokens_b: Sequence[frozenset[str]],
        i: int, j: int, di: int, dj: int,
    ) -> float | None:  # fmt: skip
        if di == 0 or dj == 0:
            return -_GAP * (0.5 if (a[i - 1] if di else b[j - 1]).silent else 1.0)
        if di == dj:
            return self._score(a[i - 1], b[j - 1], tokens_a[i - 1], tokens_b[j - 1])
        ones, twos = a[i - di : i], b[j - dj : j]
        if any(u.provision.kind not in _MERGED or u.below or u.silent for u in [*ones, *twos]):
            return None
        like = self.lexicon.likeness(_union(ones), _union(twos))
        lengths = length_term(sum(u.length for u in ones), sum(u.length for u in twos))
        return like + lengths - 2 * _GAP if lengths > -0.1 else None

    def _tokens(self, unit: Unit, *, first: bool) -> frozenset[str]:
        """The rarest tokens of a unit and of what stands below it."""
        if not unit.below:
            return unit.tokens
        known = self.lexicon.in_a if first else self.lexicon.in_b
        return frozenset(sorted(unit.all_tokens, key=lambda t: (known[t], t))[:_SPINE_TOKENS]) | unit.tokens

    def _score(self, a: Unit, b: Unit, tokens_a: frozenset[str], tokens_b: frozenset[str]) -> float:
        one, two = a.provision, b.provision
        score = self.lexicon.likeness(tokens_a, tokens_b) + length_term(a.length, b.length)
        if one.kind != two.kind:
            score -= _OTHER_KIND
        elif one.number and one.number == two.number:
            score += _SAME_NUMBER
        if one.status != two.status or a.silent != b.silent:
            score -= _OTHER_STATUS
        elif a.silent:
            score += _GAP
        return score


def _absorbed(matches: list[Match], a: dict[str, Unit], b: dict[str, Unit]) -> list[Match]:
    """A part of its own in one text that is the end of the unit above it in the other: joined, not missing."""
    partner = {m.a: m.b for m in matches if m.a and m.b} | {f"/{m.b}": m.a for m in matches if m.a and m.b}
    out = []
    for m in matches:
        unit = None if m.a and m.b else a[m.a] if m.a else b[m.b]
        if unit is None or unit.provision.kind not in _MERGED or unit.below or not unit.text:
            out.append(m)
            continue
        mine, theirs = (a, b) if m.a else (b, a)
        up = mine.get(unit.provision.parent)
        other = theirs.get(partner.get(up.eid if m.a else f"/{up.eid}", "")) if up else None
        if up is None or other is None or not up.text or not other.text:
            out.append(m)
            continue
        apart, joined = len(other.text) / len(up.text), len(other.text) / (len(up.text) + len(unit.text))
        if abs(math.log(joined)) < _SAME_LENGTH < abs(math.log(apart)):
            out.append(Match(unit.eid if m.a else other.eid, other.eid if m.a else unit.eid, 0.0, "merged"))
        else:
            out.append(m)
    return out


def _union(units: Sequence[Unit]) -> frozenset[str]:
    return units[0].tokens if len(units) == 1 else frozenset().union(*(u.tokens for u in units))


def length_term(a: int, b: int) -> float:
    """At most 0: how far apart two lengths are."""
    return -min(0.3, 0.18 * abs(math.log((a + 12) / (b + 12))))
