"""List items that stand in another order in the other language, though they are numbered alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lawkit.parity.alignment import Alignment
from lawkit.parity.units import Unit

_REACH = 12  # items further apart are not compared
_LOW = 0.62  # an item whose own partner is as alike as this is in its place
_LEAST_GAIN = 0.3  # how much more alike the displaced partners are than the neighbours by number, both together
_LEAST_LIKE = 0.3


class Displaced(NamedTuple):
    """Two items of a list in a that answer to each other's numbers in b."""

    a: tuple[Unit, Unit]
    b: tuple[Unit, Unit]  # b[0] has the number of a[0], but the content of a[1]
    gain: float


def find_displaced(alignment: Alignment) -> Iterator[Displaced]:
    """Items whose partners by number are clearly not their partners by content."""
    one, two = alignment.outlines
    for a in [Unit(u.provision, u.language, u.below) for u in one.by_eid.values() if u.below]:
        b = two.by_eid.get(alignment.b_of.get(a.eid, ""))
        if b is not None:
            yield from _in_list(alignment, a.below, b.below)


def _in_list(alignment: Alignment, below_a: list[Unit], below_b: list[Unit]) -> Iterator[Displaced]:
    by_eid = {u.eid: u for u in below_b}
    pairs = [(u, by_eid[alignment.b_of[u.eid]]) for u in below_a if alignment.b_of.get(u.eid) in by_eid]
    pairs = [(u, v) for u, v in pairs if u.text and v.text and u.provision.kind == v.provision.kind]
    if len(pairs) < 2:
        return
    like = alignment.lexicon.likeness
    own = [like(u.tokens, v.tokens, without=True) for u, v in pairs]
    candidates = [i for i, score in enumerate(own) if score < _LOW]
    found = []
    for at, i in enumerate(candidates):
        for j in candidates[at + 1 :]:
            if j - i > _REACH:
                break
            there, back = like(pairs[i][0].tokens, pairs[j][1].tokens), like(pairs[j][0].tokens, pairs[i][1].tokens)
            gain = there + back - own[i] - own[j]
            if gain >= _LEAST_GAIN and min(there, back) >= _LEAST_LIKE and there > own[i] and back > own[j]:
                found.append((gain, i, j))
    used: set[int] = set()
    for gain, i, j in sorted(found, reverse=True):
        if i not in used and j not in used:
            used |= {i, j}
            yield Displaced((pairs[i][0], pairs[j][0]), (pairs[i][1], pairs[j][1]), gain)
