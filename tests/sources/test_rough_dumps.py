"""Plain text: dumps with a line for every link, clean drafts, wrapped lines, encodings."""

from __future__ import annotations

import pytest

from lawkit.errors import UnreadableSource
from lawkit.sources import read_act_bytes, read_bytes

# ¦ ends the indentation of a paragraph, ¤ is a space at the end of a line.
DUMP = """Примечание ИЗПИ!

     ¦Статья 2 предусматривается в редакции Закона РК от 09.01.2026¤
№ 256-VIII
 (вводится в действие с 01.07.2026).

     ¦Порядок см.¤
ст.2
.

 РАЗДЕЛ 1. ОБЩЕЕ
Глава 1. УЧЕТ

Статья 1. Орган

     ¦1. Орган ведет реестр согласно¤
подпункту 1)
 и¤
статье 2
 Закона:

1) исключен Законом РК от 14.07.2022¤
№ 141-VII
 (
вводится
 в действие с 01.01.2023);

     ¦2) хранит записи.

     ¦Сноска. Статья 1 с изменением, внесенным Законом РК от 14.07.2022¤
№ 141-VII
.

 Статья 2
     ¦1. Срок – день.

     ¦2. Установить, что:

     ¦1)¤
статья 1
 действует год;

     ¦2) срок продлевается.
""".replace("     ¦", "\u00a0" * 5 + " ").replace("¤", " ")


def test_a_rough_dump_is_joined_again():
    """A link's line joins the sentence it was cut from, with the spaces of the page."""
    act = read_act_bytes(DUMP.encode(), "Z9900000001.rus.txt")
    assert "согласно подпункту 1) и статье 2 Закона:" in act.body
    assert "(вводится в действие с 01.01.2023);" in act.body
    assert "Порядок см. ст.2." in act.body


def test_the_tree_of_a_dump():
    """Glued headings are parted, an article's name inside a sentence is no heading."""
    act = read_act_bytes(DUMP.encode(), "Z9900000001.rus.txt")
    assert [p.eid for p in act.provisions] == [
        "preamble", "sec_1", "chp_1", "art_1", "art_1__para_1", "art_1__para_1__subpara_1", "art_1__para_1__subpara_2",
        "art_2", "art_2__para_1", "art_2__para_2", "art_2__para_2__subpara_1", "art_2__para_2__subpara_2",
    ]  # fmt: skip
    assert act.provisions[-2].text == "статья 1 действует год;"


def test_the_name_gives_id_and_language():
    """`<id>.<language>.txt` tells what the text lacks."""
    document = read_bytes(DUMP.encode(), "Z9900000001.rus.txt")
    assert (document.act_id, document.language) == ("Z9900000001", "rus")


def test_a_draft_of_one_paragraph_a_line():
    """Without blank lines each line is a paragraph."""
    act = read_act_bytes("Статья 1. А\n1. Раз\n2. Два".encode(), "проект закона.txt")
    assert [p.eid for p in act.provisions] == ["art_1", "art_1__para_1", "art_1__para_2"]
    assert act.act_id == "draft:proekt-zakona"
    assert act.language == "rus"


def test_wrapped_lines_are_joined():
    """Short lines between blank ones are one paragraph when a sentence goes on."""
    text = "Статья 1. Орган\n\n1. Орган ведет реестр записей\nв порядке, который\nустановлен законом.\n\n2. Иное\nзапрещено.\n"
    act = read_act_bytes(text.encode(), "a.txt")
    assert [p.text for p in act.provisions] == [
        "",
        "Орган ведет реестр записей в порядке, который установлен законом.",
        "Иное запрещено.",
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"]
)
def test_encodings(encoding):
    """Cyrillic text is read whatever its encoding."""
    text = "Статья 1. Орган\n1. Орган ведет реестр записей и хранит их в порядке, установленном законом.\n"
    act = read_act_bytes(text.encode(encoding), "a.txt")
    assert act.provisions[1].text == "Орган ведет реестр записей и хранит их в порядке, установленном законом."


@pytest.mark.parametrize(
    "data", [b"", b"  \n\n", b"\x00" * 50, bytes(range(1, 32)) * 40, b"\x89PNG\r\n\x1a\n123", b"\x1f\x8b\x08\x00abc"]
)
def test_what_is_no_text_is_refused(data):
    """Empty and binary files give one clear error with a remedy."""
    with pytest.raises(UnreadableSource) as error:
        read_bytes(data, "x.txt")
    assert error.value.remedy


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028"])
def test_line_ends(newline):
    """Any line end will do."""
    act = read_act_bytes(newline.join(["Статья 1. А", "1. Раз.", "2. Два."]).encode(), "a.txt")
    assert [p.eid for p in act.provisions] == ["art_1", "art_1__para_1", "art_1__para_2"]


@pytest.mark.parametrize("indent", ["      ", "\t", "    "])
def test_a_dump_without_no_break_spaces(indent):
    """Spaces or tabs serve as indentation as well: the same paragraphs come out."""
    nbsp = [p.eid for p in read_act_bytes(DUMP.encode(), "a.rus.txt").provisions]
    text = DUMP.replace("\u00a0" * 5 + " ", indent)
    act = read_act_bytes(text.encode(), "a.rus.txt")
    assert [p.eid for p in act.provisions] == nbsp
    assert "согласно подпункту 1) и статье 2 Закона:" in act.body


def test_indented_paragraphs_without_blank_lines():
    """Each indented line opens a paragraph; wrapped and hanging lines belong to the one above."""
    text = (
        "Статья 1. Орган\n    1. Орган ведет реестр\nзаписей по закону.\n    2. Орган:\n    1) хранит\n       записи;\n"
        "    2) дает справки.\nСтатья 2. Срок\n    День.\n"
    )
    act = read_act_bytes(text.encode(), "a.rus.txt")
    assert [p.eid for p in act.provisions] == [
        "art_1", "art_1__para_1", "art_1__para_2", "art_1__para_2__subpara_1", "art_1__para_2__subpara_2", "art_2", "art_2__al_1",
    ]  # fmt: skip
    assert act.provisions[1].text == "Орган ведет реестр записей по закону."
