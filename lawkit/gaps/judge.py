"""Verdicts: the evidence of all acts brought together, requirement by requirement."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence

from lawkit.gaps.checklist import Checklist, Item, Part
from lawkit.gaps.decisions import Decision, apply_decision, provision_texts
from lawkit.gaps.evidence import AGAINST, HALF, Evidence, Hit, gather
from lawkit.gaps.kept import evidence_key
from lawkit.model import LANGUAGES, Address, Language, Pin, Reading, Verdict, VerdictValue

EvidenceCache = MutableMapping[str, Evidence]
_PINS = 1  # places shown for each part: the best one

_WORDS: dict[str, dict[Language, str]] = {
    "has": {"rus": "есть: {found}", "kaz": "бар: {found}", "eng": "found: {found}"},
    "lacks": {"rus": "не найдено: {missing}", "kaz": "табылмады: {missing}", "eng": "not found: {missing}"},
    "against": {
        "rus": "норма противоречит требованию: {place}",
        "kaz": "норма талапқа қайшы келеді: {place}",
        "eng": "a provision contradicts the requirement: {place}",
    },
    "half": {
        "rus": "требование выполнено наполовину: {place}",
        "kaz": "талап жартылай орындалған: {place}",
        "eng": "the requirement is half met: {place}",
    },
    "weak": {
        "rus": "признаки слабые, посмотрите сами: {place}",
        "kaz": "белгілері әлсіз, өзіңіз қараңыз: {place}",
        "eng": "the signs are weak, look here: {place}",
    },
    "nothing": {
        "rus": "не найдено ни одной части ({missing}); просмотрено актов: {acts}",
        "kaz": "бірде-бір бөлігі табылмады ({missing}); қаралған акт саны: {acts}",
        "eng": "no part was found ({missing}); acts looked at: {acts}",
    },
    "closest": {"rus": "ближе всего: {place}", "kaz": "ең жақыны: {place}", "eng": "closest: {place}"},
}


def find_gaps(
    readings: Sequence[Reading],
    checklist: Checklist,
    decisions: Mapping[str, Decision] | None = None,
    cache: EvidenceCache | None = None,
) -> list[Verdict]:
    """One verdict for each item of the checklist, in its order, over all acts given.

    `decisions` (item id → a person's decision, see `load_decisions`) overrule. `cache` keeps the evidence of each act
    between calls, so that only acts that are new or changed are looked at again.
    """
    found = evidence(readings, checklist, cache)
    verdicts = [judge(item, checklist, found) for item in checklist.items]
    if decisions:
        texts = provision_texts(readings)
        verdicts = [apply_decision(v, decisions.get(v.item), texts) for v in verdicts]
    return verdicts


def evidence(readings: Sequence[Reading], checklist: Checklist, cache: EvidenceCache | None = None) -> list[Evidence]:
    """The evidence of each act, in the order of the acts' addresses."""
    found: list[Evidence] = []
    for reading in sorted(readings, key=lambda r: str(r.act.address)):
        if cache is None:
            found.append(gather(reading, checklist))
            continue
        key = evidence_key(reading, checklist)
        if key not in cache:
            cache[key] = gather(reading, checklist)
        found.append(cache[key])
    return found


def matrix(
    readings: Sequence[Reading], checklist: Checklist, cache: EvidenceCache | None = None
) -> dict[str, dict[str, VerdictValue]]:
    """Act id → item id → verdict on this act alone (its expressions in all languages together)."""
    by_act: dict[str, list[Evidence]] = {}
    for found in evidence(readings, checklist, cache):
        by_act.setdefault(found.act.act, []).append(found)
    return {act: {i.id: judge(i, checklist, found).value for i in checklist.items} for act, found in by_act.items()}


def judge(item: Item, checklist: Checklist, found: Sequence[Evidence]) -> Verdict:
    """The verdict on one item from the evidence of some acts."""
    strong: dict[str, list[Hit]] = {}
    weak: dict[str, list[Hit]] = {}
    for one in found:
        for part, hits in one.hits.get(item.id, {}).items():
            for hit in hits:
                (weak if hit.weak else strong).setdefault(part, []).append(hit)
    look = {act: n for n, act in enumerate(item.look)}
    for hits_of in (*strong.values(), *weak.values()):
        hits_of.sort(key=lambda h: (look.get(h.pin.address.act, 99), h.pin.address.language != "rus", h.rank))
    value = _value(item, strong, weak)
    pins = _pins(item, value, strong, weak)
    nearest = _closest(item, found) if value == "not_found" else ()
    acts = {one.act.act: one.number for one in found}
    reason = {language: _reason(item, value, strong, language, pins, nearest, acts) for language in LANGUAGES}
    return Verdict(checklist.id, item.id, value, pins or nearest, reason)


def _value(item: Item, strong: Mapping[str, list[Hit]], weak: Mapping[str, list[Hit]]) -> VerdictValue:
    if AGAINST in strong:
        return "contradicted"
    shown = [p for p in item.parts if p.id in strong]
    core = [p for p in item.parts if p.core]
    if len(shown) >= item.needed and all(p in shown for p in core):
        return "met"
    if shown and (not core or any(p in shown for p in core)):
        return "partly"
    if HALF in strong:
        return "partly"
    if any(p.id in weak for p in (core or item.parts)):
        return "undetermined"
    return "not_found"


def _pins(
    item: Item, value: VerdictValue, strong: Mapping[str, list[Hit]], weak: Mapping[str, list[Hit]]
) -> tuple[Pin, ...]:
    if value == "not_found":
        return ()
    source = weak if value == "undetermined" else strong
    order = [AGAINST] if value == "contradicted" else [p.id for p in item.parts]
    if value == "partly" and not any(p in source for p in order):
        order = [HALF]
    pins: dict[tuple[str, str], Pin] = {}
    for part in order:
        hits = source.get(part, [])
        same_act = [h for h in hits if h.pin.address.act == hits[0].pin.address.act and h.rank[0] == hits[0].rank[0]]
        shown: set[str] = set()
        for hit in same_act:
            if hit.pin.address.eid not in shown and len(shown) < _PINS:
                shown.add(hit.pin.address.eid)
                pins.setdefault((hit.pin.address.act, hit.pin.address.eid), hit.pin)
    return tuple(pins.values())


def _closest(item: Item, found: Sequence[Evidence]) -> tuple[Pin, ...]:
    best = sorted(
        (entry for one in found for entry in one.nearest.get(item.id, ())), key=lambda e: (-e[0], str(e[1].address))
    )
    return tuple(pin for _, pin in best[:2])


_NUMBER: dict[Language, str] = {"rus": "№ {}", "kaz": "№ {}", "eng": "No. {}"}


def place(address: Address, language: Language, numbers: Mapping[str, str] | None = None) -> str:
    """An address as people write it, «№ 401-V, статья 5»; the act's id where its number is not known."""
    number = (numbers or {}).get(address.act, "")
    act = _NUMBER[language].format(number) if number else address.act
    if not address.eid:
        return act
    from lawkit.structure.labels import label

    try:
        return f"{act}, {label(address.eid, language)}"
    except (ValueError, KeyError):
        return f"{act}, {address.eid}"


def _names(parts: Sequence[Part], language: Language) -> str:
    return "; ".join(p.name[language] for p in parts)


def _reason(
    item: Item,
    value: VerdictValue,
    strong: Mapping[str, list[Hit]],
    language: Language,
    pins: Sequence[Pin],
    nearest: Sequence[Pin],
    acts: Mapping[str, str],
) -> str:
    def say(key: str, **values: object) -> str:
        return _WORDS[key][language].format(**values)

    shown = [p for p in item.parts if p.id in strong]
    missing = [p for p in item.parts if p.id not in strong]
    where = place(pins[0].address, language, acts) if pins else ""
    if value == "contradicted":
        return say("against", place=where)
    if value == "undetermined":
        return say("weak", place=where)
    if value == "not_found":
        text = say("nothing", missing=_names(missing, language), acts=len(acts))
        return f"{text}; {say('closest', place=place(nearest[0].address, language, acts))}" if nearest else text
    if not shown:
        return f"{say('half', place=where)}. {say('lacks', missing=_names(missing, language))}"
    found = "; ".join(f"{p.name[language]} ({place(strong[p.id][0].pin.address, language, acts)})" for p in shown)
    text = say("has", found=found)
    return f"{text}. {say('lacks', missing=_names(missing, language))}" if missing else text
