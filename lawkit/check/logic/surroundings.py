"""What stands around a place of a draft, and how units and acts are called in messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lawkit.check.draft import Draft
from lawkit.check.rules import Rule
from lawkit.language.sieve import Sieve
from lawkit.model import LANGUAGES, Reference

_TITLE = re.compile(r"[«\"“„]([^»\"”“]{3,400})[»\"”“]")


def unit_name(eid: str) -> dict[str, str]:
    """A unit in three languages: «подпункт 3) пункта 1 статьи 6»; the id itself where it is none of ours."""
    from lawkit.structure.labels import label

    try:
        return {language: label(eid, language) for language in LANGUAGES}
    except ValueError:
        return dict.fromkeys(LANGUAGES, eid)


def act_name(draft: Draft, act_id: str) -> dict[str, str]:
    """An act's title in quotation marks, by language; from the register, else from the acts at hand, else its id."""
    entry = draft.register.by_id(act_id)
    if entry is not None:
        titles: dict[str, str] = {language: entry.titles.get(language) or entry.title for language in LANGUAGES}
    else:
        act = draft.against.about(act_id) if draft.against is not None else None
        titles = dict.fromkeys(LANGUAGES, act.title if act is not None and act.title else act_id)
    number = f" (№ {entry.number})" if entry is not None and entry.number else ""
    eng = number.replace("№", "No.")
    return {
        "rus": f"«{titles['rus']}»{number}",
        "kaz": f"«{titles['kaz']}»{number}",
        "eng": f"“{titles['eng']}”{eng}",
    }


def own_references(draft: Draft) -> Iterator[Reference]:
    """The references of the norms themselves, those of editorial notes left out."""
    for reference in draft.reading.references:
        source = draft.by_eid.get(reference.source)
        if not reference.editorial and source is not None and source.in_force:
            yield reference


_BRACKETS = re.compile(r"\([^()]{0,3000}\)")
_SENTENCE_END = re.compile(r"(?<=[а-яёa-zәғқңөұүһі»\")])[.;](?:\s|$)|\n")
_LAWS = ("law", "constitutional_law", "code", "constitution")
_BYLAWS = ("order", "resolution", "decree", "rules", "decision", "instruction")


def is_higher(draft: Draft, act_id: str) -> bool:
    """Whether the draft is a by-law and the other act a law."""
    if draft.act.kind not in _BYLAWS and not _is_bylaw(draft):
        return False
    entry = draft.register.by_id(act_id)
    act = draft.against.about(act_id) if draft.against is not None else None
    kind = act.kind if act is not None and act.kind else entry.kind if entry is not None else ""
    return kind in _LAWS


def _is_bylaw(draft: Draft) -> bool:
    """A draft without requisites: a by-law has no articles, its points stand at the top."""
    tops = {p.kind for p in draft.act.provisions}
    return draft.act.kind in ("", "draft") and "article" not in tops and "paragraph" in tops


def quoted_title(text: str) -> str:
    """The title in quotation marks that a citation holds; empty where there is none."""
    match = _TITLE.search(text)
    return match[1].strip() if match else ""


@lru_cache(maxsize=256)
def any_of(patterns: tuple[str, ...]) -> Sieve | None:
    """One expression for several of a page, capitals as small letters; None for none."""
    return Sieve(*patterns, fold_case=True) if patterns else None


def above(draft: Draft, eid: str) -> str:
    """Headings of the units above a provision and the lead-in that its list stands under, one a line."""
    said = []
    at = draft.by_eid.get(eid)
    while at is not None:
        said.append(at.heading)
        parent = draft.by_eid.get(at.parent)
        if parent is not None and parent.text.rstrip().endswith(":"):
            said.append(parent.text[-400:])
        elif parent is not None:
            said.extend(p.text[-400:] for p in draft.children.get(parent.eid, ())[:3] if p.text.rstrip().endswith(":"))
        at = parent
    return "\n".join(s for s in said if s)


def sentence_around(draft: Draft, reference: Reference) -> str:
    """The sentence that a reference stands in, as far as its own provision goes."""
    provision = draft.by_eid[reference.source]
    body, span = draft.act.body, reference.span
    before = _BRACKETS.sub(" ", body[max(provision.span.start, span.start - 1500) : span.start])[-600:]
    after = _BRACKETS.sub(" ", body[span.end : min(provision.span.end, span.end + 4000)])[:600]
    cut = max((m.end() for m in _SENTENCE_END.finditer(before)), default=0)
    end = _SENTENCE_END.search(after)
    return before[cut:] + body[span.start : span.end] + after[: end.start() if end else len(after)]


def said_of(draft: Draft, reference: Reference, rule: Rule) -> bool:
    """Whether the page's exceptions say that such a reference is meant so: lists of repealed acts, transitional rules."""
    never = any_of(rule.exceptions.get(draft.act.language, ()))
    if never is None:
        return False
    return never.search(f"{above(draft, reference.source)}\n{sentence_around(draft, reference)}") is not None
