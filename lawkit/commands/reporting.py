"""What people read: the report site and the tables, made from the store and skipped when nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lawkit.commands.pipeline import Outcome, Progress, code_version, digest_of, silent
from lawkit.commands.stages import inputs_of_map, stored_map
from lawkit.errors import ReportError
from lawkit.model import Language, Reading
from lawkit.store import Store

if TYPE_CHECKING:
    from lawkit.consolidate import Map
    from lawkit.report.material import Item, Material, Target


def material(store: Store) -> Material:
    """Everything that the report shows, gathered from the store."""
    from lawkit import __version__
    from lawkit.report.material import Material

    return Material(
        readings=tuple(store.readings()),
        findings=tuple(store.findings()),
        verdicts=tuple(store.verdicts()),
        items=_items(store),
        dispositions=tuple(store.map()),
        targets=_targets(store),
        version=__version__,
    )


def _items(store: Store) -> tuple[Item, ...]:
    """The requirements of the checklists that were evaluated."""
    from lawkit.gaps import checklists, load_checklist
    from lawkit.report.material import Item

    evaluated = {v.checklist for v in store.verdicts()}
    return tuple(
        Item(
            item.id,
            one.groups.get(item.group, {}).get("rus", item.group),
            {**item.requirement},
            {**item.why},
            item.source,
        )
        for one in map(load_checklist, checklists())
        if one.id in evaluated
        for item in one.items
    )


def _targets(store: Store) -> tuple[Target, ...]:
    """The units of the single law that the map leads to."""
    from lawkit.report.material import Target

    drawn = stored_map(store)
    if drawn is None:
        return ()
    chapters = {chapter.id: chapter.heading for chapter in drawn.outline.chapters}
    return tuple(Target(t.id, t.heading, chapters.get(t.chapter, {})) for t in drawn.outline.targets)


def state(store: Store) -> str:
    """A hash of everything that a report shows."""
    hashes = store.stage_hashes(("gaps", "map", "overlaps", "read"))
    return digest_of(inputs_of_map(store), hashes, store.map_name(), code_version("gaps"), code_version("report"))


def write_report(
    store: Store, folder: Path, progress: Progress = silent, *, ui: Language = "rus", force: bool = False
) -> Outcome:
    """Write the site, unless it stands there already and nothing changed. Raises ReportError."""
    from lawkit.report.site import write_site

    outcome = Outcome("report", path=folder / "index.html")
    content, key = digest_of(state(store), ui), folder.absolute().as_posix()
    if not force and store.done("report", key, content) and (folder / "index.html").is_file():
        outcome.skipped = True
        return outcome
    progress("report", 0, 1)
    outcome.path = write_site(
        material(store), folder, ui=ui, progress=lambda _, done, total: progress("report", done, total)
    )
    store.finish("report", key, content)
    return outcome


def write_tables(store: Store, folder: Path, progress: Progress = silent) -> list[Outcome]:
    """Write what people work with into `folder/tables`; skipped when it stands there and nothing changed.

    The map's workbook (with drop-downs for decisions), the overlaps, the comparative table in Russian and Kazakh, the
    draft law as Word, Markdown and Akoma Ntoso. Raises ReportError.
    """
    tables = folder / "tables"
    outcome = Outcome("tables", path=tables)
    content, key = state(store), tables.absolute().as_posix()
    if store.done("tables", key, content) and all((tables / name).is_file() for name in store.result("tables", key)):
        outcome.skipped = True
        return [outcome]
    try:
        tables.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ReportError(f"{tables} cannot be made: {problem.strerror}", "name another folder with -o") from problem
    written: list[str] = []
    jobs = _jobs(store, tables)
    for number, job in enumerate(jobs):
        progress("tables", number, len(jobs))
        written.append(job().name)
    progress("tables", len(jobs), len(jobs))
    outcome.figures = {"files": len(written)}
    store.finish("tables", key, content, written)
    return [outcome]


def _jobs(store: Store, tables: Path) -> list[Callable[[], Path]]:
    """What is to be written, one call a file."""
    from lawkit.overlaps import write_xlsx
    from lawkit.report.mapbook import write_map
    from lawkit.report.word import write_comparative

    jobs: list[Callable[[], Path]] = [
        lambda: write_xlsx(store.findings(family="overlaps"), tables / "overlaps.xlsx"),
    ]
    drawn = stored_map(store)
    if drawn is None:
        return jobs
    readings = store.readings()
    jobs += [
        lambda: write_map(drawn, [r.act for r in readings], tables / "map.xlsx"),
        lambda: write_comparative(drawn, readings, tables / "comparative-table.docx", "rus"),
        lambda: write_comparative(drawn, readings, tables / "comparative-table.kaz.docx", "kaz"),
    ]
    if not drawn.outline.act:
        jobs += [
            partial(write_draft_law, drawn, readings, tables / f"draft-law{suffix}")
            for suffix in (".docx", ".md", ".xml")
        ]
    return jobs


def write_draft_law(drawn: Map, readings: Sequence[Reading], path: Path, language: Language = "rus") -> Path:
    """Write the draft law in the form that the file's suffix names: .docx, .md, .xml (Akoma Ntoso). Raises ReportError."""
    from lawkit.consolidate.draft import build_draft
    from lawkit.report.akn import write_akn
    from lawkit.report.word import write_draft, write_markdown

    writers = {".docx": write_draft, ".md": write_markdown, ".xml": write_akn}
    if path.suffix not in writers:
        raise ReportError(f"{path.name}: a draft is .docx, .md or .xml (Akoma Ntoso)", "choose one of these endings")
    return writers[path.suffix](build_draft(drawn, readings, language), path)
