"""The parts of the join: bounds hold, orders are orders, each pair comes once, caps count for their length."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.overlaps import phrases, product, sorting
from lawkit.overlaps.join import WordSets, agreeing, bags, pair_measures
from lawkit.overlaps.phrases import phrase_matrix
from lawkit.overlaps.product import Product, places, side_by_side
from lawkit.overlaps.rules import JoinOptions, join_options
from lawkit.overlaps.sketches import sketch
from lawkit.overlaps.sorting import in_order, sorted_keys
from lawkit.overlaps.tokens import Encoded, Encoder

WORDS = [f"слово{chr(1072 + n % 32)}{chr(1072 + n // 32)}" for n in range(90)]


def encoded(count: int, seed: int, longest: int = 30) -> tuple[Encoded, int]:
    """Texts that share stretches of words."""
    rng = random.Random(seed)
    made: list[str] = []
    for _ in range(count):
        words = rng.choices(WORDS, k=rng.randrange(longest))
        piece = rng.choice(made).split()[: rng.randrange(12)] if made else []
        made.append(" ".join([*piece, *words]))
    encoder = Encoder("rus")
    return encoder.encode(made), len(encoder.vocabulary)


@pytest.mark.parametrize("longest", [20, 3000])
def test_no_pair_shares_more_than_its_sketches_allow(longest: int) -> None:
    """The bound is never below the weight of the common words, full buckets included."""
    texts, size = encoded(120, 1, longest)
    bag = bags(texts, size)
    made = sketch(bag.words, bag.starts, bag.weights, np.arange(120, dtype=np.int32))
    first, second = (a.ravel().astype(np.int32) for a in np.meshgrid(np.arange(120), np.arange(120)))
    shared = WordSets(bag).shared(first, second)
    most = made.most_shared(first, second)
    assert (most * (1 + 1e-4) >= shared).all()
    if longest == 20:
        assert (most[shared == 0] == 0).mean() > 0.5


@given(st.lists(st.integers(0, 2**45), max_size=60), st.sampled_from([1, 2]))
@settings(max_examples=60, deadline=None)
def test_numbers_in_order(numbers: list[int], workers: int) -> None:
    """Places in a stable order, and the first of each kind marked."""
    order, new = in_order(np.array(numbers, np.int64), workers)
    assert order.tolist() == sorted(range(len(numbers)), key=lambda i: (numbers[i], i))
    assert int(new.sum()) == len(set(numbers))


def test_numbers_too_large_for_their_places_are_put_in_order_too() -> None:
    """Where number and place do not fit into 64 bits."""
    numbers = np.array([2**62, 5, 2**62, 2**61, 5] * 3, np.int64)
    order, new = in_order(numbers)
    assert order.tolist() == np.argsort(numbers, kind="stable").tolist()
    assert int(new.sum()) == 3


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("piece", "least"), [(1 << 17, 4000), (500, 20), (3000, 50_000)])
def test_keys_are_sorted_range_by_range(workers: int, piece: int, least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As numpy sorts them, in one piece or many, laid out by bits or not, uneven upper bits included."""
    monkeypatch.setattr(sorting, "PIECE", piece)
    monkeypatch.setattr(sorting, "_LEAST_LAID", least)
    rng = np.random.default_rng(3)
    for top in (1 << 64, 1 << 40, 2):
        values = rng.integers(0, top, 40_000, np.uint64, endpoint=False)
        assert (sorted_keys(values.copy(), workers) == np.sort(values)).all()


@pytest.mark.parametrize("workers", [1, 2])
def test_phrases_are_the_same_from_any_number_of_pieces(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of texts, ranges of keys and threads change nothing in the matrix, and it is what counting gives."""
    texts, _ = encoded(400, 11)
    options = JoinOptions(shingles=(1, 2, 3), caps=(9, 6, 8), workers=workers)
    whole = phrase_matrix(texts, options)
    monkeypatch.setattr(sorting, "PIECE", 300)
    monkeypatch.setattr(phrases, "PIECE", 70)
    monkeypatch.setattr(phrases, "_MANY", 1000)
    monkeypatch.setattr(sorting, "_LEAST_LAID", 20)
    parts = phrase_matrix(texts, options)
    for name in ("indptr", "indices", "data"):
        assert (getattr(whole, name) == getattr(parts, name)).all(), name
    assert sorted(np.diff(whole.indptr).tolist()) == sorted(_counted(texts, options))


def _counted(texts: Encoded, options: JoinOptions) -> list[int]:
    """How many texts hold each phrase that is kept, counted one by one."""
    own = [texts.of(number).tolist() for number in range(len(texts.lengths))]
    out: list[int] = []
    common: set[tuple[int, ...]] = {()}
    for size, cap in zip(options.shingles, options.caps, strict=True):
        held: dict[tuple[int, ...], set[int]] = {}
        for number, words in enumerate(own):
            for at in range(len(words) - size + 1):
                run = tuple(words[at : at + size])
                if size == options.shingles[0] or run[:-1] in common:
                    held.setdefault(run, set()).add(number)
        common = {run for run, where in held.items() if len(where) > cap}
        out += [len(where) for run, where in held.items() if 2 <= len(where) <= cap]
    return out


def product_of(texts: Encoded, size: int, options: JoinOptions) -> Product:
    """The product with all that the join gives it."""
    bag = bags(texts, size)
    sides = side_by_side(phrase_matrix(texts, options))
    sketches = sketch(bag.words, bag.starts, bag.weights, places(sides[2]))
    return Product(sides, bag.totals[sides[2]], sketches, options)


def test_each_pair_comes_once_from_any_number_of_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of rows change nothing in the pairs and their cosines, and shares of the rows give no others."""
    made = product_of(*encoded(400, 5), JoinOptions(top=3))
    monkeypatch.setattr(product, "_LEAST_SHARED", 10)
    shares = made.shares(3)
    assert [low for low, _ in shares[1:]] == [high for _, high in shares[:-1]]
    assert (shares[0][0], shares[-1][1]) == (0, 400)
    found = []
    for block in (1000, 37):
        monkeypatch.setattr(product, "_BLOCK", block)
        monkeypatch.setattr(product, "_BLOCKS", 100)
        pairs = list(zip(*(c.tolist() for c in made.pairs(0, 400)), strict=True))
        assert len({(a, b) for a, b, _ in pairs}) == len(pairs)
        assert all(a < b for a, b, _ in pairs)
        found.append(sorted(pairs))
        parts = {
            pair for low, high in shares for pair in zip(*(c.tolist() for c in made.pairs(low, high)), strict=True)
        }
        found.append(sorted(parts))
    assert found[0] == found[1] == found[2] == found[3]
    assert len(found[0]) > 300


def test_pairs_are_those_of_the_whole_product() -> None:
    """Without a bound on partners: all pairs whose cosine is large enough and whose words can agree, and no others."""
    texts, size = encoded(200, 13)
    options = JoinOptions(top=300)
    made = product_of(texts, size, options)
    matrix = phrase_matrix(texts, options)
    cosines = (matrix @ matrix.T).toarray()
    found = {(a, b): cosine for a, b, cosine in zip(*(c.tolist() for c in made.pairs(0, 200)), strict=True)}
    shared = WordSets(bags(texts, size))
    first, second = (a.astype(np.int32) for a in np.triu_indices(200, 1))
    agree = agreeing(pair_measures(shared, (first, second, cosines[first, second])), options)
    wanted = {
        (a, b)
        for a, b, c in zip(*(x.tolist() for x in (agree.first, agree.second, agree.cosine)), strict=True)
        if c > options.cosine
    }
    assert wanted <= found.keys()
    assert all(abs(cosines[pair] - cosine) < 1e-5 for pair, cosine in found.items())
    assert len(wanted) > 50


def test_renumbering_changes_no_product() -> None:
    """Texts and phrases beside each other give the same products as in their own order."""
    matrix = phrase_matrix(encoded(300, 7)[0], JoinOptions())
    rows, columns, order = side_by_side(matrix.copy())
    plain, other = (matrix @ matrix.T).toarray(), (rows @ columns).toarray()
    assert sorted(order.tolist()) == list(range(300))
    assert np.allclose(plain[np.ix_(order, order)], other, atol=1e-6)


def test_every_length_has_its_cap() -> None:
    """The rules name a cap for each length, and a matrix holds no phrase of more texts than the largest."""
    options = join_options()
    assert len(options.shingles) == len(options.caps)
    matrix = phrase_matrix(encoded(300, 9)[0], JoinOptions(shingles=(1, 2), caps=(2, 5)))
    counts = np.diff(matrix.tocsc().indptr)
    assert counts.max() <= 5
    with pytest.raises(ValueError, match="zip"):
        phrase_matrix(encoded(10, 9)[0], JoinOptions(shingles=(1, 2), caps=(2,)))
