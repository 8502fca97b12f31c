"""What a draft is checked against: readings at hand, or the acts of a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lawkit.model import Act, Finding, Provision, Reading


@dataclass(frozen=True)
class AtHand:
    """Readings in memory, as `Against` asks for them."""

    readings: tuple[Reading, ...]

    def acts(self) -> Mapping[str, Act]:
        """The acts by id; of several languages the last given wins."""
        return {reading.act.act_id: reading.act for reading in self.readings}

    def about(self, act_id: str) -> Act | None:
        """One of the acts."""
        return self.acts().get(act_id)

    def issued_under(self, act_id: str) -> Sequence[str]:
        """Those of the acts whose preamble names this one."""
        found = {
            reading.act.act_id
            for reading in self.readings
            for r in reading.references
            if r.source.startswith("preamble") and r.target is not None and r.target.act == act_id
        }
        return sorted(found - {act_id})

    def worded(self, act_id: str, least: int) -> Sequence[str]:
        """The ids of an act's provisions in force that hold so many words."""
        act = self.about(act_id)
        return [] if act is None else [p.eid for p in act.provisions if _worded(p, least)]

    def findings(self, draft: Reading) -> Sequence[Finding]:
        """Overlaps between the draft and these acts, the surest first."""
        from lawkit.check.asked import HeldAnswers, asked
        from lawkit.overlaps import Catalogue, find_overlaps
        from lawkit.overlaps.matters import in_language, load_matters

        same = [r for r in self.readings if r.act.language == draft.act.language]
        if not same:
            return ()
        found = between(draft.act, find_overlaps([*same, draft], matters=Catalogue()))
        matters = in_language(load_matters(), draft.act.language)
        others = HeldAnswers(tuple(same), matters)
        return [*found, *between(draft.act, asked(draft, found, others, matters, lambda _: 1.0))]


def _worded(provision: Provision, least: int) -> bool:
    return provision.in_force and provision.kind != "table" and provision.text.count(" ") >= least - 1


def between(draft: Act, findings: Sequence[Finding]) -> list[Finding]:
    """Those findings that hold between the draft and another act; the draft's pins come first."""
    found = []
    for finding in findings:
        own = [pin for pin in finding.pins if pin.address.act == draft.act_id]
        others = [pin for pin in finding.pins if pin.address.act != draft.act_id]
        if own and others:
            found.append(replace(finding, pins=(*own, *others)))
    return found
