"""One provision that became several, and several that became one, where the words prove it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from lawkit.editions.content import ROOT, Content, Side
from lawkit.model import FRAME, GROUPINGS

_LEAST = 6  # words of a part
_INSIDE = 0.75  # of a part's weight must stand in the whole
_GONE = 0.6  # of its words must be missing in what else became of the whole
_ALL = 1.4  # parts together are at most so much longer than the whole
_HELD = 0.6  # of a new unit's words must come from one old unit

Group = tuple[tuple[int, ...], tuple[int, ...]]


class Wholes:
    """Finds the provision of `one` that a provision of `many` was a part of."""

    def __init__(self, content: Content, one: Side, many: Side) -> None:
        self.content = content
        self.one, self.many = one, many
        self._postings: dict[int, list[int]] = defaultdict(list)
        for i in range(len(one.nodes)):
            if plain(one, i):
                for feature in one.features[i]:
                    self._postings[feature].append(i)

    def of_words(self, j: int, pairs: Mapping[int, int]) -> int | None:
        """The provision whose words `j` took over, and which lost them; `pairs` leads from `one` to `many`."""
        part = self.many.features[j]
        if len(part) < 2 * _LEAST - 1:
            return None
        content = self.content
        total = content.mass(part)
        votes: dict[int, float] = defaultdict(float)
        for feature in content.rare(part, 16):
            for i in self._postings.get(feature, ())[:60]:
                votes[i] += content.weight[feature]
        best: tuple[float, int] | None = None
        for i in sorted(votes, key=lambda i: (-round(votes[i], 9), i))[:4]:
            inside = content.mass(part & self.one.features[i]) / total
            rest = self.many.words[pairs[i]] if i in pairs else ()
            lost = Counter(self.one.words[i])
            lost.subtract(rest)
            gone = sum((+lost & Counter(self.many.words[j])).values()) / len(self.many.words[j])
            if inside >= _INSIDE and gone >= _GONE and (best is None or inside > best[0]):
                best = (inside, i)
        return best[1] if best else None

    def of_children(self, j: int, back: Mapping[int, int]) -> int | None:
        """The unit from which most of what stands under `j` came; one point that moved is no split."""
        if not self.many.children.get(j) or not self.many.size[j]:
            return None
        held: dict[int, int] = defaultdict(int)
        came: dict[int, int] = defaultdict(int)
        for k in self.many.children[j]:
            above = self.one.parent[back[k]] if k in back else ROOT
            if above != ROOT and plain(self.one, above):
                held[above] += self.many.size[k]
                came[above] += 1
        best = max(sorted(held), key=lambda i: held[i], default=None)
        return best if best is not None and came[best] > 1 and held[best] >= _HELD * self.many.size[j] else None


def divisions(content: Content, pairs: dict[int, int]) -> tuple[list[Group], list[Group]]:
    """Groups of old and new positions: one old that was split, one new into which several were merged."""
    back = {j: i for i, j in pairs.items()}
    parted = _parts(Wholes(content, content.old, content.new), pairs, back)
    used = {i for olds, _ in parted for i in olds}, {j for _, news in parted for j in news}
    joined = [
        (olds, news)
        for news, olds in _parts(Wholes(content, content.new, content.old), back, pairs)
        if not used[0].intersection(olds) and not used[1].intersection(news)
    ]
    return parted, joined


def _parts(wholes: Wholes, pairs: dict[int, int], back: dict[int, int]) -> list[Group]:
    """Provisions of one side whose words became several of the other, which hold their unpaired parts."""
    groups: dict[int, list[int]] = defaultdict(list)
    said: dict[int, list[int]] = defaultdict(list)
    for j in range(len(wholes.many.nodes)):
        if j in back or not plain(wholes.many, j):
            continue
        whole = wholes.of_words(j, pairs)
        if whole is not None:
            said[whole].append(j)
            continue
        whole = wholes.of_children(j, back)
        if whole is not None:
            groups[whole].append(j)
    for i, parts in said.items():
        every = {*parts, *([pairs[i]] if i in pairs else [])}
        if sum(len(wholes.many.words[j]) for j in every) <= _ALL * len(wholes.one.words[i]):
            groups[i] += parts  # parts that say the same are copies, no parts
    out: list[Group] = []
    for i, parts in sorted(groups.items()):
        both = sorted({*parts, *([pairs[i]] if i in pairs else [])})
        if len(both) > 1:
            out.append(((i,), tuple(both)))
    return out


def plain(side: Side, i: int) -> bool:
    """Whether a provision may be split or merged: no grouping, no title or signature."""
    return side.nodes[i].kind not in FRAME and side.nodes[i].kind not in GROUPINGS
