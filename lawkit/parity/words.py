"""Words of rules/parity/<language>.yaml, each classified once: number, unit, month, citation keyword, joiner and so on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from lawkit.language.data import read_yaml
from lawkit.model import Language
from lawkit.resources import resource


class Tag(NamedTuple):
    """What a word can be; most words are nothing."""

    number: float | None = None
    weak: bool = False  # a number only before a unit («один», «бір»)
    multiplier: float = 0
    unit: str = ""
    calendar: str = ""  # «working», «calendar»
    month: int = 0
    cite: str = ""  # kind of provision, when the word is its keyword
    ordinal: int = 0
    this: bool = False
    joins: bool = False
    between: bool = False  # may stand between a number and its unit
    fused: float = 0  # «десятидневный»: the number, `unit` the unit
    lone_unit: str = ""  # «месячный»: a unit that says one
    denominator: int = 0  # «третей», «үштен»
    numerator: int = 0  # «екісі», behind its denominator


NOTHING = Tag()


class Vocabulary:
    """The words of one language; `tag` remembers what it has classified."""

    def __init__(self, language: Language, data: Mapping[str, Any]) -> None:
        self.language = language
        numbers = data["numbers"]
        self._numbers: dict[str, float] = {str(k): float(v) for k, v in numbers["words"].items()}
        self._weak = frozenset(numbers["weak"])
        self._number_ending = re.compile(numbers["endings"]) if numbers.get("endings") else None
        self._rigid = frozenset(numbers.get("no_endings", ()))
        self._multipliers = [(re.compile(k), float(v)) for k, v in numbers["multipliers"].items()]
        self._fused_numbers = sorted(numbers["fused_numbers"].items(), key=lambda kv: -len(kv[0]))
        self._fused_units: dict[str, str] = numbers["fused_units"]
        self._whole: dict[str, list[Any]] = numbers["whole"]
        self._denominators = [(re.compile(k), int(v)) for k, v in numbers["denominators"].items()]
        self._numerators = [(re.compile(k), int(v)) for k, v in numbers.get("numerators", {}).items()]
        self._units = [(_any(words), unit) for unit, words in data["units"].items()]
        self.figure_units = [(re.compile(k), str(v)) for k, v in numbers["figure_units"].items()]
        self.unit_phrases = {tuple(p.split()): unit for unit, ps in data["unit_phrases"].items() for p in ps}
        self._working, self._calendar = _any(data["working"]), _any(data["calendar"])
        self._between = _any(data["between"])
        self._months = [(re.compile(k), int(v)) for k, v in data["months"].items()]
        cites = data["citations"]
        self.keyword_first = cites["order"] == "keyword-first"
        self._keywords = [(_any(words), kind) for kind, words in cites["keywords"].items()]
        self._this = _any(cites["this"])
        stems = "|".join(sorted(cites["ordinals"], key=len, reverse=True))
        self._ordinal = re.compile(rf"({stems}){cites['ordinal_endings']}")
        self._ordinals: dict[str, int] = cites["ordinals"]
        self.tens: dict[str, int] = cites.get("tens", {})
        self._joiners = frozenset(data["joiners"])
        self.reach = int(data["reach"])
        self.modality = {name: _search(patterns) for name, patterns in data["modality"].items()}
        self._known: dict[str, Tag] = {}

    def tag(self, word: str) -> Tag:
        """What a folded word can be."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._classify(word)
        return known

    def _classify(self, word: str) -> Tag:
        number = self._number(word)
        fused, fused_unit, lone = self._fused(word)
        ordinal = self._ordinal.fullmatch(word)
        tag = Tag(
            number,
            word in self._weak,
            next((v for p, v in self._multipliers if p.fullmatch(word)), 0),
            fused_unit or next((u for p, u in self._units if p.fullmatch(word)), ""),
            "working" if self._working.fullmatch(word) else "calendar" if self._calendar.fullmatch(word) else "",
            next((n for p, n in self._months if p.fullmatch(word)), 0),
            next((k for p, k in self._keywords if p.fullmatch(word)), ""),
            self._ordinals[ordinal[1]] if ordinal else 0,
            bool(self._this.fullmatch(word)),
            word in self._joiners,
            bool(self._between.fullmatch(word)),
            fused,
            lone,
            next((n for p, n in self._denominators if p.fullmatch(word)), 0),
            next((n for p, n in self._numerators if p.fullmatch(word)), 0),
        )
        return NOTHING if tag == NOTHING else tag

    def _number(self, word: str) -> float | None:
        if word in self._numbers:
            return self._numbers[word]
        if self._number_ending is not None:
            for cut in range(len(word) - 1, max(1, len(word) - 7), -1):
                root = word[:cut]
                if root in self._numbers and root not in self._rigid and self._number_ending.fullmatch(word, cut):
                    return self._numbers[root]
        return None

    def _fused(self, word: str) -> tuple[float, str, str]:
        """«десятидневного» → (10, day, «»); «месячный» → (0, «», month)."""
        if word in self._whole:
            value, unit = self._whole[word]
            return float(value), unit, ""
        for stem, unit in self._fused_units.items():
            at = word.find(stem)
            if at < 0 or len(word) - at - len(stem) > 4:
                continue
            if at == 0:
                return 0, "", unit
            value = self._fused_value(word[:at])
            if value:
                return value, unit, ""
        return 0, "", ""

    def _fused_value(self, text: str) -> float:
        """«двадцатитрех» → 23."""
        total = 0.0
        while text:
            found = next(((k, v) for k, v in self._fused_numbers if text.startswith(k)), None)
            if found is None:
                return 0
            total += float(found[1])
            text = text[len(found[0]) :]
        return total


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns) or "(?!)")


def _search(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or "(?!)")


@lru_cache(maxsize=3)
def vocabulary(language: Language) -> Vocabulary:
    """The words of one language; raises RulesError when the file is broken."""
    return Vocabulary(language, read_yaml(resource("rules", "parity", f"{language}.yaml")))
