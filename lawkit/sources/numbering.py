"""Word's automatic numbers, computed: numbering.xml and the styles tell the form, the counters run through the text.

Source: ECMA-376 part 1, 17.9 (numbering). Lists that share an abstract definition share their counters; a level
restarts after a higher one was used, unless `lvlRestart` says otherwise; `startOverride` restarts once a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from lawkit.sources.package import Package, W, switched_on, value

_PLACE = re.compile(r"%([1-9])")
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_MAX_REPEAT = 30  # letters repeat («яя»); a broken file must not make a number of a megabyte


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    text: str = ""  # «Статья %1.»
    gap: str = " "
    restart: int = -1  # -1: after any higher level; 0: never; n: after level n (1-based)
    legal: bool = False  # all numbers decimal
    style: str = ""


@dataclass(slots=True)
class List:
    """A numbered list as paragraphs name it: its abstract definition and what it overrides."""

    abstract: str
    levels: dict[int, Level]
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, with running counters."""

    def __init__(self, package: Package, folder: str) -> None:
        self._lists: dict[str, List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._overridden: set[tuple[str, int]] = set()
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}  # abstract → style that holds its levels
        self._style_lists: dict[str, str] = {}  # style → abstract, `styleLink`
        root = package.xml(f"{folder}numbering.xml")
        if root is not None:
            self._load(root)

    def _load(self, root: Any) -> None:
        for node in root.iterfind(f"{W}abstractNum"):
            identifier = node.get(f"{W}abstractNumId", "")
            self._abstract[identifier] = {_int(n.get(f"{W}ilvl"), 0): _level(n) for n in node.iterfind(f"{W}lvl")}
            if link := value(node, "w:numStyleLink"):
                self._links[identifier] = link
            if link := value(node, "w:styleLink"):
                self._style_lists[link] = identifier
        for node in root.iterfind(f"{W}num"):
            abstract = value(node, "w:abstractNumId") or ""
            abstract = self._style_lists.get(self._links.get(abstract, ""), abstract)
            made = List(abstract, dict(self._abstract.get(abstract, {})))
            for override in node.iterfind(f"{W}lvlOverride"):
                depth = _int(override.get(f"{W}ilvl"), 0)
                inner = override.find(f"{W}lvl")
                if inner is not None:
                    made.levels[depth] = _level(inner)
                start = value(override, "w:startOverride")
                if start is not None:
                    made.overrides[depth] = _int(start, 1)
            self._lists[node.get(f"{W}numId", "")] = made

    def depth_of_style(self, list_id: str, style: str) -> int:
        """The level that a list ties to a paragraph style; the first one otherwise."""
        found = self._lists.get(list_id)
        if found is None:
            return 0
        return next((depth for depth, level in sorted(found.levels.items()) if level.style == style), 0)

    def next(self, list_id: str, depth: int) -> str:
        """Count one paragraph and return its number as printed, with the gap after it; empty for bullets."""
        found = self._lists.get(list_id)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return ""
        counters = self._counters.setdefault(found.abstract, {})
        if depth in found.overrides and (list_id, depth) not in self._overridden:
            self._overridden.add((list_id, depth))
            counters[depth] = found.overrides[depth]
        else:
            counters[depth] = counters.get(depth, level.start - 1) + 1
        for higher in range(depth):
            counters.setdefault(higher, found.levels.get(higher, Level()).start)
        for lower in [key for key in counters if key > depth]:
            restart = found.levels.get(lower, Level()).restart
            if restart == -1 or (restart > 0 and depth < restart):
                del counters[lower]
        return _printed(level, found.levels, counters)


def _printed(level: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
    """The number of a level: its text with every %n filled in."""
    if level.form in ("bullet", "none") and not _PLACE.search(level.text):
        return ""

    def fill(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        own = levels.get(depth, Level())
        return number(counters.get(depth, own.start), "decimal" if level.legal else own.form)

    text = _PLACE.sub(fill, level.text)
    return text + level.gap if text.strip() else ""


def _level(node: Any) -> Level:
    """A level from its element."""
    gap = value(node, "w:suff")
    restart = value(node, "w:lvlRestart")
    return Level(
        start=_int(value(node, "w:start"), 1),
        form=value(node, "w:numFmt") or "decimal",
        text=value(node, "w:lvlText") or "",
        gap="" if gap == "nothing" else " ",
        restart=-1 if restart is None else _int(restart, -1),
        legal=bool(switched_on(node, "w:isLgl")),
        style=value(node, "w:pStyle") or "",
    )


def _int(text: str | None, default: int) -> int:
    """A whole number of a broken or missing attribute; bounded."""
    try:
        return max(-1, min(int(text or ""), 10**6))
    except ValueError:
        return default


def number(n: int, form: str) -> str:
    """A number in a form of Word («decimal», «upperRoman», «russianLower», …); unknown forms are decimal."""
    if form == "none":
        return ""
    made = _FORMS.get(form)
    return made(n) if made and n > 0 else str(n)


def _letters(alphabet: str) -> Callable[[int], str]:
    """Letters, doubled after the last one: я, аа, бб."""

    def made(n: int) -> str:
        times, place = divmod(n - 1, len(alphabet))
        return alphabet[place] * min(times + 1, _MAX_REPEAT)

    return made


def _roman(n: int) -> str:
    """A Roman number up to 3999."""
    if n > 3999:
        return str(n)
    out = ""
    for amount, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        times, n = divmod(n, amount)
        out += sign * times
    return out


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": _letters("abcdefghijklmnopqrstuvwxyz"),
    "russianLower": _letters(_RUSSIAN),
    "russianUpper": _letters(_RUSSIAN.upper()),
}


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph or character style says, with what it inherits."""

    name: str = ""
    list_id: str = ""
    depth: int | None = None
    outline: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    right: bool | None = None
    based_on: str = ""


def styles(package: Package, folder: str) -> dict[str, Style]:
    """All styles by id, inheritance resolved; a circle of styles ends where it closes."""
    root = package.xml(f"{folder}styles.xml")
    if root is None:
        return {}
    own = {node.get(f"{W}styleId", ""): _style(node) for node in root.iterfind(f"{W}style")}
    return {identifier: _inherited(identifier, own) for identifier in own}


def default_style(package: Package, folder: str) -> str:
    """The style of paragraphs that name none."""
    root = package.xml(f"{folder}styles.xml")
    if root is None:
        return ""
    found = (
        n.get(f"{W}styleId", "") for n in root.iterfind(f"{W}style")
        if n.get(f"{W}type") == "paragraph" and n.get(f"{W}default") in ("1", "true")
    )  # fmt: skip
    return next(found, "")


def _style(node: Any) -> Style:
    """A style from its element, without inheritance."""
    depth, outline, align = (value(node, f"w:pPr/{path}") for path in ("w:numPr/w:ilvl", "w:outlineLvl", "w:jc"))
    return Style(
        (value(node, "w:name") or "").lower(),
        value(node, "w:pPr/w:numPr/w:numId") or "",
        None if depth is None else _int(depth, 0),
        None if outline is None else _int(outline, 9),
        switched_on(node, "w:rPr/w:b"),
        switched_on(node, "w:rPr/w:vanish"),
        None if align is None else align in ("right", "end"),
        value(node, "w:basedOn") or "",
    )


def _inherited(identifier: str, own: dict[str, Style]) -> Style:
    """A style with what its ancestors say where it is silent."""
    style, seen = own[identifier], {identifier}
    while style.based_on and style.based_on in own and style.based_on not in seen:
        seen.add(style.based_on)
        above = own[style.based_on]
        style = replace(
            style,
            list_id=style.list_id or above.list_id,
            depth=above.depth if style.depth is None else style.depth,
            outline=above.outline if style.outline is None else style.outline,
            bold=above.bold if style.bold is None else style.bold,
            hidden=above.hidden if style.hidden is None else style.hidden,
            right=above.right if style.right is None else style.right,
            based_on=above.based_on,
        )
    return style
