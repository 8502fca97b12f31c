"""Structure and numbering, after article 23 of the law on legal acts: where each rule's function stands."""

from lawkit.check.logic.structure_numbers import num_dup, num_form, num_gap, num_inserted, num_order, num_restart

__all__ = ["num_dup", "num_form", "num_gap", "num_inserted", "num_order", "num_restart"]
