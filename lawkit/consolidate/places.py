"""What the places of units say about who went where: neighbours near and far, then rivals.

When the units before and after went to the units before and after, that speaks for the pair (the old order survives
most reforms, at least inside a chapter). Near neighbours vouch one by one; a wider circle vouches by how sure its pairs
are among all their rivals, with room for units put in, merged or dropped between. Last, what is alike to everything
loses (cross-domain local scaling: Conneau and others, Word translation without parallel data, 2018).
"""

from __future__ import annotations

from typing import Any

NEAR_WEIGHT = 0.12
NEAR_REACH = 2  # units before and after that may vouch one by one
FAR_WEIGHT = 0.04
FAR_REACH = 8  # units of the wider circle, before and after
FADING = 4.0  # units by which the word of a neighbour fades to a third
FAINT = 0.03  # a weight not worth adding
DRIFT = 2.5  # the same for units put in or left out between
SHARPNESS = 0.03  # the difference of likeness that makes a rival a third as probable
RIVAL_WEIGHT = 0.40
RIVALS = 2


def _add_shifted(total: Any, matrix: Any, down: int, right: int, weight: float) -> None:
    """Adds to every cell `weight` times the cell so far down and to the right of it."""
    rows, columns = matrix.shape
    r0, r1, c0, c1 = max(0, -down), min(rows, rows - down), max(0, -right), min(columns, columns - right)
    if r0 < r1 and c0 < c1:
        total[r0:r1, c0:c1] += weight * matrix[r0 + down : r1 + down, c0 + right : c1 + right]


def _near(scores: Any) -> Any:
    """The best of the cells beside, one row up or down after the other; only pairs that are best on both sides tell."""
    import numpy as np

    rows = scores.max(1, keepdims=True) + 1e-9
    columns = scores.max(0, keepdims=True) + 1e-9
    sure = (scores / rows * scores / columns) ** 2 * scores  # near 1·score only where the pair is best on both sides
    support = np.zeros_like(scores)
    for down in range(-NEAR_REACH, NEAR_REACH + 1):
        if down == 0:
            continue
        best = np.zeros_like(scores)
        for right in (-1, 0, 1):
            cells = np.zeros_like(scores)
            _add_shifted(cells, sure, down, right, 1 / (1 + abs(abs(right) - abs(down)) * 0.25))
            best = np.maximum(best, cells)
        support += best / abs(down)
    return support


def _probable(scores: Any) -> Any:
    """How probable each pair is: the geometric mean of its shares among the candidates of either unit."""
    import numpy as np

    told = scores / SHARPNESS
    total = np.zeros_like(told)
    for axis in (0, 1):
        top = told.max(axis=axis, keepdims=True)
        total += 0.5 * (top + np.log(np.exp(told - top).sum(axis=axis, keepdims=True)))
    return np.exp(np.minimum(told - total, 0))


def _far(scores: Any) -> Any:
    """Probable pairs around, ahead or behind in both acts; logarithmic, so that a whole chapter can't shout down words."""
    import numpy as np

    probable = _probable(scores)
    support = np.zeros_like(scores)
    for down in range(-FAR_REACH, FAR_REACH + 1):
        for right in range(-FAR_REACH - 2, FAR_REACH + 3):
            weight = float(np.exp(-(abs(down) - 1) / FADING - abs(right - down) / DRIFT))
            if down and down * right >= 0 and weight >= FAINT:
                _add_shifted(support, probable, down, right, weight)
    return np.log1p(support)


def neighbours(scores: Any) -> Any:
    """Adds what the neighbours say: rows and columns must be in document order, rows of one old act only."""
    return scores + NEAR_WEIGHT * _near(scores) + FAR_WEIGHT * _far(scores)


def rivals(scores: Any) -> Any:
    """Takes off what a unit's best partners have on average, on either side."""
    import numpy as np

    def top(axis: int) -> Any:
        size = min(RIVALS, scores.shape[axis])
        part = np.partition(scores, scores.shape[axis] - size, axis=axis)
        chosen = part[:, -size:] if axis == 1 else part[-size:]
        return chosen.mean(axis=axis, keepdims=True)

    return scores - RIVAL_WEIGHT * (top(1) + top(0))
