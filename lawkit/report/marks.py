"""Marks inside texts: references as links, and the words in which two provisions differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from lawkit.model import Finding, Pin, Reference


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
    """Each place of a finding with its text; words that the first other place lacks are marked."""
    pins = finding.pins[:6]
    if len(pins) < 2:
        return [(pin, escape(pin.text)) for pin in pins]
    first, second = _difference(pins[0].text, pins[1].text)
    rest = [(pin, _difference(pins[0].text, pin.text)[1]) for pin in pins[2:]]
    return [(pins[0], first), (pins[1], second), *rest]


def _difference(a: str, b: str) -> tuple[Markup, Markup]:
    from rapidfuzz.distance import Indel

    left, right = a.split(), b.split()
    marks_left, marks_right = [True] * len(left), [True] * len(right)
    fold_left, fold_right = [w.strip('.,;:«»"()').lower() for w in left], [w.strip('.,;:«»"()').lower() for w in right]
    for op in Indel.opcodes(fold_left, fold_right):
        if op.tag == "equal":
            marks_left[op.src_start : op.src_end] = [False] * (op.src_end - op.src_start)
            marks_right[op.dest_start : op.dest_end] = [False] * (op.dest_end - op.dest_start)
    return _words(left, marks_left, set(fold_right)), _words(right, marks_right, set(fold_left))


def _words(words: list[str], marks: list[bool], other: set[str]) -> Markup:
    """Words joined by spaces; runs of marked words in <mark>, moved ones (they stand elsewhere in the other text) apart."""
    parts: list[Markup] = []
    i = 0
    while i < len(words):
        j = i
        while j < len(words) and marks[j] == marks[i]:
            j += 1
        run = " ".join(words[i:j])
        if not marks[i]:
            parts.append(escape(run))
        else:
            moved = j - i > 2 and all(w.strip('.,;:«»"()').lower() in other for w in words[i:j])
            parts.append(Markup('<mark class="moved">{0}</mark>' if moved else "<mark>{0}</mark>").format(run))
        i = j
    return Markup(" ").join(parts)
