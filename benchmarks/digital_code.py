"""The laws on e-documents and informatisation onto the real Digital Code of 9 January 2026.

`tests/gold/digital_code.jsonl` says for each article and for hundreds of points where it went, or that nothing in the
code is its successor; marked by hand before the first run (tests/gold/README.md). `article` figures rank the code's
articles for an old one, `unit` figures are about the rows of the map, `links` about the pairs of articles that it
proposes. The floor is TF-IDF of words and word pairs in the same run, the best article for each old article or unit.

The text of the code is public and not kept here: fetch `rus.md` and `meta.yaml` of the folder
02-codes/2026/0109-tsifrovoi-kodeks-respubliki-kazakhstan-221101 of the GitHub repository kazakhstan-law/codes and
name a folder that holds them in LAWKIT_DIGITAL_CODE. Where the folder also holds the constitutional laws on the
President and on Parliament, of 1995 and of 2026 (tests/gold/README.md names their paths), these two reforms, which
were marked blind after the weights were fixed, are measured too.
"""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.align import Ranks, _count, _floor
from benchmarks.figures import Figure, Unavailable, share, shared

_GOLD = Path(__file__).parent.parent / "tests" / "gold" / "digital_code.jsonl"
_CODE = "221101"
_OLD = ("Z030000370_", "Z1500000418", "Z1500000401")
_FETCH = (
    "LAWKIT_DIGITAL_CODE is not set; fetch rus.md and meta.yaml of "
    "02-codes/2026/0109-tsifrovoi-kodeks-respubliki-kazakhstan-221101 in the GitHub repository kazakhstan-law/codes "
    "and name their folder in it"
)
_OTHERS = {"president": ("104312", "226138"), "parliament": ("104322", "226143")}
_OUTSIDE = {"stays", "superseded"}
_KEY = "digital_code"


def run(data: Path | None) -> list[Figure]:
    """All figures; `data` is the folder of the old acts, else acts/ below LAWKIT_SHARED."""
    from lawkit.consolidate import draft_map
    from lawkit.model import Reading

    acts, target = load(data)
    marks = [json.loads(line) for line in _GOLD.read_text(encoding="utf-8").splitlines()]
    started = time.process_time()
    drawn = draft_map([Reading(a) for a in acts], target)
    took = time.process_time() - started
    rows = {(r.source.act, r.source.eid): r for r in drawn.rows if r.source is not None}
    from lawkit.consolidate.onto_act_evidence import descents

    found = descents([Reading(a) for a in acts], target)
    return [
        *_articles(acts, target, marks, found),
        *_links(rows, marks, acts, target),
        *_units(rows, marks, acts, target, found),
        Figure(f"{_KEY}.cpu_seconds", took, n=len(drawn.rows)),
        *(f for name, codes in _OTHERS.items() for f in _other(name, *codes)),
    ]


def _other(name: str, old: str, new: str) -> list[Figure]:
    """One act onto its successor, by the codes that their folders end in; nothing where they are not there."""
    from lawkit.consolidate import draft_map
    from lawkit.model import Reading
    from lawkit.sources import find_sources, read_act

    paths = find_sources([Path(os.environ["LAWKIT_DIGITAL_CODE"])])
    found = [next((p for p in paths if p.parent.name.endswith(f"-{c}") and p.stem == "rus"), None) for c in (old, new)]
    if found[0] is None or found[1] is None:
        return []
    act, target = read_act(found[0]), read_act(found[1])
    rows = {r.source.eid: r for r in draft_map([Reading(act)], target).rows if r.source is not None}
    marks = [json.loads(line) for line in (_GOLD.parent / f"{name}_law.jsonl").read_text(encoding="utf-8").splitlines()]
    known = [(m, _second(rows, m["eid"])) for m in marks if m["mark"] != "unsure" and _second(rows, m["eid"])]
    moved = [(m, r) for m, r in known if m["mark"] == "moved"]
    carried = [(m, r) for m, r in known if r.disposition not in _OUTSIDE and r.disposition != "conflict"]
    gone = [r for m, r in known if m["mark"] == "none"]
    told = [m for m, r in known if r.disposition in _OUTSIDE]
    key = f"{_KEY}.{name}"
    return [
        share(f"{key}.right_unit", sum(r.target in m["to"] for m, r in moved), len(moved)),
        share(f"{key}.proposed_right", sum(r.target in m["to"] for m, r in carried), len(carried)),
        share(f"{key}.dropped_found", sum(r.disposition in _OUTSIDE for r in gone), len(gone)),
        share(f"{key}.outside_right", sum(m["mark"] == "none" for m in told), len(told)),
        share(f"{key}.asked", sum(r.disposition == "conflict" for _, r in known), len(known)),
    ]


def _second(rows: dict[str, Any], eid: str) -> Any:
    """The row of a unit; of its second reading where the table of contents was read as articles too."""
    head, mark, rest = eid.partition("__")
    return rows.get(f"{head}~2{mark}{rest}") or rows.get(eid)


def load(data: Path | None) -> tuple[list[Any], Any]:
    """The old acts and the code; raises Unavailable with what to fetch."""
    from lawkit.consolidate.units import main_expressions
    from lawkit.sources import find_sources, read_act

    folder = os.environ.get("LAWKIT_DIGITAL_CODE")
    if not folder:
        raise Unavailable(_FETCH)
    every = [read_act(p) for p in find_sources([shared("acts", data=data)])]
    acts = [a for a in main_expressions(a for a in every if a.language == "rus") if a.act_id in _OLD]
    if len(acts) < len(_OLD):
        raise Unavailable("the old acts are not there")
    code = next((p for p in find_sources([Path(folder)]) if p.stem == "rus" and _CODE in p.parent.name), None)
    if code is None:
        raise Unavailable(f"{folder} holds no rus.md in a folder named …-{_CODE}")
    return acts, read_act(code)


def _article(eid: str) -> str:
    return eid.split("__", maxsplit=1)[0]


def _articles(acts: list[Any], target: Any, marks: list[dict[str, Any]], found: Any) -> list[Figure]:
    """Ranks of the code's articles for each old article that went there."""
    from lawkit.consolidate.align import Unit, align
    from lawkit.consolidate.units import heads

    old = [(a.act_id, h) for a in acts for h in heads(a)]
    new = heads(target)
    ids = [f"{i}#{h.provision.eid}" for i, h in old], [h.provision.eid for h in new]
    pairs = {
        (f"{m['act']}#{m['eid']}", t) for m in marks if "__" not in m["eid"] and m["mark"] == "moved" for t in m["to"]
    }
    links = align(
        [Unit(k, h.text, h.provision.heading, n, i) for n, (k, (i, h)) in enumerate(zip(ids[0], old, strict=True))],
        [Unit(k, h.text, h.provision.heading, n, "code") for n, (k, h) in enumerate(zip(ids[1], new, strict=True))],
        "rus",
    )
    ranks: Ranks = {(x.old, x.new): (x.rank, x.rank_new) for x in links}
    ours = _count(ranks, pairs)
    theirs = _count(_floor([h.text for _, h in old], [h.text for h in new], ids), pairs)
    out = []
    for name in ("old.R@1", "old.R@5", "old.pair_recall@5", "R@1", "pair_recall@5"):
        hits, n = ours[name]
        out.append(share(f"{_KEY}.article.{name}", int(hits), n, floor=theirs[name][0] / n))
    mapped = _count(_by_chance(found), pairs)
    for name in ("old.R@1", "old.R@5", "old.pair_recall@5"):
        hits, n = mapped[name]
        out.append(
            share(f"{_KEY}.article.map.{name}", int(hits), n, floor=theirs[name][0] / n, note="as the map weighs it")
        )
    return out


def _by_chance(found: Any) -> Ranks:
    """The code's articles for each old one by the chances that the map gives to the old one's provisions, added up."""
    chances: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for case in found.cases:
        best: dict[str, float] = defaultdict(float)
        for c in case.candidates:
            article = _article(found.new[c.place].eid)
            best[article] = max(best[article], c.chance)
        for article, chance in best.items():
            chances[f"{case.head.act.act_id}#{case.head.provision.eid}"][article] += chance
    ranks: Ranks = {}
    for old, told in chances.items():
        ordered = sorted(told, key=lambda a, told=told: (-told[a], a))  # type: ignore[misc]
        ranks.update({(old, article): (rank, rank) for rank, article in enumerate(ordered, 1)})
    return ranks


def _best_articles(texts: list[str], target: Any) -> list[str]:
    """The floor: for each text the article of the unit of the code that is most alike."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    from lawkit.consolidate.units import has_row, source_text

    units = [p for p in target.provisions if has_row(p)]
    matrix = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(
        [*texts, *(source_text(p) for p in units)]
    )
    best = (matrix[: len(texts)] @ matrix[len(texts) :].T).toarray().argmax(1)
    return [_article(units[k].eid) for k in best]


def _links(rows: dict[Any, Any], marks: list[dict[str, Any]], acts: list[Any], target: Any) -> list[Figure]:
    """Pairs of articles on the map, among old articles whose fate is marked."""
    from lawkit.consolidate.units import heads

    known = {(m["act"], m["eid"]): m for m in marks if "__" not in m["eid"] and m["mark"] != "unsure"}
    pairs = {(*a, t) for a, m in known.items() for t in m["to"]}
    proposed = {
        (act, _article(eid), _article(r.target))
        for (act, eid), r in rows.items()
        if r.target and r.disposition != "conflict" and (act, _article(eid)) in known
    }
    texts = {(a.act_id, h.provision.eid): h.text for a in acts for h in heads(a)}
    floor = {(*a, t) for a, t in zip(known, _best_articles([texts[a] for a in known], target), strict=True)}
    gone = [a for a, m in known.items() if m["mark"] == "none"]
    carried = {(act, art) for act, art, _ in proposed}
    hits = len(proposed & pairs)
    return [
        share(f"{_KEY}.links.precision", hits, len(proposed)),
        share(f"{_KEY}.links.recall", hits, len(pairs)),
        Figure(f"{_KEY}.links.F1", _f1(proposed, pairs), _f1(floor, pairs), len(pairs)),
        share(f"{_KEY}.article.dropped_found", sum(a not in carried for a in gone), len(gone)),
    ]


def _f1(found: set[Any], pairs: set[Any]) -> float:
    return 2 * len(found & pairs) / max(1, len(found) + len(pairs))


def _units(rows: dict[Any, Any], marks: list[dict[str, Any]], acts: list[Any], target: Any, found: Any) -> list[Figure]:
    """Rows of the map against the marks of points and definitions."""
    from lawkit.consolidate.units import source_text

    there = {(a.act_id, p.eid): source_text(p) for a in acts for p in a.provisions}
    known = [m for m in marks if "__" in m["eid"] and m["mark"] != "unsure" and (m["act"], m["eid"]) in rows]
    row = {id(m): rows[m["act"], m["eid"]] for m in known}
    moved = [m for m in known if m["mark"] == "moved"]
    gone = [m for m in known if m["mark"] == "none"]
    floor = _best_articles([there[m["act"], m["eid"]] for m in moved], target)

    def right(m: dict[str, Any], article: str) -> bool:
        return article in {_article(t) for t in m["to"]}

    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for m in known:
        kind = row[id(m)].disposition
        by_kind["outside" if kind in _OUTSIDE else "asked" if kind == "conflict" else "carried"].append(m)
    exact = [m for m in moved if all("__" in t for t in m["to"])]
    nearest = {
        (c.head.act.act_id, c.provision.eid): _article(found.new[c.best.place].eid) for c in found.cases if c.best
    }
    out = sum(m["mark"] == "none" for m in by_kind["outside"])
    asked = len(by_kind["asked"])
    return [
        share(
            f"{_KEY}.unit.nearest_article",
            sum(right(m, nearest.get((m["act"], m["eid"]), "")) for m in moved),
            len(moved),
            floor=sum(right(m, a) for m, a in zip(moved, floor, strict=True)) / max(1, len(moved)),
            note="the best candidate, proposed or not",
        ),
        share(f"{_KEY}.unit.right_article", sum(right(m, _article(row[id(m)].target)) for m in moved), len(moved)),
        share(f"{_KEY}.unit.right_point", sum(_in_point(row[id(m)].target, m["to"]) for m in exact), len(exact)),
        share(
            f"{_KEY}.unit.proposed_right",
            sum(right(m, _article(row[id(m)].target)) for m in by_kind["carried"]),
            len(by_kind["carried"]),
            note="of what is proposed without asking",
        ),
        share(f"{_KEY}.unit.dropped_found", out, len(gone)),
        share(f"{_KEY}.unit.dropped_not_carried", sum(m not in by_kind["carried"] for m in gone), len(gone)),
        share(f"{_KEY}.unit.outside_right", out, len(by_kind["outside"])),
        share(f"{_KEY}.unit.asked", asked, len(known)),
    ]


def _in_point(target: str, points: list[str]) -> bool:
    return any(target == p or target.startswith(f"{p}__") for p in points)
