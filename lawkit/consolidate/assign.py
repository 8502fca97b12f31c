"""Where the heads of the old acts belong in an outline: lexical scores, preferences of the outline, neighbours.

A head is compared with an article of the outline by the words of its heading, of its whole text and of each of its
provisions with heading and cues (TF-IDF of stems), by how much of a cue its heading holds, and by the chapter it stands
in. Cues count by their best single phrase and all together; a heading counts also without the words that only name the
field of its act. Neighbours move together: the chapters that a head's neighbours prefer are preferred for it too.
Articles on the competence of a body go by the body and the field (`headings`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lawkit.consolidate.headings import Body, find_bodies, without_sphere
from lawkit.consolidate.outline import Outline
from lawkit.consolidate.roles import role_of
from lawkit.consolidate.semantic import Encoder, rerank
from lawkit.consolidate.units import Head
from lawkit.model import Language

HEADING_WEIGHT, TEXT_WEIGHT, PLACE_WEIGHT = 0.50, 0.38, 0.12
HELD_WEIGHT, VOTES_WEIGHT = 0.20, 0.25  # how much of a cue a heading holds; the mean over a head's provisions
SHORT_CUE = 4.0  # a cue of less weight than this is not held in full, however many of its words are there
SPHERE_CUT = 0.85  # a heading without the words for the field counts so much
MEMBER_LIMIT = 1500  # characters of a provision that vote
PREFERENCE = 0.06  # added where the outline names the act, as long as there is some likeness at all
NEIGHBOURS_WEIGHT = 0.10
REACH = 2
SHORT_HEADING = 3  # words
FITS_FROM = 0.28  # below: nothing in the outline is about this …
FITS_PREFERRED_FROM = 0.20  # … unless the outline names the act for that article
GENERAL_PART = 12  # articles on purpose, scope, principles are general only among the first of an act
THIN = 0.015  # a smaller distance to the second best is left to a person
TEXT_LIMIT = 6000  # characters of a head's text that are read

_WORD = re.compile(r"\w+")


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


def _tokens(text: str, language: Language) -> list[str]:
    from lawkit.language import stems, words

    return list(stems(words(text), language))


def _told(head: Head) -> str:
    """The heading; one too short to tell anything («Запрос», «Компетенция уполномоченного органа») with the act's title.

    A heading that has a name in it («Компетенция Правительства») tells enough by itself.
    """
    words = _WORD.findall(head.heading)
    if len(words) > SHORT_HEADING or any(w[:1].isupper() for w in words[1:]):
        return head.heading
    return f"{head.heading} {head.act.title}"


def _matrix(documents: list[list[str]], extra: list[list[str]]) -> tuple[Any, Any]:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectoriser = TfidfVectorizer(
        tokenizer=_same, preprocessor=_same, token_pattern=None, lowercase=False, ngram_range=(1, 2),
        sublinear_tf=True, dtype=np.float32,
    )  # fmt: skip
    matrix = vectoriser.fit_transform(documents + extra)
    return matrix[: len(documents)], matrix[len(documents) :]


def _same(tokens: list[str]) -> list[str]:
    return tokens


def _phrases(outline: Outline, language: Language) -> tuple[list[list[str]], list[int]]:
    """Heading, cues and all of them together, for every target; and the target of each phrase."""
    phrases: list[list[str]] = []
    owner: list[int] = []
    for position, target in enumerate(outline.targets):
        cues = (target.cues or {}).get(language, ())
        heading = target.heading.get(language, "")
        for phrase in (heading, *cues, " ".join((heading, *cues))):
            phrases.append(_tokens(phrase, language) or ["∅"])
            owner.append(position)
    return phrases, owner


def text_likeness(heads: Sequence[Head], outline: Outline, language: Language) -> Any:
    """Likeness of whole texts with the targets' phrases (heads × targets), without headings and preferences."""
    import numpy as np

    phrases, owner = _phrases(outline, language)
    seen, asked = _matrix([_tokens(h.text[:TEXT_LIMIT], language) or ["∅"] for h in heads], phrases)
    starts = np.flatnonzero(np.diff([-1, *owner]))
    return np.maximum.reduceat((seen @ asked.T).toarray(), starts, axis=1)


def likeness(heads: Sequence[Head], outline: Outline, language: Language) -> Any:
    """Scores of heads × targets (dense, 0 to about 1.6), before neighbours."""
    import numpy as np

    cut = [_tokens(h.heading, language) for h in heads]
    titled = [_tokens(_told(h), language) for h in heads]
    bare = [_tokens(without_sphere(h.heading, language), language) for h in heads]
    whole = [_tokens(f"{h.heading}\n{h.text[:TEXT_LIMIT]}", language) for h in heads]
    places = [_tokens(" ".join(p.heading for p in h.path) + " " + h.act.title, language) for h in heads]
    phrases, owner = _phrases(outline, language)
    chapters = {c.id: _tokens(f"{c.heading.get(language, '')}", language) or ["∅"] for c in outline.chapters}
    chapter_list = [chapters.get(t.chapter, ["∅"]) for t in outline.targets]
    every = [d or ["∅"] for d in (*cut, *whole, *places, *titled, *bare)]
    seen, asked = _matrix(every, phrases + chapter_list)
    n, m = len(heads), len(phrases)
    starts = np.flatnonzero(np.diff([-1, *owner]))

    def best(first: int) -> Any:
        found: Any = np.maximum.reduceat((seen[first : first + n] @ asked[:m].T).toarray(), starts, axis=1)
        return found

    by_heading = np.maximum(np.maximum(best(0), best(3 * n)), SPHERE_CUT * best(4 * n))
    by_place = (seen[2 * n : 3 * n] @ asked[m:].T).toarray()
    scores = HEADING_WEIGHT * by_heading + TEXT_WEIGHT * best(n) + PLACE_WEIGHT * by_place
    members = [[_tokens(p.text[:MEMBER_LIMIT], language) for p in h.members if p.text.strip()] for h in heads]
    held, votes = _held_and_votes(cut, titled, whole, members, phrases, starts)
    scores += HELD_WEIGHT * held + VOTES_WEIGHT * votes
    preferred = np.array([[h.act.act_id in t.acts for t in outline.targets] for h in heads], dtype=np.float32)
    return scores + PREFERENCE * preferred * (scores > 0.05)


def _held_and_votes(
    cut: list[list[str]], titled: list[list[str]], whole: list[list[str]], members: list[list[list[str]]],
    phrases: list[list[str]], starts: Any,
) -> tuple[Any, Any]:  # fmt: skip
    """Heads × targets: the share of the best cue that the heading holds, and how the provisions vote on average.

    Both by the rarity of single stems; a vote is the cosine of a provision with the target's best cue.
    """
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    reader = CountVectorizer(
        tokenizer=_same, preprocessor=_same, token_pattern=None, lowercase=False, binary=True, dtype=np.float32
    )
    found = reader.fit_transform([d or ["∅"] for d in (*cut, *whole)] + phrases)
    n = len(cut)
    rarity = np.log((1 + 2 * n) / (1 + np.asarray(found[: 2 * n].sum(0)).ravel())) + 0.3
    asked = found[2 * n :]
    mass = asked @ rarity

    def common(documents: list[list[str]]) -> tuple[Any, Any]:
        rows = reader.transform([d or ["∅"] for d in documents]).multiply(rarity).tocsr()
        return (rows @ asked.T).toarray(), np.asarray(rows.sum(1)).ravel()

    held = np.maximum(common(cut)[0], common(titled)[0]) / (mass[None, :] + SHORT_CUE)
    counts = np.array([max(1, len(m)) for m in members])
    inside, own = common([d for m in members for d in m or [["∅"]]])
    cosines = np.maximum.reduceat(inside / np.sqrt((mass[None, :] + 1) * (own[:, None] + 1)), starts, axis=1)
    votes = np.add.reduceat(cosines, np.cumsum([0, *counts[:-1]]), axis=0) / counts[:, None]
    return np.maximum.reduceat(held, starts, axis=1), votes


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
