"""JUnit XML, as Jenkins, GitLab and others show test results: a suite a draft, a case a problem.

Errors and warnings are failures, notes are passed cases with a word; a rule that found nothing is a passed case, one
that could not be applied a skipped one. The elements are those of the Jenkins xUnit schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lawkit.check.speech import line_name, place_name, say
from lawkit.model import Language

if TYPE_CHECKING:
    from lawkit.check.report import Checked, Report

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, language: Language) -> str:
    """The report as XML."""
    from lxml import etree

    root: Any = etree.Element("testsuites", name="lawkit check")
    tests = failures = 0
    for checked in report.drafts:
        suite = _suite(root, report, checked, language)
        tests += int(suite.get("tests"))
        failures += int(suite.get("failures"))
    root.set("tests", str(tests))
    root.set("failures", str(failures))
    text: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return text.decode()


def _suite(root: Any, report: Report, checked: Checked, language: Language) -> Any:
    from lxml import etree

    suite: Any = etree.SubElement(root, "testsuite", name=_xml(checked.path))
    failures = skipped = 0
    broken: set[str] = set()
    for problem in checked.problems:
        rule = problem.rule
        broken.add(rule.code)
        place = checked.place(problem)
        line = line_name(checked.sheet.source.kind, place.line, language)
        name = f"{rule.code}: {place_name(problem.eid, language)}, {line}"
        case = _case(suite, rule.family, name, checked.path, place.line)
        words = " ".join(problem.span.of(checked.sheet.draft.act.body).split())
        body = f"{checked.path}:{place.line}:{place.column}\n{problem.message[language]}\n«{words[:300]}»"
        if problem.severity == "info":
            etree.SubElement(case, "system-out").text = _xml(body)
        else:
            failures += 1
            attributes = {"type": problem.severity, "message": _xml(problem.message[language])}
            etree.SubElement(case, "failure", attributes).text = _xml(body)
    needless = {code: need for need, codes in report.skipped.items() for code in codes}
    for code, rule in report.rules.items():
        if code in broken or checked.sheet.draft.act.language not in rule.languages:
            continue
        case = _case(suite, rule.family, f"{code}: {rule.name[language]}", checked.path, 0)
        if code in needless:
            skipped += 1
            etree.SubElement(case, "skipped", message=_xml(say(f"skipped.{needless[code]}", language, n=1)))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(failures))
    suite.set("errors", "0")
    suite.set("skipped", str(skipped))
    return suite


def _case(suite: Any, family: str, name: str, path: str, line: int) -> Any:
    from lxml import etree

    where = {"file": _xml(path), "line": str(line)} if line else {}
    return etree.SubElement(suite, "testcase", {"classname": f"lawkit.{family}", "name": _xml(name), **where})


def _xml(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
