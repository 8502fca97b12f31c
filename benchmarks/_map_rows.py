"""Rows of the map beside a drafter's marks (tests/gold/map_rows*.jsonl): does the article agree, and the disposition?"""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.figures import Figure, share
from lawkit.consolidate.maps import Map

GOLD = Path(__file__).parent.parent / "tests" / "gold"
SETS = {"first": "map_rows.jsonl", "second": "map_rows_second.jsonl", "third": "map_rows_third.jsonl"}
# What a mark allows: the map may know more (an overlap joins or drops what the words alone let move).
KINDS = {
    "moves": {"verbatim", "reworded", "merged", "split"},
    "definition": {"definition-unified"},
    "duplicate": {"dropped-duplicate"},
    "obsolete": {"dropped-obsolete"},
    "bylaw": {"moved-to-bylaw"},
    "conflict": {"conflict"},
    "stays": {"stays"},
}


def verdicts(drawn: Map, marks: Path) -> list[tuple[str, str]]:
    """Address and verdict of every mark whose provision is on the map: agree, asked (a person decides) or wrong."""
    rows = {str(r.source): r for r in drawn.rows if r.source is not None}
    keys = {t.id: t.key for t in drawn.targets}
    out = []
    for mark in map(json.loads, marks.read_text("utf-8").splitlines()):
        row = rows.get(mark["address"])
        if row is None or row.source_hash != mark["sha"]:
            continue
        kind = any(row.disposition in KINDS[k] for k in mark["kinds"])
        place = not mark["targets"] or not row.target or keys.get(row.target) in mark["targets"]
        verdict = "agree" if kind and place else "asked" if row.disposition == "conflict" else "wrong"
        out.append((mark["address"], verdict))
    return out


def figures(drawn: Map) -> list[Figure]:
    """Agreement on each set and on all; and what is asserted wrongly, which is worse than what is asked."""
    found = {name: [v for _, v in verdicts(drawn, GOLD / file)] for name, file in SETS.items()}
    every = [v for verdicts_ in found.values() for v in verdicts_]
    out = [
        share(f"map.rows.agree.{name}", v.count("agree"), len(v), note="first figures: tests/gold/README.md")
        for name, v in found.items()
    ]
    out.append(share("map.rows.agree", every.count("agree"), len(every), bar=">= 0.9", note="rules changed since"))
    out.append(share("map.rows.wrong", every.count("wrong"), len(every), note="asserted and not as marked"))
    return out
