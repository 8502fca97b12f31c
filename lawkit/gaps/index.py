"""The words of one act, found fast: where a group of phrases stands, and which provisions depend on it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from lawkit.gaps.patterns import GAP, Group, Phrase, Word, tokens
from lawkit.model import FRAME, GROUPINGS, Act, Language, Provision, Span

_BREAK = 1000  # numbers left free between provisions, so that no phrase reaches across


@dataclass(frozen=True, slots=True)
class Found:
    """Where a group occurs: token ranges in the provisions' texts, and provisions whose heading has it."""

    own: dict[int, tuple[tuple[int, int], ...]]
    headings: frozenset[int]
    title: bool

    @property
    def nowhere(self) -> bool:
        """Whether it occurs nowhere in the act."""
        return not (self.own or self.headings or self.title)


class ActIndex:
    """Word positions of the provisions in force of one act in one language."""

    def __init__(self, act: Act) -> None:
        self.act = act
        self.language: Language = act.language
        self.provisions: tuple[Provision, ...] = tuple(
            p for p in act.provisions if p.status == "in_force" and p.kind not in FRAME
        )
        place = {p.eid: i for i, p in enumerate(self.provisions)}
        self.parents: list[int] = [place.get(p.parent, -1) for p in self.provisions]
        self._hang_on_lead_ins()
        self.ends: list[int] = self._ends()
        self.title = [t for t, _, _ in tokens(act.title)]
        self._starts: list[int] = []
        self._positions: dict[str, list[int]] = {}
        self._headings: dict[str, list[int]] = {}
        self._fill()
        self._vocabulary = sorted(self._positions)
        self._heading_words = sorted(self._headings)
        self._title_places: dict[str, list[int]] = {}
        for at, word in enumerate(self.title):
            self._title_places.setdefault(word, []).append(at)
        self._title_words = sorted(self._title_places)
        self._found: dict[str, Found] = {}

    def _hang_on_lead_ins(self) -> None:
        """List items of an article without points stand beside their lead-in; here they depend on it."""
        lead: dict[int, int] = {}
        for i, provision in enumerate(self.provisions):
            parent = self.parents[i]
            if provision.kind in {"subparagraph", "indent"} and parent in lead:
                self.parents[i] = lead[parent]
            elif provision.kind == "alinea" and provision.text.rstrip().endswith(":"):
                lead[parent] = i
            elif parent in lead and provision.kind not in {"subparagraph", "indent"}:
                del lead[parent]

    def _ends(self) -> list[int]:
        ends = list(range(1, len(self.provisions) + 1))
        for i in range(len(self.provisions) - 1, -1, -1):
            if (parent := self.parents[i]) >= 0:
                ends[parent] = max(ends[parent], ends[i])
        return ends

    def _fill(self) -> None:
        at = 0
        heading_at = 0
        for i, provision in enumerate(self.provisions):
            self._starts.append(at)
            for word, _, _ in tokens(provision.text):
                self._positions.setdefault(word, []).append(at)
                at += 1
            at += _BREAK
            heading_at = i * _BREAK
            for word, _, _ in tokens(provision.heading)[: _BREAK - GAP - 2]:
                self._headings.setdefault(word, []).append(heading_at)
                heading_at += 1

    def find(self, group: Group) -> Found:
        """Where a group occurs; remembered."""
        known = self._found.get(group.text)
        if known is None:
            known = self._found[group.text] = self._find(group)
        return known

    def _find(self, group: Group) -> Found:
        own: dict[int, list[tuple[int, int]]] = {}
        headings: set[int] = set()
        for phrase in group.phrases:
            for start, end in _occurrences(phrase, self._positions, self._vocabulary):
                unit = bisect_left(self._starts, start + 1) - 1
                base = self._starts[unit]
                own.setdefault(unit, []).append((start - base, end - base))
            headings.update(s // _BREAK for s, _ in _occurrences(phrase, self._headings, self._heading_words))
        return Found(
            {unit: tuple(sorted(set(ranges))) for unit, ranges in own.items()},
            frozenset(headings),
            any(_occurrences(phrase, self._title_places, self._title_words) for phrase in group.phrases),
        )

    def chain(self, unit: int) -> list[int]:
        """A provision and everything above it, nearest first."""
        found = [unit]
        while (unit := self.parents[unit]) >= 0:
            found.append(unit)
        return found

    def reach(self, group: Group) -> set[int]:
        """Provisions that have a group in their text, heading or lead-in, or in the heading of their article.

        Headings of chapters say too little of a single provision; they count for a rule's scope only.
        """
        found = self.find(group)
        reached: set[int] = set()
        for unit in found.own:
            leads = self.provisions[unit].text.rstrip().endswith(":")
            reached.update(range(unit, self.ends[unit]) if leads else (unit,))
        for unit in found.headings:
            if self.provisions[unit].kind not in GROUPINGS:
                reached.update(range(unit, self.ends[unit]))
        return reached

    @cached_property
    def with_text(self) -> frozenset[int]:
        """Provisions that have text of their own."""
        return frozenset(i for i, p in enumerate(self.provisions) if p.text.strip())

    def words(self, unit: int) -> list[str]:
        """The words of a provision's text as they are compared."""
        return [w for w, _, _ in tokens(self.provisions[unit].text)]

    def offsets(self, unit: int, ranges: list[tuple[int, int]]) -> tuple[int, int, Span]:
        """The sentence or sentences of a provision's text in which some token ranges stand, and from where to where these reach."""
        text = self.provisions[unit].text
        words = tokens(text)
        start, end = words[min(a for a, _ in ranges)][1], words[max(b for _, b in ranges) - 1][2]
        before = max(text.rfind(stop, 0, start) for stop in (". ", "\n", "! "))
        after = [at for stop in (". ", "\n") if (at := text.find(stop, end)) >= 0]
        first, last = before + 1, min(after, default=len(text.rstrip()) - 1) + 1
        while first < start and text[first].isspace():
            first += 1
        return first, max(end, min(last, len(text))), Span(start, end)


def _places(word: Word, positions: dict[str, list[int]], vocabulary: list[str]) -> list[int]:
    lists: list[list[int]] = []
    for stem, beginning in word.alternatives:
        if not beginning:
            lists.append(positions.get(stem, []))
            continue
        at = bisect_left(vocabulary, stem)
        while at < len(vocabulary) and vocabulary[at].startswith(stem):
            lists.append(positions[vocabulary[at]])
            at += 1
    return lists[0] if len(lists) == 1 else sorted({p for places in lists for p in places})


def _occurrences(phrase: Phrase, positions: dict[str, list[int]], vocabulary: list[str]) -> list[tuple[int, int]]:
    """Start and end of every occurrence; time grows with the number of places of its first word."""
    found = [(p, p + 1) for p in _places(phrase[0], positions, vocabulary)]
    for word in phrase[1:]:
        if not found:
            return []
        places = set(_places(word, positions, vocabulary))
        reach = GAP + 1 if word.gap else 1
        longer: list[tuple[int, int]] = []
        for start, end in found:
            for step in range(reach):
                if end + step in places:
                    longer.append((start, end + step + 1))
                    break
        found = longer
    return found


_KEPT = 64
_indexes: dict[tuple[str, str, int, int], ActIndex] = {}


def index_of(act: Act) -> ActIndex:
    """The index of an act; the last ones are remembered, so that several checklists share one."""
    key = (str(act.address), act.title, hash(act.body), len(act.provisions))
    known = _indexes.pop(key, None) or ActIndex(act)
    _indexes[key] = known
    while len(_indexes) > _KEPT:
        del _indexes[next(iter(_indexes))]
    return known


def forget() -> None:
    """Drop the remembered indexes, for measuring."""
    _indexes.clear()
