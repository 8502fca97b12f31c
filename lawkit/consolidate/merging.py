"""What overlap findings decide: a repeat is dropped in favour of the first, near repeats of two acts are merged.

A member of a list says nothing without its lead-in: «участвует в …» among the powers of one body does not repeat the
same words among the powers of another. So a member is dropped only where its lead-in merges into the same lead-in of
another act; the lists then stand in the draft as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from lawkit.consolidate.maps import CARRIED
from lawkit.consolidate.naming import in_languages
from lawkit.consolidate.outline import Outline
from lawkit.consolidate.reasons import reason
from lawkit.model import Act, Disposition, DispositionKind, Finding, Language

SAME_CODES = frozenset({"duplicate"})
NEAR_CODES = frozenset({"near-duplicate"})
_MEMBERS = frozenset({"subparagraph", "indent"})
_STEM = 6  # letters of a word that count: endings differ between «обеспечивает» and «обеспечивают»

_WORD = re.compile(r"\w+")


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for endings, case and punctuation."""
    return [w[:_STEM] for w in _WORD.findall(one.lower())] == [w[:_STEM] for w in _WORD.findall(other.lower())]


def merge_findings(
    rows: Sequence[Disposition], findings: Iterable[Finding], outline: Outline, acts: Mapping[str, Act]
) -> list[Disposition]:
    """The rows after the findings: `dropped-duplicate` or `merged`, with the finding and the first place as evidence."""
    out = {str(r.source): r for r in rows}
    order = {address: k for k, address in enumerate(out)}
    works: dict[tuple[str, str], str] = {(r.source.act, r.source.eid): str(r.source) for r in rows if r.source}
    merger = _Merger(out, outline, acts)
    for finding in sorted(findings, key=_depth):
        if finding.code not in SAME_CODES | NEAR_CODES or finding.tier == "possible":
            continue
        places = {works.get((pin.address.act, pin.address.eid), "") for pin in finding.pins}
        held = sorted((a for a in places if a and out[a].disposition in CARRIED), key=lambda a: order[a])
        for address in held[1:]:
            merger.merge(held[0], address, finding)
    return list(out.values())


def _depth(finding: Finding) -> tuple[int, str]:
    """Lead-ins before the members of their lists; then by id, so that the order of findings does not matter."""
    return min((pin.address.eid.count("__") for pin in finding.pins), default=0), finding.id


class _Merger:
    """Knows the provisions and changes rows in place."""

    def __init__(self, rows: dict[str, Disposition], outline: Outline, acts: Mapping[str, Act]) -> None:
        self.rows = rows
        self.acts = acts
        self.targets = {t.id: t for t in outline.targets}
        self.provisions = {str(a.at(p.eid)): p for a in acts.values() for p in a.provisions}
        self.parents = {(a.act_id, p.parent) for a in acts.values() for p in a.provisions}

    def merge(self, first: str, address: str, finding: Finding) -> None:
        """Let one finding decide about one pair, where the two may be compared at all."""
        kept, row = self.rows[first], self.rows[address]
        if "definition-unified" in (row.disposition, kept.disposition) or row.source is None or kept.source is None:
            return
        if row.disposition not in CARRIED or not self._comparable(first, address):
            return
        leads = (row.source.act, row.source.eid) in self.parents
        if leads and kept.target != row.target:
            return  # what stands below it would lose its lead-in
        if finding.code in SAME_CODES and not leads:
            why = reason("duplicate", other=in_languages(first, self.acts))
            self._change(address, "dropped-duplicate", kept.target, why, (finding.id, first))
        elif row.source.act != kept.source.act:
            self._join(first, address, finding.id)

    def _join(self, first: str, address: str, *found: str) -> None:
        kept = self.rows[first]
        target = self.targets[kept.target]
        why = reason("merged", target.number, target.heading, in_languages(first, self.acts))
        self._change(address, "merged", kept.target, why, (*found, first))
        here = reason("merged-here", target.number, target.heading, in_languages(address, self.acts))
        told = kept.reason if kept.disposition == "merged" else here  # the first that comes is named
        self.rows[first] = replace(kept, disposition="merged", reason=told, evidence=(*kept.evidence, *found))

    def _change(
        self, address: str, kind: DispositionKind, target: str, why: dict[Language, str], evidence: tuple[str, ...]
    ) -> None:
        row = self.rows[address]
        self.rows[address] = replace(
            row, disposition=kind, target=target, method="overlap", reason=why, evidence=(*row.evidence, *evidence)
        )

    def _comparable(self, first: str, address: str) -> bool:
        one, other = self.provisions[first], self.provisions[address]
        if not one.text.strip() or not other.text.strip():
            return False  # headings alone are no norms
        if one.kind not in _MEMBERS and other.kind not in _MEMBERS:
            return True
        return one.kind in _MEMBERS and other.kind in _MEMBERS and self._one_list(first, address)

    def _one_list(self, first: str, address: str) -> bool:
        """Whether the two members' lead-ins are one in the draft; makes them one where they say the same."""
        one, other = self._lead(first), self._lead(address)
        if one not in self.rows or other not in self.rows:
            return False
        kept, row = self.rows[one], self.rows[other]
        texts = self.provisions[one].text, self.provisions[other].text
        if not texts[0].strip() or not same_words(*texts):
            return False
        if row.disposition == "merged" and one in row.evidence:
            return True
        if kept.source is None or row.source is None or kept.source.act == row.source.act or kept.target != row.target:
            return False
        if kept.disposition not in CARRIED or row.disposition not in CARRIED:
            return False
        if _MEMBERS & {self.provisions[one].kind, self.provisions[other].kind} and not self._one_list(one, other):
            return False
        self._join(one, other)
        return True

    def _lead(self, address: str) -> str:
        """The address of the lead-in of a list's member: its parent, or the unnumbered part before the list."""
        act = address.partition("#")[0]
        above = f"{act}#{self.provisions[address].parent}"
        held = self.provisions.get(above)
        return f"{above}__al_1" if held is not None and not held.text.strip() else above
