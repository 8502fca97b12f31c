"""Terms across the corpus: where each is used, which are never used, which are used without a definition.

A use is a run of words whose lemmas are the term's lemmas; the longest term wins («персональные данные ограниченного
доступа» is no use of «персональные данные»). The search is a table by first lemma: on 325,000 words and 690 terms it
takes 0.15 s, where spaCy's PhraseMatcher needs 0.75 s for its documents, 0.03 s for the matching and 0.9 s to be
imported; `benchmarks/terms.py` measures both in one run and checks that they agree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lawkit.language import lemmas, word_spans
from lawkit.model import Act, Address, Definition, Language, Reading, Span
from lawkit.reading.own_text import is_read, own_text

_ACRONYM = re.compile(r"\b[А-ЯӘҒҚҢӨҰҮҺІA-Z]{3,8}\b")


@dataclass(frozen=True, slots=True)
class Use:
    """A term standing in a provision; the span points into Act.body."""

    lemma: str
    address: Address
    span: Span


@dataclass(frozen=True, slots=True)
class Defined:
    """One definition of a term with its place."""

    address: Address
    definition: Definition


@dataclass(frozen=True, slots=True)
class TermRow:
    """A line of the table of terms: who defines it, in what words, who uses it."""

    lemma: str
    language: Language
    term: str  # as the first act prints it
    definitions: tuple[Defined, ...]
    uses: dict[str, int]  # act id → how often, outside the definitions themselves
    differs: bool  # the acts define it in different words


class Finder:
    """Finds the uses of a set of terms in texts of one language."""

    def __init__(self, terms: Iterable[str], language: Language) -> None:
        self.language = language
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for term in set(terms):
            parts = tuple(term.split())
            if parts and any(len(p) > 1 for p in parts):
                self._by_first.setdefault(parts[0], []).append(parts)
        for rest in self._by_first.values():
            rest.sort(key=lambda parts: (-len(parts), parts))

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """(lemma, start, end) of every use, the longest term first, without overlaps."""
        tokens = word_spans(text)
        forms = lemmas([t[0] for t in tokens], self.language)
        found: list[tuple[str, int, int]] = []
        at = 0
        while at < len(forms):
            step = 1
            for parts in self._by_first.get(forms[at], ()):
                if tuple(forms[at : at + len(parts)]) == parts:
                    last = at + len(parts) - 1
                    if "." not in text[tokens[at][2] : tokens[last][1]] or len(parts) == 1:
                        found.append((" ".join(parts), tokens[at][1], tokens[last][2]))
                        step = len(parts)
                        break
            at += step
        return found


def find_uses(act: Act, terms: Iterable[str]) -> list[Use]:
    """Every use of the terms (given as lemmas) in the act's provisions in force, in order."""
    finder = Finder(terms, act.language)
    uses: list[Use] = []
    for provision in act.provisions:
        if not is_read(provision):
            continue
        text, offset = own_text(act, provision)
        uses += [
            Use(lemma, act.at(provision.eid), Span(offset + start, offset + end))
            for lemma, start, end in finder.find(text)
        ]
    return uses


def _outside(use: Use, reading: Reading) -> bool:
    """Whether a use is not the defined term itself or the short name where it is introduced."""
    for d in reading.definitions:
        head = len(d.term) + (len(d.short) + 16 if d.short else 2)
        if d.span.start <= use.span.start < d.span.start + head and use.lemma in _names(d, reading.act.language):
            return False
    return True


def _names(definition: Definition, language: Language) -> list[str]:
    from lawkit.language import lemma_key

    return [definition.lemma, lemma_key(definition.short, language)] if definition.short else [definition.lemma]


def _shorts(reading: Reading) -> dict[str, str]:
    """Short names of the act («(далее – классификатор)») with the term each stands for in it."""
    from lawkit.language import lemma_key

    pairs = ((lemma_key(d.short, reading.act.language), d.lemma) for d in reading.definitions if d.short)
    return {short: lemma for short, lemma in pairs if short and short != lemma}


def terms_table(readings: Sequence[Reading]) -> tuple[TermRow, ...]:
    """Who defines what and who uses it, by language and term; terms that several acts define first."""
    defined: dict[tuple[Language, str], list[Defined]] = {}
    for reading in readings:
        for d in reading.definitions:
            key = (reading.act.language, d.lemma)
            defined.setdefault(key, []).append(Defined(reading.act.at(d.source), d))
    uses: dict[tuple[Language, str], Counter[str]] = {}
    for reading in readings:
        language, shorts = reading.act.language, _shorts(reading)
        wanted = {lemma for lang, lemma in defined if lang == language} | set(shorts)
        for use in find_uses(reading.act, wanted):
            lemma = shorts.get(use.lemma, use.lemma)
            if _outside(use, reading) and (language, lemma) in defined:
                uses.setdefault((language, lemma), Counter())[reading.act.act_id] += 1
    rows = [
        TermRow(
            lemma,
            language,
            places[0].definition.term,
            tuple(places),
            dict(uses.get((language, lemma), {})),
            _differ(places),
        )
        for (language, lemma), places in defined.items()
    ]
    return tuple(sorted(rows, key=lambda r: (r.language, -len({d.address.act for d in r.definitions}), r.lemma)))


def _differ(places: Sequence[Defined]) -> bool:
    texts = {
        " ".join(p.definition.text.casefold().split()).rstrip(".; ")
        for p in places
        if p.definition.form != "abbreviation"
    }
    return len(texts) > 1


def unused_terms(reading: Reading) -> tuple[Definition, ...]:
    """Terms that the act defines and uses neither in full nor by their short name outside the definition itself.

    A use inside another definition counts. Abbreviations are left out: they are used where they are made.
    """
    language = reading.act.language
    wanted = {name for d in reading.definitions for name in _names(d, language)}
    seen: set[str] = set()
    for use in find_uses(reading.act, wanted):
        if _outside(use, reading):
            seen.add(use.lemma)
    longer = {d.lemma for d in reading.definitions}
    return tuple(
        d
        for d in reading.definitions
        if d.form != "abbreviation"
        and not any(name in seen or _within_used(name, seen, longer) for name in _names(d, language))
    )


def _within_used(name: str, seen: set[str], longer: set[str]) -> bool:
    """Whether a longer defined term that holds the name is used: the longest match hides the shorter one."""
    return any(f" {name} " in f" {other} " for other in longer if other != name and other in seen)


@dataclass(frozen=True, slots=True)
class Undefined:
    """A term used in an act that does not define it."""

    lemma: str
    term: str
    act: str
    language: Language
    uses: tuple[Use, ...]
    defined_in: tuple[Address, ...]  # acts of the corpus that define it; empty for an unexplained abbreviation


def undefined_terms(readings: Sequence[Reading], least: int = 3) -> tuple[Undefined, ...]:
    """Candidates for a missing definition, chosen cautiously.

    Terms of two words and more that another act of the same language defines in a list, used at least `least` times
    in an act that neither defines nor abbreviates them; and capital abbreviations that the act never spells out.
    """
    found: list[Undefined] = []
    homes: dict[tuple[Language, str], list[Defined]] = {}
    for reading in readings:
        for d in reading.definitions:
            if d.form == "list" and " " in d.lemma:
                homes.setdefault((reading.act.language, d.lemma), []).append(Defined(reading.act.at(d.source), d))
    for reading in readings:
        language, act_id = reading.act.language, reading.act.act_id
        own = {name for d in reading.definitions for name in _names(d, language)}
        foreign = [t for lang, t in homes if lang == language and t not in own]
        grouped: dict[str, list[Use]] = {}
        for use in find_uses(reading.act, [*foreign, *own]):
            grouped.setdefault(use.lemma, []).append(use)
        for lemma in foreign:
            uses, places = grouped.get(lemma, []), homes[(language, lemma)]
            if len(uses) >= least and all(p.address.act != act_id for p in places):
                home = tuple(p.address for p in places)
                found.append(Undefined(lemma, places[0].definition.term, act_id, language, tuple(uses), home))
        found += _acronyms(reading, own, least)
    return tuple(sorted(found, key=lambda u: (u.language, u.act, -len(u.uses), u.lemma)))


def _acronyms(reading: Reading, own: set[str], least: int) -> list[Undefined]:
    act = reading.act
    places: dict[str, list[Use]] = {}
    for provision in act.provisions:
        if not is_read(provision) or provision.kind == "table":
            continue
        text, offset = own_text(act, provision)
        if text.isupper():
            continue
        for match in _ACRONYM.finditer(text):
            use = Use(
                match.group().casefold(), act.at(provision.eid), Span(offset + match.start(), offset + match.end())
            )
            places.setdefault(match.group(), []).append(use)
    return [
        Undefined(word.casefold(), word, act.act_id, act.language, tuple(uses), ())
        for word, uses in places.items()
        if len(uses) >= least and word.casefold() not in own and not set(word) <= set("IVXLC")
    ]
