"""What a verified pair is: a duplicate, a variant, or a conflict; decided by what differs, never by likeness alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lawkit.model import Language, Tier
from lawkit.overlaps.comparison import Comparison, compare
from lawkit.overlaps.facts import Difference, Facts, about_run, read_facts
from lawkit.overlaps.listed import (
    lead_likeness,
    names_only,
    only_open,
    other_place,
    other_thing,
    place_likeness,
    says_little,
)
from lawkit.overlaps.rules import difference_words, stems, thresholds
from lawkit.overlaps.units import Unit, place_words

Weigh = Callable[[str], float]
_ORDER = ("modality", "deadline", "sanction", "number", "condition", "body")
_SHORT_WORD = 3  # letters
_KEPT = 0.85  # of the words in the same order: with less, who does what to whom may have changed
_FIRM = ("modality", "deadline", "number", "sanction")  # facts read from words; bodies and conditions need a reader
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
    added: float  # weight of the rarest word that one side has beyond the other, facts left out
    own: float  # weight of the word that each side has of its own at least: one wording, two things

    @property
    def alike(self) -> float:
        """Share of the weight that stays, the greater loss of the two counted."""
        return self.common / max(self.common + max(self.only), 1e-9)

    @property
    def rest_alike(self) -> float:
        """The same, leaving out the words that state facts, bodies, conditions and sanctions.

        Where one side only adds other words, part of them is forgiven.
        """
        rest = self.common / max(self.common + max(self.unexplained), 1e-9)
        held = self.common / max(self.common + min(self.unexplained), 1e-9)
        steps = thresholds()["tiers"]
        if held < steps["near"]["inside"] or self.in_order < steps["near"]["in_order"]:
            return rest
        return rest + float(steps["conflict"]["forgiven"]) * (held - rest)

    @property
    def in_order(self) -> float:
        """Share of the shorter text's words that stand in the other in the same order."""
        equal = sum(run[2] - run[1] for run in self.comparison.runs if run[0] == "equal")
        return equal / max(1, min(len(self.comparison.words_a), len(self.comparison.words_b)))

    def closeness(self, place: float) -> float:
        """The share that stays; where one side only adds words in the same place, most of the addition is forgiven."""
        steps = thresholds()["tiers"]["near"]
        if self.inside < steps["inside"] or self.in_order < steps["in_order"]:
            return self.alike
        if place < steps["place"] or self.alike < steps["forgiven_least"]:
            return self.alike
        return self.alike + float(steps["forgiven"]) * (self.inside - self.alike)

    @property
    def inside(self) -> float:
        """Share of the smaller text that the other holds."""
        return self.common / max(self.common + min(self.only), 1e-9)

    @property
    def other_object(self) -> bool:
        """Whether both sides have rare words of their own."""
        return self.own >= float(thresholds()["tiers"]["near"]["rare"])

    @property
    def swapped(self) -> float:
        """Weight that was put in the place of other words, against what is common."""
        return min(self.unexplained) / max(self.common, 1e-9)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text read once: stems of its words, the facts it states, its content words."""

    stems: list[str]
    facts: Facts
    content: Counter[str]


@lru_cache(maxsize=65_536)
def _text(words: tuple[str, ...], language: Language) -> _Text:
    cut = stems(language).of(list(words))
    return _Text(cut, read_facts(words, language), _content(words, cut))


def measure(a: str, b: str, language: Language, weigh: Weigh) -> Measured:
    """Compare two texts and weigh their differences."""
    comparison = compare(a, b)
    words_a, words_b = comparison.words_a, comparison.words_b
    one, two = _text(words_a, language), _text(words_b, language)
    both = one.content & two.content
    runs = tuple(about_run(words_a, words_b, run, language) for run in comparison.runs if run[0] != "equal")
    explained_a = set(one.facts.used).union(*(range(*r.range_a) for r in runs if r.about))
    explained_b = set(two.facts.used).union(*(range(*r.range_b) for r in runs if r.about))
    only_a, only_b = one.content - both, two.content - both
    loose_a, loose_b = only_a - _at(one.stems, explained_a), only_b - _at(two.stems, explained_b)
    return Measured(
        comparison,
        runs,
        (one.facts, two.facts),
        _weight(both, weigh),
        (_weight(only_a, weigh), _weight(only_b, weigh)),
        (_weight(loose_a, weigh), _weight(loose_b, weigh)),
        max(_rarest(loose_a, weigh, language), _rarest(loose_b, weigh, language)),
        min(_rarest(loose_a, weigh, language), _rarest(loose_b, weigh, language)),
    )


def _rarest(bag: Counter[str], weigh: Weigh, language: Language) -> float:
    """Weight of the rarest word that can name a thing."""
    light = difference_words(language).light
    return max((weigh(stem) for stem in bag if stem not in light), default=0.0)


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
    if a.sanctions and b.sanctions and a.sanctions != b.sanctions:
        found.add("sanction")
    if a.numbers and b.numbers and a.numbers != b.numbers:
        found.add("number")
    cancelled = _cancelled(measured)
    for run in measured.runs:
        if run.about and not cancelled(run) and any(len(word) > _SHORT_WORD for word in (*run.words_a, *run.words_b)):
            found.add(run.about)
    return tuple(name for name in _ORDER if name in found)


def _cancelled(measured: Measured) -> Callable[[Difference], bool]:
    """Tells whether a run's words all stand elsewhere on the other side: then they only moved or changed their form."""
    a = Counter(w[:4] for w in measured.comparison.words_a if w.isalnum())
    b = Counter(w[:4] for w in measured.comparison.words_b if w.isalnum())
    only_a, only_b = a - b, b - a

    def check(run: Difference) -> bool:
        return not any(w[:4] in only_a for w in run.words_a) and not any(w[:4] in only_b for w in run.words_b)

    return check


def _completing(run: Difference, after_a: Sequence[str], after_b: Sequence[str], language: Language) -> int:
    """How many words after a difference belong to it: the head of a body's name, the unit of a quantity."""
    if run.about == "body" and after_a[:1] == after_b[:1]:
        return len(after_a[:1])
    data = difference_words(language)
    if any(word.isdigit() or word in data.numerals for word in (*run.words_a[-3:], *run.words_b[-3:])):
        for place in range(min(3, len(after_a), len(after_b))):
            if after_a[place] != after_b[place]:
                return 0
            if after_a[place] in data.units:
                return place + 1
    return 0


def differing(measured: Measured, language: Language) -> list[tuple[str, str]]:
    """The words that differ, side by side, moved and cancelled ones left out; at most eight places."""
    cancelled = _cancelled(measured)
    out = []
    words_a, words_b = measured.comparison.words_a, measured.comparison.words_b
    for run in measured.runs:
        if cancelled(run):
            continue
        more = _completing(run, words_a[run.range_a[1] :], words_b[run.range_b[1] :], language)
        one = " ".join(w for w in words_a[run.range_a[0] : run.range_a[1] + more] if w.isalnum())
        two = " ".join(w for w in words_b[run.range_b[0] : run.range_b[1] + more] if w.isalnum())
        if one or two:
            out.append((one, two))
    return out[:8]


def judge(a: Unit, b: Unit, weigh: Weigh, *, bodies: bool = False) -> Judged | None:
    """What the pair is; None when the likeness is of form only.

    `bodies`: the two are given to different bodies, so that their places differ by nature.
    """
    language: Language = a.address.language or "rus"
    measured = measure(a.text, b.text, language, weigh)
    about = conflicts(measured)
    figures = {
        "alike": round(measured.alike, 4),
        "rest_alike": round(measured.rest_alike, 4),
        "inside": round(measured.inside, 4),
        "place": 1.0 if bodies else round(place_likeness(a, b), 4),
    }
    lower = _needs_place(a, b) and figures["place"] < thresholds()["tiers"]["near"]["place"]
    if same_article(a, b) and measured.comparison.ratio < _KEPT and measured.alike > _KEPT:
        return None  # the same words in another order: who does what to whom has changed
    alternatives = same_article(a, b) and not bodies
    code, tier = _decide(a, b, measured, about, figures["place"], alternatives=alternatives, bodies=bodies)
    parallel = _parallel(a, b, measured, figures["place"], weigh) and about in ((), ("body",))
    if tier in (None, "possible") and parallel and code != "competence-overlap":
        code, tier = wording(measured), "likely"
    if code is None or tier is None:
        return None
    if lower:
        tier = "possible" if tier != "possible" and other_place(a, b) else _lowered(tier)
    if tier is None:
        return None
    short = min(a.length, b.length) <= int(thresholds()["units"]["short"])
    if tier == "certain" and short and code == "near-duplicate":
        tier = "likely"  # an item of a few words may stand in another list for another reason
    if tier == "certain" and not bodies and code == "near-duplicate" and other_place(a, b):
        tier = "likely"
    opens = code in ("near-duplicate", "paraphrase", "containment") and only_open(a, b)
    if says_little(a) or says_little(b) or opens or names_only(a, b):
        tier = "possible"
    return Judged(code, tier, round(measured.alike, 4), differing(measured, language), about, figures)


def _decide(
    a: Unit, b: Unit, measured: Measured, about: tuple[str, ...], place: float, *, alternatives: bool, bodies: bool
) -> tuple[str | None, Tier | None]:
    tiers = thresholds()["tiers"]
    if a.key == b.key:
        return "duplicate", "certain"
    conflict = None if alternatives else _conflict(a, b, measured, about, place)
    if conflict and conflict[1] != "possible":
        return conflict
    said = tiers["near"]["rare" if bodies else "said"]  # one rule for two actors may use words of theirs
    other = measured.swapped >= tiers["near"]["swapped"] or (a.act == b.act and measured.own >= said)
    apart = other_thing(a, b)
    strict = alternatives or apart or a.leads_in != b.leads_in
    tier = _tier(measured.alike if strict else measured.closeness(place), tiers["near"])
    if tier and not (alternatives and (about or other or tier == "possible" or measured.comparison.ratio < _KEPT)):
        code = wording(measured)
        tier = _near_tier(a, b, measured, tier, about, other=other, bodies=bodies)
        return conflict if conflict and tier == "possible" else (code, tier)
    if alternatives:
        return None, None
    if conflict:
        return conflict
    contained = _contained(a, b, measured, tiers["containment"])
    if contained:
        return "containment", "possible" if apart else contained
    if measured.alike >= tiers["paraphrase"]["possible"]:
        likely = not other and not about and measured.alike >= tiers["paraphrase"]["likely"]
        return "paraphrase", "likely" if likely else "possible"
    return None, None


def wording(measured: Measured) -> str:
    """A near-duplicate, or a paraphrase where less of the words stand in one order."""
    return "near-duplicate" if measured.comparison.ratio >= thresholds()["tiers"]["near"]["ratio"] else "paraphrase"


def _parallel(a: Unit, b: Unit, measured: Measured, place: float, weigh: Weigh) -> bool:
    """Whether two acts say one thing, each of its own subject: what differs stands in its own heading or lead-in."""
    steps = thresholds()["tiers"]["near"]
    if a.act == b.act or place < steps["place"] or measured.alike < steps["own_least"]:
        return False
    if a.leads_in or b.leads_in:
        return bool(measured.rest_alike >= steps["certain"])
    language: Language = a.address.language or "rus"
    one, two = (_text(words, language).content for words in (measured.comparison.words_a, measured.comparison.words_b))
    both = one & two
    rest = [
        sum(weigh(stem) * count for stem, count in (bag - both).items() if stem not in place_words(unit))
        for bag, unit in ((one, a), (two, b))
    ]
    return bool(measured.common / max(measured.common + max(rest), 1e-9) >= steps["own"])


def _near_tier(
    a: Unit, b: Unit, measured: Measured, tier: Tier, about: tuple[str, ...], *, other: bool, bodies: bool
) -> Tier:
    """The tier of a near-duplicate: a rare word more on one side may name another thing, above all in one act."""
    steps = thresholds()["tiers"]["near"]
    rare = measured.added >= steps["rare"]
    if other or (rare and a.act == b.act and not bodies and measured.alike < steps["likely_within"]):
        return "possible"
    within = a.act == b.act and measured.added >= steps["said"]
    changed = bool(about) or rare or within or measured.comparison.ratio < _KEPT
    return "likely" if changed and tier == "certain" else tier


def _conflict(a: Unit, b: Unit, measured: Measured, about: tuple[str, ...], place: float) -> tuple[str, Tier] | None:
    """A conflict, where the rest agrees: certain only in one place of the law and about one thing."""
    steps = thresholds()["tiers"]["conflict"]
    if not about or len(about) > steps["things"] or measured.alike < steps["whole"]:
        return None
    if (a.leads_in or b.leads_in) and measured.alike < thresholds()["tiers"]["near"]["likely"]:
        return None
    tier = _tier(measured.rest_alike, steps)
    if tier is None:
        return None
    firm = len(about) == 1 and about[0] in _FIRM and place >= thresholds()["tiers"]["near"]["place"]
    if tier == "certain" and (not firm or a.act == b.act):
        tier = "likely"
    within = a.act == b.act and min(a.length, b.length) <= int(thresholds()["units"]["short"])
    two_bodies = len(about) > 1 and "body" in about  # each body under a rule of its own
    if (
        two_bodies
        or measured.other_object
        or (about[0] == "condition" and a.act == b.act)  # the cases that one act tells apart
        or (about[0] != "body" and (within or lead_likeness(a, b) < steps["lead_in"]))
    ):
        tier = "possible"
    return _CODES[about[0]], tier


def same_article(a: Unit, b: Unit) -> bool:
    """Whether both stand in one article: what differs there are the cases that it tells apart."""
    return a.act == b.act and a.address.eid.split("__")[0] == b.address.eid.split("__")[0] != ""


def _contained(a: Unit, b: Unit, measured: Measured, steps: dict[str, float]) -> Tier | None:
    """Containment: the shorter text is a provision of some length and stands in the longer one in its own order."""
    shorter = min(a.length, b.length)
    if shorter < steps["least_words"] or shorter / max(a.length, b.length) > steps["most_of_longer"]:
        return None
    if measured.in_order < steps["in_order"]:
        return None
    tier = _tier(measured.inside, steps)
    return "possible" if tier and a.act == b.act else tier


def _tier(value: float, steps: dict[str, float]) -> Tier | None:
    for name in ("certain", "likely", "possible"):
        if name in steps and value >= steps[name]:
            return name
    return None


def _lowered(tier: Tier) -> Tier | None:
    steps: dict[Tier, Tier | None] = {"certain": "likely", "likely": "possible", "possible": None}
    return steps[tier]


def _needs_place(a: Unit, b: Unit) -> bool:
    return min(a.length, b.length) <= int(thresholds()["units"]["short"]) or (a.leads_in and b.leads_in)
