"""Where numbered units, parts (часть) and list items (абзац) hang: the state of the walk and its rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lawkit.model import GROUPINGS, Diagnostic, Kind
from lawkit.sources.document import Block
from lawkit.structure.grammar import Grammar
from lawkit.structure.marks import Mark
from lawkit.structure.nodes import ABBREVIATIONS, RANK, Node

_DEEPEST = 4  # lists within lists
_NUMBER = re.compile(r"\d+")


def order_key(number: str) -> tuple[int, ...]:
    """«7-1» sorts after «7» and before «8»; letters sort as such."""
    return tuple(int(n) for n in _NUMBER.findall(number)[:6]) or tuple(map(ord, number[:4]))


class Units:
    """Makes nodes in document order; `nodes`, `notes` and `diagnostics` are the results."""

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
            self.diagnostics.append(
                Diagnostic("duplicate-number", f"the number {number} stands more than once", unique)
            )
        return unique

    def _within_group(self, eid: str, kind: Kind) -> str:
        """An id under the open grouping, for numbers that start again in each chapter or section."""
        rank = RANK.get(kind, 9)
        group = next((g for g in reversed(self.groups) if RANK[g.kind] < rank), None)
        if group is None or eid.startswith(group.eid + "__"):
            return ""
        own = eid.rsplit("__", 1)[-1]
        return f"{group.eid}__{own}"

    def _cut_exclusion(self, node: Node, i: int, mark: Mark) -> None:
        """An excluded unit, or one that is to come, keeps its number; the words that say so are a note."""
        node.status = "not_yet_in_force" if mark.coming else "excluded"
        start = self.starts[i]
        node.cut = start + mark.cut
        node.end = node.cut
        node.heading_end = node.start
        if mark.words < len(self.blocks[i].text):
            self.notes.append((i, len(self.nodes), node.eid))

    def _more(self, node: Node, i: int, mark: Mark) -> None:
        """The further numbers of «2), 3) и 5) исключены»: units without words of their own."""
        for number in mark.more:
            other = self.add(node.kind, number, node.up, node.parent, i)
            other.start = other.end = other.cut = other.heading_end = node.end
            other.status = "excluded"
            other.anchors = ()
            self.diagnostics = [d for d in self.diagnostics if d.eid != other.eid]

    def _open_unit(self) -> None:
        self.part = None
        self.subs.clear()
        self.list_owner = None

    def _extend(self, node: Node, i: int) -> None:
        """More text of the same node."""
        node.end = self.starts[i] + len(self.blocks[i].text)
        node.anchors += self.blocks[i].anchors

    # -- numbered units

    def _para(self, i: int, mark: Mark) -> None:
        self.frame = None
        self.closed = False
        self._open_unit()
        node = self.add("paragraph", mark.number, self.scope(), self.above(), i)
        self.para = node
        node.cut = self.starts[i] + mark.cut
        node.parts = 1
        self.touching = not mark.excluded
        if mark.excluded:
            self._cut_exclusion(node, i, mark)
            self._more(node, i, mark)

    def _sub(self, i: int, mark: Mark) -> None:
        self.frame = None
        self.closed = False
        owner = self._sub_owner(mark.number)
        parent = owner.eid if owner else self.above()
        node = self.add("subparagraph", mark.number, owner, parent, i)
        self.subs.append(node)
        self.list_owner = None
        node.cut = self.starts[i] + mark.cut
        node.parts = 1
        if mark.excluded:
            self._cut_exclusion(node, i, mark)
            self._more(node, i, mark)
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
            nests = key == (1,) and len(self.subs) < _DEEPEST
            if nests and self.last is inner and self.last_text.endswith(":"):
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

    def _text(self, i: int, mark: Mark) -> None:
        """Unnumbered text inside an article or point: a list item, a часть, or a paragraph that goes on."""
        text = self.blocks[i].text
        if mark.number and self._missing_stop(mark.number, text):
            self._para(i, mark)
            problem = f"the number {mark.number} lacks its full stop"
            self.diagnostics.append(Diagnostic("irregular-number", problem, self.nodes[-1].eid))
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
        self._new_part(i)

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

    def _missing_stop(self, number: str, text: str) -> bool:
        """A bare number before a whole sentence counts as a point's when it comes right after the point before it."""
        if self.para is None or len(text) < 40 or self.last_text[-1:] not in ".;":
            return False
        return order_key(number) == (order_key(self.para.number)[0] + 1,)

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

    def _new_part(self, i: int) -> None:
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
            owner = self.para or self.scope() or (self.groups[-1] if self.groups else None)
            if self.article is None and self.para is None and self.groups:
                owner = self.groups[-1]
        count = owner.parts + 1 if owner else 1
        if owner:
            owner.parts = count
        node = self.add("alinea", str(count), owner, owner.eid if owner else "", i)
        if owner is not None and not (self.subs and owner is self.subs[-1]):
            self.part = None if count == 1 else node
        self.touching = True

    def _quoted(self, i: int, mark: Mark) -> None:
        """A paragraph of a quoted amendment: a list item of the unit that quotes it, with the number it is printed with."""
        owner = self.list_owner or (self.last and self._indent_owner(self.last))
        if owner is None:
            self._new_part(i)
            return
        self.list_owner = owner
        owner.indents += 1
        node = self.add("indent", str(owner.indents), owner, owner.eid, i)
        if mark.number:
            node.number = mark.number
            node.cut = self.starts[i] + mark.cut
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
