"""What stands under a lead-in that changes another act: whose units are meant there, and which ones.

«1. В Закон … «О …»: 1) в статье 7: пункт 3 изложить в следующей редакции: «3. …»»: point 3 is article 7's of that act,
and the quoted words speak with its voice: «настоящий Закон» and «настоящая статья» in them are that act and that article.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lawkit.model import ReferenceKind
from lawkit.reading.references.bases import Base
from lawkit.reading.references.elsewhere import Draft, Levels, eid_of, elsewhere
from lawkit.reading.references.grammar import RANK
from lawkit.reading.references.mentions import Mention
from lawkit.reading.references.tree import Tree

Units = tuple[tuple[str, str], ...]  # level and number, from large to small

UNKNOWN = Base(
    "", own=False, status="undetermined", reason="the act changes other acts: which one is meant is not told"
)
_NOT_TOLD = "in words quoted for another text: what «this» is there is not told"
_FORMS = {"Z": ("law",), "K": ("code", "constitution"), "V": ("order",), "P": ("resolution",), "U": ("decree",)}


def merged(units: Units, below: Sequence[tuple[str, str]]) -> Units:
    """The units around, as far as they are larger than a path, and the path: article 7 and «пункт 3» → both."""
    if not below:
        return units
    top = RANK[below[0][0]]
    whole = (*(u for u in units if RANK[u[0]] > top), *below)
    if any(level == "article" for level, _ in whole):  # articles are numbered through an act, whatever their chapter
        whole = tuple(u for u in whole if RANK[u[0]] <= RANK["article"])
    return whole


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of an amending act: the act that is changed there, the units around, and whose voice speaks."""

    start: int  # in the body
    end: int
    base: Base = UNKNOWN
    units: Units = ()
    quoted: bool = False  # the new wording
    fragment: bool = False  # quoted words that are no whole wording: «слова «…» заменить»
    adding: bool = False  # the units named are new ones

    def base_for(self, mention: Mention | None) -> Base:
        """The act that a chain with this mention hangs on here."""
        if mention is None:
            return dataclasses.replace(UNKNOWN, reason=_NOT_TOLD) if self.fragment else self.base
        if mention.kind != ("this" if self.quoted else "said") or self.base.status != "resolved":
            return dataclasses.replace(UNKNOWN, reason=_NOT_TOLD) if self.quoted else UNKNOWN
        if mention.noun == "document" and (self.base.approved or (self.units[:1] and self.units[0][0] == "annex")):
            return self.base
        if mention.noun in _FORMS.get(self.base.act_id[:1], ()):
            whole = self.base.approved and not self.quoted  # «приложение 1 к указанному приказу»: the order's own
            return dataclasses.replace(self.base, approved=False) if whole or not self.base.approved else UNKNOWN
        return dataclasses.replace(UNKNOWN, reason=_NOT_TOLD)


@dataclass(slots=True)
class Frames:
    """The frames of an act in the order of its text, and the units that it adds to others."""

    listed: list[Frame] = field(default_factory=list)
    fragments: list[tuple[int, int]] = field(default_factory=list)
    added: set[tuple[str, Units]] = field(default_factory=set)
    _starts: list[int] = field(default_factory=list)

    def close(self) -> None:
        """Puts the frames in order; called once all are known."""
        self.listed.sort(key=lambda f: f.start)
        self.fragments.sort()
        self._starts = [f.start for f in self.listed]

    def at(self, place: int) -> Frame | None:
        """The frame over a place in the body."""
        n = bisect_right(self._starts, place)
        if not n or self.listed[n - 1].end <= place:
            return None
        frame = self.listed[n - 1]
        f = bisect_right(self.fragments, (place, 1 << 60))
        if frame.quoted or not f or self.fragments[f - 1][1] <= place:
            return frame
        start, end = self.fragments[f - 1]
        return dataclasses.replace(frame, start=start, end=end, units=(), quoted=True, fragment=True, adding=False)

    def adds(self, act_id: str, path: Units) -> bool:
        """Whether a unit, or one in which it stands, is added by this act."""
        return any((act_id, path[:n]) in self.added for n in range(1, len(path) + 1))


def governed(levels: Levels, frame: Frame, frames: Frames, base: Base, tree: Tree | None, *, loose: bool) -> Draft:
    """What units named under a lead-in are: those of the act that is changed, never of the act that changes it."""
    kind: ReferenceKind = "annex" if levels[-1][0] == "annex" else "other_act"
    level, _, how = levels[0]
    stated = [(lv, n) for lv, n, _ in levels]
    if how == "said" or (frame.fragment and how == "this"):
        return Draft(kind, "undetermined", "", _NOT_TOLD, base.act_id)
    if any(RANK[lv] >= RANK["article"] > RANK[level] for lv, _ in stated[1:]):
        return Draft(kind, "undetermined", "", "an article does not stand in a point", base.act_id)
    if level == "annex" and frame.units[:1] and frame.units[0][0] == "annex" and frame.quoted:
        return Draft(kind, "undetermined", "", "an annex to an annex is not told apart here", base.act_id)
    if how == "this":
        around = [n for n, u in enumerate(frame.units) if u[0] == level]
        if not around:
            return Draft(kind, "undetermined", "", _NOT_TOLD, base.act_id)
        path = (*frame.units[: around[0] + 1], *stated[1:])
    else:
        path = merged(frame.units, stated)
        if loose and len(path) > len(stated):
            return Draft(kind, "undetermined", "", "which article is meant is not told", base.act_id)
    found = elsewhere([(lv, n, "number") for lv, n in path], base, tree, kind, loose=loose)
    if found.status != "dead" or base.repealed:
        return found
    if frame.adding or frames.adds(base.act_id, path) or (frame.quoted and frame.units and _inside(path, frame.units)):
        return Draft(kind, "act_only", eid_of(list(path)), "the provision is added or changed here", base.act_id)
    if frame.quoted and (frame.fragment or len(path) > len(stated)):
        return Draft(kind, "undetermined", "", found.reason, base.act_id)
    return found


def _inside(path: Units, units: Iterable[tuple[str, str]]) -> bool:
    """Whether a path leads into the article, or the first unit, that is being changed."""
    first = next(iter(units))
    return path[:1] == (first,)
