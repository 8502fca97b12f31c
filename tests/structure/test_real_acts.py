"""Real acts, where LAWKIT_SHARED names a folder with them: counts made independently, and nothing lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks import lossless
from benchmarks import split as split_benchmark

ROOT = os.environ.get("LAWKIT_SHARED", "")
pytestmark = pytest.mark.skipif(not ROOT, reason="LAWKIT_SHARED is not set: no real acts here")


def test_articles_and_chapters_are_those_counted():
    """Every act of EXPECTED.yaml has its articles in order and its chapters."""
    wrong = [f.key for f in split_benchmark.run(Path(ROOT) / "acts") if f.value != 1.0]
    assert wrong == []


def test_anchored_units_are_found():
    """At least 99.5 % of the publisher's anchors lead to a provision with its number under its article."""
    figures = {f.key.rsplit(".", 1)[-1]: f.value for f in split_benchmark.run(Path(ROOT) / "gold" / "kz_adilet_links")}
    assert figures["units_exact"] >= 0.995


def test_real_acts_lose_nothing():
    """All characters of every file are in its body, and every tree is proved."""
    assert [f.key for f in lossless.run(None) if f.value != 1.0] == []
