"""Every requirement of every checklist has texts of our own: one that meets it, one that half does, one that does not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from texts import act_of

from lawkit.gaps import checklists, load_checklist
from lawkit.gaps.evidence import gather
from lawkit.gaps.judge import judge
from lawkit.model import Reading

_CASES = Path(__file__).parent / "cases"
_load = cache(load_checklist)
_LEVELS = {
    "met": {"met"},
    "half": {"partly"},
    "none": {"not_found"},
    "contradicted": {"contradicted"},
    "weak": {"undetermined"},
}


def _rows():
    for path in sorted(_CASES.glob("*.yaml")):
        for item, levels in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for level, texts in levels.items():
                if level == "title":
                    continue
                titles = {**levels.get("title", {}), **texts.get("title", {})}
                for language, text in texts.items():
                    if language != "title":
                        yield pytest.param(
                            path.stem,
                            item,
                            level,
                            language,
                            titles.get(language, ""),
                            text,
                            id=f"{item}-{level}-{language}",
                        )


@pytest.mark.parametrize(("checklist", "item", "level", "language", "title", "text"), list(_rows()))
def test_own_text_gets_its_verdict(checklist, item, level, language, title, text):
    """A text written to meet, half meet or miss a requirement is judged so, in each language it is written in."""
    loaded = _load(checklist)
    alone = replace(loaded, items=(loaded.item(item),))
    verdict = judge(alone.items[0], alone, [gather(Reading(act_of(text, language, title)), alone)])
    assert verdict.value in _LEVELS[level], verdict.reason["rus"]


@pytest.mark.parametrize("name", list(checklists()))
def test_every_item_has_all_three_texts(name):
    """No requirement without its three texts in Russian."""
    own = {i.id for i in load_checklist(name).items}
    covered = {}
    for path in _CASES.glob("*.yaml"):
        for item, levels in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            covered[item] = {level for level, texts in levels.items() if level != "title" and "rus" in texts}
    assert {
        i: sorted({"met", "half", "none"} - covered.get(i, set()))
        for i in own
        if {"met", "half", "none"} - covered.get(i, set())
    } == {}
