"""References that lead nowhere or no longer where they should, after article 25 of the law on legal acts.

What a reference means was read in lawkit.reading; here it is judged. Rules about the form of a citation are in
`references_citing`, those that find where a dead reference's norm went in `references_moved`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.references_citing import (
    cite_incomplete,
    cite_order,
    cite_repeat_full,
    ref_form,
)
from lawkit.check.logic.references_moved import (
    ref_moved,
    ref_split,
    went_elsewhere,
)
from lawkit.check.logic.references_requisites import cite_mismatch
from lawkit.check.logic.structure_view import view
from lawkit.check.logic.surroundings import act_name, own_references, quoted_title, said_of, unit_name
from lawkit.check.rules import Rule
from lawkit.model import GROUPINGS, Address, Provision, Reference, Span

__all__ = [
    "cite_incomplete", "cite_mismatch", "cite_order", "cite_repeat_full", "ref_annex_missing", "ref_dead_external",
    "ref_dead_internal", "ref_form", "ref_moved", "ref_obsolete", "ref_renamed", "ref_self", "ref_split", "ref_undetermined",
]  # fmt: skip

_WHY = {
    "excluded": {"rus": "единица исключена", "kaz": "элемент алып тасталған", "eng": "the unit has been excluded"},
    "missing": {"rus": "такой единицы в акте нет", "kaz": "актіде мұндай элемент жоқ", "eng": "there is no such unit"},
}


def ref_dead_internal(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A reference to a unit of the draft itself that is not there or is excluded."""
    for reference in own_references(draft):
        target = reference.target
        if reference.status != "dead" or target is None or target.act != draft.act.act_id or not target.eid:
            continue
        if reference.kind == "annex" or said_of(draft, reference, rule) or went_elsewhere(draft, reference):
            continue
        if _leads_on(draft, reference) or _is_heading(draft, reference) or _of_another(draft, reference):
            continue
        why = _WHY["excluded" if reference.reason == "excluded" else "missing"]
        yield Hit(reference.source, reference.span, {"target": unit_name(target.eid), "why": why})


def _of_another(draft: Draft, reference: Reference) -> bool:
    """Whether the words stand where another act is changed and mean its units, or are its new text."""
    return reference.source in view(draft).amending


def _names_an_act(reference: Reference) -> bool:
    """Whether words that change another act name an act that can't be told, not only units or a new text of it."""
    told = ("the act changes other acts", "in words quoted for another text")
    return reference.kind == "other_act" and reference.target is None and not reference.reason.startswith(told)


def _is_heading(draft: Draft, reference: Reference) -> bool:
    """Whether the words are no reference but a heading that was not read as one: «Глава третья», two run together."""
    body, start = draft.act.body, reference.span.start
    if not body[start : start + 1].isupper():
        return False
    grouped = (
        draft.by_eid[reference.source].kind in GROUPINGS and body[reference.span.end : reference.span.end + 1] == "."
    )
    return grouped or (body[start - 1 : start] in ("", "\n") and not re.search(r"\d", reference.text))


def _leads_on(draft: Draft, reference: Reference) -> bool:
    """An excluded list of subpoints is told by its article; the reader stopped above the subpoint: not sure enough."""
    target = reference.target
    provision = draft.by_eid.get(target.eid) if target is not None else None
    return provision is not None and provision.in_force and reference.reason == "excluded"


def ref_dead_external(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A reference to an act that is repealed, or to a unit that an act at hand no longer has."""
    changed: set[str] = set()
    for reference in own_references(draft):
        target = reference.target
        if reference.status != "dead" or target is None or target.act == draft.act.act_id:
            continue
        if "link" in reference.reason or said_of(draft, reference, rule) or went_elsewhere(draft, reference):
            continue
        if _still_named_so(draft, reference):
            continue
        repealed = reference.reason == "act repealed"
        if repealed and _of_another(draft, reference):
            if target.act in changed:
                continue  # told at the lead-in; the units below it are the same act's
            changed.add(target.act)
        entry = draft.register.by_id(target.act)
        if repealed and entry is not None and draft.today and entry.until and draft.today < entry.until:
            continue
        yield Hit(
            reference.source, reference.span, {"what": _what(draft, target, repealed), "instead": _instead(draft, reference)}
        )  # fmt: skip


def _still_named_so(draft: Draft, reference: Reference) -> bool:
    """Whether the title alone, without a date, also names an act in force: then that one is meant."""
    title = quoted_title(reference.text)
    if not title or re.search(r"\b\d{4}\b", reference.text) or reference.reason != "act repealed":
        return False
    namesakes = draft.register.all_by_title(title, draft.act.language)
    return any(act.status != "repealed" for act in namesakes)


def _what(draft: Draft, target: Address, repealed: bool) -> dict[str, str]:
    name = act_name(draft, target.act)
    if repealed:
        return {
            "rus": f"{name['rus']}: акт утратил силу",
            "kaz": f"{name['kaz']}: актінің күші жойылған",
            "eng": f"{name['eng']}: the act is repealed",
        }
    unit = unit_name(target.eid)
    return {
        "rus": f"{name['rus']}: {unit['rus']} – нет или исключен",
        "kaz": f"{name['kaz']}: {unit['kaz']} – жоқ немесе алып тасталған",
        "eng": f"{name['eng']}: {unit['eng']} is missing or excluded",
    }


def _instead(draft: Draft, reference: Reference) -> dict[str, str]:
    if reference.successor is None:
        return {"rus": "", "kaz": "", "eng": ""}
    name = act_name(draft, reference.successor.act)
    return {
        "rus": f"; вместо него действует {name['rus']}",
        "kaz": f"; оның орнына {name['kaz']} қолданылады",
        "eng": f"; {name['eng']} applies instead",
    }


def ref_renamed(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A law in force cited by a title that is not its title today."""
    from lawkit.register import normal_title

    language = draft.act.language
    for reference in own_references(draft):
        target, title = reference.target, quoted_title(reference.text)
        if target is None or not title or target.act == draft.act.act_id or reference.status == "dead":
            continue
        entry = draft.register.by_id(target.act)
        if entry is None or entry.kind not in ("law", "constitutional_law") or entry.status == "repealed":
            continue
        official = entry.titles.get(language)
        former = {normal_title(t) for t in (entry.aliases or {}).get(language, ())}
        if official and normal_title(title) in former and normal_title(title) != normal_title(official):
            start = reference.span.start + reference.text.find(title)
            yield Hit(reference.source, Span(start, start + len(title)), {"old": title, "new": official})


def ref_obsolete(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A reference to a unit or act that does not apply now, or by number to an act renewed under the same title."""
    acts = {} if draft.against is None else draft.against.acts()
    for reference in own_references(draft):
        target = reference.target
        if target is None or reference.status not in ("resolved", "act_only") or said_of(draft, reference, rule):
            continue
        why = _not_applying(draft, target, acts)
        if why is None and target.eid and _renewed(draft, reference):
            why = {
                "rus": "акт с этим названием принят заново, нумерация могла измениться",
                "kaz": "осы атаумен жаңа акт қабылданған, нөмірлер өзгеруі мүмкін",
                "eng": "an act of this title has been adopted anew, numbers may differ",
            }
        if why is not None:
            yield Hit(reference.source, reference.span, {"why": why, "words": reference.text})


def _renewed(draft: Draft, reference: Reference) -> bool:
    """Cited by the title alone, which a repealed act and one in force share."""
    title = quoted_title(reference.text)
    if not title or re.search(r"\b\d{4}\b", reference.text):
        return False
    namesakes = draft.register.all_by_title(title, draft.act.language)
    return len({a.status == "repealed" for a in namesakes}) == 2


def _not_applying(draft: Draft, target: Address, acts: object) -> dict[str, str] | None:
    entry = draft.register.by_id(target.act)
    if entry is not None and entry.status == "not_yet_in_force" and target.act != draft.act.act_id:
        return {
            "rus": "акт еще не введен в действие", "kaz": "акт әлі қолданысқа енгізілмеген",
            "eng": "the act is not yet in force",
        }  # fmt: skip
    own = target.act == draft.act.act_id
    act = None if own else acts.get(target.act)  # type: ignore[attr-defined]
    provision: Provision | None
    if own:
        provision = draft.by_eid.get(target.eid)
    else:
        provision = next((p for p in act.provisions if p.eid == target.eid), None) if act is not None else None
    if provision is not None and provision.status == "suspended":
        return {
            "rus": "действие единицы приостановлено", "kaz": "элементтің қолданысы тоқтатыла тұрған",
            "eng": "the unit is suspended",
        }  # fmt: skip
    return None


def ref_undetermined(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A reference from which a reader cannot tell what is meant."""
    for reference in own_references(draft):
        if reference.status != "undetermined" or reference.kind in ("legislation", "annex"):
            continue
        if any(
            p in reference.reason for p in ("not at hand", "told by its number", "form of act", "not in the register")
        ):
            continue
        if said_of(draft, reference, rule) or (_of_another(draft, reference) and not _names_an_act(reference)):
            continue
        yield Hit(reference.source, reference.span, {"words": reference.text})


def ref_self(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A unit that cites itself by its number instead of calling itself «настоящая»."""
    for reference in own_references(draft):
        target = reference.target
        if target is None or target.act != draft.act.act_id or not target.eid:
            continue
        if not re.search(r"\d", reference.text) or reference.status == "dead":
            continue
        if _of_another(draft, reference):
            continue
        if target.eid == reference.source and "~" not in target.eid:
            yield Hit(reference.source, reference.span, {"words": reference.text})


def ref_annex_missing(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """An annex cited by number that the draft does not have."""
    annexes = {p.number for p in draft.act.provisions if p.kind == "annex"}
    for reference in own_references(draft):
        if _of_another(draft, reference):
            continue
        if reference.kind != "annex" or reference.target is None or reference.target.act != draft.act.act_id:
            continue
        number = re.search(r"\d+(?:-\d+)?", reference.text)
        if number is None and not annexes and not draft.act.notes and not said_of(draft, reference, rule):
            yield Hit(reference.source, reference.span, {"number": ""}, severity="warning")  # «приложению к Закону»
        if number is None or reference.status == "resolved" or number[0] in annexes or said_of(draft, reference, rule):
            continue
        yield Hit(
            reference.source, reference.span,
            {"number": {"rus": f" {number[0]}", "kaz": f"{number[0]}-", "eng": f" {number[0]}"}},
            severity="" if annexes else "warning",
        )  # fmt: skip
