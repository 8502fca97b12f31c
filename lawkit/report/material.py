"""What the report site shows, gathered once: readings, findings, verdicts, the map, and the indices between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lawkit.model import (
    GROUPINGS,
    Act,
    Address,
    Disposition,
    Finding,
    Norm,
    Note,
    Provision,
    Reading,
    Reference,
    Verdict,
)

ArticleKey = tuple[str, str]  # (act key, article eid)


@dataclass(frozen=True, slots=True)
class Item:
    """One requirement of a checklist, as the report shows it."""

    id: str
    group: str
    title: Mapping[str, str]  # language → words
    why: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    checklist: str = ""
    group_names: Mapping[str, str] = field(default_factory=dict)  # language → words; empty: `group` itself


@dataclass(frozen=True, slots=True)
class Target:
    """One unit of the single law: an article of the outline, with the chapter it stands in."""

    id: str
    heading: Mapping[str, str]
    chapter: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    belongs: str = ""  # what goes here, for people
    answers: tuple[str, ...] = ()  # requirements of the checklists that it would answer


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that the pages are made from."""

    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    items: tuple[Item, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    targets: tuple[Target, ...] = ()
    version: str = ""
    matrices: Mapping[str, Mapping[str, Mapping[str, str]]] = field(
        default_factory=dict
    )  # checklist → act id → item → verdict
    checklists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # id → language → title
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # address → proposed words, why they differ


def act_key(act: Act) -> str:
    """Folder name of an act's pages: the adilet id and the language, safe in paths and addresses."""
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "_-.") else "_" for c in act.act_id).strip(".") or "act"
    return f"{safe}-{act.language}"


@dataclass(slots=True)
class Page:
    """One article (or other top unit) with the provisions that stand in it."""

    act: Act
    head: Provision
    provisions: list[Provision]
    path: tuple[Provision, ...]  # groupings above it


@dataclass(slots=True)
class Index:
    """Ways from every provision to its page, and back."""

    pages: dict[ArticleKey, Page]
    page_of: dict[tuple[str, str], str]  # (act key, eid) → page eid
    notes: dict[ArticleKey, list[Note]]
    references_out: dict[ArticleKey, list[Reference]]
    references_in: dict[ArticleKey, list[tuple[str, Reference]]]
    norms: dict[ArticleKey, list[Norm]]
    findings: dict[ArticleKey, list[Finding]]
    destinations: dict[ArticleKey, list[Disposition]]
    key_of: dict[tuple[str, str], str]  # (act id, language) → act key
    languages: dict[str, list[str]]  # act id → languages present

    def key(self, address: Address) -> str | None:
        """The act key an address belongs to, if that act is in the report."""
        if address.language:
            return self.key_of.get((address.act, address.language))
        for language in self.languages.get(address.act, ()):
            return self.key_of[(address.act, language)]
        return None


def pages_of(act: Act) -> list[Page]:
    """Cut an act into pages: one for each article, and one for each other unit that stands outside articles."""
    by_eid = {p.eid: p for p in act.provisions}
    pages: list[Page] = []
    page_at: dict[str, Page] = {}
    for provision in act.provisions:
        owner = page_at.get(provision.parent)
        inside = owner is not None and owner.head.kind not in GROUPINGS
        if inside and owner is not None:
            owner.provisions.append(provision)
            page_at[provision.eid] = owner
            continue
        page = Page(act, provision, [provision], _above(provision, by_eid))
        pages.append(page)
        page_at[provision.eid] = page
    return pages


def _above(provision: Provision, by_eid: Mapping[str, Provision]) -> tuple[Provision, ...]:
    chain: list[Provision] = []
    parent = provision.parent
    while parent and parent in by_eid:
        chain.append(by_eid[parent])
        parent = by_eid[parent].parent
    return tuple(reversed(chain))


def build_index(material: Material) -> Index:
    """Join references, norms, findings and dispositions to the pages they touch."""
    index = Index(
        {},
        {},
        defaultdict(list),
        defaultdict(list),
        defaultdict(list),
        defaultdict(list),
        defaultdict(list),
        defaultdict(list),
        {},
        defaultdict(list),
    )
    for reading in material.readings:
        act, key = reading.act, act_key(reading.act)
        index.key_of[(act.act_id, act.language)] = key
        index.languages[act.act_id].append(act.language)
        for page in pages_of(act):
            index.pages[(key, page.head.eid)] = page
            for provision in page.provisions:
                index.page_of[(key, provision.eid)] = page.head.eid
    for reading in material.readings:
        _index_reading(index, reading)
    for finding in material.findings:
        for place in dict.fromkeys(_place(index, pin.address) for pin in finding.pins):
            if place:
                index.findings[place].append(finding)
    for row in material.dispositions:
        place = _place(index, row.source) if row.source else None
        if place:
            index.destinations[place].append(row)
    return index


def _index_reading(index: Index, reading: Reading) -> None:
    key = act_key(reading.act)
    for note in reading.act.notes:
        index.notes[(key, index.page_of.get((key, note.eid), ""))].append(note)
    for norm in reading.norms:
        index.norms[(key, index.page_of.get((key, norm.source), ""))].append(norm)
    for reference in reading.references:
        if reference.editorial:
            continue
        source = (key, index.page_of.get((key, reference.source), ""))
        index.references_out[source].append(reference)
        if reference.target is None:
            continue
        target = reference.target
        if not target.language:
            target = Address(target.act, target.edition, reading.act.language, target.eid)
        place = _place(index, target)
        if place:
            index.references_in[place].append((f"{key}#{reference.source}", reference))


def _place(index: Index, address: Address) -> ArticleKey | None:
    key = index.key(address)
    if key is None or not address.eid:
        return None
    page = index.page_of.get((key, address.eid))
    return (key, page) if page is not None else None


def finding_counts(findings: Sequence[Finding]) -> dict[str, dict[str, int]]:
    """Code → tier → how many."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"certain": 0, "likely": 0, "possible": 0})
    for finding in findings:
        counts[finding.code][finding.tier] += 1
    return dict(sorted(counts.items()))
