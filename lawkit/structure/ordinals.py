"""Ordinal words as legal texts write them: «часть вторая», «екінші бөлік», “part two”; 1 to 199."""

from __future__ import annotations

from typing import Any

from lawkit.model import Language

_FAR = {"rus": "-я", "kaz": "-ші", "eng": "th"}
_HARD = {
    "m": ("ый", "ого", "ому", "ый", "ым", "ом"),
    "f": ("ая", "ой", "ой", "ую", "ой", "ой"),
}
_SOFT = {  # третий
    "m": ("ий", "ьего", "ьему", "ий", "ьим", "ьем"),
    "f": ("ья", "ьей", "ьей", "ью", "ьей", "ьей"),
}


def ordinal(n: int, language: Language, rules: dict[str, Any], *, gender: str = "m", case: int = 0) -> str:
    """The ordinal word for 1 … 199 («двадцать вторая»); beyond that the number with a hyphen («200-я»)."""
    if not 1 <= n <= 199:
        return f"{n}{_FAR[language]}"
    last = _last(n, language)
    words = [_before(part, rules) for part in _parts(n - last)]
    words.append(_word(last, language, rules, gender, case))
    return " ".join(words)


def _last(n: int, language: Language) -> int:
    """The part of a number that takes the ordinal's ending: 122 → 2, 120 → 20, 112 → 12 (Kazakh: 2)."""
    if n % 100 == 0:
        return n
    small = n % 100
    limit = 10 if language == "kaz" else 20
    return small if small < limit or small % 10 == 0 else small % 10


def _parts(n: int) -> list[int]:
    return [p for p in (n // 100 * 100, n % 100) if p]


def _before(value: int, rules: dict[str, Any]) -> str:
    return str(rules["tens_before"][value])


def _word(value: int, language: Language, rules: dict[str, Any], gender: str, case: int) -> str:
    stem = str(rules["ordinals"][value - 1] if value <= len(rules["ordinals"]) else rules["tens"][value])
    if language != "rus":
        return stem
    if stem == "трет":
        return stem + _SOFT[gender][case]
    ending = _HARD[gender][case]
    if stem.endswith("*"):
        stem = stem[:-1]
        ending = "ой" if ending == "ый" else ending
    return stem + ending


def ordinal_pattern(language: Language, rules: dict[str, Any]) -> str:
    """A pattern for every ordinal word of ordinal_values, the beginnings of long ones factored out."""
    values = ordinal_values(language, rules)
    before_words = set(map(str, rules["tens_before"].values()))
    last = {word if word in before_words else word.rsplit(" ", 1)[-1] for word in values}
    before = "|".join(sorted(before_words, key=lambda w: (-len(w), w)))
    return rf"(?:(?:{before})\s+){{0,2}}(?:{'|'.join(sorted(last, key=lambda w: (-len(w), w)))})"


def ordinal_values(language: Language, rules: dict[str, Any]) -> dict[str, int]:
    """Every form of every ordinal word, 1 to 199, with its value."""
    genders = ("m", "f") if language == "rus" else ("m",)
    cases = range(6) if language == "rus" else range(1)
    return {
        ordinal(n, language, rules, gender=g, case=c): n for n in range(199, 0, -1) for g in genders for c in cases
    }  # fmt: skip
