"""Tells which act a mention means: by number and date, by title, by the form of adilet's ids; or says that it cannot.

Ids of adilet.zan.kz: a letter for the kind, the year, the number; up to 2010 two digits, seven digits and an underscore
(Z100000257_), from 2011 two digits and eight digits (Z1500000401). Orders are numbered by their registration, see
`registrations`; normative resolutions of the Constitutional Court (S2300000014) by their own number.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lawkit.model import Act, Language
from lawkit.reading.references.mentions import Mention
from lawkit.reading.references.registrations import Orders, order_id
from lawkit.reading.references.titles import Known, Titles
from lawkit.register import Register, normal_number

_LETTER = {"law": "Z", "code": "K", "resolution": "P", "decree": "U"}
_FORMS = ("decree", "resolution", "order")
_DECREES_AS_LAWS = 1997  # until then the President's decrees could have the force of a law, and are filed as laws
_REGISTERED = ("order", "resolution", "disposition", "decision")  # forms of acts that have no id without a registration
# «7-НП», «7-НҚ»: how the Court numbers its normative resolutions; the first ones of 2023 had no letters yet
_COURT_NUMBER = re.compile(r"(?P<number>\d{1,3})(?:\s*-\s*н[пқк])?", re.IGNORECASE)
_COURT = re.compile(r"конституционного суда|конституциялық сот|constitutional court")
_SOVIET = re.compile(r"казахской сср|казсср|қазақ кср|kazakh ssr")
_COURT_BARE = (dt.date(2023, 1, 1), dt.date(2023, 4, 1))


@dataclass(frozen=True, slots=True)
class Identity:
    """Which act: its id, or empty with the reason; `derived` when only the id's form tells it."""

    id: str = ""
    reason: str = ""
    derived: bool = False
    repealed: bool = False
    dated: bool = False  # the text gives number or date: it means this act, not a later one of the same name


@dataclass(frozen=True, slots=True)
class Library:
    """All that is known of acts while one text is read."""

    titles: Titles
    register: Register | None
    acts: Mapping[str, Act]
    language: Language
    today: dt.date | None = None  # the date of the text that is read
    parts: Mapping[str, tuple[int, int]] | None = None  # codes in several acts: id → first and last article
    amending: Mapping[tuple[str, object], str] = field(
        default_factory=dict
    )  # (number, date) → id, told by notes' links
    orders: Orders = field(default_factory=Orders)  # what is known of orders' registrations


def identify(mention: Mention, library: Library, issuer: str = "", article: str = "") -> Identity:
    """The act that a named mention means. `issuer` is the folded text of the mention, `article` the article cited."""
    if mention.noun == "treaty":
        return Identity(reason="an international treaty")
    if mention.country == "foreign":
        return Identity(reason="act of another country")
    if mention.unlike and not (mention.date or mention.number):
        return Identity(reason=mention.unlike)
    if mention.country == "own" and _SOVIET.search(issuer) and not mention.date:
        return Identity(reason="an act of the Kazakh SSR, whose date is not said")
    if mention.noun == "constitution":
        found = _newest(_constitutions(library), mention, library, article)
        return dataclasses.replace(found, dated=bool(mention.year))
    titled = _titled(mention, library)
    numbered = _numbered(mention, library)
    if numbered and titled and numbered not in titled:
        return Identity(reason="title and number belong to different acts")
    if numbered:
        return dataclasses.replace(_known(numbered, library), dated=True)
    if titled:
        return dataclasses.replace(
            _newest(titled, mention, library, article), dated=mention.date is not None or bool(mention.year)
        )
    derived = derived_id(mention, issuer) or _ordered(mention, library, issuer)
    if derived:
        return _known(derived, library, derived=True)
    if mention.registered and mention.date:
        return Identity(reason="an order of that date cannot have that number of registration")
    return Identity(reason="act not in the register" if mention.stated else "which act is not said")


def _constitutions(library: Library) -> set[str]:
    own = {a.act_id for a in library.acts.values() if a.kind == "constitution"}
    return own | {a.id for a in library.register or () if a.kind == "constitution"}


def _titled(mention: Mention, library: Library) -> set[str]:
    found = set(mention.ids)
    if mention.title:
        found |= library.titles.named(mention.title, library.language)
        inner = re.search(r"\(([^()]*(?:кодекс|Кодекс|code|Code)[^()]*)\)", mention.title)
        if not found and inner:
            found |= library.titles.named(inner.group(1), library.language)
            found = found or library.titles.named(re.sub(r"\([^()]*\)", " ", mention.title), library.language)
    if mention.noun in ("order", "resolution", "disposition", "decision"):  # a decision «О …» is no law of that title
        found = {i for i in found if _of_form(_kind(i, library), mention)}
    if (
        mention.noun in ("law", "code") and not mention.date
    ):  # «Кодекс … «О браке и семье»» is not the law of that title
        codes = {i for i in found if _kind(i, library) == "code"}
        found = codes if mention.noun == "code" else found - codes or found
    return found


def _kind(act_id: str, library: Library) -> str:
    act, entry = library.acts.get(act_id), library.register.by_id(act_id) if library.register is not None else None
    return act.kind if act is not None and act.kind else entry.kind if entry is not None else ""


def _numbered(mention: Mention, library: Library) -> str:
    if (mention.number, mention.date) in library.amending:
        return library.amending[mention.number, mention.date]
    number = normal_number(mention.number) if mention.number else None
    if not number or not mention.date:
        return ""
    for act in library.acts.values():
        if (
            act.adopted == mention.date
            and act.number
            and normal_number(act.number) == number
            and _of_form(act.kind, mention)
        ):
            return act.act_id
    if library.register is not None and re.fullmatch(r"\d+(?:-[IVXІХ]+)?", mention.number.strip()):
        known = library.register.by_number(mention.number, mention.date)
        if known and _of_form(known.kind, mention):
            return known.id
    return ""


def _of_form(kind: str, mention: Mention) -> bool:
    """Whether an act of a kind can be called so: order 401 of the day of law 401-V is another act."""
    laws = ("law", "constitutional_law", "code", "constitution")
    if mention.noun == "decree" and kind in laws:
        return mention.date is not None and mention.date.year <= _DECREES_AS_LAWS
    if mention.noun in _FORMS:
        return not kind or kind == mention.noun
    if mention.noun in ("disposition", "decision"):
        return kind == mention.noun
    return mention.noun not in ("law", "code") or not kind or kind in laws


def _ordered(mention: Mention, library: Library, issuer: str) -> str:
    """The id of an order cited without its registration, where that is known from elsewhere."""
    if mention.noun not in _REGISTERED or mention.registered or mention.country == "foreign":
        return ""
    return library.orders.find(mention.number, mention.date, issuer, library.language)


def _known(act_id: str, library: Library, *, derived: bool = False) -> Identity:
    entry = library.register.by_id(act_id) if library.register is not None else None
    if entry is not None:
        return Identity(entry.id, repealed=entry.status == "repealed")
    act = library.acts.get(act_id)
    if act is not None:
        return Identity(act_id, repealed=act.status == "repealed")
    return Identity(act_id, derived=derived)


def _newest(found: set[str], mention: Mention, library: Library, article: str) -> Identity:
    """Of several acts with one title, the one in force on the text's date; parts of one code by the article's number."""
    found = found if library.language == "rus" else library.titles.with_namesakes(found)
    known = [library.titles.known.get(i) or Known(i, None, "", repealed=False) for i in sorted(found)]
    if mention.date:
        dated = [k for k in known if k.date == mention.date]
        if not dated and any(k.date is None for k in known):
            dated = [k for k in known if k.date is None]
        if not dated:
            derived = derived_id(mention, "")
            if derived:
                return _known(derived, library, derived=True)
            return Identity(reason="an act of that date and title is not in the register")
        known = dated
    if mention.year:
        known = [k for k in known if k.date is not None and k.date.year == mention.year]
        if not known:
            return Identity(reason="an act of that year and title is not in the register")
    stated = normal_number(mention.number) if mention.number else None
    numbers = {own[0] for k in known if (own := normal_number(k.number))}
    if stated and numbers and stated[0] not in numbers:
        return Identity(reason="title and number belong to different acts")
    known = _part_of_code(known, library, article, mention.part)
    if len(known) > 1 and library.today is None:
        known = [k for k in known if not k.repealed and not k.pending] or known
    if len(known) > 1:
        before = [k for k in known if k.date and (not library.today or k.date <= library.today)]
        known = [max(before, key=lambda k: k.date or dt.date.min)] if before else known
    if len(known) == 1:
        return _known(known[0].id, library)
    return Identity(reason="several acts have this title" if known else "which act is not said")


def in_force(identity: Identity, library: Library) -> Identity:
    """The act that governs a field on the text's day, where the one that bears its name had been replaced by then."""
    register, seen = library.register, {identity.id}
    act = register.by_id(identity.id) if register is not None else None
    if register is None or act is None:
        return identity
    # a text without a date is not taken for one of this year
    today = library.today or max(a.date for a in register) - dt.timedelta(days=365)
    while act.status == "repealed":
        new = register.by_id(act.replaced_by)
        if new is None or new.id in seen or (act.until or new.date) > today:
            break
        seen.add(new.id)
        act = new
    return identity if act.id == identity.id else _known(act.id, library)


def _part_of_code(known: list[Known], library: Library, article: str, part: str) -> list[Known]:
    parts = {k.id: (library.parts or {}).get(k.id) for k in known}
    if not any(parts.values()):
        return known
    if part:
        return [k for k in known if (span := parts[k.id]) and (span[0] == 1) == (part == "general")] or known
    head = re.match(r"\d+", article)
    if head:
        n = int(head.group())
        return [k for k in known if (span := parts[k.id]) and span[0] <= n <= span[1]] or known
    return [k for k in known if (span := parts[k.id]) and span[0] == 1] or known


def derived_id(mention: Mention, issuer: str) -> str:
    """The adilet id that number and date give, where the form is certain; else empty."""
    if mention.date is None or mention.country == "foreign":
        return ""
    year = mention.date.year
    if mention.registered:
        return order_id(mention.registered, mention.date, issuer)
    if _COURT.search(issuer):
        return _court_id(mention.number, mention.date)
    number = re.fullmatch(r"(\d{1,4})(?:\s*-\s*[IVXІХУ]+)?", mention.number.strip()) if mention.number else None
    letter = _LETTER.get(mention.noun, "")
    if not number or not letter or year < 1998:
        return ""
    if (
        letter in "ZK"
        and "-" not in mention.number
        and year >= 2003
        and not (letter == "Z" and mention.country == "own")
    ):
        return ""
    if letter == "P" and (year < 1999 or not re.search(r"правительств|үкімет|government", issuer)):
        return ""
    if letter == "U" and (year < 1999 or year == 2011 or not re.search(r"президент|president", issuer)):
        return ""
    return (
        f"{letter}{year % 100:02}{int(number[1]):08}"
        if year >= 2011
        else f"{letter}{year % 100:02}{int(number[1]):07}_"
    )


def _court_id(number: str, issued: dt.date) -> str:
    """A normative resolution of the Constitutional Court: numbered through the years, with letters since April 2023."""
    match = _COURT_NUMBER.fullmatch(number.strip())
    if match is None or issued < _COURT_BARE[0]:
        return ""
    if match.end("number") == len(number.strip()) and issued >= _COURT_BARE[1]:
        return ""
    return f"S{issued.year % 100:02}{int(match['number']):08}"
