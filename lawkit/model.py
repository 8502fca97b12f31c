"""The nouns of lawkit: frozen values that every room of the house shares.

Offsets are Python string offsets (code points). `Act.body` is the whole text of one expression of an
act; every span of a provision or a note points into it, so the tree can always be proved against the text.
Element names follow Akoma Ntoso 3.0 (OASIS, 2018); unit names follow article 23 of Kazakhstan's law
on legal acts (480-V): раздел, глава, параграф, статья, пункт, часть, подпункт, абзац.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["rus", "kaz", "eng"]
LANGUAGES: tuple[Language, ...] = ("rus", "kaz", "eng")

Kind = Literal[
    "preface",  # title and requisites, where they stand in the body
    "toc",  # a table of contents
    "preamble",
    "part",  # часть of a code, above раздел
    "section",  # раздел
    "subsection",  # подраздел
    "chapter",  # глава
    "subchapter",  # параграф
    "article",  # статья
    "paragraph",  # пункт
    "subparagraph",  # подпункт
    "alinea",  # часть: an unnumbered paragraph that is a norm of its own
    "indent",  # абзац: an unnumbered item of a list
    "annex",  # приложение, or a document that an order approves
    "table",
    "conclusions",  # the signature
]
GROUPINGS: frozenset[str] = frozenset({"part", "section", "subsection", "chapter", "subchapter", "annex"})
FRAME: frozenset[str] = frozenset({"preface", "toc", "conclusions"})

Status = Literal["in_force", "excluded", "not_yet_in_force", "suspended"]
ActStatus = Literal["in_force", "repealed", "not_yet_in_force", "draft", "unknown"]
NoteKind = Literal["amendment", "future", "exclusion", "repeal", "editorial"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a provision stands: `Z1500000401@2025-03-15/rus#art_6-2__para_1`.

    Edition, language and provision may be missing (`Z1500000401#art_5` names the work's article 5).
    """

    act: str
    edition: dt.date | None = None
    language: Language | None = None
    eid: str = ""

    _FORM = re.compile(
        r"^(?P<act>[A-Za-z0-9_:.\-]+)(?:@(?P<edition>\d{4}-\d\d-\d\d))?(?:/(?P<lang>rus|kaz|eng))?(?:\#(?P<eid>[^\s\#]+))?$"
    )

    def __str__(self) -> str:
        edition = f"@{self.edition.isoformat()}" if self.edition else ""
        language = f"/{self.language}" if self.language else ""
        return f"{self.act}{edition}{language}{'#' + self.eid if self.eid else ''}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address; raises ValueError when it is none."""
        match = cls._FORM.match(text.strip())
        if not match:
            raise ValueError(f"not an address: {text!r} (expected e.g. Z1500000401@2025-03-15/rus#art_6-2__para_1)")
        edition = match["edition"]
        return cls(
            match["act"],
            dt.date.fromisoformat(edition) if edition else None,
            match["lang"],  # type: ignore[arg-type]
            match["eid"] or "",
        )


@dataclass(frozen=True, slots=True)
class Amendment:
    """One amending act named in an editorial note."""

    act_number: str  # «223-VII», as printed without the № sign
    date: dt.date | None = None
    commencement: str = ""  # the words in brackets, «вводится в действие с 01.01.2023»
    act: str | None = None  # adilet id, where a link or the register tells it


@dataclass(frozen=True, slots=True)
class Note:
    """An editorial note: kept, never part of the norm's text."""

    kind: NoteKind
    text: str
    span: Span  # into Act.body
    eid: str = ""  # the provision it concerns; empty: the act
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """A node of an act's tree, in document order.

    `num` is the number as printed («Статья 6-2.», «3)»), `number` the number itself («6-2», «3»).
    `num`, `heading` and `text` together hold every character of the node's own text and none of its children's.
    """

    eid: str
    kind: Kind
    number: str
    num: str
    heading: str
    text: str
    parent: str  # eid; empty at the top
    order: int  # position in the act, from 0
    span: Span  # into Act.body: own text only
    status: Status = "in_force"
    anchor: str = ""  # id in the source page
    anchors: tuple[str, ...] = ()  # every id that the page gives it, the first one included

    @property
    def in_force(self) -> bool:
        """Whether the provision applies today."""
        return self.status == "in_force"


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink that the publisher set, span into Act.body."""

    span: Span
    href: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something about the source that a person should know; never a loss of text."""

    code: str  # «duplicate-number», «number-gap», «no-articles», …
    message: str
    eid: str = ""
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True)
class Act:
    """One expression of an act: a work in one language and one edition."""

    act_id: str
    language: Language
    title: str
    body: str
    provisions: tuple[Provision, ...]
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    edition: dt.date | None = None
    kind: str = ""  # law, code, constitution, constitutional_law, order, resolution, decree, draft …
    number: str = ""  # «401-V»
    adopted: dt.date | None = None
    status: ActStatus = "unknown"
    requisites: str = ""
    source: str = ""  # path or address as given
    sha256: str = ""  # of the source bytes

    @property
    def address(self) -> Address:
        """The address of the whole expression."""
        return Address(self.act_id, self.edition, self.language)

    def at(self, eid: str) -> Address:
        """The address of one provision."""
        return Address(self.act_id, self.edition, self.language, eid)


ReferenceKind = Literal["same_provision", "same_act", "other_act", "legislation", "annex"]
ReferenceStatus = Literal["resolved", "act_only", "undetermined", "dead"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of text that points at a provision, an act or a field of legislation.

    `source` is the provision's eid (or "" for a note), `span` points into Act.body.
    """

    source: str
    span: Span
    text: str
    kind: ReferenceKind
    status: ReferenceStatus
    target: Address | None = None
    successor: Address | None = None  # for a dead target, where the register knows it
    field: str = ""  # «об архивах», for legislation in general
    editorial: bool = False  # it stands in an editorial note
    reason: str = ""  # why it is undetermined or dead


DefinitionForm = Literal["list", "dash", "understood", "abbreviation", "deemed"]


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means; abbreviations «(далее – …)» have the long form as their text."""

    term: str  # as printed, without its abbreviation
    text: str
    source: str  # eid of the provision
    span: Span  # of term and definition, into Act.body
    form: DefinitionForm
    scope: str = ""  # eid of the grouping it holds for; empty: the whole act
    short: str = ""  # «(далее – классификатор)» inside a definition
    lemma: str = ""  # normal form of the term, for matching


Modality = Literal["duty", "right", "prohibition", "power", "principle", "definition", "delegation", "none"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period within which something must be done."""

    amount: float
    unit: Literal["hour", "day", "week", "month", "year"]
    calendar: Literal["working", "calendar", "unspecified"]
    event: str = ""  # «со дня получения запроса»
    span: Span = Span(0, 0)  # into Act.body


@dataclass(frozen=True, slots=True)
class Norm:
    """Who must, may or must not do what, by when. Spans point into Act.body; empty text means not stated."""

    source: str  # eid
    span: Span
    modality: Modality
    addressee: str = ""  # as printed
    body: str = ""  # id in rules/bodies.yaml, or a generic role
    action: str = ""
    object: str = ""
    condition: str = ""
    exception: str = ""
    deadlines: tuple[Deadline, ...] = ()
    sanction: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one act."""

    act: Act
    references: tuple[Reference, ...] = ()
    definitions: tuple[Definition, ...] = ()
    norms: tuple[Norm, ...] = ()


Tier = Literal["certain", "likely", "possible"]
LegalClass = Literal["contradiction", "duplication", "gap", "ineffective", "obsolete", "corruption-prone", "none"]


@dataclass(frozen=True, slots=True)
class Pin:
    """A place that a finding or a verdict rests on; the span points into the provision's text (0, 0: all of it)."""

    address: Address
    text: str
    span: Span = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found between provisions or in one.

    The id is made by `finding_id` from the code and the addresses without edition, so that a baseline can name it.
    """

    id: str
    code: str  # «duplicate», «near-duplicate», «deadline-conflict», …
    tier: Tier
    legal_class: LegalClass
    pins: tuple[Pin, ...]
    score: float
    explanation: dict[Language, str] = field(default_factory=dict)
    evidence: dict[str, object] = field(default_factory=dict)  # JSON values only: figures, differing words, norms


VerdictValue = Literal["met", "partly", "not_found", "contradicted", "undetermined"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one requirement of a checklist fares against the acts."""

    checklist: str
    item: str
    value: VerdictValue
    pins: tuple[Pin, ...]
    reason: dict[Language, str] = field(default_factory=dict)
    decided_by: str = "lawkit"  # or a person's name, from the decisions file
    stale: bool = False


DispositionKind = Literal[
    "verbatim", "reworded", "merged", "split", "definition-unified", "moved-to-bylaw", "superseded",
    "dropped-duplicate", "dropped-obsolete", "stays", "conflict", "new",
]  # fmt: skip
DecisionState = Literal["proposed", "accepted", "changed", "stale"]


@dataclass(frozen=True, slots=True)
class Disposition:
    """One row of the consolidation map (DESIGN: the map's row)."""

    source: Address | None  # None: new in the target
    source_hash: str  # sha256 of the source text, hex, first 16
    disposition: DispositionKind
    target: str  # id of the target unit («art_12»), empty when it goes nowhere
    similarity: float
    margin: float  # to the second best target
    method: str
    reason: dict[Language, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()  # finding ids, checklist items, addresses
    decided_by: str = "lawkit"
    decided_on: dt.date | None = None
    state: DecisionState = "proposed"
