"""Alignment on reforms planted by rule: what each kind of change costs, with enough pairs to tell small gains.

A pair of acts whose links are known (the official sets and the sets of equal headings of `align`) or the articles of
the real acts, which go to themselves, is changed by rule: units merged or split, terms renamed throughout and words
dropped, blocks moved, only openings kept, beginnings and ends cut off, the old act dealt out to several acts beside a
foreign one or to acts of very different lengths, rules gathered in an article of definitions or put together in one old
unit from distant places, and all at once. Seeds are fixed and differ from those by which the weights of the alignment
were chosen. Where only some units carry a link, a unit merged from several has a right partner that nobody marked: such
sides are left out. The floor is TF-IDF of words and word pairs in the same run.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, Unavailable, share, shared

SEED = 20_261_124
SETS = ("india_iea_bsa", "ru_apk1992_apk1995", "ru_kzot1971_tk2001", "ru_gpk2002_apk2002")
MOST_UNITS = 400
Text = tuple[str, str]  # text, act
_WORD = re.compile(r"(\w+)")


@dataclass(frozen=True, slots=True)
class Reform:
    """Two sides in document order and the positions of true pairs; `complete` says that no true pair is missing."""

    old: tuple[Text, ...]
    new: tuple[Text, ...]
    pairs: frozenset[tuple[int, int]]
    complete: bool = False


def _runs(count: int, most: int, rng: random.Random) -> list[list[int]]:
    """Positions in runs of 1 to `most`, half of them alone."""
    runs: list[list[int]] = []
    start = 0
    while start < count:
        size = rng.choice([1] * (most - 1) + list(range(2, most + 1)))
        runs.append(list(range(start, min(count, start + size))))
        start += size
    return runs


def _joined(side: tuple[Text, ...], rng: random.Random) -> tuple[tuple[Text, ...], dict[int, int]]:
    cut = [part for run in _runs(len(side), 5, rng) for part in _by_act(run, side)]
    where = {position: k for k, part in enumerate(cut) for position in part}
    return tuple(("\n".join(side[p][0] for p in part), side[part[0]][1]) for part in cut), where


def _by_act(run: list[int], side: tuple[Text, ...]) -> list[list[int]]:
    """A run cut where the act changes."""
    parts: list[list[int]] = []
    for position in run:
        if parts and side[parts[-1][0]][1] == side[position][1]:
            parts[-1].append(position)
        else:
            parts.append([position])
    return parts


def merged(reform: Reform, rng: random.Random) -> Reform:
    """Neighbours of the new act become one unit: several old ones go to it."""
    new, where = _joined(reform.new, rng)
    return replace(reform, new=new, pairs=frozenset((a, where[b]) for a, b in reform.pairs))


def split(reform: Reform, rng: random.Random) -> Reform:
    """Neighbours of the old act were one unit: it goes to several new ones."""
    old, where = _joined(reform.old, rng)
    return replace(reform, old=old, pairs=frozenset((where[a], b) for a, b in reform.pairs))


def renamed(reform: Reform, rng: random.Random, drop: float = 0.3, terms: float = 0.25) -> Reform:
    """Every fourth term of the old act has another name in all its places; of both sides words are dropped."""
    chosen: dict[str, bool] = {}

    def word(found: str, rename: bool) -> str:
        if rng.random() < drop:
            return ""
        root = found.lower()[:5]
        if rename and len(root) == 5 and chosen.setdefault(root, rng.random() < terms):
            return root[::-1] + found[5:]
        return found

    def change(text: str, rename: bool) -> str:
        return "".join(word(x, rename) if _WORD.fullmatch(x) else x for x in _WORD.split(text))

    old = tuple((change(t, True), act) for t, act in reform.old)
    return replace(reform, old=old, new=tuple((change(t, False), act) for t, act in reform.new))


def moved(reform: Reform, rng: random.Random) -> Reform:
    """Blocks of one to eight units of the new act in any order."""
    blocks = _runs(len(reform.new), 8, rng)
    rng.shuffle(blocks)
    order = [p for block in blocks for p in block]
    place = {p: k for k, p in enumerate(order)}
    pairs = frozenset((a, place[b]) for a, b in reform.pairs)
    return replace(reform, new=tuple(reform.new[p] for p in order), pairs=pairs)


def short(reform: Reform, _: random.Random) -> Reform:
    """Only the first 25 words of each unit."""
    cut = [tuple((" ".join(t.split()[:25]), act) for t, act in side) for side in (reform.old, reform.new)]
    return replace(reform, old=cut[0], new=cut[1])


def cut_off(reform: Reform, _: random.Random) -> Reform:
    """The old unit without its beginning, the new one without its end."""

    def part(text: str, start: float, stop: float) -> str:
        words = text.split(" ")
        return " ".join(words[int(len(words) * start) : max(8, int(len(words) * stop))]) or text

    old = tuple((part(t, 0.4, 1), act) for t, act in reform.old)
    return replace(reform, old=old, new=tuple((part(t, 0, 0.7), act) for t, act in reform.new))


def dealt_out(reform: Reform, rng: random.Random) -> Reform:
    """Chapters of the old side dealt out to four acts."""
    chapters = _runs(len(reform.old), 12, rng)
    rng.shuffle(chapters)
    order = [(p, f"act {k % 4}") for k, chapter in enumerate(chapters) for p in chapter]
    order.sort(key=lambda found: found[1])
    place = {p: k for k, (p, _) in enumerate(order)}
    old = tuple((reform.old[p][0], act) for p, act in order)
    return replace(reform, old=old, pairs=frozenset((place[a], b) for a, b in reform.pairs))


def uneven(reform: Reform, rng: random.Random) -> Reform:
    """Chapters of the old side dealt out to five acts, of which one holds most and one next to nothing."""
    chapters = _runs(len(reform.old), 8, rng)
    rng.shuffle(chapters)
    places = [p for chapter in chapters for p in chapter]
    ends = [int(len(places) * share) for share in (0.62, 0.8, 0.92, 0.97, 1.0)]
    acts = [sorted(places[low:high]) for low, high in pairwise([0, *ends])]
    order = [(p, f"act {k}") for k, act in enumerate(acts) for p in act]
    place = {p: k for k, (p, _) in enumerate(order)}
    old = tuple((reform.old[p][0], act) for p, act in order)
    return replace(reform, old=old, pairs=frozenset((place[a], b) for a, b in reform.pairs))


def gathered(reform: Reform, rng: random.Random) -> Reform:
    """Two runs of old units, a short and a long one, become articles of definitions, a sentence of each, in any order."""
    from_old: dict[int, list[int]] = defaultdict(list)
    for a, b in sorted(reform.pairs):
        from_old[b].append(a)
    single = [b for b in sorted(from_old) if len(from_old[b]) == 1]
    old, new, gone = list(reform.old), list(reform.new), {}
    for size in (rng.randint(3, 6), rng.randint(8, 14)):
        free = [b for b in single if b not in gone]
        start = rng.randrange(max(1, len(free) - size))
        run = free[start : start + size]
        gone |= dict.fromkeys(run, min(run, default=0))
        for a in (from_old[b][0] for b in run):
            old[a] = (_opening(old[a][0], rng), old[a][1])
        clauses = [_opening(new[b][0], rng) for b in rng.sample(run, len(run))]
        if run:
            new[run[0]] = ("\n".join(f"{k}) {clause};" for k, clause in enumerate(clauses, 1)), new[run[0]][1])
    kept = [b for b in range(len(new)) if gone.get(b, b) == b]
    place = {b: k for k, b in enumerate(kept)}
    pairs = frozenset((a, place[gone.get(b, b)]) for a, b in reform.pairs)
    return replace(reform, old=tuple(old), new=tuple(new[b] for b in kept), pairs=pairs)


def _opening(text: str, rng: random.Random) -> str:
    return " ".join(text.split()[: rng.randint(18, 45)])


def scattered(reform: Reform, rng: random.Random) -> Reform:
    """Every seventh old unit took in one to four others from around it: its parts go to different places."""
    linked = sorted({a for a, _ in reform.pairs})
    hosts = rng.sample(linked, max(1, len(linked) // 7))
    old, host_of = list(reform.old), {}
    for host in hosts:
        near = [a for a in linked if abs(a - host) <= 25 and a not in host_of and a not in hosts]
        taken = rng.sample(near, min(len(near), rng.randint(1, 4)))
        host_of |= dict.fromkeys(taken, host)
        parts = rng.sample([host, *taken], len(taken) + 1)
        old[host] = ("\n".join(reform.old[p][0] for p in parts), reform.old[host][1])
    kept = [a for a in range(len(old)) if a not in host_of]
    place = {a: k for k, a in enumerate(kept)}
    pairs = frozenset((place[host_of.get(a, a)], b) for a, b in reform.pairs)
    return replace(reform, old=tuple(old[a] for a in kept), pairs=pairs)


def everything(reform: Reform, rng: random.Random) -> Reform:
    """Dealt out, moved, merged and renamed."""
    return renamed(merged(moved(dealt_out(reform, rng), rng), rng), rng, 0.2, 0.2)


CHANGES: dict[str, Callable[[Reform, random.Random], Reform]] = {
    "merged": merged, "split": split, "renamed": renamed, "moved": moved, "short": short, "cut_off": cut_off,
    "dealt_out": dealt_out, "uneven": uneven, "gathered": gathered, "scattered": scattered, "everything": everything,
}  # fmt: skip


def _gold(folder: Path) -> Reform:
    from benchmarks.align import _rows

    old, new = _rows(folder / "old.jsonl"), _rows(folder / "new.jsonl")
    places = [{str(u["id"]): k for k, u in reversed([*enumerate(side)])} for side in (old, new)]
    rows = ((str(r["old"]), str(r["new"])) for r in _rows(folder / "map.jsonl"))
    pairs = frozenset((places[0][a], places[1][b]) for a, b in rows if a in places[0] and b in places[1])
    sides = [tuple((str(u["text"]), str(u.get("act", ""))) for u in side) for side in (old, new)]
    return Reform(sides[0], sides[1], pairs, complete=len(pairs) > len(old) / 2)


def _acts(folder: Path, language: str) -> Reform:
    """Articles of real acts, which go to themselves in one new act; words dropped, so that it isn't the same text."""
    from lawkit.consolidate.units import heads
    from lawkit.sources import find_sources, read_act

    first: dict[str, Any] = {}
    for act in (read_act(path) for path in find_sources([folder])):
        if act.language == language:
            first.setdefault(act.act_id, act)
    found = [(h.text, a.act_id) for a in first.values() for h in heads(a) if len(h.text.split()) > 8]
    rng = random.Random(SEED)
    found = [found[k] for k in sorted(rng.sample(range(len(found)), min(MOST_UNITS, len(found))))]
    new = tuple((text, "") for text, _ in found)
    own = frozenset((k, k) for k in range(len(found)))
    return renamed(Reform(tuple(found), new, own, complete=True), rng, 0.35, 0.3)


def _measure(reform: Reform, ours: bool) -> dict[str, tuple[int, int]]:
    """Hits and totals of every measure but MRR, by the alignment or by the floor."""
    from benchmarks.align import _count, _floor

    ids = [f"o{k}" for k in range(len(reform.old))], [f"n{k}" for k in range(len(reform.new))]
    pairs = {(f"o{a}", f"n{b}") for a, b in reform.pairs}
    texts = [t for t, _ in reform.old], [t for t, _ in reform.new]
    if not ours:
        ranks = _floor(*texts, ids)
    else:
        from lawkit.consolidate.align import Unit, align

        sides = [
            [
                Unit(name, text, order=k, group=act)
                for k, (name, (text, act)) in enumerate(zip(ids[n], side, strict=True))
            ]
            for n, side in enumerate((reform.old, reform.new))
        ]
        ranks = {(x.old, x.new): (x.rank, x.rank_new) for x in align(sides[0], sides[1])}
    return {k: (int(v[0]), v[1]) for k, v in _count(ranks, pairs).items() if not k.endswith("MRR")}


def _told(measure: str, change: str, reform: Reform) -> bool:
    """Whether a measure means what it says: see the module's words on sides left out."""
    if reform.complete or measure.endswith(("R@5", "recall@5")):
        return True
    return change not in (("split",) if measure.startswith("old.") else ("merged", "everything"))


def run(data: Path | None) -> list[Figure]:
    """Figures by kind of change, over all sets; `data` is one set in the format of `align`."""
    if data is not None:
        reforms = [_gold(data)]
    else:
        reforms = [_gold(shared("gold", name)) for name in SETS]
        reforms += [_acts(shared("acts"), language) for language in ("kaz", "rus")]
    if not all(r.pairs for r in reforms):
        raise Unavailable("a set without pairs")
    figures: list[Figure] = []
    for change, plant in CHANGES.items():
        total: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for k, reform in enumerate(reforms):
            planted = plant(reform, random.Random(SEED + k))
            counts = _measure(planted, ours=True), _measure(planted, ours=False)
            for measure in ("R@1", "pair_recall@5", "old.R@1"):
                if _told(measure, change, reform):
                    (hits, n), (below, _) = counts[0][measure], counts[1][measure]
                    total[measure] = [x + y for x, y in zip(total[measure], (hits, n, below), strict=True)]
        for measure, (hits, n, below) in total.items():
            figures.append(share(f"reforms.{change}.{measure}", hits, n, floor=below / max(1, n)))
    return figures
