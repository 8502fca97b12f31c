"""Checking: a draft against the drafting rules, against itself and against the acts in force.

`load_rules` reads the rule pages of rules/lint/, `open_drafts` reads drafts from files, `check` runs rules over one draft,
`run` over all drafts of a run with exceptions and baseline; `outputs.render` tells the report.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from lawkit.check.draft import Against, Draft, Fix, Hit
from lawkit.check.engine import Problem, check
from lawkit.check.rules import Rule, load_rules

if TYPE_CHECKING:
    from lawkit.check.drafts import Sheet, open_drafts
    from lawkit.check.report import Report
    from lawkit.check.session import Control, run

__all__ = [
    "Against", "Control", "Draft", "Fix", "Hit", "Problem", "Report", "Rule", "Sheet", "check", "load_rules", "open_drafts",
    "run",
]  # fmt: skip

_HOME = {"Sheet": "drafts", "open_drafts": "drafts", "Report": "report", "Control": "session", "run": "session"}


def __getattr__(name: str) -> Any:
    """Load a door when it is asked for."""
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"lawkit.check.{_HOME[name]}"), name)
