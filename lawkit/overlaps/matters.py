"""Matters: the narrow questions that acts answer, as a lawyer writes them in rules/matters/*.yaml.

Two provisions that answer one question in other words share too few words for a comparison to find them. A matter
says in the rule language of the checklists (rules/checklists/README.md) by which words a provision answers it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lawkit.errors import RulesError
from lawkit.gaps.checklist import Rule, Texts
from lawkit.gaps.marks import Node, Problems, compose, line, members, one_of, scalar
from lawkit.gaps.rule_reader import RuleReader, concepts_of, shared_words
from lawkit.model import LANGUAGES, Language, Tier
from lawkit.resources import resource

_TOP = {"matters", "title", "words", "items"}
_ITEM = {"id", "name", "any", "not", "acts", "sides", "tier"}
_SIDES = 2


@dataclass(frozen=True, slots=True)
class Matter:
    """One question, and the rules of what answers it: one list, or two where only pairs of unlike sides are meant."""

    id: str
    name: Texts
    sides: tuple[tuple[Rule, ...], ...]
    without: tuple[Rule, ...] = ()  # what fits one of these does not answer it
    two_acts: bool = False  # a pair must lie in two acts; else two articles are enough
    tier: Tier = "likely"

    def speaks(self, language: Language) -> bool:
        """Whether it has words of this language."""
        return all(any(language in rule.patterns for rule in rules) for rules in self.sides)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Matters of one or several files, each id once; the digest changes with the files and the words that they share."""

    matters: tuple[Matter, ...] = ()
    digest: str = ""

    def matter(self, matter_id: str) -> Matter:
        """The matter with this id; raises KeyError."""
        for matter in self.matters:
            if matter.id == matter_id:
                return matter
        raise KeyError(matter_id)


class _Reader(RuleReader):
    def matter(self, node: Node, seen: dict[str, int]) -> Matter | None:
        found = self.keys(node, "matter", _ITEM, ("id", "name"))
        if "id" not in found:
            return None
        item = self.identifier(found["id"], "matter id", seen)
        if ("any" in found) == ("sides" in found):
            self.problems.add(line(node), f"{item}: give either «any» or «sides»")
        sides = self._sides(found, item) if "sides" in found else [self.rules(found, "any", item, None)]
        matter = Matter(
            item,
            self.texts(found["name"], f"{item}, name") if "name" in found else {},
            tuple(sides),
            self.rules(found, "not", item, None),
            "acts" in found and one_of(found["acts"], f"{item}, acts", ("two", "one"), self.problems) == "two",
            self._tier(found, item),
        )
        if any(not rules for rules in sides):
            self.problems.add(line(node), f"{item}: there is no rule")
        for rule in (*(rule for rules in matter.sides for rule in rules), *matter.without):
            self._check(rule)
        return matter

    def _tier(self, found: dict[str, Node], item: str) -> Tier:
        chosen: Any = (
            one_of(found["tier"], f"{item}, tier", ("likely", "possible"), self.problems)
            if "tier" in found
            else "likely"
        )
        return chosen  # type: ignore[no-any-return]

    def _sides(self, found: dict[str, Node], item: str) -> list[tuple[Rule, ...]]:
        nodes = members(found["sides"], f"{item}, sides", self.problems)
        if len(nodes) != _SIDES:
            self.problems.add(line(found["sides"]), f"{item}, sides: two lists of rules are needed")
        return [self.rules({"any": node}, "any", f"{item}/{number}", None) for number, node in enumerate(nodes, 1)]

    def _check(self, rule: Rule) -> None:
        if rule.where in ("heading", "title"):
            self.problems.add(rule.line, f"rule {rule.key}: a provision answers a matter, so «on» is text or term")
        if rule.weak:
            self.problems.add(rule.line, f"rule {rule.key}: «weak» has no meaning here")
        for language in rule.patterns:
            if any(limit is not None and language not in limit for limit in (rule.under, rule.scope)):
                self.problems.add(rule.line, f"rule {rule.key}: «under» or «in» lacks {language}")


def read_matters(path: Path) -> tuple[Matter, ...]:
    """The matters of one file; raises RulesError whose `problems` list every mistake with its line."""
    problems = Problems(path.name)
    node = compose(path, problems)
    problems.raise_if_any(kind="matters")
    words, _ = shared_words()
    reader = _Reader(problems, {name: dict(texts) for name, texts in words.items()}, ("rus",))
    top = reader.keys(node, "matters", _TOP, ("matters", "title", "items"))
    if "matters" in top and (name := scalar(top["matters"], "matters", problems)) != path.stem:
        problems.add(line(top["matters"]), f"matters «{name}»: the file is called {path.stem}")
    if "title" in top:
        reader.texts(top["title"], "title")
    if "words" in top:
        concepts_of(top["words"], reader, "words")
    seen: dict[str, int] = {}
    nodes = members(top["items"], "items", problems) if "items" in top else []
    found = [reader.matter(item, seen) for item in nodes]
    problems.raise_if_any(kind="matters")
    return tuple(matter for matter in found if matter)


def load_matters(paths: Iterable[Path] | None = None) -> Catalogue:
    """The matters of files and folders of files, else those that come with lawkit; a later file replaces equal ids.

    Raises RulesError with every mistake of the first file that has any, and for an id that two files of one folder share.
    """
    files = _files([resource("rules", "matters")] if paths is None else [Path(path) for path in paths])
    _, words = shared_words()
    stamps = tuple((path, path.stat().st_mtime_ns) for path in files)
    return _loaded(stamps, words)


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(path.glob("*.yaml")))
        elif path.exists():
            found.append(path)
        else:
            raise RulesError(
                f"{path} does not exist", "give a file or a folder of matters (see rules/matters/README.md)"
            )
    return found


@lru_cache(maxsize=8)
def _loaded(stamps: tuple[tuple[Path, int], ...], words: str) -> Catalogue:
    """The catalogue as the files and the shared words stand."""
    kept: dict[str, Matter] = {}
    home: dict[str, Path] = {}
    digest = hashlib.sha256(words.encode())
    for path, _ in stamps:
        digest.update(path.read_bytes())
        for matter in read_matters(path):
            if (held := home.get(matter.id)) is not None and held != path and held.parent == path.parent:
                raise RulesError(
                    f"{path.name} and {held.name} share the matter id «{matter.id}»", "give one of them another id"
                )
            home[matter.id] = path
            kept[matter.id] = matter
    return Catalogue(tuple(kept[name] for name in sorted(kept)), digest.hexdigest()[:24])


def in_language(catalogue: Catalogue, language: Language) -> tuple[Matter, ...]:
    """The matters that have words of a language."""
    return tuple(matter for matter in catalogue.matters if matter.speaks(language))


def names(matters: Iterable[Matter]) -> dict[Language, str]:
    """The names of matters, in each language."""
    every = list(matters)
    return {language: "; ".join(dict.fromkeys(m.name[language] for m in every)) for language in LANGUAGES}
