"""Editorial notes: what they do, which amending acts they name, which provision they concern, what follows for it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from lawkit.model import GROUPINGS, Amendment, Language, Link, Note, NoteKind, Span
from lawkit.sources.facts import find_date
from lawkit.structure.nodes import Node
from lawkit.structure.targets import Places, first_clause
from lawkit.structure.tree import Tree

# «от 15.03.2025 № 172-VIII (вводится …)», «ҚР 09.01.2026 № 256-VIII (…)»; after «от» or «ҚР» the number may be missing
_AMENDMENT = re.compile(
    r"(?:(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})|(?P<year2>\d{4})\.(?P<month2>\d\d)\.(?P<day2>\d\d))"
    r"\s{0,3}(?:г\.|ж\.)?\s{0,3}(?:(?:№|N|No\.?)\s{0,3}(?P<number>\d[\w/-]{0,14})|(?=\())"
)
# «от 19 июня 1997 г. N 134-I», «1997 жылғы 19 маусымдағы N 134-I»
_WORDED = re.compile(
    r"(?P<date>\d{1,2}\s[а-я]{3,9}\s\d{4}|\d{4}\sжыл\w{2,3}\s\d{1,2}\s\w{4,14})\s{0,3}(?:года|г\.)?\s{0,3}(?:№|N)\s{0,3}(?P<number>\d[\w/-]{0,14})"
)
_YEAR_WORDS = (" года", " г.", "жылғы")
_BARE = ("от ", "ҚР ")
# “No. 156-VI dated 24.05.2018”, “No. 139 dated 5 May 2006”, “dated 12 January 2007 No. 222”
_ENG_DAY = r"(?:\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\s[A-Z][a-z]{2,8},?\s\d{4}|[A-Z][a-z]{2,8}\s\d{1,2},?\s\d{4})"
_ENG_AMENDMENT = re.compile(
    rf"(?:No\.?|№|N)\s{{0,3}}(?P<number>\d[\w/-]{{0,14}})\s{{1,3}}(?:dated|of|as\sof)\s{{1,3}}(?P<date>{_ENG_DAY})"
    rf"|(?:dated|of)\s{{1,3}}(?P<date2>{_ENG_DAY})\s{{0,3}}(?:No\.?|№|N)\s{{0,3}}(?P<number2>\d[\w/-]{{0,14}})"
)
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DOC = re.compile(r"/docs/([A-Z]\d{2,10}_?)")
_LOOKALIKE = str.maketrans({"І": "I", "Х": "X", "Ѵ": "V"})


class Notes:
    """Turns the note blocks of a tree into notes and marks the provisions that they exclude."""

    def __init__(self, tree: Tree, links: Sequence[Link], language: Language) -> None:
        self.tree = tree
        self.rules = tree.grammar
        self.links = {k.span.start: k for k in links}
        self.places = Places(tree.nodes, language)
        self.language = language
        self.repealed = False  # the act as a whole
        self.commencing: list[tuple[str, dt.date, bool]] = []  # eid, date, suspended until it

    def make(self) -> tuple[Note, ...]:
        """All notes in order; a red note's opening line is one note with the lines after it."""
        return tuple(self._note(group) for group in self._groups())

    def _groups(self) -> list[list[tuple[int, int, str]]]:
        out: list[list[tuple[int, int, str]]] = []
        opened = False
        for entry in self.tree.notes:
            block = self.tree.blocks[entry[0]]
            red = self.tree.marks[entry[0]].kind == "future"
            starts = red and len(block.text) < 60 and bool(self.rules.opener.match(block.text))
            if opened and red and not starts and out[-1][-1][0] == entry[0] - 1:
                out[-1].append(entry)
                continue
            opened = starts
            out.append([entry])
        return out

    def _note(self, group: list[tuple[int, int, str]]) -> Note:
        tree = self.tree
        i, count, eid = group[0]
        last = group[-1][0]
        mark = tree.marks[i]
        start = tree.starts[i] + (mark.words if eid else 0)
        end = tree.starts[last] + len(tree.blocks[last].text)
        text = "\n".join(tree.blocks[j].text for j, _, _ in group)[mark.words if eid else 0 :]
        words = "\n".join(tree.blocks[j].text for j, _, _ in group[1:]) or text
        own = [self.links[tree.starts[j] + k.start] for j, _, _ in group for k in tree.blocks[j].links]
        acts = amendments(text, start, own)
        if mark.kind == "future" and count < len(tree.nodes) and not tree.nodes[count].anchors:
            tree.nodes[count].anchors = tuple(a for j, _, _ in group for a in tree.blocks[j].anchors)
        clause = first_clause(words)
        if eid:
            kind: NoteKind = "repeal" if mark.repealed else "future" if mark.coming else "exclusion"
            return Note(kind, text, Span(start, end), eid, acts)
        kind = self._kind(clause, words, red=mark.kind == "future", has_acts=bool(acts))
        begins = self.rules.act_begins.search(clause, 12)
        naming = clause[: begins.start()] if begins else clause
        ahead = mark.kind == "future"
        if self.rules.editorial.match(words):
            naming, ahead = words[:400], False
        if kind == "editorial" and count <= self.places.first_norm:
            naming = ""
        adds = bool(self.rules.supplements.search(clause)) and kind == "amendment"
        target, exact = self.places.target(naming, count, ahead=ahead, supplements=adds)
        bare = self.rules.amendment.sub("", naming, count=1)
        if not exact and count and self.rules.excluded_note.match(bare):
            above = tree.nodes[count - 1]  # «Сноска. Исключена Законом …» right under a heading
            target, exact = above.eid, above.kind in ("article", *GROUPINGS)
        if kind in ("exclusion", "repeal"):
            self._exclude(clause, target, exact=exact, head=count)
        elif mark.kind == "future" and kind == "editorial" and exact:
            self._commencement(words, target)
        return Note(kind, text, Span(start, end), target, acts)

    def _kind(self, clause: str, words: str, *, red: bool, has_acts: bool) -> NoteKind:
        """What a note does, by its first clause."""
        if any(w in words for w in self.rules.planned_words):
            return "future"
        gone = self.rules.exclusion_word.search(clause if self.language != "kaz" else words[: len(clause) + 40])
        if gone:
            return "repeal" if gone["repeal"] else "exclusion"
        evidence = self.rules.evidence.search(clause) or has_acts
        return "amendment" if evidence and (has_acts or not red) and not self._remark(words) else "editorial"

    def _remark(self, words: str) -> bool:
        """A pointer to rulings of the Constitutional Court and the like."""
        return bool(self.rules.remark_evidence.search(words, 0, 200)) and not self.rules.evidence.search(
            first_clause(words)
        )

    def _exclude(self, clause: str, target: str, *, exact: bool, head: int) -> None:
        """Mark the unit that a note excludes, when it names exactly that unit and no text of it is left."""
        node = self.places.by_eid.get(target)
        if node is None or not exact:
            named = self.rules.amendment.sub("", clause, count=1).strip()
            if head <= 3 and self.rules.whole_act.match(named):
                self.repealed = True
            return
        at = self.places.index[target]
        after = self.tree.nodes[at + 1] if at + 1 < len(self.tree.nodes) else None
        holds_text = node.end > max(node.cut, node.heading_end) or (after is not None and _below(after, node))
        if not holds_text:
            node.status = "excluded"

    def _commencement(self, words: str, target: str) -> None:
        """«Пункт 2 вводится в действие с 01.07.2026», «Действие … приостановлено до 01.01.2027»."""
        suspended = bool(self.rules.suspended.search(words))
        if self.rules.temporary.search(words) or not (suspended or self.rules.commences.search(words)):
            return
        match = _DATE.search(words)
        day = _date(match[3], match[2], match[1]) if match else None
        if day:
            self.commencing.append((target, day, suspended))

    def settle(self, edition: dt.date | None) -> None:
        """Mark what does not apply on the day of the edition."""
        if edition is None:
            return
        for eid, day, suspended in self.commencing:
            node = self.places.by_eid.get(eid)
            if node is not None and day > edition and node.status == "in_force":
                node.status = "suspended" if suspended else "not_yet_in_force"


def _below(node: Node, above: Node) -> bool:
    return node.parent == above.eid or (node.up is not None and (node.up is above or _below(node.up, above)))


def amendments(text: str, start: int = 0, links: Sequence[Link] = ()) -> tuple[Amendment, ...]:
    """The amending acts named in a note; ids from the publisher's links where they stand on the number."""
    found: list[tuple[int, int, str, dt.date | None]] = []
    for match in _AMENDMENT.finditer(text):
        if match["number"] is None and text[max(0, match.start() - 3) : match.start()] not in _BARE:
            continue
        day = _date(match["year"] or match["year2"], match["month"] or match["month2"], match["day"] or match["day2"])
        found.append((match.start("number"), match.end(), match["number"] or "", day))
    for match in _WORDED.finditer(text) if any(w in text for w in _YEAR_WORDS) else ():
        found.append((match.start("number"), match.end(), match["number"], find_date(match["date"])))
    if not found:
        for match in _ENG_AMENDMENT.finditer(text):
            number = match["number"] or match["number2"]
            found.append((match.start(), match.end(), number, find_date(match["date"] or match["date2"])))
    out: list[Amendment] = []
    for at, end, number, day in sorted(found, key=lambda f: f[0]):
        act = next((_doc(k.href) for k in links if k.span.start <= start + at < k.span.end + 2), None)
        out.append(Amendment(number.translate(_LOOKALIKE).rstrip("-/"), day, _bracket(text, end), act))
    return tuple(out)


def edition_of(notes: Sequence[Note]) -> dt.date | None:
    """The edition that the notes bear witness to, or None without any.

    The newest day on which a change that is already in the text took effect: the commencement that the note gives as
    a date, else the date of the amending act. Planned changes do not count. A commencement more than two years after
    the newest amending act is taken for a slip of the pen.
    """
    adopted = [
        a.date for n in notes if n.kind != "editorial" for a in n.amendments if a.date and 1990 <= a.date.year <= 2100
    ]
    if not adopted:
        return None
    limit = max(adopted).year + 2
    days: list[dt.date] = []
    for note in notes:
        if note.kind in ("future", "editorial"):
            continue
        for amendment in note.amendments:
            match = _DATE.search(amendment.commencement)
            day = _date(match[3], match[2], match[1]) if match else None
            days.extend(d for d in (day, amendment.date) if d and 1990 <= d.year <= limit)
    return max(days, default=None)


def _doc(href: str) -> str | None:
    match = _DOC.search(href)
    return match[1] if match else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _bracket(text: str, at: int) -> str:
    """The words in brackets right after a place in the text, nested brackets included."""
    while at < len(text) and text[at] == " ":
        at += 1
    if text[at : at + 1] != "(":
        return ""
    end = text.find(")", at)
    while 0 <= end < at + 1500 and text.count("(", at, end) > text.count(")", at, end + 1):
        end = text.find(")", end + 1)
    return text[at + 1 : end] if 0 <= end < at + 1500 else ""
