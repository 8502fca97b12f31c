"""Where each mapped provision stands in the draft: new numbers, article by article.

An article of the draft takes its pieces act by act, in the order of the outline's `absorbs`, then in the order of the
act. Points are numbered through; subpoints start again under each point; an article of one point has no number.
The article of definitions has one list in alphabetical order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lawkit.consolidate.maps import FEEDING, Map
from lawkit.consolidate.outline import Target
from lawkit.consolidate.terms import replace_terms
from lawkit.model import Act, Address, Disposition, Kind, Provision

LISTED: frozenset[str] = frozenset({"subparagraph", "indent"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One provision in its new place."""

    eid: str
    kind: Kind
    num: str  # as printed, «2.», «3)»
    parent: str
    row: Disposition
    provision: Provision
    address: str
    shared: bool = False  # a repeat of a definition that stands here already


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the draft; without pieces it is a gap."""

    target: Target
    pieces: tuple[Piece, ...]
    headings: tuple[Disposition, ...]  # rows of old articles whose heading the new one replaces


@dataclass(frozen=True, slots=True)
class Layout:
    """All articles, and the way from old addresses to new ids."""

    articles: tuple[Article, ...]
    places: Mapping[str, str]  # address → eid in the draft


def lay_out(map_: Map, acts: Iterable[Act]) -> Layout:
    """Numbers the draft that a map describes; deterministic."""
    provisions = {str(a.at(p.eid)): p for a in acts for p in a.provisions}
    rank = {name: k for k, name in enumerate(map_.outline.absorbs)}
    by_target: dict[str, list[tuple[int, int, Disposition]]] = defaultdict(list)
    for position, row in enumerate(map_.rows):
        if row.source is not None and row.disposition in FEEDING and row.target and str(row.source) in provisions:
            by_target[row.target].append((rank.get(row.source.act, len(rank)), position, row))
    articles: list[Article] = []
    places: dict[str, str] = {}
    for target in map_.targets:
        rows = [row for _, _, row in sorted(by_target[target.id], key=lambda x: x[:2])]
        builder = _Builder(target, provisions, places, map_.terms)
        articles.append(builder.terms(rows) if target.role == "definitions" else builder.article(rows))
    return Layout(tuple(articles), places)


class _Builder:
    """Builds one article."""

    def __init__(
        self, target: Target, provisions: Mapping[str, Provision], places: dict[str, str], renamed: str
    ) -> None:
        self.target = target
        self.renamed = renamed  # which terms are replaced
        self.provisions = provisions
        self.places = places
        self.pieces: list[Piece] = []
        self.headings: list[Disposition] = []
        self.points = 0
        self.lead: dict[str, str] = {}  # address of an article → the point made of its latest unnumbered part
        self.below: dict[tuple[str, str], int] = defaultdict(int)

    def article(self, rows: Sequence[Disposition]) -> Article:
        here: set[str] = set()
        for row in rows:
            assert row.source is not None
            address = str(row.source)
            provision = self.provisions[address]
            here.add(address)
            if not provision.text.strip():
                self.headings.append(row)
                self.places[address] = self.target.id
                continue
            above = str(replace(row.source, eid=provision.parent))
            place = self.places.get(above, "")
            twin = self._twin(row)
            if twin:
                self._add(Piece(twin, "paragraph", "", self.target.id, row, provision, address, shared=True))
                if place in ("", self.target.id):
                    self.lead[above] = twin
                continue
            if provision.kind in LISTED and above in self.lead:  # the list after an article's first unnumbered part
                place = self.lead[above]
            inside = above in here and place not in ("", self.target.id)
            if inside and provision.kind not in ("article", "paragraph"):
                self._under(place, row, provision)
            else:
                self._point(row, provision)
                self.lead[above] = self.places[address]
        return self._done()

    def _twin(self, row: Disposition) -> str:
        """Where the words stand that this row is merged into, if they stand in this article already."""
        if row.disposition != "merged":
            return ""
        for other in (e for e in row.evidence if "#" in e):
            place = self.places.get(other, "")
            if place.startswith(self.target.id + "__") and (row.method == "formula" or self._same(row, other)):
                return place
        return ""

    def _same(self, row: Disposition, other: str) -> bool:
        """Whether one text can stand for both: the same words but for endings."""
        from lawkit.consolidate.merging import same_words

        return same_words(self.provisions[str(row.source)].text, self.provisions[other].text)

    def _point(self, row: Disposition, provision: Provision) -> None:
        self.points += 1
        eid = f"{self.target.id}__para_{self.points}"
        self._add(Piece(eid, "paragraph", f"{self.points}.", self.target.id, row, provision, str(row.source)))

    def _under(self, parent: str, row: Disposition, provision: Provision) -> None:
        kind: Kind = provision.kind if provision.kind in ("subparagraph", "indent", "table") else "alinea"
        short = {"subparagraph": "subpara", "indent": "indent", "table": "table", "alinea": "al"}[kind]
        first = 2 if kind in ("indent", "alinea") else 1  # the unit's own text is the first
        self.below[parent, short] += 1
        number = self.below[parent, short] + first - 1
        num = f"{number})" if kind == "subparagraph" else ""
        self._add(Piece(f"{parent}__{short}_{number}", kind, num, parent, row, provision, str(row.source)))

    def _add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.places[piece.address] = piece.eid

    def _done(self) -> Article:
        if self.points == 1:
            old, new = f"{self.target.id}__para_1", f"{self.target.id}__al_1"
            self.pieces = [_renamed(p, old, new) for p in self.pieces]
            for piece in self.pieces:
                self.places[piece.address] = piece.eid
        return Article(self.target, tuple(self.pieces), tuple(self.headings))

    def terms(self, rows: Sequence[Disposition]) -> Article:
        """The article of definitions: a lead-in, the terms in alphabetical order, then what else there is."""
        lead, listed, nested, rest = [], [], [], []
        top: set[str] = set()
        for row in rows:
            assert row.source is not None
            provision = self.provisions[str(row.source)]
            above = str(replace(row.source, eid=provision.parent))
            if provision.kind in LISTED and above not in top:
                listed.append((row, provision))
                top.add(str(row.source))
            elif above in top:
                nested.append((row, provision, above))
                top.add(str(row.source))
            elif not provision.text.strip():
                self.headings.append(row)
                self.places[str(row.source)] = self.target.id
            elif provision.text.strip().endswith(":"):
                lead.append((row, provision))
            else:
                rest.append((row, provision))
        self._leads(lead)
        parent = f"{self.target.id}__para_1"
        for row, provision in sorted(listed, key=lambda x: self._place_in_list(*x)):
            known = self.places.get(row.evidence[0], "") if row.evidence and row.disposition != "conflict" else ""
            if known.startswith(parent):
                piece = Piece(known, "subparagraph", "", parent, row, provision, str(row.source), shared=True)
                self._add(piece)
            else:
                self._under(parent, row, provision)
        for row, provision, above in nested:
            self._under(self.places[above], row, provision)
        for row, provision in rest:
            self._point(row, provision)
        self.pieces.sort(key=_position)
        return self._done()

    def _place_in_list(self, row: Disposition, provision: Provision) -> str:
        """What a term is sorted by: the words that the draft has."""
        language = row.source.language if row.source else None
        return _alphabet(replace_terms(provision.text, language or "rus", self.renamed)[0])

    def _leads(self, lead: Sequence[tuple[Disposition, Provision]]) -> None:
        self.points = 1
        eid = f"{self.target.id}__para_1"
        for k, (row, provision) in enumerate(lead):
            self._add(Piece(eid, "paragraph", "1.", self.target.id, row, provision, str(row.source), shared=k > 0))


def _position(piece: Piece) -> tuple[tuple[int, str], ...]:
    steps = []
    for step in piece.eid.split("__"):
        head, _, number = step.rpartition("_")
        steps.append((int(number) if number.isdigit() else 0, head))
    return tuple(steps)


def _alphabet(text: str) -> str:
    return "".join(c for c in text.lower().replace("ё", "е") if c.isalpha() or c == " ").strip()


def _renamed(piece: Piece, old: str, new: str) -> Piece:
    def swap(eid: str) -> str:
        return new + eid[len(old) :] if eid == old or eid.startswith(old + "__") else eid

    num = "" if piece.eid == old else piece.num
    kind: Kind = "alinea" if piece.eid == old else piece.kind
    return replace(piece, eid=swap(piece.eid), parent=swap(piece.parent), num=num, kind=kind)


def address_of(act_id: str, eid: str, acts: Mapping[str, Act]) -> str:
    """The full address of a provision of one of the mapped acts; empty when the act is not mapped."""
    act = acts.get(act_id)
    return str(Address(act.act_id, act.edition, act.language, eid)) if act else ""
