"""Errors planted by rule into real Kazakh acts; the words that are put in are our own.

The kinds were chosen after the rules were written; a first run found 80 of 84 (two of the four could not be seen by
anybody), and two patterns were mended after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from benchmarks import _check_plants as plants
from benchmarks._check_plants import _leaf, _pick, _places, _put
from benchmarks._check_sheets import Line, Planted, Sheet, problems_of, stretch_of
from benchmarks.figures import Figure, share
from lawkit.check import load_rules

_SEED, _EACH = 20261124, 2
_SMALL = r"[а-яәіңғүұқөһ]"
_PERIOD = r"\b(?:бес|он|үш|екі|жиырма) жұмыс күні ішінде"


def _small_point(sheet: Sheet, rng: Random) -> Planted | None:
    """A point that begins with a small letter."""
    pattern = re.compile(rf"[А-ЯӘІҢҒҮҰҚӨҺ]{_SMALL}{{3,}}\s")
    n = _pick(rng, _places(sheet, lambda _, x: x.kind == "paragraph" and bool(pattern.match(x.text))))
    if n is None:
        return None
    text = sheet.lines[n].text
    text = text[0].lower() + text[1:]
    return Planted(_put(sheet, n, replace(sheet.lines[n], text=text)), n, text)


def _stop_lost(sheet: Sheet, rng: Random) -> Planted | None:
    """A point without its full stop."""
    pattern = re.compile(rf"{_SMALL}{{3}}\.$")
    n = _pick(rng, _places(sheet, lambda n, x: x.kind == "paragraph" and len(x.text) > 40
                     and pattern.search(x.text) is not None and _leaf(sheet, n)))  # fmt: skip
    if n is None:
        return None
    text = sheet.lines[n].text[:-1]
    return Planted(_put(sheet, n, replace(sheet.lines[n], text=text)), n, text.split()[-1])


def _term(text: str) -> plants.Planter:
    """A planter of one more item behind the list of definitions; «{}» is a term of the list."""

    def plant(sheet: Sheet, rng: Random) -> Planted | None:
        items = plants.terms_of(sheet, r"(?:ұғымдар|терминдер)\S*\s+\S+\s*:$")
        if not items:
            return None
        term = sheet.lines[rng.choice(items)].text.split(" – ")[0]
        n, said = items[-1], text.format(term)
        last = sheet.lines[n]
        after = next((k for k in range(n + 1, len(sheet.lines)) if not sheet.lines[k].eid.startswith(last.eid)), n + 1)
        ended = replace(last, text=last.text.rstrip(".;") + ";") if after == n + 1 else last
        number = int(re.match(r"\d+", last.num)[0]) + 1  # type: ignore[index]
        item = Line("", "subparagraph", f"{number})", said)
        lines = (*sheet.lines[:n], ended, *sheet.lines[n + 1 : after], item, *sheet.lines[after:])
        return Planted(lines, after, said.split(" – ")[0])

    return plant


_replaced, _sentence = plants.replaced, plants.sentence
KINDS: tuple[tuple[str, tuple[str, ...], plants.Planter], ...] = (
    ("number twice", ("num-dup",), plants.number_twice),
    ("numbers swapped", ("num-order",), plants.numbers_swapped),
    ("text dropped", ("unit-empty",), plants.text_dropped),
    ("unit lost", ("num-gap",), plants.unit_lost),
    ("heading lost", ("heading-missing",), plants.heading_lost),
    ("mark of an item", ("abz-punct",), plants.item_mark),
    ("small letter of a point", ("part-case",), _small_point),
    ("full stop lost", ("unit-end",), _stop_lost),
    ("dead article", ("ref-dead-internal",), _replaced(
        r"(?<=осы Заңның )\d+(?=-бабы)", lambda m, r: str(int(m[0]) + r.randrange(600, 900)))),
    ("dead point", ("ref-dead-internal",), _replaced(r"(?<=осы баптың )\d+(?=-тармағ)", lambda m, _: str(int(m[0]) + 60))),
    ("repealed act", ("ref-dead-external",), _sentence(
        ("Жазбалар «Ақпараттандыру туралы» 2007 жылғы 11 қаңтардағы Қазақстан Республикасының Заңына сәйкес беріледі.",
         "«Ақпараттандыру туралы»"))),
    ("annex missing", ("ref-annex-missing",), _sentence(
        ("Жазба осы Заңға 77-қосымшаға сәйкес нысан бойынша жүргізіледі.", "77-қосымша"))),
    ("date of a law", ("cite-mismatch",), _sentence(
        ("Жазбалар «Ақпаратқа қол жеткізу туралы» 2015 жылғы 26 қарашадағы Қазақстан Республикасының Заңына сәйкес беріледі.",
         "26 қараша"))),
    ("incomplete citation", ("cite-incomplete",), _sentence(
        ("Нысан Қазақстан Республикасы Әділет министрінің «Нысанды бекіту туралы» бұйрығына сәйкес толтырылады.", "бұйрығына"))),
    ("idle term", ("def-unused",), _term("көшпелі белгі – кезекші учаскені аралағанда жасайтын жазба.")),
    ("term twice", ("def-dup-same-act",), _term("{} – кезекші бекітілген нысан бойынша жүргізетін мәліметтер.")),
    ("unknown capitals", ("abbr-undefined",), _sentence(("Жазба БГДЖ арқылы өтініш берілген күні беріледі.", "БГДЖ"))),
    ("old term", ("term-drift",), _sentence(("Жазбалар кезекшінің ақпараттық жүйесінде сақталады.", "ақпараттық жүйе"))),
    ("period from nothing", ("deadline-no-start",), plants.part(
        ("Кезекші бес жұмыс күні ішінде жазбаны ауысымға беруге міндетті.", "бес жұмыс күні ішінде"))),
    ("days of no kind", ("deadline-days-kind",), _replaced(_PERIOD, lambda m, _: m[0].replace("жұмыс ", ""))),
    ("vague period", ("deadline-vague",), _replaced(_PERIOD, lambda *_: "қысқа мерзімде")),
    ("number and word", ("num-words",), _replaced(
        r"\b(?:бес|он|үш)(?= жұмыс күні)", lambda m, _: f"7 ({m[0]})")),
    ("nobody approves", ("deleg-no-body",), _sentence(
        ("Жазбаларды жүргізу тәртібі бекітіледі.", "тәртібі бекітіледі"),
        ("Жазбаға енгізілетін мәліметтердің тізбесі айқындалады.", "тізбесі айқындалады"))),
    ("other documents", ("corr-open-documents",), _sentence(
        ("Өтініш беруші кезекшіге анықтама және өзге де құжаттар ұсынады.", "өзге де құжат"))),
    ("own discretion", ("corr-own-discretion",), _sentence(
        ("Уәкілетті орган өз қалауы бойынша жазба кезегін айқындайды.", "өз қалауы"))),
    ("blanket reference", ("blanket-ref",), _sentence(
        ("Жазбалар Қазақстан Республикасының заңнамасында белгіленген тәртіппен беріледі.", "белгіленген тәртіппен"))),
    ("and/or", ("style-andor",), _replaced(r"және \(немесе\)", lambda *_: "және/немесе")),
    ("word twice", ("word-repeat",), _replaced(
        rf"(?<= )(?:орган|мемлекеттік|тәртіппен|туралы)(?= {_SMALL})", lambda m, _: f"{m[0]} {m[0]}")),
    ("Latin letter", ("format-script",), _replaced(
        rf"\b{_SMALL}{{3,}}[оас]{_SMALL}{{2,}}\b",
        lambda m, _: m[0][:2] + m[0][2:].translate(str.maketrans("оас", "oac")))),
    ("Russian letter", ("format-kazakh",), _replaced(r"\bуәкілетті\b", lambda *_: "уакілетті")),
    ("no such day", ("date-impossible",), _sentence(("Жазбалар 2027 жылғы 31 маусымнан бастап жүргізіледі.", "31 маусым"))),
    ("date in figures", ("format-date",), _sentence(("Жазбалар 01.06.2027 бастап жүргізіледі.", "01.06.2027"))),
    ("two marks", ("format-mark",), _replaced(rf", (?={_SMALL})", lambda *_: ",, ")),
    ("blank", ("style-placeholder",), _replaced(r"\b(?:бес|он|үш|екі)(?= жұмыс күні)", lambda *_: "___")),
    ("double negation", ("style-double-neg",), _sentence(("Кезекші жазбаны бермей қоюға құқылы емес.", "бермей қоюға"))),
    ("vague word", ("style-vague",), _sentence(("Кезекші қажет болған жағдайда сурет түсіреді.", "қажет болған"))),
    ("norm twice", ("dup-same-act",), plants.copied(r"^\S+", lambda m, _: m[0])),
)  # fmt: skip
MISSED: list[str] = []  # for a look at what was not found


def run(sheets: Sequence[Sheet]) -> list[Figure]:
    """The share of planted errors that are found, two of each kind in acts drawn by chance."""
    rng, rules = Random(_SEED), load_rules()
    pool = [sheet for sheet in sheets if sheet.language == "kaz"]
    hits = n = 0
    for name, codes, plant in KINDS:
        made = ((sheet, plant(sheet, rng)) for sheet in rng.sample(pool, len(pool)))
        for sheet, planted in [pair for pair in made if pair[1] is not None][:_EACH]:
            assert planted is not None
            chosen = [rules[code] for code in codes]
            start, end = stretch_of(planted.lines, planted.at, planted.words)
            head = min(start, stretch_of(planted.lines, planted.at)[0])
            before = set(problems_of(sheet.lines, "kaz", chosen, ()))
            now = [p for p in problems_of(planted.lines, "kaz", chosen, ()) if p[1] < end and start < p[2]]
            found = any(p not in before or p[1] < head for p in now)
            hits, n = hits + found, n + 1
            MISSED.extend(
                [] if found else [f"{name}: {sheet.act_id} {planted.lines[planted.at].eid} {planted.words[:60]!r}"]
            )
    return (
        [share("check.planted.kazakh", hits, n, note="two of each kind, in Kazakh acts; 80 of 84 in the first run")]
        if n
        else []
    )
