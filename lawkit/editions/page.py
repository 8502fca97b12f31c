"""The comparison of two editions as one HTML page: no script, no network, filtered by style sheet alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lawkit.editions.change import KINDS, Change
from lawkit.editions.entries import Entry, Mark, entries, names, story
from lawkit.editions.phrases import edition, phrase, title_of
from lawkit.model import Act, Language

_HTML = {"rus": "ru", "kaz": "kk", "eng": "en"}
_TAGS = {"gone": "del", "new": "ins", "moved": "mark"}


def page(old: Act, new: Act, changes: Sequence[Change], ui: Language, grounds: Mapping[str, str] | None = None) -> str:
    """The page for the changes given; `grounds` says by new (or old) eid which act made a change."""
    from jinja2 import Environment

    from lawkit import __version__

    rows = [_row(entry, ui, grounds or {}) for entry in entries(changes)]
    counts = Counter(row["kind"] for row in rows)
    kinds = [k for k in (*KINDS, "minor") if counts[k]]
    words = {k: phrase(f"col.{k}", ui) for k in ("element", "change")}
    words |= {k: phrase(k, ui) for k in ("title", "note", "filter", "absent", "same")}
    words |= {k: phrase(f"legend.{k}", ui) for k in ("gone", "new", "moved")}
    words["count"] = phrase("count", ui, old=len(old.provisions), new=len(new.provisions))
    template = Environment(autoescape=True, trim_blocks=False).from_string(
        Path(__file__).with_name("page.html").read_text(encoding="utf-8")
    )
    return template.render(
        title=title_of(old, new), words=words, kinds=kinds, counts=counts, rows=rows, version=__version__,
        kind_words={k: phrase(f"kind.{k}", ui) for k in kinds}, html_language=_HTML[ui],
        text_language=_HTML[new.language], before=edition(old, ui), after=edition(new, ui),
        before_title=_title(old, "old", ui), after_title=_title(new, "new", ui),
    )  # fmt: skip


def _title(act: Act, side: str, ui: Language) -> str:
    """The head of a column."""
    text = edition(act, ui) if act.edition else phrase(f"col.{side}", ui)
    return text[:1].upper() + text[1:]


def _row(entry: Entry, ui: Language, grounds: Mapping[str, str]) -> dict[str, Any]:
    before, after = names(entry.change, ui)
    lines = story(entry.change, ui)
    ground = ground_of(entry.change, grounds)
    return {
        "kind": entry.kind, "name": after or before, "left": _html(entry.left()), "right": _html(entry.right()),
        "missing": phrase("gone", ui), "story": [*lines, ground] if ground else lines,
    }  # fmt: skip


def ground_of(change: Change, grounds: Mapping[str, str]) -> str:
    """What is known of the act that made a change, for the nearest provision above that has a note."""
    if change.kind == "unchanged":
        return ""
    for p in (*change.new, *change.old):
        eid = p.eid
        while True:
            if eid in grounds:
                return grounds[eid]
            if "__" not in eid:
                break
            eid = eid.rpartition("__")[0]
    return ""


def _html(marks: Sequence[Mark]) -> Any:
    from markupsafe import Markup, escape

    out = Markup()
    for text, style in marks:
        tag = _TAGS.get(style)
        out += Markup("<{0}>{1}</{0}>").format(Markup(tag), text) if tag else escape(text)  # noqa: S704 - fixed tags
    return out
