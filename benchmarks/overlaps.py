"""Overlap candidates beside peers on planted pairs; decision quality; incremental queries; highlighting; own marks."""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._highlight import highlighting
from benchmarks._large import incremental, large
from benchmarks._overlap_marks import own_marks
from benchmarks._planted import KINDS, Corpus, corpus
from benchmarks.figures import Figure, share, shared

Pairs = set[tuple[int, int]]


def run(data: Path | None = None) -> list[Figure]:
    """Everything at 3,000 and 30,000 provisions with peers; 300,000 and 3,000,000 when LAWKIT_BENCH_LARGE is set."""
    folder = shared("acts", data=data)
    figures: list[Figure] = []
    for size, name in ((3_000, "3k"), (30_000, "30k")):
        figures += _beside_peers(folder, size, name)
    figures += _decisions(folder)
    figures += highlighting(folder)
    figures += own_marks(folder)
    if os.environ.get("LAWKIT_BENCH_LARGE"):
        figures += large(folder, 300_000, "300k", 30_000)
        figures += incremental(folder, 300_000, "300k")
        if os.environ["LAWKIT_BENCH_LARGE"] == "3M":
            figures += large(folder, 3_000_000, "3M", 300_000, 30_000)
    else:
        figures += incremental(folder, 30_000, "30k")
    return figures


def join_ours(texts: list[str], workers: int = 1) -> tuple[Pairs, object]:
    """Verified pairs of the engine, tokenising included."""
    from lawkit.overlaps.join import join
    from lawkit.overlaps.rules import join_options
    from lawkit.overlaps.tokens import Encoder

    encoder = Encoder("rus")
    encoded = encoder.encode(texts, workers=workers)
    pairs = join(encoded, len(encoder.vocabulary), join_options(workers))
    return set(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)), pairs


def _recall(found: Pairs, planted: Corpus) -> tuple[int, int, dict[str, tuple[int, int]]]:
    by_kind: dict[str, tuple[int, int]] = {}
    for a, b, kind, _, _ in planted.pairs:
        hits, n = by_kind.get(kind, (0, 0))
        by_kind[kind] = (hits + ((min(a, b), max(a, b)) in found), n + 1)
    return sum(h for h, _ in by_kind.values()), sum(n for _, n in by_kind.values()), by_kind


def _beside_peers(folder: Path, size: int, name: str) -> list[Figure]:
    planted = corpus(folder, size, pairs=min(2400, size // 4), negatives=min(600, size // 10))
    warm()
    (found, _), ours = _timed(lambda: join_ours(planted.texts))
    hits, n, by_kind = _recall(found, planted)
    key = f"overlaps.{name}"
    out = [
        share(f"{key}.recall", hits, n, bar=">= 0.99"),
        Figure(f"{key}.cpu_s", ours, n=len(planted.texts), note="one core, tokenising included"),
        Figure(f"{key}.pairs", len(found), n=len(planted.texts)),
    ]
    bars = {"paraphrase": ">= 0.95", "split": ">= 0.98"}
    out += [share(f"{key}.recall.{kind}", *by_kind[kind], bar=bars.get(kind, "")) for kind in KINDS]
    for low in (0, 10, 20, 30, 40):
        inside = [pair for pair in planted.pairs if low <= pair[3] * 100 < low + 10]
        hit = sum((min(a, b), max(a, b)) in found for a, b, *_ in inside)
        out.append(share(f"{key}.recall.changed_{low}_{low + 10}", hit, len(inside), note="per cent of words changed"))
    bars = {"tfidf_sparse_dot_topn": "<= 0.2", "sklearn_blocks": "<= 0.333", "string_grouper": "<= 0.1"}
    for peer, work in _peers(size).items():
        try:
            theirs, seconds = _timed(lambda work=work: work(planted.texts))
        except ImportError as missing:
            print(f"overlaps: peer {peer} skipped, {missing.name} is not installed", file=sys.stderr)
            continue
        gc.collect()
        got, _, _ = _recall(theirs, planted)
        out.append(Figure(f"{key}.peer.{peer}.recall", got / n, n=n))
        out.append(Figure(f"{key}.peer.{peer}.cpu_s", seconds, n=len(theirs), note="n: pairs reported"))
        out.append(
            Figure(f"{key}.cpu_share_of.{peer}", ours / seconds, bar=bars.get(peer, "") if name == "30k" else "")
        )
    return out


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and its CPU seconds: the better of two runs where one is short, for all alike."""
    began = time.process_time()
    done = work()
    seconds = time.process_time() - began
    if seconds < 15:
        began = time.process_time()
        done = work()
        seconds = min(seconds, time.process_time() - began)
    return done, seconds


def warm() -> None:
    """Imports are start-up, not work: load them before the clock starts, for every engine alike."""
    with contextlib.suppress(ImportError):
        import sparse_dot_topn  # noqa: F401
    join_ours(["один два три четыре пять шесть"] * 3)


def _peers(size: int) -> dict[str, Callable[[list[str]], Pairs]]:
    peers = {
        "tfidf_sparse_dot_topn": _tfidf_sparse,
        "sklearn_blocks": _sklearn_blocks,
        "string_grouper": _string_grouper,
        "datasketch": _datasketch,
        "rensa": _rensa,
    }
    if size <= 3_000:
        peers["rapidfuzz_cdist"] = _cdist
    return peers


def _upper(rows: np.ndarray, columns: np.ndarray) -> Pairs:
    keep = rows != columns
    low, high = np.minimum(rows[keep], columns[keep]), np.maximum(rows[keep], columns[keep])
    return set(zip(low.tolist(), high.tolist(), strict=True))


def _tfidf_sparse(texts: list[str]) -> Pairs:
    """TF-IDF of words and word pairs, joined by sparse_dot_topn."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    matrix = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32).fit_transform(texts)
    found = sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=21, threshold=0.3, n_threads=1).tocoo()
    return _upper(found.row, found.col)


def _sklearn_blocks(texts: list[str]) -> Pairs:
    """TF-IDF of words, cosine block by block with scikit-learn."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    matrix = TfidfVectorizer(sublinear_tf=True, dtype=np.float32).fit_transform(texts)
    found: Pairs = set()
    for start in range(0, matrix.shape[0], 1000):
        block = (matrix[start : start + 1000] @ matrix.T).tocoo()
        keep = block.data >= 0.35
        found |= _upper(block.row[keep] + start, block.col[keep])
    return found


def _string_grouper(texts: list[str]) -> Pairs:
    """string_grouper with `normalize_to_ascii` off: it would throw Cyrillic away."""
    import pandas as pd
    from string_grouper import match_strings

    options = {"min_similarity": 0.35, "max_n_matches": 20, "number_of_processes": 1, "ignore_index": True}
    try:
        found = match_strings(pd.Series(texts), normalize_to_ascii=False, **options)
    except TypeError:
        found = match_strings(pd.Series(texts), **options)
    columns = [name for name in found.columns if "index" in name]
    if len(columns) < 2:
        options["ignore_index"] = False
        found = match_strings(pd.Series(texts), normalize_to_ascii=False, **options)
        columns = [name for name in found.columns if "index" in name]
    return _upper(found[columns[0]].to_numpy(), found[columns[1]].to_numpy())


def _words(text: str) -> list[str]:
    import re

    return re.findall(r"\w+", text.lower())


def _datasketch(texts: list[str]) -> Pairs:
    """MinHash of word pairs and LSH, 64 permutations."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.3, num_perm=64)
    hashes = []
    for number, text in enumerate(texts):
        words = _words(text)
        sketch = MinHash(num_perm=64)
        sketch.update_batch([f"{a} {b}".encode() for a, b in itertools.pairwise(words)])
        lsh.insert(number, sketch, check_duplication=False)
        hashes.append(sketch)
    return {(min(i, j), max(i, j)) for i, sketch in enumerate(hashes) for j in lsh.query(sketch) if i != j}


def _rensa(texts: list[str]) -> Pairs:
    """rensa's MinHash and LSH, the same settings."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=0.3, num_perm=64, num_bands=32)
    hashes = []
    for number, text in enumerate(texts):
        words = _words(text)
        sketch = RMinHash(num_perm=64, seed=1)
        sketch.update([f"{a} {b}" for a, b in itertools.pairwise(words)])
        lsh.insert(number, sketch)
        hashes.append(sketch)
    return {(min(i, j), max(i, j)) for i, sketch in enumerate(hashes) for j in lsh.query(sketch) if i != j}


def _cdist(texts: list[str]) -> Pairs:
    """rapidfuzz on all pairs: token sort ratio of 60 and more."""
    from rapidfuzz import fuzz
    from rapidfuzz.process import cdist

    scores = cdist(texts, texts, scorer=fuzz.token_sort_ratio, score_cutoff=60, dtype=np.uint8, workers=1)
    return _upper(*np.nonzero(scores))


def _decisions(folder: Path) -> list[Figure]:
    """Average precision and recall at 95 % precision of the score, on planted pairs against hard negatives."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    from benchmarks._decide import average_precision, recall_at, scores_of

    planted = corpus(folder, 9_000, pairs=2400, negatives=2400, seed=29)
    pairs = [(a, b) for a, b, *_ in planted.pairs] + planted.negatives
    truth = np.array([1] * len(planted.pairs) + [0] * len(planted.negatives))
    ours = scores_of(planted.texts, pairs)
    matrix = TfidfVectorizer(sublinear_tf=True).fit_transform(planted.texts)
    first, second = zip(*pairs, strict=True)
    theirs = np.asarray(matrix[list(first)].multiply(matrix[list(second)]).sum(axis=1)).ravel()
    n = len(pairs)
    return [
        Figure("overlaps.decision.ap", average_precision(truth, ours), average_precision(truth, theirs), n, bar=">= 0.97",
               note="floor: TF-IDF cosine"),
        Figure("overlaps.decision.recall_at_p95", recall_at(truth, ours, 0.95), recall_at(truth, theirs, 0.95), n,
               bar=">= 0.90", note="floor: TF-IDF cosine"),
    ]  # fmt: skip
