"""Words of this room for people, in three languages, from rules/ui/diff.yaml."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from lawkit.model import Act, Language
from lawkit.resources import from_yaml, resource
from lawkit.structure.labels import label


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, str]]:
    """Key → language → text."""
    words: dict[str, dict[str, str]] = from_yaml(resource("rules", "ui", "diff.yaml").read_text("utf-8"))
    return words


def phrase(key: str, ui: Language, **values: object) -> str:
    """One text, with what is to be filled in."""
    return catalogue()[key][ui].format(**values)


def named(eid: str, ui: Language) -> str:
    """A provision as a drafter names it; the id itself where it has no name, the act for an empty one."""
    if not eid:
        return phrase("act", ui)
    try:
        return label(eid, ui)
    except ValueError:
        return eid


def day(date: dt.date, ui: Language) -> str:
    """A date as it is written in acts."""
    return date.isoformat() if ui == "eng" else f"{date:%d.%m.%Y}"


def edition(act: Act, ui: Language) -> str:
    """«редакция от 15.03.2025»."""
    return phrase("edition", ui, date=day(act.edition, ui)) if act.edition else phrase("undated", ui)


def title_of(old: Act, new: Act) -> str:
    """What the act is called; its id where a file tells no title."""
    return new.title or old.title or new.act_id.removeprefix("draft:")
