"""Two acts made comparable: words as numbers, own and whole text of every provision, and how alike two of them are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lawkit.editions.change import alike_signs, words_of
from lawkit.model import FRAME, GROUPINGS, Act, Provision
from lawkit.overlaps.comparison import split_words

ROOT = -1
_CLOSING = (";", ".", ",")


@dataclass
class Side:
    """One edition: its tree by position, its texts as numbers. Position -1 is the act itself."""

    act: Act
    nodes: tuple[Provision, ...]
    parent: list[int] = field(default_factory=list)
    children: dict[int, list[int]] = field(default_factory=dict)
    rank: list[int] = field(default_factory=list)  # place among the children of its parent
    own: list[int] = field(default_factory=list)  # equal numbers: equal own words
    words: list[tuple[str, ...]] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)  # equal numbers: equal words in the same order below, too
    size: list[int] = field(default_factory=list)  # words of the whole
    features: list[frozenset[int]] = field(default_factory=list)  # own words and word pairs
    key: list[str] = field(default_factory=list)  # the last step of the id: kind and number
    _whole: dict[int, frozenset[int]] = field(default_factory=dict)

    def below(self, i: int) -> list[int]:
        """Every position below one, itself included, in document order."""
        out, stack = [], [i]
        while stack:
            at = stack.pop()
            out.append(at)
            stack.extend(reversed(self.children.get(at, ())))
        return out

    def all_features(self, i: int) -> frozenset[int]:
        """Own words and word pairs and those of everything below."""
        if not self.children.get(i):
            return self.features[i]
        if i not in self._whole:
            self._whole[i] = frozenset().union(*(self.features[j] for j in self.below(i)))
        return self._whole[i]

    def units(self) -> list[int]:
        """Articles, points of by-laws, preambles: what stands directly in a grouping or in the act."""
        return [
            i
            for i, p in enumerate(self.nodes)
            if p.kind not in GROUPINGS
            and p.kind not in FRAME
            and (self.parent[i] == ROOT or self.nodes[self.parent[i]].kind in GROUPINGS)
        ]

    def printed(self, i: int) -> bool:
        """Whether the number stands in the text: an unnumbered part is counted, not numbered."""
        return bool(self.nodes[i].num.strip()) and bool(self.nodes[i].number)


class Content:
    """Both editions in one vocabulary; `weight` makes rare words count more than common ones."""

    def __init__(self, old: Act, new: Act) -> None:
        self._words: dict[str, int] = {}
        self._pairs: dict[tuple[int, int], int] = {}
        self._texts: dict[tuple[str, ...], int] = {}
        self._trees: dict[tuple[int, ...], int] = {}
        self._ids = 0
        self.old, self.new = self._side(old), self._side(new)
        spread = Counter[int]()
        for side in (self.old, self.new):
            for features in side.features:
                spread.update(features)
        total = len(self.old.nodes) + len(self.new.nodes)
        self.spread = spread
        self.weight = {f: math.log(1 + total / n) for f, n in spread.items()}

    def _side(self, act: Act) -> Side:
        side = Side(act, act.provisions)
        place = {p.eid: i for i, p in enumerate(side.nodes)}
        for i, p in enumerate(side.nodes):
            above = place.get(p.parent, ROOT) if p.parent else ROOT
            side.parent.append(above if above < i else ROOT)
            row = side.children.setdefault(side.parent[i], [])
            side.rank.append(len(row))
            row.append(i)
            words = split_words(alike_signs(words_of(p)))
            while words and words[-1] in _CLOSING:
                words.pop()
            side.words.append(tuple(words))
            side.own.append(self._texts.setdefault(side.words[i], len(self._texts)))
            side.features.append(frozenset(self._features(w for w in words if w.isalnum() or len(w) > 1)))
            side.size.append(len(words))
            side.key.append(p.eid.rpartition("__")[2])
        side.whole = [0] * len(side.nodes)
        for i in range(len(side.nodes) - 1, -1, -1):
            tree = (side.own[i], *(side.whole[j] for j in side.children.get(i, ())))
            side.whole[i] = self._trees.setdefault(tree, len(self._trees))
            if side.parent[i] != ROOT:
                side.size[side.parent[i]] += side.size[i]
        return side

    def _features(self, words: Iterable[str]) -> Iterable[int]:
        before = -1
        for word in words:
            at = self._words.get(word)
            if at is None:
                at = self._words[word] = self._ids
                self._ids += 1
            yield at
            if before >= 0:
                pair = self._pairs.get((before, at))
                if pair is None:
                    pair = self._pairs[before, at] = self._ids
                    self._ids += 1
                yield pair
            before = at

    def mass(self, features: Iterable[int]) -> float:
        """The weight of some words and word pairs."""
        return sum(map(self.weight.__getitem__, features))

    def alike(self, a: frozenset[int], b: frozenset[int]) -> float:
        """Weighted Dice of two sets of words and word pairs (Dice 1945): 1 the same, 0 nothing in common."""
        if not a and not b:
            return 1.0
        common = a & b
        if not common:
            return 0.0
        inside = self.mass(common)
        return 2 * inside / (2 * inside + self.mass(a - b) + self.mass(b - a))

    def rare(self, features: Iterable[int], many: int) -> Sequence[int]:
        """The rarest of some words and word pairs that more than one provision has."""
        return sorted((f for f in features if self.spread[f] > 1), key=lambda f: (self.spread[f], f))[:many]
