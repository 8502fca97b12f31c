"""Draw provisions for marking where they belong in the single law: at most one of an article, none marked before.

    LAWKIT_SHARED=… PYTHONPATH=. python tests/gold/map_rows_draw.py SEED > sheet.jsonl

draws COUNT provisions of the acts that rules/outlines/egov-law.yaml absorbs, each as likely as any other, but of one
article only one, and none of an article that an earlier draw took. Prints one row each, without labels: address, hash of
the words, the words with what stands above them. The map is not drawn. A reader sets, from the words alone, `targets`
(keys of the outline's articles that a drafter would accept, best first) and `kinds` (see tests/gold/README.md); the
words are left out of what is kept.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

COUNT = 60
KEPT = "map_rows*.jsonl"


def main(seed: int) -> None:
    """Print the draw."""
    from lawkit.consolidate import load_outline
    from lawkit.consolidate.units import heads, main_expressions, source_hash, source_text
    from lawkit.sources import find_sources, read_act

    before = {
        json.loads(line)["address"].partition("__")[0]
        for path in sorted(Path(__file__).parent.glob(KEPT))
        for line in path.read_text("utf-8").splitlines()
    }
    absorbed = load_outline("egov-law").absorbs
    every = [read_act(path) for path in find_sources([Path(os.environ["LAWKIT_SHARED"]) / "acts"])]
    acts = sorted((a for a in main_expressions(every) if a.act_id in absorbed), key=lambda a: a.act_id)
    units = [(head, p) for act in acts for head in heads(act) for p in head.members]
    random.Random(seed).shuffle(units)
    taken: set[str] = set(before)
    for head, provision in units:
        if len(taken) - len(before) == COUNT:
            break
        article = str(head.address)
        if article in taken:
            continue
        taken.add(article)
        by_eid = {p.eid: p for p in head.act.provisions}
        above, parent = [], by_eid.get(provision.parent)
        while parent is not None:
            above.append(f"{parent.eid}: {parent.number} {parent.heading} {parent.text}".strip())
            parent = by_eid.get(parent.parent)
        row = {"address": str(head.act.at(provision.eid)), "sha": source_hash(provision)}
        print(json.dumps({**row, "words": source_text(provision), "above": above[::-1]}, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]))
