"""Writes the report site: a folder of pages, or one single file. Nothing is asked of any network."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup

from lawkit.errors import ReportError
from lawkit.model import Language
from lawkit.report import finding_pages, pages
from lawkit.report.context import Context
from lawkit.report.material import Material, act_key
from lawkit.report.plain import printable
from lawkit.report.targets import target_articles, target_page
from lawkit.report.urls import file_name, target_file
from lawkit.report.words import t

Progress = Callable[[str, int, int], None]
MAIN_PAGES = ("overview", "acts", "overlaps", "terms", "graph", "gaps", "map", "method")

_OURS = {"index.html", "assets", "data", "acts", "findings", "map", *(f"{name}.html" for name in MAIN_PAGES)}


def write_site(material: Material, folder: Path, *, ui: Language = "rus", progress: Progress | None = None) -> Path:
    """Write the site into `folder` and return its first page.

    The pages are made beside the folder and put in place at the end, so an earlier report survives a failure.
    Raises ReportError when the folder holds something that is not a report, or cannot be written.
    """
    _refuse_foreign(folder)
    context = Context.build(material, ui=ui, single=False)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise ReportError(
            f"cannot write the report to {folder}: {error.strerror}", "choose another folder with -o"
        ) from error
    try:
        _write_all(context, staging, progress)
        _replace(staging, folder)
    except OSError as error:
        raise ReportError(
            f"cannot write the report to {folder}: {error.strerror}", "free some space or choose another folder with -o"
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return folder / "index.html"


def write_single(material: Material, path: Path, *, ui: Language = "rus") -> Path:
    """Write the whole report into one HTML file and return its path; raises ReportError."""
    context = Context.build(material, ui=ui, single=True)
    parts = [
        Markup('<section id="p-{0}">{1}</section>').format(name, pages.main_page(context, name)) for name in MAIN_PAGES
    ]
    for chunk in range(1, context.chunks + 1):
        parts.append(finding_pages.findings_page(context, chunk, root=""))
    for key in context.destinations:
        parts.append(
            Markup('<section id="d-{0}">{1}</section>').format(key, pages.destinations_page(context, key, root=""))
        )
    for reading in material.readings:
        parts.append(
            Markup('<section id="a-{0}">{1}</section>').format(
                act_key(reading.act), pages.act_page(context, reading.act, root="")
            )
        )
        for page in context.pages_of(reading.act):
            parts.append(pages.article_page(context, page, root=""))
    text = context.frame(Markup("\n").join(parts), title="lawkit", active="overview", root="")
    staging = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        staging.write_text(printable(text), encoding="utf-8", newline="\n")
        staging.replace(path)
    except OSError as error:
        staging.unlink(missing_ok=True)
        raise ReportError(f"cannot write {path}: {error.strerror}", "choose another place with -o") from error
    return path


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ReportError(f"{folder} is a file", "name a folder with -o, or use --single for one file")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "assets" / "style.css").exists():
        raise ReportError(f"{folder} holds other files", "name an empty folder or an earlier report with -o")


def _replace(staging: Path, folder: Path) -> None:
    """Put the new site in the old one's place; what is not ours there (tables that people work in) moves over."""
    old = folder.with_name(f".{folder.name}-old-{os.getpid()}")
    if folder.exists():
        folder.rename(old)
    staging.chmod(0o755)
    staging.rename(folder)
    if old.exists():
        for entry in old.iterdir():
            if entry.name not in _OURS:
                entry.rename(folder / entry.name)
        shutil.rmtree(old, ignore_errors=True)


def _write_all(context: Context, folder: Path, progress: Progress | None) -> None:
    def save(name: str, text: str) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(printable(text), encoding="utf-8", newline="\n")

    save("assets/style.css", context.style)
    save("assets/app.js", context.script)
    save("data/texts.js", _script("LAWKIT_TEXTS", pages.search_rows(context)))
    names = {f"code.{c}": t(f"code.{c}") for c in context.counts} | {
        f"tier.{x}": t(f"tier.{x}") for x in ("certain", "likely", "possible")
    }
    save(
        "data/findings.js",
        _script("LAWKIT_NAMES", names) + _script("LAWKIT_FINDINGS", finding_pages.finding_rows(context)),
    )
    for name in MAIN_PAGES:
        body = pages.main_page(context, name)
        save(
            "index.html" if name == "overview" else f"{name}.html",
            context.frame(body, title=context.title(name), active=name, root=""),
        )
    for chunk in range(1, context.chunks + 1):
        save(
            f"findings/{chunk}.html",
            context.frame(
                finding_pages.findings_page(context, chunk, root="../"),
                title=f"{context.title('overlaps')} {chunk}",
                active="overlaps",
                root="../",
            ),
        )
    for key in context.destinations:
        body = pages.destinations_page(context, key, root="../")
        title = f"{context.title('map')} {context.act_name(key)}"
        save(f"map/{file_name(key)}.html", context.frame(body, title=title, active="map", root="../"))
    for article, units in target_articles(context).items():
        body = target_page(context, article, units, root="../")
        save(
            target_file(article), context.frame(body, title=context.target_names[units[0].id], active="map", root="../")
        )
    for done, reading in enumerate(context.material.readings, 1):
        act, key = reading.act, act_key(reading.act)
        save(
            f"acts/{key}/index.html",
            context.frame(
                pages.act_page(context, act, root="../../"), title=act.title or act.act_id, active="acts", root="../../"
            ),
        )
        for page in context.pages_of(act):
            title = f"{page.head.num} {page.head.heading}".strip() or act.title
            save(
                f"acts/{key}/{file_name(page.head.eid)}.html",
                context.frame(
                    pages.article_page(context, page, root="../../"), title=title, active="acts", root="../../"
                ),
            )
        if progress:
            progress("report", done, len(context.material.readings))


def _script(name: str, value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # U+2028/9 end a line in old engines; "</" or "<!--" could end the element if the file were ever inlined
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
    return f"window.{name}={text};\n"
