"""Word-level comparison beside difflib, on the same words in the same run, by length and by how much was changed."""

from __future__ import annotations

import difflib
import random
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks._planted import corpus
from benchmarks.figures import Figure

_LENGTHS = (30, 100, 300, 1_000, 3_000, 10_000)  # words: a provision … an act
_CHANGED = (0.05, 0.2, 0.5)  # share of words deleted, replaced or followed by a new one
_WORK = 3_000  # words compared for one timing, so that short texts are timed many times


def highlighting(folder: Path) -> list[Figure]:
    """How many times faster than difflib: words read once (as in use), words read anew, whole texts with tokenising."""
    planted = corpus(folder, 3_000, pairs=600, negatives=10, seed=3)
    out = _grid(planted.texts)
    provisions = [(planted.texts[a], planted.texts[b]) for a, b, kind, *_ in planted.pairs if kind != "merge"]
    return out + _planted_pairs(provisions) + _from_text(provisions)


def _grid(texts: list[str]) -> list[Figure]:
    from lawkit.overlaps.comparison import edit_path, raw_path, read_words, split_words, with_moves

    words = [word for text in texts for word in split_words(text)]
    rng = random.Random(41)
    times: dict[str, list[float]] = {"path": [], "moves": [], "anew": []}
    out = []
    for length in _LENGTHS:
        notes = []
        for share in _CHANGED:
            start = rng.randrange(max(1, len(words) - length))
            a = words[start : start + length]
            b = _changed(a, words, share, rng)
            one, two = read_words(a), read_words(b)
            ways: dict[str, Callable[[], object]] = {
                "path": partial(raw_path, one, two),
                "moves": lambda one=one, two=two: with_moves(edit_path(one, two), one, two),  # type: ignore[misc]
                "anew": lambda a=a, b=b: raw_path(read_words(a), read_words(b)),  # type: ignore[misc]
            }
            repeat = max(1, _WORK // length)
            theirs = _seconds(partial(_difflib, a, b), repeat)
            for name, way in ways.items():
                times[name].append(theirs / _seconds(way, repeat))
            notes.append(f"{times['path'][-1]:.0f} with {share:.0%} changed (difflib {theirs * 1e6:.0f} us)")
        middle = statistics.median(times["path"][-len(_CHANGED) :])
        out.append(Figure(f"overlaps.highlight.{length}_words.times_difflib", middle, note=", ".join(notes)))
    n = len(times["path"])
    return [
        Figure("overlaps.highlight.times_difflib", statistics.median(times["path"]), n=n, bar=">= 40",
               note="median over lengths and shares changed; the same words, read once for us"),
        Figure("overlaps.highlight.least_times_difflib", min(times["path"]), n=n),
        Figure("overlaps.highlight.with_moves.times_difflib", statistics.median(times["moves"]), n=n,
               note="moved blocks told apart as well, which difflib does not do"),
        Figure("overlaps.highlight.words_anew.times_difflib", statistics.median(times["anew"]), n=n,
               note="our reading of the words counted each time"),
        *out,
    ]  # fmt: skip


def _planted_pairs(provisions: list[tuple[str, str]]) -> list[Figure]:
    """The planted pairs, provision by provision."""
    from lawkit.overlaps.comparison import edit_path, read_words, split_words, with_moves

    lists = [(split_words(a), split_words(b)) for a, b in provisions]
    read = [(read_words(a), read_words(b)) for a, b in lists]
    ours = _seconds(lambda: [with_moves(edit_path(a, b), a, b) for a, b in read], 1)
    theirs = _seconds(lambda: [_difflib(a, b) for a, b in lists], 1)
    note = f"{ours / len(read) * 1e6:.1f} us against {theirs / len(read) * 1e6:.1f} us; 33 words on average"
    return [Figure("overlaps.highlight.planted.times_difflib", theirs / ours, n=len(read), note=note)]


def _from_text(provisions: list[tuple[str, str]]) -> list[Figure]:
    """From texts never seen to the list of changes with character spans; difflib gets our fast tokeniser."""
    from lawkit.overlaps.comparison import compare, forget, split_words

    out = []
    articles = [tuple(" ".join(p[side] for p in provisions[i : i + 25]) for side in (0, 1)) for i in range(0, 500, 25)]
    acts = [tuple(" ".join(p[side] for p in provisions) for side in (0, 1))]
    for name, texts in (("provision", provisions), ("article", articles), ("act", acts)):
        forget()
        began = time.process_time()
        for a, b in texts:
            compare(a, b)
        ours = time.process_time() - began
        began = time.process_time()
        for a, b in texts:
            _difflib(split_words(a), split_words(b))
        theirs = time.process_time() - began
        note = f"tokenising included on both sides: {ours / len(texts) * 1e6:.0f} us against {theirs / len(texts) * 1e6:.0f} us"
        out.append(Figure(f"overlaps.highlight.text.{name}.times_difflib", theirs / ours, n=len(texts), note=note))
    return out


def _difflib(a: list[str], b: list[str]) -> object:
    return difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def _seconds(work: Callable[[], object], repeat: int) -> float:
    """CPU seconds of one call: the best of three rounds, for both sides alike."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for _ in range(repeat):
            work()
        best = min(best, time.process_time() - began)
    return best / repeat


def _changed(words: list[str], others: list[str], share: float, rng: random.Random) -> list[str]:
    out = []
    for word in words:
        chance = rng.random()
        if chance < share / 3:
            continue
        out.append(rng.choice(others) if chance < 2 * share / 3 else word)
        if 2 * share / 3 <= chance < share:
            out.append(rng.choice(others))
    return out
