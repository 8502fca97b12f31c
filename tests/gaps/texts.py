"""Small acts from our own texts, for tests."""

from __future__ import annotations

from lawkit.model import Act, Language
from lawkit.sources.document import Block, Document
from lawkit.structure import split

_ARTICLE = {"rus": "Статья 1. Правило", "kaz": "1-бап. Ереже", "eng": "Article 1. Rule"}


def act_of(text: str | list[str], language: Language = "rus", title: str = "", act_id: str = "draft:case") -> Act:
    """An act whose paragraphs are the lines of the text; a list of sentences becomes one article of numbered points."""
    if not isinstance(text, str):
        text = "\n".join([_ARTICLE[language], *(f"{n}. {sentence}" for n, sentence in enumerate(text, 1))])
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    blocks = tuple(Block(line) for line in lines)
    return split(Document(blocks, act_id=act_id, language=language, title=title))
