"""One run: drafts read, rules applied, and what settings, exceptions and the baseline say done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lawkit.check.baseline import Baseline
from lawkit.check.drafts import Sheet
from lawkit.check.engine import Problem, check, missing, named
from lawkit.check.exceptions import Excuse, apply, complaints, in_text
from lawkit.check.report import Checked, Report
from lawkit.check.rules import Rule


@dataclass(frozen=True)
class Control:
    """What a run leaves out: excuses of the settings, and the problems known before."""

    excuses: tuple[Excuse, ...] = ()
    baseline: Baseline | None = None


def run(sheets: Iterable[Sheet], rules: Mapping[str, Rule], control: Control | None = None) -> Report:
    """Check drafts under the chosen rules; the same input gives the same report."""
    control = control or Control()
    counted = control.baseline.counted() if control.baseline else None
    sheets = list(sheets)
    lacking: dict[str, dict[str, int]] = {"against": {}, "partner": {}}
    outcomes = [_one(sheet, _applied(sheet, rules, lacking), rules, control) for sheet in sheets]
    used = [excuse for outcome in outcomes for excuse in outcome.used]
    for excuse in control.excuses:  # one for several drafts is of use when any of them needs it
        outcome = next((o for o in outcomes if excuse.concerns(o.sheet.path)), outcomes[0] if outcomes else None)
        if outcome is not None:
            outcome.left += complaints([excuse], used, outcome.applied, rules)
    drafts: list[Checked] = []
    for outcome in outcomes:
        new, known = _parted(named(outcome.sheet.draft, outcome.left), counted)
        drafts.append(Checked(outcome.sheet, tuple(new), tuple(known), tuple(outcome.aside)))
    nowhere = {need: tuple(code for code, n in found.items() if n == len(sheets)) for need, found in lacking.items()}
    gone = sum(counted.values()) if counted is not None else 0
    return Report(tuple(drafts), rules, {need: codes for need, codes in nowhere.items() if codes}, gone)


@dataclass
class _Outcome:
    """One draft while the run goes on."""

    sheet: Sheet
    applied: dict[str, Rule]
    left: list[Problem]
    aside: list[tuple[Problem, str]]
    used: list[Excuse]


def _one(sheet: Sheet, applied: dict[str, Rule], rules: Mapping[str, Rule], control: Control) -> _Outcome:
    own = in_text(sheet)
    others = [excuse for excuse in control.excuses if excuse.concerns(sheet.path)]
    left, aside, used = apply(check(sheet.draft, applied.values()), [*own, *others])
    left += complaints(own, used, applied, rules)
    return _Outcome(sheet, applied, left, aside, used)


def _applied(sheet: Sheet, rules: Mapping[str, Rule], lacking: dict[str, dict[str, int]]) -> dict[str, Rule]:
    """The rules that can say something of a draft; of the others it is counted what they lack."""
    applied: dict[str, Rule] = {}
    for code, rule in rules.items():
        need = missing(sheet.draft, rule)
        if need:
            lacking[need][code] = lacking[need].get(code, 0) + 1
        elif sheet.draft.act.language in rule.languages:
            applied[code] = rule
    return applied


def _parted(problems: Sequence[Problem], counted: dict[str, int] | None) -> tuple[list[Problem], list[Problem]]:
    """New problems and those of the baseline, which are crossed off."""
    if counted is None:
        return list(problems), []
    new, known = [], []
    for problem in problems:
        if counted.get(problem.fingerprint, 0) > 0:
            counted[problem.fingerprint] -= 1
            known.append(problem)
        else:
            new.append(problem)
    return new, known
