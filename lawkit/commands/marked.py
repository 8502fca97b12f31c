"""Changes for a reader of a terminal: colours there, signs elsewhere; of long texts the words around what differs."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawkit.editions import Change
    from lawkit.editions.entries import Mark
    from lawkit.model import Act, Language

_AROUND = 60  # characters kept on either side of what differs
_STYLES = {"gone": "red strike", "new": "green", "moved": "blue"}
_SIGNS = {"gone": ("[-", "-]"), "new": ("{+", "+}"), "moved": ("{>", "<}")}


def show_changes(
    old: Act, new: Act, changes: Sequence[Change], ui: Language, grounds: Mapping[str, str], *, everything: bool = False
) -> None:  # fmt: skip
    """Print a comparison: the editions, the numbers, then each change with its words."""
    from lawkit.commands.output import clean
    from lawkit.editions.entries import entries, for_people, names, story
    from lawkit.editions.page import ground_of
    from lawkit.editions.phrases import edition, phrase, title_of

    shown, left = for_people(changes, everything=everything)
    rows = entries(shown)
    counts = Counter(entry.kind for entry in rows)
    line = ", ".join(f"{phrase(f'kind.{kind}', ui)} {n}" for kind, n in counts.most_common())
    _print([(clean(title_of(old, new)), "bold")])
    _print([(f"{edition(old, ui)} → {edition(new, ui)}", "")])
    _print([(line or (phrase("same", ui) if not left else ""), "dim")])
    for entry in rows:
        before, after = names(entry.change, ui)
        lines = story(entry.change, ui)
        ground = ground_of(entry.change, grounds)
        _print([])
        _print([(after or before, "bold"), ("  ", ""), ("; ".join([*lines, ground] if ground else lines), "dim")])
        change = entry.change
        if change.reworded or not change.old or not change.new or entry.kind in ("added", "excluded"):
            _print([("  ", ""), *_short(_joined(entry.left(), entry.right()))])
    if left:
        _print([])
        _print([(phrase("left_out", ui, count=left), "dim")])


def _joined(left: Sequence[Mark], right: Sequence[Mark]) -> list[Mark]:
    from lawkit.editions.plain import joined

    marks: list[Mark] = []

    def keep(text: str, style: str) -> str:
        marks.append((text, style))
        return ""

    joined(left, right, keep)
    return marks


def _short(marks: Sequence[Mark]) -> list[Mark]:
    """Equal stretches cut in the middle, one line."""
    from lawkit.commands.output import clean

    out: list[Mark] = []
    for n, (text, style) in enumerate(marks):
        lead, tail = text[:1].isspace(), text[-1:].isspace()
        flat = f"{' ' * lead}{clean(text)}{' ' * tail}" if text.strip() else " "
        if not style and len(flat) > 2 * _AROUND + 20:
            head = "" if n == 0 else flat[:_AROUND].rsplit(" ", 1)[0] + " "
            end = "" if n == len(marks) - 1 else " " + flat[-_AROUND:].partition(" ")[2]
            flat = f"{head}…{end}"
        out.append((flat, style))
    return out


def _print(marks: Sequence[Mark]) -> None:
    """One line: with colours on a terminal, with signs elsewhere."""
    if not sys.stdout.isatty():
        signed = (
            f"{_SIGNS[style][0]}{text.strip()}{_SIGNS[style][1]}{' ' * text[-1:].isspace()}"
            if style in _SIGNS
            else text
            for text, style in marks
        )
        print("".join(signed).rstrip())
        return
    from rich.console import Console
    from rich.text import Text

    line = Text()
    for text, style in marks:
        line.append(text, _STYLES.get(style, style))
    Console(highlight=False).print(line)
