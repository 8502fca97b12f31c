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

from lawkit.errors import LawkitError, UnreadableSource
from lawkit.model import Act, Language
from lawkit.store import Store

Progress = Callable[[str, int, int], None]  # stage, done, total

_CODE: dict[str, tuple[str, ...]] = {  # what a stage's results depend on besides its inputs
    "ingest": (
        "lawkit/model.py",
        "lawkit/sources",
        "lawkit/store",
        "lawkit/language",
        "lawkit/structure",
        "lawkit/register.py",
        "rules/languages",
        "corpus/acts.yaml",
    ),
    "read": ("lawkit/reading", "lawkit/language", "rules/languages", "rules/bodies.yaml", "corpus/orders.yaml"),
    "overlaps": (
        "lawkit/overlaps",
        "lawkit/gaps",
        "lawkit/language",
        "rules/overlaps",
        "rules/matters",
        "rules/checklists/words.yaml",
        "rules/languages",
        "rules/bodies.yaml",
    ),
    "gaps": ("lawkit/gaps", "lawkit/language", "rules/checklists", "rules/languages", "rules/bodies.yaml"),
    "map": (
        "lawkit/consolidate",
        "lawkit/language",
        "rules/consolidate",
        "rules/outlines",
        "rules/checklists",
        "rules/languages",
        "rules/bodies.yaml",
    ),
    "report": ("lawkit/report", "lawkit/store", "rules/ui"),
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
    notes: list[str] = field(default_factory=list)  # what a person should know, though all went well
    path: Path | None = None  # what it wrote


@lru_cache(maxsize=16)
def code_version(stage: str) -> str:
    """A hash of the code and rules that a stage's results depend on, so that an update of lawkit redoes its work."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for part in _CODE[stage]:
        root = package.parent / part if part.startswith("lawkit") else _data(package, part)
        files = (
            [root]
            if root.is_file()
            else sorted(p for p in root.rglob("*") if p.suffix in {".py", ".yaml", ".md", ".html"})
        )
        for path in files:
            digest.update(path.relative_to(root.parent).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _data(package: Path, part: str) -> Path:
    """A rules file in the wheel or in the checkout; it may be missing."""
    inside = package / "_data" / part
    return inside if inside.exists() else package.parent / part


def digest_of(*parts: object) -> str:
    """A hash of values by their repr: frozen dataclasses, strings, numbers, tuples."""
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
        files += [folder / "meta.yaml", *sorted((folder / path.stem).glob("*.md"))]  # rus.md may be a list of rus/*.md
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def ingest(
    store: Store, paths: Sequence[Path], overrules: Overrules = Overrules(), progress: Progress = silent
) -> Outcome:
    """Read every source below the paths and store its act; a source that fails is named in `problems`, the rest stays.

    Raises SourceNotFound when a path names nothing, StoreError. Sources read before and unchanged are passed over.
    """
    from lawkit.sources import find_sources

    outcome = Outcome("ingest")
    sources, notes = acts_among(find_sources(paths))
    outcome.notes += [*notes, *_old_word(paths)]
    read = unchanged = 0
    acts: list[tuple[Act, Path, str]] = []
    version = code_version("ingest")
    for number, path in enumerate(sources):
        progress("ingest", number, len(sources))
        try:
            content = digest_of(source_digest(path), version, overrules)
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


def acts_among(sources: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """Sources that are no pages of a report that lawkit wrote, and a word on those passed over."""
    reports: dict[Path, int] = {}
    kept: list[Path] = []
    for path in sources:
        report = next((folder for folder in path.parents if _is_report(folder)), None)
        if report is None:
            kept.append(path)
        else:
            reports[report] = reports.get(report, 0) + 1
    return kept, [f"{folder} is a report of lawkit: its {count} files are no acts" for folder, count in reports.items()]


def _old_word(paths: Sequence[Path]) -> list[str]:
    """A word on old Word files in the folders, which are passed over."""
    found = [file for path in paths if path.is_dir() for file in sorted(path.rglob("*.doc"))]
    return [
        f"{file} is passed over: an old Word file; save it as .docx"
        for file in found
        if not file.name.startswith((".", "~"))
    ]


@lru_cache(maxsize=4096)
def _is_report(folder: Path) -> bool:
    """Whether a folder holds a report site of lawkit."""
    page = folder / "index.html"
    return (folder / "assets" / "style.css").is_file() and page.is_file() and b"lawkit" in page.read_bytes()


def _key(path: Path) -> str:
    """What a source is known by: its absolute path."""
    return path.absolute().as_posix()


def _read_one(path: Path, overrules: Overrules) -> Act:
    from lawkit.sources import read_act

    return read_act(path, language=overrules.language, act_id=overrules.act_id, edition=overrules.edition)


def by(values: Iterable[str], names: Sequence[str]) -> dict[str, int | str]:
    """How often each name occurs."""
    listed = list(values)
    return {name: listed.count(name) for name in names}


def as_before(store: Store, outcome: Outcome, key: str = "") -> Outcome:
    """A stage that has nothing to do: its figures of last time."""
    outcome.skipped = True
    outcome.figures = dict(store.result(outcome.stage, key) or {})
    return outcome


# ── the whole way ───────────────────────────────────────────────────────────


def run_all(
    store: Store, paths: Sequence[Path], output: Path, overrules: Overrules, progress: Progress = silent, *,
    decisions: Path | None = None, verdicts: Path | None = None, ui: Language = "rus", read: Outcome | None = None,
) -> list[Outcome]:  # fmt: skip
    """All stages in order. Raises what the stages raise; sources that fail are in the first outcome's problems.

    `read` is the outcome of the first stage where it was done already, in another store.
    """
    from lawkit.commands.mapping import draw_map
    from lawkit.commands.reporting import write_report
    from lawkit.commands.stages import STAGES, find_all_gaps
    from lawkit.commands.tables import write_tables

    outcomes = [read or ingest(store, paths, overrules, progress)]
    store.settle()
    if not store.infos():
        raise UnreadableSource("no act could be read: " + "; ".join(outcomes[0].problems[:3]), "give other files")
    outcomes += [STAGES[stage](store, progress) for stage in ("read", "overlaps")]
    outcomes.append(find_all_gaps(store, progress, verdicts=verdicts))
    outcomes.append(draw_map(store, progress, decisions=decisions))
    outcomes.append(write_report(store, output, progress, ui=ui))
    outcomes.append(write_tables(store, output, progress))
    return outcomes
