"""Outlines: the shipped one is whole, broken ones are refused with every mistake."""

import pytest

from lawkit.consolidate.outline import load_outline, outlines
from lawkit.errors import RulesError
from lawkit.model import LANGUAGES


def test_the_shipped_outline_is_whole():
    """70–110 articles, three languages each, every seed requirement answered somewhere, each role once."""
    outline = load_outline("egov-law")
    assert "egov-law" in outlines()
    assert 70 <= len(outline.targets) <= 110
    for target in outline.targets:
        assert all(target.heading[lang] and target.cues[lang] for lang in LANGUAGES), target.key
    answered = {item for t in outline.targets for item in t.answers}
    assert {f"SEED-0{k}" for k in range(1, 10)} <= answered
    roles = [t.role for t in outline.targets if t.role]
    assert len(roles) == len(set(roles)) == 9
    assert [t.id for t in outline.targets] == [f"art_{k + 1}" for k in range(len(outline.targets))]


BROKEN = """outline: mine
title: {rus: Закон, kaz: Заң}
colour: red
chapters:
- id: one
  heading: {rus: Глава, kaz: Тарау, eng: Chapter}
  articles:
  - id: Bad Id
    heading: {rus: Статья, kaz: Бап, eng: Article}
    topic: x
    role: king
    cues: {rus: [слово], kaz: [], eng: [word]}
  - id: twice
    heading: {rus: Статья, kaz: Бап, eng: Article, deu: Artikel}
    topic: x
    cues: {rus: [слово], kaz: [сөз], eng: [word]}
  - id: twice
    topic: x
- id: two
  heading: {rus: Глава, kaz: Тарау, eng: Chapter}
  articles: []
"""


def test_every_mistake_is_named_with_its_line(tmp_path):
    """One error lists all mistakes of the file; each begins with file and line."""
    path = tmp_path / "mine.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        load_outline(path)
    text = "\n".join(caught.value.problems)
    expected = {
        2: "in eng is missing", 3: "unknown key «colour»", 8: "no id", 11: "unknown role «king»", 12: "no cues in kaz",
        14: "unknown language «deu»", 17: "already stands in line 13", 19: "has no articles",
    }  # fmt: skip
    for line, words in expected.items():
        assert any(p.startswith(f"mine.yaml:{line}:") and words in p for p in caught.value.problems), (
            line,
            words,
            text,
        )
    assert any("«heading» is missing" in p and "«cues» is missing" not in p for p in caught.value.problems), text


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "outline: [\n", "a: 1\n---\nb: 2\n"])
def test_what_is_no_outline_is_refused(tmp_path, text):
    """Empty files, lists, broken YAML: one clear error."""
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError):
        load_outline(path)


def test_missing_file_is_refused(tmp_path):
    """A path that names nothing."""
    with pytest.raises(RulesError):
        load_outline(tmp_path / "nothing.yaml")
