"""Which body or role of rules/bodies.yaml the words of an addressee name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from lawkit.errors import RulesError
from lawkit.language import lemma_key, lemmas
from lawkit.language.data import read_yaml
from lawkit.language.morphology import russian_form
from lawkit.model import LANGUAGES, Language
from lawkit.resources import resource

_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the state, or a role that each act fills in its own way (`generic`)."""

    id: str
    names: dict[Language, tuple[str, ...]]
    generic: bool = False


@lru_cache(maxsize=1)
def load_bodies() -> dict[str, Body]:
    """The entries of rules/bodies.yaml by id, in order; raises RulesError naming every broken entry."""
    content = read_yaml(resource("rules", "bodies.yaml"))
    problems: list[str] = []
    bodies: dict[str, Body] = {}
    entries = [e for group in content.values() if isinstance(group, list) for e in group]
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not entry.get("id"):
            problems.append(f"entry {number} has no id")
            continue
        if entry["id"] in bodies:
            problems.append(f"id {entry['id']} stands twice")
        names = {lang: tuple(str(n) for n in entry.get(lang) or ()) for lang in LANGUAGES}
        bodies[str(entry["id"])] = Body(str(entry["id"]), names, bool(entry.get("generic")))
    if problems:
        raise RulesError(f"rules/bodies.yaml: {problems[0]}", "correct the entries", tuple(problems))
    return bodies


@lru_cache(maxsize=3)
def _table(language: Language) -> dict[tuple[str, ...], str]:
    """Lemmas of each name → id; the first entry keeps a name that two claim."""
    table: dict[tuple[str, ...], str] = {}
    for body in load_bodies().values():
        for name in body.names[language]:
            key = tuple(lemma_key(name, language).split())
            if key:
                table.setdefault(key, body.id)
    return table


@lru_cache(maxsize=20_000)
def body_of(addressee: str, language: Language) -> str:
    """The id of the body or role that the words name, the longest name winning; empty when none does.

    The head of the group counts: «руководитель уполномоченного органа» is not the authorised body. In Kazakh the head
    stands last, in Russian and English first.
    """
    tokens = lemma_key(addressee, language).split()
    return _by_last(tokens) if language == "kaz" else _by_first(tokens, language)


def _by_first(tokens: list[str], language: Language) -> str:
    table = _table(language)
    for start in range(len(tokens)):
        for length in range(min(_LONGEST, len(tokens) - start), 0, -1):
            found = table.get(tuple(tokens[start : start + length]))
            if found:
                return found
        if language == "rus" and russian_form(tokens[start]).first == "NOUN":
            return ""
    return ""


def _by_last(tokens: list[str]) -> str:
    table = _table("kaz")
    for start in range(max(0, len(tokens) - _LONGEST), len(tokens)):
        found = table.get(tuple(tokens[start:]))
        if found:
            return found
    return ""


def longest_name(words: list[str]) -> int:
    """From which of the Kazakh words on they are the name of a body, the longest name; -1 when no ending is one."""
    table = _table("kaz")
    tokens = lemmas(words, "kaz")
    for start in range(max(0, len(tokens) - _LONGEST), len(tokens)):
        if tuple(tokens[start:]) in table:
            return start
    return -1
