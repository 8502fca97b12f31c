"""From marked blocks to a tree: headings, groupings, annexes, and what stands around the norms."""

from __future__ import annotations

import re

from lawkit.model import GROUPINGS, Kind
from lawkit.structure.marks import Mark
from lawkit.structure.nodes import RANK, Node
from lawkit.structure.units import Units

# «Н. Нигматулин», «К.-Ж. ТОКАЕВ»
_PERSON = re.compile(r"(?:[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]\.[\s-]?){1,3}[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][\w-]{2,30}")


class Tree(Units):
    """Builds the nodes of an act in document order."""

    # -- the walk

    def build(self) -> None:
        """Place every block."""
        handlers = {
            "plain": self._plain, "sub": self._sub, "para": self._para, "heading": self._heading, "note": self._note,
            "future": self._note, "annex": self._annex, "table": self._table, "toc": self._toc, "title": self._title,
            "signature": self._signature, "loose_heading": self._loose, "quoted": self._quoted,
            "gone": self._gone,
        }  # fmt: skip
        for i, mark in enumerate(self.marks):
            handlers[mark.kind](i, mark)

    def _note(self, i: int, _: Mark) -> None:
        self.notes.append((i, len(self.nodes), ""))
        self.touching = False

    def _heading(self, i: int, mark: Mark) -> None:
        assert mark.unit is not None
        self.frame = None
        self.closed = False
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
        rank = RANK[kind]
        while self.groups and RANK[self.groups[-1].kind] >= rank:
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
            last.titled = True
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

    def _title(self, i: int, mark: Mark) -> None:
        if self.article or self.groups or self.para:
            self._loose(i, mark)
        else:
            self._frame("preface", i)

    def _toc(self, i: int, _: Mark) -> None:
        self._frame("toc", i)

    def _frame(self, kind: Kind, i: int, *, annex: bool = False) -> None:
        """Preface, table of contents, preamble or signature: touching blocks are one node."""
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
        """Whether a short line is a signature: an office, or a person's initials and name."""
        if _PERSON.fullmatch(text):
            return True
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
        nested = match is not None and self._of_document(i, match)
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

    def _of_document(self, i: int, match: re.Match[str]) -> bool:
        """Whether an annex belongs to a document inside the act («к Правилам …»), not to the act itself («к приказу …»)."""
        text = self.blocks[i].text
        if self.grammar.annex_end is not None and match.start():
            return not any(self.grammar.annex_of_act.match(w) for w in text[: match.start()].split()[-2:])
        rest = text[match.end() :].split()
        if not rest and i + 1 < len(self.marks) and self.marks[i + 1].kind == "plain":
            rest = self.blocks[i + 1].text.split()
        if not rest or rest[0].lower() not in self.grammar.annex_to:
            return False
        return not any(self.grammar.annex_of_act.match(w) for w in rest[1:4])

    def _plain(self, i: int, mark: Mark) -> None:
        """Unnumbered text: a signature, text outside any norm, or part of one."""
        text = self.blocks[i].text
        if self.closed or (self._signs(text) and self._ends_here(i)):
            self._signature(i, mark)
        elif self.article or self.para or self.subs or not self._outside(i, text):
            self._text(i, mark)

    def _gone(self, i: int, mark: Mark) -> None:
        """«Часть вторая исключена …»: it keeps its place among the parts when it is the next one, else it is a note."""
        owner = self.subs[-1] if self.subs and mark.unit == "indent" else self.para or self.article
        if mark.unit == "indent":
            owner = self.list_owner or owner
        count = 0 if owner is None else owner.parts if mark.unit == "alinea" else owner.indents
        if owner is None or str(count + 1) != mark.number:
            self._note(i, mark)
            return
        if mark.unit == "alinea":
            self.subs.clear()
            self.list_owner = None
            owner.parts += 1
        else:
            owner.indents += 1
        before = self.last, self.last_text
        node = self.add(mark.unit or "alinea", mark.number, owner, owner.eid, i)
        node.cut = self.starts[i] + mark.cut
        self.touching = False
        self._cut_exclusion(node, i, mark)
        if mark.unit == "indent":
            self.last, self.last_text = before

    def _outside(self, i: int, text: str) -> bool:
        """Text before the first article or point: preamble, an annex's title, a heading's second line."""
        last = self.nodes[-1] if self.nodes else None
        if self.grammar.toc.match(text) and not self.groups:
            self._frame("toc", i)
            return True
        if last is not None and last.kind == "annex" and self.touching and not last.titled and _is_title(text):
            self._extend_heading(last, i)
            return True
        if self.annex is None and not self.groups and self._titles(text):
            self._frame("preface", i)
            self.last_text = text
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

    def _titles(self, text: str) -> bool:
        """Whether a line at the head of an act belongs to its title: capitals, or what touches such a line."""
        if text[-1] in ".;:," or len(text) > 300 or any(n.kind not in ("preface", "toc") for n in self.nodes):
            return False
        under = (
            self.frame is not None and self.frame.kind == "preface" and self.touching and self.frame is self.nodes[-1]
        )
        return text.isupper() or text.istitle() or (under and self.last_text.isupper())

    def _ends_here(self, i: int) -> bool:
        """Whether nothing but short lines and notes follows before the end or an annex."""
        for j in range(i + 1, min(i + 6, len(self.marks))):
            kind = self.marks[j].kind
            if kind == "annex":
                return True
            if kind not in ("plain", "note", "future", "signature", "loose_heading") or len(self.blocks[j].text) > 200:
                return False
        return i + 6 >= len(self.marks)


def _is_title(text: str) -> bool:
    """Whether unmarked text under an annex's corner can be its title: no sentence, no form to fill in."""
    return text[-1] not in ".;:" and len(text) < 600 and "__" not in text


def _has_heading(node: Node) -> bool:
    return node.heading_end > node.cut
