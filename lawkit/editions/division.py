"""One provision that became several, and several that became one, where the words prove it."""

from __future__ import annotations

from collections import defaultdict

from lawkit.editions.content import ROOT, Content, Side
from lawkit.model import FRAME, GROUPINGS

_LEAST = 6  # words of a part
_INSIDE = 0.75  # of a part's weight must stand in the whole
_GONE = 0.6  # of it must be missing in what else became of the whole
_HELD = 0.6  # of a new unit's words must come from one old unit

Group = tuple[tuple[int, ...], tuple[int, ...]]


def divisions(content: Content, pairs: dict[int, int]) -> tuple[list[Group], list[Group]]:
    """Groups of old and new positions: one old that was split, one new into which several were merged."""
    back = {j: i for i, j in pairs.items()}
    parted = _parts(content, content.old, content.new, pairs, back)
    used = {i for olds, _ in parted for i in olds}, {j for _, news in parted for j in news}
    joined = [
        (olds, news)
        for news, olds in _parts(content, content.new, content.old, back, pairs)
        if not used[0].intersection(olds) and not used[1].intersection(news)
    ]
    return parted, joined


def _parts(content: Content, one: Side, many: Side, pairs: dict[int, int], back: dict[int, int]) -> list[Group]:
    """Provisions of `one` whose words became several of `many`, which hold their unpaired parts."""
    groups: dict[int, list[int]] = defaultdict(list)
    postings: dict[int, list[int]] = defaultdict(list)
    free = [j for j in range(len(many.nodes)) if j not in back and _plain(many, j)]
    if not free:
        return []
    for i in range(len(one.nodes)):
        if _plain(one, i):
            for feature in one.features[i]:
                postings[feature].append(i)
    for j in free:
        whole = _whole_of_words(content, one, many, postings, pairs, j)
        if whole is None:
            whole = _whole_of_children(one, many, back, j)
        if whole is not None:
            groups[whole].append(j)
    out: list[Group] = []
    for i, parts in sorted(groups.items()):
        every = sorted({*parts, *([pairs[i]] if i in pairs else [])})
        if len(every) > 1:
            out.append(((i,), tuple(every)))
    return out


def _plain(side: Side, i: int) -> bool:
    return side.nodes[i].kind not in FRAME and side.nodes[i].kind not in GROUPINGS


def _whole_of_words(
    content: Content, one: Side, many: Side, postings: dict[int, list[int]], pairs: dict[int, int], j: int
) -> int | None:
    """The provision whose words a free one took over, and which lost them."""
    part = many.features[j]
    if len(part) < 2 * _LEAST - 1:
        return None
    total = content.mass(part)
    votes: dict[int, float] = defaultdict(float)
    for feature in content.rare(part, 16):
        for i in postings.get(feature, ())[:60]:
            votes[i] += content.weight[feature]
    best: tuple[float, int] | None = None
    for i in sorted(votes, key=lambda i: (-round(votes[i], 9), i))[:4]:
        inside = content.mass(part & one.features[i]) / total
        rest = many.features[pairs[i]] if i in pairs else frozenset[int]()
        gone = content.mass((one.features[i] - rest) & part) / total
        if inside >= _INSIDE and gone >= _GONE and (best is None or inside > best[0]):
            best = (inside, i)
    return best[1] if best else None


def _whole_of_children(one: Side, many: Side, back: dict[int, int], j: int) -> int | None:
    """The unit from which most of what stands under a free unit came; one point that moved is no split."""
    if not many.children.get(j) or not many.size[j]:
        return None
    held: dict[int, int] = defaultdict(int)
    came: dict[int, int] = defaultdict(int)
    for k in many.children[j]:
        if k in back and one.parent[back[k]] != ROOT and _plain(one, one.parent[back[k]]):
            held[one.parent[back[k]]] += many.size[k]
            came[one.parent[back[k]]] += 1
    best = max(sorted(held), key=lambda i: held[i], default=None)
    return best if best is not None and came[best] > 1 and held[best] >= _HELD * many.size[j] else None
