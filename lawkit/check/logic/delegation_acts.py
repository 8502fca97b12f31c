"""Rule-making handed over: to nobody, to somebody without the power, from by-law to by-law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.structure_view import view
from lawkit.check.logic.style_scan import found
from lawkit.check.rules import Rule
from lawkit.language import lemma_key
from lawkit.language.morphology import russian_form
from lawkit.model import Span
from lawkit.reading.norms import Delegation, find_delegations

_WORD = re.compile(r"[а-яә-ӿ]{4,}")
_last: list[tuple[Draft, tuple[Delegation, ...]]] = []


def _delegations(draft: Draft) -> tuple[Delegation, ...]:
    if not _last or _last[0][0] is not draft:
        _last[:] = [(draft, find_delegations(draft.act, draft.reading.norms))]
    return _last[0][1]


def deleg_no_body(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """«Порядок … утверждается» without anybody who approves it."""
    body = draft.act.body
    for provision, match in found(draft, rule):
        if provision.kind == "article" or (draft.act.language == "rus" and _names_author(match[0])):
            continue
        verb = Span(*match.span("verb"))
        yield Hit(provision.eid, Span(match.start(), match.end()), {"words": verb.of(body)})


def _names_author(text: str) -> bool:
    """Whether a noun in the instrumental stands in the words: «… уполномоченным органом определяется»."""
    for word in _WORD.findall(text):
        form = russian_form(word)
        if form.first == "NOUN" and "ablt" in form.cases and "nomn" not in form.cases:
            return True
    return False


def deleg_no_act(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """«В порядке, определяемом уполномоченным органом», though no norm gives that body the power to issue an act."""
    if view(draft).form != "law" and not any(p.kind == "article" for p in draft.act.provisions):
        return
    delegations = _delegations(draft)
    able = {_key(draft, d) for d in delegations if d.outright}
    told: set[str] = set()
    for delegation in delegations:
        key = _key(draft, delegation)
        if delegation.outright or key in able or key in told:
            continue
        if any(key.startswith(other) or other.startswith(key) for other in able if other):
            continue
        told.add(key)
        values = {"issuer": delegation.issuer}
        yield Hit(delegation.source, delegation.span, values)


def _key(draft: Draft, delegation: Delegation) -> str:
    return lemma_key(delegation.issuer, draft.act.language)


def deleg_sub(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A by-law that hands its own rule-making on to another act."""
    if view(draft).form != "bylaw":
        return
    for delegation in _delegations(draft):
        provision = draft.by_eid.get(delegation.source)
        if provision is None or not provision.in_force or delegation.outright:
            continue
        yield Hit(delegation.source, delegation.span, {"words": delegation.span.of(draft.act.body)})
