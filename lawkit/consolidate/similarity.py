"""How alike the units of two sets are: five views of their words, then their neighbours, then their rivals.

Views (weights in `WEIGHTS`): TF-IDF of word stems and stem pairs (sublinear, idf over both sides); TF-IDF of letter
3–5-grams, which forgives endings the stemmer misses; the share of the old unit that the new one holds (asymmetric, so
that a unit merged into a longer one still counts as found); the mean over the old unit's paragraphs of the best
paragraph of the new one; and the best pair of paragraphs. Then neighbours: when the units before and after went to the units before and after, that
speaks for the pair (the old order survives most reforms). Last, rivals: what is alike to everything loses
(cross-domain local scaling: Conneau and others, Word translation without parallel data, 2018).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

WEIGHTS = {"words": 0.30, "letters": 0.10, "held": 0.10, "passages": 0.40, "best": 0.10}
NEIGHBOUR_WEIGHT = 0.20
NEIGHBOUR_REACH = 2  # units before and after that may vouch
RIVAL_WEIGHT = 0.25
RIVALS = 2
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
class Corpus:
    """Both sides as sparse matrices over one vocabulary, ready to be compared block by block."""

    words: tuple[Any, Any]
    letters: tuple[Any, Any]
    roots: tuple[Any, Any]  # square roots of idf, binary: products give the idf mass held in common
    mass: Any  # idf mass of each old unit
    passages: tuple[Any, Any]
    starts: tuple[Any, Any]  # first passage of each unit
    weights: Any  # of old passages


def _same(tokens: list[str]) -> list[str]:
    return tokens


def _tfidf(old: list[list[str]], new: list[list[str]], low: int = 1, high: int = 2) -> tuple[Any, Any]:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectoriser = TfidfVectorizer(
        tokenizer=_same, preprocessor=_same, token_pattern=None, lowercase=False,
        ngram_range=(low, high), sublinear_tf=True, dtype=np.float32,
    )  # fmt: skip
    matrix = vectoriser.fit_transform(old + new)
    return matrix[: len(old)], matrix[len(old) :]


def _letters(old: list[list[str]], new: list[list[str]]) -> tuple[Any, Any]:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    joined = [" ".join(tokens) or "0" for tokens in old + new]
    vectoriser = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(3, 5), min_df=2, dtype=np.float32)
    try:
        matrix = vectoriser.fit_transform(joined)
    except ValueError:  # nothing occurs twice
        return _tfidf(old, new)
    return matrix[: len(old)], matrix[len(old) :]


def _held(old: list[list[str]], new: list[list[str]]) -> tuple[tuple[Any, Any], Any]:
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    vectoriser = CountVectorizer(
        tokenizer=_same, preprocessor=_same, token_pattern=None, lowercase=False,
        ngram_range=(1, 2), binary=True, dtype=np.float32,
    )  # fmt: skip
    matrix = vectoriser.fit_transform(old + new).tocsr()
    documents = np.asarray(matrix.sum(0)).ravel()
    idf = np.log((1 + matrix.shape[0]) / documents).astype(np.float32)
    mass = np.asarray(matrix @ idf).ravel()[: len(old)]
    roots = matrix.multiply(np.sqrt(idf)).tocsr()
    return (roots[: len(old)], roots[len(old) :]), mass


def corpus(old: Sequence[str], new: Sequence[str], language: str) -> Corpus:
    """Reads both sides into one vocabulary; texts may be empty."""
    import numpy as np

    stem = stemmer(language)

    def tokens(text: str) -> list[str]:
        return stem(_WORD.findall(text.lower())) or ["∅"]

    before, after = [tokens(t) for t in old], [tokens(t) for t in new]
    pieces = [passages(t) for t in old], [passages(t) for t in new]
    cut = [[tokens(p) for unit in side for p in unit] for side in pieces]
    starts = tuple(np.concatenate([[0], np.cumsum([len(u) for u in side])[:-1]]).astype(int) for side in pieces)
    weights = np.array([min(len(t), MAX_PASSAGE_WEIGHT) + 1 for t in cut[0]], dtype=np.float32)
    held, mass = _held(before, after)
    lowered = [_WORD.findall(t.lower()) for t in old], [_WORD.findall(t.lower()) for t in new]
    return Corpus(
        _tfidf(before, after), _letters(*lowered), held, mass, _tfidf(cut[0], cut[1]), (starts[0], starts[1]), weights
    )


def alike(read: Corpus, start: int, stop: int) -> Any:
    """Similarities (0 to 1) of the old units from `start` to `stop` with every new unit: a dense float32 array."""
    import numpy as np

    words = (read.words[0][start:stop] @ read.words[1].T).toarray()
    letters = (read.letters[0][start:stop] @ read.letters[1].T).toarray()
    held = (read.roots[0][start:stop] @ read.roots[1].T).toarray() / (read.mass[start:stop, None] + 1e-9)
    firsts, total = read.starts[0], read.passages[0].shape[0]
    low, high = int(firsts[start]), int(firsts[stop]) if stop < len(firsts) else total
    found = (read.passages[0][low:high] @ read.passages[1].T).toarray()
    inside = firsts[start:stop] - low
    best = np.maximum.reduceat(found, read.starts[1], axis=1)
    peak = np.maximum.reduceat(best, inside, axis=0)
    best *= read.weights[low:high, None]
    covered = np.add.reduceat(best, inside, axis=0) / np.add.reduceat(read.weights[low:high], inside)[:, None]
    parts = {"words": words, "letters": letters, "held": held, "passages": covered, "best": peak}
    return sum(WEIGHTS[name] * parts[name] for name in WEIGHTS).astype(np.float32)


def _shift(matrix: Any, down: int, right: int) -> Any:
    import numpy as np

    out = np.zeros_like(matrix)
    rows, columns = matrix.shape
    r0, r1, c0, c1 = max(0, -down), min(rows, rows - down), max(0, -right), min(columns, columns - right)
    if r0 < r1 and c0 < c1:
        out[r0:r1, c0:c1] = matrix[r0 + down : r1 + down, c0 + right : c1 + right]
    return out


def neighbours(scores: Any) -> Any:
    """Adds what the neighbours say: rows and columns must be in document order, rows of one old act only."""
    import numpy as np

    rows = scores.max(1, keepdims=True) + 1e-9
    columns = scores.max(0, keepdims=True) + 1e-9
    sure = (scores / rows * scores / columns) ** 2 * scores  # near 1·score only where the pair is best on both sides
    support = np.zeros_like(scores)
    for down in range(-NEIGHBOUR_REACH, NEIGHBOUR_REACH + 1):
        if down == 0:
            continue
        best = np.zeros_like(scores)
        for right in (-1, 0, 1):
            discount = 1 + abs(abs(right) - abs(down)) * 0.25
            best = np.maximum(best, _shift(sure, down, right) / discount)
        support += best / abs(down)
    return scores + NEIGHBOUR_WEIGHT * support


def rivals(scores: Any) -> Any:
    """Takes off what a unit's best partners have on average, on either side."""
    import numpy as np

    def top(axis: int) -> Any:
        size = min(RIVALS, scores.shape[axis])
        part = np.partition(scores, scores.shape[axis] - size, axis=axis)
        chosen = part[:, -size:] if axis == 1 else part[-size:]
        return chosen.mean(axis=axis, keepdims=True)

    return scores - RIVAL_WEIGHT * (top(1) + top(0))
