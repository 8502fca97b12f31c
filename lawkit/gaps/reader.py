"""Reads a checklist file strictly: every mistake is listed with its line, none is passed over."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from lawkit.errors import RulesError
from lawkit.gaps.checklist import Checklist, Item, Part, Texts
from lawkit.gaps.marks import Node, Problems, compose, line, members, one_of, pairs, scalar, whole
from lawkit.gaps.rule_reader import RuleReader, concepts_of, shared_words
from lawkit.resources import resource

_TOP = {"checklist", "title", "source", "scored", "words", "groups", "include", "in", "items"}
_ITEM = {
    "id", "group", "requirement", "why", "source", "kind", "severity", "parts", "partly", "contradicted", "need", "points",
    "look", "in",
}  # fmt: skip
_ITEM_MUST = ("id", "group", "requirement", "why", "source", "parts")
_PART = {"id", "name", "core", "any"}


class _Reader(RuleReader):
    scope: Node | None = None  # the checklist's own `in`, for items that have none

    def part(self, node: Node, item: str, scope: Node | None, seen: dict[str, int]) -> Part | None:
        found = self.keys(node, f"part of {item}", _PART, ("id", "name", "any"))
        if not {"id", "name", "any"} <= set(found):
            return None
        part_id = self.identifier(found["id"], f"{item}: part id", seen)
        nodes = members(found["any"], f"{item}/{part_id}, any(s)", self.problems)
        rules = [self.rule(n, f"{item}/{part_id}/{i}", scope) for i, n in enumerate(nodes, 1)]
        core = "core" in found and self.flag(found["core"], f"{item}/{part_id}, core")
        return Part(part_id, self.texts(found["name"], f"{item}/{part_id}, name"), tuple(r for r in rules if r), core)

    def item(self, node: Node, groups: dict[str, Texts], seen: dict[str, int]) -> Item | None:
        found = self.keys(node, "item", _ITEM, _ITEM_MUST)
        if "id" not in found or "parts" not in found:
            return None
        item_id = self.identifier(found["id"], "item id", seen)
        group = scalar(found["group"], f"{item_id}, group", self.problems) if "group" in found else ""
        if group and group not in groups:
            self.problems.add(line(found["group"]), f"{item_id}: there is no group «{group}»")
        scope = found.get("in", self.scope)
        part_ids: dict[str, int] = {}
        parts = [
            self.part(n, item_id, scope, part_ids) for n in members(found["parts"], f"{item_id}, parts", self.problems)
        ]
        half = self.rules(found, "partly", item_id, scope)
        against = self.rules(found, "contradicted", item_id, scope)
        need = whole(found["need"], f"{item_id}, need", self.problems) if "need" in found else 0
        if need > len(parts):
            self.problems.add(line(found["need"]), f"{item_id}: need {need} is more than its {len(parts)} parts")
        return Item(
            item_id,
            group,
            self.texts(found["requirement"], f"{item_id}, requirement") if "requirement" in found else {},
            self.texts(found["why"], f"{item_id}, why") if "why" in found else {},
            scalar(found["source"], f"{item_id}, source", self.problems) if "source" in found else "",
            one_of(found["kind"], f"{item_id}, kind", ("text", "practice"), self.problems)
            if "kind" in found
            else "text",  # type: ignore[arg-type]
            one_of(found["severity"], f"{item_id}, severity", ("medium", "high", "low"), self.problems)  # type: ignore[arg-type]
            if "severity" in found
            else "medium",
            tuple(p for p in parts if p),
            half,
            against,
            need,
            whole(found["points"], f"{item_id}, points", self.problems) if "points" in found else 0,
            tuple(
                scalar(n, f"{item_id}, look", self.problems)
                for n in (members(found["look"], f"{item_id}, look(s)", self.problems) if "look" in found else [])
            ),
            line(node),
        )


def _find(path_or_name: str | Path) -> Path:
    path = Path(path_or_name)
    if path.suffix in {".yaml", ".yml"} or path.exists():
        return path
    try:
        return resource("rules", "checklists", f"{path_or_name}.yaml")
    except RulesError:
        from lawkit.gaps.checklist import checklists

        raise RulesError(f"there is no checklist «{path_or_name}»", f"there are: {', '.join(checklists())}") from None


def _borrowed(node: Node, groups: dict[str, Texts], seen: dict[str, int], problems: Problems) -> list[Item]:
    """Items taken over from other checklists: `include: {governance: [GV-01, GV-02]}`; their group is the other's name."""
    found: list[Item] = []
    for name, key, value in pairs(node, "include", problems):
        wanted = [
            (scalar(n, f"include, {name}", problems), line(n)) for n in members(value, f"include, {name}", problems)
        ]
        try:
            other = read_checklist(name)
        except RulesError as reason:
            problems.add(line(key), f"include, {name}: {reason.problem}")
            continue
        groups.setdefault(name, other.title)
        known = {i.id: i for i in other.items}
        for item_id, at in wanted:
            if item_id not in known:
                problems.add(at, f"include: checklist «{name}» has no item «{item_id}»")
            elif item_id in seen:
                problems.add(at, f"include: item id «{item_id}» is already used on line {seen[item_id]}")
            else:
                seen[item_id] = at
                found.append(replace(known[item_id], group=name))
    return found


def read_checklist(path_or_name: str | Path) -> Checklist:
    """See `lawkit.gaps.load_checklist`."""
    path = _find(path_or_name)
    problems = Problems(path.name)
    node = compose(path, problems)
    problems.raise_if_any()
    words, words_digest = shared_words()
    reader = _Reader(problems, {name: dict(texts) for name, texts in words.items()})
    top = reader.keys(node, "checklist", _TOP, ("checklist", "title", "source", "groups", "items"))
    if "words" in top:
        concepts_of(top["words"], reader, "words")
    reader.scope = top.get("in")
    groups: dict[str, Texts] = {}
    for name, _, value in pairs(top["groups"], "groups", problems) if "groups" in top else ():
        groups[name] = reader.texts(value, f"group {name}")
    seen: dict[str, int] = {}
    borrowed = _borrowed(top["include"], groups, seen, problems) if "include" in top else []
    items = [reader.item(n, groups, seen) for n in members(top["items"], "items", problems)] if "items" in top else []
    checklist = Checklist(
        scalar(top["checklist"], "checklist", problems) if "checklist" in top else "",
        reader.texts(top["title"], "title") if "title" in top else {},
        scalar(top["source"], "source", problems) if "source" in top else "",
        groups,
        (*(i for i in items if i), *borrowed),
        "scored" in top and reader.flag(top["scored"], "scored"),
        hashlib.sha256(path.read_bytes() + words_digest.encode()).hexdigest()[:16],
    )
    problems.raise_if_any()
    return checklist
