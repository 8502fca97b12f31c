"""From files to drafts: read, paired with their other languages, and placed in their files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lawkit.check.draft import Against, Draft
from lawkit.check.places import Places
from lawkit.check.sourcetext import SourceText, source_text
from lawkit.model import LANGUAGES, Language, Reading

if TYPE_CHECKING:
    from lawkit.register import Register


@dataclass(frozen=True)
class Sheet:
    """A draft with the file that it stands in."""

    path: Path
    draft: Draft

    @cached_property
    def source(self) -> SourceText:
        """The file's text."""
        return source_text(self.path, self.draft.act)

    @cached_property
    def places(self) -> Places:
        """Where spans stand in it."""
        return Places(self.draft.act.body, self.source)


def open_drafts(
    paths: Iterable[str | Path],
    *,
    register: Register,
    against: Callable[[Language], Against | None] | None = None,
    language: Language | None = None,
    today: dt.date | None = None,
) -> list[Sheet]:
    """The drafts in files or folders, in the order given.

    Files of one name in several languages (`law.rus.docx`, `law.kaz.docx`) are one draft: each is the other's partner.
    `against` gives the acts in force for a language. Raises a LawkitError when a file cannot be read.
    """
    from lawkit.check.stored import Stored
    from lawkit.reading import read
    from lawkit.sources import find_sources, read_act

    files = find_sources(paths)
    readings: list[Reading] = []
    stores: dict[Language, Against | None] = {}
    for path in files:
        act = read_act(path, language=language)
        if act.language not in stores:
            stores[act.language] = against(act.language) if against else None
        held = stores[act.language]
        if isinstance(held, Stored):
            readings.append(held.read(act, register))
        else:
            readings.append(read(act, register, held.acts() if held else None))
    return [
        _sheet(path, Draft(reading, register, _partners(path, files, readings), stores[reading.act.language], today))
        for path, reading in zip(files, readings, strict=True)
    ]


def _sheet(path: Path, draft: Draft) -> Sheet:
    """A draft in its file, which the draft can ask where its words are written."""
    held: list[Sheet] = []
    held.append(Sheet(path, replace(draft, written=lambda: held[0].places)))
    return held[0]


def _partners(path: Path, files: Sequence[Path], readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The same draft in other languages: its neighbours by name."""
    stem = _stem(path)
    if stem is None:
        return ()
    return tuple(
        reading for other, reading in zip(files, readings, strict=True) if other != path and _stem(other) == stem
    )


def _stem(path: Path) -> tuple[Path, str] | None:
    """Folder and name without language and kind; None where the name tells no language."""
    name, _, language = path.stem.rpartition(".")
    if language in LANGUAGES and name:
        return path.parent, name
    if path.stem in LANGUAGES:  # law-as-git: rus.md beside kaz.md
        return path.parent, ""
    return None
