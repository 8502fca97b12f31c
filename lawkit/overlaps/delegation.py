"""Circular delegation: two provisions that refer to each other for a procedure which neither sets."""

from __future__ import annotations

from collections.abc import Sequence

from lawkit.language.sieve import Sieve
from lawkit.model import Finding, Language, Pin, Reading, Tier
from lawkit.overlaps.findings import make
from lawkit.overlaps.rules import difference_words, stems
from lawkit.overlaps.units import fold

_DELEGATES = Sieve(
    r"в порядке, (?:установленн|определ|предусмотренн)|определя[ею]тся|устанавлива[ею]тся|регулиру[ею]тся"
    r"|осуществля[ею]тся в соответствии|в соответствии с настоящим \w+ и законодательством"
    r"|белгіленген тәртіппен|айқындалады|белгіленеді|реттеледі"
    r"|in the (?:manner|order) (?:established|determined|prescribed)|(?:is|are|shall be) (?:determined|established|governed)",
    fold_case=True,
)
_LONG = 45  # words; a longer provision sets something itself
_SHARED = 2  # words of substance that two provisions of one matter have in common

_Place = tuple[str, str]  # act, eid


def delegates(text: str) -> bool:
    """Whether a provision leaves to another place what it is about."""
    return _DELEGATES.search(text) is not None


def pointing(readings: Sequence[Reading]) -> dict[_Place, set[_Place]]:
    """What each provision refers to: provisions, acts as a whole, and acts by the legislation that they head.

    «Законодательство о персональных данных» is the act whose title says so.
    """
    points: dict[_Place, set[_Place]] = {}
    fields = [(r.act.act_id, substance(r.act.title, r.act.language)) for r in readings]
    for reading in readings:
        act = reading.act
        for reference in reading.references:
            target, source = reference.target, (act.act_id, reference.source)
            if reference.editorial:
                continue
            if target is not None and (target.eid or target.act != act.act_id):
                points.setdefault(source, set()).add((target.act, target.eid))
            elif target is None and reference.kind == "legislation":
                named = substance(reference.text, act.language)
                of = {(other, "") for other, field in fields if named and named <= field and other != act.act_id}
                if len(of) == 1:
                    points.setdefault(source, set()).update(of)
    return points


def substance(text: str, language: Language) -> frozenset[str]:
    """Stems of what an act or a branch of legislation is about."""
    data = difference_words(language)
    left_out = data.general_matter | data.legislation
    words = [word for word in fold(text).split() if len(word) > 3]
    return frozenset(stem for stem in stems(language).of(words) if stem not in left_out)


def circular_findings(readings: Sequence[Reading]) -> list[Finding]:
    """Pairs of short delegating provisions that point at each other: at the provision, or (possible) at the act."""
    pins: dict[_Place, Pin] = {}
    points = pointing(readings)
    for reading in readings:
        act = reading.act
        for provision in act.provisions:
            refers = provision.in_force and (act.act_id, provision.eid) in points
            if refers and len(provision.text.split()) <= _LONG and delegates(provision.text):
                pins[act.act_id, provision.eid] = Pin(act.at(provision.eid), provision.text)
    by_act: dict[str, list[_Place]] = {}
    for place in pins:
        by_act.setdefault(place[0], []).append(place)
    language = readings[0].act.language if readings else "rus"
    fields = {r.act.act_id: substance(r.act.title, language) for r in readings}
    found = []
    for source in sorted(pins):
        for other in sorted(_reached(points.get(source, set()), by_act)):
            if source < other and _towards(points, source, other) and _towards(points, other, source):
                exact = other in points[source] and source in points[other]
                shared = _matter(pins[source], language) & _matter(pins[other], language)
                if exact or len(shared - fields[source[0]] - fields[other[0]]) >= _SHARED:
                    tier: Tier = "likely" if exact else "possible"  # an act as a whole may say it in another place
                    found.append(make("circular-delegation", tier, (pins[source], pins[other]), 1.0))
    return found


def _reached(targets: set[_Place], by_act: dict[str, list[_Place]]) -> set[_Place]:
    """The short delegating provisions of the acts that a provision refers to."""
    return {place for act, _ in targets for place in by_act.get(act, ())}


def _towards(points: dict[_Place, set[_Place]], source: _Place, other: _Place) -> bool:
    """Whether a provision refers to the other one, or to the other one's act as a whole."""
    targets = points.get(source, set())
    return other in targets or (source[0] != other[0] and (other[0], "") in targets)


def _matter(pin: Pin, language: Language) -> frozenset[str]:
    """Stems of what a provision is about: its words before the delegation, without general ones."""
    before = fold(_DELEGATES.pattern.split(pin.text, maxsplit=1)[0]).split()
    general = difference_words(language).general_matter
    return frozenset(stem for stem in stems(language).of([w for w in before if len(w) > 3]) if stem not in general)
