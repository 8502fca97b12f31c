"""How alike the units of two sets are: eight views of their words.

Views (weights in `WEIGHTS`): TF-IDF of word stems and stem pairs; TF-IDF of letter 3–5-grams, which forgives endings
the stemmer misses; the share of the old unit that the new one holds, in stems and in letters (asymmetric, so that a
unit merged into a longer one still counts as found); the mean over the old unit's paragraphs of the best paragraph of
the new one, and the same the other way round (for a unit that was split); the best pair of paragraphs; and the opening
words, in which a rule says what it is about.

In the cosines a term that only one of the acts uses counts half in the length: it can't tell the units of that act from
each other in the eyes of the other act, it would only shorten those that have many such words. (Not at all would be too
little: two acts on different matters would be alike by their function words.) What comes of the order of the units and
of rival candidates is added in `places`. How the weights were found: docs/alignment.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

WEIGHTS = {
    "words": 0.14, "letters": 0.23, "held": 0.075, "spelled": 0.075,
    "passages": 0.13, "covered": 0.13, "best": 0.09, "opening": 0.13,
}  # fmt: skip
PRIVATE = 0.5  # of the weight of a term that only one side uses
OPENING = 20  # stems
MIN_PASSAGE_WORDS = 8
MAX_PASSAGE_WEIGHT = 60  # a very long paragraph must not drown the others

_SENTENCE = re.compile(r"(?<=[.;:])[ \t]+(?=\(?[0-9A-ZА-ЯЁӘІҢҒҮҰҚӨҺÀ-Þ])")
_WORD = re.compile(r"\w+")

# Function words that tell European languages apart when the language is not one of lawkit's three.
_LATIN_MARKS = {
    "english": frozenset(["the", "of", "and", "to", "in", "or", "any", "shall", "be", "such", "by", "which"]),
    "french": frozenset(
        ["le", "la", "les", "des", "du", "et", "est", "une", "dans", "par", "sur", "au", "aux", "qui", "que", "ou"]
    ),
    "german": frozenset(["der", "die", "das", "und", "den", "von", "zu", "mit", "ist", "des", "im", "nicht", "oder"]),
    "spanish": frozenset(["el", "los", "las", "del", "y", "en", "una", "por", "con", "para", "se", "que", "o"]),
    "italian": frozenset(["il", "lo", "gli", "della", "dei", "di", "che", "per", "con", "una", "nel", "sono"]),
    "portuguese": frozenset(["o", "os", "as", "da", "do", "dos", "das", "em", "uma", "para", "não", "com", "ou"]),
    "dutch": frozenset(["de", "het", "een", "van", "en", "in", "op", "dat", "wordt", "niet", "voor", "met"]),
}
_NAMES = {"rus": "russian", "eng": "english", "fra": "french", "deu": "german", "spa": "spanish", "ita": "italian",
          "ru": "russian", "en": "english", "fr": "french", "de": "german", "kk": "kaz"}  # fmt: skip


def language_of(texts: Sequence[str]) -> str:
    """A Snowball language name, `kaz`, or `other`: by script, Kazakh letters, then function words of a sample."""
    sample = "\n".join(t[:600] for t in texts[:400]).lower()
    cyrillic = len(re.findall("[а-яёәіңғүұқөһ]", sample))
    latin = len(re.findall("[a-zß-ÿ]", sample))
    if cyrillic > latin:
        return "kaz" if len(re.findall("[әіңғүұқөһ]", sample)) > 0.05 * cyrillic else "russian"
    found = _WORD.findall(sample)
    votes = {name: sum(w in marks for w in found) / len(marks) for name, marks in _LATIN_MARKS.items()}
    best = max(votes, key=lambda name: (votes[name], name))
    return best if sum(w in _LATIN_MARKS[best] for w in found) > 0.05 * len(found) else "other"


def stemmer(language: str) -> Callable[[list[str]], list[str]]:
    """A function from words to stems: Snowball where it has the language, lawkit's own for Kazakh, else six letters."""
    name = _NAMES.get(language, language)
    if name == "kaz":
        from lawkit.language import stems

        return lambda words: list(stems(words, "kaz"))
    import Stemmer

    if name in Stemmer.algorithms():
        snowball = Stemmer.Stemmer(name)
        return lambda words: list(snowball.stemWords(words))
    return lambda words: [w[:6] for w in words]


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
    """What is needed to tell how much of an old unit a new one holds."""

    roots: tuple[Any, Any]  # square roots of idf, binary: products give the idf mass held in common
    mass: Any  # idf mass of each old unit


@dataclass(frozen=True)
class Corpus:
    """Both sides as sparse matrices over one vocabulary, ready to be compared block by block."""

    words: tuple[Any, Any]
    letters: tuple[Any, Any]
    openings: tuple[Any, Any]
    held: Held  # of stems
    spelled: Held  # of letters
    passages: tuple[Any, Any]
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
    mass = np.asarray(found[:split] @ idf).ravel()
    roots = (found @ diags(np.sqrt(idf))).tocsr()
    return Held((roots[:split], roots[split:]), mass)


def corpus(old: Sequence[str], new: Sequence[str], language: str) -> Corpus:
    """Reads both sides into one vocabulary; texts may be empty."""
    import numpy as np

    stem = stemmer(language)

    def tokens(text: str) -> list[str]:
        return stem(_WORD.findall(text.lower())) or ["∅"]

    every = [tokens(t) for t in (*old, *new)]
    counts, split = _counts(every), len(old)
    pieces = [passages(t) for t in old], [passages(t) for t in new]
    cut = [[tokens(p) for unit in side for p in unit] for side in pieces]
    starts = [np.concatenate([[0], np.cumsum([len(u) for u in side])[:-1]]).astype(int) for side in pieces]
    weights = [np.array([min(len(t), MAX_PASSAGE_WEIGHT) + 1 for t in side], dtype=np.float32) for side in cut]
    letters = _letters([_WORD.findall(t.lower()) for t in (*old, *new)])
    return Corpus(
        words=_shared(counts, split),
        letters=_shared(letters, split),
        openings=_shared(_counts([t[:OPENING] for t in every]), split),
        held=_held(counts, split),
        spelled=_held(letters, split),
        passages=_shared(_counts(cut[0] + cut[1]), len(cut[0])),
        starts=(starts[0], starts[1]),
        weights=(weights[0], weights[1]),
    )


def alike(read: Corpus, start: int, stop: int) -> Any:
    """Similarities (0 to 1) of the old units from `start` to `stop` with every new unit: a dense float32 array."""
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
    parts = {
        "words": product(read.words),
        "letters": product(read.letters),
        "held": product(read.held.roots) / (read.held.mass[start:stop, None] + 1e-9),
        "spelled": product(read.spelled.roots) / (read.spelled.mass[start:stop, None] + 1e-9),
        "passages": np.add.reduceat(best * ours[:, None], inside, axis=0) / np.add.reduceat(ours, inside)[:, None],
        "covered": np.add.reduceat(covering, read.starts[1], axis=1) / np.add.reduceat(theirs, read.starts[1]),
        "best": peak,
        "opening": product(read.openings),
    }
    return sum(WEIGHTS[name] * parts[name] for name in WEIGHTS).astype(np.float32)
