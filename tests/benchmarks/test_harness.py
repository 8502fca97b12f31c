"""The benchmark harness prints what was measured and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.figures import Figure, Unavailable, share, shared, wilson
from benchmarks.quality import END, START, write

ROOT = Path(__file__).resolve().parents[2]


def test_wilson_interval_matches_the_published_example() -> None:
    """81 of 263: 0.255 to 0.366 (Newcombe 1998, method 3)."""
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_missing_shared_folder_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LAWKIT_SHARED a benchmark says so rather than failing or passing."""
    monkeypatch.delenv("LAWKIT_SHARED", raising=False)
    with pytest.raises(Unavailable, match="LAWKIT_SHARED"):
        shared("acts")


def test_share_of_nothing_is_zero_not_an_error() -> None:
    """An empty set gives 0 of 0."""
    assert share("x", 0, 0) == Figure("x", 0.0, None, 0, (0.0, 1.0))


def test_quality_page_keeps_what_people_wrote(tmp_path: Path) -> None:
    """Only the part between the markers changes."""
    page = tmp_path / "QUALITY.md"
    page.write_text(f"before\n{START}\nold\n{END}\nafter\n", encoding="utf-8")
    write(page, {"split": [Figure("split.x", 1.0, bar=">= 0.995")]})
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "| `split.x` | 1 | >= 0.995 |" in text
    assert "old" not in text


def test_list_and_unknown_name() -> None:
    """The bare command lists; an unknown name exits with 2 and says what there is."""
    listed = subprocess.run([sys.executable, "-m", "benchmarks"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"split", "lossless", "references"} <= {line.split()[0] for line in listed.stdout.splitlines()}
    wrong = subprocess.run(
        [sys.executable, "-m", "benchmarks", "nothing"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert wrong.returncode == 2
    assert "split" in wrong.stderr


def test_json_is_one_flat_object(tmp_path: Path) -> None:
    """`--json` prints figures by key, clean on stdout."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "split", "--json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "LAWKIT_SHARED" in done.stderr:
        pytest.skip(done.stderr.strip())
    figures = json.loads(done.stdout)
    assert all(set(v) == {"value", "floor", "n", "interval"} for v in figures.values())
    assert any(key.startswith("split.") for key in figures)
