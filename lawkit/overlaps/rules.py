"""The data that lawyers edit: thresholds, words of difference, boilerplate, sentences. Read once, checked, cached."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from lawkit.errors import RulesError
from lawkit.language.sieve import Sieve
from lawkit.model import Language, LegalClass
from lawkit.resources import from_yaml, resource

MONTHS = frozenset(
    [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


@cache
def _load(name: str) -> Any:
    import yaml

    path = resource("rules", "overlaps", name)
    try:
        return from_yaml(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise RulesError(f"rules/overlaps/{name} cannot be read: {problem}", "correct the file") from problem


@cache
def thresholds() -> Mapping[str, Any]:
    """rules/overlaps/thresholds.yaml."""
    data = _load("thresholds.yaml")
    missing = [key for key in ("join", "units", "tiers", "boilerplate") if key not in data]
    if missing:
        raise RulesError(f"rules/overlaps/thresholds.yaml lacks {', '.join(missing)}", "restore the section")
    return dict(data)


@dataclass(frozen=True, slots=True)
class JoinOptions:
    """What the join keeps; the values are reasoned in rules/overlaps/thresholds.yaml."""

    shingles: tuple[int, ...] = (2, 3, 4, 5, 6)  # lengths of phrases: the next where one is common
    caps: tuple[int, ...] = (60, 80, 120, 200, 300)  # for each length: a phrase in more texts is no evidence
    top: int = 20  # verified partners kept per text
    cosine: float = 0.06  # least share of common rare phrases
    jaccard: float = 0.23  # least idf-Jaccard of words, or …
    containment: float = 0.70  # … least share of one text's words found in the other
    workers: int = 1
    many: int = 1_000_000  # from so many texts on …
    caps_of_many: tuple[int, ...] = ()  # … these caps, where there are any

    def sized(self, total: int) -> JoinOptions:
        """The options for so many texts: the caps of many where there are many, for any number of texts from then on."""
        return replace(self, caps=self.caps_of_many) if self.caps_of_many and total >= self.many else self


def join_options(workers: int = 1) -> JoinOptions:
    """Options of the candidate join as the thresholds file sets them."""
    values = dict(thresholds()["join"])
    shingles, caps, of_many = (tuple(values.pop(name, ())) for name in ("shingles", "caps", "caps_of_many"))
    return JoinOptions(shingles, caps, caps_of_many=of_many, workers=workers, **values)


def standing(count: int, total: int) -> float:
    """How much a word of `count` among `total` texts says where a pair is judged: smoothed idf, in steps.

    Steps of an eighth, and of a quarter for all texts together: far below what decides, and a text more or less changes
    the weights of few words.
    """
    return 1.0 + round(4 * math.log1p(total)) / 4 - round(8 * math.log1p(count)) / 8


@dataclass(frozen=True, slots=True)
class DifferenceWords:
    """Words of one language that tell what a difference is about: stems, phrases as tuples; conditions as printed."""

    duty: frozenset[tuple[str, ...]]
    right: frozenset[tuple[str, ...]]
    prohibition: frozenset[tuple[str, ...]]
    negation: frozenset[str]
    harmless_negation: frozenset[tuple[str, ...]]
    units: Mapping[str, str]  # folded word → unit
    working: frozenset[str]
    calendar: frozenset[str]
    numerals: Mapping[str, int]
    before_reference: frozenset[str]
    condition: frozenset[tuple[str, ...]]
    exception: tuple[str, ...]
    sanction: frozenset[tuple[str, ...]]
    bodies: frozenset[str]
    bodies_with_genitive: frozenset[str]
    field_of_body: frozenset[tuple[str, ...]]
    deadline_event: frozenset[tuple[str, ...]]
    sanction_context: frozenset[str]
    plural_bodies: frozenset[str]
    generic_short: frozenset[str]
    general_matter: frozenset[str]
    reference_words: frozenset[str]
    people: tuple[str, ...]
    contents: frozenset[str]
    requisites: frozenset[str]
    persons: frozenset[str]
    own_field: tuple[str, ...]
    light: frozenset[str]
    legislation: frozenset[str]
    preparing: frozenset[str]
    deciding: frozenset[str]
    prepositions: frozenset[str]
    verb_endings: tuple[str, ...]
    adjective_endings: tuple[str, ...]


def stemmer(language: Language) -> Callable[[list[str]], list[str]]:
    """The function that stems a list of words of one language."""
    if language == "kaz":
        from lawkit.language import stems

        return lambda words: list(stems(words, "kaz"))
    import Stemmer

    cut: Any = Stemmer.Stemmer("russian" if language == "rus" else "english")
    cut.maxCacheSize = 0  # no word comes twice: remembering takes twice as long as stemming
    return lambda words: list(cut.stemWords(words))


class Stems:
    """Stems of folded words, remembered."""

    def __init__(self, language: Language) -> None:
        self._stem = stemmer(language)
        self._known: dict[str, str] = {}

    def of(self, words: list[str]) -> list[str]:
        """The stem of each word, «ё» as «е»."""
        known = self._known
        missing = [word for word in dict.fromkeys(words) if word not in known]
        if missing:
            known.update(zip(missing, self._stem([word.replace("ё", "е") for word in missing]), strict=True))
        return [known[word] for word in words]


@cache
def stems(language: Language) -> Stems:
    """The stems of one language."""
    return Stems(language)


@cache
def difference_words(language: Language) -> DifferenceWords:
    """rules/overlaps/differences.yaml, for one language."""
    data = _load("differences.yaml")
    if language not in data:
        raise RulesError(f"rules/overlaps/differences.yaml lacks {language}", "restore the language")
    part = data[language]
    cut = stems(language).of

    def phrases(items: list[str]) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(cut(item.casefold().split())) for item in items)

    def single(items: list[str]) -> frozenset[str]:
        return frozenset(cut([item.casefold() for item in items]))

    return DifferenceWords(
        duty=phrases(part["modality"]["duty"]),
        right=phrases(part["modality"]["right"]),
        prohibition=phrases(part["modality"]["prohibition"]),
        negation=frozenset(part["negation"]),
        harmless_negation=phrases(part["harmless_negation"]),
        units={word: unit for unit, words in part["units"].items() for word in words},
        working=frozenset(part["working"]),
        calendar=frozenset(part["calendar"]),
        numerals=dict(part["numerals"]),
        before_reference=frozenset(part["before_reference"]),
        condition=frozenset(tuple(item.casefold().split()) for item in part["condition"]),
        exception=tuple(part["exception"]),
        sanction=phrases(part["sanction"]),
        bodies=single(part["bodies"]),
        bodies_with_genitive=single(part["bodies_with_genitive"]),
        field_of_body=phrases(part["field_of_body"]),
        deadline_event=frozenset(tuple(item.casefold().split()) for item in part["deadline_event"]),
        sanction_context=frozenset(part["sanction_context"]),
        plural_bodies=frozenset(part["plural_bodies"]),
        generic_short=frozenset(item.casefold() for item in part["generic_short"]),
        general_matter=single(part["general_matter"]),
        reference_words=frozenset(part["reference_words"]),
        people=tuple(part["people"]),
        contents=frozenset(part["contents"]),
        requisites=frozenset(part["requisites"]),
        persons=frozenset(part["persons"]),
        own_field=tuple(part["own_field"]),
        light=single(part["light"]),
        legislation=single(part["legislation"]),
        preparing=frozenset(part["preparing"]),
        deciding=frozenset(part["deciding"]),
        prepositions=frozenset(part["prepositions"]),
        verb_endings=tuple(part["verb_endings"]),
        adjective_endings=tuple(part["adjective_endings"]),
    )


@cache
def cores_data() -> Mapping[str, Any]:
    """rules/overlaps/cores.yaml."""
    return dict(_load("cores.yaml"))


@cache
def boilerplate(language: Language | str) -> tuple[Sieve, ...]:
    """Patterns of wording that every act carries; of texts that are no norms, for «skip»; of general functions, for «general»."""
    place = "rules/overlaps/boilerplate.yaml"
    return tuple(Sieve(p, fold_case=True, place=place) for p in _load("boilerplate.yaml").get(language, ()))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding: its official class and its sentence in three languages."""

    code: str
    legal_class: LegalClass
    sentence: Mapping[Language, str]


@cache
def kinds() -> Mapping[str, Kind]:
    """rules/overlaps/kinds.yaml."""
    data = _load("kinds.yaml")
    return {code: Kind(code, part["class"], part["sentence"]) for code, part in data["kinds"].items()}


@cache
def phrases() -> Mapping[str, Mapping[Language, str]]:
    """Small phrases that the sentences are completed with."""
    return dict(_load("kinds.yaml")["phrases"])
