"""Terms defined more than once: the same, narrower, wider, different; and two terms for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lawkit.model import Definition, Finding, Language, Pin, Reading, Span, Tier
from lawkit.overlaps.classify import Measured, Weigh, conflicts, differing, measure
from lawkit.overlaps.findings import make
from lawkit.overlaps.rules import difference_words, phrases, stems, thresholds
from lawkit.overlaps.units import fold

_MOST_PAIRED = 3  # meanings of one term that are compared two by two
_NARROW = re.compile(
    r"для целей (настоящ|применения)|осы (тараудың|баптың) мақсаттары|for the purposes of this", re.IGNORECASE
)
_LEAST_WORDS = 4  # a definition of fewer words says nothing to compare
_FORMS = ("list", "dash", "understood", "abbreviation")


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition with the place it stands in."""

    definition: Definition
    reading: Reading
    key: str  # stems of the term
    pin: Pin


def defined_terms(readings: Sequence[Reading]) -> list[Defined]:
    """Every definition of the readings, its term as stems; the short name counts as a term too."""
    return [
        Defined(definition, reading, " ".join(stems(reading.act.language).of(words)), pin)
        for definition, reading, pin in _placed(readings, _FORMS)
        for name in dict.fromkeys((definition.term, definition.short))
        if (words := fold(name).split()) and (name == definition.term or _is_body(words, reading.act.language))
    ]


def _placed(readings: Sequence[Reading], forms: Sequence[str]) -> Iterator[tuple[Definition, Reading, Pin]]:
    """The definitions of some forms with the provisions they stand in."""
    for reading in readings:
        texts = {p.eid: p for p in reading.act.provisions}
        for definition in reading.definitions:
            provision = texts.get(definition.source)
            if definition.form in forms and provision is not None:
                span = _inside(provision.text, definition.term)
                yield definition, reading, Pin(reading.act.at(definition.source), provision.text, span)


def _deemed(readings: Sequence[Reading], defined: Mapping[str, list[Defined]], weigh: Weigh) -> Iterator[Finding]:
    """Terms of a list of terms that another provision defines in a sentence: «Порталом является …».

    Such a sentence need not define; it does, where it says much of what the list says.
    """
    for definition, reading, pin in _placed(readings, ("deemed",)):
        language = reading.act.language
        key = " ".join(stems(language).of(fold(definition.term.split(",")[0]).split()))
        one = Defined(definition, reading, key, pin)
        for two in defined.get(key, ()):
            apart = two.pin.address != pin.address and two.definition.form != "abbreviation"
            if apart and len(fold(definition.text).split()) >= _LEAST_WORDS:
                measured = measure(definition.text, two.definition.text, language, weigh)
                if measured.alike >= thresholds()["tiers"]["definition"]["deemed"]:
                    yield _compare(two, one, weigh)


def _inside(text: str, term: str) -> Span:
    start = text.find(term)
    return Span(start, start + len(term)) if start >= 0 else Span(0, 0)


def _is_body(words: Sequence[str], language: Language) -> bool:
    return any(stem in difference_words(language).bodies for stem in stems(language).of(list(words)))


def definition_findings(readings: Sequence[Reading], weigh: Weigh) -> list[Finding]:
    """Findings about terms that several definitions share."""
    by_key: dict[str, list[Defined]] = {}
    for item in defined_terms(readings):
        by_key.setdefault(item.key, []).append(item)
    found = []
    for key in sorted(by_key):
        meanings: dict[str, list[Defined]] = {}
        for item in by_key[key]:
            if len(fold(item.definition.text).split()) >= _LEAST_WORDS:
                meanings.setdefault(fold(item.definition.text), []).append(item)
        for same in meanings.values():
            pins = list({item.pin.address: item.pin for item in same}.values())
            if len(pins) > 1:
                found.append(_same_words(same[0], pins))
        firsts = [same[0] for same in meanings.values()]
        if len(firsts) > _MOST_PAIRED or (len(firsts) > 1 and _passing(firsts)):
            found.append(_many_meanings(firsts))
            continue
        for i, one in enumerate(firsts):
            found.extend(_compare(one, two, weigh) for two in firsts[i + 1 :] if one.pin.address != two.pin.address)
    found.extend(_deemed(readings, by_key, weigh))
    return found


def _same_words(one: Defined, pins: list[Pin]) -> Finding:
    name = _shared_name(one, one)
    evidence = {"term": name, "relation": "same", "places": len(pins)}
    return make("definition-duplicate", "certain", pins, 1.0, values={"term": name}, evidence=evidence)


def _many_meanings(items: list[Defined]) -> Finding:
    """One name with a meaning of its own in every act («уполномоченный орган»)."""
    name = _shared_name(items[0], items[1])
    pins = list({item.pin.address: item.pin for item in items}.values())
    values: dict[str, str | Mapping[Language, str]] = {"term": name, "relation": phrases()["different"]}
    differences = [(_opening(items[0]), _opening(items[1]))]
    evidence = {"term": name, "relation": "different", "meanings": len(items)}
    tier: Tier = "possible" if _generic(items) else "likely"
    return make("definition-conflict", tier, pins, 0.0, differences=differences, values=values, evidence=evidence)


def _generic(items: list[Defined]) -> bool:
    """«Уполномоченный орган»: a short name that every act gives to its own body, and the full names say which."""
    language = items[0].reading.act.language
    return _shared_name(items[0], items[1]).casefold() in difference_words(language).generic_short


def _passing(items: list[Defined]) -> bool:
    """A generic name that no list of terms gives: «комиссия» for whichever one an article is about."""
    return _generic(items) and all(item.definition.form == "abbreviation" for item in items)


def _opening(item: Defined) -> str:
    return " ".join(fold(f"{item.definition.term} {item.definition.text}").split()[:12])


def _compare(one: Defined, two: Defined, weigh: Weigh) -> Finding:
    language = one.reading.act.language
    a, b = one.definition.text, two.definition.text
    forms = {one.definition.form, two.definition.form}
    measured = measure(a, b, language, weigh)
    steps = thresholds()["tiers"]["definition"]
    same_act = one.reading.act.act_id == two.reading.act.act_id
    tier: Tier
    relation = ""
    about = conflicts(measured)
    if measured.comparison.same or fold(a) == fold(b):
        code, tier = "definition-duplicate", "certain"
    elif measured.alike >= steps["editorial"] and not about:
        code, tier = "definition-duplicate", "likely"
    else:
        code, relation = "definition-conflict", _relation(measured, steps)
        tier = "possible" if "abbreviation" in forms and not _named_bodies(one, two, language) else "likely"
    if any(_NARROW.search(item.pin.text) for item in (one, two)):
        tier = "possible"
    if same_act and one.definition.scope != two.definition.scope and tier != "certain":
        tier = "possible"
    name = _shared_name(one, two)
    values = {"term": name, "relation": phrases()[relation] if relation else ""}
    evidence: dict[str, object] = {"term": name, "relation": relation or "same", "alike": round(measured.alike, 4)}
    differences = differing(measured, language)
    pins = (one.pin, two.pin)
    return make(code, tier, pins, measured.alike, differences=differences, values=values, evidence=evidence)


def _named_bodies(one: Defined, two: Defined, language: Language) -> bool:
    return _is_body(fold(_shared_name(one, two)).split(), language)


def _shared_name(one: Defined, two: Defined) -> str:
    for name in (one.definition.term, one.definition.short):
        if name and " ".join(stems(one.reading.act.language).of(fold(name).split())) == two.key:
            return name
    return one.definition.term


def _relation(measured: Measured, steps: dict[str, float]) -> str:
    """Which definition says more: the one with fewer marks of the thing is wider."""
    whole_a = measured.common / max(measured.common + measured.only[0], 1e-9)
    whole_b = measured.common / max(measured.common + measured.only[1], 1e-9)
    if whole_a >= steps["wider"] and whole_b < whole_a:
        return "wider"
    if whole_b >= steps["wider"] and whole_a < whole_b:
        return "narrower"
    return "different"


def synonym_finding(one: Definition, two: Definition, pins: tuple[Pin, Pin], alike: float) -> Finding:
    """Two terms whose definitions agree."""
    values = {"term": one.term, "other": two.term}
    tier: Tier = "likely" if alike >= thresholds()["tiers"]["definition"]["editorial"] else "possible"
    return make("synonym-terms", tier, pins, alike, values=values, evidence={"terms": [one.term, two.term]})
