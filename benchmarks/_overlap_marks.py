"""Findings beside our own marks: keys of the five core acts, draws of findings, draws of what questions join."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.figures import Figure, share


def own_marks(folder: Path) -> list[Figure]:
    """Recall on overlaps marked in the five core acts before the first run, tempting pairs that are none, and tiers.

    The drawn findings were marked on an earlier state; those that are still reported at their tier are counted.
    """
    gold = Path(__file__).resolve().parent.parent / "tests" / "gold"
    from benchmarks._decide import CORE, joined_pairs, readings_of

    readings = readings_of(folder)
    core = joined_pairs([r for r in readings if r.act.act_id in CORE and r.act.language == "rus"])
    every = joined_pairs(readings)
    marked: dict[str, list[bool]] = {"certain": [], "likely": [], "fresh": []}
    for path in sorted(gold.glob("overlaps_drawn*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            for tier in every.get(tuple(sorted((row["a"], row["b"]))), set()):
                marked[tier].append(row["label"] == "right")
                if path.stem == "overlaps_drawn4" and tier == "likely":
                    marked["fresh"].append(row["label"] == "right")
    fit = "own marks of four draws that are still reported; rules were changed after three, and after the second reader"
    fresh = "own marks of the last draw, 90/100 as drawn; rules were changed later, on the second reader's marks"
    return [
        *(figure for name, *told in _KEYS for figure in _of_key(gold / f"{name}.jsonl", core, *told)),
        share(
            "overlaps.drawn.precision_certain", sum(marked["certain"]), len(marked["certain"]), bar=">= 0.98", note=fit
        ),
        share("overlaps.drawn.precision_likely", sum(marked["likely"]), len(marked["likely"]), note=fit),
        share("overlaps.fresh.precision_likely", sum(marked["fresh"]), len(marked["fresh"]), bar=">= 0.90", note=fresh),
        *_blind_marks(gold, every),
        *_third_marks(gold, every),
        *_matters_marks(gold, every),
        *_likely_marks(gold, every),
        _context_marks(gold, every),
        _mended_marks(gold, every),
    ]


_KEYS = (  # file, part of the figures' names, what was measured first
    ("overlaps_core", "", "own marks"),
    ("core_second_reader", "second_", "a second reader's key, 48 of 151 and 0 of 58 on the first run; of fit"),
    ("core_third_reader", "third_", "a third reader's key, 32 of 84 and 0 of 34 on the first run; of fit"),
    (
        "core_fourth_reader",
        "fourth_",
        "a fourth reader's key, before questions; 171 of 205 and 19 of 96 on the first run",
    ),
    (
        "core_fifth_reader",
        "fifth_",
        "a fifth reader's key, 202 of 235 and 4 of 102 on the first run; questions narrowed after",
    ),
    (
        "core_sixth_reader",
        "sixth_",
        "a sixth reader's key, 224 of 269 and 1 of 105 on the first run, after the last question",
    ),
)


def _of_key(path: Path, joined: dict[tuple[str, ...], set[str]], part: str, note: str) -> list[Figure]:
    hits = _key(path, joined)
    return [
        share(f"overlaps.core.{part}recall_likely", *hits["overlap"], bar=">= 0.80", note=note),
        share(f"overlaps.core.{part}false_on_tempting", *hits["none"], bar="<= 0", note=note),
    ]


def _key(path: Path, joined: dict[tuple[str, ...], set[str]]) -> dict[str, tuple[int, int]]:
    """Of the overlaps and of the tempting pairs of a key: how many are joined, and how many there are."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    hits = {label: [r for r in rows if r["label"] == label] for label in ("overlap", "none")}
    return {
        label: (sum(tuple(sorted((r["a"], r["b"]))) in joined for r in part), len(part)) for label, part in hits.items()
    }


def _blind_marks(gold: Path, every: dict[tuple[str, ...], set[str]]) -> list[Figure]:
    """Precision by tier on a second reader's marks; a finding that left its tier since is counted apart, not as a hit.

    The first draw was marked before that reader saw the code; tiers were changed with it and with the second draw, so
    that their figures are of fit. Nothing was changed after the third.
    """
    first = "first draw, 94/100 and 83/100 as drawn, then tiers were changed; {} of it are no longer at this tier"
    figures = []
    for name, tier, key, bar, note in (
        ("overlaps_blind", "certain", "certain_precision", ">= 0.98", first),
        ("overlaps_blind", "likely", "likely_precision", ">= 0.90", first),
        (
            "overlaps_blind2",
            "certain",
            "second_certain_precision",
            "",
            "second draw, 62/62 as drawn; {} have left the tier",
        ),
        (
            "overlaps_blind2",
            "likely",
            "second_likely_precision",
            "",
            "second draw, 107/128 as drawn; {} have left the tier",
        ),
        (
            "overlaps_blind3",
            "likely",
            "fresh_likely_precision",
            ">= 0.90",
            "last draw, no tier changed after; {} have left",
        ),
    ):
        right, kept, left = _still_reported(gold / f"{name}.jsonl", tier, every)
        told = "a second reader's marks: " + note.format(left)
        figures.append(share(f"overlaps.blind.{key}", right, kept, bar=bar, note=told))
    return figures


def _third_marks(gold: Path, every: dict[tuple[str, ...], set[str]]) -> list[Figure]:
    """Precision by tier for a third reader, who saw neither code nor earlier marks; no tier was changed after it."""
    figures = []
    for tier, bar, drawn in (("certain", ">= 0.98", "99/100"), ("likely", ">= 0.90", "92/100")):
        right, kept, left = _still_reported(gold / "overlaps_third.jsonl", tier, every)
        told = f"a third reader, blind to code and marks, no tier changed after; {drawn} as drawn, {left} have left"
        figures.append(share(f"overlaps.third.{tier}_precision", right, kept, bar=bar, note=told))
    return figures


def _matters_marks(gold: Path, every: dict[tuple[str, ...], set[str]]) -> list[Figure]:
    """Precision of the pairs drawn from what matters join: of the marked ones that a finding still joins."""
    figures = []
    for name, reader, told in (
        ("", "fourth", "changed after"),
        ("2", "fourth", "drawn after the change, nothing changed after"),
        ("3", "sixth", "75 of 90 outside inspections; changed after"),
        ("4", "eighth", "all 109 outside inspections that were left (105 right, 76 without doubt), 20 of the others"),
    ):
        rows = [json.loads(line) for line in (gold / f"overlaps_matters{name}.jsonl").read_text("utf-8").splitlines()]
        still = [row["label"] == "right" for row in rows if tuple(sorted((row["a"], row["b"]))) in every]
        note = f"{reader} reader, {sum(row['label'] == 'right' for row in rows)} of {len(rows)} as drawn; {told}"
        figures.append(
            share(f"overlaps.matters{name}.precision_likely", sum(still), len(still), bar=">= 0.90", note=note)
        )
    return figures


def _likely_marks(gold: Path, every: dict[tuple[str, ...], set[str]]) -> list[Figure]:
    """Precision of two lots for a fifth reader: questions outside inspections, and all other kinds; pairs still joined."""
    rows = [json.loads(line) for line in (gold / "overlaps_likely5.jsonl").read_text("utf-8").splitlines()]
    figures = []
    for name, asked in (("matters", True), ("other", False)):
        part = [row for row in rows if (row["code"] == "same-matter") == asked]
        still = [row["label"] == "right" for row in part if tuple(sorted((row["a"], row["b"]))) in every]
        note = f"fifth reader, {sum(row['label'] == 'right' for row in part)} of {len(part)} as drawn"
        figures.append(share(f"overlaps.fifth.{name}_precision", sum(still), len(still), bar=">= 0.90", note=note))
    return figures


def _context_marks(gold: Path, every: dict[tuple[str, ...], set[str]]) -> Figure:
    """Precision of the findings that became likely by what stands around a pair, for the reader who made the change."""
    right, kept, left = _still_reported(gold / "overlaps_context.jsonl", "likely", every)
    told = f"own marks; drawn 53/60, then 57/60, then all 58 not about inspections 53/58; {left} have left"
    return share("overlaps.context.likely_precision", right, kept, bar=">= 0.90", note=told)


def _mended_marks(gold: Path, every: dict[tuple[str, ...], set[str]]) -> Figure:
    """Precision of what cores made likely; all were read, and the kind was narrowed after, so that it is a figure of fit."""
    right, kept, left = _still_reported(gold / "overlaps_mended.jsonl", "likely", every)
    told = f"own marks of all that became likely, 36/41 as read, then two were taken back; {left} have left; of fit"
    return share("overlaps.mended.likely_precision", right, kept, bar=">= 0.90", note=told)


def _still_reported(marks: Path, tier: str, every: dict[tuple[str, ...], set[str]]) -> tuple[int, int, int]:
    """Of the marks made at a tier: how many are right among those still reported there, how many these are, the rest."""
    rows = [row for row in map(json.loads, marks.read_text("utf-8").splitlines()) if row["tier"] == tier]
    kept = [row for row in rows if tier in every.get(tuple(sorted((row["a"], row["b"]))), set())]
    return sum(row["label"] == "right" for row in kept), len(kept), len(rows) - len(kept)
