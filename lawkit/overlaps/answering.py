"""What is told of a provision that answers a matter, and answers kept between runs, act by act.

Standard wording is no answer, nor what an amending act quotes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lawkit.language.sieve import first_of
from lawkit.model import GROUPINGS, Address, Deadline, Pin, Provision, Reading, Span
from lawkit.overlaps.answers import Answer, answers_of
from lawkit.overlaps.matters import Matter
from lawkit.overlaps.rules import boilerplate
from lawkit.overlaps.units import above_of

Plain = dict[str, list[list[Any]]]  # answers of an act by matter, as JSON values
_OUTER = GROUPINGS | {"annex", "table"}
_WHOLE = Span(0, 0)
_OPENING = 60  # characters in which standard wording begins that fills a provision


@dataclass(frozen=True, slots=True)
class Answering:
    """A provision that answers a matter, with what is needed to tell of it."""

    address: Address
    text: str
    article: Address
    side: int = 0
    deadline: tuple[float, str, str] | None = None  # where it names exactly one
    printed: str = ""
    words: Span = _WHOLE  # of the text, from the first word that answers to the last

    @property
    def pin(self) -> Pin:
        """The place, with the words that answer."""
        return Pin(self.address, self.text, self.words)


def answering_of(reading: Reading, matters: Iterable[Matter]) -> dict[str, list[Answering]]:
    """The provisions of an act that answer matters, by matter, in the order of the act."""
    by_eid = {provision.eid: provision for provision in reading.act.provisions}
    found: dict[str, list[Answering]] = {}
    for name, answers in answers_of(reading, matters).items():
        own = [_answering(reading, answer, by_eid) for answer in answers if _counts(reading, answer, by_eid)]
        if own:
            found[name] = own
    return found


def _counts(reading: Reading, answer: Answer, by_eid: dict[str, Provision]) -> bool:
    provision = by_eid[answer.address.eid]
    if first_of(boilerplate("skip"), provision.text):
        return False
    standard = first_of(boilerplate(reading.act.language), provision.text)
    if standard is not None and standard.start() < _OPENING and provision.kind != "preamble":
        return False  # a preamble opens so, and a matter that asks for it asks what the act is about
    return not any(first_of(boilerplate("quoting"), above) for above in above_of(provision, by_eid) if above)


def _answering(reading: Reading, answer: Answer, by_eid: dict[str, Provision]) -> Answering:
    provision = by_eid[answer.address.eid]
    deadline = _deadline(reading, provision.eid)
    printed = reading.act.body[deadline.span.start : deadline.span.end] if deadline else ""
    value = (deadline.amount, deadline.unit, deadline.calendar) if deadline else None
    article = _article(reading, provision, by_eid)
    words = _in_line(provision.text, answer.words)
    return Answering(answer.address, in_line(provision.text), article, answer.side, value, printed, words)


def in_line(text: str) -> str:
    """A text with single spaces, as findings show it."""
    return " ".join(text.split())


def _in_line(text: str, span: Span) -> Span:
    """Where a stretch that begins and ends with a word stands in the text with single spaces."""
    end = len(in_line(text[: span.end]))
    return Span(end - len(in_line(span.of(text))), end)


def _article(reading: Reading, provision: Provision, by_eid: dict[str, Provision]) -> Address:
    """The article that a provision belongs to, or its outermost point where there are no articles."""
    top, node = provision, by_eid.get(provision.parent)
    while node is not None and top.kind != "article" and node.kind not in _OUTER:
        top, node = node, by_eid.get(node.parent) if node.parent else None
    lone = node is None and top.parent.startswith("art_")  # of an act given in part, without its article
    return reading.act.at(top.parent.partition("__")[0] if lone else top.eid)


def _deadline(reading: Reading, eid: str) -> Deadline | None:
    """The one period that a provision names."""
    found = [deadline for norm in reading.norms if norm.source == eid for deadline in norm.deadlines]
    return found[0] if len({(d.amount, d.unit, d.calendar) for d in found}) == 1 else None


def dump(answers: Mapping[str, Sequence[Answering]]) -> Plain:
    """The answers of one act without their texts; `load` reads them back beside the act."""
    return {
        name: [[a.address.eid, a.article.eid, a.side, a.deadline and list(a.deadline), a.printed,
                a.words.start, a.words.end] for a in own]
        for name, own in answers.items()
    }  # fmt: skip


def load(
    plain: Mapping[str, Sequence[Sequence[Any]]], at: Callable[[str], Address], texts: Mapping[str, str]
) -> dict[str, list[Answering]]:
    """The answers that `dump` wrote: `at` makes addresses of ids; where `texts` lacks a provision its text is empty."""
    return {
        name: [
            Answering(at(eid), in_line(texts.get(eid, "")), at(article), side, tuple(deadline) if deadline else None,
                      printed, Span(start, end))
            for eid, article, side, deadline, printed, start, end in own
        ]
        for name, own in plain.items()
    }  # fmt: skip


class KeptAnswers:
    """Answers of acts by name: those of the last time where text and facts are the same, and those that this run gave.

    Whoever keeps them keeps them under the catalogue's digest and the version of the code.
    """

    def __init__(self, before: Mapping[str, Plain] | None = None) -> None:
        self._before = before or {}
        self.now: dict[str, Plain] = {}
        self.taken_over = 0

    def of(self, reading: Reading, matters: Iterable[Matter]) -> dict[str, list[Answering]]:
        """The answers of an act."""
        name = _name(reading)
        held = self._before.get(name)
        if held is not None:
            self.taken_over += 1
            self.now[name] = held
            return load(held, reading.act.at, {p.eid: p.text for p in reading.act.provisions})
        found = answering_of(reading, matters)
        self.now[name] = dump(found)
        return found


def _name(reading: Reading) -> str:
    """The act and a hash of what its answers rest on: its text and tree, and the facts read in it."""
    act, digest = reading.act, hashlib.sha256()
    told = [f"{p.eid}|{p.parent}|{p.span.start}|{p.span.end}|{p.status}" for p in act.provisions]
    told += [f"{n.source}|{n.modality}|{n.deadlines!r}" for n in reading.norms]
    told += [f"{d.source}|{d.form}|{d.term}|{d.text}" for d in reading.definitions]
    told += [f"{r.source}|{r.target.act if r.target else ''}|{r.editorial}" for r in reading.references]
    digest.update("\n".join((act.title, act.body, *told)).encode("utf-8", "surrogatepass"))
    return f"{act.address} {digest.hexdigest()[:32]}"
