"""Norms of one act that are alike word for word but for one thing: the period, the modal word, the body that acts.

lawkit.overlaps weighs words by their rarity and leaves short norms and neighbours in one article aside; here nothing is
weighed: the words around the one that differs are the same, in the same order, or there is no hit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lawkit.check.draft import Draft
from lawkit.language import words
from lawkit.language.sieve import Sieve
from lawkit.model import Provision, Span

_LEAST = 4  # words besides the one that differs
_LISTED = ("subparagraph", "indent")
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """Two norms: where the later one differs, what it says there, and the same of the earlier one."""

    eid: str
    span: Span
    said: str
    first_eid: str
    first_span: Span
    first_said: str


def period_twins(draft: Draft) -> Iterator[Twin]:
    """Norms with different periods for the same thing."""
    spans: dict[str, list[tuple[Span, object]]] = {}
    for norm in draft.reading.norms:
        for d in norm.deadlines:
            spans.setdefault(norm.source, []).append((d.span, (d.amount, d.unit, d.calendar)))
    yield from _twins(draft, {eid: found for eid, found in spans.items() if len({s for s, _ in found}) == 1})


def modal_twins(draft: Draft, kinds: Sequence[Sieve | None]) -> Iterator[Twin]:
    """Norms of which one obliges and the other permits or forbids."""
    spans: dict[str, list[tuple[Span, object]]] = {}
    for provision in _norms(draft):
        own = provision.span.of(draft.act.body)
        found = [
            (Span(provision.span.start + m.start(), provision.span.start + m.end()), n)
            for n, kind in enumerate(kinds)
            if kind is not None
            for m in kind.finditer(own)
        ]
        if len(found) == 1:
            spans[provision.eid] = list(found)
    yield from _twins(draft, spans)


def body_twins(draft: Draft) -> Iterator[Twin]:
    """Norms that begin with different bodies and go on alike."""
    spans: dict[str, list[tuple[Span, object]]] = {}
    for norm in draft.reading.norms:
        provision = draft.by_eid.get(norm.source)
        if provision is None or not norm.body or not norm.addressee or provision.kind in _LISTED:
            continue
        at = draft.act.body.find(norm.addressee, norm.span.start, norm.span.end)
        if at == norm.span.start and norm.modality in ("duty", "power", "none"):
            spans.setdefault(norm.source, []).append((Span(at, at + len(norm.addressee)), norm.body))
    yield from _twins(draft, {eid: found for eid, found in spans.items() if len(found) == 1})


def _norms(draft: Draft) -> Iterator[Provision]:
    return (
        p for p in draft.act.provisions if p.in_force and p.text and p.kind not in ("toc", "preface", "conclusions")
    )


def _twins(draft: Draft, spans: dict[str, list[tuple[Span, object]]]) -> Iterator[Twin]:
    body = draft.act.body
    first: dict[_Key, tuple[str, Span, object]] = {}
    for provision in _norms(draft):
        found = spans.get(provision.eid)
        if (
            not found
            or provision.text.rstrip().endswith(":")
            or provision.text not in body[provision.span.start : provision.span.end]
        ):
            continue
        span, value = found[0]
        key = _key(draft, provision, span)
        if len(key) - 1 < _LEAST:
            continue
        eid, other, was = first.setdefault(key, (provision.eid, span, value))
        if was != value:
            yield Twin(provision.eid, span, span.of(body), eid, other, other.of(body))


def _key(draft: Draft, provision: Provision, span: Span) -> _Key:
    """The words of a norm with a mark for those that may differ; a list item with the words that lead into its list."""
    start = draft.act.body.find(provision.text, provision.span.start, provision.span.end)
    end = start + len(provision.text)
    said = (*words(draft.act.body[start : span.start]), "…", *words(draft.act.body[span.end : end]))
    if provision.kind not in _LISTED:
        return said
    parent = draft.by_eid.get(provision.parent)
    return (*said, "|", *words(f"{parent.heading} {parent.text}")) if parent is not None else said
