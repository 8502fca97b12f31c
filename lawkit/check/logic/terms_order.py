"""The order of a list of terms: alphabetical in Kazakh, in Russian the order of the Kazakh."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lawkit.check.draft import Draft, Hit
from lawkit.check.rules import Rule
from lawkit.language import fold
from lawkit.model import Definition, Reading, Span

_KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_MARKS = re.compile(r"\d+(?:-\d+)?|[a-zA-Z]{2,}|[А-ЯӘҒҚҢӨҰҮҺІ]{2,}")


def _key(term: str, alphabet: str) -> tuple[int, ...]:
    """A term as its letters' places; spaces come first, other signs do not count."""
    return tuple(0 if c.isspace() else alphabet.index(c) + 1 for c in fold(term) if c in alphabet or c.isspace())


def _lists(reading: Reading) -> list[list[Definition]]:
    """Lists of definitions: those under one unit, at least three."""
    groups: dict[str, list[Definition]] = {}
    for d in reading.definitions:
        if d.form == "list":
            groups.setdefault(d.source.rpartition("__")[0], []).append(d)
    return [g for g in groups.values() if len(g) >= 3]


def _span(reading: Reading, d: Definition) -> Span:
    at = reading.act.body.find(d.term, d.span.start, d.span.end)
    return Span(at, at + len(d.term)) if at >= 0 else d.span


def def_order_kaz(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A Kazakh term that stands after one that follows it in the alphabet: the fewest terms to be moved."""
    for group in _lists(draft.reading):
        keys = [_key(d.term, _KAZAKH) for d in group]
        kept = _longest_rising(keys)
        for n, d in enumerate(group):
            if n not in kept:
                before = next((group[k] for k in sorted(kept) if keys[k] > keys[n]), None)
                values = {"term": d.term, "before": before.term if before is not None else group[0].term}
                yield Hit(d.source, _span(draft.reading, d), values)


def _longest_rising(keys: Sequence[tuple[int, ...]]) -> set[int]:
    """Places of a longest rising run of keys, gaps allowed."""
    best: list[tuple[int, int]] = []  # length, previous
    for n, key in enumerate(keys):
        options = [(best[m][0] + 1, m) for m in range(n) if keys[m] <= key]
        best.append(max(options, default=(1, -1), key=lambda o: (o[0], -o[1])))
    at = max(range(len(best)), key=lambda n: (best[n][0], -n), default=-1)
    kept = set()
    while at >= 0:
        kept.add(at)
        at = best[at][1]
    return kept


def def_order_rus(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A Russian list in its own alphabetical order, or one whose items tell of other ones than the Kazakh list's."""
    partner = next((p for p in draft.partners if p.act.language == "kaz"), None)
    theirs = {g[0].source.rpartition("__")[0]: g for g in _lists(partner)} if partner is not None else {}
    for group in _lists(draft.reading):
        other = theirs.get(group[0].source.rpartition("__")[0])
        if other is not None and len(other) == len(group):
            yield from _swapped(draft, group, other)
            continue
        keys = [_key(d.term, _RUSSIAN) for d in group]
        if len(group) >= int(rule.options["least"]) and all(a < b for a, b in pairwise(keys)):
            yield Hit(group[0].source, _span(draft.reading, group[0]), {"term": group[0].term})


def _swapped(draft: Draft, group: list[Definition], other: list[Definition]) -> Iterator[Hit]:
    """Items whose figures and Latin words are those of another item of the Kazakh list."""
    ours = [frozenset(_MARKS.findall(f"{d.term} {d.text}")) for d in group]
    theirs = [frozenset(_MARKS.findall(f"{d.term} {d.text}")) for d in other]
    for n, d in enumerate(group):
        if ours[n] and ours[n] != theirs[n] and theirs.count(ours[n]) == 1 and ours.count(ours[n]) == 1:
            yield Hit(d.source, _span(draft.reading, d), {"term": d.term})
