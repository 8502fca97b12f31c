"""All discrepancies between two language versions of an act, each with both texts side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from lawkit.model import Act, Finding, Pin, Reading, Span, Tier
from lawkit.parity.alignment import Alignment, Match, align_below, align_languages
from lawkit.parity.editions import Editions, compare_editions
from lawkit.parity.findings import TIERS, Difference, kinds, make
from lawkit.parity.matching import Leftovers, differences, leftovers, pool
from lawkit.parity.modality import find_contradictions
from lawkit.parity.order import find_displaced
from lawkit.parity.parts import missing_part, shifted
from lawkit.parity.units import Unit

if TYPE_CHECKING:
    from lawkit.register import Register

_SHORT = 90
Group = tuple[tuple[Unit, ...], tuple[Unit, ...]]


def find_discrepancies(a: Reading, b: Reading, alignment: Alignment | None = None) -> list[Finding]:
    """Where two language versions of an act (or of a draft) say different things, in the order of the first.

    `alignment` is made when it is not given. When the texts are evidently of different editions, the first finding
    says so, and what stands in the provisions concerned is at most possible.
    """
    return _Parity(a, b, alignment or align_languages(a.act, b.act)).run()


class _Parity:
    """One comparison."""

    def __init__(self, a: Reading, b: Reading, alignment: Alignment) -> None:
        self.a, self.b = a, b
        self.alignment = alignment
        self.editions = compare_editions(a.act, b.act)
        self.units_a, self.units_b = alignment.outlines[0].by_eid, alignment.outlines[1].by_eid
        self.displaced = list(find_displaced(alignment))
        self.matches = self._matches()
        self.groups = self._groups()

    def run(self) -> list[Finding]:
        from lawkit.parity.terms import find_renderings

        found = [
            *self._missing(), *self._order(), *self._status(), *self._facts(), *self._modality(), *self._acts(), *self._parts(),
            *find_renderings(self.a, self.b, self.alignment),
        ]  # fmt: skip
        place = {p.eid: p.order for p in self.a.act.provisions}
        other = {p.eid: p.order for p in self.b.act.provisions}

        def where(finding: Finding) -> tuple[int, str]:
            pin = finding.pins[0].address
            known = place if pin.language == self.a.act.language and pin.eid in place else other
            return known.get(pin.eid, 0), finding.code

        found.sort(key=where)
        return [*_edition_finding(self.a.act, self.b.act, self.editions), *found]

    def _matches(self) -> list[Match]:
        """The matches, swapped units and what stands below them with their true partners."""
        swapped = {}
        below: list[Match] = []
        moved_a: set[str] = set()
        moved_b: set[str] = set()
        for d in self.displaced:
            for one, two in ((d.a[0], d.b[1]), (d.a[1], d.b[0])):
                swapped[one.eid] = two.eid
                below.extend(align_below(self.alignment, one, two))
                moved_a.update(u.eid for u in _subtree(one) if u is not one)
                moved_b.update(u.eid for u in _subtree(two) if u is not two)
        if not swapped:
            return list(self.alignment.matches)
        kept = [m for m in self.alignment.matches if m.a not in moved_a and m.b not in moved_b]
        return [replace(m, b=swapped.get(m.a, m.b)) for m in kept] + below

    def _groups(self) -> list[Group]:
        """Matched provisions, joined ones together."""
        groups: list[Group] = []
        seen: set[str] = set()
        partners_a: dict[str, list[str]] = defaultdict(list)
        partners_b: dict[str, list[str]] = defaultdict(list)
        for m in self.matches:
            if m.a and m.b:
                partners_a[m.a].append(m.b)
                partners_b[m.b].append(m.a)
        for eid, targets in partners_a.items():
            if eid not in seen:
                ones = list(dict.fromkeys(x for t in targets for x in partners_b[t]))
                seen.update(ones)
                groups.append((tuple(self.units_a[x] for x in ones), tuple(self.units_b[t] for t in targets)))
        return groups

    # --- findings

    def _finding(
        self, code: str, ones: Sequence[Unit], twos: Sequence[Unit], found: Sequence[Difference], **evidence: object
    ) -> Finding:
        pins = [_pin(self.a.act, u, [d.span_a for d in found]) for u in ones]
        pins += [_pin(self.b.act, u, [d.span_b for d in found]) for u in twos]
        doubt = self.editions.doubtful(*(u.eid for u in (*ones, *twos)))
        return make(code, self.a.act, self.b.act, pins, found, undetermined=doubt, evidence=evidence)

    def _missing(self) -> Iterator[Finding]:
        """Provisions that one text lacks; their children go with them."""
        alone = [m for m in self.matches if not (m.a and m.b)]
        gone_a, gone_b = {m.a for m in alone if m.a}, {m.b for m in alone if m.b}
        for match in alone:
            unit = self._unit(match)
            if unit.provision.parent in (gone_a if match.a else gone_b):
                continue
            first = bool(match.a)
            code = "missing-unit" if first else "extra-unit"
            words = " ".join(" ".join([unit.provision.num, *(u.text for u in _subtree(unit))]).split())
            difference = Difference(code, "likely" if unit.provision.kind in ("alinea", "indent") else "certain")
            if unit.silent:
                difference = Difference("status-differs", "possible", *self._silent(unit, first=first))
                code = "status-differs"
            else:
                text = words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + " …"
                difference = Difference(code, difference.tier, text if first else "", "" if first else text)
            neighbour = self._neighbour(match)
            yield self._finding(code, [unit] if first else neighbour, neighbour if first else [unit], [difference],
                                provisions=sum(1 for _ in _subtree(unit)))  # fmt: skip

    def _unit(self, match: Match) -> Unit:
        return self.units_a[match.a] if match.a else self.units_b[match.b]

    def _silent(self, unit: Unit, *, first: bool) -> tuple[dict[str, str], str] | tuple[str, dict[str, str]]:
        words = kinds()["status"][unit.provision.status]
        return (words, "") if first else ("", words)

    def _neighbour(self, match: Match) -> list[Unit]:
        """Where the missing provision would stand in the other text: below the parent's partner."""
        unit = self._unit(match)
        known = self.alignment.b_of if match.a else self.alignment.a_of
        partner = known.get(unit.provision.parent, "")
        found = (self.units_b if match.a else self.units_a).get(partner)
        return [found] if found is not None else []

    def _order(self) -> Iterator[Finding]:
        for d in self.displaced:
            tier: Tier = "certain" if d.gain >= 0.7 else "likely"
            found = [
                Difference("order-differs", tier, _start(one.text), _start(two.text))
                for one, two in zip(d.a, d.b, strict=True)
            ]
            yield self._finding("order-differs", d.a, d.b, found, gain=round(d.gain, 3))

    def _status(self) -> Iterator[Finding]:
        names = kinds()["status"]
        for ones, twos in self.groups:
            one, two = ones[0].provision.status, twos[0].provision.status
            if one != two and len(ones) == len(twos) == 1:
                tier: Tier = "certain" if "excluded" in (one, two) else "likely"
                yield self._finding(
                    "status-differs", ones, twos, [Difference("status-differs", tier, names[one], names[two])]
                )

    def _facts(self) -> Iterator[Finding]:
        left: dict[str, Leftovers] = {}
        for ones, twos in self.groups:
            left[ones[0].eid] = _facts_left(ones, twos)
        for lead, items in self._lists():
            above = left.get(lead.eid)
            for item in items:
                for unit in _subtree(item):
                    below = left.get(unit.eid)
                    if above is not None and below is not None and above.any and below.any:
                        pool(above, below)
        for ones, twos in self.groups:
            mine = left[ones[0].eid]
            if not mine.any:
                continue
            found = differences(mine, _text(ones), _text(twos))
            for code in dict.fromkeys(d.code for d in found):
                yield self._finding(code, ones, twos, [d for d in found if d.code == code])

    def _lists(self) -> Iterator[tuple[Unit, Sequence[Unit]]]:
        """Lead-ins with their items: those right below a provision, and those that follow its first part."""
        for unit in self.units_a.values():
            if unit.text:
                items = list(takewhile(_is_item, unit.below))
                if items:
                    yield unit, items
            for at, child in enumerate(unit.below):
                if not _is_item(child) and self._introduces(child):
                    items = list(takewhile(_is_item, unit.below[at + 1 :]))
                    if items:
                        yield child, items

    def _introduces(self, unit: Unit) -> bool:
        partner = self.units_b.get(self.alignment.b_of.get(unit.eid, ""))
        return unit.text.rstrip().endswith(":") or (partner is not None and partner.text.rstrip().endswith(":"))

    def _modality(self) -> Iterator[Finding]:
        lists = [
            (lead, [u for i in items for u in _subtree(i)]) for lead, items in self._lists() if self._introduces(lead)
        ]
        for found in find_contradictions(self.groups, lists):
            yield self._finding("modality-differs", found.a, found.b, [found.difference])

    def _parts(self) -> Iterator[Finding]:
        """Provisions of which one text seems to lack a part."""
        moved = shifted((lead, items) for lead, items in self._lists() if self._introduces(lead))
        for ones, twos in self.groups:
            if len(ones) == len(twos) == 1 and ones[0].eid not in moved:
                found = missing_part(ones[0], twos[0])
                if found is not None:
                    yield self._finding("part-missing", ones, twos, [found])

    def _acts(self) -> Iterator[Finding]:
        """Other acts that the references of both texts lead to, where every one of them is known."""
        cited_a, cited_b = _cited_acts(self.a), _cited_acts(self.b)
        for ones, twos in self.groups:
            mine = [x for u in ones for x in cited_a.get(u.eid, ())]
            theirs = [x for u in twos for x in cited_b.get(u.eid, ())]
            if not mine or len(mine) != len(theirs) or not all(t for _, t in (*mine, *theirs)):
                continue
            left_a = [x for x in mine if x[1] not in {t for _, t in theirs}]
            left_b = [x for x in theirs if x[1] not in {t for _, t in mine}]
            if len(left_a) == len(left_b) == 1 and not _same_act(left_a[0][1], left_b[0][1]):
                d = Difference(
                    "target-differs", "likely", f"{left_a[0][0]} [{left_a[0][1]}]", f"{left_b[0][0]} [{left_b[0][1]}]"
                )
                yield self._finding("target-differs", ones, twos, [d])


def _cited_acts(reading: Reading) -> dict[str, list[tuple[str, str]]]:
    """Per provision: words and act of each reference to another act; the act is empty where it is not known."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for r in reading.references:
        if r.kind == "other_act" and not r.editorial:
            act = r.target.act if r.target is not None and r.status in ("resolved", "act_only") else ""
            if act != reading.act.act_id:
                found[r.source].append((r.text, act))
    return found


def _same_act(one: str, two: str) -> bool:
    """Whether one act took the place of the other, or both have borne one title: no difference of languages."""
    from lawkit.register import Register

    register = Register.load()
    first, second = register.by_id(one), register.by_id(two)
    if first is None or second is None:
        return False
    if second.id in (first.replaced_by, *_heir(register, one)) or first.id in (
        second.replaced_by,
        *_heir(register, two),
    ):
        return True
    titles = [{" ".join(name.casefold().split()) for name in act.names("rus")} for act in (first, second)]
    return bool(titles[0] & titles[1])


def _heir(register: Register, act: str) -> tuple[str, ...]:
    found = register.successor(act)
    return (found.id,) if found is not None else ()


def _edition_finding(a: Act, b: Act, editions: Editions) -> Iterator[Finding]:
    if not editions.differ:
        return
    dates = [act.edition.isoformat() if act.edition else "?" for act in (a, b)]
    shown = [f"{date} ({', '.join(only[:5])})" if only else date
             for date, only in zip(dates, (editions.only_a, editions.only_b), strict=True)]  # fmt: skip
    difference = Difference("different-editions", "likely", shown[0], shown[1])
    yield make(
        "different-editions", a, b, [Pin(a.address, a.title), Pin(b.address, b.title)], [difference],
        evidence={"only_a": list(editions.only_a), "only_b": list(editions.only_b), "places": sorted(editions.places)},
    )  # fmt: skip


def _facts_left(ones: Sequence[Unit], twos: Sequence[Unit]) -> Leftovers:
    from lawkit.parity.facts import read_facts

    if len(ones) == len(twos) == 1:
        return leftovers(ones[0].facts, twos[0].facts)
    return leftovers(read_facts(_text(ones), ones[0].language), read_facts(_text(twos), twos[0].language))


def _text(units: Sequence[Unit]) -> str:
    return "\n".join(u.text for u in units)


def _is_item(unit: Unit) -> bool:
    return unit.provision.kind != "alinea"


def _subtree(unit: Unit) -> Iterator[Unit]:
    yield unit
    for child in unit.below:
        yield from _subtree(child)


def _start(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else flat[:_SHORT].rsplit(" ", 1)[0] + " …"


def _pin(act: Act, unit: Unit, spans: Sequence[Span]) -> Pin:
    """The provision with the first differing stretch marked; spans are those of its own text."""
    stretch = next((s for s in spans if s.end), Span(0, 0))
    return Pin(act.at(unit.eid), unit.text, stretch if stretch.end <= len(unit.text) else Span(0, 0))


def surest_first(findings: Sequence[Finding]) -> list[Finding]:
    """The note on editions first, then by tier, keeping the order of the act inside each."""
    return sorted(findings, key=lambda f: (f.code != "different-editions", TIERS.index(f.tier)))
