"""A draft that people edited, beside the draft that the map leads to: every change of words, place and number."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lawkit.consolidate.check import Hole
from lawkit.consolidate.draft import Draft
from lawkit.errors import ReportError
from lawkit.model import Act, Language, Provision
from lawkit.report.word import write_draft, write_markdown

_WRITERS: Mapping[str, Callable[[Draft, Path], Path]] = {".docx": write_draft, ".md": write_markdown}
_NOTES = ("Источник: ", "Көзі: ", "Source: ")
_SHOWN = 160  # characters of a text on either side
_LEAD = 40  # of them before the first difference


def read_edited(path: str | Path) -> Act:
    """The edited draft as an act; raises ReportError for a file that is not of a kind that can be compared."""
    from lawkit.sources import read_act

    path = Path(path)
    if path.suffix.lower() not in _WRITERS:
        raise ReportError(f"{path.name}: an edited draft is .docx or .md", "save it in one of these forms")
    return read_act(path)


def draft_holes(edited: Act, suffix: str, build: Callable[[Language], Draft]) -> list[Hole]:
    """Where an edited draft differs from the draft that the map leads to; empty when it does not.

    Both are read in the same way, the map's after it was written in the same form, so that only what people did
    differs. Notes of sources may be taken out. Codes: draft-reworded, draft-gone, draft-added, draft-moved.
    """
    from lawkit.editions import diff_acts
    from lawkit.sources import read_act

    with tempfile.TemporaryDirectory(prefix="lawkit-") as folder:
        path = Path(folder) / f"draft{suffix}"
        _WRITERS[suffix](build(edited.language), path)
        made = read_act(path, language=edited.language)
    holes = []
    for change in diff_acts(made, edited):
        old, new = _own(change.old), _own(change.new)
        before, after = _text(old), _text(new)
        where = (new or old or change.new or change.old)[0].eid
        if not old and not new:
            continue
        if not new:
            holes.append(
                Hole("draft-gone", where, f"a unit of the map's draft is not in the edited one: «{_cut(before)}»")
            )
        elif not old:
            holes.append(Hole("draft-added", where, f"no provision of the map leads to these words: «{_cut(after)}»"))
        elif before.split() != after.split():
            one, other = _around(before, after)
            holes.append(Hole("draft-reworded", where, f"the map leads to «{one}», the edited draft says «{other}»"))
        elif (change.moved or change.renumbered) and old[0].eid == where:
            holes.append(
                Hole("draft-moved", where, f"stands in another order than in the map's draft: «{_cut(after)}»")
            )
        elif change.moved or change.renumbered:
            holes.append(Hole("draft-moved", where, f"the map's draft has it at {old[0].eid}: «{_cut(after)}»"))
    return holes


def _own(units: Sequence[Provision]) -> list[Provision]:
    return [p for p in units if not p.text.startswith(_NOTES)]


def _text(units: Sequence[Provision]) -> str:
    return "\n".join(part for p in units for part in (p.heading, p.text) if part.strip())


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _around(before: str, after: str) -> tuple[str, str]:
    """Both texts from a little before the place where they part."""
    one, other = " ".join(before.split()), " ".join(after.split())
    at = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(at - _LEAD, 0)
    start = one.rfind(" ", 0, start) + 1 if start else 0
    lead = "…" if start else ""
    return lead + _cut(one[start:]), lead + _cut(other[start:])
