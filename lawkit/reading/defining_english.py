"""“Term” means …: how statutes of the common law, and translations after them, define what stands in quotation marks.

The words around the marks are data: `quoted` of rules/languages/eng/definitions.yaml. One sentence may define several
terms (“goods” and “articles” include …); each then has the same meaning.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lawkit.model import Definition
from lawkit.reading.defining import Unit, end_of, rules_of, scope_of

_DOUBLE = r"[\"“«„]\s?[^\"“”«»„]{1,120}\s?[\"”»“]"
_SINGLE = r"[‘'’](?=\w)(?:[^‘’'\"“”;]|[’'](?=\w)){1,120}[’']"
_MARKED = rf"(?:{_DOUBLE}|{_SINGLE})"
_NAME = re.compile(r"[\"“«„]\s?([^\"“”«»„]{1,120}?)\s?[\"”»“]|[‘'’](?=\w)((?:[^‘’'\"“”;]|[’'](?=\w)){1,120})[’']")
_LOOK = 700  # what stands before the words that say “means” is never longer


@lru_cache(maxsize=1)
def _sentence() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The beginning up to the last quoted term, what says “means”, what says “is a”."""
    data = rules_of("eng").quoted
    beginning = re.compile(rf"(?P<before>{data['before']})(?P<terms>{_MARKED}(?:{data['joint']}{_MARKED}){{0,4}})")
    said = re.compile(rf"(?:{data['aside']}){data['says']}")
    identified = re.compile(rf"(?:{data['aside']}){data['is']}")
    return beginning, said, identified


def quoted_terms(unit: Unit, lead_in: str | None) -> list[Definition]:
    """The terms in quotation marks with which an English provision begins and which it defines; mostly none.

    `lead_in` is the folded text that opens the list of definitions the provision stands in, None outside of such a list.
    """
    if unit.act.language != "eng" or not any(mark in unit.low[:200] for mark in "\"“«„‘'’"):
        return []
    beginning, said, identified = _sentence()
    low = unit.low[:_LOOK]
    found = beginning.match(low)
    if found is None:
        return []
    says = said.match(low, found.end())
    if says is None and (lead_in is not None or found["before"].strip()):
        says = identified.match(low, found.end())
    if says is None:
        return []
    meaning = (says.end(), max(says.end(), end_of(unit.text)))
    form, scope = ("list", scope_of(unit, lead_in)) if lead_in else ("understood", scope_of(unit, found["before"]))
    return [
        unit.definition(name.span(1 if name[1] else 2), meaning, "list" if form == "list" else "understood", "", scope)
        for name in _NAME.finditer(low, found.start("terms"), found.end())
    ]
