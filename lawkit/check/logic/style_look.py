"""Bold and underlined words inside a norm, as the file shows them; the reader of the act drops the look of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.structure_view import view
from lawkit.check.places import Places
from lawkit.model import Span
from lawkit.sources.package import W

_BOLD = re.compile(r"(?<=[^\n*] )\*\*(?P<words>[^*\n]{2,200})\*\*|(?<=[^\n_] )__(?P<other>[^_\n]{2,200})__(?!_)")
_HEADINGS = frozenset({"toc", "conclusions", "preface", "preamble", "table", "chapter", "section", "article", "annex"})
_OFF = ("0", "false", "none", "off")


def emphasised(draft: Draft) -> Iterator[Hit]:
    """Stretches in bold or underlined within a line that is otherwise plain."""
    if draft.written is None:
        return
    places = draft.written()
    body = draft.act.body
    stretches = _in_markdown(places) if places.source.kind == "git" else _in_word(places)
    for start, end in stretches:
        at = places.body_at(start)
        provision = view(draft).at(at) if at is not None else None
        if at is None or provision is None or not provision.in_force or provision.kind in _HEADINGS:
            continue
        if at < provision.span.start + len(provision.num) + 1:
            continue  # a number or the first words, set off as headings are
        words = body[at : at + end - start]
        if words.strip() and at + end - start <= provision.span.end:
            yield Hit(provision.eid, Span(at, at + end - start), {"words": words})


def _in_markdown(places: Places) -> Iterator[tuple[int, int]]:
    for match in _BOLD.finditer(places.source.plain):
        name = "words" if match["words"] else "other"
        yield match.span(name)


def _in_word(places: Places) -> Iterator[tuple[int, int]]:
    """Neighbouring runs with the look, in paragraphs that also hold runs without it."""
    text = places.source.text
    lines: dict[int, list[tuple[int, int, bool]]] = {}
    for piece in places.source.pieces:
        if text[piece.start : piece.end].strip():
            line = text.rfind("\n", 0, piece.start) + 1
            lines.setdefault(line, []).append((piece.start, piece.end, _set_off(piece.element)))
    for row in lines.values():
        if sum(b - a for a, b, bold in row if bold) * 2 >= sum(b - a for a, b, _ in row):
            continue  # a heading with a plain number
        start = end = -1
        for a, b, bold in [*row, (-1, -1, False)]:
            if bold:
                start, end = (a if start < 0 else start), b
            elif start >= 0:
                stripped = text[start:end]
                yield start + len(stripped) - len(stripped.lstrip()), start + len(stripped.rstrip())
                start = -1


def _set_off(element: Any) -> bool:
    """Whether the run of a text element is bold or underlined by its own properties."""
    run = element.getparent()
    look = run.find(f"{W}rPr") if run is not None else None
    if look is None:
        return False
    for tag in ("b", "u"):
        mark = look.find(f"{W}{tag}")
        if mark is not None and mark.get(f"{W}val", "single") not in _OFF:
            return True
    return False
