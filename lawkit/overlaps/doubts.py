"""Pairs that one question joins and a reader may not: a definition beside a rule that only uses its term, and the like.

What the law itself tells apart by an exception is asked too. Of 30 pairs of a definition and a rule that readers marked, 15 of 17 are right where the rule repeats so much of the
definition, and 4 of 13 where it repeats less (tests/gold, draws of matters).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import combinations

from lawkit.model import Address, Language, Reading
from lawkit.overlaps.answering import Answering
from lawkit.overlaps.classify import Weigh, measure
from lawkit.overlaps.delimited import delimited
from lawkit.overlaps.rules import thresholds

Doubt = Callable[[Answering, Answering], bool]
Group = tuple[Answering, ...]


def no_doubt(_a: Answering, _b: Answering) -> bool:
    """Every pair is asserted as its matter says."""
    return False


def doubts(readings: Iterable[Reading], language: Language, weigh: Weigh) -> Doubt:
    """Tells whether a pair of answers is asked, not asserted; `weigh` gives the weight of a stem."""
    return doubts_of(defining_of(readings), language, weigh)


def defining_of(readings: Iterable[Reading]) -> set[Address]:
    """The provisions that define a term."""
    return {reading.act.at(d.source) for reading in readings for d in reading.definitions if d.form != "abbreviation"}


def doubts_of(defining: Collection[Address], language: Language, weigh: Weigh) -> Doubt:
    """The same, where it is known which provisions define a term."""
    least = float(thresholds()["matters"]["repeats"])
    known: dict[frozenset[Address], bool] = {}

    def doubtful(a: Answering, b: Answering) -> bool:
        key = frozenset((a.address, b.address))
        if key not in known:
            known[key] = delimited(a.text, b.text, language) or (
                (a.address in defining) != (b.address in defining)
                and measure(a.text, b.text, language, weigh).inside < least
            )
        return known[key]

    return doubtful


def without_doubts(group: Group, doubtful: Doubt) -> list[Group]:
    """Groups that hold no doubtful pair; each sure pair of places of two articles stands in one of them at least."""
    pairs = [(a, b) for a, b in combinations(group, 2) if a.article != b.article]
    sure = [pair for pair in pairs if not doubtful(*pair)]
    if len(sure) == len(pairs):
        return [group]
    out: list[Group] = []
    for pair in sure:
        if not any(set(pair) <= set(held) for held in out):
            out.append(_widened(pair, group, doubtful))
    return out


def _widened(pair: Group, group: Group, doubtful: Doubt) -> Group:
    """A sure pair with all other places, in their order, that are sure of those taken before them."""
    kept = list(pair)
    for one in group:
        if one not in kept and not any(x.article != one.article and doubtful(x, one) for x in kept):
            kept.append(one)
    return tuple(one for one in group if one in kept)
