"""What a block is, told by its first words and its hint: heading, numbered unit, note, plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lawkit.model import GROUPINGS, Kind
from lawkit.sources.document import Block
from lawkit.structure.grammar import Grammar, heading_number, normal_number
from lawkit.structure.labels import mentions

MarkKind = Literal[
    "heading", "loose_heading", "para", "sub", "plain", "note", "future", "annex", "table", "toc", "title", "signature",
    "quoted",
    "gone",
]  # fmt: skip

# «3.», «3-1.» before a space, a letter or the end; never «1.5» and never a date
_PARA = re.compile(r"(\d{1,4}(?:[-–‑]\d{1,3})*)\.(?=\s|$|[^\W\d_]|[\"«“(])")
# «3)», «3-1)»
_SUB = re.compile(r"(\d{1,4}(?:[-–‑]\d{1,3})*)\)")
# «2.1.», «2.1» in instructions
_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,4})\.?(?=\s+[А-ЯЁӘҒҚҢӨҰҮҺІA-Z])")
# «2 Негосударственные …»: the full stop is missing
_BARE = re.compile(r"(\d{1,3}(?:-\d{1,2})*)\s+(?=[А-ЯЁӘҒҚҢӨҰҮҺІA-Z])")
_DASH = re.compile(r"[–‑]")
# the rest of «2), 3) и 5)», «2) – 5)»
_NEXT = re.compile(r"\s*(,|–|—|-|и|және|and)\s*(\d{1,4}(?:[-‑]\d{1,3})*)[).]")
_MORE = re.compile(r"(?:\s*(?:,|–|—|-|и|және|and)\s*\d{1,4}(?:[-‑]\d{1,3})*[).]){1,40}")

# «I. Общая часть», a section's heading without its word
_ROMAN = re.compile(r"([IVXІХ]{1,6})\.(?=\s)")
_GONE: dict[str, tuple[MarkKind, Kind]] = {
    "alinea": ("gone", "alinea"),
    "indent": ("gone", "indent"),
    "paragraph": ("para", "paragraph"),
    "subparagraph": ("sub", "subparagraph"),
}


@dataclass(slots=True)
class Mark:
    """The reading of one block; `cut` is where its number ends and its words begin."""

    kind: MarkKind
    unit: Kind | None = None
    number: str = ""
    cut: int = 0
    excluded: bool = False
    repealed: bool = False
    coming: bool = False  # its words come later: those here are the editor's
    words: int = 0  # where the words of an exclusion begin
    more: tuple[str, ...] = ()  # further numbers of «2), 3) и 5) исключены»


def mark(block: Block, grammar: Grammar) -> Mark:
    """The mark of a block, by itself; what stands around it is the tree's business."""
    hint = block.hint
    text = block.text
    if hint == "paragraph":
        for word in grammar.stray_words:
            if word in text and grammar.stray.search(text, 0, 400):
                return Mark("future")
        return _numbered(text, grammar) if text[0].isdigit() else _words(text, grammar)
    if hint in ("note", "future"):
        return _note(text, hint, grammar)
    if hint in ("heading", "bold", "title"):
        return _heading(text, hint, grammar)
    if hint == "annex_header":
        return Mark("annex", "annex")
    if hint == "table":
        return Mark("table", "table")
    return Mark("toc", "toc") if hint == "toc" else Mark("signature", "conclusions")


def _numbered(text: str, grammar: Grammar) -> Mark:
    """A paragraph that begins with a digit: point, subpoint, or a Kazakh heading."""
    if match := _SUB.match(text):
        found = _unit("sub", match, text, grammar)
        if not found.excluded and grammar.language == "kaz" and grammar.exclusion_word.search(text, 0, 50):
            return _gone_clause(text, grammar) or found
        return found
    if match := _PARA.match(text):
        return _unit("para", match, text, grammar)
    if match := grammar.heading.match(text):
        return _plain_heading(match, text, grammar)
    if match := _DECIMAL.match(text):
        return _unit("para", match, text, grammar)
    if gone := _gone_clause(text, grammar):
        return gone
    if _corner_end(text, grammar):
        return Mark("annex", "annex")
    if match := _BARE.match(text):
        return Mark("plain", number=match[1], cut=match.end(1))
    return Mark("plain")


def _unit(kind: MarkKind, match: re.Match[str], text: str, grammar: Grammar, *, in_note: bool = False) -> Mark:
    """A numbered unit, with the words of an exclusion where they follow the number."""
    found = Mark(kind, "paragraph" if kind == "para" else "subparagraph", _DASH.sub("-", match[1]), match.end())
    form = grammar.excluded_note if in_note else grammar.excluded
    end = match.end()
    gone = form.match(text, end)
    if not gone and (more := _MORE.match(text, end)) and (gone := form.match(text, more.end())):
        found.more = _numbers(found.number, more[0])
        found.cut = more.end()
    if gone:
        found.excluded = True
        found.repealed = gone["repeal"] is not None
        found.words = _skip_space(text, found.cut)
    elif "№" in text[-60:] and grammar.coming.match(text, end):
        found.excluded = found.coming = True
        found.words = _skip_space(text, found.cut)
    return found


def _numbers(first: str, more: str) -> tuple[str, ...]:
    """The numbers after the first in «2), 3) и 5)» or «2) – 5)»."""
    out: list[str] = []
    before = first
    for match in _NEXT.finditer(more):
        number = _DASH.sub("-", match[2])
        if match[1] in ("–", "—", "-") and number.isdigit() and before.isdigit():
            out.extend(str(n) for n in range(int(before) + 1, min(int(number), int(before) + 60)))
        out.append(number)
        before = number
    return tuple(out)


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _words(text: str, grammar: Grammar) -> Mark:
    """A paragraph that begins with a word: a heading in disguise, a note in disguise, or plain text."""
    if not text[0].islower() and (match := grammar.heading.match(text)):
        found = _plain_heading(match, text, grammar)
        if found.kind != "plain":
            return found
    if (match := grammar.amendment.match(text)) and grammar.evidence.search(text, match.end(), 300):
        return _note(text, "note", grammar)
    if gone := _gone_clause(text, grammar):
        return gone
    if grammar.future.match(text) or grammar.editorial.match(text):
        return Mark("future")
    if (match := grammar.remark.match(text)) and grammar.remark_evidence.search(text, match.end(), 200):
        return Mark("future")
    if not text[0].islower() and _corner_end(text, grammar):
        return Mark("annex", "annex")
    if len(text) < 700 and (found_annex := grammar.annex.match(text)) and _corner(text, found_annex):
        return Mark("annex", "annex")
    return Mark("plain")


def _corner_end(text: str, grammar: Grammar) -> bool:
    """A corner that ends in its number: «… бұйрығына 1-қосымша»."""
    return grammar.annex_end is not None and len(text) < 400 and grammar.annex_end.search(text) is not None


def _corner(text: str, match: re.Match[str]) -> bool:
    """Whether a paragraph reads like an annex's corner: «Приложение 1 к приказу …», no sentence."""
    if text[-1] in ".;:," or not text[0].isupper():
        return False
    after = text[match.end() :].lstrip()
    low = after[:2].lower()
    return not after or low in ("к ", "to", "пр", "по", "ре", "ук") or after[0].isupper()


def _plain_heading(match: re.Match[str], text: str, grammar: Grammar) -> Mark:
    """A heading without a heading's markup: its number must be followed by a full stop or by nothing."""
    if found := _excluded_heading(match, text, grammar.excluded, grammar):
        return found
    unit, number = heading_number(match, grammar)
    rest = text[match.end() :].lstrip()
    if unit == "part" and not rest and text.isupper():
        return Mark("heading", unit, number, match.end())
    if not number or (rest and not match["tail"].strip()):
        return Mark("plain")
    if rest and (not (rest[0].isupper() or rest[0] in '"«“(0123456789') or (unit in GROUPINGS and len(rest) > 600)):
        return Mark("plain")
    return Mark("heading", unit, number, match.end())


def _excluded_heading(match: re.Match[str], text: str, form: re.Pattern[str], grammar: Grammar) -> Mark | None:
    """«Статья 4 исключена Законом …»: an article or a grouping that is no more."""
    gone = form.match(text, match.end())
    if not gone:
        return None
    unit, number = heading_number(match, grammar)
    if not number or unit == "part":
        return None
    found = Mark("heading", unit, number, match.end(), excluded=True, repealed=gone["repeal"] is not None)
    found.words = _skip_space(text, match.end())
    return found


def _heading(text: str, hint: str, grammar: Grammar) -> Mark:
    """A block that the source marks as a heading, or an article's bold one."""
    if match := grammar.heading.match(text):
        found = _excluded_heading(match, text, grammar.excluded, grammar)
        if found:
            return found
        unit, number = heading_number(match, grammar)
        if number or unit == "part":
            return Mark("heading", unit, number, match.end())
    if hint == "title":
        return Mark("title", "preface")
    if hint == "bold":
        return Mark("loose_heading", cut=1)
    if match := _ROMAN.match(text):
        return Mark("heading", "section", normal_number(match[1], grammar), match.end())
    if match := _PARA.match(text):
        return Mark("heading", "chapter", _DASH.sub("-", match[1]), match.end())
    if grammar.annex.match(text) and _corner(text, grammar.annex.match(text)):  # type: ignore[arg-type]
        return Mark("annex", "annex")
    return Mark("loose_heading")


def _note(text: str, hint: str, grammar: Grammar) -> Mark:
    """A block that the source marks as a note: an excluded unit has its number first and the words after it."""
    if text[0].isdigit():
        if match := _SUB.match(text):
            found = _unit("sub", match, text, grammar, in_note=True)
        elif match := _PARA.match(text):
            found = _unit("para", match, text, grammar, in_note=True)
        else:
            found = Mark("note")
        if found.excluded:
            return found
    match = grammar.heading.match(text)
    if match and (heading := _excluded_heading(match, text, grammar.excluded_note, grammar)):
        return heading
    return _gone_part(text, grammar) or Mark("future" if hint == "future" else "note")


def _gone_part(text: str, grammar: Grammar) -> Mark | None:
    """«Часть вторая исключена Законом …», «6) тармақша алып тасталды – …»: a unit that is no more, by its name."""
    if not grammar.exclusion_word.search(text, 0, 90):
        return None
    first = next(mentions(text[:60], grammar.language), None)
    if first is None or first.start or first.kind not in _GONE:
        return None
    gone = grammar.excluded_note.match(text, first.end)
    if not gone:
        return None
    kind, unit = _GONE[first.kind]
    found = Mark(kind, unit, first.number, first.end, excluded=True, repealed=gone["repeal"] is not None)
    found.words = _skip_space(text, first.end)
    return found


def _gone_clause(text: str, grammar: Grammar) -> Mark | None:
    """Unmarked text that says in an editor's words that something is no more: «Статьи 45 – 47 исключены Законом РК от 14.07.2022 …»."""
    if (
        text[0].islower()
        or not grammar.gone_clause.match(text)
        or next(mentions(text[:60], grammar.language), None) is None
    ):
        return None
    return _gone_part(text, grammar) or Mark("note")
