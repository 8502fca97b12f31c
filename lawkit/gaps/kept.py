"""Evidence kept between runs: as plain JSON values, under a key that changes with whatever the evidence rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from lawkit.gaps.checklist import Checklist
from lawkit.gaps.evidence import Evidence, Hit
from lawkit.model import Address, Pin, Reading, Span

Plain = dict[str, Any]  # of JSON values


def evidence_key(reading: Reading, checklist: Checklist) -> str:
    """Names the evidence of one act for one checklist: the act's text and tree, the facts read in it, the rules."""
    act = reading.act
    facts = hashlib.sha256()
    for provision in act.provisions:
        facts.update(f"{provision.eid}|{provision.span.start}|{provision.span.end}|{provision.status}\n".encode())
    facts.update(act.body.encode())
    for norm in reading.norms:
        facts.update(f"{norm.source}|{norm.modality}\n".encode())
    for definition in reading.definitions:
        facts.update(f"{definition.source}|{definition.form}|{definition.term}|{definition.text}\n".encode())
    for reference in reading.references:
        target = reference.target.act if reference.target else ""
        facts.update(f"{reference.source}|{target}|{reference.editorial}\n".encode())
    return f"{act.address}|{act.number}|{act.title}|{facts.hexdigest()[:32]}|{checklist.digest}"


def dump_evidence(evidence: Evidence) -> Plain:
    """One act's evidence as JSON values; `load_evidence` reads it back to an equal value."""
    return {
        "act": str(evidence.act),
        "digest": evidence.digest,
        "number": evidence.number,
        "hits": {
            item: {part: [[h.rule, _pin(h.pin), h.weak, list(h.rank)] for h in hits] for part, hits in parts.items()}
            for item, parts in evidence.hits.items()
        },
        "nearest": {item: [[score, _pin(pin)] for score, pin in pins] for item, pins in evidence.nearest.items()},
    }


def load_evidence(plain: Mapping[str, Any]) -> Evidence:
    """The evidence that `dump_evidence` wrote; raises KeyError, TypeError or ValueError for anything else."""
    return Evidence(
        Address.parse(plain["act"]),
        plain["digest"],
        {
            item: {part: tuple(Hit(rule, _unpin(pin), weak, tuple(rank)) for rule, pin, weak, rank in hits)
                   for part, hits in parts.items()}
            for item, parts in plain["hits"].items()
        },
        {item: tuple((score, _unpin(pin)) for score, pin in pins) for item, pins in plain["nearest"].items()},
        plain["number"],
    )  # fmt: skip


def _pin(pin: Pin) -> list[Any]:
    return [str(pin.address), pin.text, pin.span.start, pin.span.end]


def _unpin(plain: list[Any]) -> Pin:
    address, text, start, end = plain
    return Pin(Address.parse(address), text, Span(start, end))
