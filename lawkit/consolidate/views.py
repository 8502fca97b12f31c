"""How alike the heads of old acts and the articles of an outline are: four views of their words.

Views: the heading, the whole text, each of the provisions (they vote), and the chapter above, each against the target's
heading and cues by TF-IDF of stems; and how much of a cue the heading holds. Cues count by their best single phrase and
all together. A heading counts also without the words that only name the field of its act.

A word that half of an act's articles have («электронный документ» in the law on electronic documents) does not tell them
from each other: it counts the less, the more of the act's own articles have it, however rare it is elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lawkit.consolidate.headings import without_sphere
from lawkit.consolidate.outline import Outline
from lawkit.consolidate.units import Head
from lawkit.model import Language

HEADING_WEIGHT, TEXT_WEIGHT, PLACE_WEIGHT = 0.50, 0.38, 0.12
HELD_WEIGHT, VOTES_WEIGHT = 0.20, 0.35  # how much of a cue a heading holds; the mean over a head's provisions
PREFERENCE = 0.05  # added where the outline names the act, as long as there is some likeness at all
SOME_LIKENESS = 0.05
SHORT_CUE = 4.0  # a cue of less weight than this is not held in full, however many of its words are there
SHORT_PAIRS = 6.0  # the same where pairs of stems count too
LEAST_RARE = 0.3  # what a stem weighs that every text has
SPHERE_CUT = 0.85  # a heading without the words for the field counts so much
COMMON_FLOOR = 0.15  # what a word counts that every article of the act has
SHORT_HEADING = 3  # words
TEXT_LIMIT = 6000  # characters of a head's text that are read
MEMBER_LIMIT = 1500  # characters of a provision that vote

_WORD = re.compile(r"\w+")
_NOTHING = ["∅"]
Tokens = list[str]


def likeness(heads: Sequence[Head], outline: Outline, language: Language) -> Any:
    """Scores of heads × targets (dense, 0 to about 1.6); heads of one act should come together with all of it."""
    import numpy as np

    cut = [_tokens(h.heading, language) for h in heads]
    titled = [_tokens(_told(h), language) for h in heads]
    bare = [_tokens(without_sphere(h.heading, language), language) for h in heads]
    whole = [_tokens(f"{h.heading}\n{h.text[:TEXT_LIMIT]}", language) for h in heads]
    places = [_tokens(" ".join(p.heading for p in h.path) + " " + h.act.title, language) for h in heads]
    phrases, starts = _phrases(outline, language)
    named = {c.id: _tokens(c.heading.get(language, ""), language) for c in outline.chapters}
    chapters = [named.get(t.chapter, _NOTHING) for t in outline.targets]
    seen, asked = _matrix([*cut, *titled, *bare, *whole, *places], [*phrases, *chapters])
    n, m = len(heads), len(phrases)
    telling = _telling(seen[3 * n : 4 * n], heads)

    def best(block: int) -> Any:
        rows = telling(seen[block * n : (block + 1) * n])
        return np.maximum.reduceat((rows @ asked[:m].T).toarray(), starts, axis=1)

    by_heading = np.maximum(np.maximum(best(0), best(1)), SPHERE_CUT * best(2))
    by_place = (seen[4 * n :] @ asked[m:].T).toarray()
    members = [[_tokens(p.text[:MEMBER_LIMIT], language) for p in h.members if p.text.strip()] for h in heads]
    held, votes = _held_and_votes((cut, titled), whole, members, phrases, starts)
    scores = HEADING_WEIGHT * by_heading + TEXT_WEIGHT * best(3) + PLACE_WEIGHT * by_place
    scores += HELD_WEIGHT * held + VOTES_WEIGHT * votes
    preferred = np.array([[h.act.act_id in t.acts for t in outline.targets] for h in heads], dtype=np.float32)
    return scores + PREFERENCE * preferred * (scores > SOME_LIKENESS)


def text_likeness(texts: Sequence[str], outline: Outline, language: Language) -> Any:
    """Likeness of texts with the targets' phrases (texts × targets), without headings and preferences."""
    import numpy as np

    phrases, starts = _phrases(outline, language)
    seen, asked = _matrix([_tokens(text[:TEXT_LIMIT], language) for text in texts], phrases)
    return np.maximum.reduceat((seen @ asked.T).toarray(), starts, axis=1)


def cues_held(texts: Sequence[str], outline: Outline, language: Language) -> Any:
    """How much of the best cue of each target the texts hold, by the rarity of stems and pairs (texts × targets)."""
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    phrases, starts = _phrases(outline, language)
    documents = [_tokens(text[:TEXT_LIMIT], language) for text in texts]
    found = CountVectorizer(
        tokenizer=_same, preprocessor=_same, token_pattern=None, lowercase=False, binary=True, ngram_range=(1, 2),
        dtype=np.float32,
    ).fit_transform([*documents, *phrases])  # fmt: skip
    size = len(documents)
    rarity = np.log((1 + size) / (1 + np.asarray(found[:size].sum(0)).ravel())) + LEAST_RARE
    asked = found[size:]
    held = (found[:size].multiply(rarity) @ asked.T).toarray() / (asked @ rarity + SHORT_PAIRS)[None, :]
    return np.maximum.reduceat(held, starts, axis=1)


def _tokens(text: str, language: Language) -> Tokens:
    from lawkit.language import stems, words

    return list(stems(words(text), language)) or _NOTHING


def _told(head: Head) -> str:
    """The heading; one too short to tell anything («Запрос», «Компетенция уполномоченного органа») with the act's title.

    A heading that has a name in it («Компетенция Правительства») tells enough by itself.
    """
    words = _WORD.findall(head.heading)
    if len(words) > SHORT_HEADING or any(w[:1].isupper() for w in words[1:]):
        return head.heading
    return f"{head.heading} {head.act.title}"


def _phrases(outline: Outline, language: Language) -> tuple[list[Tokens], Any]:
    """Heading, cues and all of them together, for every target; and where each target's phrases begin."""
    import numpy as np

    phrases: list[Tokens] = []
    starts: list[int] = []
    for target in outline.targets:
        cues = (target.cues or {}).get(language, ())
        heading = target.heading.get(language, "")
        starts.append(len(phrases))
        phrases += [_tokens(phrase, language) for phrase in (heading, *cues, " ".join((heading, *cues)))]
    return phrases, np.array(starts)


def _matrix(documents: Sequence[Tokens], extra: Sequence[Tokens]) -> tuple[Any, Any]:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectoriser = TfidfVectorizer(
        tokenizer=_same, preprocessor=_same, token_pattern=None, lowercase=False, ngram_range=(1, 2),
        sublinear_tf=True, dtype=np.float32,
    )  # fmt: skip
    matrix = vectoriser.fit_transform([*documents, *extra])
    return matrix[: len(documents)], matrix[len(documents) :]


def _same(tokens: Tokens) -> Tokens:
    return tokens


def _telling(texts: Any, heads: Sequence[Head]) -> Any:
    """A function that weighs rows (one a head) by how well each word tells the articles of the head's act apart."""
    import numpy as np
    from scipy.sparse import diags

    numbers: dict[int, int] = {}
    act = np.array([numbers.setdefault(id(h.act), len(numbers)) for h in heads])
    factors = []
    for number in range(len(numbers)):
        own = texts[act == number]
        size = own.shape[0]
        spread = np.bincount(own.indices, minlength=own.shape[1])
        told = np.log((1 + size) / (1 + spread)) / np.log(1 + size)
        factors.append(np.maximum(told, COMMON_FLOOR).astype(np.float32))
    weights = np.stack(factors)

    def weigh(rows: Any) -> Any:
        out = rows.tocsr(copy=True)
        owner = np.repeat(act, np.diff(out.indptr))
        out.data = out.data * weights[owner, out.indices]
        length = np.sqrt(np.asarray(out.multiply(out).sum(1)).ravel())
        return diags(1 / np.maximum(length, 1e-9)) @ out

    return weigh


def _held_and_votes(
    headings: tuple[list[Tokens], list[Tokens]], whole: list[Tokens], members: list[list[Tokens]],
    phrases: list[Tokens], starts: Any,
) -> tuple[Any, Any]:  # fmt: skip
    """Heads × targets: the share of the best cue that the heading holds, and how the provisions vote on average.

    Both by the rarity of single stems; a vote is the cosine of a provision with the target's best cue.
    """
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    reader = CountVectorizer(
        tokenizer=_same, preprocessor=_same, token_pattern=None, lowercase=False, binary=True, dtype=np.float32
    )
    documents = [*headings[0], *whole]
    found = reader.fit_transform([*documents, *phrases])
    size = len(documents)
    rarity = np.log((1 + size) / (1 + np.asarray(found[:size].sum(0)).ravel())) + LEAST_RARE
    asked = found[size:]
    mass = asked @ rarity

    def common(rows: Sequence[Tokens]) -> tuple[Any, Any]:
        weighed = reader.transform(rows).multiply(rarity).tocsr()
        return (weighed @ asked.T).toarray(), np.asarray(weighed.sum(1)).ravel()

    held = np.maximum(common(headings[0])[0], common(headings[1])[0]) / (mass[None, :] + SHORT_CUE)
    counts = np.array([max(1, len(m)) for m in members])
    inside, own = common([provision for m in members for provision in m or [_NOTHING]])
    cosines = np.maximum.reduceat(inside / np.sqrt((mass[None, :] + 1) * (own[:, None] + 1)), starts, axis=1)
    votes = np.add.reduceat(cosines, np.cumsum([0, *counts[:-1]]), axis=0) / counts[:, None]
    return np.maximum.reduceat(held, starts, axis=1), votes
