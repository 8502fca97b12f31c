"""`diff_acts`: the changes between two editions of an act, every provision of both in exactly one of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lawkit.editions.change import Change, ChangeKind, words_of
from lawkit.editions.content import ROOT, Content
from lawkit.editions.division import divisions
from lawkit.editions.pairing import Pairing
from lawkit.errors import NotComparable
from lawkit.model import FRAME, Act, Provision


def diff_acts(old: Act, new: Act) -> list[Change]:
    """What became of every provision between two editions in one language.

    In the order of the new edition; what is gone stands after its old neighbour. Every provision of either act is in
    exactly one change. The same acts give the same list. Raises NotComparable for texts in two languages.
    """
    if old.language != new.language:
        raise NotComparable(
            f"{old.address} and {new.address} are in two languages", "compare editions in one; see lawkit parity"
        )
    content = Content(old, new)
    pairs = Pairing(content).run()
    parted, joined = divisions(content, pairs)
    shifted = _out_of_order(content, pairs)
    changes: list[tuple[tuple[int, int], Change]] = []
    taken_old = {i for olds, _ in (*parted, *joined) for i in olds}
    taken_new = {j for _, news in (*parted, *joined) for j in news}
    _left_numbers(content, pairs, taken_old, taken_new)
    for kind, groups in (("split", parted), ("merged", joined)):
        for olds, news in groups:
            change = _grouped(content, kind, olds, news)  # type: ignore[arg-type]
            changes.append(((min(news), 0), change))
    for i, j in pairs.items():
        if i not in taken_old and j not in taken_new:
            changes.append(((j, 0), _pair(content, pairs, i, j, shifted=i in shifted)))
    changes += _alone(content, pairs, taken_old, taken_new)
    return [change for _, change in sorted(changes, key=lambda entry: entry[0])]


def _alone(
    content: Content, pairs: dict[int, int], taken_old: set[int], taken_new: set[int]
) -> Iterator[tuple[tuple[int, int], Change]]:
    """What stands on one side only, each with its place among the changes."""
    old, new = content.old, content.new
    back = set(pairs.values()) | taken_new
    for j, p in enumerate(new.nodes):
        if j not in back and _told_elsewhere(p, old.act):
            yield (j, 0), Change("unchanged", (), (p,))
        elif j not in back:
            emptied = p.status == "excluded" and not new.size[j]
            yield (j, 0), Change("excluded" if emptied else "added", (), (p,), 0.0)
    at = ROOT
    for i, p in enumerate(old.nodes):
        if i in pairs:
            at = pairs[i]
        elif i not in taken_old and _told_elsewhere(p, new.act):
            yield (at, i + 1), Change("unchanged", (p,), ())
        elif i not in taken_old:
            yield (at, i + 1), Change("excluded", (p,), (), 0.0)


def _told_elsewhere(p: Provision, other: Act) -> bool:
    """Whether a title or the like is missing in the other text's body only because its source keeps it apart."""
    if p.kind not in FRAME:
        return False
    known = " ".join(f"{other.title} {other.requisites}".casefold().split())
    return p.kind != "preface" or any(line.casefold().strip() in known for line in words_of(p).split("\n"))


def _left_numbers(content: Content, pairs: dict[int, int], taken_old: set[int], taken_new: set[int]) -> None:
    """Pair what went with the number it left behind, and what came back under an empty number at the same place."""
    back = set(pairs.values()) | taken_new
    places = {(content.new.parent[j], content.new.key[j]): j for j in range(len(content.new.nodes)) if j not in back}
    for i in range(len(content.old.nodes)):
        if i in pairs or i in taken_old:
            continue
        above = content.old.parent[i]
        place = (ROOT if above == ROOT else pairs.get(above, -2), content.old.key[i])
        j = places.get(place)
        if j is None:
            continue
        sides = ((content.old, i), (content.new, j))
        if any(side.nodes[k].status == "excluded" and not side.size[k] for side, k in sides):
            pairs[i] = places.pop(place)


def _grouped(content: Content, kind: ChangeKind, olds: Iterable[int], news: Iterable[int]) -> Change:
    """One change of several provisions."""
    old = tuple(content.old.nodes[i] for i in sorted(olds))
    new = tuple(content.new.nodes[j] for j in sorted(news))
    change = Change(kind, old, new)
    likeness = change.comparison.ratio
    return Change(kind, old, new, likeness, reworded=likeness < 1)


def _pair(content: Content, pairs: dict[int, int], i: int, j: int, *, shifted: bool) -> Change:
    """The change of one old and one new provision."""
    old, new = content.old.nodes[i], content.new.nodes[j]
    above = content.old.parent[i]
    moved = shifted or (ROOT if above == ROOT else pairs.get(above, -2)) != content.new.parent[j]
    numbered = content.old.printed(i) and content.new.printed(j)
    renumbered = numbered and old.number != new.number
    gone = new.status == "excluded" and old.status != "excluded"
    back = old.status == "excluded" and new.status != "excluded"
    if gone or back:
        return Change("excluded" if gone else "added", (old,), (new,), 0.0, moved, renumbered)
    before, after = words_of(old), words_of(new)
    reworded = content.old.own[i] != content.new.own[j]
    minor = not reworded and " ".join(before.split()) != " ".join(after.split())
    likeness = content.alike(content.old.features[i], content.new.features[j]) if reworded else 1.0
    kind: ChangeKind = (
        "reworded" if reworded else "moved" if moved else "renumbered" if renumbered else "unchanged"
    )  # fmt: skip
    return Change(kind, (old,), (new,), round(likeness, 4), moved, renumbered, reworded, minor)


def _out_of_order(content: Content, pairs: dict[int, int]) -> set[int]:
    """Old positions that stand elsewhere among the same neighbours: all but a longest row that kept its order."""
    rows: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for i, j in pairs.items():
        rows[content.old.parent[i], content.new.parent[j]].append((i, j))
    shifted: set[int] = set()
    for row in rows.values():
        if any(a[1] > b[1] for a, b in pairwise(row)):
            kept = _longest([j for _, j in row])
            shifted.update(i for place, (i, _) in enumerate(row) if place not in kept)
    return shifted


def _longest(values: list[int]) -> set[int]:
    """Places of a longest increasing subsequence (Fredman 1975), in n log n."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        if at == len(tails):
            tails.append(value)
            last.append(place)
        else:
            tails[at], last[at] = value, place
        before.append(last[at - 1] if at else -1)
    kept: set[int] = set()
    place = last[-1] if last else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept
