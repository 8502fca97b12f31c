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

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from lawkit.check.draft import Draft, Hit
from lawkit.errors import RulesError
from lawkit.model import Language, LegalClass, Severity

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


def load_rules(folder: Path | None = None) -> dict[str, Rule]:
    """All rules by code, in the order of family and code; raises RulesError that lists every broken page."""
    from lawkit.resources import resource

    rules: dict[str, Rule] = {}
    problems: list[str] = []
    for path in sorted((folder or resource("rules", "lint")).glob("*/*.md")):
        try:
            rule = _read(path)
        except (KeyError, ValueError, TypeError) as problem:
            problems.append(f"{path}: {problem}")
            continue
        rules[rule.code] = rule
    if problems:
        raise RulesError("broken rule pages", "mend the pages below", tuple(problems))
    return rules


def _read(path: Path) -> Rule:
    import yaml

    _, head, page = path.read_text(encoding="utf-8").split("---\n", 2)
    data = yaml.safe_load(head)
    if data["code"] != path.stem:
        raise ValueError(f"code is {data['code']!r}, but the file is {path.name}")
    return Rule(
        data["code"], path.parent.name, data["name"], data["severity"], str(data["since"]), tuple(data["languages"]),
        data["class"], tuple(data.get("needs", ())), bool(data.get("fixable", False)), data.get("options", {}),
        _by_language(data.get("patterns")), _by_language(data.get("except")), data["message"], page.strip(), path,
    )  # fmt: skip


def _by_language(data: Mapping[Language, list[str]] | None) -> dict[Language, tuple[str, ...]]:
    return {language: tuple(patterns) for language, patterns in (data or {}).items()}
