"""Style: words and turns that article 24 of the law on legal acts advises against, and forms of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.logic.structure_view import view
from lawkit.check.logic.style_forms import (
    format_brackets,
    format_dash,
    format_date,
    format_emphasis,
    format_number,
    format_quotes,
    format_script,
    format_space,
    word_repeat,
)
from lawkit.check.logic.style_kazakh import format_kazakh
from lawkit.check.logic.style_marks import (
    date_impossible,
    format_hyphen,
    format_mark,
    format_percent,
    style_placeholder,
)
from lawkit.check.logic.style_scan import found
from lawkit.check.rules import Rule
from lawkit.model import Span

__all__ = [
    "blanket_ref",
    "body_name_form",
    "date_impossible",
    "format_brackets",
    "format_dash",
    "format_date",
    "format_emphasis",
    "format_hyphen",
    "format_kazakh",
    "format_mark",
    "format_number",
    "format_percent",
    "format_quotes",
    "format_script",
    "format_space",
    "instruct_nonsubordinate",
    "style_abbr",
    "style_andor",
    "style_declaratory",
    "style_double_neg",
    "style_future",
    "style_mark",
    "style_placeholder",
    "style_vague",
    "word_repeat",
]


def style_vague(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Words whose measure nobody gives."""
    yield from _each(draft, rule)


def style_declaratory(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Declarations and epithets instead of norms; the preamble may have them."""
    yield from _each(draft, rule)


def style_double_neg(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Two negations that make an affirmation."""
    yield from _each(draft, rule)


def style_future(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """The future tense where a norm stands in the present."""
    yield from _each(draft, rule)


def style_mark(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Question and exclamation marks, dots instead of words."""
    yield from _each(draft, rule)


def blanket_ref(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A reference to legislation at large that names neither act nor field."""
    yield from _each(draft, rule)


def body_name_form(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A body of the state under a colloquial or shortened name, unless the act introduces the short name itself."""
    introduced = {
        w for d in draft.reading.definitions for w in (d.short, d.term if d.form == "abbreviation" else "") if w
    }
    for hit in _each(draft, rule):
        words = str(hit.values["words"])
        if not any(words in short for short in introduced) and words[:1].isupper():
            yield hit


def style_abbr(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Shortened words; «2026 г.» can be written out by itself."""
    body = draft.act.body
    seen = view(draft)
    gazette = str(rule.options["gazette"])
    listed: dict[str, bool] = {}
    for provision, match in found(draft, rule):
        span = Span(*match.span("short" if "short" in match.groupdict() else 0))
        words = span.of(body)
        if provision.eid not in listed:
            listed[provision.eid] = re.search(gazette, seen.own(provision)) is not None
        if listed[provision.eid]:
            continue
        if (
            draft.act.language == "rus"
            and words in ("г.", "гг.")
            and body[match.end() : match.end() + 2] in ("", " «", ' "', " №")
        ):
            yield Hit(provision.eid, span, {"words": words}, fix=Fix(span, "года" if words == "г." else "годов"))
        else:
            yield Hit(provision.eid, span, {"words": words})


def style_andor(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """«и/или» for «и (или)»."""
    better = {"rus": "и (или)", "kaz": "және (немесе)", "eng": "and (or)"}[draft.act.language]
    for hit in _each(draft, rule):
        yield Hit(hit.eid, hit.span, {**hit.values, "better": better}, fix=Fix(hit.span, better))


def instruct_nonsubordinate(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An order that binds bodies which are not subordinate to who issues it."""
    seen = view(draft)
    if seen.form != "bylaw":
        return
    for provision, match in found(draft, rule):
        if provision.eid.startswith("annex") or provision.kind not in ("paragraph", "subparagraph", "alinea", "indent"):
            continue
        yield Hit(
            provision.eid, Span(match.start(), match.end()), {"words": draft.act.body[match.start() : match.end()]}
        )


def _each(draft: Draft, rule: Rule) -> Iterator[Hit]:
    body = draft.act.body
    for provision, match in found(draft, rule):
        yield Hit(provision.eid, Span(match.start(), match.end()), {"words": body[match.start() : match.end()]})
