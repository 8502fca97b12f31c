"""The fresh Kazakh draws: texts fetched for them, that neither the rules nor the earlier marks had seen.

The texts are not kept here. tests/gold/fresh_kaz.yaml says where each stands (repository, path, commit); whoever wants
the figures anew puts the files into the folder that LAWKIT_FRESH names, under their path with «/» written «__». Marks
of files that are not there, or whose words have changed, are left out and counted.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks import definitions as of_definitions
from benchmarks import norms as of_norms
from benchmarks.figures import Figure, Unavailable, share
from lawkit.model import Act, Reference

DRAWS = ("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N")
_KINDS = ("norms", "deadlines", "definitions", "references")


def folder() -> Path:
    """The folder of LAWKIT_FRESH; raises Unavailable where it is not set or missing."""
    name = os.environ.get("LAWKIT_FRESH", "")
    if not name or not Path(name).is_dir():
        raise Unavailable("set LAWKIT_FRESH to the folder with the texts named in tests/gold/fresh_kaz.yaml")
    return Path(name)


@cache
def _places() -> dict[str, str]:
    """By the short name of a text its file name below LAWKIT_FRESH."""
    rows = yaml.safe_load((of_norms.GOLD / "fresh_kaz.yaml").read_text(encoding="utf-8"))
    return {name: str(row["path"]).replace("/", "__") for name, row in rows.items()}


def rows(draw: str, kind: str, reader: of_norms.Reader) -> tuple[list[dict[str, Any]], int]:
    """The marks of a draw whose text is here with the words that were marked, and how many are left out."""
    from tests.gold.norms_draw import digest

    kept: list[dict[str, Any]] = []
    marks = of_norms.marks(f"fresh_kaz_{draw}_{kind}.jsonl")
    for mark in marks:
        name = _places()[mark["file"]]
        if not (reader.root / name).exists():
            continue
        act = reader.act(name)
        provision = next((p for p in act.provisions if p.eid == mark["address"].partition("#")[2]), None)
        if provision is None:
            continue
        whole = kind in ("definitions", "references")
        text = provision.text if whole else provision.text[mark["start"] : mark["end"]]
        if digest(text) == mark["sha"]:
            kept.append({**mark, "file": name})
    return kept, len(marks) - len(kept)


def figures(draw: str, wrong: list[str] | None = None) -> list[Figure]:
    """Every figure of one draw; cases of error are added to `wrong`."""
    reader = of_norms.Reader(folder())
    key = f"fresh.{draw}.kaz"
    found: list[Figure] = []
    marks, out = rows(draw, "definitions", reader)
    found += of_definitions.score(reader, marks, f"{key}.definitions", ">= 0.97", wrong)
    marks, left = rows(draw, "norms", reader)
    modality, addressee = of_norms.score(reader, marks, key, wrong)
    clear = of_norms.score(reader, [m for m in marks if not m.get("hard")], key)[0]
    found += [modality, replace(clear, key=f"{key}.modality.clear", bar=">= 0.95"), replace(addressee, bar=">= 0.92")]
    out += left
    marks, left = rows(draw, "deadlines", reader)
    found += of_norms.deadlines(reader, marks, f"{key}.deadlines", wrong)
    out += left
    marks, left = rows(draw, "references", reader)
    found += _references(reader, marks, f"{key}.references", wrong)
    note = "rules were changed on this draw since; as first measured: tests/gold/README.md"
    if out + left:
        note = f"{out + left} marks left out: text not here or changed; {note}"
    return [replace(f, note=note) for f in found if f.n]  # a draw may hold none of a kind


def _references(
    reader: of_norms.Reader, marks: list[dict[str, Any]], key: str, wrong: list[str] | None
) -> list[Figure]:
    """Spans by overlap, targets of what is called resolved; marks labelled `open` are counted neither way."""
    from lawkit.reading import find_references
    from lawkit.register import Register

    register = Register.load()
    read = {f: find_references(reader.act(f), register, {}) for f in {m["file"] for m in marks}}
    hits = marked = exact = right = targets = sure = sure_right = 0
    for file, eid in sorted({(m["file"], m["address"].partition("#")[2]) for m in marks}):
        act = reader.act(file)
        provision = next(p for p in act.provisions if p.eid == eid)
        base = act.body.find(provision.text, provision.span.start)
        ours = [r for r in read[file] if not r.editorial and r.source == eid]
        gold = [m for m in marks if m["file"] == file and m["address"].endswith(f"#{eid}") and "label" in m]
        for mark in gold:
            if mark["label"] == "open":
                continue
            over = [r for r in ours if r.span.start < base + mark["end"] and base + mark["start"] < r.span.end]
            marked, hits = marked + 1, hits + bool(over)
            exact += any((r.span.start, r.span.end) == (base + mark["start"], base + mark["end"]) for r in over)
            want = {t.replace("self", act.act_id) for t in mark["targets"]}
            said = {_target(r, act) for r in over if r.target is not None}
            if mark["label"] == "resolved":
                targets, right = targets + len(want), right + len(want & said)
            if wrong is not None and (not over or (want != said and mark["label"] == "resolved")):
                text = provision.text[mark["start"] : mark["end"]]
                wrong.append(f"{eid} {mark['label']} {sorted(want)} ≠ {sorted(said)} ‖ {text}")
        for r in ours:
            near = [m for m in gold if r.span.start < base + m["end"] and base + m["start"] < r.span.end]
            if r.status != "resolved" or any(m["label"] == "open" for m in near):
                continue
            good = any(_target(r, act) in {t.replace("self", act.act_id) for t in m["targets"]} for m in near)
            sure, sure_right = sure + 1, sure_right + good
            if not good and wrong is not None:
                wrong.append(f"{eid} called resolved {r.target} ‖ {act.body[r.span.start : r.span.end]}")
    return [
        share(f"{key}.resolved_precision", sure_right, sure, bar=">= 0.99"),
        share(f"{key}.recall", hits, marked, bar=">= 0.95"),
        share(f"{key}.exact", exact, marked),
        share(f"{key}.target", right, targets),
    ]


def _target(reference: Reference, act: Act) -> str:
    """The target without its edition and language."""
    target = str(reference.target)
    place, _, eid = target.partition("#")
    return act.act_id + (f"#{eid}" if eid else "") if place.startswith(act.act_id) else target


def run() -> list[Figure]:
    """The figures of every draw whose texts are here."""
    return [f for draw in DRAWS for f in figures(draw)]


if __name__ == "__main__":
    cases: list[str] = []
    for name in DRAWS:
        for figure in figures(name, cases):
            print(f"{figure.key:45} {figure.value:.4f} n={figure.n} {figure.bar}")
    print("\n".join(cases))
