"""Old acts onto a new code in a file: the case of the Digital Code of 9 January 2026, on codes made from real acts.

Three acts are merged into one code: articles move, merge, split, are reworded or dropped, articles of a stranger stand
between them, and the terms of the reform are renamed throughout. The map of the old acts onto that file is compared
with what was done: is the article the right one, is what was dropped said to be outside, is a change of nothing but
terms said to be that.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks._new_code import NewCode, make
from benchmarks.figures import Figure, Unavailable, share, shared

_CASES = {
    "rus": (("Z1500000418", "Z1500000401", "Z1300000094"), ("Z2300000193",)),
    "kaz": (("Z1300000088", "Z1500000401", "Z1300000094"), ("Z2300000193",)),
    "rus_kinds": (("Z1300000088", "Z2200000178", "Z1800000133"), ("Z2300000193",)),
}  # fmt: skip


def run(data: Path | None) -> list[Figure]:
    """Figures for each case."""
    from lawkit.consolidate.units import main_expressions
    from lawkit.sources import find_sources, read_act

    folder = shared("acts", data=data)
    every = [read_act(path) for path in find_sources([folder])]
    figures: list[Figure] = []
    for name, (old, strange) in _CASES.items():
        language = name.split("_")[0]
        there = {a.act_id: a for a in main_expressions(a for a in every if a.language == language)}
        if not set(old) <= set(there):
            continue
        acts = [there[i] for i in old]
        figures += _case(name, acts, make(acts, [there[i] for i in strange if i in there]))
    if not figures:
        raise Unavailable("the three acts are not there")
    return figures


def _case(name: str, acts: list, code: NewCode) -> list[Figure]:
    from lawkit.consolidate import check_map, draft_map
    from lawkit.model import Reading
    from lawkit.sources import read_act

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "code.md"
        path.write_text(code.text, encoding="utf-8")
        target = read_act(path)
    started = time.process_time()
    drawn = draft_map([Reading(a) for a in acts], target)
    took = time.process_time() - started
    rows = {str(r.source): r for r in drawn.rows if r.source is not None}
    carried = {a: t for a, t in code.truth.items() if t[0] and a in rows}
    dropped = [a for a, t in code.truth.items() if not t[0] and a in rows]
    right = sum(_article(rows[a].target) == number for a, (number, _) in carried.items())
    outside = sum(rows[a].disposition in ("stays", "superseded") for a in dropped)
    told = [a for a in code.truth if a in rows and rows[a].disposition in ("stays", "superseded")]
    proposed = [a for a in code.truth if a in rows and rows[a].disposition not in ("stays", "superseded", "conflict")]
    truly = sum(code.truth[a][0] == _article(rows[a].target) for a in proposed)
    alone = {str(c.source) for c in drawn.changes if c.why == "terms"}
    renamed = [a for a, t in code.truth.items() if t[1] == "terms" and a in rows and rows[a].disposition != "conflict"]
    key = f"new_code.{name}"
    return [
        share(f"{key}.right_article", right, len(carried), bar=">= 0.90"),
        share(f"{key}.proposed_right", truly, len(proposed), note="of what is proposed without asking"),
        share(f"{key}.dropped_found", outside, len(dropped)),
        share(f"{key}.outside_right", sum(not code.truth[a][0] for a in told), len(told)),
        share(f"{key}.only_terms_found", sum(a in alone for a in renamed), len(renamed)),
        share(
            f"{key}.only_terms_right",
            sum(code.truth.get(a, ("", ""))[1] in ("terms", "kept", "heading") for a in alone),
            len(alone),
        ),
        share(f"{key}.asked", sum(r.disposition == "conflict" for r in rows.values()), len(rows)),
        Figure(f"{key}.holes", len(check_map(drawn, acts)), bar="<= 0"),
        Figure(f"{key}.cpu_seconds", took, n=len(rows)),
    ]


def _article(eid: str) -> str:
    return next((s.removeprefix("art_") for s in eid.split("__") if s.startswith("art_")), "")


def kinds(drawn: object, code: NewCode) -> Counter[tuple[str, str]]:
    """(what was done, what the map says) → how often; for looking at."""
    rows = {str(r.source): r for r in drawn.rows if r.source is not None}  # type: ignore[attr-defined]
    return Counter((fate, rows[a].disposition) for a, (_, fate) in code.truth.items() if a in rows)
