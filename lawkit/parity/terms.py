"""Terms."""
from __future__ import annotations
def find_renderings(a, b, alignment):
    return []
