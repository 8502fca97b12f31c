"""The proof that a map is complete: both ways, inverse tables, every change of wording listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lawkit.consolidate.maps import CARRIED, FEEDING, KINDS, MAY_TARGET, NEEDS_TARGET, STATES, Map, derive
from lawkit.consolidate.units import has_row, main_expressions, source_hash, source_text
from lawkit.model import Act, Disposition, Provision, Reading


@dataclass(frozen=True, slots=True)
class Hole:
    """One reason why a map is not complete. `where` is an address or a target id."""

    code: str
    where: str
    message: str


def check_map(map_: Map, acts: Iterable[Act]) -> list[Hole]:
    """Every hole of a map of these acts, in stable order; an empty list proves completeness.

    Checked: every provision in force has exactly one row and every row names such a provision with its present text;
    targets exist where they must and only there; every target unit is fed or marked new, never both; derivations are
    the inverse of destinations; every change of wording is listed, once, with the words before and after, and a row
    called verbatim has none. Codes: unmapped, mapped-twice, unknown-source, changed-source, bad-kind, no-target,
    needless-target, unknown-target, target-unaccounted, new-but-fed, inverse, change-unlisted, change-unfounded,
    act-missing, target-twice.
    """
    acts = _mapped(map_, acts)
    needed = {str(a.at(p.eid)): p for a in acts for p in a.provisions if has_row(p)}
    targets = [t.id for t in map_.targets]
    holes = list(_acts(map_, acts))
    holes += [Hole("target-twice", t, "two target units have this id") for t, n in Counter(targets).items() if n > 1]
    holes += _sources(map_, needed)
    for row in map_.rows:
        holes += _row(row, set(targets))
    holes += _targets(map_, targets)
    holes += _inverse(map_)
    holes += _changes(map_, needed)
    return holes


def _mapped(map_: Map, acts: Iterable[Act]) -> list[Act]:
    """The expression of each act that the map covers, else its main one; the target of the map itself has no rows."""
    acts = [a for a in acts if not map_.outline.act or a.act_id != map_.outline.id]
    covered = {str(a) for a in map_.acts}
    chosen = {a.act_id: a for a in acts if str(a.address) in covered}
    return [chosen.get(a.act_id, a) for a in main_expressions(acts)]


def _acts(map_: Map, acts: list[Act]) -> Iterator[Hole]:
    here, there = {str(a.address) for a in acts}, {str(a) for a in map_.acts}
    for address in sorted(here ^ there):
        told = "the map does not cover this act" if address in here else "the map covers an act that is not given"
        yield Hole("act-missing", address, told)


def _sources(map_: Map, needed: Mapping[str, Provision]) -> Iterator[Hole]:
    rows = Counter(str(r.source) for r in map_.rows if r.source is not None)
    for address in needed:
        if rows[address] == 0:
            yield Hole("unmapped", address, "this provision in force has no row")
        elif rows[address] > 1:
            yield Hole("mapped-twice", address, f"this provision has {rows[address]} rows")
    for row in map_.rows:
        if row.source is None:
            continue
        provision = needed.get(str(row.source))
        if provision is None:
            yield Hole("unknown-source", str(row.source), "no provision in force of these acts stands here")
        elif row.source_hash != source_hash(provision):
            yield Hole("changed-source", str(row.source), "the text is not the one that was mapped")


def _row(row: Disposition, targets: set[str]) -> Iterator[Hole]:
    where = str(row.source) if row.source else row.target or row.disposition or "–"
    if row.disposition not in KINDS or row.state not in STATES:
        yield Hole("bad-kind", where, f"«{row.disposition}», «{row.state}»: no such disposition or state")
    elif (row.disposition == "new") != (row.source is None):
        yield Hole("bad-kind", where, "a row without source is «new», and only such a row")
    elif row.disposition in NEEDS_TARGET and not row.target:
        yield Hole("no-target", where, f"«{row.disposition}» needs a target")
    elif row.target and row.disposition not in MAY_TARGET:
        yield Hole("needless-target", where, f"«{row.disposition}» goes nowhere, but a target is given: {row.target}")
    if row.target and row.target not in targets:
        yield Hole("unknown-target", where, f"there is no target unit {row.target}")


def _targets(map_: Map, targets: list[str]) -> Iterator[Hole]:
    fed = {r.target for r in map_.rows if r.source is not None and r.disposition in FEEDING}
    new = Counter(r.target for r in map_.rows if r.disposition == "new")
    for target in dict.fromkeys(targets):
        if target not in fed and not new[target]:
            yield Hole("target-unaccounted", target, "derived from nothing and not marked new")
        if target in fed and new[target]:
            yield Hole("new-but-fed", target, "marked new although provisions feed it")
        if new[target] > 1:
            yield Hole("mapped-twice", target, "marked new more than once")


def _inverse(map_: Map) -> Iterator[Hole]:
    told, counted = Counter(t for t, _ in map_.derivations), dict(map_.derivations)
    for target, sources in derive(map_.rows, map_.targets):
        if told[target] != 1:
            yield Hole("inverse", target, "the derivation table must name this target exactly once")
        elif Counter(counted[target]) != Counter(sources):
            odd = sorted((Counter(counted[target]) - Counter(sources)) + (Counter(sources) - Counter(counted[target])))
            yield Hole("inverse", target, f"derivations and destinations disagree, first at {odd[0]}")
        told.pop(target, None)
    for target in sorted(told):
        yield Hole("inverse", target, "the derivation table names a target that nothing goes to")


def _changes(map_: Map, needed: Mapping[str, Provision]) -> Iterator[Hole]:
    rows = {str(r.source): r for r in map_.rows if r.source is not None}
    listed = Counter(str(c.source) for c in map_.changes)
    for change in map_.changes:
        where = str(change.source)
        row, provision = rows.get(where), needed.get(where)
        if row is None or provision is None or row.disposition not in FEEDING:
            yield Hole("change-unfounded", where, "a change of wording is listed, but no words go to the target")
        elif change.target != row.target:
            yield Hole("change-unfounded", where, f"the change names {change.target}, the row {row.target}")
        elif change.before != source_text(provision) or change.before == change.after:
            yield Hole("change-unfounded", where, "the words before are not the provision's, or nothing changes")
        elif listed[where] > 1:
            yield Hole("change-unfounded", where, "two changes are listed for one provision")
        elif row.disposition == "verbatim":
            yield Hole("change-unlisted", where, "the row says verbatim, but a change of wording is listed")
    for where, row in rows.items():
        if row.disposition == "reworded" and not listed[where]:
            yield Hole("change-unlisted", where, "the row says reworded, but the change is not listed")


def check_wording(map_: Map, readings: Sequence[Reading]) -> list[Hole]:
    """Whether the listed changes are exactly those that the map makes: its words are made anew and compared.

    `check_map` proves that the list agrees with the rows; this proves that no words of the draft differ from those in
    force without standing in the list. Codes: change-unlisted, change-unfounded.
    """
    from lawkit.consolidate.rewriting import reword

    listed = {str(c.source): c for c in map_.changes}
    made = {str(c.source): c for c in reword(map_, readings).changes}
    holes = [
        Hole("change-unlisted", where, "the words of the draft differ from those in force, but no change is listed")
        for where in made
        if where not in listed
    ]
    for where, change in listed.items():
        if where not in made or made[where].after != change.after:
            holes.append(Hole("change-unfounded", where, "the listed words are not those that the map leads to"))
    return holes


def carried(map_: Map) -> list[Disposition]:
    """Rows whose words stand in the target."""
    return [r for r in map_.rows if r.disposition in CARRIED]
