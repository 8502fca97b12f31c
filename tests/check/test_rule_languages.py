"""A rule tells about itself in the language of its reader."""

from __future__ import annotations

import json

import pytest
from desk import draft, report, rules

from lawkit.check import load_rules
from lawkit.check.outputs import render
from lawkit.check.pages import about, body, whole

RULES = load_rules()


@pytest.mark.parametrize("code", sorted(RULES))
def test_what_and_why_in_every_language(code):
    """Three texts that differ; the Russian page ends before the others begin."""
    rule = RULES[code]
    told = {language: about(rule, language) for language in ("rus", "kaz", "eng")}
    assert len(set(told.values())) == 3
    assert all(what and why for what, why in told.values())
    assert "## Қазақша" not in body(rule, "rus")
    assert body(rule, "rus").rpartition("## ")[2].startswith("Источник")


@pytest.mark.parametrize(
    ("language", "name", "what"),
    [
        ("rus", "Два знака подряд", "## Что проверяет"),
        ("kaz", "Қатар тұрған екі белгі", "## Нені тексереді"),
        ("eng", "Two marks in a row", "## What it checks"),
    ],
)
def test_page(language, name, what):
    """Title, facts and headings are in the reader's language; the summary says where the whole text is."""
    text = whole(RULES["format-mark"], language)
    assert text.startswith(f"# format-mark: {name}\n")
    assert what in text
    assert ("--ui rus" in text) == (language != "rus")


def test_a_page_without_translations_is_shown_in_russian(tmp_path):
    """Somebody's own rule need not be translated."""
    rule = rules()["vague"]
    assert about(rule, "kaz") == about(rule, "rus")
    assert body(rule, "eng") == body(rule, "rus")


@pytest.mark.parametrize("language", ["kaz", "eng"])
def test_outputs_tell_it(tmp_path, language):
    """SARIF's help and the HTML page hold the text of that language and not the Russian one."""
    found = report(draft(tmp_path), chosen={"num-dup": RULES["num-dup"]})
    what, why = about(RULES["num-dup"], language)
    russian, _ = about(RULES["num-dup"], "rus")
    [rule] = json.loads(render(found, "sarif", language))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["fullDescription"]["text"] == what
    assert why in rule["help"]["text"]
    assert why in rule["help"]["markdown"]
    page = render(found, "html", language)
    assert why in page
    assert russian not in page
