"""Exceptions: a person's word that a rule may be broken here, with the reason.

In Markdown and HTML a comment `<!-- lawkit: ignore num-dup – причина -->`, in Word a comment with the same words, for
any draft an entry `[[check.exceptions]]` in lawkit.toml. A comment holds for the provision that it stands in, with all
below it; on a line of its own before a unit, for that unit. An exception without a reason sets nothing aside and is a
problem itself, and so is one that nothing answers to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawkit.check.engine import Problem
from lawkit.model import Language, Span
from lawkit.sources.markdown import comments
from lawkit.sources.package import W

if TYPE_CHECKING:
    from lawkit.check.drafts import Sheet
    from lawkit.check.rules import Rule

_FORM = re.compile(
    r"\s*lawkit\s*:\s*ignore\s+(?P<codes>[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)\s*(?P<reason>.*)", re.IGNORECASE | re.DOTALL
)
_DASH = re.compile(r"^[\s–—:-]+")


@dataclass(frozen=True)
class Excuse:
    """One exception: the codes or families it names, where it holds, and why."""

    codes: tuple[str, ...]
    reason: str
    eid: str = ""  # a provision with all below it; empty: the whole draft
    file: str = ""  # a file's name or the end of its path; empty: any draft
    span: Span = field(default=Span(0, 0))  # where it stands, into Act.body
    origin: str = ""  # «lawkit.toml: exception 2», or empty when it stands in the draft

    def concerns(self, path: Path) -> bool:
        """Whether it holds in this file."""
        return not self.file or path.as_posix() == self.file or path.as_posix().endswith(f"/{self.file}")

    def covers(self, problem: Problem) -> bool:
        """Whether it sets this problem aside."""
        if not self.reason or not {problem.rule.code, problem.rule.family} & set(self.codes):
            return False
        return not self.eid or problem.eid == self.eid or problem.eid.startswith(f"{self.eid}__")


def parse(words: str) -> tuple[tuple[str, ...], str] | None:
    """Codes and reason of a comment; None when it is no exception."""
    match = _FORM.fullmatch(words)
    if not match:
        return None
    codes = tuple(code.strip().lower() for code in match["codes"].split(","))
    return codes, " ".join(_DASH.sub("", match["reason"]).split())


def in_text(sheet: Sheet) -> list[Excuse]:
    """The exceptions that stand in a draft, in the order of the text."""
    source = sheet.source
    if source.kind == "docx":
        found = _word_comments(sheet)
    elif source.kind in ("git", "adilet"):
        found = [(end, source.text[start + 4 : end - 3]) for start, end in comments(source.text)]
    else:
        return []
    excuses = []
    for at, words in found:
        told = parse(words)
        if told is not None:
            provision = _provision_at(sheet, at)
            span = Span(provision.span.start, provision.span.start) if provision else Span(0, 0)
            excuses.append(Excuse(*told, eid=provision.eid if provision else "", span=span))
    return excuses


def _provision_at(sheet: Sheet, at: int) -> Any:
    """The provision that a comment stands in: that of its line, or of the next line with words."""
    text = sheet.source.text
    plain = sheet.source.plain
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    own = plain[begin : end if end >= 0 else len(text)]
    spot = begin + re.search(r"\w", own).start() if re.search(r"\w", own) else None  # type: ignore[union-attr]
    if spot is None:
        following = re.compile(r"\w").search(plain, at)
        spot = following.start() if following else None
    body = sheet.places.body_at(spot) if spot is not None else None
    if body is None:
        return None
    inside = [p for p in sheet.draft.act.provisions if p.span.start <= body < p.span.end]
    return inside[-1] if inside else None


def _word_comments(sheet: Sheet) -> list[tuple[int, str]]:
    """Comments of a Word document: where they are anchored in the source text, and their words."""
    source = sheet.source
    root = None
    main = source.package.main_part()
    for kind, target in source.package.relations(main).values():
        if kind == "comments":
            folder = main.rpartition("/")[0]
            root = source.package.xml(
                target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            )
    if root is None:
        return []
    words = {
        node.get(f"{W}id"): " ".join("".join(t.text or "" for t in node.iter(f"{W}t")).split())
        for node in root.iterfind(f"{W}comment")
    }
    places = {id(piece.element): piece.start for piece in source.pieces}
    anchors: dict[str, int] = {}
    waiting: list[str] = []
    at = 0
    for node in source.root.iter():
        if node.tag in (f"{W}commentRangeStart", f"{W}commentReference"):
            waiting.append(node.get(f"{W}id"))
        elif id(node) in places:
            at = places[id(node)]
            for identifier in waiting:
                anchors.setdefault(identifier, at)
            waiting = []
    for identifier in waiting:
        anchors.setdefault(identifier, at)
    return sorted((anchors[i], text) for i, text in words.items() if i in anchors)


def apply(
    problems: Sequence[Problem], excuses: Sequence[Excuse]
) -> tuple[list[Problem], list[tuple[Problem, str]], list[Excuse]]:
    """Problems that remain; problems set aside, with the reason; the exceptions that did it."""
    left: list[Problem] = []
    aside: list[tuple[Problem, str]] = []
    used: list[Excuse] = []
    for problem in problems:
        covering = next((excuse for excuse in excuses if excuse.covers(problem)), None)
        if covering is None:
            left.append(problem)
        else:
            aside.append((problem, covering.reason))
            used.append(covering)
    return left, aside, used


def complaints(
    excuses: Sequence[Excuse], used: Sequence[Excuse], applied: Mapping[str, Rule], chosen: Mapping[str, Rule]
) -> list[Problem]:
    """What is wrong with exceptions themselves; those of rules that were not applied are left in peace."""
    families = {rule.family for rule in applied.values()}
    found = []
    for excuse in excuses:
        if not excuse.reason and "exception-no-reason" in chosen:
            found.append(_about(excuse, chosen["exception-no-reason"]))
        elif (
            excuse.reason
            and excuse not in used
            and "exception-unused" in chosen
            and any(code in applied or code in families or not _known(code) for code in excuse.codes)
        ):
            found.append(_about(excuse, chosen["exception-unused"]))
    return found


def _known(code: str) -> bool:
    return code in _names()


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """All codes and families of the catalogue."""
    from lawkit.check.rules import load_rules

    rules = load_rules()
    return frozenset(rules) | {rule.family for rule in rules.values()}


def _about(excuse: Excuse, rule: Rule) -> Problem:
    values = {"codes": ", ".join(excuse.codes), "origin": f"{excuse.origin}: " if excuse.origin else ""}
    message: dict[Language, str] = {language: text.format(**values) for language, text in rule.message.items()}
    return Problem(rule, rule.severity, excuse.eid, excuse.span, message)
