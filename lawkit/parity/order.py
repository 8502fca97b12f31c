"""List items that stand in another order in the other language, though they are numbered alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lawkit.parity.alignment import Alignment, length_term
from lawkit.parity.lexicon import Lexicon
from lawkit.parity.units import Unit

_REACH = 12  # items further apart are not compared
_LOW = 0.8  # an item whose own partner is as alike as this is in its place
_LEAST_GAIN = 0.4  # how much more alike the displaced partners are than the neighbours by number, both together
_LEAST_LIKE = 0.2
_CLEAR_GAIN = 0.7
_SLACK = 0.05  # items that fit their places by more than this are not looked at closely


class Displaced(NamedTuple):
    """Two items of a list in a that answer to each other's numbers in b."""

    a: tuple[Unit, Unit]
    b: tuple[Unit, Unit]  # b[0] has the number of a[0], but the content of a[1]
    gain: float


def find_displaced(alignment: Alignment) -> Iterator[Displaced]:
    """Items whose partners by number are clearly not their partners by content."""
    one, two = alignment.outlines
    lists = [(list(one.spine), list(two.spine))]
    moved: set[str] = set()  # below a displaced unit nothing is compared by number
    for a in one.by_eid.values():
        b = two.by_eid.get(alignment.b_of.get(a.eid, ""))
        if a.below and b is not None:
            lists.append((a.below, b.below))
    for below_a, below_b in lists:
        if below_a and below_a[0].provision.parent in moved:
            moved.update(u.eid for u in below_a)
            continue
        for found in _in_list(alignment, below_a, below_b):
            moved.update(u.eid for u in found.a)
            yield found


def _in_list(alignment: Alignment, below_a: list[Unit], below_b: list[Unit]) -> Iterator[Displaced]:
    by_eid = {u.eid: u for u in below_b}
    pairs = [(u, by_eid[alignment.b_of[u.eid]]) for u in below_a if alignment.b_of.get(u.eid) in by_eid]
    pairs = [(u, v) for u, v in pairs if not u.silent and not v.silent and u.provision.kind == v.provision.kind]
    if len(pairs) < 2:
        return
    lexicon = alignment.lexicon
    own = [
        lexicon.likeness(u.all_tokens, v.all_tokens, without=True) + length_term(u.length, v.length) for u, v in pairs
    ]
    candidates = [i for i, score in enumerate(own) if score < _LOW]
    found = []
    for at, i in enumerate(candidates):
        for j in candidates[at + 1 :]:
            if j - i > _REACH:
                break
            (a, b), (c, d) = pairs[i], pairs[j]
            if (
                lexicon.likeness(a.all_tokens, d.all_tokens) + _SLACK < own[i]
                and lexicon.likeness(c.all_tokens, b.all_tokens) + _SLACK < own[j]
            ):
                continue
            gain = _gain(lexicon, pairs[i], pairs[j])
            if gain >= _LEAST_GAIN:
                found.append((gain, i, j))
    used: set[int] = set()
    for gain, i, j in sorted(found, reverse=True):
        if i not in used and j not in used:
            used |= {i, j}
            yield Displaced((pairs[i][0], pairs[j][0]), (pairs[i][1], pairs[j][1]), gain)


def _gain(lexicon: Lexicon, one: tuple[Unit, Unit], two: tuple[Unit, Unit]) -> float:
    """How much better two items fit when they change places, by the words that tell them apart; 0: they do not."""
    (a, b), (c, d) = one, two
    only_a, only_c = a.all_tokens - c.all_tokens, c.all_tokens - a.all_tokens
    only_b, only_d = b.all_tokens - d.all_tokens, d.all_tokens - b.all_tokens
    kept = lexicon.likeness(only_a, only_b, without=True), lexicon.likeness(only_c, only_d, without=True)
    crossed = lexicon.likeness(only_a, only_d), lexicon.likeness(only_c, only_b)
    if crossed[0] < kept[0] or crossed[1] < kept[1]:
        return 0.0
    lengths = length_term(a.length, d.length) + length_term(c.length, b.length)
    lengths -= length_term(a.length, b.length) + length_term(c.length, d.length)
    gain = sum(crossed) - sum(kept) + lengths
    return gain if min(crossed) >= _LEAST_LIKE or gain >= _CLEAR_GAIN else 0.0
