"""`--fix` mends the words it is about and nothing else."""

from __future__ import annotations

import difflib

import docx
import pytest
from desk import TEXT, WORD, draft, report, rules, vague, word_file

from lawkit.check import Fix, Hit
from lawkit.check.fixing import mend
from lawkit.check.rules import Rule
from lawkit.model import Span

REPLACED = {"незамедлительно": "в течение одного дня", "при необходимости ": "", "реестр": "перечень"}


class _Fixing(Rule):
    """A rule that replaces words."""

    @property
    def logic(self):
        def find(draft, rule):
            body = draft.act.body
            for word, text in REPLACED.items():
                at = body.find(word)
                while at >= 0:
                    span = Span(at, at + len(word))
                    eid = next((p.eid for p in draft.act.provisions if p.span.start <= at < p.span.end), "")
                    yield Hit(eid, span, {"words": word}, fix=Fix(span, text))
                    at = body.find(word, at + 1)

        return find


def _chosen():
    return {
        "mend": _Fixing(**{name: getattr(vague(code="mend", fixable=True), name) for name in Rule.__dataclass_fields__})
    }


def _expected(text):
    for word, other in REPLACED.items():
        text = text.replace(word, other)
    return text


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_text(tmp_path, ends, encoding):
    """Only the words change: line ends, encoding and byte order mark stay."""
    path = tmp_path / "draft.txt"
    path.write_bytes(TEXT.replace("\n", ends).encode(encoding))
    mended = mend(report(path, chosen=_chosen()).drafts[0])
    assert mended.data == _expected(TEXT).replace("\n", ends).encode(encoding)
    assert mended.count == sum(TEXT.count(word) for word in REPLACED)


def test_markdown(tmp_path):
    """Markup around the words stays."""
    text = "# О модельном реестре\n\n### Статья 1. Ответ\n\n1\\. Оператор **отвечает** незамедлительно.\n"
    mended = mend(report(draft(tmp_path, text, "draft.md"), chosen=_chosen()).drafts[0])
    assert mended.data.decode() == _expected(text)


def test_word(tmp_path):
    """In Word the words change across runs, the look of the runs stays."""
    path = word_file(tmp_path / "draft.docx", *WORD)
    mended = mend(report(path, chosen=_chosen()).drafts[0])
    place = mended.put()
    assert place.name == "draft.fixed.docx"
    before, after = docx.Document(str(path)), docx.Document(str(place))
    assert [p.text for p in after.paragraphs] == [_expected(p.text) for p in before.paragraphs]
    looks = [[(r.bold, bool(r.text)) for r in p.runs] for p in before.paragraphs]
    assert [[r.bold for r in p.runs] for p in after.paragraphs] == [[b for b, _ in one] for one in looks]


def test_diff_is_one(tmp_path):
    """The diff leads from the draft to the mended one."""
    mended = mend(report(draft(tmp_path), chosen=_chosen()).drafts[0])
    lines = [line for line in mended.diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    wanted = difflib.ndiff(TEXT.splitlines(), _expected(TEXT).splitlines())
    assert sorted(lines) == sorted(line[0] + line[2:] for line in wanted if line[0] in "+-")


def test_in_place_keeps_the_old(tmp_path):
    """In place the old draft is kept beside, never over an older one."""
    path = draft(tmp_path)
    path.chmod(0o640)
    mend(report(path, chosen=_chosen()).drafts[0]).put(in_place=True)
    assert path.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "draft.txt.old").read_text("utf-8") == TEXT
    assert path.read_text("utf-8") == _expected(TEXT)
    path.write_text(TEXT, encoding="utf-8")
    mend(report(path, chosen=_chosen()).drafts[0]).put(in_place=True)
    assert (tmp_path / "draft.txt.old2").read_text("utf-8") == TEXT
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".part")]


def test_nothing_to_mend(tmp_path):
    """Without fixes, and for files that are only read, nothing is written."""
    assert mend(report(draft(tmp_path), chosen={"vague": vague()}).drafts[0]) is None
    page = draft(
        tmp_path, "<html><body><p>Статья 1. Ответ</p><p>незамедлительно</p><p>x</p></body></html>", "draft.html"
    )
    assert mend(report(page, chosen=_chosen()).drafts[0]) is None


def test_overlapping_fixes(tmp_path):
    """Of two fixes of the same words one is made; the text stays readable."""

    class Twice(_Fixing):
        @property
        def logic(self):
            def find(draft, rule):
                at = draft.act.body.index("незамедлительно")
                for start, end, text in ((at, at + 15, "А"), (at + 3, at + 9, "Б"), (at, at + 15, "А")):
                    yield Hit("", Span(start, end), {"words": text}, fix=Fix(Span(start, end), text))

            return find

    base = vague(code="mend")
    rule = Twice(**{name: getattr(base, name) for name in Rule.__dataclass_fields__})
    mended = mend(report(draft(tmp_path), chosen={"mend": rule}).drafts[0])
    assert mended.data.decode() == TEXT.replace("незамедлительно", "А")


def test_num_dup_of_the_catalogue(tmp_path):
    """The catalogue's own fix: the second number becomes the next one."""
    mended = mend(report(draft(tmp_path), chosen=rules()).drafts[0])
    assert mended.data.decode() == TEXT.replace("1) оператор", "2) оператор")
