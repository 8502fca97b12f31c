"""From marked blocks to a tree: where each point, part and list item hangs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lawkit.model import GROUPINGS, Diagnostic, Kind
from lawkit.sources.document import Block
from lawkit.structure.grammar import Grammar
from lawkit.structure.marks import Mark
from lawkit.structure.nodes import ABBREVIATIONS, Node

_RANK: dict[Kind, int] = {"part": 0, "section": 1, "subsection": 2, "chapter": 3, "subchapter": 4}
_NUMBER = re.compile(r"\d+")


def order_key(number: str) -> tuple[int, ...]:
    """«7-1» sorts after «7» and before «8»."""
    return tuple(int(n) for n in _NUMBER.findall(number)[:6])


class Tree:
    """Builds nodes in document order; `nodes`, `notes` and `diagnostics` are its results."""

    def __init__(self, blocks: Sequence[Block], marks: Sequence[Mark], starts: Sequence[int], grammar: Grammar) -> None:
        self.blocks = blocks
        self.marks = marks
        self.starts = starts
        self.grammar = grammar
        self.nodes: list[Node] = []
        self.notes: list[tuple[int, int, str]] = []  # block, nodes so far, eid of an excluded unit
        self.diagnostics: list[Diagnostic] = []
        self.taken: dict[str, int] = {}
        self.annexes: list[Node] = []  # open annexes, outermost first
        self.groups: list[Node] = []  # open groupings inside the annex or the act
        self.article: Node | None = None
        self.para: Node | None = None
        self.part: Node | None = None  # the часть that numbered items may hang on
        self.subs: list[Node] = []  # open subpoints, outermost first
        self.list_owner: Node | None = None  # whose indents are being listed
        self.last: Node | None = None  # node of the last norm text
        self.last_text = ""
        self.frame: Node | None = None  # preface, preamble, toc or conclusions that goes on
        self.closed = False  # a signature was seen
        self.touching = False  # nothing stands between the last node and this block
        self.following = self._following()

    # -- looking ahead

    def _following(self) -> list[Mark | None]:
        """For every block the next mark that is a number or a heading."""
        out: list[Mark | None] = [None] * len(self.marks)
        ahead: Mark | None = None
        for i in range(len(self.marks) - 1, -1, -1):
            out[i] = ahead
            if self.marks[i].kind in ("heading", "para", "sub", "annex", "loose_heading"):
                ahead = self.marks[i]
        return out

    # -- places

    @property
    def annex(self) -> Node | None:
        """The innermost open annex."""
        return self.annexes[-1] if self.annexes else None

    def scope(self) -> Node | None:
        """What points hang on: the article, else the annex, else the act."""
        return self.article or self.annex

    def above(self) -> str:
        """The parent of a new article or by-law point in the tree: innermost grouping, else annex."""
        if self.article:
            return self.article.eid
        if self.groups:
            return self.groups[-1].eid
        return self.annex.eid if self.annex else ""

    # -- making nodes

    def add(self, kind: Kind, number: str, up: Node | None, parent: str, i: int, *, tail: str = "") -> Node:
        """A node for block i; a number that is taken gets ~2 and a diagnostic."""
        base = f"{up.eid}__" if up else ""
        eid = base + (tail or f"{ABBREVIATIONS[kind]}_{number}")
        eid = self._unique(eid, kind, number)
        block = self.blocks[i]
        start = self.starts[i]
        node = Node(eid, kind, number, up, parent, start, start + len(block.text))
        node.anchors = block.anchors
        self.nodes.append(node)
        self.last = node
        self.last_text = block.text
        return node

    def _unique(self, eid: str, kind: Kind, number: str) -> str:
        count = self.taken.get(eid, 0) + 1
        self.taken[eid] = count
        if count == 1:
            return eid
        if self.groups and kind in ("paragraph", "chapter", "subchapter") and not self.article:
            local = self._within_group(eid, kind)
            if local and local not in self.taken:
                self.taken[local] = 1
                return local
        unique = f"{eid}~{count}"
        while unique in self.taken:
            count += 1
            unique = f"{eid}~{count}"
        self.taken[unique] = 1
        if kind not in ("table", "annex"):
            self.diagnostics.append(Diagnostic("duplicate-number", f"the number {number} stands more than once", unique))
        return unique

    def _within_group(self, eid: str, kind: Kind) -> str:
        """An id under the open grouping, for numbers that start again in each chapter or section."""
        rank = _RANK.get(kind, 9)
        group = next((g for g in reversed(self.groups) if _RANK[g.kind] < rank), None)
        if group is None or eid.startswith(group.eid + "__"):
            return ""
        own = eid.rsplit("__", 1)[-1]
        return f"{group.eid}__{own}"

    # -- the walk

    def build(self) -> None:
        """Place every block."""
        handlers = {
            "plain": self._plain, "sub": self._sub, "para": self._para, "heading": self._heading, "note": self._note,
            "future": self._note, "annex": self._annex, "table": self._table, "toc": self._toc, "title": self._title,
            "signature": self._signature, "loose_heading": self._loose, "quoted": self._quoted,
        }  # fmt: skip
        for i, mark in enumerate(self.marks):
            handlers[mark.kind](i, mark)

    def _note(self, i: int, _: Mark) -> None:
        self.notes.append((i, len(self.nodes), ""))
        self.touching = False

    def _cut_exclusion(self, node: Node, i: int, mark: Mark) -> None:
        """An excluded unit keeps its number; the words that say so are a note."""
        node.status = "excluded"
        start = self.starts[i]
        node.cut = start + mark.cut
        node.end = node.cut
        node.heading_end = node.start
        if mark.words < len(self.blocks[i].text):
            self.notes.append((i, len(self.nodes), node.eid))

    def _open_unit(self) -> None:
        self.part = None
        self.subs.clear()
        self.list_owner = None

    def _heading(self, i: int, mark: Mark) -> None:
        assert mark.unit is not None
        self.frame = None
        self._open_unit()
        self.para = None
        start = self.starts[i]
        if mark.unit == "article":
            self.article = None
            node = self.add("article", mark.number, self.annex, self.above(), i)
            self.article = node
        else:
            node = self._group(mark.unit, mark.number, i)
        node.cut = start + mark.cut
        node.heading_end = node.end
        self.touching = not mark.excluded
        if mark.excluded:
            self._cut_exclusion(node, i, mark)

    def _group(self, kind: Kind, number: str, i: int, *, tail: str = "") -> Node:
        """A grouping closes those of its rank and below."""
        self.article = None
        rank = _RANK[kind]
        while self.groups and _RANK[self.groups[-1].kind] >= rank:
            self.groups.pop()
        up = self.annex
        if kind in ("subsection", "subchapter") and self.groups and self.groups[-1].kind in ("section", "chapter"):
            up = self.groups[-1]
        if not number and not tail:
            number = str(1 + sum(1 for n in self.nodes if n.kind == kind and n.up is up))
        node = self.add(kind, number, up, self.above(), i, tail=tail)
        self.groups.append(node)
        return node

    def _loose(self, i: int, mark: Mark) -> None:
        """A heading without a number: more of the heading above it, a title, a signature, or a heading of its own."""
        text = self.blocks[i].text
        last = self.nodes[-1] if self.nodes else None
        if mark.cut and self._signs(text):
            self._signature(i, mark)
            return
        if mark.cut and last is not None and last.kind == "conclusions":
            self._signature(i, mark)
            return
        if self.touching and last is not None and (last.kind == "annex" or not _has_heading(last)) and last.kind in (
            *GROUPINGS, "article",
        ):  # fmt: skip
            self._extend_heading(last, i)
            return
        if last is None or (last.kind == "preface" and self.frame is last):
            self._frame("preface", i)
            return
        if mark.cut and (self.article or self.para):
            self._plain(i, mark)
            return
        if last.kind == "annex":
            self._frame("preface", i, annex=True)
            return
        self._open_unit()
        self.para = None
        self.article = None
        owner = self.groups[-1] if self.groups and self.groups[-1].kind in ("chapter", "section") else self.annex
        base = f"{owner.eid}__" if owner else ""
        count = 1
        while f"{base}subchp_h{count}" in self.taken:
            count += 1
        while self.groups and self.groups[-1].kind == "subchapter":
            self.groups.pop()
        node = self.add("subchapter", "", owner, self.above(), i, tail=f"subchp_h{count}")
        self.groups.append(node)
        node.heading_end = node.end
        self.touching = True

    def _extend_heading(self, node: Node, i: int) -> None:
        self._extend(node, i)
        node.heading_end = node.end

    def _extend(self, node: Node, i: int) -> None:
        """More text of the same node."""
        node.end = self.starts[i] + len(self.blocks[i].text)
        node.anchors += self.blocks[i].anchors

    def _title(self, i: int, mark: Mark) -> None:
        if self.article or self.groups or self.para:
            self._loose(i, mark)
        else:
            self._frame("preface", i)

    def _quoted(self, i: int, mark: Mark) -> None:
        """A paragraph of a quoted amendment: a list item of the unit that quotes it, with the number it is printed with."""
        owner = self.list_owner or (self.last and self._indent_owner(self.last))
        if owner is None:
            self._plain(i, mark)
            return
        self.list_owner = owner
        owner.indents += 1
        node = self.add("indent", str(owner.indents), owner, owner.eid, i)
        if mark.number:
            node.number = mark.number
            node.cut = self.starts[i] + mark.cut
        self.touching = True

    def _toc(self, i: int, _: Mark) -> None:
        self._frame("toc", i)

    def _frame(self, kind: Kind, i: int, *, annex: bool = False) -> None:
        """Preface, table of contents, preamble or signature: touching blocks are one node."""
        block = self.blocks[i]
        if self.frame is not None and self.frame.kind == kind and self.touching and self.frame is self.nodes[-1]:
            self._extend(self.frame, i)
            return
        up = self.annex if annex or self.annex else None
        base = f"{up.eid}__" if up else ""
        tail: str = kind
        if f"{base}{tail}" in self.taken:
            count = 2
            while f"{base}{kind}__al_{count}" in self.taken:
                count += 1
            tail = f"{kind}__al_{count}"
        self.frame = self.add(kind, "", up, up.eid if up else "", i, tail=tail)
        self.touching = True

    def _signs(self, text: str) -> bool:
        return len(text) < 200 and text[-1] not in ".;:," and bool(self.grammar.signature.match(text))

    def _signature(self, i: int, _: Mark) -> None:
        self._open_unit()
        self.para = None
        self.closed = True
        self._frame("conclusions", i)

    def _annex(self, i: int, _: Mark) -> None:
        text = self.blocks[i].text
        match = self.grammar.annex.search(text)
        number = ""
        if match:
            number = next((v for k, v in match.groupdict().items() if v), "") or ""
        nested = bool(self.annexes) and bool(match) and not self.grammar.annex_of_act.search(text[:160])
        self.annexes = self.annexes[:1] if nested else []
        self.groups = []
        self.article = self.para = None
        self._open_unit()
        self.frame = None
        self.closed = False
        up = self.annex
        if not number:
            count = 1
            base = f"{up.eid}__" if up else ""
            while f"{base}annex_{count}" in self.taken:
                count += 1
            number = str(count)
        node = self.add("annex", number, up, up.eid if up else "", i)
        node.cut = node.end
        node.heading_end = node.end
        self.annexes.append(node)
        self.touching = True

    def _table(self, i: int, _: Mark) -> None:
        owner = (self.subs[-1] if self.subs else None) or self.part or self.para or self.article
        owner = owner or (self.groups[-1] if self.groups else None) or self.annex
        base = f"{owner.eid}__" if owner else ""
        count = owner.tables + 1 if owner else 1
        while f"{base}table_{count}" in self.taken:
            count += 1
        if owner:
            owner.tables = count
        last, text = self.last, self.last_text
        self.add("table", str(count), owner, owner.eid if owner else "", i)
        self.last, self.last_text = last, text
        self.frame = None
        self.touching = False

    # -- numbered units

    def _para(self, i: int, mark: Mark) -> None:
        self.frame = None
        self._open_unit()
        node = self.add("paragraph", mark.number, self.scope(), self.above(), i)
        self.para = node
        node.cut = self.starts[i] + mark.cut
        node.parts = 1
        self.touching = not mark.excluded
        if mark.excluded:
            self._cut_exclusion(node, i, mark)

    def _sub(self, i: int, mark: Mark) -> None:
        self.frame = None
        owner = self._sub_owner(mark.number)
        parent = owner.eid if owner else self.above()
        node = self.add("subparagraph", mark.number, owner, parent, i)
        self.subs.append(node)
        self.list_owner = None
        node.cut = self.starts[i] + mark.cut
        node.parts = 1
        if mark.excluded:
            self._cut_exclusion(node, i, mark)
            self.last_text = ";"
        self.touching = not mark.excluded

    def _sub_owner(self, number: str) -> Node | None:
        """Whom a subpoint hangs on; pops the subpoints that it closes."""
        key = order_key(number)
        if self.subs:
            inner = self.subs[-1]
            if key == (1,) and self.last is not None and self.last.kind == "indent" and self.last_text.endswith(":"):
                self.subs.clear()
                return self.last
            if key[:1] == (1,) and len(key) == 1 and self.last is inner and self.last_text.endswith(":"):
                return inner
            for depth in range(len(self.subs) - 1, -1, -1):
                if key > order_key(self.subs[depth].number):
                    break
            else:
                depth = 0
            owner = self.subs[depth].up
            del self.subs[depth:]
            return owner
        if key == (1,) and self.last is not None and self.last.kind == "indent" and self.last_text.endswith(":"):
            return self.last
        return self.part or self.para or self.scope()

    # -- unnumbered text

    def _plain(self, i: int, mark: Mark) -> None:
        text = self.blocks[i].text
        if self.closed or (self._signs(text) and self._ends_here(i)):
            self._signature(i, mark)
            return
        if mark.number and self._missing_stop(mark.number):
            self._para(i, mark)
            self.diagnostics.append(Diagnostic("irregular-number", f"the number {mark.number} lacks its full stop", self.nodes[-1].eid))
            return
        scope = self.scope()
        if self.article is None and self.para is None and not self.subs and self._outside(i, text):
            return
        last = self.last
        if self._broken(text):
            assert last is not None
            self._extend(last, i)
            self.last_text = text
            return
        if self.subs and (head := self.subs[0].up) is not None and head.kind == "indent" and text.endswith(":"):
            self.subs.clear()
            last = head
            self.list_owner = head.up
        if last is not None and last.kind not in ("article", *GROUPINGS) and self._in_list(text):
            owner = self.list_owner or self._indent_owner(last)
            if owner is not None:
                self.list_owner = owner
                owner.indents += 1
                self.add("indent", str(owner.indents), owner, owner.eid, i)
                self.touching = True
                return
        self._new_part(i, scope)

    def _outside(self, i: int, text: str) -> bool:
        """Text before the first article or point: preamble, an annex's title, a heading's second line."""
        last = self.nodes[-1] if self.nodes else None
        if self.grammar.toc.match(text) and not self.groups:
            self._frame("toc", i)
            return True
        if last is not None and last.kind == "annex" and self.touching and text[-1] not in ".;:" and len(text) < 600:
            self._extend_heading(last, i)
            return True
        if self.annex is None and not self.groups:
            if self.frame is not None and self.frame.kind == "preamble" and self.last_text[-1:] in ".;:":
                self.touching = False
            self._frame("preamble", i)
            self.last_text = text
            return True
        if last is not None and last.kind in GROUPINGS and self.touching and not _has_heading(last):
            self._extend_heading(last, i)
            return True
        return False

    def _broken(self, text: str) -> bool:
        """Whether text goes on with a paragraph that the source has broken in two: no stop before, a small letter after."""
        last = self.last
        return (
            self.touching
            and last is not None
            and last is self.nodes[-1]
            and last.kind in ("paragraph", "subparagraph", "alinea", "indent")
            and last.status == "in_force"
            and text[0].islower()
            and self.last_text[-1:].isalpha()
        )

    def _missing_stop(self, number: str) -> bool:
        """A bare number counts as a point's when it comes right after the point before it."""
        if self.para is None:
            return False
        return order_key(number) == (order_key(self.para.number)[0] + 1,)

    def _ends_here(self, i: int) -> bool:
        """Whether nothing but short lines and notes follows before the end or an annex."""
        for j in range(i + 1, min(i + 6, len(self.marks))):
            kind = self.marks[j].kind
            if kind == "annex":
                return True
            if kind not in ("plain", "note", "future", "signature", "loose_heading") or len(self.blocks[j].text) > 200:
                return False
        return i + 6 >= len(self.marks)

    def _in_list(self, text: str) -> bool:
        """Whether unnumbered text is an item of a list rather than a part of its own."""
        before = self.last_text
        if before.endswith(":"):
            return True
        last = self.last
        if last is not None and (last.kind == "indent" or self.list_owner is not None):
            return before[-1:] in ";," or text[0].islower() or text[0] in "–—-•"
        return before[-1:] in ";," and (text[0].islower() or text[0] in "–—-•")

    def _indent_owner(self, last: Node) -> Node | None:
        """The unit whose list an item belongs to: the first lead-in of an article is the article's own."""
        if last.kind == "indent":
            return last.up
        if last.kind == "alinea" and last.number == "1" and last.up is not None:
            return last.up
        return last if last.kind in ("paragraph", "subparagraph", "alinea") else None

    def _new_part(self, i: int, scope: Node | None) -> None:
        """A часть: of the subpoint when its list goes on after it, else of the point or article."""
        self.list_owner = None
        owner: Node | None = None
        ahead = self.following[i]
        if self.subs:
            here = self.subs[-1]
            if ahead is not None and ahead.kind == "sub" and order_key(ahead.number) > order_key(here.number):
                owner = here
            else:
                self.subs.clear()
        if owner is None:
            owner = self.para or scope or (self.groups[-1] if self.groups else None)
            if self.article is None and self.para is None and self.groups:
                owner = self.groups[-1]
        count = owner.parts + 1 if owner else 1
        if owner:
            owner.parts = count
        node = self.add("alinea", str(count), owner, owner.eid if owner else "", i)
        if owner is not None and not (self.subs and owner is self.subs[-1]):
            self.part = None if count == 1 else node
        self.touching = True


def _has_heading(node: Node) -> bool:
    return node.heading_end > node.cut
