"""Abbreviations and short names: introduced once, before use, and used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.structure_view import view
from lawkit.check.logic.surroundings import any_of
from lawkit.check.rules import Rule
from lawkit.language import fold, lemma_key
from lawkit.model import Definition, Provision, Span
from lawkit.reading.own_text import is_read, own_text
from lawkit.reading.terms import Finder

_CAPITALS = re.compile(r"(?<![\w«\"-])[А-ЯӘҒҚҢӨҰҮҺІA-Z]{3,8}(?![\w-])")
_ROMAN = re.compile(r"[IVXLCІХС]+")


def _read(draft: Draft) -> Iterator[tuple[Provision, str, int]]:
    for provision in draft.act.provisions:
        if is_read(provision) and provision.in_force and provision.kind != "table":
            text, offset = own_text(draft.act, provision)
            if not text.isupper():
                yield provision, text, offset


def _introduced(draft: Draft) -> set[str]:
    names: set[str] = set()
    for d in draft.reading.definitions:
        for name in (d.short, d.term):
            names.update(fold(w) for w in re.findall(r"\w+", name))
    return names


def abbr_undefined(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Capital letters that the act never spells out; the first place of each."""
    known = {fold(str(w)) for w in rule.options["known"]} | _introduced(draft)
    body = draft.act.body
    seen: set[str] = set()
    for provision, text, offset in _read(draft):
        for match in _CAPITALS.finditer(text):
            word = match[0]
            if fold(word) in known or word in seen or _ROMAN.fullmatch(word):
                continue
            if _shouting(text, match):
                continue
            seen.add(word)
            if _spelled_out(body, word):
                continue
            yield Hit(provision.eid, Span(offset + match.start(), offset + match.end()), {"word": word})


def _shouting(text: str, match: re.Match[str]) -> bool:
    """A word of a line in capitals: «ПРИКАЗЫВАЮ», a heading."""
    around = text[max(0, match.start() - 15) : match.end() + 15]
    letters = [c for c in around if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _spelled_out(body: str, word: str) -> bool:
    """«Единый контактный центр (ЕКЦ)», «ЕКЦ (единый контактный центр)»: the long form stands beside it."""
    escaped = re.escape(word)
    found = re.search(
        rf"\(\s*(?:[^()]{{0,40}}[\s«\"–-])?{escaped}[»\"]?\s*\)|\b{escaped}\s*[–—-]\s|\b{escaped}\s*\(", body
    )
    return found is not None


def abbr_early(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Capital letters used before the place where the act spells them out."""
    introduced: dict[tuple[str, str], Definition] = {}
    for d in draft.reading.definitions:
        short = d.term if d.form == "abbreviation" else d.short
        if _throughout(d) and re.fullmatch(r"[А-ЯӘҒҚҢӨҰҮҺІA-Z]{2,8}", short) and not _ROMAN.fullmatch(short):
            introduced.setdefault((_document(d.source), short), d)
    if not introduced:
        return
    for provision, text, offset in _read(draft):
        for match in _CAPITALS.finditer(text):
            key = (_document(provision.eid), match[0])
            entry = introduced.get(key)
            at = offset + match.start()
            if entry is None or at >= _bracket(draft.act.body, entry, match[0]):
                continue
            if not _spelled_out(text[: match.end() + 2], match[0]):
                del introduced[key]
                yield Hit(
                    provision.eid, Span(at, at + len(match[0])), {"word": match[0]}, ((entry.source, entry.span),)
                )


def abbr_long(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """The long form of an abbreviation once more, after the act has introduced the short one."""
    language = draft.act.language
    longs: dict[str, Definition] = {}
    for d in draft.reading.definitions:
        if (
            d.form == "abbreviation"
            and _throughout(d)
            and (words := _initials(draft.act.body, d, rule.options["words"]))
        ):
            longs.setdefault(lemma_key(words, language), d)
    if not longs:
        return
    finder = Finder(longs, language)
    for provision, text, offset in _read(draft):
        for key, start, end in finder.find(text):
            d = longs[key]
            if offset + start < d.span.end or _document(provision.eid) != _document(d.source):
                continue
            span = Span(offset + start, offset + end)
            yield Hit(provision.eid, span, {"words": text[start:end], "short": d.term}, ((d.source, d.span),))


def _bracket(body: str, definition: Definition, short: str) -> int:
    """Where the bracket opens that introduces a short name."""
    pattern = re.compile(rf"\([^()]{{0,60}}?{re.escape(short)}[^()]{{0,20}}\)")
    match = pattern.search(body, definition.span.start, definition.span.end + 200)
    return match.start() if match else definition.span.start


def _initials(body: str, definition: Definition, least: int) -> str:
    """The words before «(далее – ЦОД)» whose first letters make the abbreviation; empty where they do not."""
    letters = definition.term
    if not re.fullmatch(r"[А-ЯӘҒҚҢӨҰҮҺІ]{2,8}", letters) or len(letters) < least:
        return ""
    at = _bracket(body, definition, letters)
    before = body[max(0, at - 300) : at]
    words = list(re.finditer(r"[^\W\d_]+", before.rpartition("\n")[2]))[-len(letters) :]
    if "".join(w[0][0] for w in words).upper() != letters:
        return ""
    return before.rpartition("\n")[2][words[0].start() : words[-1].end()]


def _throughout(definition: Definition) -> bool:
    """Whether a short name holds for the whole act, or for the whole of the rules that an annex holds."""
    return definition.scope in ("", _document(definition.source))


def _document(eid: str) -> str:
    first = eid.partition("__")[0]
    return first if first.startswith("annex_") else ""


def abbr_dup(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """One short name for two things, or one thing shortened twice, in one document."""
    language = draft.act.language
    first: dict[tuple[str, str], Definition] = {}
    for d in draft.reading.definitions:
        short = d.term if d.form == "abbreviation" else d.short
        if not short or not _throughout(d):
            continue
        key = (_document(d.source), lemma_key(short, language))
        other = first.setdefault(key, d)
        if other is d or (other.source == d.source and d.span.start < other.span.end):
            continue
        if d.source in view(draft).quoted or _in_quotation(draft, d.span):
            continue  # words that another act or edition is to have
        at = draft.act.body.rfind(short, d.span.start, d.span.end)
        span = Span(at, at + len(short)) if at >= 0 else d.span
        yield Hit(d.source, span, {"short": short}, ((other.source, other.span),))


def _in_quotation(draft: Draft, span: Span) -> bool:
    """Whether the paragraph opens with a quotation mark and a number: the wording of a unit, quoted."""
    body = draft.act.body
    start = body.rfind("\n", 0, span.start) + 1
    return re.match(r"\s*[«\"“„]\d", body[start : start + 8]) is not None


def abbr_unused(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A short name that is not used after it was introduced."""
    language = draft.act.language
    shorts = [(d, d.term if d.form == "abbreviation" else d.short) for d in draft.reading.definitions]
    wanted = {lemma_key(s, language): (d, s) for d, s in reversed(shorts) if s}
    if not wanted:
        return
    used = _uses_after(draft, wanted)
    for key, (d, short) in sorted(wanted.items(), key=lambda item: item[1][0].span.start):
        if key not in used:
            at = draft.act.body.find(short, d.span.start)
            span = Span(at, at + len(short)) if 0 <= at < d.span.end + 200 else d.span
            yield Hit(d.source, span, {"short": short})


def _uses_after(draft: Draft, wanted: dict[str, tuple[Definition, str]]) -> set[str]:
    """Short names seen in the text outside the brackets that introduce them."""
    finder = Finder(wanted, draft.act.language)
    body = draft.act.body
    made = [m.span() for m in re.finditer(r"\([^()]{0,300}\)", body) if _opens(m[0], draft)]
    quick = re.compile("|".join(sorted({rf"(?<!\w){re.escape(key.split()[0][:3])}" for key in wanted})))
    used: set[str] = set()
    for provision in draft.act.provisions:
        if not provision.in_force or len(used) == len(wanted):
            continue
        own, start = provision.span.of(body), provision.span.start
        low = fold(own)
        for window in _windows(low, quick):
            for key, a, b in finder.find(own[window[0] : window[1]]):
                first, last = start + window[0] + a, start + window[0] + b
                if key not in used and not any(x <= first and last <= y for x, y in made):
                    used.add(key)
    longer = {w for w in wanted if w in used}
    return used | {w for w in wanted if any(f" {w} " in f" {o} " for o in longer if o != w)}


def _windows(low: str, quick: re.Pattern[str]) -> list[tuple[int, int]]:
    """Stretches of a text in which one of the names can stand; those that touch are one."""
    out: list[tuple[int, int]] = []
    for match in quick.finditer(low):
        end = min(len(low), match.start() + 200)
        while end < len(low) and (low[end].isalnum() or low[end] == "-"):
            end += 1
        if out and match.start() <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((match.start(), end))
    return out


def _opens(bracket: str, draft: Draft) -> bool:
    marks = {"rus": ("далее", "именуем"), "kaz": ("бұдан әрі",), "eng": ("hereinafter", "hereafter")}
    low = fold(bracket)
    return any(mark in low for mark in marks[draft.act.language])


def term_undefined(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A general word with a capital inside a sentence, as short names are written, that nothing introduces; once each."""
    find = any_of(rule.patterns.get(draft.act.language, ()))
    never = any_of(rule.exceptions.get(draft.act.language, ()))
    if find is None:
        return
    language = draft.act.language
    known = {lemma_key(n, language) for d in draft.reading.definitions for n in (d.term, d.short) if n}
    known |= {k.removeprefix("the ") for k in known}  # the reader of English leaves the article out of a term
    heads = {k.split()[0] for k in known if k}
    seen: set[str] = set()
    for provision, text, offset in _read(draft):
        covered = [m.span() for m in never.finditer(text)] if never else []
        for match in find.finditer(text):
            key = lemma_key(match[0], language).removeprefix("the ")
            if not any(c.isupper() for c in match[0]) or key in known or key in seen or key in heads:
                continue
            if any(a < match.end() and match.start() < b for a, b in covered):
                continue
            seen.add(key)
            yield Hit(provision.eid, Span(offset + match.start(), offset + match.end()), {"word": match[0]})
