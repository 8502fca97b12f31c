"""Recognises the articles that every act has (terms, purpose, commencement …), by rules/consolidate/roles.yaml."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lawkit.consolidate.outline import ROLES
from lawkit.errors import RulesError
from lawkit.model import LANGUAGES, Language
from lawkit.resources import from_yaml, resource

_LOOK_AT = 400  # characters of a text that decide


@lru_cache(maxsize=1)
def _rules() -> dict[tuple[str, str, str], tuple[re.Pattern[str], ...]]:
    path = resource("rules", "consolidate", "roles.yaml")
    problems: list[str] = []
    compiled: dict[tuple[str, str, str], tuple[re.Pattern[str], ...]] = {}
    content: Any = from_yaml(path.read_text(encoding="utf-8")) or {}
    for role, places in content.items():
        if role not in ROLES:
            problems.append(f"unknown role «{role}»")
        for place, by_language in places.items():
            for language, patterns in by_language.items():
                if place not in ("heading", "text", "part") or language not in LANGUAGES:
                    problems.append(f"{role}: unknown place or language «{place}», «{language}»")
                try:
                    compiled[role, place, language] = tuple(re.compile(p, re.IGNORECASE) for p in patterns)
                except re.error as error:
                    problems.append(f"{role}, {place}, {language}: {error}")
    if problems:
        raise RulesError(
            f"rules/consolidate/roles.yaml: {problems[0]}",
            "correct the file",
            tuple(f"roles.yaml: {p}" for p in problems),
        )
    return compiled


def role_of(heading: str, text: str, language: Language) -> str:
    """The role of an article by its heading, else by the beginning of its text; empty when it has none."""
    for place, material in (("heading", heading.strip()), ("text", text.strip()[:_LOOK_AT])):
        if not material:
            continue
        for (role, where, lang), patterns in _rules().items():
            if where == place and lang == language and any(p.search(material) for p in patterns):
                return role
    return ""


def part_role(text: str, language: Language) -> str:
    """The role of a point inside an article, by its first words; empty when it has none."""
    material = text.strip()[:_LOOK_AT]
    for (role, where, lang), patterns in _rules().items():
        if where == "part" and lang == language and any(p.search(material) for p in patterns):
            return role
    return ""
