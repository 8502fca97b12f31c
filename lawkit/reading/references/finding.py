"""The room's door: references of a whole act, or of one text without an act."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from lawkit.language import fold
from lawkit.model import Act, Language, Provision, Reference
from lawkit.reading.references import naming, naming_kaz
from lawkit.reading.references.chain import Chain, chains
from lawkit.reading.references.evidence import amending_acts, with_links
from lawkit.reading.references.grammar import Grammar, grammar
from lawkit.reading.references.identity import Library
from lawkit.reading.references.mentions import NUMBER, Mention, date_of
from lawkit.reading.references.resolve import Context, doubt_of, reference_of_mention, references_of_chain
from lawkit.reading.references.shorts import Short, Shorts, definition_pattern, may_define
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
    others = {i: a for i, a in (acts or {}).items() if i != act.act_id and a.language == act.language}
    library = Library(
        titles_of(register, [act, *others.values()]), register, {**others, act.act_id: act} if act.act_id else others,
        act.language, _date_of_text(act), _parts(),
        amending_acts(act.notes),
    )  # fmt: skip
    g = grammar(act.language)
    tree = tree_of(act)
    context = Context(
        act.language, library, act.act_id, act.kind, tree, shorts=Shorts(act.language), amending=_amending(act, g),
        trees=_Trees(others),
    )  # fmt: skip
    provisions = [p for p in act.provisions if p.kind not in _SKIPPED]
    for provision in provisions:
        _learn(provision, act, context, library.titles, g)
    found: list[Reference] = []
    for provision in provisions:
        start = provision.span.start + (len(provision.num) if _numbered(provision, act) else 0)
        context.source, context.root, context.offset = provision.eid, _root(provision.eid), start
        found.extend(_read(act.body[start : provision.span.end], context, g, library.titles))
    context.editorial = True
    for note in act.notes:
        context.source, context.root, context.offset = note.eid, _root(note.eid), note.span.start
        found.extend(_read(act.body[note.span.start : note.span.end], context, g, library.titles))
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
        library = Library(titles_of(register), register, {}, language, None, _parts())
        context = Context(language, library, "this", shorts=Shorts(language))
    folded = fold(text)
    titles = context.library.titles
    if may_define(folded, language):
        _learn_text(text, folded, context, titles, g)
    return tuple(_read(text, context, g, titles))


class _Trees(dict[str, Tree]):
    """Trees of other acts, made when one is asked for."""

    def __init__(self, acts: Mapping[str, Act]) -> None:
        super().__init__()
        self._acts = acts

    def get(self, key: str, default: Tree | None = None) -> Tree | None:  # type: ignore[override]
        if key not in self and key in self._acts:
            self[key] = tree_of(self._acts[key])
        return super().get(key, default)


def _parts() -> Mapping[str, tuple[int, int]]:
    table = grammar("rus").rules.get("parts_of_codes") or {}
    return {str(k): (int(v[0]), int(v[1])) for k, v in table.items()}


def _date_of_text(act: Act) -> dt.date | None:
    """The date on which the text stands: its edition, the newest amendment noted, or its adoption."""
    noted = [a.date for n in act.notes for a in n.amendments if a.date]
    return act.edition or max(noted, default=None) or act.adopted


def _amending(act: Act, g: Grammar) -> bool:
    title = fold(act.title)
    return any(
        fold(start) in title[:60] or (g.language == "kaz" and fold(start) in title)
        for start in g.words("amending_titles")
    )


def _numbered(provision: Provision, act: Act) -> bool:
    return bool(provision.num) and act.body.startswith(provision.num, provision.span.start)


def _root(eid: str) -> str:
    first = eid.partition("__")[0]
    return first if first.startswith("annex_") else ""


def _mentions(text: str, folded: str, language: Language, titles: Titles) -> list[Mention]:
    if language == "kaz":
        return naming_kaz.mentions(text, folded, titles)
    return naming.mentions(text, folded, language, titles)


def _read(text: str, context: Context, g: Grammar, titles: Titles) -> list[Reference]:
    """The references of one stretch of text, in order."""
    folded = fold(text)
    gazettes = _gazettes(folded)
    named = _with_shorts(_mentions(text, folded, context.language, titles), folded, context)
    if context.editorial:
        named = _with_pairs(named, text, folded, g)
    titled = [m.titled_at for m in named if m.titled_at[1]] + gazettes
    found: list[Reference] = []
    used: set[int] = set()
    before: Chain | None = None
    for chain in chains(folded, g):
        last, before = before, chain
        if any(a <= chain.start < b for a, b in titled):
            continue
        mention, consumed = _attached(chain, named, folded, g)
        used.update(id(m) for m in consumed)
        if _worthless(chain, mention):
            continue
        doubt = doubt_of(chain, mention, named, context, folded) or _bracketed(chain, mention, last, folded)
        found.extend(references_of_chain(chain, mention, context, text, folded, doubt))
    for mention in named:
        if id(mention) in used or (mention.kind in ("bare", "short") and _in_definition(mention, folded, g)):
            continue
        if not any(a <= mention.start < b for a, b in gazettes):
            reference = reference_of_mention(mention, context, text, folded)
            if reference is not None:
                found.append(reference)
    found.sort(key=lambda r: (r.span.start, r.span.end))
    return found


def _in_definition(mention: Mention, folded: str, g: Grammar) -> bool:
    """Whether a short name stands in its own definition: «(далее – Закон)»."""
    before = folded[max(0, mention.start - 45) : mention.start].rstrip('"«“ ').rstrip("–—-: ")
    return any(before.endswith(word) for word in g.words("defined_as"))


_GAZETTE = re.compile(r"\b(?:ведомост|жаршы|собрание актов|пүаж|gazette of)")


def _gazettes(folded: str) -> list[tuple[int, int]]:
    """Where an act's publication is quoted: «(Ведомости Парламента …, 2015 г., № 8, ст. 42)» numbers no provision."""
    found: list[tuple[int, int]] = []
    for match in _GAZETTE.finditer(folded):
        if found and match.start() < found[-1][1]:
            continue
        depth, at = 1, match.end()
        for bracket in re.compile(r"[()]").finditer(folded, match.end()):
            depth += 1 if bracket.group() == "(" else -1
            if depth == 0:
                at = bracket.start()
                break
        else:
            at = len(folded)
        found.append((match.start(), at))
    return found


_OPEN_BRACKET = re.compile(r"\s*\([^()]{0,80}")


def _bracketed(chain: Chain, mention: Mention | None, last: Chain | None, folded: str) -> str:
    """«статьёй 5 (кроме пункта 2)»: what stands in the brackets belongs to the provision before them."""
    if mention is None and last is not None and _OPEN_BRACKET.fullmatch(folded, last.end, chain.start):
        return "in brackets after another provision"
    return ""


def _worthless(chain: Chain, mention: Mention | None) -> bool:
    """«приложение» without number or act is a common word."""
    return mention is None and all(u.how == "bare" for group in chain.groups for u in group.units)


def _attached(chain: Chain, named: list[Mention], folded: str, g: Grammar) -> tuple[Mention | None, list[Mention]]:
    """The act that a chain belongs to: right after it (Russian, English), right before it (Kazakh)."""
    if g.ascending:
        last = chain.groups[-1].units[-1]
        for n, mention in enumerate(named):
            if mention.start < chain.end or mention.start - chain.end > 20:
                continue
            gap = folded[chain.end : mention.start]
            if mention.kind == "bare" and last.how == "this":
                return None, []  # «настоящей статьи Закона»: the article is this one
            if last.level == "annex" and g.annex_to.fullmatch(gap) or (gap and g.nest.fullmatch(gap)):
                if mention.kind == "bare" and mention.approved and n + 1 < len(named):
                    order = named[n + 1]
                    joined = Mention(**{s: getattr(order, s) for s in order.__slots__})  # type: ignore[attr-defined]
                    joined.start, joined.end, joined.approved = mention.start, mention.end, True
                    return joined, [mention]
                return mention, [mention]
            return None, []
        return None, []
    for mention in named:
        if (
            mention.end <= chain.start
            and chain.start - mention.end <= 3
            and not folded[mention.end : chain.start].strip()
        ):
            return mention, [mention]
    return None, []


def _with_shorts(named: list[Mention], folded: str, context: Context) -> list[Mention]:
    pattern = context.shorts.pattern
    if pattern is None:
        return named
    found = []
    for match in pattern.finditer(folded):
        if not any(m.start < match.end() and match.start() < m.end and m.kind != "bare" for m in named):
            found.append(Mention("short", "", match.start(), match.end(), word=match.group()))
    if not found:
        return named
    kept = [m for m in named if not any(f.start < m.end and m.start < f.end for f in found)]
    return sorted(kept + found, key=lambda m: m.start)


_PAIR: dict[Language, re.Pattern[str]] = {}


def _with_pairs(named: list[Mention], text: str, folded: str, g: Grammar) -> list[Mention]:
    """In amendment notes: each further «от 23.11.2015 № 417-V» is an act of the form named before it."""
    pattern = _PAIR.setdefault(g.language, re.compile(rf"(?:от\s+)?(?P<date>{g.date})\s*{NUMBER}"))
    found = []
    for match in pattern.finditer(folded):
        if any(m.start <= match.start() < m.end for m in named):
            continue
        before = [m for m in named if m.end <= match.start() and m.noun != "document"]
        after = [m for m in named if m.start >= match.end()]
        near = before[-1:] if g.ascending else after[:1]
        noun = near[0].noun if near and near[0].noun else "law"
        number = text[slice(*match.span("number"))]
        found.append(Mention("named", noun, match.start(), match.end(), number=number, date=date_of(match["date"], g)))
    return sorted(named + found, key=lambda m: m.start)


def _learn(provision: Provision, act: Act, context: Context, titles: Titles, g: Grammar) -> None:
    text = act.body[provision.span.start : provision.span.end]
    if "(" not in text:
        return
    folded = fold(text)
    if may_define(folded, act.language):
        context.source, context.root = provision.eid, _root(provision.eid)
        _learn_text(text, folded, context, titles, g)


def _learn_text(text: str, folded: str, context: Context, titles: Titles, g: Grammar) -> None:
    """Remembers «… (далее – X)» where it follows the name of an act or of a document of this act."""
    pattern = definition_pattern(g.language)
    named = _mentions(text, folded, g.language, titles)
    for match in pattern.finditer(folded):
        name = text[slice(*match.span("name"))].strip()
        noun = _noun_of(name, titles, g)
        before = [m for m in named if m.end <= match.start() + 1 and match.start() - m.end <= 3 and m.kind != "bare"]
        if before and before[-1].kind in ("named", "this"):
            issuer = folded[before[-1].start : before[-1].end]
            context.shorts.add(Short(name, noun, before[-1], issuer, context.root))
        elif noun == "document" and " " not in name:
            _own_document(name, match.start(), folded, context)


def _noun_of(name: str, titles: Titles, g: Grammar) -> str:
    if " " in name:
        return ""
    found = _mentions(name.capitalize(), fold(name), g.language, titles)
    return found[0].noun if found and found[0].end == len(name) and found[0].kind in ("bare", "named") else ""


def _own_document(name: str, at: int, folded: str, context: Context) -> None:
    """«Настоящие Правила … (далее – Правила)»: the short name means the document it stands in."""
    stem = fold(name)[:-1]
    window = folded[max(0, at - 700) : at]
    this = re.search(rf"(?:настоящ\w+|осы|this|the present|these)\s+{re.escape(stem)}", window)
    if this and context.root:
        context.shorts.add(Short(name, "document", None, "", context.root, own_root=context.root))
