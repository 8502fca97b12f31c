"""Provisions kept ready: new ones are joined with those kept, without joining the old ones again.

Phrases are kept as sorted keys with their postings; a query looks its own phrases up and multiplies only those.
Kept on disk as plain numpy arrays, mapped into memory when opened.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.errors import StoreError
from lawkit.model import Language
from lawkit.overlaps.join import Bags, Pairs, agreeing, joined, measured, rarity, shared_between
from lawkit.overlaps.phrases import FloatArray, LongArray
from lawkit.overlaps.postings import Grown, build
from lawkit.overlaps.product import place_in_run
from lawkit.overlaps.rules import JoinOptions, join_options
from lawkit.overlaps.sorting import run_starts, spread
from lawkit.overlaps.tokens import Encoded, Encoder, IntArray, Vocabulary

_ARRAYS = (
    "ids", "lengths", "phrases", "counts", "posting_starts", "postings", "levels", "sums", "words", "word_starts",
    "word_counts",
)  # fmt: skip
_VERSION = 4


class OverlapIndex:
    """Provisions by key; answers which of them overlap with new texts."""

    def __init__(self, language: Language = "rus", options: JoinOptions | None = None) -> None:
        self.language: Language = language
        self.options = options or join_options()
        self.keys: list[str] = []
        self._encoder = Encoder(language)
        self._encoded = Encoded(np.zeros(0, np.int32), np.zeros(0, np.int32))
        self._built: dict[str, NDArray[Any]] = {}
        self._caps: tuple[int, ...] = ()  # for which it was built
        self._starts: LongArray = np.zeros(1, np.int64)

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
        self._built, self._starts = {}, self._encoded.starts

    def _arrays(self, options: JoinOptions | None = None) -> dict[str, NDArray[Any]]:
        """What is kept, built where it is not; with options given, anew where it was built for other caps."""
        options = options or (None if self._built else self._sized())
        if options and (not self._built or options.caps != self._caps):
            self._built = build(self._encoded, options) | _word_sets(self._encoded, len(self._encoder.vocabulary))
            self._caps = options.caps
        return self._built

    def _sized(self, coming: int = 0) -> JoinOptions:
        """The options for what is kept and so many texts more."""
        return self.options.sized(len(self._encoded.lengths) + coming)

    def query(self, texts: Sequence[str]) -> Pairs:
        """Verified pairs: `first` counts the texts, `second` the kept provisions.

        The pairs are those that a join of kept and new texts together would give: counts, weights, what is too
        common and who is among whose best partners are brought up to date for what the new texts touch.
        """
        with _no_collection():
            return self._query(texts)

    def _query(self, texts: Sequence[str], *, all_pairs: bool = False) -> Pairs:
        new = self._encoder.encode(texts)
        options = self._sized(len(new.lengths))
        grown = Grown(self._arrays(options), self._encoded, new, options)
        weights = self._weights(new, grown.total)
        numbers = np.arange(grown.old, grown.total, dtype=np.int32)
        pairs = self._verified(new, numbers, new, grown, weights)
        if not all_pairs:
            pairs = self._among_the_best(pairs, new, grown, weights)
        kept = pairs.where(pairs.second < grown.old)
        kept = replace(kept, first=kept.first - np.int32(grown.old))
        return kept.where(np.lexsort((kept.second, kept.first)))

    def _weights(self, new: Encoded, total: int) -> FloatArray:
        """The rarity of each word among kept and new texts."""
        own = _word_sets(new, len(self._encoder.vocabulary))["word_counts"]
        known = self._arrays()["word_counts"]
        own[: len(known)] += known
        return rarity(own, total)

    def _verified(self, texts: Encoded, numbers: IntArray, new: Encoded, grown: Grown, weights: FloatArray) -> Pairs:
        """The verified pairs of some texts, kept or new, with all others: `first` and `second` number the two together."""
        matrix, columns = grown.rows(texts, numbers)
        near = (matrix @ columns).tocoo()
        keep = np.flatnonzero((near.data > np.float32(self.options.cosine)) & (numbers.take(near.row) != near.col))
        row, column, cosine = near.row[keep], near.col[keep].astype(np.int32), near.data[keep].astype(np.float32)
        own, theirs = (_bags(_word_sets(part, len(weights)), weights) for part in (texts, new))
        found = []
        for side, low in ((_bags(self._arrays(), weights), 0), (theirs, grown.old)):
            part = np.flatnonzero(column >= low if low else column < grown.old)
            both, one, two = shared_between(own, row[part], side, column[part] - low)
            first, second = numbers.take(row[part]), column[part]
            found.append(agreeing(measured(first, second, cosine[part], both, one, two), self.options))
        return joined(*found)

    def _among_the_best(self, pairs: Pairs, new: Encoded, grown: Grown, weights: FloatArray) -> Pairs:
        """The pairs of new texts and others that are among the best of either.

        Those that are not among the best of the new text may be so for the other: its pairs are then worked out.
        """
        order = np.lexsort((pairs.second, -pairs.cosine, pairs.first))
        good = np.zeros(len(pairs), bool)
        good[order[place_in_run(pairs.first[order]) < self.options.top]] = True
        left = pairs.where(~good & (pairs.second < grown.old))
        if not len(left):
            return pairs.where(good)
        texts = np.unique(left.second)
        lengths = self._starts[texts + 1] - self._starts[texts]
        ids = np.asarray(self._encoded.ids[spread(self._starts[texts], lengths)])
        theirs = self._verified(Encoded(ids, lengths.astype(np.int32)), texts, new, grown, weights)
        order = np.lexsort((theirs.second, -theirs.cosine, theirs.first))
        best = order[place_in_run(theirs.first[order]) < self.options.top]
        told = theirs.second[best].astype(np.int64) << 32 | theirs.first[best]
        return pairs.where(good | np.isin(pairs.first.astype(np.int64) << 32 | pairs.second, told))

    def nearest(self, text: str, *, top: int = 10) -> list[tuple[str, float]]:
        """Keys of the kept provisions nearest to a text, with idf-Jaccard, best first."""
        with _no_collection():
            pairs = self._query([text], all_pairs=True)
        order = sorted(range(len(pairs)), key=lambda i: (-float(pairs.jaccard[i]), self.keys[int(pairs.second[i])]))
        return [(self.keys[int(pairs.second[i])], round(float(pairs.jaccard[i]), 4)) for i in order[:top]]

    def save(self, folder: Path) -> None:
        """Write the index into a folder; raises StoreError when it cannot be written."""
        held = dict(self._arrays(self._sized()))
        held["ids"], held["lengths"] = self._encoded.ids, self._encoded.lengths
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
            held = {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _ARRAYS}
            hashes, numbers = np.load(folder / "hashes.npy"), np.load(folder / "stem_numbers.npy")
            made.keys = (folder / "keys.txt").read_text("utf-8").split("\n")
            stems = (folder / "stems.txt").read_text("utf-8").split("\n")
        except (OSError, ValueError, KeyError) as problem:
            raise StoreError(f"{folder} holds no readable index", "build it again") from problem
        made._encoder = Encoder(made.language, Vocabulary.restore(made.language, hashes, numbers, stems))
        made._encoded = Encoded(held.pop("ids"), held.pop("lengths"))
        made._starts = made._encoded.starts
        made._built, made._caps = held, made._sized().caps
        return made


@contextmanager
def _no_collection() -> Iterator[None]:
    """The collector of cycles rests: a query makes none, and a pass over all that is kept costs a third of its time."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


def _bags(arrays: Mapping[str, NDArray[Any]], weights: FloatArray) -> Bags:
    """Sets of words with these weights; the weight of each text is left out."""
    return Bags(arrays["words"], arrays["word_starts"], weights, np.zeros(0, np.float32))


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
