"""The stages between files and report: read, overlaps, gaps, map. Each is skipped when inputs and code are those of before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lawkit.commands.pipeline import Outcome, Progress, as_before, by, code_version, content_of, digest_of, silent
from lawkit.errors import StoreError
from lawkit.model import Act, Language, Reading, Verdict
from lawkit.store import Store

if TYPE_CHECKING:
    from lawkit.consolidate import Hole, Map, Outline

# ── read ────────────────────────────────────────────────────────────────────


def acts_digest(store: Store) -> str:
    """A hash of the current acts: it changes when one is added, replaced or read by other code."""
    return digest_of([(str(i.address), i.sha256, i.version, i.source) for i in store.infos()])


def read_all(store: Store, progress: Progress = silent) -> Outcome:
    """Find references, definitions and norms in every current act."""
    from lawkit.reading import read
    from lawkit.register import Register

    outcome = Outcome("read")
    content = digest_of(acts_digest(store), code_version("read"), code_version("ingest"))
    if store.done("read", "", content):
        outcome.skipped = True
        outcome.figures = dict(store.result("read", "") or {})
        return outcome
    register, acts = Register.load(), store.acts()
    figures = {"references": 0, "definitions": 0, "norms": 0}
    with store.transaction():
        for number, act in enumerate(acts):
            progress("read", number, len(acts))
            reading = read(act, register, _others(acts, act.language))
            store.put_reading(reading)
            figures["references"] += len(reading.references)
            figures["definitions"] += len(reading.definitions)
            figures["norms"] += len(reading.norms)
        store.finish("read", "", content, figures)
    progress("read", len(acts), len(acts))
    outcome.figures = dict(figures)
    return outcome


def _others(acts: Iterable[Act], language: Language) -> dict[str, Act]:
    """Acts at hand by id; the same language where there is one."""
    chosen: dict[str, Act] = {}
    for act in acts:
        if act.act_id not in chosen or act.language == language:
            chosen[act.act_id] = act
    return chosen


# ── overlaps, gaps, map ─────────────────────────────────────────────────────


def find_all_overlaps(store: Store, progress: Progress = silent) -> Outcome:
    """Find duplicates and conflicts among the current acts."""
    from lawkit.overlaps import find_overlaps

    outcome = Outcome("overlaps")
    content = digest_of(acts_digest(store), code_version("read"), code_version("overlaps"))
    if store.done("overlaps", "", content):
        return as_before(store, outcome)
    progress("overlaps", 0, 1)
    findings = find_overlaps(store.readings())
    outcome.figures = {"findings": len(findings), **by((f.tier for f in findings), ("certain", "likely", "possible"))}
    with store.transaction():
        store.put_findings(findings, family="overlaps")
        store.finish("overlaps", "", content, outcome.figures)
    progress("overlaps", 1, 1)
    return outcome


def find_all_gaps(store: Store, progress: Progress = silent, *, verdicts: Path | None = None) -> Outcome:
    """Evaluate every checklist that comes with lawkit, with people's verdicts over it, and look for structural gaps."""
    from lawkit.commands.gaps import decided, lists
    from lawkit.gaps import find_gaps, structural_gaps
    from lawkit.register import Register

    outcome = Outcome("gaps")
    content = digest_of(acts_digest(store), code_version("read"), code_version("gaps"), content_of(verdicts))
    if store.done("gaps", "", content):
        return as_before(store, outcome)
    checklists, readings = lists(None), store.readings()
    found: list[Verdict] = []
    for number, checklist in enumerate(checklists):
        progress("gaps", number, len(checklists) + 1)
        found += find_gaps(readings, checklist, decided(verdicts, checklist))
    progress("gaps", len(checklists), len(checklists) + 1)
    holes = structural_gaps(readings, Register.load())
    values = ("met", "partly", "not_found", "contradicted", "undetermined")
    outcome.figures = {"requirements": len(found), **by((v.value for v in found), values), "structural": len(holes)}
    with store.transaction():
        for checklist in checklists:
            store.put_verdicts(checklist.id, [v for v in found if v.checklist == checklist.id])
        store.put_findings(holes, family="gaps")
        store.finish("gaps", "", content, outcome.figures)
    progress("gaps", len(checklists) + 1, len(checklists) + 1)
    return outcome


# ── map ─────────────────────────────────────────────────────────────────────

OUTLINE = "egov-law"
_DRAFTED = "~drafted"  # the map before people's decisions, so that one decision does not draw it anew


def draw_map(
    store: Store, progress: Progress = silent, *, outline: str | Path | None = None, target: str | None = None,
    decisions: Path | None = None,
) -> Outcome:  # fmt: skip
    """Draft the consolidation map and lay people's decisions over it.

    `target` is an act (an address or a file) to map to in place of an outline. Raises RulesError (outline),
    DecisionsError (all problems, nothing applied), BadAddress.
    """
    from lawkit.consolidate import apply_decisions, draft_map, from_json, load_decisions, to_json

    outcome = Outcome("map")
    plan = plan_of(store, outline, target)
    drafted = digest_of(inputs_of_map(store), plan)
    content = digest_of(drafted, content_of(decisions))
    name = _name(plan)
    if store.done("map", name, content) and store.map_name() == name:
        return as_before(store, outcome, name)
    progress("map", 0, 2)
    readings = _but(store.readings(), plan)
    if store.done("map", name + _DRAFTED, drafted):
        drawn = from_json(store.map_extra(name + _DRAFTED), store.map(name + _DRAFTED))
    else:
        drawn = draft_map(readings, plan, store.findings(family="overlaps"))
        with store.transaction():
            store.put_map(drawn.rows, name=name + _DRAFTED, extra=to_json(drawn))
            store.finish("map", name + _DRAFTED, drafted)
    progress("map", 1, 2)
    if decisions:
        drawn = apply_decisions(drawn, load_decisions(decisions, drawn), readings).map
    stale = sum(row.state == "stale" for row in drawn.rows)
    outcome.figures = {"rows": len(drawn.rows), **drawn.counts(), "stale": stale}
    with store.transaction():
        store.put_map(drawn.rows, name=name, extra=to_json(drawn))
        store.finish("map", name, content, outcome.figures)
    progress("map", 2, 2)
    return outcome


def inputs_of_map(store: Store) -> str:
    """A hash of what the map is drawn from, apart from the plan."""
    return digest_of(acts_digest(store), code_version("read"), code_version("overlaps"), code_version("map"))


def plan_of(store: Store, outline: str | Path | None, target: str | None) -> Outline | Act:
    """What to map to: an outline, a stored act or an act in a file."""
    from lawkit.consolidate import load_outline

    if target is None:
        return load_outline(outline or OUTLINE)
    if Path(target).is_file():
        from lawkit.sources import read_act

        return read_act(target)
    return store.act(target)


def _name(plan: Outline | Act) -> str:
    """The name under which a map is kept."""
    return str(plan.address) if isinstance(plan, Act) else plan.id


def _but(readings: Sequence[Reading], plan: Outline | Act) -> list[Reading]:
    """The acts to map: not the target itself."""
    return [r for r in readings if not isinstance(plan, Act) or r.act.act_id != plan.act_id]


def stored_map(store: Store) -> Map | None:
    """The map drawn last; None when there is none."""
    from lawkit.consolidate import from_json

    extra = store.map_extra()
    return from_json(extra, store.map()) if extra else None


def holes(store: Store) -> list[Hole]:
    """What the stored map lacks to be complete; raises StoreError when there is no map."""
    from lawkit.consolidate import check_map

    drawn = stored_map(store)
    if drawn is None:
        raise StoreError(f"{store.path} holds no map", "draw it first: lawkit map")
    acts = [act for act in store.acts() if act.act_id in {at.act for at in drawn.acts}]
    return list(check_map(drawn, acts))


STAGES: dict[str, Callable[[Store, Progress], Outcome]] = {
    "read": read_all,
    "overlaps": find_all_overlaps,
    "gaps": find_all_gaps,
    "map": draw_map,
}
