"""Rule pages: Markdown for lawyers with a head that the program reads.

A page rules/lint/<family>/<code>.md starts with a YAML head between lines of three dashes:

    code: num-dup                 the file's name
    name: {rus: …, kaz: …, eng: …}
    severity: error               error, warning, info
    since: "0.2"
    languages: [rus, kaz, eng]    those in which it has something to say
    class: ineffective            the official class of legal monitoring, or none
    needs: []                     «against», «partner»: skipped, and said so, where they are missing
    fixable: false
    options: {limit: 40}          defaults, which lawkit.toml may change; optional
    patterns: {rus: […], kaz: […]}  regular expressions over a provision's own text, where words decide; optional
    except: {rus: […]}            what a pattern never means; optional
    message: {rus: …, kaz: …, eng: …}  with {names} of the hit's values

and goes on with the sections «Что проверяет», «Почему это важно», «Пример», «Лучше», «Настройки», «Источник».
A rule without patterns has a function in lawkit/check/logic/<family>.py; one with patterns may have one that
takes them from `rule.patterns`, otherwise `logic.patterns` reports each match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import Any

from lawkit.check.draft import Draft, Hit
from lawkit.check.heads import line_of, mistakes
from lawkit.errors import RulesError
from lawkit.model import Language, LegalClass, Severity
from lawkit.resources import from_yaml

Logic = Callable[[Draft, "Rule"], Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """One rule of the catalogue, from its page."""

    code: str
    family: str
    name: Mapping[Language, str]
    severity: Severity
    since: str
    languages: tuple[Language, ...]
    legal_class: LegalClass
    needs: tuple[str, ...]
    fixable: bool
    options: Mapping[str, Any]
    patterns: Mapping[Language, tuple[str, ...]]
    exceptions: Mapping[Language, tuple[str, ...]]
    message: Mapping[Language, str]
    page: str  # the Markdown below the head
    path: Path

    @property
    def logic(self) -> Logic:
        """The function that looks for it: `logic/<family>.py`, or the reader of patterns."""
        module = import_module(f"lawkit.check.logic.{self.family}")
        found = getattr(module, self.code.replace("-", "_"), None)
        if found is None and self.patterns:
            found = import_module("lawkit.check.logic.patterns").report_matches
        if found is None:
            raise RulesError(f"{self.path}: rule {self.code} has neither patterns nor a function", "add one")
        return found  # type: ignore[no-any-return]


def load_rules(folder: Path | None = None, *, thorough: bool = True) -> dict[str, Rule]:
    """All rules by code, in the order of family and code; raises RulesError that lists every broken page.

    Without `thorough` the patterns are not tried; a broken one is then told when its rule is asked (`engine.check`).
    """
    from lawkit.resources import resource

    rules: dict[str, Rule] = {}
    problems: list[str] = []
    for path in sorted((folder or resource("rules", "lint")).glob("*/*.md")):
        rule = _read(path, problems, thorough=thorough)
        if rule is not None and rule.code in rules:
            problems.append(
                f"{path.parent.name}/{path.name}:2: {rules[rule.code].path} has the code {rule.code} already"
            )
        elif rule is not None:
            rules[rule.code] = rule
    if problems:
        raise RulesError(f"broken rule pages: {problems[0]}", "mend them", tuple(problems[1:]))
    return rules


def _read(path: Path, problems: list[str], *, thorough: bool) -> Rule | None:
    """One page; what is wrong with it goes into `problems`, each with file and line."""
    import yaml

    where = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        problems.append(f"{where}: cannot be read ({problem})")
        return None
    parts = text.replace("\r\n", "\n").split("---\n", 2)
    if len(parts) != 3 or parts[0]:
        problems.append(f"{where}:1: a head between two lines of three dashes is expected")
        return None
    try:
        data = from_yaml(parts[1])
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        problems.append(f"{where}:{mark.line + 2 if mark else 1}: not YAML ({getattr(problem, 'problem', problem)})")
        return None
    wrong = [*mistakes(data), *(_unfit(data, path, thorough=thorough) if isinstance(data, dict) else ())]
    if wrong:
        problems += [
            f"{where}:{line_of(parts[1], at) + 1}: {'.'.join(map(str, at))}{': ' if at else ''}{told}"
            for at, told in wrong
        ]
        return None
    return Rule(
        data["code"], path.parent.name, data["name"], data["severity"], str(data["since"]), tuple(data["languages"]),
        data["class"], tuple(data.get("needs", ())), bool(data.get("fixable", False)), data.get("options", {}),
        _by_language(data.get("patterns")), _by_language(data.get("except")), data["message"], parts[2].strip(), path,
    )  # fmt: skip


def _unfit(data: Mapping[str, Any], path: Path, *, thorough: bool) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What a schema cannot tell: a code that is not the file's name, patterns and messages that do not work."""
    if data.get("code") != path.stem:
        yield ("code",), f"{data.get('code')!r}, but the file is {path.name}"
    for key in ("patterns", "except") if thorough else ():
        table = data.get(key)
        for language, patterns in table.items() if isinstance(table, dict) else ():
            for number, pattern in enumerate(patterns) if isinstance(patterns, list) else ():
                try:
                    re.compile(str(pattern))
                except re.error as problem:
                    yield (key, language, number), f"no regular expression ({problem})"
    message = data.get("message")
    names: dict[str, set[str]] = {}
    for language, text in message.items() if isinstance(message, dict) else ():
        try:
            names[language] = {name for _, name, _, _ in Formatter().parse(str(text)) if name is not None}
        except ValueError as problem:
            yield ("message", language), f"braces do not match ({problem})"
    for language, found in names.items():
        if found != next(iter(names.values())):
            yield ("message", language), "it has other {values} than the first language"


def _by_language(data: Mapping[Language, list[str]] | None) -> dict[Language, tuple[str, ...]]:
    return {language: tuple(patterns) for language, patterns in (data or {}).items()}
