"""The page of an article of the single law: what comes there, in the words in force and in those proposed."""

from __future__ import annotations

from collections import defaultdict
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from lawkit.model import LANGUAGES, Disposition
from lawkit.report.asked import requirements
from lawkit.report.context import Context
from lawkit.report.marks import difference
from lawkit.report.material import Target
from lawkit.report.urls import article_of


def target_articles(context: Context) -> dict[str, list[Target]]:
    """The units of the single law by the article they stand in; of an outline every unit is an article."""
    found: dict[str, list[Target]] = defaultdict(list)
    for target in context.material.targets:
        found[article_of(target.id)].append(target)
    return dict(found)


def target_page(context: Context, article: str, targets: list[Target], *, root: str) -> Markup:
    """One article of the single law with every provision that comes there, old words beside new ones."""
    rows = context.rows_to
    names = list(target_articles(context)) if not context.single else []
    at = names.index(article) if article in names else -1
    vacant = next((d.reason for d in rows.get(targets[0].id, ()) if d.source is None), {})
    return context.render(
        "target.html",
        root=root,
        article=targets[0],
        asked=requirements(targets[0].answers),
        vacant=vacant,
        units=[
            (t, _names(context, t), [_row(context, d, root) for d in rows.get(t.id, ()) if d.source]) for t in targets
        ],
        before=names[at - 1] if at > 0 else "",
        after=names[at + 1] if 0 <= at < len(names) - 1 else "",
    )


def _names(context: Context, target: Target) -> dict[str, str]:
    """A unit's name in the three languages, without the heading of its article."""
    try:
        return {language: context.label(target.id, language) for language in LANGUAGES}
    except ValueError:
        return dict(target.heading)


def _row(context: Context, d: Disposition, root: str) -> Any:
    """What a row shows: the text in force, the text proposed with what differs marked, and why."""
    assert d.source is not None
    before = context.text_of(d.source)
    after, why = context.material.changes.get(str(d.source), ("", ""))
    if after:
        old, new = difference(before, after)
    else:
        old = new = escape(before)
    goes = d.disposition in ("verbatim", "reworded", "merged", "split", "definition-unified", "conflict")
    return SimpleNamespace(
        d=d, name=context.address_name(d.source), href=context.urls.address(root, d.source), old=old,
        new=new if goes else Markup(), changed=bool(after), terms=why == "terms",
    )  # fmt: skip
