"""What provisions are about, with formulas of drafting, lists of bodies and places cut out: action and object.

A sentence that publishes a report names twenty bodies that publish it; a list of what is published names the report
alone. Compared whole they share little; the core of the one lies in the other. Verbs and their nouns have one root
here («размещает», «размещение»). Roots are weighed by rarity, and what the longer side says beyond counts a little (the
ratio model of Tversky 1977). Rules and words: rules/overlaps/cores.yaml.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from lawkit.model import Language
from lawkit.overlaps.rules import cores_data, stems, thresholds
from lawkit.overlaps.units import Unit, fold

Pair = tuple[int, int]
_LEAST_LETTERS = 3
_LAST = 1 << 40  # behind every number of a text
_RAREST = 9.0  # weight of a root that no text holds, however many texts there are


@dataclass(frozen=True, slots=True)
class Core:
    """How much of the shorter core the other holds: the likeness, the next best likeness of either, the weight shared."""

    alike: float
    next_best: float
    weight: float
    inside: float

    @property
    def margin(self) -> float:
        """How far the pair is ahead of whatever comes next for either side."""
        return self.alike - self.next_best


@dataclass(frozen=True, slots=True)
class _Words:
    formulas: tuple[re.Pattern[str], ...]
    left_out: frozenset[str]
    decides: frozenset[str]
    endings: tuple[str, ...]
    least_root: int
    irregular: Mapping[str, str]


@cache
def _words(language: Language) -> _Words | None:
    data: Mapping[str, Any] | None = cores_data().get(language)
    if data is None:
        return None
    cut = stems(language).of
    endings, least = tuple(data["endings"]), int(data["least_root"])
    irregular = {cut([one])[0]: cut([two])[0] for one, two in data["irregular"].items()}
    return _Words(
        tuple(map(re.compile, data["formulas"])),
        frozenset(cut([*data["light"], *data["around"]])),
        frozenset(data["decides"]),
        endings,
        least,
        irregular,
    )


@cache
def _root(stem: str, language: Language) -> str:
    """What a verb and its noun have in common; "" for a word that names no thing."""
    words = _words(language)
    if words is None or stem in words.left_out:
        return ""
    stem = words.irregular.get(stem, stem)
    ending = next((e for e in words.endings if stem.endswith(e) and len(stem) - len(e) >= words.least_root), "")
    return stem[: len(stem) - len(ending)]


def decides(words: Sequence[str], language: Language) -> bool:
    """Whether somebody makes a rule here: «утверждает», «утверждаются», not «утвержденный»."""
    data = _words(language)
    return data is not None and not data.decides.isdisjoint(words)


def names_matter(stem: str, language: Language) -> bool:
    """Whether a stem names a thing, not only who acts, where, or by what formula."""
    return bool(_root(stem, language))


def roots_of(text: str, language: Language) -> frozenset[str]:
    """The core of a text: roots of the words that name what is done to what."""
    words = _words(language)
    if words is None:
        return frozenset()
    text = text.casefold()
    for formula in words.formulas:
        text = formula.sub(" ", text)
    return frozenset(filter(None, (_root_of(word, language) for word in set(fold(text).split()))))


@cache
def _root_of(word: str, language: Language) -> str:
    if len(word) < _LEAST_LETTERS or not word.isalpha():
        return ""
    return _root(stems(language).of([word])[0], language)


@dataclass(frozen=True, slots=True)
class Cores:
    """The cores of groups of units, and how much each root says."""

    roots: Sequence[frozenset[str]]
    weights: Mapping[str, float]
    totals: Sequence[float]


def cores_of(units: Sequence[Unit], groups: Sequence[Sequence[int]], apart: Container[int]) -> Cores | None:
    """The cores of groups of one language; none where the language has no rules. `apart` are groups left out."""
    language: Language = (units[0].address.language if units else "") or "rus"
    if not units or _words(language) is None:
        return None
    roots = [frozenset() if i in apart else roots_of(units[group[0]].text, language) for i, group in enumerate(groups)]
    counts = Counter(root for core in roots for root in core)
    whole = math.log(1 + len(groups))
    weights = {root: _RAREST * (1 - math.log(1 + count) / whole) for root, count in counts.items()}
    return Cores(roots, weights, [math.fsum(sorted(map(weights.__getitem__, core))) for core in roots])


def between_acts(units: Sequence[Unit], groups: Sequence[Sequence[int]], cores: Cores) -> dict[Pair, Core]:
    """Pairs of groups, in two acts, whose cores are each other's best match there."""
    acts = [frozenset(units[k].act for k in group) for group in groups]
    numbers = {act: number for number, act in enumerate(sorted(frozenset().union(*acts)))}
    only = [numbers[next(iter(own))] if len(own) == 1 else -number - 1 for number, own in enumerate(acts)]
    return _mutual(_alike(cores, only), acts)


def within_acts(units: Sequence[Unit], groups: Sequence[Sequence[int]], cores: Cores) -> dict[Pair, Core]:
    """Pairs of one act, an item of a list and a sentence, whose cores are each other's best match among such pairs."""
    by_act: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        for act in {units[k].act for k in group} if cores.roots[number] else ():
            by_act.setdefault(act, []).append(number)
    kinds = [frozenset(("item" if units[group[0]].lead_in else "sentence",)) for group in groups]
    found: dict[Pair, Core] = {}
    for act in sorted(by_act):
        items = [number for number in by_act[act] if units[groups[number][0]].lead_in]
        sentences = [number for number in by_act[act] if not units[groups[number][0]].lead_in]
        found.update(_mutual(_compared(items, sentences, cores), kinds))
    return found


def _compared(items: Sequence[int], sentences: Sequence[int], cores: Cores) -> dict[Pair, Core]:
    """Items and sentences that come near enough, looked up by the rarest roots of the lighter side."""
    steps = thresholds()["cores"]
    near, longer, least = float(steps["within"]["near"]), float(steps["longer"]), float(steps["least_weight"])
    weights, totals = cores.weights, cores.totals
    found: dict[Pair, Core] = {}
    for ones, others in ((items, sentences), (sentences, items)):
        holders: dict[str, list[tuple[float, int]]] = {}
        for number in sorted(others, key=lambda other: (totals[other], other)):
            for root in cores.roots[number]:
                holders.setdefault(root, []).append((totals[number], number))
        for i in ones:
            if totals[i] < least:
                continue
            most = totals[i] * (1 + (1 / near - 1) / longer)  # a longer one would count against the pair too much
            for j in _holding(cores.roots[i], weights, holders, (totals[i], most), (1.0 - near) * totals[i]):
                whole = totals[i] + longer * (totals[j] - totals[i])
                both = math.fsum(map(weights.__getitem__, cores.roots[i] & cores.roots[j]))
                if (alike := round(both / whole, 6)) >= near:
                    found[(i, j) if i < j else (j, i)] = Core(alike, 0.0, both, both / totals[i])
    return found


def _holding(
    core: frozenset[str],
    weights: Mapping[str, float],
    holders: Mapping[str, list[tuple[float, int]]],
    between: tuple[float, float],
    loss: float,
) -> set[int]:
    """Texts, of a weight between two, that hold one of the rarest roots: one that lacks all loses more than `loss`."""
    out: set[int] = set()
    passed = 0.0
    for root in sorted(core, key=lambda r: (-weights[r], r)):
        held = holders.get(root, ())
        if held:
            low, high = bisect_left(held, (between[0], -1)), bisect_right(held, (between[1], _LAST))
            out.update(number for _, number in held[low:high])
        passed += weights[root]
        if passed > loss:
            break
    return out


def _alike(own: Cores, only: Sequence[int]) -> dict[Pair, Core]:
    """All pairs that come near enough; such a pair shares rare roots, by which it is looked up.

    `only` is the act of each core that stands in one act; pairs inside it are left out.
    """
    import numpy as np
    import scipy.sparse as sp

    steps, cores, weights = thresholds()["cores"], own.roots, own.weights
    numbers = {root: number for number, root in enumerate(sorted(weights))}
    rarity = np.array([weights[root] for root in sorted(weights)])
    starts = np.cumsum([0, *map(len, cores)])
    columns = np.array([numbers[root] for core in cores for root in sorted(core)], np.int32)
    held = np.bincount(columns, minlength=len(numbers))
    matrix = sp.csr_matrix((np.sqrt(rarity[columns]), columns, starts), shape=(len(cores), len(numbers)))
    totals = np.array(own.totals)
    rare = matrix[:, np.flatnonzero(held <= int(steps["texts"]))]
    product = sp.triu(rare @ rare.T, 1).tocoo()
    first, second = product.row, product.col
    low, act = np.minimum(totals[first], totals[second]), np.array(only)
    keep = (
        (act[first] != act[second])
        & (product.data >= float(steps["rare"]) * low)
        & (low >= float(steps["least_weight"]))
    )
    first, second, low = first[keep], second[keep], low[keep]
    both = np.asarray(matrix[first].multiply(matrix[second]).sum(axis=1)).ravel()
    high = np.maximum(totals[first], totals[second])
    alike = np.round(both / (low + float(steps["longer"]) * (high - low)), 6)
    found = zip(first.tolist(), second.tolist(), alike.tolist(), both.tolist(), (both / low).tolist(), strict=True)
    return {(i, j): Core(value, 0.0, shared, inside) for i, j, value, shared, inside in found if value >= steps["near"]}


def _mutual(pairs: Mapping[Pair, Core], camps: Sequence[frozenset[str]]) -> dict[Pair, Core]:
    """The pairs of two camps (acts; items and sentences) that are best for both sides there, with what comes next."""
    ranked: dict[tuple[int, str], list[tuple[float, int]]] = {}
    for (i, j), core in pairs.items():
        for own, other in ((i, j), (j, i)):
            for camp in camps[other]:
                ranked.setdefault((own, camp), []).append((-core.alike, other))
    best = {key: sorted(values)[:2] if len(values) > 1 else values for key, values in ranked.items()}
    out = {}
    for (i, j), core in sorted(pairs.items()):
        if camps[i] & camps[j]:
            continue
        tops = [best[own, camp] for own, other in ((i, j), (j, i)) for camp in camps[other]]
        if all(top[0][1] in (i, j) for top in tops):
            after = max((-top[1][0] for top in tops if len(top) > 1), default=0.0)
            out[i, j] = replace(core, next_best=after)
    return out
