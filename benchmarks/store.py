"""The store: provisions stored a second (CPU), with and without the lemma index, read back, and found again."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure
from lawkit.model import Act, Provision, Span
from lawkit.store import Store

ACTS, PROVISIONS = 30, 2000
_WORDS = [
    "оператор",
    "обязан",
    "вести",
    "реестр",
    "цифровых",
    "услуг",
    "и",
    "сообщать",
    "заявителю",
    "о",
    "каждом",
    "решении",
    "по",
    "его",
    "запросу",
    "в",
    "срок",
    "установленный",
    "правилами",
    "уполномоченного",
    "органа",
    "если",
    "иное",
    "не",
    "предусмотрено",
    "настоящим",
    "законом",
]


def model_act(number: int, provisions: int = PROVISIONS) -> Act:
    """An act of running text in our own words, always the same for the same number."""
    body: list[str] = []
    made: list[Provision] = []
    at = 0
    for order in range(provisions):
        start = (number * 7919 + order * 31) % len(_WORDS)
        text = " ".join(_WORDS[(start + step * (1 + order % 3)) % len(_WORDS)] for step in range(30))
        made.append(
            Provision(f"art_{order}", "article", str(order), f"Статья {order}.", "Реестр", text, "", order,
                      Span(at, at + len(text)))
        )  # fmt: skip
        body.append(text)
        at += len(text) + 1
    return Act(f"Z24{number:08d}", "rus", f"О модели {number}", "\n".join(body), tuple(made), sha256=f"{number:064x}")


def _cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def run(data: Path | None) -> list[Figure]:  # noqa: ARG001
    """Rates on one core; the floor is a bare executemany of the same texts into a table without an index."""
    import sqlite3

    acts = [model_act(number) for number in range(ACTS)]
    n = ACTS * PROVISIONS
    with tempfile.TemporaryDirectory() as folder:
        bare = sqlite3.connect(Path(folder) / "bare.db")
        bare.execute("create table p (eid, text)")
        rows = [(p.eid, p.text) for act in acts for p in act.provisions]
        floor = _cpu(lambda: (bare.executemany("insert into p values (?, ?)", rows), bare.commit()))
        bare.close()
        with Store.open(Path(folder) / "lawkit.db", create=True) as store:
            put = _cpu(lambda: store.put_acts(acts, index=False))
            index = _cpu(store.refresh)
            load = _cpu(store.acts)
            find = _cpu(lambda: store.search("решения заявителям", limit=20))
    return [
        Figure("store.provisions_per_s", n / put, n / floor, n, bar=">= 80000", note="floor: bare executemany"),
        Figure("store.indexed_provisions_per_s", n / (put + index), None, n, note="with the lemma index"),
        Figure("store.loaded_provisions_per_s", n / load, None, n),
        Figure("store.search_s", find, None, n),
    ]
