"""Draw pairs of places that questions alone join, for marking, in two lots: outside inspections and inspections; Russian acts.

    LAWKIT_SHARED=… PYTHONPATH=. python tests/gold/overlaps_matters_draw.py SEED [OUTSIDE [INSPECTIONS]] [--texts]

prints one JSON row a pair, without a label, in shuffled order; with `--texts` both texts with titles, headings, lead-ins and the
name of the question instead. Drawn uniformly from all unordered pairs of places of different articles that `likely` findings of
`same-matter` join, but for pairs that an earlier draw holds and for pairs that a finding of another kind joins, likely or
better. A pair is of the lot of inspections where the heading of one of the two articles speaks of inspection or control.
The counts of what was left out go to the error stream.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawkit.model import Address, Finding, Provision, Reading

EARLIER = ("overlaps_matters", "overlaps_matters2", "overlaps_matters3", "overlaps_likely5")
CONTROL = re.compile(r"провер|контрол|инспек", re.IGNORECASE)
Pair = tuple[str, str]


@dataclass
class Joined:
    """The places of a pair and the questions that join it."""

    places: tuple[Address, Address]
    matters: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


class Acts:
    """The provisions of the acts by address."""

    def __init__(self, readings: list[Reading]) -> None:
        self.title = {r.act.act_id: r.act.title for r in readings}
        self.provision = {(r.act.act_id, p.eid): p for r in readings for p in r.act.provisions}

    def chain(self, place: Address) -> list[Provision]:
        """The provision and all above it, from the act down."""
        found: list[Provision] = []
        eid: str | None = place.eid
        while eid and (one := self.provision.get((place.act, eid))):
            found.insert(0, one)
            eid = one.parent
        return found

    def article(self, place: Address) -> tuple[str, str]:
        """The act and the article of a place; the place itself where there is none."""
        return place.act, next((p.eid for p in self.chain(place) if p.kind == "article"), place.eid)

    def on_control(self, place: Address) -> bool:
        """Whether the heading of the article speaks of inspection or control."""
        one = next((p for p in self.chain(place) if p.kind == "article"), None)
        return one is not None and CONTROL.search(one.heading or one.text or "") is not None

    def shown(self, place: Address) -> str:
        """The text of a place with what stands above and directly below it."""
        *above, own = self.chain(place)
        lines = [f"[{place.act} {self.title[place.act]}] {place.eid}"]
        for one in above:
            text = " ".join((one.text or "").split())
            lines.append(f"   ^ {one.heading or ''} {'' if text == one.heading else text[:800]}")
        lines.append(f"   > {own.heading or ''} {' '.join((own.text or '').split())}")
        below = [p for (act, _), p in self.provision.items() if act == place.act and p.parent == own.eid]
        lines += [f"        - {' '.join((p.text or '').split())[:300]}" for p in below[:15]]
        return "\n".join(lines)


def pairs_of(findings: list[Finding], acts: Acts) -> tuple[dict[Pair, Joined], set[Pair]]:
    """What questions join at likely between two articles, and what findings of other kinds join, likely or better."""
    asked: dict[Pair, Joined] = {}
    others: set[Pair] = set()
    for finding in findings:
        if finding.code == "boilerplate":
            continue
        places = {f"{p.address.act}/{p.address.language}#{p.address.eid}": p.address for p in finding.pins}
        for one, two in combinations(sorted(places), 2):
            if finding.code != "same-matter":
                others.add((one, two))
            elif finding.tier == "likely" and acts.article(places[one]) != acts.article(places[two]):
                joined = asked.setdefault((one, two), Joined((places[one], places[two])))
                joined.matters.update(finding.evidence["matters"])  # type: ignore[arg-type]
                joined.names.add(finding.evidence["matter"]["rus"])  # type: ignore[index]
    return asked, others


def earlier() -> set[Pair]:
    """The pairs that earlier draws hold."""
    held: set[Pair] = set()
    for name in EARLIER:
        rows = (Path(__file__).parent / f"{name}.jsonl").read_text("utf-8").splitlines()
        held |= {(min(r["a"], r["b"]), max(r["a"], r["b"])) for r in map(json.loads, rows)}
    return held


def main(seed: int, outside: int, inspections: int, texts: bool) -> None:
    """Print both lots, shuffled."""
    from benchmarks._decide import readings_of
    from lawkit.overlaps import find_overlaps

    readings = [r for r in readings_of(Path(os.environ["LAWKIT_SHARED"]) / "acts") if r.act.language == "rus"]
    acts = Acts(readings)
    asked, others = pairs_of(find_overlaps(readings, floor="likely"), acts)
    held = earlier()
    left = {pair: joined for pair, joined in asked.items() if pair not in held and pair not in others}
    inside = sorted(pair for pair, joined in left.items() if any(map(acts.on_control, joined.places)))
    beside = sorted(left.keys() - set(inside))
    told = (
        f"{len(readings)} acts, {len(asked)} pairs; drawn before {len(asked.keys() & held)}, of another kind as well "
    )
    print(f"{told}{len(asked.keys() & others)}; outside {len(beside)}, inspections {len(inside)}", file=sys.stderr)
    rng = random.Random(seed)
    drawn = [(pair, "outside") for pair in rng.sample(beside, min(outside, len(beside)))]
    drawn += [(pair, "inspections") for pair in rng.sample(inside, min(inspections, len(inside)))]
    rng.shuffle(drawn)
    for number, (pair, lot) in enumerate(drawn, 1):
        joined = left[pair]
        if texts:
            print(
                f"=== {number} {lot}: {' | '.join(sorted(joined.names))}", *map(acts.shown, joined.places), "", sep="\n"
            )
        else:
            row = {"a": pair[0], "b": pair[1], "matters": sorted(joined.matters), "lot": lot}
            print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("outside", type=int, nargs="?", default=70)
    parser.add_argument("inspections", type=int, nargs="?", default=20)
    parser.add_argument("--texts", action="store_true")
    main(**vars(parser.parse_args()))
