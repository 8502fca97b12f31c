"""The report site at scale: 30 acts with 10,000 provisions and 5,000 findings.

Seconds to write it, the weight of its first page and, where Playwright and a Chromium are there: how long its pages take to
open, how long a filter takes, and whether any page logs an error or asks for anything outside the site.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from lawkit.model import (
    Act,
    Address,
    Definition,
    Disposition,
    Finding,
    Norm,
    Pin,
    Provision,
    Reading,
    Reference,
    Span,
    Verdict,
)
from lawkit.report.material import Item, Material, Target

_WORDS = [
    "уполномоченный",
    "орган",
    "публикует",
    "сведения",
    "о",
    "ходе",
    "работ",
    "в",
    "течение",
    "пяти",
    "рабочих",
    "дней",
    "со",
    "дня",
    "получения",
    "запроса",
    "заявитель",
    "вправе",
    "обжаловать",
    "отказ",
    "реестр",
    "содержит",
    "записи",
    "о",
    "каждом",
    "обращении",
    "оператор",
    "обеспечивает",
    "сохранность",
    "данных",
    "и",
    "доступ",
    "к",
    "ним",
]
_CODES = ("duplicate", "near-duplicate", "deadline-conflict", "definition-conflict", "competence-overlap")


def synthetic(acts: int = 30, provisions: int = 10_000, findings: int = 5_000, seed: int = 7) -> Material:
    """A material of the wanted size from a fixed list of words; nothing in it is law."""
    rng = random.Random(seed)
    readings = tuple(_reading(rng, f"MODEL{i:03}", provisions // acts) for i in range(acts))
    points = [(r.act, p) for r in readings for p in r.act.provisions if p.kind == "paragraph"]
    found = []
    for i in range(findings):
        pair = rng.sample(points, 2)
        pins = tuple(Pin(a.at(p.eid), p.text) for a, p in pair)
        words = dict.fromkeys(("rus", "kaz", "eng"), f"Тексты сходятся в {i % 90} словах")
        tier = ("certain", "likely", "possible")[i % 3]
        found.append(Finding(f"f{i:05}", _CODES[i % 5], tier, "duplication", pins, rng.random(), words))  # type: ignore[arg-type]
    targets = tuple(Target(f"t_{i}", {"rus": f"Статья {i}"}, {"rus": f"Глава {i // 8 + 1}"}) for i in range(80))
    rows = tuple(
        Disposition(
            a.at(p.eid),
            "0" * 16,
            "reworded",
            f"t_{rng.randrange(80)}",
            rng.random(),
            0.1,
            "test",
            {"rus": "Близко по словам"},
        )
        for a, p in points
    )
    items = tuple(Item(f"T-{i:02}", f"Группа {i // 10}", {"rus": f"Требование {i}"}) for i in range(40))
    verdicts = tuple(Verdict("egov", x.id, "partly", found[0].pins, {"rus": "Есть часть"}) for x in items)
    return Material(readings, tuple(found), verdicts, items, rows, targets, "test")


def _reading(rng: random.Random, act_id: str, size: int) -> Reading:
    body: list[str] = []
    at = 0
    provisions: list[Provision] = []
    references, norms, definitions = [], [], []
    article = ""
    for n in range(size):
        head = n % 5 == 0
        text = "" if head else " ".join(rng.choices(_WORDS, k=35))
        number = str(n // 5 + 1) if head else str(n % 5)
        num, heading = (f"Статья {number}.", " ".join(rng.choices(_WORDS, k=4))) if head else (f"{number}.", "")
        eid = f"art_{number}" if head else f"{article}__para_{number}"
        whole = " ".join(x for x in (num, heading, text) if x)
        span = Span(at, at + len(whole))
        provisions.append(
            Provision(
                eid, "article" if head else "paragraph", number, num, heading, text, "" if head else article, n, span
            )
        )
        if head:
            article = eid
        else:
            target = Address(f"MODEL{rng.randrange(30):03}", None, "rus", "art_1")
            references.append(Reference(eid, Span(at + 4, at + 20), whole[4:20], "other_act", "resolved", target))
            norms.append(Norm(eid, span, "duty", "оператор", action="обеспечивает"))
        if n % 12 == 1:
            definitions.append(Definition(f"термин {rng.randrange(400)}", text, eid, span, "dash"))
        body.append(whole)
        at += len(whole) + 1
    act = Act(act_id, "rus", f"Модельный акт {act_id}", "\n".join(body), tuple(provisions), number=act_id)
    return Reading(act, tuple(references), tuple(definitions), tuple(norms))


def run(data: Path | None) -> list[Figure]:
    """Write the site once, weigh it, and open it in a browser."""
    del data
    from lawkit.report.site import write_site

    material = synthetic()
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        first = write_site(material, Path(folder) / "report")
        seconds = time.process_time() - start
        size = first.stat().st_size
        pages = sum(1 for _ in first.parent.rglob("*.html"))
        browsed = list(_browsed(first.parent, len(material.findings)))
    return [
        Figure("report.cpu_s", seconds, bar="<= 20", n=len(material.findings)),
        Figure("report.first_page_kb", size / 1024, bar="<= 1024"),
        Figure("report.pages", pages),
        *browsed,
    ]


def _browsed(site: Path, findings: int) -> Iterator[Figure]:
    """The site in Chromium; nothing where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        print("report: no Playwright or no Chromium here, opening and filtering are not measured")
        return
    wrong: list[str] = []
    outside: list[str] = []
    with sync_playwright() as api:
        browser = api.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page()
        page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else outside.append(r.url))
        opened = _opening(page, site)
        filtered = _filtering(page, site, findings)
        browser.close()
    yield Figure("report.open_first_page_s", opened["index"], bar="<= 2", note="address to load event, Chromium")
    yield Figure(
        "report.open_slowest_page_s", max(opened.values()), n=len(opened), note=max(opened, key=opened.__getitem__)
    )
    yield Figure(
        "report.filter_ms", max(filtered), bar="<= 200", n=len(filtered), note="slowest choice, to the repainted table"
    )
    yield Figure("report.console_errors", len(wrong), bar="<= 0", n=len(opened))
    yield Figure("report.requests_outside", len(outside), bar="<= 0", n=len(opened))


def _opening(page: Any, site: Path) -> dict[str, float]:
    """Seconds from the address to the load event, by main page, the better of two."""
    from lawkit.report.site import MAIN_PAGES

    found: dict[str, float] = {}
    for name in ["index" if n == "overview" else n for n in MAIN_PAGES]:
        times = []
        for _ in range(2):
            start = time.perf_counter()
            page.goto((site / f"{name}.html").as_uri(), wait_until="load")
            times.append(time.perf_counter() - start)
        found[name] = min(times)
    return found


_CHOOSE = """([id, value]) => new Promise(done => {
  const field = document.getElementById(id), table = document.getElementById("findings");
  const body = table.tBodies[0], start = performance.now();
  field.value = value;
  field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", {bubbles: true}));
  const look = () => {
    if (table.tBodies[0] === body && performance.now() - start < 5000) { setTimeout(look, 1); return; }
    table.getBoundingClientRect();
    requestAnimationFrame(() => done(performance.now() - start));
  };
  look();
})"""


def _filtering(page: Any, site: Path, findings: int) -> list[float]:
    """Milliseconds from a choice to the table painted anew, by choice, the best of three."""
    page.goto((site / "overlaps.html").as_uri())
    page.locator("#f-count", has_text=f"/ {findings}").wait_for()
    times = []
    for field, value in (
        ("f-code", "duplicate"),
        ("f-tier", "certain"),
        ("f-act", "MODEL001-rus"),
        ("f-text", "оператор"),
    ):
        runs = []
        for _ in range(3):
            runs.append(page.evaluate(_CHOOSE, [field, value]))
            page.evaluate(_CHOOSE, [field, ""])
        times.append(min(runs))
    return times
