"""A second edition of a real act, made by rule from a seed, with the truth about every provision."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace
from typing import Any

from lawkit.model import FRAME, GROUPINGS, Act, Provision

_PIECES = re.compile(r"(?<=[.;])\s+")


@dataclass
class _Node:
    p: Provision
    origin: str = ""  # eid in the old edition
    children: list[_Node] = field(default_factory=list)
    parent: _Node | None = None
    number: str = ""
    text: str = ""
    own_base: bool = False  # its id does not begin with that of its parent


@dataclass
class Truth:
    """What was planted: old eid → new eid, and per old eid the kinds."""

    pairs: dict[str, str] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    renumbered: set[str] = field(default_factory=set)
    reworded: set[str] = field(default_factory=set)
    excluded: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)  # new eids
    split: list[tuple[str, str, str]] = field(default_factory=list)  # old, its two new
    merged: list[tuple[str, str, str]] = field(default_factory=list)  # two old, new


class Planter:
    """Edits a copy of an act's tree; every choice comes from the seed."""

    def __init__(self, act: Act, donor: Act, seed: int) -> None:
        self.act = act
        self.random = random.Random(f"{act.act_id}/{act.language}/{seed}")
        self.root = _Node(act.provisions[0])
        self.by_eid: dict[str, _Node] = {}
        for p in act.provisions:
            above = self.by_eid.get(p.parent, self.root)
            node = _Node(p, p.eid, parent=above, number=p.number, text=p.text,
                         own_base=not (p.parent and p.eid.startswith(p.parent + "__")))  # fmt: skip
            above.children.append(node)
            self.by_eid[p.eid] = node
        self.touched: set[int] = set()
        self.made: list[tuple[str, Any, Any]] = []
        self.words = [w for p in act.provisions for w in p.text.split() if len(w) > 4]
        mine = {p.text for p in act.provisions}
        self.foreign = [p for p in donor.provisions if p.kind in ("paragraph", "subparagraph", "alinea", "article")
                        and len(p.text.split()) >= 8 and p.text not in mine and p.status == "in_force"]  # fmt: skip

    # ── choosing ────────────────────────────────────────────────────────────

    def _fresh(self, kinds: tuple[str, ...], words: int = 0) -> list[_Node]:
        return [
            n for n in self.by_eid.values()
            if n.p.kind in kinds and not self._held(n) and n.p.status == "in_force" and n.p.num
            and len(n.text.split()) >= words and n.p.kind not in FRAME
        ]  # fmt: skip

    def _held(self, node: _Node | None) -> bool:
        """Whether it, what stands over it or under it was edited already."""
        at = node
        while at is not None:
            if id(at) in self.touched:
                return True
            at = at.parent
        return any(id(n) in self.touched for n in _below(node)) if node else False

    def _pick(self, kinds: tuple[str, ...], words: int = 0) -> _Node | None:
        fresh = self._fresh(kinds, words)
        return self.random.choice(fresh) if fresh else None

    def _take(self, node: _Node) -> None:
        assert node.parent
        node.parent.children = [n for n in node.parent.children if n is not node]

    def _put(self, node: _Node, parent: _Node, at: int) -> None:
        node.parent = parent
        parent.children.insert(at, node)

    # ── edits ───────────────────────────────────────────────────────────────

    def move_article(self) -> None:
        """An article goes to another chapter and gets a number there."""
        node = self._pick(("article",))
        chapters = [n for n in self.by_eid.values() if n.p.kind == "chapter" and n is not getattr(node, "parent", None)]
        if node is None or not chapters:
            return
        chapter = self.random.choice(chapters)
        self._take(node)
        at = self.random.randint(0, len(chapter.children))
        before = chapter.children[at - 1] if at else None
        self._put(node, chapter, at)
        if self.random.random() < 0.5 and before is not None and before.p.kind == "article":
            node.number = f"{before.number}-{self.random.randint(7, 9)}"
        self.touched.add(id(node))
        self.made.append(("moved", node, None))

    def move_point(self, *, reword: bool = False) -> None:
        """A point or subpoint goes under another article's last one of its kind."""
        node = self._pick(("paragraph", "subparagraph"), 8 if reword else 3)
        if node is None:
            return
        parents = {id(n.parent): n.parent for n in self._fresh((node.p.kind,)) if n.parent is not node.parent}
        places = [p for p in parents.values() if p and not self._held(p)]
        if not places:
            return
        place = self.random.choice(places)
        self._take(node)
        last = max(i for i, n in enumerate(place.children) if n.p.kind == node.p.kind)
        self._put(node, place, last + 1)
        node.number = _next(place.children[last].number)
        if reword:
            self._reword(node)
        self.touched.add(id(node))
        self.made.append(("moved", node, None))

    def insert(self, kind: str) -> None:
        """A new unit in the middle; those after it are renumbered."""
        node = self._pick((kind,))
        if node is None or node.parent is None or not self.foreign:
            return
        at = node.parent.children.index(node)
        donor = self.random.choice(self.foreign)
        new = _Node(replace(node.p, heading=donor.heading if kind == "article" else "", anchors=()), "", number=node.number,
                    text=donor.text, own_base=node.own_base)  # fmt: skip
        place = node.parent
        self._put(new, place, at)
        self._shift(new, kind)
        self.touched.add(id(new))
        self.made.append(("added", new, None))

    def _shift(self, after: _Node, kind: str) -> None:
        """Renumber what follows: articles through the whole act, points among their siblings."""
        row = [n for n in _below(self.root) if n.p.kind == "article"] if kind == "article" else [
            n for n in after.parent.children if n.p.kind == kind]  # type: ignore[union-attr]  # fmt: skip
        seen = False
        for n in row:
            if seen and n.number.partition("-")[0].isdigit():
                head, dash, tail = n.number.partition("-")
                n.number = f"{int(head) + 1}{dash}{tail}"
            seen = seen or n is after

    def exclude(self, *, stub: bool) -> None:
        """A unit goes: a stub stays behind, or the next ones are renumbered."""
        node = self._pick(("paragraph", "subparagraph"), 3)
        if node is None or node.parent is None:
            return
        if stub:
            for n in _below(node)[1:]:
                self.made.append(("excluded", n, None))
                self.touched.add(id(n))
            node.children = []
            node.text = ""
            node.p = replace(node.p, status="excluded", heading="")
        else:
            row = [n for n in node.parent.children if n.p.kind == node.p.kind]
            for n in row[row.index(node) + 1 :]:
                head, dash, tail = n.number.partition("-")
                n.number = f"{int(head) - 1}{dash}{tail}" if head.isdigit() else n.number
            self._take(node)
            for n in _below(node)[1:]:
                self.made.append(("excluded", n, None))
                self.touched.add(id(n))
        self.touched.add(id(node))
        self.made.append(("excluded", node, None))

    def reword(self) -> None:
        """Some words of a unit change."""
        node = self._pick(("paragraph", "subparagraph", "alinea", "article"), 8)
        if node is not None:
            self._reword(node)
            self.touched.add(id(node))
            self.made.append(("reworded", node, None))

    def _reword(self, node: _Node) -> None:
        words = node.text.split(" ")
        count = max(1, int(len(words) * self.random.uniform(0.05, 0.3)))
        for _ in range(count):
            at = self.random.randrange(len(words))
            act = self.random.random()
            if act < 0.6:
                words[at] = self.random.choice(self.words)
            elif act < 0.8:
                words.insert(at, self.random.choice(self.words))
            elif len(words) > 4:
                del words[at]
        node.text = " ".join(words)

    def split(self) -> None:
        """A point's text is cut at a sentence; the second part is a point of its own."""
        cut = [(n, [x.end() for x in _PIECES.finditer(n.text) if len(n.text[: x.end()].split()) >= 7
                    and len(n.text[x.end() :].split()) >= 7])
               for n in self._fresh(("paragraph", "subparagraph"), 16) if not n.children]  # fmt: skip
        cut = [(n, ends) for n, ends in cut if ends]
        if not cut:
            return
        node, ends = self.random.choice(cut)
        end = self.random.choice(ends)
        assert node.parent
        at = node.parent.children.index(node)
        part = _Node(node.p, "", number=node.number, text=node.text[end:], own_base=node.own_base)
        node.text = node.text[:end].strip()
        self._put(part, node.parent, at + 1)
        part.number = _next(node.number)
        self._shift(part, node.p.kind)
        self.touched |= {id(node), id(part)}
        self.made.append(("split", node, part))

    def merge(self) -> None:
        """A point takes the text of the next; those after are renumbered."""
        pairs = []
        for n in self._fresh(("paragraph", "subparagraph"), 7):
            row = n.parent.children if n.parent else []
            at = row.index(n)
            after = row[at + 1] if at + 1 < len(row) else None
            if not after or after.p.kind != n.p.kind or n.children or after.children or self._held(after):
                continue
            if len(after.text.split()) >= 7 and after.p.status == "in_force":
                pairs.append((n, after))
        if not pairs:
            return
        node, gone = self.random.choice(pairs)
        node.text = f"{node.text} {gone.text}"
        row = [n for n in node.parent.children if n.p.kind == node.p.kind]  # type: ignore[union-attr]
        for n in row[row.index(gone) + 1 :]:
            head, dash, tail = n.number.partition("-")
            n.number = f"{int(head) - 1}{dash}{tail}" if head.isdigit() else n.number
        self._take(gone)
        self.touched |= {id(node), id(gone)}
        self.made.append(("merged", node, gone))

    # ── the new act ─────────────────────────────────────────────────────────

    def done(self) -> tuple[Act, Truth]:
        """The new edition with ids made anew, and the truth."""
        out: list[Provision] = []
        eids: dict[int, str] = {}
        seen: set[str] = set()
        for node in _below(self.root)[1:]:
            old = node.p
            last = old.eid.rpartition("__")[2]
            key = re.sub(r"~\d+$", "", last)
            if old.num and node.number != old.number and "_" in key:
                key = f"{key.partition('_')[0]}_{node.number}"
            above = eids.get(id(node.parent), "")
            prefix = old.eid.rpartition("__")[0] if node.own_base else above
            eid = f"{prefix}__{key}" if prefix else key
            n = 2
            while eid in seen:
                eid, n = f"{eid.partition('~')[0]}~{n}", n + 1
            seen.add(eid)
            eids[id(node)] = eid
            num = old.num.replace(old.number, node.number, 1) if node.number != old.number else old.num
            out.append(replace(old, eid=eid, number=node.number, num=num, text=node.text, parent=above, order=len(out)))
        return replace(self.act, provisions=tuple(out), notes=()), self._truth(eids)

    def _truth(self, eids: dict[int, str]) -> Truth:
        truth = Truth()
        apart: set[int] = set()
        for kind, node, other in self.made:
            if kind == "excluded":
                truth.excluded.add(node.origin)
                apart.add(id(node))
            elif kind == "added":
                truth.added.add(eids[id(node)])
            elif kind == "split":
                truth.split.append((node.origin, eids[id(node)], eids[id(other)]))
                apart.add(id(node))
            elif kind == "merged":
                truth.merged.append((node.origin, other.origin, eids[id(node)]))
                apart.add(id(node))
            elif kind == "moved":
                truth.moved.add(node.origin)
        for node in _below(self.root)[1:]:
            if node.origin and id(node) not in apart:
                truth.pairs[node.origin] = eids[id(node)]
                if node.number != node.p.number and node.p.num:
                    truth.renumbered.add(node.origin)
                if node.text != self.by_eid[node.origin].p.text:
                    truth.reworded.add(node.origin)
        return truth


def plant(act: Act, donor: Act, seed: int, share: float) -> tuple[Act, Truth]:
    """A new edition in which about `share` of the provisions were edited."""
    planter = Planter(act, donor, seed)
    edits = [planter.move_article, planter.move_point, planter.move_point, lambda: planter.move_point(reword=True),
             lambda: planter.insert("article"), lambda: planter.insert("paragraph"),
             lambda: planter.insert("subparagraph"), lambda: planter.exclude(stub=True),
             lambda: planter.exclude(stub=False), planter.reword, planter.reword, planter.split, planter.merge]  # fmt: skip
    for _ in range(max(len(edits), int(len(act.provisions) * share))):
        planter.random.choice(edits)()
    return planter.done()


def _below(node: _Node) -> list[_Node]:
    out, stack = [], [node]
    while stack:
        at = stack.pop()
        out.append(at)
        stack.extend(reversed(at.children))
    return out


def _next(number: str) -> str:
    head = number.partition("-")[0]
    return str(int(head) + 1) if head.isdigit() else f"{head}1"


__all__ = ["GROUPINGS", "Planter", "Truth", "plant"]
