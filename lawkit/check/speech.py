"""Words of the outputs in the language asked for; they stand in rules/ui/check.yaml, where a lawyer may mend them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from lawkit.model import Language


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Mapping[Language, str]]:
    """All words by key."""
    from lawkit.resources import from_yaml, resource

    words: dict[str, dict[Language, str]] = from_yaml(resource("rules", "ui", "check.yaml").read_text("utf-8"))
    return words


def say(key: str, language: Language, **values: object) -> str:
    """One text with its values; the last part of a key that the file lacks."""
    entry = catalogue().get(key)
    return entry[language].format(**values) if entry else key.rpartition(".")[2]


def place_name(eid: str, language: Language) -> str:
    """The provision as a drafter names it; the draft as a whole where there is none."""
    from lawkit.structure.labels import label

    if not eid:
        return say("whole", language)
    try:
        return label(eid, language)
    except ValueError:
        return eid


def line_name(kind: str, number: int, language: Language) -> str:
    """«Строка 12», or «абзац 12» where a file has no lines of its own."""
    return say("place.line" if kind in ("git", "text", "adilet") else "place.paragraph", language, n=number)
