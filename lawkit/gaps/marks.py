"""YAML with line numbers: what a lawyer wrote and on which line, and every problem of a file at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lawkit.errors import DecisionsError, RulesError

Node = Any  # yaml.Node: PyYAML is imported inside functions to keep start-up short


@dataclass
class Problems:
    """Collects «line N: what is wrong», raised together."""

    where: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, message: str) -> None:
        """Note a problem; the line counts from 1."""
        self.found.append((line, message))

    def raise_if_any(self, error: type[RulesError] = RulesError, kind: str = "checklist") -> None:
        """Raise one error that lists all problems in the order of their lines."""
        if not self.found:
            return
        problems = tuple(f"line {line}: {message}" for line, message in sorted(self.found))
        many = f"{len(problems)} problems" if len(problems) > 1 else "1 problem"
        remedy = "the old decisions stay as they were" if error is DecisionsError else "see rules/checklists/README.md"
        raise error(f"{kind} {self.where} has {many}: " + "; ".join(problems), remedy, problems)


def compose(path: Path, problems: Problems) -> Node | None:
    """The node tree of a YAML file, or None with the problem noted (broken syntax, not UTF-8, unreadable, empty)."""
    import yaml

    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        problems.add(1, "the file is not UTF-8")
        return None
    except OSError as reason:
        problems.add(1, f"the file cannot be read ({reason.strerror or reason})")
        return None
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as reason:
        mark = getattr(reason, "problem_mark", None)
        said = getattr(reason, "problem", None) or str(reason).splitlines()[0]
        problems.add(mark.line + 1 if mark else 1, f"not YAML: {said}")
        return None
    if node is None:
        problems.add(1, "the file is empty")
    return node


def line(node: Node) -> int:
    """Line of a node, from 1."""
    return int(node.start_mark.line) + 1


def pairs(node: Node, what: str, problems: Problems) -> Iterator[tuple[str, Node, Node]]:
    """(key, key node, value node) of a mapping; repeated keys are problems."""
    import yaml

    if not isinstance(node, yaml.MappingNode):
        problems.add(line(node), f"{what} must be a mapping (key: value)")
        return
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value)
        if name in seen:
            problems.add(line(key), f"{what}: key «{name}» is given twice")
            continue
        seen.add(name)
        yield name, key, value


def members(node: Node, what: str, problems: Problems) -> list[Node]:
    """The nodes of a list; a single value counts as a list of one only where `what` allows it by ending in «(s)»."""
    import yaml

    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    if what.endswith("(s)"):
        return [node]
    problems.add(line(node), f"{what} must be a list (- …)")
    return []


def scalar(node: Node, what: str, problems: Problems) -> str:
    """The text of a scalar."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    problems.add(line(node), f"{what} must be a text")
    return ""


def one_of(node: Node, what: str, allowed: tuple[str, ...], problems: Problems) -> str:
    """The text of a scalar that must be one of a few."""
    value = scalar(node, what, problems)
    if value not in allowed:
        problems.add(line(node), f"{what} «{value}» is none of: {', '.join(allowed)}")
        return allowed[0]
    return value


def whole(node: Node, what: str, problems: Problems) -> int:
    """A whole number, not negative."""
    value = scalar(node, what, problems)
    if not value.isdigit():
        problems.add(line(node), f"{what} must be a whole number, not «{value}»")
        return 0
    return int(value)
