"""List items: one rule that stands twice is told apart from one name in lists of different things."""

from __future__ import annotations

from dataclasses import replace

import pytest
from model_acts import STRANGERS, reading

from lawkit.model import Address, Language, Reference, Span
from lawkit.overlaps import find_overlaps
from lawkit.overlaps.listed import allots, other_thing
from lawkit.overlaps.units import units_of

Place = tuple[str, str]  # lead-in and item

INSPECTOR = (
    "фамилия, имя и отчество должностного лица, которое осматривало пасеку и отбирало пробы меда и воска для анализа;"
)
SEIZE = "осматривать ульи, отбирать пробы меда и воска и хранить их до окончания спора с владельцем пасеки;"
PAYS = "владелец пасеки возместил соседям вред от ужаления скота и перенес ульи за черту населенного пункта;"
OFFICIALS = "Должностные лица ветеринарного надзора при осмотре пасеки и пробах меда обязаны:"


def tier(one: Place, two: Place, *, one_act: bool, language: Language = "rus") -> str:
    """The tier at which the two items are joined; «» where they are not."""
    first = [("art_1__para_1", one[0]), ("art_1__para_1__subpara_3", one[1])]
    second = [("art_7__para_1", two[0]), ("art_7__para_1__subpara_3", two[1])]
    strangers = STRANGERS if language == "rus" else []
    acts = (
        [reading("A", [*first, *second, *strangers], language=language)]
        if one_act
        else [reading("A", [*first, *strangers], language=language), reading("B", second, language=language)]
    )
    ends = {"art_1__para_1__subpara_3", "art_7__para_1__subpara_3"}
    joined = [f.tier for f in find_overlaps(acts) if ends <= {pin.address.eid for pin in f.pins}]
    return str(min(joined, key=("certain", "likely", "possible").index)) if joined else ""


@pytest.mark.parametrize(
    ("one", "two", "one_act", "expected"),
    [
        pytest.param(
            "В акте осмотра указываются:", "В предписании об устранении указываются:", True, "possible",
            id="a requisite of two documents of one act",
        ),
        pytest.param(
            "В акте осмотра указываются:", "В акте осмотра указываются:", False, "certain",
            id="what one document states, in two acts",
        ),
        pytest.param(
            "В акте осмотра указываются:", "В акте осмотра и пробы указываются:", False, "certain",
            id="documents of two acts are alike",
        ),
    ],
)  # fmt: skip
def test_requisites(one: str, two: str, one_act: bool, expected: str) -> None:
    assert tier((one, INSPECTOR), (two, INSPECTOR), one_act=one_act) == expected


def test_requisites_in_kazakh() -> None:
    item = "тексеру жүргізген лауазымды адамның тегі, аты, әкесінің аты және ара ұясынан алынған сынамалар туралы мәліметтер;"
    one, two = "Омартаны тексеру туралы актіде:", "Бұзушылықты жою туралы нұсқамада:"
    assert tier((one, item), (two, item), one_act=True, language="kaz") == "possible"
    assert tier((one, item), (one, item), one_act=False, language="kaz") == "certain"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        pytest.param(
            "Ветеринарный инспектор вправе:", "Санитарный врач вправе:", "certain", id="one rule for two actors"
        ),
        pytest.param(
            "Штраф не взыскивается, если:", "Лицензия возвращается досрочно в случаях, когда:", "possible",
            id="a condition of two rules that have nothing else in common",
        ),
        pytest.param(
            "Пеня не начисляется, если:", "Штраф с пасеки в этом году не взыскивается, если:", "likely",
            id="a condition of two rules of one kind",
        ),
    ],
)  # fmt: skip
def test_items_of_one_act_under_other_lead_ins(one: str, two: str, expected: str) -> None:
    item = SEIZE if "вправе" in one else PAYS
    assert tier((one, item), (two, item), one_act=True) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Уполномоченный орган:", "Уполномоченный орган:", "certain"),
        ("Уполномоченный орган в сфере пчеловодства:", "Уполномоченный орган:", "likely"),
    ],
)
def test_bodies_named_more_or_less_closely(one: str, two: str, expected: str) -> None:
    item = "утверждает форму ветеринарного паспорта пасеки, порядок его ведения и сроки хранения записей о пробах меда и воска;"
    assert tier((one, item), (two, item), one_act=False) == expected


def test_a_field_of_activity_names_no_rule() -> None:
    item = "в области пчеловодства и охраны медоносных растений;"
    assert tier(("Контроль проводится:", item), ("Надзор проводится:", item), one_act=True) == "possible"
    rule = "проверяет пчеловодство и охрану медоносных растений;"
    assert tier(("Контролер:", rule), ("Контролер:", rule), one_act=False) == "likely"


def test_people_in_lists_of_other_things() -> None:
    one = ("Сбор не уплачивают:", "лица, получившие пасеку по наследству от близких родственников;")
    two = (
        "Из бюджета района возмещается сбор за осмотр пасеки и племенной книги:",
        "лицам, получившим пасеку по наследству от близких родственников;",
    )
    assert tier(one, two, one_act=True) in ("possible", "")
    same = ("Сбор не уплачивают:", one[1])
    assert tier(one, same, one_act=False) == "likely"


@pytest.mark.parametrize(
    ("one", "two", "language", "expected"),
    [
        pytest.param(
            ("Министр утверждает:", "перечень пород медоносных пчел горных районов;"),
            ("Инспекция сверяет при осмотре:", "породы пасеки с перечнем пород медоносных пчел горных районов;"),
            "rus", True, id="the one is mentioned by the other",
        ),
        pytest.param(
            ("Министр утверждает:", "таблица пород медоносных пчел горных районов;"),
            ("Инспекция сверяет при осмотре:", "таблицу пород медоносных пчел горных районов;"),
            "rus", False, id="one head in another form",
        ),
        pytest.param(
            ("Министр утверждает:", "перечень пород медоносных пчел горных районов;"),
            ("Министр утверждает:", "породы медоносных пчел и перечень горных районов;"),
            "rus", False, id="one list",
        ),
        pytest.param(
            ("Министрлік:", "таулы аудандардағы бал араларының тұқымдары тізбесінің сақталуын қамтамасыз етеді;"),
            ("Сайтта орналастырылады:", "таулы аудандардағы бал араларының тұқымдары тізбесін;"),
            "kaz", True, id="in Kazakh the head stands last",
        ),
    ],
)  # fmt: skip
def test_a_thing_and_a_rule_that_mentions_it(one: Place, two: Place, language: Language, expected: bool) -> None:
    texts = [("art_1", one[0]), ("art_1__subpara_1", one[1]), ("art_2", two[0]), ("art_2__subpara_1", two[1])]
    units = {unit.address.eid: unit for unit in units_of(reading("A", texts, language=language), 0)}
    assert other_thing(units["art_1__subpara_1"], units["art_2__subpara_1"]) is expected


def test_lead_ins_that_only_name_or_only_open() -> None:
    bare = "Местные пчеловодческие инспекции областей, городов, районов и сельских округов:"
    acts = [reading("A", [("art_1", bare), *STRANGERS]), reading("B", [("art_4", bare)])]
    assert [f.tier for f in find_overlaps(acts) if f.code == "duplicate"] == ["possible"]
    twin = OFFICIALS.replace("обязаны", "вправе")
    findings = find_overlaps([reading("A", [("art_1", OFFICIALS), ("art_2", twin), *STRANGERS])])
    assert all(f.tier == "possible" for f in findings if f.code == "near-duplicate")


def test_each_body_within_its_competence() -> None:
    item = "утверждает в пределах своей компетенции правила содержания пасек, охраны растений и перевозки ульев между районами;"
    one = ("Уполномоченный орган в области ветеринарии:", item)
    two = ("Уполномоченный орган в области лесного хозяйства:", item)
    assert tier(one, two, one_act=True) == "possible"
    assert tier(("Местные исполнительные органы:", item), two, one_act=True) == "certain"


def test_short_items_of_one_act_under_other_rules() -> None:
    one = (
        "Субъектами малого дела не признаются хозяйства, которые ведут:",
        "деятельность, связанную с медом ядовитых растений;",
    )
    two = (
        "Соглашение о займе не заключается по видам деятельности:",
        "деятельность, связанная с медом ядовитых растений;",
    )
    assert tier(one, two, one_act=True) == "possible"
    assert tier(one, two, one_act=False) == "likely"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Министерство пчеловодства ведет реестр пасек области.", True),
        ("Фонд пчеловодства создается в форме товарищества.", False),
        ("План осмотра пасек размещается на сайте органа надзора.", False),
        ("В случаях неуплаты орган надзора отказывает в осмотре.", False),
    ],
)
def test_what_gives_a_body_something_to_do(text: str, given: bool) -> None:
    (unit,) = units_of(reading("A", [("art_1", text)]), 0)
    assert allots(unit) is given


def test_two_acts_each_of_its_own_subject() -> None:
    frame = "наличия подтвержденных обращений граждан о нарушении требований законодательства о {} и его охране;"
    lead = "Осмотр хозяйства в сфере {} назначается в случаях:"
    pair = [
        (lead.format(subject), frame.format(subject))
        for subject in ("пчеловодстве и бортничестве", "коневодстве и кумысе")
    ]
    assert tier(pair[0], pair[1], one_act=False) == "likely"
    apart = [("Осмотр хозяйства назначается в случаях:", text) for _, text in pair]
    assert tier(apart[0], apart[1], one_act=False) in ("possible", "")


@pytest.mark.parametrize(
    ("leads", "asked_by", "expected"),
    [
        pytest.param(("Ветеринарный орган:", "Санитарный орган:"), "C", "possible", id="each as a third act asks"),
        pytest.param(("Ветеринарный орган:", "Ветеринарный орган:"), "C", "certain", id="one body"),
        pytest.param(("Ветеринарный орган:", "Санитарный орган:"), "", "likely", id="no act asks"),
    ],
)
def test_what_a_third_act_has_each_body_do(leads: tuple[str, str], asked_by: str, expected: str) -> None:
    """«Утверждает проверочные листы в соответствии с кодексом» in the lists of two bodies of two acts."""
    item = (
        "утверждает проверочные листы для осмотра пасек и порядок отбора проб меда и воска в соответствии с кодексом;"
    )
    acts = [
        reading(name, [("art_1__para_1", lead), ("art_1__para_1__subpara_3", item), *STRANGERS])
        for name, lead in zip("AB", leads, strict=True)
    ]
    if asked_by:
        said = Reference("art_1__para_1__subpara_3", Span(0, 0), "кодексом", "other_act", "resolved", Address(asked_by))
        acts = [replace(act, references=(said,)) for act in acts]
    ends = {("A", "art_1__para_1__subpara_3"), ("B", "art_1__para_1__subpara_3")}
    found = [f.tier for f in find_overlaps(acts) if ends <= {(p.address.act, p.address.eid) for p in f.pins}]
    assert found == [expected]
