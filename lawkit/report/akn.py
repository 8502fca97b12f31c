"""The draft law as Akoma Ntoso 3.0 (OASIS, 2018): a bill with chapters, articles, source notes and marked gaps."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path
from typing import Any

from lawkit.consolidate.draft import Draft, DraftArticle, DraftUnit
from lawkit.consolidate.terms import named
from lawkit.consolidate.terms import source as terms_source
from lawkit.errors import ReportError
from lawkit.report.asked import in_words
from lawkit.report.plain import printable

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ELEMENTS = {"paragraph": "paragraph", "subparagraph": "subparagraph", "alinea": "alinea", "indent": "indent"}
GAP = {
    "rus": "В действующих актах нормы нет. Требования: ",
    "kaz": "Қолданыстағы актілерде норма жоқ. Талаптар: ",
    "eng": "The present acts have no such provision. Requirements: ",
}
NO_GAP = {"rus": "Нормы нет", "kaz": "Норма жоқ", "eng": "No provision"}
UNDECIDED = {"rus": "Место решает человек", "kaz": "Орнын адам шешеді", "eng": "A person decides the place"}
_CHAPTER = {"rus": "Глава {n}.", "kaz": "{n}-тарау.", "eng": "Chapter {n}."}
_ARTICLE = {"rus": "Статья {n}.", "kaz": "{n}-бап.", "eng": "Article {n}."}


def to_akn(draft: Draft, date: dt.date | None = None) -> bytes:
    """The draft as an Akoma Ntoso document in UTF-8; `date` is the day of the draft (default: 1 January 2000)."""
    from lxml import etree

    day = (date or dt.date(2000, 1, 1)).isoformat()
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    bill = _add(root, "bill", name="bill", contains="originalVersion")
    _meta(bill, day, draft.language)
    preface = _add(bill, "preface")
    _add(_add(preface, "p"), "docTitle", printable(draft.title))
    body = _add(bill, "body")
    for chapter in draft.chapters:
        element = _add(body, "chapter", eId=chapter.eid)
        _add(element, "num", _CHAPTER[draft.language].format(n=chapter.number))
        _add(element, "heading", printable(chapter.heading))
        for article in chapter.articles:
            _article(element, article, draft)
        if not chapter.articles:
            _add(_add(element, "content"), "p")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def write_akn(draft: Draft, path: str | Path, date: dt.date | None = None) -> Path:
    """Write the draft as Akoma Ntoso XML; raises ReportError when the file cannot be written."""
    path = Path(path)
    try:
        path.write_bytes(to_akn(draft, date))
    except OSError as error:
        raise ReportError(f"{path} cannot be written: {error}", "choose another place") from error
    return path


def _add(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    if text:
        element.text = text
    return element


def _meta(bill: Any, day: str, language: str) -> None:
    meta = _add(bill, "meta")
    identification = _add(meta, "identification", source="#lawkit")
    base = f"/akn/kz/bill/{day}/single-law"
    for level, suffix in (("FRBRWork", ""), ("FRBRExpression", f"/{language}@{day}"), ("FRBRManifestation", f"/{language}@{day}.xml")):  # fmt: skip
        part = _add(identification, level)
        _add(
            part,
            "FRBRthis",
            value=f"{base}{suffix}/!main"
            if suffix != f"/{language}@{day}.xml"
            else f"{base}/{language}@{day}/!main.xml",
        )
        _add(part, "FRBRuri", value=f"{base}{suffix}")
        _add(part, "FRBRdate", date=day, name="Generation")
        _add(part, "FRBRauthor", href="#lawkit")
        if level == "FRBRWork":
            _add(part, "FRBRcountry", value="kz")
        elif level == "FRBRExpression":
            _add(part, "FRBRlanguage", language=language)
    references = _add(meta, "references", source="#lawkit")
    _add(references, "TLCOrganization", eId="lawkit", href="/ontology/organization/lawkit", showAs="lawkit")


def _article(parent: Any, article: DraftArticle, draft: Draft) -> None:
    element = _add(parent, "article", eId=article.eid)
    _add(element, "num", _ARTICLE[draft.language].format(n=article.number))
    _add(element, "heading", printable(article.heading))
    if not article.units:
        paragraph = _add(_add(element, "content"), "p")
        asked = (
            GAP[draft.language] + "; ".join(in_words(article.answers, draft.language))
            if article.answers
            else NO_GAP[draft.language]
        )
        _add(paragraph, "remark", f"[{asked}]", status="editorial")
        return
    below: dict[str, list[DraftUnit]] = defaultdict(list)
    for unit in article.units:
        below[unit.parent].append(unit)
    marker = iter(range(1, 10_000_000))
    for unit in below[article.eid]:
        _unit(element, unit, below, draft, marker)


def _unit(parent: Any, unit: DraftUnit, below: dict[str, list[DraftUnit]], draft: Draft, marker: Any) -> None:
    element = _add(parent, _ELEMENTS.get(unit.kind, "hcontainer"), eId=unit.eid)
    if element.tag.endswith("hcontainer"):
        element.set("name", unit.kind)
    if unit.num:
        _add(element, "num", unit.num)
    children = below.get(unit.eid, [])
    holder = _add(element, "intro" if children else "content")
    lines = [x for x in unit.text.split("\n") if x.strip()] or [""]
    for k, line in enumerate(lines):
        paragraph = _add(holder, "p", printable(line))
        if k == len(lines) - 1:
            _note(paragraph, unit, draft, next(marker))
    for child in children:
        _unit(element, child, below, draft, marker)


def _note(paragraph: Any, unit: DraftUnit, draft: Draft, number: int) -> None:
    words = "; ".join(unit.sources)
    if unit.terms:
        pairs = named((t.old, unit.text[t.start : t.end]) for t in unit.terms)
        words += f". {terms_source()}: {pairs}"
    if unit.undecided:
        words += f". {UNDECIDED[draft.language]}"
    note = _add(paragraph, "authorialNote", marker=str(number), placement="bottom")
    _add(note, "p", words)
