"""Formulas that every law has («законодательство … основывается на Конституции …»): one stays, the others merge into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lawkit.consolidate.naming import in_languages
from lawkit.consolidate.outline import Outline
from lawkit.consolidate.reasons import reason
from lawkit.consolidate.units import source_text
from lawkit.model import Act, Disposition

ROLES = frozenset({"legislation", "scope", "responsibility"})
SAME_FROM = 0.55  # share of stems in common (Jaccard) from which two formulas are one
MIN_STEMS = 4


def merge_formulas(rows: Sequence[Disposition], outline: Outline, acts: Mapping[str, Act]) -> list[Disposition]:
    """In the articles for legislation, scope and responsibility: what repeats an earlier paragraph merges into it.

    Only whole norms without anything below them, of different acts; the words that differ are listed as changes.
    """
    from lawkit.language import stems, words

    targets = {t.id: t for t in outline.targets if t.role in ROLES}
    parents = {(a.act_id, p.parent) for a in acts.values() for p in a.provisions}
    texts = {(a.act_id, p.eid): p for a in acts.values() for p in a.provisions}
    rank = {name: k for k, name in enumerate(outline.absorbs)}
    held: dict[str, list[tuple[frozenset[str], Disposition]]] = {}
    out = list(rows)
    order = sorted(range(len(out)), key=lambda k: rank.get(out[k].source.act, len(rank)) if out[k].source else -1)  # type: ignore[union-attr]
    for k in order:
        row = out[k]
        if row.source is None or row.target not in targets or row.disposition not in ("verbatim", "merged"):
            continue
        key = (row.source.act, row.source.eid)
        provision = texts[key]
        if key in parents or not provision.text.strip() or provision.text.strip().endswith(":"):
            continue
        language = acts[row.source.act].language
        own = frozenset(stems(words(source_text(provision)), language))
        if len(own) < MIN_STEMS:
            continue
        known = held.setdefault(row.target, [])
        twin = next((r for bag, r in known if _alike(own, bag) and r.source and r.source.act != row.source.act), None)
        if twin is None:
            known.append((own, row))
            continue
        target = targets[row.target]
        why = reason("merged", target.number, target.heading, in_languages(str(twin.source), acts))
        evidence = (*row.evidence, str(twin.source))
        out[k] = replace(row, disposition="merged", method="formula", reason=why, evidence=evidence)
    return out


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAME_FROM * len(one | other)
