"""Gaps: verdicts against a reader's own, the RTI Rating's section totals, places, and speed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import Figure, Unavailable, share, shared
from lawkit.gaps import checklists, find_gaps, load_checklist, score
from lawkit.gaps.evidence import Evidence
from lawkit.gaps.index import forget
from lawkit.gaps.judge import evidence
from lawkit.model import Act, Reading, Verdict
from lawkit.reading import read
from lawkit.register import Register
from lawkit.sources import find_sources, read_act

GOLD = Path(__file__).parent.parent / "tests" / "gold"
RATED = {  # published totals of the RTI Rating for Kazakhstan, 2017
    "right-of-access": (0, 6), "scope": (30, 30), "requesting": (21, 30), "exceptions": (1, 30),
    "appeals": (7, 30), "sanctions": (0, 8), "promotion": (1, 16),
}  # fmt: skip
RATED_ACTS = {"Z1500000401", "K950001000_"}  # the law on access to information and the constitution


def newest(acts: Iterable[Act]) -> list[Act]:
    """The newest expression of each act in each language."""
    best: dict[tuple[str, str], Act] = {}
    for act in acts:
        key = (act.act_id, act.language)
        if key not in best or str(act.edition or "") > str(best[key].edition or ""):
            best[key] = act
    return [best[key] for key in sorted(best)]


def readings() -> list[Reading]:
    """The real acts, read in full."""
    acts = newest(read_act(path) for path in find_sources([shared("acts")]))
    register, by_id = Register.load(), {a.act_id: a for a in acts}
    return [read(act, register, by_id) for act in acts]


def keys(data: Path | None) -> dict[str, dict[str, dict[str, object]]]:
    """Keys by checklist: `gaps_NAME.jsonl` with item, verdict and pins, in a folder, or one such file.

    A row may name its `checklist`; otherwise the file's name tells it.
    """
    where = data or GOLD
    files = [where] if where.is_file() else sorted(where.glob("gaps*.jsonl"))
    if not files:
        raise Unavailable(f"{where} has no gaps_NAME.jsonl")
    found: dict[str, dict[str, dict[str, object]]] = {}
    for path in files:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        for row in rows:
            row["verdict"] = str(row["verdict"]).strip().lower().replace(" ", "_")
            found.setdefault(row.get("checklist") or path.stem.removeprefix("gaps_"), {})[str(row["item"])] = row
    return found


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """Mean F1 over the values that the key uses; pairs are (key, found)."""
    values = sorted({key for key, _ in pairs})
    total = 0.0
    for value in values:
        both = sum(key == found == value for key, found in pairs)
        sides = sum(key == value for key, _ in pairs) + sum(found == value for _, found in pairs)
        total += 2 * both / sides if sides else 0.0
    return total / len(values) if values else 0.0


def agreement(name: str, key: dict[str, dict[str, object]], verdicts: list[Verdict]) -> list[Figure]:
    """Agreement, macro-F1 and the places shared with the reader, beside «partly» for everything."""
    found = {v.item: v for v in verdicts}
    pairs = [(str(row["verdict"]), found[item].value) for item, row in key.items() if item in found]
    hits = sum(a == b for a, b in pairs)
    floor = sum(a == "partly" for a, _ in pairs) / len(pairs) if pairs else 0.0
    f1_floor = macro_f1([(a, "partly") for a, _ in pairs])
    shown = [
        i
        for i, row in key.items()
        if row.get("pins") and i in found and found[i].pins and found[i].value != "not_found"
    ]
    same = sum(bool(_articles(key[i]["pins"]) & {_article(str(p.address)) for p in found[i].pins}) for i in shown)  # type: ignore[arg-type]
    return [
        share(f"gaps.{name}.agreement", hits, len(pairs), floor=floor, bar=">= 0.85"),
        Figure(f"gaps.{name}.macro_f1", macro_f1(pairs), f1_floor, len(pairs), bar=">= 0.75"),
        share(
            f"gaps.{name}.same_article", same, len(shown), note="items with a place in an article that the reader named"
        ),
    ]


def _article(address: str) -> str:
    act, _, eid = address.partition("#")
    return f"{act.split('@')[0].split('/')[0]}#{eid.split('__')[0]}"


def _articles(addresses: Iterable[str]) -> set[str]:
    return {_article(str(a)) for a in addresses}


def rating(read_acts: list[Reading]) -> list[Figure]:
    """Section totals of the law on access to information beside the published ones."""
    checklist = load_checklist("access-to-information")
    verdicts = find_gaps([r for r in read_acts if r.act.act_id in RATED_ACTS], checklist)
    figures = []
    for one in score(verdicts, checklist):
        published, most = RATED[one.group]
        note = f"of {most}; floor: published 2017"
        figures.append(Figure(f"gaps.rti.{one.group}", one.points, float(published), bar="within 3", note=note))
    return figures


def languages(read_acts: list[Reading]) -> list[Figure]:
    """Parts of requirements that the Russian and the Kazakh text of one law show alike (laws on data and on information)."""
    same = total = 0
    for checklist in (
        load_checklist(name) for name in ("personal-data", "egov", "access-to-information", "governance")
    ):
        found = {(e.act.act, e.act.language): e for e in evidence(read_acts, checklist)}
        for act in ("Z1300000094", "Z1500000401"):
            if (act, "rus") not in found or (act, "kaz") not in found:
                continue
            shown = [_strong(found[act, language]) for language in ("rus", "kaz")]
            same += len(shown[0] & shown[1])
            total += len(shown[0] | shown[1])
    return [share("gaps.languages.same_parts", same, total, note="Russian and Kazakh expression of one law")]


def _strong(found: Evidence) -> set[tuple[str, str]]:
    return {
        (i, part) for i, parts in found.hits.items() for part, hits in parts.items() if any(not h.weak for h in hits)
    }


def speed(read_acts: list[Reading]) -> list[Figure]:
    """CPU seconds for every item of every checklist over all acts, cold; and for one act more, with kept evidence."""
    loaded = [load_checklist(name) for name in checklists()]
    items = sum(len(c.items) for c in loaded)
    forget()
    cache: dict[str, Evidence] = {}
    start = time.process_time()
    for checklist in loaded:
        find_gaps(read_acts[1:], checklist, cache=cache)
    cold = time.process_time() - start
    start = time.process_time()
    for checklist in loaded:
        find_gaps(read_acts, checklist, cache=cache)
    added = time.process_time() - start
    scaled = cold * (200 / items) * (30 / max(1, len(read_acts) - 1))
    return [
        Figure("gaps.speed.cpu_seconds", cold, n=items, note=f"{items} items over {len(read_acts) - 1} acts"),
        Figure("gaps.speed.200_items_30_acts", scaled, bar="< 10", note="CPU seconds, scaled"),
        Figure("gaps.speed.one_act_added", added, note="CPU seconds, evidence of the others kept"),
    ]


def run(data: Path | None) -> list[Figure]:
    """All figures; `data` is another reader's key (a folder of gaps_NAME.jsonl, or one file).

    Without it both our keys are asked: the first, which rules were sharpened on, and the second reader's, blind to it
    and to the program's output, after which nothing was changed.
    """
    read_acts = readings()
    figures: list[Figure] = []
    for prefix, where in (("", data),) if data else (("", GOLD), ("second.", GOLD / "second")):
        for name, key in keys(where).items():
            found = agreement(name, key, find_gaps(read_acts, load_checklist(name)))
            figures += [replace(f, key=f.key.replace("gaps.", f"gaps.{prefix}", 1)) for f in found]
    return [*figures, *rating(read_acts), *languages(read_acts), *speed(read_acts)]
