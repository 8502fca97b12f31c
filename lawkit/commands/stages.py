"""The stages between files and report: read, overlaps, gaps, map. Each is skipped when inputs and code are those of before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from lawkit.commands.pipeline import Outcome, Progress, as_before, by, code_version, digest_of, silent
from lawkit.model import Act, Finding, Language, Reading, Verdict, VerdictValue
from lawkit.store import Store

if TYPE_CHECKING:
    from lawkit.register import Register

# ── read ────────────────────────────────────────────────────────────────────


def acts_digest(store: Store) -> str:
    """A hash of the current acts: it changes when one is added, replaced or read by other code."""
    return digest_of([(str(i.address), i.sha256, i.version, i.source) for i in store.infos()])


def read_all(store: Store, progress: Progress = silent) -> Outcome:
    """Find references, definitions and norms in every current act."""
    from lawkit.register import Register

    outcome = Outcome("read")
    content = digest_of(acts_digest(store), code_version("read"), code_version("ingest"))
    if store.done("read", "", content):
        outcome.skipped = True
        outcome.figures = dict(store.result("read", "") or {})
        return outcome
    register, acts = Register.load(), store.acts()
    kept = _kept_facts(store, acts)
    figures = {"references": 0, "definitions": 0, "norms": 0}
    with store.transaction():
        for number, act in enumerate(acts):
            progress("read", number, len(acts))
            reading = _read(act, kept.get(_name(act)), register, _others(acts, act.language))
            store.put_reading(reading)
            store.finish("facts", _name(act), _facts_version(), [len(reading.definitions), len(reading.norms)])
            figures["references"] += len(reading.references)
            figures["definitions"] += len(reading.definitions)
            figures["norms"] += len(reading.norms)
        store.finish("read", "", content, figures)
    progress("read", len(acts), len(acts))
    outcome.figures = dict(figures)
    return outcome


def _read(act: Act, kept: Reading | None, register: Register, others: dict[str, Act]) -> Reading:
    """What is read in an act; of definitions and norms, which rest on the act alone, what was kept of before."""
    from lawkit.reading import find_references, read

    if kept is None:
        return read(act, register, others)
    return Reading(act, find_references(act, register, others), kept.definitions, kept.norms)


def _kept_facts(store: Store, acts: Iterable[Act]) -> dict[str, Reading]:
    """Readings of the same texts by the same code, as far as they are still whole, by name."""
    counts = {_name(act): store.result("facts", _name(act)) for act in acts
              if store.done("facts", _name(act), _facts_version())}  # fmt: skip
    readings = {_name(reading.act): reading for reading in store.readings()} if counts else {}
    return {
        name: reading
        for name, reading in readings.items()
        if counts.get(name) == [len(reading.definitions), len(reading.norms)]
    }


def _name(act: Act) -> str:
    return f"{act.address} {act.sha256}"


def _facts_version() -> str:
    return digest_of(code_version("read"), code_version("ingest"))


def _others(acts: Iterable[Act], language: Language) -> dict[str, Act]:
    """Acts at hand by id; the same language where there is one."""
    chosen: dict[str, Act] = {}
    for act in acts:
        if act.act_id not in chosen or act.language == language:
            chosen[act.act_id] = act
    return chosen


# ── overlaps, gaps, map ─────────────────────────────────────────────────────


def find_all_overlaps(store: Store, progress: Progress = silent) -> Outcome:
    """Find duplicates and conflicts among the current acts; pairs that rest on what they rested on before are kept."""
    from lawkit.overlaps import find_overlaps
    from lawkit.overlaps.answering import KeptAnswers
    from lawkit.overlaps.earlier import Judgements

    outcome = Outcome("overlaps")
    content = digest_of(acts_digest(store), code_version("read"), code_version("overlaps"))
    if store.done("overlaps", "", content):
        return as_before(store, outcome)
    progress("overlaps", 0, 1)
    version = digest_of(code_version("read"), code_version("overlaps"))
    earlier = Judgements(_judged(store, version))
    answers = KeptAnswers(store.result("answers", "") if store.done("answers", "", version) else None)
    findings = find_overlaps(store.readings(), earlier=earlier, answers=answers)
    outcome.figures = {"findings": len(findings), **by((f.tier for f in findings), ("certain", "likely", "possible"))}
    with store.transaction():
        store.put_findings(findings, family="overlaps")
        store.finish("judged", "", version, earlier.ids(findings))
        store.finish("answers", "", version, answers.now)
        store.finish("overlaps", "", content, outcome.figures)
    progress("overlaps", 1, 1)
    return outcome


def _judged(store: Store, version: str) -> dict[str, list[Finding]]:
    """What the same code found of pairs the last time, by the mark of the pair, as far as it is whole."""
    if not store.done("judged", "", version):
        return {}
    found = {finding.id: finding for finding in store.findings(family="overlaps")}
    marks: dict[str, list[str]] = store.result("judged", "") or {}
    return {mark: [found[name] for name in ids] for mark, ids in marks.items() if found.keys() >= set(ids)}


def find_all_gaps(store: Store, progress: Progress = silent, *, verdicts: Path | None = None) -> Outcome:
    """Evaluate every checklist that comes with lawkit, with people's verdicts over it, and look for structural gaps.

    Without a file the verdicts given last hold on. Raises DecisionsError with every problem of the file.
    """
    from lawkit.commands.evidence import kept_evidence
    from lawkit.commands.gaps import decided, lists
    from lawkit.commands.people import as_file, text_of
    from lawkit.gaps import find_gaps, matrix, structural_gaps
    from lawkit.register import Register

    outcome = Outcome("gaps")
    people = text_of(store, "gaps", "", verdicts)
    content = digest_of(acts_digest(store), code_version("read"), code_version("gaps"), people)
    if store.done("gaps", "", content):
        return as_before(store, outcome)
    checklists, readings = lists(None), store.readings()
    found: list[Verdict] = []
    matrices: dict[str, dict[str, dict[str, VerdictValue]]] = {}
    with as_file(people, verdicts) as file:
        made = [decided(file, checklist) for checklist in checklists]
    for number, checklist in enumerate(checklists):
        progress("gaps", number, len(checklists) + 1)
        with kept_evidence(store, checklist) as cache:
            found += find_gaps(readings, checklist, made[number], cache)
            matrices[checklist.id] = matrix(readings, checklist, cache)
    progress("gaps", len(checklists), len(checklists) + 1)
    holes = structural_gaps(readings, Register.load())
    values = ("met", "partly", "not_found", "contradicted", "undetermined")
    outcome.figures = {"requirements": len(found), **by((v.value for v in found), values), "structural": len(holes)}
    with store.transaction():
        for checklist in checklists:
            store.put_verdicts(checklist.id, [v for v in found if v.checklist == checklist.id])
        store.put_findings(holes, family="gaps")
        store.put_decision("gaps", "", people)
        store.finish("gaps", "", content, outcome.figures)
        store.finish("matrix", "", content, matrices)
    progress("gaps", len(checklists) + 1, len(checklists) + 1)
    return outcome


def draw_the_map(store: Store, progress: Progress = silent) -> Outcome:
    """Draw the map with the plan and the decisions given last."""
    from lawkit.commands.mapping import draw_map

    return draw_map(store, progress)


STAGES: dict[str, Callable[[Store, Progress], Outcome]] = {
    "read": read_all,
    "overlaps": find_all_overlaps,
    "gaps": find_all_gaps,
    "map": draw_the_map,
}
