"""Draw findings for marking: so many of each tier from the acts, leaving out pairs that were marked before.

    LAWKIT_SHARED=… python tests/gold/overlaps_draw.py SEED

prints one JSON row a finding, without a label: the first two places, code and tier. A reader adds `label`: «right»
where a drafter is served by seeing the two side by side under this code, else «wrong».
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

COUNT = 100


def main(seed: int) -> None:
    """Print the draw."""
    from benchmarks._decide import readings_of
    from lawkit.overlaps import find_overlaps

    before = set()
    marked = [
        path.read_text("utf-8").splitlines() for path in sorted(Path(__file__).parent.glob("overlaps_[bd]*.jsonl"))
    ]
    for row in map(json.loads, (line for lines in marked for line in lines)):
        before.add(frozenset((row["a"], row["b"])))
    found: dict[str, list[dict[str, str]]] = {"certain": [], "likely": []}
    for finding in find_overlaps(readings_of(Path(os.environ["LAWKIT_SHARED"]) / "acts"), floor="likely"):
        one, two = (f"{p.address.act}/{p.address.language}#{p.address.eid}" for p in finding.pins[:2])
        if finding.code != "boilerplate" and frozenset((one, two)) not in before:
            found[finding.tier].append({"a": one, "b": two, "code": finding.code, "tier": finding.tier})
    rng = random.Random(seed)
    for tier, rows in found.items():
        print(f"{tier}: {min(COUNT, len(rows))} of {len(rows)}", file=sys.stderr)
        for row in rng.sample(sorted(rows, key=lambda r: (r["a"], r["b"], r["code"])), min(COUNT, len(rows))):
            print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]))
