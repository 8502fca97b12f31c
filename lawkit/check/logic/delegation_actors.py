"""Norms by place and by who acts: what the rules on delegation and discretion ask of a reading."""

from __future__ import annotations

import re
from functools import lru_cache

from lawkit.check.draft import Draft
from lawkit.language import fold
from lawkit.language.data import read_yaml
from lawkit.model import Language, Norm
from lawkit.resources import resource


class Actors:
    """The norms of a draft, found by unit and by place."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.by_unit: dict[str, list[Norm]] = {}
        for norm in draft.reading.norms:
            self.by_unit.setdefault(norm.source, []).append(norm)

    def at(self, eid: str, offset: int) -> Norm | None:
        """The norm of a unit that covers a place."""
        return next((n for n in self.by_unit.get(eid, ()) if n.span.start <= offset < n.span.end), None)

    def state_acts(self, norm: Norm | None) -> bool:
        """Whether a body of the state is the one who must, may or must not."""
        return norm is not None and is_state(norm.addressee, self.draft.act.language)


_last: list[Actors] = []


def actors(draft: Draft) -> Actors:
    """The norms of a draft; the last draft is remembered."""
    if not _last or _last[0].draft is not draft:
        _last[:] = [Actors(draft)]
    return _last[0]


@lru_cache(maxsize=10_000)
def is_state(addressee: str, language: Language) -> bool:
    """Whether the words name a body of the state, by rules/lint/drafting.yaml."""
    return bool(addressee) and _words("state_body", language).search(fold(addressee)) is not None


@lru_cache(maxsize=10_000)
def is_private(addressee: str, language: Language) -> bool:
    """Whether the words name somebody free to choose, by rules/lint/drafting.yaml; an official person is not."""
    return not is_state(addressee, language) and _words("private", language).search(fold(addressee)) is not None


@lru_cache(maxsize=6)
def _words(name: str, language: Language) -> re.Pattern[str]:
    return re.compile(str(read_yaml(resource("rules", "lint", "drafting.yaml"))[name][language]))
