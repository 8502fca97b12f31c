"""The parts under find_overlaps: tokenising, joining, the index, the comparison, the tables."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model_acts import STRANGERS, reading

from lawkit.errors import StoreError
from lawkit.model import Address, Finding, Pin
from lawkit.overlaps import (
    OverlapIndex,
    beside,
    compare,
    comparison,
    find_overlaps,
    finding_id,
    heat_map,
    product,
    rows,
    similar,
    write_xlsx,
)
from lawkit.overlaps.join import join
from lawkit.overlaps.rules import JoinOptions
from lawkit.overlaps.tokens import Encoder

WORDS = [
    "реестр",
    "ведет",
    "орган",
    "справку",
    "выдает",
    "заявитель",
    "срок",
    "дней",
    "портал",
    "сведения",
    "архив",
    "хранит",
    "запись",
    "услуга",
]


def plain_stems(text: str) -> list[str]:
    """What the encoder must equal: words by a pattern, stemmed one by one."""
    import Stemmer

    words = [w.lower().replace("ё", "е") for w in re.findall(r"[^\W_]+", text) if not any(ord(c) > 0xFFFF for c in w)]
    return list(Stemmer.Stemmer("russian").stemWords(words))


@given(st.lists(st.text(alphabet="абвёЁЖ яz10 .,-№\n\t«»їıς", max_size=60), max_size=30))
@settings(max_examples=60, deadline=None)
def test_encoder_equals_word_by_word(texts: list[str]) -> None:
    """Whole-array tokenising gives the same stems as cutting words one by one, for any text."""
    encoder = Encoder("rus")
    encoded = encoder.encode(texts)
    names = list(encoder.vocabulary.stems)
    assert [[names[i] for i in encoded.of(n)] for n in range(len(texts))] == [plain_stems(t) for t in texts]


def made(count: int, seed: int = 1) -> list[str]:
    rng = random.Random(seed)
    return [
        " ".join(rng.choice(WORDS) + str(rng.randrange(40)) for _ in range(rng.randrange(3, 40))) for _ in range(count)
    ]


@pytest.mark.parametrize("dies", [False, True])
def test_workers_change_nothing(dies: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """More workers give the same pairs and the same figures, byte for byte, even where their processes die."""

    def fail(*_: object) -> None:
        raise EOFError

    monkeypatch.setattr(product, "_LEAST", 20_000)
    if dies:
        monkeypatch.setattr(beside.Beside, "result", fail)
    texts = made(3000) * 2
    results = []
    for workers in (1, 2, 3):
        encoder = Encoder("rus")
        encoded = encoder.encode(texts, workers=workers)
        results.append(join(encoded, len(encoder.vocabulary), JoinOptions(workers=workers)))
    assert len(results[0]) > 3000
    for name in results[0].__slots__:
        assert len({getattr(result, name).tobytes() for result in results}) == 1


@pytest.mark.parametrize("dies", ["", "at the start", "on the way"])
def test_processes_number_words_as_one_does(dies: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stem numbers do not depend on the number of processes, nor on one of them dying; later texts agree as well."""

    def fail(*_: object) -> None:
        raise OSError if dies == "at the start" else EOFError

    if dies:
        monkeypatch.setattr(beside.Beside, "__init__" if dies == "at the start" else "result", fail)
    texts, more = [f"{text} слово{n % 700}" for n, text in enumerate(made(2500, 4))], made(2100, 5)
    results = []
    for workers in (1, 2, 3):
        encoder = Encoder("rus")
        first, second = encoder.encode(texts, workers=workers), encoder.encode(more, workers=workers)
        results.append(
            (first.ids.tobytes(), second.ids.tobytes(), second.lengths.tobytes(), list(encoder.vocabulary.stems))
        )
    assert results[0] == results[1] == results[2]


def test_texts_may_come_as_a_stream() -> None:
    """An iterator gives what a list gives, a text longer than a block included."""
    texts = [*made(300, 6), "длинное слово " * 30_000, *made(300, 7)]
    listed, streamed = Encoder("rus").encode(texts), Encoder("rus").encode(iter(texts))
    assert listed.ids.tobytes() == streamed.ids.tobytes()
    assert listed.lengths.tolist() == streamed.lengths.tolist() == [len(text.split()) for text in texts]


def test_odd_texts_do_no_harm() -> None:
    """Empty texts, one word, separators and astral letters neither fail nor join anything."""
    for texts in ([], [""], ["слово"], ["", "\uffff", "𝕏 𝕐 𝕫", "а" * 300_000]):
        encoder = Encoder("rus")
        encoded = encoder.encode(texts)
        assert len(encoded.lengths) == len(texts)
        assert len(join(encoded, len(encoder.vocabulary), JoinOptions())) == 0


def test_index_finds_what_a_full_join_finds(tmp_path: Path) -> None:
    """New texts against kept ones give the pairs of a full join; a saved index answers like the one in memory."""
    old = made(400, 2)
    new = [text.replace("реестр", "регистр") for text in old[:40]]
    index = OverlapIndex("rus")
    index.build([(f"k{i}", text) for i, text in enumerate(old)])
    pairs = index.query(new)
    found = set(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))
    assert {(i, i) for i in range(40) if len(old[i].split()) > 6} <= found
    index.save(tmp_path / "index")
    again = OverlapIndex.load(tmp_path / "index").query(new)
    assert again.second.tolist() == pairs.second.tolist()
    assert again.jaccard.tobytes() == pairs.jaccard.tobytes()


def test_no_index_is_a_clear_error(tmp_path: Path) -> None:
    """A folder without an index is named in the error."""
    with pytest.raises(StoreError, match="no readable index"):
        OverlapIndex.load(tmp_path)


def test_similar_names_the_nearest_provision() -> None:
    """The provision that says nearly the same comes first, with its address."""
    acts = [reading("Z1", STRANGERS)]
    found = similar("Пасечник заблаговременно сообщает соседям о вывозе ульев на поля", acts)
    assert str(found[0][0]) == "Z1@2026-01-01/rus#art_94"
    assert found[0][1] > 0.5


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.lists(st.sampled_from(WORDS), max_size=40))
@settings(max_examples=150, deadline=None)
def test_comparison_covers_both_texts(a: list[str], b: list[str]) -> None:
    """The changes, in order, cover every word of both texts once, and equal stretches are equal."""
    done = compare(" ".join(a), " ".join(b))
    at = [0, 0]
    for change in done.changes:
        assert (change.words_a[0], change.words_b[0]) == (at[0], at[1])
        at = [change.words_a[1], change.words_b[1]]
        if change.kind == "equal":
            assert change.span_a.of(done.a) == change.span_b.of(done.b)
        if change.kind == "moved":
            other = done.changes[change.partner]
            assert change.span_a.of(done.a) + change.span_b.of(done.b) == other.span_a.of(done.a) + other.span_b.of(
                done.b
            )
    assert at == [len(a), len(b)]


@pytest.mark.parametrize("most", [0, 12, 60])
def test_more_words_than_code_points(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where code points run out, reading begins anew or words are compared themselves: the path is the same."""
    rng = random.Random(8)
    pairs = [tuple(" ".join(rng.choices(WORDS, k=20)) for _ in range(2)) for _ in range(20)]
    whole = [(compare(a, b).runs, compare(a, b).ratio) for a, b in pairs]
    comparison.forget()
    monkeypatch.setattr(comparison, "_MOST_LETTERS", most)
    assert [(compare(a, b).runs, compare(a, b).ratio) for a, b in pairs] == whole
    comparison.forget()


def test_the_path_is_shortest() -> None:
    """As many words stay as in the longest common subsequence, counted by the table of dynamic programming."""
    rng = random.Random(9)
    for _ in range(40):
        a, b = (rng.choices(WORDS[:6], k=rng.randrange(1, 25)) for _ in range(2))
        row = [0] * (len(b) + 1)
        for word in a:
            before = row
            row = [0]
            for j, other in enumerate(b):
                row.append(before[j] + 1 if word == other else max(before[j + 1], row[j]))
        assert sum(r[2] - r[1] for r in compare(" ".join(a), " ".join(b)).runs if r[0] == "equal") == row[-1]


def test_a_moved_block_is_seen() -> None:
    """A clause that changes its place is moved, not deleted and inserted."""
    done = compare(
        "По решению собрания владельцев староста вправе продлить срок хранения записей.",
        "Староста вправе продлить срок хранения записей по решению собрания владельцев.",
    )
    moved = {change.span_a.of(done.a) or change.span_b.of(done.b) for change in done.changes if change.kind == "moved"}
    assert any("решению собрания владельцев" in text for text in moved)
    assert done.differing() == []


def test_ids_are_stable() -> None:
    """An id depends on the code and the provisions, not on edition or order."""
    one, two = Address.parse("Z1@2026-01-01/rus#art_1"), Address.parse("Z2@2020-01-01/rus#art_2")
    assert finding_id("duplicate", [one, two]) == finding_id(
        "duplicate", [Address.parse("Z2/rus#art_2"), Address.parse("Z1/rus#art_1")]
    )
    assert finding_id("duplicate", [one, two]) != finding_id("near-duplicate", [one, two])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_cells_never_start_a_formula(start: str, tmp_path: Path) -> None:
    """No cell of the rows or of the Excel file is a formula, whatever the acts hold."""
    text = f'{start}HYPERLINK("x") первое положение о реестре'
    pins = (Pin(Address("Z1", None, "rus", "art_1"), text), Pin(Address("Z2", None, "rus", "art_2"), text + " новое"))
    finding = Finding("near-duplicate-1", "near-duplicate", "likely", "duplication", pins, 0.9, {"rus": text})
    assert not any(value.startswith(("=", "+", "-", "@", "\t")) for row in rows([finding]) for value in row.values())
    path = write_xlsx([finding], tmp_path / "table.xlsx")
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower().replace("hyperlink(", "")


def test_heat_map_counts_pairs_of_acts() -> None:
    """The table is symmetric and counts each finding once per pair of acts."""
    text = "Владелец реестра направляет ответ гражданину через личный кабинет на портале без взимания платы."
    acts = [reading("Z1", [("art_1", text), *STRANGERS[:3]]), reading("Z2", [("art_9", text), *STRANGERS[3:]])]
    names, table = heat_map(find_overlaps(acts))
    assert names == ["Z1", "Z2"]
    assert table == [[0, 1], [1, 0]]
    assert np.array(table).sum() == 2


def test_every_kind_has_a_page_and_sentences() -> None:
    """Each kind has a page for lawyers and a sentence in three languages; no page is without its kind."""
    from lawkit.overlaps.rules import kinds
    from lawkit.resources import resource

    folder = resource("rules", "overlaps")
    assert {path.stem for path in folder.glob("*.md")} == set(kinds())
    for code, kind in kinds().items():
        assert set(kind.sentence) == {"rus", "kaz", "eng"}
        assert (folder / f"{code}.md").read_text("utf-8").startswith(f"# {code}: ")
