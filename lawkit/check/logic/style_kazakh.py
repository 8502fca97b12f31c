"""Kazakh words written with letters of another alphabet: a Latin i, а Russian letter for a Kazakh one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.logic.structure_view import view
from lawkit.check.rules import Rule
from lawkit.model import Span

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = str.maketrans("әөұүқңғһіӘӨҰҮҚҢҒҺІ", "аоуукнгхиАОУУКНГХИ")
_KAZAKH = re.compile("[әөұүқңғһі]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ROMAN = re.compile(r"[IVXLІХ]+")


def format_kazakh(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A Latin i where the act writes і; a word that the act writes with Kazakh letters everywhere else."""
    body = draft.act.body
    if draft.act.language != "kaz":
        return
    words = list(_WORD.finditer(body))
    latin = [m for m in words if ("i" in m[0] or "I" in m[0]) and _CYRILLIC.search(m[0]) and not _ROMAN.fullmatch(m[0])]
    if len(latin) <= body.count("і") * rule.options["share"]:
        for match in latin if len(latin) <= rule.options["most"] else latin[:1]:
            yield from _hit(draft, match, match[0].replace("i", "і").replace("I", "І"))
    counted = Counter(m[0].lower() for m in words if len(m[0]) >= rule.options["letters"])
    usual: dict[str, str] = {}
    for word, count in counted.items():
        if count >= rule.options["least"] and _KAZAKH.search(word):
            usual.setdefault(word.translate(_PLAIN), word)
    for match in words:
        word = match[0].lower()
        right = usual.get(word.translate(_PLAIN)) if counted[word] == 1 else None
        if right and right != word and len(_KAZAKH.findall(word)) < len(_KAZAKH.findall(right)):
            better = "".join(r.upper() if w.isupper() else r for w, r in zip(match[0], right, strict=True))
            yield from _hit(draft, match, better)


def _hit(draft: Draft, match: re.Match[str], better: str) -> Iterator[Hit]:
    provision = view(draft).at(match.start())
    if provision is not None and provision.in_force and provision.kind not in ("toc", "conclusions", "preface"):
        span = Span(match.start(), match.end())
        yield Hit(provision.eid, span, {"words": match[0], "better": better}, fix=Fix(span, better))
