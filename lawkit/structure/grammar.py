"""The grammar of headings, numbers and notes in one language, compiled from rules/languages/<language>/structure.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lawkit.errors import RulesError
from lawkit.model import Kind, Language
from lawkit.resources import from_yaml, resource

ARABIC = r"\d{1,4}(?:[-–‑]\d{1,3}|\.\d{1,3}(?=[.\s]))*"
DATE = r"(?:\d\d\.\d\d\.\d{4}|\d{4}\.\d\d\.\d\d)"
_ROMAN = r"[IVXLІХШ]{1,8}(?:-\d{1,3})?"
_LETTER = r"[A-Z]"
_DASH = re.compile(r"\s*[-–‑]\s*")
_ROMAN_LOOK = str.maketrans({"І": "I", "Х": "X", "Ш": "III"})
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
HEADING_KINDS: tuple[Kind, ...] = ("part", "section", "subsection", "chapter", "subchapter", "article")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled patterns of one language."""

    language: Language
    heading: re.Pattern[str]  # groups named after kinds, numbers in <kind>_n/_r/_o
    ordinals: tuple[str, ...]  # stems, in order
    toc: re.Pattern[str]
    annex: re.Pattern[str]  # a corner's first words; group n
    annex_end: re.Pattern[str] | None  # a corner's last words, where the language puts the number there
    annex_to: tuple[str, ...]  # «к»: what an annex is annexed to comes after it
    annex_of_act: re.Pattern[str]
    signature: re.Pattern[str]
    amendment: re.Pattern[str]
    future: re.Pattern[str]
    excluded: re.Pattern[str]  # the words that stand for an excluded unit, group repeal
    excluded_note: re.Pattern[str]  # the same inside a note: the word alone is enough
    gone_clause: re.Pattern[str]  # a whole clause in an editor's words: what, that it is no more, by which act
    coming: re.Pattern[str]  # all words of a unit that another act will bring into force
    exclusion_word: re.Pattern[str]  # anywhere in a note's first clause, group repeal
    remark: re.Pattern[str]  # «Примечание.»: an editor's or the legislator's
    evidence: re.Pattern[str]
    remark_evidence: re.Pattern[str]
    editorial: re.Pattern[str]
    stray_words: tuple[str, ...]  # a stray note holds one of them
    stray: re.Pattern[str]
    act_begins: re.Pattern[str]
    supplements: re.Pattern[str]
    opener: re.Pattern[str]  # a red note's first line standing alone
    planned_words: tuple[str, ...]  # a planned change holds one of them
    commences: re.Pattern[str]
    suspended: re.Pattern[str]
    temporary: re.Pattern[str]
    whole_act: re.Pattern[str]

    def ordinal(self, word: str) -> int:
        """1 for «первый» …; 0 when the word is none."""
        low = word.lower()
        return next((i for i, forms in enumerate(self.ordinals, 1) if low in forms.split()), 0)


@lru_cache(maxsize=3)
def grammar(language: Language) -> Grammar:
    """The grammar of a language; raises RulesError naming the file when its rules are broken."""
    import yaml

    path = resource("rules", "languages", language, "structure.yaml")
    try:
        raw = from_yaml(path.read_text("utf-8"))
        return _compile(raw, language)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, re.error) as error:
        raise RulesError(f"rules/languages/{language}/structure.yaml is broken: {error}", "mend the file") from error


def _compile(raw: dict[str, Any], language: Language) -> Grammar:
    ordinals = tuple(str(o).lower() for o in raw["ordinals"])
    words = "|".join(re.escape(w) for o in ordinals for w in o.split())
    kinds = "|".join(
        f"(?P<{kind}>{'|'.join(_form(f, kind, i, words) for i, f in enumerate(raw['headings'][kind]))})"
        for kind in HEADING_KINDS
    )
    return Grammar(
        language=language,
        heading=re.compile(rf"(?:{kinds})(?P<tail>\s*[.:]?)(?=\W|$)", re.IGNORECASE),
        ordinals=ordinals,
        toc=re.compile(rf"(?:{_words(raw['toc'])})\W*$", re.IGNORECASE),
        annex=re.compile("|".join(_annex(f, i) for i, f in enumerate(raw["annex"])), re.IGNORECASE),
        annex_end=re.compile(str(raw["annex_end"]), re.IGNORECASE) if raw.get("annex_end") else None,
        annex_to=tuple(map(str, raw.get("annex_to", ()))),
        annex_of_act=re.compile(_words(raw["annex_of_act"]), re.IGNORECASE),
        signature=re.compile(rf"(?:{_words(raw['signature'])})\b", re.IGNORECASE),
        **_note_patterns(raw),
    )


def _note_patterns(raw: dict[str, Any]) -> dict[str, Any]:
    """The patterns that tell an editor's words from the legislator's."""
    notes = raw["notes"]
    gone = f"(?:{_words(raw['exclusion'])})|(?P<repeal>{_words(raw['repeal'])})"
    by = rf"(?:\s*[.;,:]*\s*$|\s*[–—-]|\s+(?:с\s+[\d.]{{6,10}}\s+)?(?:{_words(raw['exclusion_by'])})\b)"
    return {
        "amendment": re.compile(_words(notes["amendment"]), re.IGNORECASE),
        "future": re.compile(_words(notes["future"]), re.IGNORECASE),
        "excluded": re.compile(rf"\W{{0,3}}(?:{gone})(?=\W|$){by}", re.IGNORECASE),
        "excluded_note": re.compile(rf"\W{{0,3}}(?:{gone})(?=\W|$)", re.IGNORECASE),
        "gone_clause": re.compile(rf".{{1,80}}?\b(?:{gone})\b.{{0,60}}?{DATE}", re.IGNORECASE | re.DOTALL),
        "exclusion_word": re.compile(rf"\b(?:{gone})\b", re.IGNORECASE),
        "remark": re.compile(_words(notes["remark"]), re.IGNORECASE),
        "evidence": re.compile(rf"{_words(notes['evidence'])}|{DATE}", re.IGNORECASE),
        "remark_evidence": re.compile(_words(notes["remark_evidence"]), re.IGNORECASE),
        "editorial": re.compile(_words(notes["editorial"]), re.IGNORECASE),
        "stray_words": tuple(map(str, notes["stray"])),
        "stray": re.compile(
            rf"\b(?:{_words(raw['planned'])})\b.{{0,200}}?\b(?:{_words(notes['stray'])})\s{DATE}",
            re.IGNORECASE | re.DOTALL,
        ),
        "act_begins": re.compile(_words(raw["act_begins"]), re.IGNORECASE),
        "supplements": re.compile(_words(raw["supplements"]), re.IGNORECASE),
        "opener": re.compile(rf"(?:{_words(notes['future'])}|{_words(notes['remark'])})\W*$", re.IGNORECASE),
        "planned_words": tuple(map(str, raw["planned"])),
        "coming": re.compile(rf"\W{{0,3}}{raw['coming'].replace('{date}', DATE)}", re.IGNORECASE)
        if raw.get("coming")
        else re.compile("(?!)"),
        "commences": re.compile(_words(raw["commences"]), re.IGNORECASE),
        "suspended": re.compile(_words(raw["suspended"]), re.IGNORECASE),
        "temporary": re.compile(_words(raw["temporary"]), re.IGNORECASE),
        "whole_act": re.compile(rf"(?:{_words(raw['whole_act'])})\b", re.IGNORECASE),
    }


def _words(words: list[str]) -> str:
    """Alternatives, longest first, spaces flexible."""
    return "|".join(r"\s+".join(map(re.escape, w.split())) for w in sorted(map(str, words), key=len, reverse=True))


def _form(form: str, kind: str, index: int, ordinals: str) -> str:
    """A heading's form as a pattern; its number becomes the group <kind><index>."""
    group = f"{kind}{index}"
    pattern = re.escape(form).replace(r"\ ", r"\s+")
    for mark, number in (("n", ARABIC), ("r", _ROMAN), ("o", ordinals), ("l", _LETTER)):
        pattern = pattern.replace(rf"\{{{mark}\}}", f"(?P<{group}>{number})")
    return pattern.replace(r")\-", r")\s?[-–‑]?\s?").replace(r")\s+", r")\s+")


def _annex(form: str, index: int) -> str:
    pattern = re.escape(str(form)).replace(r"\ ", r"\s+").replace(r"\{n\}", rf"(?:№\s*)?(?P<n{index}>{ARABIC})")
    return rf"(?:{pattern})(?!\w)"


def heading_number(match: re.Match[str], grammar_: Grammar) -> tuple[Kind, str]:
    """Kind and number of a heading match; Roman numbers and ordinal words become Arabic, a lone word has none."""
    kind: Kind = "article"
    found = ""
    for name, value in match.groupdict().items():
        if value is None or name == "tail":
            continue
        if name in HEADING_KINDS:
            kind = name
        else:
            found = value
    return kind, normal_number(found, grammar_)


def normal_number(text: str, grammar_: Grammar | None = None) -> str:
    """«6 – 2» → «6-2», «ІV» → «4», «первая» → «1», “A” stays."""
    if not text:
        return ""
    if text[0].isdigit():
        return _DASH.sub("-", text)
    if grammar_ is not None and (value := grammar_.ordinal(text)):
        return str(value)
    base, _, rest = text.partition("-")
    number = roman(base)
    if not number:
        return text
    return f"{number}-{rest}" if rest else str(number)


def roman(text: str) -> int:
    """The value of a Roman number, Cyrillic look-alikes accepted; 0 when it is none."""
    letters = text.upper().translate(_ROMAN_LOOK)
    if not letters or any(c not in _VALUES for c in letters):
        return 0
    total = 0
    for here, after in zip(letters, [*letters[1:], ""], strict=True):
        value = _VALUES[here]
        total += -value if after and _VALUES[after] > value else value
    return total
