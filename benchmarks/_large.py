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

Run = dict[str, float]
_RUNS = 3
_QUERIES = 21
_STREAMED = 1_000_000  # texts from which the file is read while it is encoded, and not kept
_BARS = {"300k": ("<= 18", "<= 0.8", ">= 0.99", "<= 1.10"), "3M": ("<= 200", "<= 5", ">= 0.97", "<= 1.15")}


def large(folder: Path, size: int, name: str, smaller: int, smallest: int = 0) -> list[Figure]:
    """One size and a tenth of it, in turn, each run alone in a process; a size of some hundred thousand with two workers as well.

    The exponent compares like with like: both sizes join a written corpus in a fresh process, imports done before the
    clock starts, both with their texts in memory or both from the file. The seconds said are the middle ones of the
    runs; exponent and times with two cores compare the least of the runs on either side, since whatever else the
    machine does only adds.
    """
    with tempfile.TemporaryDirectory() as place, tempfile.TemporaryDirectory() as tenth:
        _python("write_corpus", str(folder), str(size), place)
        _python("write_corpus", str(folder), str(smaller), tenth)
        ones: list[Run] = []
        twos: list[Run] = []
        smalls: list[Run] = []
        streamed = "streamed" if size >= _STREAMED else ""
        for _ in range(_RUNS if size < _STREAMED else 1):
            smalls += [_python("measure_alone", tenth, "1", streamed) for _ in range(1 if streamed else 2)]
            ones.append(_python("measure_alone", place, "1", streamed))
            if size < _STREAMED:
                twos.append(_python("measure_alone", place, "2", streamed))
        while len(smalls) < _RUNS:
            smalls.append(_python("measure_alone", tenth, "1", streamed))
        pair = [] if streamed else _at_once(2, "measure_alone", place, "1")
        if smallest:
            _python("write_corpus", str(folder), str(smallest), tenth)
        least = [_python("measure_alone", tenth, "1", streamed) for _ in range(_RUNS)] if smallest else []
    out = _growth(name, size, smaller, ones, smalls)
    if least:
        cpu, few = _least(ones, "cpu_s"), _least(least, "cpu_s")
        whole = float(np.log(cpu / few) / np.log(size / smallest))
        note = f"{few:.2f} s at {smallest:,}, measured in the same way"
        out.append(Figure(f"overlaps.{name}.exponent_from_{smallest // 1000}k", whole, note=note))
    return out + (_two_cores(name, ones, twos, pair) if twos else [])


def _growth(name: str, size: int, smaller: int, ones: list[Run], smalls: list[Run]) -> list[Figure]:
    key, bars, one = f"overlaps.{name}", _BARS[name], ones[0]
    cpu, less = _least(ones, "cpu_s"), _least(smalls, "cpu_s")
    note = "texts included" if size < _STREAMED else "texts read from a file while they are encoded"
    runs = f"middle of {len(ones)} run(s), each alone in a process"
    growth = (
        f"{cpu:.2f} s, least of {len(ones)} run(s), against {less:.2f} s at {smaller:,}, least of {len(smalls)} in turn"
    )
    return [
        Figure(f"{key}.cpu_s", _middle(ones, "cpu_s"), n=size, bar=bars[0], note=runs),
        Figure(f"{key}.peak_gb", max(run["peak_gb"] for run in ones), n=size, bar=bars[1], note=note),
        Figure(f"{key}.recall", one["recall"], n=int(one["planted"]), bar=bars[2]),
        Figure(f"{key}.exponent", float(np.log(cpu / less) / np.log(size / smaller)), bar=bars[3], note=growth),
    ]


def _two_cores(name: str, ones: list[Run], twos: list[Run], pair: list[Run]) -> list[Figure]:
    one, two = _least(ones, "wall_s"), _least(twos, "wall_s")
    times = f"{one:.1f} s against {two:.1f} s on the clock, least of {len(ones)} and {len(twos)} runs in turn"
    both = max(run["wall_s"] for run in pair)
    most = f"two joins with one worker at once take {both:.1f} s: no more can be had on this machine"
    same = all(run["digest"] == ones[0]["digest"] for run in twos)
    return [
        Figure(f"overlaps.{name}.two_cores_times", one / two, bar=">= 1.6", note=times),
        Figure(f"overlaps.{name}.two_cores_at_most", 2 * one / both, note=most),
        Figure(f"overlaps.{name}.same_with_two_cores", float(same), bar=">= 1"),
    ]


def _least(runs: list[Run], name: str) -> float:
    return min(run[name] for run in runs)


def _middle(runs: list[Run], name: str) -> float:
    return float(np.median([run[name] for run in runs]))


def _python(function: str, *arguments: str) -> Run:
    """What a function of this module prints, run in a process of its own."""
    return _at_once(1, function, *arguments)[0]


def _at_once(count: int, function: str, *arguments: str) -> list[Run]:
    """The same in so many processes side by side."""
    code = f"import sys; from benchmarks._large import {function}; {function}(*sys.argv[1:])"
    begun = [
        subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONHASHSEED": "0"},
            cwd=Path(__file__).resolve().parent.parent,
        )
        for _ in range(count)
    ]  # fmt: skip
    told = [process.communicate()[0] for process in begun]
    if any(process.returncode for process in begun):
        raise RuntimeError(f"{function} has failed in a process of its own")
    return [dict(json.loads(text.splitlines()[-1])) for text in told]


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


def measure_alone(place: str, workers: str, streamed: str = "") -> None:
    """Join a written corpus and print what it took as JSON; the texts stand in memory before, or come from the file."""
    import hashlib

    from benchmarks.overlaps import warm
    from lawkit.overlaps.join import join
    from lawkit.overlaps.rules import join_options
    from lawkit.overlaps.tokens import Encoder

    told = json.loads((Path(place) / "pairs.json").read_text("utf-8"))
    size, file = told["size"], Path(place) / "texts.txt"
    texts = None if streamed else list(_lines(file))
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
    """500 new provisions against the kept ones: cold from disk, warm (the middle one and the ninth of ten of the times),
    and the same pairs as a full join."""
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
        times = []
        for _ in range(_QUERIES):
            began = time.process_time()
            pairs = opened.query(new)
            times.append(time.process_time() - began)
    warm, slow = (float(value) * 1000 for value in np.percentile(times, [50, 90]))
    found = set(zip(pairs.second.tolist(), (pairs.first + len(old)).tolist(), strict=True))
    from benchmarks.overlaps import join_ours

    everything, _ = join_ours(texts)
    full = {(a, b) for a, b in everything if a < len(old) <= b}
    return [
        Figure(f"overlaps.{name}.query500.warm_ms", warm, n=500, bar="<= 150", note=f"middle of {_QUERIES} queries"),
        Figure(f"overlaps.{name}.query500.warm_p90_ms", slow, n=500, bar="<= 150", note="90th percentile of the same"),
        Figure(f"overlaps.{name}.query500.cold_ms", cold * 1000, n=500, bar="<= 600"),
        share(f"overlaps.{name}.query500.of_full_join", len(found & full), len(full), bar=">= 1"),
        Figure(f"overlaps.{name}.query500.beyond_full_join", len(found - full), n=len(full), bar="<= 0"),
    ]
