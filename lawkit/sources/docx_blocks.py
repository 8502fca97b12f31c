"""From the text of a Word paragraph to blocks: cut where a unit begins, single spaces, links that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.sources.document import Block, BlockLink, Hint

# A line break inside a paragraph, before «2) …», «3. …», «Статья 4 …»
_BREAK = re.compile(
    r"(?<=[.;:])[^\S\n]{0,9}\n(?=\s{0,9}(?:\d{1,3}(?:-\d{1,3})?[.)]\s|(?:статья|глава|article|chapter)\s\d|\d{1,3}(?:-\d{1,3})?-бап))",
    re.IGNORECASE,
)


def cut(raw: str) -> Iterator[tuple[int, int]]:
    """A paragraph's text, cut where a line break begins a numbered unit."""
    start = 0
    for match in _BREAK.finditer(raw):
        yield start, match.start()
        start = match.end()
    yield start, len(raw)


def annex_head(lines: list[Block]) -> Block:
    """Right-hand lines as the head of an annex."""
    return Block("\n".join(line.text for line in lines), "annex_header")


def block_of(raw: str, prefix: str, links: list[BlockLink], hint: Hint, level: int) -> Block:
    """A block with single spaces; link offsets follow the text."""
    text: list[str] = list(prefix.lstrip())
    places: list[int] = []  # raw offset → offset in the block
    for letter in raw:
        places.append(len(text))
        if not letter.isspace():
            text.append(letter)
        elif text and text[-1] != " ":
            text.append(" ")
    places.append(len(text))
    joined = "".join(text).rstrip()
    moved = []
    for link in links:
        start, end = places[min(link.start, len(raw))], min(places[min(link.end, len(raw))], len(joined))
        while start < end and joined[start] == " ":
            start += 1
        if start < end:
            moved.append(BlockLink(start, end, link.href))
    return Block(joined, hint, links=tuple(moved), level=level)
