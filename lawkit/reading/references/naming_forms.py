"""The compiled expressions by which acts are found in Russian and English texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lawkit.model import Language
from lawkit.reading.references.grammar import alternation, grammar
from lawkit.reading.references.mentions import NUMBER, countries, part_pattern, registration

_SESSION = r"(?:\s+(?:\d{1,2}|[ivxlх]{1,6})\s+(?:[\w-]+\s+)?сессии)?"  # «решение 6 сессии … маслихата»
# words that may name a code: «гражданского процессуального», “Administrative Procedural and Process-Related”
_ADJECTIVES: dict[Language, int] = {"rus": 2, "kaz": 2, "eng": 4}


@dataclass(frozen=True, slots=True)
class Forms:
    """The expressions of one language."""

    trigger: re.Pattern[str]
    nouns: tuple[tuple[str, re.Pattern[str]], ...]
    before: re.Pattern[str]
    adjectives: re.Pattern[str]
    country: re.Pattern[str]
    foreign: re.Pattern[str]
    about: re.Pattern[str]
    date: re.Pattern[str]
    number: re.Pattern[str]
    issuer: re.Pattern[str]
    issuer_number: re.Pattern[str]
    issuer_start: re.Pattern[str]
    issuer_plain: re.Pattern[str]
    registered: re.Pattern[str]
    then: re.Pattern[str]
    approved: re.Pattern[str]
    legislation_adjective: re.Pattern[str]
    plural_code: re.Pattern[str]
    joined: re.Pattern[str]
    attached: re.Pattern[str]
    part: re.Pattern[str]
    part_before: re.Pattern[str]
    unlike: tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=2)
def forms_of(language: Language) -> Forms:
    """The expressions of a language, from rules/languages/<language>/references.yaml; compiled once a process."""
    g = grammar(language)
    rules = g.rules
    own, foreign = countries(g)
    nouns = {kind: alternation(forms) for kind, forms in rules["act_nouns"].items()}
    documents, legislation = alternation(rules["documents"]), alternation(rules["legislation"])
    aliases = alternation(rules["constitution_aliases"])
    trigger = (
        rf"(?<![\w-])(?:(?P<treaty>{alternation(rules['treaties'])})|(?P<alias>{aliases})|(?P<noun>{'|'.join(nouns.values())})"
        rf"|(?P<legislation>{legislation})|(?P<document>{documents}))"
    )
    this, said = alternation(rules["this"]), alternation(rules["said"])
    of = r"(?:dated\s+|as\s+of\s+|of\s+|от\s+|from\s+|принят\w{1,3}\s+|adopted\s+(?:on\s+)?)?"
    endings = "|".join(sorted((str(e) for e in rules["code_endings"]), key=len, reverse=True))
    adjective = rf"[а-яa-z][а-яa-z-]{{2,28}}(?:{endings})" if language == "rus" else r"[a-z][a-z-]{2,28}"
    stems = "|".join(
        re.escape(s).replace("\\ ", r"\w{0,4}\s+")
        for s in sorted(rules["legislation_adjectives"], key=len, reverse=True)
    )
    return Forms(
        trigger=re.compile(trigger),
        nouns=tuple((kind, re.compile(n)) for kind, n in nouns.items()),
        before=re.compile(rf"(?<![\w-])(?:(?P<this>{this})|(?P<said>{said}))\s+$"),
        adjectives=re.compile(rf"(?<![\w-])(?P<adj>(?:{adjective}\s+){{1,{_ADJECTIVES[language]}}})$"),
        country=re.compile(rf"\s+{own}"),
        foreign=re.compile(rf"\s+{foreign}"),
        about=re.compile(r"\s+(?P<about>о|об|обо|on)\s+"),
        date=re.compile(rf"\s*,?\s*{of}(?P<date>{g.date})"),
        number=re.compile(rf"\s*,?\s*(?:за\s+)?{NUMBER}"),
        issuer=re.compile(
            rf"(?:\s+и\.\s?о\.)?{_SESSION}[^.;:\"«»()\d]{{0,260}}?(?:\s(?:от|dated|of)|(?<=маслихата))\s+(?P<date>{g.date})"
        ),
        issuer_plain=re.compile(rf"(?:\s+и\.\s?о\.)?{_SESSION}[^.;:\"«»()\d]{{0,160}}?(?=\s+[\"«“])"),
        issuer_number=re.compile(
            rf"(?:\s+и\.\s?о\.)?{_SESSION}[^.;:\"«»()\d]{{0,260}}?\s{NUMBER}\s+(?:от|dated|of)\s+(?P<date>{g.date})"
        ),
        issuer_start=re.compile(
            r"\s+(?:исполняющ|первого|заместител|премьер|министр|председател|правительств|правлени|кабинет|президент|верховн|конституционн|комитет|агентств|национальн|маслихат|аким|коллеги|и\.\s?о\.|парламент|сенат|мажилис|центральн|минист|of\s|no|dated)"
        ),
        registered=registration(rules["registered"]),
        then=re.compile(
            rf"\s*(?:,|и|или|либо|,\s*а\s+также|а\s+также|and|or|,\s*and)\s*(?P<dated>(?:от|dated|of)\s+(?P<date>{g.date})\s*)?(?=[\"«“])"
        ),
        approved=re.compile(rf"[^.;:]{{0,320}}?(?:{alternation(rules['approved'])})\s+(?={'|'.join(nouns.values())})"),
        legislation_adjective=re.compile(
            rf"(?<![\w-])(?P<adj>(?:(?:{stems})(?:{endings}|\w{{1,3}})(?:\s*,\s*|\s+(?:и\s+)?)){{1,3}})$"
        ),
        plural_code=re.compile(r"кодекс(?:ы|ов|ам|ами|ах)|codes"),
        joined=re.compile(
            rf"(?<![\w-])(?P<names>{adjective}(?:\s+{adjective})?(?:\s*,\s*{adjective}(?:\s+{adjective})?){{0,4}})\s+(?:и|and)\s+$"
        ),
        part=part_pattern(g),
        part_before=re.compile(
            r"(?<!\w)(?:(?P<special>особенн\w{2})|общ\w{2})\s+част\w{1,3}\s+$"
            if language == "rus"
            else r"\b(?:(?P<special>special)|general)\s+part\s+of\s+(?:the\s+)?$"
        ),
        unlike=tuple(
            (reason, re.compile(rf"(?<![\w-])(?:{alternation(words)})\s+$"))
            for reason, words in (rules.get("unlike") or {}).items()
        ),
        attached=re.compile(rf"(?<![\w-]){alternation(rules['attached'])}\s+$"),
    )
