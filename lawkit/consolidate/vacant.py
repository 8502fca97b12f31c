"""Articles of the outline to which nothing goes: the provisions that are nearest to them, for the drafter to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lawkit.consolidate.headings import without_asides
from lawkit.consolidate.maps import new_row
from lawkit.consolidate.naming import spoken
from lawkit.consolidate.outline import Outline
from lawkit.consolidate.reasons import reason
from lawkit.consolidate.splitting import groups
from lawkit.consolidate.units import Head
from lawkit.consolidate.views import cues_held, text_likeness
from lawkit.model import LANGUAGES, Act, Address, Disposition, Language

NEAR_FROM = 0.45  # likeness and cues held together, from which a provision is worth a look
SHOWN = 2


def new_rows(
    rows: Sequence[Disposition], heads: Iterable[Head], outline: Outline, acts: Mapping[str, Act]
) -> list[Disposition]:
    """A `new` row for every target that no row names, with what is nearest to it in words where there is such."""
    fed = {r.target for r in rows if r.source is not None and r.target}
    vacant = [k for k, t in enumerate(outline.targets) if t.id not in fed]
    if not vacant:
        return []
    near = _nearest(list(heads), outline, [k for k in vacant if not outline.targets[k].role])
    out = []
    for k in vacant:
        row = new_row(outline.targets[k])
        places = near.get(k, ())
        if places:
            names = {lang: "; ".join(spoken(p, acts, lang) for p in places) for lang in LANGUAGES}
            asked = reason("nearest", other=names)
            row = replace(row, reason={lang: f"{row.reason[lang]}. {asked[lang]}" for lang in LANGUAGES})
        out.append(row)
    return out


def _nearest(heads: Sequence[Head], outline: Outline, vacant: Sequence[int]) -> dict[int, list[Address]]:
    by_language: dict[Language, list[Head]] = {}
    for head in heads:
        by_language.setdefault(head.act.language, []).extend(groups(head) or [head])
    found: dict[int, list[tuple[float, int, Address]]] = {}
    for language, units in by_language.items():
        texts = [without_asides(u.text, language) for u in units]
        scores = text_likeness(texts, outline, language) + 0.5 * cues_held(texts, outline, language)
        for k in vacant:
            best = sorted(range(len(units)), key=lambda i: (-scores[i][k], i))[:SHOWN]
            found.setdefault(k, []).extend(
                (float(scores[i][k]), -i, units[i].address) for i in best if scores[i][k] >= NEAR_FROM
            )
    return {k: [a for _, _, a in sorted(v, reverse=True)[:SHOWN]] for k, v in found.items() if v}
