"""Pairs whose cores lie in one another, and what else has to speak for them before they are called one rule.

Inside one act: what a body's list of functions says and an article says again, and the rule about a term that tells
what its definition tells. Between acts the same core is often a frame of drafting, so that several witnesses have to
agree: how much of the core is held, how far the pair is ahead of the next one, words of heading and lead-in, terms
that both acts define, other pairs of the same two articles (thresholds.yaml, `cores`). Nothing here is more than
«likely».
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from typing import TYPE_CHECKING

from lawkit.model import Finding, Language, Pin, Reading
from lawkit.overlaps.aligned import article_of, counts
from lawkit.overlaps.classify import differing, measure, wording
from lawkit.overlaps.cores import Core, Pair, between_acts, cores_of, decides, names_matter, within_acts
from lawkit.overlaps.findings import make
from lawkit.overlaps.listed import allots, of_document, says_little, stages, within_competence
from lawkit.overlaps.rules import difference_words, stems, thresholds
from lawkit.overlaps.units import Unit, fold, place_words

if TYPE_CHECKING:
    from lawkit.overlaps.engine import _Field

_KEPT_CODES = ("deadline-conflict", "number-conflict", "modality-conflict", "sanction-conflict", "boilerplate")


def with_cores(field: _Field, found: list[Finding], apart: Container[int]) -> list[Finding]:
    """The findings, and what cores tell besides; a pair that was only possible is told as likely in its stead.

    `apart` are groups of standard wording.
    """
    cores = cores_of(field.units, field.groups, apart)
    if cores is None:
        return found
    told = {key for finding in found if finding.tier != "possible" or finding.code == "boilerplate"
            for key in [frozenset(pin.address for pin in finding.pins)]}  # fmt: skip
    lifted: dict[frozenset[object], Finding] = {}
    acts = len({reading.act.act_id for reading in field.readings})
    pairs = _between(field, between_acts(field.units, field.groups, cores)) if acts > 1 else {}
    for (i, j), core in (pairs | _within(field, within_acts(field.units, field.groups, cores))).items():
        a, b = field.first(i), field.first(j)
        key = frozenset((a.address, b.address))
        if not any(key <= pins for pins in told):
            lifted[key] = _told(field, a, b, core)
    kept = [f for f in found if f.tier != "possible" or f.code in _KEPT_CODES
            or frozenset(pin.address for pin in f.pins) not in lifted]  # fmt: skip
    return [*kept, *lifted.values()]


def _told(field: _Field, a: Unit, b: Unit, core: Core) -> Finding:
    measured = measure(a.text, b.text, field.language, field.weigh)
    evidence: dict[str, object] = {
        "core": core.alike, "inside": round(core.inside, 4), "next": core.next_best, "alike": round(measured.alike, 4),
    }  # fmt: skip
    pins = [Pin(unit.address, unit.text) for unit in (a, b)]
    differences = differing(measured, field.language)
    return make(wording(measured), "likely", pins, measured.alike, differences=differences, evidence=evidence)


def _says_a_rule(unit: Unit) -> bool:
    return not unit.leads_in and not says_little(unit) and counts(unit)


def _within(field: _Field, pairs: Mapping[Pair, Core]) -> dict[Pair, Core]:
    """Functions and definitions that an article of the act tells again."""
    steps = thresholds()["cores"]["within"]
    out = {}
    for pair, core in pairs.items():
        item, sentence = sorted((field.first(group) for group in pair), key=lambda unit: not unit.lead_in)
        if core.weight < steps["weight"] or core.margin < steps["margin"] or item.act != sentence.act:
            continue
        if article_of(item) == article_of(sentence) or not (_says_a_rule(item) and _says_a_rule(sentence)):
            continue
        if item.defines:
            good = core.alike >= steps["definition"] and _about_term(item, sentence)
        else:
            good = (
                core.alike >= steps["function"] and core.inside >= steps["inside"] and _function_again(item, sentence)
            )
        if good:
            out[pair] = core
    return out


def _about_term(definition: Unit, sentence: Unit) -> bool:
    """Whether a sentence opens with the term that is defined, in whatever form."""
    cut = stems(definition.address.language or "rus").of
    term = cut(fold(definition.text.split(" – ")[0].split("(")[0]).split())
    opening = cut(sentence.key.split()[: len(term) + 1])
    if len(term) < _NAMES:
        return False  # «эксперт» begins many words
    return all(any(one.startswith(two) or two.startswith(one) for two in opening) for one in term)


def _function_again(item: Unit, sentence: Unit) -> bool:
    """Whether a sentence tells what a body's list gives it: what the list has it decide, the sentence decides too."""
    if (
        not (allots(item) or _commands(item))
        or not _of_duties(item)
        or within_competence(item)
        or stages(item, sentence)
    ):
        return False
    language: Language = item.address.language or "rus"
    opening = [*fold(item.lead_in).split()[-_VERBS:], *item.key.split()[:_VERBS]]
    if decides(opening, language) != decides(sentence.key.split(), language):
        return False
    return _same_deed(item, sentence, decides(opening, language)) and _same_body(item, sentence)


def _same_deed(item: Unit, sentence: Unit, decided: bool) -> bool:
    """Whether what the list has done is done in the sentence, and nothing else."""
    language: Language = item.address.language or "rus"
    data, cut = difference_words(language), stems(language).of
    modal = {stem for phrase in (*data.duty, *data.right, *data.prohibition) for stem in phrase}
    plain = data.light | modal
    given = {stem[:_STEM] for stem in cut([*item.key.split(), *fold(item.lead_in).split()])}
    first = fold(sentence.text.split(". ")[0]).split()
    done = cut([word for word in first if len(word) > _STEM and word.endswith(data.verb_endings)])
    if not decided and any(stem[:_STEM] not in given for stem in done if stem not in plain):
        return False
    said = {stem[:_STEM] for stem in cut(sentence.key.split())}
    return decided or all(head[:_STEM] in said for head in cut(item.key.split()[:1]) if head not in data.light)


def _bodies(text: str, language: Language) -> frozenset[str]:
    """Words for bodies, whatever their form: «орган» and «органами» have two stems."""
    bodies = difference_words(language).bodies
    found = {stem[: len(stem) - cut] for stem in stems(language).of(fold(text).split()) for cut in (0, 1)}
    return frozenset(found & bodies)


def _same_body(item: Unit, sentence: Unit) -> bool:
    """Whether the sentence names the body that the list is about, where it names any that the item does not."""
    language: Language = item.address.language or "rus"
    own, lead, said = (_bodies(text, language) for text in (item.text, item.lead_in, sentence.text))
    return not lead or not (said - own) or bool(lead & said)


_STEM = 6  # letters that the forms of a verb and its noun share
_NAMES = 2  # words of a term that names one thing
_VERBS = 3  # words in which a list says what is done


def _between(field: _Field, pairs: Mapping[Pair, Core]) -> dict[Pair, Core]:
    """Pairs of two acts for which enough witnesses speak."""
    steps = thresholds()["cores"]["between"]
    defined = {reading.act.act_id: _terms(reading) for reading in field.readings}
    firsts = {pair: (field.first(pair[0]), field.first(pair[1])) for pair in pairs}
    rarest = field.weigh("")  # a stem that no text holds
    beside = Counter(_articles(a, b) for a, b in firsts.values())
    out = {}
    for pair, core in pairs.items():
        a, b = firsts[pair]
        if core.alike < steps["alike"] or core.weight < steps["weight"] or core.margin < steps["margin"]:
            continue
        place = max((field.weigh(stem) for stem in place_words(a) & place_words(b)
                     if names_matter(stem, field.language)), default=0.0)  # fmt: skip
        place /= rarest
        if place < steps["place"] or not _may_be_one(a, b):
            continue
        terms = len(defined[a.act] & defined[b.act])
        asked = _asked(a, b)
        if asked == "witnesses" and not a.lead_in and not b.lead_in and core.inside < steps["sentences"]:
            continue  # «порядок ведения реестра …»: each has a thing of its own in one frame
        functions = asked == "duties" and not (_commands(a) or _commands(b))  # two bodies, each in a field of its own
        if functions and core.inside < steps["sentences"]:
            continue
        if asked == "lists" and not terms:
            continue  # grounds, conditions and things of two lists: of one matter only where acts share a field
        if _witnesses(core, place, terms, beside[_articles(a, b)]) >= steps[asked]:
            out[pair] = core
    return out


def _asked(a: Unit, b: Unit) -> str:
    """Which threshold of witnesses a pair has to reach."""
    if not (a.lead_in and b.lead_in):
        return "witnesses"
    return "duties" if _of_duties(a) and _of_duties(b) else "lists"


def _commands(unit: Unit) -> bool:
    """Whether a lead-in gives duties or rights: «Пользователь имеет право:»."""
    data = difference_words(unit.address.language or "rus")
    cut = set(stems(unit.address.language or "rus").of(fold(unit.lead_in).split()))
    return any(phrase[-1] in cut for phrase in (*data.duty, *data.right))


def _of_duties(unit: Unit) -> bool:
    """Whether a lead-in tells who does, must or may do what follows, and nothing else: not «… прекращаются:»."""
    data = difference_words(unit.address.language or "rus")
    words = fold(unit.lead_in).split()
    if _commands(unit) or decides(words, unit.address.language or "rus"):
        return True
    return not any(len(word) > _STEM and word.endswith(data.verb_endings) for word in words)


def _may_be_one(a: Unit, b: Unit) -> bool:
    if a.defines or b.defines or not (_says_a_rule(a) and _says_a_rule(b)):
        return False
    return not (stages(a, b) or within_competence(a) or (of_document(a) and of_document(b)))


def _witnesses(core: Core, place: float, terms: int, beside: int) -> int:
    """How many things speak for a pair; what speaks strongly counts twice."""
    steps = thresholds()["cores"]["between"]
    values: Sequence[tuple[float, Sequence[float]]] = (
        (core.alike, steps["held"]), (core.inside, steps["inside"]), (core.margin, steps["ahead"]),
        (place, steps["headings"]), (terms, steps["terms"]), (beside, steps["beside"]), (core.weight, steps["weights"]),
    )  # fmt: skip
    return sum(value >= step for value, levels in values for step in levels)


def _articles(a: Unit, b: Unit) -> frozenset[tuple[str, str]]:
    return frozenset((article_of(a), article_of(b)))


def _terms(reading: Reading) -> frozenset[tuple[str, ...]]:
    """The terms of an act's own list, as stems."""
    language: Language = reading.act.language
    cut: Callable[[list[str]], list[str]] = stems(language).of
    listed = (d.term.split(",")[0] for d in reading.definitions if d.form in ("list", "dash"))
    return frozenset(tuple(cut(fold(term).split())) for term in listed)
