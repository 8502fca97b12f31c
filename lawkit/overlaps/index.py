"""Provisions kept ready: new ones are joined with those kept, without joining the old ones again.

Phrases are kept as sorted keys with their postings; a query looks its own phrases up and multiplies only those.
Kept on disk as plain numpy arrays, mapped into memory when opened.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
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

    def _arrays(self) -> dict[str, NDArray[Any]]:
        if not self._built:
            self._built = build(self._encoded, self.options) | _word_sets(self._encoded, len(self._encoder.vocabulary))
        return self._built

    def query(self, texts: Sequence[str]) -> Pairs:
        """Verified pairs: `first` counts the texts, `second` the kept provisions.

        The pairs are those that a join of kept and new texts together would give: counts, weights, what is too
        common and who is among whose best partners are brought up to date for what the new texts touch.
        """
        with _no_collection():
            return self._query(texts)

    def _query(self, texts: Sequence[str], *, both_ways: bool = True) -> Pairs:
        new = self._encoder.encode(texts)
        held = self._arrays()
        grown = Grown(held, self._encoded, new, self.options)
        numbers = np.arange(grown.old, grown.total, dtype=np.int32)
        matrix, columns = grown.rows(new, numbers)
        row, column, cosine = _best(matrix, columns, self.options)
        kept = column < grown.old
        pairs = self._verified(new, held, (row[kept], column[kept], cosine[kept]), grown.total)
        if both_ways:
            told = row[kept].astype(np.int64) << 32 | column[kept]
            pairs = joined(pairs, self._back(grown, self._near(new, grown, matrix, columns, told)))
        return pairs.where(np.lexsort((pairs.second, pairs.first)))

    def _near(self, new: Encoded, grown: Grown, matrix: Any, columns: Any, told: LongArray) -> Pairs:
        """Verified pairs that come near enough without the kept text being among the best of the new one."""
        near = (matrix @ columns).tocoo()
        keep = np.flatnonzero((near.data >= self.options.cosine * (1 - 1e-5)) & (near.col < grown.old))
        keys = near.row[keep].astype(np.int64) << 32 | near.col[keep]
        keep = keep[~np.isin(keys, told)]
        found = near.row[keep].astype(np.int32), near.col[keep].astype(np.int32), near.data[keep]
        return self._verified(new, self._arrays(), found, grown.total)

    def _back(self, grown: Grown, near: Pairs) -> Pairs:
        """Those of the pairs where the new text is among the best of the kept one: its row is worked out."""
        texts = np.unique(near.second)
        starts = self._starts
        lengths = starts[texts + 1] - starts[texts]
        own = Encoded(np.asarray(self._encoded.ids[spread(starts[texts], lengths)]), lengths.astype(np.int32))
        row, column, cosine = _best(*grown.rows(own, texts), self.options)
        best = dict(zip(zip((column - grown.old).tolist(), texts[row].tolist(), strict=True), cosine, strict=True))
        pairs = list(zip(near.first.tolist(), near.second.tolist(), strict=True))
        keep = near.where(np.array([pair in best for pair in pairs], bool))
        exact = np.array([best[pair] for pair in pairs if pair in best], np.float32)
        return replace(keep, cosine=exact)

    def nearest(self, text: str, *, top: int = 10) -> list[tuple[str, float]]:
        """Keys of the kept provisions nearest to a text, with idf-Jaccard, best first."""
        with _no_collection():
            pairs = self._query([text], both_ways=False)
        order = sorted(range(len(pairs)), key=lambda i: (-float(pairs.jaccard[i]), self.keys[int(pairs.second[i])]))
        return [(self.keys[int(pairs.second[i])], round(float(pairs.jaccard[i]), 4)) for i in order[:top]]

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
        made._built = held
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


def _best(matrix: Any, columns: Any, options: JoinOptions) -> tuple[IntArray, IntArray, FloatArray]:
    """The best partners of each row, as the full join keeps them (the text itself is one of them)."""
    from sparse_dot_topn import sp_matmul_topn

    found = sp_matmul_topn(matrix, columns, top_n=options.top + 1, threshold=options.cosine, n_threads=1).tocoo()
    return found.row.astype(np.int32), found.col.astype(np.int32), found.data.astype(np.float32)


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
