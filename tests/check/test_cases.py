"""The Markdown cases of the lint rules, and what the catalogue owes its readers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from casebook import CASES, Case, all_cases

from lawkit.check import Draft, Problem, check, load_rules
from lawkit.check.against import AtHand
from lawkit.model import Act, Reading
from lawkit.reading import read
from lawkit.register import Register
from lawkit.sources.document import Document
from lawkit.sources.files import read_bytes
from lawkit.structure import split

RULES = load_rules()
ALL = all_cases()
SECTIONS = ("Что проверяет", "Почему это важно", "Пример", "Лучше", "Источник")


def _act(text: str, act_id: str, language: str) -> Act:
    document: Document = read_bytes(text.encode(), "draft.txt")
    return split(replace(document, act_id=act_id, language=language))  # type: ignore[arg-type]


def _reading(text: str, act_id: str, language: str, acts: dict[str, Act] | None = None) -> Reading:
    return read(_act(text, act_id, language), Register.load(), acts)


def draft_of(case: Case) -> Draft:
    """The draft of a case, with all that it is checked against."""
    against = AtHand(tuple(_reading(t, i, case.language) for i, t in case.against.items())) if case.against else None
    reading = _reading(case.text, "draft:case", case.language, dict(against.acts()) if against else None)
    partners = tuple(_reading(text, "draft:case", language) for language, text in case.partners.items())
    return Draft(reading, Register.load(), partners, against)


def problems_of(case: Case) -> list[Problem]:
    rule = RULES[case.code]
    return list(check(draft_of(case), [replace(rule, options={**rule.options, **case.options})]))


def _stretch(body: str, problem: Problem) -> tuple[int, int]:
    start = sum(not c.isspace() for c in body[: problem.span.start])
    return start, start + sum(not c.isspace() for c in problem.span.of(body))


def _touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a == b or (a[0] < b[1] and b[0] < a[1])


@pytest.mark.parametrize("case", ALL, ids=[c.name for c in ALL])
def test_case(case: Case) -> None:
    """Each mark is touched by one hit of its own, and there is no hit elsewhere."""
    assert case.code in RULES, f"{case.path}: no rule page for {case.code}"
    body = draft_of(case).act.body
    found = problems_of(case)
    stretches = [_stretch(body, p) for p in found]
    said = "\n".join(f"{p.span.of(body)!r}: {p.message[case.language]}" for p in found) or "no hits"
    marks = case.marks()
    assert len(stretches) == len(marks), f"{len(marks)} marks, hits:\n{said}"
    for mark, stretch in zip(marks, sorted(stretches), strict=True):
        assert _touch(mark, stretch), f"mark at {mark} of the non-space characters is not touched by {stretch}:\n{said}"
    for problem in found:
        for language, message in problem.message.items():
            assert message.strip(), f"the {language} message is empty"


FIXED = [c for c in ALL if c.fixed is not None]


@pytest.mark.parametrize("case", FIXED, ids=[c.name for c in FIXED])
def test_fixed_case(case: Case) -> None:
    """The draft after its fixes is the draft shown, and the rule then has nothing more to fix."""
    body = draft_of(case).act.body
    fixes = [p.fix for p in problems_of(case) if p.fix]
    for fix in sorted(fixes, key=lambda f: f.span.start, reverse=True):
        body = body[: fix.span.start] + fix.text + body[fix.span.end :]
    assert body.split() == (case.fixed or "").split()
    again = problems_of(replace(case, draft=case.fixed or ""))
    assert not [p for p in again if p.fix], "a fix that must be fixed again"


# the rules about exceptions concern a run, not a text: tests/check/test_exceptions.py has their cases
WITH_CASES = sorted(code for code, rule in RULES.items() if rule.family != "control")


@pytest.mark.parametrize("code", WITH_CASES)
def test_rule_has_enough_cases(code: str) -> None:
    """At least two firing and two silent cases in Russian, one in Kazakh and one in English, where the rule speaks them."""
    rule = RULES[code]
    own = [c for c in ALL if c.code == code]
    assert own, f"tests/check/cases/{rule.family}/{code}.md is missing or empty"
    assert own[0].path == CASES / rule.family / f"{code}.md"
    counts = {(what, language): 0 for what in (True, False) for language in rule.languages}
    for case in own:
        assert case.language in rule.languages, f"{case.name}: the page does not list {case.language}"
        counts[case.fires, case.language] += 1
    if "rus" in rule.languages:
        assert counts[True, "rus"] >= 2, "two firing cases in Russian"
        assert counts[False, "rus"] >= 2, "two silent cases in Russian"
    for language in rule.languages:
        assert counts[True, language] + counts[False, language] >= 1, f"a case in {language}"


@pytest.mark.parametrize("code", sorted(RULES))
def test_page_is_whole(code: str) -> None:
    """A page has all its sections, a heading with its code, and tells its options where it has any."""
    rule = RULES[code]
    assert rule.page.startswith(f"# {code}: {rule.name['rus']}")
    wanted = [*SECTIONS[:4], *(["Настройки"] if rule.options else []), SECTIONS[4]]
    headings = [line[3:].strip() for line in rule.page.splitlines() if line.startswith("## ")]
    assert [h for h in headings if h in wanted] == wanted
    for heading in wanted:
        after = rule.page.split(f"## {heading}\n", 1)[1].split("\n## ")[0]
        assert after.strip(), f"«{heading}» says nothing"
    for name in ("Қазақша", "English"):
        what, _, why = rule.page.split(f"## {name}\n", 1)[1].split("\n## ")[0].strip().partition("\n\n")
        assert what.endswith("."), f"«{name}» begins with what it checks"
        assert why.endswith("."), f"«{name}» goes on, after an empty line, with why it matters"
    for option in rule.options:
        assert option in rule.page, f"«Настройки» does not name {option}"


def test_enough_rules() -> None:
    """The catalogue holds at least fifty rules."""
    if len(RULES) < 50:
        pytest.skip(f"{len(RULES)} rules so far")
    assert len(RULES) >= 50
