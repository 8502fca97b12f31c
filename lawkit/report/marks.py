"""Marks inside texts: references as links, and the words in which two provisions differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from lawkit.model import Finding, Pin, Reference, Span


def marked_text(
    body: str, start: int, end: int, references: Iterable[Reference], href: Callable[[Reference], str]
) -> Markup:
    """The text of `body[start:end]`, escaped, with each reference as a link or a marked span.

    References that overlap an earlier one are left unmarked: they stand in the list beside the text.
    """
    parts: list[Markup] = []
    at = start
    for reference in sorted(references, key=lambda r: (r.span.start, -r.span.end)):
        low, high = reference.span.start, reference.span.end
        if low < at or high > end or low >= high:
            continue
        parts.append(escape(body[at:low]))
        words, address = body[low:high], href(reference)
        if address and reference.status != "dead":
            parts.append(Markup('<a class="ref" href="{0}">{1}</a>').format(address, words))
        else:
            parts.append(Markup('<span class="ref-{0}">{1}</span>').format(reference.status, words))
        at = high
    parts.append(escape(body[at:end]))
    return Markup("").join(parts)


def panes(finding: Finding) -> list[tuple[Pin, Markup]]:
    """Each place of a finding with its text; words that the first other place lacks are marked.

    Where the places answer one question in words of their own, all are shown, and the words that answer it are marked.
    """
    if any(pin.span.end for pin in finding.pins):
        return [(pin, _marked(pin.text, [(pin.span, False)] if pin.span.end else [])) for pin in finding.pins]
    pins = finding.pins[:6]
    if len(pins) < 2:
        return [(pin, escape(pin.text)) for pin in pins]
    first, second = difference(pins[0].text, pins[1].text)
    rest = [(pin, difference(pins[0].text, pin.text)[1]) for pin in pins[2:]]
    return [(pins[0], first), (pins[1], second), *rest]


def question(finding: Finding) -> dict[str, str]:
    """The question that the places of a finding answer, as a title in each language; nothing for other kinds."""
    asked = finding.evidence.get("matter")
    names = asked if isinstance(asked, dict) else {}
    return {str(language): str(name)[:1].upper() + str(name)[1:] for language, name in names.items()}


def difference(a: str, b: str) -> tuple[Markup, Markup]:
    """Both texts with their changes marked, as the overlaps see them."""
    from lawkit.overlaps import compare

    changes = [c for c in compare(a, b).changes if c.kind != "equal"]
    return (
        _marked(a, [(c.span_a, c.partner >= 0) for c in changes]),
        _marked(b, [(c.span_b, c.partner >= 0) for c in changes]),
    )


def _marked(text: str, changes: list[tuple[Span, bool]]) -> Markup:
    """The text with each changed stretch in <mark>; moved ones look different, bare punctuation is left alone."""
    parts: list[Markup] = []
    at = 0
    for span, moved in sorted(changes, key=lambda c: (c[0].start, c[0].end)):
        words = span.of(text)
        if span.start < at or not any(c.isalnum() for c in words):
            continue
        parts.append(escape(text[at : span.start]))
        parts.append(Markup('<mark class="moved">{0}</mark>' if moved else "<mark>{0}</mark>").format(words))
        at = span.end
    parts.append(escape(text[at:]))
    return Markup("").join(parts)
