"""Runs rules over a draft and makes problems of their hits, in one order on every run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.fingerprints import fingerprints
from lawkit.check.rules import Rule
from lawkit.errors import RulesError
from lawkit.model import Language, Severity, Span

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Problem:
    """A hit under its rule, said in words."""

    rule: Rule
    severity: Severity
    eid: str
    span: Span  # into Act.body
    message: dict[Language, str]
    related: tuple[tuple[str, Span | None], ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""  # survives inserted articles and renumbering


def check(draft: Draft, rules: Iterable[Rule]) -> Sequence[Problem]:
    """Every problem of the draft under these rules, in the order of the text, then of the code."""
    problems = [
        _problem(rule, hit)
        for rule in rules
        if draft.act.language in rule.languages and not missing(draft, rule)
        for hit in _hits(draft, rule)
    ]
    return named(draft, problems)


def _hits(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """What a rule says; a pattern of its page that is none is the page's mistake, not the draft's."""
    try:
        yield from rule.logic(draft, rule)
    except re.error as problem:
        remedy = f"lawkit rule {rule.code} tells every broken page"
        raise RulesError(f"{rule.path.name}: no regular expression ({problem})", remedy) from problem


def named(draft: Draft, problems: Iterable[Problem]) -> list[Problem]:
    """Problems in order, each once, with their fingerprints."""
    listed: list[Problem] = []
    for problem in sorted(problems, key=_order):
        if not listed or _order(problem) != _order(listed[-1]):
            listed.append(problem)
    names = fingerprints(draft, [(p.rule.code, p.eid, p.span) for p in listed])
    return [replace(problem, fingerprint=name) for problem, name in zip(listed, names, strict=True)]


def missing(draft: Draft, rule: Rule) -> str:
    """What a rule needs and the draft lacks: «against», «partner» or nothing."""
    if "against" in rule.needs and draft.against is None:
        return "against"
    return "partner" if "partner" in rule.needs and not draft.partners else ""


def _order(problem: Problem) -> tuple[int, int, str, str, str]:
    return problem.span.start, problem.span.end, problem.rule.code, problem.eid, problem.message["rus"]


def _problem(rule: Rule, hit: Hit) -> Problem:
    message = {language: _say(template, language, hit) for language, template in rule.message.items()}
    severity = rule.severity
    if hit.severity in SEVERITIES and SEVERITIES.index(hit.severity) > SEVERITIES.index(severity):
        severity = hit.severity
    return Problem(rule, severity, hit.eid, hit.span, message, hit.related, hit.fix)


def _say(template: str, language: Language, hit: Hit) -> str:
    values = {k: v.get(language, "") if isinstance(v, dict) else v for k, v in hit.values.items()}
    return template.format_map(_Values(values))


class _Values(dict[str, object]):
    """The values of a hit; what a page names and the hit lacks stays in braces, so that one rule never stops a run."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
