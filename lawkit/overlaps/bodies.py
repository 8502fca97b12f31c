"""Which body a short form names in its act: «уполномоченный орган» is another one in every act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lawkit.model import Definition, Language, Reading
from lawkit.overlaps.rules import difference_words, stems, thresholds
from lawkit.overlaps.units import Unit, fold


@dataclass(frozen=True)
class ShortForms:
    """The bodies that one act introduces under short names."""

    language: Language
    definitions: tuple[Definition, ...]

    @cached_property
    def by_name(self) -> dict[tuple[str, ...], tuple[str, str]]:
        """Stems of the short name → full name and definition, as words; only names that hold a body word."""
        data = difference_words(self.language)
        cut = stems(self.language).of
        found: dict[tuple[str, ...], tuple[str, str]] = {}
        for definition in self.definitions:
            for name in (definition.short, definition.term):
                key = tuple(cut(fold(name).split()))
                if 0 < len(key) <= 3 and any(stem in data.bodies for stem in key):
                    found.setdefault(key, (definition.term, fold(f"{definition.term} {definition.text}")))
        return found


def short_forms(reading: Reading) -> ShortForms:
    """The short forms of an act."""
    return ShortForms(reading.act.language, reading.definitions)


def _shared(a: str, b: str, language: Language) -> float:
    cut = stems(language).of
    one, two = set(cut(a.split())), set(cut(b.split()))
    return len(one & two) / max(1, len(one | two))


def other_body(a: Unit, b: Unit, forms_a: ShortForms, forms_b: ShortForms) -> tuple[str, str] | None:
    """The full names, where both provisions use one short form for different bodies; None where none is known."""
    language = forms_a.language
    if a.act == b.act or _of_people(a, language) or _of_people(b, language):
        return None
    cut = stems(language).of
    for name, (term_a, meaning_a) in forms_a.by_name.items():
        term_b, meaning_b = forms_b.by_name.get(name, ("", ""))
        if not meaning_b or _shared(meaning_a, meaning_b, language) >= thresholds()["tiers"]["body"]["same"]:
            continue
        if all(_holds(cut(fold(f"{u.lead_in} {u.text}").split()), name) for u in (a, b)):
            return term_a, term_b
    return None


def _of_people(unit: Unit, language: Language) -> bool:
    """«Должностные лица уполномоченного органа вправе:»: it is said of people, whichever body they serve."""
    words = fold(unit.lead_in).split() if unit.lead_in.endswith(":") else fold(unit.text).split()[:3]
    return _headed_by_people(words, language)


def _headed_by_people(words: list[str], language: Language) -> bool:
    head = words if language == "kaz" else words[:1]  # in Kazakh the head of a name stands last
    return any(word.startswith(difference_words(language).people) for word in head)


def _holds(words: list[str], name: tuple[str, ...]) -> bool:
    size = len(name)
    return any(tuple(words[i : i + size]) == name for i in range(len(words) - size + 1))


def several(name: str, language: Language) -> bool:
    """Whether a name means bodies of one kind («местные исполнительные органы»): each does it in its own place."""
    return any(word in difference_words(language).plural_bodies for word in fold(name).split()[:4])


def shortened(name: str, language: Language) -> str:
    """A body's name without the verb that follows it in a lead-in («Служба осуществляет следующие виды …»)."""
    data = difference_words(language)
    modal = {word for phrase in (*data.duty, *data.right, *data.prohibition) for word in phrase}
    words = name.split()
    for place, word in enumerate(words):
        folded = fold(word)
        verb = len(folded) > 5 and folded.endswith(("ет", "ют", "ит", "ят", "ется", "ются", "ится", "ятся"))
        if place and (verb or set(stems(language).of([folded])) & modal or word in ("в", "при") and place > 5):  # noqa: RUF021
            return " ".join(words[:place])
    return name


def subject(unit: Unit) -> str:
    """The body that a list item's lead-in names («Уполномоченный орган:»), or the addressee of its norm; else ""."""
    language: Language = unit.address.language or "rus"
    data = difference_words(language)
    lead_in = unit.lead_in.rstrip(": ")
    words = fold(lead_in).split()
    people = _headed_by_people(words, language)
    opens = 0 < len(words) <= 20 and words[0] not in data.prepositions and not people
    if opens and any(stem in data.bodies for stem in stems(language).of(words[:4])):
        return lead_in
    named = next((norm.addressee for norm in unit.norms if norm.addressee), "")
    words = fold(named).split()
    return (
        named
        if words
        and not _headed_by_people(words, language)
        and any(stem in data.bodies for stem in stems(language).of(words))
        else ""
    )


def same_subject(a: str, b: str, language: Language, *, one_act: bool = False) -> bool:
    """Whether two names can be one body, as far as words tell.

    Between acts one name may leave out what the other adds; one act names a body in one way.
    """
    one, two = (_name(text, language) for text in (a, b))
    if not one or not two:
        return True
    return one == two if one_act else one <= two or two <= one


def other_actor(a: Unit, b: Unit, language: Language) -> bool:
    """Whether two list items complete different lead-ins of who must, may or does («Собственник обязан:»)."""
    if not same_subject(subject(a), subject(b), language, one_act=a.act == b.act):
        return True
    data = difference_words(language)
    modal = {phrase[-1] for phrase in (*data.duty, *data.right, *data.prohibition)}
    words = [fold(unit.lead_in).split() for unit in (a, b)]
    if any(word in data.negation for lead_in in words for word in lead_in):
        return False  # «… не могут быть лица:» tells of whom the list is, not of who acts
    cut = [set(stems(language).of(lead_in)) for lead_in in words]
    return all(words & modal for words in cut) and cut[0] - modal != cut[1] - modal


def _name(text: str, language: Language) -> frozenset[str]:
    """The stems of a name without the words of duty and right («обязаны», «вправе»)."""
    data = difference_words(language)
    cut = stems(language).of(fold(text).split())
    modal = {stem for phrase in (*data.duty, *data.right, *data.prohibition) for stem in phrase}
    return frozenset(stem for stem in cut if stem not in modal)
