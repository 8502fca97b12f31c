"""The findings of lawkit.overlaps and lawkit.parity about a draft, asked once for all rules that report them."""

from __future__ import annotations

from collections.abc import Sequence

from lawkit.check.draft import Draft
from lawkit.model import Finding, Pin, Provision, Reading, Span

_kept: dict[str, tuple[Draft, Sequence[Finding]]] = {}  # the last draft only: rules are asked one after the other


_parity: dict[str, tuple[Draft, Sequence[tuple[Reading, Finding]]]] = {}


def against_others(draft: Draft) -> Sequence[Finding]:
    """Overlaps and conflicts with the acts in force; the draft's pin is the first."""
    if draft.against is None:
        return ()
    if "against" not in _kept or _kept["against"][0] is not draft:
        _kept["against"] = (draft, tuple(draft.against.findings(draft.reading)))
    return _kept["against"][1]


def within(draft: Draft) -> Sequence[Finding]:
    """Overlaps and conflicts inside the draft."""
    if "within" not in _kept or _kept["within"][0] is not draft:
        from lawkit.overlaps.small import find_within

        _kept["within"] = (draft, tuple(find_within(draft.reading)))
    return _kept["within"][1]


def between_languages(draft: Draft) -> Sequence[tuple[Reading, Finding]]:
    """Where the draft and its other languages say different things, each with the other language's reading."""
    if "languages" not in _parity or _parity["languages"][0] is not draft:
        from lawkit.parity import find_discrepancies

        found = [(p, f) for p in draft.partners for f in find_discrepancies(draft.reading, p)]
        _parity["languages"] = (draft, tuple(found))
    return _parity["languages"][1]


def place(draft: Draft, pin: Pin) -> tuple[Provision, Span] | None:
    """The provision of the draft that a pin points at, and the words in the act's body."""
    provision = draft.by_eid.get(pin.address.eid)
    other = pin.address.language not in (None, draft.act.language)
    if provision is None or pin.address.act != draft.act.act_id or other:
        return None
    at = draft.act.body.find(provision.text, provision.span.start, provision.span.end) if provision.text else -1
    if at < 0:
        return provision, provision.span
    if pin.span.end > pin.span.start and pin.text == provision.text:
        return provision, Span(at + pin.span.start, at + pin.span.end)
    return provision, Span(at, at + len(provision.text))
