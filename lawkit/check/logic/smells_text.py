"""Smells inside the text: repeated phrases, unclear syntax, prose where a list or a figure would do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.structure_view import ITEMS, beginning, tail, view
from lawkit.check.logic.style_scan import found
from lawkit.check.rules import Rule
from lawkit.language import sentences
from lawkit.language.data import language_rules
from lawkit.language.morphology import russian_form
from lawkit.model import Language, Provision, Span
from lawkit.reading.own_text import own_text

_PIECE = re.compile(r"\S+")
_MARKS = ',.;:()«»"“”'
_DAYS = ("рабоч", "календарн", "банковск", "операционн", "жұмыс", "күнтізбелік", "working", "calendar")
_TWICE = re.compile(r"(?<![\d,./№-])(?<!№ )(?P<figure>\d{1,4})\s?\((?P<words>[^\W\d_]+(?:[ -][^\W\d_]+){0,4})\)")


def smell_dup(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A phrase that comes again and again: the longest runs of words that stand several times in the act."""
    size, least = int(rule.options["words"]), int(rule.options["times"])
    rows = [(p, _row(draft, p)) for p in view(draft).prose if p.text.count(" ") >= size - 1 and p.kind != "article"]
    counts: Counter[tuple[str, ...]] = Counter()
    for _, words in rows:
        counts.update(_windows(words, size))
    often = {w: n for w, n in counts.items() if n >= least}
    phrases: dict[tuple[str, ...], list[tuple[str, Span]]] = {}
    for provision, words in rows if often else ():
        runs = list(_runs(words, size, often))
        pieces = _pieces(draft, provision) if runs else []
        for start, end in runs:
            span = Span(pieces[start].start, pieces[end - 1].end)
            phrases.setdefault(tuple(words[start:end]), []).append((provision.eid, span))
    ranked = sorted(
        (item for item in phrases.items() if len(item[1]) >= least),
        key=lambda i: (-len(i[0]) * (len(i[1]) - 1), i[1][0][1].start),
    )
    usual = [re.compile(p) for p in rule.exceptions.get(draft.act.language, ())]
    told = [r for r in ranked if not any(p.search(" ".join(r[0])) for p in usual)]
    for phrase, places in told[: int(rule.options["most"])]:
        eid, span = places[0]
        values = {"count": len(places), "length": len(phrase)}
        yield Hit(eid, span, values, tuple((e, s) for e, s in places[1:8]))


def _row(draft: Draft, provision: Provision) -> list[str]:
    """The words of a provision without its number, marks of punctuation taken off."""
    low = view(draft).low[provision.span.start + len(provision.num) : provision.span.end]
    return [piece.strip(_MARKS) for piece in low.split()]


def _pieces(draft: Draft, provision: Provision) -> list[Span]:
    """Where the words of the row stand, without their marks of punctuation."""
    found_ = []
    for match in _PIECE.finditer(draft.act.body, provision.span.start + len(provision.num), provision.span.end):
        lead = len(match[0]) - len(match[0].lstrip(_MARKS))
        found_.append(Span(match.start() + lead, match.start() + max(lead, len(match[0].rstrip(_MARKS)))))
    return found_


def _windows(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(size)), strict=False)


def _runs(words: list[str], size: int, often: Mapping[tuple[str, ...], int]) -> Iterator[tuple[int, int]]:
    """The longest stretches all of whose windows come equally often."""
    start, number = -1, 0
    for i, window in enumerate(_windows(words, size)):
        count = often.get(window, 0)
        if count != number:
            if number:
                yield start, i + size - 1
            start, number = i, count
    if number:
        yield start, len(words)


def smell_syntax(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A list whose items are joined now by «и», now by «или»; three things joined by both without brackets."""
    both = {str(w): str(k) for k, row in dict(rule.options["joined"][draft.act.language]).items() for w in row}
    body = draft.act.body
    for below in draft.children.values():
        items = [p for p in below if p.kind in ITEMS and p.in_force]
        ends = [(both.get(_last_word(p.text)), p) for p in items[:-1]]
        kinds = {kind for kind, _ in ends if kind}
        if len(kinds) > 1:
            place = next(p for kind, p in reversed(ends) if kind)
            yield Hit(place.eid, tail(place, body), {"words": _last_word(place.text)})
    for provision, match in found(draft, rule):
        if _alike(match[0], draft.act.language):
            yield Hit(provision.eid, Span(match.start(), match.end()), {"words": body[match.start() : match.end()]})


def _alike(text: str, language: Language) -> bool:
    """Whether the three words can be members of one row: in Russian, nouns of one case."""
    if language != "rus":
        return True
    forms = [russian_form(word) for word in text.split()[::2]]
    return all(f.first == "NOUN" for f in forms) and bool(frozenset.intersection(*(f.cases for f in forms)))


def _last_word(text: str) -> str:
    match = re.search(r"[;,]\s*([^\W\d_]+)[\s:]*$", text[-40:])
    return match[1].lower() if match else ""


def smell_exceptions(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An exception from an exception: several of them in one sentence."""
    yield from _several(draft, rule)


def smell_clauses(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Many subordinate clauses in one sentence."""
    yield from _several(draft, rule)


def _several(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Sentences in which the page's words stand more often than the limit."""
    limit = int(rule.options["most"])
    places: dict[str, list[re.Match[str]]] = {}
    for provision, match in found(draft, rule):
        places.setdefault(provision.eid, []).append(match)
    for eid, matches in places.items():
        if len(matches) <= limit:
            continue
        text, offset = own_text(draft.act, draft.by_eid[eid])
        for sentence in sentences(text, draft.act.language):
            inside = [m for m in matches if sentence.start <= m.start() - offset < sentence.end]
            if len(inside) > limit:
                last = inside[limit]
                yield Hit(
                    eid,
                    Span(last.start(), last.end()),
                    {"count": len(inside), "words": draft.act.body[last.start() : last.end()]},
                )


def smell_natlang(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A list written as prose: a sentence with many commas and no list."""
    limit = int(rule.options["commas"])
    for provision in view(draft).prose:
        if provision.text.count(",") < limit or provision.kind == "article" or provision.text.rstrip().endswith(":"):
            continue
        text, offset = own_text(draft.act, provision)
        for sentence in sentences(text, draft.act.language):
            piece = text[sentence.start : sentence.end]
            count = piece.count(",")
            if count >= limit and _short_pieces(piece) >= limit - 2:
                shown = beginning(draft.act.body, offset + sentence.start, offset + sentence.end)
                yield Hit(provision.eid, shown, {"count": count + 1})


def _short_pieces(text: str) -> int:
    """How many pieces between commas are short enough to be items of a list."""
    return sum(1 for piece in text.split(",")[1:-1] if piece.count(" ") <= 8)


def num_words(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """«10 (пятнадцать)»: the figure and the words differ."""
    values = _number_words(draft.act.language)
    for provision, match in view(draft).find(_TWICE):
        number = _value(match["words"], values)
        if number is not None and number != int(match["figure"]):
            words = draft.act.body[match.start() : match.end()]
            yield Hit(provision.eid, Span(match.start(), match.end()), {"words": words})


def num_twice(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """«10 (десять)»: the number is given twice."""
    values = _number_words(draft.act.language)
    for provision, match in view(draft).find(_TWICE):
        if _value(match["words"], values) == int(match["figure"]):
            words = draft.act.body[match.start() : match.end()]
            yield Hit(provision.eid, Span(match.start(), match.end()), {"words": words})


def _value(text: str, values: Mapping[str, float]) -> int | None:
    """The number that words say, «двадцать пять» → 25; None where a word is unknown or the words make no number."""
    total, last = 0.0, 1000.0
    for piece in re.split(r"[ -]", text):
        value = values.get(piece)
        if value is None and total and piece.startswith(_DAYS):
            break
        if value is None or value != int(value) or value >= last or (total and last < 20):
            return None
        total, last = total + value, value
    return int(total) or None


@lru_cache(maxsize=3)
def _number_words(language: Language) -> Mapping[str, float]:
    return {str(k): float(v) for k, v in language_rules(language, "norms")["deadlines"]["number_words"].items()}
