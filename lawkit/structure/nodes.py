"""A node while the tree is built, and the making of ids."""

from __future__ import annotations

from lawkit.model import Kind, Provision, Span, Status

ABBREVIATIONS: dict[Kind, str] = {
    "part": "part",
    "section": "sec",
    "subsection": "subsec",
    "chapter": "chp",
    "subchapter": "subchp",
    "article": "art",
    "paragraph": "para",
    "subparagraph": "subpara",
    "alinea": "al",
    "indent": "indent",
    "annex": "annex",
    "table": "table",
}

RANK: dict[Kind, int] = {"part": 0, "section": 1, "subsection": 2, "chapter": 3, "subchapter": 4}


class Node:
    """A provision in the making: offsets into the body, counters of its unnumbered children."""

    __slots__ = (
        "anchors", "cut", "eid", "end", "heading_end", "indents", "kind", "number", "parent", "parts", "start", "status",
        "subs", "tables", "titled", "up",
    )  # fmt: skip

    def __init__(self, eid: str, kind: Kind, number: str, up: Node | None, parent: str, start: int, end: int) -> None:
        self.eid = eid
        self.kind = kind
        self.number = number
        self.up = up  # the node that its id extends; None at the top
        self.parent = parent  # the node above it in the tree
        self.start = start
        self.end = end
        self.cut = start  # end of the number
        self.heading_end = start  # end of the heading; start when there is none
        self.status: Status = "in_force"
        self.anchors: tuple[str, ...] = ()
        self.parts = 0  # parts (часть) so far, its own text included
        self.indents = 1  # the lead-in is абзац первый
        self.subs = 0
        self.tables = 0
        self.titled = False  # an annex whose title was marked as a heading

    def provision(self, body: str, order: int) -> Provision:
        """The frozen node."""
        num = body[self.start : self.cut]
        after = max(self.cut, self.heading_end)
        return Provision(
            self.eid, self.kind, self.number, num, body[self.cut : after].strip(), body[after : self.end].strip(),
            self.parent, order, Span(self.start, self.end), self.status,
            self.anchors[0] if self.anchors else "", self.anchors,
        )  # fmt: skip
