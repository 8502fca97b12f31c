"""What a list item or a lead-in says by itself: an item that only names a thing says what its list makes of it.

«Фамилия и должность лица, проводившего проверку» stands in what an act states and in what a prescription states: the
words agree, and neither list can do without them. Such pairs are told apart here from one rule that stands twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from lawkit.model import Language, Tier
from lawkit.overlaps.bodies import other_actor, same_subject, several, subject
from lawkit.overlaps.rules import difference_words, stems, thresholds
from lawkit.overlaps.units import Unit, fold, place_words

_ROOT = 6  # letters that a verb and its noun share
_PASSIVE = ("ется", "ются", "ится", "ятся")  # «орган создается …»: it does nothing


def says_little(unit: Unit) -> bool:
    """Whether it only names who or what: «Уполномоченный орган:», «в области охраны животного мира»."""
    units = thresholds()["units"]
    if unit.leads_in:
        return unit.length <= int(units["lead_in"]) or (unit.length <= int(units["short"]) and not _has_verb(unit))
    return unit.length <= int(units["short"]) and _names_field(unit)


def _has_verb(unit: Unit) -> bool:
    """Whether a word may be a verb or tells a duty, a right or a ban, as far as endings show."""
    data = difference_words(_language(unit))
    words = unit.key.split()
    modal = {phrase[-1] for phrase in (*data.duty, *data.right, *data.prohibition)}
    if not data.verb_endings or modal & set(stems(_language(unit)).of(words)):
        return True
    return any(len(word) > 4 and word.endswith(data.verb_endings) for word in words)


def _names_field(unit: Unit) -> bool:
    """«В сфере санитарно-эпидемиологического благополучия населения»: a field of activity and no more."""
    if not unit.lead_in:
        return False
    opening = stems(_language(unit)).of(unit.key.split()[:3])
    return any(tuple(opening[: len(phrase)]) == phrase for phrase in difference_words(_language(unit)).field_of_body)


def names_only(a: Unit, b: Unit) -> bool:
    """Whether two items of one act name one thing in lists of different things, so that neither repeats the other.

    Either both are requisites of documents that the lead-ins tell apart, or both name people whom unlike lead-ins give
    different things.
    """
    if a.act != b.act or not a.lead_in or not b.lead_in or fold(a.lead_in) == fold(b.lead_in):
        return False
    if of_document(a) and of_document(b):
        return True
    return _names_people(a) and _names_people(b) and unlike(a, b) and not other_actor(a, b, _language(a))


def of_document(unit: Unit) -> bool:
    """A requisite («подпись …», «наименование …») under a lead-in that tells what a document states."""
    data = difference_words(_language(unit))
    return _head(unit) in data.requisites and not data.contents.isdisjoint(fold(unit.lead_in).split())


def _names_people(unit: Unit) -> bool:
    words = unit.key.split()
    near = words[-2:] if _language(unit) == "kaz" else words[:2]
    return not difference_words(_language(unit)).persons.isdisjoint(near)


def only_open(a: Unit, b: Unit) -> bool:
    """Whether both only tell who has duties or rights that follow: «Субъекты при проверке вправе:»."""
    return opens(a) and opens(b)


def opens(unit: Unit) -> bool:
    """Whether it only tells who has duties or rights that follow."""
    if not unit.leads_in:
        return False
    data = difference_words(_language(unit))
    cut = stems(_language(unit)).of(unit.key.split())
    return any(tuple(cut[-len(phrase) :]) == phrase for phrase in (*data.duty, *data.right, *data.prohibition))


def other_thing(a: Unit, b: Unit) -> bool:
    """Whether two items under unlike lead-ins differ in their head: the one is about what the other only mentions."""
    return bool(a.lead_in and b.lead_in) and unlike(a, b) and other_head(a, b)


def other_head(a: Unit, b: Unit) -> bool:
    """Whether the word that the rest depends on is another one: «утверждает …» and «сопровождает …»."""
    return _content_head(a) != _content_head(b)


def _content_head(unit: Unit) -> str:
    """The stem of the first word that says what is done: «осуществляет | координацию …»."""
    words = unit.key.split()
    ordered = stems(_language(unit)).of(words[::-1] if _language(unit) == "kaz" else words)
    light = difference_words(_language(unit)).light
    return next((stem for stem in ordered if stem not in light), ordered[0])


def other_place(a: Unit, b: Unit) -> bool:
    """Whether two items of one act complete different rules, which are not one rule for two actors."""
    if a.act != b.act or not a.lead_in or not b.lead_in:
        return False
    apart = place_likeness(a, b) < thresholds()["tiers"]["near"]["place"]
    return apart and not other_actor(a, b, _language(a))


def _elsewhere(a: Unit, b: Unit) -> bool:
    """Whether two rules of one act that have nothing else in common share a condition: «…, если должник скрылся»."""
    return other_place(a, b) and place_likeness(a, b) < thresholds()["tiers"]["near"]["elsewhere"]


def within_competence(unit: Unit) -> bool:
    """«В пределах своей компетенции»: several bodies may do it, each in its own field."""
    return any(words in unit.key for words in difference_words(_language(unit)).own_field)


def each_its_own(a: Unit, b: Unit) -> bool:
    """Whether two bodies of one act do it, each within its competence; local bodies do it in their places."""
    if a.act != b.act or not within_competence(a):
        return False
    one, two = subject(a), subject(b)
    some = several(one, _language(a)) or several(two, _language(b))
    return not some and not same_subject(one, two, _language(a), one_act=True)


def as_another_law_asks(units: Sequence[Unit], referred: Sequence[set[str]]) -> bool:
    """Whether bodies that two acts name differently have in one wording what a third act, named by all, gives to each.

    «Утверждает проверочные листы в соответствии с кодексом»: each body its own. `referred`: the acts that each names.
    """
    acts = {unit.act for unit in units}
    third = set.intersection(*referred) - acts
    others = all(other_name(units[0], unit) for unit in units[1:])
    return len(acts) == len(units) and bool(third) and others and all(allots(unit) for unit in units)


def allots(unit: Unit) -> bool:
    """Whether it gives a body something to do: an item of that body's list, or a sentence that opens with the body.

    «План размещается на интернет-ресурсе органа» tells of a plan: where two acts say so, the rule is repeated and no
    function is given twice.
    """
    if unit.lead_in:
        return bool(subject(unit))
    data = difference_words(_language(unit))
    words = unit.key.split()[:4]
    if words[0] in data.prepositions or any(word.endswith(_PASSIVE) for word in unit.key.split()[:6]):
        return False
    return not data.bodies.isdisjoint(stems(_language(unit)).of(words))


def stages(a: Unit, b: Unit) -> bool:
    """Whether one body prepares what another decides: «разрабатывает правила» and «утверждает правила»."""
    data = difference_words(_language(a))
    done = []
    for unit in (a, b):
        words = {*unit.key.split()[:4], *fold(unit.lead_in).split()[-4:]}
        if _language(unit) == "kaz":
            words.update(unit.key.split()[-2:])
        done.append((not words.isdisjoint(data.preparing), not words.isdisjoint(data.deciding)))
    return (True, False) in done and any(decides for _, decides in done)


def widened(a: Unit, b: Unit) -> bool:
    """Whether one list item says what the other says, and then where, of whom or with what exception.

    «Осуществляет контроль в сфере связи» and «осуществляют контроль в сфере связи в пределах района».
    """
    if not a.lead_in or not b.lead_in or a.leads_in or b.leads_in:
        return False
    shorter, longer = sorted((a, b), key=lambda unit: unit.length)
    if shorter.length < int(thresholds()["units"]["function"]) or shorter.length == longer.length:
        return False
    cut = stems(_language(a)).of
    light = difference_words(_language(a)).light
    one, two = ([s for i, s in enumerate(cut(u.key.split())) if i or s not in light] for u in (shorter, longer))
    same = one[0][:_ROOT] == two[0][:_ROOT] and one[1:] == two[1 : len(one)]  # «содействует», «организует содействие»
    prepositions = frozenset(cut(list(difference_words(_language(a)).prepositions)))
    return same and len(two) > len(one) and two[len(one)] in prepositions


def exact_tier(units: Sequence[Unit]) -> Tier:
    """How sure it is that provisions which agree word for word are one too many."""
    first = units[0]
    one_act = len({unit.act for unit in units}) == 1
    if says_little(first) or (one_act and first.leads_in) or opens(first):
        return "possible"  # a lead-in says nothing without its list
    if one_act and all(names_only(first, unit) or each_its_own(first, unit) for unit in units[1:]):
        return "possible"
    if one_act and all(_elsewhere(first, unit) for unit in units[1:]):
        return "possible"
    if first.length <= int(thresholds()["units"]["short"]):
        return "likely"
    return "likely" if all(other_place(first, unit) or other_name(first, unit) for unit in units[1:]) else "certain"


def other_name(a: Unit, b: Unit) -> bool:
    """Whether two acts name the body that the list is about differently: perhaps it is one body, perhaps not."""
    one, two = (frozenset(stems(_language(unit)).of(fold(subject(unit)).split())) for unit in (a, b))
    return a.act != b.act and bool(one) and bool(two) and one != two


def _head(unit: Unit) -> str:
    """The word that the rest of the item depends on: in Kazakh the last one."""
    words = unit.key.split()
    return words[-1] if _language(unit) == "kaz" else words[0]


def _language(unit: Unit) -> Language:
    return unit.address.language or "rus"


def unlike(a: Unit, b: Unit) -> bool:
    """Whether the lead-ins of two list items open lists of other things."""
    return lead_likeness(a, b) < float(thresholds()["tiers"]["near"]["unlike"])


def lead_likeness(a: Unit, b: Unit) -> float:
    """How much the lead-ins of two list items agree; 1 where none is a list item."""
    one, two = (set(stems(_language(a)).of(fold(unit.lead_in).split())) for unit in (a, b))
    return len(one & two) / len(one | two) if one or two else 1.0


def place_likeness(a: Unit, b: Unit) -> float:
    """How much the headings and lead-ins agree; 1 where neither says anything."""
    one, two = place_words(a), place_words(b)
    if not one and not two:
        return 1.0
    return len(one & two) / max(1, min(len(one), len(two))) if one and two else 0.5
