"""Which words of two languages go together, learnt from provisions that are aligned already.

The measure is Dice's coefficient over provisions (Dice 1945; for bilingual words Smadja, McKeown, Hatzivassiloglou
1996); figures, citations and the beginnings of loan words need no learning. `without` leaves a pair's own words out of
the counts, so that a pair cannot vouch for itself.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from lawkit.language import stems
from lawkit.language.data import read_yaml
from lawkit.model import LANGUAGES, Language
from lawkit.parity.units import MARKS, shared_mark
from lawkit.resources import resource

_LEAST_TOGETHER = 2
_LEAST_DICE = 0.2
_MOST_PARTNERS = 8
_MOST_WORDS = 40  # rarest words of a provision that are counted; bounds time and memory
_KNOWN = 0.5  # how strong a pair of the dictionary is
_SURE = 1.3  # a Dice of 0.77 counts as full agreement
_Prepared = tuple[list[tuple[str, float]], list[tuple[str, float, dict[str, float]]], float]
Pair = tuple[frozenset[str], frozenset[str]]


class Lexicon:
    """Word associations of one pair of acts; empty at first, when only shared marks count."""

    def __init__(
        self,
        pairs: Iterable[Pair],
        all_a: Iterable[frozenset[str]],
        all_b: Iterable[frozenset[str]],
        known: Mapping[str, frozenset[str]],
    ) -> None:
        self._known = known  # words of the first language → words of the second that answer to them in general
        listed = [(a, b) for a, b in pairs if a and b]
        self.n = max(1, len(listed))
        self.in_a, self.in_b = Counter(t for a in all_a for t in a), Counter(t for b in all_b for t in b)
        self._in_pairs_a: Counter[str] = Counter()
        self._in_pairs_b: Counter[str] = Counter()
        self._together: dict[str, Counter[str]] = defaultdict(Counter)
        for a, b in listed:
            words_a, words_b = self._counted(a, self.in_a), self._counted(b, self.in_b)
            self._in_pairs_a.update(words_a)
            self._in_pairs_b.update(words_b)
            for word in words_a:
                self._together[word].update(words_b)
        total = max(sum(1 for _ in listed), 1)
        self._ready: tuple[dict[frozenset[str], _Prepared], ...] = ({}, {})
        self._idf_a = {t: math.log(1 + total / c) for t, c in self.in_a.items()}
        self._idf_b = {t: math.log(1 + total / c) for t, c in self.in_b.items()}
        self._partners_a = {w: self._best(w) for w in self.in_a if not shared_mark(w)}
        self._partners_b: dict[str, dict[str, float]] = defaultdict(dict)
        for mine, partners in self._partners_a.items():
            for other, strength in partners.items():
                self._partners_b[other][mine] = strength

    @staticmethod
    def _counted(tokens: frozenset[str], df: Counter[str]) -> list[str]:
        words = [t for t in tokens if not shared_mark(t)]
        return sorted(words, key=lambda t: (df[t], t))[:_MOST_WORDS]

    def _best(self, word: str) -> dict[str, float]:
        mine = self._in_pairs_a[word]
        found = {
            other: 2 * c / (mine + self._in_pairs_b[other])
            for other, c in self._together.get(word, {}).items()
            if c >= _LEAST_TOGETHER
        }
        strong = sorted((kv for kv in found.items() if kv[1] >= _LEAST_DICE), key=lambda kv: (-kv[1], kv[0]))
        best = dict(strong[:_MOST_PARTNERS])
        for other in sorted(self._known.get(word, ())):
            if other in self.in_b:
                best[other] = max(best.get(other, 0.0), _KNOWN)
        return best

    def answers(self, word: str, *, first: bool) -> str:
        """The word of the other language that goes best together with a word; empty for one seen less than twice.

        `first`: the word is of the first language.
        """
        if first:
            found = [
                (2 * c / (self._in_pairs_a[word] + self._in_pairs_b[x]), x)
                for x, c in self._together.get(word, {}).items()
                if c > 1
            ]
        else:
            rows = ((x, row.get(word, 0)) for x, row in self._together.items())
            found = [(2 * c / (self._in_pairs_a[x] + self._in_pairs_b[word]), x) for x, c in rows if c > 1]
        return max(found)[1] if found else ""

    def likeness(self, a: frozenset[str], b: frozenset[str], *, without: bool = False) -> float:
        """How alike two provisions are, 0 to 1; `without`: the two are a pair that was learnt from."""
        if not a or not b:
            return 0.0
        return (self._covered(self._prepared(a, first=True), b, without, forward=True)
                + self._covered(self._prepared(b, first=False), a, without, forward=False)) / 2  # fmt: skip

    def _prepared(self, tokens: frozenset[str], *, first: bool) -> _Prepared:
        """The marks and words of a provision with their weights, looked up once."""
        known = self._ready[first].get(tokens)
        if known is None:
            known = self._ready[first][tokens] = self._prepare(tokens, first=first)
        return known

    def _prepare(self, tokens: frozenset[str], *, first: bool) -> _Prepared:
        idf, theirs = (self._idf_a, self.in_b) if first else (self._idf_b, self.in_a)
        partners = self._partners_a if first else self._partners_b
        marks, words, total = [], [], 0.0
        for token in sorted(tokens):
            weight = idf.get(token, 0.0)
            if token[0] in MARKS or token.isascii():
                if token in theirs:  # a mark that the other language never has says nothing
                    weight *= 1 if token[0] == "~" else 2
                    marks.append((token, weight))
                    total += weight
            elif partners.get(token):
                words.append((token, weight, partners[token]))
                total += weight
        return marks, words, total

    def _covered(self, one: _Prepared, other: frozenset[str], without: bool, *, forward: bool) -> float:
        marks, words, total = one
        got = sum([weight for token, weight in marks if token in other])
        for token, weight, mine in words:
            best = 0.0
            for word in mine:
                if word in other:
                    strength = mine[word]
                    if without:
                        strength = self._left_out(token, word) if forward else self._left_out(word, token)
                    best = max(best, strength)
            got += weight * (min(1.0, best * _SURE))
        return got / total if total else 0.0

    def _left_out(self, a: str, b: str) -> float:
        together = self._together[a][b] - 1 if a in self._together else 0
        among = self._in_pairs_a[a] + self._in_pairs_b[b] - 2
        learnt = 2 * together / among if together >= 1 and among > 0 else 0.0
        return max(learnt, _KNOWN) if b in self._known.get(a, ()) else learnt


@lru_cache(maxsize=9)
def dictionary(a: Language, b: Language) -> dict[str, frozenset[str]]:
    """Stems of one language and those that answer to them in the other, from rules/parity/dictionary.yaml."""
    found: dict[str, set[str]] = defaultdict(set)
    columns = {language: at for at, language in enumerate(LANGUAGES)}
    for line in read_yaml(resource("rules", "parity", "dictionary.yaml"))["words"]:
        parts = [part.split() for part in str(line).split("|")]
        for word in stems(parts[columns[a]], a):
            found[word].update(stems(parts[columns[b]], b))
    return {word: frozenset(others) for word, others in found.items()}
