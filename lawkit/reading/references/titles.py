"""Finds acts by their titles in any case form, by fields («об архивах») and by the adjectives of codes.

Titles are compared as sequences of stems, so that «О государственных закупках» and «в сфере государственных закупок» meet;
Kazakh titles stand before «туралы» and hardly change their form.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from lawkit.model import LANGUAGES, Act, Language
from lawkit.register import Register, RegisteredAct

_WORD = re.compile(r"[^\W_]+")
_ABOUT: Mapping[Language, frozenset[str]] = {
    "rus": frozenset({"о", "об", "обо"}),
    "kaz": frozenset({"туралы"}),
    "eng": frozenset({"on", "the", "of", "a"}),
}
# Ends of titles that texts leave out: «О языках (в Республике Казахстан)»
_TAILS: Mapping[Language, tuple[str, ...]] = {
    "rus": ("в республике казахстан", "республики казахстан"),
    "kaz": (
        "қазақстан республикасының кодексі",
        "қазақстан республикасының заңы",
        "қазақстан республикасының конституциялық заңы",
    ),
    "eng": ("in the republic of kazakhstan", "of the republic of kazakhstan"),
}
_HEADS: Mapping[Language, tuple[str, ...]] = {
    "rus": (),
    "kaz": ("қазақстан республикасындағы", "қазақстан республикасының"),
    "eng": (),
}
_AND: Mapping[Language, str] = {"rus": "и", "eng": "and"}
_MAX_WORDS = 60


@dataclass(frozen=True, slots=True)
class Known:
    """What the index knows of an act."""

    id: str
    date: dt.date | None
    number: str
    repealed: bool
    pending: bool = False  # adopted, not yet in force


# Case endings of Russian nouns and adjectives, longest first.
_ENDINGS = tuple(
    sorted(
        [
            "ами",
            "ями",
            "ыми",
            "ими",
            "ого",
            "его",
            "ому",
            "ему",
            "ою",
            "ею",
            "ах",
            "ях",
            "ов",
            "ев",
            "ей",
            "ой",
            "ый",
            "ий",
            "ая",
            "яя",
            "ое",
            "ее",
            "ые",
            "ие",
            "ых",
            "их",
            "ым",
            "им",
            "ую",
            "юю",
            "ом",
            "ем",
            "ам",
            "ям",
            "ьми",
            "ью",
        ],
        key=len,
        reverse=True,
    )
)
_FLEETING = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])[ое](?=[кц]$)")


class _RussianKeys(dict[str, str]):
    """Word → the part that all its case forms share: «закупок» and «закупках» → «закупк», «защите» → «защит».

    Snowball takes «защите» for a verb and leaves «закупок» alone, so titles have their own rule.
    """

    def __missing__(self, word: str) -> str:
        stem = word
        if len(word) > 3:
            ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 3), "")
            stem = word[: len(word) - len(ending)] if ending else _FLEETING.sub("", word)
            stem = stem[:3] + stem[3:].rstrip("аеиоуыэюяйь")
        self[word] = stem
        return stem


_russian = _RussianKeys()


class _KazakhKeys(dict[str, str]):
    """Word → itself without a possessive ending: «қызметі» and «қызмет» meet, «қызметтер» (services) stays apart."""

    def __missing__(self, word: str) -> str:
        ending = next((e for e in ("сы", "сі", "ы", "і") if word.endswith(e) and len(word) - len(e) >= 4), "")
        self[word] = word[: len(word) - len(ending)]
        return self[word]


_kazakh = _KazakhKeys({"туралы": "туралы"})


def words_of(text: str, language: Language) -> list[tuple[str, int, int]]:
    """The words of a folded text as keys that all case forms share, with places."""
    from lawkit.language import stems

    found = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    if language != "eng":
        table = _russian if language == "rus" else _kazakh
        return [(table[w], s, e) for w, s, e in found]
    keys = stems((w for w, _, _ in found), language)
    return [(k, s, e) for k, (_, s, e) in zip(keys, found, strict=True)]


class Titles:
    """An index of titles in three languages; each language is indexed when it is first asked for."""

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}
        self._waiting: dict[Language, list[tuple[str, Iterable[str]]]] = {code: [] for code in LANGUAGES}
        self._fields_of: dict[Language, frozenset[str]] = {}  # acts that are given their fields of legislation
        self._full: dict[Language, dict[tuple[str, ...], set[str]]] = {code: {} for code in LANGUAGES}
        self._short: dict[Language, dict[tuple[str, ...], set[str]]] = {code: {} for code in LANGUAGES}
        self._fields: dict[Language, dict[tuple[str, ...], set[str]]] = {code: {} for code in LANGUAGES}
        self._codes: dict[Language, dict[tuple[str, ...], set[str]]] = {code: {} for code in LANGUAGES}
        self._adjectives: dict[Language, dict[str, str]] = {code: {} for code in LANGUAGES}
        self._rus_keys: dict[str, list[tuple[str, ...]]] = {}
        self._heads: dict[Language, dict[tuple[str, ...], set[str]]] = {code: {} for code in LANGUAGES}
        self._suffixes: dict[Language, set[tuple[str, ...]]] = {code: set() for code in LANGUAGES}
        self._prefixes: dict[Language, set[tuple[str, ...]]] = {code: set() for code in LANGUAGES}

    def add(self, known: Known, names: Iterable[str], language: Language) -> None:
        """Make an act findable by these names."""
        self.known.setdefault(known.id, known)
        self._waiting[language].append((known.id, names))

    def _index(self, language: Language) -> None:
        """Index what has been added in a language."""
        waiting, self._waiting[language] = self._waiting[language], []
        if not waiting:
            return
        for act_id, names in waiting:
            for name in names:
                self._add_name(act_id, name, language)
        self._add_fields(language, self._fields_of.pop(language, frozenset()))

    def _add_name(self, act_id: str, name: str, language: Language) -> None:
        from lawkit.reading.references.grammar import folded_text as fold

        folded = " ".join(_WORD.findall(fold(name)))
        code = _code_words(folded, language)
        if code:
            self._codes[language].setdefault(tuple(k for k, _, _ in words_of(code, language)), set()).add(act_id)
        key = self.key(folded, language)
        if not key:
            return
        self._put(self._full[language], key, act_id, language)
        if language == "rus":
            self._rus_keys.setdefault(act_id, []).append(key)
        for tail in _TAILS[language]:
            if folded.endswith(" " + tail):
                self._put(self._short[language], self.key(folded[: -len(tail)], language), act_id, language)
        for head in _HEADS[language]:
            if folded.startswith(head + " "):
                self._put(self._short[language], self.key(folded[len(head) :], language), act_id, language)

    def _put(
        self, table: dict[tuple[str, ...], set[str]], key: tuple[str, ...], act_id: str, language: Language
    ) -> None:
        if key:
            table.setdefault(key, set()).add(act_id)
            for n, word in enumerate(key):
                if n and word == _AND.get(language):
                    self._heads[language].setdefault(key[:n], set()).add(act_id)
            self._prefixes[language].update(key[:i] for i in range(1, len(key) + 1))
            if language == "kaz":
                self._suffixes[language].update(key[i:] for i in range(len(key)))

    def key(self, folded: str, language: Language) -> tuple[str, ...]:
        """A title as compared: stems without the preposition it starts with (or «туралы» at its end)."""
        about = _ABOUT[language]
        keys = [k for k, s, e in words_of(folded, language) if language != "eng" or folded[s:e] not in about]
        first = _WORD.match(folded.lstrip())
        if language == "rus" and first and first.group() in about:
            keys = keys[1:]
        if language == "kaz" and keys and keys[-1] in about:
            keys = keys[:-1]
        return tuple(keys)

    def named(self, folded_title: str, language: Language) -> set[str]:
        """Acts with this title; a title shortened by the country's name only where the full one fails."""
        from lawkit.reading.references.grammar import folded_text as fold

        self._index(language)
        title = fold(folded_title)
        key = self.key(title, language)
        found = self._full[language].get(key) or self._short[language].get(key)
        if not found:
            for tail in _TAILS[language]:
                if title.rstrip(' ."»').endswith(tail):
                    cut = self.key(title.rstrip(' ."»')[: -len(tail)], language)
                    found = found or self._full[language].get(cut) or self._short[language].get(cut)
        return set(found or ())

    def longest(self, folded: str, at: int, language: Language, *, fields: bool = False) -> tuple[int, set[str]]:
        """The longest title that the text continues with from `at` (after «о», «в области»): its end and the acts.

        With `fields` also the fields of legislation that the rules give to acts, and every act that shares the title but
        for the country's name.
        """
        self._index(language)
        window = folded[at : at + 500]
        key: tuple[str, ...] = ()
        best: tuple[int, set[str]] = (at, set())
        for count, (stem, _start, end) in enumerate(words_of(window, language)):
            key = (*key, stem)
            if count >= _MAX_WORDS or key not in self._prefixes[language]:
                break
            found = self._full[language].get(key) or self._short[language].get(key) or set()
            if fields:
                found = found | self._short[language].get(key, set()) | self._fields[language].get(key, set())
            if found:
                best = (at + end, set(found))
        return best

    def head(self, folded: str, language: Language) -> set[str]:
        """The one act in force whose title goes on after these words with «и …»: «об исполнительном производстве (и …)»."""
        self._index(language)
        tail = next((t for t in _TAILS[language] if folded.endswith(" " + t)), "")
        key = self.key(folded.removesuffix(tail), language)
        ids = {i for i in self._heads[language].get(key, ()) if not self.known[i].repealed}
        return ids if len(ids) == 1 else set()

    def before(self, folded: str, at: int, language: Language) -> tuple[int, set[str]]:
        """The longest title that ends at `at` (Kazakh: before «туралы»): its start and the acts."""
        self._index(language)
        best: tuple[int, set[str]] = (at, set())
        for size in (40, 120, 400):  # most titles differ in their last words already
            from_ = max(0, at - size)
            words = words_of(folded[from_:at], language)
            key: tuple[str, ...] = ()
            for stem, start, _end in reversed(words[1:] if from_ else words):  # the first word may be cut
                key = (stem, *key)
                if key not in self._suffixes[language]:
                    return best
                ids = self._full[language].get(key) or self._short[language].get(key)
                if ids:
                    best = (from_ + start, set(ids))
        return best

    def adjective(self, word: str, language: Language) -> set[str]:
        """The act of a kind of legislation that is named by an adjective («таможенным»)."""
        self._index(language)
        return {
            i for stem, i in self._adjectives[language].items() if word.startswith(stem) and len(word) <= len(stem) + 4
        }

    def add_fields(self) -> None:
        """Give the acts known by now the fields of legislation that the rules say."""
        self._fields_of = dict.fromkeys(LANGUAGES, frozenset(self.known))

    def _add_fields(self, language: Language, acts: frozenset[str]) -> None:
        from lawkit.language.data import language_rules

        rules = language_rules(
            language, "references"
        )  # not `grammar`: its patterns are compiled for one's own language
        table = self._short[language] if language == "kaz" else self._fields[language]  # no law is cited as «О земле»
        for act_id, names in (rules.get("fields") or {}).items():
            for name in names if act_id in acts else ():
                self._put(table, self.key(str(name), language), str(act_id), language)
        for act_id, stems in (rules.get("adjective_fields") or {}).items():
            for stem in stems if act_id in acts else ():
                self._adjectives[language][str(stem)] = str(act_id)

    def with_namesakes(self, ids: set[str]) -> set[str]:
        """Also the acts that share a Russian title with these: a title known in one language only hides no rival."""
        self._index("rus")
        found = set(ids)
        for act_id in ids:
            for key in self._rus_keys.get(act_id, ()):
                found |= self._full["rus"].get(key, set())
        return found

    def code(self, adjectives: str, language: Language) -> set[str]:
        """Codes named by these adjectives in any case form («гражданского процессуального»)."""
        from lawkit.reading.references.grammar import folded_text as fold

        self._index(language)
        return set(self._codes[language].get(tuple(k for k, _, _ in words_of(fold(adjectives), language)), ()))


def _code_words(folded: str, language: Language) -> str:
    """The words that tell one code from another: «налоговый» in «налоговый кодекс республики казахстан»."""
    noun = {"rus": "кодекс", "kaz": "кодексі", "eng": "code"}[language]
    words = folded.split()
    if noun not in words:
        return ""
    before = words[: words.index(noun)]
    country = {"қазақстан", "республикасының", "республикасы", "the", "of"}
    before = [w for w in before if w not in country]
    return " ".join(before) if 1 <= len(before) <= (5 if language == "eng" else 4) else ""  # with «and» between


_cache: WeakKeyDictionary[Register, Titles] = WeakKeyDictionary()


def titles_of(register: Register | None, acts: Iterable[Act] = ()) -> Titles:
    """The index of a register's titles, and of the titles of acts at hand that the register lacks."""
    own = [act for act in acts if act.title and (register is None or register.by_id(act.act_id) is None)]
    if register is None or own:
        titles = Titles()
        if register is not None:
            _add_register(titles, register)
        for act in own:
            titles.add(Known(act.act_id, act.adopted, act.number, act.status == "repealed"), [act.title], act.language)
        return titles
    if register not in _cache:
        _cache[register] = Titles()
        _add_register(_cache[register], register)
    return _cache[register]


def _add_register(titles: Titles, register: Register) -> None:
    for entry in register:
        known = Known(
            entry.id, entry.date, entry.number, entry.status == "repealed", entry.status == "not_yet_in_force"
        )
        for language in LANGUAGES:
            titles.add(known, _names(entry, language), language)
    titles.add_fields()


def _names(entry: RegisteredAct, language: Language) -> tuple[str, ...]:
    return entry.names(language)
