"""Terms and what they mean: definition lists, «X – Y», «под X понимается Y», «(далее – X)», in three languages.

The forms are data in rules/languages/<language>/definitions.yaml; here is the grammar around them. Whether a dash
in running text defines anything is decided by morphology in Russian (both sides begin in the nominative) and by
position in the other languages. Method: the drafting rules for definitions, law 480-V of 2016, articles 23 and 24.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.language import fold, words
from lawkit.language.kazakh import is_nominative
from lawkit.language.morphology import russian_form
from lawkit.model import Act, Definition, DefinitionForm
from lawkit.reading.abbreviations import find_abbreviations
from lawkit.reading.defining import Rules, Unit, end_of, rules_of, scope_of, without_short
from lawkit.reading.defining_english import quoted_terms
from lawkit.reading.identifying import Place, deems, identified, nominative, same_genus_named, told_apart
from lawkit.reading.own_text import is_read, own_text

_LONG_DASH = re.compile(r"\s[–—−‒―]\s?|(?<=[\w)»”\"])[–—−‒―]\s|(?<=[^\W\d])[–—](?=[^\W\d])")
_SPACED_DASH = re.compile(r"\s[–—−‒―]\s?|(?<=[\w)»”\"])[–—−‒―]\s")
_HYPHEN = re.compile(r"\s-\s|(?<=[\w)»”\"])-\s(?!и\b|или\b|және\b|and\b|or\b)|\s-(?=[^\W\d])")
_BRACKETED = re.compile(r"\([^()]*\)")
_MEMBER = re.compile(r"(?i:государств)\w*$")
_TERM_END = 400  # a term is never longer than this
_ITEMS = frozenset({"subparagraph", "indent", "paragraph", "alinea"})
_SENTENCE_UNITS = frozenset({"article", "paragraph", "alinea"})
_NUMBERS = re.compile(r"\d")
_KAZAKH_FINITE = re.compile("(?:[аеий]д[ыі]|[тд][ыі]|тиіс|құқылы|міндетті|емес)$")
_POSTPOSITIONS = frozenset({"бойынша", "үшін", "кезінде", "туралы", "болса", "жағдайда"})
_RELATIVE = re.compile(r"\b(?:котор|что|где|когда|если|чь|как)")


def _dash(text: str, low: str, *, tight: bool = True) -> tuple[int, int] | None:
    """The first dash outside brackets and quotation marks that can part a term from its meaning.

    Without `tight` a dash between letters joins them (“non–governmental”).
    """
    head = text[:_TERM_END]
    for pattern in (_LONG_DASH, _HYPHEN) if tight else (_SPACED_DASH, _HYPHEN):
        for match in pattern.finditer(head):
            before = head[: match.start()]
            if _MEMBER.search(before[-16:]) and low.startswith(("член", "участни"), match.end()):
                continue  # «государства – члены союза»
            closed = before.count("(") == before.count(")") and before.count("«") == before.count("»")
            if closed and before.count('"') % 2 == 0 and low[match.end() : match.end() + 1].strip():
                return match.span()
    return None


def _introduces(rules: Rules, low: str) -> bool:
    """Whether folded text announces a list of definitions."""
    tail = low.rstrip()[-400:]
    return bool(rules.lead_in.search(tail)) and not rules.not_lead_in.search(tail)


_OPENS: dict[str, tuple[str, ...]] = {"rus": (":",), "kaz": (":",), "eng": (":", "–", "—")}


class _Lists:
    """Remembers which lead-in opened which list: a point's own text, or the unnumbered paragraph before the items."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._leads: dict[str, str] = {}

    def note(self, unit: Unit) -> None:
        """Keep a text that ends in a colon as the lead-in of what follows."""
        if unit.low.rstrip().endswith(_OPENS[unit.act.language]):
            self._leads[unit.provision.eid] = unit.low
            if unit.provision.kind == "alinea":
                self._leads[unit.provision.parent] = unit.low

    def lead_in(self, unit: Unit) -> str | None:
        """The folded lead-in of the list of definitions that the unit belongs to; None when it is in none."""
        provision = unit.provision
        if provision.kind not in _ITEMS:
            return None
        parent = unit.tree.get(provision.parent)
        lead = self._leads.get(provision.parent, "")
        headed = (
            parent is not None
            and parent.kind == "article"
            and self._rules.heading.search(fold(parent.heading)) is not None
        )
        if provision.kind == "indent" and _introduces(self._rules, lead):
            return lead  # «используются следующие понятия: | проба – …; | партия – …»
        if self._rules.kinds.search(lead[-240:]):
            return lead  # “rooms are divided into: 1) public – intended for everyone;”
        if unit.act.language == "eng" and parent is not None and provision.kind == "indent" and " – " in lead:
            lead = self._leads.get(parent.parent, "")  # “failure – end of service: | planned – announced before;”
        elif parent is not None and provision.kind == "indent" and self._names(lead):
            if unit.act.language == "rus" and not nominative((words(unit.low) or [""])[0]):
                return None  # «пенсионные выплаты: | по возрасту – …»: no term of its own
            lead = self._leads.get(parent.parent, "")  # «технические средства: | протезы – …; | слуховые аппараты – …»
        elif parent is not None and provision.kind == "indent" and self._rules.nested.search(lead[-160:]):
            if unit.act.language == "rus" and not _tells_what(unit):
                return None  # «включает: | услуги – в размере …»
            lead = self._leads.get(parent.parent, "")  # «орта – кеңістік. Орта мыналарды қамтиды: | ішкі орта – …;»
        if lead and provision.kind in {"subparagraph", "indent"}:
            return lead if _introduces(self._rules, lead) or (headed and self._neutral(lead)) else None
        return lead if headed else None

    def said(self, eid: str) -> str:
        """The folded text that introduces a provision's items."""
        return self._leads.get(eid, "")

    def _names(self, lead: str) -> bool:
        """A lead-in that is no more than the name of a kind: its items are defined one by one."""
        return lead[:1].isalpha() and len(words(lead)) <= 6 and not any(c in lead for c in "–—−.;,")

    def _neutral(self, lead: str) -> bool:
        """A lead-in that says nothing («В настоящем Положении:») under a heading that does («Термины»)."""
        return len(words(lead)) <= 8 and not self._rules.not_lead_in.search(lead)


def _tells_what(unit: Unit) -> bool:
    """Whether a noun in the nominative follows a Russian item's dash."""
    dash = _dash(unit.text, unit.low)
    said = words(unit.low[dash[1] : dash[1] + 120]) if dash else []
    return bool(said) and not said[0].isdigit() and nominative(said[0])


def _from_list(unit: Unit, rules: Rules, lead_in: str) -> Definition | None:
    """«термин – определение;» in a list of definitions; also «“term” means …»."""
    dash = _dash(unit.text, unit.low, tight=unit.act.language != "eng")
    said = rules.list_copula.search(_BRACKETED.sub(lambda m: "." * len(m.group()), unit.low[:_TERM_END]))
    if said and (dash is None or said.start() < dash[0]):
        dash = (said.start(), said.end())
    if dash is None:
        dash = _colon(unit, rules, lead_in)
    if dash is None:
        return _told_by_its_list(unit, lead_in, rules)
    dash = _behind_apposition(unit, dash)
    bullet = _BULLET.match(unit.text)
    start, end, short = without_short(unit, bullet.end() if bullet else 0, dash[0])
    start, end = _bare(unit, rules, start, end)
    term = unit.low[start:end]
    if not any(c.isalpha() for c in term) or len(words(term)) > 40 or rules.not_term.search(term):
        return None
    sure = _introduces(rules, lead_in) and (unit.act.language != "eng" or unit.provision.kind != "paragraph")
    if not sure and (words(unit.low[dash[1] : dash[1] + 60]) or [""])[0] in rules.not_after_dash:
        return None
    meaning = (dash[1], end_of(unit.text))
    if meaning[1] <= meaning[0] or re.match(r"(?:рк|қр)\s+\d\d\.\d\d\.", unit.low[dash[1] :]):
        return None
    return unit.definition((start, end), meaning, "list", short, scope_of(unit, lead_in))


_BULLET = re.compile(r"\s*[-–—•*]\s+")
_COLON = re.compile(r"[^.;:,]{2,120}(?P<colon>:\s)(?=[^\W\d])")


def _colon(unit: Unit, rules: Rules, lead_in: str) -> tuple[int, int] | None:
    """«заявитель: лицо, подавшее заявление;» in a list of definitions, where a colon does a dash's work."""
    found = _COLON.match(unit.text) if unit.act.language != "kaz" and _introduces(rules, lead_in) else None
    if not found or unit.text.rstrip().endswith(":"):
        return None
    left, right = words(unit.low[: found.start("colon")]), words(unit.low[found.end() : found.end() + 80])
    if not left or not right or len(left) > 8:
        return None
    if unit.act.language == "rus" and not (nominative(left[0]) and nominative(right[0])):
        return None
    return found.span("colon")


_APPOSITION = re.compile(r"[^\W\d][\w-]+\s[–—]\s")


def _behind_apposition(unit: Unit, dash: tuple[int, int]) -> tuple[int, int]:
    """The dash behind a term that has one itself: «юридическое лицо – нерезидент – организация, …»; Russian only."""
    found = _APPOSITION.match(unit.text, dash[1]) if unit.act.language == "rus" else None
    if not found or unit.text[: dash[0]].rstrip().endswith(",") or not nominative(words(found.group())[0]):
        return dash
    return found.end() - 3, found.end()


def _told_by_its_list(unit: Unit, lead_in: str, rules: Rules) -> Definition | None:
    """«работник: | физическое лицо, состоящее …; | государственный служащий;» in a list of definitions; not Kazakh."""
    name, russian = unit.low.rstrip(), unit.act.language == "rus"
    if unit.act.language == "kaz" or not name.endswith(":") or not _introduces(rules, lead_in):
        return None
    seen = words(name)
    if not seen or len(seen) > 6 or any(c in name[:-1] for c in ":;,.") or (russian and not nominative(seen[0])):
        return None
    items = [p.text for p in unit.act.provisions if p.parent == unit.provision.eid]
    if len(items) < 2 or any(_dash(i, fold(i)) for i in items):
        return None
    return unit.definition((0, len(name) - 1), (len(name), len(name)), "list", "", scope_of(unit, lead_in))


def _from_member(unit: Unit, rules: Rules, lead: str) -> Definition | None:
    """«Сторонами являются: заказчик – лицо, разместившее …»: an item of members that tells what its member is."""
    dash = _dash(unit.text[:220], unit.low) if rules.members.search(lead[-160:]) else None
    if dash is None or unit.act.language != "rus":
        return None
    start, end, short = without_short(unit, 0, dash[0])
    left, right = words(unit.text[start:end]), words(unit.text[dash[1] : dash[1] + 120])
    stop = end_of(unit.text)
    if not left or not right or len(left) > 10 or not _defines_in_russian(left, [w for w in right if w != "не"]):
        return None
    if any(c in unit.text[start:end] for c in ".;:,") or not _predicate_is_nominal(unit, left, dash[1], stop):
        return None
    if not told_apart(unit.low[dash[1] : stop], rules) and not same_genus_named(left, right):
        return None
    return unit.definition((start, end), (dash[1], stop), "list", short, scope_of(unit, ""))


_GENITIVE_FIRST = re.compile(r"(?<=[нд][ыіi]ң),\s")  # «Күдіктінің, куәнің айғақтары – …»


def _from_dash(unit: Unit, rules: Rules) -> Definition | None:
    """«X – Y» as the first sentence of an article or point, X and Y in the nominative, Y with a relative or genus."""
    if unit.provision.kind not in _SENTENCE_UNITS or not unit.text.lstrip('«"“')[:1].isupper():
        return None
    dash = _dash(unit.text[:220], unit.low, tight=unit.act.language != "eng")
    if dash is None:
        return None
    if unit.text[dash[1] : dash[1] + 1].isupper() and not rules.proper_after_dash.search(unit.low[dash[1] :]):
        return None
    start, end, short = without_short(unit, 0, dash[0])
    start, end = _bare(unit, rules, start, end)
    if rules.not_term.search(unit.low[start:end]):
        return None
    left, right = words(unit.text[start:end]), words(unit.text[dash[1] : dash[1] + 120])
    if unit.act.language == "rus" and right[:1] == ["это"]:  # «Учет – это запись …»
        right = right[1:]
    if not left or not right or len(left) > 12 or right[0] in rules.not_after_dash:
        return None
    said = _GENITIVE_FIRST.sub(" ", unit.text[start:end]) if unit.act.language == "kaz" else unit.text[start:end]
    if any(c in said for c in ".;:,") or _NUMBERS.search(unit.text[start:end]) or right[0].isdigit():
        return None
    quoted = unit.text[start : start + 1] in {"«", '"', "“"}  # «Ноу-хау» may have no cases
    if unit.act.language == "rus" and not _defines_in_russian(["понятие"] if quoted else left, right):
        return None
    sentence_end = re.search(r"\.\s|\.$|$", unit.text[dash[1] :])
    stop = dash[1] + (sentence_end.start() if sentence_end else 0)
    if unit.text[:stop].rstrip().endswith(":") or stop - dash[1] < 15:
        return None
    if not _predicate_is_nominal(unit, left, dash[1], stop):
        return None
    return unit.definition(
        (start, end), (dash[1], end_of(unit.text[:stop])), "dash", short, scope_of(unit, unit.low[:stop])
    )


_ENGLISH_FINITE = frozenset(
    {"is", "are", "was", "were", "shall", "may", "must", "can", "has", "have", "will", "cannot"}
)
_ASIDE = re.compile(
    r"\s[–—-]\s+(?:shall|may|must|is|are|has|have|can|will)\b"
)  # “Late payment – a cause of disputes – is …”


def _predicate_is_nominal(unit: Unit, left: list[str], start: int, stop: int) -> bool:
    """Whether what follows the dash names a thing: no main verb («поставщик – нерезидент представляет» has one)."""
    low = unit.low[start:stop]
    if unit.act.language == "kaz":
        last = (words(low) or [""])[-1]
        return not _KAZAKH_FINITE.search(last) and is_nominative(left[-1]) and left[-1] not in _POSTPOSITIONS
    if unit.act.language == "eng":
        return not _ENGLISH_FINITE.intersection(left) and not _ASIDE.search(low)
    if unit.act.language == "rus":
        for clause in low.split(","):
            seen = words(clause)
            if not _RELATIVE.search(clause) and any(russian_form(w).first == "VERB" for w in seen):
                return False
    return True


def _defines_in_russian(left: list[str], right: list[str]) -> bool:
    if not (nominative(left[0]) and nominative(right[0])):
        return False
    return not any(russian_form(w).first in {"VERB", "INFN", "GRND", "PRTS", "ADJS", "PRED"} for w in left)


def _by_patterns(unit: Unit, rules: Rules, *, listed: bool = False) -> Iterator[Definition]:
    """«под X понимается Y» anywhere, «X признается Y» at the start of a sentence."""
    reached = 0
    if any(mark in unit.low for mark in rules.understood_marks):
        for pattern in rules.understood:
            for match in pattern.finditer(unit.low):
                if not rules.not_term.search(match["term"]):
                    reached = max(reached, match.end("term"))
                    yield _matched(unit, match, "understood")
            if pattern.search(unit.low):
                break
    if unit.provision.kind not in _SENTENCE_UNITS and not _closes_list(unit) and not listed:
        return
    if any(mark in unit.low for mark in rules.deemed_marks):
        for pattern in rules.deemed:
            found = pattern.match(unit.low)
            first = bool(found and found.start("term") >= reached and deems(unit, found))
            if found and first:
                yield _matched(unit, found, "deemed")
            for later in _later_sentences(unit, rules):
                found = pattern.match(later.low)
                if found and deems(later, found):
                    first = True
                    yield _matched(later, found, "deemed")
            if first:
                return
    said = identified(unit, rules)
    if said:
        yield _matched(unit, said, "deemed")


_SENTENCE = re.compile(r"(?<=[а-яё)»]\.)\s+(?=[А-ЯЁ«])")


def _later_sentences(unit: Unit, rules: Rules) -> Iterator[Unit]:
    """The sentences behind the first that may say what something is deemed to be; Russian only."""
    if unit.act.language != "rus":
        return
    for match in _SENTENCE.finditer(unit.text):
        at = match.end()
        if any(mark in unit.low[at : at + 160] for mark in rules.deemed_marks):
            yield unit._replace(text=unit.text[at:], low=unit.low[at:], offset=unit.offset + at)


def _closes_list(unit: Unit) -> bool:
    """Whether a Kazakh item is the last of its list: it then also holds the end of the sentence the lead-in began."""
    return unit.act.language == "kaz" and unit.provision.kind in _ITEMS and unit.text.rstrip().endswith(".")


def _bare(unit: Unit, rules: Rules, start: int, end: int) -> tuple[int, int]:
    """A term's place without the words around it that are none of it: «в настоящей статье», «дегеніміз»."""
    around = rules.around_term
    for cut in (around.match(unit.low, start, end), around.search(unit.low, start + 1, end)):
        if cut and cut.start() == start:
            start = cut.end()
        elif cut:
            end = cut.start()
    return start, end


def _matched(unit: Unit, match: re.Match[str] | Place, form: DefinitionForm) -> Definition:
    start, end, short = without_short(unit, match.start("term"), match.end("term"))
    start, end = _bare(unit, rules_of(unit.act.language), start, end)
    meaning = (match.start("text"), end_of(unit.text[: match.end("text")]))
    return unit.definition((start, end), meaning, form, short, scope_of(unit, match.group()))


def find_definitions(act: Act) -> tuple[Definition, ...]:
    """Every definition and abbreviation of an act, in order. Excluded provisions and notes are not read.

    The last act is remembered, since the reader of norms asks for the same definitions again.
    """
    if _last and _last[0][0] is act:
        return _last[0][1]
    found = tuple(_read(act))
    _last[:] = [(act, found)]
    return found


_last: list[tuple[Act, tuple[Definition, ...]]] = []


def _read(act: Act) -> Iterator[Definition]:
    rules = rules_of(act.language)
    tree = {p.eid: p for p in act.provisions}
    lists = _Lists(rules)
    for provision in act.provisions:
        if not is_read(provision) or provision.kind == "table":
            continue
        text, offset = own_text(act, provision)
        unit = Unit(act, provision, text, fold(text), offset, tree)
        mine: list[Definition] = []
        lead_in = lists.lead_in(unit)
        lists.note(unit)
        quoted = quoted_terms(unit, lead_in)
        if quoted:
            yield from quoted
            continue
        listed = _from_list(unit, rules, lead_in) if lead_in is not None else None
        first = listed or _from_dash(unit, rules)
        if not first and provision.kind in {"subparagraph", "indent"}:
            first = _from_member(unit, rules, lists.said(provision.parent))
        if first:
            mine.append(first)
        if not listed:
            mine.extend(_by_patterns(unit, rules, listed=lead_in is not None and act.language == "rus"))
        if "(" in text:
            mine.extend(find_abbreviations(unit, rules, {d.short for d in mine if d.short}))
        yield from sorted(mine, key=lambda d: d.span.start)
