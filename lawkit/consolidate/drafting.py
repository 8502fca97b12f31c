"""Draws the map: a disposition for every provision in force, from an outline, findings and people's decisions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from lawkit.consolidate.assign import Place, place
from lawkit.consolidate.details import details
from lawkit.consolidate.formulas import merge_formulas
from lawkit.consolidate.headings import future
from lawkit.consolidate.maps import FEEDING, Map, derive, with_rows
from lawkit.consolidate.merging import merge_findings
from lawkit.consolidate.naming import in_languages
from lawkit.consolidate.outline import Outline, Target
from lawkit.consolidate.reasons import reason
from lawkit.consolidate.roles import part_role
from lawkit.consolidate.semantic import Encoder
from lawkit.consolidate.splitting import Apart, find_apart
from lawkit.consolidate.units import Head, by_law, heads, main_expressions, source_hash
from lawkit.consolidate.vacant import new_rows
from lawkit.model import Act, Definition, Disposition, DispositionKind, Finding, Language, Reading

if TYPE_CHECKING:
    from lawkit.consolidate.decisions import Decision

IN_FIELD_FROM = 0.27  # mean score of an act's heads that puts an unnamed act into the field
_WORD = re.compile(r"\w+")
NOWHERE = Place(0, 0, 0.0, 0.0)  # of what stays in its act
OBSOLETE_ROLES = frozenset({"commencement", "transitional", "repeal"})
SAME_DEFINITION = 0.95  # likeness of two texts of one term from which a drafter need not choose


def draft_map(
    readings: Iterable[Reading],
    outline: Outline | Act,
    findings: Iterable[Finding] = (),
    decisions: Sequence[Decision] = (),
    encode: Encoder | None = None,
    terms: str = "",
) -> Map:
    """The consolidation map of some acts onto an outline, or onto an existing act (`outline` is then that act).

    One expression of each act is mapped (Russian first). Decisions are applied last; those whose text has changed are
    kept and marked stale. `encode` (see `semantic.load_encoder`) reorders candidates; `terms` (verified or all) replaces
    the terms of rules/consolidate/terms.yaml. The result is complete by construction; `check_map` proves it.
    """
    from lawkit.consolidate.decisions import apply_decisions
    from lawkit.consolidate.rewriting import reword

    readings = list(readings)
    if isinstance(outline, Act):
        from lawkit.consolidate.onto_act import map_onto_act

        return apply_decisions(map_onto_act(readings, outline, encode), decisions).map
    rank = {name: k for k, name in enumerate(outline.absorbs)}
    acts = sorted(main_expressions(r.act for r in readings), key=lambda a: (rank.get(a.act_id, len(rank)), a.act_id))
    kept = {id(a) for a in acts}
    readings = [r for r in readings if id(r.act) in kept]
    drawer = _Drawer(outline, acts, readings, encode)
    rows = drawer.rows()
    by_id = {a.act_id: a for a in acts}
    rows = merge_formulas(merge_findings(rows, findings, outline, by_id), outline, by_id)
    rows += new_rows(rows, drawer.placed, outline, by_id)
    plan = Map(outline, tuple(a.address for a in acts), tuple(rows), (), derive(rows, outline.targets), terms)
    return reword(apply_decisions(with_rows(plan, rows), decisions).map, readings)


class _Drawer:
    """Dispositions before overlaps: where each head goes, and what follows it."""

    def __init__(
        self, outline: Outline, acts: Sequence[Act], readings: Sequence[Reading], encode: Encoder | None
    ) -> None:
        self.outline = outline
        self.encode = encode
        self.acts = acts
        self.by_id = {a.act_id: a for a in acts}
        self.terms: dict[int, dict[str, Definition]] = {}
        for reading in readings:
            named = {d.source: d for d in reading.definitions if d.form != "abbreviation"}
            self.terms[id(reading.act)] = named
        self.first_of_short: dict[str, tuple[str, str]] = {}  # short form → term, address
        self.disputed: dict[str, str] = {}  # address of a first definition → the first that differs from it
        self.apart: dict[str, list[Apart]] = {}
        self.placed: list[Head] = []  # what may move, once `rows` has run
        self.first_of_term: dict[str, tuple[str, str]] = {}  # lemma → address, text

    def rows(self) -> list[Disposition]:
        """All rows. Only what may move is placed, so that acts that stay do not weigh in where others go."""
        out: list[Disposition] = []
        stays = {id(act): self._out_of_field(act) for act in self.acts}
        own = {id(act): heads(act) for act in self.acts}
        by_language: dict[Language, list[Head]] = defaultdict(list)
        for act in self.acts:
            if not stays[id(act)]:
                by_language[act.language].extend(own[id(act)])
        self.placed = [head for group in by_language.values() for head in group]
        places: dict[int, Place] = {}
        for language, group in by_language.items():
            found = list(zip(group, place(group, self.outline, language, self.encode), strict=True))
            places.update({id(head.provision): p for head, p in found})
            self.apart.update(find_apart(found, self.outline, language))
        for act in self.acts:
            outside = stays[id(act)] or self._by_words(act, [places[id(h.provision)] for h in own[id(act)]])
            for head in own[id(act)]:
                out += self._head(head, places.get(id(head.provision), NOWHERE), outside)
        texts = {str(a.at(p.eid)): p.text for a in self.acts for p in a.provisions if future(p.text, a.language)}
        return [self._later(row) if str(row.source) in texts else self._dispute(row) for row in out]

    def _later(self, row: Disposition) -> Disposition:
        """A unit that holds no norm yet, only when there will be one, is for a person wherever it is to move."""
        if row.disposition not in FEEDING:
            return row
        return replace(row, disposition="conflict", reason=reason("future"))

    def _dispute(self, row: Disposition) -> Disposition:
        """A first definition of which another act says something else is for a person too."""
        other = self.disputed.get(str(row.source))
        if other is None:
            return row
        why = reason("definition-differs", other=in_languages(other, self.by_id))
        return replace(row, disposition="conflict", reason=why, evidence=(*row.evidence, other))

    def _out_of_field(self, act: Act) -> str:
        """The reason why the act's provisions stay; «» when they are to be distributed, or their words must tell."""
        named = set(self.outline.absorbs)
        if act.act_id in named:
            return ""
        if by_law(act):
            return "by-law"
        if act.status == "repealed":
            return "repealed"
        return "outside" if named & {a.act_id for a in self.acts} else ""

    def _by_words(self, act: Act, found: Sequence[Place]) -> str:
        """Whether an act that the outline does not name is about its matter at all, when it names none that is here."""
        if act.act_id in self.outline.absorbs:
            return ""
        scores = [p.score for p in found if not p.role]
        return "" if scores and sum(scores) / len(scores) >= IN_FIELD_FROM else "outside"

    def _head(self, head: Head, found: Place, stays: str) -> list[Disposition]:
        best, second = self.outline.targets[found.best], self.outline.targets[found.second]
        if stays:
            kind: DispositionKind = "dropped-obsolete" if stays == "repealed" else "stays"
            return [self._row(head, p, kind, "", found, stays, reason(stays)) for p in head.members]
        if found.role in OBSOLETE_ROLES:
            return self._passed(head, found)
        if found.role == "definitions":
            return [self._definition(head, p.eid, best, found) for p in head.members]
        if found.sure:
            return self._sure(head, found, best)
        other = {lang: f"{second.number} «{words}»" for lang, words in second.heading.items()}
        why = reason("thin" if found.fits else "unfit", best.number, best.heading, other)
        return [self._row(head, p, "conflict", best.id, found, "lexical", why) for p in head.members]

    def _passed(self, head: Head, found: Place) -> list[Disposition]:
        """The rows of an article on commencement or transition: what has done its work goes, a person sees the rest."""
        target = next((t for t in self.outline.targets if t.role == "transitional"), None)
        gone, asked = reason(found.role), reason("transitional-ask")
        done: set[str] = set()
        rows = []
        for p in head.members:
            words = p.text.strip()
            executed = p.parent in done or not words or part_role(words, head.act.language) in OBSOLETE_ROLES
            if executed or target is None:
                done |= {p.eid} if words else set()
                rows.append(self._row(head, p, "dropped-obsolete", "", found, "role", gone))
            else:
                rows.append(self._row(head, p, "conflict", target.id, found, "role", asked))
        return rows

    def _sure(self, head: Head, found: Place, best: Target) -> list[Disposition]:
        """The rows of an article whose target is clear; points that belong elsewhere go there."""
        name = "role" if found.role else "lexical"
        first = reason("preamble" if head.provision.kind == "preamble" else name, best.number, best.heading)
        follow = reason("follows", best.number, best.heading)
        elsewhere = {eid: apart for apart in self.apart.get(str(head.address), ()) for eid in apart.eids}
        minor = details(head)
        rows = []
        for k, provision in enumerate(head.members):
            apart = elsewhere.get(provision.eid)
            if provision.eid in minor:
                why = reason("to-bylaw", best.number, best.heading)
                rows.append(self._row(head, provision, "moved-to-bylaw", best.id, found, "detail", why))
                continue
            if apart is None:
                rows.append(self._row(head, provision, "verbatim", best.id, found, name, follow if k else first))
                continue
            target = self.outline.targets[apart.target]
            why = reason("apart", target.number, target.heading)
            place = replace(found, score=apart.score, margin=apart.margin)
            rows.append(self._row(head, provision, "verbatim", target.id, place, "lexical", why))
        if elsewhere and head.members[0].eid == head.provision.eid:
            numbers = sorted({int(t.number) for r in rows for t in self.outline.targets if t.id == r.target})
            why = reason("split", other=", ".join(map(str, numbers)))
            rows[0] = replace(rows[0], disposition="split", reason=why)
        return rows

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

    def _claim_short(self, term: Definition, key: str, address: str) -> None:
        """One short form («далее – уполномоченный орган») for two terms cannot stand in one law: both are disputed."""
        short = term.short.lower().strip()
        if not short:
            return
        other_key, other = self.first_of_short.setdefault(short, (key, address))
        if other_key != key:
            self.disputed.setdefault(address, other)
            self.disputed.setdefault(other, address)

    def _definition(self, head: Head, eid: str, target: Target, found: Place) -> Disposition:
        provision = next(p for p in head.members if p.eid == eid)
        term = self.terms[id(head.act)].get(eid)
        why = reason("definition", target.number, target.heading)
        address = str(head.act.at(eid))
        if term is None:
            return self._row(head, provision, "definition-unified", target.id, found, "definition", why)
        key = (term.lemma or term.term).lower()
        self._claim_short(term, key, address)
        known = self.first_of_term.get(key)
        if known is None:
            self.first_of_term[key] = address, term.text
            return self._row(head, provision, "definition-unified", target.id, found, "definition", why)
        if _alike(known[1], term.text) >= SAME_DEFINITION:
            return self._row(head, provision, "definition-unified", target.id, found, "definition", why, (known[0],))
        self.disputed.setdefault(known[0], address)
        why = reason("definition-differs", target.number, target.heading, in_languages(known[0], self.by_id))
        return self._row(head, provision, "conflict", target.id, found, "definition", why, (known[0],))


def _alike(one: str, other: str) -> float:
    a, b = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    return 1.0 if a == b else SequenceMatcher(None, a, b, autojunk=False).ratio()


__all__ = ["draft_map"]
