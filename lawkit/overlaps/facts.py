"""What a provision's text states that can conflict: periods, modality, negation, quantities; and what a diff is about.

Facts are read from words alone, so that two provisions can be compared even where no norm was extracted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from lawkit.model import Language
from lawkit.overlaps.rules import MONTHS, DifferenceWords, difference_words, stems

_LONG_RUN = 16  # words
_LONG_NAME = 9
_LONGEST_EVENT = 9
_NUMBER = re.compile(r"^\d+$")


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one text; each is a counter, so that «5 дней» twice is not «5 дней» once."""

    deadlines: Counter[tuple[int, str, str]]  # amount, unit, calendar
    modality: Counter[str]
    negations: int
    numbers: Counter[int]  # quantities that are no period, reference or date
    sanctions: Counter[tuple[str, ...]]
    used: frozenset[int]  # places of the words that these facts rest on


def read_facts(words: Sequence[str], language: Language) -> Facts:
    """Facts of a text given as folded words (marks among them)."""
    data = difference_words(language)
    cut = stems(language).of(list(words))
    used: set[int] = set()
    deadlines, numbers, terms = _quantities(words, data, used)
    modality, negations = _modality(words, cut, data, used)
    sanctions = terms + Counter(found for _, found in _find(cut, data.sanction))
    return Facts(deadlines, modality, negations, numbers, sanctions, frozenset(used))


def _quantities(
    words: Sequence[str], data: DifferenceWords, used: set[int]
) -> tuple[Counter[tuple[int, str, str]], Counter[int], Counter[tuple[str, ...]]]:
    """Periods, other quantities, and the periods of sanctions («влечет приостановление … на срок до»)."""
    deadlines: Counter[tuple[int, str, str]] = Counter()
    numbers: Counter[int] = Counter()
    sanctions: Counter[tuple[str, ...]] = Counter()
    for place, amount in _amounts(words, data):
        following = [word for word in words[place + 1 : place + 6] if word.isalnum()][:3]
        unit = next((data.units[word] for word in following if word in data.units), "")
        if not unit:
            numbers[amount] += 1
            used.add(place)
            continue
        end = _end_of_period(words, place + 1, data)
        used.update(range(place, end))
        calendar = _calendar(following, data)
        if any(word in data.sanction_context for word in words[max(0, place - 14) : place]):
            sanctions[str(amount), unit, calendar] += 1
        else:
            deadlines[amount, unit, calendar] += 1
    return deadlines, numbers, sanctions


def _end_of_period(words: Sequence[str], start: int, data: DifferenceWords) -> int:
    """Where a period ends, the event it runs from included («пяти рабочих дней со дня получения запроса»)."""
    unit = next((i for i in range(start, min(start + 5, len(words))) if words[i] in data.units), start)
    if not any(place == 0 for place, _ in _find(words[unit + 1 : unit + 4], data.deadline_event)):
        return unit + 1
    end = unit + 1
    while end < len(words) and end - unit < _LONGEST_EVENT and words[end].isalnum():
        end += 1
    return end


def _calendar(following: Sequence[str], data: DifferenceWords) -> str:
    if any(word in data.working for word in following):
        return "working"
    return "calendar" if any(word in data.calendar for word in following) else ""


def _amounts(words: Sequence[str], data: DifferenceWords) -> Iterable[tuple[int, int]]:
    """Places and values of numbers that are neither numbers of provisions or acts nor parts of dates."""
    in_reference = False
    for place, word in enumerate(words):
        if word in data.before_reference:
            in_reference = True
        elif word.isalpha() and word not in ("и", "или", "–", "-"):
            in_reference = in_reference and word in data.before_reference
        value = int(word) if _NUMBER.match(word) and len(word) < 10 else data.numerals.get(word)
        if value is None:
            continue
        after = words[place + 1] if place + 1 < len(words) else ""
        before = words[place - 1] if place else ""
        if (in_reference and _NUMBER.match(word)) or (1900 <= value <= 2100 and data.units.get(after) == "year"):
            continue
        is_date = after in MONTHS or (after in (".", "/") and _is_number(words, place + 2)) or before in (".", "/")
        is_item = after in (")", "-") or before in ("№", "-") or (place == 0 and after in (".", ")"))
        if not is_date and not is_item:
            yield place, value


def _is_number(words: Sequence[str], place: int) -> bool:
    return place < len(words) and words[place].isdigit()


def _modality(
    words: Sequence[str], cut: Sequence[str], data: DifferenceWords, used: set[int]
) -> tuple[Counter[str], int]:
    found: Counter[str] = Counter()
    taken: set[int] = set()
    groups = (
        ("prohibition", data.prohibition),
        ("", data.harmless_negation),
        ("duty", data.duty),
        ("right", data.right),
    )
    for name, phrases in groups:
        for place, phrase in _find(cut, phrases):
            places = range(place, place + len(phrase))
            if taken.isdisjoint(places):
                taken.update(places)
                if name:
                    found[name] += 1
                    used.update(places)
    negated = [i for i, word in enumerate(words) if word in data.negation and i not in taken]
    used.update(negated)
    return found, len(negated)


def _find(cut: Sequence[str], phrases: frozenset[tuple[str, ...]]) -> list[tuple[int, tuple[str, ...]]]:
    """Places of phrases in a list of stems, in order, longer phrases first."""
    by_head = _by_head(phrases)
    out = []
    for place, stem in enumerate(cut):
        for phrase in by_head.get(stem, ()):
            if len(phrase) == 1 or tuple(cut[place : place + len(phrase)]) == phrase:
                out.append((place, phrase))
                break
    return out


@cache
def _by_head(phrases: frozenset[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    heads: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        heads.setdefault(phrase[0], []).append(phrase)
    return heads


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two texts differ, and what it is about («body», «condition», «sanction», «» for anything)."""

    about: str
    words_a: tuple[str, ...]
    words_b: tuple[str, ...]
    range_a: tuple[int, int]
    range_b: tuple[int, int]


def about_run(
    a: Sequence[str], b: Sequence[str], run: tuple[str, int, int, int, int], language: Language
) -> Difference:
    """What a deleted, inserted or replaced run is about."""
    data = difference_words(language)
    _, i, j, k, m = run
    one, two = list(a[i:j]), list(b[k:m])
    cut = stems(language).of
    one_stems, two_stems = cut(one), cut(two)
    about = ""
    if max(len(one), len(two)) > _LONG_RUN:
        pass  # whole sentences differ: not one thing
    elif _find(one_stems, data.sanction) or _find(two_stems, data.sanction):
        about = "sanction"
    elif _conditional(a, b, run, data):
        about = "condition"
    elif (
        one
        and two
        and max(len(one), len(two)) <= _LONG_NAME
        and _names_body(a, i, j, data, language)
        and _names_body(b, k, m, data, language)
    ):
        about = "body"
    return Difference(about, tuple(one), tuple(two), (i, j), (k, m))


def _conditional(
    a: Sequence[str], b: Sequence[str], run: tuple[str, int, int, int, int], data: DifferenceWords
) -> bool:
    """Whether a condition came, went or changed: its marker stands in all that differs, or right before it."""
    _, i, j, k, m = run
    one, two = bool(_find(a[i : j + 1], data.condition)), bool(_find(b[k : m + 1], data.condition))
    if one and two:
        return True
    if one or two:
        return i == j or k == m  # one side only: nothing stands in its place
    ahead = bool(_find(a[max(0, i - 3) : i], data.condition)) and bool(_find(b[max(0, k - 3) : k], data.condition))
    return ahead and i < j and k < m


def _names_body(words: Sequence[str], start: int, end: int, data: DifferenceWords, language: Language) -> bool:
    """Whether the words from start to end name a body or a part of its name."""
    cut = stems(language).of
    run = cut(list(words[start:end]))
    if any(stem in data.bodies for stem in run):
        return True
    if any(word.endswith(data.verb_endings) and len(word) > 4 for word in words[start:end]) or not run:
        return False
    after = cut([word for word in words[end : end + 1] if word.isalpha()])
    if after and after[0] in data.bodies and words[end - 1].endswith(data.adjective_endings):
        return True
    before = cut([word for word in words[max(0, start - 6) : start] if word.isalpha()])
    if before and before[-1] in data.bodies_with_genitive:
        return True
    field = [*before, *run[:2]]  # «орган в | сфере информатизации»: the cut may fall inside the phrase
    return any(place and field[place - 1] in data.bodies for place, _ in _find(field, data.field_of_body))
