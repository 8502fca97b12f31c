"""Reads PDF files with a text layer: lines become paragraphs again, page numbers and running heads are left out.

A PDF knows no paragraphs, only letters at places. What ends a paragraph is told by punctuation, indent, gap and by
what begins the next line (a numbered unit, a heading). Scanned pages hold no letters: that is an error which says so.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from lawkit.errors import UnreadableSource
from lawkit.model import Diagnostic
from lawkit.sources.detect import guess_language, name_facts
from lawkit.sources.document import Block, Document

MAX_PAGES = 5000
_EDGE = 2  # lines at the top and bottom of a page that may be furniture
_BREAK = "\ufffe"  # how pdfium marks a hyphen at the end of a line, and joins the lines there
_HYPHENS = f"-\x02\u00ad{_BREAK}"
_BROKEN = re.compile(rf"([^\W\d_]+(?:-[^\W\d_]+)*){_BREAK}\s*([^\W\d_]+(?:-[^\W\d_]+)*)")
_AUTOMATIC = "\n"  # stands among the known words when the file hyphenates by itself
_PLAIN = {0x02: None, 0xAD: None, 0xFFFE: "-"}
_PAGE_NUMBER = re.compile(
    r"[\s\-–—]*(?:стр(?:\.|аница)?|page|бет)?\s*\d{1,4}(?:\s*(?:из|of|/)\s*\d{1,4})?(?:\s*-?\s*бет)?[\s\-–—.]*$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:статья|глава|раздел|параграф|подраздел|приложение|article|chapter|section|annex)\s+(?:\d|[IVXLІХ]+\b)"
    r"|\d+(?:-\d+)?\s*-\s*(?:бап|тарау|бөлім|параграф|қосымша)\b|[IVXLІХ]+\s+бөлім",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\d{1,3}(?:-\d{1,3})?(?:\)|\.(?!\d))\s*\S|[а-яa-z]\)\s|•\s")
_NOTE = re.compile(
    r"(?:Сноска|Ескерту|Footnote)\s*\.|(?:Примечание\s*(?:ИЗПИ|РЦПИ)|(?:ЗҚАИ|РҚАО)\S{0,6}\s+ескертпе)", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text: where it begins, ends and stands (points from the lower left corner)."""

    text: str
    left: float
    right: float
    top: float
    page: int


def read(data: bytes, name: str) -> Document:
    """A PDF as blocks. Raises UnreadableSource: damaged, locked by a password, scanned, or fonts without letters."""
    pages, pictures = _pages(data, name)
    _check(pages, pictures, name)
    kept, furniture = _without_furniture(pages)
    blocks = tuple(_blocks(kept))
    act_id, language = name_facts(name)
    text = "\n".join(block.text for block in blocks)
    return Document(
        blocks,
        act_id=act_id,
        language=language or guess_language(text),
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="pdf",
        diagnostics=tuple(_diagnostics(pages, pictures, furniture)),
    )


# ── pages ───────────────────────────────────────────────────────────────────


def _pages(data: bytes, name: str) -> tuple[list[list[_Line]], list[bool]]:
    """The lines of each page, and whether it holds a picture."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower() or "security" in str(problem).lower():
            raise UnreadableSource(f"{name} is protected by a password", "save it without a password") from problem
        raise UnreadableSource(f"{name} is a damaged PDF", "download or save it again") from problem
    try:
        if len(document) == 0 or len(document) > MAX_PAGES:
            raise UnreadableSource(f"{name} has {len(document)} pages", f"give a PDF of 1 to {MAX_PAGES} pages")
        pages: list[list[_Line]] = []
        pictures: list[bool] = []
        for number in range(len(document)):
            try:
                page = document[number]
                pages.append(list(_lines(page, number)))
                pictures.append(not pages[-1] and _has_picture(page))
            except pypdfium2.PdfiumError:
                pages.append([])
                pictures.append(False)
        return pages, pictures
    finally:
        document.close()


def _has_picture(page: Any) -> bool:
    """Whether a page without text shows an image."""
    import pypdfium2.raw as pdfium

    return next(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def _lines(page: Any, number: int) -> Iterator[_Line]:
    """The lines of a page from top to bottom, as pdfium orders them."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        count = textpage.count_chars()
        at = 0
        for raw in re.split(r"(\r\n|\r|\n)", text):
            line = raw.strip()
            if line:
                first = at + len(raw) - len(raw.lstrip())
                left, _, _, top = _box(textpage, first, count)
                _, _, right, _ = _box(textpage, first + len(line) - 1, count)
                yield _Line(line.replace("\x00", ""), left, right, top, number)
            at += len(raw)
    finally:
        textpage.close()


def _box(textpage: Any, index: int, count: int) -> tuple[float, float, float, float]:
    """Where a character stands; zeros where pdfium does not say."""
    if not 0 <= index < count:
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = textpage.get_charbox(index)
    return (left, bottom, right, top)


def _check(pages: Sequence[Sequence[_Line]], pictures: Sequence[bool], name: str) -> None:
    """Refuse what has no readable letters."""
    remedy = "run text recognition first (for example: ocrmypdf -l rus+kaz IN.pdf OUT.pdf), then give the result"
    blank, scanned = sum(not page for page in pages), sum(pictures)
    if scanned and scanned * 2 >= len(pages):
        raise UnreadableSource(f"{name} is scanned: {scanned} of {len(pages)} pages are pictures without text", remedy)
    if blank == len(pages):
        raise UnreadableSource(f"{name} holds no text", remedy)
    sample = "".join(line.text for page in pages for line in page)[:20000]
    odd = sum(1 for c in sample if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or (c < " " and c not in "\t\x02"))
    if odd * 10 > len(sample) or len(_LETTER.findall(sample)) * 4 < len(sample.replace(" ", "")):
        raise UnreadableSource(f"{name} has a text layer that does not say which letters it shows", remedy)


def _without_furniture(pages: Sequence[Sequence[_Line]]) -> tuple[list[_Line], list[str]]:
    """Lines without page numbers and running heads, and what was left out."""
    filled = [page for page in pages if page]
    seen: Counter[str] = Counter()
    offsets: Counter[int] = Counter()
    for page in filled:
        seen.update({_shape(line.text) for line in _edges(page)})
        offsets.update({offset for line in _edges(page) if (offset := _offset(line)) is not None})
    often = {
        shape
        for shape, times in seen.items()
        if times >= 3 and times * 2 > len(filled) and len(_LETTER.findall(shape)) >= 5
    }
    numbering = next((offset for offset, times in offsets.most_common(1) if times >= 2 or len(pages) == 1), None)
    kept: list[_Line] = []
    out: dict[str, None] = {}
    for page in pages:
        edges = {id(line) for line in _edges(page)} if len(page) > 1 else set()
        for line in page:
            is_number = numbering is not None and _offset(line) == numbering
            if id(line) in edges and (is_number or (_shape(line.text) in often and not _ITEM.match(line.text))):
                out[_shape(line.text)] = None
            else:
                kept.append(line)
    return kept, list(out)


def _offset(line: _Line) -> int | None:
    """What a page number is ahead of its page; None where the line is none."""
    return int(re.findall(r"\d+", line.text)[0]) - line.page if _PAGE_NUMBER.match(line.text) else None


def _edges(page: Sequence[_Line]) -> list[_Line]:
    """The lines at the top and the bottom of a page."""
    depth = _EDGE if len(page) > 3 * _EDGE else 1
    return [*page[:depth], *page[max(depth, len(page) - depth) :]]


def _shape(text: str) -> str:
    """A line with its numbers made alike."""
    return re.sub(r"\d+", "#", " ".join(text.split()))


def _diagnostics(
    pages: Sequence[Sequence[_Line]], pictures: Sequence[bool], furniture: Sequence[str]
) -> Iterator[Diagnostic]:
    """What a person should know of the source."""
    if furniture:
        listed = "; ".join(shape[:60] for shape in furniture[:5])
        yield Diagnostic("page-furniture", f"page numbers and running heads were left out: {listed}", severity="info")
    scanned = [str(n) for n, picture in enumerate(pictures, 1) if picture]
    if scanned:
        yield Diagnostic(
            "scanned-page", f"pages without text, pictures only: {', '.join(scanned[:20])}", severity="error"
        )
    empty = [
        str(n) for n, (page, picture) in enumerate(zip(pages, pictures, strict=True), 1) if not page and not picture
    ]
    if empty:
        yield Diagnostic("empty-page", f"pages without text: {', '.join(empty[:20])}", severity="info")


# ── paragraphs ──────────────────────────────────────────────────────────────


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    """Paragraphs put together from lines."""
    if not lines:
        return
    text = " ".join(line.text for line in lines)
    known = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))
    if _hyphenates(text, known):
        known[_AUTOMATIC] = 1
    page = _measures(lines)
    current: list[str] = []
    before: _Line | None = None
    for line in lines:
        if before is not None and _begins(before, line, page, current):
            yield _block(current, known)
            current = []
        current.append(line.text)
        before = line
    yield _block(current, known)


@dataclass(frozen=True, slots=True)
class _Page:
    """What most lines have in common."""

    left: float
    right: float
    step: float  # from line to line
    indent: float  # where first lines begin; 0 where they are not indented


def _measures(lines: Sequence[_Line]) -> _Page:
    """Margins, distance of lines and indent of first lines."""
    lefts = Counter(round(line.left) for line in lines if line.right > line.left)
    left = lefts.most_common(1)[0][0] if lefts else 0
    rights = sorted(line.right for line in lines)
    right = rights[len(rights) * 9 // 10]
    steps = [a.top - b.top for a, b in pairwise(lines) if a.page == b.page and 2 < a.top - b.top < 60]
    indents = Counter({x: n for x, n in lefts.items() if left + 8 < x < left + 0.3 * (right - left)})
    lower = min(x for x in [left, *(x for x, n in lefts.items() if n * 5 > lefts[left])])
    if lower < left - 8:  # most lines are first lines
        left, indents = lower, Counter({left: lefts[left]})
    common = indents.most_common(1)[0] if indents else (0, 0)
    return _Page(
        left, right, median(steps) if steps else 14.0, float(common[0]) if common[1] * 20 > len(lines) else 0.0
    )


def _begins(before: _Line, line: _Line, page: _Page, current: Sequence[str]) -> bool:
    """Whether a line begins a paragraph."""
    last = before.text.rstrip()[-1:]
    ended, lower, heading = last in ".;:!?", line.text[:1].islower(), _is_heading(" ".join(current))
    if before.text[-1:] in _HYPHENS:
        return False
    if _UNIT.match(line.text) and not lower:
        return ended or (last not in ",(–" and not _refers(before.text))
    if _ITEM.match(line.text):
        return ended or (last not in ",(–" and (heading or not _refers(before.text)))
    if _NOTE.match(line.text):
        return True
    drop = before.top - line.top if before.page == line.page else 0.0
    short = before.right < page.right - 0.2 * (page.right - page.left)
    if heading and before.text.isupper() and line.text.isupper():
        return drop > 2.2 * page.step
    indented = line.left > page.left + 8 and (before.left < line.left - 8 or abs(line.left - page.indent) < 3)
    if ended:
        return indented or drop > 1.6 * page.step or short
    return not lower and (drop > 1.6 * page.step or (heading and (short or indented)))


def _refers(text: str) -> bool:
    """Whether a line breaks inside a reference: «в соответствии с подпунктом», «согласно статье»."""
    last = text.rsplit(" ", 1)[-1].lower()
    return last in _SMALL or last.startswith(("пункт", "подпункт", "стать", "част", "абзац", "глав"))


_SMALL = frozenset(
    [
        "и",
        "или",
        "по",
        "с",
        "в",
        "во",
        "к",
        "о",
        "об",
        "от",
        "до",
        "за",
        "на",
        "из",
        "при",
        "либо",
        "№",
        "пп",
        "п",
        "ст",
    ]
)


def _is_heading(text: str) -> bool:
    """Whether what was gathered so far is a heading."""
    return bool(_UNIT.match(text)) or (text.isupper() and len(text) > 3)


def _block(lines: Sequence[str], known: Counter[str]) -> Block:
    """A block from the lines of a paragraph."""
    text = lines[0]
    for line in lines[1:]:
        broken = text[-1:] in _HYPHENS and text[-2:-1].isalnum()
        text = f"{text[:-1]}{_BREAK}{line}" if broken else f"{text} {line}"
    text = _BROKEN.sub(lambda match: _mended(match, known), text)
    text = " ".join(text.translate(_PLAIN).split())
    return Block(text, "note" if _NOTE.match(text) else "paragraph")


def _hyphenates(text: str, known: Counter[str]) -> bool:
    """Whether the program that made the file broke words by itself: more of the breaks are inside known words."""
    inside = sum(bool(known[f"{m[1]}{m[2]}".lower()]) for m in _BROKEN.finditer(text))
    return inside > sum(bool(known[f"{m[1]}-{m[2]}".lower()]) for m in _BROKEN.finditer(text))


def _mended(match: re.Match[str], known: Counter[str]) -> str:
    """A word broken by a line: the hyphen goes where the word is known without it or not known with it."""
    head, tail = match[1], match[2]
    with_hyphen, without = known[f"{head}-{tail}".lower()], known[f"{head}{tail}".lower()]
    keep = with_hyphen > without or not tail[0].islower() or head.rsplit("-", 1)[-1].lower() in _COMPOUND
    keep = keep or (not without and not known[_AUTOMATIC])
    return f"{head}-{tail}" if keep else f"{head}{tail}"


# First parts of words that are written with a hyphen anyway.
_COMPOUND = frozenset(
    [
        "интернет",
        "веб",
        "онлайн",
        "бизнес",
        "вице",
        "экс",
        "премьер",
        "генерал",
        "пресс",
        "медиа",
        "санитарно",
        "научно",
        "финансово",
    ]
)
