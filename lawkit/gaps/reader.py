"""Reads a checklist file strictly: every mistake is listed with its line, none is passed over."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from lawkit.errors import RulesError
from lawkit.gaps.checklist import Checklist, Item, Part, Period, Rule, Texts
from lawkit.gaps.marks import Node, Problems, compose, line, members, one_of, pairs, scalar, whole
from lawkit.gaps.patterns import NEAR, BadPattern, Concepts, Group, parse_all, parse_group
from lawkit.model import LANGUAGES, Language, Modality
from lawkit.resources import resource

_TOP = {"checklist", "title", "source", "scored", "words", "groups", "include", "in", "items"}
_ITEM = {
    "id", "group", "requirement", "why", "source", "kind", "severity", "parts", "partly", "contradicted", "need", "points",
    "look", "in",
}  # fmt: skip
_ITEM_MUST = ("id", "group", "requirement", "why", "source", "parts")
_PART = {"id", "name", "core", "any"}
_RULE = {"all", *LANGUAGES, "on", "in", "norm", "within", "beyond", "deadline", "cites", "near", "weak", "under"}
_PERIOD = re.compile(r"^(?P<n>\d{1,4}) (?P<working>working )?(?P<unit>hour|day|week|month|year)s?$")
_ID = re.compile(r"^[A-Za-z][A-Za-z0-9-]{0,39}$")


class _Reader:
    def __init__(self, problems: Problems, concepts: dict[str, dict[Language, str]]) -> None:
        self.problems = problems
        self.concepts = concepts
        self.scope: Node | None = None  # the checklist's own `in`, for items that have none

    def texts(self, node: Node, what: str) -> Texts:
        found: Texts = {}
        for name, key, value in pairs(node, what, self.problems):
            if name not in LANGUAGES:
                self.problems.add(line(key), f"{what}: unknown language «{name}» (rus, kaz, eng)")
            elif text := scalar(value, f"{what}, {name}", self.problems).strip():
                found[name] = " ".join(text.split())
        if missing := [language for language in LANGUAGES if language not in found]:
            self.problems.add(line(node), f"{what}: missing language {', '.join(missing)}")
        return found

    def keys(self, node: Node, what: str, allowed: set[str], must: tuple[str, ...] = ()) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for name, key, value in pairs(node, what, self.problems):
            if name in allowed:
                found[name] = value
            else:
                self.problems.add(line(key), f"{what}: unknown key «{name}» (known: {', '.join(sorted(allowed))})")
        for name in must:
            if name not in found:
                self.problems.add(line(node), f"{what}: «{name}» is missing")
        return found

    def identifier(self, node: Node, what: str, seen: dict[str, int]) -> str:
        value = scalar(node, what, self.problems)
        if not _ID.match(value):
            self.problems.add(line(node), f"{what} «{value}»: use Latin letters, digits and -, at most 40")
        if value in seen:
            self.problems.add(line(node), f"{what} «{value}» is already used on line {seen[value]}")
        seen.setdefault(value, line(node))
        return value

    def rule(self, node: Node, key: str, scope: Node | None) -> Rule | None:
        import yaml

        if isinstance(node, yaml.ScalarNode):
            patterns = self._patterns(node, node.value, key)
            return Rule(key, patterns, scope=self._group(scope, key) if scope else None, line=line(node))
        found = self.keys(node, f"rule {key}", _RULE)
        texts: Any
        if "all" in found and set(found) & set(LANGUAGES):
            self.problems.add(line(node), f"rule {key}: give «all» or languages, not both")
        if "all" in found:
            texts = scalar(found["all"], f"rule {key}, all", self.problems)
        else:
            texts = {
                name: scalar(found[name], f"rule {key}, {name}", self.problems) for name in LANGUAGES if name in found
            }
            if missing := [name for name in ("rus", "kaz") if name not in texts]:
                self.problems.add(line(node), f"rule {key}: missing language {', '.join(missing)}")
        own = found.get("in", scope)
        norms = [
            one_of(n, f"rule {key}, norm", get_args(Modality), self.problems)
            for n in (members(found["norm"], f"rule {key}, norm(s)", self.problems) if "norm" in found else [])
        ]
        return Rule(
            key,
            self._patterns(node, texts, key),
            where=one_of(found["on"], f"rule {key}, on", ("text", "heading", "title", "term"), self.problems)  # type: ignore[arg-type]
            if "on" in found
            else "text",
            scope=self._group(own, key) if own else None,
            under=self._group(found["under"], key) if "under" in found else None,
            norms=tuple(norms),  # type: ignore[arg-type]
            within=self._period(found.get("within"), key),
            beyond=self._period(found.get("beyond"), key),
            any_deadline=bool(
                "deadline" in found and one_of(found["deadline"], f"rule {key}, deadline", ("any",), self.problems)
            ),
            cites=tuple(
                scalar(n, f"rule {key}, cites", self.problems)
                for n in (members(found["cites"], f"rule {key}, cites(s)", self.problems) if "cites" in found else [])
            ),
            near=whole(found["near"], f"rule {key}, near", self.problems) if "near" in found else NEAR,
            weak="weak" in found and self._flag(found["weak"], f"rule {key}, weak"),
            line=line(node),
        )

    def _flag(self, node: Node, what: str) -> bool:
        return one_of(node, what, ("true", "false"), self.problems) == "true"

    def _patterns(self, node: Node, texts: Any, key: str) -> dict[Language, Any]:
        try:
            return dict(parse_all(texts, self.concepts))
        except BadPattern as reason:
            self.problems.add(line(node), f"rule {key}: bad pattern: {reason}")
            return {}

    def _group(self, node: Node, key: str) -> dict[Language, Group]:
        text = scalar(node, f"rule {key}, in", self.problems)
        try:
            return {language: parse_group(text, self.concepts, language) for language in LANGUAGES}
        except BadPattern as reason:
            self.problems.add(line(node), f"rule {key}, in: bad pattern: {reason}")
            return {}

    def _period(self, node: Node | None, key: str) -> Period | None:
        if node is None:
            return None
        text = scalar(node, f"rule {key}, period", self.problems)
        if not (match := _PERIOD.match(text)):
            self.problems.add(line(node), f"rule {key}: «{text}» is not a period such as «15 working days»")
            return None
        return Period(float(match["n"]), match["unit"], bool(match["working"]))

    def part(self, node: Node, item: str, scope: Node | None, seen: dict[str, int]) -> Part | None:
        found = self.keys(node, f"part of {item}", _PART, ("id", "name", "any"))
        if not {"id", "name", "any"} <= set(found):
            return None
        part_id = self.identifier(found["id"], f"{item}: part id", seen)
        nodes = members(found["any"], f"{item}/{part_id}, any(s)", self.problems)
        rules = [self.rule(n, f"{item}/{part_id}/{i}", scope) for i, n in enumerate(nodes, 1)]
        core = "core" in found and self._flag(found["core"], f"{item}/{part_id}, core")
        return Part(part_id, self.texts(found["name"], f"{item}/{part_id}, name"), tuple(r for r in rules if r), core)

    def rules(self, found: dict[str, Node], name: str, item: str, scope: Node | None) -> tuple[Rule, ...]:
        if name not in found:
            return ()
        nodes = members(found[name], f"{item}, {name}(s)", self.problems)
        made = [self.rule(n, f"{item}/{name}/{i}", scope) for i, n in enumerate(nodes, 1)]
        return tuple(r for r in made if r)

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


def _concepts(node: Node, reader: _Reader, what: str) -> dict[str, dict[Language, str]]:
    found: dict[str, dict[Language, str]] = {}
    for name, key, value in pairs(node, what, reader.problems):
        found[name] = dict(reader.texts(value, f"{what}, {name}"))
        reader.concepts[name] = found[name]
        lines = {k: line(v) for k, _, v in pairs(value, name, Problems(""))}
        for language, text in found[name].items():
            if "&" in text:
                reader.problems.add(
                    lines.get(language, line(key)), f"{what}, {name}: «&» belongs into rules, not into words"
                )
    for name, key, _ in pairs(node, what, Problems("")):
        for language, text in found.get(name, {}).items():
            try:
                parse_group(text, reader.concepts, language, frozenset({name}))
            except BadPattern as reason:
                reader.problems.add(line(key), f"{what}, {name}, {language}: bad pattern: {reason}")
    return found


@lru_cache(maxsize=4)
def _shared(path: Path, _stamp: float) -> tuple[Concepts, str]:
    problems = Problems(path.name)
    reader = _Reader(problems, {})
    node = compose(path, problems)
    if node is not None:
        _concepts(node, reader, "words")
    problems.raise_if_any(kind="word list")
    return reader.concepts, hashlib.sha256(path.read_bytes()).hexdigest()


def shared_words() -> tuple[Concepts, str]:
    """The concepts of rules/checklists/words.yaml and the file's digest; raises RulesError."""
    path = resource("rules", "checklists", "words.yaml")
    return _shared(path, path.stat().st_mtime)


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
        _concepts(top["words"], reader, "words")
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
        "scored" in top and reader._flag(top["scored"], "scored"),  # noqa: SLF001
        hashlib.sha256(path.read_bytes() + words_digest.encode()).hexdigest()[:16],
    )
    problems.raise_if_any()
    return checklist
