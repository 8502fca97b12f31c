"""Marks that nobody means: a hyphen for a dash, doubled marks, blanks left to fill in, two ways to write per cent."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.logic.structure_view import view
from lawkit.check.logic.style_scan import found
from lawkit.check.rules import Rule
from lawkit.language.data import language_rules
from lawkit.model import Provision, Span

_HYPHEN = re.compile(r"(?<=[^\W\d_»\")] )(?:-|−)(?= [^\W\d_«\"])|(?<=[»\")] )(?:-|−)(?= [^\W\d_«\"])")
_MARKS = re.compile(r"[,;:.][,;:.]+")  # read by their first letter, which keeps the search quick
_SHORTENED = re.compile(r"(?:^|[\s(])\w{1,4}$")
_PERCENT = re.compile(r"\d(?P<space>[ \u00a0]?)%")
_RUNS = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_POINTS = frozenset({"paragraph", "subparagraph"})
_COLUMNS = 3  # stretches of spaces in a line: a table set in plain text


def format_hyphen(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A hyphen between spaces where the act writes a dash."""
    body = draft.act.body
    if " - " not in body and " − " not in body:
        return
    dashes = body.count(" – ") + body.count(" — ")
    if dashes < rule.options["least"]:
        return
    matches = list(_inside(draft, _HYPHEN))
    if len(matches) > dashes * rule.options["share"]:
        return
    better = "–" if body.count(" – ") >= body.count(" — ") else "—"
    for provision, match in matches:
        span = Span(match.start(), match.end())
        words = body[max(provision.span.start, span.start - 12) : span.end + 12]
        yield Hit(provision.eid, span, {"words": words, "better": better}, fix=Fix(span, better))


def format_mark(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Two marks where one belongs: «,,», «..», «;.»; a shortened word may end with a full stop before another mark."""
    body = draft.act.body
    for provision, match in _inside(draft, _MARKS):
        marks = match[0]
        if not _wrong(marks, body[match.end() : match.end() + 1]):
            continue
        if marks[0] == "." and marks[1:2] != "." and _SHORTENED.search(body[max(0, match.start() - 8) : match.start()]):
            continue  # «и др.,», «тыс.;»
        span = Span(match.start(), match.end())
        better = marks[0] if len(set(marks)) == 1 else marks[-1]
        fix = Fix(span, better) if len(set(marks)) == 1 else None  # which of two is meant a person says
        yield Hit(provision.eid, span, {"words": marks, "better": better}, fix=fix)


def _wrong(marks: str, after: str) -> bool:
    """Whether marks in a row are a slip: not three dots, nor a full stop and a comma inside a word («1.,2»)."""
    if set(marks) == {"."}:
        return len(marks) == 2
    return marks[0] != "." or (len(marks) == 2 and marks[1] in ",;" and not after.strip())


def format_percent(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """The sign % among per cents in words, or per cents in words among signs; «5 %» among «5%»."""
    signs = list(_inside(draft, _PERCENT))
    if not signs:
        return
    worded = [(p, m) for p, m in found(draft, rule)]
    body = draft.act.body
    if worded:
        words = len(worded) >= len(signs)
        for provision, match in signs if words else worded:
            span = Span(match.start(), match.end())
            yield Hit(provision.eid, span, {"words": span.of(body), "better": _PER_CENT[words]})
        return
    spaced = [(p, m) for p, m in signs if m["space"]]
    rare = spaced if len(spaced) * 2 < len(signs) else [(p, m) for p, m in signs if not m["space"]] if spaced else []
    for provision, match in rare:
        span = Span(match.start(), match.end())
        yield Hit(provision.eid, span, {"words": span.of(body), "better": "%" if match["space"] else " %"})


_PER_CENT = {
    True: {"rus": "процентов", "kaz": "пайыз", "eng": "per cent"},
    False: {"rus": "%", "kaz": "%", "eng": "%"},
}


def style_placeholder(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A place left to fill in, a note that the drafter wrote to himself; forms in annexes have blanks rightly."""
    body = draft.act.body
    hits = list(found(draft, rule, skip=frozenset({"toc", "conclusions", "table"})))
    blanks = Counter(_annex(provision.eid) for provision, match in hits if "_" in match[0])
    for provision, match in hits:
        span = Span(match.start(), match.end())
        annex = _annex(provision.eid)
        form = annex and (blanks[annex] > rule.options["blanks"] or provision.kind not in _POINTS)
        if "_" not in match[0] or not form:
            yield Hit(provision.eid, span, {"words": span.of(body)})


def _annex(eid: str) -> str:
    """The innermost annex that a unit stands in."""
    parts = eid.split("__")
    last = max((n for n, part in enumerate(parts) if part.startswith("annex")), default=-1)
    return "__".join(parts[: last + 1])


def date_impossible(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A date that no calendar has: 31 June, 29 February of a common year."""
    months = [str(m).lower() for m in language_rules(draft.act.language, "references")["citing"]["months"]]
    body = draft.act.body
    for provision, match in found(draft, rule):
        name = match["month"]
        named = (n for n, m in enumerate(months, 1) if m.startswith(name))
        month = int(name) if name.isdigit() else next(named, 0)
        year = int(match["year"]) if match["year"] else 2024  # without a year any will do: a leap one
        if body[match.start() - 1 : match.start()] in _FIGURES and match.start():
            continue
        if name.isdigit() and not 1900 <= year <= 2100:
            continue  # the number of a standard
        if not 1 <= month <= 12 and not name.isdigit():
            continue
        if not match["year"] and int(match["day"]) > 31:
            continue  # a number beside a word that is also a month
        if not 1 <= month <= 12 or not 1 <= int(match["day"]) <= calendar.monthrange(year, month)[1]:
            span = Span(match.start(), match.end())
            # figures with full stops may be the number of something else
            severity = "warning" if name.isdigit() else ""
            yield Hit(provision.eid, span, {"words": span.of(body)}, severity=severity)


_FIGURES = frozenset("0123456789.,-/")


def double_spaces(draft: Draft) -> Iterator[Hit]:
    """Two spaces in a row as the file has them; the reader of the act makes one of them."""
    if draft.written is None:
        return
    places = draft.written()
    if places.source.kind not in ("git", "text", "docx"):
        return
    text = places.source.plain
    body = draft.act.body
    seen = view(draft)
    for line in re.finditer(r"[^\n]+", text):
        if "  " not in line[0] and "\u00a0" not in line[0]:
            continue
        runs = list(_RUNS.finditer(text, line.start(), line.end()))
        if not 0 < len(runs) < _COLUMNS:
            continue
        for run in runs:
            at = places.body_at(run.end())
            provision = seen.at(at) if at is not None else None
            if at is None or provision is None or not provision.in_force or provision.kind in _NO_PROSE:
                continue
            start = body.rfind(" ", provision.span.start, at - 1) + 1 or provision.span.start
            end = re.compile(r"\S*").match(body, at)
            if start < provision.span.start + len(provision.num):
                continue  # between a number and its words
            yield Hit(
                provision.eid, Span(start, end.end() if end else at), {"words": body[start : end.end() if end else at]}
            )


_NO_PROSE = frozenset({"toc", "conclusions", "table", "preface"})


def _inside(draft: Draft, pattern: re.Pattern[str]) -> Iterator[tuple[Provision, re.Match[str]]]:
    """Matches in the prose of norms in force, outside quotations of other acts."""
    seen = view(draft)
    for match in pattern.finditer(draft.act.body):
        provision = seen.at(match.start())
        if (
            provision is None
            or not provision.in_force
            or provision.kind in _NO_PROSE
            or match.end() > provision.span.end
        ):
            continue
        if provision.eid not in seen.quoted:
            yield provision, match
