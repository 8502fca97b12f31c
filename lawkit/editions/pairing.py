"""Which provision of the old edition is which of the new one.

The order of evidence, the surest first: the same text that stands once on either side, wherever it stands; alike texts
of articles anywhere in the act; alike texts under a pair already found; alike texts anywhere; the same number at the
same place between neighbours that kept theirs. Trees are matched top-down by equal subtrees and then by likeness, as
in GumTree (Falleri et al. 2014); the likeness is Dice over words and word pairs weighted by rarity.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence

from lawkit.editions.content import ROOT, Content, Side
from lawkit.editions.division import Wholes
from lawkit.model import FRAME, GROUPINGS

_ANCHOR = 6  # words from which a text is taken for itself wherever it stands
_ALL_PAIRS = 400  # so many pairs are all looked at; above, only those that share rare words
_SURE = 0.75  # such pairs are bound first: their neighbours are evidence for the others
_UNIT, _CHILD, _ANYWHERE, _SAME_PLACE = 0.4, 0.35, 0.5, 0.12
_NUMBER, _NEIGHBOUR, _PARENT = 0.06, 0.04, 0.04  # what the same number, a neighbour, the place above add
_OWN = 0.35  # of a unit's likeness is that of its heading or opening words
_SHARE = 0.8  # without either, so much weighs the share of provisions below that stayed
_RARE_OLD, _RARE_NEW, _VOTED = 24, 12, 6


class Pairing:
    """The pairs found so far; `found` maps old positions to new ones, `back` new to old."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.old: Side = content.old
        self.new: Side = content.new
        self.found: dict[int, int] = {ROOT: ROOT}
        self.back: dict[int, int] = {ROOT: ROOT}
        self._wholes: tuple[Wholes, Wholes] | None = None

    def run(self) -> dict[int, int]:
        """All pairs, old position to new position, without the acts themselves."""
        self._frame()
        self._anchors(_ANCHOR)
        units = self.old.units(), self.new.units()
        self._pair(*units, _UNIT)
        self._below(self._bound(units[0]))
        self._everywhere()
        self._numbers(*units)
        self._below(self._bound(units[0]))
        self._anchors(2)
        self._groupings()
        self._below([ROOT, *self._bound(self._kept(self.old, GROUPINGS))])
        self._numbers(self._kept(self.old, GROUPINGS), self._kept(self.new, GROUPINGS))
        return {i: j for i, j in sorted(self.found.items()) if i != ROOT}

    # ── binding ─────────────────────────────────────────────────────────────

    def _bind(self, i: int, j: int) -> None:
        self.found[i], self.back[j] = j, i

    def _free(self, i: int, j: int) -> bool:
        return i not in self.found and j not in self.back

    def _bound(self, positions: Iterable[int]) -> list[int]:
        return [i for i in positions if i in self.found]

    @staticmethod
    def _kept(side: Side, kinds: frozenset[str]) -> list[int]:
        return [i for i, p in enumerate(side.nodes) if p.kind in kinds]

    def _frame(self) -> None:
        """Title, table of contents and signatures, by kind and order."""
        places = {p.eid: j for j, p in enumerate(self.new.nodes) if p.kind in FRAME}
        for i, p in enumerate(self.old.nodes):
            if p.kind in FRAME and p.eid in places:
                self._bind(i, places[p.eid])

    # ── the same text ───────────────────────────────────────────────────────

    def _anchors(self, least: int) -> None:
        """Bind equal subtrees that stand once among the unbound of either side, the outer before the inner."""
        places: list[dict[int, list[int]]] = []
        for side, bound in ((self.old, self.found), (self.new, self.back)):
            by_tree: dict[int, list[int]] = defaultdict(list)
            for i in range(len(side.nodes)):
                if side.size[i] >= least and i not in bound and side.nodes[i].kind not in FRAME:
                    by_tree[side.whole[i]].append(i)
            places.append(by_tree)
        for tree, olds in places[0].items():
            news = places[1].get(tree, ())
            if len(olds) == len(news) == 1 and self._free(olds[0], news[0]):
                self._bind_trees(olds[0], news[0])

    def _bind_trees(self, i: int, j: int) -> None:
        """Bind two equal subtrees, node by node."""
        for a, b in zip(self.old.below(i), self.new.below(j), strict=True):
            if self._free(a, b):
                self._bind(a, b)

    # ── alike texts ─────────────────────────────────────────────────────────

    def _pair(self, olds: Sequence[int], news: Sequence[int], least: float) -> None:
        """Bind the most alike of two sets of provisions, the surest first, then again with their neighbours known."""
        for floor in (max(least, _SURE), least):
            left = [i for i in olds if i not in self.found and self.old.size[i]]
            right = [j for j in news if j not in self.back and self.new.size[j]]
            scored = []
            for i, j in self._candidates(left, right):
                if (self.old.nodes[i].kind == "article") != (self.new.nodes[j].kind == "article"):
                    continue
                likeness = self._likeness(i, j)
                if likeness >= floor:
                    scored.append((-round(likeness + self._context(i, j), 9), abs(i - j), i, j))
            for _, _, i, j in sorted(scored):
                if self._free(i, j):
                    self._bind(i, j)

    def _likeness(self, i: int, j: int) -> float:
        if self.old.whole[i] == self.new.whole[j]:
            return 1.0
        whole = self.content.alike(self.old.all_features(i), self.new.all_features(j))
        olds, news = self.old.children.get(i, ()), self.new.children.get(j, ())
        if not olds and not news:
            return whole
        own = self.old.features[i], self.new.features[j]
        if own[0] and own[1]:  # a long point that moved must not carry its article
            return whole + _OWN * (self.content.alike(*own) - whole)
        kept = sum(self._stays(a, news) for a in olds)
        return whole + _SHARE * (2 * kept / (len(olds) + len(news)) - whole)

    def _stays(self, a: int, news: Sequence[int]) -> bool:
        """Whether a provision is among some new ones, paired already or alike."""
        if a in self.found:
            return self.found[a] in news
        return any(
            b not in self.back and self.content.alike(self.old.features[a], self.new.features[b]) >= _ANYWHERE
            for b in news
        )

    def _context(self, i: int, j: int) -> float:
        """What number, neighbours and the place above say."""
        worth = _NUMBER if self.old.key[i] == self.new.key[j] else 0.0
        above, below = self.old.parent[i], self.new.parent[j]
        worth += _PARENT if self.found.get(above, -2) == below else 0.0
        brothers, sisters = self.old.children[above], self.new.children[below]
        at, to = self.old.rank[i], self.new.rank[j]
        for step in (-1, 1):
            if 0 <= at + step < len(brothers) and 0 <= to + step < len(sisters):
                worth += _NEIGHBOUR if self.found.get(brothers[at + step], -2) == sisters[to + step] else 0.0
        return worth

    def _candidates(self, olds: Sequence[int], news: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs worth a look: all of few; of many those with one number, one text, or rare words in common."""
        if len(olds) * len(news) <= _ALL_PAIRS:
            return [(i, j) for i in olds for j in news]
        found: dict[tuple[int, int], None] = {}
        for key in (lambda side, i: side.nodes[i].eid, lambda side, i: (side.whole[i],)):
            places = _by(news, self.new, key)
            turn: dict[object, int] = defaultdict(int)
            for i in olds:
                name = key(self.old, i)
                there = places.get(name, ())
                for j in there if len(there) < 12 else there[max(0, turn[name] - 1) : turn[name] + 2]:
                    found[i, j] = None
                turn[name] += 1
        postings: dict[int, list[int]] = defaultdict(list)
        for i in olds:
            for feature in self.content.rare(self.old.all_features(i), _RARE_OLD):
                postings[feature].append(i)
        for j in news:
            votes: dict[int, float] = defaultdict(float)
            for feature in self.content.rare(self.new.all_features(j), _RARE_NEW):
                for i in postings.get(feature, ())[:60]:
                    votes[i] += self.content.weight[feature]
            for i in sorted(votes, key=lambda i: (-round(votes[i], 9), abs(i - j), i))[:_VOTED]:
                found[i, j] = None
        return list(found)

    def _below(self, positions: Iterable[int]) -> None:
        """Pair what stands under pairs already found, level by level."""
        stack = deque(positions)
        while stack:
            i = stack.popleft()
            olds = self._under(self.old, i)
            news = self._under(self.new, self.found[i])
            self._pair(olds, news, _CHILD)
            self._numbers(olds, news)
            stack.extend(self._bound(olds))

    @staticmethod
    def _under(side: Side, i: int) -> list[int]:
        return [j for j in side.children.get(i, ()) if side.nodes[j].kind not in GROUPINGS]

    def _everywhere(self) -> None:
        """Pair what is left, wherever it stands, and what stands under it."""
        olds, news = (
            [i for i, p in enumerate(side.nodes) if p.kind not in GROUPINGS and p.kind not in FRAME
             and i not in bound and side.size[i] >= _ANCHOR]
            for side, bound in ((self.old, self.found), (self.new, self.back))
        )  # fmt: skip
        self._pair(olds, news, _ANYWHERE)
        self._below(self._bound(olds))

    # ── the same number ─────────────────────────────────────────────────────

    def _numbers(self, olds: Sequence[int], news: Sequence[int]) -> None:
        """Bind what kept its number at its place: emptied units, and texts written anew between kept neighbours."""
        places = {(self.new.parent[j], self.new.key[j]): j for j in news if j not in self.back}
        for i in olds:
            j = None if self.old.size[i] else places.get((self.found.get(self.old.parent[i], -2), self.old.key[i]))
            if j is not None and self._free(i, j) and not self.new.size[j] and self._kept_between(i, j):
                self._bind(i, j)
        self._stubs(olds)
        anywhere = {self.new.nodes[j].eid: j for j in news if j not in self.back}
        for i in olds:
            if i in self.found:
                continue
            above = self.found.get(self.old.parent[i])
            j = places.get((above, self.old.key[i])) if above is not None else None
            if j is None:
                j = anywhere.get(self.old.nodes[i].eid)
            if j is None or not self._free(i, j):
                continue
            if self._agree(i, j):
                self._bind(i, j)

    def _agree(self, i: int, j: int) -> bool:
        """Whether two provisions of one number are one provision."""
        if self.old.size[i] == self.new.size[j] == 0:
            return True
        if not self.old.size[i] or not self.new.size[j]:
            return False  # what stood there may have moved; numbers left behind are paired last
        alike = self._likeness(i, j) >= _SAME_PLACE or self._kept_between(i, j)
        return alike and not self._of_another(i, j)

    def _of_another(self, i: int, j: int) -> bool:
        """Whether one of the two is a part of something else: the other half of a split, or a text merged elsewhere."""
        if self._likeness(i, j) >= _CHILD:
            return False
        if self._wholes is None:
            self._wholes = (
                Wholes(self.content, self.old, self.new),
                Wholes(self.content, self.new, self.old),
            )
        return self._wholes[0].of_words(j, self.found) is not None or self._wholes[1].of_words(i, self.back) is not None

    def _stubs(self, olds: Sequence[int]) -> None:
        """Bind emptied units whose numbers shifted with those of their neighbours."""
        for i in olds:
            if i in self.found or self.old.size[i]:
                continue
            row, at = self.old.children[self.old.parent[i]], self.old.rank[i]
            for near, step in (*((k, 1) for k in row[at - 1 :: -1] if at), *((k, -1) for k in row[at + 1 :])):
                place = self.found.get(near, ROOT)
                if place == ROOT or self.new.parent[place] != self.found.get(self.old.parent[i], -2):
                    continue
                sisters = self.new.children[self.new.parent[place]]
                beside = self.new.rank[place] + step
                j = sisters[beside] if 0 <= beside < len(sisters) else ROOT
                if j != ROOT and not self.new.size[j] and j not in self.back:
                    self._bind(i, j)
                    break

    def _kept_between(self, i: int, j: int) -> bool:
        """Whether the nearest paired neighbours on either side kept their numbers: then a number is a name."""
        brothers = self.old.children[self.old.parent[i]]
        at = self.old.rank[i]
        for row in (brothers[at - 1 :: -1] if at else [], brothers[at + 1 :]):
            near = next((k for k in row if k in self.found), None)
            if near is not None and self.old.key[near] != self.new.key[self.found[near]]:
                return False
        return self.old.printed(i) == self.new.printed(j) and self.old.nodes[i].kind == self.new.nodes[j].kind

    # ── groupings ───────────────────────────────────────────────────────────

    def _groupings(self) -> None:
        """Pair chapters and the like by what they hold and by their headings."""
        held: dict[tuple[int, int], int] = defaultdict(int)
        totals: tuple[dict[int, int], dict[int, int]] = (defaultdict(int), defaultdict(int))
        for number, side in enumerate((self.old, self.new)):
            for i in side.units():
                for above in _above(side, i):
                    totals[number][above] += 1
        for i in self.old.units():
            if i in self.found:
                for above in _above(self.old, i):
                    for over in _above(self.new, self.found[i]):
                        held[above, over] += 1
        scored = []
        for i in self._kept(self.old, GROUPINGS):
            for j in self._kept(self.new, GROUPINGS):
                if self.old.nodes[i].kind != self.new.nodes[j].kind:
                    continue
                share = 2 * held[i, j] / max(1, totals[0][i] + totals[1][j])
                heading = self.content.alike(self.old.features[i], self.new.features[j])
                number = self.old.nodes[i].eid == self.new.nodes[j].eid
                score = 0.5 * share + 0.4 * heading + 0.1 * number
                if score >= 0.3:
                    scored.append((-round(score, 9), abs(i - j), i, j))
        for _, _, i, j in sorted(scored):
            if self._free(i, j):
                self._bind(i, j)


def _by(positions: Iterable[int], side: Side, key: Callable[[Side, int], object]) -> dict[object, list[int]]:
    """Positions by a key."""
    places: dict[object, list[int]] = defaultdict(list)
    for i in positions:
        places[key(side, i)].append(i)
    return places


def _above(side: Side, i: int) -> list[int]:
    """The groupings over a position, the nearest first."""
    out = []
    i = side.parent[i]
    while i != ROOT:
        out.append(i)
        i = side.parent[i]
    return out
