"""Lists: the punctuation and the first letters of their items, after article 23 of the law on legal acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.logic.structure_view import ITEMS, View, first_word, tail, view, words_of
from lawkit.check.rules import Rule
from lawkit.language import fold
from lawkit.language.morphology import russian_form
from lawkit.model import Provision, Span
from lawkit.reading.own_text import own_text

_GOES_ON = "–—-,"
_CLOSING = "»”\")’'"
_SENTENCES = re.compile(r"[.!?]\s+[«\"(]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")


def _lists(draft: Draft, seen: View) -> Iterator[tuple[Provision | None, list[Provision], bool]]:
    """Every list of items: its owner, its items in force, and whether its end is as the author wrote it."""
    gone = words_of(draft.act.language, "editorial")
    for parent, below in draft.children.items():
        for kind in ("subparagraph", "indent"):
            row = [p for p in below if p.kind == kind and p.eid not in seen.quoted]
            items = [p for p in row if p.in_force and p.text.strip() and not gone.search(fold(p.text[:60]).strip())]
            if len(items) >= 2 and not any(p.kind == "table" for p in below):
                whole = row[-1] is items[-1] and not _cut_after(draft, seen, items[-1])
                yield draft.by_eid.get(parent), items, whole


def _cut_after(draft: Draft, seen: View, last: Provision) -> bool:
    """Whether a note follows the list: its last items may be gone."""
    end = seen.end_of(last)
    provisions = draft.act.provisions
    after = provisions[end.order + 1].span.start if end.order + 1 < len(provisions) else len(draft.act.body)
    return any(
        n.kind in ("exclusion", "future", "repeal") and end.span.start <= n.span.start < after for n in draft.act.notes
    )


def abz_punct(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Items end with a semicolon, the last with a full stop (inside another list, with a semicolon)."""
    if view(draft).lettered:
        return
    seen = view(draft)
    body = draft.act.body
    formula = words_of(draft.act.language, "formula")
    for owner, items, whole in _lists(draft, seen):
        nested = owner is not None and owner.kind in ITEMS
        if any("=" in item.text or formula.match(fold(item.text.strip())) for item in items):
            continue  # a formula and what its letters mean
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last and (not whole or nested):
                continue
            if draft.children.get(item.eid) and any(p.kind != "table" for p in draft.children[item.eid]):
                continue
            if not last and items[i + 1].text.strip().isalpha():
                continue  # «минус», «плюс» between the lines of a formula
            end = tail(item, body)
            mark = end.of(body)[-1:]
            wanted = "." if last else ";"
            if not _wrong(mark, last=last, item=item):
                continue
            if not last and mark == "." and (_many(item) or not _small(draft, items[i + 1])):
                continue
            yield Hit(item.eid, end, {"wanted": wanted}, fix=_fix(end, body, wanted))


def _wrong(mark: str, *, last: bool, item: Provision) -> bool:
    if mark == ":":
        return False
    if last:
        return mark not in ".;" if item.kind == "indent" else mark != "."
    return mark != ";"


def _fix(end: Span, body: str, wanted: str) -> Fix | None:
    mark = body[end.end - 1]
    if mark in ",.;":
        marks = 2 if body[end.end - 2] in ",.;" else 1  # «;.»
        return Fix(Span(end.end - marks, end.end), wanted)
    return Fix(Span(end.end, end.end), wanted) if mark.isalnum() or mark in _CLOSING else None


def _many(item: Provision) -> bool:
    return _SENTENCES.search(item.text) is not None


def _small(draft: Draft, item: Provision) -> bool:
    word = first_word(item.text)
    return word is not None and word[0][0].islower()


def abz_case(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An item with a capital among items with small letters, though its first word is no name."""
    if view(draft).lettered:
        return
    seen = view(draft)
    for _, items, _ in _lists(draft, seen):
        capitals = [p for p in items if (w := first_word(p.text)) and w[0][0].isupper() and not _many(p)]
        small = [p for p in items if _small(draft, p)]
        if not capitals or len(capitals) >= len(small) + (len(items) == 2):
            continue
        for item in capitals:
            hit = _capital(draft, seen, item)
            if hit is not None:
                yield hit


def _capital(draft: Draft, seen: View, item: Provision) -> Hit | None:
    """A capital that the rest of the text does not bear out: elsewhere the word stands in small letters."""
    text, offset = own_text(draft.act, item)
    word = first_word(text)
    if word is None or word.start() or not (word[0][1:].islower() or len(word[0]) == 1):
        return None
    after = text[word.end() : word.end() + 40]
    if not _common(draft, word[0].lower()) or _name_elsewhere(draft.act.body, word[0]):
        return None
    if re.match(r"\s+[«\"]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]", after):
        return None
    start = offset + word.start()
    return Hit(
        item.eid,
        Span(start, start + len(word[0])),
        {"word": word[0]},
        fix=Fix(Span(start, start + 1), word[0][0].lower()),
    )


def _common(draft: Draft, word: str) -> bool:
    """Whether the word is no name: it stands in small letters elsewhere, in any form, or is an ordinary Russian word."""
    if draft.act.language == "rus" and not russian_form(fold(word)).animate and russian_form(fold(word)).first:
        return True
    if words_of(draft.act.language, "common_word").search(word):
        return True
    return _small_elsewhere(draft.act.body, word[: max(5, len(word) - 3)])


def _small_elsewhere(body: str, word: str) -> bool:
    """Whether a word that begins so stands somewhere in small letters, not in quotation marks."""
    at = body.find(word)
    while at >= 0:
        before = body[at - 1 : at]
        if not (before.isalnum() or before in '«"-'):
            return True
        at = body.find(word, at + 1)
    return False


def _name_elsewhere(body: str, word: str) -> bool:
    """Whether the word, in any of its forms, bears its capital in the middle of a sentence: it is a name then."""
    stem = word[: max(4, len(word) - 3)]
    at = body.find(stem)
    while at >= 0:
        before = body[max(0, at - 2) : at]
        part = len(word) <= 4 and body[at + len(word) : at + len(word) + 1].isalnum()
        if not part and len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] in ",»"):
            return True
        at = body.find(stem, at + 1)
    return False


def part_case(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A часть, point or article text that begins with a small letter: it is either an item or lacks its capital."""
    if view(draft).lettered:
        return
    seen = view(draft)
    for provision in seen.prose:
        if provision.kind not in ("alinea", "paragraph") or provision.eid in seen.quoted:
            continue
        text, offset = own_text(draft.act, provision)
        before = draft.act.provisions[provision.order - 1].text.rstrip()[-1:] if provision.order else ""
        if before in _GOES_ON and before:
            continue  # «Утрата книги –» «влечет предупреждение.»
        if "__" in text and provision.eid.startswith("annex"):
            continue  # a form to fill in
        if text[:1].islower() and text[:1].isalpha():
            word = first_word(text)
            if word is not None:
                span = Span(offset, offset + len(word[0]))
                yield Hit(provision.eid, span, {"word": word[0]})


def unit_end(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A point or часть that ends without any mark."""
    if view(draft).lettered:
        return
    seen = view(draft)
    body = draft.act.body
    for provision in seen.prose:
        if provision.kind not in ("paragraph", "alinea") or provision.eid in seen.quoted or len(provision.text) < 25:
            continue
        below: Sequence[Provision] = draft.children.get(provision.eid, ())
        following = draft.act.provisions[provision.order + 1 : provision.order + 2]
        if any(p.kind in ITEMS or p.kind == "table" for p in (*below, *following)):
            continue
        end = tail(provision, body)
        mark = end.of(body)[-1:]
        if "__" in provision.text and provision.eid.startswith("annex"):
            continue  # a form to fill in
        if mark.isalpha() or mark.isdigit():
            yield Hit(provision.eid, end)
