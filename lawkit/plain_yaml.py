"""Plain YAML into values, from libyaml's events: what PyYAML's constructor makes of them, in a third of the time.

Nearly all our rules are plain: mappings, lists, texts, whole numbers, truth values. Where a text is more than that
(anchors, tags, merged keys, dates, several documents), or where there is no libyaml, `Odd` is raised and PyYAML reads it.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.events import (
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

_WHOLE = re.compile(r"0|-?[1-9][0-9]*")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
_TAG = "tag:yaml.org,2002:"


class Odd(Exception):  # noqa: N818 - no error: a text for PyYAML
    """More than plain YAML."""


def load(text: str) -> Any:
    """The value of a text; raises Odd where it is not plain, yaml.YAMLError where it is no YAML."""
    parser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)
    if parser is None:
        raise Odd
    next_event = parser(text).get_event
    next_event()  # the stream begins
    if isinstance(next_event(), StreamEndEvent):
        return None
    value = _node(next_event(), next_event)
    if not isinstance(next_event(), DocumentEndEvent) or not isinstance(next_event(), StreamEndEvent):
        raise Odd
    return value


def _node(event: Any, next_event: Any) -> Any:
    kind = event.__class__
    if kind is ScalarEvent:
        return _scalar(event)
    if kind not in (SequenceStartEvent, MappingStartEvent) or event.anchor or event.tag:
        raise Odd
    if kind is SequenceStartEvent:
        items = []
        while (event := next_event()).__class__ is not SequenceEndEvent:
            items.append(_scalar(event) if event.__class__ is ScalarEvent else _node(event, next_event))
        return items
    table = {}
    while (event := next_event()).__class__ is not MappingEndEvent:
        if event.__class__ is not ScalarEvent:
            raise Odd
        key = _scalar(event)
        event = next_event()
        table[key] = _scalar(event) if event.__class__ is ScalarEvent else _node(event, next_event)
    return table


def _scalar(event: Any) -> Any:
    """A text, or what a plain word stands for."""
    if event.anchor or event.tag:
        raise Odd
    value: str = event.value
    if event.implicit[0]:
        for tag, pattern in _meant_by(value[:1]):
            if pattern.match(value):
                return _meant(tag, value)
    return value


def _meant_by(first: str) -> Any:
    """The tags that a plain word may have by its first letter, each with its pattern."""
    return yaml.SafeLoader.yaml_implicit_resolvers.get(first, ())


def _meant(tag: str, value: str) -> Any:
    if tag == f"{_TAG}bool":
        return yaml.SafeLoader.bool_values[value.lower()]
    if tag == f"{_TAG}null":
        return None
    if tag == f"{_TAG}int" and _WHOLE.fullmatch(value):
        return int(value)
    if tag == f"{_TAG}float" and _DECIMAL.fullmatch(value):
        return float(value)
    raise Odd
