"""Checklists: what a body of law must regulate, as a lawyer writes it in rules/checklists/*.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lawkit.gaps.patterns import Group, Pattern
from lawkit.model import Language, Modality
from lawkit.resources import resource

Severity = Literal["high", "medium", "low"]
Where = Literal["text", "heading", "title", "term"]
Texts = dict[Language, str]


@dataclass(frozen=True, slots=True)
class Period:
    """A period as a rule names it, «20 working days»; compared in calendar days."""

    amount: float
    unit: str
    working: bool = False

    @property
    def days(self) -> float:
        """Length in calendar days; a working week has five days, a month thirty."""
        length = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}[self.unit]
        return self.amount * length * (1.4 if self.working and self.unit == "day" else 1.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of evidence. Every condition that is given must hold in the same provision."""

    key: str  # «SEED-02/term/1», unique in the checklist
    patterns: dict[Language, Pattern]
    where: Where = "text"
    scope: dict[Language, Group] | None = None  # must occur in the text, the headings above it, or the act's title
    under: dict[Language, Group] | None = None  # must occur in a heading above the provision
    norms: tuple[Modality, ...] = ()
    within: Period | None = None
    beyond: Period | None = None
    any_deadline: bool = False
    cites: tuple[str, ...] = ()  # act ids, one of which the provision must cite
    near: int = 30
    weak: bool = False  # enough for «look here», not for «met»
    line: int = 0
    here: bool = False  # all groups must stand in the provision itself, none in its lead-in or heading


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a requirement consists of; any of its rules shows it."""

    id: str
    name: Texts
    rules: tuple[Rule, ...]
    core: bool = False  # without a core part the requirement is not even half met


@dataclass(frozen=True, slots=True)
class Item:
    """One requirement."""

    id: str
    group: str
    requirement: Texts
    why: Texts
    source: str
    kind: Literal["text", "practice"]  # decidable from the text, or partly a matter of practice
    severity: Severity
    parts: tuple[Part, ...]
    partly: tuple[Rule, ...] = ()  # evidence that half meets the requirement, whatever its parts
    contradicted: tuple[Rule, ...] = ()
    need: int = 0  # how many parts make it «met»; 0: all of them
    points: int = 0
    look: tuple[str, ...] = ()  # act ids where a reader would look first
    line: int = 0

    @property
    def needed(self) -> int:
        """How many parts make the requirement met."""
        return self.need or len(self.parts)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A named list of requirements in groups."""

    id: str
    title: Texts
    source: str
    groups: dict[str, Texts]
    items: tuple[Item, ...]
    scored: bool = False  # items carry points
    digest: str = ""  # of the file and of words.yaml: a changed rule makes kept evidence invalid

    def item(self, item_id: str) -> Item:
        """The item with this id; raises KeyError."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)


def checklists() -> list[str]:
    """Names of the checklists that come with lawkit, in alphabetical order."""
    folder = resource("rules", "checklists")
    return sorted(p.stem for p in folder.glob("*.yaml") if p.stem != "words")


def load_checklist(path_or_name: str | Path) -> Checklist:
    """Read and check a checklist, by name («egov») or by the path of a file.

    Raises RulesError whose `problems` list every mistake of the file with its line: unknown keys, missing languages,
    repeated ids, patterns that cannot be read.
    """
    from lawkit.gaps.reader import read_checklist

    return read_checklist(path_or_name)
