"""Start-up: CPU seconds of `lawkit --help` beside bare Python, and of a whole run and a second one over real acts."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure, Unavailable, shared

_ROOT = Path(__file__).resolve().parents[1]
_TIMED = "import sys, time; sys.path.insert(0, {root!r}); sys.argv = ['lawkit', *{words!r}]\n{call}\nprint('\\ncpu', time.process_time())"
_CALL = "from lawkit.commands import main\ntry: main()\nexcept SystemExit: pass"


def _cpu(words: list[str], call: str = _CALL) -> float:
    """CPU seconds of one process, start of the interpreter included."""
    code = _TIMED.format(root=str(_ROOT), words=words, call=call)
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=compiled).stdout
    return float(out.rsplit("cpu ", 1)[1])


def run(data: Path | None) -> list[Figure]:
    """The least of seven starts; the whole `run` once, the second one at once after it."""
    bare = min(_cpu([], "pass") for _ in range(7))
    figures = [
        Figure(
            "startup.help_s", min(_cpu(["--help"]) for _ in range(7)), bare, 7, bar="<= 0.12", note="floor: bare Python"
        )
    ]
    try:
        acts = shared("acts", data=data)
    except Unavailable:
        return figures
    with tempfile.TemporaryDirectory() as folder:
        words = ["run", str(acts), "--db", f"{folder}/lawkit.db", "-o", f"{folder}/report"]
        for key, bar in (("startup.first_run_s", "<= 60"), ("startup.second_run_s", "<= 3")):
            before = time.perf_counter()
            spent = _cpu(words)
            figures.append(Figure(key, spent, bar=bar, note=f"CPU; {time.perf_counter() - before:.0f} s on the clock"))
    return figures
