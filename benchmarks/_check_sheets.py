"""Real acts written out as drafts, one unit a line, so that errors can be planted and found again at their place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lawkit.check import Draft, Problem, Rule, check
from lawkit.model import FRAME, Act, Language, Reading
from lawkit.reading import read
from lawkit.register import Register
from lawkit.sources import find_sources, read_document
from lawkit.sources.files import read_bytes
from lawkit.structure import split

_MOST = 1000  # provisions: larger codes would take most of the time


@dataclass(frozen=True, slots=True)
class Line:
    """One unit as a drafter types it: number, heading and text."""

    eid: str
    kind: str
    num: str
    text: str

    @property
    def said(self) -> str:
        """The whole line."""
        return f"{self.num} {self.text}".strip()


@dataclass(frozen=True)
class Sheet:
    """An act as lines; `partner` is the same act in the other language."""

    act_id: str
    language: Language
    lines: tuple[Line, ...]
    partner: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Planted:
    """A sheet with one error: the line it is in and the words that are wrong (empty: the line's number)."""

    lines: tuple[Line, ...]
    at: int
    words: str = ""
    partner: tuple[Line, ...] | None = None


def acts_of(folder: Path) -> list[Act]:
    """The acts of a folder, of several editions the newest, by id and language."""
    found: dict[tuple[str, str], Act] = {}
    for path in find_sources([folder]):
        if path.name in ("README.md", "EXPECTED.yaml"):
            continue
        for document in read_document(path):
            act = split(document)
            known = found.get((act.act_id, act.language))
            if known is None or str(act.edition) > str(known.edition):
                found[act.act_id, act.language] = act
    return [found[key] for key in sorted(found)]


def sheets_of(acts: Sequence[Act]) -> list[Sheet]:
    """The acts as sheets; those whose lines are not read back as the same units are left out."""
    lines = {(a.act_id, a.language): _lines(a) for a in acts if len(a.provisions) <= _MOST}
    sheets = []
    for (act_id, language), own in lines.items():
        other = lines.get((act_id, "kaz" if language == "rus" else "rus"), ())
        sheet = Sheet(act_id, language, own, other)
        same = {p.eid for p in reading_of(own, language).act.provisions} & {line.eid for line in own}
        if len(own) >= 60 and len(same) > 0.97 * len(own):
            sheets.append(sheet)
    return sheets


def _lines(act: Act) -> tuple[Line, ...]:
    out = []
    for p in act.provisions:
        if p.kind in FRAME or p.kind in ("preamble", "annex", "table") or p.eid.startswith("annex"):
            continue
        if p.status != "in_force" and not p.text:
            note = next((n.text for n in act.notes if n.eid == p.eid and n.kind == "exclusion"), "")
            if note:
                out.append(Line(p.eid, "note", p.num.strip(), _flat(note)))
            continue
        if p.kind in ("article", "chapter", "section", "subchapter"):
            out.append(Line(p.eid, p.kind, p.num.strip(), _flat(p.heading)))
            if p.text.strip():
                out.append(Line(p.eid, "text", "", _flat(p.text)))
        elif p.text.strip():
            out.append(Line(p.eid, p.kind, p.num.strip(), _flat(p.text)))
    return tuple(out)


def _flat(text: str) -> str:
    return " ".join(text.split())


def text_of(lines: Sequence[Line]) -> str:
    """The draft as plain text."""
    return "\n".join(line.said for line in lines) + "\n"


def reading_of(lines: Sequence[Line], language: Language) -> Reading:
    """The draft read."""
    document = read_bytes(text_of(lines).encode(), "draft.txt")
    act = split(replace(document, act_id="draft:planted", language=language))
    return read(act, Register.load())


def problems_of(
    lines: Sequence[Line], language: Language, rules: Sequence[Rule], partner: Sequence[Line] = ()
) -> list[tuple[str, int, int]]:
    """(code, start, end) of every problem, in characters of the text that are no spaces."""
    other: Language = "kaz" if language == "rus" else "rus"
    partners = (reading_of(partner, other),) if partner else ()
    reading = reading_of(lines, language)
    body = reading.act.body
    black = [0]
    for c in body:
        black.append(black[-1] + (not c.isspace()))
    found: Sequence[Problem] = check(Draft(reading, Register.load(), partners), rules)
    return [(p.rule.code, black[p.span.start], black[p.span.end]) for p in found]


def stretch_of(lines: Sequence[Line], at: int, words: str = "") -> tuple[int, int]:
    """Where a line, or some words of it, stand in the text, in characters that are no spaces."""
    start = sum(len(_black(line.said)) for line in lines[:at])
    said = lines[at].said
    offset = said.rfind(words) if words else 0
    first = start + len(_black(said[: max(offset, 0)]))
    return first, first + len(_black(words or lines[at].num or said))


def _black(text: str) -> str:
    return re.sub(r"\s+", "", text)
