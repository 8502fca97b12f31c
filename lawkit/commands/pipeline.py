"""The main job as plain functions: ingest → read → overlaps → gaps → map → report.

Each stage looks first whether its inputs and its own code are those of the last time (`Store.done`) and is skipped
then; each stage is one transaction. A progress callback hears of every step; nothing is printed here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from lawkit.errors import LawkitError
from lawkit.model import Act, Language
from lawkit.store import Store

Progress = Callable[[str, int, int], None]  # stage, done, total

_CODE: dict[str, tuple[str, ...]] = {  # what a stage's results depend on besides its inputs
    "ingest": ("lawkit/model.py", "lawkit/sources", "lawkit/structure", "lawkit/register.py", "rules/languages", "corpus/acts.yaml"),
    "read": ("lawkit/reading", "lawkit/language", "rules/languages", "rules/bodies.yaml"),
    "overlaps": ("lawkit/overlaps", "lawkit/language", "rules"),
    "gaps": ("lawkit/gaps", "lawkit/language", "rules"),
    "map": ("lawkit/consolidate", "lawkit/language", "rules"),
    "report": ("lawkit/report", "lawkit/store"),
}


def silent(stage: str, done: int, total: int) -> None:
    """The progress of somebody who does not look."""


@dataclass(slots=True)
class Outcome:
    """What a stage did: figures for the summary, whether it was skipped, what went wrong and was passed over."""

    stage: str
    skipped: bool = False
    figures: dict[str, int | str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    path: Path | None = None  # what it wrote


@lru_cache(maxsize=16)
def code_version(stage: str) -> str:
    """A hash of the code and rules that a stage's results depend on, so that an update of lawkit redoes its work."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for part in _CODE[stage]:
        root = package.parent / part if part.startswith("lawkit") else _data(package, part)
        files = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.suffix in {".py", ".yaml", ".md", ".html"})
        for path in files:
            digest.update(path.relative_to(root.parent).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _data(package: Path, part: str) -> Path:
    """A rules file in the wheel or in the checkout; it may be missing."""
    inside = package / "_data" / part
    return inside if inside.exists() else package.parent / part


def _hash(*parts: object) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\x00")
    return digest.hexdigest()


# ── ingest ──────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Overrules:
    """What the user says of a source against what the source says of itself."""

    language: Language | None = None
    act_id: str | None = None
    edition: Any = None  # dt.date


def source_digest(path: Path) -> str:
    """The hash of everything that a source is made of: the file, the parts beside it, its meta.yaml."""
    folder = path.parent
    files = [path]
    if folder.name in {"rus", "kaz", "eng"} and (folder.parent / "meta.yaml").is_file():
        files = [*sorted(folder.glob("*.md")), folder.parent / "meta.yaml"]
    elif (folder / "meta.yaml").is_file():
        files.append(folder / "meta.yaml")
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def ingest(store: Store, paths: Sequence[Path], overrules: Overrules = Overrules(), progress: Progress = silent) -> Outcome:  # noqa: B008
    """Read every source below the paths and store its act; a source that fails is named in `problems`, the rest stays.

    Raises SourceNotFound when a path names nothing, StoreError. Sources read before and unchanged are passed over.
    """
    from lawkit.sources import find_sources

    outcome = Outcome("ingest")
    sources = find_sources(paths)
    read = unchanged = 0
    acts: list[tuple[Act, Path, str]] = []
    version = code_version("ingest")
    for number, path in enumerate(sources):
        progress("ingest", number, len(sources))
        try:
            content = _hash(source_digest(path), version, overrules)
            if store.done("ingest", _key(path), content):
                unchanged += 1
                continue
            acts.append((_read_one(path, overrules), path, content))
            read += 1
        except LawkitError as problem:
            outcome.problems.append(str(problem))
        except OSError as problem:
            outcome.problems.append(f"E102 {path} cannot be read: {problem.strerror}; check its permissions")
    if acts:
        with store.transaction():
            store.put_acts((act for act, _, _ in acts), version=version)
            for act, path, content in acts:
                store.finish("ingest", _key(path), content, str(act.address))
    progress("ingest", len(sources), len(sources))
    outcome.skipped = not acts
    outcome.figures = {"sources": len(sources), "read": read, "unchanged": unchanged, "failed": len(outcome.problems)}
    return outcome


def _key(path: Path) -> str:
    """What a source is known by: its absolute path."""
    return path.absolute().as_posix()


def _read_one(path: Path, overrules: Overrules) -> Act:
    from lawkit.sources import read_act

    return read_act(path, language=overrules.language, act_id=overrules.act_id, edition=overrules.edition)


# ── read ────────────────────────────────────────────────────────────────────


def acts_digest(store: Store) -> str:
    """A hash of the current acts: it changes when one is added, replaced or read by other code."""
    return _hash([(str(i.address), i.sha256, i.version, i.source) for i in store.infos()])


def read_all(store: Store, progress: Progress = silent) -> Outcome:
    """Find references, definitions and norms in every current act."""
    from lawkit.reading import read
    from lawkit.register import Register

    outcome = Outcome("read")
    content = _hash(acts_digest(store), code_version("read"), code_version("ingest"))
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
    content = _hash(acts_digest(store), code_version("read"), code_version("overlaps"))
    if store.done("overlaps", "", content):
        return _as_before(store, outcome)
    progress("overlaps", 0, 1)
    findings = find_overlaps(store.readings())
    outcome.figures = {"findings": len(findings), **_by((f.tier for f in findings), ("certain", "likely", "possible"))}
    with store.transaction():
        store.put_findings(findings, family="overlaps")
        store.finish("overlaps", "", content, outcome.figures)
    progress("overlaps", 1, 1)
    return outcome


def find_all_gaps(store: Store, progress: Progress = silent, *, decisions: Path | None = None) -> Outcome:
    """Evaluate every checklist that comes with lawkit against the current acts, with people's verdicts over it."""
    from lawkit.gaps import checklists, find_gaps, load_checklist, load_decisions

    outcome = Outcome("gaps")
    content = _hash(acts_digest(store), code_version("read"), code_version("gaps"), _content(decisions))
    if store.done("gaps", "", content):
        return _as_before(store, outcome)
    names, readings = checklists(), store.readings()
    counted: list[str] = []
    with store.transaction():
        for number, name in enumerate(names):
            progress("gaps", number, len(names))
            checklist = load_checklist(name)
            made = load_decisions(decisions, None) if decisions else {}
            verdicts = find_gaps(readings, checklist, made)
            store.put_verdicts(name, verdicts)
            counted += [v.value for v in verdicts]
        outcome.figures = {"checklists": len(names), **_by(counted, ("met", "partly", "not_found", "contradicted", "undetermined"))}
        store.finish("gaps", "", content, outcome.figures)
    progress("gaps", len(names), len(names))
    return outcome


def _by(values: Iterable[str], names: Sequence[str]) -> dict[str, int | str]:
    """How often each name occurs."""
    listed = list(values)
    return {name: listed.count(name) for name in names}


def _content(path: Path | None) -> bytes:
    """The bytes of an optional file."""
    return path.read_bytes() if path and path.is_file() else b""


def _as_before(store: Store, outcome: Outcome) -> Outcome:
    """A stage that has nothing to do: its figures of last time."""
    outcome.skipped = True
    outcome.figures = dict(store.result(outcome.stage, "") or {})
    return outcome


STAGES: dict[str, Callable[[Store, Progress], Outcome]] = {
    "read": read_all,
    "overlaps": find_all_overlaps,
    "gaps": find_all_gaps,
}


# ── map and report ──────────────────────────────────────────────────────────


def draw_map(
    store: Store, progress: Progress = silent, *, outline: str | Path | None = None, decisions: Path | None = None
) -> Outcome:
    """Draft the consolidation map: every provision in force gets its place in the outline."""
    from lawkit.consolidate import draft_map, load_decisions, load_outline

    outcome = Outcome("map")
    plan = load_outline(outline or OUTLINE)
    content = _hash(acts_digest(store), code_version("overlaps"), code_version("read"), code_version("map"), plan, _content(decisions))
    if store.done("map", "", content):
        return _as_before(store, outcome)
    progress("map", 0, 1)
    made = load_decisions(decisions) if decisions else None
    drawn = draft_map(store.readings(), plan, store.findings(family="overlaps"), made)
    kinds = sorted({d.disposition for d in drawn.rows})
    outcome.figures = {"rows": len(drawn.rows), **_by((d.disposition for d in drawn.rows), kinds)}
    with store.transaction():
        store.put_map(drawn.rows, name=plan.id)
        store.finish("map", "", content, outcome.figures)
    progress("map", 1, 1)
    return outcome


OUTLINE = "egov-law"
STAGES["map"] = draw_map
