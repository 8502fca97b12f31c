"""What is compared: provisions in force with text of their own, with the place they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lawkit.language.sieve import first_of
from lawkit.model import FRAME, GROUPINGS, Address, Language, Norm, Provision, Reading
from lawkit.overlaps.rules import MONTHS, boilerplate, difference_words, stems, thresholds

_WORD = re.compile(r"[^\W_]+")
_SPACES = re.compile(r"\s+")
_LEAST_CONTENT = 3
_REPEATED = re.compile(r"~\d+")
_BYLAW = frozenset({"order", "resolution", "rules", "decision", "instruction", "decree"})
_LAW = frozenset({"law", "code", "constitution", "constitutional_law"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One provision as it is compared."""

    address: Address
    text: str
    key: str  # folded words: equal for provisions that agree word for word
    length: int  # in words
    reading: int  # position of its act among the readings
    lead_in: str  # the text that a list item completes
    heading: str  # of its article or nearest heading
    norms: tuple[Norm, ...]
    defines: bool  # it holds a definition: the definitions part compares it

    @property
    def leads_in(self) -> bool:
        """Whether it only opens a list: «Субъект вправе:»."""
        return self.text.endswith(":")

    @property
    def act(self) -> str:
        """The act's id."""
        return self.address.act


def newest(readings: Sequence[Reading]) -> list[Reading]:
    """One reading per act and language, the newest edition; in a stable order."""
    best: dict[tuple[str, str], Reading] = {}
    for reading in readings:
        act = reading.act
        key = (act.act_id, act.language)
        held = best.get(key)
        if held is None or _age(reading) > _age(held):
            best[key] = reading
    return [best[key] for key in sorted(best)]


def _age(reading: Reading) -> tuple[str, int]:
    edition = reading.act.edition
    return (edition.isoformat() if edition else "9999", len(reading.act.body))


def fold(text: str) -> str:
    """The words of a text, folded, without marks and leading numbers."""
    return " ".join(_WORD.findall(text.casefold().replace("ё", "е")))


def units_of(reading: Reading, position: int) -> list[Unit]:
    """The provisions of one act that are worth comparing, in document order."""
    act = reading.act
    least = int(thresholds()["units"]["least_words"])
    by_eid = {p.eid: p for p in act.provisions}
    norms: dict[str, list[Norm]] = {}
    for norm in reading.norms:
        norms.setdefault(norm.source, []).append(norm)
    defined = {d.source for d in reading.definitions if d.form in ("list", "dash", "understood")}
    out = []
    for provision in act.provisions:
        if not provision.in_force or provision.kind in FRAME or provision.kind in GROUPINGS or not provision.text:
            continue
        key = fold(provision.text)
        length = key.count(" ") + 1
        if length < least or first_of(boilerplate("skip"), provision.text):
            continue
        if not _says_something(key, act.language):
            continue
        lead_in, heading = _place(provision, by_eid)
        if any(first_of(boilerplate("quoting"), above) for above in above_of(provision, by_eid) if above):
            continue
        out.append(
            Unit(
                act.at(provision.eid),
                _SPACES.sub(" ", provision.text).strip(),
                key,
                length,
                position,
                lead_in,
                heading,
                tuple(norms.get(provision.eid, ())),
                provision.eid in defined,
            )
        )
    return out


def _says_something(key: str, language: Language) -> bool:
    """Whether there are words beyond figures, periods, dates and references: a row of a scale says nothing by itself."""
    data = difference_words(language)
    content = (w for w in key.split() if len(w) > 3 and w.isalpha() and w not in data.numerals and w not in data.units)
    content = (w for w in content if w not in data.before_reference and w not in data.reference_words)
    return sum(word not in MONTHS for word in content) >= _LEAST_CONTENT


def above_of(provision: Provision, by_eid: dict[str, Provision]) -> list[str]:
    """Texts of the provisions that this one stands under, ending in a colon."""
    texts: list[str] = []
    node = by_eid.get(provision.parent)
    while node is not None and len(texts) < 20:
        texts.append(node.text if node.text.rstrip().endswith(":") else "")
        node = by_eid.get(node.parent) if node.parent else None
    return texts


def _place(provision: Provision, by_eid: dict[str, Provision]) -> tuple[str, str]:
    """The lead-in that a list item completes, and the nearest heading above."""
    lead_in = ""
    node = by_eid.get(provision.parent)
    heading = provision.heading
    first = by_eid.get(f"{provision.parent}__al_1")
    if first is not None and first is not provision and first.text.rstrip().endswith(":"):
        lead_in = first.text
    steps = 0
    while node is not None and steps < 20:
        if not lead_in and node.text.rstrip().endswith(":"):
            lead_in = node.text
        if not heading and node.heading:
            heading = node.heading
        node = by_eid.get(node.parent) if node.parent else None
        steps += 1
    return _SPACES.sub(" ", lead_in).strip(), heading


def place_words(unit: Unit) -> frozenset[str]:
    """Stems of the lead-in and the heading."""
    language: Language = unit.address.language or "rus"
    words = [word for word in fold(f"{unit.heading} {unit.lead_in}").split() if len(word) > 2]
    return frozenset(stems(language).of(words))


def same_provision(a: Unit, b: Unit) -> bool:
    """Whether the two are printings of one provision (its number stands twice in the act)."""
    return a.act == b.act and _REPEATED.sub("", a.address.eid) == _REPEATED.sub("", b.address.eid)


def rank(reading: Reading) -> int:
    """Place in the hierarchy: 2 law, 1 by-law, 0 not known."""
    kind = reading.act.kind
    return 2 if kind in _LAW else 1 if kind in _BYLAW else 0
