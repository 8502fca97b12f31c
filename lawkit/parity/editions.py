"""Whether two language versions are of the same edition, told from the amending acts that their notes name.

Acts of amendment are compared by the first figures of their number («223-VII», «57-НП» and «57-НҚ» alike), provision by
provision: where both texts were amended by the same acts, a difference is no matter of editions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lawkit.model import Act

_FIGURES = re.compile(r"\d+")
_LEAST_PLACES = 3
_LEAST_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Editions:
    """What the notes of two texts tell."""

    differ: bool  # the whole texts are evidently of different editions
    only_a: tuple[str, ...]  # amending acts that only the notes of a name
    only_b: tuple[str, ...]
    places: frozenset[str]  # provisions whose notes name different amending acts
    noted: bool  # both texts have notes, so that places can be told apart

    def doubtful(self, *eids: str) -> bool:
        """Whether a discrepancy there may be one of editions."""
        return self.differ and (not self.noted or any(self._touched(eid) for eid in eids if eid))

    def _touched(self, eid: str) -> bool:
        """Whether a note that differs stands at the provision, above it or below it."""
        return any(eid == p or eid.startswith(p + "__") or p.startswith(eid + "__") for p in self.places)


def top(eid: str) -> str:
    """The article or point that a provision belongs to."""
    parts = eid.split("__")
    return "__".join(parts[:2]) if parts[0].startswith("annex") and len(parts) > 1 else parts[0]


def compare_editions(a: Act, b: Act) -> Editions:
    """Compare the amending acts that the notes of two texts name, and their editions where there are no notes."""
    one, two = _amended(a), _amended(b)
    articles = {p for p in map(top, (*one, *two)) if p and _below(one, p) != _below(two, p)}
    places = frozenset(p for p in (*one, *two) if top(p) in articles and set(one.get(p, ())) != set(two.get(p, ())))
    every_a, every_b = _all(one), _all(two)
    only_a = tuple(sorted(every_a[k] for k in every_a.keys() - every_b.keys()))
    only_b = tuple(sorted(every_b[k] for k in every_b.keys() - every_a.keys()))
    noted = bool(every_a) and bool(every_b)
    dated = a.edition is not None and b.edition is not None and a.edition != b.edition
    count = len({top(p.eid) for p in a.provisions if p.kind in ("article", "paragraph")})
    many = len({top(p) for p in places}) >= max(_LEAST_PLACES, _LEAST_SHARE * count)
    differ = (
        (dated and (not noted or bool(places)))
        or (noted and many)
        or (noted and bool(only_a or only_b) and len({top(p) for p in places}) > 1)
    )
    return Editions(differ, only_a, only_b, places, noted)


def _below(places: dict[str, dict[str, str]], article: str) -> set[str]:
    return {figures for p, numbers in places.items() if top(p) == article for figures in numbers}


def _amended(act: Act) -> dict[str, dict[str, str]]:
    """Amending acts by place: first figures of the number → number as printed."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for note in act.notes:
        for amendment in note.amendments:
            figures = _FIGURES.match(amendment.act_number)
            if figures:
                found[note.eid].setdefault(figures[0], amendment.act_number)
    return found


def _all(places: dict[str, dict[str, str]]) -> dict[str, str]:
    return {figures: number for numbers in places.values() for figures, number in numbers.items()}
