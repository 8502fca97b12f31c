"""The language in which the command line speaks: Russian, Kazakh or English, chosen by `--ui`, LAWKIT_UI or the locale.

The English words stand in the code; the translations are gettext catalogues, `rules/messages/{rus,kaz}.po`, read as
they are, so that a correction works at once. A message with values in it is matched against its template
(«{path} does not exist»): the code that raises it needs to know nothing of languages. The format of the files is
described in the GNU gettext manual, «The Format of PO Files».
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawkit.model import Language

UI_VARIABLE = "LAWKIT_UI"
_OF_LOCALE: dict[str, Language] = {"ru": "rus", "kk": "kaz", "kz": "kaz", "en": "eng", "c": "eng", "posix": "eng"}
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the order of POSIX; LANGUAGE goes before them
_PREFIX = re.compile(r"^(?:lawkit: )?(?:E\d{3} )?")
_PLACE = re.compile(r"(?:[^\s:]+:\d+|line \d+|[^\s!]+![A-Z]+\d+): ")  # of a line or a cell in a file
_FIELDS = ("msgctxt", "msgid", "msgstr")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r"}
_HOLE = re.compile(r"\{(\w+)\}")
_TELLING = 10  # letters that a template needs to be known within another one
_DEPTH = 2  # a message within a message: the first problem of a file


@dataclass(frozen=True, slots=True)
class Choice:
    """The language of messages, and whether a person asked for it (otherwise the locale told it)."""

    language: Language = "eng"
    asked: bool = False


@dataclass(frozen=True)
class Catalogue:
    """Translations by (context, English words)."""

    entries: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def plain(self) -> dict[str, str]:
        """The entries without a context."""
        return {english: translation for (context, english), translation in self.entries.items() if not context}

    @cached_property
    def templates(self) -> list[tuple[list[str], list[str], str]]:
        """Entries with holes: the words between the holes, the names of the holes, the translation; most words first."""
        found = []
        for (context, english), translation in self.entries.items():
            parts = _HOLE.split(english)
            if not context and len(parts) > 1:
                found.append((parts[::2], parts[1::2], translation))
        return sorted(found, key=lambda one: -sum(map(len, one[0])))

    def word(self, english: str, context: str = "") -> str:
        """A text without values; the English one where there is no translation."""
        return self.entries.get((context, english)) or english

    def message(self, english: str, depth: int = 0) -> str:
        """A text that may hold values; what stands in its holes is translated too where it is a message itself."""
        exact = self.plain.get(english)
        if exact:
            return exact
        if depth and (place := _PLACE.match(english)):  # the first problem of a file, behind its place
            return place[0] + self.message(english[place.end() :], depth)
        for words, names, translation in self.templates:
            if depth and sum(map(len, words)) < _TELLING:
                break  # what stands in a hole is a name sooner than «{name} is {what}»
            values = _values(english, words)
            if values is None:
                continue
            if depth < _DEPTH:
                values = [self.message(value, depth + 1) if " " in value else value for value in values]
            filled = dict(zip(names, values, strict=True))
            return _HOLE.sub(lambda hole, filled=filled: filled.get(hole[1], hole[0]), translation)  # type: ignore[misc]
        return english


_now = Choice()
_spoken = Catalogue()


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> Choice:
    """The language that `--ui` names, else LAWKIT_UI, else the locale; English where none is ours."""
    named = _option(arguments) or environment.get(UI_VARIABLE, "")
    asked: dict[str, Language] = {"rus": "rus", "kaz": "kaz", "eng": "eng"}  # lawkit.model would cost 15 ms here
    if named in asked:
        return Choice(asked[named], asked=True)
    listed = [one for one in environment.get("LANGUAGE", "").split(":") if one]
    listed += [environment[name] for name in _LOCALE_VARIABLES if environment.get(name)][:1]
    if not listed and sys.platform == "win32":
        listed = [_windows_locale()]
    for one in listed:
        code = re.split(r"[_.@-]", one.lower())[0]
        if code in _OF_LOCALE:
            return Choice(_OF_LOCALE[code])
    return Choice()


def _option(arguments: Sequence[str]) -> str:
    """The value of the last `--ui` before `--`."""
    named = ""
    for number, word in enumerate(arguments):
        if word == "--":
            break
        if word.startswith("--ui="):
            named = word.removeprefix("--ui=")
        elif word == "--ui" and number + 1 < len(arguments):
            named = arguments[number + 1]
    return named


def _windows_locale() -> str:
    """The language of Windows' own windows, as «ru_RU»."""
    import ctypes
    import locale

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined,unused-ignore]
    return locale.windows_locale.get(number, "")


def start(choice: Choice) -> None:
    """Speak the chosen language from now on."""
    global _now, _spoken
    _now, _spoken = choice, catalogue(choice.language)


def language() -> Language:
    """The language of messages."""
    return _now.language


def content_language() -> Language:
    """The language of explanations in lists and of pages: the one asked for, else Russian, the acts' own."""
    return _now.language if _now.asked else "rus"


def word(english: str, context: str = "") -> str:
    """A fixed text of the interface in the language spoken."""
    return _spoken.word(english, context)


def message(english: str) -> str:
    """A line for people in the language spoken: an error with code and remedy, a list of problems, or a plain sentence."""
    if _now.language == "eng":
        return english
    head = _PREFIX.match(english)
    start = head.end() if head else 0
    body = english[start:]
    place = _PLACE.match(body)
    rest = body[place.end() :] if place else ""
    if place and (rest in _spoken.plain or _spoken.message(rest) != rest):
        return english[:start] + _spoken.message(place[0][:-2]) + ": " + _spoken.message(rest)
    problem, _, remedy = body.partition("; ")
    if remedy in _spoken.plain:  # an error with its remedy, on one line: neither is part of the other's values
        return f"{english[:start]}{_behind_its_place(problem)}; {_spoken.plain[remedy]}"
    told = _spoken.message(body)
    if told == body:
        told = "; ".join(map(_behind_its_place, body.split("; ")))
    return english[:start] + told


def _behind_its_place(text: str) -> str:
    """A message that may stand behind a place: «egov.yaml:12: the file is empty»."""
    told = _spoken.message(text)
    if told == text and ": " in text:
        place, _, rest = text.partition(": ")
        return f"{_spoken.message(place)}: {_behind_its_place(rest)}"
    return told


def _values(text: str, words: Sequence[str]) -> list[str] | None:
    """What stands in the holes between words, none of them empty; None where the text is another one. Linear in the text."""
    first, *middle, last = words
    if not text.startswith(first) or not text.endswith(last) or len(text) < len(first) + len(last):
        return None
    at, end = len(first), len(text) - len(last)
    values = []
    for piece in middle:
        found = text.find(piece, at + 1, end)
        if found < 0:
            return None
        values.append(text[at:found])
        at = found + len(piece)
    values.append(text[at:end])
    return values if all(values) else None


@lru_cache(maxsize=3)
def catalogue(language: Language) -> Catalogue:
    """The translations into a language; none into English. Raises RulesError when the file is missing or broken."""
    if language == "eng":
        return Catalogue()
    from lawkit.errors import RulesError
    from lawkit.resources import resource

    path = resource("rules", "messages", f"{language}.po")
    try:
        return Catalogue(entries(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise RulesError(f"rules/messages/{path.name} cannot be read: {error}", "correct the file") from error


def entries(text: str) -> dict[tuple[str, str], str]:
    """The entries of a PO file: (context, English) → translation; fuzzy and empty ones are left out. Raises ValueError."""
    found: dict[tuple[str, str], str] = {}
    for block in re.split(r"\n[ \t]*\n", text):
        fields, fuzzy = _fields(block)
        if fields.get("msgid") and fields.get("msgstr") and not fuzzy:
            found[fields.get("msgctxt", ""), fields["msgid"]] = fields["msgstr"]
    return found


def _fields(block: str) -> tuple[dict[str, str], bool]:
    """The fields of one entry, and whether it is marked fuzzy."""
    fields: dict[str, str] = {}
    key, fuzzy = "", False
    for line in map(str.strip, block.split("\n")):
        if line.startswith("#") or not line:
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        named, _, rest = line.partition(" ")
        key = named if named in _FIELDS else key
        words = rest.lstrip() if named in _FIELDS else line
        if not key or len(words) < 2 or words[0] != '"' or words[-1] != '"':
            raise ValueError(f"«{line[:60]}» is no line of a PO file")
        words = words[1:-1]
        if "\\" in words:
            words = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), words)
        fields[key] = fields.get(key, "") + words
    return fields, fuzzy
