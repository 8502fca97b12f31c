"""The fresh draws of both languages: texts fetched for them; needs the folder LAWKIT_FRESH.

Russian: benchmarks/_fresh.py, Kazakh: benchmarks/_fresh_kaz.py. The rules were changed on what the draws showed, so the
figures here show fit; what each draw showed at its first run stands in tests/gold/README.md.
"""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks import _fresh, _fresh_kaz
from benchmarks.figures import Figure


def run(data: Path | None) -> list[Figure]:
    """Every figure of every draw whose texts are in `data` or in the folder that LAWKIT_FRESH names."""
    if data is not None:
        os.environ["LAWKIT_FRESH"] = str(data)
    return [f for f in (*_fresh.run(), *_fresh_kaz.run()) if f.n]
