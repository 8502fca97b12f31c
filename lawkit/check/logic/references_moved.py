"""Where the norm of a dead reference went: its points are looked for, word for word, in the act that has it now.

Needs both the text that the reference was written for and the present one: the repealed act and its successor among the
acts at hand, or an earlier edition of the draft's own act.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.surroundings import act_name, unit_name
from lawkit.check.rules import Rule
from lawkit.language import words
from lawkit.model import Act, Provision, Reference

_LEAST = 5  # words; shorter norms («законности;») recur by nature


def ref_moved(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A dead reference whose norm stands whole in one other unit."""
    for reference, act_id, places in _gone(draft):
        if len(places) == 1:
            yield _hit(draft, reference, act_id, places)


def ref_split(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A dead reference whose norm was divided among several units."""
    for reference, act_id, places in _gone(draft):
        if len(places) > 1:
            yield _hit(draft, reference, act_id, places)


def went_elsewhere(draft: Draft, reference: Reference) -> bool:
    """Whether `ref_moved` or `ref_split` can name the new place."""
    return bool(_places(draft, reference)[1])


def _gone(draft: Draft) -> Iterator[tuple[Reference, str, tuple[str, ...]]]:
    for reference in draft.reading.references:
        if reference.status == "dead" and not reference.editorial:
            act_id, places = _places(draft, reference)
            if places:
                yield reference, act_id, places


def _hit(draft: Draft, reference: Reference, act_id: str, places: tuple[str, ...]) -> Hit:
    names = [unit_name(eid) for eid in places]
    where = {language: ", ".join(n[language] for n in names) for language in names[0]}
    if act_id != draft.act.act_id:
        act = act_name(draft, act_id)
        where = {language: f"{act[language]}, {said}" for language, said in where.items()}
    related = tuple((eid if act_id == draft.act.act_id else f"{act_id}#{eid}", None) for eid in places)
    return Hit(reference.source, reference.span, {"where": where}, related)


def _places(draft: Draft, reference: Reference) -> tuple[str, tuple[str, ...]]:
    """The act and the articles (points of by-laws) that now hold what the reference's target said."""
    target = reference.target
    if target is None or not target.eid or draft.against is None:
        return "", ()
    acts = draft.against.acts()
    old = acts.get(target.act)
    if old is None:
        return "", ()
    new: Act | None
    if target.act == draft.act.act_id:
        new = draft.act
    else:
        new = acts.get(reference.successor.act) if reference.successor is not None else old
    if new is None:
        return "", ()
    wanted = {key for p in _below(old, target.eid) if len(key := _key(p)) >= _LEAST}
    kept = target.eid if new is old else ""
    found = [_unit(p.eid) for p in new.provisions if p.in_force and _key(p) in wanted and not (kept and p.eid == kept)]
    return new.act_id, tuple(dict.fromkeys(found))


def _below(act: Act, eid: str) -> list[Provision]:
    return [p for p in act.provisions if p.eid == eid or p.eid.startswith(f"{eid}__")]


def _key(provision: Provision) -> tuple[str, ...]:
    return tuple(words(provision.text))


def _unit(eid: str) -> str:
    """The article, or a by-law's point."""
    pieces = eid.split("__")
    depth = next((n for n, piece in enumerate(pieces) if piece.startswith(("art_", "para_"))), 0)
    return "__".join(pieces[: depth + 1])
