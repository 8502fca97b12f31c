"""`lawkit check`: how long one act takes, alone and against a store of 300,000 provisions (`check_speed`)."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks._check_planted import run as planted
from benchmarks._planted import corpus
from benchmarks.figures import Figure, shared

_ACT = 150  # provisions of an act of the store
_REPEATS = 3
_WORDS = re.compile(r"[^\W\d_]+")


def run(data: Path | None = None) -> list[Figure]:
    """Speed alone and against 30,000 provisions; against 300,000 when LAWKIT_BENCH_LARGE is set."""
    folder = shared("acts", data=data)
    speed = check_speed(folder, 300_000 if os.environ.get("LAWKIT_BENCH_LARGE") else 30_000)
    return [*speed, *planted(data)]


def check_speed(folder: Path, size: int) -> list[Figure]:
    """Seconds of one check in a process of its own, start-up and reading included; the better of three."""
    name = f"{size // 1000}k"
    with tempfile.TemporaryDirectory() as place:
        draft, large = _drafts(folder, Path(place))
        database = Path(place) / "laws.db"
        provisions = make_store(folder, size, database)
        alone, most = _best(draft), _best(large)
        first = _timed(draft, database)
        cold = _best(draft, database)
    return [
        Figure("check.alone.s", alone[0], n=alone[1], bar="< 1", note="the act of median length, CPU; n: problems"),
        Figure("check.alone.longest.s", most[0], n=most[1], note="the longest act; n: problems"),
        Figure(f"check.{name}.against.s", cold[0], n=provisions, bar="< 3", note="a new process, the index kept"),
        Figure(f"check.{name}.first.s", first[0], n=provisions, note="the first time: the index is made"),
    ]


def _drafts(folder: Path, place: Path) -> tuple[Path, Path]:
    """The real acts of median and of greatest length as drafts, under names that are not their ids."""
    texts = sorted((path.read_text("utf-8") for path in folder.glob("*.rus.txt")), key=len)
    paths = place / "draft.rus.txt", place / "longest.rus.txt"
    for path, text in zip(paths, (texts[len(texts) // 2], texts[-1]), strict=True):
        path.write_text(text, "utf-8")
    return paths


def make_store(folder: Path, size: int, database: Path) -> int:
    """A database of made-up acts of 150 points each, read like any other; returns the number of provisions."""
    from lawkit.model import Act, Provision, Reading, Span
    from lawkit.store import Store

    texts = corpus(folder, size).texts
    made = []
    for start in range(0, len(texts), _ACT):
        provisions, lines, at = [], [], 0
        for order, text in enumerate(texts[start : start + _ACT]):
            article, point = order // 5 + 1, order % 5 + 1
            if point == 1:
                words = " ".join(_WORDS.findall(text)[:4])
                heading = f"Статья {article}. {words}"
                provisions.append(
                    Provision(f"art_{article}", "article", str(article), f"Статья {article}.", words, "", "",
                              len(provisions), Span(at, at + len(heading)))
                )  # fmt: skip
                lines.append(heading)
                at += len(heading) + 1
            line = f"{point}. {text}"
            provisions.append(
                Provision(f"art_{article}__para_{point}", "paragraph", str(point), f"{point}.", "", text,
                          f"art_{article}", len(provisions), Span(at, at + len(line)))
            )  # fmt: skip
            lines.append(line)
            at += len(line) + 1
        number = start // _ACT
        act = Act(f"Z99{number:08d}", "rus", f"О модельном предмете {number}", "\n".join(lines), tuple(provisions), kind="law",
                  number=f"{number}-X", status="in_force", source=f"act{number}", sha256=f"{number:064d}")  # fmt: skip
        made.append(act)
    with Store.open(database, create=True) as store:
        store.put_acts(made, index=False)
        store.put_readings([Reading(act) for act in made])
    return sum(len(act.provisions) for act in made)


def _best(draft: Path, database: Path | None = None) -> tuple[float, int]:
    return min(_timed(draft, database) for _ in range(_REPEATS))


def _timed(draft: Path, database: Path | None = None) -> tuple[float, int]:
    """CPU seconds of a whole process, and the number of problems."""
    root = Path(__file__).resolve().parent.parent
    words = [sys.executable, str(root / "cli.py"), "check", str(draft), "--format", "json", "--fail-on", "never"]
    if database is not None:
        words += ["--against", str(database)]
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = os.times()  # the better of several: later processes find lawkit compiled, as an installed one is
    done = subprocess.run(words, capture_output=True, check=False, timeout=900, env=compiled)
    ended = os.times()
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    seconds = ended.children_user + ended.children_system - began.children_user - began.children_system
    told = json.loads(done.stdout)
    return seconds, sum(told["summary"]["problems"].values())


if __name__ == "__main__":
    began = time.perf_counter()
    for figure in run():
        print(figure.key, round(figure.value, 3), figure.bar, figure.note)
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
