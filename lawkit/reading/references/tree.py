"""Finds a provision in an act's tree by a path such as article 5 → point 2 → subpoint 3."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lawkit.model import Act, Provision

PREFIX = {
    "indent": "indent", "alinea": "al", "subparagraph": "subpara", "paragraph": "para", "article": "art",
    "subchapter": "subchp", "chapter": "chp", "subsection": "subsec", "section": "sec", "part": "part", "annex": "annex",
}  # fmt: skip
# What may stand between a unit and the smaller one that a text names straight after it.
_BETWEEN = {
    "subpara": frozenset({"al", "indent", "para"}),
    "para": frozenset({"al"}),
    "al": frozenset[str](),
    "indent": frozenset[str](),
    "art": frozenset({"chp", "sec", "subsec", "subchp", "part"}),
    "chp": frozenset({"sec", "subsec", "part"}),
    "subchp": frozenset[str](),
    "subsec": frozenset({"part", "sec"}),
    "sec": frozenset({"part"}),
    "annex": frozenset({"annex"}),
    "part": frozenset[str](),
}
_GROUPS = frozenset({"chp", "sec", "subsec", "subchp", "part"})
_NUMBERED = ("article", "paragraph", "subparagraph", "chapter", "section", "annex")
Outcome = Literal["found", "excluded", "missing", "ambiguous", "unsure"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads: the eid found (or the last unit found on the way) and what came of it."""

    eid: str
    outcome: Outcome
    reason: str = ""


class Tree:
    """An act's provisions, findable by ancestor and last component."""

    def __init__(self, provisions: Iterable[Provision], *, parts: bool = False) -> None:
        self.parts = parts  # the act calls an article's numbered points «части», as codes of procedure do
        self.translated = False  # the text at hand is in another language, perhaps of another edition
        self.by_eid: dict[str, Provision] = {p.eid: p for p in provisions}
        self._below: dict[tuple[str, str], list[str]] = {}
        self._kinds: set[tuple[str, str]] = set()
        for eid in self.by_eid:
            units = eid.split("__")
            self._below.setdefault((eid.rpartition("__")[0], "*"), []).append(eid)
            last = units[-1]
            kind = last.partition("_")[0]
            for depth in range(len(units)):
                above = "__".join(units[:depth])
                self._below.setdefault((above, last), []).append(eid)
                self._kinds.add((above, kind))

    def has(self, above: str, prefix: str) -> bool:
        """Whether there is any unit of a kind below another."""
        return (above, prefix) in self._kinds

    def one(self, above: str, level: str, number: str) -> list[str]:
        """Units of a level and number that can be meant below `above`: the direct child, else those further down."""
        prefix = PREFIX[level]
        last = f"{prefix}_{number}"
        direct = f"{above}__{last}" if above else last
        if direct in self.by_eid:
            again = f"{direct}~2"
            return [direct, again] if again in self.by_eid else [direct]
        allowed, depth = _BETWEEN[prefix], len(above.split("__")) if above else 0
        found = []
        for eid in self._below.get((above, last), ()):
            between = eid.split("__")[depth:-1]
            if all(b.partition("_")[0] in allowed for b in between):
                found.append(eid)
        return found

    def walk(self, above: str, steps: Iterable[tuple[str, str]]) -> Place:
        """Follow a path down from `above`; stops at what is excluded, missing, or there twice."""
        at = above
        for level, number in steps:
            place = self._step(at, level, number)
            if place.outcome != "found":
                return place
            at = place.eid
        provision = self.by_eid.get(at)
        if provision is not None and provision.status == "excluded":
            return Place(at, "excluded", "excluded")
        return Place(at, "found")

    def _step(self, at: str, level: str, number: str) -> Place:
        found = self.one(at, level, number)
        if not found and level == "alinea" and self.parts and self._article(at) and self.has(at, "para"):
            return self._step(at, "paragraph", number)
        if not found and level == "indent" and self.parts and not (self.has(at, "indent") or self.has(at, "subpara")):
            found = self.one(
                at, "alinea", number
            )  # «екінші бөлігінің екінші абзацы»: without a list its lines are parts
        if not found and at.rpartition("__")[2].partition("_")[0] in _GROUPS:
            found = self._in_group(at, level, number)
        if len(found) > 1:
            return Place(at, "ambiguous", f"{PREFIX[level]}_{number} stands more than once here")
        if found:
            provision = self.by_eid[found[0]]
            if provision.status == "excluded":
                return Place(found[0], "excluded", "excluded")
            return Place(found[0], "found")
        if at.endswith("__al_1"):  # the list under the first part hangs on the article or point itself
            return self._step(at[: -len("__al_1")], level, number)
        points = level == "alinea" and self._article(at) and self.has(at, "para")
        if level in ("alinea", "indent") and number == "1" and at and not points:
            return Place(at, "found")  # the first part, or the lead-in, is the unit's own text
        if level in _NUMBERED and number[:1].isdigit() and self.has(at, PREFIX[level]):
            if level == "subparagraph" and self._several_lists(at):
                return Place(at, "unsure", f"no {PREFIX[level]}_{number} found here")
            return Place(at, "missing", f"there is no {PREFIX[level]}_{number}")
        return Place(at, "unsure", f"no {PREFIX[level]}_{number} found here")

    def spelt(self, above: str, path: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """A path that leads to nothing, as this act would number it: «часть третья статьи 5» → point 3 of article 5."""
        found, at = [], above
        for level, number in path:
            numbered = self.has(at, "para") or at not in self.by_eid
            part = level == "alinea" and self.parts and self._article(at) and numbered
            found.append(("paragraph" if part else level, number))
            last = f"{PREFIX[found[-1][0]]}_{number}"
            at = f"{at}__{last}" if at else last
        return found

    def _in_group(self, group: str, level: str, number: str) -> list[str]:
        """«статья 7-1 главы 2»: ids of articles do not name their chapter, the parents do."""
        root, _, last = group.rpartition("__")
        while root and root.rpartition("__")[2].partition("_")[0] in _GROUPS:
            root = root.rpartition("__")[0]
        kind = next(k for k, prefix in PREFIX.items() if prefix == last.partition("_")[0])
        return [eid for eid in self.one(root, level, number) if self.enclosing(eid, kind) == group]

    @staticmethod
    def _article(eid: str) -> bool:
        return eid.rpartition("__")[2].startswith("art_")

    def enclosing(self, eid: str, level: str) -> str | None:
        """The unit of a level in which a provision stands, itself included; groupings are found by the parents."""
        article = self.enclosing(eid, "article") if level == "alinea" and self.parts else None
        if article and self.has(article, "para"):
            return self.enclosing(eid, "paragraph")
        prefix = PREFIX[level]
        at: str | None = eid
        while at:
            if at.rpartition("__")[2].partition("_")[0] == prefix:
                return at
            provision = self.by_eid.get(at)
            above = at.rpartition("__")[0]
            at = (provision.parent if provision is not None else above) or above
        return self._list_item_above(eid) if level == "subparagraph" else None

    def annexes_called(self, stem: str) -> list[str]:
        """The annexes that a document's noun can mean: headed by it, else with it in the heading, else all there are."""
        annexes = [p for e, p in self.by_eid.items() if re.fullmatch(r"annex_[^_]+", e)]
        headed = [p.eid for p in annexes if (p.heading or p.text).lower().lstrip().startswith(stem)]
        return headed or [p.eid for p in annexes if stem in f"{p.heading} {p.text}".lower()] or [p.eid for p in annexes]

    def _list_item_above(self, eid: str) -> str | None:
        """The subpoint that an unnumbered part after a list goes on with: «настоящий подпункт» said there means it."""
        above, _, last = eid.rpartition("__")
        if last.partition("_")[0] != "al" or eid not in self.by_eid:
            return None
        order = self.by_eid[eid].order
        items = [
            e
            for e in self._below.get((above, "*"), ())
            if e.rpartition("__")[2].startswith("subpara_") and self.by_eid[e].order < order and self.by_eid[e].in_force
        ]
        return max(items, key=lambda e: self.by_eid[e].order, default=None)

    def _several_lists(self, at: str) -> bool:
        return self.has(at, "para")


_FEWEST = 5  # so many references to parts tell that the act speaks of parts
_FEWEST_ALONE = 2  # or so many, where none goes to a point of an article: one section of a code
_PROCEDURE = re.compile(
    r"процедурн|процессуальн|уголовн\w+ кодекс|уголовно-исполнительн\w+ кодекс|административных правонарушениях|процестік"
    r"|қылмыстық кодекс|қылмыстық-атқару кодекс|әкімшілік құқық бұзушылық туралы|procedure code|criminal code|administrative offences"
)
_PARTS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "rus": (
        re.compile(
            r"[Чч]аст(?:ь|и|ью|ей|ях|ями)\s+[а-яё]+(?:(?:,|\s+и|\s+или)\s+[а-яё]+){0,4}\s+(?:настоящей\s+)?стать"
        ),
        re.compile(r"[Пп]ункт(?:а|у|ом|е|ы|ов|ами|ах)?\s+[\d-]+\s+(?:настоящей\s+)?стать"),
    ),
    "kaz": (
        re.compile(r"ба(?:бының|птың|бы)\s+\S+ш[іы](?:(?:,|\s+және|\s+немесе)\s+\S+ш[іы]){0,4}\s+бөлі[гк]"),
        re.compile(r"ба(?:бының|птың|бы)\s+[\d-]+-тарма"),
    ),
}


def tree_of(act: Act) -> Tree:
    """The tree of an act, with how it calls the numbered points of an article told by its own references."""
    patterns = _PARTS.get(act.language)
    parts = False
    if patterns is not None:
        said = len(patterns[0].findall(act.body))
        points = len(patterns[1].findall(act.body))
        parts = said > points and (said >= _FEWEST or (said >= _FEWEST_ALONE and not points))
    parts = parts or _PROCEDURE.search(act.title.lower()) is not None
    return Tree(act.provisions, parts=parts)
