"""Comments stand at the words, for Word and for LibreOffice; the text and its look stay as they were."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile

import docx
import pytest
from desk import WORD, report, word_file, words

from lawkit.check.wordcomments import commented
from lawkit.errors import UnreadableSource

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _commented(path):
    told = report(path)
    out = path.with_name("out.docx")
    out.write_bytes(commented(told.drafts[0], "rus"))
    return told, out


def _anchored(path):
    """The words between the marks of each comment, with what the comment says, in the order of the text."""
    document = docx.Document(str(path))
    said = {c.comment_id: c.text for c in document.comments}
    open_, found, order = {}, {}, []
    for node in document.element.body.iter():
        if node.tag == f"{W}commentRangeStart":
            open_[int(node.get(f"{W}id"))] = ""
            order.append(int(node.get(f"{W}id")))
        elif node.tag == f"{W}commentRangeEnd":
            found[int(node.get(f"{W}id"))] = open_.pop(int(node.get(f"{W}id")))
        elif node.tag == f"{W}t":
            open_ = {key: text + (node.text or "") for key, text in open_.items()}
    assert not open_
    return [(found[key], said[key]) for key in order]


def test_each_comment_at_its_words(tmp_path):
    """The words between the marks are those of the problem, across runs and inside one."""
    told, out = _commented(word_file(tmp_path / "draft.docx", *WORD))
    found = _anchored(out)
    assert [w for w, _ in found] == [w for _, w in words(told)]
    assert "незамедлительно" in [w for w, _ in found]
    for (_, said), (_, problem) in zip(found, told, strict=True):
        assert problem.message["rus"] in said
        assert problem.rule.code in said


def test_text_and_look_stay(tmp_path):
    """Nothing but comments is added: each letter keeps its look."""
    path = word_file(tmp_path / "draft.docx", *WORD)
    _, out = _commented(path)

    def letters(name):
        return [[(c, r.bold) for r in p.runs for c in r.text] for p in docx.Document(str(name)).paragraphs]

    assert letters(out) == letters(path)


def test_own_comments_stay(tmp_path):
    """A person's comment is still there, at its words."""
    path = word_file(tmp_path / "draft.docx", *WORD)
    document = docx.Document(str(path))
    document.add_comment(document.paragraphs[7].runs[0], "проверить", author="Разработчик")
    document.save(str(path))
    told, out = _commented(path)
    found = _anchored(out)
    assert len(found) == sum(told.counts().values()) + 1
    assert ("2. Оператор при необходимости обновляет реестр.", "проверить") in found


def test_special_runs(tmp_path):
    """Tabs, line breaks, links and tracked changes around and inside the words."""
    path = word_file(tmp_path / "draft.docx", "Статья 1. Ответ", "x")
    document = docx.Document(str(path))
    paragraph = document.paragraphs[1]._p
    paragraph.clear_content()
    from docx.oxml import parse_xml

    ns = f'xmlns:w="{W[1:-1]}"'
    for xml in (
        "<w:r {}><w:t>1. Оператор</w:t><w:tab/><w:t xml:space='preserve'>отвечает незам</w:t></w:r>",
        '<w:ins {} w:id="90" w:author="a"><w:r><w:t>едлите</w:t></w:r></w:ins>',
        '<w:del {} w:id="91" w:author="a"><w:r><w:delText>лишнее</w:delText></w:r></w:del>',
        '<w:hyperlink {} w:anchor="x"><w:r><w:t xml:space="preserve">льно, и</w:t></w:r></w:hyperlink>',
        '<w:r {}><w:br/><w:t xml:space="preserve"> при </w:t><w:t>необходимости.</w:t></w:r>',
    ):
        paragraph.append(parse_xml(xml.format(ns)))
    document.save(str(path))
    _, out = _commented(path)
    assert [w for w, _ in _anchored(out)] == ["незамедлительно", "при необходимости"]


def test_same_file_twice(tmp_path):
    """The same draft gives the same bytes."""
    told = report(word_file(tmp_path / "draft.docx", *WORD))
    assert commented(told.drafts[0], "rus") == commented(told.drafts[0], "rus")


def test_odd_package_is_told(tmp_path):
    """A file that python-docx does not open is one clear error."""
    path = word_file(tmp_path / "draft.docx", *WORD)
    told = report(path)
    _ = told.drafts[0].sheet.source
    broken = told.drafts[0].sheet.source.__class__("docx", "x", "x", b"PK\x03\x04")
    object.__setattr__(told.drafts[0].sheet, "source", broken)
    with pytest.raises(UnreadableSource, match="cannot take comments"):
        commented(told.drafts[0], "rus")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_sees_each_comment_at_its_words(tmp_path):
    """Saved by LibreOffice as ODT, each annotation spans the words."""
    told, out = _commented(word_file(tmp_path / "draft.docx", *WORD))
    profile = tmp_path / "profile"
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "odt", "--outdir", tmp_path, out],
        capture_output=True, timeout=170, check=False,
    )  # fmt: skip
    odt = tmp_path / "out.odt"
    if not odt.exists():
        pytest.skip(f"LibreOffice did not convert: {done.stderr.decode()[-200:]}")
    content = zipfile.ZipFile(odt).read("content.xml").decode()
    found = []
    for mark in re.finditer(r'<office:annotation [^>]*office:name="([^"]+)"', content):
        start = content.index("</office:annotation>", mark.end())
        end = content.index(f'<office:annotation-end office:name="{mark[1]}"', start)
        inside = re.sub(r"<office:annotation .*?</office:annotation>", "", content[start:end], flags=re.DOTALL)
        found.append(re.sub(r"<[^>]+>", "", inside))
    assert found == [w for _, w in words(told)]
