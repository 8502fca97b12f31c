"""What differs between the facts of two provisions that say the same in two languages.

Equal facts go first, then what is equal in all but form (24 hours and a day, a number whose unit one text leaves out);
what is left is paired by unit, and only what still has no partner is one-sided.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from lawkit.model import Tier
from lawkit.parity.facts import TIMES, Cite, Day, Facts, Quantity
from lawkit.parity.findings import Difference

_AMOUNTS = frozenset({"tenge", "indicator", "percent", "share", "fold"})
_IN_HOURS = {"hour": 1.0, "day": 24.0, "week": 168.0}
_IN_MONTHS = {"month": 1.0, "quarter": 3.0, "year": 12.0}
T = TypeVar("T", Quantity, Day, Cite)


@dataclass
class Left(Generic[T]):
    """Facts of one kind that found no equal on the other side."""

    a: list[T] = field(default_factory=list)
    b: list[T] = field(default_factory=list)

    def cancel(self, same: Callable[[T, T], bool]) -> None:
        """Take out pairs for which `same` holds, in order."""
        self.take(same)

    def take(self, same: Callable[[T, T], bool]) -> list[tuple[T, T]]:
        """Take out and return pairs for which `same` holds, in order."""
        taken = []
        for one in list(self.a):
            two = next((x for x in self.b if same(one, x)), None)
            if two is not None:
                self.a.remove(one)
                self.b.remove(two)
                taken.append((one, two))
        return taken


@dataclass
class Leftovers:
    """What is left of the facts of two texts."""

    quantities: Left[Quantity]
    dates: Left[Day]
    cites: Left[Cite]
    facts: tuple[Facts, Facts]

    @property
    def any(self) -> bool:
        """Whether anything is left."""
        return any(side for left in (self.quantities, self.dates, self.cites) for side in (left.a, left.b))


def leftovers(a: Facts, b: Facts) -> Leftovers:
    """Take equal facts out."""
    left = Leftovers(
        Left(list(a.quantities), list(b.quantities)),
        Left(list(a.dates), list(b.dates)),
        Left(list(a.cites), list(b.cites)),
        (a, b),
    )
    for kind in (left.quantities, left.dates, left.cites):
        kind.cancel(_equal)
    left.quantities.cancel(_alike)
    left.dates.cancel(_same_day)
    _ranges(left.cites)
    return left


def _equal(a: Any, b: Any) -> bool:
    return bool(a.key == b.key)


def _alike(a: Quantity, b: Quantity) -> bool:
    """Equal in all but form."""
    if a.value == b.value and (not a.unit or not b.unit):
        return True
    for table in (_IN_HOURS, _IN_MONTHS):
        if a.unit in table and b.unit in table and a.unit != b.unit:
            return a.value * table[a.unit] == b.value * table[b.unit]
    return False


def _same_day(a: Day, b: Day) -> bool:
    """The same date, where one text leaves out the year or gives nothing but the year."""
    return ((not a.year or not b.year or a.year == b.year)
            and (not a.month or not b.month or (a.month, a.day) == (b.month, b.day))
            and (a.year == b.year or (a.month, a.day) == (b.month, b.day)))  # fmt: skip


def _ranges(left: Left[Cite]) -> None:
    """«13 – 15» is read as two numbers where spaces stand, as one where none do."""
    for mine, others in ((left.a, left.b), (left.b, left.a)):
        for cite in list(mine):
            parts = cite.number.split("-")
            found = [next((o for o in others if o.key == (cite.kind, part)), None) for part in parts]
            if len(parts) == 2 and all(found):
                mine.remove(cite)
                for other in found:
                    others.remove(other)  # type: ignore[arg-type]


def pool(lead: Leftovers, item: Leftovers) -> None:
    """A Kazakh sentence ends after its list: what one text says in the lead-in the other may say in an item."""
    for one, two in ((lead.quantities, item.quantities), (lead.dates, item.dates), (lead.cites, item.cites)):
        for mine, theirs in ((one.a, two.b), (two.a, one.b)):
            across: Left[Any] = Left(list(mine), list(theirs))
            across.cancel(_equal)
            across.cancel(lambda a, b: isinstance(a, Quantity) and _alike(a, b))
            mine[:], theirs[:] = across.a, across.b


def differences(left: Leftovers, text_a: str, text_b: str) -> list[Difference]:
    """What is left, as differences with the words of both texts."""
    _figures_of_citations(left)
    found = [*_quantities(left), *_dates(left.dates), *_cites(left.cites)]
    return [_shown(code, tier, a, b, text_a, text_b) for code, tier, a, b in found]


_Raw = tuple[str, Tier, Any, Any]


def _shown(code: str, tier: Tier, a: Any, b: Any, text_a: str, text_b: str) -> Difference:
    none = Difference(code, tier)
    return Difference(
        code,
        tier,
        _said(a, text_a),
        _said(b, text_b),
        a.span if a else none.span_a,
        b.span if b else none.span_b,
    )


def _said(fact: Any, text: str) -> str:
    if fact is None:
        return ""
    return fact.words(text) if isinstance(fact, Cite) else str(fact.span.of(text))


def _figures_of_citations(left: Leftovers) -> None:
    """A citation without its keyword («по 190, 216 Кодекса») is read as numbers: they answer the citations."""
    for cites, numbers in ((left.cites.a, left.quantities.b), (left.cites.b, left.quantities.a)):
        for cite in list(cites):
            parts = cite.number.split("-")
            found = [next((q for q in numbers if not q.unit and f"{q.value:g}" == part), None) for part in parts]
            if all(found):
                cites.remove(cite)
                for q in found:
                    if q in numbers:
                        numbers.remove(q)


def _quantities(left: Leftovers) -> list[_Raw]:
    mine = left.quantities
    found: list[_Raw] = []
    for a, b in mine.take(lambda x, y: x.value == y.value and x.unit == y.unit):  # calendars differ
        both = {a.calendar, b.calendar} == {"working", "calendar"}
        tier: Tier = "certain" if both else "likely" if "working" in (a.calendar, b.calendar) else "possible"
        found.append(("deadline-differs", tier, a, b))
    mine.a = [q for q in mine.a if not q.implied or any(o.value == 1 for o in mine.b)]
    mine.b = [q for q in mine.b if not q.implied or any(o.value == 1 for o in mine.a)]
    for a, b in mine.take(lambda x, y: x.unit == y.unit and x.calendar == y.calendar):
        found.append((_code(a), _sure(a, b), a, b))
    for a, b in mine.take(lambda x, y: x.unit == y.unit):
        found.append((_code(a), _sure(a, b), a, b))
    for a, b in mine.take(lambda x, y: x.value == y.value):  # units differ
        found.append((_code(a) if _code(a) == _code(b) else "number-differs", "certain", a, b))
    for a, b in mine.take(lambda x, y: not x.unit or not y.unit or (x.unit in TIMES and y.unit in TIMES)):
        found.append((_code(a if a.unit else b), "likely", a, b))
    for q, own, other in [(q, *left.facts) for q in mine.a] + [(q, *left.facts[::-1]) for q in mine.b]:
        if q.implied or (q.value == 1 and not q.figures and not _other_unit(q, own, other)):
            continue  # «в течение года» and «бір жыл ішінде»
        if q.value in other.weak or (q.value < 3 and not q.unit):
            continue
        tier = "likely" if q.figures or q.unit else "possible"
        found.append((_code(q), tier, q, None) if q in mine.a else (_code(q), tier, None, q))
    return found


def _other_unit(q: Quantity, own: Facts, other: Facts) -> bool:
    """Whether the other text names, instead of one year, a month or the like, which the own text has nowhere."""
    if q.unit not in TIMES or q.unit in other.units:
        return False
    here = own.units | {q.unit for q in own.quantities}
    return bool((other.units & TIMES) - here)


def _sure(a: Quantity, b: Quantity) -> Tier:
    return "certain" if a.unit or (a.figures and b.figures) else "likely"


def _code(q: Quantity) -> str:
    return "deadline-differs" if q.unit in TIMES else "amount-differs" if q.unit in _AMOUNTS else "number-differs"


def _dates(left: Left[Day]) -> list[_Raw]:
    found: list[_Raw] = [
        ("date-differs", "certain", a, b) for a, b in left.take(lambda a, b: bool(a.month) == bool(b.month))
    ]
    found += [("date-differs", "likely", a, None) for a in left.a]
    return found + [("date-differs", "likely", None, b) for b in left.b]


def _cites(left: Left[Cite]) -> list[_Raw]:
    found: list[_Raw] = []
    for a, b in left.take(lambda x, y: x.number == y.number and x.number != "this"):  # another kind of unit
        found.append(("target-differs", "likely", a, b))
    for a, b in left.take(lambda x, y: x.number == "this" == y.number):
        found.append(("target-differs", "likely", a, b))
    for a, b in left.take(lambda x, y: x.kind == y.kind and "this" not in (x.number, y.number)):
        found.append(("target-differs", "certain", a, b))
    for a, b in left.take(lambda x, y: x.kind == y.kind):
        found.append(("target-differs", "likely", a, b))
    for one, side in [(c, 0) for c in left.a] + [(c, 1) for c in left.b]:
        tier: Tier = "possible" if one.number == "this" else "likely"
        found.append(("target-differs", tier, one, None) if side == 0 else ("target-differs", tier, None, one))
    return found


def modality_differs(a: Sequence[str], b: Sequence[str]) -> tuple[str, str] | None:
    """The modality that a has more of, and the one that b has more of instead; None when nothing contradicts."""
    counts = {m: a.count(m) - b.count(m) for m in ("right", "duty", "prohibition")}
    refrain = a.count("refrain") - b.count("refrain")
    for m in ("prohibition", "duty"):  # «обязаны воздерживаться» and «…меуге тиіс» are no difference
        moved = min(abs(refrain), max(0, -counts[m] if refrain > 0 else counts[m]))
        counts[m] += moved if refrain > 0 else -moved
        refrain -= moved if refrain > 0 else -moved
    counts["prohibition"] += refrain
    more = [m for m, n in counts.items() if n > 0]
    fewer = [m for m, n in counts.items() if n < 0]
    return (more[0], fewer[0]) if more and fewer else None


__all__: Sequence[str] = ("Left", "Leftovers", "differences", "leftovers", "modality_differs", "pool")
