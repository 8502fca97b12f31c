"""The tables of cases: what a text points at, in three languages, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parent))

from model import model_act

from lawkit.reading import find_references
from lawkit.register import Register

CASES = Path(__file__).parent / "cases"
# The tables know these acts only, so that a longer register changes no case.
KNOWN = {
    "Z1500000401",
    "Z1300000094",
    "Z1500000418",
    "Z070000217_",
    "Z030000412_",
    "Z2400000106",
    "Z1500000434",
    "Z070000303_",
    "Z040000567_",
    "K940001000_",
    "K990000409_",
    "K1500000377",
    "K990000411_",
    "K1400000231",
    "K970000206_",
    "K1400000226",
    "K970000167_",
    "K1400000235",
    "K010000155_",
    "K2000000360",
    "K090000193_",
    "K1700000120",
    "K080000099_",
    "K2500000214",
    "K1500000414",
    "K070000251_",
    "K2500000171",
    "K080000095_",
    "K2000000350",
    "Z950002464_",
    "K950001000_",
    "K2600000000",
}


def rows() -> list[tuple[str, dict[str, object]]]:
    return [
        (path.stem, case)
        for path in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(tuple(a for a in Register.load() if a.id in KNOWN))


@pytest.mark.parametrize(
    ("language", "case"), rows(), ids=[f"{language}-{n}" for n, (language, _) in enumerate(rows(), 1)]
)
def test_a_text_points_where_its_words_say_and_nowhere_else(language, case, register):
    at = case.get("at", "art_2__para_1")
    act = model_act(case.get("act", "law"), language, at, case["text"], case.get("before", ""), case.get("title", ""))
    place = next(p for p in act.provisions if p.eid == at)
    others = [model_act(name, language, "art_1", "", "", title) for name, title in case.get("others", {}).items()]
    found = []
    for r in find_references(act, register, {other.act_id: other for other in others}):
        if place.span.start <= r.span.start < place.span.end:
            assert r.text == act.body[r.span.start : r.span.end]
            assert r.source == at
            target = "" if r.target is None else ("" if r.target.act == act.act_id else r.target.act)
            if r.target is not None and (r.target.eid or r.target.act == act.act_id):
                target += f"#{r.target.eid}"
            successor = f" < {r.successor.act}" if r.successor else ""
            found.append(f"{r.text} => {r.status} {target}".rstrip() + successor)
    assert found == case["refs"]


def test_the_tables_hold_at_least_150_cases():
    assert len(rows()) >= 150
