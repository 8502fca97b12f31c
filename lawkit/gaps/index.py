"""The words of one act, found fast: where a group of phrases stands, and which provisions depend on it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
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


def placed(texts: Iterable[Sequence[str]]) -> tuple[Places, list[int]]:
    """The places of the words of many short texts, so far apart that no phrase reaches across, and where each begins."""
    positions: dict[str, list[int]] = {}
    starts: list[int] = []
    at = 0
    for words in texts:
        starts.append(at)
        for place, word in enumerate(words, at):
            positions.setdefault(word, []).append(place)
        at += len(words) + _BREAK
    return Places(positions), starts


class Places:
    """Where words stand, by a number for each place; places of words that were asked for are remembered."""

    def __init__(self, positions: dict[str, list[int]]) -> None:
        self._positions = positions
        self._vocabulary = sorted(positions)
        self._known: dict[tuple[tuple[str, bool], ...], list[int]] = {}
        self._sets: dict[tuple[tuple[str, bool], ...], frozenset[int]] = {}

    def of(self, word: Word) -> list[int]:
        """The places of a word of a phrase, rising."""
        known = self._known.get(word.alternatives)
        if known is None:
            known = self._known[word.alternatives] = self._of(word)
        return known

    def _of(self, word: Word) -> list[int]:
        lists: list[list[int]] = []
        for stem, beginning in word.alternatives:
            if not beginning:
                lists.append(self._positions.get(stem, []))
                continue
            at = bisect_left(self._vocabulary, stem)
            while at < len(self._vocabulary) and self._vocabulary[at].startswith(stem):
                lists.append(self._positions[self._vocabulary[at]])
                at += 1
        return lists[0] if len(lists) == 1 else sorted({p for places in lists for p in places})

    def _set(self, word: Word) -> frozenset[int]:
        known = self._sets.get(word.alternatives)
        if known is None:
            known = self._sets[word.alternatives] = frozenset(self.of(word))
        return known

    def occurrences(self, phrase: Phrase) -> list[tuple[int, int]]:
        """Start and end of every occurrence; time grows with the number of places of its first word."""
        if not all(map(self.of, phrase)):
            return []
        found = [(p, p + 1) for p in self.of(phrase[0])]
        for word in phrase[1:]:
            places = self._set(word)
            if not word.gap:
                found = [(start, end + 1) for start, end in found if end in places]
                continue
            longer: list[tuple[int, int]] = []
            for start, end in found:
                for step in range(GAP + 1):
                    if end + step in places:
                        longer.append((start, end + step + 1))
                        break
            found = longer
        return found


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
        self._tokens = [tokens(p.text) for p in self.provisions]
        headings = [[word for word, _, _ in tokens(p.heading)[: _BREAK - GAP - 2]] for p in self.provisions]
        self._text, self._starts = placed([[word for word, _, _ in told] for told in self._tokens])
        self._headings, self._heading_starts = placed(headings)
        self._title, _ = placed([self.title])
        self._found: dict[str, Found] = {}
        self._reached: dict[str, frozenset[int]] = {}

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
            for start, end in self._text.occurrences(phrase):
                unit = bisect_right(self._starts, start) - 1
                base = self._starts[unit]
                own.setdefault(unit, []).append((start - base, end - base))
            headings.update(bisect_right(self._heading_starts, s) - 1 for s, _ in self._headings.occurrences(phrase))
        return Found(
            {unit: tuple(sorted(set(ranges))) if len(ranges) > 1 else tuple(ranges) for unit, ranges in own.items()},
            frozenset(headings),
            any(self._title.occurrences(phrase) for phrase in group.phrases),
        )

    def chain(self, unit: int) -> list[int]:
        """A provision and everything above it, nearest first."""
        found = [unit]
        while (unit := self.parents[unit]) >= 0:
            found.append(unit)
        return found

    def reach(self, group: Group) -> frozenset[int]:
        """Provisions that have a group in their text, heading or lead-in, or in the heading of their article; remembered.

        Headings of chapters say too little of a single provision; they count for a rule's scope only.
        """
        known = self._reached.get(group.text)
        if known is None:
            known = self._reached[group.text] = frozenset(self._reach(group))
        return known

    def _reach(self, group: Group) -> set[int]:
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
        return [word for word, _, _ in self._tokens[unit]]

    def offsets(self, unit: int, ranges: list[tuple[int, int]]) -> tuple[int, int, Span]:
        """The sentence or sentences of a provision's text in which some token ranges stand, and from where to where these reach."""
        text = self.provisions[unit].text
        words = self._tokens[unit]
        start, end = words[min(a for a, _ in ranges)][1], words[max(b for _, b in ranges) - 1][2]
        before = max(text.rfind(stop, 0, start) for stop in (". ", "\n", "! "))
        after = [at for stop in (". ", "\n") if (at := text.find(stop, end)) >= 0]
        first, last = before + 1, min(after, default=len(text.rstrip()) - 1) + 1
        while first < start and text[first].isspace():
            first += 1
        return first, max(end, min(last, len(text))), Span(start, end)


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
