"""What changes in the words on the way into the draft: references to the new numbers, headings, definitions' lead-in.

Every change is listed. A reference whose target moved is named anew; one whose target does not come along, or that
cannot be put into words safely, is left as it stands and noted for a person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lawkit.consolidate.layout import Layout, Piece, lay_out
from lawkit.consolidate.maps import FEEDING, Change, Map, with_rows
from lawkit.consolidate.units import source_text
from lawkit.model import Act, Disposition, Language, Provision, Reading, Reference

_CASES = ("gent", "ablt", "datv", "loct", "nomn", "accs")
_LAW_CASES = {
    "закон": "настоящий Закон", "закона": "настоящего Закона", "закону": "настоящему Закону",
    "законом": "настоящим Законом", "законе": "настоящем Законе",
}  # fmt: skip
_FIRST_WORD = re.compile(r"\w+")
_LAST_NUMBER = re.compile(r"\d+(?:-\d+)*(?=\)?$)")
_LEAD: dict[Language, str] = {
    "rus": "В настоящем Законе используются следующие основные понятия:",
    "kaz": "Осы Заңда мынадай негізгі ұғымдар пайдаланылады:",
    "eng": "The following terms are used in this Law:",
}


@dataclass(frozen=True, slots=True)
class OpenReference:
    """A reference in the draft that a person must settle: its target is not in the draft, or the wording is unsure."""

    source: str  # address of the old provision
    place: str  # eid in the draft
    text: str
    target: str
    why: str


def reword(map_: Map, readings: Iterable[Reading]) -> Map:
    """The map with its list of changes, and rows called verbatim or reworded as their words tell."""
    changes, _ = rewrite(map_, list(readings))
    changed = {str(c.source) for c in changes}
    rows: list[Disposition] = []
    for row in map_.rows:
        if row.disposition in ("verbatim", "reworded") and row.decided_by == "lawkit" or row.disposition == "reworded":
            rows.append(replace(row, disposition="reworded" if str(row.source) in changed else "verbatim"))
        elif row.disposition == "verbatim" and str(row.source) in changed:
            rows.append(replace(row, disposition="reworded"))
        else:
            rows.append(row)
    return with_rows(map_, rows, changes)


def rewrite(map_: Map, readings: Sequence[Reading]) -> tuple[list[Change], list[OpenReference]]:
    """Every change of wording, and the references that a person must settle."""
    covered = {str(a) for a in map_.acts}
    readings = [r for r in readings if str(r.act.address) in covered]
    rewriter = _Rewriter(map_, readings, lay_out(map_, [r.act for r in readings]))
    return rewriter.run()


class _Rewriter:
    """Walks the layout once and collects changes."""

    def __init__(self, map_: Map, readings: Sequence[Reading], layout: Layout) -> None:
        self.map = map_
        self.layout = layout
        self.acts: dict[str, Act] = {r.act.act_id: r.act for r in readings}
        self.rows = {str(r.source): r for r in map_.rows if r.source is not None}
        self.references: dict[str, list[Reference]] = defaultdict(list)
        for reading in readings:
            for reference in reading.references:
                if not reference.editorial:
                    self.references[str(reading.act.at(reference.source))].append(reference)
        self.moved = {r.source.act for r in map_.rows if r.source is not None and r.disposition in FEEDING}
        self.open: list[OpenReference] = []

    def run(self) -> tuple[list[Change], list[OpenReference]]:
        changes: list[Change] = []
        first_definition: dict[str, str] = {}
        for article in self.layout.articles:
            for row in article.headings:
                changes += self._heading(row, article.target.heading)
            for piece in article.pieces:
                after, why = self._piece(piece, article.target.role, article.target.heading, first_definition)
                before = source_text(piece.provision)
                if after != before and piece.row.source is not None:
                    changes.append(Change(piece.row.source, piece.row.target, before, after, why))
        order = {str(r.source): k for k, r in enumerate(self.map.rows)}
        return sorted(changes, key=lambda c: order[str(c.source)]), self.open

    def _heading(self, row: Disposition, heading: Mapping[Language, str]) -> list[Change]:
        assert row.source is not None
        act = self.acts[row.source.act]
        before = next((source_text(p) for p in act.provisions if p.eid == row.source.eid), "")
        after = heading.get(act.language) or heading.get("rus") or before
        return [Change(row.source, row.target, before, after, "heading")] if before != after else []

    def _piece(
        self, piece: Piece, role: str, heading: Mapping[Language, str], first: dict[str, str]
    ) -> tuple[str, str]:
        act = self.acts[piece.row.source.act] if piece.row.source else None
        assert act is not None
        before = source_text(piece.provision)
        text, why = self._references(piece, act), "reference"
        if role == "definitions":
            if piece.kind != "subparagraph" and piece.eid.endswith(("__para_1", "__al_1")):
                return _LEAD[act.language], "definition"
            if piece.shared:
                return first.get(piece.eid, text), "definition"
            first[piece.eid] = text
        if piece.provision.heading.strip():
            new = heading.get(act.language) or heading.get("rus") or piece.provision.heading.strip()
            lines = [new, text]
            after = "\n".join(lines)
            return (after, "heading") if after != before else (before, "")
        return text, why

    def _references(self, piece: Piece, act: Act) -> str:
        """The provision's own text with its references named anew; offsets are found in the text itself."""
        text = piece.provision.text.strip()
        found = sorted(self.references.get(piece.address, ()), key=lambda r: r.span.start)
        if not found:
            return text
        out, at = [], 0
        for reference in found:
            start = text.find(reference.text, at) if reference.text else -1
            if start < 0:
                continue
            new = self._name(reference, piece, act, text[:start])
            out += [text[at:start], reference.text if new is None else new]
            at = start + len(reference.text)
        return "".join([*out, text[at:]])

    def _name(self, reference: Reference, piece: Piece, act: Act, before: str) -> str | None:
        """What the draft calls the target; None: leave the words."""
        target = reference.target
        if target is None or target.act not in self.acts or reference.kind == "legislation":
            return None
        if not target.eid:
            return self._whole_act(reference, act)
        place = self._place(target.act, target.eid)
        if not place:
            self._leave(piece, reference, "target is not in the draft")
            return None
        if act.language != "rus":
            self._leave(piece, reference, "the new number must be put into words by hand")
            return None
        new = _russian(reference.text, target.eid, place, piece.eid, before)
        if new is None:
            self._leave(piece, reference, "the new number must be put into words by hand")
        return new

    def _whole_act(self, reference: Reference, act: Act) -> str | None:
        if reference.kind != "other_act" or act.language != "rus":
            return None
        if reference.target is None or reference.target.act not in self.moved:
            return None
        word = _FIRST_WORD.search(reference.text)
        return _LAW_CASES.get(word[0].lower()) if word else None

    def _place(self, act_id: str, eid: str) -> str:
        address = str(self.acts[act_id].at(eid))
        place = self.layout.places.get(address, "")
        row = self.rows.get(address)
        if not place and row is not None and row.disposition == "dropped-duplicate" and row.evidence:
            place = self.layout.places.get(row.evidence[-1], "")
        if place and "__" in eid:
            return place
        return place.split("__")[0]  # an article is named as a whole

    def _leave(self, piece: Piece, reference: Reference, why: str) -> None:
        self.open.append(OpenReference(piece.address, piece.eid, reference.text, str(reference.target), why))


def _case_of(word: str, step: str) -> str | None:
    from lawkit.structure.labels import label

    for case in _CASES:
        if label(step, "rus", case).split()[0] == word.lower():  # type: ignore[arg-type]
            return case
    return None


def _russian(old: str, eid: str, place: str, here: str, before: str) -> str | None:
    """The Russian words for `place` in the grammatical case of the old words; None when they cannot be told safely."""
    from lawkit.structure.labels import label

    words = old.split()
    if words[0].lower().startswith("настоящ"):  # «настоящей статьи», «настоящего пункта»
        inside = here == place or here.startswith(place + "__")
        return old if inside else None
    case = _case_of(words[0], eid.split("__")[-1])
    same_article = here.split("__")[0] == place.split("__")[0]
    if case is None or before.rstrip().endswith((",", " и", " или", "–")) and not words[0][:1].isalpha():
        return None
    if same_article and "__" in place:
        inner = place.split("__", 1)[1]
        return f"{label(inner, 'rus', case)} настоящей статьи"  # type: ignore[arg-type]
    return f"{label(place, 'rus', case)} настоящего Закона"  # type: ignore[arg-type]


def provision_of(acts: Mapping[str, Act], row: Disposition) -> Provision | None:
    """The provision that a row names."""
    act = acts.get(row.source.act) if row.source else None
    return next((p for p in act.provisions if row.source and p.eid == row.source.eid), None) if act else None
