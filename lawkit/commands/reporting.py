"""What people read: the report site and the tables, made from the store and skipped when nothing changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawkit.commands.mapping import inputs_of_map, stored_map
from lawkit.commands.pipeline import Outcome, Progress, code_version, digest_of, silent
from lawkit.model import Language
from lawkit.store import Store

if TYPE_CHECKING:
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
        matrices=store.result("matrix", "") or {},
        targets=_targets(store),
        version=__version__,
        checklists=_titles(store),
        changes=_changes(store),
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
            dict(item.requirement.items()),
            dict(item.why.items()),
            item.source,
            one.id,
            dict(one.groups.get(item.group, {}).items()),
        )
        for one in map(load_checklist, checklists())
        if one.id in evaluated
        for item in one.items
    )


def _titles(store: Store) -> dict[str, dict[str, str]]:
    """The titles of the checklists that were evaluated, in three languages."""
    from lawkit.gaps import checklists, load_checklist

    evaluated = {v.checklist for v in store.verdicts()}
    return {one.id: dict(one.title.items()) for one in map(load_checklist, checklists()) if one.id in evaluated}


def _targets(store: Store) -> tuple[Target, ...]:
    """The units of the single law that the map leads to."""
    from lawkit.report.material import Target

    drawn = stored_map(store)
    if drawn is None:
        return ()
    chapters = {chapter.id: chapter.heading for chapter in drawn.outline.chapters}
    plan = not drawn.outline.act
    return tuple(
        Target(t.id, t.heading, chapters.get(t.chapter, {}), t.number if plan else "", t.belongs, t.answers)
        for t in drawn.outline.targets
    )


def _changes(store: Store) -> dict[str, tuple[str, str]]:
    """The proposed words of every provision whose words change, and why they do."""
    drawn = stored_map(store)
    return {str(c.source): (c.after, c.why) for c in drawn.changes} if drawn else {}


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
