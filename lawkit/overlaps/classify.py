"""What a verified pair is: a duplicate, a variant, or a conflict; decided by what differs, never by likeness alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from lawkit.model import Language, Tier
from lawkit.overlaps.comparison import Comparison, compare
from lawkit.overlaps.facts import Difference, Facts, about_run, read_facts
from lawkit.overlaps.rules import stems, thresholds
from lawkit.overlaps.units import Unit, place_words

Weigh = Callable[[str], float]
_ORDER = ("modality", "deadline", "sanction", "number", "condition", "body")
_CODES = {
    "modality": "modality-conflict",
    "deadline": "deadline-conflict",
    "sanction": "sanction-conflict",
    "number": "number-conflict",
    "condition": "condition-conflict",
    "body": "competence-overlap",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a pair was judged to be; `differences` are words of the one and of the other side."""

    code: str
    tier: Tier
    score: float
    differences: list[tuple[str, str]] = field(default_factory=list)
    about: tuple[str, ...] = ()
    figures: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """A pair's words weighed: what is common, what only one side has, in all and outside what facts explain."""

    comparison: Comparison
    runs: tuple[Difference, ...]
    facts: tuple[Facts, Facts]
    common: float
    only: tuple[float, float]
    unexplained: tuple[float, float]

    @property
    def alike(self) -> float:
        """Share of the weight that stays, the greater loss of the two counted."""
        return self.common / max(self.common + max(self.only), 1e-9)

    @property
    def rest_alike(self) -> float:
        """The same, leaving out the words that state facts, bodies, conditions and sanctions."""
        return self.common / max(self.common + max(self.unexplained), 1e-9)

    @property
    def inside(self) -> float:
        """Share of the smaller text that the other holds."""
        return self.common / max(self.common + min(self.only), 1e-9)

    @property
    def swapped(self) -> float:
        """Weight that was put in the place of other words, against what is common."""
        return min(self.unexplained) / max(self.common, 1e-9)


def measure(a: str, b: str, language: Language, weigh: Weigh) -> Measured:
    """Compare two texts and weigh their differences."""
    comparison = compare(a, b)
    words_a, words_b = comparison.words_a, comparison.words_b
    facts = read_facts(words_a, language), read_facts(words_b, language)
    cut = stems(language).of
    stems_a, stems_b = cut(list(words_a)), cut(list(words_b))
    content_a, content_b = _content(words_a, stems_a), _content(words_b, stems_b)
    both = content_a & content_b
    runs = tuple(about_run(words_a, words_b, run, language) for run in comparison.runs if run[0] != "equal")
    explained_a = set(facts[0].used).union(*(range(*r.range_a) for r in runs if r.about))
    explained_b = set(facts[1].used).union(*(range(*r.range_b) for r in runs if r.about))
    only_a, only_b = content_a - both, content_b - both
    return Measured(
        comparison,
        runs,
        facts,
        _weight(both, weigh),
        (_weight(only_a, weigh), _weight(only_b, weigh)),
        (
            _weight(only_a - _at(stems_a, explained_a), weigh),
            _weight(only_b - _at(stems_b, explained_b), weigh),
        ),
    )


def _content(words: tuple[str, ...], cut: list[str]) -> Counter[str]:
    return Counter(stem for word, stem in zip(words, cut, strict=True) if word[0].isalnum() and not _is_item(word))


def _is_item(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _at(cut: list[str], places: set[int]) -> Counter[str]:
    return Counter(cut[i] for i in places if i < len(cut))


def _weight(bag: Counter[str], weigh: Weigh) -> float:
    return sum(weigh(stem) * count for stem, count in bag.items())


def conflicts(measured: Measured) -> tuple[str, ...]:
    """What the two texts state differently, in order of weight."""
    a, b = measured.facts
    found = set()
    if a.modality != b.modality and (a.modality or b.modality):
        one, two = set(a.modality), set(b.modality)
        if one and two and one != two:
            found.add("modality")
    if (a.negations + b.negations) % 2 == 1 and a.modality == b.modality:
        found.add("modality")
    if a.deadlines and b.deadlines and a.deadlines != b.deadlines:
        found.add("deadline")
    if a.numbers and b.numbers and a.numbers != b.numbers:
        found.add("number")
    cancelled = _cancelled(measured)
    for run in measured.runs:
        if run.about and not cancelled(run):
            found.add(run.about)
    return tuple(name for name in _ORDER if name in found)


def _cancelled(measured: Measured) -> Callable[[Difference], bool]:
    """Tells whether a run's words all stand elsewhere on the other side: then they only moved or changed their form."""
    a = Counter(w[:5] for w in measured.comparison.words_a if w.isalnum())
    b = Counter(w[:5] for w in measured.comparison.words_b if w.isalnum())
    only_a, only_b = a - b, b - a

    def check(run: Difference) -> bool:
        return not any(w[:5] in only_a for w in run.words_a) and not any(w[:5] in only_b for w in run.words_b)

    return check


def differing(measured: Measured) -> list[tuple[str, str]]:
    """The words that differ, side by side, moved and cancelled ones left out; at most eight places."""
    cancelled = _cancelled(measured)
    out = []
    for run in measured.runs:
        if cancelled(run):
            continue
        one = " ".join(w for w in run.words_a if w.isalnum())
        two = " ".join(w for w in run.words_b if w.isalnum())
        if one or two:
            out.append((one, two))
    return out[:8]


def judge(a: Unit, b: Unit, weigh: Weigh) -> Judged | None:
    """What the pair is; None when the likeness is of form only."""
    language: Language = a.address.language or "rus"
    measured = measure(a.text, b.text, language, weigh)
    about = conflicts(measured)
    tiers = thresholds()["tiers"]
    figures = {
        "alike": round(measured.alike, 4),
        "rest_alike": round(measured.rest_alike, 4),
        "inside": round(measured.inside, 4),
        "place": round(place_likeness(a, b), 4),
    }
    lower = _needs_place(a, b) and figures["place"] < 0.34
    code, tier = _decide(a, b, measured, about, tiers)
    if code is None or tier is None:
        return None
    if lower:
        tier = _lowered(tier)
    if tier is None:
        return None
    return Judged(code, tier, round(measured.alike, 4), differing(measured), about, figures)


def _decide(
    a: Unit, b: Unit, measured: Measured, about: tuple[str, ...], tiers: dict[str, dict[str, float]]
) -> tuple[str | None, Tier | None]:
    if a.key == b.key:
        return "duplicate", "certain"
    if about and len(about) <= 2:
        tier = _tier(measured.rest_alike, tiers["conflict"])
        if tier:
            return _CODES[about[0]], tier if len(about) == 1 or tier != "certain" else "likely"
    tier = _tier(measured.alike, tiers["near"])
    if tier and (tier == "certain" or measured.swapped < 0.12):
        code = "near-duplicate" if measured.comparison.ratio >= 0.75 else "paraphrase"
        return code, "likely" if about and tier == "certain" else tier
    shorter = min(a.length, b.length) / max(a.length, b.length)
    tier = _tier(measured.inside, tiers["containment"])
    if tier and shorter <= tiers["containment"]["most_of_longer"] and min(a.length, b.length) > 7:
        return "containment", tier
    if measured.alike >= tiers["paraphrase"]["possible"]:
        return "paraphrase", "likely" if measured.alike >= tiers["paraphrase"]["likely"] and not about else "possible"
    return None, None


def _tier(value: float, steps: dict[str, float]) -> Tier | None:
    for name in ("certain", "likely", "possible"):
        if name in steps and value >= steps[name]:
            return name
    return None


def _lowered(tier: Tier) -> Tier | None:
    steps: dict[Tier, Tier | None] = {"certain": "likely", "likely": "possible", "possible": None}
    return steps[tier]


def _needs_place(a: Unit, b: Unit) -> bool:
    return min(a.length, b.length) <= int(thresholds()["units"]["short"])


def place_likeness(a: Unit, b: Unit) -> float:
    """How much the headings and lead-ins agree; 1 where neither says anything."""
    one, two = place_words(a), place_words(b)
    if not one and not two:
        return 1.0
    return len(one & two) / max(1, min(len(one), len(two))) if one and two else 0.5
