"""SARIF 2.1.0 (OASIS standard of 2020, errata 01): for GitHub code scanning, editors and everything else that reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lawkit.check.pages import about, body
from lawkit.check.speech import place_name, say
from lawkit.model import Language

if TYPE_CHECKING:
    from lawkit.check.engine import Problem
    from lawkit.check.report import Checked, Report
    from lawkit.check.rules import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_FINGERPRINT = "lawkit/v1"


def render(report: Report, language: Language) -> str:
    """One run with all rules that were applied, their pages as help, and all results; known ones are marked unchanged."""
    from lawkit import __version__

    rules = list(report.rules.values())
    index = {rule.code: number for number, rule in enumerate(rules)}
    compared = any(checked.known for checked in report.drafts) or report.gone
    results = []
    for checked in report.drafts:
        for problem in checked.problems:
            results.append(_result(checked, problem, index, language, "new" if compared else ""))
        for problem in checked.known:
            results.append(_result(checked, problem, index, language, "unchanged"))
        for problem, reason in checked.excused:
            result = _result(checked, problem, index, language, "")
            results.append({**result, "suppressions": [{"kind": "inSource", "justification": reason}]})
    driver = {
        "name": "lawkit",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule, language) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": {"rus": "ru-RU", "kaz": "kk-KZ", "eng": "en-US"}[language],
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri(checked.path)}} for checked in report.drafts],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def uri(path: str) -> str:
    """A file as a URI reference: relative paths stay relative."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path)


def _rule(rule: Rule, language: Language) -> dict[str, Any]:
    what, why = about(rule, language)
    told: dict[str, Any] = {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.code.split("-")),
        "shortDescription": {"text": rule.name[language]},
        "help": {"text": f"{what}\n\n{why}".strip() or rule.name[language], "markdown": body(rule, language)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family, *([rule.legal_class] if rule.legal_class != "none" else [])]},
    }
    if what:
        told["fullDescription"] = {"text": what}
    return told


def _result(
    checked: Checked, problem: Problem, index: dict[str, int], language: Language, state: str
) -> dict[str, Any]:
    where = checked.path
    found: dict[str, Any] = {
        "ruleId": problem.rule.code,
        "level": _LEVELS[problem.severity],
        "message": {"text": problem.message[language]},
        "locations": [_location(checked, problem, language)],
        "partialFingerprints": {_FINGERPRINT: problem.fingerprint},
    }
    if problem.rule.code in index:
        found["ruleIndex"] = index[problem.rule.code]
    if state:
        found["baselineState"] = state
    related = [_related(checked, eid, span, language) for eid, span in problem.related]
    if related:
        found["relatedLocations"] = [{"id": number, **one} for number, one in enumerate(related, 1)]
    fix = _fix(checked, problem, language)
    if fix:
        found["fixes"] = [{"description": {"text": fix[0]}, "artifactChanges": [
            {"artifactLocation": {"uri": uri(where)}, "replacements": [fix[1]]}
        ]}]  # fmt: skip
    return found


def _region(checked: Checked, span: Any) -> dict[str, Any]:
    place = checked.sheet.places.place(span)
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _location(checked: Checked, problem: Problem, language: Language) -> dict[str, Any]:
    act = checked.sheet.draft.act
    region = _region(checked, problem.span)
    words = problem.span.of(act.body)
    if words.strip():
        region["snippet"] = {"text": words}
    return {
        "physicalLocation": {"artifactLocation": {"uri": uri(checked.path)}, "region": region},
        "logicalLocations": [
            {
                "name": place_name(problem.eid, language),
                "fullyQualifiedName": str(act.at(problem.eid)),
                "kind": "element",
            }
        ],
    }


def _related(checked: Checked, where: str, span: Any, language: Language) -> dict[str, Any]:
    """A place that explains a problem: of the draft with its region, of another act by its address."""
    own = checked.sheet.draft.by_eid.get(where)
    if own is None:
        return {"logicalLocations": [{"fullyQualifiedName": where, "kind": "element"}], "message": {"text": where}}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(checked.path)},
            "region": _region(checked, span or own.span),
        },
        "message": {"text": place_name(where, language)},
    }


def _fix(checked: Checked, problem: Problem, language: Language) -> tuple[str, dict[str, Any]] | None:
    """A fix as SARIF tells it, where the file is text and the words stand in it as they were read."""
    fix = problem.fix
    if fix is None or checked.sheet.source.kind not in ("git", "text"):
        return None
    place = checked.sheet.places.place(fix.span)
    if not place.exact:
        return None
    told = say("see.fix", language, text=fix.text) if fix.text else say("see.fix.delete", language)
    return told, {"deletedRegion": _region(checked, fix.span), "insertedContent": {"text": fix.text}}
