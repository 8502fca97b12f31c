"""Draws provisions for marking references by hand, and turns the marks into tests/gold/references_kaz.jsonl.

    python -m benchmarks._draw_references draw --seed 1 --count 200 > sheet.txt
    python -m benchmarks._draw_references resolved --seed 1 --count 200 > sheet.txt
    python -m benchmarks._draw_references keep sheet.txt > tests/gold/references_kaz.jsonl

`draw` prints provisions drawn at random from the Kazakh acts below LAWKIT_SHARED, among those that hold a word of
structure or of an act, with what lawkit proposes; a person reads every provision, corrects, deletes and adds lines.
`keep` writes addresses, spans and labels only, never the text. The marks are therefore ours, and proposed by the tool
before they were read: they say more about precision than about recall.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from pathlib import Path

from benchmarks.figures import shared

CUE = re.compile(
    r"\d\)?-?\s*(?:ба[пб]|тарма)|[Оо]сы (?:бап|тарма|Заң|Кодекс|тарау|бұйр|Қағида)|туралы[\"»]? |[Кк]одекс|Конституция[^л]|заңнама|\d-қосымша"
)
_HEAD = re.compile(r"^## (?P<act>\S+) (?P<eid>\S+) (?P<hash>\w+)$")
_MARK = re.compile(r"^(?P<start>\d+)-(?P<end>\d+) (?P<label>\w+) (?P<target>\S+)")


def digest(text: str) -> str:
    """What tells whether a provision still has the text that was marked."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def draw(seed: int, count: int) -> None:
    """Print the sheet."""
    from lawkit.reading import find_references
    from lawkit.register import Register
    from lawkit.sources import read_act

    register = Register.load()
    paths = sorted(p for p in shared("acts").iterdir() if ".kaz." in p.name)
    acts = {a.act_id: a for a in map(read_act, paths)}
    pool = [
        (a, p)
        for a in acts.values()
        for p in a.provisions
        if p.kind not in ("toc", "preface", "conclusions")
        and CUE.search(a.body[p.span.start + len(p.num) : p.span.end])
    ]
    chosen = random.Random(seed).sample(pool, min(count, len(pool)))
    read = {i: find_references(a, register, acts) for i, a in acts.items()}
    for act, provision in sorted(chosen, key=lambda x: (x[0].act_id, x[1].order)):
        text = act.body[provision.span.start : provision.span.end]
        print(f"## {act.act_id} {provision.eid} {digest(text)}")
        print("# " + text.replace("\n", " / "))
        for r in read[act.act_id]:
            if not r.editorial and provision.span.start <= r.span.start < provision.span.end:
                at = r.span.start - provision.span.start
                target = str(r.target) if r.target else "-"
                print(f"{at}-{at + r.span.end - r.span.start} {r.status} {target} {r.kind} {r.text!r}")
        print()


def draw_resolved(seed: int, count: int) -> None:
    """Print references called resolved or dead, drawn at random from the Russian acts, each with its surroundings.

    The person deletes nothing and puts `wrong` for `right` where the words do not name that target.
    """
    from lawkit.reading import find_references
    from lawkit.register import Register
    from lawkit.sources import read_act

    register = Register.load()
    paths = sorted(p for p in shared("acts").iterdir() if ".rus." in p.name)
    acts = {a.act_id: a for a in map(read_act, paths)}
    pool = []
    for act in acts.values():
        spans = {p.eid: p.span for p in act.provisions}
        for r in find_references(act, register, acts):
            if r.status in ("resolved", "dead") and not r.editorial and r.target and r.source in spans and r.target.eid:
                pool.append((act, r, spans[r.source]))
    for act, r, span in sorted(random.Random(seed).sample(pool, count), key=lambda x: (x[0].act_id, x[1].span.start)):
        text = act.body[span.start : span.end]
        print(f"## {act.act_id} {r.source} {digest(text)}")
        shown = (
            act.body[max(0, r.span.start - 90) : r.span.start]
            + "[["
            + r.text
            + "]]"
            + act.body[r.span.end : r.span.end + 60]
        )
        print("# " + shown.replace("\n", " / "))
        print(f"{r.span.start - span.start}-{r.span.end - span.start} right {r.target} {r.status}\n")


def keep(sheet: Path) -> None:
    """Write the marks as JSON lines."""
    head: dict[str, str] = {}
    for line in sheet.read_text(encoding="utf-8").splitlines():
        if match := _HEAD.match(line):
            head = match.groupdict()
            print(json.dumps({"act": head["act"], "eid": head["eid"], "hash": head["hash"]}))
        elif match := _MARK.match(line):
            target = "" if match["target"] == "-" else match["target"]
            row = {
                **head,
                "start": int(match["start"]),
                "end": int(match["end"]),
                "label": match["label"],
                "target": target,
            }
            print(json.dumps(row))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    drawing = verbs.add_parser("draw")
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--count", type=int, default=200)
    resolved = verbs.add_parser("resolved")
    resolved.add_argument("--seed", type=int, default=1)
    resolved.add_argument("--count", type=int, default=200)
    verbs.add_parser("keep").add_argument("sheet", type=Path)
    options = parser.parse_args()
    if options.verb == "draw":
        draw(options.seed, options.count)
    elif options.verb == "resolved":
        draw_resolved(options.seed, options.count)
    else:
        keep(options.sheet)


if __name__ == "__main__":
    sys.exit(main())
