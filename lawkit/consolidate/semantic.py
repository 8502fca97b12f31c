"""Optional re-ranking by sentence vectors: a model that you bring, in a folder, read without a network.

Measured with an English MiniLM on the English and Russian sets of the `align` benchmark, it changed nothing at this
weight and did harm at five times it: words in common say more about the descent of a legal text than vectors do. It is
for acts rewritten in other words, with a model that you have reason to trust.

The words decide which pairs are candidates; the vectors only reorder the best of them, so that nothing is proposed
that shares no words at all. Needs the extra `lawkit[semantic]` (sentence-transformers; Reimers and Gurevych 2019)
and a model in its folder layout that knows the language of the acts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lawkit.errors import LawkitError

Encoder = Callable[[Sequence[str]], Any]  # n texts → n × d numbers, rows of length 1
CANDIDATES = 10  # of each unit, from either side, that the vectors may reorder
WEIGHT = 0.1  # of the cosine, beside a plain likeness between 0 and 1


class ModelMissing(LawkitError):  # noqa: N818  (named after what the user lacks, as in lawkit.errors)
    """The semantic extra or its model is not there."""

    code = "E801"


def load_encoder(folder: Path) -> Encoder:
    """The model in a folder as a function from texts to unit vectors; raises ModelMissing. Nothing is downloaded."""
    if not (folder / "modules.json").is_file():
        raise ModelMissing(f"{folder} holds no sentence-transformers model", "name a folder that has modules.json")
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError:
        raise ModelMissing("semantic re-ranking is an extra", "pip install 'lawkit[semantic]'") from None
    try:
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as problem:  # whatever a foreign model's files make its library raise
        raise ModelMissing(f"the model in {folder} cannot be read: {problem}", "copy it again, whole") from problem
    return lambda texts: model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)


def rerank(scores: Any, old: Sequence[str], new: Sequence[str], encode: Encoder) -> Any:
    """Scores (old × new) with the cosine of the vectors added to the best candidates of every row and column."""
    import numpy as np

    close = np.asarray(encode(old), dtype=np.float32) @ np.asarray(encode(new), dtype=np.float32).T
    order = [np.argsort(np.argsort(-scores, axis=axis, kind="stable"), axis=axis) for axis in (0, 1)]
    candidate = (order[0] < CANDIDATES) | (order[1] < CANDIDATES)
    return scores + WEIGHT * np.where(candidate & (scores > 0), close, 0).astype(np.float32)
