"""Abbreviations: «long form (далее – short)», «(бұдан әрі – …)», “(hereinafter – …)”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.language import lemmas, word_spans, words
from lawkit.language.morphology import russian_form
from lawkit.model import Definition
from lawkit.reading.defining import Rules, Unit, bare_name, unquote

_BOUNDARY = re.compile(r"[;:]\s|[.!?]\s+(?=[^\Wa-zа-я])|\s[–—-]\s|\n")


# «(далее совместно – палаты, по отдельности – палата)» holds two names
_APART = re.compile(r",\s*(?:а\s+)?(?:по\s+отдельности|каждая|каждый|каждое)\s*[–—-]\s*")


def find_abbreviations(unit: Unit, rules: Rules, used: set[str]) -> Iterator[Definition]:
    """«… (далее – X)» in running text: X stands for the noun group before the bracket."""
    for match in rules.further.finditer(unit.low):
        printed = unit.text[match.start("short") : match.end("short")]
        for short, start in _shorts(printed, match.start("short"), match.group()):
            if bare_name(short, unit.act.language) in used:
                continue
            begin = _long_form(unit, match.start(), short)
            end = begin + len(unit.text[begin : match.start()].rstrip())
            if end > begin:
                made = unit.definition((start, start + len(short)), (begin, end), "abbreviation", "", "")
                yield made


def _shorts(printed: str, offset: int, whole: str) -> Iterator[tuple[str, int]]:
    """The short names of one bracket: «соответственно – X, Y» holds two."""
    several = "соответственно" in whole or "тиісінше" in whole or "respectively" in whole
    at = 0
    for piece in re.split(r",\s*", printed) if several else _APART.split(printed):
        place = printed.find(piece, at)
        at = place + len(piece)
        name = unquote(piece).strip(" ,")
        if name.count("«") != name.count("»") or name.count('"') % 2:
            name = name.strip(' «»"“”')  # a mark of which the other is missing
        left = piece.find(name)
        if name:
            yield name, offset + place + left


def _long_form(unit: Unit, bracket: int, short: str) -> int:
    """Where the noun group before the bracket begins: at the words of the short name, else at the clause."""
    floor = max(0, bracket - 500)
    before = unit.low[floor:bracket]
    cut = 0
    for match in _BOUNDARY.finditer(before):
        cut = match.end()
    tokens = [(w, s + floor + cut, e + floor + cut) for w, s, e in word_spans(before[cut:])]
    if not tokens:
        return bracket
    language = unit.act.language
    forms = lemmas([t[0] for t in tokens], language)
    wanted = lemmas(words(short), language)
    for at in range(len(tokens) - 1, -1, -1):
        if wanted and forms[at] == wanted[0] and _in_order(wanted, forms[at:]):
            return tokens[at][1]
    return _clause_start(unit, tokens)


def _in_order(wanted: list[str], forms: list[str]) -> bool:
    rest = iter(forms)
    return all(w in rest for w in wanted)


def _clause_start(unit: Unit, tokens: list[tuple[str, int, int]]) -> int:
    """Back over the noun group: stop at a comma or, in Russian, at a finite verb; then skip prepositions."""
    first = len(tokens) - 1
    while first > 0:
        word, _, end = tokens[first - 1]
        if "," in unit.text[end : tokens[first][1]] or len(tokens) - first > 30:
            break
        if unit.act.language == "rus" and russian_form(word).first in {"VERB", "INFN", "GRND", "PRTS"}:
            break
        first -= 1
    if unit.act.language == "rus":
        while first < len(tokens) - 1 and russian_form(tokens[first][0]).first in {"PREP", "CONJ", "PRCL", "ADVB"}:
            first += 1
    opened = unit.text.rfind('"', 0, tokens[first][1])
    return tokens[first][1] - 1 if opened == tokens[first][1] - 1 and opened >= 0 else tokens[first][1]
