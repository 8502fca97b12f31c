"""Findings of parity: sentences in three languages, both texts as pins, the differing words as evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lawkit.language.data import read_yaml
from lawkit.model import LANGUAGES, Act, Finding, Language, Pin, Span, Tier
from lawkit.overlaps.findings import finding_id
from lawkit.resources import resource

TIERS: tuple[Tier, ...] = ("certain", "likely", "possible")
_SCORES: dict[Tier, float] = {"certain": 0.95, "likely": 0.8, "possible": 0.5}
_NOWHERE = Span(0, 0)
Words = str | Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: words of both texts (empty: not stated) and where they stand in the units' texts."""

    code: str
    tier: Tier
    a: Words = ""
    b: Words = ""
    span_a: Span = _NOWHERE
    span_b: Span = _NOWHERE
    longer: str = ""  # «a» or «b»: the text that holds a part which the other lacks


@lru_cache(maxsize=1)
def kinds() -> dict[str, Any]:
    """rules/parity/kinds.yaml."""
    return read_yaml(resource("rules", "parity", "kinds.yaml"))


def make(
    code: str, a: Act, b: Act, pins: Sequence[Pin], differences: Sequence[Difference], *, undetermined: bool = False,
    evidence: Mapping[str, object] | None = None,
) -> Finding:  # fmt: skip
    """One finding over all differences of a code at one place; the surest of them gives the tier."""
    tier: Tier = min((d.tier for d in differences), key=TIERS.index, default="likely")
    if undetermined:
        tier = "possible"
    told: dict[str, object] = {
        "differences": [[_words(d.a, "eng"), _words(d.b, "eng")] for d in differences],
        "languages": [a.language, b.language],
        "spans": [[d.span_a.start, d.span_a.end, d.span_b.start, d.span_b.end] for d in differences],
        **(evidence or {}),
    }
    if undetermined:
        told["undetermined"] = True
    identity = finding_id(code, [pin.address for pin in pins])
    explanation = {language: _sentence(code, a, b, differences, language, undetermined) for language in LANGUAGES}
    legal = kinds()["kinds"][code]["class"]
    return Finding(identity, code, tier, legal, tuple(pins), _SCORES[tier], explanation, told)


def _words(words: Words, language: Language) -> str:
    return words if isinstance(words, str) else words[language]


def _sentence(
    code: str, a: Act, b: Act, differences: Sequence[Difference], language: Language, undetermined: bool
) -> str:
    data = kinds()
    names = data["languages"]
    in_a, in_b = names[a.language][language], names[b.language][language]
    parts = []
    for d in differences[:4]:
        one, two = (_words(w, language) for w in (d.a, d.b))
        if code in ("missing-unit", "extra-unit"):
            parts.append(f"«{one or two}»")
            continue
        if code == "part-missing":
            parts.append(f"{in_a} – {one}, {in_b} – {two}")
            continue
        shown = [f"{where} {_quoted(words) if words else data['nothing'][language]}"
                 for where, words in ((in_a, one), (in_b, two))]  # fmt: skip
        parts.append(", ".join(shown))
    sentence: str = data["kinds"][code]["sentence"][language].format_map(
        {"difference": "; ".join(parts), "in_a": in_a, "in_b": in_b, "in_one": _longer(differences, in_a, in_b)}
    )
    if undetermined:
        sentence += " " + data["undetermined"][language]
    return sentence


def _longer(differences: Sequence[Difference], in_a: str, in_b: str) -> str:
    """Where the longer text stands."""
    return in_a if any(d.longer == "a" for d in differences) else in_b


def _quoted(words: str) -> str:
    flat = " ".join(words.split())
    return f"«{flat if len(flat) < 120 else flat[:117].rsplit(' ', 1)[0] + ' …'}»"
