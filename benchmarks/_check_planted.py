"""Lint rules: 300 errors planted by rule into real acts beside a plain linter of regular expressions; false alarms on enacted acts."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks import _check_plants as plants
from benchmarks._check_planted_kaz import run as kazakh
from benchmarks._check_sheets import Planted, Sheet, acts_of, problems_of, sheets_of, stretch_of, text_of
from benchmarks.figures import Figure, share, shared
from lawkit.check import Draft, Rule, check, load_rules
from lawkit.model import Act
from lawkit.reading import read
from lawkit.register import Register

_MARKS = Path(__file__).parent.parent / "tests" / "gold"
_COUNT, _SEED = 300, 20261124


@dataclass(frozen=True, slots=True)
class Error:
    """A kind of error: its family, the codes that name it, how it is planted, and what a plain linter would look for."""

    name: str
    family: str
    codes: tuple[str, ...]
    plant: plants.Planter
    plain: str = ""  # a regular expression over the text, lines by \\n


_PERIOD = r"в\s+течение\s+" + plants.DAYS + r"\s+рабочих\s+дней"
_OTHER = {"один": "семи", "одного": "семи", "двух": "девяти", "трех": "восьми", "пяти": "девяти", "семи": "двух",
          "десяти": "трех", "пятнадцати": "четырех", "двадцати": "шести", "тридцати": "семи"}  # fmt: skip
_KAZ = {"бес": "тоғыз", "он": "жеті", "үш": "алты", "екі": "сегіз", "жеті": "екі", "жиырма": "алты", "бір": "төрт"}

_WRONG = {"трех": 4, "пяти": 6, "десяти": 15}


def _other_period(match: re.Match[str], _: Random) -> str:
    return re.sub(plants.DAYS, lambda m: _OTHER[m[0]], match[0])


KINDS = (
    Error("number twice", "structure", ("num-dup",), plants.number_twice, r"\n(\d+[.)]) [^\n]*\n(?P<hit>\1) "),
    Error("numbers swapped", "structure", ("num-order",), plants.numbers_swapped),
    Error("text dropped", "structure", ("unit-empty",), plants.text_dropped, r"\n(?P<hit>\d+[.)])\n"),
    Error("unit lost", "structure", ("num-gap",), plants.unit_lost),
    Error("heading lost", "structure", ("heading-missing",), plants.heading_lost, r"\n(?P<hit>Статья \d[\d-]*\.)\n"),
    Error("heading twice", "structure", ("heading-dup",), plants.heading_twice),
    Error("wrong nesting", "structure", ("nest-illegal",), plants.wrong_nest),
    Error("mark of an item", "structure", ("abz-punct",), plants.item_mark, r"\n\d+\) [^\n]*?(?P<hit>\w+\.)\n\d+\)"),
    Error("capital of an item", "structure", ("abz-case",), plants.item_capital, r"\n\d+\) (?P<hit>[А-Я])[а-я]"),
    Error("small letter of a point", "structure", ("part-case",), plants.point_small, r"\n\d+\. (?P<hit>[а-я])"),
    Error("full stop lost", "structure", ("unit-end",), plants.stop_lost, r"\n\d+\. [^\n]*?(?P<hit>[а-я]+)\n"),
    Error("dead reference inside", "references", ("ref-dead-internal",), plants.replaced(
        r"(?<=стать[еиюя] )\d+(?= настоящего (?:Закона|Кодекса))", lambda m, r: str(int(m[0]) + r.randrange(600, 900)))),
    Error("repealed act", "references", ("ref-dead-external",), plants.repealed_act),
    Error("former title", "references", ("ref-renamed",), plants.former_title),
    Error("order of a citation", "references", ("cite-order",), plants.sentence(
        ("Записи ведутся по Закону Республики Казахстан «О доступе к информации» от 16 ноября 2015 года № 401-V.",
         "Закону Республики Казахстан «О доступе к информации» от 16 ноября 2015 года № 401-V"),
        ("Записи передаются по Закону Республики Казахстан «Об архивах и документировании» от 5 марта 2024 года.",
         "Закону Республики Казахстан «Об архивах и документировании» от 5 марта 2024 года")), r"»(?P<hit> от \d)"),
    Error("incomplete citation", "references", ("cite-incomplete",), plants.sentence(
        ("Форма записи утверждена приказом Министра финансов Республики Казахстан «Об утверждении формы записи участка».",
         "приказом Министра финансов Республики Казахстан «Об утверждении формы записи участка»"),
        ("Порядок осмотра определен постановлением Правительства Республики Казахстан «О порядке осмотра участков».",
         "постановлением Правительства Республики Казахстан «О порядке осмотра участков»"))),
    Error("shortened unit", "references", ("ref-form", "style-abbr"), plants.replaced(
        r"(?:пункт(?:е|а|ом|у)|стать(?:и|е|ей)) (?=\d)", lambda m, _: ("п. " if m[0].startswith("п") else "ст. ")),
        r"(?P<hit>\b(?:п|ст)\. )\d"),
    Error("own number", "references", ("ref-self",), plants.own_number),
    Error("annex missing", "references", ("ref-annex-missing",), plants.sentence(
        ("Запись ведется по форме согласно приложению 77 к настоящему Закону.", "приложению 77 к настоящему Закону"),
        ("Сведения подаются по форме согласно приложению 41 к настоящему Закону.", "приложению 41 к настоящему Закону"))),
    Error("term twice", "terms", ("def-dup-same-act",), plants.term_twice),
    Error("idle term", "terms", ("def-unused",), plants.term_idle),
    Error("circular term", "terms", ("def-circular",), plants.term_by_itself),
    Error("unknown capitals", "terms", ("abbr-undefined",), plants.capitals, r"(?P<hit>\b[БГДЖЗКЛМНПРТФ]{4}\b)"),
    Error("short name twice", "terms", ("abbr-dup",), plants.short_twice),
    Error("old term", "terms", ("term-drift",), plants.sentence(
        ("Записи хранятся в информационной системе дежурного.", "информационной системе"),
        ("Электронные информационные ресурсы дежурного учитываются отдельно.", "Электронные информационные ресурсы"),
        ("Доступ открывается на портале электронного правительства.", "электронного правительства")),
        r"(?P<hit>информационн\w+ систем\w+|лектронн\w+ (?:информационн|правительств)\w+)"),
    Error("norm twice", "overlap", ("dup-same-act",), plants.copied(r"^\S+", lambda m, _: m[0])),
    Error("two periods", "overlap", ("deadline-conflict",), plants.copied(_PERIOD, _other_period)),
    Error("two bodies", "overlap", ("comp-overlap",), plants.other_body),
    Error("duty made a right", "overlap", ("conf-modality",), plants.copied(
        r"\b(?:обязаны?|вправе)\b", lambda m, _: "вправе" if m[0].startswith("обязан") else "обязаны")),
    Error("period of the other language", "language", ("lang-deadline", "lang-number-mismatch"), plants.in_partner(
        r"\b(?:бес|он|үш|екі|жеті|жиырма|бір)(?= (?:жұмыс |күнтізбелік )?(?:күн|ай))", lambda m, _: _KAZ[m[0]])),
    Error("item of the other language", "language", ("lang-missing-unit",), plants.item_lost),
    Error("modality of the other language", "language", ("lang-modality",), plants.in_partner(
        r"\b(?:міндетті|құқылы)(?=[.;]$)", lambda m, _: "құқылы" if m[0] == "міндетті" else "міндетті",
        r"\b(?:обязан[аоы]?|должен|должн[аоы]|вправе|име[ею]т право|может|могут)\b")),
    Error("period from nothing", "deadlines", ("deadline-no-start",), plants.part(
        ("Дежурный обязан в течение пяти рабочих дней передать запись сменщику.", "в течение пяти рабочих дней"),
        ("Дежурный обязан в десятидневный срок передать запись сменщику.", "в десятидневный срок"))),
    Error("days of no kind", "deadlines", ("deadline-days-kind",), plants.replaced(
        _PERIOD, lambda m, _: m[0].replace("рабочих ", "")), r"(?P<hit>в течение \w+ дней)"),
    Error("vague period", "deadlines", ("deadline-vague",), plants.replaced(
        _PERIOD, lambda _, r: r.choice(("в кратчайшие сроки", "безотлагательно", "незамедлительно"))),
        r"(?P<hit>кратчайш|безотлагательно|незамедлительно)"),
    Error("number and word", "smells", ("num-words",), plants.replaced(
        r"(?<=в течение )(?:трех|пяти|десяти)(?= рабочих)", lambda m, _: f"{_WRONG[m[0]]} ({m[0]})")),
    Error("long sentence", "smells", ("sent-long",), plants.sentence(*[(
        "Дежурный " + ", ".join(f"записывает {a} и {b}" for a in ("время осмотра", "имя заявителя", "номер участка")
        for b in ("место стоянки", "состояние забора", "цвет ворот", "имя сменщика", "час передачи", "вид покрытия", "число скамей",
                  "длину дорожек")) + ".", "Дежурный записывает")])),
    Error("and with or", "smells", ("smell-syntax",), plants.sentence(
        ("К записи прилагаются снимок и схема или справка.", "снимок и схема или справка"),
        ("Дежурному передаются ключ или пропуск и журнал.", "ключ или пропуск и журнал"))),
    Error("exceptions in a row", "smells", ("smell-exceptions",), plants.sentence(
        ("Записи открыты, за исключением служебных, кроме случаев, указанных дежурным, если иное не установлено законом.",
         "если иное не"))),
    Error("nobody approves", "delegation", ("deleg-no-body",), plants.sentence(
        ("Порядок ведения записей утверждается.", "Порядок ведения записей утверждается"),
        ("Перечень сведений, вносимых в запись, определяется.", "Перечень сведений, вносимых в запись, определяется"))),
    Error("other documents", "delegation", ("corr-open-documents",), plants.sentence(
        ("Заявитель представляет дежурному справку и иные документы.", "справку и иные документы"),
        ("Заявитель представляет договор и другие документы.", "договор и другие документы"))),
    Error("own discretion", "delegation", ("corr-own-discretion",), plants.sentence(
        ("Уполномоченный орган по своему усмотрению определяет очередность записи.", "по своему усмотрению")),
        r"(?P<hit>по своему усмотрению)"),
    Error("blanket reference", "style", ("blanket-ref",), plants.sentence(
        ("Записи передаются в порядке, установленном законодательством Республики Казахстан.",
         "в порядке, установленном законодательством Республики Казахстан"),
        ("Записи передаются сменщику в установленном порядке.", "в установленном порядке")),
        r"(?P<hit>установленном (?:законодательством|порядке))"),
    Error("double negation", "style", ("style-double-neg",), plants.sentence(
        ("Дежурный не может не принять запись заявителя.", "не может не принять"),
        ("Не допускается отсутствие записи о передаче.", "Не допускается отсутствие")), r"(?P<hit>не \w+ не )"),
    Error("vague word", "style", ("style-vague",), plants.sentence(
        ("Дежурный ведет записи надлежащим образом.", "надлежащим образом"),
        ("Дежурный делает снимок в разумный срок.", "в разумный срок")), r"(?P<hit>надлежащим образом|разумный срок)"),
    Error("and/or", "style", ("style-andor",), plants.replaced(r"\bи \(или\)", lambda *_: "и/или"), r"(?P<hit>и/или)"),
    Error("word twice", "style", ("word-repeat",), plants.replaced(
        r"(?<= )(?:который|которые|запрос|орган|лица|порядке|решение)(?= [а-я])", lambda m, _: f"{m[0]} {m[0]}"),
        r"(?P<hit>\b(\w+) \2\b)"),
    Error("Latin letter", "style", ("format-script",), plants.replaced(
        r"\b[а-я]{2,}[оас][а-я]{2,}\b", lambda m, _: m[0][:2] + m[0][2:].translate(str.maketrans("оас", "oac"))),
        r"(?P<hit>[а-я][a-z]|[a-z][а-я])"),
)  # fmt: skip


def run(data: Path | None = None) -> list[Figure]:
    """Found errors by family beside the plain linter, and the false share of errors on the acts as enacted."""
    folder = shared("acts", data=data)
    acts = acts_of(folder)
    started = time.process_time()
    sheets = sheets_of(acts)
    found, plain = _planted(sheets)
    seconds = time.process_time() - started
    total, base = sum(h for h, _ in found.values()), sum(h for h, _ in plain.values())
    n = sum(m for _, m in found.values())
    figures = [share("check.planted.found", total, n, floor=base / n if n else 0.0, bar=">= 0.97",
                     note="floor: one regular expression a kind")]  # fmt: skip
    for family, (hits, m) in sorted(found.items()):
        figures.append(share(f"check.planted.{family}", hits, m, floor=plain[family][0] / m))
    figures.append(Figure("check.planted.cpu_s", seconds, n=n))
    return figures + kazakh(sheets) + _enacted(acts)


def planted(sheets: list[Sheet], count: int = _COUNT) -> Iterator[tuple[Error, Sheet, Planted]]:
    """So many errors, kinds in turn, acts by chance; the same for the same acts."""
    rng = Random(_SEED)
    made = 0
    idle = 0
    while made < count and idle < 3 * len(KINDS):
        for kind in KINDS:
            chosen = _one(kind, sheets, rng)
            idle = 0 if chosen else idle + 1
            if chosen and made < count:
                made += 1
                yield kind, *chosen


def _one(kind: Error, sheets: list[Sheet], rng: Random) -> tuple[Sheet, Planted] | None:
    russian = [s for s in sheets if s.language == "rus" and (kind.family != "language" or s.partner)]
    for sheet in rng.sample(russian, len(russian)):
        made = kind.plant(sheet, rng)
        if made is not None:
            return sheet, made
    return None


def _planted(sheets: list[Sheet]) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    rules = load_rules()
    before: dict[tuple[str, tuple[str, ...]], set[tuple[str, int, int]]] = {}
    found: dict[str, tuple[int, int]] = {}
    plain: dict[str, tuple[int, int]] = {}
    for kind, sheet, made in planted(sheets):
        chosen = [rules[c] for c in kind.codes if c in rules]
        ours = _seen(sheet, made, chosen, before, kind)
        hits, n = found.get(kind.family, (0, 0))
        found[kind.family] = (hits + ours, n + 1)
        theirs = bool(kind.plain) and _plainly(kind, sheet, made)
        hits, n = plain.get(kind.family, (0, 0))
        plain[kind.family] = (hits + theirs, n + 1)
        _MISSED.extend([] if ours else [f"{kind.name}: {sheet.act_id} {made.lines[made.at].eid} {made.words[:60]!r}"])
    return found, plain


_MISSED: list[str] = []  # for a look at what was not found


def _seen(
    sheet: Sheet, made: Planted, rules: list[Rule], before: dict[tuple[str, tuple[str, ...]], set[tuple[str, int, int]]],
    kind: Error,
) -> bool:  # fmt: skip
    """Whether a rule of the kind fires at the planted words now and did not before."""
    partner = made.partner if made.partner is not None else ()
    start, end = stretch_of(made.lines, made.at, made.words)
    now = [p for p in problems_of(made.lines, sheet.language, rules, partner) if p[1] < end and start < p[2]]
    key = (sheet.act_id, kind.codes)
    if key not in before:
        other = sheet.partner if kind.family == "language" else ()
        before[key] = set(problems_of(sheet.lines, sheet.language, rules, other))
    head = min(start, stretch_of(made.lines, made.at)[0])  # what stands before the planted line has not moved
    return any(p not in before[key] or p[1] < head for p in now) and bool(now)


def _plainly(kind: Error, sheet: Sheet, made: Planted) -> bool:
    """The same question put to a regular expression over the text."""
    find = re.compile(kind.plain)
    text, old = text_of(made.lines), text_of(sheet.lines)
    start, end = stretch_of(made.lines, made.at, made.words)

    def black(until: int) -> int:
        return len(re.sub(r"\s+", "", text[:until]))

    now = [m for m in find.finditer(text) if black(m.start("hit")) < end and start < black(m.end("hit"))]
    return bool(now) and len(find.findall(text)) > len(find.findall(old))


def _enacted(acts: list[Act]) -> list[Figure]:
    """Errors on the acts as enacted, all rules, judged by the marks; what nobody marked counts as false."""
    marks = {}
    for path in sorted(_MARKS.glob("check_errors_*.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            mark = json.loads(row)
            marks[mark["code"], mark["address"], tuple(mark["span"])] = bool(mark["true"])
    rules, register = list(load_rules().values()), Register.load()
    false = unmarked = n = 0
    for act in acts:
        partners = tuple(read(a, register) for a in acts if a.act_id == act.act_id and a.language != act.language)
        for problem in check(Draft(read(act, register), register, partners), rules):
            if problem.severity == "error":
                key = (problem.rule.code, str(act.at(problem.eid)), (problem.span.start, problem.span.end))
                n += 1
                unmarked += key not in marks
                false += not marks.get(key, False)
    return [share("check.enacted.error_fp", false, n, bar="<= 0.02", note=f"{unmarked} not marked, counted as false"),
            Figure("check.enacted.errors", n, n=len(acts))]  # fmt: skip
