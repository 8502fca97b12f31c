"""The English texts of our own: marks still name their words, and what is read of all of them keeps the agreed level."""

import hashlib
from itertools import chain

import pytest

from benchmarks.definitions import score as score_definitions
from benchmarks.norms import ENGLISH, GOLD, Reader, deadlines, marks, score


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(GOLD)


def rows(kind: str) -> list[dict]:
    draws = ENGLISH[:-2] if kind == "definitions" else ENGLISH  # the last two mark no definitions
    return list(chain.from_iterable(marks(f"{draw}_{kind}_eng.jsonl") for draw in draws))


def test_the_marks_name_their_words(reader: Reader) -> None:
    for row in rows("norms") + rows("deadlines"):
        place = reader.place(row)
        assert place, row["address"]
        text = reader.act(row["file"]).body[slice(*place)]
        assert hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12] == row["sha"], row["address"]


def test_definitions_of_the_english_texts(reader: Reader) -> None:
    precision, recall, both = score_definitions(reader, rows("definitions"), "t")
    assert both.n >= 120
    assert precision.value >= 0.98
    assert recall.value >= 0.97


def test_norms_of_the_english_texts(reader: Reader) -> None:
    modality, addressee = score(reader, rows("norms"), "t")
    assert modality.n >= 200
    assert modality.value >= 0.97
    assert addressee.value >= 0.96
    assert deadlines(reader, rows("deadlines"), "t")[2].value >= 0.97
