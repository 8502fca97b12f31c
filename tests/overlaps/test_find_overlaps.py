"""What find_overlaps must report, and what it must keep silent about: one row a case."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from model_acts import STRANGERS, reading

from lawkit.overlaps import find_overlaps

BASE = "Владелец реестра рассматривает заявление гражданина о внесении сведений и направляет ему ответ"

PAIRS = [
    ("same words are a duplicate", "duplicate", f"{BASE} через личный кабинет.", f"{BASE} через личный кабинет."),
    (
        "marks, case and numbers of points do not matter",
        "duplicate",
        f"{BASE}, через личный кабинет;",
        f"{BASE} через личный кабинет.",
    ),
    (
        "a few added words leave a near-duplicate",
        "near-duplicate",
        f"{BASE} через личный кабинет.",
        f"{BASE} через личный кабинет и по почте.",
    ),
    (
        "another period is a conflict of deadlines",
        "deadline-conflict",
        f"{BASE} в течение пяти рабочих дней со дня его получения.",
        f"{BASE} в течение пятнадцати рабочих дней со дня его получения.",
    ),
    (
        "working against calendar days is a conflict of deadlines",
        "deadline-conflict",
        f"{BASE} в течение десяти рабочих дней со дня его получения.",
        f"{BASE} в течение десяти календарных дней со дня его получения.",
    ),
    (
        "may against must is a conflict of modality",
        "modality-conflict",
        "Владелец реестра вправе приостановить внесение сведений гражданина до уплаты сбора за хранение записей.",
        "Владелец реестра обязан приостановить внесение сведений гражданина до уплаты сбора за хранение записей.",
    ),
    (
        "a negation is a conflict of modality",
        "modality-conflict",
        "Внесение сведений в реестр прекращает обязанность гражданина хранить бумажную выписку у себя дома.",
        "Внесение сведений в реестр не прекращает обязанность гражданина хранить бумажную выписку у себя дома.",
    ),
    (
        "another quantity is a conflict of numbers",
        "number-conflict",
        "Комиссия по ведению реестра состоит из пяти человек, избираемых собранием владельцев хранилищ записей.",
        "Комиссия по ведению реестра состоит из девяти человек, избираемых собранием владельцев хранилищ записей.",
    ),
    (
        "an exception that only one act has is a conflict of conditions",
        "condition-conflict",
        f"{BASE} через личный кабинет.",
        f"{BASE} через личный кабинет, за исключением выходных дней.",
    ),
    (
        "another body for the same function is an overlap of competence",
        "competence-overlap",
        "Министерство юстиции рассматривает заявление о внесении сведений в реестр хранилищ и ведет их учет.",
        "Министерство финансов рассматривает заявление о внесении сведений в реестр хранилищ и ведет их учет.",
    ),
    (
        "another fine for the same act is a conflict of sanctions",
        "sanction-conflict",
        "Нарушение правил хранения записей реестра влечет приостановление доступа владельца на срок до тридцати суток.",
        "Нарушение правил хранения записей реестра влечет приостановление доступа владельца на срок до десяти суток.",
    ),
]


@pytest.mark.parametrize(("code", "one", "two"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_what_differs_decides(code: str, one: str, two: str) -> None:
    """Two alike provisions of two acts are what their difference makes them, at likely or better."""
    acts = [
        reading("Z1", [("art_5", one), *STRANGERS[:3]]),
        reading("Z2", [("art_7", two), *STRANGERS[3:]]),
    ]
    found = find_overlaps(acts, floor="likely")
    assert [(f.code, {p.address.eid for p in f.pins}) for f in found] == [(code, {"art_5", "art_7"})]
    finding = found[0]
    assert set(finding.explanation) == {"rus", "kaz", "eng"}
    assert all("{" not in sentence for sentence in finding.explanation.values())


SILENT = [
    (
        "the same frame with another object",
        "утверждает правила перевозки редких растений горными тропами в зимний период;",
        "утверждает правила хранения музейных монет подземными фондами в летний период;",
    ),
    ("items too short to mean anything", "законности;", "законности;"),
]


@pytest.mark.parametrize(("one", "two"), [row[1:] for row in SILENT], ids=[row[0] for row in SILENT])
def test_likeness_of_form_is_silent(one: str, two: str) -> None:
    """Nothing at likely or better is reported for provisions that only look alike."""
    acts = [reading("Z1", [("art_5", one), *STRANGERS[:3]]), reading("Z2", [("art_7", two), *STRANGERS[3:]])]
    assert find_overlaps(acts, floor="likely") == []


def test_printings_of_one_provision_are_silent() -> None:
    """A number that stands twice in an act is printed in two editions: they are not compared with each other."""
    texts = [("art_5__para_1", f"{BASE} через личный кабинет."), ("art_5~2__para_1", f"{BASE} через личный кабинет.")]
    assert find_overlaps([reading("Z1", [*texts, *STRANGERS])]) == []


def test_periods_of_one_scale_are_no_conflict() -> None:
    """Items of one list that differ in their figures are the cases that the list tells apart."""
    items = [
        (
            "art_5__subpara_1",
            "владельцам больших хранилищ записей реестра – в течение пяти рабочих дней со дня подачи;",
        ),
        (
            "art_5__subpara_2",
            "владельцам малых хранилищ записей реестра – в течение девяти рабочих дней со дня подачи;",
        ),
    ]
    acts = [reading("Z1", [("art_5", "Сведения вносятся:"), *items, *STRANGERS])]
    assert [f.code for f in find_overlaps(acts, floor="likely")] == []


def test_boilerplate_is_one_finding_apart() -> None:
    """Wording that every act carries is one finding of its own kind with all its places, never a duplicate."""
    clause = "Если международным договором, ратифицированным страной, установлены иные правила, применяются они."
    acts = [reading(f"Z{n}", [("art_2", clause), STRANGERS[n]]) for n in range(4)]
    found = find_overlaps(acts)
    assert [(f.code, len(f.pins), f.legal_class) for f in found] == [("boilerplate", 4, "none")]


def test_boilerplate_stands_last() -> None:
    """A drafter reads contradictions before standard wording."""
    clause = "Если международным договором, ратифицированным страной, установлены иные правила, применяются они."
    acts = [
        reading("Z1", [("art_2", clause), ("art_5", PAIRS[3][2]), *STRANGERS[:3]]),
        reading("Z2", [("art_2", clause), ("art_7", PAIRS[3][3]), *STRANGERS[3:]]),
    ]
    assert [f.code for f in find_overlaps(acts)] == ["deadline-conflict", "boilerplate"]


def test_short_forms_name_other_bodies() -> None:
    """One sentence in two acts whose «уполномоченный орган» is another body is a competence finding, no duplicate."""
    sentence = "Уполномоченный орган ведет реестр хранилищ записей и выдает выписки из него по заявлению гражданина."
    terms = [
        ("art_1", "уполномоченный орган по делам архивов", "уполномоченный орган", "ведомство, хранящее бумажные дела"),
        ("art_1", "уполномоченный орган по связи", "уполномоченный орган", "министерство, выдающее частоты операторам"),
    ]
    acts = [
        reading(
            "Z1",
            [("art_1", "Определения реестра хранилищ архивных дел."), ("art_5", sentence), *STRANGERS[:3]],
            terms=terms[:1],
        ),
        reading(
            "Z2",
            [("art_1", "Термины частотного плана операторов."), ("art_7", sentence), *STRANGERS[3:]],
            terms=terms[1:],
        ),
    ]
    codes = {f.code for f in find_overlaps(acts, floor="likely")}
    assert "competence-overlap" in codes
    assert "duplicate" not in codes


def test_by_law_that_repeats_a_law() -> None:
    """A by-law that repeats a law without a reference to it is a vertical duplicate."""
    text = f"{BASE} через личный кабинет на едином портале."
    acts = [
        reading("Z1", [("art_5", text), *STRANGERS[:3]]),
        reading("V2", [("para_7", text), *STRANGERS[3:]], kind="order"),
    ]
    assert [f.code for f in find_overlaps(acts)] == ["vertical-duplicate"]


DEFINED = [
    ("the same words", "definition-duplicate", "certain", "совокупность упорядоченных записей о хранилищах района"),
    ("another meaning", "definition-conflict", "likely", "бумажная книга, которую ведет староста поселка для гостей"),
    ("a wider meaning", "definition-conflict", "likely", "совокупность записей о хранилищах"),
]


@pytest.mark.parametrize(("code", "tier", "text"), [row[1:] for row in DEFINED], ids=[row[0] for row in DEFINED])
def test_terms_defined_twice(code: str, tier: str, text: str) -> None:
    """One term in two acts is a duplicate or a conflict of definitions."""
    first = "совокупность упорядоченных записей о хранилищах района"
    acts = [
        reading(
            name,
            [("art_1", f"реестр хранилищ – {meaning};"), *others],
            terms=[("art_1", "реестр хранилищ", "", meaning)],
        )
        for name, meaning, others in (("Z1", first, STRANGERS[:3]), ("Z2", text, STRANGERS[3:]))
    ]
    found = [f for f in find_overlaps(acts) if f.code.startswith("definition")]
    assert [(f.code, f.tier) for f in found] == [(code, tier)]


def test_order_and_editions() -> None:
    """The result depends neither on the order of the readings nor on older editions; ids do not name the edition."""
    acts = [reading(f"Z{i}", [("art_5", row[2]), ("art_6", row[3]), STRANGERS[i % 6]]) for i, row in enumerate(PAIRS)]
    first = find_overlaps(acts)
    shuffled = [
        *acts,
        reading("Z0", [("art_5", "Старая редакция этого положения о другом предмете.")], edition=dt.date(2001, 1, 1)),
    ]
    random.Random(3).shuffle(shuffled)
    assert find_overlaps(shuffled) == first
    later = [
        reading(r.act.act_id, [(p.eid, p.text) for p in r.act.provisions], edition=dt.date(2027, 1, 1)) for r in acts
    ]
    assert [f.id for f in find_overlaps(later)] == [f.id for f in first]


def test_languages_are_not_mixed() -> None:
    """An act is not compared with its own text in another language, nor are two languages joined."""
    text = "Keeper of the register answers the citizen's application through the personal account without delay."
    acts = [reading("Z1", [("art_5", text)], language="eng"), reading("Z2", [("art_5", text)], language="rus")]
    assert find_overlaps(acts) == []


def test_kazakh_and_english() -> None:
    """Deadlines conflict in Kazakh and in English as well."""
    kaz = "Тізілім иесі азаматтың өтінішін қарап, жеке кабинет арқылы {} жұмыс күні ішінде жауап береді."
    eng = "The keeper of the register shall answer the application of the citizen in writing within {} working days."
    for language, text, numbers in (("kaz", kaz, ("бес", "он")), ("eng", eng, ("five", "fifteen"))):
        acts = [
            reading(f"Z{i}", [("art_5", text.format(number))], language=language)  # type: ignore[arg-type]
            for i, number in enumerate(numbers)
        ]
        assert [f.code for f in find_overlaps(acts, floor="likely")] == ["deadline-conflict"]


NORMS = [
    (
        "not asked for against must be stated",
        "modality-conflict",
        "Причина отлова редких бабочек в заявке не указывается.",
        "Заявитель обязан в заявке указать причину отлова редких бабочек.",
    ),
    (
        "one deed in other words by another time",
        "deadline-conflict",
        "Выписку из книги пасек владелец хранилища направляет гражданину в течение трех рабочих дней.",
        "В течение десяти рабочих дней владелец хранилища гражданину направляет выписку из книги пасек.",
    ),
]


@pytest.mark.parametrize(("code", "one", "two"), [row[1:] for row in NORMS], ids=[row[0] for row in NORMS])
def test_norms_conflict_in_other_words(code: str, one: str, two: str) -> None:
    """Norms about one matter are compared also where the wording is not shared; a reader has to decide."""
    from lawkit.reading import read

    acts = [
        read(reading(name, [("art_5", text), *others]).act)
        for name, text, others in (("Z1", one, STRANGERS[:3]), ("Z2", two, STRANGERS[3:]))
    ]
    assert code in {f.code for f in find_overlaps(acts)}


QUIET_NORMS = [
    ("another object", "Причина отлова бабочек не указывается.", "Заявитель обязан указать причину отсрочки сбора."),
    (
        "the same command",
        "Заявитель обязан указать причину отлова бабочек.",
        "Причину отлова бабочек должен указать ловец.",
    ),
]


@pytest.mark.parametrize(("one", "two"), [row[1:] for row in QUIET_NORMS], ids=[row[0] for row in QUIET_NORMS])
def test_norms_of_other_matters_are_silent(one: str, two: str) -> None:
    """No conflict of modality where the matter or nothing differs."""
    from lawkit.reading import read

    acts = [
        read(reading(name, [("art_5", text), *others]).act)
        for name, text, others in (("Z1", one, STRANGERS[:3]), ("Z2", two, STRANGERS[3:]))
    ]
    assert "modality-conflict" not in {f.code for f in find_overlaps(acts)}


@pytest.mark.parametrize(
    ("name", "found"),
    [("министерства юстиции", True), ("Министерство финансов", True), ("Министерство обороны", False), ("", False)],
)
def test_findings_of_one_body(name: str, found: bool) -> None:
    """A body is recognised in any form of its name."""
    from lawkit.overlaps.findings import concerns_body

    row = next(row for row in PAIRS if row[1] == "competence-overlap")
    acts = [reading("Z1", [("art_5", row[2]), *STRANGERS[:3]]), reading("Z2", [("art_7", row[3]), *STRANGERS[3:]])]
    assert concerns_body(find_overlaps(acts)[0], name) is found
