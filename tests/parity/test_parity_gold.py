"""The marks hold addresses and labels and no text; on the real acts every finding is marked."""

import json
import os
from pathlib import Path

import pytest

MARKS = Path(__file__).parents[1] / "gold" / "parity_marks.jsonl"


def test_marks_hold_no_text():
    rows = [json.loads(line) for line in MARKS.read_text(encoding="utf-8").splitlines()]
    assert rows
    for row in rows:
        assert set(row) == {"id", "code", "tier", "places", "label"}
        assert row["label"] in ("true", "false")
        assert not any(
            c in json.dumps(row, ensure_ascii=False) for c in "абвгдежзийклмнопрстуфхцчшщъыьэюя ұқғ".replace(" ", "")
        )


def test_every_finding_on_a_real_pair_was_read(capsys):
    root = os.environ.get("LAWKIT_SHARED")
    if not root:
        pytest.skip("LAWKIT_SHARED is not set")
    from lawkit.parity import find_discrepancies
    from lawkit.reading import read
    from lawkit.register import Register
    from lawkit.sources import read_act

    register = Register.load()
    acts = [read_act(Path(root) / "acts" / f"Z2200000178.{x}.txt") for x in ("rus", "kaz")]
    found = {f.id for f in find_discrepancies(*(read(a, register) for a in acts))}
    marked = {json.loads(line)["id"] for line in MARKS.read_text(encoding="utf-8").splitlines()}
    assert found
    assert found <= marked
