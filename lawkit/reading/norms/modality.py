"""Must, may, must not, power, principle, rule-making, or nothing: the modality of a clause."""

from __future__ import annotations

from lawkit.language import words
from lawkit.language.morphology import russian_form
from lawkit.model import Modality
from lawkit.reading.norms.clauses import Clause, patterns


def explicit(clause: Clause) -> tuple[Modality, int] | None:
    """The modality that a modal word of the main clause gives, with its place; the first modal word decides."""
    found: list[tuple[int, int, Modality]] = []
    for rank, (name, pattern) in enumerate(patterns(clause.language).modality):
        match = pattern.search(clause.main)
        if match:
            found.append((match.start(), rank, name))
    if not found:
        return None
    if clause.language == "kaz":  # the predicate stands last
        place, _, name = max(found, key=lambda f: (f[0], -f[1]))
        prohibition = next((f for f in found if f[2] == "prohibition"), None)
        return (prohibition[2], prohibition[0]) if prohibition else (name, place)
    place, _, name = min(found)
    return name, place


def delegates(clause: Clause) -> int:
    """Where the rule-making verb stands, -1 when the clause hands no rule-making to anybody."""
    rules = patterns(clause.language)
    match = rules.delegation.search(clause.main)
    if not match or rules.not_delegation.search(clause.main, match.start()):
        return -1
    return match.start()


def finite_verb(clause: Clause) -> int:
    """Where the main clause's first finite verb stands; -1 when there is none."""
    if clause.language == "rus":
        at = 0
        for word in words(clause.main):
            at = clause.main.find(word, at)
            if len(word) > 2 and russian_form(word).first == "VERB":
                return at
            at += len(word)
        return -1
    if clause.language == "kaz":
        last = words(clause.main.rstrip(" .;:"))[-1:]
        if last and last[0].endswith(("ады", "еді", "йды", "йді", "иды", "иді", "ды", "ді")):
            return clause.main.rfind(last[0])
        return -1
    return -1


def is_statement(clause: Clause) -> bool:
    """Whether the clause merely states: scope, composition, entry into force, liability."""
    return bool(patterns(clause.language).statements.search(clause.main))
