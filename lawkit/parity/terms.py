"""A bilingual glossary learnt from aligned definitions, and terms that are rendered in two ways.

A rendering is doubted only where the usual one is missing and a phrase stands in its place that differs from it in one
word and is used for nothing else: a pronoun or a shorter form is no second rendering.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lawkit.language import stems, words
from lawkit.model import Address, Definition, Finding, Language, Pin, Reading, Tier
from lawkit.parity.alignment import Alignment, align_languages
from lawkit.parity.findings import Difference, make
from lawkit.parity.lexicon import Lexicon
from lawkit.parity.units import Unit

_LEAST_USES = 4  # provisions in which the usual rendering must be seen
_MOST_DEVIANT = 0.34
_MOST_WORDS = 6
_LEAST_VARIANTS = 2  # more places than these make a second rendering likely
_SAME_BEGINNING = 5  # letters: another form of the same word


@dataclass(frozen=True, slots=True)
class Entry:
    """One term in two languages, with its definitions and how many provisions use both terms together."""

    language_a: Language
    language_b: Language
    term_a: str
    term_b: str
    definition_a: str
    definition_b: str
    source_a: Address
    source_b: Address
    uses: int = 0
    variants: tuple[str, ...] = ()  # other renderings of `term_a` in other entries


def learn_glossary(pairs: Iterable[tuple[Reading, Reading]]) -> list[Entry]:
    """The terms of all pairs of language versions, by term; what is rendered differently elsewhere is told."""
    entries: list[Entry] = []
    for a, b in pairs:
        entries.extend(_counted(a, b, align_languages(a.act, b.act)))
    renderings: dict[tuple[str, ...], dict[tuple[str, ...], str]] = defaultdict(dict)
    for e in entries:
        renderings[_key(e.term_a, e.language_a)].setdefault(_key(e.term_b, e.language_b), e.term_b)
    told = []
    for e in entries:
        mine = renderings[_key(e.term_a, e.language_a)]
        others = tuple(t for k, t in mine.items() if k != _key(e.term_b, e.language_b))
        told.append(
            Entry(
                e.language_a,
                e.language_b,
                e.term_a,
                e.term_b,
                e.definition_a,
                e.definition_b,
                e.source_a,
                e.source_b,
                e.uses,
                others,
            )
        )
    return sorted(told, key=lambda e: (e.term_a.casefold(), str(e.source_a)))


def pair_terms(a: Reading, b: Reading, alignment: Alignment) -> list[Entry]:
    """Terms defined in provisions that answer to each other, the short forms «(далее – …)» as entries of their own."""
    theirs: dict[str, list[Definition]] = defaultdict(list)
    for d in b.definitions:
        theirs[d.source].append(d)
    mine: dict[str, list[Definition]] = defaultdict(list)
    for d in a.definitions:
        mine[d.source].append(d)
    found: list[Entry] = []
    for eid, listed in mine.items():
        others = theirs.get(alignment.b_of.get(eid, ""), [])
        for one, two in _in_order(listed, others):
            found.append(_entry(a, b, one, two, one.term, two.term))
            if one.short and two.short:
                found.append(_entry(a, b, one, two, one.short, two.short))
    unique = {(e.term_a, e.term_b): e for e in reversed(found)}
    return [e for e in found if unique[e.term_a, e.term_b] is e]


def _in_order(one: Sequence[Definition], two: Sequence[Definition]) -> list[tuple[Definition, Definition]]:
    """Definitions of two provisions, form by form; those of a form that one text has more of are left out."""
    pairs: list[tuple[Definition, Definition]] = []
    for form in dict.fromkeys(d.form for d in one):
        mine, others = [d for d in one if d.form == form], [d for d in two if d.form == form]
        if len(mine) == len(others):
            pairs.extend(zip(mine, others, strict=True))
    return pairs


def _entry(a: Reading, b: Reading, one: Definition, two: Definition, term_a: str, term_b: str) -> Entry:
    return Entry(
        a.act.language, b.act.language, term_a, term_b, one.text, two.text, a.act.at(one.source), b.act.at(two.source)
    )  # fmt: skip


def _key(term: str, language: Language) -> tuple[str, ...]:
    return tuple(stems(words(term), language))


class _Usage:
    """Where terms stand in the matched provisions of a pair."""

    def __init__(self, alignment: Alignment) -> None:
        one, two = alignment.outlines
        self.pairs = [(one.by_eid[m.a], two.by_eid[m.b]) for m in alignment.matches if m.a and m.b]
        self.pairs = [(u, v) for u, v in self.pairs if u.text and v.text]
        self.a = [_stemmed(u) for u, _ in self.pairs]
        self.b = [_stemmed(v) for _, v in self.pairs]
        self.index_a, self.index_b = _index(self.a), _index(self.b)

    def flipped(self) -> _Usage:
        """The same from the other side."""
        other = object.__new__(_Usage)
        other.pairs = [(v, u) for u, v in self.pairs]
        other.a, other.b, other.index_a, other.index_b = self.b, self.a, self.index_b, self.index_a
        return other


def _stemmed(unit: Unit) -> list[str]:
    return stems(words(unit.text), unit.language)


def _index(texts: Sequence[Sequence[str]]) -> dict[str, set[int]]:
    places: dict[str, set[int]] = defaultdict(set)
    for at, text in enumerate(texts):
        for stem in text:
            places[stem].add(at)
    return places


def _with(phrase: tuple[str, ...], texts: Sequence[Sequence[str]], index: dict[str, set[int]]) -> set[int]:
    """Provisions in which a phrase stands."""
    if not phrase or any(stem not in index for stem in phrase):
        return set()
    candidates = set.intersection(*(index[stem] for stem in phrase))
    return {at for at in candidates if phrase in _ngrams(texts[at], len(phrase))}


def _ngrams(text: Sequence[str], n: int) -> set[tuple[str, ...]]:
    return set(zip(*(text[i:] for i in range(n)), strict=False))


def _counted(a: Reading, b: Reading, alignment: Alignment) -> Iterator[Entry]:
    usage = _Usage(alignment)
    for e in pair_terms(a, b, alignment):
        uses = _with(_key(e.term_a, e.language_a), usage.a, usage.index_a) & _with(
            _key(e.term_b, e.language_b), usage.b, usage.index_b
        )
        yield Entry(
            e.language_a,
            e.language_b,
            e.term_a,
            e.term_b,
            e.definition_a,
            e.definition_b,
            e.source_a,
            e.source_b,
            len(uses),
        )


def find_renderings(a: Reading, b: Reading, alignment: Alignment) -> list[Finding]:
    """Defined terms of one text that the other renders in two ways, in either direction."""
    entries = pair_terms(a, b, alignment)
    if not entries:
        return []
    usage = _Usage(alignment)
    lexicon = alignment.lexicon
    back = usage.flipped()
    found: dict[str, Finding] = {}
    for e in entries:
        one, two = _key(e.term_a, e.language_a), _key(e.term_b, e.language_b)
        for finding in [*_doubted(a, b, e.term_a, e.term_b, one, two, usage, lexicon, flipped=False),
                        *_doubted(a, b, e.term_b, e.term_a, two, one, back, lexicon, flipped=True)]:  # fmt: skip
            found.setdefault(finding.id, finding)
    return list(found.values())


def _doubted(
    a: Reading, b: Reading, term: str, rendering: str, key: tuple[str, ...], usual: tuple[str, ...], usage: _Usage,
    lexicon: Lexicon, *, flipped: bool,
) -> Iterator[Finding]:  # fmt: skip
    if not 2 <= len(usual) <= _MOST_WORDS:
        return
    used = _with(key, usage.a, usage.index_a)
    right = used & _with(usual, usage.b, usage.index_b)
    deviant = sorted(used - right)
    if len(right) < _LEAST_USES or not deviant or len(deviant) > _MOST_DEVIANT * len(used):
        return
    variants: Counter[tuple[str, ...]] = Counter()
    for at in deviant:
        text = usage.b[at]
        variants.update(g for g in _ngrams(text, len(usual)) if _another_word(g, usual, frozenset(text)))
    for variant, count in variants.most_common(3):
        everywhere = _with(variant, usage.b, usage.index_b)
        new = next(x for x, y in zip(variant, usual, strict=True) if x != y)
        often, answers = count > _LEAST_VARIANTS, lexicon.answers(new, first=flipped) in key
        if everywhere - used or everywhere & right or not (often or answers):
            continue  # it is used for other things too, or translates another word
        tier: Tier = "likely" if often and answers else "possible"
        places = [at for at in deviant if at in everywhere]
        yield _finding(a, b, term, rendering, variant, places, usage, tier, flipped=flipped)


def _another_word(phrase: tuple[str, ...], usual: tuple[str, ...], text: frozenset[str]) -> bool:
    """Whether one word of a rendering gave way to another, and is nowhere else in the text."""
    changed = [(x, y) for x, y in zip(phrase, usual, strict=True) if x != y]
    return (
        len(changed) == 1
        and changed[0][1] not in text
        and changed[0][0][:_SAME_BEGINNING] != changed[0][1][:_SAME_BEGINNING]
    )


def _finding(
    a: Reading, b: Reading, term: str, rendering: str, variant: tuple[str, ...], places: Sequence[int], usage: _Usage,
    tier: Tier, *, flipped: bool,
) -> Finding:  # fmt: skip
    said = _as_printed(variant, usage.pairs[places[0]][1])
    pins = []
    for at in places[:10]:
        one, two = usage.pairs[at] if not flipped else usage.pairs[at][::-1]
        pins += [Pin(a.act.at(one.eid), one.text), Pin(b.act.at(two.eid), two.text)]
    both = f"{rendering} / {said}"
    difference = Difference("term-two-ways", tier, both if flipped else term, term if flipped else both)
    return make(
        "term-two-ways",
        a.act,
        b.act,
        pins,
        [difference],
        evidence={"term": term, "usual": rendering, "other": said, "places": len(places)},
    )


def _as_printed(phrase: tuple[str, ...], unit: Unit) -> str:
    """The words of a phrase as the text prints them."""
    seen = words(unit.text)
    found = stems(seen, unit.language)
    for at in range(len(found)):
        if tuple(found[at : at + len(phrase)]) == phrase:
            return " ".join(seen[at : at + len(phrase)])
    return " ".join(phrase)
