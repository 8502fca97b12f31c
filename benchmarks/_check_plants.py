"""Errors of drafting, planted by rule into real acts: each kind with the family it belongs to and the codes that name it.

A planter takes a sheet and a random source and returns the sheet with one error, or None where the act has no place for it.
Inserted words are our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from benchmarks._check_sheets import Line, Planted, Sheet
from lawkit.register import Register

Planter = Callable[[Sheet, Random], Planted | None]
_POINTS = ("paragraph", "subparagraph")
DAYS = r"(?:один|одного|двух|трех|пяти|семи|десяти|пятнадцати|двадцати|тридцати)"


_ONE_BODY = re.compile(
    r"(?:\w+ный|Правительство|Министерство|Агентство|Президент|Комиссия|Палата|Оператор|Суд)\s"
)  # not several


def _places(sheet: Sheet, test: Callable[[int, Line], bool]) -> list[int]:
    return [n for n, line in enumerate(sheet.lines) if test(n, line)]


def _put(sheet: Sheet, at: int, *lines: Line) -> tuple[Line, ...]:
    """The sheet's lines with some in the place of one."""
    return (*sheet.lines[:at], *lines, *sheet.lines[at + 1 :])


def _parent(line: Line) -> str:
    return line.eid.rpartition("__")[0]


def _leaf(sheet: Sheet, n: int) -> bool:
    after = sheet.lines[n + 1] if n + 1 < len(sheet.lines) else None
    return after is None or not after.eid.startswith(f"{sheet.lines[n].eid}__")


def _sibling(sheet: Sheet, n: int) -> bool:
    """Whether the line before is the unit before it in one row, both plain numbers, both without units below."""
    one, two = sheet.lines[n - 1], sheet.lines[n]
    plain = all(re.fullmatch(r"\d+[.)]", line.num) for line in (one, two))
    return n > 0 and plain and one.kind == two.kind in _POINTS and _parent(one) == _parent(two)


def _pick(rng: Random, places: Sequence[int]) -> int | None:
    return rng.choice(places) if places else None


# --- structure


def number_twice(sheet: Sheet, rng: Random) -> Planted | None:
    """The number of the unit before, once more."""
    n = _pick(rng, _places(sheet, lambda n, _: n > 0 and _sibling(sheet, n)))
    if n is None:
        return None
    return Planted(_put(sheet, n, replace(sheet.lines[n], num=sheet.lines[n - 1].num)), n)


def numbers_swapped(sheet: Sheet, rng: Random) -> Planted | None:
    """Two neighbours with each other's numbers."""
    n = _pick(
        rng, _places(sheet, lambda n, _: n > 0 and _sibling(sheet, n) and _leaf(sheet, n) and _leaf(sheet, n - 1))
    )
    if n is None:
        return None
    one, two = sheet.lines[n - 1], sheet.lines[n]
    lines = (*sheet.lines[: n - 1], replace(one, num=two.num), replace(two, num=one.num), *sheet.lines[n + 1 :])
    return Planted(lines, n)


def text_dropped(sheet: Sheet, rng: Random) -> Planted | None:
    """A number with nothing behind it."""
    n = _pick(
        rng, _places(sheet, lambda n, x: n > 0 and _sibling(sheet, n) and _leaf(sheet, n) and x.kind == "paragraph")
    )
    return None if n is None else Planted(_put(sheet, n, replace(sheet.lines[n], text="")), n)


def unit_lost(sheet: Sheet, rng: Random) -> Planted | None:
    """A unit taken out of the middle of its row."""
    last = len(sheet.lines) - 1
    n = _pick(
        rng,
        _places(sheet, lambda n, _: 0 < n < last and _sibling(sheet, n) and _sibling(sheet, n + 1) and _leaf(sheet, n)),
    )
    return None if n is None else Planted((*sheet.lines[:n], *sheet.lines[n + 1 :]), n)


def heading_lost(sheet: Sheet, rng: Random) -> Planted | None:
    """An article without its heading, in an act whose articles have headings."""
    n = _pick(rng, _places(sheet, lambda _, x: x.kind == "article" and len(x.text) > 12))
    return None if n is None else Planted(_put(sheet, n, replace(sheet.lines[n], text="")), n)


def heading_twice(sheet: Sheet, rng: Random) -> Planted | None:
    """An article with the heading of the one before."""
    articles = _places(sheet, lambda _, x: x.kind == "article" and len(x.text) > 12)
    if len(articles) < 2:
        return None
    k = rng.randrange(1, len(articles))
    if any(x.kind != sheet.lines[articles[k]].kind and x.num.startswith(("Глава", "Раздел"))
           for x in sheet.lines[articles[k - 1] : articles[k]]):  # fmt: skip
        return None
    before, n = sheet.lines[articles[k - 1]], articles[k]
    return Planted(_put(sheet, n, replace(sheet.lines[n], text=before.text)), n, before.text)


def wrong_nest(sheet: Sheet, rng: Random) -> Planted | None:
    """A subsection (подраздел) or параграф that stands in no section or chapter."""
    chapter = next((n for n, x in enumerate(sheet.lines) if x.kind in ("chapter", "section")), len(sheet.lines))
    first = next((n for n, x in enumerate(sheet.lines) if x.kind == "article"), None)
    if first is None or any(x.kind == "section" for x in sheet.lines):
        return None
    name = "Подраздел 1." if chapter < first or rng.random() < 0.5 else "Параграф 1."
    places = _places(sheet, lambda n, x: x.kind == "article" and n > first + 5)
    n = _pick(rng, places)
    if n is None:
        return None
    added = Line("", "subsection", name, rng.choice(("Виды учета", "Ведение записей", "Участники учета")))
    return Planted((*sheet.lines[:n], added, *sheet.lines[n:]), n)


def item_mark(sheet: Sheet, rng: Random) -> Planted | None:
    """A full stop after an item in the middle of a list."""
    last = len(sheet.lines) - 1
    n = _pick(
        rng,
        _places(sheet, lambda n, x: n < last and x.kind == "subparagraph" and x.text.endswith(";")
                and _leaf(sheet, n) and _sibling(sheet, n + 1)),
    )  # fmt: skip
    if n is None:
        return None
    text = sheet.lines[n].text
    return Planted(_put(sheet, n, replace(sheet.lines[n], text=text[:-1] + ".")), n, text.split()[-1][:-1] + ".")


def item_capital(sheet: Sheet, rng: Random) -> Planted | None:
    """An item of a list that begins with a capital."""
    n = _pick(rng, _places(sheet, lambda n, x: n > 0 and x.kind == "subparagraph" and _sibling(sheet, n)
                           and x.text[:1].islower() and x.text.split()[0].isalpha()))  # fmt: skip
    if n is None:
        return None
    text = sheet.lines[n].text
    return Planted(
        _put(sheet, n, replace(sheet.lines[n], text=text[0].upper() + text[1:])), n, text[0].upper() + text[1:]
    )


def point_small(sheet: Sheet, rng: Random) -> Planted | None:
    """A point that begins with a small letter."""
    n = _pick(
        rng, _places(sheet, lambda _, x: x.kind == "paragraph" and re.match(r"[А-ЯЁ][а-яё]{3,}\s", x.text) is not None)
    )
    if n is None:
        return None
    text = sheet.lines[n].text
    return Planted(
        _put(sheet, n, replace(sheet.lines[n], text=text[0].lower() + text[1:])), n, text[0].lower() + text[1:]
    )


def stop_lost(sheet: Sheet, rng: Random) -> Planted | None:
    """A point without its full stop."""
    n = _pick(rng, _places(sheet, lambda n, x: x.kind == "paragraph" and re.search(r"[а-яё]{3}\.$", x.text) is not None
                           and _leaf(sheet, n)))  # fmt: skip
    if n is None:
        return None
    text = sheet.lines[n].text[:-1]
    return Planted(_put(sheet, n, replace(sheet.lines[n], text=text)), n, text.split()[-1])


# --- sentences put behind the norm of a point: (words, the part of them that is wrong)


def sentence(*choices: tuple[str, str]) -> Planter:
    """A planter that adds one of the sentences to a point or part that ends in a full stop."""

    def plant(sheet: Sheet, rng: Random) -> Planted | None:
        n = _pick(rng, _places(sheet, lambda n, x: x.kind in ("paragraph", "alinea") and x.text.endswith(".")
                               and len(x.text) < 700 and _leaf(sheet, n)))  # fmt: skip
        if n is None:
            return None
        said, words = rng.choice(choices)
        return Planted(_put(sheet, n, replace(sheet.lines[n], text=f"{sheet.lines[n].text} {said}")), n, words)

    return plant


def part(*choices: tuple[str, str]) -> Planter:
    """A planter that adds one of the sentences as a part of its own behind a point."""

    def plant(sheet: Sheet, rng: Random) -> Planted | None:
        n = _pick(rng, _places(sheet, lambda n, x: x.kind == "paragraph" and x.text.endswith(".") and _leaf(sheet, n)))
        if n is None:
            return None
        said, words = rng.choice(choices)
        added = Line("", "alinea", "", said)
        return Planted((*sheet.lines[: n + 1], added, *sheet.lines[n + 1 :]), n + 1, words)

    return plant


def replaced(pattern: str, change: Callable[[re.Match[str], Random], str], kinds: Sequence[str] = ()) -> Planter:
    """A planter that changes one match of a pattern."""
    find = re.compile(pattern)

    def plant(sheet: Sheet, rng: Random) -> Planted | None:
        n = _pick(rng, _places(sheet, lambda _, x: x.kind not in ("note", "article") and (not kinds or x.kind in kinds)
                               and find.search(x.text) is not None))  # fmt: skip
        if n is None:
            return None
        text = sheet.lines[n].text
        match = rng.choice(list(find.finditer(text)))
        new = change(match, rng)
        if new == match[0]:
            return None
        line = replace(sheet.lines[n], text=text[: match.start()] + new + text[match.end() :])
        return Planted(_put(sheet, n, line), n, new.strip())

    return plant


def repealed_act(sheet: Sheet, rng: Random) -> Planted | None:
    """A sentence that relies on a repealed act of the register, cited with its date."""
    months = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ]
    gone = [a for a in Register.load() if a.status == "repealed" and a.kind == "law" and '"' not in a.title]
    act = rng.choice(gone)
    date = f"{act.date.day} {months[act.date.month - 1]} {act.date.year} года"
    cited = f"Законом Республики Казахстан от {date} «{act.title}»"
    return sentence((f"Порядок передачи записей определяется {cited}.", cited))(sheet, rng)


def former_title(sheet: Sheet, rng: Random) -> Planted | None:
    """A law in force under its former title."""
    laws = [a for a in Register.load() if a.status == "in_force" and a.kind == "law" and (a.aliases or {}).get("rus")]
    laws = [a for a in laws if a.id != sheet.act_id]
    old = rng.choice(rng.choice(laws).aliases["rus"])  # type: ignore[index]
    return sentence((f"Записи передаются по Закону Республики Казахстан «{old}».", old))(sheet, rng)


def own_number(sheet: Sheet, rng: Random) -> Planted | None:
    """«в пункте N настоящей статьи» that stands in this very point."""

    def change(line: Line) -> str:
        return re.sub(r"(пункт(?:е|а|ом|у|ами|ов|ах|ы)?\s+)\d+(?:-\d+)?(?=\s+настоящей\s+статьи)",
                      rf"\g<1>{line.num.rstrip('.')}", line.text, count=1)  # fmt: skip

    n = _pick(rng, _places(sheet, lambda _, x: x.kind == "paragraph" and "__subpara" not in x.eid and change(x) != x.text
                           and re.search(r"пункт(?:е|а|ом|у)\s+\d+(?:-\d+)?\s+настоящей", x.text) is not None))  # fmt: skip
    if n is None:
        return None
    text = change(sheet.lines[n])
    words = re.search(
        r"пункт(?:е|а|ом|у)\s+" + re.escape(sheet.lines[n].num.rstrip(".")) + r"\s+настоящей\s+статьи", text
    )
    return Planted(_put(sheet, n, replace(sheet.lines[n], text=text)), n, words[0]) if words else None


# --- terms


def terms_of(sheet: Sheet, lead: str = r"(?:понятия|термины)\s*:$") -> list[int]:
    """The items of the first list of definitions: «термин – определение;»; `lead` is a pattern of the line before it."""
    starts = [n for n, x in enumerate(sheet.lines) if re.search(lead, x.text)]
    if not starts:
        return []
    found = []
    for n in range(starts[0] + 1, len(sheet.lines)):
        line = sheet.lines[n]
        if line.kind == "article":
            break
        if re.fullmatch(r"\d+(?:-\d+)?\)", line.num) and re.match(r"[^–;:()]{4,60}\s–\s.{20,}", line.text):
            found.append(n)
    return found


def _added_term(sheet: Sheet, text: str, words: str) -> Planted | None:
    """One more item at the end of the list of definitions."""
    items = terms_of(sheet)
    if not items:
        return None
    n = items[-1]
    last = sheet.lines[n]
    number = int(re.match(r"\d+", last.num)[0]) + 1  # type: ignore[index]
    after = next(
        (k for k in range(n + 1, len(sheet.lines)) if not sheet.lines[k].eid.startswith(last.eid)), len(sheet.lines)
    )
    ended = replace(last, text=last.text.rstrip(".;") + ";") if after == n + 1 else last
    item = Line("", "subparagraph", f"{number})", text)
    return Planted((*sheet.lines[:n], ended, *sheet.lines[n + 1 : after], item, *sheet.lines[after:]), after, words)


def term_twice(sheet: Sheet, rng: Random) -> Planted | None:
    """A term of the list defined once more."""
    n = _pick(rng, terms_of(sheet))
    if n is None:
        return None
    term = sheet.lines[n].text.split(" – ")[0]
    return _added_term(sheet, f"{term} – сведения, которые ведет дежурный оператор по утвержденной форме.", term)


def term_idle(sheet: Sheet, rng: Random) -> Planted | None:
    """A term that nothing uses."""
    term = rng.choice(("сводная карточка двора", "ночной журнал осмотра", "переносная метка стоянки"))
    return _added_term(sheet, f"{term} – запись, которую делает дежурный при обходе участка.", term)


def term_by_itself(sheet: Sheet, rng: Random) -> Planted | None:
    """A term explained by itself."""
    items = [n for n in terms_of(sheet) if "(" not in sheet.lines[n].text[:80]]
    n = _pick(rng, items)
    if n is None:
        return None
    term = sheet.lines[n].text.split(" – ")[0]
    line = replace(sheet.lines[n], text=f"{term} – деятельность и сведения, которые называют словами {term};")
    return Planted(_put(sheet, n, line), n, f"{term} – деятельность")


def short_twice(sheet: Sheet, rng: Random) -> Planted | None:
    """A short name introduced for a second thing."""
    shorts = re.findall(r"\(далее – ([а-яё ]{5,40})\)", "\n".join(x.text for x in sheet.lines))
    if not shorts:
        return None
    short = rng.choice(shorts)
    last = max(n for n, x in enumerate(sheet.lines) if f"(далее – {short})" in x.text)
    said = f"Записи ведет дежурный смены участка (далее – {short})."
    later = [n for n in range(last + 1, len(sheet.lines)) if sheet.lines[n].kind == "paragraph"
             and sheet.lines[n].text.endswith(".") and _leaf(sheet, n)]  # fmt: skip
    n = _pick(rng, later)
    if n is None:
        return None
    return Planted(_put(sheet, n, replace(sheet.lines[n], text=f"{sheet.lines[n].text} {said}")), n, f"– {short}")


def capitals(sheet: Sheet, rng: Random) -> Planted | None:
    word = "".join(rng.sample("БГДЖЗКЛМНПРТФ", 4))
    return sentence((f"Записи передаются через {word} в день обращения заявителя.", word))(sheet, rng)


# --- copies with a change


def copied(pattern: str, change: Callable[[re.Match[str], Random], str], least: int = 12) -> Planter:
    """A norm written a second time, as a part of a later article, with one thing changed."""
    find = re.compile(pattern)

    def plant(sheet: Sheet, rng: Random) -> Planted | None:
        places = _places(sheet, lambda n, x: x.kind in ("paragraph", "alinea") and len(x.text.split()) >= least
                         and len(x.text) < 600 and x.text.endswith(".") and ". " not in x.text
                         and len(find.findall(x.text)) == 1 and _leaf(sheet, n))  # fmt: skip
        n = _pick(rng, places)
        if n is None:
            return None
        articles = [k for k, x in enumerate(sheet.lines) if x.kind == "article" and k > n + 1]
        to = _pick(rng, articles[1:])
        if to is None:
            return None
        match = find.search(sheet.lines[n].text)
        assert match is not None
        text = sheet.lines[n].text
        new = change(match, rng)
        copy = text[: match.start()] + new + text[match.end() :]
        number = _next_article(sheet, to)
        added = (Line("", "article", f"Статья {number}.", "Порядок ведения записей"), Line("", "paragraph", "1.", copy),
                 Line("", "paragraph", "2.", "Записи о передаче дел хранит дежурный смены."))  # fmt: skip
        lines = (*sheet.lines[:to], *added, *sheet.lines[to:])
        return Planted(lines, to + 1, copy)

    return plant


def _next_article(sheet: Sheet, before: int) -> str:
    """A number for an article put in before another one: that of the article above with one more digit."""
    above = next((sheet.lines[k].eid for k in range(before - 1, -1, -1) if sheet.lines[k].kind == "article"), "art_1")
    return f"{above.removeprefix('art_').split('-')[0]}-99"


def other_body(sheet: Sheet, rng: Random) -> Planted | None:
    """A function of one body given to another body's list as well."""
    heads = [
        n
        for n, x in enumerate(sheet.lines)
        if x.kind == "article" and re.match(r"Компетенция|Функции|Полномочия", x.text)
    ]
    lists = []
    for head in heads:
        end = next((k for k in range(head + 1, len(sheet.lines)) if sheet.lines[k].kind == "article"), len(sheet.lines))
        items = [k for k in range(head + 1, end) if sheet.lines[k].kind == "subparagraph" and _leaf(sheet, k)
                 and sheet.lines[k].text.endswith(";") and 9 <= len(sheet.lines[k].text.split()) < 60
                 and not re.match(r"(?:иные|осуществля\w+\s+иные|обеспечивает реализацию|координирует|.*в пределах)", sheet.lines[k].text)]  # fmt: skip
        if len(items) > 2 and any(
            _ONE_BODY.match(x.text) for x in sheet.lines[head + 1 : items[0]] if x.text.endswith(":")
        ):
            lists.append(items)
    if len(lists) < 2:
        return None
    one, two = sorted(rng.sample(range(len(lists)), 2))  # the copy comes later: rules point at the second place
    source, at = rng.choice(lists[one]), rng.choice(lists[two][:-1])
    number = f"{sheet.lines[at].num.rstrip(')').split('-')[0]}-99)"
    added = Line("", "subparagraph", number, sheet.lines[source].text)
    return Planted((*sheet.lines[: at + 1], added, *sheet.lines[at + 1 :]), at + 1, sheet.lines[source].text)


# --- the other language


def in_partner(pattern: str, change: Callable[[re.Match[str], Random], str], russian: str = "") -> Planter:
    """One match changed in the Kazakh text of a point that the Russian text has too and says with `russian`."""
    find, said = re.compile(pattern), re.compile(russian)

    def plant(sheet: Sheet, rng: Random) -> Planted | None:
        own = {line.eid: n for n, line in enumerate(sheet.lines)}
        places = [k for k, x in enumerate(sheet.partner) if x.kind in (*_POINTS, "alinea") and x.eid in own
                  and said.search(sheet.lines[own[x.eid]].text) and len(find.findall(x.text)) == 1 and len(x.text) < 900]  # fmt: skip
        k = _pick(rng, places)
        if k is None:
            return None
        line = sheet.partner[k]
        match = find.search(line.text)
        assert match is not None
        new = replace(line, text=line.text[: match.start()] + change(match, rng) + line.text[match.end() :])
        partner = (*sheet.partner[:k], new, *sheet.partner[k + 1 :])
        at = own[line.eid]
        return Planted(sheet.lines, at, sheet.lines[at].text, partner)

    return plant


def item_lost(sheet: Sheet, rng: Random) -> Planted | None:
    """An item of a list that the Kazakh text lacks, the later ones renumbered."""
    own = {line.eid: n for n, line in enumerate(sheet.lines)}
    theirs = Sheet(sheet.act_id, "kaz", sheet.partner)
    places = [k for k, x in enumerate(sheet.partner) if k > 0 and x.kind == "subparagraph" and x.eid in own
              and _sibling(theirs, k) and _leaf(theirs, k) and len(x.text.split()) > 4
              and not (k + 1 < len(sheet.partner) and _parent(sheet.partner[k + 1]) == _parent(x))]  # fmt: skip
    k = _pick(rng, places)
    if k is None:
        return None
    at = own[sheet.partner[k].eid]
    return Planted(sheet.lines, at, sheet.lines[at].text, (*sheet.partner[:k], *sheet.partner[k + 1 :]))
