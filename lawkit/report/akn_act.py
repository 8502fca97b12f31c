"""An act as it was read, as Akoma Ntoso 3.0 (OASIS, 2018): the tree with its ids, notes, and references as links.

Provision ids are those of lawkit, which follow the standard's eIds. References go to `#eid` inside the act and to
`/akn/kz/act/ID/!main~eid` outside, where ID is the identifier on adilet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lawkit.model import Act, Provision, Reading, Reference
from lawkit.report.akn import NAMESPACE
from lawkit.report.plain import printable

_HIERARCHY = frozenset({
    "part", "section", "subsection", "chapter", "subchapter", "article", "paragraph", "subparagraph", "alinea", "indent",
})  # fmt: skip
_FRAME = {"preface": "preface", "preamble": "preamble", "conclusions": "conclusions"}


def act_to_akn(reading: Reading) -> bytes:
    """The act as an Akoma Ntoso document in UTF-8, valid against the standard's schema."""
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    writer = _Writer(reading)
    writer.write(_add(root, "act", name="act", contains="singleVersion"))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    from lxml import etree

    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    if text:
        element.text = printable(text)
    return element


class _Writer:
    """Writes one act."""

    def __init__(self, reading: Reading) -> None:
        self.act: Act = reading.act
        self.below: dict[str, list[Provision]] = defaultdict(list)
        for provision in self.act.provisions:
            self.below[provision.parent].append(provision)
        self.references: dict[str, list[Reference]] = defaultdict(list)
        for reference in reading.references:
            if not reference.editorial and reference.target is not None:
                self.references[reference.source].append(reference)

    def write(self, element: Any) -> None:
        """The parts of the document in the order that the schema wants."""
        self._meta(element)
        roots = self.below[""]
        preface = _add(element, "preface")
        _add(_add(preface, "p"), "docTitle", self.act.title or self.act.act_id)
        for provision in roots:
            if provision.kind == "preface":
                self._lines(preface, provision)
        for provision in roots:
            if provision.kind == "preamble":
                preamble = _add(element, "preamble")
                for one in self._with_all(provision):
                    self._lines(preamble, one)
        body = _add(element, "body")
        for provision in roots:
            if provision.kind not in _FRAME:
                self._unit(body, provision)
        if not len(body):
            _add(_add(_add(body, "hcontainer", name="empty"), "content"), "p")
        ends = [p for p in roots if p.kind == "conclusions"]
        if ends:
            conclusions = _add(element, "conclusions")
            for provision in ends:
                self._lines(conclusions, provision)

    def _with_all(self, provision: Provision) -> Iterator[Provision]:
        yield provision
        for below in self.below[provision.eid]:
            yield from self._with_all(below)

    def _unit(self, parent: Any, p: Provision) -> None:
        """A provision with everything below it."""
        tag = p.kind if p.kind in _HIERARCHY else "hcontainer"
        element = _add(parent, tag, eId=printable("".join(p.eid.split())))
        if tag == "hcontainer":
            element.set("name", p.kind)
        if not p.in_force:
            element.set("status", "removed" if p.status == "excluded" else "undefined")
        for name, words in (("num", p.num), ("heading", p.heading)):
            if words:
                _add(element, name, words)
        children = self.below[p.eid]
        if p.text.strip() or not children:
            self._lines(_add(element, "intro" if children else "content"), p)
        for child in children:
            self._unit(element, child)

    def _lines(self, holder: Any, p: Provision) -> None:
        """The provision's own text, a paragraph a line, with its references as links."""
        start = self.act.body.find(p.text, p.span.start, p.span.end) if p.text else -1
        at = 0
        for line in p.text.split("\n") if p.text else [""]:
            paragraph = _add(holder, "p")
            begin = start + at
            inside = [
                r
                for r in self.references[p.eid]
                if start >= 0 and begin <= r.span.start and r.span.end <= begin + len(line)
            ]
            self._linked(paragraph, line, [(r.span.start - begin, r.span.end - begin, self._href(r)) for r in inside])
            at += len(line) + 1

    def _linked(self, paragraph: Any, line: str, links: list[tuple[int, int, str]]) -> None:
        """A line whose stretches are links; one that lies within another stays text."""
        done, last = 0, None
        for start, end, href in sorted(links):
            if start < done or not href:
                continue
            last = _tail(paragraph, last, line[done:start])
            last = _add(paragraph, "ref", line[start:end], href=href)
            done = end
        _tail(paragraph, last, line[done:])

    def _href(self, reference: Reference) -> str:
        target = reference.target
        assert target is not None
        if target.act == self.act.act_id and target.eid:
            return f"#{target.eid}"
        unit = f"~{target.eid}" if target.eid else ""
        return f"/akn/kz/act/{target.act}/!main{unit}"

    def _meta(self, element: Any) -> None:
        act = self.act
        meta = _add(element, "meta")
        identification = _add(meta, "identification", source="#lawkit")
        adopted = act.adopted.isoformat() if act.adopted else "1900-01-01"
        shown = act.edition.isoformat() if act.edition else adopted
        name = re.sub(r"[^A-Za-z0-9_.:-]", "-", act.act_id)
        base = f"/akn/kz/act/{name}"
        expression = f"{base}/{act.language}@{shown}"
        for level, this, uri, date, what in (
            ("FRBRWork", f"{base}/!main", base, adopted, "adoption"),
            ("FRBRExpression", f"{expression}/!main", expression, shown, "edition"),
            ("FRBRManifestation", f"{expression}/!main.xml", f"{expression}.xml", shown, "edition"),
        ):
            part = _add(identification, level)
            _add(part, "FRBRthis", value=this)
            _add(part, "FRBRuri", value=uri)
            _add(part, "FRBRdate", date=date, name=what)
            _add(part, "FRBRauthor", href="#kz")
            if level == "FRBRWork":
                _add(part, "FRBRcountry", value="kz")
                if act.number:
                    _add(part, "FRBRnumber", value=printable(act.number))
            elif level == "FRBRExpression":
                _add(part, "FRBRlanguage", language=act.language)
        references = _add(meta, "references", source="#lawkit")
        _add(references, "TLCOrganization", eId="lawkit", href="/ontology/organization/lawkit", showAs="lawkit")
        _add(references, "TLCOrganization", eId="kz", href="/ontology/organization/kz", showAs="Kazakhstan")
        if act.notes:
            notes = _add(meta, "notes", source="#lawkit")
            for number, note in enumerate(act.notes, 1):
                _add(_add(notes, "note", eId=f"note_{number}"), "p", note.text)


def _tail(paragraph: Any, last: Any, text: str) -> Any:
    """Text after the last link, or at the beginning."""
    if text and last is None:
        paragraph.text = printable((paragraph.text or "") + text)
    elif text:
        last.tail = printable((last.tail or "") + text)
    return last
