"""The map of old acts onto an act or draft that already exists: what went where, reworded, dropped, still outside."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lawkit.consolidate.align import Link, Unit, align
from lawkit.consolidate.maps import CARRIED, FEEDING, Change, Map, with_rows
from lawkit.consolidate.naming import in_languages
from lawkit.consolidate.outline import Chapter, Outline, Target
from lawkit.consolidate.reasons import reason
from lawkit.consolidate.renamed import Renamer
from lawkit.consolidate.semantic import Encoder
from lawkit.consolidate.terms import named
from lawkit.consolidate.units import Head, has_row, heads, main_expressions, source_hash, source_text
from lawkit.model import GROUPINGS, Act, Address, Disposition, DispositionKind, Language, Provision, Reading

CANDIDATE_HEADS = 4
HEAD_FROM = 0.33  # likeness of two articles below which their provisions are not compared
REWORDED_FROM = 0.50
DOUBTFUL_FROM = 0.35
BEATEN_BY = 0.2  # a target unit comes from another provision when that is so much more like it


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
    given = sorted((r.act for r in readings if r.act.act_id != target.act_id), key=lambda a: a.act_id)
    same = main_expressions(a for a in given if a.language == target.language)
    acts = [next((a for a in same if a.act_id == act.act_id), act) for act in main_expressions(given)]
    outline = outline_of(target)
    new_heads = {str(h.address): h for h in heads(target)}
    old_heads = [h for a in acts if a.language == target.language for h in heads(a)]
    foreign = [h for a in acts if a.language != target.language for h in heads(a)]
    links = align(_units(old_heads), _units([*new_heads.values()]), target.language, encode) if old_heads else []
    near: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        near[link.old].append(link)
    rows: list[Disposition] = []
    changes: list[Change] = []
    words = _Words(target.language, [p for h in (*old_heads, *new_heads.values()) for p in h.members])
    for head in old_heads:
        found = [x for x in near[str(head.address)] if x.similarity >= HEAD_FROM][:CANDIDATE_HEADS]
        candidates = [(p, link) for link in found for p in new_heads[link.new].members]
        for row, change in _Matcher(head, target, candidates, words).rows():
            rows.append(row)
            if change:
                changes.append(change)
    rows += [_unread(head, p) for head in foreign for p in head.members]
    rows, changes = _beaten(rows, changes, {a.act_id: a for a in acts})
    rows = _merged(rows)
    texts = {str(h.act.at(p.eid)): source_text(p) for h in old_heads for p in h.members}
    unchanged = [texts[str(r.source)] for r in rows if r.disposition == "verbatim" and str(r.source) in texts]
    rows, changes = _terms_only(rows, changes, target.language, unchanged)
    plan = Map(outline, tuple(a.address for a in acts), tuple(rows))
    return with_rows(plan, rows, changes)


def _beaten(
    rows: Sequence[Disposition], changes: Sequence[Change], acts: Mapping[str, Act]
) -> tuple[list[Disposition], list[Change]]:
    """Rows whose target unit plainly comes from another provision: a far likeness is no descent, a near one is asked.

    Measured on codes made of real acts (benchmarks.new_code): of provisions that were carried over none was beaten
    so; of those that were dropped and had been proposed a place, more than half were.
    """
    best: dict[str, Disposition] = {}
    for row in rows:
        if row.target and row.similarity > (best[row.target].similarity if row.target in best else 0.0):
            best[row.target] = row
    out: list[Disposition] = []
    gone: set[str] = set()
    for row in rows:
        first = best.get(row.target)
        if first is None or first.similarity - row.similarity < BEATEN_BY or row.disposition == "verbatim":
            out.append(row)
        elif row.similarity < REWORDED_FROM:
            gone.add(str(row.source))
            why = reason("beaten", other=in_languages(str(first.source), acts))
            out.append(replace(row, disposition="stays", target="", reason=why))
        else:
            why = reason("beaten-near", other=in_languages(str(first.source), acts))
            out.append(replace(row, disposition="conflict", reason=why))
    return out, [c for c in changes if str(c.source) not in gone]


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


def _units(found: Sequence[Head]) -> list[Unit]:
    return [Unit(str(h.address), h.text, h.provision.heading, k, h.act.act_id) for k, h in enumerate(found)]


class _Words:
    """Bags of stems, and how much each stem tells: the rarer among the provisions, the more."""

    def __init__(self, language: Language, provisions: Sequence[Provision]) -> None:
        self.language = language
        self.bags = {id(p): self._cut(source_text(p)) for p in provisions}
        spread = Counter(w for bag in self.bags.values() for w in bag)
        self.weight = {w: math.log((1 + len(provisions)) / n) for w, n in spread.items()}
        self.mass = {key: self._weigh(bag) for key, bag in self.bags.items()}

    def _cut(self, text: str) -> Counter[str]:
        from lawkit.language import stems, words

        return Counter(stems(words(text), self.language))

    def _weigh(self, bag: Counter[str]) -> float:
        return sum(self.weight[w] * n for w, n in bag.items())

    def score(self, one: Provision, other: Provision) -> float:
        """Dice's coefficient of the two bags, every word by its weight."""
        a, b = self.bags[id(one)], self.bags[id(other)]
        if len(a) > len(b):
            a, b = b, a
        common = sum(self.weight[w] * min(n, b[w]) for w, n in a.items() if w in b)
        total = self.mass[id(one)] + self.mass[id(other)]
        return 2 * common / total if total else 0.0


class _Matcher:
    """Finds for each provision of a head its counterpart among the candidates, by the words they share."""

    def __init__(self, head: Head, target: Act, candidates: Sequence[tuple[Provision, Link]], words: _Words) -> None:
        self.head = head
        self.target = target
        self.candidates = candidates
        self.words = words

    def rows(self) -> list[tuple[Disposition, Change | None]]:
        return [self._row(p) for p in self.head.members]

    def _row(self, provision: Provision) -> tuple[Disposition, Change | None]:
        scored = sorted(
            (
                (self.words.score(provision, other), -k)
                for k, (other, _) in enumerate(self.candidates)
                if _same_level(provision, other)
            ),
            reverse=True,
        )
        best, at = scored[0] if scored else (0.0, 0)
        second = scored[1][0] if len(scored) > 1 else 0.0
        address = self.head.act.at(provision.eid)
        if best < DOUBTFUL_FROM:
            kind: DispositionKind = "superseded" if self.head.act.status == "repealed" else "stays"
            return self._make(address, provision, kind, "", best, best - second, "no-counterpart", ""), None
        twin = self.candidates[-at][0]
        before, after = source_text(provision), source_text(twin)
        where = str(self.target.at(twin.eid))
        if before.split() == after.split():
            return self._make(address, provision, "verbatim", twin.eid, 1.0, best - second, "aligned-same", where), None
        kind = "reworded" if best >= REWORDED_FROM else "conflict"
        name = "aligned" if kind == "reworded" else "aligned-thin"
        row = self._make(address, provision, kind, twin.eid, best, best - second, name, where)
        return row, Change(address, twin.eid, before, after, "wording")

    def _make(
        self, address: Address, provision: Provision, kind: DispositionKind, target: str, score: float, margin: float,
        name: str, where: str,
    ) -> Disposition:  # fmt: skip
        why = reason(name, other=in_languages(where, {self.target.act_id: self.target}) if where else "")
        return Disposition(
            address, source_hash(provision), kind, target, round(score, 4), round(margin, 4), "align", why,
        )  # fmt: skip


def _same_level(one: Provision, other: Provision) -> bool:
    """An article's heading answers to an article's heading, a norm to a norm."""
    return (not one.text.strip()) == (not other.text.strip())


def _merged(rows: Sequence[Disposition]) -> list[Disposition]:
    """Rows of several acts that come together in one target unit are merged there."""
    acts: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.source and row.target and row.disposition in ("verbatim", "reworded"):
            acts[row.target].add(row.source.act)
    return [
        replace(r, disposition="merged") if r.disposition == "reworded" and len(acts[r.target]) > 1 else r for r in rows
    ]
