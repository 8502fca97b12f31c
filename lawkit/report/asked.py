"""What the checklists ask for, in words: a drafter who meets an empty article must not look codes up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from lawkit.model import Language
from lawkit.resources import from_yaml, resource


@lru_cache(maxsize=1)
def _requirements() -> dict[str, dict[Language, str]]:
    """Code → requirement in three languages, of all checklists that come with lawkit; patterns are not compiled."""
    from lawkit.gaps import checklists

    found: dict[str, dict[Language, str]] = {}
    for name in checklists():
        content: Any = from_yaml(resource("rules", "checklists", f"{name}.yaml").read_text(encoding="utf-8")) or {}
        for item in content.get("items", ()):
            found.setdefault(item["id"], item["requirement"])
    return found


def requirements(codes: Iterable[str]) -> list[tuple[str, dict[Language, str]]]:
    """Each code with its requirement in three languages; empty for a code that no checklist has."""
    return [(code, _requirements().get(code, {})) for code in codes]


def in_words(codes: Iterable[str], language: Language) -> list[str]:
    """«TR-01 (Документу не отказывают в силе …)» for each code; a code that no checklist has stays alone."""
    out = []
    for code in codes:
        told = _requirements().get(code, {})
        words = told.get(language) or told.get("rus", "")
        out.append(f"{code} ({words})" if words else code)
    return out
