"""Findings made: stable ids, sentences in three languages, evidence as JSON values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from lawkit.model import LANGUAGES, Address, Finding, Language, Pin, Tier
from lawkit.overlaps.rules import kinds, phrases

_MOST_PINS = 60


def finding_id(code: str, addresses: Iterable[Address]) -> str:
    """A stable id: hash over the code and the addresses without edition, whatever their order."""
    names = sorted(str(Address(a.act, None, a.language, a.eid)) for a in addresses)
    digest = hashlib.sha256("\n".join([code, *names]).encode()).hexdigest()
    return f"{code}-{digest[:12]}"


def _difference(pairs: Sequence[tuple[str, str]], language: Language) -> str:
    if not pairs:
        return phrases()["nothing"][language]
    absent = phrases()["absent"][language]
    shown = [f"«{_short(one)}» – «{_short(two)}»" if one and two else
             f"«{_short(one or two)}» – {absent}" for one, two in pairs[:3]]  # fmt: skip
    return ", ".join(shown)


def _short(words: str, most: int = 12) -> str:
    parts = words.split()
    return " ".join(parts[:most]) + (" …" if len(parts) > most else "")


def explain(
    code: str, differences: Sequence[tuple[str, str]], values: Mapping[str, str | Mapping[Language, str]]
) -> dict[Language, str]:
    """The sentence of a kind, filled in, in three languages."""
    out: dict[Language, str] = {}
    for language in LANGUAGES:
        filled = {"difference": _difference(differences, language)}
        for name, value in values.items():
            filled[name] = value if isinstance(value, str) else value[language]
        out[language] = kinds()[code].sentence[language].format_map(filled)
    return out


def make(
    code: str,
    tier: Tier,
    pins: Sequence[Pin],
    score: float,
    *,
    differences: Sequence[tuple[str, str]] = (),
    values: Mapping[str, str | Mapping[Language, str]] | None = None,
    evidence: Mapping[str, object] | None = None,
) -> Finding:
    """A finding of one kind; the id does not depend on editions."""
    pins = tuple(pins[:_MOST_PINS])
    told: dict[str, object] = {"differences": [list(pair) for pair in differences], **(evidence or {})}
    return Finding(
        finding_id(code, [pin.address for pin in pins]),
        code,
        tier,
        kinds()[code].legal_class,
        pins,
        round(score, 4),
        explain(code, differences, values or {}),
        told,
    )
