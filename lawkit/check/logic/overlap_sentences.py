"""Sentences that stand twice in an act, where a whole unit does not: put behind another norm, or before one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.check.draft import Draft
from lawkit.check.logic.structure_view import view
from lawkit.model import Provision, Span

_CUT = re.compile(r"(?<=[^\W\d]{3}\.) (?=[А-ЯЁӘҒҚҢӨҰҮҺІA-Z«])")
_KINDS = frozenset({"paragraph", "alinea", "subparagraph", "indent"})


def twins(draft: Draft, least: int) -> Iterator[tuple[Provision, Span, Provision, Span]]:
    """(unit, sentence, earlier unit, its sentence) of sentences of so many words, letter for letter the same.

    One of the two stands in a unit with other sentences; whole units are for lawkit.overlaps to compare.
    """
    first: dict[str, tuple[Provision, Span, bool]] = {}
    body, seen = draft.act.body, view(draft)
    for provision in seen.prose:
        if provision.kind not in _KINDS or not provision.text or provision.eid in seen.quoted:
            continue
        at = body.find(provision.text, provision.span.start, provision.span.end)
        parts = _CUT.split(provision.text) if at >= 0 and len(provision.text) < _LONG else []
        for part in parts:
            span = Span(at, at + len(part))
            at += len(part) + 1
            if part.count(" ") + 1 < least or part.endswith(":"):
                continue
            key = part.rstrip(" .;").lower()
            whole = len(parts) == 1
            other = first.setdefault(key, (provision, span, whole))
            if other[0] is not provision and not (whole and other[2]):
                yield provision, span, other[0], other[1]


_LONG = 4000
