"""Draws sentences that hold a word of time («дней», «месяц», «күн», «ай» …) for marking deadlines, as norms_draw does."""

import json
import os
import random
import re
from pathlib import Path

from norms_draw import SEED, candidates, files

from lawkit.sources import read_act

NUMBERS = {"rus": 110, "kaz": 60}
_TIME = re.compile(
    r"\b(?:дн[яею]\w*|день|сут\w+|месяц\w*|год[ау]?|лет|час\w*|недел\w+|\w+дневн\w+|\w*месячн\w+|күн\w*|ай|айдан|жыл\w*|сағат\w*|тәулік\w*)\b",
    re.IGNORECASE,
)


def draw(root: Path) -> list[dict[str, object]]:
    """The sample: every file has an equal chance, then every sentence with a word of time in it."""
    rng = random.Random(SEED + 2)
    pools: dict[str, list[list[dict[str, object]]]] = {"rus": [], "kaz": []}
    for path in files(root):
        act = read_act(path)
        mine = [c for c in candidates(act, str(path.relative_to(root))) if _TIME.search(str(c["text"]))]
        if mine:
            pools[act.language].append(mine)
    sample: list[dict[str, object]] = []
    for language, number in NUMBERS.items():
        taken: set[object] = set()
        while len(taken) < number:
            item = rng.choice(rng.choice(pools[language]))
            if item["sha"] not in taken:
                taken.add(item["sha"])
                sample.append({"language": language, **item})
    return sample


def main() -> None:
    """Print the sheet, one JSON object a line."""
    for item in draw(Path(os.environ["LAWKIT_SHARED"]) / "acts"):
        print(json.dumps(item, ensure_ascii=False))


if __name__ == "__main__":
    main()
