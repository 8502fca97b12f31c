"""Runs rules over a draft and makes problems of their hits, in one order on every run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.rules import Rule
from lawkit.model import Language, Severity, Span


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
        if draft.act.language in rule.languages and _possible(draft, rule)
        for hit in rule.logic(draft, rule)
    ]
    return sorted(problems, key=lambda p: (p.span.start, p.span.end, p.rule.code, p.message["rus"]))


def _possible(draft: Draft, rule: Rule) -> bool:
    return not (("against" in rule.needs and draft.against is None) or ("partner" in rule.needs and not draft.partners))


def _problem(rule: Rule, hit: Hit) -> Problem:
    message = {language: _say(template, language, hit) for language, template in rule.message.items()}
    return Problem(rule, hit.severity or rule.severity, hit.eid, hit.span, message, hit.related, hit.fix)  # type: ignore[arg-type]


def _say(template: str, language: Language, hit: Hit) -> str:
    values = {k: v.get(language, "") if isinstance(v, dict) else v for k, v in hit.values.items()}
    return template.format(**values)
