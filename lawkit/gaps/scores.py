"""Scores of a checklist by group, and what changed between two sets of verdicts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lawkit.gaps.checklist import Checklist, Item
from lawkit.model import Verdict, VerdictValue

_RANK: dict[VerdictValue, int] = {"contradicted": 0, "not_found": 1, "undetermined": 1, "partly": 2, "met": 3}


@dataclass(frozen=True, slots=True)
class GroupScore:
    """How a group of requirements fares: counts of verdicts, and points where the checklist has them."""

    group: str
    counts: dict[VerdictValue, int]
    points: float
    of: int

    @property
    def share(self) -> float:
        """Points earned of those possible, 0 to 1."""
        return self.points / self.of if self.of else 0.0


def points(item: Item, verdict: Verdict) -> int:
    """Points of one verdict: all when met, the share of the parts shown when partly (rounded down, at least one), else 0.

    Items without points of their own count one, half a requirement counts nothing.
    """
    worth = item.points or 1
    if verdict.value == "met":
        return worth
    if verdict.value != "partly" or not item.points:
        return 0
    return max(1, int(worth * _shown(item, verdict) / item.needed))


def _shown(item: Item, verdict: Verdict) -> int:
    """How many parts a verdict shows: those named before «not found» in its reason."""
    said = re.split(r"\. not found: ", verdict.reason.get("eng", ""))[0]
    return sum(1 for part in item.parts if f"{part.name['eng']} (" in said) or 1


def score(verdicts: Sequence[Verdict], checklist: Checklist) -> list[GroupScore]:
    """One score a group, in the checklist's order. Unscored checklists count one point a requirement met, a half partly."""
    by_item = {v.item: v for v in verdicts if v.checklist == checklist.id}
    scores: list[GroupScore] = []
    for group in checklist.groups:
        items = [i for i in checklist.items if i.group == group and i.id in by_item]
        counts: dict[VerdictValue, int] = dict.fromkeys(
            ("met", "partly", "not_found", "contradicted", "undetermined"), 0
        )
        for item in items:
            counts[by_item[item.id].value] += 1
        if checklist.scored:
            earned = float(sum(points(i, by_item[i.id]) for i in items))
        else:
            earned = counts["met"] + counts["partly"] / 2
        possible = sum(i.points if checklist.scored else 1 for i in items)
        if items:
            scores.append(GroupScore(group, counts, earned, possible))
    return scores


@dataclass(frozen=True, slots=True)
class Difference:
    """What a draft or a new edition changes: requirement ids, with the verdict before and after."""

    closed: tuple[tuple[str, VerdictValue, VerdictValue], ...] = field(default=())
    opened: tuple[tuple[str, VerdictValue, VerdictValue], ...] = field(default=())
    same: int = 0


def difference(before: Sequence[Verdict], after: Sequence[Verdict]) -> Difference:
    """Which gaps close (the verdict gets better) and which open (it gets worse) from one set of verdicts to another."""
    old = {(v.checklist, v.item): v.value for v in before}
    closed: list[tuple[str, VerdictValue, VerdictValue]] = []
    opened: list[tuple[str, VerdictValue, VerdictValue]] = []
    same = 0
    for verdict in after:
        was = old.get((verdict.checklist, verdict.item))
        if was is None:
            continue
        step = _RANK[verdict.value] - _RANK[was]
        if step > 0:
            closed.append((verdict.item, was, verdict.value))
        elif step < 0:
            opened.append((verdict.item, was, verdict.value))
        else:
            same += 1
    return Difference(tuple(closed), tuple(opened), same)
