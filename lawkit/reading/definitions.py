"""Terms and what they mean: definition lists, «X – Y», «под X понимается Y», «(далее – X)», in three languages.

The forms are data in rules/languages/<language>/definitions.yaml; here is the grammar around them. Whether a dash
in running text defines anything is decided by morphology in Russian (both sides begin in the nominative) and by
position in the other languages. Method: the drafting rules for definitions, law 480-V of 2016, articles 23 and 24.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lawkit.language import fold, lemma_key, lemmas, word_spans, words
from lawkit.language.data import language_rules
from lawkit.language.morphology import russian_form
from lawkit.model import Act, Definition, DefinitionForm, Language, Provision, Span
from lawkit.reading.own_text import is_read, own_text

_LONG_DASH = re.compile(r"\s[–—−]\s?|(?<=[\w)»”\"])[–—−]\s|(?<=[^\W\d])[–—](?=[^\W\d])")
_HYPHEN = re.compile(r"\s-\s|(?<=[\w)»\"])-\s(?!и\b|или\b|және\b|and\b|or\b)|\s-(?=[^\W\d])")
_TERM_END = 400  # a term is never longer than this
_ITEMS = frozenset({"subparagraph", "indent", "paragraph", "alinea"})
_SENTENCE_UNITS = frozenset({"article", "paragraph", "alinea"})
_NUMBERS = re.compile(r"\d")
_KAZAKH_FINITE = re.compile("(?:[аеий]д[ыі]|[тд][ыі]|тиіс|құқылы|міндетті|емес)$")
_POSTPOSITIONS = frozenset({"бойынша", "үшін", "кезінде", "туралы", "болса", "жағдайда"})
_RELATIVE = re.compile(r"\b(?:котор|что|где|когда|если|чь|как)")
_BOUNDARY = re.compile(r"[;:]\s|[.!?]\s+(?=[^\Wa-zа-я])|\s[–—-]\s|\n")


class _Rules(NamedTuple):
    """The compiled definitions.yaml of one language."""

    lead_in: re.Pattern[str]
    not_lead_in: re.Pattern[str]
    heading: re.Pattern[str]
    understood_marks: tuple[str, ...]
    understood: tuple[re.Pattern[str], ...]
    deemed_marks: tuple[str, ...]
    deemed: tuple[re.Pattern[str], ...]
    not_after_dash: frozenset[str]
    not_term: re.Pattern[str]
    around_term: re.Pattern[str]
    further: re.Pattern[str]
    scopes: tuple[tuple[re.Pattern[str], str], ...]


_NEVER = r"(?!)"


@lru_cache(maxsize=3)
def _rules(language: Language) -> _Rules:
    data = language_rules(language, "definitions")

    def joined(name: str) -> re.Pattern[str]:
        return re.compile("|".join(data.get(name) or ()) or _NEVER)

    further = rf"\(\s*{data['further']}\s*[-–—−:,]?\s*(?P<short>(?:[^()]|\([^()]{{0,150}}\)){{1,250}})\)"
    return _Rules(
        joined("lead_ins"),
        joined("not_lead_ins"),
        joined("headings"),
        tuple(str(data.get("understood_marks") or "").split()),
        tuple(re.compile(p) for p in data.get("understood") or ()),
        tuple(str(data.get("deemed_marks") or "").split()),
        tuple(re.compile(p) for p in data.get("deemed") or ()),
        frozenset(str(data["not_after_dash"]).split()),
        joined("not_terms"),
        joined("around_terms"),
        re.compile(further),
        tuple((re.compile(p), kind) for p, kind in (data.get("scopes") or {}).items()),
    )


class _Unit(NamedTuple):
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
        name = _unquote(self.text[term[0] : term[1]])
        start, end = min(term[0], meaning[0]), max(term[1], meaning[1])
        return Definition(
            name,
            self.text[meaning[0] : meaning[1]].strip(" ,:\n") or _from_children(self),
            self.provision.eid,
            Span(self.offset + start, self.offset + end),
            form,
            scope or _annex_of(self),
            short,
            lemma_key(name, self.act.language),
        )


def _unquote(term: str) -> str:
    """A term without outer quotation marks, where they enclose all of it."""
    term = term.strip().strip(",")
    if len(term) > 2 and term[0] in "«\"“'" and term[-1] in "»\"”'" and term[1:-1].count(term[-1]) == 0:
        return term[1:-1].strip()
    return term


def _ancestors(unit: _Unit) -> Iterator[Provision]:
    parent = unit.provision.parent
    while parent and parent in unit.tree:
        node = unit.tree[parent]
        yield node
        parent = node.parent


def _annex_of(unit: _Unit) -> str:
    """The annex a provision stands in: «в настоящих Правилах» means the approved document, not the order."""
    return next((p.eid for p in _ancestors(unit) if p.kind == "annex"), "")


def _from_children(unit: _Unit) -> str:
    """The list that follows «под X понимаются:»."""
    return " ".join(p.text for p in unit.act.provisions if p.parent == unit.provision.eid)


def _scope(unit: _Unit, words_around: str) -> str:
    """The grouping named by «в настоящей статье», «осы тарауда», “this Chapter”; empty when none is."""
    for pattern, kind in _rules(unit.act.language).scopes:
        if pattern.search(words_around):
            chain = (unit.provision, *_ancestors(unit))
            return next((p.eid for p in chain if p.kind == kind), "")
    return ""


def _dash(text: str, low: str) -> tuple[int, int] | None:
    """The first dash outside brackets and quotation marks that can part a term from its meaning."""
    head = text[:_TERM_END]
    for pattern in (_LONG_DASH, _HYPHEN):
        for match in pattern.finditer(head):
            before = head[: match.start()]
            closed = before.count("(") == before.count(")") and before.count("«") == before.count("»")
            if closed and before.count('"') % 2 == 0 and low[match.end() : match.end() + 1].strip():
                return match.span()
    return None


def _introduces(rules: _Rules, low: str) -> bool:
    """Whether folded text announces a list of definitions."""
    tail = low.rstrip()[-400:]
    return bool(rules.lead_in.search(tail)) and not rules.not_lead_in.search(tail)


def _in_definition_list(unit: _Unit, rules: _Rules, known: dict[str, str | None]) -> str | None:
    """The lead-in text of the list the unit belongs to, None when it is no list of definitions."""
    provision = unit.provision
    if provision.kind not in _ITEMS:
        return None
    parent = unit.tree.get(provision.parent)
    if parent is None:
        return None
    if parent.eid not in known:
        low = fold(parent.text)
        by_heading = parent.kind == "article" and bool(rules.heading.search(fold(parent.heading)))
        if not by_heading and not low:
            by_heading = any(p.kind == "article" and rules.heading.search(fold(p.heading)) for p in _ancestors(unit))
        known[parent.eid] = low if (low and _introduces(rules, low)) or by_heading else None
    lead_in = known[parent.eid]
    if lead_in is None and provision.kind in {"subparagraph", "indent"} and parent.kind == "paragraph":
        return None
    return lead_in


def _ends(text: str, start: int = 0) -> int:
    """Where a definition's words end: without the list's «;» or the full stop."""
    return start + len(text[start:].rstrip().rstrip(";.,").rstrip())


def _without_short(unit: _Unit, start: int, end: int) -> tuple[int, int, str]:
    """A term's place without its «(далее – X)», and X."""
    match = _rules(unit.act.language).further.search(unit.low, start, end)
    if not match:
        return start, end, ""
    short = _unquote(unit.text[match.start("short") : match.end("short")])
    return start, start + len(unit.text[start : match.start()].rstrip()), short


def _from_list(unit: _Unit, rules: _Rules, lead_in: str) -> Definition | None:
    """«термин – определение;» in a list of definitions; also «“term” means …»."""
    dash = _dash(unit.text, unit.low)
    if dash is None:
        return None
    start, end, short = _without_short(unit, 0, dash[0])
    term = unit.low[start:end]
    if not any(c.isalpha() for c in term) or len(words(term)) > 40 or rules.not_term.search(term):
        return None
    meaning = (dash[1], _ends(unit.text))
    if meaning[1] <= meaning[0] or re.match(r"(?:рк|қр)\s+\d\d\.\d\d\.", unit.low[dash[1] :]):
        return None
    return unit.definition((start, end), meaning, "list", short, _scope(unit, lead_in))


def _nominative(word: str) -> bool:
    form = russian_form(word)
    return form.nominal and "nomn" in form.cases and form.first in {"NOUN", "ADJF", "PRTF"}


def _from_dash(unit: _Unit, rules: _Rules) -> Definition | None:
    """«X – Y» as the first sentence of an article or point, X and Y in the nominative, Y with a relative or genus."""
    if unit.provision.kind not in _SENTENCE_UNITS or not unit.text[:1].isupper():
        return None
    dash = _dash(unit.text[:220], unit.low)
    if dash is None or unit.text[dash[1] : dash[1] + 1].isupper():
        return None
    start, end, short = _without_short(unit, 0, dash[0])
    left, right = words(unit.text[start:end]), words(unit.text[dash[1] : dash[1] + 120])
    if not left or not right or len(left) > 12 or right[0] in rules.not_after_dash:
        return None
    if any(c in unit.text[start:end] for c in ".;:,") or _NUMBERS.search(unit.text[start:end]) or right[0].isdigit():
        return None
    if unit.act.language == "rus" and not _defines_in_russian(left, right):
        return None
    sentence_end = re.search(r"\.\s|\.$|$", unit.text[dash[1] :])
    stop = dash[1] + (sentence_end.start() if sentence_end else 0)
    if unit.text[:stop].rstrip().endswith(":") or stop - dash[1] < 15:
        return None
    if not _predicate_is_nominal(unit, left, dash[1], stop):
        return None
    return unit.definition(
        (start, end), (dash[1], _ends(unit.text[:stop])), "dash", short, _scope(unit, unit.low[:stop])
    )


def _predicate_is_nominal(unit: _Unit, left: list[str], start: int, stop: int) -> bool:
    """Whether what follows the dash names a thing: no main verb («поставщик – нерезидент представляет» has one)."""
    low = unit.low[start:stop]
    if unit.act.language == "kaz":
        last = (words(low) or [""])[-1]
        return (
            not _KAZAKH_FINITE.search(last) and lemmas(left[-1:], "kaz") == left[-1:] and left[-1] not in _POSTPOSITIONS
        )
    if unit.act.language == "rus":
        for clause in low.split(","):
            seen = words(clause)
            if not _RELATIVE.search(clause) and any(russian_form(w).first == "VERB" for w in seen):
                return False
    return True


def _defines_in_russian(left: list[str], right: list[str]) -> bool:
    if not (_nominative(left[0]) and _nominative(right[0])):
        return False
    return not any(russian_form(w).first in {"VERB", "INFN", "GRND", "PRTS", "ADJS", "PRED"} for w in left)


def _by_patterns(unit: _Unit, rules: _Rules) -> Iterator[Definition]:
    """«под X понимается Y» anywhere, «X признается Y» at the start of a sentence."""
    if any(mark in unit.low for mark in rules.understood_marks):
        for pattern in rules.understood:
            for match in pattern.finditer(unit.low):
                if not rules.not_term.search(match["term"]):
                    yield _matched(unit, match, "understood")
            if pattern.search(unit.low):
                break
    if unit.provision.kind in _SENTENCE_UNITS and any(mark in unit.low for mark in rules.deemed_marks):
        for pattern in rules.deemed:
            found = pattern.match(unit.low)
            if found and _deems(unit, found):
                yield _matched(unit, found, "deemed")


def _matched(unit: _Unit, match: re.Match[str], form: DefinitionForm) -> Definition:
    start, end, short = _without_short(unit, match.start("term"), match.end("term"))
    around = _rules(unit.act.language).around_term
    for cut in (around.match(unit.low, start, end), around.search(unit.low, start + 1, end)):
        if cut and cut.start() == start:
            start = cut.end()
        elif cut:
            end = cut.start()
    meaning = (match.start("text"), _ends(unit.text[: match.end("text")]))
    return unit.definition((start, end), meaning, form, short, _scope(unit, match.group()))


def _deems(unit: _Unit, match: re.Match[str]) -> bool:
    """Definitional only: X in the instrumental, Y a noun group in the nominative that is no list."""
    if unit.act.language != "rus":
        return True
    term, meaning = words(match["term"]), words(match["text"][:200])
    if not term or len(meaning) < 4 or match["text"].rstrip().endswith(":"):
        return False
    if "также" in term or not any(russian_form(w).first == "NOUN" for w in term):
        return False
    first = russian_form(term[0])
    return first.nominal and "ablt" in first.cases and "nomn" not in first.cases and _nominative(meaning[0])


def _abbreviations(unit: _Unit, rules: _Rules, used: set[str]) -> Iterator[Definition]:
    """«… (далее – X)» in running text: X stands for the noun group before the bracket."""
    for match in rules.further.finditer(unit.low):
        printed = unit.text[match.start("short") : match.end("short")]
        for short, start in _shorts(printed, match.start("short"), match.group()):
            if short in used:
                continue
            begin = _long_form(unit, match.start(), short)
            end = begin + len(unit.text[begin : match.start()].rstrip())
            if end > begin:
                made = unit.definition((start, start + len(short)), (begin, end), "abbreviation", "", "")
                yield made


def _shorts(printed: str, offset: int, whole: str) -> Iterator[tuple[str, int]]:
    """The short names of one bracket: «соответственно – X, Y» holds two."""
    several = "соответственно" in whole or "тиісінше" in whole or "respectively" in whole
    at = 0
    for piece in re.split(r",\s*", printed) if several else [printed]:
        place = printed.find(piece, at)
        at = place + len(piece)
        left = len(piece) - len(piece.lstrip(' «"“'))
        name = piece.strip().strip('«»"“”').strip()
        if name:
            yield name, offset + place + left


def _long_form(unit: _Unit, bracket: int, short: str) -> int:
    """Where the noun group before the bracket begins: at the words of the short name, else at the clause."""
    floor = max(0, bracket - 500)
    before = unit.low[floor:bracket]
    cut = 0
    for match in _BOUNDARY.finditer(before):
        cut = match.end()
    tokens = [(w, s + floor + cut, e + floor + cut) for w, s, e in word_spans(before[cut:])]
    if not tokens:
        return bracket
    language = unit.act.language
    forms = lemmas([t[0] for t in tokens], language)
    wanted = lemmas(words(short), language)
    for at in range(len(tokens) - 1, -1, -1):
        if wanted and forms[at] == wanted[0] and _in_order(wanted, forms[at:]):
            return tokens[at][1]
    return _clause_start(unit, tokens, bracket)


def _in_order(wanted: list[str], forms: list[str]) -> bool:
    rest = iter(forms)
    return all(w in rest for w in wanted)


def _clause_start(unit: _Unit, tokens: list[tuple[str, int, int]], bracket: int) -> int:
    """Back over the noun group: stop at a comma or, in Russian, at a finite verb; then skip prepositions."""
    first = len(tokens) - 1
    while first > 0:
        word, _, end = tokens[first - 1]
        if "," in unit.text[end : tokens[first][1]] or len(tokens) - first > 30:
            break
        if unit.act.language == "rus" and russian_form(word).first in {"VERB", "INFN", "GRND", "PRTS"}:
            break
        first -= 1
    if unit.act.language == "rus":
        while first < len(tokens) - 1 and russian_form(tokens[first][0]).first in {"PREP", "CONJ", "PRCL", "ADVB"}:
            first += 1
    opened = unit.text.rfind('"', 0, tokens[first][1])
    return tokens[first][1] - 1 if opened == tokens[first][1] - 1 and opened >= 0 else tokens[first][1]


def find_definitions(act: Act) -> tuple[Definition, ...]:
    """Every definition and abbreviation of an act, in order. Excluded provisions and notes are not read."""
    rules = _rules(act.language)
    tree = {p.eid: p for p in act.provisions}
    lead_ins: dict[str, str | None] = {}
    found: list[Definition] = []
    for provision in act.provisions:
        if not is_read(provision) or provision.kind == "table":
            continue
        text, offset = own_text(act, provision)
        unit = _Unit(act, provision, text, fold(text), offset, tree)
        mine: list[Definition] = []
        lead_in = _in_definition_list(unit, rules, lead_ins)
        listed = _from_list(unit, rules, lead_in) if lead_in is not None else None
        first = listed or _from_dash(unit, rules)
        if first:
            mine.append(first)
        if not listed:
            mine.extend(_by_patterns(unit, rules))
        if "(" in text:
            mine.extend(_abbreviations(unit, rules, {d.short for d in mine if d.short}))
        found.extend(sorted(mine, key=lambda d: d.span.start))
    return tuple(found)
