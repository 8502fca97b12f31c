"""The map of old acts onto an act or draft that already exists: what went where, reworded, dropped, still outside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lawkit.consolidate.maps import CARRIED, FEEDING, Change, Map, with_rows
from lawkit.consolidate.naming import in_languages
from lawkit.consolidate.onto_act_evidence import KINDS, Candidate, Case, Evidence, descents
from lawkit.consolidate.onto_act_fate import repealed_by, with_fates
from lawkit.consolidate.outline import Chapter, Outline, Target
from lawkit.consolidate.reasons import reason
from lawkit.consolidate.renamed import Renamer
from lawkit.consolidate.semantic import Encoder
from lawkit.consolidate.terms import named
from lawkit.consolidate.units import Head, has_row, heads, main_expressions, source_hash, source_text
from lawkit.model import GROUPINGS, LANGUAGES, Act, Address, Disposition, DispositionKind, Language, Provision, Reading

CARRIED_FROM = 0.5  # the chance from which a provision is said to have come over …
ASKED_FROM = 0.2  # … and from which a person is asked
UNLIKE_BELOW = 0.2  # likeness below which place alone makes no descent
BEATEN_BY = 0.2  # a target unit comes from another provision when that is so much more like it
TOLD_FROM = 0.35  # likeness from which it is worth saying whose the nearest provision is
TOGETHER = 0.3  # the part of an article that takes its heading along


def outline_of(act: Act) -> Outline:
    """An existing act as the plan of a map: its provisions in force are the targets."""
    from lawkit.structure.labels import label

    chapters: list[Chapter] = []
    targets: list[Target] = []
    chapter = ""
    heading = ""
    for p in act.provisions:
        if p.kind in GROUPINGS and p.kind != "annex":
            chapter = p.eid
            chapters.append(Chapter(p.eid, p.number, {act.language: p.heading}, {}))
        if not has_row(p):
            continue
        if p.kind == "article":
            heading = p.heading
        try:
            name = label(p.eid, act.language)
        except ValueError:
            name = p.eid
        words = f"{name} «{heading}»" if heading else name
        targets.append(Target(p.eid, p.eid, name, {act.language: words}, chapter, text=source_text(p)))
    title = {act.language: act.title}
    return Outline(act.act_id, title, tuple(chapters), tuple(targets), act=str(act.address))


def map_onto_act(readings: Sequence[Reading], target: Act, encode: Encoder | None = None) -> Map:
    """Every provision in force of the readings (but of the target itself) and what became of it in the target."""
    known = {id(r.act): r.definitions for r in readings}
    given = sorted((r.act for r in readings if r.act.act_id != target.act_id), key=lambda a: a.act_id)
    same = main_expressions(a for a in given if a.language == target.language)
    acts = [next((a for a in same if a.act_id == act.act_id), act) for act in main_expressions(given)]
    read = [a for a in acts if a.language == target.language]
    foreign = [h for a in acts if a.language != target.language for h in heads(a)]
    cases = descents([Reading(a, definitions=known[id(a)]) for a in read], target, encode) if read else None
    by_id = {a.act_id: a for a in acts}
    rows, changes = _Judge(cases, target, by_id, repealed_by(target, by_id)).rows() if cases else ([], [])
    rows += [_unread(head, p) for head in foreign for p in head.members]
    rows = _merged(with_fates(rows, acts))
    fed = {str(r.source) for r in rows if r.target}
    changes = [c for c in changes if str(c.source) in fed]
    texts = {str(a.at(p.eid)): source_text(p) for a in read for p in a.provisions}
    unchanged = [texts[str(r.source)] for r in rows if r.disposition == "verbatim" and str(r.source) in texts]
    rows, changes = _terms_only(rows, changes, target.language, unchanged)
    plan = Map(outline_of(target), tuple(a.address for a in acts), tuple(rows))
    return with_rows(plan, rows, changes)


class _Judge:
    """Makes rows of what was found: carried over, asked, or outside."""

    def __init__(self, descents: Evidence, target: Act, acts: Mapping[str, Act], repealed: frozenset[str]) -> None:
        self.found = descents
        self.repealed = repealed
        self.target = target
        self.acts = acts

    def rows(self) -> tuple[list[Disposition], list[Change]]:
        """A row for each case, and the changes of wording of those that were carried over or are asked."""
        rows: list[Disposition] = []
        changes: list[Change] = []
        for case in self.found.cases:
            row = self._heading(case) if not case.provision.text.strip() else self._norm(case)
            rows.append(row)
            before, after = source_text(case.provision), self._text(row.target)
            if row.disposition in FEEDING and row.disposition != "verbatim" and row.source is not None:
                changes.append(Change(row.source, row.target, before, after, "wording"))
        return rows, changes

    def _text(self, eid: str) -> str:
        return source_text(self.found.by_eid[eid]) if eid else ""

    def _norm(self, case: Case) -> Disposition:
        best = case.best
        if best is None or best.chance < ASKED_FROM or max(best.shared.dice, best.shared.of_old) < UNLIKE_BELOW:
            if best is not None and best.shared.dice >= TOLD_FROM and self._beaten(best):
                return self._make(case, self._outside(case), best, "beaten", self._rival(case, best), self._place(best))
            return self._make(case, self._outside(case), best, "no-counterpart")
        if self._same(case, best):
            return self._make(case, "verbatim", best, "aligned-same", self._place(best))
        if best.chance >= CARRIED_FROM:
            return self._make(case, "reworded", best, "aligned", self._place(best))
        if self._beaten(best):
            return self._make(case, "conflict", best, "beaten-near", self._rival(case, best), self._place(best))
        return self._make(case, "conflict", best, "aligned-thin", self._place(best))

    def _heading(self, case: Case) -> Disposition:
        """A heading goes where its article goes; if the article is dealt out, its own words tell."""
        votes: dict[int, float] = defaultdict(float)
        norms = [c for c in self.found.article_of(case) if c.provision.text.strip()]
        for other in norms:
            if other.best is not None and other.best.chance >= ASKED_FROM:
                votes[self.found.article[other.best.place]] += other.best.chance
        article, most = max(votes.items(), key=lambda v: (v[1], -v[0]), default=(-1, 0.0))
        there = self.found.heading(case, article) if article >= 0 else None
        if there is not None and most >= TOGETHER * len(norms):
            same = self._same(case, there)
            name = "aligned-same" if same else "aligned"
            return self._make(case, "verbatim" if same else "reworded", there, name, self._place(there))
        best = case.best
        if best is not None and best.chance >= CARRIED_FROM and self._same(case, best) and not norms:
            return self._make(case, "verbatim", best, "aligned-same", self._place(best))
        if len(votes) > 1:
            return self._make(case, self._outside(case), best, "dealt-out", self._articles(votes))
        return self._make(case, self._outside(case), best, "no-counterpart")

    def _same(self, case: Case, candidate: Candidate) -> bool:
        return source_text(case.provision).split() == source_text(self.found.new[candidate.place]).split()

    def _outside(self, case: Case) -> DispositionKind:
        act = case.head.act
        return "superseded" if act.status == "repealed" or act.act_id in self.repealed else "stays"

    def _beaten(self, candidate: Candidate) -> bool:
        return candidate.evidence[KINDS.index("rival")] >= BEATEN_BY

    def _rival(self, case: Case, candidate: Candidate) -> dict[Language, str]:
        return in_languages(str(self.found.likest(candidate.place, case)), self.acts)

    def _place(self, candidate: Candidate) -> dict[Language, str]:
        where = str(self.target.at(self.found.new[candidate.place].eid))
        return in_languages(where, {self.target.act_id: self.target})

    def _articles(self, votes: Mapping[int, float]) -> dict[Language, str]:
        """The articles that the parts of one went to, in document order: their numbers, else as people read them."""
        there = {self.target.act_id: self.target}
        went = [self.found.heads[k] for k in sorted(votes)]
        if all(head.provision.kind == "article" for head in went):
            return dict.fromkeys(LANGUAGES, ", ".join(head.provision.number for head in went))
        told = [in_languages(str(head.address), there) for head in went]
        return {lang: "; ".join(t[lang] for t in told) for lang in LANGUAGES}

    def _make(
        self, case: Case, kind: DispositionKind, candidate: Candidate | None, name: str,
        other: dict[Language, str] | str = "", place: dict[Language, str] | None = None,
    ) -> Disposition:  # fmt: skip
        target = self.found.new[candidate.place].eid if candidate is not None and kind in FEEDING else ""
        likeness = 1.0 if kind == "verbatim" else candidate.shared.dice if candidate is not None else 0.0
        address = case.head.act.at(case.provision.eid)
        return Disposition(
            address, source_hash(case.provision), kind, target, round(likeness, 4), round(case.margin, 4), "align",
            reason(name, heading=place, other=other),
        )  # fmt: skip


def _terms_only(
    rows: Sequence[Disposition], changes: Sequence[Change], language: Language, unchanged: Sequence[str]
) -> tuple[list[Disposition], list[Change]]:
    """Changes of nothing but terms are a class of their own («terms»), and their rows say which terms."""
    carried = {str(r.source) for r in rows if r.disposition in CARRIED}
    sure = [c for c in changes if str(c.source) in carried]
    renamer = Renamer([(c.before, c.after) for c in sure], language, unchanged)
    plain = {str(c.source) for c, known in zip(sure, renamer.known, strict=True) if known}
    marked = [replace(c, why="terms") if str(c.source) in plain else c for c in changes]
    told = {str(c.source): named(renamer.told(c.before, c.after)) for c in changes if str(c.source) in plain}
    out = []
    for row in rows:
        words = told.get(str(row.source))
        if words is None or row.decided_by != "lawkit":
            out.append(row)
            continue
        why = reason("aligned-terms" if words else "aligned-form", other=words)
        out.append(replace(row, reason=why))
    return out, marked


def _unread(head: Head, provision: Provision) -> Disposition:
    """The row of a provision whose act is not there in the target's language: nothing is guessed."""
    address = head.act.at(provision.eid)
    why = reason("other-language")
    return Disposition(address, source_hash(provision), "conflict", "", 0.0, 0.0, "align", why)


def relist(map_: Map, readings: Sequence[Reading]) -> Map:
    """The map after people moved rows: its changes of wording are compared anew with the target's texts."""
    texts = {str(r.act.at(p.eid)): source_text(p) for r in readings for p in r.act.provisions}
    new = {t.id: t.text for t in map_.targets}
    rows: list[Disposition] = []
    changes: list[Change] = []
    unchanged: list[str] = []
    for row in map_.rows:
        before, after = texts.get(str(row.source), ""), new.get(row.target, "")
        if row.source is None or row.disposition not in FEEDING or not row.target or not before:
            rows.append(row)
            continue
        differs = before.split() != after.split()
        if differs:
            changes.append(Change(row.source, row.target, before, after, "wording"))
        else:
            unchanged.append(before)
        if row.disposition in ("verbatim", "reworded"):
            rows.append(replace(row, disposition="reworded" if differs else "verbatim"))
        else:
            rows.append(row)
    language = Address.parse(map_.outline.act).language or "rus"
    return with_rows(map_, *_terms_only(rows, changes, language, unchanged))


def _merged(rows: Sequence[Disposition]) -> list[Disposition]:
    """Rows of several acts that come together in one target unit are merged there."""
    acts: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.source and row.target and row.disposition in ("verbatim", "reworded"):
            acts[row.target].add(row.source.act)
    return [
        replace(r, disposition="merged") if r.disposition == "reworded" and len(acts[r.target]) > 1 else r for r in rows
    ]
