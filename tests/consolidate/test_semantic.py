"""Sentence vectors reorder candidates and never make one; a missing model is said in one line."""

import numpy as np
import pytest

from lawkit.consolidate.align import Unit, align
from lawkit.consolidate.semantic import CANDIDATES, ModelMissing, load_encoder, rerank

OLD = [Unit("a", "Заявление рассматривается в течение пяти дней.", order=0)]
NEW = [
    Unit("x", "Заявление рассматривается в течение десяти дней.", order=0),
    Unit("y", "Заявление рассматривается в течение шести дней.", order=1),
    Unit("z", "Реестр ведет оператор.", order=2),
]


def meaning(texts):
    """A model that finds «пяти» and «шести» alike, and everything else unlike."""
    return np.array([[1.0, 0.0] if "пяти" in t or "шести" in t else [0.0, 1.0] for t in texts], dtype=np.float32)


def test_the_nearer_meaning_comes_first():
    by_words = next(link.new for link in align(OLD, NEW, "rus"))
    by_meaning = next(link.new for link in align(OLD, NEW, "rus", meaning))
    assert (by_words, by_meaning) == ("x", "y")


def test_what_shares_no_word_gets_nothing():
    scores = np.array([[0.4, 0.0]], dtype=np.float32)
    new = rerank(scores, ["a"], ["b", "c"], lambda texts: np.ones((len(texts), 1), dtype=np.float32))
    assert new[0, 0] > scores[0, 0]
    assert new[0, 1] == 0


def test_only_the_best_candidates_are_reordered():
    side = 4 * CANDIDATES
    scores = np.linspace(1, 0.1, side * side, dtype=np.float32).reshape(side, side)
    new = rerank(scores, ["a"] * side, ["b"] * side, lambda texts: np.ones((len(texts), 1), dtype=np.float32))
    assert new[-1, -1] == scores[-1, -1]
    assert (new != scores).any(axis=1).all()


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(ModelMissing, match=r"modules\.json"):
        load_encoder(tmp_path)
