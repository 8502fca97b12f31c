"""Evidence kept between runs: as plain JSON values, under a key that changes with whatever the evidence rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from lawkit.gaps.checklist import Checklist
from lawkit.gaps.evidence import Evidence, Hit
from lawkit.model import Address, Pin, Reading, Span

Plain = dict[str, Any]  # of JSON values


_READ_BEFORE = 64  # readings whose facts are hashed once for all checklists
_hashed: dict[int, tuple[Reading, str]] = {}


def evidence_key(reading: Reading, checklist: Checklist) -> str:
    """Names the evidence of one act for one checklist: the act's text and tree, the facts read in it, the rules."""
    act = reading.act
    return f"{act.address}|{act.number}|{act.title}|{_facts(reading)}|{checklist.digest}"


def _facts(reading: Reading) -> str:
    """A hash of what evidence rests on in a reading; kept beside the very object, since every checklist asks for it."""
    known = _hashed.get(id(reading))
    if known is not None and known[0] is reading:
        return known[1]
    act, digest = reading.act, hashlib.sha256()
    lines = [f"{p.eid}|{p.span.start}|{p.span.end}|{p.status}" for p in act.provisions]
    lines += [f"{n.source}|{n.modality}" for n in reading.norms]
    lines += [f"{d.source}|{d.form}|{d.term}|{d.text}" for d in reading.definitions]
    lines += [f"{r.source}|{r.target.act if r.target else ''}|{r.editorial}" for r in reading.references]
    digest.update("\n".join((act.body, *lines)).encode("utf-8", "surrogatepass"))
    if len(_hashed) >= _READ_BEFORE:
        _hashed.clear()
    _hashed[id(reading)] = reading, digest.hexdigest()[:32]
    return _hashed[id(reading)][1]


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
