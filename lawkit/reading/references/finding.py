"""The room's door: references of a whole act, or of one text without an act."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from lawkit.language import fold
from lawkit.model import Act, Language, Provision, Reference
from lawkit.reading.references.amending import frames_of
from lawkit.reading.references.bases import Context
from lawkit.reading.references.evidence import amending_acts, with_links
from lawkit.reading.references.grammar import Grammar, folded_text, grammar
from lawkit.reading.references.identity import Library
from lawkit.reading.references.learning import orders_at_hand, orders_in_text
from lawkit.reading.references.shorts import Shorts, may_define
from lawkit.reading.references.stretch import learn_shorts, read_stretch
from lawkit.reading.references.titles import Titles, titles_of
from lawkit.reading.references.tree import Tree, tree_of
from lawkit.register import Register

_SKIPPED = frozenset({"toc", "preface", "conclusions"})


def find_references(
    act: Act, register: Register | None = None, acts: Mapping[str, Act] | None = None
) -> tuple[Reference, ...]:
    """Every reference of an act, in the order of its text; those in editorial notes are marked.

    Targets in `acts` (by id) are checked against their trees, the act itself always; `register` tells other acts.
    """
    others = {i: a for i, a in (acts or {}).items() if i != act.act_id}
    library = Library(
        titles_of(register, [act, *others.values()]), register, {**others, act.act_id: act} if act.act_id else others,
        act.language, _date_of_text(act), _parts(),
        amending_acts(act.notes),
        orders_at_hand(act, others.values(), listed=register is not None),
    )  # fmt: skip
    g = grammar(act.language)
    tree = tree_of(act)
    context = Context(
        act.language, library, act.act_id, act.kind, tree, shorts=Shorts(act.language), amending=_amending(act, g),
        trees=_Trees(others, act.language), sectioned=_sectioned(act),
    )  # fmt: skip
    provisions = [p for p in act.provisions if p.kind not in _SKIPPED]
    for provision in provisions:
        _learn(provision, act, context, library.titles, g)
    context.frames = frames_of(act, context, g)
    found: list[Reference] = []
    for provision in provisions:
        start = provision.span.start + (len(provision.num) if _numbered(provision, act) else 0)
        context.source, context.root, context.offset = provision.eid, _root(provision.eid), start
        found.extend(read_stretch(act.body[start : provision.span.end], context, g, library.titles))
    context.editorial = True
    for note in act.notes:
        context.source, context.root, context.offset = note.eid, _root(note.eid), note.span.start
        found.extend(read_stretch(act.body[note.span.start : note.span.end], context, g, library.titles))
    found = with_links(found, act, library, tree)
    return tuple(sorted(found, key=lambda r: (r.span.start, r.span.end)))


def references_in_text(
    text: str, language: Language, *, register: Register | None = None, context: Context | None = None
) -> tuple[Reference, ...]:
    """The references of one text without an act. `context` says where it stands, when that is known.

    Without it the text's own act is called `this`: «статьёй 5 настоящего Закона» → `this#art_5`.
    """
    g = grammar(language)
    if context is None:
        library = Library(
            titles_of(register), register, {}, language, None, _parts(), orders=orders_in_text(text, language)
        )
        context = Context(language, library, "this", shorts=Shorts(language))
    folded = folded_text(text)
    titles = context.library.titles
    if may_define(folded, language):
        learn_shorts(text, folded, context, titles, g)
    return tuple(read_stretch(text, context, g, titles))


class _Trees(dict[str, Tree]):
    """Trees of other acts, made when one is asked for."""

    def __init__(self, acts: Mapping[str, Act], language: Language) -> None:
        super().__init__()
        self._acts = acts
        self._language = language

    def get(self, key: str, default: Tree | None = None) -> Tree | None:  # type: ignore[override]
        if key not in self and key in self._acts:
            self[key] = tree_of(self._acts[key])
            self[key].translated = self._acts[key].language != self._language
        return super().get(key, default)


def _parts() -> Mapping[str, tuple[int, int]]:
    table = grammar("rus").rules.get("parts_of_codes") or {}
    return {str(k): (int(v[0]), int(v[1])) for k, v in table.items()}


def _date_of_text(act: Act) -> dt.date | None:
    """The date on which the text stands: its edition, the newest amendment noted, or its adoption."""
    noted = [a.date for n in act.notes for a in n.amendments if a.date]
    return act.edition or max(noted, default=None) or act.adopted or _year_of_id(act.act_id)


def _year_of_id(act_id: str) -> dt.date | None:
    """The last day of the year that an id of adilet tells: Z060000184_ is of 2006."""
    match = re.fullmatch(r"[A-Z](\d{2})(?:\d{7}_|\d{8})", act_id)
    year = int(match[1]) if match else 0
    return dt.date(1900 + year if year >= 90 else 2000 + year, 12, 31) if match else None


def _amending(act: Act, g: Grammar) -> bool:
    title = fold(act.title)
    return any(
        fold(start) in title[:60] or (g.language == "kaz" and fold(start) in title)
        for start in g.words("amending_titles")
    )


def _sectioned(act: Act) -> bool:
    """Whether an English act is built of sections: it has articles, and none is called so."""
    if act.language != "eng":
        return False
    numbers = [p.num.lower() for p in act.provisions if p.kind == "article"]
    return any(numbers) and not any(n.startswith("art") for n in numbers)


def _numbered(provision: Provision, act: Act) -> bool:
    return bool(provision.num) and act.body.startswith(provision.num, provision.span.start)


def _root(eid: str) -> str:
    first = eid.partition("__")[0]
    return first if first.startswith("annex_") else ""


def _learn(provision: Provision, act: Act, context: Context, titles: Titles, g: Grammar) -> None:
    text = act.body[provision.span.start : provision.span.end]
    if "(" not in text:
        return
    folded = folded_text(text)
    if may_define(folded, act.language):
        context.source, context.root, context.offset = provision.eid, _root(provision.eid), provision.span.start
        learn_shorts(text, folded, context, titles, g)
