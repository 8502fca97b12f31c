"""GitLab's code quality report: a JSON list that a merge request compares with that of its target branch."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from lawkit.check.speech import place_name
from lawkit.model import Language

if TYPE_CHECKING:
    from lawkit.check.report import Report

_SEVERITIES = {"error": "critical", "warning": "major", "info": "info"}


def render(report: Report, language: Language) -> str:
    """The list; fingerprints are made unique over all drafts, as GitLab asks."""
    rows: list[dict[str, Any]] = []
    seen: Counter[str] = Counter()
    for checked, problem in report:
        place = checked.place(problem)
        name = f"{checked.path}\n{problem.fingerprint}"
        seen[name] += 1
        rows.append(
            {
                "description": f"{place_name(problem.eid, language)}: {problem.message[language]}",
                "check_name": problem.rule.code,
                "fingerprint": hashlib.sha256(f"{name}\n{seen[name]}".encode()).hexdigest()[:32],
                "severity": _SEVERITIES[problem.severity],
                "location": {"path": checked.path, "lines": {"begin": place.line, "end": place.end_line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
