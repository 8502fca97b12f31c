"""The index answers as a join of everything would, whatever the new texts change."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lawkit.overlaps import OverlapIndex
from lawkit.overlaps.join import Pairs, join
from lawkit.overlaps.rules import JoinOptions
from lawkit.overlaps.tokens import Encoder

CASES = [
    ("few words, low cap: phrases cross it at every length", 12, 3, 2),
    ("few words, few partners kept", 12, 30, 1),
    ("more words", 60, 4, 3),
    ("rare phrases only", 400, 3, 5),
    ("as delivered", 40, 150, 20),
]


def corpus(words: int, seed: int, count: int) -> list[str]:
    """Random texts with repeats among them, whole and in part."""
    rng = random.Random(seed)
    names = [f"слово{chr(1072 + n % 32)}{chr(1072 + n // 32)}" for n in range(words)]
    texts: list[str] = []
    for _ in range(count):
        text = rng.choices(names, k=rng.randrange(0, 14))
        if texts and rng.random() < 0.5:
            piece = rng.choice(texts).split()
            text = [*piece[rng.randrange(3) :], *text[: rng.randrange(5)]]
        texts.append(" ".join(text))
    return texts


def joined(old: list[str], new: list[str], options: JoinOptions) -> list[tuple[float, ...]]:
    """Pairs between old and new texts in a join of all of them."""
    encoder = Encoder("rus")
    encoded = encoder.encode([*old, *new])
    pairs = join(encoded, len(encoder.vocabulary), options)
    across = pairs.where((pairs.first < len(old)) & (pairs.second >= len(old)))
    order = np.lexsort((across.first, across.second))
    return told(across.where(order), across.second[order] - len(old), across.first[order], turned=True)


def told(pairs: Pairs, new: object, old: object, *, turned: bool = False) -> list[tuple[float, ...]]:
    """Pairs as rows: new text, kept text, measures."""
    one, two = (pairs.inside_second, pairs.inside_first) if turned else (pairs.inside_first, pairs.inside_second)
    return list(zip(*(np.asarray(c).tolist() for c in (new, old, pairs.cosine, pairs.jaccard, one, two)), strict=True))


@pytest.mark.parametrize(("words", "cap", "top"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_query_equals_a_join_of_everything(words: int, cap: int, top: int, tmp_path: Path) -> None:
    """Pairs and figures are those of a full rebuild, also from disk and after adding."""
    options = JoinOptions(shingles=(2, 3, 4, 5), caps=(cap, cap, cap + 2, cap), top=top)
    pairs_seen = 0
    for seed in range(10):
        texts = corpus(words, seed, 30 + 5 * seed)
        cut = random.Random(seed).randrange(1, len(texts))
        old, new = texts[:cut], texts[cut:]
        index = OverlapIndex("rus", options)
        index.build([(str(i), text) for i, text in enumerate(old[: cut // 2])])
        index.add([(str(i), text) for i, text in enumerate(old[cut // 2 :])])
        expected = joined(old, new, options)
        found = index.query(new)
        assert told(found, found.first, found.second) == expected
        if seed < 2:
            index.save(tmp_path / str(seed))
            again = OverlapIndex.load(tmp_path / str(seed), options).query(new)
            assert told(again, again.first, again.second) == expected
        pairs_seen += len(expected)
    assert pairs_seen > 50


def test_new_texts_that_make_many_bring_their_caps(tmp_path: Path) -> None:
    """Where kept and new texts together are many, other caps hold, also from disk; afterwards the first ones again."""
    options = JoinOptions(shingles=(2, 3), caps=(6, 8), top=4, many=70, caps_of_many=(2, 4))
    texts = corpus(12, 7, 90)
    index = OverlapIndex("rus", options)
    index.build([(str(i), text) for i, text in enumerate(texts[:60])])
    index.save(tmp_path)
    few, many = texts[60:69], texts[60:70]
    for asked in (index, OverlapIndex.load(tmp_path, options)):
        for new in (few, many, few):
            found = asked.query(new)
            assert told(found, found.first, found.second) == joined(texts[:60], new, options)
    assert joined(texts[:60], many, options) != joined(texts[:60], many, replace(options, many=80))


def test_a_query_leaves_the_index_as_it_was() -> None:
    """The same question gets the same answer, and a question about nothing gets none."""
    index = OverlapIndex("rus", JoinOptions(caps=(3,) * 5, top=2))
    index.build([(str(i), text) for i, text in enumerate(corpus(12, 5, 60))])
    new = corpus(12, 6, 20)
    first = index.query(new)
    assert len(index.query([])) == 0
    assert len(index.query([""])) == 0
    second = index.query(new)
    assert first.second.tolist() == second.second.tolist()
    assert first.jaccard.tobytes() == second.jaccard.tobytes()
