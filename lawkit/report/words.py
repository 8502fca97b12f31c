"""Words of the interface in three languages, shown by style sheet alone so that the site reads without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from lawkit.model import LANGUAGES
from lawkit.resources import from_yaml, resource

HTML_LANGUAGE = {"rus": "ru", "kaz": "kk", "eng": "en"}


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, str]]:
    """The interface's words: key → language → text, from rules/ui/report.yaml."""
    words: dict[str, dict[str, str]] = from_yaml(resource("rules", "ui", "report.yaml").read_text("utf-8"))
    return words


def plain(key: str, language: str) -> str:
    """One interface text; the key's last part where the catalogue lacks it, so that new finding codes still show."""
    entry = catalogue().get(key)
    return entry[language] if entry else key.rpartition(".")[2]


@lru_cache(maxsize=4096)
def t(key: str) -> Markup:
    """An interface text in all three languages; the style sheet shows the chosen one."""
    return three({language: plain(key, language) for language in LANGUAGES})


def three(texts: Mapping[str, str]) -> Markup:
    """A text in several languages as spans; a missing language borrows from the next one there."""
    if not texts:
        return Markup()
    spare = next((texts[x] for x in ("rus", "eng", "kaz") if texts.get(x)), next(iter(texts.values())))
    values = {language: texts.get(language) or spare for language in LANGUAGES}
    if len(set(values.values())) == 1:
        return escape(spare)
    return Markup("").join(
        Markup('<span class="ui-{0}" lang="{1}">{2}</span>').format(x, HTML_LANGUAGE[x], values[x]) for x in LANGUAGES
    )
