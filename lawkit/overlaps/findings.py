"""Findings made: stable ids, sentences in three languages, evidence as JSON values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from lawkit.model import LANGUAGES, Address, Finding, Language, Pin, Tier
from lawkit.overlaps.rules import kinds, phrases, stems
from lawkit.overlaps.units import Unit, fold

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


def concerns_body(finding: Finding, name: str) -> bool:
    """Whether a body is named in the finding: in a provision, as one of two bodies, or as the one that a norm is for.

    Forms of the words do not matter («Национального Банка»); `name` may also be an id of rules/bodies.yaml.
    """
    bodies = [str(body) for body in _listed(finding, "bodies")]
    bodies += [str(norm.get("body", "")) for norm in _listed(finding, "norms") if isinstance(norm, Mapping)]
    if name.casefold() in (body.casefold() for body in bodies):
        return True
    language: Language = finding.pins[0].address.language or "rus" if finding.pins else "rus"
    wanted = stems(language).of(fold(name).split())
    texts = [*bodies, *(pin.text for pin in finding.pins)]
    return bool(wanted) and any(_run_in(wanted, stems(language).of(fold(text).split())) for text in texts)


def _listed(finding: Finding, key: str) -> list[object]:
    value = finding.evidence.get(key, [])
    return list(value) if isinstance(value, list | tuple) else []


def _run_in(wanted: list[str], words: list[str]) -> bool:
    return any(words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))


def spread_first(units: list[Unit]) -> list[Pin]:
    """Pins of units, one per act first."""
    seen: set[str] = set()
    ahead: list[Pin] = []
    behind: list[Pin] = []
    for unit in units:
        (behind if unit.act in seen else ahead).append(Pin(unit.address, unit.text))
        seen.add(unit.act)
    return ahead + behind
