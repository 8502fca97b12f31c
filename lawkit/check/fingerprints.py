"""Names of problems that stay when a draft is edited elsewhere.

A fingerprint is a hash of the rule's code, of the words hit, of a few words around them in the same provision and of
the nearest heading above, all folded and without figures: an inserted article or a new number changes none of these.
Problems that agree in all of it are told apart by counting them. The idea of hashing the surroundings instead of line
numbers is that of SARIF's partial fingerprints (OASIS, SARIF 2.1.0, § 3.27.17).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lawkit.model import Act, Provision, Span

if TYPE_CHECKING:
    from lawkit.check.draft import Draft

_WORD = re.compile(r"[^\W\d_]+")
_AROUND = 5
_MOST = 24


def fingerprints(draft: Draft, places: Sequence[tuple[str, str, Span]]) -> list[str]:
    """Fingerprints of (code, provision id, span), in their order; equal input gives equal output, in any process."""
    seen: Counter[str] = Counter()
    found = []
    for code, eid, span in places:
        base = _base(draft, code, eid, span)
        seen[base] += 1
        found.append(hashlib.sha256(f"{base}\n{seen[base]}".encode()).hexdigest()[:20])
    return found


def _base(draft: Draft, code: str, eid: str, span: Span) -> str:
    act = draft.act
    provision = draft.by_eid.get(eid)
    before, after = _around(act, provision, span)
    own = _words(span.of(act.body))[:_MOST]
    return "\n".join((code, " ".join(own), " ".join(before), " ".join(after), _heading(draft, provision)))


def _around(act: Act, provision: Provision | None, span: Span) -> tuple[list[str], list[str]]:
    """A few words before and after the span inside its provision."""
    if provision is None:
        return [], []
    low, high = provision.span.start, provision.span.end
    before = act.body[low : span.start] if low <= span.start <= high else ""
    after = act.body[span.end : high] if low <= span.end <= high else ""
    return _words(before[-200:])[-_AROUND:], _words(after[:200])[:_AROUND]


def _heading(draft: Draft, provision: Provision | None) -> str:
    """The words of the nearest heading at or above a provision."""
    steps = 0
    while provision is not None and steps < 50:
        if provision.heading:
            return " ".join(_words(provision.heading))
        provision = draft.by_eid.get(provision.parent)
        steps += 1
    return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("ё", "е"))
