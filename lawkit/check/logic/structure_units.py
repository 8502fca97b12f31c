"""Units: empty, of the wrong kind, without a heading, nested where they may not be, lists without a lead-in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.logic.structure_view import ITEMS, View, mark_of, named, said, tail, view, words_of
from lawkit.check.rules import Rule
from lawkit.language import fold, words
from lawkit.model import GROUPINGS, Provision, Span

_HEADED = frozenset({"article", "chapter", "section", "subsection", "subchapter"})
_MAY_STAND_IN = {
    "subchapter": frozenset({"chapter", "annex", "section"}),
    "subsection": frozenset({"section", "annex"}),
}
_WORD = re.compile(r"[^\W_]")


def unit_empty(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A unit in force without words of its own and without units below; dots and lines to fill in are no words."""
    if view(draft).lettered:
        return
    seen = view(draft)
    provisions = draft.act.provisions
    for provision in seen.live:
        if provision.kind in ("table", "annex", "preamble"):
            continue
        if _WORD.search(provision.text) or (provision.kind == "part" and _WORD.search(provision.heading)):
            continue
        below = draft.children.get(provision.eid, ())
        in_annex = provision.eid.startswith("annex")
        if in_annex and ("__" in provision.text or not provision.number or provision.kind in ("alinea", "indent")):
            continue  # a form to fill in
        if below and not (provision.kind in ("paragraph", "subparagraph") and below[0].kind == "alinea"):
            continue
        after = provisions[provision.order + 1].span.start if provision.order + 1 < len(provisions) else 1 << 60
        if seen.amends and provision.kind == "article" and provision.heading.rstrip()[-1:] in ".:;":
            continue  # articles of an amending law bear no headings: the line is the norm
        if _told(draft, provision, after) or _goes_on(draft, provision):
            continue
        yield Hit(
            provision.eid, mark_of(provision), {"unit": named(provision.eid)}, severity="warning" if below else ""
        )


def _told(draft: Draft, provision: Provision, end: int) -> bool:
    """Whether a note right after the unit may tell why it is empty; a note about another unit's changes does not."""
    return any(
        provision.span.start <= n.span.start < end and (n.kind != "amendment" or n.eid == provision.eid)
        for n in draft.act.notes
    )


def _goes_on(draft: Draft, provision: Provision) -> bool:
    """Whether the next unit stands where this one's words should be: a heading over units that the tree hangs elsewhere."""
    if provision.kind not in GROUPINGS or not provision.heading.strip():
        return False
    following = draft.act.provisions[provision.order + 1 : provision.order + 2]
    return bool(following) and following[0].kind in GROUPINGS | {"table"} and not provision.number


def unit_kind(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A law has articles, a by-law has points: the first unit of the other kind."""
    seen = view(draft)
    inside = tuple(p for p in seen.live if not p.eid.startswith("annex"))
    if seen.form == "law":
        wrong = [p for p in inside if p.kind == "paragraph" and "art_" not in p.eid]
        value = said("articles")
    elif seen.form == "bylaw":
        wrong = [p for p in inside if p.kind == "article"]
        value = said("points")
    else:
        return
    if wrong:
        yield Hit(wrong[0].eid, mark_of(wrong[0]), {"why": value})


def heading_missing(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An article, chapter, section, paragraph (параграф) or subsection without a heading; amending laws are exempt."""
    seen = view(draft)
    if seen.amends or seen.ratifies or draft.act.kind == "constitution":
        return
    bylaw = seen.form == "bylaw"  # its points bear no headings, its chapters do, in approved rules too
    headed = [
        p for p in seen.live
        if (p.kind in _HEADED - {"article"} and p.number if bylaw else p.kind in _HEADED and not p.eid.startswith("annex"))
    ]  # fmt: skip
    bare = [p for p in headed if not _WORD.search(p.heading)]
    if len(bare) > rule.options["each"] and len(bare) * 2 > len(headed):
        bare = bare[:1]
    for provision in bare:
        yield Hit(provision.eid, mark_of(provision), {"unit": named(provision.eid)})


def heading_dup(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Two articles with the same heading, or two chapters of one section; articles of different chapters are a hint."""
    first: dict[tuple[str, str, str], Provision] = {}
    for provision in view(draft).live:
        if provision.kind not in _HEADED:
            continue
        heading = words(provision.heading)
        if not heading:
            continue
        key = " ".join(heading)
        before = first.setdefault((provision.parent, provision.kind, key), provision)
        severity = ""
        if before is provision and provision.kind == "article" and len(heading) >= rule.options["words"]:
            annex = provision.eid.rpartition("__")[0]
            before = first.setdefault((f"{annex}#", "article", key), provision)
            severity = "info"
        if before is not provision:
            values = {"other": named(before.eid)}
            span, other = _heading_span(draft, provision), _heading_span(draft, before)
            yield Hit(provision.eid, span, values, ((before.eid, other),), severity=severity)


def _heading_span(draft: Draft, provision: Provision) -> Span:
    at = draft.act.body.find(provision.heading, provision.span.start, provision.span.end)
    return Span(at, at + len(provision.heading)) if at >= 0 else provision.span


def nest_illegal(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A параграф outside a chapter, a подраздел outside a section, points on two levels; deep lists are a warning."""
    if view(draft).lettered:
        return
    for provision in view(draft).live:
        parent = draft.by_eid.get(provision.parent)
        allowed = _MAY_STAND_IN.get(provision.kind)
        if allowed and provision.number and (parent is None or parent.kind not in allowed):
            where = named(parent.eid) if parent else said("nowhere")
            yield Hit(provision.eid, mark_of(provision), {"unit": named(provision.eid), "where": where})
        elif provision.kind == "subparagraph" and _depth(draft, provision) > rule.options["depth"]:
            where = named(provision.parent)
            yield Hit(
                provision.eid, mark_of(provision), {"unit": named(provision.eid), "where": where}, severity="warning"
            )


def _depth(draft: Draft, provision: Provision) -> int:
    """How many lists a subpoint stands in."""
    depth, node = 0, draft.by_eid.get(provision.eid)
    while node is not None and node.kind in ITEMS:
        depth += node.kind == "subparagraph"
        node = draft.by_eid.get(node.parent)
    return depth


def list_single(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A list of one item: «1)» alone under its lead-in."""
    seen = view(draft)
    for parent, below in draft.children.items():
        items = [p for p in below if p.kind == "subparagraph"]
        if len(items) == 1 and items[0].number == "1" and items[0].in_force and not _noted_after(seen, draft, items[0]):
            yield Hit(items[0].eid, mark_of(items[0]), {"unit": named(parent) if parent else said("nowhere")})


def _noted_after(seen: View, draft: Draft, provision: Provision) -> bool:
    provisions = draft.act.provisions
    last = seen.end_of(provision)
    after = provisions[last.order + 1].span.start if last.order + 1 < len(provisions) else 1 << 60
    return seen.noted(provision.span.start, after)


def list_lead(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Subpoints whose lead-in does not end with a colon, or that have no lead-in at all."""
    if view(draft).lettered:
        return
    seen = view(draft)
    body = draft.act.body
    for provision in seen.live:
        if provision.kind != "subparagraph" or provision.number not in ("1", "a") or "~" in provision.eid:
            continue
        before = draft.act.provisions[provision.order - 1] if provision.order else None
        if before is None or not before.in_force or before.kind in ("table", "toc", "preface"):
            continue
        if seen.noted(before.span.start, provision.span.start):
            continue
        if before.kind in ITEMS and before.parent == provision.parent:
            continue
        if not _WORD.search(before.text):
            yield Hit(provision.eid, mark_of(provision))
            continue
        end = tail(before, body)
        last = end.of(body)[-1:]
        if last == ":":
            continue
        fix = Fix(Span(end.end, end.end), ":") if last.isalpha() else None
        yield Hit(before.eid, end, fix=fix)


def place_definitions(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """The article of terms behind the general provisions."""
    seen = view(draft)
    pattern = words_of(draft.act.language, "definitions")
    articles = [p for p in seen.articles if not p.eid.startswith("annex")]
    limit = int(rule.options["among_first"])
    for i, article in enumerate(articles):
        if i < limit or not article.in_force or not pattern.search(fold(article.heading).strip(" .")):
            continue
        chapter = next((p for p in _above(draft, article) if p.kind in ("chapter", "section")), None)
        if chapter is None or any(a.parent == chapter.eid for a in articles[: i - limit + 1] if i - limit >= 0):
            yield Hit(article.eid, _heading_span(draft, article), {"limit": limit})


def _above(draft: Draft, provision: Provision) -> Iterator[Provision]:
    node = draft.by_eid.get(provision.parent)
    while node is not None:
        yield node
        node = draft.by_eid.get(node.parent)


def place_transitional(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Transitional provisions that other norms follow."""
    yield from _misplaced(draft, "transitional", "responsibility")


def place_final(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Final provisions and the order of commencement anywhere but at the end."""
    yield from _misplaced(draft, "final", "responsibility")


def _misplaced(draft: Draft, name: str, allowed: str) -> Iterator[Hit]:
    """Articles and chapters with such a heading, after which one comes that may not follow it."""
    seen = view(draft)
    pattern, after = words_of(draft.act.language, name), words_of(draft.act.language, allowed)
    for kind in ("article", "chapter"):
        row = [p for p in seen.live if p.kind == kind and not p.eid.startswith("annex") and _WORD.search(p.heading)]
        for i, provision in enumerate(row):
            if not pattern.search(fold(provision.heading).strip(" .")):
                continue
            later = next((p for p in row[i + 1 :] if not after.search(fold(p.heading).strip(" ."))), None)
            if later is not None and later.parent != provision.eid:
                yield Hit(
                    provision.eid,
                    _heading_span(draft, provision),
                    {"next": named(later.eid)},
                    ((later.eid, mark_of(later)),),
                )


def commencement_missing(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A draft that never says when it takes effect."""
    seen = view(draft)
    if not seen.is_draft or not seen.form or not seen.prose:
        return
    pattern = words_of(draft.act.language, "commencement")
    if not any(True for _ in seen.find(pattern)):
        last = next(
            (p for p in reversed(seen.prose) if p.kind in ("article", "paragraph") and "annex" not in p.eid), None
        )
        if last is not None:
            yield Hit(last.eid, mark_of(last))


def req_missing(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A draft without a title, or whose first lines do not name the form of the act."""
    seen = view(draft)
    if not seen.is_draft or not seen.live:
        return
    first = next((p for p in seen.live if p.kind != "preamble"), seen.live[0])
    if not seen.title.strip():
        what = said("title")
    elif not seen.form:
        what = said("form")
    else:
        return
    yield Hit(first.eid, mark_of(first), {"what": what})
