"""Whom an English norm speaks to: the noun group before the verb, or the agent behind «by»."""

from __future__ import annotations

import re

from lawkit.language import lemmas
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.tokens import Token, separated, tokens_of

_LOOK = 600
_DETERMINERS = frozenset({"the", "a", "an", "each", "every", "any", "no", "all", "everyone", "nobody"})
_LINKS = frozenset({"of", "and", "or", "for", "in"})


_PASSIVE = re.compile(
    r"may\s+not\s+be\s+required|(?:is|are|(?:shall|must|may|can|should)(?:\s+not)?\s+be|cannot\s+be)\b"
    r"(?!\s+(?:not\s+)?(?:\w+ly\s+)?(?:entitled|obliged|obligated|required|bound|authori[sz]ed|prohibited|forbidden|permitted|allowed|liable|subject|responsible)\b)"
)
_AGENT = re.compile(
    r"\b(?:by|(?:imposed|conferred|lies|rests?)\s+(?:up)?on|(?:assigned|entrusted|delegated)\s+to|vested\s+in)\s+([^,;:.]{3,80})"
)
_GERUND = re.compile(r"\w{3,}(?:ing|ed)$")


_PAPERS = frozenset(
    {"decision", "order", "resolution", "act", "law", "agreement", "contract", "ruling"}
)  # “by a court decision”
_NOBODY = re.compile(r"no\s+(?!right)((?:[a-z]+\s+){0,3}?[a-z]+)\s+(?:shall|may|can|must)\b")


def english_addressee(clause: Clause) -> str:
    """The noun group before the verb, when its head can act; of a passive the agent («by …», «imposed on …»)."""
    end = clause.predicate if clause.predicate >= 0 else min(len(clause.main), _LOOK)
    subject = ""
    none = _NOBODY.match(clause.main, end)
    if none:
        return clause.text[none.start(1) : none.end(1)]
    if not _PASSIVE.match(clause.main, end):
        subject = _group(clause, tokens_of(clause, max(0, end - 300), end))
    if subject:
        return subject
    end = max(0, clause.predicate)
    agent = _AGENT.search(clause.main[end : end + 400])
    if not agent:
        return ""
    tokens = tokens_of(clause, end + agent.start(1), end + agent.end(1))
    rules = patterns("eng")
    stop = next((i for i, t in enumerate(tokens) if i and t[0] in rules.subject_stops), len(tokens))
    noun = next((i for i, t in enumerate(tokens[:stop]) if i and t[0] == "of"), stop)  # not “by decision of the court”
    forms = lemmas([t[0] for t in tokens[:noun]], "eng")
    if not forms or forms[-1] in _PAPERS or not any(f in rules.heads for f in forms):
        return ""
    return clause.text[tokens[0][1] : tokens[stop - 1][2]]


def _group(clause: Clause, tokens: list[Token]) -> str:
    """The noun group before the verb; before that, what stands between commas may be an adverbial or a participle.

    «The court, having accepted the claim, notifies», «The holder is obliged, no later than two days before …, to notify».
    """
    while tokens:
        start = next((i for i in range(len(tokens) - 1, 0, -1) if separated(clause, tokens[i - 1][2], tokens[i][1])), 0)
        found = _party(clause, tokens[start:])
        aside = tokens[start][0] in patterns("eng").subject_stops or _GERUND.match(tokens[start][0])
        if found or not aside:
            return found
        tokens = tokens[:start]
    return ""


def _party(clause: Clause, group: list[Token]) -> str:
    """The first noun group of a stretch, when its head can act: «the operator [within 24 hours]»."""
    stops, heads = patterns("eng").subject_stops, patterns("eng").heads | {"everyone", "nobody"}
    first = next((i for i, t in enumerate(group) if t[0] in _DETERMINERS), 0)
    if first and group[0][0] not in stops:
        first = 0  # «Owners of the platform»
    group = group[first:]
    stop = next(
        (i for i, t in enumerate(group) if i and (t[0] in _LINKS | stops or (i > 1 and _GERUND.match(t[0])))),
        len(group),
    )
    forms = lemmas([t[0] for t in group[:stop]], "eng")
    if not forms or forms[-1] not in heads:
        return ""
    end = next((i for i, t in enumerate(group) if i and t[0] in stops), len(group))
    return clause.text[group[0][1] : group[end - 1][2]]
