"""Which body of rules/bodies.yaml, or which generic role, the words of an addressee name."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lawkit.errors import RulesError
from lawkit.language import lemma_key
from lawkit.language.data import read_yaml
from lawkit.model import Language
from lawkit.resources import resource

_LONGEST = 14


@lru_cache(maxsize=1)
def load_bodies() -> dict[str, Any]:
    """rules/bodies.yaml as written: bodies and roles by id; an empty mapping when the file is missing."""
    try:
        path = resource("rules", "bodies.yaml")
    except RulesError:
        return {}
    return read_yaml(path)


def _names(entry: Any, language: Language) -> list[str]:
    """Every printed name of an entry in one language, whatever the keys are called."""
    found: list[str] = []
    if isinstance(entry, str):
        return [entry]
    if isinstance(entry, list):
        for item in entry:
            found += _names(item, language)
    elif isinstance(entry, dict):
        for key, value in entry.items():
            if key == language:
                found += _names(value, language)
            elif key in {"names", "name", "titles", "aliases", "forms", "title", "also", "short", "former"}:
                found += _names(value, language) if not isinstance(value, str) else []
    return found


@lru_cache(maxsize=3)
def _table(language: Language) -> dict[tuple[str, ...], str]:
    """Lemmas of each name → id."""
    table: dict[tuple[str, ...], str] = {}
    content = load_bodies()
    for group in content.values():
        entries = (
            group.items()
            if isinstance(group, dict)
            else [(e.get("id"), e) for e in group if isinstance(e, dict)]
            if isinstance(group, list)
            else []
        )
        for name_id, entry in entries:
            for name in _names(entry, language):
                key = tuple(lemma_key(name, language).split())
                if key and name_id:
                    table.setdefault(key, str(name_id))
    return table


@lru_cache(maxsize=20_000)
def body_of(addressee: str, language: Language) -> str:
    """The id of the longest body or role named in the words; empty when none is."""
    table = _table(language)
    tokens = lemma_key(addressee, language).split()
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            found = table.get(tuple(tokens[start : start + length]))
            if found:
                return found
    return ""
