"""Provisions kept ready: new ones are joined with those kept, without joining the old ones again.

Phrases are kept as sorted keys with their postings; a query looks its own phrases up and multiplies only those.
Kept on disk as plain numpy arrays, mapped into memory when opened.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.errors import StoreError
from lawkit.model import Language
from lawkit.overlaps.join import (
    Bags,
    FloatArray,
    JoinOptions,
    LongArray,
    Pairs,
    agreeing,
    measured,
    partner_floors,
    phrase_keys,
    phrase_matrix,
    rarity,
    run_starts,
    shared_between,
    word_values,
)
from lawkit.overlaps.rules import join_options
from lawkit.overlaps.tokens import Encoded, Encoder, HashArray, IntArray, Vocabulary

_ARRAYS = ("ids", "lengths", "phrases", "posting_starts", "postings", "levels", "words", "word_starts", "word_counts")
_VERSION = 2
_WIDE = 400  # partners of a new text that are looked at


class OverlapIndex:
    """Provisions by key; answers which of them overlap with new texts."""

    def __init__(self, language: Language = "rus", options: JoinOptions | None = None) -> None:
        self.language: Language = language
        self.options = options or join_options()
        self.keys: list[str] = []
        self._encoder = Encoder(language)
        self._encoded = Encoded(np.zeros(0, np.int32), np.zeros(0, np.int32))
        self._built: dict[str, NDArray[Any]] = {}
        self._norms: FloatArray | None = None
        self._floors: FloatArray | None = None

    def __len__(self) -> int:
        return len(self.keys)

    def build(self, items: Sequence[tuple[str, str]]) -> None:
        """Forget what was kept and keep these (key, text)."""
        self.keys, self._encoded = [], Encoded(np.zeros(0, np.int32), np.zeros(0, np.int32))
        self.add(items)

    def add(self, items: Sequence[tuple[str, str]]) -> None:
        """Keep more (key, text); a key that is kept already stays and the new text stands beside it."""
        new = self._encoder.encode([text for _, text in items])
        self.keys.extend(key for key, _ in items)
        old = self._encoded
        self._encoded = Encoded(np.concatenate([old.ids, new.ids]), np.concatenate([old.lengths, new.lengths]))
        self._built, self._norms, self._floors = {}, None, None

    def _arrays(self) -> dict[str, NDArray[Any]]:
        if not self._built:
            self._built = _postings(self._encoded, self.options) | _word_sets(
                self._encoded, len(self._encoder.vocabulary)
            )
        return self._built

    def query(self, texts: Sequence[str]) -> Pairs:
        """Verified pairs: `first` counts the texts, `second` the kept provisions.

        As in a full join, a pair counts when either of the two is among the best partners of the other.
        """
        if self._floors is None or len(self._floors) != len(self.keys):
            self._floors = partner_floors(phrase_matrix(self._encoded, self.options), self.options)
        return self._query(texts, self._floors)

    def _query(self, texts: Sequence[str], floors: FloatArray | None) -> Pairs:
        new = self._encoder.encode(texts)
        held = self._arrays()
        total = len(self.keys) + len(texts)
        matrix, kept = self._look_up(new, held, total)
        found = _products(matrix, kept, self.options, floors)
        return self._verified(new, held, found, total)

    def nearest(self, text: str, *, top: int = 10) -> list[tuple[str, float]]:
        """Keys of the kept provisions nearest to a text, with idf-Jaccard, best first."""
        pairs = self._query([text], None)
        order = sorted(range(len(pairs)), key=lambda i: (-float(pairs.jaccard[i]), self.keys[int(pairs.second[i])]))
        return [(self.keys[int(pairs.second[i])], round(float(pairs.jaccard[i]), 4)) for i in order[:top]]

    def _look_up(self, new: Encoded, held: dict[str, NDArray[Any]], total: int) -> tuple[Any, Any]:
        """The new texts × phrases and phrases × kept provisions, both weighed and divided by their norms."""
        import scipy.sparse as sp

        rows, _, found = _own_phrases(new, held, self.options)
        known = found >= 0
        columns, at = np.unique(found[known], return_inverse=True)
        starts = held["posting_starts"]
        counts = (starts[columns + 1] - starts[columns]).astype(np.int64)
        weights = rarity(counts + np.bincount(at, minlength=len(columns)), total)
        norms = np.full(len(new.lengths), 1e-9)
        np.add.at(norms, rows[known], (weights[at] ** 2).astype(np.float64))
        rarest = float(rarity(np.ones(1), total)[0]) ** 2
        np.add.at(norms, rows[~known], rarest)
        values = weights[at] / np.sqrt(norms[rows[known]]).astype(np.float32)
        matrix = sp.csr_matrix((values, (rows[known], at)), shape=(len(new.lengths), max(len(columns), 1)))
        places = _spread(starts[columns], counts)
        texts = np.asarray(held["postings"][places])
        scale = self._scale(held, total)[texts]
        ends = np.zeros(max(len(columns), 1) + 1, np.int64)
        ends[1 : len(columns) + 1] = np.cumsum(counts)
        ends[len(columns) + 1 :] = ends[len(columns)]
        shape = (max(len(columns), 1), max(len(self.keys), 1))
        kept = sp.csr_matrix((np.repeat(weights, counts) * scale, texts, ends), shape=shape)
        return matrix, kept

    def _scale(self, held: dict[str, NDArray[Any]], total: int) -> FloatArray:
        """One over the norm of each kept provision."""
        if self._norms is None or len(self._norms) != len(self.keys):
            counts = np.diff(held["posting_starts"])
            squares = np.where(counts <= self.options.cap, rarity(counts, total).astype(np.float64) ** 2, 0)
            norms = np.bincount(held["postings"], weights=np.repeat(squares, counts), minlength=len(self.keys))
            self._norms = (1.0 / np.sqrt(np.maximum(norms, 1e-9))).astype(np.float32)
        return self._norms

    def _verified(
        self, new: Encoded, held: dict[str, NDArray[Any]], found: tuple[IntArray, IntArray, FloatArray], total: int
    ) -> Pairs:
        first, second, cosine = found
        size = len(self._encoder.vocabulary)
        own = _word_sets(new, size)
        counts = own["word_counts"].copy()
        counts[: len(held["word_counts"])] += held["word_counts"]
        weights = rarity(counts, total)
        mine = Bags(own["words"], own["word_starts"], weights, np.zeros(0, np.float32))
        theirs = Bags(held["words"], held["word_starts"], weights, np.zeros(0, np.float32))
        both, one, two = shared_between(mine, first, theirs, second)
        return agreeing(measured(first, second, cosine, both, one, two), self.options)

    def save(self, folder: Path) -> None:
        """Write the index into a folder; raises StoreError when it cannot be written."""
        held = dict(self._arrays())
        held["ids"], held["lengths"] = self._encoded.ids, self._encoded.lengths
        held["scale"] = self._scale(held, len(self.keys))
        if self._floors is None:
            self._floors = partner_floors(phrase_matrix(self._encoded, self.options), self.options)
        held["floors"] = self._floors
        state = self._encoder.vocabulary.state()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, array in held.items():
                np.save(folder / f"{name}.npy", array)
            np.save(folder / "hashes.npy", state["keys"])
            np.save(folder / "stem_numbers.npy", state["values"])
            (folder / "stems.txt").write_text("\n".join(state["stems"]), "utf-8")
            (folder / "keys.txt").write_text("\n".join(self.keys), "utf-8")
            (folder / "index.json").write_text(json.dumps({"version": _VERSION, "language": self.language}), "utf-8")
        except OSError as problem:
            raise StoreError(
                f"the index cannot be written to {folder}: {problem}", "choose another folder"
            ) from problem

    @classmethod
    def load(cls, folder: Path, options: JoinOptions | None = None) -> OverlapIndex:
        """Open a saved index; raises StoreError when there is none or it is of another version."""
        try:
            about = json.loads((folder / "index.json").read_text("utf-8"))
            if about.get("version") != _VERSION:
                raise StoreError(f"{folder} holds an index of another version", "build it again")
            made = cls(about["language"], options)
            held = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in (*_ARRAYS, "scale", "floors")}
            hashes, numbers = np.load(folder / "hashes.npy"), np.load(folder / "stem_numbers.npy")
            made.keys = (folder / "keys.txt").read_text("utf-8").split("\n")
            stems = (folder / "stems.txt").read_text("utf-8").split("\n")
        except (OSError, ValueError, KeyError) as problem:
            raise StoreError(f"{folder} holds no readable index", "build it again") from problem
        made._encoder = Encoder(made.language, Vocabulary.restore(made.language, hashes, numbers, stems))
        made._encoded = Encoded(held.pop("ids"), held.pop("lengths"))
        made._norms, made._floors = np.asarray(held.pop("scale")), np.asarray(held.pop("floors"))
        made._built = held
        return made


def _spread(starts: NDArray[Any], counts: LongArray) -> LongArray:
    """All places of ranges given by start and length, one after another."""
    total = int(counts.sum())
    ends = np.cumsum(counts)
    places: LongArray = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return places


def _own_phrases(
    new: Encoded, held: dict[str, NDArray[Any]], options: JoinOptions
) -> tuple[IntArray, HashArray, NDArray[np.int64]]:
    """Text, key and place among the kept phrases (-1: not kept) of each phrase of the new texts."""
    words = word_values(new.ids)
    texts = np.repeat(np.arange(len(new.lengths), dtype=np.int32), new.lengths)
    active = np.arange(len(words), dtype=np.int64)
    rows, keys, found = [], [], []
    starts = held["posting_starts"]
    for level, size in enumerate(options.shingles):
        active = active[active <= len(words) - size]
        active = active[texts[active] == texts[active + (size - 1)]]
        own = phrase_keys(words, active, size)
        low, high = int(held["levels"][level]), int(held["levels"][level + 1])
        phrases = held["phrases"][low:high]
        place = np.searchsorted(phrases, own)
        inside = np.minimum(place, max(high - low - 1, 0))
        known = (phrases[inside] == own) if high > low else np.zeros(len(own), bool)
        where = np.where(known, inside + low, -1)
        common = known & ((starts[where + 1] - starts[where]) > options.cap)
        take = ~common
        pair = texts[active[take]].astype(np.uint64) << np.uint64(32)
        _, once = np.unique(np.stack([pair, own[take]]), axis=1, return_index=True)
        rows.append(texts[active[take]][once])
        keys.append(own[take][once])
        found.append(where[take][once])
        active = active[common]
    return np.concatenate(rows), np.concatenate(keys), np.concatenate(found)


def _products(
    matrix: Any, kept: Any, options: JoinOptions, floors: FloatArray | None
) -> tuple[IntArray, IntArray, FloatArray]:
    """Pairs by cosine: the best partners of each new text, and the kept texts that it is a best partner of."""
    from sparse_dot_topn import sp_matmul_topn

    wide = options.top if floors is None else _WIDE
    found = sp_matmul_topn(matrix, kept, top_n=wide, threshold=options.cosine, sort=True, n_threads=1)
    counts = np.diff(found.indptr)
    row = np.repeat(np.arange(matrix.shape[0], dtype=np.int32), counts)
    rank = np.arange(len(row)) - np.repeat(found.indptr[:-1], counts)
    column, value = found.indices.astype(np.int32), found.data.astype(np.float32)
    best = rank < options.top
    if floors is not None:
        best |= value >= floors[column]
    row, column, value = row[best], column[best], value[best]
    order = np.lexsort((column, row))
    return row[order], column[order], value[order]


def _postings(encoded: Encoded, options: JoinOptions) -> dict[str, NDArray[Any]]:
    """Phrases of every length with the texts that hold them; those of more than `cap` texts keep their count only."""
    words = word_values(encoded.ids)
    texts = np.repeat(np.arange(len(encoded.lengths), dtype=np.int32), encoded.lengths)
    active = np.arange(len(words), dtype=np.int64)
    phrases, postings, counts, levels = [], [], [], [0]
    for size in options.shingles:
        active = active[active <= len(words) - size]
        active = active[texts[active] == texts[active + (size - 1)]]
        keys = phrase_keys(words, active, size)
        order = np.lexsort((texts[active], keys))
        sorted_keys, sorted_texts = keys[order], texts[active[order]]
        once = run_starts(sorted_keys) | np.concatenate([[True], sorted_texts[1:] != sorted_texts[:-1]])[: len(order)]
        begins = run_starts(sorted_keys[once])
        own = np.diff(np.flatnonzero(begins), append=int(once.sum()))
        phrases.append(sorted_keys[once][begins])
        postings.append(sorted_texts[once])
        counts.append(own)
        levels.append(levels[-1] + len(own))
        often = phrases[-1][own > options.cap]
        place = np.minimum(np.searchsorted(often, keys), max(len(often) - 1, 0))
        active = active[often[place] == keys] if len(often) else active[:0]
    starts = np.zeros(levels[-1] + 1, np.int64)
    np.cumsum(np.concatenate(counts), out=starts[1:])
    return {
        "phrases": np.concatenate(phrases),
        "postings": np.concatenate(postings),
        "posting_starts": starts,
        "levels": np.array(levels, np.int64),
    }


def _word_sets(encoded: Encoded, vocabulary_size: int) -> dict[str, NDArray[Any]]:
    """The distinct words of each text, sorted, and in how many texts each word stands."""
    total = len(encoded.lengths)
    keys = np.repeat(np.arange(total, dtype=np.int64), encoded.lengths) << 32
    keys |= encoded.ids
    keys.sort()
    keys = keys[run_starts(keys)]
    words = (keys & 0xFFFFFFFF).astype(np.int32)
    starts = np.zeros(total + 1, np.int64)
    np.cumsum(np.bincount((keys >> 32).astype(np.int64), minlength=total), out=starts[1:])
    return {"words": words, "word_starts": starts, "word_counts": np.bincount(words, minlength=vocabulary_size)}
