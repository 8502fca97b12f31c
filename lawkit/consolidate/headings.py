"""Reads headings by rules/consolidate/headings.yaml: what names only the field, and whose competence an article is about.

Articles on competence are told apart by the body first and the field second: «Компетенция Правительства … в сфере
оказания государственных услуг» belongs to the Government, however many words it shares with the field's own body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lawkit.consolidate.outline import Outline, Target
from lawkit.consolidate.units import Head
from lawkit.errors import RulesError
from lawkit.model import LANGUAGES, Language
from lawkit.resources import from_yaml, resource

KEYS = ("sphere", "competence", "aside", "future")
BODY_FROM = 0.5  # likeness of bodies from which an article is about the same one
SPHERE_FROM = 0.34  # share of the target's field that the article's must have
OPEN_SPHERE = 0.5  # what a body of all fields counts for
PREFERRED = 0.05
SHORTEST = 3  # letters of a stem
READ_UP_TO = 300  # characters of a heading
NAME_OF_BODY = 6  # words that name a body: the first ones
NAME_IN_KAZAKH = 3  # the last ones: «… Үкіметі айқындайтын уәкілетті органның құзыреті»

Stems = frozenset[str]


@dataclass(frozen=True, slots=True)
class Competence:
    """Whose competence an article is about: stems of the body and of the field, which may be unsaid."""

    body: Stems
    sphere: Stems


@dataclass(frozen=True, slots=True)
class Body:
    """The target for an article on competence; `sure` when body and field are both the target's."""

    target: int
    second: int
    score: float
    sure: bool


@lru_cache(maxsize=1)
def _rules() -> dict[tuple[str, str], tuple[re.Pattern[str], ...]]:
    content: Any = from_yaml(resource("rules", "consolidate", "headings.yaml").read_text(encoding="utf-8")) or {}
    compiled: dict[tuple[str, str], tuple[re.Pattern[str], ...]] = {}
    for name, by_language in content.items():
        for language, patterns in by_language.items():
            if name not in KEYS or language not in LANGUAGES:
                raise RulesError(
                    f"rules/consolidate/headings.yaml: unknown key «{name}» or language «{language}»",
                    "use sphere, competence, aside, future; rus, kaz, eng",
                )
            try:
                compiled[name, language] = tuple(re.compile(p, re.IGNORECASE) for p in patterns)
            except re.error as error:
                raise RulesError(
                    f"rules/consolidate/headings.yaml, {name}, {language}: {error}", "correct the pattern"
                ) from error
    return compiled


def without_sphere(heading: str, language: Language) -> str:
    """The heading without the words that only name the field of its act; unchanged where nothing would be left."""
    told = heading.strip()[:READ_UP_TO]
    for pattern in _rules().get(("sphere", language), ()):
        cut = pattern.sub("", told, count=1).strip(" ,")
        if cut and cut != told:
            return cut
    return told


def without_asides(text: str, language: Language) -> str:
    """A text without the words that name other rules, which say nothing of what it is about itself."""
    for pattern in _rules().get(("aside", language), ()):
        text = pattern.sub(" ", text)
    return text


def future(text: str, language: Language) -> bool:
    """Whether nothing stands in a unit but when and by which law its words will take effect."""
    told = text.strip()
    return len(told) <= READ_UP_TO and any(p.search(told) for p in _rules().get(("future", language), ()))


def competence_of(heading: str, language: Language) -> Competence | None:
    """Body and field of an article on competence; None for any other heading."""
    told = " ".join(heading.split())[:READ_UP_TO]
    for pattern in _rules().get(("competence", language), ()):
        match = pattern.search(told)
        if match:
            named = match["body"].split()
            named = named[-NAME_IN_KAZAKH:] if language == "kaz" else named[:NAME_OF_BODY]
            return Competence(_stems(" ".join(named), language), _stems(match["sphere"] or "", language))
    return None


def find_bodies(heads: Sequence[Head], outline: Outline, language: Language) -> dict[int, Body]:
    """The targets of articles on competence, by the position of the head; heads on anything else are left out."""
    known = [
        (position, read)
        for position, target in enumerate(outline.targets)
        for phrase in _phrases_of(target, language)
        if (read := competence_of(phrase, language)) is not None
    ]
    if not known:
        return {}
    rare = _rarity(read.body for _, read in known)
    out: dict[int, Body] = {}
    for k, head in enumerate(heads):
        read = competence_of(head.heading, language)
        if read is not None:
            found = _body(head, read, known, rare, outline, language)
            if found is not None:
                out[k] = found
    return out


def _body(
    head: Head, read: Competence, known: Sequence[tuple[int, Competence]], rare: dict[str, float], outline: Outline,
    language: Language,
) -> Body | None:  # fmt: skip
    sphere = read.sphere or _stems(head.act.title, language)
    scores: dict[int, float] = {}
    fits: dict[int, bool] = {}
    for position, other in known:
        alike = _dice(read.body, other.body, rare)
        if alike < BODY_FROM:
            continue
        held = len(sphere & other.sphere) / len(other.sphere) if other.sphere else OPEN_SPHERE
        score = alike + held + PREFERRED * (head.act.act_id in outline.targets[position].acts)
        if score > scores.get(position, 0.0):
            scores[position], fits[position] = score, held >= SPHERE_FROM
    if not scores:
        return None
    order = sorted(scores, key=lambda k: (-scores[k], k))
    best = next((k for k in order if fits[k]), None)
    if best is None:  # a body of that kind, in a field for which the outline has none
        rest = [(k, other) for k, other in known if not other.sphere] or known
        best = max(rest, key=lambda found: _dice(read.body, found[1].body, rare))[0]
        return Body(best, order[0] if order[0] != best else order[-1], 0.0, False)
    second = next((k for k in order if k != best), best)
    return Body(best, second, min(1.0, scores[best] / 2), True)


def _phrases_of(target: Target, language: Language) -> Iterable[str]:
    return (target.heading.get(language, ""), *(target.cues or {}).get(language, ()))


def telling_stems(text: str, language: Language) -> list[str]:
    """Stems of lemmas, in order, without the shortest: «органа» and «органов» have one, which stemming alone misses."""
    from lawkit.language import lemmas, stems, words

    return [s for s in stems(lemmas(words(text), language), language) if len(s) >= SHORTEST]


def _stems(text: str, language: Language) -> Stems:
    return frozenset(telling_stems(text, language))


def _rarity(bodies: Iterable[Stems]) -> dict[str, float]:
    """How much a word tells one body from another: the fewer bodies have it, the more."""
    every = list(bodies)
    count: dict[str, int] = {}
    for body in every:
        for stem in body:
            count[stem] = count.get(stem, 0) + 1
    return {stem: 1 / n**0.5 for stem, n in count.items()}


def _dice(one: Stems, other: Stems, rare: dict[str, float]) -> float:
    """Twice the weight in common by the weight of both; words that no body of the outline has count little."""

    def weight(stems: Stems) -> float:
        return sum(rare.get(s, 0.1) for s in stems)

    total = weight(one) + weight(other)
    return 2 * weight(one & other) / total if total else 0.0
