"""Pages in UTF-16 as they come: with and without a mark, cut anywhere, broken in the middle; and noise."""

from __future__ import annotations

import random

import pytest

from lawkit.errors import UnreadableSource
from lawkit.sources import read_act

PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-16"></head><body><h1>О дворах</h1><p>Статья 1. Предмет</p>'
    "<p>Настоящий Закон регулирует уборку дворов.</p></body></html>"
)
LITTLE, BIG = PAGE.encode("utf-16-le"), PAGE.encode("utf-16-be")
RULE = "Настоящий Закон регулирует уборку дворов."


def _read(tmp_path, data: bytes) -> str:
    path = tmp_path / "act.html"
    path.write_bytes(data)
    return read_act(path).body


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode("utf-16"), LITTLE, BIG, b"\xfe\xff" + BIG,  # with and without a mark
        LITTLE[:-1], BIG[:-1],  # cut in the middle of the last letter
        LITTLE[1:], BIG[1:], b"\xff\xfe" + LITTLE[1:],  # of the first
        b"\xff\xfe" + BIG,  # the mark is wrong
        LITTLE[160:], BIG[161:],  # a scrap without its head
    ],
)  # fmt: skip
def test_whatever_is_left_is_read_as_it_was_written(data, tmp_path):
    body = _read(tmp_path, data)
    assert RULE in body
    assert "<p>" not in body
    assert "Статья 1. Предмет" in body


@pytest.mark.parametrize("data", [LITTLE[:161] + LITTLE[162:], b"\xff\xfe" + LITTLE[:161] + LITTLE[162:]])
def test_broken_in_the_middle_is_told_not_guessed(data, tmp_path):
    with pytest.raises(UnreadableSource):
        _read(tmp_path, data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1251"])
def test_one_tag_makes_a_page_of_an_html_file(encoding, tmp_path):
    assert _read(tmp_path, "<p>Статья 1. Предмет и цель</p>".encode(encoding)) == "Статья 1. Предмет и цель"


@pytest.mark.parametrize("seed", [12, 15, 18])  # noise with fewer odd characters than a tenth
@pytest.mark.parametrize("name", ["act.docx", "act.pdf", "act.txt"])
def test_noise_is_no_text(tmp_path, name: str, seed: int) -> None:
    """KOI8-R has a letter or a line for nearly every byte; the control characters give noise away."""
    path = tmp_path / name
    path.write_bytes(random.Random(seed).randbytes(3000))
    with pytest.raises(UnreadableSource, match="holds no text"):
        read_act(path)
