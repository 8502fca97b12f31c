"""What was judged before and rests on the same things still: a pair of provisions is not judged twice.

A mark is made of all that the judgement of a pair rests on: both provisions with their places, norms, definitions and
references, the bodies that their acts name, and the weights of their words. Weights go in steps (`standing`), so that
an act more or less changes few of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from lawkit.model import Finding, Reading
from lawkit.overlaps.bodies import ShortForms
from lawkit.overlaps.comparison import split_words
from lawkit.overlaps.rules import stems
from lawkit.overlaps.units import Unit, rank

if TYPE_CHECKING:
    from lawkit.overlaps.engine import _Field

_BYTES = 12


class Judgements:
    """Findings by the mark of the pair: those of the last time, and those that this time found or took over."""

    def __init__(self, before: Mapping[str, Sequence[Finding]] | None = None) -> None:
        self._before = before or {}
        self._now: dict[str, list[Finding]] = {}
        self.taken_over = 0

    def of(self, mark: str, judge: Callable[[], list[Finding]]) -> list[Finding]:
        """The findings of a pair: of the last time where there are any, else judged now."""
        held = self._before.get(mark)
        self.taken_over += held is not None
        self._now[mark] = judge() if held is None else list(held)
        return self._now[mark]

    def ids(self, findings: Iterable[Finding]) -> dict[str, list[str]]:
        """For the next time: ids by mark, as far as what was found of a pair is among the findings reported."""
        reported = {id(finding) for finding in findings}
        return {
            mark: [finding.id for finding in found]
            for mark, found in self._now.items()
            if all(id(finding) in reported for finding in found)
        }


class Marks:
    """Marks of pairs of groups; each group is read once."""

    def __init__(self, field: _Field) -> None:
        self._field = field
        self._acts = [_act_mark(*pair) for pair in zip(field.readings, field.forms, strict=True)]
        self._referred = [_by_source((r.source, r.target.act) for r in own.references if r.target)
                          for own in field.readings]  # fmt: skip
        self._defined = [_by_source((d.source, repr(d)) for d in own.definitions) for own in field.readings]
        self._made: dict[int, str] = {}

    def of(self, first: int, second: int) -> str:
        """The mark of two groups."""
        return self._group(first) + self._group(second)

    def _group(self, group: int) -> str:
        mark = self._made.get(group)
        if mark is None:
            one, *others = (self._field.units[i] for i in self._field.groups[group])
            parts = [*self._unit(one), *(repr((str(unit.address), unit.text)) for unit in others)]
            digest = blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=_BYTES)
            digest.update(self._weights(one))
            mark = self._made[group] = digest.hexdigest()
        return mark

    def _unit(self, unit: Unit) -> list[str]:
        eid = unit.address.eid
        fields = (str(unit.address), unit.text, unit.key, unit.lead_in, unit.heading, unit.norms, unit.defines)
        referred = sorted(set(self._referred[unit.reading].get(eid, ())))
        return [repr(fields), repr(referred), *self._defined[unit.reading].get(eid, ()), self._acts[unit.reading]]

    def _weights(self, unit: Unit) -> bytes:
        words = split_words(" ".join((unit.text, *self._defined[unit.reading].get(unit.address.eid, ()))))
        return array("d", map(self._field.weigh, stems(self._field.language).of(words))).tobytes()


def _act_mark(reading: Reading, forms: ShortForms) -> str:
    about = repr((reading.act.act_id, rank(reading), forms.language, forms.definitions))
    return blake2b(about.encode("utf-8", "surrogatepass"), digest_size=_BYTES).hexdigest()


def _by_source(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for source, value in pairs:
        found.setdefault(source, []).append(value)
    return found
