"""The rules about exceptions: `lawkit.check.exceptions` applies them, since they concern a run and not a draft."""

from __future__ import annotations

from collections.abc import Iterable

from lawkit.check.draft import Draft, Hit
from lawkit.check.rules import Rule


def exception_no_reason(draft: Draft, rule: Rule) -> Iterable[Hit]:
    """Nothing in the draft's own text."""
    return ()


def exception_unused(draft: Draft, rule: Rule) -> Iterable[Hit]:
    """Nothing in the draft's own text."""
    return ()
