"""Where one text says must, may or must not and the other says another of the three outright.

Compared are whole provisions, their sentences where both have as many, and lists: a Kazakh predicate stands at the end
of the last item and speaks for all of them. Silence is never taken for anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lawkit.language import sentences
from lawkit.model import Language, Span, Tier
from lawkit.parity.findings import Difference, kinds
from lawkit.parity.matching import modality_differs
from lawkit.parity.units import Unit

_TAIL = 14  # characters that may stand behind a Kazakh predicate
Group = tuple[tuple[Unit, ...], tuple[Unit, ...]]


class Said(NamedTuple):
    """One modality and where it is said."""

    modality: str
    span: Span
    unit: Unit


class Contradiction(NamedTuple):
    """A difference with the provisions that it concerns."""

    a: tuple[Unit, ...]
    b: tuple[Unit, ...]
    difference: Difference


def find_contradictions(
    groups: Sequence[Group], lists: Sequence[tuple[Unit, Sequence[Unit]]]
) -> Iterator[Contradiction]:
    """All contradictions; `lists` are lead-ins of a with all provisions of their list, the lead-in not among them."""
    in_lists = {u.eid for lead, items in lists for u in (lead, *items)}
    told: set[str] = set()
    for ones, twos in groups:
        found = _between(ones, twos, strict=ones[0].eid in in_lists)
        if found is not None:
            told.update(u.eid for u in ones)
            yield found
    partner = {u.eid: twos for ones, twos in groups for u in ones}
    for lead, items in lists:
        if lead.eid in partner and told.isdisjoint({u.eid for u in (lead, *items)}):
            found = _lists(lead, items, partner)
            if found is not None:
                told.update(u.eid for u in (lead, *items))
                yield found


def _between(ones: tuple[Unit, ...], twos: tuple[Unit, ...], *, strict: bool) -> Contradiction | None:
    """The contradiction of two provisions; `strict`: only where both say as many modal words."""
    said_a, said_b = _all(ones), _all(twos)
    same = len(said_a) == len(said_b)
    if same or len(ones) > 1 or len(twos) > 1:
        return _pair(ones, twos, said_a, said_b, "certain" if len(said_a) == 1 else "likely") if same else None
    for mine, theirs in _by_sentence(ones[0], twos[0]):
        if len(mine) == len(theirs):
            found = _pair(ones, twos, mine, theirs, "likely")
            if found is not None:
                return found
    return None if strict else _pair(ones, twos, said_a, said_b, "possible")


def _all(units: Sequence[Unit]) -> list[Said]:
    return [Said(m, s, u) for u in units for m, s in u.facts.modality]


def _by_sentence(a: Unit, b: Unit) -> Iterator[tuple[list[Said], list[Said]]]:
    """Modal words sentence by sentence, where both texts have as many sentences."""
    one, two = sentences(a.text, a.language), sentences(b.text, b.language)
    if len(one) == len(two) > 1:
        for mine, theirs in zip(one, two, strict=True):
            yield _inside(a, mine), _inside(b, theirs)


def _inside(unit: Unit, span: Span) -> list[Said]:
    return [Said(m, s, unit) for m, s in unit.facts.modality if span.start <= s.start < span.end]


def _lists(lead: Unit, items: Sequence[Unit], partner: Mapping[str, tuple[Unit, ...]]) -> Contradiction | None:
    """The contradiction of two lists: of what governs them, else of all that they say."""
    ones, twos = (lead,), partner[lead.eid]
    theirs = list({v.eid: v for u in items for v in partner.get(u.eid, ())}.values())
    governs_a, governs_b = _governing(lead, items), _governing(twos[0], theirs)
    if governs_a and governs_b:
        found = _pair(ones, twos, [governs_a], [governs_b], "likely")
        if found is not None:
            return found
    said_a, said_b = _all([lead, *items]), _all([*twos, *theirs])
    return _pair(ones, twos, said_a, said_b, "likely" if len(said_a) == len(said_b) else "possible")


def _governing(lead: Unit, items: Sequence[Unit]) -> Said | None:
    """The modality of a list: the last word of its lead-in, in Kazakh also the end of its last item."""
    said = _all([lead])
    if said:
        return said[-1]
    if lead.language == "kaz" and items:
        last = _all([items[-1]])
        if last and len(items[-1].text) - last[-1].span.end <= _TAIL:
            return last[-1]
    return None


def _pair(
    ones: tuple[Unit, ...], twos: tuple[Unit, ...], said_a: Sequence[Said], said_b: Sequence[Said], tier: Tier
) -> Contradiction | None:
    differs = modality_differs([x.modality for x in said_a], [x.modality for x in said_b])
    if differs is None:
        return None
    one, two = _place(said_a, differs[0]), _place(said_b, differs[1])
    names = kinds()["modality"]
    words_a: dict[Language, str] = {k: f"{one.span.of(one.unit.text)} ({v})" for k, v in names[differs[0]].items()}
    words_b: dict[Language, str] = {k: f"{two.span.of(two.unit.text)} ({v})" for k, v in names[differs[1]].items()}
    difference = Difference("modality-differs", tier, words_a, words_b, one.span, two.span)
    return Contradiction(
        ones if one.unit in ones else (one.unit, *ones), twos if two.unit in twos else (two.unit, *twos), difference
    )


def _place(said: Sequence[Said], modality: str) -> Said:
    """Where a modality is said: the first place, in Kazakh the last."""
    wanted = ("prohibition", "refrain") if modality == "prohibition" else (modality,)
    places = [x for x in said if x.modality in wanted]
    return places[-1 if places[0].unit.language == "kaz" else 0]
