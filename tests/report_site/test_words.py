"""The interface speaks three languages everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lawkit.model import LANGUAGES
from lawkit.report.words import catalogue

TEMPLATES = Path(__file__).resolve().parents[2] / "lawkit" / "report" / "templates"


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_each_entry_has_three_languages(key: str) -> None:
    """No entry lacks a language or is empty."""
    assert set(catalogue()[key]) == set(LANGUAGES)
    assert all(str(v).strip() for v in catalogue()[key].values())


def test_each_kind_of_finding_has_a_name() -> None:
    """Every kind that the rules describe, and every gap found without a checklist, is named in the interface."""
    from lawkit.gaps.sayings import GAPS
    from lawkit.resources import resource

    kinds = {page.stem for page in resource("rules", "overlaps").glob("*.md")} | set(GAPS)
    assert len(kinds) > 18
    assert {k for k in kinds if f"code.{k}" not in catalogue()} == set()


def test_each_key_in_the_templates_is_in_the_catalogue() -> None:
    """A template never names a key that is not there."""
    used = set()
    for template in TEMPLATES.glob("*.html"):
        used |= set(re.findall(r"(?:t|plain)\('([a-z_.]+[a-z_])'\)", template.read_text(encoding="utf-8")))
    assert len(used) > 50
    assert used <= set(catalogue())
