"""A question of rules/matters that the draft answers and acts in force answer too, in whatever words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lawkit.check.draft import Draft, Hit
from lawkit.check.logic.found import against_others, place
from lawkit.check.logic.surroundings import act_name, any_of, unit_name
from lawkit.check.rules import Rule
from lawkit.model import LANGUAGES, Address, Finding, Provision, Span

_SAID = 3  # places that a message names; the report's related places are all of them


@dataclass
class _Asked:
    """One question that one provision of the draft answers."""

    at: tuple[Provision, Span]
    matter: dict[str, str]
    others: list[Address] = field(default_factory=list)
    periods: dict[str, str] = field(default_factory=dict)  # as printed; by the words, the draft's first


def dup_matter(draft: Draft, rule: Rule) -> Iterator[Hit]:
    """A provision that answers a question of rules/matters which an act in force answers too; one hit a question."""
    never = any_of(rule.exceptions.get(draft.act.language, ()))
    found: dict[tuple[str, str], _Asked] = {}
    for finding in against_others(draft):
        if finding.code != "same-matter" or finding.tier == "possible":
            continue
        matter = finding.evidence.get("matter")
        names = {str(k): str(v) for k, v in matter.items()} if isinstance(matter, dict) else {}
        for pin in finding.pins:
            at = place(draft, pin)
            if at is None or (never is not None and never.search(at[0].text)):
                continue
            one = found.setdefault((at[0].eid, names.get("rus", "")), _Asked(at, names))
            one.others += (p.address for p in finding.pins if place(draft, p) is None and p.address not in one.others)
            one.periods |= _periods(finding, pin.address)
    for one in found.values():
        values = {"where": _where(draft, one.others), "matter": one.matter, "deadlines": _said(one.periods)}
        yield Hit(one.at[0].eid, one.at[1], values, tuple((str(address), None) for address in one.others))


def _where(draft: Draft, places: Sequence[Address]) -> dict[str, str]:
    """The first places in words, each act named once."""
    acts: dict[str, list[Address]] = {}
    for address in places[:_SAID]:
        acts.setdefault(address.act, []).append(address)
    more = f" (+{len(places) - _SAID})" if len(places) > _SAID else ""
    told = [(act_name(draft, act), [unit_name(address.eid) for address in own]) for act, own in acts.items()]
    return {
        language: "; ".join(", ".join((act[language], *(unit[language] for unit in own))) for act, own in told) + more
        for language in LANGUAGES
    }


def _periods(finding: Finding, own: Address) -> dict[str, str]:
    """The unlike periods that a finding names, when the draft's place is among those that name one."""
    named = finding.evidence.get("deadlines")
    listed = [one for one in named if isinstance(one, dict)] if isinstance(named, list) else []
    if str(own) not in (one["address"] for one in listed):
        return {}
    first = sorted(listed, key=lambda one: one["address"] != str(own))
    return {str(one["deadline"]).casefold(): str(one["deadline"]) for one in first}


def _said(periods: dict[str, str]) -> dict[str, str]:
    """A sentence on unlike periods; nothing where there are none."""
    if not periods:
        return dict.fromkeys(LANGUAGES, "")
    from lawkit.overlaps.rules import phrases

    shown = ", ".join(f"«{period}»" for period in periods.values())
    return {language: phrases()["deadlines"][language].format(deadlines=shown) for language in LANGUAGES}
