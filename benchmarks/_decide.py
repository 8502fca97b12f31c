"""Scores for the decision benchmark, and the findings in the five core acts."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lawkit.model import Reading

CORE = ("Z1500000418", "Z1300000088", "Z1500000401", "Z1300000094", "Z030000370_")


def average_precision(truth: np.ndarray, scores: np.ndarray) -> float:
    """Average precision of a ranking."""
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(truth, scores))


def recall_at(truth: np.ndarray, scores: np.ndarray, precision: float) -> float:
    """The largest recall at which the precision is kept."""
    from sklearn.metrics import precision_recall_curve

    precisions, recalls, _ = precision_recall_curve(truth, scores)
    return float(max(recalls[precisions >= precision], default=0.0))


def scores_of(texts: list[str], pairs: list[tuple[int, int]]) -> np.ndarray:
    """The decision score of each pair; nothing of it is fitted, so no folds are needed."""
    from lawkit.overlaps.join import WordSets, bags, decision_score, pair_measures
    from lawkit.overlaps.tokens import Encoder

    encoder = Encoder("rus")
    encoded = encoder.encode(texts)
    first = np.array([a for a, _ in pairs], np.int32)
    second = np.array([b for _, b in pairs], np.int32)
    sets = WordSets(bags(encoded, len(encoder.vocabulary)))
    return decision_score(pair_measures(sets, (first, second, np.zeros(len(first), np.float32))))


def readings_of(folder: Path) -> list[Reading]:
    """Readings of all acts of a folder, the newest per act and language, by the register as the commands read them."""
    from lawkit.overlaps.units import newest
    from lawkit.reading import read
    from lawkit.register import Register
    from lawkit.sources import find_sources, read_act

    register = Register.load()
    return newest([read(read_act(path), register) for path in find_sources([folder])])


def joined_pairs(readings: list[Reading]) -> dict[tuple[str, ...], set[str]]:
    """Pairs of addresses (without edition) that a finding, likely or better, joins, with its tiers; no boilerplate."""
    from lawkit.overlaps import find_overlaps

    joined: dict[tuple[str, ...], set[str]] = {}
    for finding in find_overlaps(readings, floor="likely"):
        if finding.code == "boilerplate":
            continue
        names = sorted({f"{p.address.act}/{p.address.language}#{p.address.eid}" for p in finding.pins})
        for i, one in enumerate(names):
            for two in names[i + 1 :]:
                joined.setdefault((one, two), set()).add(finding.tier)
    return joined
