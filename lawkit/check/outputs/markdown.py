"""Markdown for the summary of a pull request: figures first, then the problems, the gravest first, not too many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lawkit.check.engine import SEVERITIES
from lawkit.check.speech import line_name, place_name, say
from lawkit.model import Language

if TYPE_CHECKING:
    from lawkit.check.engine import Problem
    from lawkit.check.report import Checked, Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~!])")
_MARKS = {"error": "🔴", "warning": "🟡", "info": "🔵"}
_MOST = 50  # problems told one by one


def render(report: Report, language: Language) -> str:
    """The summary."""
    counts = report.counts()
    title = say("page.title", language)
    lines = [f"## {title}", ""]
    told = [say("summary.drafts", language, n=len(report.drafts))]
    told += [f"{_MARKS[s]} {say(f'severities.{s}', language, n=n)}" for s, n in counts.items() if n]
    for key, n in (("known", report.known), ("gone", report.gone), ("excused", report.excused)):
        told += [say(f"summary.{key}", language, n=n)] if n else []
    lines += [" · ".join(told), ""]
    listed = sorted(report, key=lambda one: SEVERITIES.index(one[1].severity))
    if not listed:
        lines += [say("summary.clean", language), ""]
        return "\n".join(lines)
    lines += _table(
        ("", say("page.file", language), say("page.place", language), say("page.problem", language), say("page.rule", language)),
        [_row(checked, problem, language) for checked, problem in listed[:_MOST]],
    )  # fmt: skip
    if len(listed) > _MOST:
        lines += ["", say("more", language, n=len(listed) - _MOST)]
    if len(listed) > 1:
        lines += ["", f"<details><summary>{say('page.by-rule', language)}</summary>", ""]
        by_rule = Counter((problem.rule.code, problem.rule.name[language]) for _, problem in listed)
        rows = [(f"`{code}`", escape(name), str(n)) for (code, name), n in sorted(by_rule.items(), key=_frequent)]
        lines += _table((say("list.code", language), say("page.rule", language), say("page.number", language)), rows)
        lines += ["", "</details>"]
    lines += ["", f"*{say('page.disclaimer', language)}*", ""]
    return "\n".join(lines)


def _frequent(one: tuple[tuple[str, str], int]) -> tuple[int, str]:
    return -one[1], one[0][0]


def _row(checked: Checked, problem: Problem, language: Language) -> tuple[str, ...]:
    place = checked.place(problem)
    line = line_name(checked.sheet.source.kind, place.line, language)
    words = " ".join(problem.span.of(checked.sheet.draft.act.body).split())
    quoted = f"<br>«{escape(words if len(words) <= 120 else words[:119] + '…')}»" if words else ""
    return (
        _MARKS[problem.severity],
        f"{escape(checked.path)}, {line}",
        escape(place_name(problem.eid, language)),
        escape(problem.message[language]) + quoted,
        f"`{problem.rule.code}`",
    )


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)]


def escape(text: str) -> str:
    """Text that Markdown shows as it is; no one is called by «@name»."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("@", "@\u200b")
