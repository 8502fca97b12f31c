"""What gets a row on the map, and how provisions hang together in heads.

Every provision in force that has a heading or a text of its own gets exactly one row. Groupings (chapters, sections,
annex headers) whose only words are their heading get none: they carry no norm, and the act to be has its own chapters.
The frame (title, table of contents, signature) gets none either. A head is an article, or a point of a by-law or any
other unit that stands outside articles: the map is decided head by head, and what is below follows unless it has its
own reasons.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from lawkit.model import FRAME, GROUPINGS, Act, Address, Language, Provision

_PREFERENCE: tuple[Language, ...] = ("rus", "kaz", "eng")


def has_row(provision: Provision) -> bool:
    """Whether the provision must stand on the map."""
    if not provision.in_force or provision.kind in FRAME:
        return False
    if provision.kind in GROUPINGS:
        return bool(provision.text.strip())
    return bool(provision.text.strip() or provision.heading.strip())


def source_text(provision: Provision) -> str:
    """The words that a row accounts for: heading and own text."""
    return "\n".join(part.strip() for part in (provision.heading, provision.text) if part.strip())


def source_hash(provision: Provision) -> str:
    """First 16 hex digits of the SHA-256 of `source_text`, white space evened out."""
    return hashlib.sha256(" ".join(source_text(provision).split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def main_expressions(acts: Iterable[Act]) -> list[Act]:
    """One expression of each act: the newest edition in Russian, else Kazakh, else English; in the order given.

    Texts in the other languages have the same units, so their map is the same.
    """
    best: dict[str, Act] = {}
    for act in acts:
        held = best.get(act.act_id)
        if held is None or _better(act, held):
            best[act.act_id] = act
    return list(best.values())


def _better(act: Act, held: Act) -> bool:
    if act.language != held.language:
        return _PREFERENCE.index(act.language) < _PREFERENCE.index(held.language)
    return (act.edition.isoformat() if act.edition else "") > (held.edition.isoformat() if held.edition else "")


@dataclass(frozen=True, slots=True)
class Head:
    """An article, or another top unit, with everything below it that has a row."""

    act: Act
    provision: Provision
    members: tuple[Provision, ...]  # the head first, where it has a row itself
    path: tuple[Provision, ...]  # groupings above it, outermost first

    @property
    def address(self) -> Address:
        """Where it stands."""
        return self.act.at(self.provision.eid)

    @property
    def heading(self) -> str:
        """Its heading, else that of the grouping above."""
        return self.provision.heading.strip() or (self.path[-1].heading.strip() if self.path else "")

    @property
    def text(self) -> str:
        """All that it says, without the heading."""
        return "\n".join(p.text.strip() for p in self.members if p.text.strip())


def heads(act: Act) -> list[Head]:
    """The act cut into heads; every provision that must have a row is in exactly one."""
    by_eid = {p.eid: p for p in act.provisions}
    top_of: dict[str, str] = {}
    members: dict[str, list[Provision]] = {}
    for provision in act.provisions:  # document order: parents come first
        parent = by_eid.get(provision.parent)
        inside = parent is not None and parent.kind not in GROUPINGS and provision.parent in top_of
        top = top_of[provision.parent] if inside else provision.eid
        top_of[provision.eid] = top
        if has_row(provision):
            members.setdefault(top, []).append(provision)
    return [Head(act, by_eid[top], tuple(found), _path(by_eid[top], by_eid)) for top, found in members.items()]


def _path(provision: Provision, by_eid: dict[str, Provision]) -> tuple[Provision, ...]:
    above: list[Provision] = []
    seen = {provision.eid}
    parent = provision.parent
    while parent in by_eid and parent not in seen:
        seen.add(parent)
        above.append(by_eid[parent])
        parent = by_eid[parent].parent
    return tuple(reversed(above))


def by_law(act: Act) -> bool:
    """Whether the act is below the law: an order, resolution or decree (by its kind, else by adilet's letter)."""
    if act.kind:
        return act.kind in {"order", "resolution", "decree", "rules", "decision"}
    return act.act_id[:1] in "VPUGS" and act.act_id[1:2].isdigit()
