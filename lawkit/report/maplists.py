"""The tables that go with a map, as CSV files: destinations, derivations, changes, repeals, amendments, terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from lawkit.consolidate.lists import (
    consequential,
    derivation_table,
    destination_table,
    repeals,
    substitutions,
    table,
)
from lawkit.consolidate.maps import Map
from lawkit.errors import ReportError
from lawkit.model import Reading


def map_tables(map_: Map, readings: Iterable[Reading]) -> dict[str, str]:
    """File name → CSV text of every table of a map, in stable order."""
    readings = list(readings)
    acts = [r.act for r in readings]
    changes = ((c.source, c.target, c.why, c.before, c.after) for c in map_.changes)
    gone = (
        (r.act, r.title, r.ground, " ".join(r.falls), " ".join(r.stays), r.because) for r in repeals(map_, readings)
    )
    broken = ((a.source, a.text, a.target, a.new_place, a.words) for a in consequential(map_, readings))
    terms = ((s.old, s.new, s.count, s.verified, " ".join(s.places)) for s in substitutions(map_, acts))
    return {
        "destinations.csv": destination_table(map_, acts),
        "derivations.csv": derivation_table(map_),
        "changes.csv": table(changes, ("source", "target", "why", "before", "after")),
        "repeals.csv": table(gone, ("act", "title", "ground", "falls", "stays", "because")),
        "amendments.csv": table(broken, ("source", "text", "target", "new_place", "words")),
        "terms.csv": table(terms, ("old", "new", "count", "verified", "places")),
    }


def write_tables(map_: Map, readings: Iterable[Reading], folder: str | Path) -> Sequence[Path]:
    """Write the tables into a folder, which is made when missing; raises ReportError."""
    folder = Path(folder)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in map_tables(map_, readings).items():
            path = folder / name
            path.write_text("\ufeff" + text, encoding="utf-8", newline="")  # the mark lets Excel see UTF-8
            written.append(path)
    except OSError as error:
        raise ReportError(f"{folder} cannot be written: {error}", "choose another place") from error
    return written
