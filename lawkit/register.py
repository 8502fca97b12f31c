"""The register of acts: facts about Kazakhstan's acts that references, reports and repealed-act checks rest on.

The facts stand in `corpus/acts.yaml`, which a lawyer edits. The file keeps to a small part of YAML (one fact a line),
so that it is read in a few milliseconds here; anything else in it is read by PyYAML, to the same values.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, get_args

from lawkit.errors import RulesError
from lawkit.model import LANGUAGES, ActStatus, Language
from lawkit.resources import resource

RegisterKind = Literal["constitution", "code", "constitutional_law", "law", "decree", "resolution", "order"]

_KINDS: frozenset[str] = frozenset(get_args(RegisterKind))
_STATUSES: frozenset[str] = frozenset({"in_force", "repealed", "not_yet_in_force", "unknown"})
_KEYS: frozenset[str] = frozenset(
    {"id", "number", "date", "kind", "rus", "kaz", "eng", "short", "aliases", "aliases_kaz", "aliases_eng", "status"}
    | {"until", "replaced_by", "why", "source", "verified", "note"}
)
_LISTS: frozenset[str] = frozenset({"short", "aliases", "aliases_kaz", "aliases_eng"})
_REQUIRED: tuple[str, ...] = ("id", "date", "kind", "rus", "status", "verified")
_ID = re.compile(r"[KZUPVSGH]\d{6,12}_?")

# «- id: Z1500000401», «  rus: О доступе к информации»
_LINE = re.compile(r"(?P<dash>- |  )(?P<key>[a-z_]+): (?P<value>\S.*)")
# A plain value that YAML reads as itself: no indicator at its start, no «: » and no « #» inside.
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:(?!: | #)[^\n])*(?<![:\s])")
# Words that YAML takes for a number, a truth value or nothing; plain whole numbers and dates read the same either way.
_MEANT = re.compile(
    r"(?!(?:0|[1-9]\d*|\d{4}-\d\d-\d\d)$)(?:[-+.]?\d[\d_.:xXoObBa-fA-F+-]*|\.inf|\.nan|~|null|true|false|yes|no|on|off|y|n|=)$",
    re.IGNORECASE,
)
_TRUTHS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
# «[АППК, "О товарных знаках, знаках обслуживания"]»: items are plain or in double quotes
_ITEM = r"""(?:"[^"\\\n]+"|[^\s\-?:,\[\]{}#&*!|>'"%@`][^,\[\]{}:#"\n]*)"""
_ITEMS = re.compile(_ITEM)
_FLOW = re.compile(rf"\[{_ITEM}(?:, {_ITEM})*\]")

# «401-V», «401-V ЗРК», «N 370-II»; Cyrillic І, Х and У stand in for Roman letters in many pages
_NUMBER = re.compile(r"(?P<number>\d{1,5})(?:\s*-\s*(?P<roman>[IVX]+))?")
_ROMAN_LOOKALIKES = str.maketrans(
    {"І": "I", "і": "I", "Х": "X", "х": "X", "У": "V", "v": "V", "i": "I", "x": "X", "Ӏ": "I"}
)
_QUOTES = str.maketrans(dict.fromkeys("«»\"“”„‟‘’'`<>", " ") | {"ё": "е", "–": "-", "—": "-", "‑": "-", "\xa0": " "})


# «Дәрiлiк заттар»: many Kazakh pages have the Latin letter for і
_LATIN_I = re.compile(r"(?<=[а-яёәғқңөұүһі])i+|i+(?=[а-яёәғқңөұүһі])")


def normal_title(title: str) -> str:
    """A title as it is compared: no quotes, lower case, е for ё, і for a Latin i among Cyrillic, plain hyphens."""
    plain = " ".join(title.lower().translate(_QUOTES).split()).strip(" .")
    return _LATIN_I.sub(lambda match: "і" * len(match[0]), plain) if "i" in plain else plain


# acts often leave the country out of a title: «О государственных наградах» for «… наградах Республики Казахстан»
_COUNTRY = re.compile(
    r"(?:\bв республике казахстан|\bреспублики казахстан|\bin the republic of kazakhstan|\bof the republic of kazakhstan"
    r"|\bқазақстан республикасы(?:ның|нда(?:ғы)?)?)(?!\w)"
)


def _without_country(title: str) -> str:
    """A normal title without the country's name."""
    return " ".join(_COUNTRY.sub(" ", title).split())


def normal_number(number: str) -> tuple[int, str] | None:
    """An act's number as (401, "V"); None where there is none. Reads «№ 401-V ЗРК», «N 2444», «174-VІ»."""
    match = _NUMBER.search(number.translate(_ROMAN_LOOKALIKES))
    return (int(match["number"]), match["roman"] or "") if match else None


@dataclass(frozen=True, slots=True)
class RegisteredAct:
    """What the register knows of one act. Titles are the official ones of today; aliases hold former and short ones."""

    id: str
    number: str
    date: dt.date
    kind: RegisterKind
    titles: Mapping[Language, str]
    status: ActStatus
    short: tuple[str, ...] = ()  # «АППК», «Налоговый кодекс»: how acts call it
    aliases: Mapping[Language, tuple[str, ...]] | None = None  # former titles and usual shorter forms
    until: dt.date | None = None  # the day from which it no longer applies
    replaced_by: str = ""  # id of the act that took its place
    why: str = ""  # why it is of interest to the field
    source: str = ""
    verified: str = ""  # where the fact was seen; empty: still to be verified
    note: str = ""
    line: int = 0  # in the file

    @property
    def title(self) -> str:
        """The Russian title, which every act has."""
        return self.titles["rus"]

    def names(self, language: Language) -> tuple[str, ...]:
        """Every name in one language: official title first, then aliases; short forms are Russian."""
        title = (self.titles[language],) if language in self.titles else ()
        aliases = (self.aliases or {}).get(language, ())
        return title + aliases + (self.short if language == "rus" else ())


class Register:
    """All acts of the register, findable by id, number and title."""

    def __init__(self, acts: tuple[RegisteredAct, ...]) -> None:
        self.acts = acts
        self._by_id = {act.id: act for act in acts}

    @cached_property
    def _titles(self) -> dict[tuple[Language, str], list[RegisteredAct]]:
        found: dict[tuple[Language, str], list[RegisteredAct]] = {}
        for act in self.acts:
            for language in LANGUAGES:
                for name in act.names(language):
                    title = normal_title(name)
                    for form in {title, _without_country(title)} - {""}:
                        entry = found.setdefault((language, form), [])
                        if act not in entry:
                            entry.append(act)
        return found

    @cached_property
    def _numbers(self) -> dict[int, list[RegisteredAct]]:
        found: dict[int, list[RegisteredAct]] = {}
        for act in self.acts:
            number = normal_number(act.number)
            if number:
                found.setdefault(number[0], []).append(act)
        return found

    def __len__(self) -> int:
        return len(self.acts)

    def __iter__(self) -> Iterator[RegisteredAct]:
        return iter(self.acts)

    @classmethod
    def load(cls, path: Path | None = None) -> Register:
        """The register in a file (default: the one that comes with lawkit).

        Raises RulesError listing every problem with its line; the same file is read once a process.
        """
        path = path or resource("corpus", "acts.yaml")
        try:
            stamp = path.stat()
        except OSError as error:
            raise RulesError(
                f"the register {path} cannot be read: {error.strerror}", "give the path of acts.yaml"
            ) from error
        return _load(path, stamp.st_mtime_ns, stamp.st_size)

    def by_id(self, act_id: str) -> RegisteredAct | None:
        """The act with this adilet id; a trailing underscore may be missing."""
        return self._by_id.get(act_id) or self._by_id.get(f"{act_id}_")

    def by_number(self, number: str, date: dt.date | None = None) -> RegisteredAct | None:
        """The one act with this number (and date); None where there is none or more than one.

        «401» matches «401-V», but two different Roman numerals never match each other.
        """
        wanted = normal_number(number)
        if not wanted:
            return None
        found = []
        for act in self._numbers.get(wanted[0], ()):
            own = normal_number(act.number)
            if (not date or act.date == date) and own and (not own[1] or not wanted[1] or own[1] == wanted[1]):
                found.append(act)
        return found[0] if len(found) == 1 else None

    def all_by_title(self, title: str, language: Language = "rus") -> tuple[RegisteredAct, ...]:
        """Every act with this title or alias, the country's name left out or not: those in force first, then the newest."""
        found = self._titles.get((language, normal_title(title)), ())
        return tuple(sorted(found, key=lambda act: (act.status == "repealed", -act.date.toordinal(), act.id)))

    def by_title(
        self, title: str, language: Language = "rus", date: dt.date | None = None, on: dt.date | None = None
    ) -> RegisteredAct | None:
        """The act with this title or alias (quotes, case, ё and spaces do not matter), adopted on `date` if given.

        Where a title was used more than once, the act in force wins, then the newest; None where two are in force.
        With `on`, the act that a text of that day means: the newest one adopted by then and not yet repealed.
        """
        found = [act for act in self.all_by_title(title, language) if not date or act.date == date]
        if on:
            past = [act for act in found if act.date <= on and not (act.until and act.until <= on)]
            # one that is known to have applied until later than `on` was in force, the newer one not yet
            found = sorted(past or found, key=lambda act: (act.until is None, -act.date.toordinal()))
        elif len([act for act in found if act.status != "repealed"]) > 1:
            return None
        return found[0] if found else None

    def successor(self, act_id: str) -> RegisteredAct | None:
        """The act that took the place of a repealed one, followed to the one in force; None where none is known."""
        act, seen = self.by_id(act_id), set()
        while act and act.replaced_by and act.id not in seen:
            seen.add(act.id)
            act = self.by_id(act.replaced_by)
        return act if act and act.id not in seen and seen else None


@lru_cache(maxsize=4)
def _load(path: Path, _mtime: int, _size: int) -> Register:
    """The parsed register; the stamp makes the cache notice an edit."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(f"the register {path} cannot be read: {error}", "save it as UTF-8 text") from error
    entries = _fast(text)
    if entries is None:
        entries = _slow(text, path)
    problems: list[str] = []
    acts = tuple(act for line, entry in entries if (act := _act(entry, line, problems)))
    _check_all(acts, problems)
    if problems:
        listed = "; ".join(problems[:20])
        raise RulesError(f"{path.name}: {listed}", "correct these lines", problems=tuple(problems))
    return Register(acts)


def _fast(text: str) -> list[tuple[int, dict[str, object]]] | None:
    """Entries with their first line, or None when the text is more than one plain fact a line."""
    entries: list[tuple[int, dict[str, object]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        value = _value(match["value"]) if match else None
        if not match or value is None:
            return None
        if match["dash"] == "- ":
            entries.append((number, {}))
        if not entries or match["key"] in entries[-1][1]:
            return None
        entries[-1][1][match["key"]] = value
    return entries


def _value(raw: str) -> object:
    """A plain scalar or a one-line list of plain scalars; None for anything else."""
    if raw == "false":
        return False
    if raw[0].isalpha() and ": " not in raw and " #" not in raw and raw[-1] != ":" and not raw[-1].isspace():
        return raw if raw.lower() not in _TRUTHS else None  # nearly all; the same as below, at a fifth of the time
    if raw.startswith("["):
        items = _ITEMS.findall(raw[1:-1])
        if not _FLOW.fullmatch(raw) or any(_MEANT.match(item) for item in items):
            return None
        return [item.strip('" ') for item in items]
    if raw[0] == '"' and raw[-1] == '"' and len(raw) > 1 and '"' not in raw[1:-1] and "\\" not in raw:
        return raw[1:-1]
    return raw if _PLAIN.fullmatch(raw) and not _MEANT.match(raw) else None


def _slow(text: str, path: Path) -> list[tuple[int, dict[str, object]]]:
    """The same by PyYAML, for files that use more of YAML."""
    import yaml

    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "somewhere"
        problem = f"{where}: not YAML ({getattr(error, 'problem', None) or error})"
        raise RulesError(f"{path.name}: {problem}", "correct this line", problems=(problem,)) from error
    if not isinstance(node, yaml.SequenceNode):
        raise RulesError(
            f"{path.name}: line 1: a list of acts is expected", "begin each act with «- id:»", problems=("line 1",)
        )
    constructor = yaml.constructor.SafeConstructor()
    entries: list[tuple[int, dict[str, object]]] = []
    for item in node.value:
        line = item.start_mark.line + 1
        try:
            value = constructor.construct_object(item, deep=True)
        except (ValueError, yaml.YAMLError) as error:
            problem = f"line {line}: {error}"
            raise RulesError(f"{path.name}: {problem}", "correct this act", problems=(problem,)) from error
        entries.append((line, value if isinstance(value, dict) else {"": value}))
    return entries


def _act(entry: dict[str, object], line: int, problems: list[str]) -> RegisteredAct | None:
    """One entry checked; what is wrong goes into `problems`."""
    where = f"line {line} ({entry.get('id', 'no id')})"
    before = len(problems)
    problems += [f"{where}: unknown key «{key}»" for key in entry if key not in _KEYS]
    problems += [f"{where}: «{key}» is missing" for key in _REQUIRED if entry.get(key) in (None, "")]
    if "kind" in entry and entry["kind"] not in _KINDS:
        problems.append(f"{where}: kind «{entry['kind']}» is none of {', '.join(sorted(_KINDS))}")
    if "status" in entry and entry["status"] not in _STATUSES:
        problems.append(f"{where}: status «{entry['status']}» is none of {', '.join(sorted(_STATUSES))}")
    if "id" in entry and not _ID.fullmatch(str(entry["id"])):
        problems.append(f"{where}: «{entry['id']}» is not an adilet id")
    for key in _LISTS & entry.keys():
        if not isinstance(entry[key], list):
            problems.append(f"{where}: «{key}» must be a list in square brackets")
    if entry.get("until") and not _date(entry["until"]):
        problems.append(f"{where}: «{entry['until']}» is not a date such as 2015-11-16")
    date = _date(entry.get("date"))
    if entry.get("date") and not date:
        problems.append(f"{where}: «{entry['date']}» is not a date such as 2015-11-16")
    if len(problems) > before or not date:
        return None
    return _build(entry, date, line)


def _build(entry: dict[str, object], date: dt.date, line: int) -> RegisteredAct:
    """The act of a checked entry."""

    def text(key: str) -> str:
        return str(entry.get(key) or "")

    def texts(key: str) -> tuple[str, ...]:
        value = entry.get(key)
        return tuple(str(item) for item in value) if isinstance(value, list) else ()

    aliases: dict[Language, tuple[str, ...]] = {
        "rus": texts("aliases"),
        "kaz": texts("aliases_kaz"),
        "eng": texts("aliases_eng"),
    }
    return RegisteredAct(
        id=text("id"),
        number=text("number"),
        date=date,
        kind=text("kind"),  # type: ignore[arg-type]
        titles={language: text(language) for language in LANGUAGES if entry.get(language)},
        status=text("status"),  # type: ignore[arg-type]
        short=texts("short"),
        aliases={language: names for language, names in aliases.items() if names},
        until=_date(entry.get("until")),
        replaced_by=text("replaced_by"),
        why=text("why"),
        source=text("source") or f"https://adilet.zan.kz/rus/docs/{text('id')}",
        verified=text("verified"),
        note=text("note"),
        line=line,
    )


def _check_all(acts: tuple[RegisteredAct, ...], problems: list[str]) -> None:
    """What only the whole shows: ids used twice, successors that are missing, repealed acts said to be in force."""
    ids = {act.id for act in acts}
    seen: set[str] = set()
    for act in acts:
        where = f"line {act.line} ({act.id})"
        if act.id in seen:
            problems.append(f"{where}: the id is used twice")
        seen.add(act.id)
        if act.replaced_by and act.replaced_by not in ids:
            problems.append(f"{where}: replaced_by {act.replaced_by} is not in the register")
        if act.replaced_by and act.status == "in_force":
            problems.append(f"{where}: an act in force cannot be replaced")


def _date(value: object) -> dt.date | None:
    """A date given as text or read by YAML."""
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None
