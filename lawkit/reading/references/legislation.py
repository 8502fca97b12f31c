"""Kinds of legislation in Russian and English: «налоговым и трудовым законодательством», «законодательством об архивах»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lawkit.model import Language
from lawkit.reading.references.grammar import alternation, grammar
from lawkit.reading.references.mentions import Mention, countries
from lawkit.reading.references.titles import Titles

_LOOK_BACK = 110
# A field that the register does not know ends before a verb, a preposition or a mark.
_FIELD = re.compile(
    r"[^.;:,()\"«»–]{1,120}?(?=\s(?:\w+(?:ется|ются|ится|ятся|лись|ает|яет|ают|яют|ует|уют|чет|ит|ат|ят|ены|ено|ена)"
    r"|имеют|имеет|или|либо|не|на|при|для|с|в|к|по|от|до|за|их|is|are|shall|may|in|by)\s|[.;:,()\"«»–]|$)"
)


@lru_cache(maxsize=2)
def _forms(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rules = grammar(language).rules
    own, foreign = countries(grammar(language))
    endings = "|".join(sorted((str(e) for e in rules["code_endings"]), key=len, reverse=True))
    names = sorted((str(s) for s in rules["legislation_adjectives"]), key=len, reverse=True)
    stems = "|".join(re.escape(s).replace(r"\ ", r"\w{0,4}\s+") for s in names)
    one = rf"(?:{stems})(?:{endings}|\w{{1,3}})"
    joined = rf"(?<![\w-])(?P<adj>{one}(?:(?:\s*,\s*|\s+(?:и|или|либо|and)\s+){one}){{0,4}})\s+$"
    about = rf"\s+(?:{alternation(rules['legislation_about'])})\s+"
    return (
        re.compile(joined),
        re.compile(one),
        re.compile(rf"\s+(?:(?P<own>{own})|(?P<foreign>{foreign}))"),
        re.compile(about),
    )


def legislation(match: re.Match[str], folded: str, language: Language, titles: Titles) -> Iterator[Mention]:
    """The kinds of legislation that the noun matched stands for: one for each adjective, or one for the field."""
    joined, one, country, about = _forms(language)
    last = Mention("legislation", "legislation", match.start(), match.end(), word=match.group())
    from_ = max(0, match.start() - _LOOK_BACK)
    adjectives = joined.search(folded[from_ : match.start()])
    if adjectives:
        parts = list(one.finditer(folded, from_ + adjectives.start(), from_ + adjectives.end("adj")))
        for part in parts[:-1]:
            mention = Mention("legislation", "legislation", part.start(), part.end(), word=match.group())
            _adjective(mention, part.group(), titles, language)
            yield mention
        last.start = parts[-1].start() if parts else last.start
        _adjective(last, parts[-1].group() if parts else "", titles, language)
    found = country.match(folded, last.end)
    if found:
        last.country, last.end = "own" if found["own"] else "foreign", found.end()
    field = about.match(folded, last.end)
    if field:
        close, ids = titles.longest(folded, field.end(), language, fields=True)
        if not ids:
            words = _FIELD.match(folded, field.end())
            close = words.end() if words else field.end()
            ids = titles.head(folded[field.end() : close], language)
        last.field = folded[field.start() : close].strip()
        last.ids, last.end = tuple(sorted(ids)), close
    yield last


def _adjective(mention: Mention, word: str, titles: Titles, language: Language) -> None:
    mention.adjectives = mention.field = " ".join(word.split())
    mention.ids = tuple(sorted(titles.code(word, language) or titles.adjective(mention.adjectives, language)))
