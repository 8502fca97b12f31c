"""Numbers: used twice, out of order, missing, written in another form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lawkit.check.draft import Draft, Fix, Hit
from lawkit.check.logic.structure_view import mark_of, named, order_key, siblings, view, words_of
from lawkit.check.rules import Rule
from lawkit.model import GROUPINGS, Provision, Span
from lawkit.structure.grammar import normal_number

_NUMBERED = ("article", "paragraph", "subparagraph", "part", "section", "subsection", "chapter", "subchapter")
_RESTARTS = ("chapter", "paragraph", "article", "section")
_ROMAN = re.compile(r"(?<![\w-])[IVXLІХ]{1,7}(?![\w])")
_LETTER = re.compile(r"(?P<mark>[а-яёәғқңөұүһіa-z])\)\s")
_SPACED = re.compile(r"\d(?P<space>\s+)[.)]")
_LONG_DASH = re.compile(r"(?<=\d)[–‑—](?=\d)")


def num_dup(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Two siblings of one kind with one number; the splitter gives the second the id `…~2`.

    A row that as a whole begins at 1 again is rather a second list: one warning for all of it.
    """
    if view(draft).lettered:
        return
    rows: dict[tuple[str, str], list[Provision]] = {}
    for provision in draft.act.provisions:
        if provision.kind not in ("annex", "table") and provision.number:
            owner = provision.eid.rpartition("__")[0]
            rows.setdefault((owner, provision.kind), []).append(provision)
    for row in rows.values():
        rest = iter(range(len(row)))
        for i in rest:
            provision = row[i]
            first = draft.by_eid.get(provision.eid.partition("~")[0])
            if "~" not in provision.eid.rpartition("__")[2] or first is None:
                continue
            length = _again(row, i)
            related = ((first.eid, first.span),)
            values = {"number": provision.num.strip()}
            if length > 1:
                yield Hit(provision.eid, provision.span, values, related, severity="warning")
                for _ in range(length - 1):
                    next(rest, None)
            else:
                yield Hit(provision.eid, provision.span, values, related, _renumbered(draft, provision))


def _again(row: list[Provision], start: int) -> int:
    """How many units from here on count 1, 2, 3 … again, each number taken already."""
    length = 0
    for provision in row[start:]:
        if provision.number != str(length + 1) or "~" not in provision.eid.rpartition("__")[2]:
            break
        length += 1
    return length if start and row[start - 1].number != "1" else 0


def _renumbered(draft: Draft, provision: Provision) -> Fix | None:
    """The next number, where the unit is the last of its row and nothing in the draft points at the row."""
    owner, _, last = provision.eid.partition("~")[0].rpartition("__")
    row = [
        p
        for p in draft.act.provisions
        if p.kind == provision.kind and p.eid.partition("~")[0].rpartition("__")[0] == owner
    ]
    if not last or row[-1] is not provision or not provision.number.isdigit() or _pointed_at(draft, owner):
        return None
    numbers = [order_key(p.number)[0] for p in row if p.number[:1].isdigit()]
    if len({p.eid.partition("~")[0] for p in row}) != len(row) - 1 or max(numbers) != int(provision.number):
        return None
    at = provision.num.find(provision.number)
    start = provision.span.start + at
    return Fix(Span(start, start + len(provision.number)), str(int(provision.number) + 1)) if at >= 0 else None


def _pointed_at(draft: Draft, owner: str) -> bool:
    """Whether a reference inside the draft leads to a unit under this owner."""
    prefix = f"{owner}__" if owner else ""
    for reference in draft.reading.references:
        target = reference.target
        if target is not None and target.act == draft.act.act_id and target.eid.startswith(prefix) and target.eid:
            return True
    return False


def num_order(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A number smaller than one that stands before it in the same row; in a row of many such (a form), a warning."""
    if view(draft).lettered:
        return
    for _, row in siblings(draft, _NUMBERED):
        found: list[tuple[Provision, Provision]] = []
        highest: tuple[tuple[int, ...], Provision] | None = None
        for provision in row:
            key = order_key(provision.number)
            if not key or "~" in provision.eid.rpartition("__")[2]:
                continue
            if highest is not None and key < highest[0]:
                found.append((provision, highest[1]))
            else:
                highest = (key, provision)
        severity = "warning" if len(found) > 1 and len(found) * 3 > len(row) else ""
        for provision, before in found:
            values = {"number": provision.num.strip(), "before": before.num.strip()}
            yield Hit(provision.eid, mark_of(provision), values, ((before.eid, mark_of(before)),), severity=severity)


def num_gap(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Numbers left out between neighbours; a note about an exclusion between them makes it mere information."""
    if view(draft).lettered:
        return
    for _, row in siblings(draft, _NUMBERED):
        present = {order_key(p.number)[:1] for p in row}
        before: Provision | None = None
        for provision in row:
            key = order_key(provision.number)
            if not key or (before is not None and key <= order_key(before.number)):
                continue
            last = order_key(before.number)[0] if before is not None else 0
            missing = [n for n in range(last + 1, min(key[0], last + 50)) if (n,) not in present]
            if missing:
                text = str(missing[0]) if len(missing) == 1 else f"{missing[0]}–{missing[-1]}"
                values = {"missing": text, "number": provision.num.strip()}
                related = ((before.eid, mark_of(before)),) if before is not None else ()
                severity = "info" if _explained(draft, before, provision) else ""
                yield Hit(provision.eid, mark_of(provision), values, related, severity=severity)
            before = provision


def _explained(draft: Draft, before: Provision | None, after: Provision) -> bool:
    start = before.span.start if before is not None else 0
    end = draft.act.provisions[after.order + 1].span.start if after.order + 1 < len(draft.act.provisions) else 1 << 60
    return any(n.kind in ("exclusion", "repeal", "amendment") and start <= n.span.start < end for n in draft.act.notes)


def num_restart(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Chapters, articles or points that begin at 1 again in each grouping, though they run through the whole act."""
    if view(draft).lettered:
        return
    seen: set[tuple[str, str]] = set()
    for provision in draft.act.provisions:
        owner = provision.eid.rpartition("__")[0]
        group = draft.by_eid.get(owner)
        if provision.kind not in _RESTARTS or group is None or group.kind not in GROUPINGS - {"annex"}:
            continue
        if (owner, provision.kind) in seen:
            continue
        seen.add((owner, provision.kind))
        yield Hit(provision.eid, mark_of(provision), {"number": provision.num.strip(), "group": named(owner)})


def num_inserted(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """«Статья 6-2» in a new act: only units put into an act in force bear such numbers."""
    seen = view(draft)
    if not seen.is_draft or seen.amends:
        return
    for provision in seen.live:
        if provision.kind in _NUMBERED and re.fullmatch(r"\d+(?:-\d+)+", provision.number):
            yield Hit(provision.eid, mark_of(provision), {"number": provision.num.strip()})


def num_form(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """Roman numbers, letters for subpoints, a missing full stop, a space before it, a dash for the hyphen."""
    if view(draft).lettered:
        return
    irregular = {d.eid for d in draft.act.diagnostics if d.code == "irregular-number"}
    seen = view(draft)
    roman = set() if seen.is_draft else _roman_throughout(seen.live)
    for provision in seen.live:
        if provision.kind in ("table", "annex", "preamble"):
            continue
        found = _odd_number(provision, missing_stop=provision.eid in irregular) or _worded(draft, provision)
        if found is None and provision.kind in ("indent", "alinea") and draft.act.language != "eng":
            found = _letter(draft, provision) if provision.eid not in seen.quoted else None
        if found is not None:
            span, better = found
            fix = None if better is None else Fix(span, better)
            at_number = span.start < provision.span.start + len(provision.num)
            values = {"number": provision.num.strip() if at_number else span.of(draft.act.body).strip()}
            severity = "info" if provision.kind in roman else ""
            yield Hit(provision.eid, span, values, fix=fix, severity=severity)


def _roman_throughout(provisions: Sequence[Provision]) -> set[str]:
    """Kinds of grouping whose every unit of an act in force bears a Roman number, as the Constitution's sections do."""
    kinds: dict[str, list[bool]] = {}
    for provision in provisions:
        if provision.kind in GROUPINGS - {"annex"} and provision.num.strip():
            kinds.setdefault(provision.kind, []).append(_ROMAN.search(provision.num) is not None)
    return {kind for kind, all_ in kinds.items() if len(all_) > 3 and all(all_)}


def _odd_number(provision: Provision, *, missing_stop: bool) -> tuple[Span, str | None] | None:
    num, start = provision.num, provision.span.start
    if provision.kind in GROUPINGS | {"article"}:
        match = _ROMAN.search(num)
        number = normal_number(match[0]) if match else ""
        if match and number.isdigit():
            return Span(start + match.start(), start + match.end()), number
    if not provision.number[:1].isdigit():
        return None
    if missing_stop and num.strip().isdigit():
        end = start + len(num.rstrip())
        return Span(start, end), f"{num.strip()}."
    if match := _SPACED.search(num):
        return Span(start + match.start("space"), start + match.end("space")), ""
    if match := _LONG_DASH.search(num):
        return Span(start + match.start(), start + match.end()), "-"
    return None


def _worded(draft: Draft, provision: Provision) -> tuple[Span, str | None] | None:
    """«Глава третья» at the beginning of a line; such a line is no heading to the reader of the text."""
    match = words_of(draft.act.language, "number_in_words").search(provision.span.of(draft.act.body))
    if match is None:
        return None
    start = provision.span.start + match.start()
    if match.start() and draft.act.body[start - 1] != "\n":
        return None
    rest = draft.act.body[start + len(match[0]) :].partition("\n")[0].strip(" .")
    if len(rest) > 120 or rest[:1].islower():
        return None
    return Span(start, start + len(match[0])), None


def _letter(draft: Draft, provision: Provision) -> tuple[Span, str | None] | None:
    text = provision.span.of(draft.act.body)
    match = _LETTER.match(text)
    if not match:
        return None
    return Span(provision.span.start, provision.span.start + match.end("mark") + 1), None
