"""How the rules of structure, style and smells look at a draft: folded text once, places by bisection, units by level."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from lawkit.check.draft import Draft
from lawkit.language import fold
from lawkit.language.data import read_yaml
from lawkit.model import FRAME, LANGUAGES, Act, Language, Provision, Span
from lawkit.resources import resource
from lawkit.structure.labels import label

ITEMS = frozenset({"subparagraph", "indent"})
_NUMBER = re.compile(r"\d+")
_LINE = re.compile(r"[^\n]+")
_NEVER = re.compile("(?!)")


@dataclass(frozen=True)
class View:
    """One draft as the rules see it; every offset is a place in `act.body`."""

    draft: Draft

    @property
    def act(self) -> Act:
        """The draft's tree."""
        return self.draft.act

    @cached_property
    def low(self) -> str:
        """The whole body, folded: same length, same offsets."""
        return fold(self.act.body)

    @cached_property
    def live(self) -> tuple[Provision, ...]:
        """The provisions that are norms in force, with their groupings; no frame."""
        return tuple(p for p in self.act.provisions if p.in_force and p.kind not in FRAME)

    @cached_property
    def prose(self) -> tuple[Provision, ...]:
        """Those of them that hold running text: no tables, no preamble, no annex corners."""
        return tuple(p for p in self.live if p.kind not in ("table", "annex", "preamble"))

    @cached_property
    def _starts(self) -> tuple[list[int], list[Provision]]:
        placed = sorted(
            (p for p in self.act.provisions if p.span.end > p.span.start), key=lambda p: (p.span.start, p.order)
        )
        return [p.span.start for p in placed], placed

    @cached_property
    def _notes(self) -> tuple[list[int], list[int]]:
        spans = sorted((n.span.start, n.span.end) for n in self.act.notes)
        return [s for s, _ in spans], [e for _, e in spans]

    def at(self, offset: int) -> Provision | None:
        """The provision whose own text covers a place; None in notes."""
        starts, placed = self._starts
        i = bisect_right(starts, offset) - 1
        if i < 0 or offset >= placed[i].span.end:
            return None
        note_starts, note_ends = self._notes
        j = bisect_right(note_starts, offset) - 1
        return None if j >= 0 and offset < note_ends[j] else placed[i]

    def find(
        self, pattern: re.Pattern[str], *, skip: frozenset[str] = frozenset({"toc", "conclusions", "preface", "table"})
    ) -> Iterator[tuple[Provision, re.Match[str]]]:
        """Each match of a pattern of folded text inside one provision in force, in order."""
        for match in pattern.finditer(self.low):
            provision = self.at(match.start())
            if (
                provision is not None
                and provision.in_force
                and provision.kind not in skip
                and match.end() <= provision.span.end
            ):
                yield provision, match

    def own(self, provision: Provision) -> str:
        """The folded own text of a provision, number and heading included."""
        return self.low[provision.span.start : provision.span.end]

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The ids of paragraphs that an amending act quotes: they belong to another act."""
        found: set[str] = set()
        body = self.act.body
        open_ = False
        owner = ""
        for p in self.act.provisions:
            if p.kind != "indent":
                open_ = False
                continue
            text = p.span.of(body)
            if (not open_ and text[:1] in '«"“„') or (open_ and p.parent == owner):
                found.add(p.eid)
                owner = p.parent
                balance = text.count("«") - text.count("»") + text.count("“") - text.count("”")
                open_ = (open_ or text[:1] in '«"“„') and not (balance < 0 or text.rstrip(" .;,")[-1:] in '»"”')
        return frozenset(found)

    @cached_property
    def amends(self) -> bool:
        """Whether the act changes other acts, by its title."""
        lines = (self.title, *(line for line, _ in self.front))
        pattern = words_of(self.act.language, "amending")
        return any(pattern.search(fold(line)) for line in lines)

    @cached_property
    def ratifies(self) -> bool:
        """Whether the act ratifies a treaty, whose text then follows."""
        pattern = words_of(self.act.language, "ratifies")
        lines = (self.title, *(line for line, _ in self.front))
        return any(pattern.search(fold(line)) for line in lines)

    @cached_property
    def amending(self) -> frozenset[str]:
        """The ids of units that change another act: those that say so, and all that stands under them.

        «В статье 7» and «пункт 3» there are units of the act that is changed, and quoted words are its new text.
        """
        lead = words_of(self.act.language, "amending_lead")
        found: set[str] = set()
        for p in self.act.provisions:
            opener = f"{p.parent}__al_1" if p.parent else ""
            if p.parent in found or opener in found or lead.search(self.own(p)[:1200]):
                found.add(p.eid)
        return frozenset(found)

    @cached_property
    def front(self) -> tuple[tuple[str, int], ...]:
        """The lines above the first norm that are no sentences, with their places: form, title, requisites.

        A title in small letters is read as the beginning of a preamble; its lines end without a mark.
        """
        found: list[tuple[str, int]] = []
        for provision in self.act.provisions:
            if provision.parent or provision.kind not in ("preface", "preamble", "toc"):
                break
            if provision.kind == "toc":
                continue
            for line in _LINE.finditer(self.act.body, provision.span.start, provision.span.end):
                if provision.kind == "preamble" and (line[0].rstrip()[-1:] in ".;:," or len(line[0]) > 300):
                    return tuple(found)
                found.append((line[0].strip(), line.start()))
        return tuple(found)

    @cached_property
    def title(self) -> str:
        """The act's title, from its facts or from its first lines."""
        return self.act.title or "\n".join(line for line, _ in self.front)

    @cached_property
    def form(self) -> str:
        """«law», «bylaw» or «» where the source does not tell."""
        kind = self.act.kind
        if kind in ("law", "code", "constitution", "constitutional_law"):
            return "law"
        if kind and kind != "draft":
            return "bylaw"
        lines = [fold(line) for line in (*(line for line, _ in self.front), self.act.title, self.act.requisites)]
        for name in ("law", "bylaw"):
            if any(words_of(self.act.language, name).search(line.strip()) for line in lines):
                return name
        return ""

    @cached_property
    def is_draft(self) -> bool:
        """Whether the act is a draft rather than an edition of an act in force."""
        return (self.act.kind in ("", "draft") or self.act.act_id.startswith("draft:")) and not self.act.notes

    @cached_property
    def lettered(self) -> bool:
        """Whether the act is built of sections with “(a)”, “(i)”: Kazakhstan's rules of numbering are not for it."""
        if self.act.language != "eng":
            return False
        lists = [p.number[:1].isalpha() for p in self.act.provisions if p.kind == "subparagraph"]
        brackets = sum(p.num.startswith("(") for p in self.act.provisions if p.kind == "paragraph")
        return sum(lists) >= 2 or brackets >= 5

    @cached_property
    def articles(self) -> tuple[Provision, ...]:
        """The articles of the act itself, excluded ones too."""
        return tuple(p for p in self.act.provisions if p.kind == "article")

    def end_of(self, provision: Provision) -> Provision:
        """The last provision under one, or itself."""
        last = provision
        below = self.draft.children.get(last.eid)
        while below:
            last = below[-1]
            below = self.draft.children.get(last.eid)
        return last

    def noted(self, start: int, end: int) -> bool:
        """Whether an editor's note stands between two places."""
        starts, ends = self._notes
        i = bisect_right(ends, start)
        return i < len(starts) and starts[i] < end


_last: list[View] = []


def view(draft: Draft) -> View:
    """The view of a draft; the last one is remembered, since every rule asks for the same."""
    if not _last or _last[0].draft is not draft:
        _last[:] = [View(draft)]
    return _last[0]


def order_key(number: str) -> tuple[int, ...]:
    """«7-1» sorts after «7» and before «8»."""
    return tuple(int(n) for n in _NUMBER.findall(number)[:6])


@lru_cache(maxsize=512)
def named(eid: str) -> Mapping[Language, str]:
    """A provision as people call it, in each language; its id where it has no name."""
    try:
        return {language: label(eid, language) for language in LANGUAGES}
    except ValueError:
        return dict.fromkeys(LANGUAGES, eid)


@lru_cache(maxsize=1)
def _drafting() -> dict[str, Any]:
    return read_yaml(resource("rules", "lint", "drafting.yaml"))


@lru_cache(maxsize=64)
def words_of(language: Language, name: str) -> re.Pattern[str]:
    """A pattern of rules/lint/drafting.yaml; one that never matches where the language has none."""
    raw = (_drafting().get(language) or {}).get(name)
    return re.compile(str(raw)) if raw else _NEVER


def said(name: str) -> Mapping[Language, str]:
    """A piece of a message in each language, from rules/lint/drafting.yaml."""
    return dict(_drafting()["say"][name])


@lru_cache(maxsize=256)
def joined(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Patterns of a page as one, for folded text."""
    return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else _NEVER


def first_word(text: str) -> re.Match[str] | None:
    """The first word of a text, after marks and brackets."""
    return re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*", text[:120])


def tail(provision: Provision, body: str) -> Span:
    """The last words of a provision, for a hit about its end."""
    text = provision.span.of(body).rstrip()
    end = provision.span.start + len(text)
    start = max(provision.span.start, text.rfind(" ", 0, len(text) - 1) + 1 + provision.span.start)
    return Span(start, max(start, end))


def mark_of(provision: Provision) -> Span:
    """The number of a provision, or the first of its characters: where a hit about the whole unit is shown."""
    length = len(provision.num.strip()) or min(40, provision.span.end - provision.span.start)
    return Span(provision.span.start, provision.span.start + length)


def beginning(body: str, start: int, end: int, length: int = 60) -> Span:
    """The first words of a stretch, about so many characters, never half a word."""
    if end - start <= length:
        return Span(start, end)
    cut = body.rfind(" ", start + length // 2, start + length)
    return Span(start, cut if cut > start else start + length)


def siblings(draft: Draft, kinds: Sequence[str]) -> Iterator[tuple[str, list[Provision]]]:
    """Units of one kind under one owner in order, by the owner's id: numbers must rise in each of these rows."""
    rows: dict[tuple[str, str], list[Provision]] = {}
    for p in draft.act.provisions:
        if p.kind in kinds and p.number:
            rows.setdefault((p.eid.rpartition("__")[0], p.kind), []).append(p)
    for (owner, _), row in rows.items():
        yield owner, row
