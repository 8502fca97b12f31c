"""The map's stage: drafted once, people's decisions laid over it, proved on request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawkit.commands.people import as_file, text_of
from lawkit.commands.pipeline import Outcome, Progress, as_before, code_version, digest_of, silent
from lawkit.commands.stages import acts_digest
from lawkit.errors import StoreError
from lawkit.model import Act, Reading
from lawkit.store import Store

if TYPE_CHECKING:
    from lawkit.consolidate import Map, Outline
    from lawkit.consolidate.check import Hole
    from lawkit.consolidate.decisions import Applied, Decision

OUTLINE = "egov-law"
AUTO = "auto"
_DRAFTED = "~drafted"  # the map before people's decisions, so that one decision does not draw it anew
_BEFORE = "~before"  # the map before the last change, for `map diff`


def draw_map(
    store: Store, progress: Progress = silent, *, outline: str | Path | None = None, target: str | None = None,
    decisions: Path | None = None, forget: bool = False, semantic: Path | None = None, terms: str | None = None,
) -> Outcome:  # fmt: skip
    """Draft the consolidation map and lay people's decisions over it.

    `target` is an act (an address or a file) to map to in place of an outline; `outline` may be `auto`. What is not
    given is as it was the last time; `forget` leaves the decisions kept aside; `semantic` is a folder with a model;
    `terms` says which terms the draft replaces (none, verified, all). Raises RulesError (outline), DecisionsError (all
    problems, nothing applied), BadAddress.
    """
    outcome = Outcome("map")
    if outline is None and target is None:
        outline, target, kept_model = last_plan(store)
        semantic = semantic or kept_model
    terms = last_terms(store) if terms is None else terms.replace("none", "")
    plan = plan_of(store, outline, target)
    name = str(plan.address) if isinstance(plan, Act) else plan.id
    people = text_of(store, "map", name, decisions, forget=forget)
    drafted = digest_of(inputs_of_map(store), plan, *([str(semantic.absolute())] if semantic else []), terms)
    content = digest_of(drafted, people)
    if store.done("map", name, content) and store.map_name() == name:
        return as_before(store, outcome, name)
    progress("map", 0, 2)
    mapped = [r for r in store.readings() if not isinstance(plan, Act) or r.act.act_id != plan.act_id]
    drawn = _drafted(store, mapped, plan, name, drafted, semantic, terms)
    progress("map", 1, 2)
    applied = _with_decisions(drawn, people, decisions, mapped)
    drawn = applied.map
    stale = sum(row.state == "stale" for row in drawn.rows)
    outcome.figures = {"rows": len(drawn.rows), **drawn.counts(), "stale": stale}
    outcome.notes += _unusable(applied)
    with store.transaction():
        _keep(store, name, drawn)
        store.put_decision("map", name, people)
        places = {"outline": outline, "target": target, "semantic": semantic}
        settings = {key: _absolute(value) for key, value in places.items()} | {"terms": terms}
        store.finish("map-plan", "", name, settings)
        store.finish("map", name, content, outcome.figures)
    progress("map", 2, 2)
    return outcome


def _drafted(
    store: Store, readings: Sequence[Reading], plan: Outline | Act, name: str, content: str, semantic: Path | None,
    terms: str,
) -> Map:  # fmt: skip
    """The map before decisions, from the store where it was drafted already."""
    from lawkit.consolidate import draft_map, from_json, to_json
    from lawkit.consolidate.semantic import load_encoder

    kept = name + _DRAFTED
    if store.done("map", kept, content):
        return from_json(store.map_extra(kept), store.map(kept))
    encode = load_encoder(semantic) if semantic else None
    drawn: Map = draft_map(readings, plan, store.findings(family="overlaps"), encode=encode, terms=terms)
    with store.transaction():
        store.put_map(drawn.rows, name=kept, extra=to_json(drawn))
        store.finish("map", kept, content)
    return drawn


def _with_decisions(drawn: Map, people: str, given: Path | None, readings: Sequence[Reading]) -> Applied:
    """The map with decisions over it, and those that could not be used."""
    from lawkit.consolidate import apply_decisions, load_decisions
    from lawkit.consolidate.decisions import Applied

    with as_file(people, given) as file:
        if not file:
            return Applied(drawn)
        applied: Applied = apply_decisions(drawn, load_decisions(file, drawn, kept=given is None), readings)
        return applied


def _unusable(applied: Applied) -> list[str]:
    """A line about each kind of decision that could not be used: nobody's work is lost in silence."""
    notes = []
    if applied.stale:
        notes.append(f"{len(applied.stale)} decisions are stale: the text changed, first {applied.stale[0].source}")
    if applied.unused:
        notes.append(f"{len(applied.unused)} decisions name what is gone, first {applied.unused[0].source}")
    return notes


def kept_decisions(store: Store) -> list[Decision]:
    """The decisions that the map drawn last was made with."""
    from lawkit.consolidate import load_decisions

    with as_file(text_of(store, "map", store.map_name(), None), None) as file:
        return load_decisions(file, kept=True) if file else []


def _keep(store: Store, name: str, drawn: Map) -> None:
    """Store the map; the one it replaces is kept for comparison when it differs."""
    from lawkit.consolidate import to_json

    before = store.map(name)
    if before and tuple(before) != drawn.rows:
        store.put_map(before, name=name + _BEFORE, extra=store.map_extra(name))
    store.put_map(drawn.rows, name=name, extra=to_json(drawn))


def inputs_of_map(store: Store) -> str:
    """A hash of what the map is drawn from, apart from the plan."""
    return digest_of(acts_digest(store), code_version("read"), code_version("overlaps"), code_version("map"))


def last_plan(store: Store) -> tuple[str | None, str | None, Path | None]:
    """Outline, target and model of the map drawn last."""
    kept: dict[str, Any] = store.result("map-plan", "") or {}
    model = kept.get("semantic")
    return kept.get("outline"), kept.get("target"), Path(model) if model else None


def last_terms(store: Store) -> str:
    """Which terms the map drawn last replaces."""
    kept: dict[str, Any] = store.result("map-plan", "") or {}
    return str(kept.get("terms") or "")


def _absolute(name: str | Path | None) -> str | None:
    """A file by its whole path, so that the plan is found from another folder; names and addresses as they are."""
    return str(Path(name).absolute()) if name is not None and Path(name).exists() else str(name) if name else None


def plan_of(store: Store, outline: str | Path | None, target: str | None) -> Outline | Act:
    """What to map to: an outline, one made from the acts themselves, a stored act or an act in a file."""
    from lawkit.consolidate import auto_outline, load_outline

    plan: Outline | Act
    if target is not None and Path(target).is_file():
        from lawkit.sources import read_act

        plan = read_act(target)
    elif target is not None:
        plan = store.act(target)
    elif outline == AUTO:
        plan = auto_outline(store.acts())
    else:
        plan = load_outline(outline or OUTLINE)
    return plan


def stored_map(store: Store, *, before: bool = False) -> Map | None:
    """The map drawn last, or the one before its last change; None when there is none."""
    from lawkit.consolidate import from_json

    name = store.map_name() + (_BEFORE if before else "")
    extra = store.map_extra(name)
    return from_json(extra, store.map(name)) if extra else None


def needed_map(store: Store) -> Map:
    """The map drawn last; raises StoreError when there is none."""
    drawn = stored_map(store)
    if drawn is None:
        raise StoreError(f"{store.path} holds no map", "draw it first: lawkit map")
    return drawn


def holes(store: Store, edited: Path | None = None) -> list[dict[str, str]]:
    """What the stored map lacks to be complete, and references of its draft that lead nowhere; empty proves it.

    With `edited`, a draft that people changed, also every place where it says something else than the map leads to.
    """
    from lawkit.commands import speech
    from lawkit.consolidate import check_map
    from lawkit.consolidate.check import Hole, check_wording
    from lawkit.consolidate.draft import build_draft, dangling

    drawn = needed_map(store)
    readings = store.readings()
    found: list[Hole] = check_map(drawn, [r.act for r in readings if r.act.act_id in {at.act for at in drawn.acts}])
    if not found:
        found += check_wording(drawn, readings)
    if not found and not drawn.outline.act:
        for r in dangling(build_draft(drawn, readings)):
            found.append(Hole("dangling-reference", r.source, f"«{r.text}» leads nowhere in the draft"))
    if edited is not None:
        found += _of_edited(drawn, readings, edited)
    return [{"code": hole.code, "where": hole.where, "message": speech.message(hole.message)} for hole in found]


def _of_edited(drawn: Map, readings: Sequence[Reading], edited: Path) -> list[Hole]:
    from functools import partial

    from lawkit.consolidate.draft import build_draft
    from lawkit.report.edited import draft_holes, read_edited

    refuse_without_draft(drawn)
    return draft_holes(read_edited(edited), edited.suffix.lower(), partial(build_draft, drawn, readings))


def refuse_without_draft(drawn: Map) -> None:
    """Raise StoreError for a map onto an existing act: that act is the draft."""
    if drawn.outline.act:
        raise StoreError("the map leads to an existing act: there is no draft of it", "draw it onto an outline")
