"""Nouns to rows and back. One pair of functions a noun; the column order is that of `schema`."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from lawkit.model import (
    LANGUAGES,
    Act,
    Address,
    Amendment,
    Deadline,
    Definition,
    Diagnostic,
    Disposition,
    Finding,
    Language,
    Link,
    Norm,
    Note,
    Pin,
    Provision,
    Reference,
    Span,
    Verdict,
)

Row = tuple[Any, ...]


def dumps(value: object) -> str:
    """JSON with sorted keys and readable letters, so that the same value is the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def date(text: str | None) -> dt.date | None:
    """The date of an ISO string; None for none."""
    return dt.date.fromisoformat(text) if text else None


def iso(day: dt.date | None) -> str:
    """The ISO string of a date; empty for none."""
    return day.isoformat() if day else ""


def address(text: str | None) -> Address | None:
    """The address of a stored string; None for none."""
    return Address.parse(text) if text else None


def by_language(columns: Row) -> dict[Language, str]:
    """The explanation of three columns, without the empty ones."""
    return {language: text for language, text in zip(LANGUAGES, columns, strict=True) if text}


def in_languages(texts: dict[Language, str]) -> Row:
    """Three columns of an explanation."""
    return tuple(texts.get(language, "") for language in LANGUAGES)


def provision_rows(act: int, provisions: tuple[Provision, ...]) -> list[Row]:
    """Rows of the whole tree, in document order."""
    return [
        (act, p.eid, p.kind, p.number, p.num, p.heading, p.text, p.parent, p.order, p.span.start, p.span.end, p.status,
         p.anchor, dumps(p.anchors) if len(p.anchors) > 1 else "")
        for p in provisions
    ]  # fmt: skip


PROVISION = "eid, kind, number, num, heading, text, parent, ord, start, end, status, anchor, anchors"


def provision(row: Row) -> Provision:
    """A provision from the columns of `PROVISION`."""
    eid, kind, number, num, heading, text, parent, order, start, end, status, anchor, anchors = row
    every = tuple(json.loads(anchors)) if anchors else (anchor,) if anchor else ()
    return Provision(eid, kind, number, num, heading, text, parent, order, Span(start, end), status, anchor, every)


def note_row(act: int, note: Note) -> Row:
    """A note; its amending acts become a JSON list."""
    amendments = [
        {"act_number": a.act_number, "date": iso(a.date), "commencement": a.commencement, "act": a.act}
        for a in note.amendments
    ]
    return (
        act,
        note.kind,
        note.text,
        note.span.start,
        note.span.end,
        note.eid,
        dumps(amendments) if amendments else "",
    )


def note(row: Row) -> Note:
    """The note of a row without its first two columns."""
    kind, text, start, end, eid, amendments = row
    parsed = tuple(
        Amendment(a["act_number"], date(a["date"]), a["commencement"], a["act"]) for a in json.loads(amendments or "[]")
    )
    return Note(kind, text, Span(start, end), eid, parsed)


def link_row(act: int, link: Link) -> Row:
    """A publisher's link."""
    return (act, link.span.start, link.span.end, link.href)


def link(row: Row) -> Link:
    """The link of a row without its first two columns."""
    return Link(Span(row[0], row[1]), row[2])


def diagnostic_row(act: int, diagnostic: Diagnostic) -> Row:
    """A diagnostic of the source."""
    return (act, diagnostic.code, diagnostic.message, diagnostic.eid, diagnostic.severity)


def diagnostic(row: Row) -> Diagnostic:
    """The diagnostic of a row without its first two columns."""
    return Diagnostic(*row)


def reference_row(act: int, r: Reference) -> Row:
    """A reference; addresses become strings, the target's act a column of its own."""
    return (
        act, r.source, r.span.start, r.span.end, r.text, r.kind, r.status, str(r.target or ""),
        r.target.act if r.target else "", str(r.successor or ""), r.field, int(r.editorial), r.reason,
    )  # fmt: skip


def reference(row: Row) -> Reference:
    """The reference of a row without its first two columns."""
    source, start, end, text, kind, status, target, _, successor, field, editorial, reason = row
    return Reference(
        source, Span(start, end), text, kind, status, address(target), address(successor), field, bool(editorial), reason
    )  # fmt: skip


def definition_row(act: int, d: Definition) -> Row:
    """A definition."""
    return (act, d.term, d.text, d.source, d.span.start, d.span.end, d.form, d.scope, d.short, d.lemma)


def definition(row: Row) -> Definition:
    """The definition of a row without its first two columns."""
    term, text, source, start, end, form, scope, short, lemma = row
    return Definition(term, text, source, Span(start, end), form, scope, short, lemma)


def norm_row(act: int, n: Norm) -> Row:
    """A norm; its deadlines become a JSON list."""
    deadlines = [[d.amount, d.unit, d.calendar, d.event, d.span.start, d.span.end] for d in n.deadlines]
    return (
        act, n.source, n.span.start, n.span.end, n.modality, n.addressee, n.body, n.action, n.object, n.condition,
        n.exception, dumps(deadlines) if deadlines else "", n.sanction, int(n.negated),
    )  # fmt: skip


def norm(row: Row) -> Norm:
    """The norm of a row without its first two columns."""
    source, start, end, modality, addressee, body, action, obj, condition, exception, deadlines, sanction, negated = row
    parsed = tuple(
        Deadline(amount, unit, calendar, event, Span(first, last))
        for amount, unit, calendar, event, first, last in json.loads(deadlines or "[]")
    )
    return Norm(
        source, Span(start, end), modality, addressee, body, action, obj, condition, exception, parsed, sanction,
        bool(negated),
    )  # fmt: skip


def pin_row(owner: str, kind: str, pin: Pin) -> Row:
    """A pin of a finding or a verdict."""
    at = pin.address
    return (owner, kind, str(at), at.act, at.eid, pin.text, pin.span.start, pin.span.end)


def pin(row: Row) -> Pin:
    """The pin of address, text, start and end."""
    return Pin(Address.parse(row[0]), row[1], Span(row[2], row[3]))


def finding_row(family: str, order: int, f: Finding) -> Row:
    """A finding without its pins."""
    return (
        f.id, family, order, f.code, f.tier, f.legal_class, f.score, *in_languages(f.explanation), dumps(f.evidence)
    )  # fmt: skip


def finding(row: Row, pins: tuple[Pin, ...]) -> Finding:
    """The finding of a row without family and order."""
    identifier, code, tier, legal_class, score, *explanation, evidence = row
    return Finding(
        identifier, code, tier, legal_class, pins, score, by_language(tuple(explanation)), json.loads(evidence)
    )


def verdict_id(checklist: str, item: str) -> str:
    """The key of a verdict."""
    return f"{checklist}/{item}"


def verdict_row(order: int, v: Verdict) -> Row:
    """A verdict without its pins."""
    key = verdict_id(v.checklist, v.item)
    return (key, v.checklist, v.item, order, v.value, *in_languages(v.reason), v.decided_by, int(v.stale))


def verdict(row: Row, pins: tuple[Pin, ...]) -> Verdict:
    """The verdict of a row without id and order."""
    checklist, item, value, *reason, decided_by, stale = row
    return Verdict(checklist, item, value, pins, by_language(tuple(reason)), decided_by, bool(stale))


def disposition_row(name: str, d: Disposition) -> Row:
    """A row of a map."""
    return (
        name, str(d.source or ""), d.source.act if d.source else "", d.source_hash, d.disposition, d.target,
        d.similarity, d.margin, d.method, *in_languages(d.reason), dumps(list(d.evidence)), d.decided_by,
        iso(d.decided_on), d.state,
    )  # fmt: skip


def disposition(row: Row) -> Disposition:
    """The map row of a stored row without id and map."""
    source, _, source_hash, kind, target, similarity, margin, method, *reason, evidence, by, on, state = row
    return Disposition(
        address(source), source_hash, kind, target, similarity, margin, method, by_language(tuple(reason)),
        tuple(json.loads(evidence)), by, date(on), state,
    )  # fmt: skip


ACT = "act_id, language, title, edition, kind, number, adopted, status, requisites, source, sha256"


def act_row(act: Act, as_of: dt.date | None, version: str) -> Row:
    """The expression's own row; `current` starts at 0."""
    return (
        act.act_id, act.language, iso(act.edition), 0, iso(as_of), act.title, act.kind, act.number, iso(act.adopted),
        act.status, act.requisites, storable(act.source), act.sha256, version, len(act.provisions), act.body,
    )  # fmt: skip


def storable(path: str) -> str:
    """A path as UTF-8: bytes of a file name that are none become question marks."""
    return path.encode("utf-8", "replace").decode("utf-8")
