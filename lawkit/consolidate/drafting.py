"""Draws the map: a disposition for every provision in force, from an outline, findings and people's decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from lawkit.consolidate.assign import FITS_FROM, Place, place
from lawkit.consolidate.maps import CARRIED, Change, Map, derive, new_row, with_rows
from lawkit.consolidate.outline import Outline, Target
from lawkit.consolidate.reasons import reason
from lawkit.consolidate.units import Head, by_law, heads, main_expressions, source_hash, source_text
from lawkit.model import Act, Definition, Disposition, DispositionKind, Finding, Language, Reading

if TYPE_CHECKING:
    from lawkit.consolidate.decisions import Decision

IN_FIELD_FROM = 0.30  # mean score of an act's heads that puts an unnamed act into the field
OBSOLETE_ROLES = frozenset({"commencement", "transitional", "repeal"})
SAME_CODES = frozenset({"duplicate", "exact-duplicate"})
NEAR_CODES = frozenset({"near-duplicate"})
SAME_DEFINITION = 0.80  # likeness of two texts of one term that are the same for a drafter


def draft_map(
    readings: Iterable[Reading],
    outline: Outline | Act,
    findings: Iterable[Finding] = (),
    decisions: Sequence[Decision] = (),
) -> Map:
    """The consolidation map of some acts onto an outline, or onto an existing act (`outline` is then that act).

    One expression of each act is mapped (Russian first). Decisions are applied last; those whose text has changed are
    kept and marked stale. The result is complete by construction; `check_map` proves it.
    """
    from lawkit.consolidate.decisions import apply_decisions
    from lawkit.consolidate.rewriting import reword

    readings = list(readings)
    if isinstance(outline, Act):
        from lawkit.consolidate.onto_act import map_onto_act

        return apply_decisions(map_onto_act(readings, outline), decisions).map
    acts = main_expressions(r.act for r in readings)
    kept = {id(a) for a in acts}
    readings = [r for r in readings if id(r.act) in kept]
    rows = _Drawer(outline, acts, readings).rows()
    rows = _merge(rows, findings, outline)
    plan = Map(outline, tuple(a.address for a in acts), tuple(rows), (), derive(rows, outline.targets))
    return reword(apply_decisions(with_rows(plan, rows), decisions).map, readings)


class _Drawer:
    """Dispositions before overlaps: where each head goes, and what follows it."""

    def __init__(self, outline: Outline, acts: Sequence[Act], readings: Sequence[Reading]) -> None:
        self.outline = outline
        self.acts = acts
        self.terms: dict[int, dict[str, Definition]] = {}
        for reading in readings:
            named = {d.source: d for d in reading.definitions if d.form != "abbreviation"}
            self.terms[id(reading.act)] = named
        self.first_of_term: dict[str, tuple[str, str]] = {}  # lemma → address, text

    def rows(self) -> list[Disposition]:
        out: list[Disposition] = []
        by_language: dict[Language, list[Head]] = defaultdict(list)
        for act in self.acts:
            by_language[act.language].extend(heads(act))
        places: dict[int, Place] = {}
        for language, group in by_language.items():
            for head, found in zip(group, place(group, self.outline, language), strict=True):
                places[id(head.provision)] = found
        for act in self.acts:
            own = [h for h in by_language[act.language] if h.act is act]
            inside = self._in_field(act, [places[id(h.provision)] for h in own])
            for head in own:
                out += self._head(head, places[id(head.provision)], inside)
        return out

    def _in_field(self, act: Act, found: Sequence[Place]) -> str:
        """«» when the act's provisions are to be distributed, else the reason why they stay."""
        if by_law(act):
            return "by-law"
        named = set(self.outline.absorbs)
        if act.act_id in named:
            return ""
        if named & {a.act_id for a in self.acts}:
            return "outside"
        scores = [p.score for p in found if not p.role]
        return "" if scores and sum(scores) / len(scores) >= IN_FIELD_FROM else "outside"

    def _head(self, head: Head, found: Place, stays: str) -> list[Disposition]:
        best, second = self.outline.targets[found.best], self.outline.targets[found.second]
        if stays:
            return [self._row(head, p, "stays", "", found, stays, reason(stays)) for p in head.members]
        if found.role in OBSOLETE_ROLES:
            why = reason(found.role)
            return [self._row(head, p, "dropped-obsolete", "", found, "role", why) for p in head.members]
        if found.role == "definitions":
            return [self._definition(head, p.eid, best, found) for p in head.members]
        if found.sure:
            name = "role" if found.role else "lexical"
            first = reason(name, best.number, best.heading)
            follow = reason("follows", best.number, best.heading)
            return [
                self._row(head, p, "verbatim", best.id, found, name, first if k == 0 else follow)
                for k, p in enumerate(head.members)
            ]
        other = f"{second.number} «{second.heading.get('rus', '')}»"
        why = reason("thin" if found.score >= FITS_FROM else "unfit", best.number, best.heading, other)
        return [self._row(head, p, "conflict", best.id, found, "lexical", why) for p in head.members]

    def _row(
        self, head: Head, provision: object, kind: DispositionKind, target: str, found: Place, method: str,
        why: dict[Language, str], evidence: tuple[str, ...] = (),
    ) -> Disposition:  # fmt: skip
        from lawkit.model import Provision

        assert isinstance(provision, Provision)
        return Disposition(
            head.act.at(provision.eid), source_hash(provision), kind, target, round(found.score, 4),
            round(found.margin, 4), method, why, evidence,
        )  # fmt: skip

    def _definition(self, head: Head, eid: str, target: Target, found: Place) -> Disposition:
        provision = next(p for p in head.members if p.eid == eid)
        term = self.terms[id(head.act)].get(eid)
        why = reason("definition", target.number, target.heading)
        address = str(head.act.at(eid))
        if term is None:
            return self._row(head, provision, "definition-unified", target.id, found, "definition", why)
        key = (term.lemma or term.term).lower()
        known = self.first_of_term.get(key)
        if known is None:
            self.first_of_term[key] = address, term.text
            return self._row(head, provision, "definition-unified", target.id, found, "definition", why)
        if _alike(known[1], term.text) >= SAME_DEFINITION:
            return self._row(head, provision, "definition-unified", target.id, found, "definition", why, (known[0],))
        why = reason("definition-differs", target.number, target.heading, known[0])
        return self._row(head, provision, "conflict", target.id, found, "definition", why, (known[0],))


def _alike(one: str, other: str) -> float:
    a, b = one.lower().split(), other.lower().split()
    return 1.0 if a == b else SequenceMatcher(None, a, b, autojunk=False).ratio()


def _merge(rows: Sequence[Disposition], findings: Iterable[Finding], outline: Outline) -> list[Disposition]:
    """Lets the overlap findings decide: repeats are dropped in favour of the first, near repeats are merged."""
    out = {str(r.source): r for r in rows}
    targets = {t.id: t for t in outline.targets}
    order = {address: k for k, address in enumerate(out)}
    works: dict[tuple[str, str], str] = {(r.source.act, r.source.eid): str(r.source) for r in rows if r.source}
    for finding in sorted(findings, key=lambda f: f.id):
        if finding.code not in SAME_CODES | NEAR_CODES or finding.tier == "possible":
            continue
        places = {works.get((pin.address.act, pin.address.eid), "") for pin in finding.pins}
        held = sorted((a for a in places if a and out[a].disposition in CARRIED), key=lambda a: order[a])
        if len(held) < 2:
            continue
        first = out[held[0]]
        for address in held[1:]:
            row = out[address]
            if "definition-unified" in (row.disposition, first.disposition):
                continue
            evidence = (*row.evidence, finding.id, held[0])
            target = targets[first.target]
            if finding.code in SAME_CODES:
                why = reason("duplicate", other=held[0])
                out[address] = replace(row, disposition="dropped-duplicate", target=first.target, method="overlap",
                                       reason=why, evidence=evidence)  # fmt: skip
            elif row.disposition != "dropped-duplicate":
                why = reason("merged", target.number, target.heading, held[0])
                out[address] = replace(row, disposition="merged", target=first.target, method="overlap",
                                       reason=why, evidence=evidence)  # fmt: skip
                out[held[0]] = replace(out[held[0]], disposition="merged", evidence=(*out[held[0]].evidence, finding.id))
    return list(out.values())


__all__ = ["Change", "Mapping", "draft_map", "new_row", "source_text"]
