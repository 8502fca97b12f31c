"""Units of structure in a text and the chains they form: «подпунктами 3) и 4) пункта 2 статьи 5, статьёй 7-1».

A unit is a noun with its numbers; a group is a nest of units (one branch); a chain is groups joined by «и», «,», «либо».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from lawkit.reading.references.grammar import RANK, Grammar

How = Literal["number", "this", "said", "bare"]
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMBER = re.compile(r"\d+(?:[.-]\d+)*")
_COUNTED = re.compile(r"\d\s+\w+$")
OWN_ARTICLE = re.compile(
    r"ба(?:п|пта|птың|птан|пқа|пты|ппен|птарда|птардың|птардан|птарға|птарды)$"
)  # no possessive ending: not the article of what stands before
_ONE_BRACKET = re.compile(r"(?<!\()(?:\w|-)+\s?\)\s*$")  # «пункт 3)», not “paragraph (3)”
# Forms that are plural only: «статьями», not «статьи»
_PLURAL = re.compile(
    r"(?:(?:пункт|абзац|параграф|раздел)(?:ы|ов|ев|ам|ами|ах)|(?:стат|част)(?:ей|ьям|ьями|ьях|ям|ями|ях)|глав(?:|ам|ами|ах)"
    r"|приложени(?:й|ям|ями|ях)|ст\.ст\.|чч\.|articles|paragraphs|points|clauses|chapters|sections|parts)$"
)
_MAX_RANGE = 60  # «статьи 1–60»: longer ranges name their ends only


@dataclass(frozen=True, slots=True)
class Item:
    """One number of a unit with its place; `dashed` where a dash stands that makes no range («144–4»)."""

    number: str
    start: int
    end: int
    dashed: bool = False


@dataclass(slots=True)
class Unit:
    """A noun of structure with its numbers: level, how it is determined, items."""

    level: str
    how: How
    start: int
    end: int
    items: tuple[Item, ...] = ()
    plural: bool = False  # «статьями», “Articles”: one number with a hyphen is then a range

    @property
    def rank(self) -> int:
        """The level's size; larger units have higher ranks."""
        return RANK[self.level]


@dataclass(slots=True)
class Group:
    """Nested units in the order of the text; `path` has them from large to small."""

    units: list[Unit]
    path: list[Unit] = field(default_factory=list)
    inherited: list[Unit] = field(default_factory=list)  # larger units, stated in a neighbour
    loose: bool = False  # joined with a larger unit: what it hangs on is open
    comma: bool = False  # a comma alone stands before it
    above: list[Unit] = field(default_factory=list)  # “Article 18, paragraph 3”: the larger unit before the comma

    @property
    def start(self) -> int:
        """Where its first unit starts."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Where its last unit ends."""
        return self.units[-1].end


@dataclass(slots=True)
class Chain:
    """Groups that share what stands at the chain's large end: the act, perhaps an article."""

    groups: list[Group]

    @property
    def start(self) -> int:
        """Where it starts."""
        return self.groups[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.groups[-1].end


def number_of(text: str, grammar: Grammar) -> str:
    """The number that an item names: «7-1)» → 7-1, «второй» → 2, «IV» → 4, «"б"» → б; empty when none."""
    match = _NUMBER.search(text)
    if match:
        return match.group()
    words = text.split()
    if words and all(w in grammar.ordinals for w in words):
        return str(sum(grammar.ordinals[w] for w in words))
    joined = text.strip('"«»“”)')
    if joined and all(c in _ROMAN for c in joined):
        values = [_ROMAN[c] for c in joined]
        return str(sum(-v if v < max(values[i:]) else v for i, v in enumerate(values)))
    return joined


def expand(first: str, last: str) -> list[str] | None:
    """The numbers of a range, ends included: 9–12, 3-1–3-4; None where they cannot be counted."""
    head, _, a = first.rpartition("-")
    head_last, _, b = last.rpartition("-")
    if head != head_last or not (a.isdigit() and b.isdigit()) or not int(a) < int(b) <= int(a) + _MAX_RANGE:
        return None
    return [f"{head}-{n}" if head else str(n) for n in range(int(a), int(b) + 1)]


def _long(first: str, last: str) -> bool:
    """Whether a range is a true one that only is too long to count out."""
    return first.isdigit() and last.isdigit() and int(last) > int(first) + _MAX_RANGE


def _items(folded: str, start: int, end: int, grammar: Grammar) -> tuple[Item, ...]:
    """The numbers between two offsets, ranges counted out: each item of a range stands at the range's end."""
    items: list[Item] = []
    last_end = start
    for match in grammar.item.finditer(folded, start, end):
        number = number_of(match.group(), grammar)
        between = folded[last_end : match.start()]
        if items and grammar.dash.fullmatch(between):
            first = items[-1]
            counted = expand(first.number, number)
            if counted:
                items[-1:] = [Item(n, first.start, match.end()) for n in counted]
            elif _long(first.number, number):
                items.append(Item(number, match.start(), match.end()))
            else:  # no range: «статья 144–4» typed with a dash for a hyphen
                items[-1] = Item(f"{first.number}-{number}", first.start, match.end(), dashed=True)
        else:
            items.append(Item(number, match.start(), match.end()))
        last_end = match.end()
    return tuple(items)


def units(folded: str, grammar: Grammar) -> Iterator[Unit]:
    """Every unit of the text, in order."""
    for match in grammar.unit.finditer(folded):
        group = match.lastgroup
        if group == "dn":
            how: How = "this" if match["this"] else "said"
            yield Unit(grammar.level(match["dn"]), how, match.start(), match.end())
        elif group == "bare":
            yield Unit("annex", "bare", match.start(), match.end())
        elif group == "pn":
            number = number_of(match["pre"], grammar)
            item = Item(number, match.start("pre"), match.end())
            yield Unit(grammar.level(match["pn"]), "number", match.start(), match.end(), (item,))
        else:
            items = _items(folded, *match.span("items"), grammar)
            if items:
                level = grammar.level(match["noun"])
                if not grammar.ascending and level == "section" and _COUNTED.search(match.group()):
                    continue  # «5 бөлім»: five departments; the fifth section is «5-бөлім»
                end = match.end()
                if level == "paragraph" and _ONE_BRACKET.search(match["items"]):
                    if grammar.ascending and _in_brackets(folded, match.start()):
                        items, end = (*items[:-1], replace(items[-1], end=end - 1)), end - 1  # «(кроме пункта 2)»
                    else:
                        level = "subparagraph"  # «пункты 3) и 4)» of codes whose articles have parts
                plural = _PLURAL.search(match["noun"]) is not None
                yield Unit(level, "number", match.start(), end, _spread(items) if plural else items, plural)


def _spread(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """«статьями 15-17» alone: a plural has no other reading than a range, though a hyphen is typed for the dash."""
    ends = re.fullmatch(r"(\d+)-(\d+)", items[0].number) if len(items) == 1 else None
    counted = expand(ends[1], ends[2]) if ends else None
    return tuple(Item(n, items[0].start, items[0].end) for n in counted) if counted else items


def _in_brackets(folded: str, at: int) -> bool:
    """Whether a bracket is open at an offset, looking back over one sentence or so."""
    window = folded[max(0, at - 200) : at]
    opened = window.rfind("(")
    return opened >= 0 and ")" not in window[opened:]


def chains(folded: str, grammar: Grammar, *, sectioned: bool = False) -> list[Chain]:
    """The chains of the text, with paths and what each group inherits from its neighbours.

    Where an English act is built of sections, a section is what is an article elsewhere.
    """
    found: list[Chain] = []
    last: Unit | None = None
    for unit in units(folded, grammar):
        if sectioned and unit.level == "section":
            unit.level = "article"
        gap = folded[last.end : unit.start] if last and unit.start - last.end <= 24 else None
        if gap is not None and last is not None and _nests(last, unit, gap, grammar):
            found[-1].groups[-1].units.append(unit)
        elif gap is not None and grammar.join.fullmatch(gap) and not _starts_anew(folded, last, unit, grammar):
            found[-1].groups.append(Group([unit], comma=gap.strip() == ","))
        else:
            found.append(Chain([Group([unit])]))
        last = unit
    for chain in found:
        _lay_out(chain, grammar)
    return found


def _starts_anew(folded: str, last: Unit | None, unit: Unit, grammar: Grammar) -> bool:
    """«Кодексінің 9-бабында және 7-бапта»: without a possessive ending the second article is not the Code's."""
    if grammar.ascending or last is None or unit.level != "article" or unit.how != "number":
        return False
    return (
        OWN_ARTICLE.search(folded, unit.start, unit.end) is not None
        and OWN_ARTICLE.search(folded, last.start, last.end) is None
    )


def _nests(last: Unit, unit: Unit, gap: str, grammar: Grammar) -> bool:
    """Whether a unit belongs to the one before: «пункта 2» + «статьи 5», «приложению 1» + «к» + «настоящему …»."""
    if last.level == unit.level:
        return False
    if last.level == "annex" and grammar.annex_to.fullmatch(gap):
        return True
    return bool(gap) and grammar.nest.fullmatch(gap) is not None


def _lay_out(chain: Chain, grammar: Grammar) -> None:
    for group in chain.groups:
        units = group.units
        falling = not grammar.ascending or (
            units[0].level == "article" and len(units) > 1 and units[1].rank < units[0].rank
        )
        group.path = list(group.units if falling else reversed(group.units))
    ordered = list(reversed(chain.groups)) if grammar.ascending else list(chain.groups)
    for stated, group in pairwise(ordered):
        top, bottom = group.path[0], stated.path[-1]
        if top.how in ("this", "said"):
            continue
        group.loose = bottom.rank > top.rank
        limit = max(top.rank, bottom.rank) if group.loose else top.rank
        whole = stated.inherited + stated.path
        group.inherited = [u for u in whole if u.rank > limit]
        group.loose = group.loose or any(len(u.items) > 1 for u in group.inherited)
    if grammar.ascending:  # «статья 7, пункт 2»: the point may be the article's
        for larger, group in pairwise(chain.groups):
            top = group.path[0]
            open_ended = (
                top.how == "number"
                and top.rank < RANK["article"]
                and not any(u.rank >= RANK["article"] for u in group.inherited)
            )
            falls = open_ended and larger.path[-1].rank > top.rank
            group.loose = group.loose or falls
            if falls and group.comma and not group.inherited and not any(len(u.items) > 1 for u in larger.path):
                group.above = larger.above + larger.path
