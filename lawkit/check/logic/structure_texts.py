"""What an act says of itself more than once, and how its headings end."""

from __future__ import annotations

from collections.abc import Iterator

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.logic.structure_view import beginning, mark_of, named, view, words_of
from lawkit.check.rules import Rule
from lawkit.model import Span

_HEADED = frozenset({"article", "chapter", "section", "subsection", "subchapter", "part"})


def heading_stop(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A heading that ends with a full stop, a comma or a semicolon among headings that do not."""
    seen = view(draft)
    if seen.lettered or seen.amends:  # there an article's only sentence stands on its line
        return
    body = draft.act.body
    headed = [p for p in seen.live if p.kind in _HEADED and p.heading.strip() and not p.eid.startswith("annex")]
    marked = [p for p in headed if p.heading.rstrip()[-1:] in ".,;" and not _short_word(p.heading)]
    if len(marked) > max(rule.options["least"], len(headed) * rule.options["share"]):
        return  # the act's own habit, or a text whose headings hold their first sentence
    for provision in marked:
        at = body.find(provision.heading, provision.span.start, provision.span.end)
        if at < 0:
            continue
        end = at + len(provision.heading.rstrip())
        mark = Span(end - 1, end)
        yield Hit(provision.eid, mark, fix=Fix(mark, ""))


def _short_word(heading: str) -> bool:
    """«… и др.», «2026 г.»: the full stop belongs to the word."""
    return len(heading.rstrip(" .,;").rpartition(" ")[2]) <= 2


def point_single(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An article of a draft whose only point bears a number."""
    seen = view(draft)
    if not seen.is_draft or seen.amends or seen.lettered:
        return
    for article in seen.articles:
        below = draft.children.get(article.eid, ())
        points = [p for p in below if p.kind == "paragraph"]
        if len(points) == 1 and points[0].number == "1" and points[0].in_force and below[0] is points[0]:
            yield Hit(points[0].eid, mark_of(points[0]), {"unit": named(article.eid)})


def commencement_twice(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An act that says of itself more than once, in different articles (points), when it takes effect; all but the last."""
    seen = view(draft)
    if seen.amends:
        return
    told = [
        (provision, match)
        for provision, match in seen.find(words_of(draft.act.language, "commencement_of_this"))
        if not provision.eid.startswith("annex") and provision.eid not in seen.quoted
    ]
    if not told:
        return
    last = told[-1][0]  # commencement belongs at the end
    for provision, match in told:
        if _home(provision.eid) != _home(last.eid):
            span = beginning(draft.act.body, match.start(), match.end(), 80)
            yield Hit(provision.eid, span, {}, ((last.eid, mark_of(last)),))


def _home(eid: str) -> str:
    """The article, or in an act without articles the point."""
    parts = eid.split("__")
    return next((p for p in parts if p.startswith("art_")), parts[-1] if parts else eid)
