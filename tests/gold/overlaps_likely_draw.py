"""Draw `likely` findings for marking in two lots: questions outside inspections, and all other kinds, in Russian acts.

    LAWKIT_SHARED=… python tests/gold/overlaps_likely_draw.py SEED [COUNT]

prints one JSON row a pair, without a label. The lot of `same-matter` is drawn uniformly over all pairs of places that such
findings join, but for questions of inspections and state control (by the question's name) and for two articles on
control (by their headings); the lot of the other kinds uniformly over findings (their first two places). Nothing is left
out because it was marked before.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawkit.model import Address

CONTROL = re.compile(r"провер|внеплан|контрол(?!\w* доступ)|надзор|предписан", re.IGNORECASE)


def main(seed: int, count: int = 60) -> None:
    """Print both lots."""
    from benchmarks._decide import readings_of
    from lawkit.overlaps import find_overlaps

    readings = [r for r in readings_of(Path(os.environ["LAWKIT_SHARED"]) / "acts") if r.act.language == "rus"]
    heading = {(r.act.act_id, p.eid): p.heading for r in readings for p in r.act.provisions}

    def on_control(place: Address) -> bool:
        return CONTROL.search(heading.get((place.act, place.eid.partition("__")[0]), "") or "") is not None

    matters: dict[tuple[str, str], set[str]] = {}
    others: list[dict[str, str]] = []
    for finding in find_overlaps(readings, floor="likely"):
        if finding.tier != "likely" or finding.code == "boilerplate":
            continue
        places = {f"{pin.address.act}/{pin.address.language}#{pin.address.eid}": pin.address for pin in finding.pins}
        if finding.code != "same-matter":
            one, two = list(places)[:2]
            others.append({"a": one, "b": two, "code": finding.code, "tier": finding.tier})
        elif not CONTROL.search(finding.evidence["matter"]["rus"]):  # type: ignore[index]
            for one, two in combinations(sorted(places), 2):
                if not (on_control(places[one]) and on_control(places[two])):
                    matters.setdefault((one, two), set()).update(finding.evidence["matters"])  # type: ignore[call-overload]
    rng = random.Random(seed)
    print(f"same-matter {len(matters)} pairs, other kinds {len(others)} findings", file=sys.stderr)
    for one, two in rng.sample(sorted(matters), min(count, len(matters))):
        row = {"a": one, "b": two, "code": "same-matter", "tier": "likely", "matters": sorted(matters[one, two])}
        print(json.dumps(row, ensure_ascii=False))
    for other in rng.sample(sorted(others, key=lambda r: (r["a"], r["b"], r["code"])), min(count, len(others))):
        print(json.dumps(other, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]), *map(int, sys.argv[2:3]))
