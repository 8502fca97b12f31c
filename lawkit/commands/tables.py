"""The tables that people work with. One that a person edited is never overwritten: the new one is put beside it."""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lawkit.commands.mapping import stored_map
from lawkit.commands.pipeline import Outcome, Progress, silent
from lawkit.commands.reporting import state
from lawkit.errors import ReportError
from lawkit.model import Language, Reading
from lawkit.store import Store

if TYPE_CHECKING:
    from lawkit.consolidate import Map

Job = Callable[[Path], Path]  # writes a file at the path


def write_tables(store: Store, folder: Path, progress: Progress = silent) -> Outcome:
    """Write what people work with into `folder/tables`; skipped when it stands there and nothing changed.

    The map's workbook (with drop-downs for decisions), the overlaps, the comparative table in Russian and Kazakh, the
    draft law as Word, Markdown and Akoma Ntoso, the lists of what falls and what must be amended. Raises ReportError.
    """
    tables = folder / "tables"
    outcome = Outcome("tables", path=tables)
    content, key = state(store), tables.absolute().as_posix()
    if store.done("tables", key, content) and all((tables / name).is_file() for name in store.result("tables", key)):
        outcome.skipped = True
        return outcome
    jobs = _jobs(store)
    for number, (name, job) in enumerate(jobs.items()):
        progress("tables", number, len(jobs))
        if kept := place(store, tables / name, job):
            outcome.notes.append(kept)
    progress("tables", len(jobs), len(jobs))
    outcome.figures = {"files": len(jobs)}
    store.finish("tables", key, content, list(jobs))
    return outcome


def place(store: Store, path: Path, job: Job) -> str:
    """Write a file at `path`, or beside it when a person edited the one that stands there; then a word about it.

    What lawkit itself wrote is known by its hash, which the store keeps. Raises ReportError.
    """
    key = path.absolute().as_posix()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".lawkit-") as draft:
            made = timeless(job(Path(draft) / path.name))
            written = _hash(made)
            there = _hash(path) if path.is_file() else ""
            if there and there not in (written, store.result("file", key)):
                beside = path.with_name(f"{path.stem}.new{path.suffix}")
                made.replace(beside)
                how = f"lawkit map apply {path}" if path.name.startswith("map") else "merge them by hand"
                return f"{path} was edited and is kept; the new one is {beside.name} ({how})"
            made.replace(path)
    except OSError as problem:
        raise ReportError(
            f"{path} cannot be written: {problem.strerror}", "close it, or name another place"
        ) from problem
    store.finish("file", key, written, written)
    return ""


def timeless(path: Path) -> Path:
    """Take the clock out of a Word or Excel file, so that the same contents are the same bytes."""
    if path.suffix not in (".docx", ".xlsx"):
        return path
    with zipfile.ZipFile(path) as source:
        core = source.read("docProps/core.xml") if "docProps/core.xml" in source.namelist() else b""
        years = {entry.date_time[0] for entry in source.infolist()} | {int(year) for year in _YEAR.findall(core)}
    if max(years, default=0) <= 2000:  # the writer did it already
        return path
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _CLOCK.sub(b"2000-01-01T00:00:00Z", part)
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, part)
    path.write_bytes(out.getvalue())
    return path


_YEAR = re.compile(rb"(\d{4})-\d\d-\d\dT")
_CLOCK = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _jobs(store: Store) -> dict[str, Job]:
    """What is to be written, by file name."""
    from lawkit.consolidate.draft import build_draft
    from lawkit.overlaps import write_xlsx
    from lawkit.report.consequences import write_consequences
    from lawkit.report.mapbook import write_map
    from lawkit.report.maplists import map_tables
    from lawkit.report.word import write_comparative

    jobs: dict[str, Job] = {"overlaps.xlsx": partial(write_xlsx, store.findings(family="overlaps"))}
    drawn = stored_map(store)
    if drawn is None:
        return jobs
    readings = store.readings()
    jobs["map.xlsx"] = partial(write_map, drawn, [r.act for r in readings])
    jobs["comparative-table.docx"] = partial(write_comparative, drawn, readings, language="rus")
    jobs["comparative-table.kaz.docx"] = partial(write_comparative, drawn, readings, language="kaz")
    jobs["follow.docx"] = partial(write_consequences, drawn, readings)
    jobs |= {name: partial(_written, "\ufeff" + text) for name, text in map_tables(drawn, readings).items()}
    if not drawn.outline.act:
        draft = build_draft(drawn, readings)
        jobs |= {f"draft-law{suffix}": partial(writer, draft) for suffix, writer in draft_writers().items()}
    return jobs


def _written(text: str, path: Path) -> Path:
    """A text file; it begins with the mark by which Excel knows UTF-8."""
    path.write_text(text, encoding="utf-8", newline="")
    return path


def draft_writers() -> dict[str, Callable[..., Path]]:
    """How a draft law is written, by the ending of the file: Word, Markdown, Akoma Ntoso."""
    from lawkit.report.akn import write_akn
    from lawkit.report.word import write_draft, write_markdown

    return {".docx": write_draft, ".md": write_markdown, ".xml": write_akn}


def write_draft_law(drawn: Map, readings: Sequence[Reading], path: Path, language: Language = "rus") -> Path:
    """Write the draft law in the form that the file's ending names. Raises ReportError."""
    from lawkit.consolidate.draft import build_draft

    writer = draft_writers().get(path.suffix)
    if writer is None:
        raise ReportError(f"{path.name}: a draft is .docx, .md or .xml (Akoma Ntoso)", "choose one of these endings")
    return writer(build_draft(drawn, readings, language), path)
