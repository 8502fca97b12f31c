"""Blind marks of references against what is found: acts that change others and ministers' orders.

    python -m benchmarks._fresh_references FOLDER            # all sets whose texts are below FOLDER
    python -m benchmarks._fresh_references FOLDER orders2    # one of them

FOLDER holds the texts that the marks name (`file`: `amending/…`, `orders/…`); where each is to be had says `text`. A
mark gives the characters of the act's text, spaces not counted, and the targets that are right (`this`: the act
itself; `?`: an act that no source at hand tells, so nothing may be asserted).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, share, shared

_GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
_FIRM = ("resolved", "dead")


@dataclass(slots=True)
class Tally:
    """Counts of one set and one language."""

    n: Counter[str] = field(default_factory=Counter)
    cases: list[str] = field(default_factory=list)

    def figures(self, key: str) -> list[Figure]:
        """Precision of what is asserted, the share found, the share with the right target."""
        n = self.n
        return [
            share(f"{key}.asserted_precision", n["firm_right"], n["firm"], bar=">= 0.99", note="resolved or dead"),
            share(f"{key}.found", n["found"], n["marks"], note="marks that one of our spans overlaps"),
            share(f"{key}.target", n["right"], n["known"], note="marks with a target that can be told"),
            share(f"{key}.unknown_kept", n["open_kept"], n["open"], note="no target asserted where none can be told"),
            share(f"{key}.relative", n["own_right"], n["own"], bar=">= 0.95", note="targets in the act itself"),
        ]


def measure(folder: Path, name: str) -> list[Figure]:
    """The figures of one set; cases go to out/."""
    rows = [json.loads(line) for line in (_GOLD / f"references_blind_{name}.jsonl").read_text("utf-8").splitlines()]
    figures: list[Figure] = []
    for language in sorted({r["language"] for r in rows}):
        tally = Tally()
        for file in sorted({r["file"] for r in rows if r["language"] == language}):
            _file(folder / name / file, [r for r in rows if r["file"] == file], tally)
        figures += tally.figures(f"references.blind_{name}.{language}")
        out = Path("out")
        out.mkdir(exist_ok=True)
        (out / f"references_blind_{name}_{language}.txt").write_text("\n".join(tally.cases), encoding="utf-8")
    return figures


def _file(path: Path, rows: list[dict[str, Any]], tally: Tally) -> None:
    from lawkit.reading import find_references
    from lawkit.register import Register
    from lawkit.sources import read_act

    act = read_act(path)
    at = [i for i, c in enumerate(act.body) if not c.isspace()]
    compact = "".join(act.body.split())
    marks = []
    for row in rows:
        if hashlib.sha256(compact[row["start"] : row["end"]].encode()).hexdigest()[:8] != row["sha"]:
            tally.n["changed"] += 1
            continue
        targets = {t.replace("this", act.act_id, 1) if t.startswith("this") else t for t in row["targets"]}
        marks.append((at[row["start"]], at[row["end"] - 1] + 1, targets, row["label"]))
    others = {a.act_id: a for a in _at_hand(act.language)}
    ours = [r for r in find_references(act, Register.load(), others) if not r.editorial]
    _marks(act, marks, ours, tally, path.stem)
    _ours(act, marks, ours, tally, path.stem)


def _marks(act: Any, marks: list[Any], ours: list[Any], tally: Tally, name: str) -> None:
    """Each mark: found, and with which target."""
    n = tally.n
    for start, end, targets, label in marks:
        if label == "skip":
            continue
        over = [r for r in ours if r.span.start < end and start < r.span.end]
        n["marks"] += 1
        n["found"] += bool(over)
        if label == "unknown":
            n["open"] += 1
            n["open_kept"] += not any(r.status in _FIRM for r in over)
        else:
            good = any(_same(r, targets) for r in over)
            own = any(t.split("#")[0] == act.act_id for t in targets)
            n["known"], n["right"] = n["known"] + 1, n["right"] + good
            n["own"], n["own_right"] = n["own"] + own, n["own_right"] + (own and good)
            if good:
                continue
        if not over or label == "known":
            told = [f"{r.status} {r.target} «{r.text}» {r.reason}" for r in over]
            tally.cases.append(f"MARK {name} {sorted(targets)}: {act.body[start:end]!r} ours {told}")


def _ours(act: Any, marks: list[Any], ours: list[Any], tally: Tally, name: str) -> None:
    """Each reference that asserts a target: whether a mark says so; legislation in general is not marked."""
    for r in ours:
        over = [m for m in marks if r.span.start < m[1] and m[0] < r.span.end]
        if r.status not in _FIRM or r.kind == "legislation" or any(m[3] == "skip" for m in over):
            continue
        if not over and str(r.target) == act.act_id and any(c.isdigit() for c in r.text):
            continue  # the act's own requisites above its text
        good = any(_same(r, m[2]) for m in over)
        tally.n["firm"] += 1
        tally.n["firm_right"] += good
        if not good:
            around = act.body[max(0, r.span.start - 50) : r.span.end + 30].replace("\n", " ")
            tally.cases.append(f"OURS {name} {r.status} {r.target} «{r.text}» marks {[m[2] for m in over]}: {around}")


def _same(reference: Any, targets: set[str]) -> bool:
    return reference.target is not None and str(reference.target).replace("_#", "#").rstrip("_") in {
        t.replace("_#", "#").rstrip("_") for t in targets
    }


_acts: dict[str, list[Any]] = {}


def _at_hand(language: str) -> list[Any]:
    from lawkit.sources import read_act

    if language not in _acts:
        paths = sorted(p for p in shared("acts").iterdir() if f".{language}." in p.name)
        _acts[language] = [read_act(p) for p in paths]
    return _acts[language]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="*", default=["amending", "orders"])
    given = parser.parse_args()
    for chosen in given.sets:
        for figure in measure(given.folder, chosen):
            print(f"{figure.key:48} {figure.value:.4f} of {figure.n}  {figure.bar}")
