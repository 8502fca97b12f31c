"""How acts and units are cited: complete, in order, the full title once, units by their names in full.

The shapes are patterns on the rules' pages; here is what patterns cannot say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.logic.patterns import report_matches
from lawkit.check.logic.structure_view import view
from lawkit.check.logic.surroundings import any_of, quoted_title
from lawkit.check.rules import Rule
from lawkit.model import Provision, Span
from lawkit.register import normal_title
from lawkit.structure.labels import label

_INDENT = re.compile(
    r"(абзац\w{0,3}|част(?:ь|и|ью|ей))\s+(\d{1,3})(?:-?(?:й|го|му|м|ый|ого|ому|ом|ая|ой|ую|я))?$", re.IGNORECASE
)
_PARTS = re.compile(r"\s+")


def cite_incomplete(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A by-law cited without date or number, a law cited without its title; later mentions of an act may be short."""
    cited: set[str] = set()
    front = [(start, start + len(line)) for line, start in view(draft).front]
    for hit in report_matches(draft, rule):
        if any(start == hit.span.start and hit.span.end <= end for start, end in front):
            continue  # the act's own requisites
        title = normal_title(quoted_title(str(hit.values["words"])))
        if title and title in cited:
            continue
        if title and _cited_in_full_before(draft, title, hit.span.start):
            cited.add(title)
            continue
        yield hit


def _cited_in_full_before(draft: Draft, title: str, end: int) -> bool:
    """Whether the act of this title was cited with its date before: then the short form is the right one."""
    return any(
        r.span.end <= end and re.search(r"\d{4}", r.text) and normal_title(quoted_title(r.text)) == title
        for r in draft.reading.references
        if not r.editorial
    )


def cite_order(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A title before date and number; the fix puts the parts in their order, whose words stay as they are."""
    language = draft.act.language
    find = any_of(rule.patterns.get(language, ()))
    for provision in _read(draft):
        own = provision.span.of(draft.act.body)
        for match in find.finditer(own) if find else ():
            parts = match.groupdict()
            fix = None
            if language != "kaz" and parts.get("form") and parts.get("title") and parts.get("date"):
                rest = [parts["form"], parts["date"], parts.get("number"), parts["title"]]
                fix = Fix(_shift(provision, match.span()), " ".join(_PARTS.sub(" ", p.strip()) for p in rest if p))
            yield Hit(provision.eid, _shift(provision, match.span()), {"words": match[0]}, fix=fix)


def cite_repeat_full(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """The same act cited with date, number and title a second time."""
    first: dict[str, tuple[str, Span]] = {}
    front = max((start + len(line) for line, start in view(draft).front), default=0)
    for reference in draft.reading.references:
        source = draft.by_eid.get(reference.source)
        title = normal_title(quoted_title(reference.text))
        if reference.editorial or source is None or not source.in_force or not title:
            continue
        if source.kind in ("preface", "preamble") and reference.span.start < front:
            continue  # the title of an amending act names the act that is cited below
        if source.kind == "annex" or "annex" in reference.source.split("__")[0]:
            continue
        if not re.search(r"(?:№|N|No\.)\s*\S*\d", reference.text) or not re.search(r"\d{4}", reference.text):
            continue
        if title in first:
            yield Hit(reference.source, reference.span, {"title": quoted_title(reference.text)}, (first[title],))
        else:
            first[title] = (reference.source, reference.span)


def ref_form(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Shortened unit names, adjectives from figures; «абзац 3» becomes «абзац третий» by itself."""
    for hit in report_matches(draft, rule):
        words = hit.span.of(draft.act.body)
        indent = _INDENT.match(words) if draft.act.language == "rus" else None
        fix = Fix(hit.span, _in_words(indent[1], int(indent[2]))) if indent else None
        said = f"«{fix.text}»" if fix and fix.text else ""
        if fix and not fix.text:
            fix = None
        values: dict[str, object] = {"words": words, "better": {
            "rus": f": пишется {said}" if said else "", "kaz": "", "eng": f": written {said}" if said else "",
        }}  # fmt: skip
        yield Hit(hit.eid, hit.span, values, fix=fix)


def _in_words(noun: str, number: int) -> str:
    """«абзаце 3» → «абзаце третьем»; empty where the case cannot be told."""
    low = noun.lower()
    unit = "al_" if low.startswith("част") else "indent_"
    for case in ("nomn", "gent", "datv", "ablt", "loct"):
        try:
            said = label(f"{unit}{number}", "rus", case)
        except (ValueError, KeyError, IndexError):
            return ""
        if said.split()[0] == low and not (low == "части" and case == "datv"):
            return f"{noun} {said.split(' ', 1)[1]}"
    return ""


def _read(draft: Draft) -> Iterator[Provision]:
    skipped = ("toc", "conclusions", "preface")
    return (p for p in draft.act.provisions if p.in_force and p.kind not in skipped)


def _shift(provision: Provision, span: tuple[int, int]) -> Span:
    return Span(provision.span.start + span[0], provision.span.start + span[1])
