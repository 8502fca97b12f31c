"""Provisions of other acts: looked up in their trees where these are at hand, else spelt by their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lawkit.model import ReferenceKind, ReferenceStatus
from lawkit.reading.references.bases import Base
from lawkit.reading.references.tree import PREFIX, Place, Tree

Levels = Sequence[tuple[str, str, str]]  # level, number, how it is determined


@dataclass(slots=True)
class Draft:
    """A reference before it has its place in the text."""

    kind: ReferenceKind
    status: ReferenceStatus
    eid: str
    reason: str = ""
    act_id: str = ""


def elsewhere(levels: Levels, base: Base, tree: Tree | None, kind: ReferenceKind, *, loose: bool) -> Draft:
    """What a provision of another act is: found, excluded, missing, or known by its numbers only.

    `loose`: joined with a larger unit that may or may not hold it. A law's points stand in articles: one that is cited
    without its article leads to the law only.
    """
    path = _as_points([(level, number) for level, number, _ in levels])
    if path[0][0] in _IN_ARTICLES and base.act_id[:1] in "ZK" and (loose or not _bare_points(tree)):
        return Draft(
            kind, "dead" if base.repealed else "act_only", "", "which article is meant is not told", base.act_id
        )
    if any(not number for _, number in path):
        return Draft(kind, "act_only", "", "the provision has no number", base.act_id)
    if tree is None or base.derived:
        eid = "" if base.approved else eid_of(path)
        return Draft(
            kind,
            "dead" if base.repealed else "act_only",
            eid,
            "act repealed" if base.repealed else "the act's text is not at hand",
            base.act_id,
        )
    place = _in_document(tree, base, path)
    if tree.translated and place.outcome in ("excluded", "missing") and not base.repealed:
        return Draft(
            kind,
            "act_only",
            eid_of(path),
            f"{place.reason} in the text at hand, which is in another language",
            base.act_id,
        )
    if place.outcome == "found":
        return Draft(
            kind,
            "dead" if base.repealed else "resolved",
            place.eid,
            "act repealed" if base.repealed else "",
            base.act_id,
        )
    if place.outcome in ("excluded", "missing"):
        eid = eid_of(tree.spelt("", path)) if place.outcome == "missing" else place.eid
        return Draft(kind, "dead", eid, place.reason, base.act_id)
    return Draft(kind, "act_only", place.eid, place.reason, base.act_id)


_IN_ARTICLES = ("indent", "alinea", "subparagraph", "paragraph")


def _bare_points(tree: Tree | None) -> bool:
    """Whether an act at hand has points that stand in no article."""
    return tree is not None and any(eid.startswith("para_") for eid in tree.by_eid)


def _in_document(tree: Tree, base: Base, path: list[tuple[str, str]]) -> Place:
    """The place in another act; what an order approves is searched when it is the one annex."""
    if base.approved:
        annexes = [e for e in tree.by_eid if re.fullmatch(r"annex_\d+(?:-\d+)?", e)]
        if len(annexes) == 1:
            return tree.walk(annexes[0], path)
        return Place("", "unsure", "which of the approved documents is not told")
    return tree.walk("", path)


def _as_points(path: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """«пункт 3 части первой статьи 35» of codes of procedure is subpoint 3 of point 1 of the article."""
    names = [level for level, _ in path]
    if names[:2] == ["article", "alinea"] and names[2:3] in (["paragraph"], ["subparagraph"]):
        return [path[0], ("paragraph", path[1][1]), ("subparagraph", path[2][1]), *path[3:]]
    return path


def eid_of(path: list[tuple[str, str]]) -> str:
    """The provision id that a path spells, for texts that are not at hand."""
    parts = [f"{PREFIX[level]}_{number}" for level, number in path]
    return "__".join(p for n, p in enumerate(parts) if n == 0 or p not in ("al_1", "indent_1"))


def join(root: str, eid: str) -> str:
    """An eid below a root; either may be empty."""
    return f"{root}__{eid}" if root and eid else root or eid
