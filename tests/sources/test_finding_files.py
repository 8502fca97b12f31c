"""Which files are acts, what a file is by its content, and errors that say what to do."""

from __future__ import annotations

import pytest

from lawkit.errors import LawkitError, SourceNotFound, UnreadableSource
from lawkit.sources import find_sources, read_act, read_document
from lawkit.sources.detect import detect, guess_language, name_facts


def test_a_folder_is_walked_in_order(tmp_path):
    """Acts are found in every folder, sorted; service files, hidden files and a page's own files are passed over."""
    for name in (
        "b/Z2.rus.txt",
        "a/Z1.rus.html",
        "a/README.md",
        "a/EXPECTED.yaml",
        "a/.x.txt",
        "a/Z1_files/ad.html",
        "a/x.png",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert [p.name for p in find_sources([tmp_path])] == ["Z1.rus.html", "Z2.rus.txt"]
    assert [p.name for p in find_sources([tmp_path, tmp_path / "b" / "Z2.rus.txt"])] == ["Z1.rus.html", "Z2.rus.txt"]


@pytest.mark.parametrize("what", ["missing", "empty folder", "nothing"])
def test_nothing_found_is_an_error(tmp_path, what):
    """A missing path, a folder without acts and no path at all say so, with a remedy."""
    paths = {"missing": [tmp_path / "no"], "empty folder": [tmp_path], "nothing": []}[what]
    with pytest.raises(SourceNotFound) as error:
        find_sources(paths)
    assert error.value.remedy


def test_reading_a_folder_or_nothing(tmp_path):
    """Reading what is no file is an error, never a crash."""
    for path in (tmp_path, tmp_path / "no.txt", tmp_path / "a\x00b"):
        with pytest.raises(LawkitError):
            read_document(path)


KINDS = [
    (b"%PDF-1.7 ...", "x.txt", "pdf"),
    (b"PK\x03\x04....", "x.html", "docx"),
    (b"{\\rtf1 text}", "x.doc", "rtf"),
    (b"<!DOCTYPE html><html><body><p>x</p></body></html>", "x.txt", "adilet"),
    ("# Закон\n\n## Глава 1\n\n### Статья 1\n\nтекст".encode(), "x.md", "git"),
    ("# Закон\n\n## Глава 1\n\n### Статья 1\n\nтекст".encode(), "x", "git"),
    ("Статья 1. А <b> и 5 > 3".encode(), "x.html", "text"),
]


@pytest.mark.parametrize(("data", "name", "kind"), KINDS, ids=[k[2] + " " + k[1] for k in KINDS])
def test_content_wins_over_the_name(data, name, kind):
    """What a file is, is told by its first bytes."""
    assert detect(data, name) == kind


def test_an_old_word_file_is_named():
    """A .doc is refused with a remedy."""
    with pytest.raises(UnreadableSource, match="old Word"):
        detect(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.doc")


def test_names():
    """Only `<id>.<language>.<ending>` tells id and language."""
    assert name_facts("/a/Z030000370_.kaz.md") == ("Z030000370_", "kaz")
    assert name_facts("Z1500000401.rus.html") == ("Z1500000401", "rus")
    assert name_facts("закон.txt") == ("", None)


def test_languages_by_letters():
    """Kazakh has letters of its own; English is Latin."""
    assert guess_language("Осы Заң қоғамдық қатынастарды реттейді") == "kaz"
    assert guess_language("Закон регулирует отношения") == "rus"
    assert guess_language("This Law regulates relations") == "eng"


def test_the_name_decides_where_letters_only_guess(tmp_path):
    """A draft named .kaz. is Kazakh even when its letters are few; `--lang` overrules both."""
    path = tmp_path / "Z1.kaz.txt"
    path.write_text("1-бап. Тест\n1. Тест.", encoding="utf-8")
    assert read_act(path).language == "kaz"
    assert read_act(path, language="rus").language == "rus"


def test_the_same_bytes_give_the_same_act(tmp_path):
    """Reading is a function of the bytes."""
    path = tmp_path / "a.rus.txt"
    path.write_text("Статья 1. А\n1. Раз.\n1) два;", encoding="utf-8")
    assert read_act(path) == read_act(path)


def test_other_xml_is_refused():
    """XML of another kind is named as such."""
    with pytest.raises(UnreadableSource, match="XML"):
        detect(b'<?xml version="1.0"?><akomaNtoso><act/></akomaNtoso>', "x.xml")
