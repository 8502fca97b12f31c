"""Definitions: precision, recall and F1 on our own marks (490 provisions drawn at random, 300 definitions), beside a plain regex.

The marks are ours: form and span of each term, set by reading the sheet before the tool was run on it; ten provisions
on which two readers could differ are left out. English is marked on the two model acts of corpus/demo, for want of others. A definition counts as found when the same provision gives the same term.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, shared, wilson
from benchmarks.norms import ENGLISH, GOLD, MENDED, Reader, by_language, marks
from lawkit.language import fold
from lawkit.reading.definitions import find_definitions

_FLOOR = re.compile(r"^(.{3,120}?) [–-] ")


def _term(text: str) -> str:
    """Folded, without quotation marks and without an English article."""
    bare = " ".join(re.sub(r"[«»\"“”]", "", fold(text)).split())
    return re.sub(r"^(?:the|an?) ", "", bare)


def _figures(key: str, hits: int, said: int, gold: int, floor: float, bar: str) -> list[Figure]:
    precision, recall = hits / max(1, said), hits / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return [
        Figure(f"{key}.precision", precision, None, said, wilson(hits, said)),
        Figure(f"{key}.recall", recall, None, gold, wilson(hits, gold)),
        Figure(f"{key}.F1", f1, floor, gold, None, bar),
    ]


def score(
    reader: Reader, rows: list[dict[str, Any]], key: str, bar: str = "", wrong: list[str] | None = None
) -> list[Figure]:
    """Compare what is found in the marked provisions with the marks."""
    hits = said = gold = floor_hits = floor_said = 0
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        act = reader.act(row["file"])
        if row["file"] not in found:
            grouped: dict[str, list[str]] = {}
            for d in find_definitions(act):
                grouped.setdefault(d.source, []).append(d.term)
            found[row["file"]] = grouped
        eid = row["address"].partition("#")[2]
        provision = next(p for p in act.provisions if p.eid == eid)
        want = [_term(provision.text[d["start"] : d["end"]]) for d in row["definitions"]]
        got = [_term(t) for t in found[row["file"]].get(eid, [])]
        plain = _FLOOR.match(provision.text)
        floor_said += plain is not None
        floor_hits += plain is not None and _term(re.sub(r" \(.*", "", plain.group(1))) in want
        common = sum(1 for t in want if t in got)
        hits, said, gold = hits + common, said + len(got), gold + len(want)
        if wrong is not None and sorted(want) != sorted(got):
            wrong.append(f"{row['address']} {want} ≠ {got} ‖ {provision.text[:200]}")
    floor_f1 = 2 * floor_hits / max(1, floor_said + gold)
    return _figures(key, hits, said, gold, floor_f1, bar)


def run(data: Path | None) -> list[Figure]:
    """Score the marks on the acts below LAWKIT_SHARED/acts, or below `data`."""
    reader = Reader(shared("acts", data=data))
    rows = marks("definitions.jsonl")
    figures: list[Figure] = []
    for language, bar in (("rus", ">= 0.98"), ("kaz", ">= 0.97")):
        mine = [r for r in rows if f"/{language}#" in r["address"]]
        figures += score(reader, mine, f"definitions.own.{language}", bar)
    from lawkit.resources import resource

    demo = Reader(resource("corpus", "demo"))
    figures += score(demo, marks("definitions_eng.jsonl"), "definitions.demo.eng", ">= 0.97")
    drawn: list[Figure] = []
    for language, mine in by_language("definitions", reader):
        drawn += score(mine[0], mine[1], f"definitions.blind.{language}", ">= 0.98" if language == "rus" else ">= 0.97")
    for draw in ("blind_second", "blind_fifth", "blind_sixth"):
        for language, mine in by_language("definitions", reader, draw):
            drawn += score(mine[0], mine[1], f"definitions.{draw}.{language}")
    texts = Reader(GOLD)
    for draw in ENGLISH[:-2]:  # the last two mark no definitions
        drawn += score(texts, marks(f"{draw}_definitions_eng.jsonl"), f"definitions.{draw}.eng")
    return figures + [replace(f, note=MENDED) for f in drawn]


def wrong_cases() -> list[str]:
    """The provisions where tool and marks differ, for reading: of the first set, then of the blind draw."""
    lines: list[str] = []
    reader = Reader(shared("acts"))
    score(reader, marks("definitions.jsonl"), "", "", lines)
    for draw in ("blind", "blind_second", "blind_fifth", "blind_sixth"):
        for _, mine in by_language("definitions", reader, draw):
            score(mine[0], mine[1], "", "", lines)
    texts = Reader(GOLD)
    for draw in ENGLISH[:-2]:  # the last two mark no definitions
        score(texts, marks(f"{draw}_definitions_eng.jsonl"), "", "", lines)
    return lines


if __name__ == "__main__":
    print("\n".join(wrong_cases()))
