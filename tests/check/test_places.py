"""Spans of an act are found in the file it was read from."""

from __future__ import annotations

import pytest
from desk import TEXT, WORD, draft, sheets, word_file
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.check.places import Places, _align
from lawkit.check.sourcetext import SourceText
from lawkit.model import Span
from lawkit.sources.markdown import comments


def _spans(sheet):
    """Every provision, and every word of the draft."""
    import re

    act = sheet.draft.act
    yield from (p.span for p in act.provisions if p.span.of(act.body).strip())
    yield from (Span(*m.span()) for m in re.finditer(r"\w+", act.body))


def _same(a, b):
    return "".join(a.split()) == "".join(b.split())


def test_text_is_found_letter_by_letter(tmp_path):
    """In a text file each span's letters are the file's letters."""
    [sheet] = sheets(draft(tmp_path))
    for span in _spans(sheet):
        start, end = sheet.places.stretch(span)
        assert _same(sheet.source.text[start:end], span.of(sheet.draft.act.body))


def test_line_and_column(tmp_path):
    """Lines and columns count from one, in letters."""
    [sheet] = sheets(draft(tmp_path))
    at = sheet.draft.act.body.index("незамедлительно")
    place = sheet.places.place(Span(at, at + 15))
    line = TEXT.splitlines()[place.line - 1]
    assert line[place.column - 1 : place.end_column - 1] == "незамедлительно"
    assert place.exact


def test_markdown_with_markup(tmp_path):
    """Emphasis, anchors, links and comments do not shift what is found."""
    text = (
        '# О модельном реестре\n\n<a id="st1"></a>\n### Статья 1. Понятия\n\n<!-- примечание редактора -->\n'
        "1\\) **реестр** – [перечень](https://example.org/перечень) услуг;\n\n2\\) *оператор* – лицо.\n"
    )
    [sheet] = sheets(draft(tmp_path, text, "draft.md"))
    body = sheet.draft.act.body
    for word in ("реестр –", "перечень услуг", "оператор"):
        at = body.rindex(word)
        start, _ = sheet.places.stretch(Span(at, at + len(word)))
        assert sheet.source.text[start:].startswith(word.split()[0])
    assert sheet.places.place(Span(body.index("оператор"), body.index("оператор") + 8)).line == 9


def test_html_with_inline_tags(tmp_path):
    """A word cut by tags is one word; scripts, styles and attributes are none."""
    text = (
        "<!doctype html><html><head><title>Статья 9. Чужое</title><style>.a{}</style></head><body>\n"
        "<script>var Статья = 1;</script>\n<p>О модельном реестре</p>\n<p title='Статья 1. Нет'>Статья 1. <b>Поня</b>тия</p>\n"
        "<p>1. Оператор <i>отвеч</i>ает&nbsp;незамедлительно.</p>\n</body></html>"
    )
    [sheet] = sheets(draft(tmp_path, text, "draft.html"))
    body = sheet.draft.act.body
    for word, line in (("Понятия", 4), ("отвечает", 5), ("незамедлительно", 5)):
        at = body.index(word)
        place = sheet.places.place(Span(at, at + len(word)))
        assert (place.exact, place.line) == (True, line), word
    place = sheet.places.place(Span(body.index("отвечает"), body.index("отвечает") + 8))
    assert sheet.source.text[place.start : place.end] == "отвеч</i>ает"


def test_word_across_runs(tmp_path):
    """In Word the words are found across runs, a line a paragraph."""
    [sheet] = sheets(word_file(tmp_path / "draft.docx", *WORD))
    for span in _spans(sheet):
        start, end = sheet.places.stretch(span)
        assert _same(sheet.source.text[start:end], span.of(sheet.draft.act.body))


def test_automatic_numbers_are_near_their_paragraph(tmp_path):
    """A number that Word computes is no letter of the file: the nearest words stand for it."""
    import docx

    document = docx.Document()
    document.add_paragraph("Статья 1. Понятия")
    for text in ("реестр – перечень услуг", "оператор – юридическое лицо"):
        document.add_paragraph(text, style="List Number")
    document.save(tmp_path / "draft.docx")
    [sheet] = sheets(tmp_path / "draft.docx")
    body = sheet.draft.act.body
    at = body.index("оператор")
    number = body.rindex("\n", 0, at) + 1
    place = sheet.places.place(Span(number, at - 1))
    assert not place.exact
    assert place.line == 3


@given(st.lists(st.sampled_from("абвгдежз"), max_size=60), st.data())
@settings(max_examples=60, deadline=None)
def test_alignment_is_in_order_and_true(words, data):
    """Whatever is put in or left out, words are matched to equal words, in order, each once."""
    theirs = list(words)
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(theirs)))
        theirs[at : at + data.draw(st.integers(0, 3))] = data.draw(st.lists(st.sampled_from("абвxyz"), max_size=3))
    found = _align(words, theirs)
    placed = [j for j in found if j >= 0]
    assert placed == sorted(set(placed))
    assert all(words[i] == theirs[j] for i, j in enumerate(found) if j >= 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [("a<!-- x -->b", [(1, 11)]), ("<!-- offen", []), ("<!--a--><!--b-->", [(0, 8), (8, 16)]), ("<!-->-->", [(0, 8)])],
)
def test_comments(text, found):
    """Comments with their marks; one that is not closed is none."""
    assert comments(text) == found


def test_bad_match_stays_linear():
    """Two texts without a common word are given up quickly."""
    import time

    began = time.process_time()
    body, other = "а б в " * 20_000, "x y z " * 20_000
    Places(body, SourceText("text", other, other))
    assert time.process_time() - began < 6
