"""Norms: per sentence or list item, who must, may or must not do what, by when."""

from lawkit.reading.norms.delegations import Delegation, find_delegations
from lawkit.reading.norms.reader import find_norms

__all__ = ["Delegation", "find_delegations", "find_norms"]
