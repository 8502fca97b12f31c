"""A sentence or list item as the norm reader sees it: its words, the main clause, and the list it stands in."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lawkit.language import lemmas
from lawkit.language.data import language_rules
from lawkit.language.morphology import Form, russian_form
from lawkit.language.sieve import Sieve
from lawkit.model import Language, Modality, Provision

_FIRST_WORD = re.compile(r"[^\W\d_]+")
_BRACKETS = re.compile(r"\(([^()]{3,400})\)")
_SMALL_BEFORE = re.compile(r"(?:(?:в|с|к|о|об|для|на|по|при|под|из|за|от|у|in|of|to|by|on|and|и|или|а|то)\s+){0,2}")
_CLAUSE_EDGE = re.compile(r"[,;:]")


@dataclass(slots=True)
class Clause:
    """One sentence or list item. `main` is `low` with subordinate clauses blanked: same length, same offsets."""

    text: str
    low: str
    main: str
    offset: int
    provision: Provision
    language: Language
    lead: Lead | None = None
    heading: str = ""  # of the article, folded
    introduces: bool = False  # it ends with a colon and a list follows
    items: tuple[str, str] = ("", "")  # folded first and last item of its list: in Kazakh the last holds the predicate
    spoken: str = ""  # `main` without what stands in quotation marks
    initials: frozenset[str] = frozenset()  # short names of parties, made of first letters
    predicate: int = -1  # where the modal word or verb begins, once known


@dataclass(slots=True)
class Lead:
    """What a lead-in gives its list: modality, addressee, and whether the items are deeds, principles or mere things."""

    modality: Modality
    addressee: str = ""
    body: str = ""
    kind: str = ""  # powers, principles, enumeration, modal, bare (the predicates stand in its items)
    condition: str = ""
    negated: bool = False


class Patterns(NamedTuple):
    """The compiled norms.yaml of one language, without deadlines."""

    modality: tuple[tuple[Modality, Sieve], ...]
    statements: Sieve
    delegation: Sieve
    not_delegation: Sieve
    principles: Sieve
    powers: Sieve
    enumerations: Sieve
    subordinate: Sieve
    condition: Sieve
    exception: Sieve
    sanction: Sieve
    negation: Sieve
    heads: frozenset[str]
    head_endings: Sieve
    not_heads: frozenset[str]
    subject_stops: frozenset[str]
    subject_keeps: Sieve
    operative: Sieve
    instructs: Sieve
    citations: Sieve
    delegation_list: Sieve
    embedded_delegation: Sieve
    impersonal: Sieve
    acting_reflexives: frozenset[str]
    either_reflexives: frozenset[str]
    own_deeds: frozenset[str]
    ruling_nouns: frozenset[str]
    naming_nouns: frozenset[str]
    initials: frozenset[str]
    results: frozenset[str]
    defines_by_list: Sieve
    reach_back: bool
    verbs: frozenset[str]
    not_verbs: frozenset[str]
    adjectives: frozenset[str]
    active_participles: frozenset[str]


@lru_cache(maxsize=3)
def patterns(language: Language) -> Patterns:
    """The compiled patterns of rules/languages/<language>/norms.yaml."""
    data = language_rules(language, "norms")

    def joined(value: object) -> Sieve:
        parts = [str(v) for v in value] if isinstance(value, list) else [str(value)] if value else []
        return Sieve(*parts, place=f"rules/languages/{language}/norms.yaml")

    modality: list[tuple[Modality, Sieve]] = [
        (name, joined(data["modality"].get(name))) for name in ("prohibition", "right", "duty")
    ]
    return Patterns(
        modality=tuple(modality),
        statements=joined(data.get("statements")),
        delegation=joined(data.get("delegation")),
        not_delegation=joined(data.get("not_delegation")),
        principles=joined(data.get("principles")),
        powers=joined(data.get("powers")),
        enumerations=joined(data.get("enumerations")),
        subordinate=joined(data.get("subordinate")),
        condition=joined(data.get("condition")),
        exception=joined(data.get("exception")),
        sanction=joined(data.get("sanction")),
        negation=joined(data.get("negation")),
        subject_keeps=joined(data.get("subject_keeps")),
        operative=joined(data.get("operative")),
        instructs=joined(data.get("instructs")),
        citations=joined(data.get("citations")),
        delegation_list=joined(data.get("delegation_list")),
        embedded_delegation=joined(data.get("embedded_delegation")),
        impersonal=joined(data.get("impersonal")),
        heads=frozenset(str(data.get("heads") or "").split()),
        head_endings=joined(data.get("head_endings")),
        not_heads=frozenset(str(data.get("not_heads") or "").split()),
        subject_stops=frozenset(str(data.get("subject_stops") or "").split()),
        acting_reflexives=frozenset(str(data.get("acting_reflexives") or "").split()),
        either_reflexives=frozenset(str(data.get("either_reflexives") or "").split()),
        own_deeds=frozenset(str(data.get("own_deeds") or "").split()),
        ruling_nouns=frozenset(str(data.get("ruling_nouns") or "").split()),
        naming_nouns=frozenset(str(data.get("naming_nouns") or "").split()),
        initials=frozenset(str(data.get("initials") or "").split()),
        results=frozenset(str(data.get("results") or "").split()),
        active_participles=frozenset(str(data.get("active_participles") or "").split()),
        adjectives=frozenset(str(data.get("adjectives") or "").split()),
        verbs=frozenset(str(data.get("verbs") or "").split()),
        not_verbs=frozenset(str(data.get("not_verbs") or "").split()),
        defines_by_list=joined(data.get("defines_by_list")),
        reach_back=bool(data.get("reach_back")),
    )


_QUOTED = re.compile(r"«[^«»]{1,1500}»|\"[^\"]{1,1500}\"|“[^“”]{1,1500}”")


def without_quotations(text: str) -> str:
    """The text with quoted words blanked: an act's title in quotation marks says nothing here."""
    if '"' not in text and "«" not in text and "“" not in text:
        return text
    return _QUOTED.sub(lambda m: " " * len(m.group()), text)


def main_clause(low: str, language: Language) -> str:
    """The text with subordinate clauses replaced by spaces: from «, который», «если» and the like to the next comma."""
    subordinate = patterns(language).subordinate
    if language == "rus" and "(" in low:
        low = _BRACKETS.sub(lambda m: " " * len(m.group()) if _is_participle(m.group(1)) else m.group(), low)
    edges = [0, *(m.end() for m in _CLAUSE_EDGE.finditer(low)), len(low)]
    pieces = [low[start:end] for start, end in itertools.pairwise(edges)]
    hidden = [
        bool(_is_subordinate(piece, language, subordinate) if index else subordinate.match(piece))
        for index, piece in enumerate(pieces)
    ]
    if language == "rus":
        _finish_conditions(pieces, hidden)
        _free_subjects(pieces, hidden)
    return "".join(" " * len(piece) if gone else piece for piece, gone in zip(pieces, hidden, strict=True))


_IF = re.compile(r"\W*(?:(?:и|или|а|в\s+случае|в\s+случаях)\s+)?(?:если|когда|чь[еяёи]|чей)\b")
_IN_CASE = re.compile(r"\W*в\s+случа(?:е|ях)\s+(?!если|когда)")
_CASE = re.compile(r"\W*в\s+случа(?:е|ях)\s")
_JOINS = re.compile(r"\b(?:если|когда|что|котор[а-я]+|где)\b")
_PREDICATES = frozenset({"VERB", "PRTS", "ADJS", "PRED"})
_REACH = 12  # clauses that a condition may go on for
_MODAL_WORDS = frozenset({"вправе", "нужно", "можно", "нельзя"})


def _has_predicate(piece: str) -> bool:
    return any(
        len(w) > 2 and (w in _MODAL_WORDS or russian_form(w).first in _PREDICATES) for w in _FIRST_WORD.findall(piece)
    )


def _finish_conditions(pieces: list[str], hidden: list[bool]) -> None:
    """«если отказ, вызванный просрочкой, нарушил права, суд …»: an «если» without its verb goes on to that verb."""
    for index, piece in enumerate(pieces):
        if hidden[index] and _IN_CASE.match(piece) and not _JOINS.search(piece) and _has_predicate(piece):
            hidden[index] = False  # «В случае смерти служащего семье выплачивается пособие, …»: no comma parts the two
        if not hidden[index] or not _IF.match(piece) or _has_predicate(piece):
            continue
        near = range(index + 1, min(index + _REACH, len(pieces)))
        later = [i for i in near if not hidden[i] and _has_predicate(pieces[i])]
        if len(later) > 1:  # one verb belongs to the condition, another is the main one
            hidden[later[0]] = True


def _free_subjects(pieces: list[str], hidden: list[bool]) -> None:
    """«В случае отказа | органы областей, городов направляют решение»: the subject that no comma parts from a condition."""
    for index, piece in enumerate(pieces[:-1]):
        if not hidden[index] or not _CASE.match(piece) or _has_predicate(piece):
            continue
        told = hidden[index + 1] and _tells_subject(pieces[index + 1])
        verb = index + 2 if told else index + 1
        if verb >= len(pieces) or hidden[verb] or not _has_predicate(pieces[verb]):
            continue
        words = list(_FIRST_WORD.finditer(piece))
        forms = [russian_form(w.group()) for w in words]
        at = next((i for i in range(len(words) - 1, 1, -1) if _is_subject(words[i].group(), forms[i])), 0)
        if told and not at and words[-1].group() == "лица":
            at = len(words) - 1
        while at > 1 and forms[at - 1].first in {"ADJF", "PRTF"} and "nomn" in forms[at - 1].cases:
            at -= 1
        if at:
            pieces[index] = " " * words[at].start() + piece[words[at].start() :]
            hidden[index] = False


def _tells_subject(piece: str) -> bool:
    """«лица, осуществляющие учет, …»: a participle that can only stand with a subject."""
    word = _FIRST_WORD.search(piece)
    form = russian_form(word.group()) if word else None
    return form is not None and form.first == "PRTF" and "nomn" in form.cases and "gent" not in form.cases


def _is_subject(word: str, form: Form) -> bool:
    """Whether a word can only be a subject that acts."""
    if form.first != "NOUN" or "nomn" not in form.cases or "gent" in form.cases:
        return False
    return form.animate or lemmas([word], "rus")[0] in patterns("rus").heads


def _is_participle(text: str) -> bool:
    """Whether Russian text begins with a participle, also a denied one: «не являющихся …»."""
    word = _FIRST_WORD.match(text.removeprefix("не "))
    return word is not None and russian_form(word.group()).first == "PRTF"


def _is_subordinate(piece: str, language: Language, subordinate: Sieve) -> bool:
    head = piece.lstrip(" ,(")
    first = _SMALL_BEFORE.match(head)
    after = head[first.end() :] if first else head
    if subordinate.match(after) or subordinate.match(head) or (language == "rus" and " котор" in piece):
        return True
    if language != "rus":
        return False
    return _is_participle(head)
