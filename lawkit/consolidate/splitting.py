"""Points that belong elsewhere than the rest of their article: found by words, only where the difference is clear.

An article of two roles («Цели и принципы …») is divided by what its points are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lawkit.consolidate.assign import Place, text_likeness
from lawkit.consolidate.outline import Outline
from lawkit.consolidate.roles import part_role
from lawkit.consolidate.units import Head
from lawkit.model import Language, Provision

APART_FROM = 0.43  # likeness of a point to another target that is enough to ask the question
APART_BY = 0.20  # and by how much it must beat the article's target
MIN_WORDS = 8

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Apart:
    """A point that goes elsewhere: the eids of the point and all below it, and where to."""

    eids: frozenset[str]
    target: int
    score: float
    margin: float


def groups(head: Head) -> list[Head]:
    """The points of an article, each with what is below it; empty when there are fewer than two."""
    by_eid: Mapping[str, Provision] = {p.eid: p for p in head.members}
    tops: dict[str, list[Provision]] = {}
    top_of: dict[str, str] = {}
    for provision in head.members:
        if provision.eid == head.provision.eid:
            continue
        above = top_of.get(provision.parent)
        if above is None:
            if provision.kind != "paragraph":
                continue
            above = provision.eid
        top_of[provision.eid] = above
        tops.setdefault(above, []).append(provision)
    if len(tops) < 2:
        return []
    return [Head(head.act, by_eid[top], tuple(found), (*head.path, head.provision)) for top, found in tops.items()]


def find_apart(found: Sequence[tuple[Head, Place]], outline: Outline, language: Language) -> dict[str, list[Apart]]:
    """For articles with a sure target: the points that go elsewhere, by the article's address."""
    out = _by_role(found, outline, language)
    asked = [(g, head, p) for head, p in found if p.sure and not p.role for g in groups(head)]
    if not asked:
        return out
    scores = text_likeness([g for g, _, _ in asked], outline, language)
    for (group, head, place), row in zip(asked, scores, strict=True):
        best = int(row.argmax())
        margin = float(row[best] - row[place.best])
        target = outline.targets[best]
        general = bool(target.role) or target.topic == "competence"  # every article names bodies
        if general or float(row[best]) < APART_FROM or margin < APART_BY or len(_WORD.findall(group.text)) < MIN_WORDS:
            continue
        eids = frozenset(p.eid for p in group.members)
        out.setdefault(str(head.address), []).append(Apart(eids, best, round(float(row[best]), 4), round(margin, 4)))
    return out


def _by_role(found: Sequence[tuple[Head, Place]], outline: Outline, language: Language) -> dict[str, list[Apart]]:
    """Points of an article with a role that have another role by their first words."""
    roles = {t.role: k for k, t in enumerate(outline.targets) if t.role}
    out: dict[str, list[Apart]] = {}
    for head, place in found:
        for group in groups(head) if place.role else ():
            role = part_role(group.text, language)
            if role in roles and roles[role] != place.best:
                apart = Apart(frozenset(p.eid for p in group.members), roles[role], 1.0, 1.0)
                out.setdefault(str(head.address), []).append(apart)
    return out
