"""What a set of acts must regulate and does not: checklists, verdicts with their places, gaps without a checklist."""

from lawkit.gaps.checklist import Checklist, Item, Part, Rule, checklists, load_checklist
from lawkit.gaps.decisions import Decision, decide, dump_decisions, load_decisions, save_decisions
from lawkit.gaps.judge import find_gaps, matrix
from lawkit.gaps.scores import Difference, GroupScore, difference, points, score
from lawkit.gaps.structural import structural_gaps
from lawkit.gaps.tables import csv_text, markdown, rows, write_annex, write_excel

__all__ = [
    "Checklist",
    "Decision",
    "Difference",
    "GroupScore",
    "Item",
    "Part",
    "Rule",
    "checklists",
    "csv_text",
    "decide",
    "difference",
    "dump_decisions",
    "find_gaps",
    "load_checklist",
    "load_decisions",
    "markdown",
    "matrix",
    "points",
    "rows",
    "save_decisions",
    "score",
    "structural_gaps",
    "write_annex",
    "write_excel",
]
