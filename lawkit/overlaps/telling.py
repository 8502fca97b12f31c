"""Phrases that only a few texts hold: two provisions that share several of them were written from one another.

A frame of drafting («в порядке, установленном законодательством») stands in many texts, however long it is; a run of
four words that next to no other text holds is a trace of copying. Shingles of words and how many documents hold them
are how near-duplicates are found on the web (Broder 1997); here they tell a copied sentence from a common frame.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lawkit.overlaps.rules import thresholds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from lawkit.overlaps.tokens import Encoded


def asked(pairs: Sequence[tuple[int, int]], alike: Sequence[float]) -> list[tuple[int, int]]:
    """The pairs whose phrases are worth counting, by the idf-Jaccard of their words."""
    least = float(thresholds()["telling"]["alike"])
    return [pair for pair, value in zip(pairs, alike, strict=True) if value >= least]


def telling_in_words(texts: Sequence[Sequence[str]], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """What `telling_phrases` tells, for a few texts given as stems, without numpy."""
    steps = thresholds()["telling"]
    size, most = int(steps["words"]), int(steps["texts"])
    if not pairs:
        return []
    held = [{tuple(words[i : i + size]) for i in range(len(words) - size + 1)} for words in texts]
    counts = Counter(phrase for own in held for phrase in own)
    return [sum(counts[phrase] <= most for phrase in held[a] & held[b]) for a, b in pairs]


def telling_phrases(encoded: Encoded, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """How many phrases both texts of each pair hold and few others do."""
    steps = thresholds()["telling"]
    size, most = int(steps["words"]), int(steps["texts"])
    if not pairs or len(encoded.ids) < size:
        return [0] * len(pairs)
    import numpy as np

    keys, texts = _phrases(encoded, size)
    order = np.lexsort((texts, keys))
    keys, texts = keys[order], texts[order]
    new = np.ones(len(keys), bool)
    new[1:] = (keys[1:] != keys[:-1]) | (texts[1:] != texts[:-1])
    keys, texts = keys[new], texts[new]  # each text once
    begins = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    held = np.diff(np.append(begins, len(keys)))
    few = np.repeat((held > 1) & (held <= most), held)
    wanted = {text for pair in pairs for text in pair}
    of: dict[int, set[int]] = {text: set() for text in wanted}
    for text, key in zip(texts[few].tolist(), keys[few].tolist(), strict=True):
        if text in of:
            of[text].add(key)
    return [len(of[a] & of[b]) for a, b in pairs]


def _phrases(encoded: Encoded, size: int) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """A number for each run of `size` words inside a text, and the text."""
    import numpy as np

    from lawkit.overlaps.tokens import mix

    ids = encoded.ids.astype(np.uint64)
    texts = np.repeat(np.arange(len(encoded.lengths), dtype=np.int32), encoded.lengths)
    count = len(ids) - size + 1
    keys = np.zeros(count, np.uint64)
    for step in range(size):
        keys = mix(keys + ids[step : step + count] + np.uint64(1))
    inside = texts[:count] == texts[size - 1 :]
    return keys[inside], texts[:count][inside]
