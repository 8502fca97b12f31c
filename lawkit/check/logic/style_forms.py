"""Forms of writing: quotation marks, dashes, brackets, figures, dates, spaces, letters of another script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.logic.structure_view import beginning, view
from lawkit.check.logic.style_look import emphasised
from lawkit.check.logic.style_marks import double_spaces
from lawkit.check.logic.style_scan import found
from lawkit.check.rules import Rule
from lawkit.language.data import language_rules
from lawkit.language.morphology import russian_form
from lawkit.model import Provision, Span

_ITEM_MARK = re.compile(r"(?P<mark>[–—•▪·●-]\s+|[-–—](?=[^\W\d]))")
_CAPITALS = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ]{5,}(?:\s+[А-ЯЁӘҒҚҢӨҰҮҺІ]{4,}){0,6}(?![\w-])")
_SPACED = re.compile(r"(?<![\w.])[^\W\d_](?: [^\W\d_]){4,}(?![\w.])")
_STARS = re.compile(r"\*\*[^*\n]{1,200}\*\*|(?<!_)__(?!_)[^_\n]{1,200}(?<!_)__(?!_)")
_STRAIGHT = re.compile(r'(?<![\w"])"(?=[^\s"])(?P<inside>[^"«»\n]{1,300})(?<=[^\s"])"(?![\w"])')
_ENGLISH = re.compile(r"[“”„](?P<inside>[^“”„«»\n]{1,300})[“”]")
_PARTED = re.compile(r"«(?P<inside>[^“”„«»\"\n]{1,300})(?:\"(?!\w)|”)|(?<!\w)[\"“„](?P<inside2>[^“”„«»\"\n]{1,300})»")
_UNIT_NUMBER = re.compile(r"(?<![\w(])(?:\d+(?:[-–‑.]\d+)*|[a-zа-яәіңғүұқөһ])\)$")
_SPACE_BEFORE = re.compile(r" +(?=[,;.:](?:\s|$))")
_NO_SPACE = re.compile(r"[,;](?=[^\W\d_]{3})")
_LATIN_RUN = re.compile(r"[A-Za-z]+")
_TWICE = re.compile(r"(?<![\w-])([^\W\d_]+) \1(?![\w-])")
_INSIDE = frozenset("0123456789.,-")
_SHORT_WORDS = "виксоу"
_LETTERS = re.compile(r"[^\W\d_]+")
_LOOKALIKE = str.maketrans("aceopxyABCEHKMOPTXyi", "асеорхуАВСЕНКМОРТХуі")
_TO_LATIN = str.maketrans("асеорхуАВСЕНКМОРТХі", "aceopxyABCEHKMOPTXi")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ROMAN = re.compile(r"[IVXLСМІХМCDM]+(?:-?[а-яәіңғүұқөһ]+)?$")


def format_dash(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Dashes and bullets as marks of list items."""
    seen = view(draft)
    body = draft.act.body
    for provision in seen.prose:
        if provision.kind not in ("indent", "alinea") or provision.eid in seen.quoted:
            continue
        match = _ITEM_MARK.match(body, provision.span.start, provision.span.end)
        if match:
            span = Span(match.start("mark"), match.end("mark"))
            yield Hit(provision.eid, span, {"mark": match["mark"].strip()}, fix=Fix(span, ""))


def format_emphasis(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Words in capitals, letters spaced out, bold and underlined words, marks of bold type left in the text."""
    yield from emphasised(draft)
    seen = view(draft)
    body = draft.act.body
    for provision in seen.prose:
        if provision.kind in ("chapter", "section", "subsection", "subchapter", "part", "article"):
            continue
        start = max(
            0,
            body.find(provision.text, provision.span.start, provision.span.end)
            if provision.text
            else provision.span.start,
        )
        for pattern in (_CAPITALS, _SPACED, _STARS):
            for match in pattern.finditer(body, start, provision.span.end):
                if pattern is _CAPITALS and not _shouts(match, seen.low):
                    continue  # a name, an abbreviation, or part of a word
                yield Hit(provision.eid, Span(match.start(), match.end()), {"words": match[0]})


@lru_cache(maxsize=64)
def _in_capitals_mostly(body: str, low: str, word: str) -> bool:
    """Whether a word stands in capitals wherever it stands."""
    return low.count(f" {word.lower()}") <= body.count(f" {word}")


def _shouts(match: re.Match[str], low: str) -> bool:
    """Whether words in capitals are ordinary words rather than the name of a form or an abbreviation."""
    first = match[0].split()[0].lower()
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    if before.isalnum() or before in ("«", '"', "-") or after.isalnum() or after == "-":
        return False
    if match[0] in ("ПРИКАЗЫВАЮ", "ПОСТАНОВЛЯЕТ", "БҰЙЫРАМЫН"):
        return False
    form = russian_form(first)
    return bool(form.first) and not _in_capitals_mostly(match.string, low, match[0].split()[0])


def format_quotes(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Quotation marks of the rarer form, where the act uses two."""
    body = draft.act.body
    guillemets = body.count("«")
    seen = view(draft)
    for pattern in (_STRAIGHT, _ENGLISH, _PARTED):
        if guillemets < (rule.options["least"] if pattern is _STRAIGHT else 1):
            continue
        matches = [(p, m) for p, m in _in_body(draft, pattern) if p.eid not in seen.quoted]
        if pattern is not _PARTED and len(matches) > guillemets * rule.options["share"]:
            continue
        for provision, match in matches:
            if pattern is _PARTED or not _within(body, match.start()):
                span = Span(match.start(), match.end())
                text = f"«{match['inside'] or match['inside2']}»" if pattern is _PARTED else f"«{match['inside']}»"
                yield Hit(provision.eid, span, {"words": match[0], "better": text}, fix=Fix(span, text))


def _within(body: str, at: int) -> bool:
    """Whether a place stands inside «…» of its line: nested quotations may take the other form."""
    line = body.rfind("\n", 0, at) + 1
    return body.count("«", line, at) > body.count("»", line, at)


def _in_body(draft: Draft, pattern: re.Pattern[str]) -> Iterator[tuple[Provision, re.Match[str]]]:
    """Matches of a pattern of unfolded text in norms in force, tables and frame left out."""
    seen = view(draft)
    for match in pattern.finditer(draft.act.body):
        provision = seen.at(match.start())
        if provision is None or not provision.in_force or match.end() > provision.span.end:
            continue
        if provision.kind not in ("toc", "conclusions", "table", "annex"):
            yield provision, match


def format_brackets(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A bracket or a guillemet without its partner inside one unit."""
    seen = view(draft)
    body = draft.act.body
    for provision in seen.live:
        if provision.eid in seen.quoted or provision.kind in ("table", "annex"):
            continue
        skip = len(provision.num)
        text = provision.span.of(body)[skip:]
        for opening, closing in ("()", "«»"):
            at = _partnerless(text, opening, closing)
            if at >= 0 and _PARTED.match(text, at):
                continue  # closed by another mark: format-quotes
            if at >= 0 and not _quotes_on(draft, provision, opening):
                start = provision.span.start + skip + at
                yield Hit(provision.eid, beginning(body, start, provision.span.end, 30), {"mark": text[at]})


def _partnerless(text: str, opening: str, closing: str) -> int:
    """Where the first bracket without a partner stands, -1 when all have one.

    «2)» may close a bracket or number a unit («подпунктах 2) и 4)»): whatever makes the brackets match is taken.
    """
    if opening not in text and closing not in text:
        return -1
    least = most = 0  # how many may be open
    open_: list[int] = []
    for match in re.finditer(f"[{opening}{closing}]", text):
        if match[0] == opening:
            least, most = least + 1, most + 1
            open_.append(match.start())
            continue
        if closing == ")" and _UNIT_NUMBER.search(text, max(0, match.start() - 10), match.end()):
            least = max(0, least - 1)
            continue
        least, most = max(0, least - 1), most - 1
        if most < 0:
            return match.start()
        if open_:
            open_.pop()
    return open_[-1] if least and open_ else -1


def _quotes_on(draft: Draft, provision: Provision, opening: str) -> bool:
    """Whether the unit belongs to a quotation of several paragraphs: its partner stands in a neighbour."""
    if opening != "«":
        return False
    near = draft.act.provisions[max(0, provision.order - 12) : provision.order + 40]
    texts = [p.span.of(draft.act.body) for p in near]
    return sum(t.count("«") for t in texts) == sum(t.count("»") for t in texts)


def format_number(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A decimal point in Russian and Kazakh, thousands parted by commas or points."""
    body = draft.act.body
    for provision, match in found(draft, rule):
        text = body[match.start() : match.end()]
        if body[match.start() - 1 : match.start()] in _INSIDE and match.start():
            continue
        number = match["number"] or match["thousands"]
        better = number.replace(",", " ") if number.count(",") else number.replace(".", ",", 1)
        if match["thousands"]:
            better = number.replace(",", " ").replace(".", " ")
        span = Span(match.start(), match.start() + len(number))
        yield Hit(provision.eid, span, {"words": text, "better": better}, fix=Fix(span, better))


def format_date(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Dates in figures, «01.02.2026»."""
    months = [str(m) for m in language_rules(draft.act.language, "references")["citing"]["months"]]
    seen = view(draft)
    for provision, match in found(draft, rule):
        if draft.act.body[match.start() - 1 : match.start()] in _INSIDE and match.start():
            continue
        day, month, year = int(match["day"]), int(match["month"]), match["year"]
        if not (1 <= day <= 31 and 1 <= month <= 12) or provision.eid in seen.quoted:
            continue
        if draft.act.notes and re.search(str(rule.options["editorial"]), seen.own(provision)):
            continue  # an editor's words in the text of an edition
        if draft.act.language == "kaz":
            better, fix = f"{year} жылғы {day} {months[month - 1]}", None
        else:
            better = f"{day} {months[month - 1]} {year}" + (" года" if draft.act.language == "rus" else "")
            fix = better
        span = Span(match.start(), match.end())
        after = draft.act.body[match.end() : match.end() + 6].strip().lower()
        safe = fix is not None and not after.startswith("г")
        yield Hit(
            provision.eid,
            span,
            {"words": span.of(draft.act.body), "better": better},
            fix=Fix(span, fix or "") if safe else None,
        )


def format_script(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Latin letters inside a Cyrillic word: they look alike and nobody finds the word again."""
    kazakh = draft.act.language == "kaz"
    body = draft.act.body
    done = 0
    for provision, run in _in_body(draft, _LATIN_RUN):
        if run.start() < done:
            continue
        start = run.start()
        while start and body[start - 1].isalpha():
            start -= 1
        match = _LETTERS.match(body, start, provision.span.end)
        if match is None:
            continue
        done = match.end()
        word, latin, cyrillic = match[0], _LATIN.findall(match[0]), _CYRILLIC.findall(match[0])
        if not cyrillic or _ROMAN.fullmatch(word) or (kazakh and set(latin) <= {"i", "I"}):
            continue
        better = word.translate(_LOOKALIKE) if len(cyrillic) >= len(latin) else word.translate(_TO_LATIN)
        if _LATIN.search(better) and _CYRILLIC.search(better):
            continue
        span = Span(match.start(), match.end())
        yield Hit(
            provision.eid, span, {"words": word, "letters": ", ".join(dict.fromkeys(latin))}, fix=Fix(span, better)
        )


def word_repeat(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """The same word twice in a row."""
    allowed = frozenset(str(w) for w in rule.options["allowed"])
    seen = view(draft)
    at = 0
    for line in seen.low.split("\n"):
        if _TWICE.search(line):
            yield from _repeats(draft, line.split(" "), at, allowed)
        at += len(line) + 1


def _repeats(draft: Draft, pieces: list[str], at: int, allowed: frozenset[str]) -> Iterator[Hit]:
    seen = view(draft)
    for i, piece in enumerate(pieces):
        again = at + len(piece) + 1
        if i + 1 < len(pieces) and pieces[i + 1].rstrip(".,;:)") == piece and piece.isalpha() and piece not in allowed:
            provision = seen.at(at)
            end = again + len(piece)
            usable = (
                provision is not None and provision.in_force and provision.kind not in ("toc", "table", "conclusions")
            )
            if (
                provision is not None
                and usable
                and end <= provision.span.end
                and (len(piece) > 1 or piece in _SHORT_WORDS)
            ):
                words = draft.act.body[at:end]
                yield Hit(provision.eid, Span(again, end), {"words": words}, fix=Fix(Span(again - 1, end), ""))
        at = again


def format_space(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A space before a comma or a full stop; no space after a comma; two spaces in a row."""
    body = draft.act.body
    yield from double_spaces(draft)
    for provision, match in _in_body(draft, _SPACE_BEFORE):
        left = body[match.start() - 1 : match.start()]
        mark = body[match.end() : match.end() + 1]
        if not (left.isalpha() or (left.isdigit() and mark in ",;")):
            continue
        span = Span(match.start(), match.end())
        shown = Span(match.start(), min(match.end() + 1, provision.span.end))
        yield Hit(provision.eid, shown, {"words": body[max(0, span.start - 12) : span.end + 1]}, fix=Fix(span, ""))
    for provision, match in _in_body(draft, _NO_SPACE):
        if not body[max(0, match.start() - 3) : match.start()].isalpha():
            continue
        span = Span(match.start(), match.end())
        words = body[max(0, span.start - 12) : span.end + 8]
        yield Hit(provision.eid, span, {"words": words}, fix=Fix(Span(span.end, span.end), " "))
