"""Writes citations as drafters do: «пункт 2 статьи 5 Закона Республики Казахстан от 16 ноября 2015 года № 401-V «О …»».

The order — form, date, number, title — is that of article 25 of Kazakhstan's law on legal acts (480-V); codes and the
Constitution are cited by their names alone. The words are in rules/languages/*/references.yaml, `citing`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lawkit.language.data import language_rules
from lawkit.model import Act, Address, Language
from lawkit.register import Register
from lawkit.structure.labels import label


@dataclass(frozen=True, slots=True)
class _Facts:
    kind: str
    number: str
    date: dt.date | None
    title: str
    requisites: str


def cite(address: Address, act: Act | None = None, language: Language = "rus", register: Register | None = None) -> str:
    """The citation of an act or a provision in one language.

    Facts come from `act` where it is the act of the address (and in that language), else from the register; an act
    that neither knows is cited by its id. Raises RulesError when the rules file lacks the words.
    """
    rules: Mapping[str, Any] = language_rules(language, "references")["citing"]
    facts = _facts(address, act, language, register)
    unit = label(address.eid, language) if address.eid else ""
    annex = address.eid.startswith("annex_")
    if facts is None:
        name = address.act
        return f"{unit} ({name})" if unit else name
    if language == "kaz":
        return _kazakh(facts, unit, rules, annex=annex)
    return _european(facts, unit, language, rules, annex=annex)


def _facts(address: Address, act: Act | None, language: Language, register: Register | None) -> _Facts | None:
    entry = register.by_id(address.act) if register is not None else None
    mine = act if act is not None and act.act_id == address.act and act.language == language else None
    other = act if act is not None and act.act_id == address.act else None
    if entry is None and other is None:
        return None
    title = mine.title if mine is not None and mine.title else ""
    if entry is not None:
        title = title or entry.titles.get(language, "") or entry.title
        return _Facts(entry.kind, entry.number, entry.date, title, mine.requisites if mine is not None else "")
    assert other is not None
    return _Facts(
        other.kind, other.number, other.adopted, title or other.title, mine.requisites if mine is not None else ""
    )


def _named_alone(facts: _Facts, language: Language) -> bool:
    """Codes and constitutions whose title is their name: «Налоговый кодекс Республики Казахстан»."""
    word = {"rus": r"кодекс\b|конституция", "kaz": r"кодексі|конституциясы", "eng": r"code\b|constitution"}[language]
    return facts.kind in ("code", "constitution") and re.search(word, facts.title.lower()) is not None


def _date(date: dt.date | None, language: Language, rules: Mapping[str, Any]) -> str:
    if date is None:
        return ""
    month = rules["months"][date.month - 1]
    if language == "rus":
        return f"от {date.day} {month} {date.year} года"
    if language == "kaz":
        return f"{date.year} жылғы {date.day} {month}"
    return f"dated {date.day} {month} {date.year}"


def _european(facts: _Facts, unit: str, language: Language, rules: Mapping[str, Any], *, annex: bool) -> str:
    of = ("to " if annex else "of ") if unit and language == "eng" else ""
    if _named_alone(facts, language):
        name = _genitive(facts.title) if unit and language == "rus" else facts.title
        the = "the " if unit and language == "eng" else ""
        return f"{unit} {of}{the}{name}".strip()
    forms = rules["forms"].get(facts.kind) or rules["forms"]["law" if not facts.kind else "draft"]
    form = _issued(
        facts, forms[0 if not unit else 2 if annex else 1] if language == "rus" else forms[bool(unit)], language
    )
    form = f"к {form}" if annex and language == "rus" else form
    number = f"№ {facts.number}" if language == "rus" else f"No. {facts.number}"
    parts = [unit, of + form if unit else form, _date(facts.date, language, rules), number if facts.number else ""]
    title = f"«{facts.title}»" if language == "rus" else f"“{facts.title}”"
    return " ".join(p for p in [*parts, title if facts.title else ""] if p)


def _issued(facts: _Facts, form: str, language: Language) -> str:
    """The act's form with who issued it, where the requisites tell: «приказа Министра финансов Республики Казахстан»."""
    if facts.kind == "order" and language == "rus":
        issuer = re.match(r"приказ\s+(?P<by>[^№\d]{3,200}?)\s+от\s+\d", facts.requisites, re.IGNORECASE)
        return f"{form} {issuer['by']}" if issuer else form
    return form


def _genitive(name: str) -> str:
    """«Гражданский процессуальный кодекс …» → «Гражданского процессуального кодекса …»: the words up to the noun."""
    words = name.split(" ")
    for n, word in enumerate(words):
        low = word.lower()
        if low.startswith("кодекс"):
            words[n] = word + "а"
            break
        if low == "конституция":
            words[n] = word[:-1] + "и"
            break
        words[n] = re.sub(r"(?:ый|ий|ой)$", "ого", word)
    return " ".join(words)


def _kazakh(facts: _Facts, unit: str, rules: Mapping[str, Any], *, annex: bool) -> str:
    possessed = rules["possessed"]
    if unit and not annex:
        unit = re.sub(r"^([\d-]*-)?(\w+)", lambda m: (m[1] or "") + possessed.get(m[2], m[2]), unit)
    if _named_alone(facts, "kaz"):
        name = (
            re.sub(r"(і|ы)$", lambda m: m[1] + ("нің" if m[1] == "і" else "ның"), facts.title) if unit else facts.title
        )
        return f"{name} {unit}".strip()
    forms = rules["forms"].get(facts.kind) or rules["forms"]["law" if not facts.kind else "draft"]
    number = f"№ {facts.number}" if facts.number else ""
    parts = [
        "Қазақстан Республикасының",
        _date(facts.date, "kaz", rules),
        number,
        forms[0 if not unit else 2 if annex else 1],
        unit,
    ]
    title = f"«{facts.title}» " if facts.title else ""
    return title + " ".join(p for p in parts if p)
