"""RTF is read with its Cyrillic, its list numbers and its tables."""

import pytest

from lawkit.errors import UnreadableSource
from lawkit.sources.rtf import read


def lines(source):
    return [(block.hint, block.text) for block in read(source.encode("latin-1"), "draft.rtf").blocks]


def test_code_page_unicode_list_numbers_footnotes_and_tables():
    source = (
        r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Times;}}\f0 \'d1\'f2\'e0\'f2\'fc\'ff 1. \u1062?\u1077?\u1083?\u1080?\par "
        r"{\listtext\pard 1)\tab}\'ef\'e5\'f0\'e2\'fb\'e9\par "
        r"\trowd\cellx1 a\cell b\cell\row\trowd c\cell d\cell\row {\pict\pngblip 8950}\par \'cd\'ee\'f0\'ec\'e0{\footnote \'ef\'ee\'ff\'f1\'ed}\par}"
    )
    assert lines(source) == [
        ("paragraph", "Статья 1. Цели"), ("paragraph", "1) первый"), ("table", "a\tb\nc\td"), ("paragraph", "Норма"), ("note", "поясн"),
    ]  # fmt: skip


def test_nothing_inside_is_an_error():
    with pytest.raises(UnreadableSource, match="no text"):
        read(rb"{\rtf1\ansi {\fonttbl{\f0 Times;}}}", "x.rtf")
