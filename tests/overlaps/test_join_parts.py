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
from lawkit.overlaps.product import Bound, Found, among_the_best, product_of
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
    made = sketch(bag.words, bag.starts, bag.weights)
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


def told(found: Found) -> dict[tuple[int, int], float]:
    """Pairs and their cosines, each pair once."""
    pairs = list(zip(*(column.tolist() for column in found), strict=True))
    assert len({(a, b) for a, b, _ in pairs}) == len(pairs)
    return {(a, b): cosine for a, b, cosine in pairs}


@pytest.mark.parametrize("workers", [1, 3])
def test_blocks_change_no_product(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any blocks of texts give the products of the whole matrix with itself, each pair once, the earlier text first."""
    texts, _ = encoded(400, 5)
    matrix = phrase_matrix(texts, JoinOptions())
    plain = (matrix @ matrix.T).toarray()
    for products in (1 << 22, 300):
        monkeypatch.setattr(product, "_PRODUCTS", products)
        monkeypatch.setattr(product, "_FOR_A_TEXT", 1)
        monkeypatch.setattr(product, "_LEAST", 100)
        made = product_of(matrix.copy(), workers)
        blocks = made.blocks(workers)
        assert [low for low, _ in blocks[1:]] == [high for _, high in blocks[:-1]]
        assert (blocks[0][0], blocks[-1][1]) == (0, 400)
        assert len(blocks) > 20 or products > 300
        found = [told(made.pairs(*block, 0.06)) for block in blocks]
        every = {pair: cosine for part in found for pair, cosine in part.items()}
        assert len(every) == sum(map(len, found)) == int((np.triu(plain, 1) > np.float32(0.06)).sum()) > 300
        assert all(a < b and abs(plain[a, b] - cosine) < 1e-6 for (a, b), cosine in every.items())
    nothing = product_of(phrase_matrix(encoded(1, 1)[0], JoinOptions()), workers)
    assert [len(nothing.pairs(*block, 0.06)[0]) for block in nothing.blocks(workers)] == [0]


@pytest.mark.parametrize("kernel", ["missing", "with other arguments"])
def test_without_the_kernel_of_scipy_the_products_are_the_same(kernel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts, _ = encoded(300, 5)
    made = product_of(phrase_matrix(texts, JoinOptions()))
    known = made.pairs(0, 300, 0.06)
    called: list[int] = []
    copied = product._copied
    monkeypatch.setattr(product, "_copied", lambda *given: called.append(1) or copied(*given))
    if kernel == "missing":
        monkeypatch.delattr("scipy.sparse._sparsetools.csr_matmat")
    else:
        monkeypatch.setattr("scipy.sparse._sparsetools.csr_matmat", lambda rows, columns: None)
    for low, high in ((0, 120), (120, 300)):
        found = made.pairs(low, high, 0.06)
        own = (known[1] >= low) & (known[1] < high)
        for column, other in zip(found, known, strict=True):
            assert (column == other[own]).all()
    assert called
    assert len(known[0]) > 300


def test_a_pair_that_agrees_stays_open() -> None:
    """The bound leaves open all pairs whose words agree, and not all of the others."""
    texts, size = encoded(200, 13)
    bag, options = bags(texts, size), JoinOptions()
    matrix = phrase_matrix(texts, options)
    found = product_of(matrix).pairs(0, 200, 0.01)
    left = told(Bound(bag.totals, sketch(bag.words, bag.starts, bag.weights), options).open(found))
    agree = agreeing(pair_measures(WordSets(bag), found), options)
    wanted = told((agree.first, agree.second, agree.cosine))
    assert wanted.items() <= left.items() < told(found).items()
    assert len(wanted) > 50


@given(
    st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)), st.integers(1, 4), max_size=60), st.integers(1, 4)
)
@settings(max_examples=100, deadline=None)
def test_the_best_of_either_text(drawn: dict[tuple[int, int], int], top: int) -> None:
    """As sorting the partners of each text gives it, ties by the lower partner, however many are ranked at a time."""
    pairs = sorted({(min(pair), max(pair)): likeness for pair, likeness in drawn.items() if pair[0] != pair[1]}.items())
    partners: dict[int, list[tuple[int, int]]] = {}
    for (a, b), likeness in pairs:
        partners.setdefault(a, []).append((-likeness, b))
        partners.setdefault(b, []).append((-likeness, a))
    best = {(min(a, b), max(a, b)) for a, own in partners.items() for _, b in sorted(own)[:top]}
    first, second = (np.array([pair[side] for pair, _ in pairs], np.int32) for side in (0, 1))
    cosines = np.array([likeness for _, likeness in pairs], np.float32)
    for ranked in (1 << 15, 4):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(product, "_RANKED", ranked)
            kept = among_the_best(first, second, cosines, top)
        assert {pair for (pair, _), keep in zip(pairs, kept.tolist(), strict=True) if keep} == best


def test_every_length_has_its_cap() -> None:
    """The rules name a cap for each length, and a matrix holds no phrase of more texts than the largest."""
    options = join_options()
    assert len(options.shingles) == len(options.caps)
    matrix = phrase_matrix(encoded(300, 9)[0], JoinOptions(shingles=(1, 2), caps=(2, 5)))
    counts = np.diff(matrix.tocsc().indptr)
    assert counts.max() <= 5
    with pytest.raises(ValueError, match="zip"):
        phrase_matrix(encoded(10, 9)[0], JoinOptions(shingles=(1, 2), caps=(2,)))
