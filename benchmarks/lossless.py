"""Nothing is lost between a file and its tree: non-space characters, counted without lawkit's readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, share, shared
from lawkit.errors import LawkitError
from lawkit.sources import find_sources, read_act
from lawkit.structure.proof import check_lossless

_SPACE = re.compile(r"\s+")
# Markdown's own signs: they may go, everything else may not.
_MARKUP = re.compile(
    r"<a\s+(?:id|name)\s*=[^>]*>|</a>|<br\s*/?>|^\s*#{1,6}\s|^\s*>\s?|^\s*\|[\s:|-]+$|\|", re.MULTILINE
)
_SIGNS = re.compile(r"[\\*_]")


def raw_text(path: Path) -> str | None:
    """The non-space characters of a file, by lxml's text or by removing markup; None for formats without a simple text."""
    suffix = path.suffix.lower()
    if suffix in (".html", ".htm"):
        from lxml import etree

        root = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8", remove_comments=True))
        article = root.find(".//article")
        return None if article is None else _SPACE.sub("", "".join(article.itertext()))
    if suffix == ".md":
        return _SIGNS.sub("", _SPACE.sub("", _MARKUP.sub("", path.read_text("utf-8"))))
    return _SPACE.sub("", path.read_text("utf-8-sig")) if suffix == ".txt" else None


def kept(path: Path) -> tuple[int, int, list[str]]:
    """Characters kept and characters there, and what the proof says."""
    act = read_act(path)
    body = _SPACE.sub("", act.body)
    raw = raw_text(path)
    if raw is None:
        return len(body), len(body), check_lossless(act)
    if path.suffix.lower() == ".md":
        body = _SIGNS.sub("", body)
    same = len(raw) if body == raw else _common(body, raw)
    return same, len(raw), check_lossless(act)


def _common(body: str, raw: str) -> int:
    """How many characters of the source come again in order, by the longest common parts."""
    from rapidfuzz.distance import LCSseq

    return int(LCSseq.similarity(body[:200_000], raw[:200_000]))


def _files(data: Path | None) -> Iterator[tuple[str, list[Path]]]:
    if data is not None:
        yield data.name, find_sources([data])
        return
    yield "acts", find_sources([shared("acts")])
    yield "kz_adilet_links", find_sources([shared("gold", "kz_adilet_links", "html")])


def run(data: Path | None) -> list[Figure]:
    """The share of characters kept, per folder, and the number of acts whose tree is proved."""
    out: list[Figure] = []
    for name, paths in _files(data):
        there = same = proved = 0
        worst = ""
        for path in paths:
            try:
                here, all_, wrong = kept(path)
            except LawkitError as error:
                worst = worst or f"{path.name}: {error}"
                continue
            same += here
            there += all_
            proved += not wrong and here == all_
            if wrong or here != all_:
                worst = worst or f"{path.name}: {wrong[0] if wrong else f'{all_ - here} characters differ'}"
        out.append(Figure(f"lossless.{name}.share", same / there if there else 0.0, n=there, bar="= 1", note=worst))
        out.append(share(f"lossless.{name}.acts_proved", proved, len(paths), bar="= 1"))
    return out
