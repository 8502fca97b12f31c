"""What changes in the words on the way into the draft: references to the new numbers, headings, definitions' lead-in.

Every change is listed. A reference whose target moved is named anew; one whose target does not come along, or that
cannot be put into words safely, is left as it stands and noted for a person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lawkit.consolidate.citing import enumerations as _enumerations
from lawkit.consolidate.citing import kazakh_one, russian_list, russian_one
from lawkit.consolidate.layout import Article, Layout, Piece, lay_out
from lawkit.consolidate.maps import FEEDING, Change, Map, with_rows
from lawkit.consolidate.terms import Replaced, replace_terms
from lawkit.consolidate.units import source_text
from lawkit.model import Act, Address, Disposition, Language, Provision, Reading, Reference

_LAW_CASES = {
    "закон": "настоящий Закон", "закона": "настоящего Закона", "закону": "настоящему Закону",
    "законом": "настоящим Законом", "законе": "настоящем Законе",
}  # fmt: skip
_OPEN: dict[str, dict[Language, str]] = {
    "missing": {"rus": "такой нормы нет", "kaz": "мұндай норма жоқ", "eng": "there is no such provision"},
    "excluded": {"rus": "норма исключена", "kaz": "норма алып тасталған", "eng": "the provision was taken out"},
    "behind": {
        "rus": "норма не вошла в проект",
        "kaz": "норма жобаға кірмеген",
        "eng": "the provision is not in the draft",
    },
    "twice": {
        "rus": "после замены терминов это понятие определено дважды",
        "kaz": "терминдер ауыстырылғаннан кейін бұл ұғым екі рет айқындалған",
        "eng": "after the terms were replaced this one is defined twice",
    },
    "unsure": {"rus": "укажите новый номер", "kaz": "жаңа нөмірін көрсетіңіз", "eng": "give the new number"},
}
OPEN_MARK = ("⟦", "⟧")  # around a reference in the draft that a person must settle
_DEFINED = re.compile(r"\s[–—-]\s")  # between a term and its definition
_FIRST_WORD = re.compile(r"\w+")
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
    if map_.outline.act:
        from lawkit.consolidate.onto_act import relist

        return relist(map_, list(readings))
    changes, _ = rewrite(map_, list(readings))
    changed = {str(c.source) for c in changes}
    rows: list[Disposition] = []
    for row in map_.rows:
        if (
            row.disposition in ("verbatim", "reworded") and row.decided_by == "lawkit"
        ) or row.disposition == "reworded":
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
    rewriter = Rewriter(map_, readings, lay_out(map_, [r.act for r in readings]))
    return rewriter.run()


def _last_term(article: Article) -> str:
    listed = [p.eid for p in article.pieces if p.kind == "subparagraph" and p.eid.count("__") == 2]
    return max(listed, key=lambda eid: int(eid.rpartition("_")[2]), default="")


class Rewriter:
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
        self.replaced: dict[str, tuple[Replaced, ...]] = {}  # eid in the draft → terms replaced in its words
        self.defined: dict[str, str] = {}  # term → eid of its definition
        self.by_eid: dict[str, dict[str, Provision]] = {}
        self.last_terms = {_last_term(a) for a in layout.articles if a.target.role == "definitions"}

    def hear(self, reading: Reading) -> None:
        """Takes in the references of an act in another language; they are found when the reading has none."""
        from lawkit.reading import find_references

        for reference in reading.references or find_references(reading.act):
            if not reference.editorial:
                self.references[str(reading.act.at(reference.source))].append(reference)

    def translated(self, piece: Piece, provision: Provision, act: Act) -> str:
        """The words of the same provision in another language, its references named anew or marked."""
        own = replace(piece, provision=provision, address=str(act.at(provision.eid)))
        return self._terms(own, self._references(own, act), act.language)[0]

    def run(self) -> tuple[list[Change], list[OpenReference]]:
        """Every change in the order of the map's rows, and what a person must settle."""
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
        lead = piece.kind != "subparagraph" and piece.eid.endswith(("__para_1", "__al_1"))
        if role == "definitions" and lead:
            return _LEAD[act.language], "definition"
        text, why = self._terms(piece, text, act.language, why)
        if role == "definitions" and piece.kind == "subparagraph" and piece.eid.count("__") == 2:
            text = self._once(piece, self._end_mark(piece, text), act.language)
            why = "definition, terms" if "terms" in why else "definition"
        if piece.shared:
            return first.get(piece.eid, text), "definition" if role == "definitions" else "merged"
        first.setdefault(piece.eid, text)
        if piece.provision.heading.strip():
            new = heading.get(act.language) or heading.get("rus") or piece.provision.heading.strip()
            lines = [new, text]
            after = "\n".join(lines)
            return (after, "heading") if after != before else (before, "")
        return text, why

    def _once(self, piece: Piece, text: str, language: Language) -> str:
        """Two terms that one replacement made the same are marked: a law cannot define one term twice."""
        if not self.map.terms or piece.shared:
            return text
        term = " ".join(_DEFINED.split(text, maxsplit=1)[0].lower().split())
        other = self.defined.setdefault(term, piece.eid)
        if other == piece.eid or not (self.replaced.get(piece.eid) or self.replaced.get(other)):
            return text
        return f"{text} {OPEN_MARK[0]}{_OPEN['twice'][language]}{OPEN_MARK[1]}"

    def _terms(self, piece: Piece, text: str, language: Language, why: str = "") -> tuple[str, str]:
        """The text with its terms replaced, if that was asked for, and why it differs from the source."""
        if not self.map.terms:
            return text, why
        new, done = replace_terms(text, language, self.map.terms, OPEN_MARK)
        if not piece.shared:
            self.replaced[piece.eid] = done
        if new == text:
            return text, why
        return new, "terms" if text == piece.provision.text.strip() else f"{why}, terms"

    def _end_mark(self, piece: Piece, text: str) -> str:
        """The end mark of a member of the list of terms: a full stop for the last, a semicolon for the others."""
        if not text.endswith((".", ";")):
            return text
        return text[:-1] + ("." if piece.eid in self.last_terms else ";")

    def _references(self, piece: Piece, act: Act) -> str:
        """The provision's own text with its references named anew; offsets are found in the text itself."""
        text = piece.provision.text.strip()
        found: list[tuple[int, Reference]] = []
        at = 0
        for reference in sorted(self.references.get(piece.address, ()), key=lambda r: r.span.start):
            start = text.find(reference.text, at) if reference.text else -1
            if start >= 0:
                found.append((start, reference))
                at = start + len(reference.text)
        out, at = [], 0
        for group in _enumerations(text, found):
            for (start, reference), new in zip(group, self._group(group, piece, act), strict=True):
                out += [text[at:start], reference.text if new is None else new]
                at = start + len(reference.text)
        return "".join([*out, text[at:]])

    def _group(self, group: Sequence[tuple[int, Reference]], piece: Piece, act: Act) -> list[str | None]:
        """New words for each reference of an enumeration «подпунктами 1), 2) и 3) статьи 8», or of a single one."""
        if len(group) == 1:
            return [self._name(group[0][1], piece, act)]
        places = [self._place(r.target.act, r.target.eid) if r.target and r.target.act in self.acts else ""
                  for _, r in group]  # fmt: skip
        if any(r.target is None or r.target.act not in self.acts for _, r in group):
            return [None] * len(group)
        named = russian_list([r.text for _, r in group], places, piece.eid) if act.language == "rus" else None
        if named is None:
            why = "the new numbers must be put into words by hand" if all(places) else "a target is not in the draft"
            return [self._leave(piece, reference, why) for _, reference in group]
        return list(named)

    def _name(self, reference: Reference, piece: Piece, act: Act) -> str | None:
        """What the draft calls the target; None: leave the words."""
        target = reference.target
        if target is None or target.act not in self.acts or reference.kind == "legislation":
            return None
        if not target.eid:
            return self._whole_act(reference, act)
        place = self._place(target.act, target.eid)
        if not place:
            return self._leave(piece, reference, "the target is not in the draft")
        new = None
        if act.language == "rus":
            new = russian_one(reference.text, target.eid, place, piece.eid)
        elif act.language == "kaz":
            new = kazakh_one(reference.text, place, piece.eid)
        return new or self._leave(piece, reference, "the new number must be put into words by hand")

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

    def _leave(self, piece: Piece, reference: Reference, why: str) -> str:
        """The old words in marks, with the old address: never a number that would now point elsewhere."""
        self.open.append(OpenReference(piece.address, piece.eid, reference.text, str(reference.target), why))
        language = self._language(piece)
        told = _OPEN[self._fate(reference)][language]
        return f"{OPEN_MARK[0]}{reference.text}: {told}{OPEN_MARK[1]}"

    def _language(self, piece: Piece) -> Language:
        address = Address.parse(piece.address)
        return address.language or "rus"

    def _fate(self, reference: Reference) -> str:
        """What became of the target: there is none, it was excluded, it stayed behind, or its number is unsure."""
        target = reference.target
        act = self.acts.get(target.act) if target else None
        if target is None or act is None:
            return "unsure"
        if act.act_id not in self.by_eid:
            self.by_eid[act.act_id] = {p.eid: p for p in act.provisions}
        provision = self.by_eid[act.act_id].get(target.eid)
        if provision is None:
            return "missing"
        if not provision.in_force:
            return "excluded"
        return "unsure" if self._place(target.act, target.eid) else "behind"
