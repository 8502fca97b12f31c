"""Problems as comments in a copy of the Word draft, each at the very words it is about.

Runs are cut where the words begin and end, so that nothing of the draft's look or text changes; comments that people
wrote stay. The comments carry no time, so that the same draft gives the same file.
"""

from __future__ import annotations

import copy
import io
import itertools
import zipfile
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from lawkit.check.outputs.text import related
from lawkit.check.sourcetext import Piece, word_pieces
from lawkit.check.speech import say
from lawkit.errors import UnreadableSource
from lawkit.model import Language
from lawkit.sources.package import W

if TYPE_CHECKING:
    from lawkit.check.engine import Problem
    from lawkit.check.report import Checked

_AUTHOR = "lawkit"


def commented(checked: Checked, language: Language) -> bytes:
    """The Word file of a draft with a comment for each new problem. Raises UnreadableSource when Word's parts are odd."""
    import docx
    from docx.text.run import Run

    source = checked.sheet.source
    try:
        document = docx.Document(io.BytesIO(source.data))
    except Exception as broken:
        raise UnreadableSource(
            f"{checked.path} cannot take comments ({broken})", "open it in Word and save it again"
        ) from broken
    text, pieces = word_pieces(document.element)
    if text != source.text or not pieces:
        raise UnreadableSource(f"{checked.path} cannot take comments", "open it in Word and save it again as .docx")
    stretches = [_stretch(checked, problem, pieces) for problem in checked.problems]
    runs = _Runs(pieces, {place for stretch in stretches for place in stretch})
    for problem, (start, end) in zip(checked.problems, stretches, strict=True):
        first, last = runs.around(start, end)
        words = _words(checked, problem, language)
        ends = [Run(first, document.part), Run(last, document.part)]
        comment = document.add_comment(ends, words, author=_AUTHOR, initials="lk")
        element: Any = comment._comment_elm  # noqa: SLF001 - no door for the time
        element.attrib.pop(f"{W}date", None)
    out = io.BytesIO()
    document.save(out)
    return _timeless(out.getvalue())


def _timeless(data: bytes) -> bytes:
    """The same archive without the time at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _stretch(checked: Checked, problem: Problem, pieces: tuple[Piece, ...]) -> tuple[int, int]:
    """The letters that a comment is put at: the words, or the nearest ones; never nothing."""
    place = checked.place(problem)
    start, end = place.start, max(place.end, place.start)
    text = checked.sheet.source.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        return start, end
    piece = pieces[min(bisect_right([p.start for p in pieces], start), len(pieces)) - 1]
    return piece.start, piece.end


class _Runs:
    """Runs cut at given places, found again by place."""

    def __init__(self, pieces: tuple[Piece, ...], places: set[int]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._runs: list[Any] = []
        marks = sorted(places)
        for piece in pieces:
            inside = marks[bisect_left(marks, piece.start) : bisect_right(marks, piece.end)]
            if inside:
                self._cut(piece, [place for place in inside if piece.start < place < piece.end])
            else:
                self._keep(piece.start, piece.end, piece.element.getparent())

    def around(self, start: int, end: int) -> tuple[Any, Any]:
        """The first and the last run of a stretch."""
        first = min(bisect_right(self._starts, start) - 1, len(self._runs) - 1)
        if first >= 0 and self._ends[first] <= start and first + 1 < len(self._runs):
            first += 1
        first = max(first, 0)
        return self._runs[first], self._runs[max(bisect_left(self._starts, end) - 1, first)]

    def _keep(self, start: int, end: int, run: Any) -> None:
        self._starts.append(start)
        self._ends.append(end)
        self._runs.append(run)

    def _cut(self, piece: Piece, places: list[int]) -> None:
        """Give a piece a run of its own, and one for each part between the places."""
        run = _alone(piece.element)
        words = piece.element.text or ""
        edges = [piece.start, *places, piece.end]
        for number, (start, end) in enumerate(itertools.pairwise(edges)):
            part = run if number == 0 else copy.deepcopy(run)
            if number:
                self._runs[-1].addnext(part)
            self._keep(start, end, part)
        for number, (start, end) in enumerate(itertools.pairwise(edges)):
            own = self._runs[len(self._runs) - len(edges) + 1 + number].find(f"{W}t")
            own.text = words[start - piece.start : end - piece.start]
            own.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _alone(element: Any) -> Any:
    """Part the run of a text element so that the element has one of its own; returns that run."""
    run = element.getparent()
    look = run.find(f"{W}rPr")
    after = list(element.itersiblings())
    before = [one for one in element.itersiblings(preceding=True) if one is not look]
    if after:
        run.addnext(_run_of(run, look, after))
    if not before:
        return run
    own = _run_of(run, look, [element])
    run.addnext(own)
    return own


def _run_of(run: Any, look: Any, children: list[Any]) -> Any:
    """A run of the same look with these children, taken out of the old one."""
    made = run.makeelement(run.tag, dict(run.attrib))
    if look is not None:
        made.append(copy.deepcopy(look))
    for child in children:
        made.append(child)
    return made


def _words(checked: Checked, problem: Problem, language: Language) -> str:
    """What the comment says, a paragraph a line."""
    rule = problem.rule
    lines = [
        f"{say(f'severity.{problem.severity}', language).capitalize()}: {problem.message[language]}",
        *related(checked, problem, language, 400),
    ]
    if problem.fix is not None:
        text = problem.fix.text
        lines.append(say("see.fix", language, text=text) if text else say("see.fix.delete", language))
    lines.append(f"{rule.code} – {rule.name[language]}")
    return "\n".join(lines)
