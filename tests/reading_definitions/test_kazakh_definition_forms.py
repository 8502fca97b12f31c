"""Kazakh definitions: forms that the fresh draws showed, in words of our own."""

import pytest
from act_from_text import act

from lawkit.reading.definitions import find_definitions


def found(text: str) -> list[tuple[str, str]]:
    return [(d.form, d.term) for d in find_definitions(act(text, "kaz"))]


FORMS = [
    ("Сатушылар бағаны бірге белгілейтін келісім бағалық келісім деп танылады.", "бағалық келісім"),
    (
        "Жазбаларды қорғауға бағытталған шаралар кешені журналдар саласындағы сақтау саясатын іске асыру деп танылады.",
        "журналдар саласындағы сақтау саясатын іске асыру",
    ),
    ("Журналға үшінші рет жазылмаған өтінімдерді тіркеу кеш тіркеу деп танылады.", "кеш тіркеу"),
    ("Кеш тіркеу дегенiмiз журналға мерзімі өткен өтiнiмдi жазу, ол белгімен жүргізіледі.", "Кеш тіркеу"),
]


@pytest.mark.parametrize(("line", "term"), FORMS)
def test_the_term_follows_its_genus(line: str, term: str) -> None:
    assert found(f"5-бап. Тәртіп\n1. {line}") == [("deemed", term)]


def test_a_body_is_told_under_its_own_heading() -> None:
    line = "Журнал кеңесі жазбаларды жетілдіру мақсатында құрылатын, қала жанындағы кеңесші орган болып табылады."
    assert found(f"5-бап. Журнал кеңесі\n1. {line}") == [("deemed", "Журнал кеңесі")]
    assert found(f"5-бап. Тәртіп\n1. {line}") == []


def test_a_bracket_parts_the_term_from_its_clause() -> None:
    line = "Жазушының шеберлік белгісі (бұдан әрі – белгі) оның үйренгенін растайтын құжат болып табылады."
    assert found(f"5-бап. Тәртіп\n1. {line}") == [("deemed", "Жазушының шеберлік белгісі")]


def test_the_article_is_headed_by_its_term() -> None:
    assert found("5-бап. Ортақ журнал\n1. Бірнеше иеленуші бірге жүргізетін тізім ортақ журнал болып табылады.") == [
        ("deemed", "ортақ журнал")
    ]


def test_the_heading_calls_it_a_concept() -> None:
    text = "5-бап. Жазбалар ұғымы\n1. Журналда нөмірі көрсетілген деректер іс бойынша жазбалар болып табылады."
    assert found(text) == [("deemed", "жазбалар")]


def test_genitives_parted_by_commas_are_one_term() -> None:
    text = "5-бап. Тәртіп\n1. Иеленушінің, куәнің айғақтары – олардың журналда ауызша хабарлаған мәліметтері."
    assert found(text) == [("dash", "Иеленушінің, куәнің айғақтары")]


def test_kinds_under_a_term_are_terms_of_their_own() -> None:
    text = """1-бап. Негізгі ұғымдар
Осы Заңда мынадай негізгі ұғымдар пайдаланылады:
1) журнал – жазбалар тізімі;
2) тізілім – электрондық дерекқор."""
    assert found(text) == [("list", "журнал"), ("list", "тізілім")]


def test_a_name_goes_on_behind_its_bracket() -> None:
    text = """1-бап. Негізгі ұғымдар
Осы Заңда мынадай негізгі ұғымдар пайдаланылады:
1) журналды жоғалту (бұдан әрі – ЖЖ) тәуекелдері – жоғалтудың мүмкіндігі;"""
    assert found(text) == [("list", "журналды жоғалту (бұдан әрі – ЖЖ) тәуекелдері")]


def test_a_body_is_told_by_the_country_s_name() -> None:
    text = (
        "5-бап. Хатшылық\n1. Журнал хатшылығы – Қазақстан журналдарының қызметін қамтамасыз ететін мемлекеттік орган."
    )
    assert found(text) == [("dash", "Журнал хатшылығы")]


NONE = [
    "Журналды жоғалту тізілімнен шығаруға негіз болып табылады.",
    "Иеленуші бұзған талаптар оның жауапкершілігінің негізі болып табылады.",
    "Қателермен алынған деректер жазба ретінде танылмайтын деректер деп танылады.",
    "Мұндай жазба жарамсыз деп танылады.",
    "Осы журнал тәртібінің мақсаты – жазбалардың ұтымды жүргізілуін қамтамасыз ету.",
]


@pytest.mark.parametrize("line", NONE)
def test_statements_define_nothing(line: str) -> None:
    assert found(f"5-бап. Тәртіп\n1. {line}") == []
