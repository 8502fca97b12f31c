"""Checking: a draft against the drafting rules, against itself and against the acts in force.

`load_rules` reads the rule pages of rules/lint/, `check` runs them over one draft.
"""

from lawkit.check.draft import Against, Draft, Fix, Hit
from lawkit.check.engine import Problem, check
from lawkit.check.rules import Rule, load_rules

__all__ = ["Against", "Draft", "Fix", "Hit", "Problem", "Rule", "check", "load_rules"]
