"""Units that hold a second article: its heading stands in the middle of the text, because something before lost the line.

Such a text is compared in parts, each with neighbours and rivals of its own; what is said of the parts is said of the
unit, and what its opening says comes first. Only a heading that a drafter could have set is one: after the end of a
sentence, outside quotation marks (an amending law quotes articles), with a number, a full stop and a capital letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from lawkit.model import LANGUAGES, Language

_END = re.compile(r"[.;:!?)\]»”\"]\s+$|\n\s*$")
_TITLE = re.compile(r"\s*\.\s+[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ]")
_QUOTES = str.maketrans({"“": "«", "„": "«", "”": "»"})
_SNOWBALL: dict[Language, str] = {"rus": "russian", "kaz": "kaz", "eng": "english"}  # what a stemmer calls them
_BEFORE = 8  # letters in which a sentence ends


@lru_cache(maxsize=8)
def _heading(language: str) -> re.Pattern[str] | None:
    """The heading of an article, of a language that lawkit splits."""
    from lawkit.structure.grammar import grammar

    named = next((known for known in LANGUAGES if language in (known, _SNOWBALL[known])), None)
    return grammar(named).heading if named else None


def parts(text: str, language: str) -> list[str]:
    """The text cut where another article begins in it; one part where none does. Joined they are the text."""
    heading = _heading(language)
    if heading is None:
        return [text]
    cuts, at, quotes, straight = [0], 0, 0, 0
    for found in heading.finditer(text):
        between, at = text[at : found.start()].translate(_QUOTES), found.start()
        quotes += between.count("«") - between.count("»")
        straight += between.count('"')
        if quotes <= 0 and straight % 2 == 0 and _begins(text, found):
            cuts.append(at)
    return [text[a:b] for a, b in pairwise([*cuts, len(text)])]


def _begins(text: str, found: re.Match[str]) -> bool:
    """Whether a heading in the middle of a text looks like one that was set: a sentence ends before it, a title follows."""
    start = found.start()
    if not start or not found["article"] or found["article"][:1].islower():
        return False
    ended = _END.search(text[max(0, start - _BEFORE) : start])
    return bool(ended and _TITLE.match(text, found.start("tail")))


def fold(matrix: Any, starts: tuple[Sequence[int], Sequence[int]]) -> Any:
    """The best of the parts for every pair of units. `starts`: the first part of each unit, old and new."""
    import numpy as np

    return np.maximum.reduceat(np.maximum.reduceat(matrix, starts[0], axis=0), starts[1], axis=1)


def opening_first(scores: Any, starts: tuple[Sequence[int], Sequence[int]]) -> Any:
    """Folded scores in which the best partner of a unit's opening is the best partner of the unit."""
    import numpy as np

    folded = fold(scores, starts)
    for side in (0, 1):
        whole, parted = (folded, scores) if side == 0 else (folded.T, scores.T)  # views: what is set stays set
        firsts, size = np.asarray(starts[side]), parted.shape[0]
        several = np.flatnonzero(np.diff([*firsts, size]) > 1)
        opening = np.maximum.reduceat(parted[firsts[several]], starts[1 - side], axis=1) if len(several) else ()
        for unit, row in zip(several, opening, strict=True):
            best, top = int(row.argmax()), whole[unit].max()
            if whole[unit, best] < top:
                whole[unit, best] = top + 1e-4
    return folded
