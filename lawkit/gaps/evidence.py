"""What one act has to say on each requirement of a checklist: places that show a part of it, or contradict it.

`gather` looks at one act only, so that an act added to a set is the only one looked at again, and a matrix of
acts and requirements costs no more than the whole. `lawkit.gaps.judge` brings the acts together.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lawkit.gaps.checklist import Checklist, Item, Period, Rule
from lawkit.gaps.index import ActIndex, Found, Places, index_of, placed
from lawkit.gaps.patterns import Group, Pattern, matches, parse_group, tokens
from lawkit.gaps.periods import periods
from lawkit.gaps.rule_reader import shared_words
from lawkit.model import Address, Modality, Norm, Pin, Reading, Span

AGAINST = "contradicted"
HALF = "partly"
_KEEP = 3  # places kept for each part
_STRETCH = 3  # a rule whose groups stand this many times too far apart is weak evidence


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a rule found."""

    rule: str
    pin: Pin
    weak: bool
    rank: tuple[int, ...]  # smaller is better
    words: Span = field(
        default=Span(0, 0), compare=False
    )  # from the first of the rule's words in the provision to the last


@dataclass(frozen=True, slots=True)
class Evidence:
    """All hits in one expression of an act, by item and part; and the nearest places for items without any."""

    act: Address
    digest: str  # of the checklist
    hits: dict[str, dict[str, tuple[Hit, ...]]]
    nearest: dict[str, tuple[tuple[float, Pin], ...]]
    number: str = ""  # of the act, «401-V»


class Facts:
    """The norms, definitions and references of one reading, by provision."""

    def __init__(self, reading: Reading, index: ActIndex) -> None:
        self.reading = reading
        self.index = index
        self.norms: dict[str, list[Norm]] = defaultdict(list)
        for norm in reading.norms:
            self.norms[norm.source].append(norm)
        self.cited: dict[str, set[str]] = defaultdict(set)
        for reference in reading.references:
            if reference.target and not reference.editorial:
                self.cited[reference.source].add(reference.target.act)
        self.defining = {d.source for d in reading.definitions if d.form in {"list", "dash"}}
        concepts, _ = shared_words()
        self.cues: dict[str, Group] = {
            name[3:]: parse_group(f"<{name}>", concepts, index.language) for name in concepts if name.startswith("is-")
        }

    @cached_property
    def terms(self) -> list[tuple[int, list[str], list[str]]]:
        """Of each definition: its provision, the words of its term, and those of the term and its meaning."""
        place = {p.eid: i for i, p in enumerate(self.index.provisions)}
        told = []
        for definition in self.reading.definitions:
            if (unit := place.get(definition.source)) is not None:
                term = [t for t, _, _ in tokens(definition.term)]
                told.append((unit, term, term + [t for t, _, _ in tokens(definition.text)]))
        return told

    @cached_property
    def _terms_placed(self) -> tuple[Places, list[int]]:
        return placed([term for _, term, _ in self.terms])

    def termed(self, group: Group) -> list[int]:
        """The numbers of the definitions whose term has a group, rising."""
        places, starts = self._terms_placed
        return sorted({bisect_right(starts, s) - 1 for phrase in group.phrases for s, _ in places.occurrences(phrase)})

    def has_norm(self, unit: int, wanted: tuple[Modality, ...]) -> bool:
        """Whether the provision, or what introduces it, is a norm of this kind: by the norms read, else by its words."""
        provisions = self.index.provisions
        chain = [i for i in self.index.chain(unit) if provisions[i].kind in _UNITS]
        for i in chain:
            if any(n.modality in wanted for n in self.norms.get(provisions[i].eid, ())):
                return True
        for modality in wanted:
            cue = self.cues.get(modality)
            if cue and not set(chain).isdisjoint(self.index.find(cue).own):
                return True
        return False


_UNITS = frozenset({"article", "paragraph", "subparagraph", "alinea", "indent"})


def gather(reading: Reading, checklist: Checklist) -> Evidence:
    """Look for the evidence of every item in one act."""
    index = index_of(reading.act)
    facts = Facts(reading, index)
    hits: dict[str, dict[str, tuple[Hit, ...]]] = {}
    nearest: dict[str, tuple[tuple[float, Pin], ...]] = {}
    for item in checklist.items:
        found: dict[str, tuple[Hit, ...]] = {}
        for part in item.parts:
            if kept := _best(rule_hits for rule in part.rules for rule_hits in hits_of(rule, facts)):
                found[part.id] = kept
        if against := _best(h for rule in item.contradicted for h in hits_of(rule, facts)):
            found[AGAINST] = against
        if half := _best(h for rule in item.partly for h in hits_of(rule, facts)):
            found[HALF] = half
        if found:
            hits[item.id] = found
        if not any(part.id in found for part in item.parts):
            nearest[item.id] = _nearest(item, index)
    return Evidence(reading.act.address, checklist.digest, hits, nearest, reading.act.number)


def _best(hits: Iterator[Hit]) -> tuple[Hit, ...]:
    places: dict[str, Hit] = {}
    for hit in hits:
        key = str(hit.pin.address)
        if key not in places or (hit.weak, hit.rank) < (places[key].weak, places[key].rank):
            places[key] = hit
    return tuple(sorted(places.values(), key=lambda h: (h.weak, h.rank))[:_KEEP])


def hits_of(rule: Rule, facts: Facts) -> Iterator[Hit]:
    """The places of one act that a rule finds, in the order of the act; none in a language that the rule has no words for."""
    pattern = rule.patterns.get(facts.index.language)
    if pattern is None:
        return
    if rule.where == "title":
        yield from _in_title(rule, pattern, facts.index)
    elif rule.where == "heading":
        yield from _in_headings(rule, pattern, facts.index)
    elif rule.where == "term":
        yield from _in_terms(rule, pattern, facts)
    else:
        yield from _in_text(rule, pattern, facts)


def _in_title(rule: Rule, pattern: Pattern, index: ActIndex) -> Iterator[Hit]:
    if all(matches(g, index.title) for g in pattern.groups) and not any(
        matches(g, index.title) for g in pattern.without
    ):
        yield Hit(rule.key, Pin(index.act.address, index.act.title), rule.weak, (0, 0, 0))


def _in_headings(rule: Rule, pattern: Pattern, index: ActIndex) -> Iterator[Hit]:
    units = set.intersection(*(set(index.find(g).headings) for g in pattern.groups))
    for unit in sorted(units):
        provision = index.provisions[unit]
        words = [t for t, _, _ in tokens(provision.heading)]
        if any(matches(g, words) for g in pattern.without) or not _in_scope(rule, unit, index):
            continue
        yield Hit(rule.key, Pin(index.act.at(provision.eid), provision.heading), rule.weak, (0, 0, unit))


def _in_terms(rule: Rule, pattern: Pattern, facts: Facts) -> Iterator[Hit]:
    """The first group stands in the term, the others in the term or its definition."""
    index = facts.index
    for unit, _, whole in (facts.terms[number] for number in facts.termed(pattern.groups[0])):
        if all(matches(g, whole) for g in pattern.groups[1:]) and not any(matches(g, whole) for g in pattern.without):
            pin = Pin(index.act.at(index.provisions[unit].eid), index.provisions[unit].text)
            yield Hit(rule.key, pin, rule.weak, (0, 0, unit))


def _in_scope(rule: Rule, unit: int, index: ActIndex) -> bool:
    if rule.under is not None and (above := rule.under.get(index.language)) is not None:
        headings = index.find(above).headings
        if not any(i in headings for i in index.chain(unit)):
            return False
    if rule.scope is None or (group := rule.scope.get(index.language)) is None:
        return True
    found = index.find(group)
    return found.title or any(i in found.own or i in found.headings for i in index.chain(unit))


def _in_text(rule: Rule, pattern: Pattern, facts: Facts) -> Iterator[Hit]:
    index = facts.index
    founds: list[Found] = []
    for group in pattern.groups:
        if (found := index.find(group)).nowhere:
            return
        founds.append(found)
    elsewhere = [i for i, f in enumerate(founds) if f.title]  # the act's title may supply one group, not more
    reaches = [index.reach(g) for i, g in enumerate(pattern.groups) if i not in elsewhere]
    candidates = (
        frozenset.intersection(*sorted(reaches, key=len)) if reaches else frozenset().union(*(f.own for f in founds))
    )
    named = [index.reach(pattern.groups[i]) for i in elsewhere] if len(elsewhere) > 1 else []
    for unit in sorted(candidates & index.with_text):
        own = [f.own[unit] for f in founds if unit in f.own]
        if len(elsewhere) > 1 and sum(unit not in r for r in named) > 1:
            continue
        if not own or (rule.here and len(own) < len(founds)):
            continue
        if any(unit in index.find(g).own for g in pattern.without):
            continue
        ranges = _tightest(own)
        width = max(b for _, b in ranges) - min(a for a, _ in ranges)
        if width > rule.near * _STRETCH or not _in_scope(rule, unit, index):
            continue
        weak = rule.weak or width > rule.near
        if rule.norms and not facts.has_norm(unit, rule.norms):
            weak = True
        if not _period_fits(rule, index.provisions[unit].text) or not _cites(rule, unit, facts):
            continue
        provision = index.provisions[unit]
        start, end, words = index.offsets(unit, ranges)
        pin = Pin(index.act.at(provision.eid), provision.text[start:end], Span(start, end))
        missing = (
            len(founds) - len(own) + (provision.eid in facts.defining)
        )  # a definition only names, it orders nothing
        yield Hit(rule.key, pin, weak, (missing, width, unit), words)


def _tightest(own: list[tuple[tuple[int, int], ...]]) -> list[tuple[int, int]]:
    """One range of each group, close together: from each range of the rarest group to the nearest of the others."""
    own = sorted(own, key=len)
    best: list[tuple[int, int]] = []
    best_width = math.inf
    for anchor in own[0][:20]:
        chosen = [anchor, *(min(ranges[:200], key=lambda r: (abs(r[0] - anchor[0]), r)) for ranges in own[1:])]
        width = max(b for _, b in chosen) - min(a for a, _ in chosen)
        if width < best_width:
            best, best_width = chosen, width
    return best


def _period_fits(rule: Rule, text: str) -> bool:
    if not (rule.within or rule.beyond or rule.any_deadline):
        return True
    found: list[Period] = periods(text)
    if rule.within and not any(p.days <= rule.within.days for p in found):
        return False
    if rule.beyond and not any(p.days > rule.beyond.days for p in found):
        return False
    return bool(found)


def _cites(rule: Rule, unit: int, facts: Facts) -> bool:
    if not rule.cites:
        return True
    return not facts.cited.get(facts.index.provisions[unit].eid, set()).isdisjoint(rule.cites)


def _nearest(item: Item, index: ActIndex) -> tuple[tuple[float, Pin], ...]:
    """The provisions that share most with what was looked for: BM25 over the groups of the item's rules."""
    groups: dict[str, Found] = {}
    for part in item.parts:
        for rule in part.rules:
            if pattern := rule.patterns.get(index.language):
                groups.update((g.text, index.find(g)) for g in pattern.groups)
    total = len(index.with_text) or 1
    scores: dict[int, float] = defaultdict(float)
    shared: dict[int, int] = defaultdict(int)
    for found in groups.values():
        count = len(found.own)
        idf = math.log(1 + (total - count + 0.5) / (count + 0.5))
        for unit, ranges in found.own.items():
            scores[unit] += idf * len(ranges) * 2.2 / (len(ranges) + 1.2)
            shared[unit] += 1
    best = sorted((u for u in scores if shared[u] > 1), key=lambda u: (-scores[u], u))[:2]
    return tuple((scores[u], Pin(index.act.at(index.provisions[u].eid), index.provisions[u].text)) for u in best)
