"""From chains and mentions to references: which act, which provision, and whether that is certain."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from itertools import product

from lawkit.model import Address, Reference, ReferenceKind, ReferenceStatus, Span
from lawkit.reading.references.amended import governed
from lawkit.reading.references.bases import Base, Context, base_of
from lawkit.reading.references.chain import Chain, Group, Item, Unit
from lawkit.reading.references.elsewhere import Draft, Levels, eid_of, elsewhere, join
from lawkit.reading.references.identity import Identity, identify, in_force
from lawkit.reading.references.mentions import Mention
from lawkit.reading.references.tree import PREFIX, Tree

_SENTENCE_END = re.compile(r"[.;]\s|\n")
_MAX_TARGETS = 200  # of one group: «пунктов 1, 2, 3 статей 5, 6, 7»


def references_of_chain(
    chain: Chain, mention: Mention | None, context: Context, text: str, folded: str, doubt: str
) -> Iterator[Reference]:
    """One reference per provision that a chain names; spans lie side by side and cover the chain and its act."""
    for number, group in enumerate(chain.groups):
        last = number == len(chain.groups) - 1
        first = number == 0
        beside = first if context.language == "kaz" else last
        act = mention if beside or group.path[0].how != "this" else None  # «настоящей статьёй, статьёй 5 Закона …»
        start = min(group.start, mention.start) if mention and first else group.start
        end = max(group.end, mention.end) if mention and last else group.end
        yield from _group(group, act, context, text, folded, doubt, (start, end))


def _group(
    group: Group, mention: Mention | None, context: Context, text: str, folded: str, doubt: str, place: tuple[int, int]
) -> Iterator[Reference]:
    steps = group.inherited + group.path
    if group.above and (mention is not None or context.language == "eng"):
        steps = group.above + group.path  # “Article 18, paragraph 3 of the Constitution”
        group = dataclasses.replace(group, inherited=group.above, loose=False)
    article = next((u.items[0].number for u in steps if u.level == "article" and u.items), "")
    base = base_of(mention, context, text, folded, article)
    tree = _tree(base, context)
    choices = [_choices(u, tree if context.frame is None else None) for u in steps]
    lists = [n for n, c in enumerate(choices) if len(c) > 1]
    pivot = lists[-1] if lists else len(steps) - 1
    combos = list(product(*choices))[:_MAX_TARGETS] if len(lists) < 3 else [tuple(c[0] for c in choices)]
    spans = _spans(choices[pivot], place) if lists and pivot >= len(group.inherited) else {}
    for combo in combos:
        item = combo[pivot]
        start, end = spans.get(item, place) if item is not None else place
        draft = _one(steps, combo, base, tree, group, context, doubt)
        if (draft.status != "resolved" or tree is None) and any(i is not None and i.dashed for i in combo):
            draft = Draft(draft.kind, "undetermined", "", "a dash that makes no range", draft.act_id)
        for each in _range(draft, steps, combo, pivot, base, tree, group, context) or [draft]:
            yield _finish(each, context, text, start, end, base)


def _range(
    draft: Draft, steps: list[Unit], combo: tuple[Item | None, ...], pivot: int, base: Base, tree: Tree | None, group: Group,
    context: Context,
) -> list[Draft]:  # fmt: skip
    """«пункты 12-15» typed with a hyphen for a range: counted out where 12-15 is missing but all of 12 to 15 are there."""
    item = combo[pivot]
    ends = re.fullmatch(r"(\d+)-(\d+)", item.number) if item is not None and draft.status == "dead" else None
    if item is None or not ends or not int(ends[1]) < int(ends[2]) <= int(ends[1]) + 60:
        return []
    drafts = []
    for number in range(int(ends[1]), int(ends[2]) + 1):
        one = (*combo[:pivot], Item(str(number), item.start, item.end), *combo[pivot + 1 :])
        drafts.append(_one(steps, one, base, tree, group, context, ""))
    return drafts if all(d.status == "resolved" for d in drafts) else []


def _choices(unit: Unit, tree: Tree | None) -> list[Item | None]:
    """The numbers of a unit; «9-12» typed for a range is counted out where the act has no 9-12 but has 9 and 12."""
    if not unit.items:
        return [None]
    found: list[Item | None] = []
    for item in unit.items:
        ends = re.fullmatch(r"(\d+)-(\d+)", item.number)
        if ends and tree is not None and unit.level == "article" and f"art_{item.number}" not in tree.by_eid:
            a, b = int(ends[1]), int(ends[2])
            if a < b <= a + 60 and f"art_{a}" in tree.by_eid and f"art_{b}" in tree.by_eid:
                found.extend(Item(str(n), item.start, item.end) for n in range(a, b + 1))
                continue
        found.append(item)
    return found


def _spans(items: list[Item | None], place: tuple[int, int]) -> dict[Item | None, tuple[int, int]]:
    """Each listed number's stretch: the first takes the noun before it, the last what follows the list."""
    known = [i for i in items if i is not None]
    first, last = known[0].start, known[-1].end
    return {i: (place[0] if i.start == first else i.start, place[1] if i.end == last else i.end) for i in known}


def _one(
    steps: list[Unit], combo: tuple[Item | None, ...], base: Base, tree: Tree | None, group: Group, context: Context,
    doubt: str,
) -> Draft:  # fmt: skip
    levels = [(u.level, i.number if i else "", u.how) for u, i in zip(steps, combo, strict=True)]
    kind: ReferenceKind = "annex" if steps[-1].level == "annex" else "same_act" if base.own else "other_act"
    if base.status != "resolved":
        return Draft(kind, base.status, "", base.reason)
    if context.frame is not None and context.frames is not None:
        if doubt:
            return Draft(kind, "undetermined", "", doubt, base.act_id)
        return governed(levels, context.frame, context.frames, base, tree, loose=group.loose)
    if any(how == "said" for _, _, how in levels):
        return Draft(
            kind,
            "undetermined",
            "",
            "which provision is said is not told by the text itself",
            context.act_id if base.own else base.act_id,
        )
    if not base.own:
        return elsewhere(levels, base, tree, kind, loose=group.loose)
    return _here(levels, base, tree, group, context, kind, doubt)


def _here(
    levels: Levels, base: Base, tree: Tree | None, group: Group, context: Context,
    kind: ReferenceKind, doubt: str,
) -> Draft:  # fmt: skip
    level, _number, how = levels[0]
    act = context.act_id
    if level == "annex" and how != "this":
        return _annex(levels, base, tree, context)
    root, path = base.root, [(lv, n) for lv, n, _ in levels]
    if how == "this" and doubt.startswith("in words quoted"):
        return Draft("same_provision", "undetermined", "", doubt, act)
    if how == "this":
        root_found = tree.enclosing(context.source, level) if tree is not None else _ancestor(context.source, level)
        if root_found is None:
            return Draft("same_provision", "undetermined", "", f"the text stands in no {level}", act)
        root, path, kind = root_found, path[1:], "same_provision"
    elif doubt:
        return Draft(kind, "undetermined", "", doubt, act)
    elif level in ("indent", "alinea", "subparagraph", "paragraph"):
        near = _nearest(level, path, base, tree, context)
        if near is None or group.loose:
            return Draft("same_provision", "undetermined", "", "which article is meant is not told", act)
        root, kind = near, "same_provision"
    elif level in ("subchapter", "subsection") and how == "number" and tree is not None and not root:
        above = tree.enclosing(context.source, "chapter" if level == "subchapter" else "section")
        if above and tree.walk(above, path).outcome in ("found", "excluded"):
            root = above  # «параграф 2» is one of the chapter in which the text stands
    if group.loose and any(len(u.items) > 1 for u in group.inherited):
        return Draft(kind, "undetermined", "", "joined with several larger units", act)
    if any(not n for _, n in path):
        return Draft(kind, "undetermined", "", "the provision has no number", act)
    if tree is None:
        return Draft(
            kind,
            "resolved" if act or root else "undetermined",
            join(root, eid_of(path)),
            "" if act else "no act given",
            act,
        )
    place = tree.walk(root, path)
    status: ReferenceStatus = (
        "resolved"
        if place.outcome == "found"
        else "dead"
        if place.outcome in ("excluded", "missing")
        else "undetermined"
    )
    eid = join(root, eid_of(tree.spelt(root, path))) if place.outcome == "missing" else place.eid
    return Draft(kind, status, eid, place.reason, act)


def _annex(levels: Levels, base: Base, tree: Tree | None, context: Context) -> Draft:
    numbers = [n for lv, n, _ in levels if lv == "annex"]
    act = context.act_id
    if tree is None:
        return Draft("annex", "undetermined", "", "the act's tree is not at hand", act)
    annexes = [e for e in tree.by_eid if re.fullmatch(r"annex_[^_]+", e) and e != base.root]
    inner = [e for e in tree.by_eid if base.root and re.fullmatch(rf"{re.escape(base.root)}__annex_[^_]+", e)]
    pool = inner if base.root and inner else annexes
    if base.root and not inner:
        wanted = [e for e in pool if not numbers[0] or e == f"annex_{numbers[0]}"]
        return Draft(
            "annex",
            "undetermined",
            wanted[0] if len(wanted) == 1 and numbers[0] else "",
            "an annex to an annex is not told apart here",
            act,
        )
    if not numbers[0]:
        if len(pool) == 1:
            return Draft("annex", "resolved", pool[0], "", act)
        return Draft("annex", "undetermined", "", "the annex has no number", act)
    place = tree.walk(base.root if inner else "", [(lv, n) for lv, n, _ in levels])
    if place.outcome == "found":
        return Draft("annex", "resolved", place.eid, "", act)
    if place.outcome in ("missing", "excluded"):
        return Draft("annex", "dead", join(base.root, eid_of([(lv, n) for lv, n, _ in levels])), place.reason, act)
    return Draft("annex", "undetermined", place.eid, place.reason, act)


def _ancestor(eid: str, level: str) -> str | None:
    """The unit of a level in which a provision stands (itself included), or None."""
    parts = eid.split("__") if eid else []
    for n in range(len(parts), 0, -1):
        if parts[n - 1].partition("_")[0] == PREFIX[level]:
            return "__".join(parts[:n])
    return None


def _nearest(level: str, path: list[tuple[str, str]], base: Base, tree: Tree | None, context: Context) -> str | None:
    """Where a bare «пункт 2» or «подпункт 3)» is looked for: the same article, or, in it, the same point.

    Without an article around, a by-law's document itself. None: it cannot be told.
    """
    article = _ancestor(context.source, "article")
    document = base.root if base.stated else _ancestor(context.source, "annex") or base.root
    outer = article if article is not None else document if context.source or tree is None else None
    if outer is None or tree is None:
        return outer
    if level == "paragraph":
        return outer
    parts = context.source.split("__")
    for n in range(len(parts), 0, -1):
        above = "__".join(parts[:n])
        if not above.startswith(outer):
            break
        if tree.walk(above, path).outcome in ("found", "excluded") and above != join(above, ""):
            return above
        if parts[n - 1].partition("_")[0] == "para" and level == "subparagraph" and tree.has(above, "subpara"):
            return above if tree.walk(above, path).outcome == "found" else None
    if tree.walk(outer, path).outcome in ("found", "excluded"):
        return outer
    return None


def _tree(base: Base, context: Context) -> Tree | None:
    return context.tree if base.own else context.trees.get(base.act_id)


def _finish(draft: Draft, context: Context, text: str, start: int, end: int, base: Base) -> Reference:
    act_id = draft.act_id or base.act_id
    target = Address(act_id, eid=draft.eid) if act_id else None
    if base.renewed and not draft.reason:
        draft.reason = "the act has since been replaced by one of the same name"
    successor = _successor(act_id, context) if (draft.status == "dead" and base.repealed) or base.renewed else None
    return Reference(
        source=context.source, span=Span(context.offset + start, context.offset + end), text=text[start:end],
        kind=draft.kind, status=draft.status, target=target, successor=successor, editorial=context.editorial, reason=draft.reason,
    )  # fmt: skip


def _successor(act_id: str, context: Context) -> Address | None:
    entry = context.library.register.successor(act_id) if context.library.register is not None else None
    return Address(entry.id) if entry is not None else None


def reference_of_mention(mention: Mention, context: Context, text: str, folded: str) -> Reference | None:
    """The reference that a mention makes by itself: a whole act, or a field of legislation. None: not worth one."""
    if mention.kind == "legislation":
        return _legislation(mention, context, text)
    if mention.kind == "attached":
        return _attached(mention, context, text)
    base = base_of(mention, context, text, folded)
    if mention.kind == "bare" and (
        base.status != "resolved" or (mention.noun == "document" and _goes_on(mention, folded))
    ):
        return None
    if mention.kind == "this" and mention.noun == "decision" and base.status != "resolved":
        return None  # «осы шешім» of some body
    if mention.kind == "said" and mention.noun not in ("law", "code", "constitution"):
        return None
    kind: ReferenceKind = "annex" if base.own and base.root else "same_act" if base.own else "other_act"
    status: ReferenceStatus = base.status
    reason = base.reason
    if status == "resolved" and base.repealed:
        status, reason = "dead", "act repealed"
    elif status == "resolved" and base.derived:
        status, reason = "act_only", "the act's id is told by its number; the register does not have it"
    if status == "resolved" and not base.act_id:
        status, reason = "undetermined", "no act given"
    return _finish(Draft(kind, status, base.root, reason, base.act_id), context, text, mention.start, mention.end, base)


_FREE = re.compile(
    r"\s*(?:[,.;:)(–—-]|$|\s(?:и|или|либо|в|на|по|при|не|за|к|с|от|для|должн\w*|осуществля\w*|применя\w*|распростран\w*"
    r"|разработан\w*|устанавлива\w*|определя\w*|является|являются|содерж\w+|предусматрива\w+|включа\w+|регулиру\w+|регламентиру\w+|закрепля\w+|вступа\w+|\w{3,}(?:ется|ются|ится|ятся))\s)"
)


def _goes_on(mention: Mention, folded: str) -> bool:
    """«Правилами осуществления …»: a title follows, so the word is not the short name."""
    return _FREE.match(folded, mention.end) is None


def _attached(mention: Mention, context: Context, text: str) -> Reference | None:
    """«прилагаемые Правила»: the annex whose heading starts with that word."""
    if context.tree is None or context.root:
        return None
    named = context.tree.annexes_called(mention.word[: max(4, len(mention.word) - 2)])
    base = Base(context.act_id, own=True)
    draft = (
        Draft("annex", "resolved", named[0], "", context.act_id)
        if len(named) == 1
        else Draft("annex", "undetermined", "", "which of the attached documents is not told", context.act_id)
    )
    return _finish(draft, context, text, mention.start, mention.end, base)


def _legislation(mention: Mention, context: Context, text: str) -> Reference:
    identity = Identity(reason="legislation in general")
    if mention.country == "foreign":
        identity = Identity(reason="legislation of another country")
    elif mention.ids:
        named = Mention("named", "legislation", mention.start, mention.end, ids=mention.ids)
        identity = in_force(identify(named, context.library), context.library)
    target = Address(identity.id) if identity.id else None
    return Reference(
        source=context.source, span=Span(context.offset + mention.start, context.offset + mention.end),
        text=text[mention.start : mention.end], kind="legislation", status="act_only" if target else "undetermined", target=target,
        field=mention.field, editorial=context.editorial, reason="" if target else identity.reason,
    )  # fmt: skip


def doubt_of(chain: Chain, mention: Mention | None, others: list[Mention], context: Context, folded: str) -> str:
    """Why a chain without an act may not be this act's: another act stands in the same sentence, or the act amends others."""
    if mention is not None:
        return ""
    top = chain.groups[-1 if context.language != "kaz" else 0].path[0]
    if context.editorial:
        window = folded[max(0, chain.start - 600) : chain.start]
        inside = window.count("(") > window.count(")")
        return "in brackets after another act" if inside and any(o.kind != "this" for o in others) else ""
    if context.amending and top.level == "article" and context.frame is None:
        return "the act changes other acts: which one is meant is not told"
    for other in others:
        if other.kind in ("this", "legislation", "attached") or (
            other.kind == "bare" and other.noun not in ("law", "code")
        ):
            continue
        if other.end <= chain.start and not _SENTENCE_END.search(folded, other.end, chain.start):
            return "another act is named before it in the sentence"
        after = chain.end <= other.start <= chain.end + 80 and not _SENTENCE_END.search(folded, chain.end, other.start)
        if after and top.level in ("article", "chapter", "section"):
            return "another act is named right after it"
    return ""
