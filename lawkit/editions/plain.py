"""Changes as rows of a list and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lawkit.editions.change import Change
from lawkit.editions.entries import Mark, entries, for_people, names, story
from lawkit.editions.page import ground_of
from lawkit.editions.phrases import edition, phrase, title_of
from lawkit.model import Act, Language

_OPENING = ("«", '"', "(", "–")
_SIGNS = {"gone": ("~~", "~~"), "new": ("**", "**"), "moved": ("*", "*")}


def row(old: Act, new: Act, change: Change, ui: Language) -> dict[str, Any]:
    """A change as a row of a list; addresses name the editions."""
    before, after = names(change, ui)
    differing = change.comparison.differing() if change.reworded else []
    return {
        "kind": change.kind, "kinds": list(change.kinds), "old": [str(old.at(p.eid)) for p in change.old],
        "new": [str(new.at(p.eid)) for p in change.new], "was": before, "is": after, "moved": change.moved,
        "renumbered": change.renumbered, "reworded": change.reworded, "minor": change.minor,
        "similarity": round(change.similarity, 4), "words": [{"gone": a, "come": b} for a, b in differing],
        "before": change.before, "after": change.after,
    }  # fmt: skip


def markdown(
    old: Act, new: Act, changes: Sequence[Change], ui: Language, grounds: Mapping[str, str] | None = None,
    *, everything: bool = False,
) -> Iterator[str]:  # fmt: skip
    """Lines of Markdown: a heading a provision, what went struck through, what came in bold."""
    shown, left = for_people(changes, everything=everything)
    yield f"# {title_of(old, new)}"
    yield ""
    yield f"{phrase('title', ui)}: {edition(old, ui)} → {edition(new, ui)}"
    if not changes:
        yield ""
        yield phrase("same", ui)
    for entry in entries(shown):
        before, after = names(entry.change, ui)
        lines = story(entry.change, ui)
        ground = ground_of(entry.change, grounds or {})
        yield ""
        yield f"## {after or before}"
        yield ""
        yield "; ".join([*lines, ground] if ground else lines)
        if entry.change.reworded or not entry.change.old or not entry.change.new or entry.kind != "unchanged":
            yield ""
            yield from (f"> {line}" for line in joined(entry.left(), entry.right(), _sign).split("\n"))
    if left:
        yield ""
        yield phrase("left_out", ui, count=left)


def joined(left: Sequence[Mark], right: Sequence[Mark], show: Any) -> str:
    """Both sides as one text: equal stretches once, in the order of the new text; `show(text, style)` marks them."""
    out: list[str] = []
    at, last, gone = 0, " ", False
    for text, style in (*right, ("", "")):
        while at < len(left) and left[at][1]:
            out.append(_gap(last, left[at][0], show) + show(*left[at]))
            last, gone = left[at][0][-1:] or last, True
            at += 1
        if not style:
            at += at < len(left)
        if text:
            out.append((_gap(last, text, show) if gone else "") + show(text, style))
            last, gone = text[-1], False
    return "".join(out)


def _gap(before: str, text: str, show: Any) -> str:
    """A space between words that stood on two sides."""
    return str(show(" ", "")) if not before.isspace() and (text[:1].isalnum() or text[:1] in _OPENING) else ""


def _sign(text: str, style: str) -> str:
    """A stretch in Markdown; signs stand at the words, not at the spaces around them."""
    signs = _SIGNS.get(style)
    core = text.strip()
    if not signs or not core:
        return text.replace("*", "\\*").replace("~", "\\~").replace("<", "&lt;")
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    safe = core.replace("*", "\\*").replace("~", "\\~").replace("<", "&lt;").replace("\n", f"{signs[1]}\n{signs[0]}")
    return f"{lead}{signs[0]}{safe}{signs[1]}{tail}"
