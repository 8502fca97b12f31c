"""Editions compared: planted moves, renumbering, rewording, exclusion and splits found again; speed beside xmldiff.

Real acts, Russian and Kazakh, each edited by rule from seeds (`_editions.py`). A provision counts as recognised when
it is paired with the right one and told to be what was planted. Floors in the same run: pairs by id alone, and
difflib over the lines of either edition. Without LAWKIT_SHARED there is nothing to measure.
"""

from __future__ import annotations

import difflib
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks._editions import Truth, plant
from benchmarks.figures import Figure, Unavailable, share, shared
from lawkit.model import Act
from lawkit.sources import find_sources, read_act

SEEDS = (1, 2)
SHARES = (0.04, 0.25)
_FLOOR = 150  # provisions of an act worth editing
_MOST = 2500  # and at most, so that the whole stays short
_CAP = 60.0  # seconds for xmldiff
Pairs = dict[str, str]
Told = dict[str, set[str]]  # old eid → kinds


def _acts(data: Path | None) -> list[Act]:
    acts = []
    for path in find_sources([data if data is not None else shared("acts")]):
        if path.suffix in (".txt", ".html", ".md"):
            act = read_act(path)
            if act.language in ("rus", "kaz") and len(act.provisions) >= _FLOOR:
                acts.append(act)
    if not acts:
        raise Unavailable("no act long enough")
    return acts


def _ours(old: Act, new: Act) -> tuple[Pairs, Told, list[tuple[str, tuple[str, ...], tuple[str, ...]]], set[str]]:
    from lawkit.editions import diff_acts

    pairs: Pairs = {}
    told: Told = {}
    groups = []
    added = set()
    for c in diff_acts(old, new):
        if c.kind in ("split", "merged"):
            groups.append((c.kind, tuple(p.eid for p in c.old), tuple(p.eid for p in c.new)))
            continue
        if c.kind == "added":
            added.update(p.eid for p in c.new)
        for p in c.old:
            told[p.eid] = set(c.kinds)
            if c.new and c.kind != "excluded":
                pairs[p.eid] = c.new[0].eid
    return pairs, told, groups, added


def _lines(act: Act) -> list[str]:
    return [f"{p.heading} {p.text}".strip() for p in act.provisions]


def _difflib(old: Act, new: Act) -> Pairs:
    """Lines that difflib leaves equal, and lines of a replaced block one by one."""
    pairs: Pairs = {}
    for tag, i, j, k, m in difflib.SequenceMatcher(None, _lines(old), _lines(new), autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            for a, b in zip(range(i, j), range(k, m), strict=False):
                pairs[old.provisions[a].eid] = new.provisions[b].eid
    return pairs


def _score(counts: Counter[str], truth: Truth, pairs: Pairs, told: Told | None) -> None:
    """Add what was planted and what was found again, by kind."""
    for kind, eids in (("moved", truth.moved), ("renumbered", truth.renumbered), ("reworded", truth.reworded)):
        for eid in eids:
            counts[f"{kind}.n"] += 1
            counts[f"{kind}.hits"] += pairs.get(eid) == truth.pairs[eid] and (told is None or kind in told[eid])
    for eid in truth.moved & truth.reworded:
        counts["moved_reworded.n"] += 1
        counts["moved_reworded.hits"] += pairs.get(eid) == truth.pairs[eid]
    for eid in truth.excluded:
        counts["excluded.n"] += 1
        counts["excluded.hits"] += eid not in pairs
    scored = [eid for eid in truth.pairs if eid in pairs]
    counts["pairs.n"] += len(truth.pairs)
    counts["pairs.hits"] += sum(pairs[eid] == truth.pairs[eid] for eid in scored)
    counts["pairs.told"] += len(pairs)


def _told(counts: Counter[str], truth: Truth, pairs: Pairs, told: Told) -> None:
    """Precision of what is told: a claim is right when it was planted and the pair is right."""
    for kind, eids in (("moved", truth.moved), ("renumbered", truth.renumbered), ("reworded", truth.reworded)):
        for eid, kinds in told.items():
            if kind in kinds and eid in pairs:
                counts[f"{kind}.claims"] += 1
                counts[f"{kind}.right"] += eid in eids and pairs[eid] == truth.pairs.get(eid)
    gone = [eid for eid, kinds in told.items() if "excluded" in kinds]
    counts["excluded.claims"] += len(gone)
    counts["excluded.right"] += sum(eid in truth.excluded for eid in gone)


def _groups(counts: Counter[str], truth: Truth, groups: list[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
    found = {(kind, frozenset(olds), frozenset(news)) for kind, olds, news in groups}
    planted = {("split", frozenset([a]), frozenset([b, c])) for a, b, c in truth.split}
    planted |= {("merged", frozenset([a, b]), frozenset([c])) for a, b, c in truth.merged}
    for kind in ("split", "merged"):
        counts[f"{kind}.n"] += sum(k == kind for k, _, _ in planted)
        counts[f"{kind}.hits"] += sum(k == kind for k, _, _ in planted & found)
        counts[f"{kind}.claims"] += sum(k == kind for k, _, _ in found)
        counts[f"{kind}.right"] += sum(k == kind for k, _, _ in planted & found)


def planted(acts: list[Act]) -> list[Figure]:
    """Recall and precision by kind over all acts, seeds and densities."""
    ours, by_id, by_lines = Counter[str](), Counter[str](), Counter[str]()
    for number, act in enumerate(acts):
        if len(act.provisions) > _MOST:
            continue
        others = [a for a in acts if a.language == act.language and a.act_id != act.act_id] or acts
        for seed in SEEDS:
            for dense in SHARES:
                new, truth = plant(act, others[(number + seed) % len(others)], seed, dense)
                pairs, told, groups, added = _ours(act, new)
                _score(ours, truth, pairs, told)
                _told(ours, truth, pairs, told)
                _groups(ours, truth, groups)
                ours["added.n"] += len(truth.added)
                ours["added.hits"] += len(truth.added & added)
                ours["added.claims"] += len(added)
                ours["added.right"] += len(truth.added & added)
                same = {p.eid for p in new.provisions}
                _score(by_id, truth, {p.eid: p.eid for p in act.provisions if p.eid in same}, None)
                if seed == SEEDS[0]:
                    _score(by_lines, truth, _difflib(act, new), None)
    return [*_figures(ours, by_id), *_floors(by_id, by_lines)]


def _figures(ours: Counter[str], floor: Counter[str]) -> list[Figure]:
    out = []
    for kind, bar in (("moved", ">= 0.97"), ("renumbered", ">= 0.97"), ("reworded", ""), ("moved_reworded", ">= 0.97"),
                      ("excluded", ""), ("added", ""), ("split", ""), ("merged", "")):  # fmt: skip
        below = floor[f"{kind}.hits"] / floor[f"{kind}.n"] if floor[f"{kind}.n"] else None
        note = "floor: pairs by id" if below is not None else ""
        out.append(
            share(f"diff.{kind}.recall", ours[f"{kind}.hits"], ours[f"{kind}.n"], floor=below, bar=bar, note=note)
        )
        if ours[f"{kind}.claims"]:
            out.append(share(f"diff.{kind}.precision", ours[f"{kind}.right"], ours[f"{kind}.claims"]))
    out.append(
        share("diff.pairs.recall", ours["pairs.hits"], ours["pairs.n"], floor=floor["pairs.hits"] / floor["pairs.n"])
    )
    out.append(share("diff.pairs.precision", ours["pairs.hits"], ours["pairs.told"]))
    return out


def _floors(by_id: Counter[str], by_lines: Counter[str]) -> list[Figure]:
    return [
        share(f"diff.floor_difflib.{kind}.recall", by_lines[f"{kind}.hits"], by_lines[f"{kind}.n"])
        for kind in ("moved", "renumbered", "reworded", "pairs")
    ] + [share("diff.floor_id.pairs.precision", by_id["pairs.hits"], by_id["pairs.told"])]


# ── speed ───────────────────────────────────────────────────────────────────


def long_act(acts: list[Act], size: int = 900_000) -> Act:
    """The longest act, or several of one language one after another, until the text has so many bytes in UTF-8."""
    first = max(acts, key=lambda a: (len(a.body.encode()), a.act_id))
    while len(first.body.encode()) < size:
        more = replace(first, provisions=tuple(replace(p, eid=f"annex_9__{p.eid}", parent=f"annex_9__{p.parent}"
                       if p.parent else "") for p in first.provisions))  # fmt: skip
        first = replace(first, body=first.body * 2, provisions=(*first.provisions, *more.provisions))
    return first


def speed(acts: list[Act]) -> list[Figure]:
    """CPU seconds for two long editions, lightly and heavily edited, and for identical and unrelated ones."""
    from lawkit.editions import diff_acts

    act = long_act(acts)
    donor = next(a for a in acts if a.language == act.language and a.act_id != act.act_id)
    size = len(act.body.encode()) / 1e3
    out = []
    for name, new in (
        ("light", plant(act, donor, 1, 0.02)[0]),
        ("heavy", plant(act, donor, 1, 0.3)[0]),
        ("same", act),
        ("unrelated", replace(long_act([a for a in acts if a is not act and a.language == act.language]), act_id="x")),
    ):
        start = time.process_time()
        changes = diff_acts(act, new)
        words = sum(len(c.comparison.changes) for c in changes if c.reworded)
        took = time.process_time() - start
        note = f"{size:.0f} kB, {len(act.provisions)} provisions, {words} stretches of words"
        out.append(Figure(f"diff.cpu_seconds.{name}", took, bar="< 5", note=note))
    out.append(_with_reading(acts))
    return [*out, *xmldiff(acts, donor)]


def _with_reading(acts: list[Act]) -> Figure:
    """The longest act in one file, read twice and compared with an edited self: what the verb does with two files."""
    from lawkit.editions import diff_acts

    act = max(acts, key=lambda a: (len(a.body.encode()), a.act_id))
    other = next(a for a in acts if a.language == act.language and a.act_id != act.act_id)
    new = plant(act, other, 1, 0.1)[0]
    start = time.process_time()
    for _ in range(2):
        read_act(act.source)
    diff_acts(act, new)
    took = time.process_time() - start
    size = len(act.body.encode()) / 1e3
    return Figure("diff.cpu_seconds.with_reading", took, bar="< 5", note=f"{size:.0f} kB twice")


def xmldiff(acts: list[Act], donor: Act) -> list[Figure]:
    """The peer on small acts of growing size until it takes too long; ours beside it."""
    try:
        from xmldiff import main as peer
    except ImportError:
        return []  # pip install lawkit[bench]
    from lawkit.editions import diff_acts

    act = max(acts, key=lambda a: len(a.provisions))
    out = []
    for many in (100, 200, 400, 800):
        short = replace(act, provisions=_first(act, many))
        new, _ = plant(short, donor, 1, 0.1)
        start = time.process_time()
        peer.diff_texts(_xml(short), _xml(new))
        theirs = time.process_time() - start
        start = time.process_time()
        diff_acts(short, new)
        own = time.process_time() - start
        size = len(_xml(short)) / 1e3
        out.append(
            Figure(
                f"diff.xmldiff.{many}_provisions",
                theirs,
                floor=own,
                note=f"seconds of xmldiff; floor: ours, {size:.0f} kB",
            )
        )
        if theirs * 4 > _CAP:
            break
    return out


def _first(act: Act, many: int) -> tuple:
    return act.provisions[:many]


def _xml(act: Act) -> bytes:
    """The tree as plain XML, elements nested as provisions are."""
    from lxml import etree

    root = etree.Element("act")
    places = {"": root}
    for p in act.provisions:
        element = etree.SubElement(places.get(p.parent, root), p.kind, number=p.number)
        etree.SubElement(element, "heading").text = p.heading
        etree.SubElement(element, "text").text = p.text
        places[p.eid] = element
    return etree.tostring(root, encoding="utf-8")


def run(data: Path | None) -> list[Figure]:
    """Planted edits found again, and speed."""
    acts = _acts(data)
    return [*planted(acts), *speed(acts)]
