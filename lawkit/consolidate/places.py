"""What the places of units say about who went where: neighbours near and far, then rivals.

When the units before and after went to the units before and after, that speaks for the pair (the old order survives
most reforms, at least inside a chapter). Near neighbours vouch one by one; a wider circle vouches by how sure its pairs
are among all their rivals, with room for units put in, merged or dropped between. A unit that was split vouches for
what stands beside its parts, a little less loudly. How sure a pair is, all acts together decide: the best pair of a
short act that has nothing to do with the reform is sure of nothing. Last, what is alike to everything loses
(cross-domain local scaling: Conneau and others, Word translation without parallel data, 2018); but a long unit may well
have several partners, and is not blamed for as many as its length has room for. The first partner of a new unit is, among those as
good as each other, the one that holds most of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Blocks = Sequence[tuple[int, int]]  # first and last-but-one position of the units of each act

NEAR_WEIGHT = 0.12
NEAR_REACH = 2  # units before and after that may vouch one by one
FAR_WEIGHT = 0.04
FAR_REACH = 8  # units of the wider circle, before and after
FADING = 4.0  # units by which the word of a neighbour fades to a third
FAINT = 0.03  # a weight not worth adding
DRIFT = 2.5  # the same for units put in or left out between
SHARPNESS = 0.03  # the difference of likeness that makes a rival a third as probable
SPLIT_NEAR, SPLIT_FAR = 0.5, 0.25  # how loudly a unit vouches for the neighbours of its own parts
RIVAL_WEIGHT = 0.40
MOST_PARTNERS = 8  # that the length of a unit may speak for
LEANING_WEIGHT = 0.03


def _add_shifted(total: Any, matrix: Any, down: int, right: int, weight: float) -> None:
    """Adds to every cell `weight` times the cell so far down and to the right of it."""
    rows, columns = matrix.shape
    r0, r1, c0, c1 = max(0, -down), min(rows, rows - down), max(0, -right), min(columns, columns - right)
    if r0 < r1 and c0 < c1:
        total[r0:r1, c0:c1] += weight * matrix[r0 + down : r1 + down, c0 + right : c1 + right]


def _sure(scores: Any) -> Any:
    """Near 1 times the score only where the pair is best on both sides."""
    rows = scores.max(1, keepdims=True) + 1e-9
    columns = scores.max(0, keepdims=True) + 1e-9
    return (scores / rows * scores / columns) ** 2 * scores


def _beside(sure: Any) -> Any:
    """The best of the cells beside, one row up or down after the other."""
    import numpy as np

    support = np.zeros_like(sure)
    for down in range(-NEAR_REACH, NEAR_REACH + 1):
        if down == 0:
            continue
        best = np.zeros_like(sure)
        for right in (-1, 0, 1):
            cells = np.zeros_like(sure)
            _add_shifted(cells, sure, down, right, 1 / (1 + abs(abs(right) - abs(down)) * 0.25))
            best = np.maximum(best, cells)
        support += best / abs(down)
    return support


def _near(sure: Any) -> Any:
    """What the units beside say: of the old act as they are or merged, of the new act for what was split."""
    import numpy as np

    return np.maximum(_beside(sure), SPLIT_NEAR * _beside(np.ascontiguousarray(sure.T)).T)


def _probable(scores: Any) -> Any:
    """How probable each pair is: the geometric mean of its shares among the candidates of either unit."""
    import numpy as np

    told = scores / SHARPNESS
    total = np.zeros_like(told)
    for axis in (0, 1):
        top = told.max(axis=axis, keepdims=True)
        total += 0.5 * (top + np.log(np.exp(told - top).sum(axis=axis, keepdims=True)))
    return np.exp(np.minimum(told - total, 0))


def _far(probable: Any) -> Any:
    """Probable pairs around, ahead or behind in both acts; logarithmic, so that a whole chapter can't shout down words."""
    import numpy as np

    support = np.zeros_like(probable)
    for down in range(-FAR_REACH, FAR_REACH + 1):
        for right in range(-FAR_REACH - 2, FAR_REACH + 3):
            steps = abs(down) or abs(right)
            weight = float(np.exp(-(steps - 1) / FADING - abs(right - down) / DRIFT)) * (1 if down else SPLIT_FAR)
            if steps and down * right >= 0 and weight >= FAINT:
                _add_shifted(support, probable, down, right, weight)
    return np.log1p(support)


def neighbours(scores: Any, old: Blocks = (), new: Blocks = ()) -> Any:
    """Adds what the neighbours say. Rows and columns are in document order; neighbours are of one act (`old`, `new`)."""
    sure, probable = _sure(scores), _probable(scores)
    heard = scores.copy()
    for top, bottom in old or [(0, scores.shape[0])]:
        for left, right in new or [(0, scores.shape[1])]:
            cells = slice(top, bottom), slice(left, right)
            heard[cells] += NEAR_WEIGHT * _near(sure[cells]) + FAR_WEIGHT * _far(probable[cells])
    return heard


def _room(lengths: Any, others: Any) -> Any:
    """How many partners of usual length a unit has room for: at least one."""
    import numpy as np

    return np.clip(np.ceil(lengths / max(float(np.median(others)), 1e-9)), 1, MOST_PARTNERS).astype(int)


def rivals(scores: Any, old: Sequence[float] = (), new: Sequence[float] = ()) -> Any:
    """Takes off what a unit's best partners have on average, on either side: of as many as it has room for, and one.

    `old` and `new` are the lengths of the units; without them all are of one length.
    """
    import numpy as np

    lengths = [
        np.asarray(given, dtype=float) if len(given) else np.ones(size)
        for given, size in zip((old, new), scores.shape, strict=True)
    ]

    def top(matrix: Any, own: Any, others: Any) -> Any:
        count = np.minimum(_room(own, others) + 1, matrix.shape[1])
        most = int(count.max())
        best = -np.sort(-np.partition(matrix, matrix.shape[1] - most, axis=1)[:, -most:], axis=1)
        return np.cumsum(best, axis=1)[np.arange(len(count)), count - 1] / count

    rows, columns = top(scores, *lengths), top(scores.T, *lengths[::-1])
    return scores - RIVAL_WEIGHT * (rows[:, None] + columns[None, :]).astype(scores.dtype)


def whose(scores: Any, leaning: Any) -> Any:
    """Lifts for each new unit the old one from which most of it comes to the first place, if that is nearly the best.

    `leaning` says how much more of the new unit the old one holds than the other way round. All other cells keep their
    value: a part of a long unit is found without short units losing the long one into which they were merged.
    """
    import numpy as np

    columns = np.arange(scores.shape[1])
    chosen = (scores + LEANING_WEIGHT * leaning).argmax(0)
    lifted = scores.copy()
    missing = scores.max(0) - scores[chosen, columns]
    lifted[chosen, columns] += np.where(missing > 0, missing + 1e-4, 0).astype(scores.dtype)
    return lifted
