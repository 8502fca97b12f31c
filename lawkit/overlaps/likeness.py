"""The provisions most like a text."""

from __future__ import annotations

from collections.abc import Sequence

from lawkit.model import Address, Language, Reading
from lawkit.overlaps.units import newest, units_of


def similar(text: str, acts: Sequence[Reading], *, top: int = 10) -> list[tuple[Address, float]]:
    """Provisions nearest to a text, best first, with the share of weighed words they have in common."""
    from lawkit.language import detect
    from lawkit.overlaps.index import OverlapIndex

    language: Language = detect(text) or "rus"
    index = OverlapIndex(language)
    for position, reading in enumerate(newest(acts)):
        if reading.act.language == language:
            index.add([(str(u.address), u.text) for u in units_of(reading, position)])
    return [(Address.parse(key), score) for key, score in index.nearest(text, top=top)]
