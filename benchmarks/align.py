"""Alignment of an old act to a new one, by text only: ranks, many-to-one pairs, proposed links.

Sets: a folder with old.jsonl, new.jsonl (id, text; headings are hidden) and map.jsonl (old, new). Only units that
carry an official link are scored. `R@k` asks for each new unit whether a true old one is among its best k,
`pair_recall@5` whether a true pair's old unit is among the new unit's best five (the floors of the gold sets are
counted so); `old.…` asks the same from the old side. The floor is TF-IDF of words and word pairs in the same run.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, Unavailable, share, shared

SETS = ("india_iea_bsa", "india_crpc_bnss", "ru_apk1992_apk1995", "ru_kzot1971_tk2001", "ru_gpk2002_apk2002")
BARS = {
    "india_iea_bsa.R@1": ">= 0.98",
    "ru_apk1992_apk1995.R@1": ">= 0.97",
    "ru_kzot1971_tk2001.R@1": ">= 0.93",
    "ru_gpk2002_apk2002.R@1": ">= 0.96",
    "ru_gpk2002_apk2002.pair_recall@5": ">= 0.99",
}
Ranks = dict[tuple[str, str], tuple[int, int]]  # (old, new) -> rank from the old side, from the new side


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _floor(old: list[str], new: list[str], ids: tuple[list[str], list[str]]) -> Ranks:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(old + new)
    scores = (matrix[: len(old)] @ matrix[len(old) :].T).toarray()
    by_row = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1) + 1
    by_column = np.argsort(np.argsort(-scores, axis=0, kind="stable"), axis=0) + 1
    best = np.argwhere((by_row <= 5) | (by_column <= 5))
    return {(ids[0][i], ids[1][j]): (int(by_row[i, j]), int(by_column[i, j])) for i, j in best}


def _count(ranks: Ranks, pairs: set[tuple[str, str]]) -> dict[str, tuple[float, int]]:
    """Hits and totals for every measure; MRR as the mean itself."""
    out: dict[str, tuple[float, int]] = {}
    for side, prefix in ((1, ""), (0, "old.")):
        best: dict[str, int] = defaultdict(lambda: 10**9)
        for pair in pairs:
            key = pair[side]
            best[key] = min(best[key], ranks.get(pair, (10**9, 10**9))[side])
        for k in (1, 5):
            out[f"{prefix}R@{k}"] = (sum(r <= k for r in best.values()), len(best))
        out[f"{prefix}MRR"] = (sum(1 / r for r in best.values() if r <= 5), len(best))
        out[f"{prefix}pair_recall@5"] = (sum(ranks.get(p, (9, 9))[side] <= 5 for p in pairs), len(pairs))
    return out


def _links(proposed: set[tuple[str, str]], pairs: set[tuple[str, str]], key: str, floor: float) -> list[Figure]:
    """Precision, recall and F1 of the links we would put on a map, among units that carry an official link."""
    olds, news = {o for o, _ in pairs}, {n for _, n in pairs}
    scored = {p for p in proposed if p[0] in olds and p[1] in news}
    hits = len(scored & pairs)
    precision, recall = hits / max(1, len(scored)), hits / len(pairs)
    return [
        share(f"{key}.link_precision", hits, len(scored)),
        share(f"{key}.link_recall", hits, len(pairs)),
        Figure(f"{key}.link_F1", 2 * precision * recall / max(1e-9, precision + recall), floor, len(pairs)),
    ]


def _f1(found: set[tuple[str, str]], pairs: set[tuple[str, str]]) -> float:
    hits = len(found & pairs)
    return 2 * hits / max(1, len(found) + len(pairs))


def measure(folder: Path, name: str) -> list[Figure]:
    """All figures of one set."""
    from lawkit.consolidate.align import Unit, align

    old, new = _rows(folder / "old.jsonl"), _rows(folder / "new.jsonl")
    ids = [str(u["id"]) for u in old], [str(u["id"]) for u in new]
    known = set(ids[0]), set(ids[1])
    rows = ((str(r["old"]), str(r["new"])) for r in _rows(folder / "map.jsonl"))
    pairs = {p for p in rows if p[0] in known[0] and p[1] in known[1]}
    if not pairs:
        raise Unavailable(f"{folder} has no pair whose units are both there")
    started = time.process_time()
    units = [
        [Unit(i, u["text"], order=n, group=str(u.get("act", ""))) for n, (i, u) in enumerate(zip(*side, strict=True))]
        for side in ((ids[0], old), (ids[1], new))
    ]
    links = align(units[0], units[1])
    took = time.process_time() - started
    floor = _floor([u["text"] for u in old], [u["text"] for u in new], ids)
    ranks: Ranks = {}
    for x in links:  # an id that repeats in a set counts with its better place
        before = ranks.get((x.old, x.new), (10**9, 10**9))
        ranks[x.old, x.new] = min(before[0], x.rank), min(before[1], x.rank_new)
    ours = _count(ranks, pairs)
    theirs = _count(floor, pairs)
    key = f"align.{name}"
    figures = []
    for measure_name, (hits, n) in ours.items():
        below = theirs[measure_name][0] / n
        bar = BARS.get(f"{name}.{measure_name}", "")
        if measure_name.endswith("MRR"):
            figures.append(Figure(f"{key}.{measure_name}", hits / n, below, n))
        else:
            figures.append(share(f"{key}.{measure_name}", int(hits), n, floor=below, bar=bar))
    best_of_floor = {
        p for p, r in floor.items() if r[1] == 1 and p[0] in {o for o, _ in pairs} and p[1] in {n for _, n in pairs}
    }
    figures += _links({(x.old, x.new) for x in links if x.proposed}, pairs, key, _f1(best_of_floor, pairs))
    figures.append(Figure(f"{key}.cpu_seconds", took, n=len(old) * len(new)))
    return figures


def run(data: Path | None) -> list[Figure]:
    """Figures of one set at `data` (or of every set in the folders below it), else of the gold sets."""
    if data is not None:
        folders = [data] if (data / "map.jsonl").exists() else sorted(p.parent for p in data.glob("*/map.jsonl"))
        if not folders:
            raise Unavailable(f"{data} holds no old.jsonl, new.jsonl, map.jsonl")
        return [f for folder in folders for f in measure(folder, folder.resolve().name)]
    return [f for name in SETS for f in measure(shared("gold", name), name)]
