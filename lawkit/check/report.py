"""What a run of checks found: the value that every output prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawkit.check.engine import SEVERITIES, Problem
from lawkit.model import Severity

if TYPE_CHECKING:
    from lawkit.check.drafts import Sheet
    from lawkit.check.places import Place
    from lawkit.check.rules import Rule


@dataclass(frozen=True)
class Checked:
    """One draft, what is wrong in it, and what is not told again."""

    sheet: Sheet
    problems: tuple[Problem, ...]  # new ones
    known: tuple[Problem, ...] = ()  # those of the baseline
    excused: tuple[tuple[Problem, str], ...] = ()  # those of an exception, with its reason

    def place(self, problem: Problem) -> Place:
        """Where a problem stands in the file."""
        return self.sheet.places.place(problem.span)

    @property
    def path(self) -> str:
        """The file as it was given, with forward slashes."""
        return self.sheet.path.as_posix()


@dataclass(frozen=True)
class Report:
    """All drafts of one run, with the rules that were applied."""

    drafts: tuple[Checked, ...]
    rules: Mapping[str, Rule]  # those chosen
    skipped: Mapping[str, tuple[str, ...]]  # «against», «partner» → codes that could not be applied anywhere
    gone: int = 0  # problems of the baseline that are no longer there

    def __iter__(self) -> Iterator[tuple[Checked, Problem]]:
        """Every new problem with its draft, in order."""
        for checked in self.drafts:
            for problem in checked.problems:
                yield checked, problem

    def counts(self) -> dict[Severity, int]:
        """New problems by severity, the gravest first; each severity is there."""
        found = Counter(problem.severity for _, problem in self)
        return {severity: found[severity] for severity in SEVERITIES}

    @property
    def known(self) -> int:
        """Problems of the baseline that are still there."""
        return sum(len(checked.known) for checked in self.drafts)

    @property
    def excused(self) -> int:
        """Problems that an exception set aside."""
        return sum(len(checked.excused) for checked in self.drafts)

    def fails(self, on: str) -> bool:
        """Whether a new problem is at least as grave as `on`: error, warning, info; `never` never fails."""
        if on == "never":
            return False
        worst = SEVERITIES.index(on)
        return any(SEVERITIES.index(problem.severity) <= worst for _, problem in self)
