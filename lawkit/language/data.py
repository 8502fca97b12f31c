"""Word lists from rules/languages/<language>/: what a lawyer or linguist edits instead of Python."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from lawkit.errors import RulesError
from lawkit.model import Language
from lawkit.resources import from_yaml, resource


def read_yaml(path: Path) -> dict[str, Any]:
    """A YAML file that holds a mapping; raises RulesError with the place of the mistake."""
    import yaml

    try:
        content = from_yaml(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError) as error:  # a date such as 2020-13-01 is a ValueError
        raise RulesError(f"{path.name} is broken: {error}", "correct the file") from error
    if not isinstance(content, dict):
        raise RulesError(f"{path.name} holds no mapping", "see the file as it was delivered")
    return content


@lru_cache(maxsize=32)
def language_rules(language: Language, name: str) -> dict[str, Any]:
    """The content of rules/languages/<language>/<name>.yaml; raises RulesError when missing or not a mapping."""
    return read_yaml(resource("rules", "languages", language, f"{name}.yaml"))


@lru_cache(maxsize=64)
def word_list(language: Language, name: str) -> frozenset[str]:
    """A list of words from words.yaml, written as a YAML list or as words in running text."""
    content = language_rules(language, "words").get(name, ())
    if isinstance(content, str):
        content = content.split()
    return frozenset(str(w).casefold() for w in content)


@lru_cache(maxsize=16)
def word_map(language: Language, name: str) -> dict[str, str]:
    """A mapping of words from words.yaml."""
    content = language_rules(language, "words").get(name) or {}
    return {str(k): str(v) for k, v in content.items()}
