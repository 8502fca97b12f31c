"""Reads how an act changes others: lead-ins, the units under them, and the new wordings, as frames over its text.

Lines are read in the order of the tree: a numbered item starts from the lead-in of its parent, an unnumbered line goes on
from the line before it. The patterns are in rules/languages/*/references.yaml under `amending`.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import lru_cache

from lawkit.model import Act, Language, Provision
from lawkit.reading.references.amended import UNKNOWN, Frame, Frames, Units, merged
from lawkit.reading.references.bases import Base, Context, base_of
from lawkit.reading.references.chain import Chain, Group, chains
from lawkit.reading.references.grammar import Grammar, folded_text, grammar
from lawkit.reading.references.mentions import OPENERS, Mention, quotations, quoted
from lawkit.reading.references.stretch import Row, Stretches, attached_act, mentions_in

_LONGEST = 60_000  # characters of one quoted wording
_LEAD = 1_500  # of a line that may be a lead-in
_NEAR = 120  # characters before a quotation in which its announcement stands
_WORDS = 2_000  # of words quoted inside a clause
_MARK = re.compile(r"[:;(«\"“„]")
_NUMBER = re.compile(r"\s*(?:\d+(?:-\d+)?(?P<mark>[.)])\s*)?")
_TAIL = re.compile(r"(?:\([^()]*\)|[\s:;.,])*")  # after an act's name: its gazette, the colon
_POINT = re.compile(r"\s*[\"«“„]?(?P<number>\d{1,4}(?:-\d{1,3})?)\.\s")
_CLOSED = re.compile(r"[\"»”“][\s.;,]*$")


@lru_cache(maxsize=3)
def _patterns(language: Language) -> dict[str, re.Pattern[str]]:
    return {str(k): re.compile(str(v)) for k, v in grammar(language).rules["amending"].items()}


def frames_of(act: Act, context: Context, g: Grammar) -> Frames | None:
    """The frames of an act that changes others, wholly or in one article; None for all other acts."""
    if not context.amending and not _begins(act, g):
        return None
    reader = _Reader(act, context, g)
    for provision in act.provisions:
        if provision.kind not in ("toc", "preface", "conclusions"):
            reader.provision(provision)
    reader.frames.close()
    return reader.frames if reader.frames.listed else None


def _begins(act: Act, g: Grammar) -> bool:
    """Whether a line of the act may be a lead-in to changes of another: told fast, for most acts have none."""
    words, sign = g.words("amending_words"), _patterns(act.language)["sign"]
    if not any(word in act.body for word in words):
        return False
    return any(
        sign.search(folded_text(line[:_LEAD])) is not None
        for line in act.body.split("\n")
        if line.endswith((":", ": ")) or any(word in line for word in words)
    )


@dataclass(frozen=True, slots=True)
class _State:
    """What holds for the lines that follow: the act that is changed (None: no lead-in yet) and the units around."""

    base: Base | None = None
    units: Units = ()


class _Reader:
    """Walks over an act's provisions and keeps what each line inherits."""

    def __init__(self, act: Act, context: Context, g: Grammar) -> None:
        self.body, self.context, self.g = act.body, context, g
        self.language = act.language
        self.titles = context.library.titles
        self.patterns = _patterns(act.language)
        self.frames = Frames()
        self.state = _State()
        self.anchor = _State()  # for «2)» in the same text
        self.first = _State()  # for «2.» in the same text
        self.leads: dict[str, _State] = {}
        self.last: dict[str, _State] = {}
        self.wording: Units | None = None  # a wording is to follow: the units that it belongs to
        self.voice: Frame | None = None  # an open quotation
        self.until = 0  # where it ends
        self.fragments_read = 0
        self.before = _State()  # what the unit with the latest wording started from
        self.inside: set[str] = set()  # units that are read out of a wording

    def provision(self, p: Provision) -> None:
        """Reads one provision's own text."""
        numbered = bool(p.num) and p.kind not in ("indent", "alinea")
        start = p.span.start + (len(p.num) if numbered and self.body.startswith(p.num, p.span.start) else 0)
        if self.voice is not None and p.span.start >= self.until:
            self.voice = None
        quoted_here = self.voice is not None or p.parent in self.inside
        if self.voice is not None:
            self.inside.add(p.eid)
            start = p.span.start
        if numbered and self.voice is None:
            self.wording = None
        goes_on = numbered and self.patterns["goes_on"].match(folded_text(self.body[start : start + 40])) is not None
        parent = self.before if quoted_here else self.leads.get(p.parent, _State())
        if not goes_on and self.voice is None:
            self.state = parent if numbered else self.last.get(p.parent, parent)
        self.first, self.anchor = parent, _State(self.state.base, parent.units)
        for line in re.compile(r"[^\n]+").finditer(self.body, start, p.span.end):
            self._line(line.start(), line.end())
        if self.voice is None and not quoted_here:
            self.before = parent
        if numbered or goes_on:
            self.leads[p.eid] = self.last[p.eid] = self.state
        else:
            self.last[p.parent] = self.state
            self.leads[p.parent] = self.state if p.kind == "alinea" else parent

    def _line(self, start: int, end: int) -> None:
        """A line: of an open wording, or of directives with the wordings and quoted words in them."""
        if self.voice is not None:
            start = self._wording(start, end)
        elif self.wording is not None and self.body[start:end].lstrip()[:1] in tuple(OPENERS):
            start = self._open(start, end)
        at = piece = start
        while (match := _MARK.search(self.body, at, end)) is not None:
            char, at = match.group(), match.end()
            if char in ":;":
                if at >= end or self.body[at].isspace():
                    self._piece(piece, at)
                    piece = at
            elif char == "(":
                at = self._bracket(match.start(), end)
            elif self._announced(piece, match.start()):
                self._piece(piece, match.start())
                at = piece = self._open(match.start(), end) if self.wording is not None else match.end()
            else:
                closed = quoted(self.body[match.start() : min(end, match.start() + _WORDS)], 0, _WORDS)
                if closed > 0:
                    at = match.start() + closed
                    self.frames.fragments.append((match.start(), at))
        if self.body[piece:end].strip(' .;,"»”'):
            self._piece(piece, end)

    def _bracket(self, start: int, end: int) -> int:
        depth = 0
        for mark in re.compile(r"[()]").finditer(self.body, start, end):
            depth += 1 if mark.group() == "(" else -1
            if depth == 0:
                return mark.end()
        return start + 1

    def _announced(self, start: int, end: int) -> bool:
        folded = folded_text(self.body[max(start, end - _NEAR) : end]).rstrip(" :")
        if not folded.strip():
            return self.wording is not None
        return self.state.base is not None and self.patterns["wording"].search(folded) is not None

    def _open(self, start: int, end: int) -> int:
        """Opens a wording at a quotation mark; returns where its text ends on this line."""
        units = self.wording or ()
        self.wording = None
        self.voice = Frame(start, end, self.state.base or UNKNOWN, units, quoted=True)
        self.until = self._ahead(start, self.body[start:end].lstrip()[:1])
        return self._wording(start, end)

    def _wording(self, start: int, end: int) -> int:
        """A line of a wording; returns where the wording ends, or the line."""
        assert self.voice is not None
        units = self._numbered(self.voice.units, start, end)
        stop = min(end, self.until)
        if stop > start:
            self.frames.listed.append(dataclasses.replace(self.voice, start=start, end=stop, units=units))
        self.voice = dataclasses.replace(self.voice, units=units) if self.until > end else None
        return max(start, stop)

    def _ahead(self, start: int, opener: str) -> int:
        """Where a wording ends: at its closing mark, at the latest before the next clause that announces one."""
        depth, perhaps = 0, 0
        for line in re.compile(r"[^\n]+").finditer(self.body, start, min(len(self.body), start + _LONGEST)):
            text, at = line.group(), line.start()
            if at > start and self._resumes(text):
                return at
            if opener == "«":
                for mark in re.compile("[«»]").finditer(text):
                    depth += 1 if mark.group() == "«" else -1
                    if depth <= 0:
                        return at + mark.end()
            elif at == start:
                opened = len(text) - len(text.lstrip())
                closed = [close for close, open_ in quotations(text).items() if open_ == opened]
                if closed:
                    return at + closed[0] + 1
            elif _CLOSED.search(text) and sum(text.count(mark) for mark in '"“”„') % 2 == 1:
                return line.end()
            if not perhaps and _CLOSED.search(text):
                perhaps = line.end()  # two quotations that share their closing mark
        if not perhaps and self.voice is not None:
            self.voice = dataclasses.replace(self.voice, base=UNKNOWN)
        return perhaps or len(self.body)

    def _resumes(self, line: str) -> bool:
        """Whether a line can't be part of a wording: it announces one, or names the next act."""
        folded = folded_text(line).rstrip()
        if not folded.endswith(":"):
            return False
        number = _NUMBER.match(folded)
        at = number.end() if number else 0
        return (
            self.patterns["wording"].search(folded.rstrip(" :")) is not None
            or self.patterns["act"].match(folded, at) is not None
            or self.patterns["lead"].search(folded[at:]) is not None
        )

    def _numbered(self, units: Units, start: int, end: int) -> Units:
        """The units around a line of a wording that begins with its own number: «Статья 5-1.», «2.»."""
        head = folded_text(self.body[start : min(end, start + 80)])
        article = self.patterns["article"].match(head)
        if article:
            return (("article", article["number"]),)
        point = _POINT.match(head)
        smallest = units[-1][0] if units else ""
        if point and smallest in ("article", "paragraph"):
            return merged(units, [("paragraph", point["number"])])
        return units

    def _piece(self, start: int, end: int) -> None:
        """A clause outside of quotations: a lead-in, the units of one, or a directive."""
        folded = folded_text(self.body[start:end])
        if not folded.strip(" :;.,"):
            return
        number = _NUMBER.match(folded)
        at = number.end() if number else 0
        if number and number["mark"]:
            self.state = self.anchor if number["mark"] == ")" else self.first
        self.wording = None
        said = folded[at:]
        mentions = mentions_in(self.body[start:end], folded, self.language, self.titles)
        if self._lead(said, folded, start, end, mentions) or self._act(folded, at, start, end, mentions):
            self.anchor = self.state
            return
        if self.state.base is None:
            if self.context.amending and self.patterns["directive"].search(folded):
                self.frames.listed.append(Frame(start, end))
            return
        self._directive(folded, at, start, end, mentions)

    def _lead(self, said: str, folded: str, start: int, end: int, mentions: list[Mention]) -> bool:
        """«Внести в Закон … следующие изменения:»."""
        if not self.patterns["lead"].search(said):
            return False
        base, units = self._named(folded, start, end, mentions)
        told = self.context.amending or self.patterns["many"].search(said) or self.patterns["lead_act"].search(said)
        if base is None and not told:
            return False
        self.state = _State(base or UNKNOWN, units)
        if self.patterns["wording"].search(said.rstrip(" :")):
            self.wording = units
        named = [m.end for m in mentions if m.kind == "named"]
        if named:  # «Внести в Закон … изменение, изложив пункт 2 статьи 5 в следующей редакции:»
            tail = [dataclasses.replace(m, start=m.start - named[-1], end=m.end - named[-1]) for m in mentions]
            rest = [m for m in tail if m.start >= 0]
            self._directive(folded[named[-1] :], 0, start + named[-1], end, rest)
        return True

    def _act(self, folded: str, at: int, start: int, end: int, mentions: list[Mention]) -> bool:
        """«1. В Закон …:» below such a lead-in; «в Правилах …, утвержденных указанным приказом:»."""
        if not folded.rstrip().endswith(":"):
            return False
        first = next((m for m in mentions if m.kind == "named" or m.noun == "document"), None)
        opens = first is not None and self.patterns["into"].fullmatch(folded, at, first.start) is not None
        if self.patterns["document"].match(folded, at):
            if self.state.base is not None:
                self.frames.listed.append(Frame(start, end, dataclasses.replace(self.state.base, approved=False)))
            self.state = self._document(folded)
            return self.state.base is not None
        named = [m for m in mentions if m.kind == "named"]
        if opens and named:
            base, units = self._named(folded, start, end, mentions)
            after = _TAIL.fullmatch(folded, named[-1].end) is not None
            if self.state.base is None and not self.context.amending and not (after and base is not None):
                return False
            self.state = _State(base, units) if base is not None and after else _State(UNKNOWN)
            return True
        governed = self.state.base is not None or self.context.amending
        if governed and (opens or self.patterns["act"].match(folded, at)):
            self.state = _State(UNKNOWN)
            return True
        return False

    def _document(self, folded: str) -> _State:
        """What the act under change has approved: by itself, or by an annex whose number is stated."""
        base = self.state.base
        if base is None or base.status != "resolved":
            return _State(base)
        annexes = [c for c in chains(folded, self.g) if c.groups[0].path[0].level == "annex"]
        if annexes:
            return _State(dataclasses.replace(base, approved=False), _single(annexes[0])[:1])
        return _State(dataclasses.replace(base, approved=True))

    def _named(self, folded: str, start: int, end: int, mentions: list[Mention]) -> tuple[Base | None, Units]:
        """The one act that a lead-in names, with the units named of it."""
        row, text = Row(mentions), self.body[start:end]
        named = [m for m in mentions if m.kind == "named"]
        if not named:
            return None, ()
        self.context.frame = None
        bases = {base_of(m, self.context, text, folded) for m in named}
        base = bases.pop()
        if bases or base.own or base.status != "resolved":
            return dataclasses.replace(UNKNOWN), ()
        if any(m.approved for m in mentions):
            base = dataclasses.replace(base, approved=True)
        units: Units = ()
        for chain in chains(folded, self.g):
            mention, _ = attached_act(chain, row, folded, self.g)
            if mention is not None and mention.kind == "named":
                units = _single(chain)
        return base, units

    def _directive(self, folded: str, at: int, start: int, end: int, mentions: list[Mention]) -> None:
        base = self.state.base or UNKNOWN
        quotes = Stretches(self.frames.fragments[self.fragments_read :])
        self.fragments_read = len(self.frames.fragments)
        found = [c for c in chains(folded, self.g) if not quotes.hold(start + c.start)]
        row = Row(mentions)
        own = [c for c in found if attached_act(c, row, folded, self.g)[0] is None]
        self.frames.listed.append(Frame(start, end, base, self.state.units))
        if len(found) == len(own) == 1 and self._unit_lead(own[0], folded, at):
            self.state = _State(base, merged(self.state.units, _single(own[0])))
            return
        units, new = self.state.units, None
        for chain in own:
            if self._adds(chain, folded):
                frame, at = self.frames.listed[-1], start + chain.start
                added = Frame(at, start + chain.end, base, units, adding=True)
                self.frames.listed[-1:] = [
                    dataclasses.replace(frame, end=at),
                    added,
                    Frame(added.end, end, base, units),
                ]
                for group in chain.groups:
                    self._add(base, units, group)
                new = merged(units, _single(chain)) if new is None else new
            units = merged(units, _single(chain))
        if self.patterns["wording"].search(folded.rstrip(" :")):
            self.wording = new if new is not None else units

    def _adds(self, chain: Chain, folded: str) -> bool:
        """«дополнить пунктами 3-1 и 3-2», «3-1-тармақпен толықтырылсын»."""
        before = folded[max(0, chain.start - 60) : chain.start]
        after = folded[chain.end : chain.end + 60]
        return bool(self.patterns["added_before"].search(before) or self.patterns["added_after"].match(after))

    def _add(self, base: Base, units: Units, group: Group) -> None:
        path = group.inherited + group.path
        heads = [(u.level, u.items[0].number) for u in path[:-1] if u.items]
        for item in path[-1].items:
            self.frames.added.add((base.act_id, merged(units, [*heads, (path[-1].level, item.number)])))

    def _unit_lead(self, chain: Chain, folded: str, at: int) -> bool:
        """«в статье 7:», «7-бапта:»."""
        before = self.patterns["in_unit"].fullmatch(folded, at, chain.start)
        return (
            before is not None and not folded[chain.end :].strip(" \n\xa0,").strip(":") and ":" in folded[chain.end :]
        )


def _single(chain: Chain) -> Units:
    """The units of a chain that names one place; of a list only what its members share."""
    if len(chain.groups) != 1:
        return ()
    return _lone(chain.groups[0])


def _lone(group: Group) -> Units:
    units: list[tuple[str, str]] = []
    for unit in group.inherited + group.path:
        if len(unit.items) != 1 or unit.how != "number":
            break
        units.append((unit.level, unit.items[0].number))
    return tuple(units)
