"""Articles of two acts that run side by side: a procedure that was copied and then worded anew, sentence by sentence.

One sentence that is somewhat like a sentence of another act says little: drafters use the same frames for different
matters. Where several sentences of one article each have their best match in one article of another act, and these
have theirs back, the articles are two tellings of one thing, and a pair of them may be judged more boldly. Best
matches are looked for in each act apart, so that a third act changes nothing; this is the reciprocal best hit of
record linkage, with the neighbours as the evidence (Bhattacharya and Getoor 2007, collective entity resolution).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from lawkit.model import Language
from lawkit.overlaps.bodies import same_subject, subject
from lawkit.overlaps.listed import (
    allots,
    lead_likeness,
    names_only,
    of_document,
    opens,
    other_head,
    other_thing,
    says_little,
    stages,
    unlike,
)
from lawkit.overlaps.rules import boilerplate, stems, thresholds
from lawkit.overlaps.units import Unit, fold

Article = tuple[str, str]  # the act and the address of the article in it
Weighed = tuple[int, int, float]  # two groups and how much their words agree
_LEAST_NAMED = 2  # words of a field that a heading has to name
_BEFORE_TERM = 1  # words before the term that a provision opens with
_MOST_COPIES = 400  # a wording in so many places is style
_OUTER = ("sec_", "subsec_", "chp_", "subchp_", "annex_", "part_")


def article_of(unit: Unit) -> Article:
    """The article or the point of an annex that a unit belongs to."""
    parts = unit.address.eid.split("__")
    inner = next((i for i, part in enumerate(parts) if not part.startswith(_OUTER)), len(parts) - 1)
    return unit.act, "__".join(parts[: inner + 1])


def aligned_pairs(
    units: Sequence[Unit], groups: Sequence[Sequence[int]], pairs: Iterable[Weighed]
) -> dict[tuple[int, int], int]:
    """Pairs of groups in articles that run side by side, each with how many other pairs say so.

    `groups` are units that agree word for word; `pairs` are groups whose words agree, with the idf-Jaccard.
    """
    steps = thresholds()["aligned"]
    weighed = [pair for pair in pairs if pair[2] >= float(steps["counted"])]
    held: dict[tuple[Article, Article], set[tuple[int, int]]] = {}
    mutual: dict[tuple[int, int], list[tuple[Article, Article]]] = {}
    for i, j, a, b in _best_of_both(units, groups, weighed):
        if _may_run_beside(a, b) and counts(a) and counts(b):
            first, second = article_of(a), article_of(b)
            between = (first, second) if first < second else (second, first)
            held.setdefault(between, set()).add((i, j))
            mutual.setdefault((i, j), []).append(between)
    out: dict[tuple[int, int], int] = {}
    for i, j, alike in weighed:
        support = max((len(held[between]) for between in mutual.get((i, j), ())), default=1) - 1
        a, b = units[groups[i][0]], units[groups[j][0]]
        openings = support >= int(steps["openings"])
        least = steps["bodies" if a.act == b.act else "support"]
        if support >= int(least) and (a.act != b.act or not stages(a, b)) and _one_rule(a, b, alike, openings=openings):
            out[i, j] = support
    return out


def _may_run_beside(a: Unit, b: Unit) -> bool:
    """Whether two articles can be two tellings: of two acts, or lists of what two bodies of one act do."""
    if a.act != b.act:
        return True
    if article_of(a) == article_of(b) or not (a.lead_in and b.lead_in and allots(a) and allots(b)):
        return False
    return not same_subject(subject(a), subject(b), a.address.language or "rus", one_act=True)


def guest_pairs(
    units: Sequence[Unit],
    groups: Sequence[Sequence[int]],
    pairs: Iterable[Weighed],
    fields: Mapping[str, frozenset[str]],
    weigh: Callable[[str], float],
) -> set[tuple[int, int]]:
    """Pairs of best matches where one article is about the field of the other one's act.

    «Электронные ресурсы, содержащие персональные данные» in one act, and the act on personal data: what they say alike
    is said of one matter. `fields` are the stems of the acts' titles.
    """
    steps = thresholds()["aligned"]
    weighed = [pair for pair in pairs if pair[2] >= float(steps["counted"])]
    alike = {(i, j): value for i, j, value in weighed}
    found = set()
    for i, j, a, b in _best_of_both(units, groups, weighed):
        if a.act == b.act or alike.get((i, j), 0.0) < steps["alike"] or not _one_rule(a, b, alike[i, j]):
            continue
        if _about(a, fields[b.act], weigh) or _about(b, fields[a.act], weigh):
            found.add((i, j))
    return found


def _about(unit: Unit, field: frozenset[str], weigh: Callable[[str], float]) -> bool:
    """Whether the heading names most of a field, and not only by common words."""
    named = field & set(stems(unit.address.language or "rus").of(fold(unit.heading).split()))
    if len(named) < _LEAST_NAMED or max(map(weigh, named)) < thresholds()["tiers"]["near"]["said"]:
        return False
    return sum(map(weigh, named)) >= float(thresholds()["aligned"]["field"]) * sum(map(weigh, field))


def told_pairs(
    units: Sequence[Unit],
    groups: Sequence[Sequence[int]],
    pairs: Iterable[Weighed],
    phrases: Mapping[tuple[int, int], int],
) -> dict[tuple[int, int], int]:
    """Pairs of each other's best matches that share phrases which next to no other text holds, with their number."""
    steps = thresholds()["telling"]
    weighed = list(pairs)
    best = {(i, j) for i, j, a, b in _best_of_both(units, groups, weighed) if article_of(a) != article_of(b)}
    out: dict[tuple[int, int], int] = {}
    for i, j, alike in weighed:
        count = phrases.get((i, j), 0)
        a, b = units[groups[i][0]], units[groups[j][0]]
        if (i, j) in best and count >= int(steps["least"]) and alike >= steps["alike"] and _told_twice(a, b):
            out[i, j] = count
    return out


def _told_twice(a: Unit, b: Unit) -> bool:
    """Whether the two can be one rule: no openings, no requisites, no general functions, no stages of one decision."""
    least = int(thresholds()["telling"]["least_words" if a.act != b.act else "least_within"])
    if a.leads_in or b.leads_in or min(a.length, b.length) < least:
        return False
    if says_little(a) or says_little(b) or names_only(a, b) or (a.defines and b.defines):
        return False
    if a.defines != b.defines and not opens_with_term(*((a, b) if a.defines else (b, a))):
        return False
    if a.lead_in and b.lead_in and (other_head(a, b) or (unlike(a, b) and not (allots(a) and allots(b)))):
        return False  # one thing named in two lists
    return counts(a) and counts(b) and not stages(a, b)


def opens_with_term(definition: Unit, other: Unit) -> bool:
    """Whether a provision is about the term that is defined: «Квалификационная комиссия создается …»."""
    cut = stems(definition.address.language or "rus").of
    term = cut(fold(definition.text.split(" – ")[0].split("(")[0]).split())
    return set(term) <= set(cut(other.key.split()[: len(term) + _BEFORE_TERM]))


def _best_of_both(
    units: Sequence[Unit], groups: Sequence[Sequence[int]], weighed: Sequence[Weighed]
) -> Iterator[tuple[int, int, Unit, Unit]]:
    """Groups that are each other's best match, with the units for which they are; copies of one wording too."""
    best = _best_by_act(units, groups, weighed)
    for i, j, alike in _with_copies(groups, weighed):
        if len(groups[i]) * len(groups[j]) > _MOST_COPIES:
            continue
        for one, two in product(groups[i], groups[j]):
            a, b = units[one], units[two]
            if (i == j and one < two) or (i != j and alike >= best[i, b.act] and alike >= best[j, a.act]):
                yield i, j, a, b


def _with_copies(groups: Sequence[Sequence[int]], weighed: Sequence[Weighed]) -> Iterable[Weighed]:
    """The pairs, and each group that stands in several places as a pair with itself."""
    yield from weighed
    yield from ((i, i, 1.0) for i, group in enumerate(groups) if len(group) > 1)


def _best_by_act(
    units: Sequence[Unit], groups: Sequence[Sequence[int]], weighed: Sequence[Weighed]
) -> dict[tuple[int, str], float]:
    """How much a group agrees with its best match in each act; wholly, where it stands there itself."""
    acts = [{units[k].act for k in group} for group in groups]
    best: dict[tuple[int, str], float] = {}
    for i, j, alike in weighed:
        for own, other in ((i, j), (j, i)):
            for act in acts[other]:
                whole = 1.0 if act in acts[own] and len(groups[own]) > 1 else alike
                best[own, act] = max(best.get((own, act), 0.0), whole)
    return best


def counts(unit: Unit) -> bool:
    """Whether a unit tells anything of its article: «формирует и реализует государственную политику» does not."""
    general = any(pattern.search(unit.text) for pattern in boilerplate("general"))
    return unit.length >= int(thresholds()["units"]["function"]) and not general


def _one_rule(a: Unit, b: Unit, alike: float, *, openings: bool = False) -> bool:
    """Whether the two can be one rule told twice: sentences or items of some length, about one thing.

    `openings`: lead-ins that say something too («Проверки проводятся по следующим источникам:»).
    """
    steps = thresholds()["aligned"]
    short = int(thresholds()["units"]["short"])
    if any(unit.leads_in and (opens(unit) or (unit.length <= short and not openings)) for unit in (a, b)):
        return False
    if min(a.length, b.length) < int(steps["least_words"]) or alike < steps["alike"]:
        return False
    if says_little(a) or says_little(b) or names_only(a, b) or (a.defines and b.defines):
        return False
    if of_document(a) and of_document(b) and lead_likeness(a, b) < thresholds()["tiers"]["conflict"]["lead_in"]:
        return False  # what an act and what a notice states
    items = bool(a.lead_in and b.lead_in and allots(a) and allots(b))
    language: Language = a.address.language or "rus"
    two_bodies = items and not same_subject(subject(a), subject(b), language, one_act=a.act == b.act)  # each its field
    return bool(alike >= steps["function"]) or not (two_bodies or other_thing(a, b))
