"""Large corpora: time, memory and recall of the join in a process of its own, two cores, and queries to an index.

Texts stand in a file, one a line, written by another process, so that the measured one holds nothing of their making.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks._planted import corpus
from benchmarks.figures import Figure, share

_STREAMED = 1_000_000  # texts from which the file is read while it is encoded, and not kept
_BARS = {"300k": ("<= 18", "<= 0.8", ">= 0.99", "<= 1.10"), "3M": ("<= 200", "<= 5", ">= 0.97", "<= 1.15")}


def large(folder: Path, size: int, name: str, smaller_s: float, smaller: int) -> list[Figure]:
    """One size alone in a process; the smaller of the large sizes with two workers as well."""
    with tempfile.TemporaryDirectory() as place:
        _python("write_corpus", str(folder), str(size), place)
        one = _python("measure_alone", place, "1")
        two = _python("measure_alone", place, "2") if size < _STREAMED else None
    key, bars = f"overlaps.{name}", _BARS[name]
    growth = float(np.log(one["cpu_s"] / smaller_s) / np.log(size / smaller))
    note = "texts included" if size < _STREAMED else "texts read from a file while they are encoded"
    out = [
        Figure(f"{key}.cpu_s", one["cpu_s"], n=size, bar=bars[0]),
        Figure(f"{key}.peak_gb", one["peak_gb"], n=size, bar=bars[1], note=note),
        Figure(f"{key}.recall", one["recall"], n=int(one["planted"]), bar=bars[2]),
        Figure(f"{key}.exponent", growth, bar=bars[3]),
    ]
    if two:
        times = f"{one['wall_s']:.1f} s against {two['wall_s']:.1f} s on the clock"
        out.append(Figure(f"{key}.two_cores_times", one["wall_s"] / two["wall_s"], bar=">= 1.6", note=times))
        out.append(Figure(f"{key}.same_with_two_cores", float(one["digest"] == two["digest"]), bar=">= 1"))
    return out


def _python(function: str, *arguments: str) -> dict[str, float]:
    """What a function of this module prints, run in a process of its own."""
    code = f"import sys; from benchmarks._large import {function}; {function}(*sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": "0"},
        cwd=Path(__file__).resolve().parent.parent,
    )  # fmt: skip
    return dict(json.loads(done.stdout.splitlines()[-1]))


def write_corpus(folder: str, size: str, place: str) -> None:
    """Write the texts of one size, one a line, and the planted pairs."""
    planted = corpus(Path(folder), int(size))
    with (Path(place) / "texts.txt").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{text}\n" for text in planted.texts)
    pairs = [(min(a, b), max(a, b)) for a, b, *_ in planted.pairs]
    (Path(place) / "pairs.json").write_text(json.dumps({"size": len(planted.texts), "pairs": pairs}), "utf-8")
    print("{}")


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line[:-1]


def measure_alone(place: str, workers: str) -> None:
    """Join a written corpus and print what it took as JSON."""
    import hashlib

    from benchmarks.overlaps import warm
    from lawkit.overlaps.join import join
    from lawkit.overlaps.rules import join_options
    from lawkit.overlaps.tokens import Encoder

    told = json.loads((Path(place) / "pairs.json").read_text("utf-8"))
    size, file = told["size"], Path(place) / "texts.txt"
    texts = None if size >= _STREAMED else list(_lines(file))
    warm()
    began, wall = time.process_time(), time.perf_counter()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    encoder = Encoder("rus")
    encoded = encoder.encode(_lines(file) if texts is None else texts, workers=int(workers))
    pairs = join(encoded, len(encoder.vocabulary), join_options(int(workers)))
    cpu, wall = time.process_time() - began, time.perf_counter() - wall
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu += helpers.ru_utime + helpers.ru_stime - children.ru_utime - children.ru_stime
    peak = _peak_gb()
    keys = pairs.first.astype(np.int64) * size + pairs.second
    wanted = np.array([a * size + b for a, b in told["pairs"]])
    digest = hashlib.sha256(b"".join(getattr(pairs, name).tobytes() for name in pairs.__slots__)).hexdigest()
    recall = float(np.isin(wanted, keys).mean())
    figures = {
        "cpu_s": cpu,
        "wall_s": wall,
        "peak_gb": peak,
        "recall": recall,
        "planted": len(wanted),
        "digest": digest,
    }
    print(json.dumps(figures))


def _peak_gb() -> float:
    """The most memory this program held, in GB; the kernel's own figure, since ru_maxrss begins at the parent's size."""
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(kilobytes) / 1024**2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def incremental(folder: Path, size: int, name: str) -> list[Figure]:
    """500 new provisions against the kept ones: cold from disk, warm, and the same pairs as a full join."""
    from lawkit.overlaps.index import OverlapIndex

    texts = corpus(folder, size).texts
    old, new = texts[:-500], texts[-500:]
    index = OverlapIndex("rus")
    index.build([(str(i), text) for i, text in enumerate(old)])
    with tempfile.TemporaryDirectory() as place:
        index.save(Path(place))
        began = time.process_time()
        opened = OverlapIndex.load(Path(place))
        opened.query(new)
        cold = time.process_time() - began
        began = time.process_time()
        pairs = opened.query(new)
        warm = time.process_time() - began
    found = set(zip(pairs.second.tolist(), (pairs.first + len(old)).tolist(), strict=True))
    from benchmarks.overlaps import join_ours

    everything, _ = join_ours(texts)
    full = {(a, b) for a, b in everything if a < len(old) <= b}
    return [
        Figure(f"overlaps.{name}.query500.warm_ms", warm * 1000, n=500, bar="<= 150"),
        Figure(f"overlaps.{name}.query500.cold_ms", cold * 1000, n=500, bar="<= 600"),
        share(f"overlaps.{name}.query500.of_full_join", len(found & full), len(full), bar=">= 1"),
        Figure(f"overlaps.{name}.query500.beyond_full_join", len(found - full), n=len(full), bar="<= 0"),
    ]
