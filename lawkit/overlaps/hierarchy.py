"""Laws above by-laws: which acts a provision refers to, and whether a by-law repeats a law without saying so."""

from __future__ import annotations

from collections.abc import Sequence

from lawkit.model import Reading
from lawkit.overlaps.units import Unit, fold, rank


def referred(readings: Sequence[Reading], unit: Unit) -> set[str]:
    """Ids of the acts that a provision refers to, or the words for an act that was read without a register.

    `readings` are those that units are numbered by.
    """
    own = [r for r in readings[unit.reading].references if r.source == unit.address.eid]
    named = {fold(r.text) for r in own if not r.target and r.kind == "other_act"}
    return named | {r.target.act for r in own if r.target}


def vertical(readings: Sequence[Reading], units: Sequence[Unit]) -> bool:
    """A by-law and a law among the units, and the by-law's provision does not refer to the law.

    A by-law repeats a law only with a reference to it: article 25 of the law of 6 April 2016 № 480-V on legal acts.
    """
    laws = {unit.act for unit in units if rank(readings[unit.reading]) == 2}
    by_laws = [unit for unit in units if rank(readings[unit.reading]) == 1]
    return bool(laws) and any(not referred(readings, unit) & laws for unit in by_laws)
