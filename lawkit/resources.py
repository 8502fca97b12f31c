"""Finds rules/ and corpus/: inside the wheel, beside an editable install, or in the bare checkout."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from lawkit.errors import RulesError
from lawkit.kept import made

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Path of a data file or folder such as `resource("rules", "checklists")`; raises RulesError when missing."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise RulesError(f"{'/'.join(parts)} is missing from this installation", "install lawkit again")


def from_yaml(text: str) -> Any:
    """Plain values out of YAML, by libyaml where it is there: some nine times as fast. Raises yaml.YAMLError.

    The command line keeps them (`lawkit.kept`), so that a later call does not even load the package.
    """
    return made("yaml", text.encode("utf-8", "surrogatepass"), lambda: _parsed(text))


def _parsed(text: str) -> Any:
    import yaml

    from lawkit import plain_yaml

    with contextlib.suppress(plain_yaml.Odd):
        return plain_yaml.load(text)
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader


def is_yaml_error(problem: Exception) -> bool:
    """Whether a text is no YAML; told without loading the package, which a kept result does not need."""
    return any(kind.__module__.startswith("yaml.") for kind in type(problem).__mro__)
