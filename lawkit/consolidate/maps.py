"""The consolidation map as a value: rows, targets, changes of wording, and the two tables that must be each other's inverse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from lawkit.consolidate.outline import Chapter, Outline, Target
from lawkit.model import Address, DecisionState, Disposition, DispositionKind, Language

TermsMode = Literal["none", "verified", "all"]  # which terms of rules/consolidate/terms.yaml the draft replaces
KINDS: tuple[DispositionKind, ...] = get_args(DispositionKind)
STATES: tuple[DecisionState, ...] = get_args(DecisionState)
# Rows whose words stand in the target.
CARRIED: frozenset[str] = frozenset({"verbatim", "reworded", "merged", "split", "definition-unified"})
# Rows that feed a target, a person's decision pending.
FEEDING: frozenset[str] = CARRIED | {"conflict"}
# Rows that must name a target; the others must not, except those that may.
NEEDS_TARGET: frozenset[str] = CARRIED | {"new"}
MAY_TARGET: frozenset[str] = NEEDS_TARGET | {"conflict", "dropped-duplicate", "superseded", "moved-to-bylaw"}

# Articles that every law writes for itself; the old ones have done their work.
WRITTEN_ANEW: frozenset[str] = frozenset({"commencement", "repeal"})
_ANEW: dict[Language, str] = {
    "rus": "Такую статью каждый закон пишет заново; перечни к ней даёт lawkit map follow",
    "kaz": "Мұндай бапты әр заң жаңадан жазады; оның тізбелерін lawkit map follow береді",
    "eng": "Every law writes such an article anew; lawkit map follow gives the lists for it",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of wording on the way into the target.

    `why`: reference, heading, definition, merged (into the words of another), wording (of an existing act), terms
    (nothing but terms), or one of them and terms («reference, terms»).
    """

    source: Address
    target: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Map:
    """What becomes of every provision in force.

    `rows` stand in the order of acts and provisions, `new` rows last. `derivations` is the table read from the
    target's side, kept beside the rows on purpose: `check_map` proves that each is the other's inverse.
    """

    outline: Outline
    acts: tuple[Address, ...]
    rows: tuple[Disposition, ...]
    changes: tuple[Change, ...] = ()
    derivations: tuple[tuple[str, tuple[str, ...]], ...] = ()
    terms: str = ""  # which terms the draft replaces: "", verified or all (rules/consolidate/terms.yaml)

    @property
    def destinations(self) -> dict[str, tuple[str, str]]:
        """Source address → disposition and target."""
        return {str(r.source): (r.disposition, r.target) for r in self.rows if r.source is not None}

    @property
    def targets(self) -> tuple[Target, ...]:
        """The units of the act to be."""
        return self.outline.targets

    def counts(self) -> dict[str, int]:
        """Disposition → number of rows, in the order of the model."""
        found = dict.fromkeys(KINDS, 0)
        for row in self.rows:
            found[row.disposition] += 1
        return {k: n for k, n in found.items() if n}


def derive(rows: Iterable[Disposition], targets: Sequence[Target]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The derivation table of some rows: target id → addresses of the rows that feed it, for every target."""
    table: dict[str, list[str]] = {t.id: [] for t in targets}
    for row in rows:
        if row.source is not None and row.disposition in FEEDING and row.target:
            table.setdefault(row.target, []).append(str(row.source))
    return tuple((target, tuple(sources)) for target, sources in table.items())


def with_rows(map_: Map, rows: Sequence[Disposition], changes: Sequence[Change] | None = None) -> Map:
    """The map with other rows: `new` rows and the derivation table are made anew."""
    kept = [r for r in rows if r.source is not None]
    fed = {r.target for r in kept if r.disposition in FEEDING and r.target}
    given = {r.target: r for r in rows if r.source is None}
    fresh = [given.get(t.id) or new_row(t) for t in map_.targets if t.id not in fed]
    every = (*kept, *fresh)
    listed = map_.changes if changes is None else tuple(changes)
    return replace(map_, rows=every, changes=listed, derivations=derive(kept, map_.targets))


def new_row(target: Target) -> Disposition:
    """The row of a target unit without a source: a gap that the drafters must fill."""
    if target.role in WRITTEN_ANEW:
        return Disposition(None, "", "new", target.id, 0.0, 0.0, "no-source", dict(_ANEW), target.answers)
    asked = ", ".join(target.answers)
    reason: dict[Language, str] = {
        "rus": "Ни одна переносимая норма не отнесена к этой статье" + (f"; её требуют: {asked}" if asked else ""),
        "kaz": "Көшірілетін нормалардың ешқайсысы бұл бапқа жатқызылмады"
        + (f"; оны талап етеді: {asked}" if asked else ""),
        "eng": "None of the provisions that move was placed in this article"
        + (f"; asked for by {asked}" if asked else ""),
    }
    return Disposition(None, "", "new", target.id, 0.0, 0.0, "no-source", reason, target.answers)


def to_json(map_: Map) -> dict[str, Any]:
    """All of a map but its rows as JSON values, for the store (`put_map(rows, extra=…)`)."""
    return {
        "outline": asdict(map_.outline),
        "acts": [str(a) for a in map_.acts],
        "changes": [[str(c.source), c.target, c.before, c.after, c.why] for c in map_.changes],
        "derivations": [[t, list(s)] for t, s in map_.derivations],
        "terms": map_.terms,
    }


def rows_to_json(rows: Iterable[Disposition]) -> list[dict[str, Any]]:
    """Rows as JSON values."""
    out = []
    for row in rows:
        value = asdict(row)
        value["source"] = str(row.source) if row.source else None
        value["decided_on"] = row.decided_on.isoformat() if row.decided_on else None
        out.append(value)
    return out


def rows_from_json(values: Iterable[Mapping[str, Any]]) -> tuple[Disposition, ...]:
    """The inverse of `rows_to_json`; raises KeyError, TypeError or ValueError on anything else."""
    rows = []
    for value in values:
        fields = dict(value)
        fields["source"] = Address.parse(fields["source"]) if fields.get("source") else None
        decided = fields.get("decided_on")
        fields["decided_on"] = dt.date.fromisoformat(decided) if decided else None
        fields["evidence"] = tuple(fields.get("evidence") or ())
        rows.append(Disposition(**fields))
    return tuple(rows)


def from_json(extra: Mapping[str, Any], rows: Sequence[Disposition]) -> Map:
    """The inverse of `to_json`, with the rows kept beside it; raises KeyError or ValueError on anything else."""
    plan = dict(extra["outline"])
    plan["chapters"] = tuple(Chapter(**c) for c in plan["chapters"])
    targets = []
    for value in plan["targets"]:
        fields = dict(value)
        for name in ("acts", "answers"):
            fields[name] = tuple(fields[name])
        if fields["cues"] is not None:
            fields["cues"] = {k: tuple(v) for k, v in fields["cues"].items()}
        targets.append(Target(**fields))
    plan["targets"], plan["absorbs"] = tuple(targets), tuple(plan["absorbs"])
    changes = tuple(Change(Address.parse(s), t, b, a, w) for s, t, b, a, w in extra["changes"])
    derivations = tuple((t, tuple(s)) for t, s in extra["derivations"])
    acts = tuple(Address.parse(a) for a in extra["acts"])
    return Map(Outline(**plan), acts, tuple(rows), changes, derivations, extra.get("terms", ""))
