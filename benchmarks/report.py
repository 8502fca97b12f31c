"""The report site at scale: seconds to write 30 acts with 10,000 provisions and 5,000 findings, and the weight of its first page."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

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
    """Write the site once and weigh it."""
    del data
    from lawkit.report.site import write_site

    material = synthetic()
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        first = write_site(material, Path(folder) / "report")
        seconds = time.process_time() - start
        size = first.stat().st_size
        pages = sum(1 for _ in first.parent.rglob("*.html"))
    return [
        Figure("report.cpu_s", seconds, bar="<= 20", n=len(material.findings)),
        Figure("report.first_page_kb", size / 1024, bar="<= 1024"),
        Figure("report.pages", pages),
    ]
