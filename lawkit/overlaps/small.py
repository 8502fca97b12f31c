"""The overlaps inside one act, joined in plain Python: for a draft at the desk, where loading numpy would cost more.

The join is that of `join` (rare phrases, the best partners of each text, verified by idf-weighted words), for some
hundred texts; larger acts go the usual way. A test holds the findings against `find_overlaps`.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from lawkit.model import Finding, Reading
from lawkit.overlaps.known import judge_groups
from lawkit.overlaps.rules import JoinOptions, join_options, standing, stems
from lawkit.overlaps.units import units_of

_MOST = 1500  # texts
_TINY = 1e-9


def find_within(reading: Reading) -> list[Finding]:
    """What `find_overlaps([reading], matters=Catalogue())` finds: at the desk no questions are asked of a draft alone."""
    units = units_of(reading, 0)
    by_key: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        by_key.setdefault(unit.key, []).append(number)
    if len(by_key) > _MOST:
        from lawkit.overlaps.engine import find_overlaps
        from lawkit.overlaps.matters import Catalogue

        return find_overlaps([reading], matters=Catalogue())
    cut = stems(reading.act.language).of
    words = [cut(key.split()) for key in by_key]
    bags = [set(own) for own in words]
    counts = Counter(w for bag in bags for w in bag)
    weights = {word: _rarity(n, len(words)) for word, n in counts.items()}
    judged = {word: standing(n, len(words)) for word, n in counts.items()}
    rarest = max(judged.values(), default=1.0)
    alike = _alike(words, bags, weights)
    groups = list(by_key.values())
    return judge_groups([reading], units, groups, alike, lambda stem: judged.get(stem, rarest), words)


def _alike(
    words: Sequence[list[str]], bags: Sequence[set[str]], weights: dict[str, float]
) -> dict[tuple[int, int], tuple[float, float]]:
    """The verified pairs among the best of either text: the Jaccard of their words, and the share of one in the other."""
    options = join_options()
    weigh = weights.__getitem__
    totals = [math.fsum(map(weigh, bag)) for bag in bags]
    found: dict[tuple[int, int], tuple[float, float]] = {}
    partners: list[list[tuple[float, int]]] = [[] for _ in words]  # (likeness, other text, the lower before the higher)
    for i, j, cosine in _candidates(words, options):
        both = math.fsum(map(weigh, bags[i] & bags[j]))
        inside = both / max(min(totals[i], totals[j]), _TINY)
        jaccard = both / max(totals[i] + totals[j] - both, _TINY)
        if jaccard >= options.jaccard or inside >= options.containment:
            found[i, j] = jaccard, inside
            partners[i].append((-cosine, j))
            partners[j].append((-cosine, i))
    best = {
        (min(i, j), max(i, j))
        for i, own in enumerate(partners)
        for _, j in (own if len(own) <= options.top else heapq.nsmallest(options.top, own))
    }
    return {pair: found[pair] for pair in sorted(best)}


def _rarity(count: int, total: int) -> float:
    return math.log((1.0 + total) / (1.0 + count)) + 1.0


def _candidates(words: Sequence[list[str]], options: JoinOptions) -> Iterator[tuple[int, int, float]]:
    """Pairs whose rare phrases have a cosine that is large enough, and the cosine."""
    total = len(words)
    norms = [0.0] * total
    products: dict[int, float] = defaultdict(float)  # by the pair's number: first text × total + second
    squares = [_rarity(count, total) ** 2 for count in range(max(options.caps) + 1)]
    for holders in _rare_phrases(words, options):
        square = squares[len(holders)]
        if len(holders) == 1:
            norms[holders[0]] += square
            continue
        for text in holders:
            norms[text] += square
        for first, second in combinations(holders, 2):
            products[first * total + second] += square
    for pair, product in products.items():
        i, j = divmod(pair, total)
        cosine = product / math.sqrt(max(norms[i] * norms[j], _TINY))
        if cosine >= options.cosine:
            yield i, j, cosine


def _rare_phrases(words: Sequence[list[str]], options: JoinOptions) -> Iterator[list[int]]:
    """For each phrase the texts that hold it, in order; where too many do, it is lengthened by the next word."""
    begins: Sequence[Sequence[int]] = [range(len(own)) for own in words]
    for size, cap in zip(options.shingles, options.caps, strict=True):
        holders: dict[tuple[str, ...], list[int]] = {}
        for text, (own, starts) in enumerate(zip(words, begins, strict=True)):
            last = len(own) - size
            pairs = pairwise(own) if size == 2 and len(starts) == len(own) else None
            for phrase in set(pairs or (tuple(own[at : at + size]) for at in starts if at <= last)):
                holders.setdefault(phrase, []).append(text)
        yield from (texts for texts in holders.values() if len(texts) <= cap)
        common = {phrase for phrase, texts in holders.items() if len(texts) > cap}
        if not common:
            return
        begins = [
            [at for at in starts if tuple(own[at : at + size]) in common]
            for own, starts in zip(words, begins, strict=True)
        ]
