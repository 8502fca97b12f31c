"""Which provision of a new act an old one descends from, and how sure that is: words, places and rivals weighed together.

Each candidate is told by a dozen shares between 0 and 1 (`KINDS`); a logistic curve makes a probability of them. The
weights are learned (docs/alignment.md says from what, and what they are worth on a reform that they were not learned
from). All is done twice where the pairs found show that something was renamed: the second time in the new terms.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lawkit.consolidate.align import Link, Unit, align
from lawkit.consolidate.onto_act_words import Shared, Swaps, Words, in_new_terms
from lawkit.consolidate.renamed import OFTEN_SEEN, SEEN_SHARE, Renamer
from lawkit.consolidate.semantic import Encoder
from lawkit.consolidate.units import Head, heads, source_text
from lawkit.model import Act, Address, Language, Provision, Reading

WEIGHTS = {
    "dice": 0.5,  # of the words of both, what they share
    "of_old": 3.9,  # of the words of the old one, what the new one holds
    "of_new": 1.1,
    "opening": 1.0,  # likeness of the first words, in which a rule says what it is about
    "link": 0.9,  # likeness of the two articles
    "first": 0.4,  # the new article is the old one's best
    "first_new": 1.0,  # the old article is the new one's best
    "headings": 0.5,  # likeness of the headings of the two articles
    "above": 0.8,  # likeness of the two lead-ins
    "beside": 1.4,  # the neighbours go to the neighbours
    "same_term": 3.0,  # both define the same term (a half: the new one begins with it)
    "rival": -3.8,  # by how much another old provision is liker to the new one
    "long": 1.3,  # the words of the old one, up to some thirty
}
KINDS = tuple(WEIGHTS)
INTERCEPT = -6.3
HEADS = 4  # new articles whose provisions are all compared with those of an old one …
HEAD_FROM = 0.2  # … and the likeness from which they are
LEARNED_FROM = 0.6  # the chance from which a pair shows renamings
OPENING = 8  # stems
ALIKE = 0.98  # Dice's coefficient from which nothing but the words needs to be asked
LONG = 60.0  # the weight of words from which a provision is long
LIKE_FROM = 0.2  # likeness below which a neighbour or a provision of the same article tells nothing
RIVALS = 6  # candidates of each old provision that count as its claims

_ITEMS = frozenset({"subparagraph", "indent"})
Terms = frozenset[tuple[str, ...]]  # what a provision defines, each as stems
_NONE: Terms = frozenset()


@dataclass(slots=True)
class Candidate:
    """A provision of the new act, by its place among them, and what speaks for it."""

    place: int
    shared: Shared
    evidence: tuple[float, ...] = ()
    chance: float = 0.0


@dataclass(slots=True)
class Case:
    """An old provision, its article and its candidates, the best first."""

    head: Head
    provision: Provision
    links: Mapping[int, Link]  # of its article, by place of the new ones
    terms: Terms  # that it defines
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def best(self) -> Candidate | None:
        """The candidate chosen, if there is any."""
        return self.candidates[0] if self.candidates else None

    @property
    def margin(self) -> float:
        """By how much the chosen candidate's chance is above that of the next."""
        chances = [c.chance for c in self.candidates[:2]]
        return chances[0] - (chances[1] if len(chances) > 1 else 0.0) if chances else 0.0


class Evidence:
    """Gathers what speaks for each candidate of each old provision, and orders the candidates."""

    def __init__(
        self, words: Words, old: Sequence[Head], new: Sequence[Head], links: Mapping[str, Mapping[int, Link]],
        terms: tuple[Mapping[str, Terms], Mapping[str, Terms]],
    ) -> None:  # fmt: skip
        self.words = words
        self.heads = new
        self.new = [p for h in new for p in h.members]
        self.article = [k for k, h in enumerate(new) for _ in h.members]
        self.by_eid = {p.eid: p for p in self.new}
        self.terms = [terms[1].get(p.eid, _NONE) for p in self.new]
        self.above = {key: lead for h in (*old, *new) for key, lead in lead_ins(h).items()}
        self.openings: dict[int, tuple[frozenset[str], float]] = {}
        self.likened: dict[tuple[int, int], float] = {}
        self.cases = self._cases(old, links, terms[0])
        self.claims: dict[int, list[tuple[float, int]]] = {}
        self.together: dict[int, list[Case]] = defaultdict(list)
        for case in self.cases:
            self.together[id(case.head)].append(case)

    def _cases(
        self, old: Sequence[Head], links: Mapping[str, Mapping[int, Link]], terms: Mapping[str, Terms]
    ) -> list[Case]:
        places: list[list[int]] = [[] for _ in self.heads]
        for at, k in enumerate(self.article):
            places[k].append(at)
        near = [links.get(str(h.address), {}) for h in old]
        pools = [sorted(at for k in found for at in places[k]) for found in near]
        nearest = iter(self.words.nearest([p for h, p in zip(old, pools, strict=True) for _ in h.members]))
        out = []
        for head, found in zip(old, near, strict=True):
            for provision in head.members:
                case = Case(head, provision, found, terms.get(str(head.act.at(provision.eid)), _NONE))
                for at in next(nearest):
                    if _same_level(provision, self.new[at]):
                        case.candidates.append(Candidate(at, self.words.shared(provision, self.new[at])))
                case.candidates.sort(key=lambda c: (-c.shared.dice, c.place))
                out.append(case)
        return out

    def weigh(self) -> None:
        """Gathers what speaks for each candidate, and orders the candidates by their chance."""
        self.claims = self._claims()
        for at, case in enumerate(self.cases):
            beside = [self._beside(case, at - 1), self._beside(case, at + 1)]
            for candidate in case.candidates:
                candidate.evidence = self._evidence(case, at, candidate, beside)
                candidate.chance = chance(candidate.evidence)
        for at, case in enumerate(self.cases):
            twin = self._twin(case, at)
            case.candidates.sort(key=lambda c: (c is not twin, -c.chance, c.place))

    def article_of(self, case: Case) -> list[Case]:
        """The cases of the same old article, in document order."""
        return self.together[id(case.head)]

    def heading(self, case: Case, article: int) -> Candidate | None:
        """The heading of a new article as a candidate for that of an old one, if it stands by itself."""
        place = bisect_left(self.article, article)
        if not _same_level(case.provision, self.new[place]):
            return None
        return Candidate(place, self.words.shared(case.provision, self.new[place]))

    def likest(self, place: int, but: Case) -> Address | None:
        """The old provision that is likest to a new one, another than the one given."""
        at = next((k for _, k in self.claims.get(place, ()) if self.cases[k] is not but), None)
        return None if at is None else self.cases[at].head.act.at(self.cases[at].provision.eid)

    def _twin(self, case: Case, at: int) -> Candidate | None:
        """The candidate with the same words, if neither of the two has another such partner: nothing else counts then."""
        same = [c for c in case.candidates if c.shared.dice >= ALIKE]
        if len(same) != 1 or any(s >= ALIKE and k != at for s, k in self.claims.get(same[0].place, ())):
            return None
        return same[0]

    def _claims(self) -> dict[int, list[tuple[float, int]]]:
        """For each new provision the two old ones that are likest to it."""
        out: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for at, case in enumerate(self.cases):
            for candidate in case.candidates[:RIVALS]:
                out[candidate.place].append((candidate.shared.dice, at))
        return {k: sorted(v, key=lambda x: (-x[0], x[1]))[:2] for k, v in out.items()}

    def _beside(self, case: Case, at: int) -> int | None:
        """Where the neighbour at that place goes, if it is of the same article and goes anywhere."""
        if not 0 <= at < len(self.cases) or self.cases[at].head is not case.head:
            return None
        best = self.cases[at].best
        return best.place if best is not None and best.shared.dice >= LIKE_FROM else None

    def _evidence(self, case: Case, at: int, candidate: Candidate, beside: Sequence[int | None]) -> tuple[float, ...]:
        article = self.article[candidate.place]
        link = case.links.get(article)
        others = [s for s, k in self.claims.get(candidate.place, ()) if k != at]
        shared = candidate.shared
        return (
            shared.dice,
            shared.of_old,
            shared.of_new,
            self._opening(case.provision, candidate.place),
            link.similarity if link else 0.0,
            float(link is not None and link.rank == 1),
            float(link is not None and link.rank_new == 1),
            self._headings(case, article),
            self._above(case, candidate.place),
            sum(b is not None and b != candidate.place and abs(b - candidate.place) <= 2 for b in beside) / 2,
            self._same_term(case, candidate.place),
            max(0.0, (others[0] if others else 0.0) - shared.dice),
            min(self.words.mass[id(case.provision)], LONG) / LONG,
        )

    def _opening(self, provision: Provision, place: int) -> float:
        (a, mine), (b, theirs) = self._first_words(provision), self._first_words(self.new[place])
        return 2 * sum(self.words.weight[w] for w in a & b) / (mine + theirs) if mine + theirs else 0.0

    def _first_words(self, provision: Provision) -> tuple[frozenset[str], float]:
        """The first stems of a provision, and what they weigh."""
        known = self.openings.get(id(provision))
        if known is None:
            found = frozenset(self.words.opening(provision, OPENING))
            known = self.openings[id(provision)] = found, sum(self.words.weight[w] for w in found)
        return known

    def _headings(self, case: Case, article: int) -> float:
        key = (id(case.head), article)
        if key not in self.likened:
            self.likened[key] = self.words.headings(case.head.provision, self.heads[article].provision)
        return self.likened[key]

    def _above(self, case: Case, place: int) -> float:
        above, over = self.above[id(case.provision)], self.above[id(self.new[place])]
        return self.words.shared(above, over).dice if above is not None and over is not None else 0.0

    def _same_term(self, case: Case, place: int) -> float:
        if not case.terms:
            return 0.0
        if case.terms & self.terms[place]:
            return 1.0
        said = tuple(self.words.opening(self.new[place], OPENING))
        return 0.5 * any(said[k : k + len(term)] == term for term in case.terms for k in (0, 1))


def lead_ins(head: Head) -> dict[int, Provision | None]:
    """For each provision, by identity, what it continues: the unit above, else the unnumbered paragraph before the list."""
    by_eid = {p.eid: p for p in head.members}
    opened: dict[str, Provision] = {}
    out: dict[int, Provision | None] = {}
    for p in head.members:
        above = by_eid.get(p.parent)
        said = above if above is not None and above.text.strip() else None
        if said is None and p.kind in _ITEMS:
            said = opened.get(p.parent)
        out[id(p)] = said
        if p.kind not in _ITEMS and p.text.rstrip().endswith(":"):
            opened[p.parent] = p
    return out


def chance(evidence: Sequence[float]) -> float:
    """The probability that a candidate is the right one."""
    told = INTERCEPT + sum(w * e for w, e in zip(WEIGHTS.values(), evidence, strict=True))
    return 1 / (1 + math.exp(-told))


def _same_level(one: Provision, other: Provision) -> bool:
    """An article's heading answers to an article's heading, a norm to a norm."""
    return (not one.text.strip()) == (not other.text.strip())


def descents(readings: Sequence[Reading], target: Act, encode: Encoder | None = None) -> Evidence:
    """Where every provision of the old acts went in the target: all cases, weighed. One language, that of the target."""
    language = target.language
    old, new = [h for r in readings for h in heads(r.act)], heads(target)
    links = article_links(old, new, language, encode)
    defined = {str(r.act.at(eid)): found for r in readings for eid, found in _terms(r, language).items()}
    there = _terms(Reading(target), language)
    units = [p for h in old for p in h.members], [p for h in new for p in h.members]
    found = Evidence(Words(language, *units, {}), old, new, links, (defined, there))
    found.weigh()
    swaps = _learned(found, language)
    if swaps:
        found = Evidence(Words(language, *units, swaps), old, new, links, (defined, there))
        found.weigh()
    return found


def article_links(
    old: Sequence[Head], new: Sequence[Head], language: Language, encode: Encoder | None = None
) -> dict[str, dict[int, Link]]:
    """For each old article the new ones that are likest to it, by their place among the new, in the terms of the new."""
    place = {str(h.address): k for k, h in enumerate(new)}
    out: dict[str, dict[int, Link]] = defaultdict(dict)
    for link in align(_units(old, language), _units(new, language), language, encode):
        if link.similarity >= HEAD_FROM and (link.rank <= HEADS or link.rank_new == 1):
            out[link.old][place[link.new]] = link
    return out


def _units(found: Sequence[Head], language: Language) -> list[Unit]:
    return [
        Unit(str(h.address), in_new_terms(h.text, language), h.provision.heading, k, h.act.act_id)
        for k, h in enumerate(found)
    ]


def _terms(reading: Reading, language: Language) -> dict[str, Terms]:
    """What each provision of the act defines, in the new words."""
    from lawkit.language import stems, words
    from lawkit.reading import find_definitions

    out: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for d in reading.definitions or find_definitions(reading.act):
        out[d.source].add(tuple(stems(words(in_new_terms(d.term, language)), language)))
    return {eid: frozenset(found) for eid, found in out.items()}


def _learned(found: Evidence, language: Language) -> Swaps:
    """Renamings that the sure pairs show, as stems; what the old acts themselves say too is another thing's name."""
    pairs = [
        (in_new_terms(source_text(c.provision), language), source_text(found.new[c.best.place]))
        for c in found.cases
        if c.best is not None and c.best.chance >= LEARNED_FROM and c.provision.text.strip()
    ]
    renamer = Renamer(pairs, language, often=OFTEN_SEEN, share=SEEN_SHARE)
    ordered = sorted(
        renamer.learned, key=lambda s: (renamer.counts[s], s)
    )  # of two new names the commoner, put in last
    told = {old: new for old, new in ordered if not any(w.startswith("termsign") for w in (*old, *new))}
    known = found.words.standing(set(told.values()))
    return {old: new for old, new in told.items() if new not in known}
