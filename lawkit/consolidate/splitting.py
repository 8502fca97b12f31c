"""Points that belong elsewhere than the rest of their article: found by words, only where the difference is clear.

An article of two roles («Цели и принципы …») is divided by what its points are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lawkit.consolidate.assign import Place
from lawkit.consolidate.headings import telling_stems, without_asides
from lawkit.consolidate.outline import Outline
from lawkit.consolidate.roles import part_role
from lawkit.consolidate.units import Head
from lawkit.consolidate.views import cues_held, text_likeness
from lawkit.model import Language, Provision

APART_FROM = 0.43  # likeness of a point to another target that is enough to ask the question
APART_BY = 0.30  # and by how much it must beat the article's target
TOGETHER_BY = 0.30  # enough for points that stand together, cues held counted in
HELD_COUNTS = 0.5
OPENS_BY = 0.12  # and the first words must say so too
OPENING = 22  # words
OPENING_LETTERS = 200
START, SAME_START = 3, 2  # of its first words so many are those of the heading
MIN_WORDS = 8

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Apart:
    """A point that goes elsewhere: the eids of the point and all below it, and where to."""

    eids: frozenset[str]
    target: int
    score: float
    margin: float


@dataclass(frozen=True, slots=True)
class _Nearer:
    """Another target that a point is nearer to (-1: none): by itself, or enough if the point beside says the same."""

    target: int
    alone: bool
    clear: bool


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
    """For articles with a sure target: the points that go elsewhere, by the article's address.

    A point goes elsewhere where its words are far nearer to another target than to the article's, as a whole and from
    its first words on; less is enough for points that stand together and agree. Words that only name other rules are
    not looked at.
    """
    out = _by_role(found, outline, language)
    asked = [(g, head, p) for head, p in found if p.sure and not p.role for g in groups(head)]
    if not asked:
        return out
    texts = [without_asides(g.text, language) for g, _, _ in asked]
    opened = [" ".join(text.split()[:OPENING]) for text in texts]
    scores, first = text_likeness(texts, outline, language), text_likeness(opened, outline, language)
    held = cues_held(texts, outline, language)
    nearer = [_nearer(p.best, views, outline) for (_, _, p), *views in zip(asked, scores, first, held, strict=True)]
    for k, (group, head, place) in enumerate(asked):
        best = nearer[k].target
        beside = [nearer[n] for n in (k - 1, k + 1) if 0 <= n < len(asked) and asked[n][1] is head]
        together = nearer[k].clear and any(n.clear and n.target == best for n in beside)
        if best < 0 or not (nearer[k].alone or together) or len(_WORD.findall(group.text)) < MIN_WORDS:
            continue
        own = [n.target for n, (_, of, _) in zip(nearer, asked, strict=True) if of is head]
        if _on_the_matter(group.text, head.heading, language) or 2 * own.count(best) > len(own):
            continue  # what most points share is the article's own matter
        eids = frozenset(p.eid for p in group.members)
        score, margin = float(scores[k][best]), float(scores[k][best] - scores[k][place.best])
        out.setdefault(str(head.address), []).append(Apart(eids, best, round(score, 4), round(margin, 4)))
    return out


def _on_the_matter(text: str, heading: str, language: Language) -> bool:
    """Whether a point begins with words of its article's heading: it is about the same, whatever else it names."""
    first = telling_stems(text[:OPENING_LETTERS], language)[:START]
    named = set(telling_stems(heading, language))
    return sum(stem in named for stem in first) >= SAME_START


def _nearer(own: int, views: Sequence[Any], outline: Outline) -> _Nearer:
    """The target that a point is nearest to, if it is another one than the article's."""
    whole, first, held = views
    both = whole + HELD_COUNTS * held
    best = int(both.argmax())
    target = outline.targets[best]
    general = bool(target.role) or target.topic == "competence"  # every article names bodies
    if general or best == own or float(first[best] - first[own]) < OPENS_BY:
        return _Nearer(-1, False, False)
    alone = float(whole[best]) >= APART_FROM and float(whole[best] - whole[own]) >= APART_BY
    return _Nearer(best, alone, float(both[best] - both[own]) >= TOGETHER_BY)


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
