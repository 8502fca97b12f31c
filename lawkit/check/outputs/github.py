"""GitHub annotations: workflow commands that put each problem beside its line in a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawkit.model import Language

if TYPE_CHECKING:
    from lawkit.check.report import Report

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(report: Report, language: Language) -> str:
    """A command a problem; nothing when there is none."""
    lines = []
    for checked, problem in report:
        place = checked.place(problem)
        facts = {"file": checked.path, "line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # GitHub takes columns within one line only
            facts |= {"col": place.column, "endColumn": place.end_column}
        facts["title"] = f"{problem.rule.code} – {problem.rule.name[language]}"
        told = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in facts.items())
        lines.append(f"::{_COMMANDS[problem.severity]} {told}::{problem.message[language].translate(_DATA)}\n")
    return "".join(lines)
