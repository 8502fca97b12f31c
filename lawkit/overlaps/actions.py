"""Conflicts between norms that share an action and its object but not their wording.

Each sentence with a norm is brought to its matter: the stems of what is done and to what, without who does it, how it
is commanded, when and under which condition. Norms of different acts with one matter are compared by what they
command, to whom, and by when (Lau, Law and Wiederhold 2003 compare provisions by extracted features in the same way).
A reader has to decide: such findings are never more than «possible».
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lawkit.model import Finding, Language, Norm, Pin, Reading
from lawkit.overlaps.bodies import ShortForms, other_body, same_subject, several, shortened
from lawkit.overlaps.findings import make
from lawkit.overlaps.rules import boilerplate, difference_words, stems, thresholds
from lawkit.overlaps.units import Unit, fold

Weigh = Callable[[str], float]
_COMMANDS = frozenset(["duty", "right", "prohibition", "power"])
_OPPOSED = (frozenset(["duty", "prohibition"]), frozenset(["right", "prohibition"]), frozenset(["duty", "right"]))
_SECOND_VERB = re.compile(r",? (?:и|а также|либо) [а-яё]+(?:ет|ит|ют|ят|ать|ить|еть)(?:ся)?\b")
_ASPECT = 4  # letters of the verb that its aspects share: «указать», «указывать»


@dataclass(frozen=True, slots=True)
class Matter:
    """What a norm is about, in a unit."""

    unit: Unit
    norm: Norm
    stems: frozenset[str]
    weight: float
    sentence: str


def norm_findings(
    units: Sequence[Unit], readings: Sequence[Reading], forms: Sequence[ShortForms], language: Language, weigh: Weigh
) -> list[Finding]:
    """Conflicts of modality, deadline and competence between norms of different acts with one matter."""
    if len({unit.act for unit in units}) < 2:
        return []
    steps = thresholds()["norms"]
    matters = [matter for unit in units for matter in _matters(unit, readings[unit.reading], language, weigh)]
    matters = [m for m in matters if len(m.stems) >= steps["least_stems"] and m.weight >= steps["least_weight"]]
    found: dict[str, Finding] = {}
    for one, two in _pairs(matters, weigh, steps):
        finding = _compare(one, two, forms, language, steps, weigh)
        if finding:
            found.setdefault(finding.id, finding)
    return list(found.values())


def _matters(unit: Unit, reading: Reading, language: Language, weigh: Weigh) -> Iterator[Matter]:
    norms = [norm for norm in unit.norms if norm.modality in _COMMANDS and norm.action]
    standard = (*boilerplate("general"), *boilerplate(language))
    if not norms or unit.leads_in or unit.defines or any(pattern.search(unit.text) for pattern in standard):
        return
    for norm in norms:
        sentence = norm.span.of(reading.act.body) or unit.text
        names = _matter(sentence, norm, language)
        yield Matter(unit, norm, names, sum(weigh(name) for name in names), sentence)


def _matter(sentence: str, norm: Norm, language: Language) -> frozenset[str]:
    """What the sentence is about: the verb (its beginning) and the stems of its objects."""
    data = difference_words(language)
    cut = _SECOND_VERB.search(sentence)
    words = fold(sentence[: cut.start()] if cut else sentence).split()
    modal = {stem for phrase in (*data.duty, *data.right, *data.prohibition) for stem in phrase}
    apart = set(stems(language).of(fold(f"{norm.addressee} {norm.condition} {norm.exception}").split()))
    apart |= modal | data.general_matter
    verbs = set(fold(norm.action).split())
    left_out = _left_out(language)
    names = [w for w in words if len(w) > 2 and w.isalpha() and w not in left_out]
    found = zip(names, stems(language).of(names), strict=True)
    return frozenset(f"{w[:_ASPECT]}-" if w in verbs else stem for w, stem in found if w in verbs or stem not in apart)


@cache
def _left_out(language: Language) -> frozenset[str]:
    """Words of measure, time and place, prepositions and negations: they name no matter."""
    data = difference_words(language)
    return frozenset().union(data.units, data.numerals, data.working, data.calendar, data.prepositions, data.negation)


def _pairs(matters: Sequence[Matter], weigh: Weigh, steps: dict[str, float]) -> Iterator[tuple[Matter, Matter]]:
    """Pairs of different acts that share the two rarest stems of the one and most of the weight."""
    by_rarest: dict[tuple[str, str], list[int]] = {}
    for number, matter in enumerate(matters):
        rare = sorted(matter.stems, key=lambda s: (-weigh(s), s))[:3]
        for i, first in enumerate(rare):
            for second in rare[i + 1 :]:
                by_rarest.setdefault((min(first, second), max(first, second)), []).append(number)
    seen: set[tuple[int, int]] = set()
    for key in sorted(by_rarest):
        members = by_rarest[key]
        if len({matters[m].unit.act for m in members}) > steps["most_acts"] or len(members) > steps["most_norms"]:
            continue
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                one, two = matters[a], matters[b]
                if one.unit.act != two.unit.act and (a, b) not in seen:
                    seen.add((a, b))
                    yield one, two


def _compare(
    one: Matter, two: Matter, forms: Sequence[ShortForms], language: Language, steps: dict[str, float], weigh: Weigh
) -> Finding | None:
    shared = sum(map(weigh, one.stems & two.stems))
    alike = shared / max(one.weight + two.weight - shared, 1e-9)
    a, b = one.unit, two.unit
    if alike < steps["alike"] or _verb(one) != _verb(two) or a.key == b.key:
        return None
    evidence: dict[str, object] = {
        "by": "norms", "matter": sorted(one.stems & two.stems), "alike": round(alike, 4),
        "norms": [{"address": str(m.unit.address), "modality": m.norm.modality, "body": m.norm.body or m.norm.addressee,
                   "action": m.norm.action} for m in (one, two)],
    }  # fmt: skip
    pins = [Pin(u.address, u.text) for u in (a, b)]
    sides = fold(one.sentence), fold(two.sentence)
    commands = frozenset([one.norm.modality, two.norm.modality])
    said = one.norm.addressee, two.norm.addressee
    same = same_subject(*said, language)
    if commands in _OPPOSED:
        if same and sides[0] != sides[1] and ("prohibition" in commands or all(said)):
            return make("modality-conflict", "possible", pins, alike, differences=[sides], evidence=evidence)
        return None
    if commands == {"power"}:
        bodies = _bodies(one, two, forms, language)
        if bodies:
            return make("competence-overlap", "possible", pins, alike, values={"body_a": bodies[0], "body_b": bodies[1]},
                        evidence=evidence | {"bodies": list(bodies), "same_act": False})  # fmt: skip
    periods = [{(d.amount, d.unit, d.calendar) for d in m.norm.deadlines} for m in (one, two)]
    if same and all(periods) and periods[0] != periods[1]:
        return make("deadline-conflict", "possible", pins, alike, differences=[sides], evidence=evidence)
    return None


def _verb(matter: Matter) -> str:
    return matter.norm.action.casefold()[:_ASPECT]


def _bodies(one: Matter, two: Matter, forms: Sequence[ShortForms], language: Language) -> tuple[str, str] | None:
    """The two bodies, where one function is given to different ones; None where words do not tell."""
    a, b = one.unit, two.unit
    named = other_body(a, b, forms[a.reading], forms[b.reading])
    said = one.norm.addressee, two.norm.addressee
    if named or not all(said) or same_subject(*said, language) or any(several(name, language) for name in said):
        return named
    if not all(set(stems(language).of(fold(name).split())) & difference_words(language).bodies for name in said):
        return None
    return shortened(said[0], language), shortened(said[1], language)
