"""Finds rules/ and corpus/: inside the wheel, beside an editable install, or in the bare checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lawkit.errors import RulesError

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Path of a data file or folder such as `resource("rules", "checklists")`; raises RulesError when missing."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise RulesError(f"{'/'.join(parts)} is missing from this installation", "install lawkit again")


def from_yaml(text: str) -> Any:
    """Plain values out of YAML, by libyaml where it is there: some nine times as fast. Raises yaml.YAMLError."""
    import yaml

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
