"""Details of execution go to a by-law; whatever carries a duty or a right besides stays in the law."""

import pytest

from lawkit.consolidate import check_map, draft_map, load_outline
from lawkit.consolidate.details import details
from lawkit.consolidate.units import heads
from lawkit.reading import read
from lawkit.resources import resource
from lawkit.sources import read_act_bytes


def act(text: str, language: str, heading: str = ""):
    article = {"rus": "Статья 1. {0}", "kaz": "1-бап. {0}", "eng": "Article 1. {0}"}[language]
    lines = (article.format(heading or HEADING[language]), f"1. {FIRST[language]}", f"2. {text}")
    return read_act_bytes("\n".join(lines).encode(), f"draft.{language}.txt")


HEADING = {"rus": "Порядок подачи", "kaz": "Беру тәртібі", "eng": "Procedure"}


FIRST = {
    "rus": "Заявитель подает заявление через портал.",
    "kaz": "Өтініш беруші өтінішті портал арқылы береді.",
    "eng": "The applicant files the application on the portal.",
}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("rus", "Акт осмотра составляется в двух экземплярах."),
        ("rus", "Второй экземпляр акта хранится в архиве оператора."),
        ("rus", "Свидетельство оформляется на бланке с номером."),
        ("rus", "Анкета заполняется разборчиво печатными буквами."),
        ("rus", "Копии прилагаются в формате PDF."),
        ("rus", "Журнал учета должен быть прошнурован и пронумерован."),
        ("kaz", "Тексеру актісі екі данада жасалады."),
        ("kaz", "Көшірмелер PDF форматында ұсынылады."),
        ("eng", "The record is drawn up in duplicate."),
        ("eng", "Copies are submitted in PDF format."),
    ],
)
def test_a_detail_goes(language, text):
    assert details(heads(act(text, language))[0]) == {"art_1__para_2"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("rus", "По итогам проверки орган составляет в двух экземплярах акт и вручает один из них заявителю."),
        ("rus", "Первый экземпляр акта вручается заявителю в течение двух рабочих дней."),
        ("rus", "В заявлении указываются имя заявителя и предмет заявления."),
        ("rus", "Заявитель вправе получить документ в формате PDF."),
        ("kaz", "Бірінші данасы өтініш берушіге тапсырылады."),
        ("eng", "The applicant has the right to a copy in PDF format."),
    ],
)
def test_a_norm_with_a_duty_or_a_right_stays(language, text):
    assert not details(heads(act(text, language))[0])


def test_the_map_proposes_the_move_and_stays_complete():
    outline = load_outline(resource("rules", "outlines", "egov-law.yaml"))
    target = next(t for t in outline.targets if not t.role)
    reading = read(act("Акт осмотра составляется в двух экземплярах.", "rus", target.heading["rus"]))
    made = draft_map([reading], outline)
    row = next(row for row in made.rows if row.source and row.source.eid == "art_1__para_2")
    assert (row.disposition, row.target) == ("moved-to-bylaw", target.id)
    assert not check_map(made, [reading.act])
