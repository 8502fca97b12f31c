"""What is asked for: ids, languages and dates, checked before they come near a path or an address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal

from lawkit.errors import FetchError
from lawkit.model import LANGUAGES, Language

# «Z1500000401», «K950001000_», «G25AAZ3524M»: a capital, two digits of the year, the rest; never a dot or a slash
_ID = re.compile(r"[A-Z][0-9]{2}[0-9A-Z]{3,12}_?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

When = dt.date | Literal["now", "history"]


def check_id(text: str) -> str:
    """The id as it is; raises FetchError for anything that is no adilet id."""
    if not _ID.fullmatch(text):
        shown = text if text.isprintable() and len(text) < 60 else ascii(text[:40])
        raise FetchError(f"«{shown}» is not an act's id", "give an id as on adilet, such as Z1500000401")
    return text


def check_languages(text: str | Iterable[str]) -> tuple[Language, ...]:
    """Languages out of «rus,kaz», in the order of the model; raises FetchError for an unknown or empty one."""
    names = [n.strip() for n in (text.split(",") if isinstance(text, str) else text)]
    unknown = [n for n in names if n not in LANGUAGES]
    if unknown or not names:
        raise FetchError(f"«{', '.join(unknown)}» is no language of acts", f"there are {', '.join(LANGUAGES)}")
    return tuple(language for language in LANGUAGES if language in names)


def check_date(text: str) -> dt.date:
    """A date such as 2025-03-15; raises FetchError."""
    try:
        if _DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise FetchError(f"«{text}» is not a date", "give it as 2025-03-15")


def stem(act_id: str, edition: dt.date | None) -> str:
    """How an expression is called in the cache: `Z1500000401@2025-03-15`, without a date where none is known."""
    return f"{check_id(act_id)}@{edition.isoformat()}" if edition else check_id(act_id)
