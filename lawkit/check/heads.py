"""The head of a rule page, checked against rules/lint/schema.json; every mistake is told with its line.

The schema is JSON Schema (draft 7) and editors can use it as it is; here the few keywords that it needs are read
directly, since the catalogue is loaded on every run. A test compares the answers with those of `jsonschema`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

Path = tuple[str | int, ...]
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "number": (int, float), "integer": int,
}  # fmt: skip


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The schema of the head."""
    from lawkit.resources import resource

    found: dict[str, Any] = json.loads(resource("rules", "lint", "schema.json").read_text("utf-8"))
    return found


def mistakes(head: object) -> list[tuple[Path, str]]:
    """What is wrong with a head, each with the place in it; empty when all is well."""
    return list(_wrong(head, schema(), ()))


def _wrong(value: object, rule: Mapping[str, Any], at: Path) -> Iterator[tuple[Path, str]]:
    if "$ref" in rule:
        rule = schema()["definitions"][rule["$ref"].rpartition("/")[2]]
    if "enum" in rule and value not in rule["enum"]:
        yield at, f"{value!r} is none of {', '.join(rule['enum'])}"
        return
    kind = rule.get("type")
    if kind and (not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
        yield at, f"{'an' if kind[0] in 'aeio' else 'a'} {kind} is expected"
        return
    if isinstance(value, str):
        yield from _wrong_text(value, rule, at)
    elif isinstance(value, list):
        yield from _wrong_list(value, rule, at)
    elif isinstance(value, dict):
        yield from _wrong_table(value, rule, at)


def _wrong_text(value: str, rule: Mapping[str, Any], at: Path) -> Iterator[tuple[Path, str]]:
    if len(value) < rule.get("minLength", 0):
        yield at, "it is empty"
    if "pattern" in rule and not re.search(rule["pattern"], value):
        yield at, f"{value!r} does not look like {rule['pattern']}"


def _wrong_list(value: list[Any], rule: Mapping[str, Any], at: Path) -> Iterator[tuple[Path, str]]:
    if len(value) < rule.get("minItems", 0):
        yield at, "it is empty"
    if rule.get("uniqueItems") and len({json.dumps(one) for one in value}) < len(value):
        yield at, "something stands in it twice"
    for number, one in enumerate(value):
        yield from _wrong(one, rule.get("items", {}), (*at, number))


def _wrong_table(value: dict[Any, Any], rule: Mapping[str, Any], at: Path) -> Iterator[tuple[Path, str]]:
    for key in rule.get("required", ()):
        if key not in value:
            yield at, f"«{key}» is missing"
    known = rule.get("properties", {})
    for key, inner in value.items():
        if key in known:
            yield from _wrong(inner, known[key], (*at, key))
        elif rule.get("additionalProperties") is False:
            yield (*at, key), f"unknown key «{key}»"


def line_of(text: str, at: Path) -> int:
    """The line, from 1, on which a place of a YAML text begins; that of the nearest place above it that there is."""
    import yaml

    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = node.start_mark.line + 1 if node is not None else 1
    for step in at:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((key, inner) for key, inner in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = (node.value[step], node.value[step])
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line
