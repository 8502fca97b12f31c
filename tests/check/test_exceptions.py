"""Exceptions with a reason set problems aside; those without one, and those of no use, are problems."""

from __future__ import annotations

import docx
import pytest
from desk import TEXT, WORD, draft, report, rules, vague, word_file, words

from lawkit.check.exceptions import Excuse, parse
from lawkit.check.session import Control

MARK = "<!-- lawkit: ignore {} -->"
MARKDOWN = TEXT.replace("\n", "\n\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lawkit: ignore num-dup – так в редакции", (("num-dup",), "так в редакции")),
        (" Lawkit:ignore num-dup, num-gap: причина\nв две строки ", (("num-dup", "num-gap"), "причина в две строки")),
        ("lawkit: ignore num-dup", (("num-dup",), "")),
        ("lawkit: ignore num-dup – ", (("num-dup",), "")),
        ("lawkit: ignore structure — семейство", (("structure",), "семейство")),
        ("см. lawkit: ignore num-dup", None),
        ("lawkit: ignore", None),
        ("просто примечание", None),
    ],
)
def test_form(text, told):
    """«lawkit: ignore CODE, CODE – причина»."""
    assert parse(text) == told


def _codes(told):
    return [code for code, _ in words(told)]


def test_comment_before_a_unit(tmp_path):
    """On a line of its own a comment holds for the unit below it, with all that hangs on it."""
    mark = MARK.format("vague – так просил заказчик")
    text = MARKDOWN.replace("Статья 2.", f"{mark}\n\nСтатья 2.")
    told = report(draft(tmp_path, text, "draft.md"))
    assert _codes(told) == ["num-dup"]
    assert [reason for _, reason in told.drafts[0].excused] == ["так просил заказчик"] * 3


def test_comment_inside_a_unit(tmp_path):
    """Inside a line a comment holds for that unit alone."""
    mark = MARK.format("vague – так просил заказчик")
    text = MARKDOWN.replace("обновляет реестр.", f"обновляет реестр. {mark}")
    told = report(draft(tmp_path, text, "draft.md"))
    assert words(told) == [("num-dup", words(told)[0][1]), ("vague", "незамедлительно"), ("vague", "при необходимости")]


def test_html_comment(tmp_path):
    """The same in a page."""
    lines = "".join(f"<p>{line}</p>\n" for line in TEXT.splitlines() if line)
    lines = lines.replace("<p>1) оператор", MARK.format("num-dup – намеренно") + "<p>1) оператор")
    told = report(draft(tmp_path, f"<html><body>{lines}</body></html>", "draft.html"))
    assert _codes(told) == ["vague"] * 3


def test_word_comment(tmp_path):
    """A Word comment with the words holds where it is anchored."""
    path = word_file(tmp_path / "draft.docx", *WORD)
    document = docx.Document(str(path))
    run = document.paragraphs[4].runs[2]
    document.add_comment(run, "lawkit: ignore num-dup – намеренно")
    document.add_comment(document.paragraphs[7].runs[0], "просто вопрос")
    document.save(str(path))
    assert _codes(report(path)) == ["vague"] * 3


def test_no_reason_has_no_effect(tmp_path):
    """Without a reason nothing is set aside, and the exception is a problem of its own."""
    text = MARKDOWN.replace("1) оператор", MARK.format("num-dup") + "\n\n1) оператор")
    assert _codes(report(draft(tmp_path, text, "draft.md"))).count("num-dup") == 1
    assert "exception-no-reason" in _codes(report(draft(tmp_path, text, "draft.md")))


@pytest.mark.parametrize("code", ["num-dup", "structure", "num-dub"])
def test_unused_is_told(tmp_path, code):
    """An exception that nothing answers to, or with a code that does not exist."""
    text = MARKDOWN.replace("Статья 2.", MARK.format(f"{code} – на всякий случай") + "\n\nСтатья 2.")
    told = report(draft(tmp_path, text, "draft.md"))
    assert _codes(told).count("exception-unused") == 1


def test_exception_of_a_rule_that_did_not_run(tmp_path):
    """Where the rule is not applied its exceptions are left in peace."""
    text = MARKDOWN.replace("Статья 2.", MARK.format("num-gap – причина") + "\n\nСтатья 2.")
    assert "exception-unused" not in _codes(report(draft(tmp_path, text, "draft.md")))


def test_settings_exceptions(tmp_path):
    """By provision, by file, for all drafts; one for several drafts is of use when any needs it."""
    one, two = draft(tmp_path), draft(tmp_path, TEXT.replace("1) оператор", "2) оператор"), "other.txt")
    excuse = Excuse(("num-dup",), "так в редакции", "art_1", origin="lawkit.toml, 1")
    told = report(one, two, control=Control((excuse,)))
    assert _codes(told) == ["vague"] * 6
    lost = Excuse(("num-dup",), "так в редакции", "art_2", origin="lawkit.toml, 2")
    told = report(one, two, control=Control((excuse, lost)))
    assert _codes(told).count("exception-unused") == 1
    [message] = [p.message["rus"] for _, p in told if p.rule.code == "exception-unused"]
    assert message.startswith("lawkit.toml, 2: ")
    elsewhere = Excuse(("num-dup",), "причина", file="other.txt", origin="lawkit.toml, 3")
    assert "num-dup" in _codes(report(one, control=Control((elsewhere,))))


def test_family(tmp_path):
    """A family's name stands for all its rules."""
    chosen = rules(vague(code="strict", words="обязан"))
    text = MARKDOWN.replace("Статья 2.", MARK.format("style – учебный пример") + "\n\nСтатья 2.")
    assert _codes(report(draft(tmp_path, text, "draft.md"), chosen=chosen)) == ["num-dup"]
