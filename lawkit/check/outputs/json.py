"""For programs: everything that is known of each problem, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lawkit.check.speech import place_name
from lawkit.model import Language

if TYPE_CHECKING:
    from lawkit.check.engine import Problem
    from lawkit.check.report import Checked, Report


def render(report: Report, language: Language) -> str:
    """The report as JSON; texts in all languages, names of places in the one asked for."""
    from lawkit import __version__

    told = {
        "tool": "lawkit check",
        "version": __version__,
        "summary": {
            "problems": report.counts(),
            "known": report.known,
            "gone": report.gone,
            "excused": report.excused,
            "skipped": {need: list(codes) for need, codes in report.skipped.items()},
        },
        "drafts": [_draft(checked, language) for checked in report.drafts],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _draft(checked: Checked, language: Language) -> dict[str, Any]:
    act = checked.sheet.draft.act
    return {
        "path": checked.path,
        "act": act.act_id,
        "language": act.language,
        "title": act.title,
        "partners": [reading.act.language for reading in checked.sheet.draft.partners],
        "problems": [_problem(checked, problem, language) for problem in checked.problems],
        "known": [problem.fingerprint for problem in checked.known],
        "excused": [
            {"code": problem.rule.code, "eid": problem.eid, "fingerprint": problem.fingerprint, "reason": reason}
            for problem, reason in checked.excused
        ],
    }


def _problem(checked: Checked, problem: Problem, language: Language) -> dict[str, Any]:
    place = checked.place(problem)
    fix = problem.fix
    return {
        "code": problem.rule.code,
        "family": problem.rule.family,
        "severity": problem.severity,
        "class": problem.rule.legal_class,
        "message": problem.message,
        "eid": problem.eid,
        "place": place_name(problem.eid, language),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "start": problem.span.start,
        "end": problem.span.end,
        "words": problem.span.of(checked.sheet.draft.act.body),
        "related": [
            {"where": where, "start": span.start, "end": span.end} if span else {"where": where}
            for where, span in problem.related
        ],
        "fix": {"start": fix.span.start, "end": fix.span.end, "text": fix.text} if fix else None,
        "fingerprint": problem.fingerprint,
    }
