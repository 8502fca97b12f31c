"""How alike the provisions of old acts and of a new one are, whatever they are called now.

Texts are compared in the terms of the new act: the terms of rules/consolidate/terms.yaml are replaced first, then the
renamings that the pairs found show themselves (`renamed.Renamer`). Words weigh by how rare they are. Every provision
is compared with all of the new act through an index, so that an article of definitions or of powers, whose points went
to twenty articles, finds them all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lawkit.consolidate.renamed import present
from lawkit.consolidate.terms import terms
from lawkit.consolidate.units import source_text
from lawkit.model import Language, Provision

AT_ONCE = 500  # old provisions looked up at once: bounds the memory
NEAREST = 8  # provisions of the new act that are looked at by the words both have …
HOLDING = 4  # … by the share of the old one that they hold …
INSIDE = 6  # … and, of the articles that are like the old one's, by the words both have

Swaps = Mapping[tuple[str, ...], tuple[str, ...]]  # stems before → stems after


@dataclass(frozen=True, slots=True)
class Shared:
    """What two provisions have in common: Dice's coefficient, and the share of either that the other holds."""

    dice: float
    of_old: float
    of_new: float


def in_new_terms(text: str, language: Language) -> str:
    """The text with the terms of the rules replaced, in dictionary forms: for comparing, not for reading."""
    for term in terms(language):
        text = term.old.sub(f" {term.becomes} ", text)
    return text


class Words:
    """Bags of stems of old and new provisions, and how much each stem tells: the rarer, the more."""

    def __init__(self, language: Language, old: Sequence[Provision], new: Sequence[Provision], swaps: Swaps) -> None:
        self.language = language
        self.longest = max((len(s) for s in swaps), default=0)
        self.swaps = swaps
        self.old, self.new = old, new
        self.named: dict[int, set[str]] = {}
        self.stems = {id(p): self._stems(p, old=True) for p in old}
        self.stems |= {id(p): self._stems(p, old=False) for p in new}
        self.bags = {key: Counter(found) for key, found in self.stems.items()}
        spread = Counter(w for bag in self.bags.values() for w in bag)
        self.weight = {w: math.log((1 + len(self.bags)) / n) for w, n in spread.items()}
        self.mass = {key: sum(self.weight[w] * n for w, n in bag.items()) for key, bag in self.bags.items()}

    def _stems(self, provision: Provision, *, old: bool) -> list[str]:
        from lawkit.language import stems, words

        text = source_text(provision)
        found = list(stems(words(in_new_terms(text, self.language) if old else text), self.language))
        return self._renamed(found) if old and self.swaps else found

    def _renamed(self, found: list[str]) -> list[str]:
        """Stems with the learned renamings made, the longest first."""
        out: list[str] = []
        at = 0
        while at < len(found):
            for n in range(min(self.longest, len(found) - at), 0, -1):
                new = self.swaps.get(tuple(found[at : at + n]))
                if new is not None:
                    out += new
                    at += n
                    break
            else:
                out.append(found[at])
                at += 1
        return out

    def standing(self, wanted: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
        """Which word groups stand in the old provisions."""
        return {group for p in self.old for group in present(self.stems[id(p)], wanted)}

    def opening(self, provision: Provision, count: int) -> list[str]:
        """The first stems of a provision."""
        return self.stems[id(provision)][:count]

    def shared(self, one: Provision, other: Provision) -> Shared:
        """How much an old provision and a new one have in common."""
        a, b = self.bags[id(one)], self.bags[id(other)]
        few, many = (b, a) if len(a) > len(b) else (a, b)
        common = sum(self.weight[w] * min(n, many[w]) for w, n in few.items() if w in many)
        mine, theirs = self.mass[id(one)], self.mass[id(other)]
        if not common:
            return Shared(0.0, 0.0, 0.0)
        return Shared(2 * common / (mine + theirs), common / mine, common / theirs)

    def headings(self, one: Provision, other: Provision) -> float:
        """Likeness of two headings, their words weighed by how rare they are among provisions."""
        from lawkit.language import stems, words

        bags = []
        for p, old in ((one, True), (other, False)):
            if id(p) not in self.named:
                heading = in_new_terms(p.heading, self.language) if old else p.heading
                self.named[id(p)] = set(stems(words(heading), self.language))
            bags.append(self.named[id(p)])
        a, b = bags
        rare = math.log(1 + len(self.bags))
        total = sum(self.weight.get(w, rare) for w in (*a, *b))
        return 2 * sum(self.weight.get(w, rare) for w in a & b) / total if total else 0.0

    def nearest(self, pools: Sequence[Sequence[int]]) -> list[list[int]]:
        """For each old provision the places of the new ones to look at, by binary bags; `pools`: those in like articles."""
        import numpy as np

        place = {w: k for k, w in enumerate(self.weight)}
        root = np.sqrt(np.array(list(self.weight.values()), dtype=np.float32))
        ours, theirs = self._matrix(self.old, place, root), self._matrix(self.new, place, root)
        masses = [np.asarray(m.multiply(m).sum(1)).ravel() + 1e-9 for m in (ours, theirs)]
        out: list[list[int]] = []
        for start in range(0, len(self.old), AT_ONCE):
            stop = min(start + AT_ONCE, len(self.old))
            common = (ours[start:stop] @ theirs.T).toarray()
            dice = 2 * common / (masses[0][start:stop, None] + masses[1][None, :])
            held = common / masses[0][start:stop, None]
            chosen = np.concatenate([_top(dice, NEAREST), _top(held, HOLDING)], axis=1)
            for at, (row, line) in enumerate(zip(chosen, common, strict=True)):
                likeness = dice[at]
                inside = sorted(pools[start + at], key=lambda k: (-likeness[k], k))[:INSIDE]
                out.append(sorted({int(k) for k in (*row, *inside) if line[k] > 0}))
        return out

    def _matrix(self, provisions: Sequence[Provision], place: Mapping[str, int], root: Any) -> Any:
        import numpy as np
        from scipy.sparse import csr_matrix

        columns = [place[w] for p in provisions for w in self.bags[id(p)]]
        ends = np.cumsum([0, *(len(self.bags[id(p)]) for p in provisions)])
        return csr_matrix((root[columns], columns, ends), shape=(len(provisions), len(place)), dtype=np.float32)


def _top(scores: Any, count: int) -> Any:
    """The places of the best of each row."""
    import numpy as np

    count = min(count, scores.shape[1])
    return np.argpartition(-scores, count - 1, axis=1)[:, :count]
