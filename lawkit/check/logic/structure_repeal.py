"""Acts that a draft absorbs and does not repeal, after article 27 of the law on legal acts."""

from __future__ import annotations

from collections.abc import Iterator

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.found import against_others
from lawkit.check.logic.structure_view import mark_of, view, words_of
from lawkit.check.logic.surroundings import act_name
from lawkit.check.rules import Rule
from lawkit.model import Pin, Provision, Span

_REPEATS = frozenset({"duplicate", "near-duplicate", "containment", "vertical-duplicate"})
_LAWS = frozenset({"law", "code", "constitution", "constitutional_law"})
_LEAST_WORDS = 6  # shorter provisions are too alike to tell anything


def repeal_absorbed_missing(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An act in force most of whose norms stand in the draft, which never says that the act loses its force."""
    seen = view(draft)
    if draft.against is None or seen.amends:
        return
    taken: dict[str, dict[str, Pin]] = {}
    for finding in against_others(draft):
        if finding.code in _REPEATS and finding.tier != "possible":
            for pin in finding.pins:
                if pin.address.act != draft.act.act_id:
                    taken.setdefault(pin.address.act, {})[pin.address.eid] = pin
    gone = _repealed(draft)
    place = next((p for p in reversed(seen.live) if p.kind in ("article", "paragraph") and "annex" not in p.eid), None)
    for act_id in sorted(taken):
        if place is None or act_id in gone or len(taken[act_id]) < rule.options["norms"]:
            continue
        whole = draft.against.worded(act_id, _LEAST_WORDS)
        share = sum(eid in taken[act_id] for eid in whole) / len(whole) if whole else 0.0
        if share >= rule.options["share"]:
            pins = list(taken[act_id].values())[:5]
            values = {"title": act_name(draft, act_id), "percent": round(100 * share)}
            yield Hit(place.eid, mark_of(place), values, tuple((str(pin.address), None) for pin in pins))


def repeal_bylaw_missing(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """By-laws made under an act that the draft repeals, of which the draft says nothing."""
    if draft.against is None:
        return
    named = {r.target.act for r in draft.reading.references if r.target is not None}
    for act_id, place in _repealed_whole(draft).items():
        left = []
        for other in draft.against.issued_under(act_id):
            act = draft.against.about(other)
            if other not in named and act is not None and act.kind not in _LAWS:
                left.append(other)
        if left:
            names = [act_name(draft, other) for other in left[: rule.options["shown"]]]
            listed = {lang: ", ".join(name[lang] for name in names) for lang in ("rus", "kaz", "eng")}
            values: dict[str, object] = {"count": len(left), "acts": listed, "title": act_name(draft, act_id)}
            yield Hit(place[0], place[1], values, tuple((other, None) for other in left[: rule.options["shown"]]))


def _repealed_whole(draft: Draft) -> dict[str, tuple[str, Span]]:
    """Acts that the draft repeals as a whole, with the place where it says so."""
    seen = view(draft)
    said = words_of(draft.act.language, "repeals")
    speaking = {p.eid for p in seen.live if said.search(seen.own(p))}
    found: dict[str, tuple[str, Span]] = {}
    for reference in draft.reading.references:
        place = draft.by_eid.get(reference.source)
        if (
            reference.target is None
            or reference.target.eid
            or place is None
            or reference.target.act == draft.act.act_id
        ):
            continue
        if _under(draft, place, speaking):
            found.setdefault(reference.target.act, (place.eid, reference.span))
    return found


def _repealed(draft: Draft) -> set[str]:
    """The acts that the draft names where it speaks of the loss of force."""
    seen = view(draft)
    said = words_of(draft.act.language, "repeals")
    speaking = {p.eid for p in seen.live if said.search(seen.own(p))}
    found: set[str] = set()
    for reference in draft.reading.references:
        place = draft.by_eid.get(reference.source)
        if reference.target is not None and place is not None and _under(draft, place, speaking):
            found.add(reference.target.act)
    return found


def _under(draft: Draft, provision: Provision, eids: set[str]) -> bool:
    """Whether a unit, or one that it stands in, is among these; a часть speaks for the list that follows it."""
    node: Provision | None = provision
    while node is not None:
        if node.eid in eids or f"{node.eid}__al_1" in eids or f"{node.parent}__al_1" in eids:
            return True
        node = draft.by_eid.get(node.parent)
    return False
