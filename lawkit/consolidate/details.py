"""Details of execution (copies, forms, file formats) that belong in a by-law, by rules/consolidate/bylaw.yaml."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lawkit.consolidate.units import Head
from lawkit.errors import RulesError
from lawkit.model import LANGUAGES, Language
from lawkit.resources import from_yaml, resource


@lru_cache(maxsize=1)
def _patterns() -> dict[Language, re.Pattern[str]]:
    content: Any = from_yaml(resource("rules", "consolidate", "bylaw.yaml").read_text(encoding="utf-8")) or {}
    compiled: dict[Language, re.Pattern[str]] = {}
    for language, patterns in content.items():
        if language not in LANGUAGES:
            raise RulesError(f"rules/consolidate/bylaw.yaml: unknown language «{language}»", "use rus, kaz, eng")
        try:
            compiled[language] = re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
        except re.error as error:
            raise RulesError(f"rules/consolidate/bylaw.yaml, {language}: {error}", "correct the pattern") from error
    return compiled


def details(head: Head) -> frozenset[str]:
    """The eids below an article that are such a detail and nothing else, with the items of their lists; never the article."""
    pattern = _patterns().get(head.act.language)
    if pattern is None:
        return frozenset()
    found: set[str] = set()
    for provision in head.members:
        below = provision.eid != head.provision.eid
        item = provision.parent in found and provision.kind in ("subparagraph", "indent")
        if below and (item or pattern.search(provision.text.strip())):
            found.add(provision.eid)
    return frozenset(found) if len(found) < len(head.members) else frozenset()
