"""The comparison of two editions as a Word document: the comparative table that drafters hand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lawkit.editions.change import Change
from lawkit.editions.entries import Mark, entries, for_people, names, story
from lawkit.editions.page import ground_of
from lawkit.editions.phrases import edition, named, phrase, title_of
from lawkit.model import Act, Language
from lawkit.report.exports import placed
from lawkit.report.wordml import Run, add_heading, add_table, new_document, save

_WIDTHS = (700, 2300, 4700, 4700, 2600)


def write_docx(
    old: Act, new: Act, changes: Sequence[Change], path: str | Path, ui: Language,
    grounds: Mapping[str, str] | None = None, *, everything: bool = False,
) -> Path:  # fmt: skip
    """Write the comparative table; raises ReportError when the file cannot be written."""
    shown, left = for_people(changes, everything=everything)
    document = new_document(landscape=True)
    add_heading(document, phrase("title", ui), title_of(old, new), f"{edition(old, ui)} → {edition(new, ui)}")
    titles = [phrase(f"col.{k}", ui) for k in ("number", "element", "old", "new", "change")]
    for place, act in ((2, old), (3, new)):
        if act.edition:
            titles[place] = edition(act, ui)[:1].upper() + edition(act, ui)[1:]
    rows = list(_rows(old, new, shown, ui, grounds or {}))
    if left:
        add_heading(document, phrase("left_out", ui, count=left))
    elif not rows:
        add_heading(document, phrase("same", ui))
    if rows:
        add_table(document, titles, _WIDTHS, rows)
    with placed(Path(path)) as draft:
        save(document, draft)
    return Path(path)


def _rows(
    old: Act, new: Act, changes: Sequence[Change], ui: Language, grounds: Mapping[str, str]
) -> Iterator[list[list[Run]]]:
    """A heading for every article or chapter in which something changed, a row a change."""
    headings = {act is new: {p.eid: p for p in act.provisions} for act in (old, new)}
    last = ""
    for number, entry in enumerate(entries(changes), 1):
        change = entry.change
        p = (change.new or change.old)[0]
        above = _over(p.eid)
        if above != last:
            last = above
            over = headings[bool(change.new)].get(above)
            if over is not None and above != p.eid:
                name = named(above, ui)
                yield [[(f"{name[:1].upper()}{name[1:]}. {over.heading}".rstrip(". ") + ".", "bold")]]
        before, after = names(change, ui)
        why: list[Run] = [("\n".join(story(change, ui)), "")]
        ground = ground_of(change, grounds)
        if ground:
            why.append((f"\n{ground}", "note"))
        yield [
            [(str(number), "")],
            [(after or before, "")],
            _runs(entry.left()) or [(phrase("absent", ui), "note")],
            _runs(entry.right()) or [(phrase("gone", ui), "note")],
            why,
        ]


def _over(eid: str) -> str:
    """The article or chapter a provision belongs to."""
    first, _, rest = eid.partition("__")
    return f"{first}__{rest.partition('__')[0]}" if first.startswith("annex") and rest else first


def _runs(marks: Sequence[Mark]) -> list[Run]:
    return [(text, style if style in ("gone", "new") else "bold" if style == "moved" else "") for text, style in marks]
