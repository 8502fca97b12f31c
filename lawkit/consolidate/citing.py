"""How the draft cites its own units in Russian: the new place in the grammatical case of the old words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from lawkit.model import Reference

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]
_CASES: tuple[Case, ...] = ("gent", "ablt", "datv", "loct", "nomn", "accs")
_PLURAL: dict[str, dict[str, Case]] = {
    "para": {"пункты": "nomn", "пунктов": "gent", "пунктам": "datv", "пунктами": "ablt", "пунктах": "loct"},
    "subpara": {
        "подпункты": "nomn", "подпунктов": "gent", "подпунктам": "datv", "подпунктами": "ablt", "подпунктах": "loct",
    },
    "al": {"части": "nomn", "частей": "gent", "частям": "datv", "частями": "ablt", "частях": "loct"},
    "art": {"статьи": "nomn", "статей": "gent", "статьям": "datv", "статьями": "ablt", "статьях": "loct"},
}  # fmt: skip
_GLUE = re.compile(r"\s*(?:,|и|или|,\s*а\sтакже)?\s*")
_ORDINALS = re.compile(r"(?:перв|втор|треть|четв[её]рт|пят|шест|седьм|восьм|девят|десят)\w*")


def enumerations(text: str, found: Sequence[tuple[int, Reference]]) -> list[list[tuple[int, Reference]]]:
    """Groups references that stand in one list: a plural unit word, then numbers with only «,», «и», «или» between."""
    groups: list[list[tuple[int, Reference]]] = []
    for start, reference in found:
        if groups and _goes_on(text, groups[-1], start, reference):
            groups[-1].append((start, reference))
        else:
            groups.append([(start, reference)])
    return groups


def _goes_on(text: str, group: Sequence[tuple[int, Reference]], start: int, reference: Reference) -> bool:
    first, (before, last) = group[0][1], group[-1]
    between = text[before + len(last.text) : start]
    bare = reference.text[:1].isdigit() or _ORDINALS.match(reference.text) is not None
    return bare and plural_case(first.text) is not None and _GLUE.fullmatch(between) is not None


def plural_case(words: str) -> tuple[str, Case] | None:
    """The unit («para») and case of a plural unit word at the beginning, if there is one."""
    first = words.split(maxsplit=1)[0].lower() if words.split() else ""
    for unit, forms in _PLURAL.items():
        if first in forms and not (unit == "art" and first == "статьи" and "," not in words):
            return unit, forms[first]
    return None


def _case_of(word: str, step: str) -> Case | None:
    from lawkit.structure.labels import label

    return next((c for c in _CASES if label(step, "rus", c).split()[0] == word.lower()), None)


def _tail(place: str, here: str) -> tuple[str, str]:
    """The units inside the article that is named, and how the article or law is called from `here`."""
    article, _, inner = place.partition("__")
    if inner and article == here.split("__", maxsplit=1)[0]:
        return inner, "настоящей статьи"
    return place, "настоящего Закона"


def russian_one(old: str, eid: str, place: str, here: str) -> str | None:
    """The words for `place`, a unit of the draft, instead of `old`, which named `eid`; None when that is not safe.

    >>> russian_one("пунктом 2 статьи 5 настоящего Закона", "art_5__para_2", "art_31__para_4", "art_7__para_1")
    'пунктом 4 статьи 31 настоящего Закона'
    """
    from lawkit.structure.labels import label

    words = old.split()
    if words[0].lower().startswith("настоящ"):  # «настоящей статьи», «настоящего пункта»
        return old if here == place or here.startswith(place + "__") else None
    inner, tail = _tail(place, here)
    last = eid.rsplit("__", maxsplit=1)[-1]
    if words[0].lower() in ("часть", "части", "частью") and len(words) > 1 and not last.startswith("al_"):
        return f"{words[0]} {words[1]} {label(inner, 'rus', 'gent')} {tail}"  # the unit's own text is its first part
    case = _case_of(words[0], last)
    return f"{label(inner, 'rus', case)} {tail}" if case else None


def russian_list(old: Sequence[str], places: Sequence[str], here: str) -> list[str] | None:
    """New words for each member of an enumeration; None unless all stand under one unit of the draft, in one kind."""
    from lawkit.structure.labels import label

    start = plural_case(old[0])
    if start is None or not all(places):
        return None
    parents = {p.rpartition("__")[0] for p in places}
    kinds = {p.rpartition("__")[2].rpartition("_")[0] for p in places}
    if len(parents) != 1 or len(kinds) != 1 or (kind := kinds.pop()) not in _PLURAL:
        return None
    word = next(w for w, c in _PLURAL[kind].items() if c == start[1])
    numbers = [_number(p, kind, start[1]) for p in places]
    parent = parents.pop()
    if parent:
        article, _, inner = parent.partition("__")
        same = article == here.split("__", maxsplit=1)[0]
        above = (
            label(inner, "rus", "gent") + " " if same and inner else "" if same else label(parent, "rus", "gent") + " "
        )
        ending = f" {above}{'настоящей статьи' if same else 'настоящего Закона'}"
    else:
        ending = " настоящего Закона"
    return [f"{word} {numbers[0]}", *numbers[1:-1], numbers[-1] + ending]


def _number(place: str, kind: str, case: Case) -> str:
    from lawkit.structure.labels import label

    step = place.rpartition("__")[2]
    if kind == "al":
        return label(step, "rus", case).split()[1]
    return step.rpartition("_")[2] + (")" if kind == "subpara" else "")


def kazakh_one(old: str, place: str, here: str) -> str | None:
    """Kazakh: the new numbers in the old words, whose endings stay; None when other units would have to be named.

    >>> kazakh_one("осы Заңның 6-бабында", "art_56", "art_7__para_1")
    'осы Заңның 56-бабында'
    """
    from lawkit.structure.labels import chain

    lowered = old.lower()
    article = place.partition("__")[0]
    in_here = article == here.partition("__")[0]
    own_article = "осы бап" in lowered
    if own_article and not in_here:
        return None
    found = list(_KAZAKH.finditer(old))
    if not found:
        return old if own_article and place == article else None
    if any(word in lowered for word in ("бөлі", "абзац", "бөлік")) and "бірінші бөлі" not in lowered:
        return None
    new = {step.kind: step.number for step in chain(place)}
    named = {_kazakh_kind(m) for m in found}
    if named != set(new) - ({"article"} if own_article else set()) or len(found) != len(named):
        return None
    for match in reversed(found):
        old = old[: match.start("number")] + new[_kazakh_kind(match)] + old[match.end("number") :]
    return old


# «6-бабында», «20-тармағының», «3) тармақшасы»
_KAZAKH = re.compile(
    r"(?P<number>\d+(?:-\d+)*)(?:\)\s?(?P<sub>тармақша)\w*|-(?P<unit>баб|бап|тармақ(?!ша)|тармағ)\w*)", re.IGNORECASE
)


def _kazakh_kind(match: re.Match[str]) -> str:
    if match["sub"]:
        return "subparagraph"
    return "article" if match["unit"].lower().startswith("ба") else "paragraph"
