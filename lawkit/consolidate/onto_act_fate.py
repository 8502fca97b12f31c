"""What the acts themselves say about provisions that a new act has no counterpart for.

The new act names the acts that it repeals; the publisher's notes on an old act name what another law, already adopted,
will take out of it (rules/consolidate/planned.yaml); and the articles that every act has (its legislation, scope, liability,
commencement) go over with their act or not at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from lawkit.consolidate.maps import CARRIED
from lawkit.consolidate.reasons import reason
from lawkit.consolidate.roles import part_role, role_of
from lawkit.consolidate.units import heads
from lawkit.errors import RulesError
from lawkit.model import LANGUAGES, Act, Amendment, Disposition, Language
from lawkit.resources import from_yaml, resource

GOES_FROM = 0.1  # the part of an act's own matter that must come over before its frame can
FRAME_ROLES = frozenset(
    {"legislation", "scope", "purpose", "principles", "responsibility", "transitional", "commencement", "repeal"}
)


@lru_cache(maxsize=1)
def _patterns() -> Mapping[tuple[str, str], tuple[re.Pattern[str], ...]]:
    content: Any = from_yaml(resource("rules", "consolidate", "planned.yaml").read_text(encoding="utf-8")) or {}
    try:
        return {
            (name, language): tuple(re.compile(p, re.IGNORECASE) for p in content[name].get(language, ()))
            for name in ("excluded", "not")
            for language in LANGUAGES
        }
    except (KeyError, AttributeError, TypeError, re.error) as error:
        raise RulesError(f"rules/consolidate/planned.yaml: {error}", "correct the file") from error


def excluded(act: Act) -> dict[str, Amendment | None]:
    """Units that a law already adopted will take out, by the notes on them, and that law: eid → amendment."""
    patterns = _patterns()
    out: dict[str, Amendment | None] = {}
    for note in act.notes:
        if note.kind != "future" or not note.eid:
            continue
        said = any(p.search(note.text) for p in patterns["excluded", act.language])
        if said and not any(p.search(note.text) for p in patterns["not", act.language]):
            out[note.eid] = note.amendments[0] if note.amendments else None
    return out


def repealed_by(target: Act, acts: Mapping[str, Act]) -> frozenset[str]:
    """Ids of the acts at hand that the new act repeals by its own words."""
    texts = {p.eid: p.text for p in target.provisions if part_role(p.text, target.language) == "repeal"}
    if not texts:
        return frozenset()
    from lawkit.reading import find_references
    from lawkit.register import Register

    found = find_references(target, Register.load(), acts)
    return frozenset(
        r.target.act
        for r in found
        if r.source in texts and r.target is not None and not r.target.eid and r.target.act in acts
    )


def with_fates(rows: Sequence[Disposition], acts: Sequence[Act]) -> list[Disposition]:
    """The rows with frames that stay with their act, and provisions that fall though nothing takes their place."""
    by_act: dict[str, list[Disposition]] = defaultdict(list)
    for row in rows:
        if row.source is not None:
            by_act[row.source.act].append(row)
    changed: dict[str, Disposition] = {}
    for act in acts:
        own = by_act[act.act_id]
        staying = _frame_stays(act, own)
        gone = excluded(act)
        for row in own:
            new = staying.get(str(row.source), row)
            law = _law(new, gone)
            if new.disposition == "stays" and law is not None:
                new = replace(new, disposition="superseded", reason=reason("excluded-by", other=law))
            changed[str(row.source)] = new
    return [changed.get(str(row.source), row) for row in rows]


def _frame_stays(act: Act, rows: Sequence[Disposition]) -> dict[str, Disposition]:
    """Rows of the articles that every act has, of an act that does not go over: they stay too."""
    frame = {
        str(act.at(p.eid))
        for head in heads(act)
        if role_of(head.provision.heading, head.text, act.language) in FRAME_ROLES
        for p in head.members
    }
    matter = [r for r in rows if str(r.source) not in frame]
    if act.status == "repealed" or not matter or _share(matter) >= GOES_FROM:
        return {}
    return {
        str(r.source): replace(r, disposition="stays", target="", reason=reason("frame"))
        for r in rows
        if str(r.source) in frame and r.target
    }


def _share(rows: Sequence[Disposition]) -> float:
    return sum(r.disposition in CARRIED for r in rows) / len(rows)


def _law(row: Disposition, gone: Mapping[str, Amendment | None]) -> dict[Language, str] | None:
    """The law that takes a row's provision out, in words; None where none is known."""
    if row.source is None:
        return None
    steps = row.source.eid.split("__")
    for n in range(len(steps), 0, -1):
        law = gone.get("__".join(steps[:n]), ...)
        if law is ...:
            continue
        day = f" ({law.date:%d.%m.%Y})" if law is not None and law.date else ""
        number = f"№ {law.act_number}{day}" if law is not None and law.act_number else "—"
        return dict.fromkeys(LANGUAGES, number)
    return None
