"""Every hyperlink that the publisher set in the pages at hand, hidden from the reader: is the act it names named by us."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, share

_HREF = re.compile(r"/docs/(?P<act>[A-Z]\d{2}[0-9A-Z]{5,10}_?)")


def links_of_pages(folder: Path, bare: Any) -> tuple[list[Figure], list[str]]:
    """Shares of links whose act is right, over all pages of a folder; `bare` takes the links out of an act.

    Links in notes are most of them; a link inside one of our spans counts as found. Also the wrong cases, for reading.
    """
    from lawkit.reading import find_references
    from lawkit.register import Register
    from lawkit.sources import read_act

    register = Register.load()
    right = found = named = orders = orders_right = 0
    wrong: list[str] = []
    for pattern in (".kaz.", ".rus."):
        acts = [read_act(p) for p in sorted(folder.iterdir()) if pattern in p.name]
        hidden = {a.act_id: bare(a) for a in acts}
        for act in (a for a in acts if a.links):
            read = find_references(hidden[act.act_id], register, hidden)
            for target, text, over in _linked(act, read):
                ours = {r.target.act.rstrip("_") for r in over if r.target is not None}
                good = target.rstrip("_") in ours
                found += 1
                named += bool(ours)
                right += good
                if target[0] in "VS":
                    orders += bool(ours)
                    orders_right += good
                if ours and not good:
                    wrong.append(f"{act.act_id} → {target}, ours {sorted(ours)}: {text}")
    key = "references.page_links"
    return [
        share(f"{key}.target_act", right, found, note="every link in the pages at hand that we find, notes included"),
        share(f"{key}.target_act_asserted", right, named, bar=">= 0.99", note="of those where we name an act"),
        share(
            f"{key}.orders_asserted", orders_right, orders, bar=">= 0.99", note="orders and decisions of courts alone"
        ),
    ], wrong


def _linked(act: Any, read: Any) -> Any:
    """Each link to an act with the references that hold it."""
    for link in act.links:
        match = _HREF.search(link.href)
        if not match or not link.span.of(act.body).strip():
            continue
        over = [r for r in read if r.span.start <= link.span.start and link.span.end <= r.span.end]
        if over:
            yield match["act"], over[0].text.replace("\n", " ")[:140], over
