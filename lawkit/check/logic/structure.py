"""Structure and numbering, after article 23 of the law on legal acts: where each rule's function stands."""

from lawkit.check.logic.structure_frame import (
    amend_order,
    amend_over_half,
    amend_title,
    annex_header,
    annex_number,
    annex_order,
    annex_unmentioned,
    preamble_in_amending,
    toc_mismatch,
)
from lawkit.check.logic.structure_lists import abz_case, abz_punct, part_case, unit_end
from lawkit.check.logic.structure_numbers import num_dup, num_form, num_gap, num_inserted, num_order, num_restart
from lawkit.check.logic.structure_repeal import repeal_absorbed_missing
from lawkit.check.logic.structure_texts import commencement_twice, heading_stop, point_single
from lawkit.check.logic.structure_units import (
    commencement_missing,
    heading_dup,
    heading_missing,
    list_lead,
    list_single,
    nest_illegal,
    place_definitions,
    place_final,
    place_transitional,
    req_missing,
    unit_empty,
    unit_kind,
)

__all__ = [
    "abz_case",
    "abz_punct",
    "amend_order",
    "amend_over_half",
    "amend_title",
    "annex_header",
    "annex_number",
    "annex_order",
    "annex_unmentioned",
    "commencement_missing",
    "commencement_twice",
    "heading_dup",
    "heading_missing",
    "heading_stop",
    "list_lead",
    "list_single",
    "nest_illegal",
    "num_dup",
    "num_form",
    "num_gap",
    "num_inserted",
    "num_order",
    "num_restart",
    "part_case",
    "place_definitions",
    "place_final",
    "place_transitional",
    "point_single",
    "preamble_in_amending",
    "repeal_absorbed_missing",
    "req_missing",
    "toc_mismatch",
    "unit_empty",
    "unit_end",
    "unit_kind",
]  # fmt: skip
