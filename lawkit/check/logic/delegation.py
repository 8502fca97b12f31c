"""Delegation and discretion: where each rule's function stands."""

from lawkit.check.logic.delegation_acts import deleg_no_act, deleg_no_body, deleg_sub
from lawkit.check.logic.delegation_discretion import (
    corr_conflict,
    corr_discretion,
    corr_exceptional,
    corr_no_appeal,
    corr_no_deadline,
    corr_open_documents,
    corr_open_period,
    corr_open_refusal,
    corr_own_discretion,
    corr_sanction_range,
    docs_obtainable,
)

__all__ = [
    "corr_conflict",
    "corr_discretion",
    "corr_exceptional",
    "corr_no_appeal",
    "corr_no_deadline",
    "corr_open_documents",
    "corr_open_period",
    "corr_open_refusal",
    "corr_own_discretion",
    "corr_sanction_range",
    "deleg_no_act",
    "deleg_no_body",
    "deleg_sub",
    "docs_obtainable",
]
