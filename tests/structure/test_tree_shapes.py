"""Where points, subpoints, parts and list items hang: each row is a text in drafting style and the ids it must give."""

from __future__ import annotations

import pytest

from lawkit.sources import read_act_bytes
from lawkit.structure.proof import check_lossless


def outline(text: str, name: str = "draft.rus.txt") -> list[str]:
    act = read_act_bytes(text.strip().encode(), name)
    assert check_lossless(act) == []
    return [p.eid for p in act.provisions]


ROWS: dict[str, tuple[str, str]] = {
    "points and subpoints": (
        """
Статья 1. Предмет
1. Закон регулирует учет.
2. Учет ведут:
1) орган;
2) оператор.
3. Срок – пять дней.
""",
        "art_1 art_1__para_1 art_1__para_2 art_1__para_2__subpara_1 art_1__para_2__subpara_2 art_1__para_3",
    ),
    "a definitions list hangs on the article": (
        """
Статья 1. Понятия
В законе используются понятия:
1) реестр – перечень записей;
1-1) запись – сведения;
2) оператор – лицо.
""",
        "art_1 art_1__al_1 art_1__subpara_1 art_1__subpara_1-1 art_1__subpara_2",
    ),
    "an article without points has parts": (
        """
Статья 7. Хранение
Записи хранятся постоянно.
Копии хранятся один год.
""",
        "art_7 art_7__al_1 art_7__al_2",
    ),
    "the second part of a point": (
        """
Статья 3. Доступ
1. Доступ открыт.
Отказ пишется на бумаге.
2. Плата не берется.
""",
        "art_3 art_3__para_1 art_3__para_1__al_2 art_3__para_2",
    ),
    "subpoints under a later part hang on it": (
        """
Статья 3. План
1. План утверждает орган.
План включает:
1) сроки;
2) лица.
2. План открыт.
""",
        "art_3 art_3__para_1 art_3__para_1__al_2 art_3__para_1__al_2__subpara_1 art_3__para_1__al_2__subpara_2 art_3__para_2",
    ),
    "a part after the last subpoint belongs to the point": (
        """
Статья 3. План
1. План включает:
1) сроки;
2) лица.
План открыт.
""",
        "art_3 art_3__para_1 art_3__para_1__subpara_1 art_3__para_1__subpara_2 art_3__para_1__al_2",
    ),
    "a part between subpoints belongs to the subpoint": (
        """
Статья 3. План
1. План включает:
1) сроки.
Срок не больше года;
2) лица.
""",
        "art_3 art_3__para_1 art_3__para_1__subpara_1 art_3__para_1__subpara_1__al_2 art_3__para_1__subpara_2",
    ),
    "a list inside a part of a subpoint does not take the next subpoint": (
        """
Статья 3. План
1. План включает:
1) сроки.
Срок не считается:
при болезни;
при отпуске.
2) лица.
""",
        (
            "art_3 art_3__para_1 art_3__para_1__subpara_1 art_3__para_1__subpara_1__al_2 "
            "art_3__para_1__subpara_1__al_2__indent_2 art_3__para_1__subpara_1__al_2__indent_3 art_3__para_1__subpara_2"
        ),
    ),
    "unnumbered items are counted from the lead-in": (
        """
Статья 3. Задачи
1. Задачи:
вести реестр;
давать справки;
хранить копии.
2. Иное запрещено.
""",
        "art_3 art_3__para_1 art_3__para_1__indent_2 art_3__para_1__indent_3 art_3__para_1__indent_4 art_3__para_2",
    ),
    "the first lead-in's items hang on the article": (
        """
Статья 3. Задачи
Задачи органа:
вести реестр;
давать справки.
Иное запрещено.
""",
        "art_3 art_3__al_1 art_3__indent_2 art_3__indent_3 art_3__al_2",
    ),
    "numbers start again under each item of a list": (
        """
Статья 3. Услуги
1. Центры помогают:
заявителям:
1) советом;
2) справкой;
органам:
1) отчетом.
""",
        (
            "art_3 art_3__para_1 art_3__para_1__indent_2 art_3__para_1__indent_2__subpara_1 art_3__para_1__indent_2__subpara_2 "
            "art_3__para_1__indent_3 art_3__para_1__indent_3__subpara_1"
        ),
    ),
    "a subpoint's own numbered list": (
        """
Статья 3. Услуги
1. Центры:
1) хранят:
1) дела;
2) копии;
2) дают справки.
""",
        (
            "art_3 art_3__para_1 art_3__para_1__subpara_1 art_3__para_1__subpara_1__subpara_1 art_3__para_1__subpara_1__subpara_2 "
            "art_3__para_1__subpara_2"
        ),
    ),
    "Roman sections, chapters and paragraphs of chapters": (
        """
РАЗДЕЛ I. ОБЩЕЕ
Глава 1. Начала
Параграф 1. Цели
Статья 1. Цель
Учет.
Параграф 2. Меры
Статья 2. Мера
Запись.
РАЗДЕЛ ІІ. ОСОБОЕ
Глава 2. Порядок
Статья 3. Срок
День.
""",
        "sec_1 chp_1 chp_1__subchp_1 art_1 art_1__al_1 chp_1__subchp_2 art_2 art_2__al_1 sec_2 chp_2 art_3 art_3__al_1",
    ),
    "chapters that start again in each section keep their section": (
        """
Раздел 1. Одно
Глава 1. А
Статья 1. Б
Текст.
Раздел 2. Другое
Глава 1. В
Статья 2. Г
Текст.
""",
        "sec_1 chp_1 art_1 art_1__al_1 sec_2 sec_2__chp_1 art_2 art_2__al_1",
    ),
    "a by-law has points only": (
        """
В соответствии с законом ПРИКАЗЫВАЮ:
1. Утвердить правила.
2. Обеспечить:
1) регистрацию;
2) размещение.
3. Приказ вводится в действие со дня подписания.
""",
        "preamble para_1 para_2 para_2__subpara_1 para_2__subpara_2 para_3",
    ),
    "an order carries what it approves, and numbers start again": (
        """
ПРИКАЗЫВАЮ:
1. Утвердить правила.
Министр А. Образцов
Приложение 1 к приказу Министра от 1 марта 2025 года № 7
Правила учета
Глава 1. Общие положения
1. Правила определяют порядок.
2. Учет ведется.
Глава 2. Порядок
3. Запись вносится.
Приложение 1 к Правилам учета
Форма записи
Приложение 2 к приказу Министра от 1 марта 2025 года № 7
Перечень
1. Одно.
""",
        (
            "preamble para_1 conclusions annex_1 annex_1__chp_1 annex_1__para_1 annex_1__para_2 annex_1__chp_2 annex_1__para_3 "
            "annex_1__annex_1 annex_2 annex_2__para_1"
        ),
    ),
    "a repeated number stays, under an id of its own": (
        """
Статья 4. Полномочия
1) вести;
2) хранить;
1) давать.
""",
        "art_4 art_4__subpara_1 art_4__subpara_2 art_4__subpara_1~2",
    ),
    "a point without its full stop": (
        """
Статья 4. Полномочия
1. Орган ведет реестр записей и дает справки.
2 Негосударственные организации ведут свои реестры сами.
""",
        "art_4 art_4__para_1 art_4__para_2",
    ),
    "quoted new wording is no article of this act": (
        """
Статья 9. Изменения
1. Статью 5 изложить в следующей редакции:
"Статья 5. Срок
1. Срок – десять дней.
2. Срок продлевается.".
2. Иное не меняется.
""",
        "art_9 art_9__para_1 art_9__para_1__indent_2 art_9__para_1__indent_3 art_9__para_1__indent_4 art_9__para_2",
    ),
    "excluded subpoints, one by one and together": (
        """
Статья 4. Полномочия
Орган:
1) ведет реестр;
2) исключен Законом РК от 14.07.2022 № 141-VII (вводится в действие с 01.01.2023);
3) – 5) исключены Законом РК от 14.07.2022 № 141-VII (вводится в действие с 01.01.2023);
6) дает справки.
""",
        "art_4 art_4__al_1 art_4__subpara_1 art_4__subpara_2 art_4__subpara_3 art_4__subpara_4 art_4__subpara_5 art_4__subpara_6",
    ),
    "an excluded part keeps its place": (
        """
Статья 4. Полномочия
1. Орган ведет реестр.
Часть вторая исключена Законом РК от 14.07.2022 № 141-VII (вводится в действие с 01.01.2023).
Копии хранятся год.
""",
        "art_4 art_4__para_1 art_4__para_1__al_2 art_4__para_1__al_3",
    ),
    "several articles excluded at once are a note": (
        """
Статья 44. Учет
Учет ведется.
Статьи 45 – 47 исключены Законом РК от 14.07.2022 № 141-VII (вводится в действие с 01.01.2023).
Статья 48. Срок
День.
""",
        "art_44 art_44__al_1 art_48 art_48__al_1",
    ),
    "a table of contents is not the act": (
        """
Оглавление
Глава 1. Начала
Статья 1. Цель
Статья 2. Мера
Глава 1. Начала
Статья 1. Цель
Учет.
Статья 2. Мера
Запись.
""",
        "toc chp_1 art_1 art_1__al_1 art_2 art_2__al_1",
    ),
    "a paragraph that the source broke in two": (
        """
Статья 1. Цель
1. Реестр ведут уполномоченные

органы.
2. Иное запрещено.
""",
        "art_1 art_1__para_1 art_1__para_2",
    ),
    "the signature is no norm": (
        """
Статья 1. Цель
Учет ведется.
Президент
Республики Казахстан
А. ОБРАЗЦОВ
""",
        "art_1 art_1__al_1 conclusions",
    ),
}

KAZAKH: dict[str, tuple[str, str]] = {
    "Kazakh articles, points and subpoints": (
        """
1-тарау. ЖАЛПЫ ЕРЕЖЕЛЕР
1-бап. Ұғымдар
Осы Заңда мынадай ұғымдар пайдаланылады:
1) тізілім – жазбалар жиыны;
1-1) алып тасталды – ҚР 14.07.2022 № 141-VII Заңымен (01.01.2023 бастап қолданысқа енгізіледі);
2) оператор – тұлға.
9-1-бап. Мерзім
1. Мерзімі бес күн.
2. Мыналар қолданылады:
жазбаларға;
анықтамаларға.
9-баптың 1-тармағы жазбаларға қолданылады.
""",
        (
            "chp_1 art_1 art_1__al_1 art_1__subpara_1 art_1__subpara_1-1 art_1__subpara_2 art_9-1 art_9-1__para_1 art_9-1__para_2 "
            "art_9-1__para_2__indent_2 art_9-1__para_2__indent_3 art_9-1__para_2__al_2"
        ),
    ),
    "Roman sections before the word": (
        """
I бөлім
ЖАЛПЫ ЕРЕЖЕЛЕР
1-бап
1. Бір.
ІІ бөлім
АДАМ
2-бап
Екі.
""",
        "sec_1 art_1 art_1__para_1 sec_2 art_2 art_2__al_1",
    ),
    "an annex numbered before the word": (
        """
БҰЙЫРАМЫН:
1. Қағидалар бекітілсін.
Министр А. Үлгі
Министрдің 2025 жылғы 1 наурыздағы № 7 бұйрығына 1-қосымша
Есепке алу қағидалары
1. Қағидалар тәртіпті айқындайды.
""",
        "preamble para_1 conclusions annex_1 annex_1__para_1",
    ),
}

ENGLISH: dict[str, tuple[str, str]] = {
    "English articles as adilet prints them": (
        """
Chapter 1. General provisions
Article 1. Basic definitions
The following definitions are used in this Law:
1) register - a list of entries;
2) is excluded by the Law of the Republic of Kazakhstan dated 14.07.2022 No. 141-VII (shall be enforced from 01.01.2023);
3) operator - a person.
Article 2. Term
1. The term is five days.
2. The term is not prolonged.
""",
        "chp_1 art_1 art_1__al_1 art_1__subpara_1 art_1__subpara_2 art_1__subpara_3 art_2 art_2__para_1 art_2__para_2",
    ),
}


@pytest.mark.parametrize(("text", "ids"), ROWS.values(), ids=ROWS.keys())
def test_russian_shape(text, ids):
    assert outline(text) == ids.split()


@pytest.mark.parametrize(("text", "ids"), KAZAKH.values(), ids=KAZAKH.keys())
def test_kazakh_shape(text, ids):
    assert outline(text, "draft.kaz.txt") == ids.split()


@pytest.mark.parametrize(("text", "ids"), ENGLISH.values(), ids=ENGLISH.keys())
def test_english_shape(text, ids):
    assert outline(text, "draft.eng.txt") == ids.split()


def test_numbers_headings_and_texts_are_taken_apart():
    """Number as printed, number itself, heading and text each stand in their own field."""
    act = read_act_bytes("Статья 6-2. Орган\n1. Орган ведет реестр.\n1) запись;".encode(), "a.rus.txt")
    article, point, subpoint = act.provisions
    assert (article.num, article.number, article.heading, article.text) == ("Статья 6-2.", "6-2", "Орган", "")
    assert (point.num, point.number, point.text) == ("1.", "1", "Орган ведет реестр.")
    assert (subpoint.num, subpoint.number, subpoint.text) == ("1)", "1", "запись;")


def test_a_repeated_number_is_reported():
    """A repeated number is a diagnostic, never a loss."""
    act = read_act_bytes("Статья 4. П\n1) вести;\n2) хранить;\n1) давать.".encode(), "a.rus.txt")
    assert [(d.code, d.eid) for d in act.diagnostics] == [("duplicate-number", "art_4__subpara_1~2")]


def test_parents_follow_the_chapters_while_ids_do_not():
    """An article's parent is its chapter; its id does not name the chapter."""
    act = read_act_bytes("Глава 2. А\nСтатья 5. Б\nТекст.".encode(), "a.rus.txt")
    assert [(p.eid, p.parent) for p in act.provisions] == [("chp_2", ""), ("art_5", "chp_2"), ("art_5__al_1", "art_5")]


def test_ids_are_stable_when_an_article_is_inserted():
    """A new article changes no other id."""
    before = ROWS["points and subpoints"][0]
    after = before + "Статья 1-1. Новая\n1. Новое.\nЧасть новая.\n" + "Статья 2. Конец\nТекст."
    assert outline(after)[: len(outline(before))] == outline(before)
    assert outline(after)[-2:] == ["art_2", "art_2__al_1"]


def test_the_same_structure_has_the_same_ids_in_two_languages():
    """Ids do not depend on the language."""
    russian = "Глава 1. А\nСтатья 1. Б\nЛица:\n1) одно;\n2) два.\nСтатья 2-1. В\n1. Раз.\nДва."
    kazakh = "1-тарау. А\n1-бап. Ә\nТұлғалар:\n1) бір;\n2) екі.\n2-1-бап. Б\n1. Бір.\nЕкі."
    assert outline(russian) == outline(kazakh, "draft.kaz.txt")


def test_a_draft_names_itself():
    """The lines in capitals and the line under them are the title, not the preamble."""
    text = "ПРОЕКТ\nЗАКОН РЕСПУБЛИКИ КАЗАХСТАН\nОб учете записей\nЗакон регулирует учет.\nСтатья 1. Цель\nУчет."
    act = read_act_bytes(text.encode(), "draft.rus.txt")
    assert [p.eid for p in act.provisions] == ["preface", "preamble", "art_1", "art_1__al_1"]
    assert act.title == "Об учете записей"


def test_an_english_act_made_of_sections():
    """Sections read as articles, subsections as points, lettered paragraphs as subpoints; the arrangement is no text."""
    text = """
ARRANGEMENT OF SECTIONS
1. Short title
2. Interpretation
1. Short title
(1) This Act may be cited as the Records Act.
(2) It binds the State.
PART II DUTIES
2. Interpretation
(1) In this Act–
(a) "record" means an entry;
(b) "register" means a list.
(2) Words have their meaning.
(3) Headings do not.
"""
    assert outline(text, "act.eng.txt") == [
        "toc",
        "art_1",
        "art_1__para_1",
        "art_1__para_2",
        "part_2",
        "art_2",
        "art_2__para_1",
        "art_2__para_1__subpara_a",
        "art_2__para_1__subpara_b",
        "art_2__para_2",
        "art_2__para_3",
    ]


ANNEXES = [
    ("Приложение 1 к Правилам учета, утвержденным приказом Министра", "annex_1__annex_1"),
    ("Приложение 2 к приказу Министра от 1 марта 2025 года № 7", "annex_2"),
    ("Приложение 2 к совместному приказу Министра", "annex_2"),
    ("Приложение 2", "annex_2"),
    ("Приложение 2\n\nк Правилам учета", "annex_1__annex_2"),
    ("Утверждены приказом Министра от 1 марта 2025 года № 7", "annex_2"),
]


@pytest.mark.parametrize(("corner", "eid"), ANNEXES, ids=[a[0] for a in ANNEXES])
def test_what_an_annex_is_annexed_to(corner, eid):
    """«к Правилам» hangs on the document inside the act, «к приказу» on the act."""
    text = f"1. Утвердить.\nПриложение 1 к приказу Министра\nПравила учета\n1. Порядок.\n{corner}\nФорма\n1. Запись."
    ids = outline(text)
    assert ids[:3] == ["para_1", "annex_1", "annex_1__para_1"]
    assert ids[3:] == [eid, f"{eid}__para_1"]
