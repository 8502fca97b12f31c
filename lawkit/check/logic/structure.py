"""Structure and numbering, after article 23 of the law on legal acts."""

from __future__ import annotations

from collections.abc import Iterator

from lawkit.check.draft import Draft, Hit
from lawkit.check.rules import Rule


def num_dup(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Two siblings of one kind with one number; the splitter gives the second the id `…~2`."""
    for provision in draft.act.provisions:
        first = draft.by_eid.get(provision.eid.partition("~")[0])
        if provision.eid.rpartition("__")[2].count("~") and first is not None:
            yield Hit(provision.eid, provision.span, {"number": provision.num.strip()}, ((first.eid, first.span),))
