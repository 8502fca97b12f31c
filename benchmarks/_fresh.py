"""The fresh draws: texts fetched for them, that neither the rules nor the earlier marks had seen.

The texts are not kept here. tests/gold/fresh_rus_*_texts.jsonl says where each stands (repository, path, commit);
whoever wants the figures anew puts the files into the folder that LAWKIT_FRESH names, under their path with «/» written
«__». In the articles that a draw names every definition, every time and every reference with a known target is marked,
so what is found besides is wrong. Marks whose text is not there or has changed are left out and counted.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import definitions as of_definitions
from benchmarks import norms as of_norms
from benchmarks.figures import Figure, Unavailable, share
from lawkit.model import Act, Provision, Reference

Row = dict[str, Any]
DRAWS = tuple(
    name
    for name in ("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P")
    if (of_norms.GOLD / f"fresh_rus_{name}_texts.jsonl").exists()
)  # in the order drawn; the first figures of each stand in tests/gold/README.md


def folder() -> Path:
    """The folder of LAWKIT_FRESH; raises Unavailable, saying how to fetch, where it is not set or missing."""
    name = os.environ.get("LAWKIT_FRESH", "")
    if not name or not Path(name).is_dir():
        raise Unavailable(
            "set LAWKIT_FRESH to a folder with the texts that tests/gold/fresh_*_texts.jsonl and fresh_kaz.yaml name by "
            "repository, path and commit (github.com), each under its path with / written __"
        )
    return Path(name)


class Texts:
    """The texts of one draw that are here, and its marks in them."""

    def __init__(self, draw: str) -> None:
        self.draw = draw
        self.reader = of_norms.Reader(folder())
        self.names = {
            r["file"]: str(r["path"]).replace("/", "__") for r in of_norms.marks(f"fresh_rus_{draw}_texts.jsonl")
        }
        self.left_out = 0

    def here(self, file: str) -> bool:
        """Whether the text is in the folder."""
        return (self.reader.root / self.names[file]).exists()

    def act(self, file: str) -> Act:
        """The act of a marked file."""
        return self.reader.act(self.names[file])

    def rows(self, kind: str) -> tuple[list[Row], list[Row]]:
        """The heads (which articles were marked whole) and the marks whose words are still the same."""
        from tests.gold.norms_draw import digest

        heads: list[Row] = []
        kept: list[Row] = []
        for row in of_norms.marks(f"fresh_rus_{self.draw}_{kind}.jsonl"):
            if not self.here(row["file"]):
                self.left_out += 1
            elif "scope" in row:
                heads.append(row)
            else:
                eid = row["address"].partition("#")[2] if "address" in row else row["eid"]
                provision = next((p for p in self.act(row["file"]).provisions if p.eid == eid), None)
                text = provision.text if provision else ""
                text = text[row["start"] : row["end"]] if kind == "norms" else text
                if digest(text) == row["sha"]:
                    kept.append({**row, "eid": eid})
                else:
                    self.left_out += 1
        return heads, kept

    def whole(self, heads: list[Row]) -> Iterator[tuple[str, Act, Provision]]:
        """Every provision of the articles that were marked whole."""
        for head in heads:
            act = self.act(head["file"])
            for p in act.provisions:
                inside = any(p.eid == s or p.eid.startswith(f"{s}__") for s in head["scope"])
                if inside and p.eid not in head["left_out"] and p.text:
                    yield head["file"], act, p


def figures(draw: str, wrong: list[str] | None = None) -> list[Figure]:
    """Every figure of one draw; cases of error are added to `wrong`."""
    texts = Texts(draw)
    key = f"fresh.{draw}.rus"
    found = [*_definitions(texts, f"{key}.definitions", wrong), *_norms(texts, key, wrong)]
    found += [*_deadlines(texts, f"{key}.deadlines", wrong), *_references(texts, f"{key}.references", wrong)]
    note = "rules were changed on this draw since; as first measured: tests/gold/README.md"
    if texts.left_out:
        note = f"{texts.left_out} marks left out: text not here or changed; {note}"
    return [replace(f, note=note) for f in found if f.n]


def _definitions(texts: Texts, key: str, wrong: list[str] | None) -> list[Figure]:
    heads, marks = texts.rows("definitions")
    by_place = {(m["file"], m["eid"]): m["definitions"] for m in marks}
    rows = [
        {"file": texts.names[file], "address": f"fresh/rus#{p.eid}", "definitions": by_place.get((file, p.eid), [])}
        for file, _, p in texts.whole(heads)
    ]
    return of_definitions.score(texts.reader, rows, key, ">= 0.98", wrong)


def _norms(texts: Texts, key: str, wrong: list[str] | None) -> list[Figure]:
    marks = [{**m, "file": texts.names[m["file"]]} for m in texts.rows("norms")[1]]
    modality, addressee = of_norms.score(texts.reader, marks, key, wrong)
    clear = of_norms.score(texts.reader, [m for m in marks if not m.get("hard")], key)[0]
    return [modality, replace(clear, key=f"{key}.modality.clear", bar=">= 0.95"), replace(addressee, bar=">= 0.92")]


def _deadlines(texts: Texts, key: str, wrong: list[str] | None) -> list[Figure]:
    """Times by provision, as (amount, unit, working or calendar)."""
    from lawkit.reading.norms import find_norms

    heads, marks = texts.rows("deadlines")
    gold = {(m["file"], m["eid"]): m["deadlines"] for m in marks}
    read: dict[str, dict[str, Counter[tuple[float, str, str]]]] = {}
    hits = said = want = 0
    for file, act, p in texts.whole(heads):
        if file not in read:
            read[file] = {}
            for norm in find_norms(act):
                read[file].setdefault(norm.source, Counter()).update(
                    (d.amount, d.unit, d.calendar) for d in norm.deadlines
                )
        marked = Counter((float(d["amount"]), d["unit"], d["calendar"]) for d in gold.get((file, p.eid), []))
        found = read[file].get(p.eid, Counter())
        hits, said, want = hits + (marked & found).total(), said + found.total(), want + marked.total()
        if marked != found and wrong is not None:
            wrong.append(f"{p.eid} {dict(marked)} ≠ {dict(found)} ‖ {p.text[:300]}")
    f1 = 2 * hits / max(1, said + want)
    return [
        share(f"{key}.precision", hits, said),
        share(f"{key}.recall", hits, want),
        Figure(f"{key}.F1", f1, None, want, None, ">= 0.97"),
    ]


def _references(texts: Texts, key: str, wrong: list[str] | None) -> list[Figure]:
    """Recall of the marked mentions and precision of what is called resolved; `?` is counted neither way."""
    from lawkit.reading import find_references
    from lawkit.register import Register

    heads, marks = texts.rows("references")
    register = Register.load()
    read = {f: find_references(texts.act(f), register, {}) for f in {h["file"] for h in heads}}
    hits = right = marked = sure = sure_right = 0
    for file, act, p in texts.whole(heads):
        base = act.body.find(p.text, p.span.start)
        ours = [r for r in read[file] if not r.editorial and r.source == p.eid]
        gold = [m for m in marks if (m["file"], m["eid"]) == (file, p.eid)]
        for mark in (m for m in gold if m["target"] != "?"):
            over = [r for r in ours if _over(r, base, mark)]
            wanted = set(mark["target"].split())
            marked, hits = marked + 1, hits + bool(over)
            right += wanted <= {_target(r, act) for r in over}
            if wrong is not None and not wanted <= {_target(r, act) for r in over}:
                said = [_target(r, act) for r in over]
                wrong.append(f"{p.eid} {mark['target']} ≠ {said} ‖ {p.text[mark['start'] : mark['end']]}")
        for r in (r for r in ours if r.status == "resolved"):
            near = [m for m in gold if _over(r, base, m)]
            if any(m["target"] == "?" for m in near):
                continue
            good = any(_target(r, act) in m["target"].split() for m in near)
            sure, sure_right = sure + 1, sure_right + good
            if not good and wrong is not None:
                wrong.append(f"{p.eid} called resolved {r.target} ‖ {r.text} ‖ {p.text[:200]}")
    return [
        share(f"{key}.resolved_precision", sure_right, sure, bar=">= 0.99"),
        share(f"{key}.recall", hits, marked, bar=">= 0.95"),
        share(f"{key}.target", right, marked),
    ]


def _over(reference: Reference, base: int, mark: Row) -> bool:
    return bool(reference.span.start < base + mark["end"] and base + mark["start"] < reference.span.end)


def _target(reference: Reference, act: Act) -> str:
    """The target without edition and language, `self` for the act itself."""
    if reference.target is None:
        return ""
    place = "self" if reference.target.act == act.act_id else reference.target.act
    return f"{place}#{reference.target.eid}" if reference.target.eid else place


def run() -> list[Figure]:
    """The figures of every draw whose texts are here."""
    return [f for draw in DRAWS for f in figures(draw)]


if __name__ == "__main__":
    import sys

    cases: list[str] = []
    for name in sys.argv[1:] or DRAWS:
        for figure in figures(name, cases):
            print(figure.key, f"{figure.value:.3f}", figure.n, figure.note)
    print("\n".join(cases))
