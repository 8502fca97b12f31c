"""For a person at a terminal: each problem with the words it is about and a caret below them."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lawkit.check.speech import place_name, say
from lawkit.model import Address, Language, Span

if TYPE_CHECKING:
    from lawkit.check.engine import Problem
    from lawkit.check.report import Checked, Report

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_COLOURS = {"error": "1;31", "warning": "1;33", "info": "1;36", "dim": "2", "bold": "1", "caret": "1;35", "good": "32"}
_MARGIN = "    "


def render(report: Report, language: Language, *, colour: bool = False, width: int = 100) -> str:
    """The whole report; `colour` adds ANSI escapes, lines of the draft are cut to `width` columns."""
    ink = _Ink(colour)
    lines: list[str] = []
    for checked, problem in report:
        lines += [*_problem(checked, problem, language, ink, max(width, 40)), ""]
    lines += _summary(report, language, ink)
    return "\n".join(lines) + "\n"


class _Ink:
    """Colours, or none."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, name: str, text: str) -> str:
        return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if self.on and text else text


def _problem(checked: Checked, problem: Problem, language: Language, ink: _Ink, width: int) -> Iterator[str]:
    place = checked.place(problem)
    head = f"{checked.path}:{place.line}:{place.column}"
    level = say(f"severity.{problem.severity}", language)
    yield (
        f"{ink('bold', clean(head))} {ink(problem.severity, level)} {ink('bold', problem.rule.code)} "
        f"{ink('dim', '· ' + place_name(problem.eid, language))}"
    )
    message = clean(problem.message[language])
    yield textwrap.fill(
        message, width, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    shown, caret = excerpt(checked.sheet.draft.act.body, problem.span, width - len(_MARGIN))
    yield f"{_MARGIN}{clean(shown)}"
    yield f"{_MARGIN}{ink('caret', caret)}"
    for note in related(checked, problem, language, width):
        yield f"  {ink('dim', note)}"
    if problem.fix is not None:
        text = clean(problem.fix.text)
        yield f"  {ink('good', say('see.fix', language, text=text) if text else say('see.fix.delete', language))}"


def related(checked: Checked, problem: Problem, language: Language, width: int = 200) -> Iterator[str]:
    """The places that explain a problem, one a line: of the draft with their words, of other acts by address."""
    for where, span in problem.related:
        name, words = elsewhere(checked, where, span, language)
        text = f"{say('see.also', language)} {name}" + (f": «{' '.join(words.split())}»" if words.strip() else "")
        flat = clean(text)
        yield flat if len(flat) <= width else flat[: width - 2] + "…»"


def elsewhere(checked: Checked, where: str, span: Span | None, language: Language) -> tuple[str, str]:
    """What a place that explains a problem is called, and its words: of the draft, or of an act it was checked against."""
    draft = checked.sheet.draft
    own = draft.by_eid.get(where)
    if own is not None:
        return place_name(where, language), span.of(draft.act.body) if span else own.text
    try:
        at = Address.parse(where)
    except ValueError:
        return where, ""
    act = draft.against.acts().get(at.act) if draft.against is not None else None
    partner = next((p.act for p in draft.partners if p.act.act_id == at.act and p.act.language == at.language), None)
    act = partner or act
    if act is None:
        return where, ""
    text = next((p.text for p in act.provisions if p.eid == at.eid), "")
    title = f" («{act.title}»)" if act.title and partner is None else f" ({act.language})"
    return f"{place_name(at.eid, language)}{title}", text


def excerpt(body: str, span: Span, width: int) -> tuple[str, str]:
    """The line of the act on which a span begins, cut around it, and a line of carets under its words."""
    begin = body.rfind("\n", 0, span.start) + 1
    end = body.find("\n", span.start)
    end = len(body) if end < 0 else end
    stop = max(min(span.end, end), span.start)
    low, high = begin, end
    if columns(body[begin:end]) > width:
        low = max(begin, span.start - width // 3)
        while low > begin and body[low - 1] not in " \t":  # to the beginning of a word
            low -= 1
        high = low
        room = width - (low > begin) - 1
        while high < end and room > 0:
            room -= columns(body[high])
            high += 1
    before = ("…" if low > begin else "") + body[low : span.start]
    shown = ("…" if low > begin else "") + body[low:high] + ("…" if high < end else "")
    carets = max(columns(body[span.start : min(stop, high)]), 1)
    return shown.replace("\t", " "), " " * columns(before) + "^" * carets


def columns(text: str) -> int:
    """How wide a text stands on a terminal: combining signs take no column, wide ones two."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) == "Cf"
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )


def clean(text: str) -> str:
    """Text for a terminal: no control characters, no turning of the writing direction."""
    return _CONTROL.sub("\ufffd", text.replace("\n", " ").replace("\t", " "))


def _summary(report: Report, language: Language, ink: _Ink) -> list[str]:
    counts = report.counts()
    lines = []
    for need, codes in report.skipped.items():
        lines.append(ink("dim", say(f"skipped.{need}", language, n=len(codes))))
    told = [say("summary.drafts", language, n=len(report.drafts))]
    told += [ink(severity, say(f"severities.{severity}", language, n=n)) for severity, n in counts.items() if n]
    fixable = sum(problem.fix is not None and checked.sheet.source.editable for checked, problem in report)
    for key, n in (("known", report.known), ("gone", report.gone), ("excused", report.excused), ("fixable", fixable)):
        if n:
            told.append(say(f"summary.{key}", language, n=n))
    if not any(counts.values()):
        lines.append(ink("good", say("summary.clean", language)))
    lines.append(" · ".join(told))
    return lines
