"""Which provision an editorial note concerns: by the units that its first clause names, seen from where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lawkit.model import FRAME, Language
from lawkit.structure.grammar import DATE
from lawkit.structure.labels import Mention, mentions
from lawkit.structure.nodes import ABBREVIATIONS, Node

# The first clause ends where the amending act begins: a date, a number sign, a bracket, a dash before «ҚР».
_CLAUSE_END = re.compile(rf"{DATE}|№|\bN\b|\bNo\b|\((?!\d)|[–—-]\s*ҚР|;|\n")
_INNER = ("paragraph", "alinea", "subparagraph", "indent")
_OUTER = ("chapter", "section", "subsection", "subchapter")


def first_clause(text: str) -> str:
    """The words of a note up to the act that it cites, at most 300 characters."""
    match = _CLAUSE_END.search(text, 0, 300)
    return text[: match.start() if match else 300]


class Places:
    """Finds provisions by number around a note."""

    def __init__(self, nodes: Sequence[Node], language: Language) -> None:
        self.nodes = nodes
        self.language = language
        self.by_eid = {node.eid: node for node in nodes}
        frames = (*FRAME, "preamble")
        self.first_norm = next((i for i, node in enumerate(nodes) if node.kind not in frames), len(nodes))
        self.index = {node.eid: i for i, node in enumerate(nodes)}

    def target(self, clause: str, at: int, *, ahead: bool, supplements: bool = False) -> tuple[str, bool]:
        """The id a note concerns and whether its words name exactly that; `at` counts the nodes before the note.

        Red notes stand before what they concern (`ahead`), the others after it. «Глава 2 дополнена статьей 13-3»
        concerns the article (`supplements`). Empty: the act itself.
        """
        context = self._context(at, ahead=ahead)
        named = list(mentions(clause, self.language))
        if not named:
            return self._unnamed(at, context, ahead=ahead), False
        numbers = _numbers(named)
        if "preamble" in numbers:
            return ("preamble", True) if "preamble" in self.by_eid else ("", False)
        if not any(k in numbers for k in (*_INNER, *_OUTER, "article", "annex")):
            return self._unnamed(at, context, ahead=ahead), False
        scope, exact = self._scope(numbers, context, supplements=supplements)
        if scope is None:
            return "", False
        inner = [k for k in _INNER if k in numbers]
        if not inner:
            return scope, exact
        return self._inside(scope, numbers, context, exact=exact)

    def _unnamed(self, at: int, context: Node | None, *, ahead: bool) -> str:
        """For a note that names no unit: the act at its head, else the provision it stands by."""
        before = self.nodes[at - 1] if at else None
        if before is None or context is None:
            return ""
        if before.up is None and before.kind in ("toc", "preface", "preamble"):
            return "preamble" if before.kind == "preamble" and not ahead else ""
        return before.eid if before.kind == "article" else context.eid

    def _context(self, at: int, *, ahead: bool) -> Node | None:
        if ahead and at < len(self.nodes):
            return self.nodes[at]
        return self.nodes[at - 1] if at else None

    def _scope(
        self, numbers: dict[str, list[str]], context: Node | None, *, supplements: bool
    ) -> tuple[str | None, bool]:
        """The article, annex or grouping that a note names or stands in; None when it names one that is not here."""
        prefix = _annex_of(context)
        if "annex" in numbers and "article" not in numbers:
            base = f"annex_{numbers['annex'][0]}"
            if base not in self.by_eid:
                return (prefix, False) if prefix else (None, False)
            return base, True
        if "article" in numbers:
            for number in reversed(numbers["article"]) if supplements else numbers["article"]:
                for base in (f"{prefix}__art_{number}" if prefix else "", f"art_{number}"):
                    if base in self.by_eid:
                        return base, True
        for kind in _OUTER:
            for number in numbers.get(kind, ()):
                tail = f"{ABBREVIATIONS[kind]}_{number}"  # type: ignore[index]
                found = next((e for e in (f"{prefix}__{tail}", tail) if e in self.by_eid), None)
                if found:
                    return found, True
        if "article" in numbers or any(k in numbers for k in _OUTER):
            return None, False
        article = _up_to(context, "article")
        return (article.eid if article else prefix), True

    def _inside(
        self, scope: str, numbers: dict[str, list[str]], context: Node | None, *, exact: bool
    ) -> tuple[str, bool]:
        """The deepest named unit that exists; units left unsaid are those the note stands in."""
        steps = [(k, numbers[k][0]) for k in _INNER if k in numbers]
        bases = [scope]
        node = context
        while node is not None and node.eid != scope:
            if node.eid.startswith(scope):
                bases.insert(-1, node.eid)
            node = node.up
        for depth in range(len(steps), 0, -1):
            for base in bases:
                for order in _orders(steps[:depth]):
                    tail = "__".join(f"{ABBREVIATIONS[k]}_{n}" for k, n in order)  # type: ignore[index]
                    eid = f"{base}__{tail}" if base else tail
                    if eid in self.by_eid:
                        return eid, exact and depth == len(steps)
        return scope, False


def _numbers(named: Sequence[Mention]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for mention in named:
        out.setdefault(mention.kind, []).append(mention.number)
    return out


def _orders(steps: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """A часть may stand above a subpoint (списки частей) or below it."""
    yield steps
    kinds = [k for k, _ in steps]
    if "alinea" in kinds and "subparagraph" in kinds:
        i = kinds.index("alinea")
        yield [*steps[:i], steps[i + 1], steps[i], *steps[i + 2 :]]


def _up_to(node: Node | None, kind: str) -> Node | None:
    while node is not None and node.kind != kind:
        node = node.up
    return node


def _annex_of(node: Node | None) -> str:
    annex = _up_to(node, "annex")
    return annex.eid if annex else ""
