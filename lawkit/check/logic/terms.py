"""Terms and abbreviations: defined once, used, in their place and order, without circles and hidden norms.

After articles 23 (point 7) and 24 (points 3, 4 and 6) of the law on legal acts. Definitions were read in
lawkit.reading; comparisons with other acts come from lawkit.overlaps. Order of lists is in `terms_order`,
abbreviations in `terms_short`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.found import against_others, place
from lawkit.check.logic.surroundings import act_name, any_of, is_higher
from lawkit.check.logic.terms_order import def_order_kaz, def_order_rus
from lawkit.check.logic.terms_short import abbr_dup, abbr_early, abbr_long, abbr_undefined, abbr_unused, term_undefined
from lawkit.check.rules import Rule
from lawkit.language import lemma_key
from lawkit.model import Definition, Finding, Language, Span

__all__ = [
    "abbr_dup", "abbr_early", "abbr_long", "abbr_undefined", "abbr_unused", "def_circular", "def_conflict_higher", "def_conflict_other_act",
    "def_dup_same_act", "def_norm_inside", "def_order_kaz", "def_order_rus", "def_place", "def_repeat_other_act",
    "def_unused", "term_drift", "term_undefined",
]  # fmt: skip


def _root(eid: str) -> str:
    first = eid.partition("__")[0]
    return first if first.startswith("annex_") else ""


def def_dup_same_act(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A term defined a second time for the same stretch of the act; certain where both stand in lists."""
    first: dict[tuple[str, str, str], Definition] = {}
    for d in draft.reading.definitions:
        if d.form not in ("list", "understood") or not d.lemma:
            continue
        key = (d.lemma, _scope(draft, d), _root(d.source))
        if key not in first:
            first[key] = d
            whole = first.get((d.lemma, "", _root(d.source)))
            if whole is not None and whole is not d and whole.form == "list":
                # a term of the whole act with another meaning in one unit
                yield Hit(
                    d.source, _term_span(draft, d), {"term": d.term}, ((whole.source, _term_span(draft, whole)),),
                    severity="info",
                )  # fmt: skip
            continue
        other = first[key]
        listed = d.form == "list" and other.form == "list"
        yield Hit(
            d.source, _term_span(draft, d), {"term": d.term}, ((other.source, _term_span(draft, other)),),
            severity="" if listed else "warning",
        )  # fmt: skip


_NARROWED = re.compile(
    r"настоящ(?:ей|его|ем)\s+(?:стать|глав|пункт|раздел|параграф|част)|осы\s+(?:бап|тарау|тармақ|бөлі[мк]|параграф)"
    r"|this\s+(?:article|chapter|paragraph|section|part)",
    re.IGNORECASE,
)


def _scope(draft: Draft, definition: Definition) -> str:
    """What the definition holds for: as read, or its own unit where the words before it say so."""
    start = draft.by_eid[definition.source].span.start
    before = draft.act.body[max(start, definition.span.start - 120) : definition.span.start]
    said = definition.form != "list" and _NARROWED.search(re.split(r"[.;]\s", before)[-1])
    return definition.scope or (_home(definition.source) if said else "")


def _term_span(draft: Draft, definition: Definition) -> Span:
    """The defined term itself, inside the span of the whole definition."""
    at = draft.act.body.find(definition.term, definition.span.start, definition.span.end)
    return Span(at, at + len(definition.term)) if at >= 0 else definition.span


def _definition_findings(draft: Draft, code: str) -> Iterator[tuple[Finding, Hit, str]]:
    """Findings of one code with the hit at the draft's term and the id of the other act."""
    for finding in against_others(draft):
        if finding.code != code or finding.tier == "possible":
            continue
        at = place(draft, finding.pins[0])
        other = next((p for p in finding.pins if p.address.act != draft.act.act_id), None)
        if at is None or other is None:
            continue
        definition = next(
            (d for d in draft.reading.definitions if d.source == at[0].eid and d.form != "abbreviation"), None
        )
        span = _term_span(draft, definition) if definition is not None else at[1]
        name = act_name(draft, other.address.act)
        values: dict[str, object] = {"term": str(finding.evidence.get("term", "")), "act": name}
        yield finding, Hit(at[0].eid, span, values, ((str(other.address), None),)), other.address.act


def def_conflict_other_act(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A term that an act of the same or lower force defines differently."""
    for _, hit, act in _definition_findings(draft, "definition-conflict"):
        if not is_higher(draft, act):
            yield hit


def def_conflict_higher(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A by-law's term that a law defines differently."""
    for _, hit, act in _definition_findings(draft, "definition-conflict"):
        if is_higher(draft, act):
            yield hit


def def_repeat_other_act(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A term that another act defines in the same words."""
    for _, hit, _ in _definition_findings(draft, "definition-duplicate"):
        yield hit


def def_unused(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A term of the list of definitions that the act does not use."""
    from lawkit.reading.terms import unused_terms

    for d in unused_terms(draft.reading):
        if d.form == "list":
            yield Hit(d.source, _term_span(draft, d), {"term": d.term})


@lru_cache(maxsize=3)
def _replaced(language: Language) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """(pattern, what the term became, verified) of rules/consolidate/terms.yaml."""
    from lawkit.language.data import read_yaml
    from lawkit.resources import resource

    out = []
    for e in read_yaml(resource("rules", "consolidate", "terms.yaml")).get(language, ()):
        parts = [rf"{re.escape(w[:-1])}\w{{0,6}}" if w.endswith("-") else re.escape(w) for w in e["old"].split()]
        out.append((re.compile(r"\b" + r"\s+".join(parts) + r"\b", re.IGNORECASE), e["becomes"], bool(e["verified"])))
    return tuple(out)


def term_drift(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A term that law 256-VIII replaced; titles in quotation marks keep their words."""
    never = any_of(rule.exceptions.get(draft.act.language, ()))
    body = draft.act.body
    told: set[str] = set()
    for provision in draft.act.provisions:
        if not provision.in_force or provision.kind in ("toc", "conclusions", "preface"):
            continue
        own, start = provision.span.of(body), provision.span.start
        taken = [m.span() for m in never.finditer(own)] if never else []
        for pattern, becomes, verified in _replaced(draft.act.language):
            for m in pattern.finditer(own):
                if any(a < m.end() and m.start() < b for a, b in taken):
                    continue
                taken.append(m.span())
                span = Span(start + m.start(), start + m.end())
                values = {"old": m[0], "new": becomes}
                again = becomes in told  # the first place is enough to act upon; the others are there to be found
                told.add(becomes)
                yield Hit(provision.eid, span, values, severity="" if verified and not again else "info")


def def_circular(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A term explained by itself, or two terms by one another."""
    language = draft.act.language
    listed = [d for d in draft.reading.definitions if d.form in ("list", "understood") and d.lemma]
    keys = {id(d): f" {lemma_key(_without_brackets(d.text), language)} " for d in listed}
    holds = {d.lemma: {o.lemma for o in listed if f" {o.lemma} " in keys[id(d)]} for d in listed}
    for d in listed:
        if len(d.lemma.split()) < 2 and len(d.lemma) < 3:
            continue
        if d.form == "understood" and keys[id(d)].startswith(f" {d.lemma} "):
            continue  # «под показателем понимается показатель, установленный законом»: the same thing, told more closely
        if d.lemma in holds[d.lemma] and not _longer(d.lemma, keys[id(d)], listed):
            yield Hit(d.source, _term_span(draft, d), {"term": d.term, "by": d.term})
            continue
        other = next((o for o in listed if o.span.start < d.span.start and _each_by_other(d, o, keys)), None)
        if other is not None:
            related = ((other.source, _term_span(draft, other)),)
            yield Hit(d.source, _term_span(draft, d), {"term": d.term, "by": other.term}, related, severity="info")


def _each_by_other(one: Definition, two: Definition, keys: dict[int, str]) -> bool:
    """Whether two terms, of which neither holds the other, are explained by one another."""
    if f" {one.lemma} " in f" {two.lemma} " or f" {two.lemma} " in f" {one.lemma} ":
        return False
    return f" {two.lemma} " in keys[id(one)] and f" {one.lemma} " in keys[id(two)]


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", " ", text)


def _longer(lemma: str, text: str, listed: list[Definition]) -> bool:
    """Whether the term stands in the text only as part of longer defined terms."""
    for other in sorted({d.lemma for d in listed}, key=len, reverse=True):
        if other != lemma and f" {lemma} " in f" {other} ":
            text = text.replace(f" {other} ", "  ")
    return f" {lemma} " not in text


def def_norm_inside(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A duty, right or prohibition put into a definition, outside clauses that tell the thing apart."""
    norm = any_of(rule.patterns.get(draft.act.language, ()))
    clause = any_of(rule.exceptions.get(draft.act.language, ()))
    for d in draft.reading.definitions:
        if d.form != "list" or norm is None:
            continue
        whole = d.span.of(draft.act.body)
        for match in norm.finditer(whole):
            before = re.split(r"[.;:](?=\s)", whole[: match.start()])[-1][-600:]
            if not (clause and clause.search(before)):
                span = Span(d.span.start + match.start(), d.span.start + match.end())
                yield Hit(d.source, span, {"term": d.term, "words": match[0]})
                break


def def_place(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A term defined for the whole act outside the article (point) where its terms stand."""
    homes: dict[str, str] = {}
    for d in draft.reading.definitions:
        if d.form == "list":
            homes.setdefault(_root(d.source), _home(d.source))
    for d in draft.reading.definitions:
        home = homes.get(_root(d.source))
        if d.form not in ("list", "understood") or _scope(draft, d) or home is None or _home(d.source) == home:
            continue
        yield Hit(d.source, _term_span(draft, d), {"term": d.term}, ((home, None),))


def _home(eid: str) -> str:
    """The article, or a by-law's point, of a unit."""
    pieces = eid.split("__")
    depth = next((n for n, piece in enumerate(pieces) if piece.startswith(("art_", "para_"))), 0)
    return "__".join(pieces[: depth + 1])
