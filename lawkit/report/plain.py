"""Values as JSON knows them, and texts that every file can hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

from lawkit.model import Address

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """A text that every file can hold: control characters, noncharacters and halves of letters become U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text)


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, Address):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(inner) for name, inner in asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    return value
