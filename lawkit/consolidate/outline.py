"""Outlines: the plan of a single law, as a lawyer writes it in rules/outlines/*.yaml, and its articles as targets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lawkit.errors import RulesError
from lawkit.model import LANGUAGES, Language
from lawkit.resources import resource

Role = Literal[
    "", "definitions", "legislation", "scope", "purpose", "principles", "responsibility", "transitional",
    "commencement", "repeal",
]  # fmt: skip
ROLES: tuple[Role, ...] = (
    "", "definitions", "legislation", "scope", "purpose", "principles", "responsibility", "transitional",
    "commencement", "repeal",
)  # fmt: skip
Texts = dict[Language, str]


@dataclass(frozen=True, slots=True)
class Target:
    """A unit of the act to be: an article with its number, and what tells that a provision belongs there.

    For an outline, `id` is «art_12» (the number in the order of the outline) and `key` the name in the file; for an
    existing act, both are the provision's eid.
    """

    id: str
    key: str
    number: str
    heading: Texts
    chapter: str = ""  # id of the chapter
    topic: str = ""
    role: Role = ""
    cues: dict[Language, tuple[str, ...]] | None = None
    acts: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    belongs: str = ""
    excludes: str = ""
    text: str = ""  # of an existing act's provision


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the act to be."""

    id: str
    number: str
    heading: Texts
    why: Texts


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan of the act to be."""

    id: str
    title: Texts
    chapters: tuple[Chapter, ...]
    targets: tuple[Target, ...]
    absorbs: tuple[str, ...] = ()  # acts that it replaces; empty: decided by their words
    form: Texts | None = None
    reason: Texts | None = None
    act: str = ""  # the address of an existing act, when that is the target

    def target(self, target_id: str) -> Target:
        """The target with this id or key; raises KeyError."""
        for target in self.targets:
            if target_id in (target.id, target.key):
                return target
        raise KeyError(target_id)


def outlines() -> list[str]:
    """Names of the outlines that come with lawkit."""
    return sorted(p.stem for p in resource("rules", "outlines").glob("*.yaml"))


def load_outline(path_or_name: str | Path) -> Outline:
    """Read an outline by name («egov-law») or path.

    Raises RulesError whose `problems` list every mistake with its line: broken YAML, unknown or missing keys, missing
    languages, repeated ids, unknown roles, empty chapters.
    """
    path = Path(path_or_name)
    if not path.suffix:
        path = resource("rules", "outlines") / f"{path_or_name}.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(
            f"the outline {path} cannot be read: {error}", "give the path of a YAML file in UTF-8"
        ) from error
    reader = _Reader(path.name)
    outline = reader.read(text)
    if reader.problems or outline is None:
        first = reader.problems[0] if reader.problems else "empty"
        raise RulesError(
            f"the outline {path.name} has {len(reader.problems)} mistakes, the first: {first}",
            "correct the file",
            tuple(reader.problems),
        )
    return outline


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TOP = {"outline", "title", "form", "reason", "absorbs", "chapters"}
_CHAPTER = {"id", "heading", "why", "articles"}
_ARTICLE = {"id", "heading", "topic", "role", "cues", "acts", "answers", "belongs", "excludes"}


class _Reader:
    """Walks the YAML nodes, so that every complaint has a line."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[str] = []
        self.ids: dict[str, int] = {}

    def complain(self, node: Any, message: str) -> None:
        self.problems.append(f"{self.name}:{node.start_mark.line + 1}: {message}")

    def read(self, text: str) -> Outline | None:
        import yaml

        try:
            root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            self.problems.append(f"{self.name}:{line}: not YAML: {getattr(error, 'problem', error)}")
            return None
        if root is None:
            self.problems.append(f"{self.name}:1: the file is empty")
            return None
        top = self.mapping(root, _TOP, {"outline", "title", "chapters"})
        chapters, targets = self.chapters(top.get("chapters"))
        return Outline(
            self.string(top.get("outline")), self.texts(top.get("title")), chapters, targets,
            self.strings(top.get("absorbs")), self.texts(top["form"]) if "form" in top else None,
            self.texts(top["reason"]) if "reason" in top else None,
        )  # fmt: skip

    def chapters(self, node: Any) -> tuple[tuple[Chapter, ...], tuple[Target, ...]]:
        chapters: list[Chapter] = []
        targets: list[Target] = []
        for item in self.items(node):
            keys = self.mapping(item, _CHAPTER, {"id", "heading", "articles"})
            number = str(len(chapters) + 1)
            name = self.identifier(keys.get("id"), item)
            why = self.texts(keys["why"]) if "why" in keys else {}
            chapters.append(Chapter(name, number, self.texts(keys.get("heading")), why))
            articles = self.items(keys.get("articles"))
            if "articles" in keys and not articles:
                self.complain(item, f"chapter {name} has no articles")
            for article in articles:
                targets.append(self.article(article, name, len(targets) + 1))
        return tuple(chapters), tuple(targets)

    def article(self, node: Any, chapter: str, number: int) -> Target:
        keys = self.mapping(node, _ARTICLE, {"id", "heading", "topic", "cues"})
        role = self.string(keys.get("role")) if "role" in keys else ""
        if role not in ROLES:
            self.complain(keys["role"], f"unknown role «{role}»; there are: {', '.join(r for r in ROLES if r)}")
            role = ""
        cues: dict[Language, tuple[str, ...]] = {}
        for language, value in self.by_language(keys.get("cues"), "cues").items():
            cues[language] = self.strings(value)
            if not cues[language]:
                self.complain(value, f"no cues in {language}")
        return Target(
            f"art_{number}", self.identifier(keys.get("id"), node), str(number),
            self.texts(keys.get("heading")), chapter, self.string(keys.get("topic")), role, cues,  # type: ignore[arg-type]
            self.strings(keys.get("acts")), self.strings(keys.get("answers")), self.string(keys.get("belongs")),
            self.string(keys.get("excludes")),
        )  # fmt: skip

    def mapping(self, node: Any, known: set[str], required: set[str]) -> dict[str, Any]:
        if node.id != "mapping":
            self.complain(node, f"a mapping with {', '.join(sorted(required))} is expected here")
            return {}
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                self.complain(key, f"the key «{name}» stands twice")
            elif name not in known:
                self.complain(key, f"unknown key «{name}»; known: {', '.join(sorted(known))}")
            found[name] = value
        for name in sorted(required - set(found)):
            self.complain(node, f"«{name}» is missing")
        return found

    def items(self, node: Any) -> list[Any]:
        if node is None:
            return []
        if node.id != "sequence":
            self.complain(node, "a list is expected here")
            return []
        return list(node.value)

    def string(self, node: Any) -> str:
        if node is None:
            return ""
        if node.id != "scalar":
            self.complain(node, "a single value is expected here")
            return ""
        return str(node.value).strip()

    def strings(self, node: Any) -> tuple[str, ...]:
        return tuple(s for s in (self.string(item) for item in self.items(node)) if s)

    def identifier(self, node: Any, owner: Any) -> str:
        name = self.string(node)
        if node is None:
            return ""
        if not _ID.fullmatch(name):
            self.complain(node, f"«{name}» is no id: small Latin letters, digits and hyphens")
        if name in self.ids:
            self.complain(node, f"the id «{name}» already stands in line {self.ids[name]}")
        self.ids.setdefault(name, owner.start_mark.line + 1)
        return name

    def by_language(self, node: Any, what: str) -> dict[Language, Any]:
        if node is None:
            return {}
        if node.id != "mapping":
            self.complain(node, f"{what}: one entry per language is expected (rus, kaz, eng)")
            return {}
        found: dict[Language, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            language = next((x for x in LANGUAGES if x == name), None)
            if language is None:
                self.complain(key, f"unknown language «{name}»")
            else:
                found[language] = value
        for language in LANGUAGES:
            if language not in found:
                self.complain(node, f"{what} in {language} is missing")
        return found

    def texts(self, node: Any) -> Texts:
        texts: Texts = {}
        for language, value in self.by_language(node, "the text").items():
            texts[language] = self.string(value)
            if not texts[language]:
                self.complain(value, f"the text in {language} is empty")
        return texts
