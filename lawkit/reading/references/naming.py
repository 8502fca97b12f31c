"""Finds acts named in Russian and English texts.

«Законом Республики Казахстан от … № … "О …"», «Налоговым кодексом», «настоящего Закона», a defined short name. Looks forward from the noun, and back for
«настоящий» and the adjectives of a code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.model import Language
from lawkit.reading.references.abbreviated import with_abbreviations
from lawkit.reading.references.grammar import Grammar, grammar
from lawkit.reading.references.legislation import legislation
from lawkit.reading.references.mentions import (
    OPENERS,
    Mention,
    MentionKind,
    date_of,
    quoted,
)
from lawkit.reading.references.naming_forms import Forms, forms_of
from lawkit.reading.references.titles import Titles

_ORDERS = ("decree", "resolution", "order", "disposition", "decision")
_LOOK_BACK = 90


def mentions(text: str, folded: str, language: Language, titles: Titles) -> list[Mention]:
    """Every act named in the text, in order. Nothing inside a quoted title is reported."""
    forms, g = forms_of(language), grammar(language)
    found: list[Mention] = []
    closed = 0  # the end of the last title
    for match in forms.trigger.finditer(folded):
        if match.start() < closed or (found and _is_alias(match, found[-1], folded)):
            continue
        new = list(_read(match, text, folded, forms, g, titles))
        if new and found and found[-1].kind == "bare" and found[-1].start >= new[0].start:
            found.pop()  # «Указом» of «Указом …, имеющим силу Закона»
        found.extend(new)
        if new:
            closed = max(closed, new[-1].end)
    return with_abbreviations(found, text, folded, titles) if language == "rus" else found


def _is_alias(match: re.Match[str], last: Mention, folded: str) -> bool:
    """«Кодексом … "О налогах …" (Налоговый кодекс)»: the words in brackets name the act before them once more."""
    between = folded[last.end : match.start()]
    return last.noun == "code" and bool(match["noun"]) and re.fullmatch(r"\s*\([а-яa-z\s-]{2,50}", between) is not None


_DECREE_AS_LAW = re.compile(
    r"(?<!\w)указ\w{0,3}\s+президента(?:\s+(?:республики\s+казахстан|рк))?,?\s+имеющ\w{2,4}\s+силу\s+(?:конституционного\s+)?$"
)


def _read(match: re.Match[str], text: str, folded: str, forms: Forms, g: Grammar, titles: Titles) -> Iterator[Mention]:
    start, end = match.span()
    if match["treaty"]:
        yield Mention("named", "treaty", start, end, title=text[start:end], word=match.group())
        return
    if match["legislation"]:
        yield from legislation(match, folded, g.language, titles)
        return
    window = folded[max(0, start - _LOOK_BACK) : start]
    noun = "document" if match["document"] else "constitution" if match["alias"] else _noun(match.group(), forms)
    determined = forms.before.search(window)
    word = match.group()
    if noun in ("law", "constitution") and not determined:
        words = _DECREE_AS_LAW.search(window)
        words = words or re.search(r"(?:(?:конституционн|федеральн|constitutional)\w*\s+){1,2}$", window)
        if words:
            start -= len(words.group())
            determined = forms.before.search(window[: words.start()])
    if noun == "resolution" and not determined:
        words = re.search(r"(?<![\w-])нормативн\w{2,3}\s+$", window)
        start -= len(words.group()) if words else 0
    if noun == "code" and not determined:
        words = forms.adjectives.search(window)
        if words:
            outer = forms.before.search(window[: words.start()])
            determined = outer or determined
    if determined and noun != "document":
        kind: MentionKind = "this" if determined["this"] else "said"
        after = forms.country.match(folded, end)
        yield Mention(
            kind,
            noun,
            max(0, match.start() - _LOOK_BACK) + determined.start(),
            after.end() if after else end,
            word=word,
        )
        return
    if noun == "document":
        yield from _document(match, text, folded, forms, window, determined)
        return
    yield from _named(Mention("named", noun, start, end, word=word), window, text, folded, forms, g, titles)


def _noun(word: str, forms: Forms) -> str:
    return next((kind for kind, pattern in forms.nouns if pattern.fullmatch(word)), "")


def _document(
    match: re.Match[str], text: str, folded: str, forms: Forms, window: str, determined: re.Match[str] | None
) -> Iterator[Mention]:
    """«настоящих Правил», «Правил» (a short name), «Перечня …, утвержденного приказом …»."""
    start, end = match.span()
    capital = text[start].isupper()
    if determined:
        kind: MentionKind = "this" if determined["this"] else "said"
        if capital or kind == "this":
            yield Mention(kind, "document", max(0, start - _LOOK_BACK) + determined.start(), end, word=match.group())
        return
    attached = forms.attached.search(window)
    if attached:
        yield Mention("attached", "document", start - len(window) + attached.start(), end, word=match.group())
        return
    if capital:
        approved = forms.approved.match(folded, end)
        yield Mention("bare", "document", start, end, word=match.group(), approved=bool(approved))


def _named(
    mention: Mention, window: str, text: str, folded: str, forms: Forms, g: Grammar, titles: Titles
) -> Iterator[Mention]:
    noun_start, noun_end = mention.start, mention.end
    if mention.noun == "law" and re.search(r"(?<!\w)кодекс\w{0,3}\s+$", window):
        return  # «Кодекс законов о труде»
    capital = text[folded.find(mention.word, mention.start)].isupper()
    if mention.noun == "code":
        _code(mention, window, text, titles, forms, g)
        if before := forms.part_before.search(window[: len(window) - (noun_start - mention.start)]):
            mention.start -= len(before.group())  # «статьи 15 Особенной части Уголовного кодекса»
            mention.part = "special" if before["special"] else "general"
    _unlike(mention, window[: len(window) - (noun_start - mention.start)], forms)
    _tail(mention, text, folded, forms, g, titles)
    if mention.noun in _ORDERS and not (mention.date or mention.number or mention.registered):
        if capital and mention.end == noun_end:
            mention.kind = "bare"
            yield mention
        return
    if mention.noun == "treaty" and not mention.stated and not capital:
        return
    if mention.noun == "constitution" or mention.stated:
        yield from _joined_codes(mention, text, folded, forms, g, titles)
        yield mention
        yield from _more_titles(mention, text, folded, forms, g, titles)
        return
    plural = mention.noun == "law" and re.fullmatch(r"закон(?:ы|ов|ам|ами|ах)|laws", mention.word) is not None
    if plural and mention.country:
        mention.kind = "legislation"
        yield mention
    elif mention.country == "foreign" or (capital and mention.country == "own" and not plural):
        yield mention
    elif capital and not plural:
        mention.kind, mention.end = "bare", noun_end
        mention.start = noun_start
        yield mention


def _unlike(mention: Mention, before: str, forms: Forms) -> None:
    """«проекта Закона «О связи»», «модельного Закона»: what bears the name is not the act in force."""
    for reason, pattern in forms.unlike:
        if pattern.search(before):
            mention.unlike = reason


def _code(mention: Mention, window: str, text: str, titles: Titles, forms: Forms, g: Grammar) -> None:
    """Takes the adjectives before «кодекс» into the name, as many as name a code or start with a capital."""
    match = forms.adjectives.search(window)
    if not match:
        return
    words = match["adj"].split()
    for count in range(len(words), 0, -1):
        offset = len(window) - len(window[match.start() :]) if count == len(words) else window.rfind(words[-count])
        start = mention.start - (len(window) - offset)
        adjectives = " ".join(words[-count:])
        ids = titles.code(adjectives, g.language)
        if (
            ids
            or (count < 3 and text[start].isupper())
            or (count == 1 and forms.legislation_adjective.fullmatch(adjectives + " "))
        ):
            mention.start, mention.adjectives, mention.ids = start, adjectives, tuple(sorted(ids))
            return


def _joined_codes(last: Mention, text: str, folded: str, forms: Forms, g: Grammar, titles: Titles) -> Iterator[Mention]:
    """«Уголовный и Уголовно-процессуальный кодексы»: the names before the last one, each with a capital."""
    if last.noun != "code" or not last.adjectives or not forms.plural_code.fullmatch(last.word):
        return
    from_ = max(0, last.start - _LOOK_BACK)
    match = forms.joined.search(folded[from_ : last.start])
    if match is None:
        return
    for name in re.finditer(r"[^,\s][^,]*?(?=\s*,|\s+и\s|\s*$)", match["names"]):
        start = from_ + match.start("names") + name.start()
        ids = titles.code(name.group().strip(), g.language) if text[start].isupper() else set()
        if ids:
            another = Mention(
                "named", "code", start, start + len(name.group().rstrip()), country=last.country, word=last.word
            )
            another.adjectives, another.ids = name.group().strip(), tuple(sorted(ids))
            yield another


def _tail(mention: Mention, text: str, folded: str, forms: Forms, g: Grammar, titles: Titles) -> None:
    """Reads on after the noun: country, issuer, date, number, title, registration, in any order."""
    end = mention.end
    match = forms.country.match(folded, end) or forms.foreign.match(folded, end)
    if match:
        mention.country = "own" if forms.country.match(folded, end) else "foreign"
        end = match.end()
    if mention.noun in _ORDERS and (mention.country or _issuer_begins(mention.end, folded, forms)):
        match = forms.issuer.match(folded, end)
        match = match or forms.issuer_number.match(folded, end)
        if match and not any(m["noun"] for m in forms.trigger.finditer(folded, end, match.end())):
            if "number" in match.groupdict():
                mention.number = text[slice(*match.span("number"))]
            end, mention.date = match.end(), date_of(match["date"], g)
            mention.country = "foreign" if forms.foreign.search(folded, mention.end - 1, end) else mention.country
        plain = forms.issuer_plain.match(folded, end) if match is None else None
        if plain and not any(m["noun"] or m["document"] for m in forms.trigger.finditer(folded, end, plain.end())):
            end = plain.end()  # «решение маслихата "О …" от …»: the title stands before the day
    for _ in range(5):
        step = _step(mention, end, text, folded, forms, g, titles)
        if step == end:
            break
        end = step
    mention.end = end


_LOCAL = re.compile(r"\s+(?:\d{1,2}\s+(?:[\w-]+\s+)?сесси|(?:[\w-]+\s+){1,5}(?:маслихат|акимат|сесси))")


def _issuer_begins(at: int, folded: str, forms: Forms) -> bool:
    """Whether the words after a form of act name who issued it: «Министра», «Казталовского районного маслихата»."""
    if forms.issuer_start.match(folded, at):
        return True
    near = folded[at : at + 90]
    return ("маслихат" in near or "акимат" in near or "сесси" in near) and _LOCAL.match(near) is not None


_YEAR = re.compile(r",?\s+(?:(?P<year>(?:19|20)\d\d)\s+(?:года|г\.)|of\s+(?P<in>(?:19|20)\d\d)(?!\d))")


def _step(mention: Mention, end: int, text: str, folded: str, forms: Forms, g: Grammar, titles: Titles) -> int:
    if not mention.date and not mention.year and (match := _YEAR.match(folded, end)):
        mention.year = int(match["year"] or match["in"])
        return match.end()
    if mention.title and not mention.country and (match := forms.foreign.match(folded, end)):
        mention.country = "foreign"
        return match.end()
    if not mention.date and (match := forms.date.match(folded, end)):
        mention.date = date_of(match["date"], g)
        return match.end()
    if not mention.number and (match := forms.number.match(folded, end)):
        mention.number = text[slice(*match.span("number"))]
        return match.end()
    if not mention.title and (match := re.compile(r",?\s+(?=[\"«“])").match(folded, end)):
        close = quoted(text, match.end())
        if close > 0 and _looks_like_title(text, match.end()):
            mention.title = text[match.end() + 1 : close].strip('"»”“ ')
            mention.titled_at = (match.end(), close)
            return close
    if mention.noun == "code" and not mention.part and (match := forms.part.match(folded, end)):
        mention.part = "special" if match["special"] else "general"
        return match.end()
    if not mention.registered and (match := forms.registered.match(folded, end)):
        mention.registered = match["reg"]
        return match.end()
    if (
        not mention.title
        and not mention.ids
        and mention.noun in ("law", "code", "treaty")
        and (match := forms.about.match(folded, end))
    ):
        close, ids = titles.longest(folded, match.end(), g.language)
        if ids:
            mention.ids, mention.titled_at = tuple(sorted(ids)), (match.start("about"), close)
            return close
        if mention.country == "foreign" or mention.noun in ("code", "treaty"):
            words = re.compile(r"[^.;:,()\"«»]{0,120}?(?=\s(?:и|или|в|на|по|от|при|не|для)\s|[.;:,()\"«»]|$)").match(
                folded, match.end()
            )
            if words:
                mention.title = text[match.start("about") : words.end()]
                return words.end()
    return end


def _looks_like_title(text: str, at: int) -> bool:
    """A title of an act starts with a capital after its quotation mark."""
    return at + 1 < len(text) and text[at] in OPENERS and (text[at + 1].isupper() or text[at + 1].isdigit())


def _more_titles(first: Mention, text: str, folded: str, forms: Forms, g: Grammar, titles: Titles) -> Iterator[Mention]:
    """«законами "О …", "О …" и "О …"»: each further title is an act of the same form."""
    end = first.end
    for _ in range(40):
        match = forms.then.match(folded, end)
        if not first.title or not match or not _looks_like_title(text, match.end()):
            return
        close = quoted(text, match.end())
        if close < 0 or not re.match(r"(?:О|Об|On|О[\s\"])\s", text[match.end() + 1 : match.end() + 6]):
            return
        starts = match.start("dated") if match["dated"] else match.end()
        another = Mention("named", first.noun, starts, close, country=first.country, word=first.word)
        another.date = date_of(match["date"], g) if match["date"] else None
        another.title, another.titled_at = text[match.end() + 1 : close].strip('"»”“ '), (match.end(), close)
        _tail_only(another, text, folded, forms, g, titles)
        yield another
        end = another.end


def _tail_only(mention: Mention, text: str, folded: str, forms: Forms, g: Grammar, titles: Titles) -> None:
    for _ in range(3):
        step = _step(mention, mention.end, text, folded, forms, g, titles)
        if step == mention.end:
            return
        mention.end = step
