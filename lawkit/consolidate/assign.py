"""Where the heads of the old acts belong in an outline: lexical scores, preferences of the outline, neighbours.

How alike a head and an article of the outline are, `views` tells. Neighbours move together: the chapters that a head's
neighbours prefer are preferred for it too. Articles on the competence of a body go by the body and the field (`headings`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lawkit.consolidate.headings import Body, find_bodies
from lawkit.consolidate.outline import Outline
from lawkit.consolidate.roles import role_of
from lawkit.consolidate.semantic import Encoder, rerank
from lawkit.consolidate.units import Head
from lawkit.consolidate.views import TEXT_LIMIT, likeness
from lawkit.model import Language

NEIGHBOURS_WEIGHT = 0.10
REACH = 2
FITS_FROM = 0.34  # below: nothing in the outline is about this …
FITS_PREFERRED_FROM = 0.24  # … unless the outline names the act for that article
GENERAL_PART = 12  # articles on purpose, scope, principles are general only among the first of an act
THIN = 0.02  # a smaller distance to the second best is left to a person


@dataclass(frozen=True, slots=True)
class Place:
    """The best and the second best target of a head, as positions in the outline."""

    best: int
    second: int
    score: float
    margin: float
    role: str = ""
    preferred: bool = False

    @property
    def sure(self) -> bool:
        """Whether a proposal can be made without asking a person."""
        return bool(self.role) or (self.fits and self.margin >= THIN)

    @property
    def fits(self) -> bool:
        """Whether the best target is about the same matter at all."""
        return self.score >= (FITS_PREFERRED_FROM if self.preferred else FITS_FROM)


def _neighbours(scores: Any, heads: Sequence[Head], outline: Outline) -> Any:
    import numpy as np

    names = [c.id for c in outline.chapters]
    chapter = np.array([names.index(t.chapter) if t.chapter in names else 0 for t in outline.targets])
    if not names:
        return scores
    per_chapter = np.stack([scores[:, chapter == k].max(1) if (chapter == k).any() else np.zeros(len(heads))
                            for k in range(len(names))], axis=1)  # fmt: skip
    around = np.zeros_like(per_chapter)
    for step in range(-REACH, REACH + 1):
        if step == 0:
            continue
        for i in range(len(heads)):
            j = i + step
            if 0 <= j < len(heads) and heads[j].act is heads[i].act and heads[j].path[-1:] == heads[i].path[-1:]:
                around[i] += per_chapter[j] / abs(step)
    top = around.max(1, keepdims=True)
    around = np.divide(around, top, out=np.zeros_like(around), where=top > 0)
    return scores + NEIGHBOURS_WEIGHT * around[:, chapter] * (scores > 0.02)


def _role(head: Head, before: Sequence[Head], language: Language) -> str:
    """The role of a head; what is general only at the beginning of an act has none further down."""
    if head.provision.kind == "preamble":
        return "scope"
    role = role_of(head.provision.heading, head.text, language)
    if role in {"legislation", "scope", "purpose", "principles"}:
        position = sum(h.act is head.act for h in before[-GENERAL_PART - 1 :])
        return role if position < GENERAL_PART else ""
    return role


def place(heads: Sequence[Head], outline: Outline, language: Language, encode: Encoder | None = None) -> list[Place]:
    """The place of every head; heads must be in order, those of one act together. `encode` reorders candidates."""
    import numpy as np

    if not heads:
        return []
    plain = likeness(heads, outline, language)
    if encode:
        asked = [" ".join((t.heading.get(language, ""), *(t.cues or {}).get(language, ()))) for t in outline.targets]
        plain = rerank(plain, [f"{h.heading}\n{h.text[:TEXT_LIMIT]}" for h in heads], asked, encode)
    scores = _neighbours(plain, heads, outline)
    roles = {t.role: k for k, t in enumerate(outline.targets) if t.role}
    bodies = find_bodies(heads, outline, language)
    places = []
    for i, head in enumerate(heads):
        order = np.argsort(-scores[i], kind="stable")
        best, second = int(order[0]), int(order[1]) if len(order) > 1 else int(order[0])
        role = _role(head, heads[:i], language)
        if role in roles:
            k = roles[role]
            places.append(Place(k, best if best != k else second, max(float(plain[i, k]), 0.5), 1.0, role))
            continue
        if i in bodies:
            places.append(_of_body(bodies[i], head, outline))
            continue
        margin = float(scores[i, best] - scores[i, second]) if second != best else float(scores[i, best])
        preferred = head.act.act_id in outline.targets[best].acts
        places.append(Place(best, second, float(plain[i, best]), margin, "", preferred))
    return places


def _of_body(body: Body, head: Head, outline: Outline) -> Place:
    """The place of an article on the competence of a body: sure only where the outline has that very body."""
    preferred = head.act.act_id in outline.targets[body.target].acts
    return Place(body.target, body.second, round(body.score, 4), 1.0 if body.sure else 0.0, "", preferred)
