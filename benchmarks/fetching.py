"""Fetching through cuts: a host hangs up at random bytes, beside what a plain download of the standard library keeps.

The pages are the real ones of LAWKIT_SHARED, or our own. The host is that of the tests, on this machine.
"""

from __future__ import annotations

import contextlib
import importlib.util
import random
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, Unavailable, share, shared
from lawkit.fetching import Job, Settings, Way, sources_for
from lawkit.fetching.cache import Cache
from lawkit.fetching.settings import Host, Politeness
from lawkit.fetching.web import Web

_ROUNDS = 200
_QUICK = Politeness(attempts=6, backoff_seconds=0, requests_per_minute=600, read_seconds=2, total_seconds=10)


def run(data: Path | None) -> list[Figure]:
    """Share of fetches that end with the whole page though they were cut one to four times, files that are wrong, cost."""
    badhost = _host_of_the_tests()
    pages = _pages(data) or {(badhost.ACT, "rus"): badhost.page(articles=300)}
    host, dice = badhost.Host(), random.Random(20261124)
    host.pages["/robots.txt"] = b""
    counts = dict.fromkeys(("whole", "wrong", "plain_whole", "plain_wrong", "sent", "size"), 0)
    try:
        for number in range(_ROUNDS):
            (act_id, language), page = sorted(pages.items())[number % len(pages)]
            path = f"/{language}/docs/{act_id}"
            host.pages[path] = page
            cuts = sorted(dice.randrange(len(page)) for _ in range(dice.randint(1, 4)))
            _round(host, path, cuts, counts, act_id, language)
        cost, plain = _cost(host, pages)
    finally:
        host.close()
    return [
        share("fetching.cut.whole", counts["whole"], _ROUNDS, floor=counts["plain_whole"] / _ROUNDS, bar=">= 1.0",
              note=f"cut 1 to 4 times at random bytes, {len(pages)} pages; floor: urlretrieve"),
        Figure("fetching.cut.wrong_files", counts["wrong"], counts["plain_wrong"], _ROUNDS, bar="<= 0",
               note="files that are not the page; floor: urlretrieve leaves what had come"),
        Figure("fetching.cut.bytes_sent", counts["sent"] / counts["size"], n=_ROUNDS, note="for each byte of a page"),
        Figure("fetching.cpu_ms_page", cost, plain, len(pages), note="found to be the act, synced, with manifest; floor: urlopen"),
    ]  # fmt: skip


def _round(host: Any, path: str, cuts: list[int], counts: dict[str, int], act_id: str, language: str) -> None:
    """One page, cut at the same places for both."""
    page = host.pages[path]
    sent = [0]

    def manner(call: Any) -> bool:
        limit = cuts[call.number] if call.number < len(cuts) else None
        start = int(call.headers["range"][6:-1]) if "range" in call.headers else 0
        left = None if limit is None else max(0, limit - start)
        sent[0] += len(page) - start if left is None else min(left, len(page) - start)
        call.well(limit=left)
        return left is None

    host.manners[path] = manner
    with tempfile.TemporaryDirectory() as folder:
        host.asked.clear()
        target = Path(folder) / "plain.html"
        with contextlib.suppress(OSError):
            urllib.request.urlretrieve(host.base + path, target)
        plain = target.read_bytes() if target.exists() else None
        counts["plain_whole"] += plain == page
        counts["plain_wrong"] += plain not in (None, page)
        host.asked.clear()
        sent[0] = 0
        kept = _fetch(host.base, Path(folder) / "cache", act_id, language)
        counts["whole"] += kept == [page]
        counts["wrong"] += any(one != page for one in kept)
        counts["sent"] += sent[0]
        counts["size"] += len(page)


def _fetch(base: str, cache: Path, act_id: str, language: Any) -> list[bytes]:
    """What stands in the cache after one fetch."""
    host = Host("page", "page", base, "/{lang}/docs/{id}")
    settings = Settings(("page",), {"page": host}, {}, _QUICK)
    with Cache.open(cache) as opened, Web(_QUICK, sleep=lambda _: None) as web:
        Job(opened, sources_for((), settings, opened, web, Way()), (language,)).run([act_id], lambda *_: None)
    return [p.read_bytes() for p in cache.glob("acts/*/*") if p.suffix != ".json"]


def _cost(host: Any, pages: dict[tuple[str, str], bytes]) -> tuple[float, float]:
    """CPU milliseconds a page, host included in both: with lawkit, and read by urlopen."""
    host.manners.clear()
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        for number, (act_id, language) in enumerate(pages):
            _fetch(host.base, Path(folder) / f"cache{number}", act_id, language)
        ours = time.process_time() - started
    started = time.process_time()
    for act_id, language in pages:
        with urllib.request.urlopen(f"{host.base}/{language}/docs/{act_id}") as answer:
            answer.read()
    return 1000 * ours / len(pages), 1000 * (time.process_time() - started) / len(pages)


def _pages(data: Path | None) -> dict[tuple[str, str], bytes]:
    """Real pages by act and language."""
    try:
        folder = shared("acts", data=data)
    except Unavailable:
        return {}
    found = (path.name.split(".") + [path] for path in sorted(folder.glob("*.html")))  # noqa: RUF005
    return {(row[0], row[1]): row[3].read_bytes() for row in found if len(row) == 4}


def _host_of_the_tests() -> Any:
    """tests/fetching/badhost.py, which is no package."""
    path = Path(__file__).parents[1] / "tests" / "fetching" / "badhost.py"
    spec = importlib.util.spec_from_file_location("badhost", path)
    if spec is None or spec.loader is None or not path.exists():
        raise Unavailable("tests/fetching/badhost.py is not here")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
