"""Changes made ready for people: names, both texts with the words that differ marked, parts under what they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lawkit.editions.change import Change, ChangeKind, words_of
from lawkit.editions.phrases import named, phrase
from lawkit.model import Language, Provision

Mark = tuple[str, str]  # text, style: «», «gone», «new», «moved»


@dataclass
class Entry:
    """One row for people: a change and what was added or excluded together with it, from `below`."""

    change: Change
    below: list[Change] = field(default_factory=list)

    def left(self) -> list[Mark]:
        """The old text."""
        return _side(self, "old")

    def right(self) -> list[Mark]:
        """The new text."""
        return _side(self, "new")

    @property
    def kind(self) -> str:
        """The kind, or «minor» for a closing mark or letter case."""
        return "minor" if self.change.minor and self.change.kind == "unchanged" else self.change.kind


def entries(changes: Iterable[Change], wanted: Callable[[Change], bool] | None = None) -> list[Entry]:
    """Rows for people: what was added with an added article, or went with an excluded one, stands in one row."""
    out: list[Entry] = []
    heads: dict[tuple[ChangeKind, str], Entry] = {}
    for change in changes:
        if wanted is not None and not wanted(change):
            continue
        side = _only(change)
        if side is not None:
            head = heads.get((change.kind, side.parent))
            if head is not None:
                head.below.append(change)
                heads[change.kind, side.eid] = head
                continue
        entry = Entry(change)
        out.append(entry)
        if side is not None:
            heads[change.kind, side.eid] = entry
    return out


def for_people(changes: Sequence[Change], *, everything: bool = False) -> tuple[list[Change], int]:
    """The changes worth a reader's time, and how many differ in marks or case alone; those are kept with `everything`."""
    if everything:
        return list(changes), 0
    kept = [c for c in changes if not (c.minor and c.kind == "unchanged")]
    return kept, len(changes) - len(kept)


def _only(change: Change) -> Provision | None:
    """The provision of a change that stands on one side alone."""
    if change.kind == "added" and not change.old:
        return change.new[0]
    if change.kind == "excluded" and not change.new:
        return change.old[0]
    return None


def _side(entry: Entry, side: str) -> list[Mark]:
    change = entry.change
    provisions: Sequence[Provision] = getattr(change, side)
    if not provisions:
        return []
    style = "gone" if side == "old" else "new"
    one_sided = not change.old or not change.new or change.kind in ("added", "excluded")
    lines: list[list[Mark]]
    if one_sided:
        rows = [p for c in (change, *entry.below) for p in getattr(c, side)]
        lines = [[(" ".join(t for t in (p.num, words_of(p)) if t), style if words_of(p) else "")] for p in rows]
    elif change.kind in ("split", "merged"):
        lines = [_marks(change.comparison, side)]
        lines[0].insert(0, (", ".join(p.num for p in provisions if p.num) + " ", ""))
    else:
        number = [(provisions[0].num, style if change.renumbered else ""), (" ", "")] if provisions[0].num else []
        text = getattr(change, "before" if side == "old" else "after")
        lines = [[*number, *(_marks(change.comparison, side) if change.reworded else [(text, "")])]]
    marks: list[Mark] = []
    for line in lines:
        marks += [("\n", ""), *line] if marks else line
    return [m for m in marks if m[0]]


def _marks(comparison: Any, side: str) -> list[Mark]:
    """One side of a comparison cut into stretches, spaces kept."""
    text: str = comparison.a if side == "old" else comparison.b
    out: list[Mark] = []
    at = 0
    for c in comparison.changes:
        span = c.span_a if side == "old" else c.span_b
        if span.start >= span.end:
            continue
        style = {"equal": "", "moved": "moved"}.get(c.kind, "gone" if side == "old" else "new")
        same = out and out[-1][1] == style
        out.append((text[at : span.start], style if same else ""))
        out.append((span.of(text), style))
        at = span.end
    out.append((text[at:], ""))
    return [m for m in out if m[0]]


def names(change: Change, ui: Language) -> tuple[str, str]:
    """What the provisions were called and are called."""
    return (
        ", ".join(named(p.eid, ui) for p in change.old),
        ", ".join(named(p.eid, ui) for p in change.new),
    )


def story(change: Change, ui: Language) -> list[str]:
    """What happened, in short lines: kinds, former name, former and new place."""
    minor = change.minor and change.kind == "unchanged"
    lines = [", ".join(phrase(f"kind.{k}", ui) for k in (("minor",) if minor else change.kinds))]
    if not change.old or not change.new or change.kind in ("split", "merged", "excluded"):
        return lines
    old, new = change.old[0], change.new[0]
    before, after = names(change, ui)
    if change.moved:
        if old.parent != new.parent:
            lines += [
                phrase("from", ui, place=named(old.parent, ui)),
                phrase("to", ui, place=named(new.parent, ui)),
            ]
        elif not change.renumbered:
            lines.append(phrase("order", ui))
    if before != after:
        lines.append(phrase("was", ui, label=before))
    return lines
