"""Reads rules as lawyers write them, for checklists and for matters: every mistake is listed with its line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from lawkit.gaps.checklist import Period, Rule, Texts
from lawkit.gaps.marks import Node, Problems, compose, line, members, one_of, pairs, scalar, whole
from lawkit.gaps.patterns import NEAR, BadPattern, Concepts, Group, Pattern, parse, parse_group
from lawkit.model import LANGUAGES, Language, Modality
from lawkit.resources import resource

_RULE = {
    "all",
    *LANGUAGES,
    "on",
    "in",
    "norm",
    "within",
    "beyond",
    "deadline",
    "cites",
    "near",
    "weak",
    "under",
    "here",
}
_PERIOD = re.compile(r"^(?P<n>\d{1,4}) (?P<working>working )?(?P<unit>hour|day|week|month|year)s?$")
_T = TypeVar("_T")
_ID = re.compile(r"^[A-Za-z][A-Za-z0-9-]{0,39}$")


OFFICIAL: tuple[Language, ...] = ("rus", "kaz")


class RuleReader:
    """Reads rules and the texts around them; what is wrong goes to `problems`.

    `official` are the languages that a rule and a concept must have. Where Russian alone is asked for, a text of
    concepts is read for the languages that all of its concepts have.
    """

    def __init__(
        self,
        problems: Problems,
        concepts: dict[str, dict[Language, str]],
        official: tuple[Language, ...] = OFFICIAL,
    ) -> None:
        self.problems = problems
        self.concepts = concepts
        self.official = official
        self.must: tuple[Language, ...] = LANGUAGES if official == OFFICIAL else official  # languages of a concept

    def texts(self, node: Node, what: str, must: tuple[Language, ...] = LANGUAGES) -> Texts:
        """Texts by language."""
        found: Texts = {}
        for name, key, value in pairs(node, what, self.problems):
            if name not in LANGUAGES:
                self.problems.add(line(key), f"{what}: unknown language «{name}» (rus, kaz, eng)")
            elif text := scalar(value, f"{what}, {name}", self.problems).strip():
                found[name] = " ".join(text.split())
        if missing := [language for language in must if language not in found]:
            self.problems.add(line(node), f"{what}: missing language {', '.join(missing)}")
        return found

    def keys(self, node: Node, what: str, allowed: set[str], must: tuple[str, ...] = ()) -> dict[str, Node]:
        """The known keys of a mapping."""
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
        """An id that is not in use yet."""
        value = scalar(node, what, self.problems)
        if not _ID.match(value):
            self.problems.add(line(node), f"{what} «{value}»: use Latin letters, digits and -, at most 40")
        if value in seen:
            self.problems.add(line(node), f"{what} «{value}» is already used on line {seen[value]}")
        seen.setdefault(value, line(node))
        return value

    def rule(self, node: Node, key: str, scope: Node | None) -> Rule | None:
        """One rule: a line of words, or a mapping that asks more of the provision."""
        import yaml

        if isinstance(node, yaml.ScalarNode):
            patterns = self._patterns(node, node.value, key)
            return Rule(key, patterns, scope=self._group(scope, key) if scope else None, line=line(node))
        found = self.keys(node, f"rule {key}", _RULE)
        own = found.get("in", scope)
        norms = self._several(found, "norm", key)
        for value, at in norms:
            if value not in get_args(Modality):
                self.problems.add(at, f"rule {key}, norm «{value}» is none of: {', '.join(get_args(Modality))}")
        where: Any = self._choice(found, "on", key, ("text", "heading", "title", "term")) or "text"
        return Rule(
            key,
            self._patterns(node, self._words(node, found, key), key),
            where=where,
            scope=self._group(own, key) if own else None,
            under=self._group(found["under"], key) if "under" in found else None,
            norms=tuple(value for value, _ in norms),  # type: ignore[misc]
            within=self._period(found.get("within"), key),
            beyond=self._period(found.get("beyond"), key),
            any_deadline=bool(self._choice(found, "deadline", key, ("any",))),
            cites=tuple(value for value, _ in self._several(found, "cites", key)),
            near=whole(found["near"], f"rule {key}, near", self.problems) if "near" in found else NEAR,
            weak="weak" in found and self.flag(found["weak"], f"rule {key}, weak"),
            line=line(node),
            here="here" in found and self.flag(found["here"], f"rule {key}, here"),
        )

    def _words(self, node: Node, found: dict[str, Node], key: str) -> str | dict[str, str]:
        """What a rule looks for: one text for all languages, or one a language."""
        import yaml

        if "all" in found and set(found) & set(LANGUAGES):
            self.problems.add(line(node), f"rule {key}: give «all» or languages, not both")
        if "all" in found and not isinstance(found["all"], yaml.MappingNode):
            return scalar(found["all"], f"rule {key}, all", self.problems)
        if "all" in found:
            found = self.keys(found["all"], f"rule {key}, all", set(LANGUAGES))
        texts = {name: scalar(found[name], f"rule {key}, {name}", self.problems) for name in LANGUAGES if name in found}
        if missing := [name for name in self.official if name not in texts]:
            self.problems.add(line(node), f"rule {key}: missing language {', '.join(missing)}")
        return {str(name): text for name, text in texts.items()}

    def _several(self, found: dict[str, Node], name: str, key: str) -> list[tuple[str, int]]:
        """The texts of a key that takes one or a list, with their lines."""
        nodes = members(found[name], f"rule {key}, {name}(s)", self.problems) if name in found else []
        return [(scalar(n, f"rule {key}, {name}", self.problems), line(n)) for n in nodes]

    def _choice(self, found: dict[str, Node], name: str, key: str, allowed: tuple[str, ...]) -> str:
        return one_of(found[name], f"rule {key}, {name}", allowed, self.problems) if name in found else ""

    def flag(self, node: Node, what: str) -> bool:
        """Yes or no."""
        return one_of(node, what, ("true", "false"), self.problems) == "true"

    def _patterns(self, node: Node, texts: str | dict[str, str], key: str) -> dict[Language, Pattern]:
        return self._read(texts, lambda text, language: parse(text, self.concepts, language), node, f"rule {key}")

    def _group(self, node: Node, key: str) -> dict[Language, Group]:
        import yaml

        texts: str | dict[str, str]
        if isinstance(node, yaml.MappingNode):
            texts = {str(name): text for name, text in self.texts(node, f"rule {key}, in", self.official).items()}
        else:
            texts = scalar(node, f"rule {key}, in", self.problems)
        return self._read(
            texts, lambda text, language: parse_group(text, self.concepts, language), node, f"rule {key}, in"
        )

    def _read(
        self, texts: str | dict[str, str], parsed: Callable[[str, Language], _T], node: Node, what: str
    ) -> dict[Language, _T]:
        """A text read for each language it is meant for; a language that it need not have is left out where it cannot be."""
        found: dict[Language, _T] = {}
        for language in LANGUAGES:
            text = texts if isinstance(texts, str) else texts.get(language)
            if text is None:
                continue
            try:
                found[language] = parsed(text, language)
            except BadPattern as reason:
                if not isinstance(texts, str) or language in self.official or self.official == OFFICIAL:
                    self.problems.add(line(node), f"{what}: bad pattern: {reason}")
                    return {}
        return found

    def _period(self, node: Node | None, key: str) -> Period | None:
        if node is None:
            return None
        text = scalar(node, f"rule {key}, period", self.problems)
        if not (match := _PERIOD.match(text)):
            self.problems.add(line(node), f"rule {key}: «{text}» is not a period such as «15 working days»")
            return None
        return Period(float(match["n"]), match["unit"], bool(match["working"]))

    def rules(self, found: dict[str, Node], name: str, item: str, scope: Node | None) -> tuple[Rule, ...]:
        """The rules that a key holds; none where it is not given."""
        if name not in found:
            return ()
        nodes = members(found[name], f"{item}, {name}(s)", self.problems)
        made = [self.rule(n, f"{item}/{name}/{i}", scope) for i, n in enumerate(nodes, 1)]
        return tuple(r for r in made if r)


def concepts_of(node: Node, reader: RuleReader, what: str) -> dict[str, dict[Language, str]]:
    """Concepts that a file defines; the reader knows them from then on."""
    found: dict[str, dict[Language, str]] = {}
    for name, key, value in pairs(node, what, reader.problems):
        found[name] = dict(reader.texts(value, f"{what}, {name}", reader.must))
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
    reader = RuleReader(problems, {})
    node = compose(path, problems)
    if node is not None:
        concepts_of(node, reader, "words")
    problems.raise_if_any(kind="word list")
    return reader.concepts, hashlib.sha256(path.read_bytes()).hexdigest()


def shared_words() -> tuple[Concepts, str]:
    """The concepts of rules/checklists/words.yaml and the file's digest; raises RulesError."""
    path = resource("rules", "checklists", "words.yaml")
    return _shared(path, path.stat().st_mtime)
