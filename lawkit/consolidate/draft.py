"""The draft law that a map describes, as a value: articles, units with their sources, gaps, open references."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lawkit.consolidate.layout import Article, Piece, lay_out
from lawkit.consolidate.maps import Change, Map
from lawkit.consolidate.naming import spoken
from lawkit.consolidate.rewriting import OPEN_MARK, OpenReference, Rewriter
from lawkit.consolidate.terms import Replaced
from lawkit.consolidate.units import source_text
from lawkit.model import Act, Kind, Language, Provision, Reading, Reference, Span

MISSING: dict[Language, str] = {
    "rus": "[нет текста на этом языке]", "kaz": "[бұл тілде мәтін жоқ]", "eng": "[no text in this language]",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """A unit of the draft below an article; `sources` are full addresses, the first gave the words."""

    eid: str
    kind: Kind
    num: str
    text: str
    parent: str
    sources: tuple[str, ...]
    undecided: bool = False  # a person must decide where it belongs
    terms: tuple[Replaced, ...] = ()  # terms replaced in its words


@dataclass(frozen=True, slots=True)
class DraftArticle:
    """An article; `gap` when nothing in the present acts fills it."""

    eid: str
    number: str
    heading: str
    units: tuple[DraftUnit, ...]
    sources: tuple[str, ...]
    gap: bool
    answers: tuple[str, ...]
    belongs: str = ""


@dataclass(frozen=True, slots=True)
class DraftChapter:
    """A chapter of the draft."""

    eid: str
    number: str
    heading: str
    articles: tuple[DraftArticle, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft law in one language."""

    title: str
    form: str
    language: Language
    chapters: tuple[DraftChapter, ...]
    open_references: tuple[OpenReference, ...]
    places: Mapping[str, str]  # old address → eid in the draft
    names: Mapping[str, str]  # old address → what people call it

    @property
    def articles(self) -> tuple[DraftArticle, ...]:
        """All articles in order."""
        return tuple(a for c in self.chapters for a in c.articles)


def build_draft(map_: Map, readings: Iterable[Reading], language: Language = "rus") -> Draft:
    """The draft of a map onto an outline.

    Texts are those of the map's acts with its changes. For another language the same units are taken from the acts of
    that language among the readings, with their references named anew; what those acts lack is marked.
    """
    readings = list(readings)
    covered = {str(a) for a in map_.acts}
    main = [r for r in readings if str(r.act.address) in covered]
    layout = lay_out(map_, [r.act for r in main])
    rewriter = Rewriter(map_, main, layout)
    rewriter.run()
    changes = {str(c.source): c for c in map_.changes}
    others = {r.act.act_id: r for r in readings if r.act.language == language and str(r.act.address) not in covered}
    if others:
        rewriter.open.clear()
        for reading in others.values():
            rewriter.hear(reading)
    writer = _Writer(map_, changes, others, language, rewriter)
    by_chapter: dict[str, list[DraftArticle]] = {c.id: [] for c in map_.outline.chapters}
    for article in layout.articles:
        by_chapter.setdefault(article.target.chapter, []).append(writer.article(article))
    chapters = tuple(
        DraftChapter(f"chp_{c.number}", c.number, _words(c.heading, language), tuple(by_chapter[c.id]))
        for c in map_.outline.chapters
    )
    title, form = _words(map_.outline.title, language), _words(map_.outline.form or {}, language)
    titles = {r.act.act_id: r.act for r in (*main, *(r for r in readings if r.act.language == language))}
    names = {address: spoken(address, titles, language) for address in layout.places}
    return Draft(title, form, language, chapters, tuple(rewriter.open), layout.places, names)


def _words(texts: Mapping[Language, str], language: Language) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


class _Writer:
    """Turns laid-out pieces into units with their words."""

    def __init__(
        self,
        map_: Map,
        changes: Mapping[str, Change],
        others: Mapping[str, Reading],
        language: Language,
        rewriter: Rewriter,
    ) -> None:
        self.map = map_
        self.changes = changes
        self.acts = {act_id: r.act for act_id, r in others.items()}
        self.others = {(a.act_id, p.eid): p for a in self.acts.values() for p in a.provisions}
        self.language = language
        self.rewriter = rewriter

    def article(self, article: Article) -> DraftArticle:
        units: dict[str, DraftUnit] = {}
        for piece in article.pieces:
            held = units.get(piece.eid)
            undecided = piece.row.disposition == "conflict"
            if held is not None:
                sources = (*held.sources, piece.address)
                units[piece.eid] = replace(held, sources=sources, undecided=held.undecided or undecided)
                continue
            text = self._text(piece)
            units[piece.eid] = DraftUnit(
                piece.eid, piece.kind, piece.num, text, piece.parent, (piece.address,), undecided,
                self.rewriter.replaced.get(piece.eid, ()),
            )  # fmt: skip
        target = article.target
        sources = tuple(str(r.source) for r in article.headings)
        gap = not units and not sources
        return DraftArticle(
            target.id, target.number, _words(target.heading, self.language), tuple(units.values()), sources, gap,
            target.answers, target.belongs,
        )  # fmt: skip

    def _text(self, piece: Piece) -> str:
        source = piece.row.source
        assert source is not None
        change = self.changes.get(piece.address)
        if source.language != self.language:
            other = self.others.get((source.act, source.eid))
            if other is None or not other.text.strip():
                self.rewriter.replaced.pop(piece.eid, None)
                return MISSING[self.language]
            return self.rewriter.translated(piece, other, self.acts[source.act])
        text = change.after if change else source_text(piece.provision)
        if piece.provision.heading.strip() and "\n" in text:
            return text.split("\n", 1)[1]  # the heading is the new article's
        return text


def draft_act(draft: Draft) -> Act:
    """The draft as an act, so that everything that reads acts can read it."""
    provisions: list[Provision] = []
    body: list[str] = []
    at = 0

    def add(eid: str, kind: Kind, number: str, num: str, heading: str, text: str, parent: str) -> None:
        nonlocal at
        line = " ".join(x for x in (num, heading, text) if x)
        provisions.append(
            Provision(eid, kind, number, num, heading, text, parent, len(provisions), Span(at, at + len(line)))
        )
        body.append(line)
        at += len(line) + 1

    for chapter in draft.chapters:
        add(chapter.eid, "chapter", chapter.number, f"Глава {chapter.number}.", chapter.heading, "", "")
        for article in chapter.articles:
            add(article.eid, "article", article.number, f"Статья {article.number}.", article.heading, "", chapter.eid)
            for unit in article.units:
                number = unit.eid.rpartition("_")[2]
                add(unit.eid, unit.kind, number, unit.num, "", unit.text, unit.parent)
    text = "\n".join(body)
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Act("draft:single-law", draft.language, draft.title, text, tuple(provisions), kind="draft", status="draft",
               sha256=sha)  # fmt: skip


def dangling(draft: Draft) -> list[Reference]:
    """References of the draft to its own units that name nothing; those marked for a person are not counted.

    An empty list proves that no reference in the draft dangles.
    """
    from lawkit.reading import find_references

    act = draft_act(draft)
    marked = _marked(act.body)
    found = find_references(act, None, {act.act_id: act})
    return [
        r for r in found
        if r.kind in ("same_act", "same_provision") and r.status == "dead"
        and not any(a <= r.span.start < b for a, b in marked)
    ]  # fmt: skip


def _marked(text: str) -> Sequence[tuple[int, int]]:
    spans, at = [], 0
    while (start := text.find(OPEN_MARK[0], at)) >= 0:
        end = text.find(OPEN_MARK[1], start)
        at = end if end > 0 else len(text)
        spans.append((start, at))
    return spans
