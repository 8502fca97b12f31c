"""Turns rules/languages/*/references.yaml into the compiled expressions of one language.

Every expression is bounded: lists hold at most 80 items, gaps at most a few words, so the time stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lawkit.language import fold
from lawkit.model import Language

# From small to large; `alinea` may also stand above a subparagraph («подпункт 1) части второй пункта 3»).
RANK: Mapping[str, int] = {
    "indent": 0, "alinea": 1, "subparagraph": 2, "paragraph": 3, "article": 4, "subchapter": 5,
    "chapter": 6, "subsection": 7, "section": 8, "part": 9, "annex": 10,
}  # fmt: skip

_MAX_ITEMS = 80
# Letters of other alphabets typed inside Cyrillic words: «жəне» with a Latin schwa, «стaтья» with a Latin a.
_STRANGERS = (("ə", "ә"),)
_LATIN_LETTERS = "aeocpxy"
_LATIN = re.compile(r"(?<=[\u0400-\u04ff])[aeocpxy]+|[aeocpxy]+(?=[\u0400-\u04ff])")
_CYRILLIC = str.maketrans("aeocpxy", "аеосрху")
# All expressions run on folded text (lower case, ё as е), whose offsets are those of the text.
# «5», «7-1», «3)», «2-1)», «20.2»; Latin or Cyrillic letters «а)», «"б"»; Roman numbers «IV»
_NUMBER = r"(?<![\d-])\d{1,4}(?:[.-]\d{1,3}){0,3}(?!\d)(?:\s?\))?"
_LETTER = r"[\"«“]?[а-яa-z][\"»”]?\)|[\"«“][а-яa-z][\"»”](?!\w)"
_ROMAN = r"[ivxlc]{1,6}(?![\w)])"


def folded_text(text: str) -> str:
    """The text as the expressions read it: lower case, ё as е, foreign letters inside Cyrillic words as ours; same length."""
    low = fold(text)
    for strange, ours in _STRANGERS:
        if strange in low:
            low = low.replace(strange, ours)
    if not any(letter in low for letter in _LATIN_LETTERS):
        return low
    return _LATIN.sub(lambda m: m.group().translate(_CYRILLIC), low)


_END = r"(?!\w)"  # of a word


def _tokens(form: str) -> list[str]:
    """A form as regex pieces, one a letter, so that forms can share their beginnings. Texts are folded before matching."""
    return [
        r"\s+" if char == " " else r"\w{0,14}" if char == "*" else re.escape(char)
        for char in form.lower().replace("ё", "е")
    ]


def alternation(forms: Iterable[str]) -> str:
    """One expression for many words, with common beginnings shared: a fifth of the time of a plain list.

    What every form ends with, the end of a word, stands once behind them all: letters left alone in a branch become
    one set, and the expression is compiled in half the time.
    """
    listed = [str(form) for form in forms]
    whole = all(form[-1].isalnum() for form in listed)
    expression = _shared(listed, whole=whole)
    return expression + _END if listed and whole else expression


def _shared(forms: Iterable[str], *, whole: bool) -> str:
    """The forms as a tree of letters; each with its own end of a word unless all are `whole` words."""
    trie: dict[str, Any] = {}
    for form in forms:
        node = trie
        for piece in _tokens(form):
            node = node.setdefault(piece, {})
        if not whole and form[-1:].isalnum():
            node = node.setdefault(_END, {})
        node[""] = {}

    def render(node: dict[str, Any]) -> str:
        parts = [piece + render(child) for piece, child in node.items() if piece]
        if "" in node:
            parts.append("")
        return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"

    return render(trie) if trie else r"(?!)"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled expressions of one language; `rules` is the YAML as it stands."""

    language: Language
    rules: Mapping[str, Any]
    ascending: bool
    unit: re.Pattern[str]
    item: re.Pattern[str]
    dash: re.Pattern[str]
    nest: re.Pattern[str]
    join: re.Pattern[str]
    this: re.Pattern[str]
    annex_to: re.Pattern[str]
    date: str
    levels: tuple[tuple[str, re.Pattern[str]], ...]
    ordinals: Mapping[str, int]

    def level(self, noun: str) -> str:
        """The level that a unit's noun names."""
        return _level(self.language, noun)

    def words(self, name: str) -> list[str]:
        """A list of forms in the rules."""
        return [str(form) for form in self.rules.get(name) or []]


@lru_cache(maxsize=4096)
def _level(language: Language, noun: str) -> str:
    for level, pattern in grammar(language).levels:
        if pattern.fullmatch(noun):
            return level
    return ""


@lru_cache(maxsize=3)
def grammar(language: Language) -> Grammar:
    """The grammar of one language; read once a process. Raises RulesError when the file is missing or broken."""
    from lawkit.language.data import language_rules

    rules = language_rules(language, "references")
    ascending = rules["order"] == "ascending"
    item = f"(?:{_item(rules)})"
    joins = alternation(rules["joins"])
    prepositions = alternation(rules["prepositions"])
    amounts = f"(?!\\s+(?:{alternation(rules['amounts'])}))" if rules["amounts"] else ""
    dash = r"\s*[–—−]\s*|\s+-\s+" + (
        f"|\\s+(?:{alternation(rules['range_words'])})\\s+" if rules["range_words"] else ""
    )
    separator = f"(?:{dash}|\\s*(?:{joins})\\s*)"
    items = f"{item}{amounts}(?:{separator}{item}{amounts}){{0,{_MAX_ITEMS}}}+"
    nouns = {level: alternation(forms) for level, forms in rules["levels"].items()}
    connecting = f"(?:{alternation(rules['of'])}\\s+)?" if rules["of"] else ""
    return Grammar(
        language=language,
        rules=rules,
        ascending=ascending,
        unit=re.compile(_unit(rules, nouns, items, ascending=ascending)),
        item=re.compile(item),
        dash=re.compile(dash),
        nest=re.compile(f"\\s+{connecting}|\\s*"),
        join=re.compile(f"\\s*(?:{joins})\\s*(?:(?:{prepositions})\\s+){{0,2}}"),
        this=re.compile(alternation(rules["this"])),
        annex_to=re.compile(f"\\s+(?:{alternation(rules['annex_to'])})\\s+" if rules["annex_to"] else r"(?!)"),
        date=_date(rules, language),
        levels=tuple((level, re.compile(noun)) for level, noun in nouns.items()),
        ordinals=_ordinals(rules),
    )


def _ordinal(rules: Mapping[str, Any]) -> str:
    stems, endings = list(rules["ordinals"]), list(rules["ordinal_endings"])
    if all(stems) and endings != [""]:  # each stem with each ending
        forms = _shared(map(str, stems), whole=True) + _shared(map(str, endings), whole=True) + _END
    else:
        forms = alternation(f"{stem}{ending}" for stem in stems for ending in endings)
    tens = f"(?:{alternation(rules['tens'])}\\s+)?" if rules["tens"] else ""
    hundreds = f"(?:{alternation(rules['hundreds'])}\\s+)?" if rules.get("hundreds") else ""
    return f"{hundreds}{tens}{forms}"


def _item(rules: Mapping[str, Any]) -> str:
    suffix = (
        f"(?:-?(?:{alternation(rules['number_endings'])}))?"
        if rules.get("number_endings")
        else r"(?:-(?:й|я|е|го|му|м|ой|ю|ую|х|st|nd|rd|th)(?!\w))?"
    )
    bracketed = r"\(\d{1,3}(?:-\d{1,2})?\)|" if rules.get("bracketed_numbers") else ""
    return f"{bracketed}{_NUMBER}{suffix}|{_ordinal(rules)}|{_ROMAN}|{_LETTER}"


def _unit(rules: Mapping[str, Any], nouns: Mapping[str, str], items: str, *, ascending: bool) -> str:
    """«настоящей статьи», «второго абзаца», «статьями 5 и 7-1», «приложению»; «осы баптың», «1-тармағының», «3) тармақшасы»."""
    noun = "(?:" + "|".join(nouns.values()) + ")"
    this, said = alternation(rules["this"]), alternation(rules["said"])
    fractions = "".join(f"(?<!{re.escape(str(word))}\\s)" for word in rules.get("fractions") or ())
    unlike = f"(?!{alternation(rules['lookalikes'])})" if rules.get("lookalikes") else ""
    # «указанные пунктом 2»: said by it, not a point said before
    numbered = f"(?(said)(?!\\s+(?:\\d|{_ordinal(rules)})))" if ascending else ""
    determined = f"{unlike}(?:(?P<this>{this})|(?P<said>{said}))\\s+(?P<dn>{noun}){numbered}"
    if ascending:
        glued = noun.replace(_END, r"(?![^\W\d])")  # «в пункте7»
        body = (
            f"{determined}|{fractions}(?P<pre>{_ordinal(rules)})\\s+(?P<pn>{noun})"
            f"|(?P<noun>{glued})\\s{{0,3}}(?P<items>{items})|(?P<bare>{nouns['annex']})"
        )
    else:
        body = f"{determined}|(?<![\\d)ivxlc],\\s)(?P<items>{items})(?:\\s?-\\s?|\\s+)(?P<noun>{noun})|(?P<bare>{nouns['annex']})"
    return f"(?<![\\w-])(?:{body})"


def _date(rules: Mapping[str, Any], language: Language) -> str:
    """«16 ноября 2015 года», «16.11.2015», «2015 жылғы 16 қараша», “16 November 2015”, “November 16, 2015”."""
    months = "|".join(re.escape(m) for m in rules["months"])
    numeric = r"\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|\d{4}\.\d{1,2}\.\d{1,2}(?!\d)"
    if language == "rus":
        return f'(?:"?\\d{{1,2}}"?\\s+(?:{months})\\w{{0,3}}\\s+\\d{{4}}(?!\\d)(?:\\s+года|\\s?г\\.)?|(?:{numeric})(?:\\s?г(?:ода|\\.))?)'
    if language == "kaz":
        return f"(?:\\d{{4}}\\s+жыл(?:ғы|дың|ы)?\\s+\\d{{1,2}}\\s*-?\\s*(?:{months})\\w{{0,8}}|{numeric})"
    return f"(?:(?:the\\s+)?\\d{{1,2}}(?:st|nd|rd|th)?\\s+(?:{months})\\w{{0,6}},?\\s+\\d{{4}}|(?:{months})\\w{{0,6}}\\s+\\d{{1,2}},\\s+\\d{{4}}|{numeric})"


def _ordinals(rules: Mapping[str, Any]) -> Mapping[str, int]:
    table = {
        f"{stem}{ending}": int(value)
        for stem, value in rules["ordinals"].items()
        for ending in rules["ordinal_endings"]
    }
    table.update({str(k): int(v) for k, v in rules["tens"].items()})
    table.update({str(k): int(v) for k, v in (rules.get("hundreds") or {}).items()})
    return table
