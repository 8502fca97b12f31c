"""Gaps found without a checklist: what an act promises and nobody keeps.

`delegation-without-act` · `body-without-function` · `right-without-procedure` · `duty-without-consequence` ·
`duty-without-power` · `undefined-competence`. All are signs for a reader, never certain: another act that was not
given may fill the gap, so the tier says how much was looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lawkit.gaps.index import ActIndex, index_of
from lawkit.gaps.patterns import Group, matches, parse_group, tokens
from lawkit.gaps.periods import periods
from lawkit.gaps.rule_reader import shared_words
from lawkit.gaps.sayings import GAPS, say
from lawkit.model import LANGUAGES, Address, Finding, LegalClass, Pin, Reading, Span, Tier

if TYPE_CHECKING:
    from lawkit.register import RegisteredAct

_BY_LAWS = frozenset({"order", "resolution", "decree", "annex"})
_STEM = 5  # letters of a word by which titles are compared
_MOST_PINS = 60
_NOT_STATE = frozenset(
    {"prosecution", "operator", "owner", "user", "applicant", "citizen", "person", "holder", "subject"}
)  # generic roles
_LEAST = 0.5  # share of a delegation's words that a by-law's title must have


class _Scan:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.act = reading.act
        self.index: ActIndex = index_of(reading.act)
        concepts, _ = shared_words()
        self.groups: dict[str, Group] = {
            name[2:]: parse_group(f"<{name}>", concepts, self.act.language)
            for name in concepts
            if name.startswith("s-")
        }

    def own(self, name: str) -> set[int]:
        return set(self.index.find(self.groups[name]).own)

    def reach(self, name: str) -> frozenset[int]:
        return self.index.reach(self.groups[name])

    def finding(self, code: str, units: Sequence[int], tier: Tier, score: float, **values: object) -> Finding:
        pins: list[Pin] = []
        for provision in (self.index.provisions[unit] for unit in units):
            text = provision.text.strip() or provision.heading
            pins.append(Pin(self.act.at(provision.eid), text, Span(0, len(provision.text))))
        return _finding(code, pins, tier, score, values)


def structural_gaps(readings: Sequence[Reading], register: Iterable[RegisteredAct] | None = None) -> list[Finding]:
    """Findings of the six kinds in the acts given, ordered by code and place.

    `register` (`lawkit.register.Register`) holds titles of acts; with the acts themselves it tells
    which by-laws exist. Delegations are looked at only when at least one by-law is known.
    """
    titles = [*_titles(register), *(r.act.title for r in readings if r.act.kind in _BY_LAWS)]
    scans = [_Scan(r) for r in _one_language(readings)]
    found: list[Finding] = []
    for scan in scans:
        if scan.act.kind not in _BY_LAWS:
            found += _delegations(scan, [_stems(t) for t in titles])
            found += _rights(scan)
            found += _consequences(scan)
            found += _powers(scan)
            found += _competence(scan, scans)
        found += _bodies(scan)
    return sorted(found, key=lambda f: (f.code, str(f.pins[0].address)))


def _one_language(readings: Sequence[Reading]) -> list[Reading]:
    """One expression of each act, Russian before Kazakh before English: a gap is a gap in every language."""
    best: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda r: (r.act.act_id, LANGUAGES.index(r.act.language), str(r.act.address))):
        best.setdefault(reading.act.act_id, reading)
    return list(best.values())


def _titles(register: Iterable[RegisteredAct] | None) -> list[str]:
    by_laws = [entry for entry in register or () if entry.kind in _BY_LAWS]
    return [title for entry in by_laws for title in entry.titles.values()]


def _stems(text: str) -> set[str]:
    return {w[:_STEM] for w, _, _ in tokens(text) if len(w) > 3}


def _delegations(scan: _Scan, titles: list[set[str]]) -> Iterator[Finding]:
    """A law leaves things to by-laws, and no by-law known has a title about them. One finding an act, with all places."""
    lacking: list[int] = []
    found = scan.index.find(scan.groups["delegation"]).own
    elsewhere = scan.own("elsewhere")
    for unit, ranges in sorted(found.items()):
        if unit in elsewhere:
            continue
        words = scan.index.words(unit)[ranges[0][0] : ranges[0][1] + 14]
        wanted = {w[:_STEM] for w in words if len(w) > 3}
        if len(wanted) >= 3 and not any(len(wanted & title) >= _LEAST * len(wanted) for title in titles):
            lacking.append(unit)
    if titles and lacking:
        units = lacking[:_MOST_PINS]
        yield scan.finding(
            "delegation-without-act",
            units,
            "possible",
            0.5,
            times=len(lacking),
            of=len(found) - len(elsewhere & set(found)),
            known=len(titles),
        )


def _bodies(scan: _Scan) -> Iterator[Finding]:
    """A body is defined and no other provision of the act mentions it."""
    place = {p.eid: i for i, p in enumerate(scan.index.provisions)}
    for definition in scan.reading.definitions:
        unit = place.get(definition.source)
        words = [t for t, _, _ in tokens(definition.short or definition.term)]
        if unit is None or not words or len(words) > 6 or definition.form not in {"list", "dash"}:
            continue
        if not any(matches(scan.groups["body-noun"], [w]) for w in words[:3]):
            continue
        phrase = " ".join(_beginning(w) if len(w) > 4 else w for w in words)
        elsewhere = scan.index.find(parse_group(phrase, {}, scan.act.language))
        if not (set(elsewhere.own) - set(range(unit, scan.index.ends[unit]))) and not elsewhere.headings:
            yield scan.finding("body-without-function", [unit], "likely", 0.8, term=definition.term)


def _rights(scan: _Scan) -> Iterator[Finding]:
    """A person may claim something of the state and the act has no procedure, term, refusal ground or appeal for it."""
    index = scan.index
    claims = sorted((scan.reach("claim") & scan.own("from-state") & index.with_text) - scan.own("not"))
    tests = {name: scan.reach(name) for name in ("procedure", "refusal", "appeal")}
    timed = {u for u in index.with_text if periods(index.provisions[u].text)}
    for unit in claims:
        counts = {w: len(_units_of(scan, w)) for w in _content(index.provisions[unit].text)}
        topical = {w: n for w, n in counts.items() if 1 < n < len(index.provisions) / 6}
        nouns = sorted(topical, key=lambda w: (-topical[w], w))
        about = {u for w in nouns[:4] for u in _units_of(scan, w)} - {unit}
        if not about:
            continue
        lacks = [name for name, units in tests.items() if not (about & units)]
        if not about & timed:
            lacks.append("term")
        if len(lacks) >= 3:
            yield scan.finding("right-without-procedure", [unit], "possible", len(lacks) / 4, lacks=lacks)


def _beginning(word: str) -> str:
    return word[: max(4, len(word) - 2)].rstrip("-") + "*"


def _content(text: str) -> set[str]:
    return {w for w, _, _ in tokens(text) if len(w) > 5}


def _units_of(scan: _Scan, word: str) -> set[int]:
    return set(scan.index.find(parse_group(_beginning(word), {}, scan.act.language)).own)


def _consequences(scan: _Scan) -> Iterator[Finding]:
    """An act lays down duties and not one provision says what follows from breaking them."""
    duties = [n for n in scan.reading.norms if n.modality in {"duty", "prohibition"}]
    if len(duties) < 3 or scan.own("consequence"):
        return
    place = {p.eid: i for i, p in enumerate(scan.index.provisions)}
    named = [n for n in duties if n.addressee] or duties
    units = sorted(place[n.source] for n in named if n.source in place)
    if units:
        yield scan.finding("duty-without-consequence", units[:1], "likely", 0.7, duties=len(duties))


def _powers(scan: _Scan) -> Iterator[Finding]:
    """A body must oversee and the act gives it nothing to do so with."""
    place = {p.eid: i for i, p in enumerate(scan.index.provisions)}
    watching: dict[str, tuple[int, str]] = {}
    armed: set[str] = set()
    oversight, power = scan.groups["oversight"], scan.reach("power")
    for norm in scan.reading.norms:
        unit = place.get(norm.source)
        body = norm.body or " ".join(sorted(_stems(norm.addressee)))
        if unit is None or not body:
            continue
        said = [w for w, _, _ in tokens(f"{norm.action} {norm.object}")]
        if matches(oversight, said) and norm.modality in {"duty", "power"} and body not in _NOT_STATE:
            watching.setdefault(body, (unit, norm.addressee))
        if unit in power:
            armed.add(body)
    for body in sorted(set(watching) - armed):
        unit, printed = watching[body]
        yield scan.finding("duty-without-power", [unit], "possible", 0.5, body=printed or body)


def _competence(scan: _Scan, scans: list[_Scan]) -> Iterator[Finding]:
    """«уполномоченный орган» is named and no provision says which body that is."""
    index = scan.index
    named = index.find(scan.groups["authority"])
    if not named.own or _defines_authority(scan):
        return
    qualifiers = {u: _qualifier(scan, u, r[0]) for u, r in named.own.items()}
    known = {q for other in scans if other is not scan for q in _defined_qualifiers(other)}
    for unit in sorted(qualifiers):
        words = qualifiers[unit]
        if words and words in known:
            continue
        tier: Tier = "possible" if words else "likely"
        yield scan.finding("undefined-competence", [unit], tier, 0.6, times=len(named.own))
        return  # one finding an act: the first place stands for all


def _defines_authority(scan: _Scan) -> bool:
    group = scan.groups["authority"]
    for definition in scan.reading.definitions:
        for text in (definition.term, definition.short, definition.text if definition.form == "abbreviation" else ""):
            if text and matches(group, [t for t, _, _ in tokens(text)]):
                return True
    return False


def _qualifier(scan: _Scan, unit: int, ranges: tuple[int, int]) -> frozenset[str]:
    """The words that tell one authority from another, «в сфере информатизации»."""
    if scan.act.language == "kaz":
        before = scan.index.words(unit)[max(0, ranges[0] - 4) : ranges[0]]
        return frozenset(w[:_STEM] for w in before if len(w) > 4)
    words = scan.index.words(unit)[ranges[1] : ranges[1] + 6]
    if not words or words[0] not in {"в", "по"}:
        return frozenset()
    return frozenset(w[:_STEM] for w in words[1:4] if len(w) > 4 and not w.startswith(("сфер", "област")))


def _defined_qualifiers(scan: _Scan) -> Iterator[frozenset[str]]:
    for definition in scan.reading.definitions:
        words = [w for w, _, _ in tokens(definition.term)]
        if matches(scan.groups["authority"], words):
            yield frozenset(w[:_STEM] for w in words[3:6] if len(w) > 4 and not w.startswith(("сфер", "област")))


def _finding(code: str, pins: list[Pin], tier: Tier, score: float, values: dict[str, object]) -> Finding:
    from lawkit.overlaps.findings import finding_id

    legal: LegalClass = "gap"
    addresses: list[Address] = [p.address for p in pins]
    explanation = say(GAPS[code], **values)
    return Finding(finding_id(code, addresses), code, tier, legal, tuple(pins), score, explanation, dict(values))
