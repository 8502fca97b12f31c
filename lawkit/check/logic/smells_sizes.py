"""Too long: units, sentences, lists, articles (smell «long element» of Coupette, Hartung and Katz, 2022)."""

from __future__ import annotations

from collections.abc import Iterator

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.structure_view import ITEMS, beginning, mark_of, named, view, words_of
from lawkit.check.rules import Rule
from lawkit.language import fold, sentences
from lawkit.reading.own_text import own_text


def unit_long(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A point, part, subpoint or item with more words of its own than the limit."""
    limit = int(rule.options["words"])
    for provision in view(draft).prose:
        count = provision.text.count(" ") + 1
        if count > limit and provision.kind in ("paragraph", "alinea", "subparagraph", "indent"):
            yield Hit(provision.eid, mark_of(provision), {"unit": named(provision.eid), "count": count, "limit": limit})


def sent_long(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A sentence with more words than the limit."""
    limit = int(rule.options["words"])
    for provision in view(draft).prose:
        if provision.text.count(" ") < limit or provision.kind == "article":
            continue
        text, offset = own_text(draft.act, provision)
        for span in sentences(text, draft.act.language):
            count = text.count(" ", span.start, span.end) + 1
            if count > limit:
                shown = beginning(draft.act.body, offset + span.start, offset + span.end)
                yield Hit(provision.eid, shown, {"count": count, "limit": limit})


def list_long(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A list of more items than the limit; lists of terms are as long as they must be."""
    limit = int(rule.options["items"])
    pattern = words_of(draft.act.language, "definitions")
    defining = {d.source for d in draft.reading.definitions if d.form == "list"}
    for parent, below in draft.children.items():
        items = [p for p in below if p.kind in ITEMS and p.in_force]
        owner = draft.by_eid.get(parent)
        if len(items) <= limit or owner is None or pattern.search(fold(owner.heading).strip(" .")):
            continue
        if sum(p.eid in defining for p in items) * 2 > len(items):
            continue
        yield Hit(owner.eid, mark_of(owner), {"unit": named(owner.eid), "count": len(items), "limit": limit})


def smell_long(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An article that is many times longer than the act's usual one."""
    seen = view(draft)
    articles = [p for p in seen.articles if p.in_force and not p.eid.startswith("annex")]
    if len(articles) < rule.options["articles"]:
        return
    sizes = {p.eid: draft.act.body.count(" ", p.span.start, seen.end_of(p).span.end) + 1 for p in articles}
    middle = sorted(sizes.values())[len(sizes) // 2]
    for article in articles:
        size = sizes[article.eid]
        if size > rule.options["words"] and size > middle * rule.options["times"]:
            values = {"unit": named(article.eid), "count": size, "middle": middle}
            yield Hit(article.eid, mark_of(article), values)
