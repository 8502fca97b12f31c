"""How alike the units of two sets are: ten views of their words.

Views (weights in `WEIGHTS`): TF-IDF of word stems and stem pairs; TF-IDF of letter 3–5-grams, which forgives endings
the stemmer misses; the share of the old unit that the new one holds, in stems and in letters (asymmetric, so that a
unit merged into a longer one still counts as found); the mean over the old unit's paragraphs of the best paragraph of
the new one, and the same the other way round (for a unit that was split); the best pair of paragraphs; and the opening
words, in which a rule says what it is about: of both units, and of either against every paragraph of the other (where a
unit was split or merged, the opening of one is in the middle of the other).

In the cosines a term that only one of the acts uses counts half in the length: it can't tell the units of that act from
each other in the eyes of the other act, it would only shorten those that have many such words. (Not at all would be too
little: two acts on different matters would be alike by their function words.) What comes of the order of the units and
of rival candidates is added in `places`. How the weights were found: docs/alignment.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lawkit.consolidate.similarity_words import bare, language_of, spelled, stemmer

__all__ = ["WEIGHTS", "Corpus", "Held", "alike", "compare", "corpus", "language_of", "passages", "stemmer"]

WEIGHTS = {
    "words": 0.14, "letters": 0.23, "held": 0.075, "spelled": 0.075,
    "passages": 0.13, "covered": 0.13, "best": 0.09, "opening": 0.05, "opens_in_old": 0.04, "opens_in_new": 0.04,
}  # fmt: skip
PRIVATE = 0.5  # of the weight of a term that only one side uses
OPENING = 20  # stems
MIN_PASSAGE_WORDS = 8
MAX_PASSAGE_WEIGHT = 60  # a very long paragraph must not drown the others

_SENTENCE = re.compile(r"(?<=[.;:])[ \t]+(?=\(?[0-9A-ZА-ЯЁӘІҢҒҮҰҚӨҺÀ-Þ])")
_WORD = re.compile(r"\w+")


def passages(text: str) -> list[str]:
    """The lines of a unit (sentences, if it is one line); pieces too short to say anything join what stands before."""
    out: list[str] = []
    lines = text.split("\n")
    for piece in lines if len(lines) > 1 else _SENTENCE.split(text):
        piece = piece.strip()  # noqa: PLW2901
        if not piece:
            continue
        if out and len(_WORD.findall(out[-1])) < MIN_PASSAGE_WORDS:
            out[-1] += " " + piece
        else:
            out.append(piece)
    if len(out) > 1 and len(_WORD.findall(out[-1])) < MIN_PASSAGE_WORDS:
        last = out.pop()
        out[-1] += " " + last
    return out or [text]


@dataclass(frozen=True)
class Held:
    """What is needed to tell how much of either unit the other holds."""

    roots: tuple[Any, Any]  # square roots of idf, binary: products give the idf mass held in common
    masses: tuple[Any, Any]  # idf mass of each unit


@dataclass(frozen=True)
class Corpus:
    """Both sides as sparse matrices over one vocabulary, ready to be compared block by block."""

    words: tuple[Any, Any]
    letters: tuple[Any, Any]
    openings: tuple[Any, Any]
    held: Held  # of stems
    spelled: Held  # of letters
    passages: tuple[Any, Any]
    heads: tuple[Any, Any]  # openings of passages
    starts: tuple[Any, Any]  # first passage of each unit
    weights: tuple[Any, Any]  # of passages


def _grams(tokens: list[str]) -> list[str]:
    return tokens + [f"{a} {b}" for a, b in pairwise(tokens)]


def _counts(documents: list[list[str]]) -> Any:
    """Counts of stems and pairs of stems."""
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(analyzer=_grams, dtype=np.float32).fit_transform(documents).tocsr()


def _letters(documents: list[list[str]]) -> Any:
    """Counts of letter 3–5-grams inside words; of stems and pairs, if no gram occurs twice."""
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    joined = [" ".join(words) or "0" for words in documents]
    try:
        reader = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, dtype=np.float32)
        return reader.fit_transform(joined).tocsr()
    except ValueError:  # nothing occurs twice
        return _counts(documents)


def _shared(counts: Any, split: int) -> tuple[Any, Any]:
    """Rows of length 1 from counts (old rows before `split`): sublinear, by the idf of the row's own side.

    Only terms of both sides are kept; the others count in the length by `PRIVATE`, and the row is shorter by them.
    """
    import numpy as np
    from scipy.sparse import diags

    sides = counts[:split], counts[split:]
    spread = [np.bincount(side.indices, minlength=counts.shape[1]) for side in sides]
    both = (spread[0] > 0) & (spread[1] > 0)
    out = []
    for side, documents in zip(sides, spread, strict=True):
        idf = (np.log((1 + side.shape[0]) / (1 + documents)) + 1) * np.where(both, 1, PRIVATE)
        rows = side.astype(np.float32)
        rows.data = 1 + np.log(rows.data)
        rows = (rows @ diags(idf.astype(np.float32))).tocsr()
        length = np.sqrt(np.asarray(rows.multiply(rows).sum(1)).ravel())
        out.append((diags((1 / np.maximum(length, 1e-9)).astype(np.float32)) @ rows[:, both]).tocsr())
    return out[0], out[1]


def _held(counts: Any, split: int) -> Held:
    import numpy as np
    from scipy.sparse import diags

    documents = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + counts.shape[0]) / documents).astype(np.float32)
    found = counts.copy()
    found.data = np.ones_like(found.data)
    mass = np.asarray(found @ idf).ravel() + 1e-9
    roots = (found @ diags(np.sqrt(idf))).tocsr()
    return Held((roots[:split], roots[split:]), (mass[:split], mass[split:]))


def corpus(old: Sequence[str], new: Sequence[str], language: str) -> Corpus:
    """Reads both sides into one vocabulary; texts may be empty."""
    import numpy as np

    stem = stemmer(language)

    def tokens(words: list[str]) -> list[str]:
        return bare(stem(words)) or ["∅"]

    units = [[spelled(p, language) for p in passages(text)] for text in (*old, *new)]
    cut = [[tokens(words) for words in unit] for unit in units]
    counts = _counts([[t for piece in unit for t in piece] for unit in cut])
    letters = _letters([bare([w for words in unit for w in words]) for unit in units])
    split, flat = len(old), [[piece for unit in side for piece in unit] for side in (cut[: len(old)], cut[len(old) :])]
    ends = [np.cumsum([len(unit) for unit in side]) for side in (cut[:split], cut[split:])]
    starts = [np.concatenate([[0], end[:-1]]).astype(int) for end in ends]
    weights = [np.array([min(len(t), MAX_PASSAGE_WEIGHT) + 1 for t in side], dtype=np.float32) for side in flat]
    openings = [[t for piece in unit for t in piece][:OPENING] for unit in cut]
    return Corpus(
        words=_shared(counts, split),
        letters=_shared(letters, split),
        openings=_shared(_counts(openings), split),
        held=_held(counts, split),
        spelled=_held(letters, split),
        passages=_shared(_counts(flat[0] + flat[1]), len(flat[0])),
        heads=_shared(_counts([t[:OPENING] for side in flat for t in side]), len(flat[0])),
        starts=(starts[0], starts[1]),
        weights=(weights[0], weights[1]),
    )


def alike(read: Corpus, start: int, stop: int) -> Any:
    """Similarities (0 to 1) of the old units from `start` to `stop` with every new unit: a dense float32 array."""
    return compare(read, start, stop)[0]


def compare(read: Corpus, start: int, stop: int) -> tuple[Any, Any]:
    """The same, and how far each pair leans to the old unit: by how much more of the new one it holds than the other way.

    In stems and in letters, from -2 to 2: near 2 the new unit is a small part of the old one, near -2 the reverse.
    """
    import numpy as np

    def product(pair: tuple[Any, Any]) -> Any:
        return (pair[0][start:stop] @ pair[1].T).toarray()

    firsts, total = read.starts[0], read.passages[0].shape[0]
    low, high = int(firsts[start]), int(firsts[stop]) if stop < len(firsts) else total
    found = (read.passages[0][low:high] @ read.passages[1].T).toarray()
    inside = firsts[start:stop] - low
    best = np.maximum.reduceat(found, read.starts[1], axis=1)
    peak = np.maximum.reduceat(best, inside, axis=0)
    ours, theirs = read.weights[0][low:high], read.weights[1]
    covering = np.maximum.reduceat(found, inside, axis=0) * theirs
    heads = (
        read.heads[0][low:high] @ read.heads[1][read.starts[1]].T,
        read.heads[0][firsts[start:stop]] @ read.heads[1].T,
    )
    common = product(read.held.roots), product(read.spelled.roots)
    parts = {
        "words": product(read.words),
        "letters": product(read.letters),
        "held": common[0] / read.held.masses[0][start:stop, None],
        "spelled": common[1] / read.spelled.masses[0][start:stop, None],
        "passages": np.add.reduceat(best * ours[:, None], inside, axis=0) / np.add.reduceat(ours, inside)[:, None],
        "covered": np.add.reduceat(covering, read.starts[1], axis=1) / np.add.reduceat(theirs, read.starts[1]),
        "best": peak,
        "opening": product(read.openings),
        "opens_in_old": np.maximum.reduceat(heads[0].toarray(), inside, axis=0),
        "opens_in_new": np.maximum.reduceat(heads[1].toarray(), read.starts[1], axis=1),
    }
    of_new = common[0] / read.held.masses[1] + common[1] / read.spelled.masses[1]
    leaning = (of_new - parts["held"] - parts["spelled"]).astype(np.float32)
    return sum(WEIGHTS[name] * parts[name] for name in WEIGHTS).astype(np.float32), leaning
