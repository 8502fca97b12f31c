"""What a rule sees, and what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from lawkit.model import Act, Finding, Provision, Reading, Span

if TYPE_CHECKING:
    from lawkit.check.places import Places
    from lawkit.register import Register


_FRAME = frozenset({"toc", "conclusions", "preface"})


class Against(Protocol):
    """The acts in force that a draft is checked against; a store, or readings at hand."""

    def acts(self) -> Mapping[str, Act]:
        """The acts by id, of the draft's language where there is a choice."""
        ...

    def about(self, act_id: str) -> Act | None:
        """What an act is called and what kind it is, perhaps without its text; None where it is not among these."""
        ...

    def issued_under(self, act_id: str) -> Sequence[str]:
        """The acts whose preamble names this one: made to carry it out."""
        ...

    def worded(self, act_id: str, least: int) -> Sequence[str]:
        """The ids of an act's provisions in force, tables left out, that hold so many words; none for an unknown act."""
        ...

    def findings(self, draft: Reading) -> Sequence[Finding]:
        """Overlaps and conflicts between the draft and these acts, the surest first; the draft's pin comes first."""
        ...


@dataclass(frozen=True)
class Draft:
    """One draft in one language, read, with what it is checked against.

    Spans of everything in it are code points into `act.body`.
    """

    reading: Reading
    register: Register
    partners: tuple[Reading, ...] = ()  # the same draft in other languages
    against: Against | None = None
    today: dt.date | None = None  # the day that «in force» is asked for; None: the newest state known
    written: Callable[[], Places] | None = field(default=None, compare=False)  # where its words stand in the file

    @property
    def act(self) -> Act:
        """The draft's tree."""
        return self.reading.act

    @cached_property
    def by_eid(self) -> dict[str, Provision]:
        """Its provisions by id."""
        return {p.eid: p for p in self.act.provisions}

    @cached_property
    def children(self) -> dict[str, tuple[Provision, ...]]:
        """The provisions under each id, in the order of the text; "" holds the top."""
        found: dict[str, list[Provision]] = {}
        for provision in self.act.provisions:
            found.setdefault(provision.parent, []).append(provision)
        return {parent: tuple(below) for parent, below in found.items()}

    @cached_property
    def stretches(self) -> tuple[tuple[Provision, str, str], ...]:
        """The provisions in force with their own stretch of the body, as printed and in small letters; the frame left out."""
        body = self.act.body
        found = ((p, p.span.of(body)) for p in self.act.provisions if p.in_force and p.kind not in _FRAME)
        return tuple((provision, own, own.lower()) for provision, own in found)


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that is safe to make without a person: these characters of Act.body become that text."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that breaks a rule; the engine makes a Problem of it.

    `span` points into Act.body and covers the very words; `values` fill the message templates of the rule's page
    (a value may be a dict of language → text where it must be said in words); `related` are (eid or address, span or
    None) of places that explain it; `severity` overrides the page's one (downwards only).
    """

    eid: str
    span: Span
    values: Mapping[str, object] = field(default_factory=dict)
    related: tuple[tuple[str, Span | None], ...] = ()
    fix: Fix | None = None
    severity: str = ""
