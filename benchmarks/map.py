"""The consolidation map on real acts: completeness, what a person must decide, dangling references, CPU time.

Reads every act below LAWKIT_SHARED/acts (or `--data`), draws the map onto the outline of the single law, proves it,
builds the draft and proves its references. A second set of figures maps an older edition of an act onto a newer one,
where an act is there in two editions of one language: a provision whose number stayed should go to its own number.
Three sets of rows are held beside a drafter's marks (`_map_rows`), and what Russian and Kazakh texts lead to beside
each other.
"""

from __future__ import annotations

import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks._map_rows import figures as rows_agree
from benchmarks.figures import Figure, Unavailable, share, shared


def run(data: Path | None) -> list[Figure]:
    """Figures for the acts at `data`, else for the real acts."""
    from lawkit.consolidate import apply_decisions, check_map, draft_map, load_outline
    from lawkit.consolidate.decisions import Decision
    from lawkit.consolidate.draft import build_draft, dangling
    from lawkit.consolidate.maps import FEEDING
    from lawkit.consolidate.units import main_expressions
    from lawkit.model import Reading
    from lawkit.reading import find_definitions, find_references
    from lawkit.register import Register
    from lawkit.sources import find_sources, read_act

    folder = shared("acts", data=data)
    every = [read_act(path) for path in find_sources([folder])]
    if not every:
        raise Unavailable(f"{folder} holds no act")
    acts = main_expressions(every)
    by_id = {a.act_id: a for a in acts}
    register = Register.load()
    readings = [Reading(a, find_references(a, register, by_id), find_definitions(a)) for a in acts]
    draft_map(readings[:1], load_outline("egov-law"))  # imports and analysers are loaded once
    started = time.process_time()
    drawn = draft_map(readings, load_outline("egov-law"))
    took = time.process_time() - started
    holes = check_map(drawn, acts)
    rows = [r for r in drawn.rows if r.source is not None]
    absorbed = [r for r in rows if r.disposition in FEEDING]
    draft = build_draft(drawn, readings)
    first = absorbed[0] if absorbed else rows[0]
    assert first.source is not None
    decision = Decision(first.source, first.source_hash, "stays", "", "benchmark")
    again = time.process_time()
    apply_decisions(drawn, [decision], readings)
    second = time.process_time() - again
    asked = sum(r.disposition == "conflict" for r in absorbed)
    figures = [
        Figure("map.holes", len(holes), n=len(rows), bar="<= 0"),
        Figure("map.cpu_seconds", took, n=len(rows), bar="<= 60", note=f"{len(acts)} acts"),
        Figure("map.cpu_seconds_per_10k", took * 10_000 / len(rows), n=len(rows)),
        Figure("map.second_run_cpu_seconds", second, n=len(rows), bar="<= 5"),
        share("map.for_a_person", asked, len(absorbed), note="of the provisions that move"),
        Figure("map.gaps", sum(a.gap for a in draft.articles), n=len(draft.articles)),
        Figure(
            "map.dangling_references", len(dangling(draft)), n=sum(len(a.units) for a in draft.articles), bar="<= 0"
        ),
        Figure("map.references_for_a_person", len(draft.open_references)),
    ]
    return figures + rows_agree(drawn) + _languages(every, load_outline("egov-law")) + _editions(every)


def _languages(every: list, outline: Any) -> list[Figure]:
    """Articles of an act that is there in Russian and Kazakh: the share that both texts lead to one place."""
    from lawkit.consolidate.assign import place
    from lawkit.consolidate.units import heads

    newest: dict[tuple[str, str], Any] = {}
    for act in sorted((a for a in every if a.act_id in outline.absorbs), key=lambda a: str(a.edition)):
        newest[act.language, act.act_id] = act
    placed: dict[tuple[str, str, str], int] = {}
    for language in ("rus", "kaz"):
        group = [h for (lang, _), act in sorted(newest.items()) if lang == language for h in heads(act)]
        for head, found in zip(group, place(group, outline, language), strict=True):
            placed[language, head.act.act_id, head.provision.eid] = found.best
    both = [(best, placed["rus", act, eid]) for (lang, act, eid), best in placed.items()
            if lang == "kaz" and ("rus", act, eid) in placed]  # fmt: skip
    return [share("map.languages.agree", sum(a == b for a, b in both), len(both), note="articles, rus and kaz")]


def _editions(every: list) -> list[Figure]:
    """Old edition onto new edition of one act: the share of common numbers that go to themselves."""
    from dataclasses import replace

    from lawkit.consolidate import check_map, draft_map
    from lawkit.consolidate.units import has_row
    from lawkit.model import Reading

    by_work: dict[tuple[str, str], list] = defaultdict(list)
    for act in every:
        by_work[act.act_id, act.language].append(act)
    figures: list[Figure] = []
    for (act_id, language), found in sorted(by_work.items()):
        if len(found) < 2:
            continue
        old, new = sorted(found, key=lambda a: str(a.edition))[:: len(found) - 1]
        target = replace(new, act_id="draft:new")
        drawn = draft_map([Reading(old)], target)
        there = {p.eid for p in new.provisions if has_row(p)}
        rows = [r for r in drawn.rows if r.source is not None and r.source.eid in there]
        same = sum(r.source.eid == r.target for r in rows if r.source is not None)
        key = f"map.editions.{act_id}.{language}"
        figures.append(share(f"{key}.same_number", same, len(rows)))
        figures.append(Figure(f"{key}.holes", len(check_map(drawn, [old])), bar="<= 0"))
    return figures
