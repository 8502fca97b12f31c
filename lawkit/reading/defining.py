"""What the readers of definitions share: the rules of a language and a provision seen as a place of definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lawkit.language import lemma_key
from lawkit.language.data import language_rules
from lawkit.model import Act, Definition, DefinitionForm, Language, Provision, Span

_NEVER = r"(?!)"
_BRACKETS = re.compile(r"\([^()]*\)")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)", re.IGNORECASE)


class Rules(NamedTuple):
    """The compiled definitions.yaml of one language."""

    lead_in: re.Pattern[str]
    not_lead_in: re.Pattern[str]
    heading: re.Pattern[str]
    list_copula: re.Pattern[str]
    understood_marks: tuple[str, ...]
    understood: tuple[re.Pattern[str], ...]
    deemed_marks: tuple[str, ...]
    deemed: tuple[re.Pattern[str], ...]
    identified: re.Pattern[str]
    described: tuple[re.Pattern[str], ...]
    genera: frozenset[str]
    not_identified: frozenset[str]
    not_distinguishing: tuple[str, ...]
    not_after_dash: frozenset[str]
    not_term: re.Pattern[str]
    around_term: re.Pattern[str]
    further: re.Pattern[str]
    scopes: tuple[tuple[re.Pattern[str], str], ...]
    proper_after_dash: re.Pattern[str]
    named: re.Pattern[str]
    not_named: tuple[str, ...]
    members: re.Pattern[str]
    nested: re.Pattern[str]
    classed: re.Pattern[str]
    deeds: frozenset[str]
    kinds: re.Pattern[str]
    quoted: dict[str, str]


@lru_cache(maxsize=3)
def rules_of(language: Language) -> Rules:
    """The compiled rules/languages/<language>/definitions.yaml."""
    data = language_rules(language, "definitions")

    def joined(name: str) -> re.Pattern[str]:
        return re.compile("|".join(data.get(name) or ()) or _NEVER)

    further = (
        rf"\(\s*{data['further']}\s*[-–—−:,]?\s*(?P<short>(?:[^()]|\([^()]{{0,150}}\)){{1,250}})(?:\)|(?<=\))(?=[.;]))"
    )
    return Rules(
        joined("lead_ins"),
        joined("not_lead_ins"),
        joined("headings"),
        re.compile(data.get("list_copula") or _NEVER),
        tuple(str(data.get("understood_marks") or "").split()),
        tuple(re.compile(p) for p in data.get("understood") or ()),
        tuple(str(data.get("deemed_marks") or "").split()),
        tuple(re.compile(p) for p in data.get("deemed") or ()),
        re.compile(data.get("identified") or _NEVER),
        tuple(re.compile(p) for p in data.get("described") or ()),
        frozenset(str(data.get("genera") or "").split()),
        frozenset(str(data.get("not_identified") or "").split()),
        tuple(str(data.get("not_distinguishing") or "").split()),
        frozenset(str(data["not_after_dash"]).split()),
        joined("not_terms"),
        joined("around_terms"),
        re.compile(further),
        tuple((re.compile(p), kind) for p, kind in (data.get("scopes") or {}).items()),
        re.compile(data.get("proper_after_dash") or _NEVER),
        re.compile(data.get("named") or _NEVER),
        tuple(str(data.get("not_named") or "").split()),
        re.compile(data.get("members") or _NEVER),
        joined("nested_lead_ins"),
        re.compile(data.get("classed") or _NEVER),
        frozenset(str(data.get("deeds") or "").split()),
        joined("kinds_lead_ins"),
        dict(data.get("quoted") or {}),
    )


class Unit(NamedTuple):
    """A provision being read: its text, the same folded, its place in the body."""

    act: Act
    provision: Provision
    text: str
    low: str
    offset: int
    tree: dict[str, Provision]

    def definition(
        self, term: tuple[int, int], meaning: tuple[int, int], form: DefinitionForm, short: str = "", scope: str = ""
    ) -> Definition:
        """A definition from offsets into the unit's text."""
        name = bare_name(self.text[term[0] : term[1]], self.act.language)
        start, end = min(term[0], meaning[0]), max(term[1], meaning[1])
        return Definition(
            name,
            self.text[meaning[0] : meaning[1]].strip(" ,:\n") or _from_children(self),
            self.provision.eid,
            Span(self.offset + start, self.offset + end),
            form,
            scope or _annex_of(self),
            short,
            lemma_key(_BRACKETS.sub(" ", name), self.act.language),
        )


def unquote(term: str) -> str:
    """A term without outer quotation marks, where they enclose all of it."""
    term = term.strip().strip(",")
    if len(term) > 2 and term[0] in "«\"“'" and term[-1] in "»\"”'" and term[1:-1].count(term[-1]) == 0:
        return term[1:-1].strip()
    return term


def bare_name(term: str, language: Language) -> str:
    """A term without outer quotation marks and, in English, without an article: “the platform” names a platform."""
    name = unquote(term)
    return unquote(_ARTICLE.sub("", name)) if language == "eng" else name


def ancestors(unit: Unit) -> Iterator[Provision]:
    """The provisions above, from the parent up."""
    parent = unit.provision.parent
    while parent and parent in unit.tree:
        node = unit.tree[parent]
        yield node
        parent = node.parent


def _annex_of(unit: Unit) -> str:
    """The annex a provision stands in: «в настоящих Правилах» means the approved document, not the order."""
    return next((p.eid for p in ancestors(unit) if p.kind == "annex"), "")


def _from_children(unit: Unit) -> str:
    """The list that follows «под X понимаются:»."""
    return " ".join(p.text for p in unit.act.provisions if p.parent == unit.provision.eid)


def scope_of(unit: Unit, words_around: str) -> str:
    """The grouping named by «в настоящей статье», «осы тарауда», “this Chapter”; empty when none is."""
    for pattern, kind in rules_of(unit.act.language).scopes:
        if pattern.search(words_around):
            chain = (unit.provision, *ancestors(unit))
            return next((p.eid for p in chain if p.kind == kind), "")
    return ""


def end_of(text: str, start: int = 0) -> int:
    """Where a definition's words end: without the list's «;» or the full stop."""
    return start + len(text[start:].rstrip().rstrip(";.,").rstrip())


def without_short(unit: Unit, start: int, end: int) -> tuple[int, int, str]:
    """A term's place without its «(далее – X)», and X."""
    match = rules_of(unit.act.language).further.search(unit.low, start, end)
    if not match:
        return start, end, ""
    short = bare_name(unit.text[match.start("short") : match.end("short")], unit.act.language)
    if unit.act.language == "kaz" and any(c.isalpha() for c in unit.low[match.end() : end]):
        return start, end, short  # «заңдастыру (бұдан әрі – ЗТ) тәуекелдері»: the name goes on behind the bracket
    return start, start + len(unit.text[start : match.start()].rstrip()), short
