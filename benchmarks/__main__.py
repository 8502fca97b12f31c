"""`python -m benchmarks [NAME|all] [--data PATH] [--json] [--write docs/QUALITY.md]`."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from pathlib import Path

import benchmarks
from benchmarks.figures import Figure, Unavailable

_NOT_BENCHMARKS = {"figures", "quality"}


def names() -> list[str]:
    """Every benchmark: a module of this package that has `run(data) -> list[Figure]`."""
    found = (m.name for m in pkgutil.iter_modules(benchmarks.__path__))
    return sorted(n for n in found if not n.startswith("_") and n not in _NOT_BENCHMARKS)


def run(name: str, data: Path | None) -> list[Figure]:
    """Run one benchmark."""
    return list(importlib.import_module(f"benchmarks.{name}").run(data))


def show(figures: list[Figure]) -> None:
    """Print a table, one figure a line."""
    width = max((len(f.key) for f in figures), default=10)
    for f in figures:
        floor = f"floor {f.floor:.4g}" if f.floor is not None else ""
        interval = f"[{f.interval[0]:.3f}, {f.interval[1]:.3f}]" if f.interval else ""
        count = f"n={f.n}" if f.n is not None else ""
        print(f"{f.key:<{width}}  {f.value:>10.4g}  {f.bar:<10} {floor:<14} {count:<9} {interval} {f.note}".rstrip())


def main() -> int:
    """The command line of the benchmarks."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Quality on gold sets and speed beside peers."
    )
    parser.add_argument("name", nargs="?", help="a benchmark, or all")
    parser.add_argument("--data", type=Path, help="another set of the same format")
    parser.add_argument("--json", action="store_true", help="one flat JSON object of figures")
    parser.add_argument("--write", type=Path, help="rewrite the measured tables of this Markdown file")
    options = parser.parse_args()
    if not options.name:
        for name in names():
            doc = (importlib.import_module(f"benchmarks.{name}").__doc__ or "").strip().splitlines()[0]
            print(f"{name:<12} {doc}")
        return 0
    if options.name != "all" and options.name not in names():
        print(f"no benchmark named {options.name}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    results: dict[str, list[Figure]] = {}
    for name in names() if options.name == "all" else [options.name]:
        try:
            results[name] = run(name, options.data)
        except Unavailable as reason:
            print(f"{name}: skipped, {reason}", file=sys.stderr)
            if options.name != "all":
                return 2
            continue
        if not options.json:
            print(f"\n{name}")
            show(results[name])
    if options.json:
        flat = {
            f.key: {"value": f.value, "floor": f.floor, "n": f.n, "interval": f.interval}
            for fs in results.values()
            for f in fs
        }
        print(json.dumps(flat, ensure_ascii=False, indent=1))
    if options.write:
        from benchmarks.quality import write

        write(options.write, results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
