"""Draws provisions at random for marking definitions: `python tests/gold/definitions_draw.py > sheet.txt`.

Three strata a language: items of articles on terms, provisions elsewhere that hold a sign of definition (a dash,
«понимается», «признается», «далее», «деп», «бұдан әрі»), and any other provision. The sheet holds texts and stays outside the project;
definitions.jsonl keeps file, address, a hash of the words, and each definition's form and the span of its term.
"""

import json
import os
import random
import re
from pathlib import Path

from norms_draw import KINDS, SEED, digest, files

from lawkit.model import FRAME
from lawkit.sources import read_act

STRATA = {"rus": (70, 110, 30), "kaz": (45, 55, 20)}
MORE = {"rus": 115, "kaz": 60}  # a second draw from the first stratum, after the rules were written
_TERMS = re.compile(r"понятия|термины|ұғым|термин", re.IGNORECASE)
_SIGN = re.compile(r" [–—-] |поним|призна|является|\(далее|\bдеп\b|\(бұдан|болып табылады", re.IGNORECASE)


def draw(root: Path) -> list[dict[str, object]]:
    """The sample: every file has an equal chance in each stratum."""
    rng = random.Random(SEED + 1)
    pools: dict[str, tuple[list[list[dict[str, object]]], ...]] = {"rus": ([], [], []), "kaz": ([], [], [])}
    for path in files(root):
        act = read_act(path)
        tree = {p.eid: p for p in act.provisions}
        mine: tuple[list[dict[str, object]], ...] = ([], [], [])
        for p in act.provisions:
            if p.kind in FRAME or p.kind not in KINDS or p.status == "excluded" or len(p.text) < 15:
                continue
            node = p
            while node.kind != "article" and node.parent:
                node = tree[node.parent]
            stratum = 0 if _TERMS.search(node.heading) else 1 if _SIGN.search(p.text) else 2
            mine[stratum].append(
                {
                    "file": str(path.relative_to(root)),
                    "address": str(act.at(p.eid)),
                    "sha": digest(p.text),
                    "text": p.text,
                    "heading": node.heading,
                }
            )
        for pool, items in zip(pools[act.language], mine, strict=True):
            if items:
                pool.append(items)
    sample: list[dict[str, object]] = []
    for language, sizes in STRATA.items():
        for stratum, size in enumerate(sizes):
            taken: set[object] = set()
            limit = len({i["sha"] for pool in pools[language][stratum] for i in pool})
            while len(taken) < min(size, limit):
                item = rng.choice(rng.choice(pools[language][stratum]))
                if item["sha"] not in taken:
                    taken.add(item["sha"])
                    sample.append({"language": language, "stratum": stratum, **item})
    seen = {i["sha"] for i in sample}
    for language, size in MORE.items():
        pool = pools[language][0]
        rest = len({i["sha"] for p in pool for i in p} - seen)
        taken = set()
        while len(taken) < min(size, rest):
            item = rng.choice(rng.choice(pool))
            if item["sha"] not in seen and item["sha"] not in taken:
                taken.add(item["sha"])
                sample.append({"language": language, "stratum": 0, **item})
    return sample


def main() -> None:
    """Print the sheet, one JSON object a line."""
    for item in draw(Path(os.environ["LAWKIT_SHARED"]) / "acts"):
        print(json.dumps(item, ensure_ascii=False))


if __name__ == "__main__":
    main()
