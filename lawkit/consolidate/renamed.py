"""Changes of nothing but terms: told apart from real changes where old acts are compared with a new one.

Two kinds of renaming count: the terms of rules/consolidate/terms.yaml, and what the two texts themselves show, the
same words that became the same other words in provision after provision, nearly wherever they stood.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lawkit.consolidate.terms import terms
from lawkit.model import Language

OFTEN = 4  # provisions in which a renaming must be seen …
NEARLY_ALWAYS = 0.8  # … and the share of the provisions with the old words in which it is
OFTEN_SEEN, SEEN_SHARE = 3, 0.5  # the same for what is only told, or compared by, and claims nothing of a provision
LONGEST = 7  # words on either side of a renaming
TELLING = 4  # letters of a word that can be a term

Swap = tuple[tuple[str, ...], tuple[str, ...]]  # stems before, stems after


@dataclass(frozen=True, slots=True)
class Renaming:
    """Words that became other words throughout: as they stood most often, and in how many provisions."""

    old: str
    new: str
    count: int


class Renamer:
    """Learns renamings from pairs of texts (before, after), then tells which pairs differ in nothing else.

    `unchanged` are the texts that came through word for word: what stands in them was not renamed there. `often` and
    `share` say in how many provisions, and in what part of those with the old words, a renaming must be seen.
    """

    def __init__(
        self, pairs: Sequence[tuple[str, str]], language: Language, unchanged: Sequence[str] = (),
        often: int = OFTEN, share: float = NEARLY_ALWAYS,
    ) -> None:  # fmt: skip
        self.language = language
        self.words: dict[Swap, Counter[tuple[str, str]]] = defaultdict(Counter)
        seen: Counter[Swap] = Counter()
        found = []
        for before, after in pairs:
            swaps = self.swaps(before, after)
            found.append(swaps)
            seen.update({swap for swap, _ in swaps})
            for swap, said in swaps:
                self.words[swap][said] += 1
        wanted = {swap for swap, n in seen.items() if n >= often and _can_be_term(swap)}
        stood, made = self._spread(wanted, pairs, unchanged) if wanted else (Counter(), Counter())
        self.learned = {s for s in wanted if made[s] >= often and made[s] >= share * stood[s[0]]}
        self.known = [self._verdict(swaps) for swaps in found]
        self.counts = {s: made[s] for s in self.learned}

    def _spread(
        self, wanted: set[Swap], pairs: Sequence[tuple[str, str]], unchanged: Sequence[str]
    ) -> tuple[Counter[tuple[str, ...]], Counter[Swap]]:
        """In how many texts old words stand, and in how many of the pairs the new ones stand in their stead."""
        olds = {old for old, _ in wanted}
        either = olds | {new for _, new in wanted}
        stood: Counter[tuple[str, ...]] = Counter()
        made: Counter[Swap] = Counter()
        for before, after in pairs:
            there = present(self._stems(before)[1], olds)
            then = present(self._stems(after)[1], either) if there else set()
            stood.update(there)
            made.update(s for s in wanted if s[0] in there and s[1] in then and s[0] not in then)
        for text in unchanged:
            stood.update(present(self._stems(text)[1], olds))
        return stood, made

    def _stems(self, text: str) -> tuple[list[str], list[str]]:
        """Words as they stand (terms of the rules each as one), and what they are compared by."""
        from lawkit.language import stems, words

        said: list[str] = []
        for k, term in enumerate(terms(self.language)):
            sign = f" termsign{_same_target(self.language, k)} "
            text = term.old.sub(sign, text)
            text = term.new.sub(sign, text)
        said = list(words(text))
        return said, list(stems(said, self.language))

    def swaps(self, before: str, after: str) -> list[tuple[Swap, tuple[str, str]]]:
        """What became what, word groups by their stems, and as they stand; the terms of the rules are no difference."""
        from rapidfuzz.distance import Indel

        old_said, old = self._stems(before)
        new_said, new = self._stems(after)
        out: list[tuple[Swap, tuple[str, str]]] = []
        ops = [o for o in Indel.opcodes(old, new) if o.tag != "equal"]
        at = 0
        while at < len(ops):
            first = last = ops[at]
            while (
                at + 1 < len(ops) and ops[at + 1].src_start == last.src_end and ops[at + 1].dest_start == last.dest_end
            ):
                at += 1
                last = ops[at]
            at += 1
            a, b = slice(first.src_start, last.src_end), slice(first.dest_start, last.dest_end)
            said = (" ".join(old_said[a]), " ".join(new_said[b]))
            out.append(((tuple(old[a]), tuple(new[b])), said))
        return out

    def _verdict(self, swaps: Iterable[tuple[Swap, tuple[str, str]]]) -> bool:
        return all(swap in self.learned for swap, _ in swaps)

    def renamings(self) -> list[Renaming]:
        """What was learned, the commonest first."""
        out = []
        for swap in self.learned:
            (old, new), _ = self.words[swap].most_common(1)[0]
            out.append(Renaming(old, new, self.counts[swap]))
        return sorted(out, key=lambda r: (-r.count, r.old, r.new))

    def dictionary(self, stands_already: Iterable[str] = ()) -> list[Renaming]:
        """What was learned beyond the rules, as people name things: in the nominative, the commonest first.

        What the old texts given use themselves for something is not a new name; terms of the rules are left out.
        """
        new = {s[1] for s in self.learned}
        known = {group for text in stands_already for group in present(self._stems(text)[1], new)} if new else set()
        out: dict[tuple[str, str], int] = {}
        for swap in self.learned:
            if swap[1] in known or any(w.startswith("termsign") for w in (*swap[0], *swap[1])):
                continue
            if any(o != swap[0] and n == swap[1] and present(swap[0], {o}) for o, n in self.learned):
                continue  # a shorter name says it
            (old, said), _ = self.words[swap].most_common(1)[0]
            pair = (in_nominative(old, self.language), in_nominative(said, self.language))
            out[pair] = out.get(pair, 0) + self.counts[swap]
        return sorted((Renaming(o, n, k) for (o, n), k in out.items()), key=lambda r: (-r.count, r.old, r.new))

    def told(self, before: str, after: str) -> list[tuple[str, str]]:
        """The renamings of one pair, in dictionary forms where the rules know them."""
        pairs = []
        rest = before
        for term in terms(self.language):  # the longer first: what is part of them is not told again
            if term.old.search(rest) and term.new.search(after):
                pairs.append((term.term, term.becomes))
            rest = term.old.sub(" ", rest)
        for swap, _ in self.swaps(before, after):
            if swap in self.learned:
                pairs.append(self.words[swap].most_common(1)[0][0])
        return pairs


def in_nominative(words: str, language: Language) -> str:
    """A Russian noun group in the nominative singular, what follows its noun as it stands; others as they stand.

    >>> in_nominative("регистрационных свидетельств", "rus")
    'регистрационное свидетельство'
    """
    if language != "rus":
        return words
    from lawkit.language.morphology import readings

    said = words.split()
    read = [list(readings(w)) for w in said]
    noun = next((k for k, found in enumerate(read) if found and found[0][1].POS == "NOUN"), None)
    if noun is None:
        return words
    for head in (r for r in read[noun] if r[1].POS == "NOUN"):
        beside = [next((r for r in found if _agrees(r[1], head[1])), None) for found in read[:noun]]
        wanted = {"nomn", "sing"}
        forms = [_form(r, wanted | {str(head[1].gender)}) if r else None for r in beside] + [_form(head, wanted)]
        if None not in forms:
            return " ".join([*(f for f in forms if f), *said[noun + 1 :]])
    return words


def _agrees(adjective: Any, noun: Any) -> bool:
    """Whether an adjective, by its tag, can stand with a noun."""
    return (
        adjective.POS in ("ADJF", "PRTF")
        and (adjective.case, adjective.number) == (noun.case, noun.number)
        and (noun.number == "plur" or adjective.gender == noun.gender)
    )


def _form(reading: Any, wanted: set[str]) -> str | None:
    from lawkit.language.morphology import russian_analyser

    return next((str(w) for w, tag, *_ in russian_analyser().get_lexeme(reading) if wanted <= tag.grammemes), None)


def _same_target(language: Language, place: int) -> int:
    """One sign for all terms that become the same."""
    every = terms(language)
    return next(k for k, t in enumerate(every) if t.becomes == every[place].becomes)


def _can_be_term(swap: Swap) -> bool:
    old, new = swap
    return (
        0 < len(old) <= LONGEST
        and 0 < len(new) <= LONGEST
        and any(len(w) >= TELLING and w.isalpha() for w in old)
        and any(len(w) >= TELLING and w.isalpha() for w in new)
    )


def present(stems: Sequence[str], wanted: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Which of the wanted word groups stand in the text."""
    lengths = {len(w) for w in wanted}
    there = {tuple(stems[k : k + n]) for n in lengths for k in range(len(stems) - n + 1)}
    return there & wanted
