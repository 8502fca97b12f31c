"""What only the file shows: two spaces in a row, bold and underlined words."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from lawkit.check import load_rules
from lawkit.check.drafts import open_drafts
from lawkit.check.engine import check
from lawkit.register import Register


def _found(path: Path, code: str) -> list[str]:
    [sheet] = open_drafts([path], register=Register.load())
    return [p.span.of(sheet.draft.act.body) for p in check(sheet.draft, [load_rules()[code]])]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("draft.rus.txt", "Статья 1. Реестр\n1. Оператор ведет  реестр записей.\n", ["ведет реестр"]),
        ("draft.rus.md", "Статья 1. Реестр\n\n1. Оператор ведет  реестр записей.\n", ["ведет реестр"]),
        (
            "draft.rus.txt",
            "   Статья 1. Реестр\n1.  Оператор ведет реестр записей.  \n",
            [],
        ),  # indents, a number, the end
        ("draft.rus.txt", "Статья 1. Плата\n1. Сбор  рубль  день  запись  час.\n", []),  # columns
        (
            "draft.rus.html",
            "<html><body><p>Статья 1. Реестр</p><p>1. Оператор ведет  реестр записей.</p></body></html>",
            [],
        ),  # HTML shows one
    ],
)
def test_two_spaces(tmp_path, name, text, told):
    """Two spaces between words of a line are told at the words around them."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert _found(path, "format-space") == told


def test_bold_in_markdown(tmp_path):
    """Bold within a line is told; bold headings and numbers are not."""
    path = tmp_path / "draft.rus.md"
    path.write_text(
        "**Статья 1. Реестр**\n\n**1.** Оператор ведет **только** один реестр записей.\n\n2. Реестр открыт для всех.\n",
        "utf-8",
    )
    assert _found(path, "format-emphasis") == ["только"]


def test_bold_in_word(tmp_path):
    """The same in Word, and underlined words; a line that is bold throughout is a heading."""
    document = docx.Document()
    document.add_paragraph().add_run("Статья 1. Реестр").bold = True
    line = document.add_paragraph("1. Оператор ведет ")
    line.add_run("только").bold = True
    line.add_run(" один реестр, ")
    line.add_run("открытый").underline = True
    line.add_run(" для всех.")
    plain = document.add_paragraph("2. Реестр ")
    plain.add_run("открыт").bold = False
    plain.add_run(" для всех.")
    path = tmp_path / "draft.rus.docx"
    document.save(str(path))
    assert _found(path, "format-emphasis") == ["только", "открытый"]


def test_hits_are_shown_at_their_words(tmp_path):
    """The place of a hit in the file is that of its words."""
    path = tmp_path / "draft.rus.txt"
    path.write_text("Статья 1. Реестр\n1. Оператор ведет  реестр записей.\n", "utf-8")
    [sheet] = open_drafts([path], register=Register.load())
    [problem] = check(sheet.draft, [load_rules()["format-space"]])
    place = sheet.places.place(problem.span)
    assert (place.line, place.column, place.end_column) == (2, 13, 26)
