"""Addresses in words for people: «подпункт 3) пункта 1 статьи 5 Закона № 401-V»; machine addresses stay in tables."""

from __future__ import annotations

from collections.abc import Mapping

from lawkit.model import LANGUAGES, Act, Address, Language

_ACT: dict[Language, str] = {"rus": "{label}, № {number}", "kaz": "№ {number}, {label}", "eng": "{label}, No. {number}"}
_TITLE: dict[Language, str] = {"rus": "{label} ({title})", "kaz": "{label} ({title})", "eng": "{label} ({title})"}


def spoken(address: str | Address, acts: Mapping[str, Act], language: Language = "rus") -> str:
    """A provision's name with its act's number, else its title, in one language; the address itself if it is no id."""
    from lawkit.structure.labels import label

    place = Address.parse(address) if isinstance(address, str) else address
    act = acts.get(place.act)
    try:
        name = label(place.eid, language)
    except ValueError:
        name = place.eid
    if act is None:
        return f"{name}, {place.act}"
    if act.number:
        return _ACT[language].format(label=name, number=act.number)
    return _TITLE[language].format(label=name, title=act.title)


def in_languages(address: str, acts: Mapping[str, Act]) -> dict[Language, str]:
    """The same in all three languages."""
    return {language: spoken(address, acts, language) for language in LANGUAGES}
