"""Finds acts named in Kazakh texts.

Everything stands before the noun: «"… туралы" Қазақстан Республикасының Заңы»,
«Қазақстан Республикасының Азаматтық кодексі», «осы Заңның», «Қазақстан Республикасының архивтер туралы заңнамасы».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lawkit.reading.references.grammar import Grammar, alternation, grammar
from lawkit.reading.references.mentions import (
    CLOSERS,
    NUMBER,
    Mention,
    MentionKind,
    countries,
    date_of,
    part_pattern,
    quotations,
    registration,
)
from lawkit.reading.references.titles import Titles

_ORDERS = ("decree", "resolution", "order", "disposition", "decision")
_WINDOW = 420
_ABOUT_TITLE = re.compile(r"(?:туралы|жөніндегі|жайлы)\s*$")


@dataclass(frozen=True, slots=True)
class _Forms:
    trigger: re.Pattern[str]
    nouns: tuple[tuple[str, re.Pattern[str]], ...]
    before: re.Pattern[str]
    issuer: re.Pattern[str]
    country: re.Pattern[str]
    countries: frozenset[str]
    starts_with_country: re.Pattern[str]
    other: re.Pattern[str]
    determiners: frozenset[str]
    dated: re.Pattern[str]
    part: re.Pattern[str]
    field: re.Pattern[str]
    adjective: re.Pattern[str]
    branch: re.Pattern[str]
    registered: re.Pattern[str]
    bracket: re.Pattern[str]
    local: re.Pattern[str]
    manners: tuple[str, ...]
    law_adjective: re.Pattern[str]
    legal: re.Pattern[str]
    draft: re.Pattern[str]
    attached: re.Pattern[str]


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    g = grammar("kaz")
    rules = g.rules
    own, foreign = countries(g)
    nouns = {kind: alternation(forms) for kind, forms in rules["act_nouns"].items()}
    trigger = (
        rf"(?<![\w-])(?:(?P<treaty>{alternation(rules['treaties'])})|(?P<legislation>{alternation(rules['legislation'])})|(?P<alias>{alternation(rules['constitution_aliases'])})"
        rf"|(?P<noun>{'|'.join(nouns.values())})|(?P<document>{alternation([*rules['documents'], *(f'{w}*' for w in rules['documents_by_capital'])])}))"
    )
    this, said = alternation(rules["this"]), alternation(rules["said"])
    stems = "|".join(
        re.escape(s).replace("\\ ", r"\s+") for s in sorted(rules["legislation_adjectives"], key=len, reverse=True)
    )
    return _Forms(
        trigger=re.compile(trigger),
        nouns=tuple((kind, re.compile(n)) for kind, n in nouns.items()),
        before=re.compile(rf"(?<![\w-])(?:(?P<this>{this})|(?P<said>{said}))\s+$"),
        issuer=re.compile(
            rf"(?<![\w-])(?:(?P<own>{own})|(?P<foreign>{foreign}))\s+[^.;:\"«»()\d]{{1,150}}\s(?:м\.\s?а\.\s)?$"
        ),
        dated=re.compile(rf"(?P<date>{g.date})\s*(?:{NUMBER}\s*)?(?:қабылданған\s+)?$"),
        part=part_pattern(g),
        starts_with_country=re.compile(rf"{own}\s+"),
        other=re.compile(rf"(?<![\w-]){alternation(rules['other'])}\s+$"),
        countries=frozenset(
            str(c).lower().split()[-1] for kind in ("own", "foreign") for c in rules["countries"][kind]
        ),
        determiners=frozenset(str(w).split()[-1] for w in [*rules["this"], *rules["said"]]),
        country=re.compile(rf"(?<![\w-])(?:(?P<own>{own})|(?P<foreign>{foreign}))\s+$"),
        field=re.compile(
            rf"(?:(?<![\w-]){own}\s+)(?P<field>[^.;:()\"«»]{{3,170}}?\s+(?:{alternation(rules['legislation_about'])}))\s+$"
        ),
        branch=re.compile(rf"(?:{stems})\s"),
        adjective=re.compile(rf"(?<![\w-])(?P<adj>{stems})\s+$"),
        registered=registration(rules["registered"]),
        bracket=re.compile(
            rf"\s*\((?=[^()]{{0,300}}(?:тіркел|жарияла))(?:[^()]{{0,160}}?(?:{rules['registered'].lower()})[^()]{{0,90}}?(?:№|n)\s*(?P<reg>\d{{1,6}}))?[^()]{{0,400}}\)\s*$"
        ),
        local=re.compile(
            rf"(?<![\w-])(?:[\w-]+\s+){{0,5}}[\w-]*(?:мәслихат|әкімдіг|әкімін)\w*\s+(?P<date>{g.date})\s*(?:\d{{1,2}}\s+сессия\w*\s+)?(?:{NUMBER}|(?P<plain>\d[\w/-]{{0,12}}))?\s*$"
        ),
        manners=tuple(str(w) for w in rules["documents_by_capital"]),
        attached=re.compile(rf"(?<![\w-]){alternation(rules['attached'])}\s+$"),
        legal=re.compile(rf"\s+{alternation(rules['legal'])}"),
        draft=re.compile(rf"\s+{alternation(rules['drafts'])}"),
        law_adjective=re.compile(r"(?<![\w-])конституциялық\s+$"),
    )


def mentions(text: str, folded: str, titles: Titles) -> list[Mention]:
    """Every act named in the text, in order."""
    forms, g = _forms(), grammar("kaz")
    closers = quotations(text)
    found: list[Mention] = []
    for match in forms.trigger.finditer(folded):
        between = folded[found[-1].end : match.start()] if found and found[-1].noun == "code" else ""
        if match["noun"] and re.fullmatch(r"\s*\([\w\s-]{2,50}", between):
            continue  # «… Кодексінде (Салық кодексі)»
        if match["noun"] == "заң" and forms.legal.match(folded, match.end()):
            continue  # «Республикалық Заң консультанттары алқасы»
        for mention in _read(match, text, folded, forms, g, titles, closers):
            if found and mention.start < found[-1].end:
                if found[-1].titled_at[1] > mention.start:
                    continue
                mention.start = found[-1].end
            if mention.noun in ("law", "code") and forms.draft.match(folded, mention.end):
                mention.unlike = "a draft, not the act of that name"
            found.append(mention)
    return found


def _read(
    match: re.Match[str], text: str, folded: str, forms: _Forms, g: Grammar, titles: Titles, closers: dict[int, int]
) -> Iterator[Mention]:
    start, end = match.span()
    if match["treaty"]:
        yield Mention("named", "treaty", start, end, title=text[start:end], word=match.group())
        return
    from_ = max(0, start - _WINDOW)
    window = folded[from_:start]
    word = match.group()
    if match["legislation"]:
        yield _legislation(match, window, from_, forms, titles, text, closers)
        return
    noun = "document" if match["document"] else "constitution" if match["alias"] else _noun(word, forms)
    adjective = forms.law_adjective.search(window[-20:]) if noun == "law" and window.endswith("қ ") else None
    if adjective:
        start -= len(adjective.group())
        window = folded[from_:start]
    determined = forms.before.search(window[-40:]) if _last_word(window) in forms.determiners else None
    capital = text[match.start()].isupper()
    if noun == "document" and not capital and word.startswith(forms.manners):
        return
    if determined:
        kind: MentionKind = "this" if determined["this"] else "said"
        if kind == "this" or capital:
            yield Mention(kind, noun, start - len(determined.group()), end, word=word)
        return
    if word == g.rules["adjective_lookalike"]:
        return
    if noun == "document":
        attached = forms.attached.search(window[-60:])
        if attached:
            yield Mention("attached", noun, start - len(attached.group()), end, word=word)
        elif capital:
            yield Mention("bare", noun, start, end, word=word)
        return
    if noun == "decision" and not capital and not _REQUISITES.search(window[-24:]):
        return
    mention = Mention("named", noun, start, end, word=word)
    _look_back(mention, window, from_, text, folded, forms, g, titles, closers)
    _look_on(mention, folded, forms)
    yield from _worth(mention, capital, text, folded, forms, closers)


def _look_on(mention: Mention, folded: str, forms: _Forms) -> None:
    """Reads on after the noun: «(Жалпы бөлім)», the registration."""
    part = forms.part.match(folded, mention.end) if mention.noun == "code" else None
    if part:
        mention.part, mention.end = "special" if part["special"] else "general", part.end()
    registered = forms.registered.match(folded, mention.end)
    if registered and (mention.date or mention.title):
        mention.registered, mention.end = registered["reg"], registered.end()


def _worth(
    mention: Mention, capital: bool, text: str, folded: str, forms: _Forms, closers: dict[int, int]
) -> Iterator[Mention]:
    """The mention, where it says enough to be one, with the titles that stand in a row before it."""
    noun = mention.noun
    if noun == "constitution" or mention.stated:
        yield from _titles_before(mention, text, folded, closers)
        yield mention
    elif noun == "treaty":
        if capital:
            yield mention
    elif noun == "law" and (mention.word.startswith("заңдар") or (not capital and mention.word.startswith("заңы"))):
        yield from _laws(mention, folded, forms)
    elif capital:
        mention.kind = "bare" if not mention.country or noun in _ORDERS else "named"
        if noun in ("law", "code") or mention.kind == "bare":
            yield mention


_REQUISITES = re.compile(r"(?:\d[^\s]{0,12}|[\"»”)])\s+$")  # a number, a title or brackets right before «шешімі»


_JOINED = re.compile(r"[\"»”]\s*(?:,|және|мен|пен|бен|немесе)\s*$")


def _titles_before(last: Mention, text: str, folded: str, closers: dict[int, int]) -> list[Mention]:
    """«"А туралы", "Б туралы" және "В туралы" … заңдарына»: the titles before the last are acts of the same form."""
    found: list[Mention] = []
    at = last.titled_at[0]
    while last.title and at:
        match = _JOINED.search(folded[max(0, at - 12) : at])
        close = at - len(match.group()) if match else -1
        opened = closers.get(close, -1)
        if opened < 0 or not text[opened + 1 : close].rstrip().endswith(("туралы", "жөніндегі")):
            break
        another = Mention("named", last.noun, opened, close + 1, country=last.country, word=last.word)
        another.title, another.titled_at = text[opened + 1 : close].strip(), (opened, close + 1)
        found.append(another)
        at = opened
    return found[::-1]


def _laws(mention: Mention, folded: str, forms: _Forms) -> Iterator[Mention]:
    """«Қазақстан Республикасының (өзге де) заңдарында», «… заңында»: the country's laws in general."""
    other = forms.other.search(folded[max(0, mention.start - 20) : mention.start])
    country = None if mention.country else _country(folded, mention.start - (len(other.group()) if other else 0), forms)
    if country:
        mention.start -= len(country.group()) + (len(other.group()) if other else 0)
        mention.country = "own" if country["own"] else "foreign"
    if mention.country:
        mention.kind = "legislation"
        yield mention


def _last_word(before: str) -> str:
    """The word that a stretch of text ends with; empty when a mark stands there."""
    words = before[-30:].rsplit(None, 1)
    return words[-1] if words and before[-1:].isspace() else ""


def _country(folded: str, at: int, forms: _Forms) -> re.Match[str] | None:
    """The country's name right before a place."""
    before = folded[max(0, at - 60) : at]
    return forms.country.search(before) if _last_word(before) in forms.countries else None


def _noun(word: str, forms: _Forms) -> str:
    return next((kind for kind, pattern in forms.nouns if pattern.fullmatch(word)), "")


def _look_back(
    mention: Mention, window: str, from_: int, text: str, folded: str, forms: _Forms, g: Grammar, titles: Titles,
    closers: dict[int, int],
) -> None:  # fmt: skip
    """Reads requisites, country, code name and title backwards from the noun."""
    if mention.noun in _ORDERS:
        _registered_before(mention, folded, forms)
        window = window[: mention.start - from_]
    if mention.noun != "code" and (dated := forms.dated.search(window[-70:])):
        mention.date, mention.number = date_of(dated["date"], g), dated["number"] or ""
        mention.start -= len(dated.group())
        if dated["number"]:
            end = from_ + len(window) - len(window[-70:]) + dated.end("number")
            mention.number = text[end - len(dated["number"]) : end]
        if mention.noun in _ORDERS and (
            issuer := forms.issuer.search(folded[max(0, mention.start - 200) : mention.start])
        ):
            mention.start -= len(issuer.group())
            mention.country = "foreign" if issuer["foreign"] else "own"
    country = _country(folded, mention.start, forms)
    if country:
        mention.country = "own" if country["own"] else "foreign"
        mention.start -= len(country.group())
        tail_from = max(0, mention.start - 70)
        dated = forms.dated.search(folded[tail_from : mention.start]) if not mention.date else None
        if dated:
            mention.date, mention.start = date_of(dated["date"], g), tail_from + dated.start()
            if dated["number"]:
                mention.number = text[tail_from + dated.start("number") : tail_from + dated.end("number")]
    if mention.noun == "code":
        _code(mention, text, folded, forms, titles)
        _dated_code(mention, text, folded, forms, g)
    _title(mention, text, folded, titles, closers)
    if mention.noun in _ORDERS and not mention.date:
        _local(mention, text, folded, forms, g)
        if mention.date and not mention.title:
            _title(mention, text, folded, titles, closers)


def _registered_before(mention: Mention, folded: str, forms: _Forms) -> None:
    """«… № 46 "… туралы" (… № 4428 болып тіркелген) шешіміне»: the registration between the title and the noun."""
    if folded[max(0, mention.start - 3) : mention.start].rstrip()[-1:] != ")":
        return
    from_ = max(0, mention.start - 600)
    match = forms.bracket.search(folded[from_ : mention.start])
    if match:
        mention.start, mention.registered = from_ + match.start(), match["reg"] or ""


def _dated_code(mention: Mention, text: str, folded: str, forms: _Forms, g: Grammar) -> None:
    """«Қазақстан Республикасының 2008 жылғы 4 желтоқсандағы Бюджет кодексі»: the day before a code's name."""
    from_ = max(0, mention.start - 70)
    dated = forms.dated.search(folded[from_ : mention.start]) if mention.adjectives and not mention.date else None
    if dated is None:
        return
    mention.date, mention.start = date_of(dated["date"], g), from_ + dated.start()
    if dated["number"]:
        mention.number = text[from_ + dated.start("number") : from_ + dated.end("number")]
    country = _country(folded, mention.start, forms)
    if country and not mention.country:
        mention.country = "own" if country["own"] else "foreign"
        mention.start -= len(country.group())


def _local(mention: Mention, text: str, folded: str, forms: _Forms, g: Grammar) -> None:
    """«Мәртөк аудандық мәслихатының 2013 жылғы 25 желтоқсандағы № 102 "…" шешіміне»: the act of a local body."""
    from_ = max(0, mention.start - 220)
    before = folded[from_ : mention.start]
    match = forms.local.search(before) if "мәслихат" in before or "әкім" in before else None
    if match is None:
        return
    at = from_ + match.start("number" if match["number"] else "plain")
    found = match["number"] or match["plain"] or ""
    mention.number = text[at : at + len(found)] if found else ""
    mention.date, mention.start = date_of(match["date"], g), from_ + match.start()


def _code(mention: Mention, text: str, folded: str, forms: _Forms, titles: Titles) -> None:
    """«Азаматтық процестік кодексі»: up to eight words before the noun that name a code.

    Else up to three that start with a capital or with the name of a branch of law («Денсаулық сақтау кодексі»).
    """
    before = re.search(r"(?:[\w-]+\s+){1,8}$", folded[max(0, mention.start - 130) : mention.start])
    starts = (
        [mention.start - len(before.group()) + m.start() for m in re.finditer(r"[\w-]+", before.group())]
        if before
        else []
    )
    named = next(((s, ids) for s in starts if (ids := titles.code(folded[s : mention.start], "kaz"))), None)
    if named is None:
        for start in starts[-3:]:
            words = folded[start : mention.start]
            proper = text[start].isupper() and text[start].isalpha() and "республикас" not in words
            if proper or forms.branch.match(words):
                named = (start, set())
                break
    if named is None:
        return
    mention.adjectives, mention.ids = folded[named[0] : mention.start].strip(), tuple(sorted(named[1]))
    mention.start = named[0]
    country = _country(folded, mention.start, forms)
    if country:
        mention.country = "own" if country["own"] else "foreign"
        mention.start -= len(country.group())


def _title(mention: Mention, text: str, folded: str, titles: Titles, closers: dict[int, int]) -> None:
    """A quoted title before the mention, or an unquoted one that ends in «туралы»."""
    at = mention.start
    while at > 0 and text[at - 1].isspace():
        at -= 1
    if at and text[at - 1] in CLOSERS and at - 1 in closers:
        opened = closers[at - 1]
        title = text[opened + 1 : at - 1].strip()
        if len(title) > 5 and mention.noun != "constitution":
            mention.title, mention.titled_at, mention.start = title, (opened, at), opened
        return
    about = _ABOUT_TITLE.search(folded[max(0, at - 14) : at])
    if about and mention.noun in ("law", "code", "treaty") and not mention.adjectives:
        title_end = at - len(about.group())
        start, ids = titles.before(folded, title_end, "kaz")
        if ids:
            mention.ids, mention.titled_at, mention.start = tuple(sorted(ids)), (start, at), start
        else:
            words = re.search(r"(?<![\w-])(?:[\w-]+\s+){1,2}$", folded[max(0, title_end - 110) : title_end])
            if words and not re.search(r"(?:енгізу|қабылдау|өзгерту|жою)\s+$", words.group()):
                mention.title = text[title_end - len(words.group()) : at].strip()
                mention.start = title_end - len(words.group())


def _legislation(
    match: re.Match[str], window: str, from_: int, forms: _Forms, titles: Titles, text: str, closers: dict[int, int]
) -> Mention:
    mention = Mention("legislation", "legislation", match.start(), match.end(), word=match.group())
    country = forms.country.search(window[-60:])
    if country:
        mention.country = "own" if country["own"] else "foreign"
        mention.start -= len(country.group())
    adjective = forms.adjective.search(window[-60:])
    if adjective:
        mention.adjectives = mention.field = adjective["adj"]
        mention.ids = tuple(
            sorted(titles.code(mention.adjectives, "kaz") or titles.adjective(mention.adjectives, "kaz"))
        )
        mention.start -= len(adjective.group())
        before = forms.country.search(window[: mention.start - from_][-60:])
        mention.start -= len(before.group()) if before else 0
        return mention
    about = re.search(r"(?:туралы|саласындағы|жөніндегі)\s+$", window[: mention.start - from_])
    if about:
        title_end = mention.start - len(about.group())
        start, ids = titles.before(window, title_end - from_, "kaz")
        if ids:
            mention.ids, mention.start = tuple(sorted(ids)), from_ + start
            field_text = text[from_ + start : title_end + len(about.group())].strip()
            own = forms.starts_with_country.match(field_text.lower())
            mention.field = field_text[own.end() :] if own else field_text
            before = forms.country.search(window[:start][-60:])
            mention.start -= len(before.group()) if before else 0
        elif not country and (field := forms.field.search(window)):
            mention.field = text[from_ + field.start("field") : from_ + field.end("field")].strip()
            mention.start = from_ + field.start()
    del closers
    return mention
