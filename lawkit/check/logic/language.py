"""One act, several authentic texts: where they say different things, as lawkit.parity finds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.found import between_languages, place
from lawkit.check.rules import Rule
from lawkit.model import Finding, Reading, Span


def lang_missing_unit(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A unit that one of the texts lacks; doubtful where the texts may be of different editions."""
    for partner, finding in _of(draft, ("missing-unit", "extra-unit")):
        if _editions_differ(draft, partner) or finding.tier != "certain":
            yield from _hit(draft, partner, finding, severity="warning")
        else:
            yield from _hit(draft, partner, finding)


def lang_part_missing(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A sentence or clause that one of the texts lacks."""
    yield from _hits(draft, ("part-missing",))


def lang_number_mismatch(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Figures, amounts or dates that differ."""
    yield from _hits(draft, ("number-differs", "amount-differs", "date-differs"))


def lang_deadline(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Periods that differ."""
    yield from _hits(draft, ("deadline-differs",))


def lang_order(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Items that stand in another order."""
    yield from _hits(draft, ("order-differs",))


def lang_target(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """References that lead to different norms."""
    yield from _hits(draft, ("target-differs",))


def lang_modality(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """One text obliges where the other permits or forbids."""
    yield from _hits(draft, ("modality-differs",))


def lang_status(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A unit in force in one text and excluded in the other."""
    yield from _hits(draft, ("status-differs",))


def lang_term_inconsistent(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A term with two renderings in the other language."""
    for partner, finding in _of(draft, ("term-two-ways",)):
        for pin in finding.pins:
            if place(draft, pin) is not None:
                other = [p for p in finding.pins if p.address.language == partner.act.language]
                yield from _hit(draft, partner, replace(finding, pins=(pin, *other)))


def _of(draft: Draft, codes: Sequence[str]) -> Iterator[tuple[Reading, Finding]]:
    for partner, finding in between_languages(draft):
        if finding.code in codes and finding.tier != "possible":
            yield partner, finding


def _hits(draft: Draft, codes: Sequence[str]) -> Iterator[Hit]:
    for partner, finding in _of(draft, codes):
        yield from _hit(draft, partner, finding)


def _hit(draft: Draft, partner: Reading, finding: Finding, severity: str = "") -> Iterator[Hit]:
    """The finding at its place in the draft; what the draft lacks is shown at the unit it would stand in."""
    places = [at for pin in finding.pins if (at := place(draft, pin)) is not None]
    related = tuple((str(p.address), None) for p in finding.pins if p.address.language == partner.act.language)
    values = {"said": finding.explanation}
    if places:
        provision, span = places[0]
        if span.start >= span.end:
            span = provision.span
        yield Hit(provision.eid, span, values, related, severity=severity)
    elif draft.act.provisions:
        top = draft.act.provisions[0]
        yield Hit(top.eid, Span(top.span.start, top.span.start + 1), values, related, severity=severity)


def _editions_differ(draft: Draft, partner: Reading) -> bool:
    return any(p is partner and f.code == "different-editions" for p, f in between_languages(draft))
