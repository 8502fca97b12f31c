"""Texts to stem numbers, many at once: the part that takes most of the time, done on whole arrays.

A block of texts is looked at as one array of UTF-16 units. A table folds case, «ё» and everything that is no
letter or digit; each run of letters gets a 64-bit polynomial hash by one multiplication and one sum per letter; an
open-addressing table in numpy turns hashes into stem numbers. Only words never met before are cut out and stemmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lawkit.model import Language
from lawkit.overlaps.beside import shared_among
from lawkit.overlaps.rules import stemmer

IntArray = NDArray[np.int32]
_Part = tuple[IntArray, IntArray]  # stem numbers of a block, and how many each text has
HashArray = NDArray[np.uint64]

_SEPARATOR = "\uffff"  # a noncharacter: ends a text inside a block
_BLOCK = 1 << 17  # letters handled at once: the arrays stay in the cache
_AT_ONCE = 16  # texts taken at once
_LEAST_SHARED = 2_000  # texts from which a second process pays
_LESS_HERE = 0.03  # of the part that others read: taking over what they read is work too
_KEPT = 24 << 20  # bytes: more than any array of one block takes
_BASE = 0x9E3779B97F4A7C15  # odd, so that its powers have inverses modulo 2**64
_BASE_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Stem numbers of many texts, one after another, and how many each text has."""

    ids: IntArray
    lengths: IntArray

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where each text begins in `ids`, and one past the end at last."""
        starts = np.zeros(len(self.lengths) + 1, np.int64)
        np.cumsum(self.lengths, out=starts[1:])
        return starts

    def of(self, index: int) -> IntArray:
        """The stem numbers of one text."""
        start = int(self.lengths[:index].sum())
        return self.ids[start : start + int(self.lengths[index])]


def mix(values: HashArray) -> HashArray:
    """Spread the bits of 64-bit values (the finisher of SplitMix64, Steele, Lea and Flood 2014)."""
    out = values ^ (values >> np.uint64(30))
    out *= _MIX
    out ^= out >> np.uint64(27)
    out *= np.uint64(0x94D049BB133111EB)
    out ^= out >> np.uint64(31)
    return out


def _powers(base: int, count: int) -> HashArray:
    steps = np.full(count, base, np.uint64)
    steps[0] = 1
    return np.multiply.accumulate(steps)


def _letter_table() -> HashArray:
    """A value for each UTF-16 unit: 0 for what separates words, else one value per folded letter."""
    folded = np.zeros(1 << 16, np.uint64)
    for code in range(0xD800):  # surrogates and what lies above them separate
        char = chr(code)
        if char.isalnum():
            low = char.lower()
            folded[code] = ord(low) if len(low) == 1 else code
    folded[ord("ё")] = folded[ord("Ё")] = ord("е")
    return np.where(folded == 0, folded, mix(folded + np.uint64(0x51)) | np.uint64(1))


class Vocabulary:
    """Word hashes to stem numbers: a hash table held in two arrays, grown when it is half full."""

    def __init__(self, language: Language = "rus") -> None:
        self.language: Language = language
        self.stems: dict[str, int] = {}
        self._stem: Callable[[list[str]], list[str]] | None = None
        self._allocate(1 << 17)
        self._count = 0

    def __len__(self) -> int:
        return len(self.stems)

    def _allocate(self, size: int) -> None:
        self._size = size
        self._shift = np.uint64(64 - (size.bit_length() - 1))
        self._keys = np.zeros(size, np.uint64)
        self._values = np.zeros(size, np.int32)

    def _slots(self, hashes: HashArray) -> NDArray[np.int64]:
        return ((hashes * _MIX) >> self._shift).astype(np.int64)

    def find(self, hashes: HashArray) -> tuple[IntArray, NDArray[np.int64]]:
        """Stem number of each hash, and the positions of the hashes that are not known (their number is -1)."""
        slots = self._slots(hashes)
        values = self._values.take(slots)
        missed = np.flatnonzero(self._keys.take(slots) != hashes)
        unknown: list[NDArray[np.int64]] = []
        slots = slots[missed]
        while len(missed):
            empty = self._keys[slots] == 0
            unknown.append(missed[empty])
            missed, slots = missed[~empty], (slots[~empty] + 1) & (self._size - 1)
            hit = self._keys[slots] == hashes[missed]
            values[missed[hit]] = self._values[slots[hit]]
            missed, slots = missed[~hit], slots[~hit]
        absent = np.concatenate(unknown) if unknown else np.zeros(0, np.int64)
        absent.sort()
        values[absent] = -1
        return values, absent

    def add(self, hashes: list[int], words: list[str]) -> list[int]:
        """Stem new words and remember their hashes; returns their stem numbers."""
        if self._stem is None:
            self._stem = stemmer(self.language)
        numbers = [self.stems.setdefault(stem, len(self.stems)) for stem in self._stem(words)]
        if (self._count + len(words)) * 2 > self._size:
            self._grow((self._count + len(words)) * 4)
        self._insert(np.array(hashes, np.uint64), np.array(numbers, np.int32))
        return numbers

    def _grow(self, least: int) -> None:
        used = np.flatnonzero(self._keys)
        keys, values = self._keys[used], self._values[used]
        self._allocate(1 << (least - 1).bit_length())
        self._count = 0
        self._insert(keys, values)

    def _insert(self, hashes: HashArray, numbers: IntArray) -> None:
        """Put hashes that are not in the table, each once, into the first free place from their own on."""
        keys, values, last = self._keys, self._values, self._size - 1
        self._count += len(hashes)
        slots = self._slots(hashes)
        while len(hashes):
            free = keys[slots] == 0
            keys[slots[free]] = hashes[free]  # where two want one place, the later has it
            left = keys[slots] != hashes
            placed = ~left
            values[slots[placed]] = numbers[placed]
            hashes, numbers, slots = hashes[left], numbers[left], (slots[left] + 1) & last

    def take_over(self, known: int, stems: NDArray[np.uint8], hashes: HashArray, numbers: IntArray) -> IntArray:
        """Add what a copy has learned since it knew `known` stems; the number here of each number there."""
        names = stems.tobytes().decode("utf-8", "surrogatepass").split("\n") if len(stems) else []
        here = np.arange(known + len(names), dtype=np.int32)
        here[known:] = [self.stems.setdefault(stem, len(self.stems)) for stem in names]
        _, absent = self.find(hashes)
        if (self._count + len(absent)) * 2 > self._size:
            self._grow((self._count + len(absent)) * 4)
        self._insert(hashes[absent], here[numbers[absent]])
        return here

    def learned(self, known: int) -> tuple[NDArray[np.uint8], HashArray, IntArray]:
        """The stems numbered from `known` on, a line each, and all hashes with their numbers."""
        used = np.flatnonzero(self._keys)
        stems = "\n".join(islice(self.stems, known, None)).encode("utf-8", "surrogatepass")
        return np.frombuffer(stems, np.uint8), self._keys[used], self._values[used]

    def state(self) -> dict[str, Any]:
        """Everything needed to make the vocabulary again."""
        return {"keys": self._keys, "values": self._values, "stems": list(self.stems)}

    @classmethod
    def restore(cls, language: Language, keys: HashArray, values: IntArray, stems: list[str]) -> Vocabulary:
        """The vocabulary that `state` described."""
        made = cls(language)
        made._allocate(len(keys))
        made._keys, made._values = keys, values
        made.stems = {stem: number for number, stem in enumerate(stems)}
        made._count = int(np.count_nonzero(keys))
        return made


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one block: their hashes, where they stand, and how many each text has."""

    raw: bytes
    hashes: HashArray
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lengths: IntArray

    def cut(self, places: NDArray[np.int64]) -> list[str]:
        """The words at some places, folded as the letter table folds them."""
        starts = self.starts[places]
        lengths = self.ends[places] - starts + 1  # with what separates the word from the next, for a line break
        ends = np.cumsum(lengths)
        at = np.arange(int(ends[-1])) + np.repeat(starts - (ends - lengths), lengths)
        units = np.frombuffer(self.raw, "<u2")[at]
        units[ends - 1] = ord("\n")
        words: str = units.tobytes().decode("utf-16-le", "surrogatepass")[:-1]
        return words.lower().replace("ё", "е").split("\n")


class Encoder:
    """Turns texts into stem numbers; keeps its vocabulary, so that later texts get the same numbers."""

    def __init__(self, language: Language = "rus", vocabulary: Vocabulary | None = None) -> None:
        self.vocabulary = vocabulary or Vocabulary(language)
        self._letters = _letter_table()
        self._up = _powers(_BASE, _BLOCK)
        self._down = _powers(_BASE_INVERSE, _BLOCK)

    def encode(self, texts: Iterable[str], *, workers: int = 1) -> Encoded:
        """Stem numbers of the words of each text; the result does not depend on the number of workers.

        With one worker the texts are taken as they come and not kept.
        """
        np.empty(
            _KEPT, np.uint8
        )  # freed untouched: glibc then keeps what smaller arrays give back, new pages cost more
        if workers > 1 and isinstance(texts, Sequence) and len(texts) >= _LEAST_SHARED:
            return self._in_processes(texts, workers)
        return _in_a_row(self._read(texts))

    def _read(self, texts: Iterable[str]) -> list[_Part]:
        return [self._number(self._words(block)) for block in self._blocks(texts)]

    def _in_processes(self, texts: Sequence[str], workers: int) -> Encoded:
        """Each process reads a part of the texts; stems new to it get their numbers here, in the order of the texts."""
        edges = [round(len(texts) * max(0, part - _LESS_HERE) / (workers - _LESS_HERE)) for part in range(workers + 1)]
        known = len(self.vocabulary)

        def read(part: tuple[int, int]) -> list[NDArray[Any]]:
            made = self._read(texts[number] for number in range(*part))
            return [*(self.vocabulary.learned(known) if part[0] else ()), *chain.from_iterable(made)]

        parts: list[_Part] = []
        for number, arrays in enumerate(shared_among(read, list(pairwise(edges)))):
            made = arrays[3:] if number else arrays
            ids, lengths = made[::2], made[1::2]
            if number:
                here = self.vocabulary.take_over(known, *arrays[:3])
                ids = [here.take(own) for own in ids]
            parts += zip(ids, lengths, strict=True)
        return _in_a_row(parts)

    def _stretch(self, longest: int) -> None:
        if longest > len(self._up):
            self._up, self._down = _powers(_BASE, longest), _powers(_BASE_INVERSE, longest)

    def _blocks(self, texts: Iterable[str]) -> Iterator[list[str]]:
        coming = iter(texts)
        block: list[str] = []
        size = 0
        while some := list(islice(coming, _AT_ONCE)):
            more = sum(map(len, some)) + len(some)
            if size + 2 * more > _BLOCK and block:  # twice: a rare letter takes two units
                yield block
                block, size = [], 0
            if 2 * more > _BLOCK:
                self._stretch(2 * more)
            block += some
            size += more
        if block:
            yield block

    def _words(self, block: list[str]) -> _Words:
        raw = (_SEPARATOR.join(block) + _SEPARATOR).encode("utf-16-le", "surrogatepass")
        units = np.frombuffer(raw, np.uint16)
        letters = self._letters.take(units)
        inside = letters != 0
        turns = inside.copy()
        np.not_equal(inside[1:], inside[:-1], out=turns[1:])
        edges = np.flatnonzero(turns)  # a block ends in a separator
        starts, ends = edges[::2], edges[1::2]
        borders = np.flatnonzero(units == 0xFFFF)
        if len(borders) > len(block):
            return self._words([text.replace(_SEPARATOR, " ") for text in block])
        lengths = np.diff(np.searchsorted(starts, borders), prepend=0).astype(np.int32)
        if not len(starts):
            return _Words(raw, np.zeros(0, np.uint64), starts, ends, lengths)
        letters *= self._up[: len(letters)]
        hashes = np.add.reduceat(letters, starts)
        hashes *= self._down.take(starts)
        return _Words(raw, hashes, starts, ends, lengths)

    def _number(self, words: _Words) -> _Part:
        values, absent = self.vocabulary.find(words.hashes)
        if len(absent):
            unseen, first, back = np.unique(words.hashes[absent], return_index=True, return_inverse=True)
            order = np.argsort(first)  # in the order of the text, so that numbers do not depend on hashes
            texts = words.cut(absent[first[order]])
            numbers = np.empty(len(unseen), np.int32)
            numbers[order] = self.vocabulary.add(unseen[order].tolist(), texts)
            values[absent] = numbers[back]
        return values, words.lengths


def _in_a_row(parts: Sequence[_Part]) -> Encoded:
    nothing = [(np.zeros(0, np.int32), np.zeros(0, np.int32))]
    ids, lengths = zip(*(parts or nothing), strict=True)
    return Encoded(np.concatenate(ids), np.concatenate(lengths))
