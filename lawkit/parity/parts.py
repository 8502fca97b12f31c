"""A part of a provision that one language version seems to lack: far shorter than usual, or a sentence fewer.

Kazakh and Russian legal texts are of nearly the same length: over some three thousand pairs of provisions, lead-ins and
last items left aside, the logarithm of the ratio stays within 0.4, and the number of sentences is the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from lawkit.language import sentences
from lawkit.model import Language, Tier
from lawkit.parity.findings import Difference, kinds
from lawkit.parity.units import Unit

_SHORT = 30  # characters that weigh against chance in short texts
_UNUSUAL, _FAR = 0.5, 0.7  # logarithm of the ratio of lengths
_OF_A_SENTENCE = 0.15
_MOST_SENTENCES = 8  # longer lists of sources are cut at abbreviations


def missing_part(a: Unit, b: Unit) -> Difference | None:
    """The difference of two provisions of which one seems to lack a part; None: nothing is unusual."""
    if not a.text or not b.text:
        return None
    ratio = math.log((len(a.text) + _SHORT) / (len(b.text) + _SHORT))
    count_a, count_b = len(sentences(a.text, a.language)), len(sentences(b.text, b.language))
    fewer = (count_a > count_b) if ratio > 0 else (count_b > count_a)
    alike = "eng" not in (a.language, b.language)  # English sentences are cut more often
    by_sentence = alike and fewer and max(count_a, count_b) <= _MOST_SENTENCES and abs(ratio) >= _OF_A_SENTENCE
    if abs(ratio) < _UNUSUAL and not by_sentence:
        return None
    tier: Tier = "likely" if abs(ratio) >= _FAR or by_sentence else "possible"
    longer = "a" if ratio > 0 else "b"
    return Difference("part-missing", tier, _measure(a, count_a), _measure(b, count_b), longer=longer)


def _measure(unit: Unit, count: int) -> dict[Language, str]:
    said: dict[Language, str] = kinds()["measure"]["letters"]
    return {language: words.format(n=len(unit.text), m=count) for language, words in said.items()}


def shifted(lists: Iterator[tuple[Unit, Sequence[Unit]]]) -> set[str]:
    """Lead-ins and last items, between which a Kazakh sentence moves its words."""
    found: set[str] = set()
    for lead, items in lists:
        spoken = [i for i in items if not i.silent]
        found.add(lead.eid)
        while spoken:
            found.add(spoken[-1].eid)
            spoken = [i for i in spoken[-1].below if not i.silent]
    return found
