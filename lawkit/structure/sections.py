"""Acts in the manner of the Commonwealth: “1. Short title”, “(1)”, “(a)”, “(i)” instead of articles and points.

A section becomes an article, a subsection a point, a paragraph a subpoint, so that all rooms read them alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lawkit.sources.document import Block
from lawkit.structure.marks import Mark

# «[PCh1s1]1. Short title», «2 Interpretation», «2A. Saving»
_SECTION = re.compile(r"(?:\[[A-Za-z0-9]{1,16}\])?(\d{1,3}[A-Z]{0,2})\s?(\.)?\s+(?=[A-Z\"“‘'\[(])")
# «3. (1) The purposes of this Act …» under a heading of its own
_RUNNING = re.compile(r"(\d{1,3}[A-Z]{0,2})\.\s+(?:\((\d{1,3})\)\s)?")
_SUBSECTION = re.compile(r"\((\d{1,3}[A-Z]?)\)\s")
_LETTER = re.compile(r"\(([a-z]{1,4})\)\s")
_GROUP = re.compile(r"(PART|CHAPTER|Part|Chapter)\s+([IVXLC]{1,7}|\d{1,3}|[A-Z])\b(?=\s*$|\s*[.:–—-]?\s*[A-Z])")
_DIGITS = re.compile(r"\d+")


def is_sectioned(blocks: Sequence[Block], marks: Sequence[Mark]) -> bool:
    """Whether an English act is built of sections: no article, and subsections in brackets."""
    if any(m.unit == "article" for m in marks):
        return False
    return sum(1 for b in blocks if b.text[0] == "(" and _SUBSECTION.match(b.text)) >= 5


def mark_sections(blocks: Sequence[Block], marks: list[Mark]) -> None:
    """Replace the marks of sections, subsections and their paragraphs in place."""
    last = 0
    for i, block in enumerate(blocks):
        if marks[i].kind in ("note", "future", "table"):
            continue
        text = block.text
        if match := _SUBSECTION.match(text):
            marks[i] = Mark("para", "paragraph", match[1], match.end(1) + 1)
        elif match := _LETTER.match(text):
            marks[i] = Mark("sub", "subparagraph", match[1], match.end(1) + 1)
        elif (match := _GROUP.match(text)) and (text.isupper() or len(text) < 120):
            unit = "part" if match[1].upper() == "PART" else "chapter"
            marks[i] = Mark("heading", unit, _number(match[2]), match.end())  # type: ignore[arg-type]
        elif (match := _SECTION.match(text)) and _is_heading(block, match) and (number := _next(match[1], last)):
            marks[i] = Mark("heading", "article", match[1], match.end())
            last = number
        elif (match := _RUNNING.match(text)) and i and _titles(blocks[i - 1]) and (number := _next(match[1], last)):
            marks[i - 1] = Mark("heading", "article", match[1])
            marks[i] = Mark("para", "paragraph", match[2], match.end(2) + 1) if match[2] else Mark("plain")
            last = number
        elif marks[i].kind in ("para", "sub", "heading"):
            marks[i] = Mark("plain")


def _is_heading(block: Block, match: re.Match[str]) -> bool:
    """A section's heading is short and no sentence that goes on; without its full stop it must be marked as one."""
    rest = block.text[match.end() :]
    if len(rest) > 250 or rest[-1:] in ",;:—–-":
        return False
    return match[2] is not None or block.hint in ("bold", "heading")


def _titles(block: Block) -> bool:
    """Whether a block can be the heading of the section that begins below it."""
    return len(block.text) < 150 and block.text[-1] not in ".,;:—–" and block.text[0].isupper()


def _next(number: str, last: int) -> int:
    """The number as an integer when it may come after the last section, else 0; a list may start again at 1."""
    value = int(_DIGITS.match(number)[0])  # type: ignore[index]
    return value if last <= value <= last + 3 or (value == 1 and last >= 2) else 0


def _number(text: str) -> str:
    from lawkit.structure.grammar import normal_number

    return normal_number(text)
