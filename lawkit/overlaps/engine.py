"""From readings to findings: exact groups first, then verified pairs of different wording, then what each pair is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from lawkit.language.sieve import first_of
from lawkit.model import LANGUAGES, Definition, Finding, Language, Pin, Reading, Tier
from lawkit.overlaps.actions import norm_findings
from lawkit.overlaps.bodies import (
    ShortForms,
    other_actor,
    other_body,
    same_subject,
    several,
    short_forms,
    shortened,
    subject,
)
from lawkit.overlaps.classify import Judged, Weigh, differing, judge, measure, wording
from lawkit.overlaps.context import Context, context_of, copied
from lawkit.overlaps.definitions import definition_findings, synonym_finding
from lawkit.overlaps.delegation import circular_findings
from lawkit.overlaps.delimited import lowered
from lawkit.overlaps.earlier import Judgements, Marks
from lawkit.overlaps.findings import make, spread_first
from lawkit.overlaps.hierarchy import referred, vertical
from lawkit.overlaps.listed import allots, as_another_law_asks, exact_tier, place_likeness, widened, within_competence
from lawkit.overlaps.one_matter import with_cores
from lawkit.overlaps.rules import boilerplate, join_options, phrases, standing, stems, thresholds
from lawkit.overlaps.telling import asked, telling_phrases
from lawkit.overlaps.units import Unit, fold, newest, same_provision, units_of

if TYPE_CHECKING:
    from lawkit.overlaps.answering import KeptAnswers
    from lawkit.overlaps.join import Pairs
    from lawkit.overlaps.matters import Catalogue
    from lawkit.overlaps.tokens import Encoded

_SHARED_FUNCTION = ("near-duplicate", "paraphrase", "competence-overlap", "condition-conflict", "containment")
_FIRM_CODES = ("deadline-conflict", "number-conflict", "modality-conflict", "sanction-conflict")
_FEW_PINS = 20
_OPENING = 6  # words in which a sentence names its actor
_TIERS: tuple[Tier, ...] = ("certain", "likely", "possible")


class Joined(NamedTuple):
    """Pairs of groups that are worth judging, sorted, how much their words agree, and those whose wording counts as one."""

    judged: list[tuple[int, int]]
    alike: list[float]
    close: list[tuple[int, int]]
    phrases: Mapping[tuple[int, int], int] = {}  # how many phrases each pair shares with few other texts


@dataclass
class _Field:
    """All units of one language, grouped by wording, with the weights of their words."""

    language: Language
    readings: list[Reading]
    units: list[Unit]
    groups: list[list[int]]  # units that agree word for word
    pairs: Joined  # of groups
    weigh: Weigh
    forms: list[ShortForms]
    whole: bool = True  # all texts, not parts of acts, so that words are known to be rare

    def first(self, group: int) -> Unit:
        """The first unit of a group."""
        return self.units[self.groups[group][0]]

    def acts(self, group: int) -> set[str]:
        """Ids of the acts that a group stands in."""
        return {self.units[i].act for i in self.groups[group]}

    def pins(self, group: int) -> list[Pin]:
        """Pins of a group, one per act first, so that the first two stand in different acts where there are any."""
        seen: set[str] = set()
        ahead: list[Pin] = []
        behind: list[Pin] = []
        for i in self.groups[group]:
            unit = self.units[i]
            (behind if unit.act in seen else ahead).append(Pin(unit.address, unit.text))
            seen.add(unit.act)
        return ahead + behind


def find_overlaps(
    readings: Sequence[Reading],
    *,
    floor: Tier = "possible",
    workers: int = 1,
    earlier: Judgements | None = None,
    matters: Catalogue | None = None,
    answers: KeptAnswers | None = None,
) -> list[Finding]:
    """Overlaps and conflicts between and inside acts, within each language, sorted; none below the floor.

    Of several editions of one act in one language the newest is taken. The result is the same for any order of the
    readings and any number of workers, and whatever judgements of earlier runs are given. `matters` are questions that
    provisions may answer in other words (`load_matters`); without them those of rules/matters. `answers` of an earlier
    run are taken over where an act is the same.
    """
    chosen = newest(readings)
    from lawkit.overlaps.matter_findings import matter_findings  # reading rules is not needed for parts of acts
    from lawkit.overlaps.matters import load_matters

    catalogue = load_matters() if matters is None else matters
    allowed = _TIERS[: _TIERS.index(floor) + 1]
    found: dict[str, Finding] = {}
    for language in LANGUAGES:
        part = [reading for reading in chosen if reading.act.language == language]
        if not part:
            continue
        field = _prepare(part, language, workers)
        told = _findings(field, earlier)
        for finding in (*told, *matter_findings(field, told, catalogue, answers)):
            held = found.get(finding.id)
            if finding.tier in allowed and (held is None or finding.score > held.score):
                found[finding.id] = finding
    return sorted(found.values(), key=_order)


def _order(finding: Finding) -> tuple[bool, int, bool, bool, str, float, tuple[str, ...]]:
    """Boilerplate last; then by tier, contradictions first, between acts before inside one."""
    addresses = tuple(str(pin.address) for pin in finding.pins)
    one_act = len({pin.address.act for pin in finding.pins}) == 1
    duplication = finding.legal_class != "contradiction"
    tier = _TIERS.index(finding.tier)
    return (finding.code == "boilerplate", tier, duplication, one_act, finding.code, -finding.score, addresses)


def _prepare(readings: list[Reading], language: Language, workers: int) -> _Field:
    units = [unit for position, reading in enumerate(readings) for unit in units_of(reading, position)]
    by_key: dict[str, list[int]] = {}
    for i, unit in enumerate(units):
        by_key.setdefault(unit.key, []).append(i)
    groups = list(by_key.values())
    from lawkit.overlaps.join import bags, join, worth_judging
    from lawkit.overlaps.tokens import Encoder

    encoder = Encoder(language)
    encoded = encoder.encode([units[group[0]].text for group in groups], workers=workers)
    options = join_options(workers)
    bag = bags(encoded, len(encoder.vocabulary))
    pairs = _joined(worth_judging(join(encoded, len(encoder.vocabulary), options, bag)))
    pairs = pairs._replace(phrases=_phrases(encoded, pairs))
    numbers = encoder.vocabulary.stems
    held = [0] * len(encoder.vocabulary)
    for word in bag.words.tolist():
        held[word] += 1
    table = [standing(count, len(groups)) for count in held]
    rarest = max(table, default=1.0)

    def weigh(stem: str) -> float:
        number = numbers.get(stem)
        return table[number] if number is not None else rarest

    forms = [short_forms(reading) for reading in readings]
    return _Field(language, readings, units, groups, pairs, weigh, forms)


def _phrases(encoded: Encoded, pairs: Joined) -> dict[tuple[int, int], int]:
    """How many phrases the pairs that may be one rule share with few other texts."""
    wanted = asked(pairs.judged, pairs.alike)
    return dict(zip(wanted, telling_phrases(encoded, wanted), strict=True))


def _joined(pairs: Pairs) -> Joined:
    """Arrays as pairs of numbers."""
    close = pairs.where(pairs.jaccard >= thresholds()["boilerplate"]["jaccard"])
    judged, near = (list(zip(p.first.tolist(), p.second.tolist(), strict=True)) for p in (pairs, close))
    return Joined(judged, pairs.jaccard.tolist(), near)


def _findings(field: _Field, earlier: Judgements | None = None) -> list[Finding]:
    standard = _boilerplate_groups(field)
    taken = {group for star in standard for group in star}
    found = [_boilerplate(field, star) for star in standard if sum(len(field.groups[g]) for g in star) > 1]
    for group, members in enumerate(field.groups):
        if group not in taken and len(members) > 1:
            found.extend(_exact(field, group))
    marks = Marks(field) if earlier else None
    weighed = ((i, j, alike) for (i, j), alike in zip(field.pairs.judged, field.pairs.alike, strict=True))
    kept = [pair for pair in weighed if pair[0] not in taken and pair[1] not in taken]
    around = context_of(field.readings, field.units, field.groups, kept, field.pairs.phrases, field.weigh)
    for i, j, alike in kept:
        near = partial(_near, field, i, j)
        judged = earlier.of(marks.of(i, j), near) if earlier and marks else near()
        found.extend(_in_context(field, (i, j), judged, around, alike) if around.tells((i, j)) else judged)
    found.extend(_by_norms(field, found))
    found.extend(definition_findings(field.readings, field.weigh))
    found.extend(circular_findings(field.readings))
    return lowered(with_cores(field, found, taken) if field.whole else found, field.language)


def _by_norms(field: _Field, found: list[Finding]) -> list[Finding]:
    """Conflicts of norms with one matter, where no finding joins the two provisions yet."""
    told = {frozenset(pin.address for pin in finding.pins) for finding in found if len(finding.pins) < _FEW_PINS}
    more = norm_findings(field.units, field.readings, field.forms, field.language, field.weigh)
    return [f for f in more if not any(frozenset(p.address for p in f.pins) <= pins for pins in told)]


def _in_context(
    field: _Field, pair: tuple[int, int], judged: list[Finding], around: Context, alike: float
) -> list[Finding]:
    """What a pair is judged that its neighbours or its own phrases tell to be one rule, however it is worded.

    What is likely already stays what it is; a function of two bodies or a condition is told as the repetition it is.
    """
    if any(finding.tier != "possible" for finding in judged):
        return judged
    a, b = (field.first(group) for group in pair)
    support, phrases = around.aligned.get(pair, 0), around.told.get(pair, 0)
    measured = measure(a.text, b.text, field.language, field.weigh)
    if not support and not copied(a, b, measured, phrases, alike):
        return judged
    evidence: dict[str, object] = {"aligned": support, "phrases": phrases}
    firm = [f for f in judged if f.code in _FIRM_CODES]
    if firm and support:
        return [replace(f, tier="likely", evidence={**f.evidence, **evidence}) for f in firm]
    evidence |= {"alike": round(measured.alike, 4), "norms": _norms(a, b)}
    return [*firm, make(wording(measured), "likely", _pair_pins(field, *pair), measured.alike,
                        differences=differing(measured, field.language), evidence=evidence)]  # fmt: skip


def _is_standard(field: _Field, unit: Unit) -> bool:
    return first_of(boilerplate(field.language), unit.text) is not None


def _boilerplate_groups(field: _Field) -> list[list[int]]:
    """Stars of verified pairs around wording that is standard by its form or by its spread over acts."""
    rules = thresholds()["boilerplate"]
    least = max(int(rules["acts"]), rules["share"] * len({reading.act.act_id for reading in field.readings}))
    near: dict[int, list[int]] = {}
    for i, j in field.pairs.close:
        near.setdefault(i, []).append(j)
        near.setdefault(j, []).append(i)
    by_form = [g for g in range(len(field.groups)) if _is_standard(field, field.first(g))]
    spread = {g: len(field.acts(g).union(*(field.acts(n) for n in near.get(g, ())))) for g in range(len(field.groups))}
    seeds = sorted({*by_form, *(g for g, acts in spread.items() if acts >= least)}, key=lambda g: (-spread[g], g))
    forms = set(by_form)
    stars, taken = [], set()
    for seed in seeds:
        if seed in taken:
            continue
        star = [seed, *(n for n in near.get(seed, ()) if n not in taken and (seed not in forms or n in forms))]
        taken.update(star)
        stars.append(star)
    return stars


def _boilerplate(field: _Field, star: list[int]) -> Finding:
    pins = [pin for group in star for pin in field.pins(group)]
    acts = {pin.address.act for pin in pins}
    values = {"acts": str(len(acts))}
    return make("boilerplate", "certain" if len(acts) > 1 else "likely", pins, 1.0, values=values,
                evidence={"acts": len(acts), "places": len(pins)})  # fmt: skip


def _exact(field: _Field, group: int) -> list[Finding]:
    """Findings about provisions that agree word for word: duplicates, unless the words name different bodies."""
    units = [field.units[i] for i in field.groups[group] if not field.units[i].defines]
    if len(units) < 2:
        return []
    found = []
    same, elsewhere = [units[0]], []
    named: tuple[str, str] | None = None
    for unit in units[1:]:
        if same_provision(units[0], unit):
            continue
        bodies = _bodies(field, units[0], unit)
        if bodies and not within_competence(unit):
            elsewhere.append(unit)
            named = named or bodies
        elif units[0].length > _short() or place_likeness(units[0], unit) >= thresholds()["tiers"]["near"]["place"]:
            same.append(unit)
    if named:  # one finding for all bodies that have the function
        pins = [Pin(unit.address, unit.text) for unit in (units[0], *elsewhere, *same[1:])]
        given = _competence(units[0], elsewhere[0], named, None, pins)
        found.append(replace(given, tier="possible") if _asked_for(field, [units[0], *elsewhere]) else given)
    if len(same) > 1:
        pins = spread_first(same)
        code = "vertical-duplicate" if vertical(field.readings, same) else "duplicate"
        evidence: dict[str, object] = {"places": len(pins), "acts": len({u.act for u in same})}
        tier = "possible" if _asked_for(field, same) else exact_tier(same)
        found.append(make(code, tier, pins, 1.0, evidence=evidence))
    return found


def _asked_for(field: _Field, units: Sequence[Unit]) -> bool:
    return as_another_law_asks(units, [referred(field.readings, unit) for unit in units])


def _short() -> int:
    return int(thresholds()["units"]["short"])


def _bodies(field: _Field, a: Unit, b: Unit) -> tuple[str, str] | None:
    """The two bodies, where the provisions give the function to different ones; a right is no function."""
    if all(unit.norms and all(norm.modality == "right" for norm in unit.norms) for unit in (a, b)):
        return None
    named = other_body(a, b, field.forms[a.reading], field.forms[b.reading])
    if named:
        return named
    one, two = subject(a), subject(b)
    if a.act == b.act and (several(one, field.language) or several(two, field.language)):
        return None
    return (
        (shortened(one, field.language), shortened(two, field.language))
        if not same_subject(one, two, field.language)
        else None
    )


def _competence(a: Unit, b: Unit, bodies: tuple[str, str], judged: Judged | None, pins: Sequence[Pin]) -> Finding:
    long_enough = min(a.length, b.length) >= thresholds()["units"]["function"]
    verbs = [stems(a.address.language or "rus").of(unit.key.split()[:1]) for unit in (a, b)]
    other_verb = bool(a.lead_in and b.lead_in) and verbs[0] != verbs[1] and not widened(a, b)
    activity = any(pattern.search(a.text) for pattern in boilerplate("activity"))
    general = other_verb or activity or any(pattern.search(a.text) for pattern in boilerplate("general"))
    sure = judged is None or judged.tier != "possible"
    if activity and sure and judged and min(a.length, b.length) > _short():  # a rule for two bodies, no function
        return make("near-duplicate", "likely", pins, judged.score, differences=judged.differences,
                    evidence={"bodies": list(bodies), "about": list(judged.about), **judged.figures})  # fmt: skip
    tier: Tier = "likely" if long_enough and not general and (sure or widened(a, b)) else "possible"
    unnamed = phrases()["unnamed_body"]
    values = {"body_a": bodies[0] or unnamed, "body_b": bodies[1] or unnamed}
    evidence: dict[str, object] = {"bodies": list(bodies), "same_act": a.act == b.act}
    score = judged.score if judged else 1.0
    return make("competence-overlap", tier, pins, score, values=values, evidence=evidence,
                differences=judged.differences if judged else ())  # fmt: skip


def _near(field: _Field, i: int, j: int) -> list[Finding]:
    a, b = field.first(i), field.first(j)
    if same_provision(a, b):
        return []
    if a.defines and b.defines:
        return _two_terms(field, a, b)
    bodies = _bodies(field, a, b)
    judged = judge(a, b, field.weigh, bodies=bool(bodies) or other_actor(a, b, field.language))
    if judged is None:
        wider = bodies and widened(a, b) and allots(a) and allots(b) and not within_competence(a)
        return [_competence(a, b, bodies, None, _pair_pins(field, i, j))] if bodies and wider else []
    pins = _pair_pins(field, i, j)
    evidence: dict[str, object] = {"about": list(judged.about), "norms": _norms(a, b), **judged.figures}
    given = allots(a) and allots(b)
    if judged.code == "competence-overlap" and (not bodies or not given or within_competence(a)):
        if a.act == b.act or a.lead_in or b.lead_in or not given:  # said of two bodies in one act, or not of the actor
            apart = _actors_differ(a, b, judged)
            other = not apart if a.act == b.act else apart and not given  # what is created, appointed, …: another thing
            tier: Tier = "possible" if other else judged.tier
            return [make("near-duplicate", tier, pins, judged.score, differences=judged.differences, evidence=evidence)]
        named = [pair for pair in judged.differences if all(pair)] or judged.differences or [("", "")]
        return [_competence(a, b, named[0], judged, pins)]
    if bodies and given and not within_competence(a) and judged.code in _SHARED_FUNCTION:
        return [_competence(a, b, bodies, judged, pins)]
    code = judged.code
    if code in ("near-duplicate", "containment") and vertical(field.readings, [a, b]):
        code = "vertical-duplicate"
    return [make(code, judged.tier, pins, judged.score, differences=judged.differences, evidence=evidence)]


def _actors_differ(a: Unit, b: Unit, judged: Judged) -> bool:
    """Whether what differs opens both sentences: one rule for two actors, not one frame about two things."""
    opening = [set(unit.key.split()[:_OPENING]) for unit in (a, b)]
    return any(set(one.split()) & opening[0] and set(two.split()) & opening[1] for one, two in judged.differences)


def _pair_pins(field: _Field, i: int, j: int) -> list[Pin]:
    one, two = field.pins(i), field.pins(j)
    return [one[0], two[0], *one[1:], *two[1:]]


def _norms(a: Unit, b: Unit) -> list[dict[str, str]]:
    return [{"address": str(u.address), "modality": n.modality, "body": n.body or n.addressee, "action": n.action}
            for u in (a, b) for n in u.norms[:2]]  # fmt: skip


def _two_terms(field: _Field, a: Unit, b: Unit) -> list[Finding]:
    """Two definitions with one text but different terms."""
    one, two = _definition(field, a), _definition(field, b)
    if one is None or two is None:
        return []
    cut = stems(field.language).of
    names = set(cut(fold(one.term).split())), set(cut(fold(two.term).split()))
    if names[0] <= names[1] or names[1] <= names[0]:  # the same term, or one named more closely
        return []
    measured = measure(one.text, two.text, field.language, field.weigh)
    if measured.alike < thresholds()["tiers"]["definition"]["synonym"] or measured.swapped > 0.05:
        return []
    return [synonym_finding(one, two, (Pin(a.address, a.text), Pin(b.address, b.text)), measured.alike)]


def _definition(field: _Field, unit: Unit) -> Definition | None:
    eid = unit.address.eid
    definitions = field.readings[unit.reading].definitions
    return next((d for d in definitions if d.source == eid and d.form != "abbreviation"), None)
