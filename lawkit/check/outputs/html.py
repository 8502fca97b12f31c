"""One HTML page with nothing outside it: for a desk without any tools, and for the file of a draft."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawkit.check.engine import SEVERITIES
from lawkit.check.outputs.text import related
from lawkit.check.pages import body
from lawkit.check.speech import line_name, place_name, say
from lawkit.model import Language, Span

if TYPE_CHECKING:
    from lawkit.check.engine import Problem
    from lawkit.check.report import Checked, Report
    from lawkit.check.rules import Rule

_BEFORE, _AFTER = 160, 320  # letters of the draft shown around the words
_TONGUES = {"rus": "ru", "kaz": "kk", "eng": "en"}


def render(report: Report, language: Language) -> str:
    """The page; everything of the draft and of the rules is escaped."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((Path(__file__).parent / "page.html").read_text("utf-8"))
    by_rule = Counter(problem.rule.code for _, problem in report)
    used = [rule for code, rule in report.rules.items() if code in by_rule]
    return template.render(
        say=lambda key, **values: say(key, language, **values),
        tongue=_TONGUES[language],
        counts=report.counts(),
        severities=SEVERITIES,
        report=report,
        drafts=[_draft(checked, language) for checked in report.drafts],
        rules=[
            {"code": rule.code, "name": rule.name[language], "n": by_rule[rule.code], "page": _page(rule, language)}
            for rule in sorted(used, key=lambda rule: (-by_rule[rule.code], rule.code))
        ],
        language=language,
    ) + "\n"  # fmt: skip


def _draft(checked: Checked, language: Language) -> dict[str, Any]:
    act = checked.sheet.draft.act
    return {
        "path": checked.path,
        "title": act.title,
        "tongue": _TONGUES[act.language],
        "problems": [_problem(checked, problem, language) for problem in checked.problems],
    }


def _problem(checked: Checked, problem: Problem, language: Language) -> dict[str, Any]:
    before, words, after = surroundings(checked.sheet.draft.act.body, problem.span)
    fix = problem.fix
    return {
        "severity": problem.severity,
        "code": problem.rule.code,
        "name": problem.rule.name[language],
        "message": problem.message[language],
        "place": place_name(problem.eid, language),
        "line": line_name(checked.sheet.source.kind, checked.place(problem).line, language),
        "before": before,
        "words": words,
        "after": after,
        "related": list(related(checked, problem, language, 400)),
        "fix": "" if fix is None else say("see.fix", language, text=fix.text) if fix.text else say("see.fix.delete", language),
        "fingerprint": problem.fingerprint,
    }  # fmt: skip


def surroundings(body: str, span: Span) -> tuple[str, str, str]:
    """The paragraph of a span: what stands before, the words, what stands after; long ones are cut."""
    begin = body.rfind("\n", 0, span.start) + 1
    end = body.find("\n", span.end)
    end = len(body) if end < 0 else end
    before, words, after = body[begin : span.start], span.of(body), body[span.end : end]
    if len(before) > _BEFORE:
        before = "…" + before[-_BEFORE:].partition(" ")[2]
    if len(words) > 2 * _AFTER:
        words, after = words[: 2 * _AFTER].rpartition(" ")[0] + "…", ""
    if len(after) > _AFTER:
        after = after[:_AFTER].rpartition(" ")[0] + "…"
    return before, words, after


def _page(rule: Rule, language: Language) -> Any:
    """A rule's page in the reader's language as HTML, without its title; HTML inside it is shown as text."""
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    return Markup(MarkdownIt("commonmark", {"html": False}).render(body(rule, language)))  # noqa: S704
