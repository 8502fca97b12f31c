"""Where the articles of the old acts go in an outline: bodies, fields, roles of points, what is empty."""

from dataclasses import replace

import pytest
from consolidation_models import act, reading

from lawkit.consolidate import check_map, draft_map, load_outline
from lawkit.consolidate.assign import place
from lawkit.consolidate.headings import competence_of, find_bodies, without_asides, without_sphere
from lawkit.consolidate.roles import part_role, role_of
from lawkit.consolidate.units import heads

OUTLINE = load_outline("egov-law")
KEYS = [t.key for t in OUTLINE.targets]


def _placed(*articles, title="О государственных услугах", act_id="Z1300000088", language="rus"):
    made = replace(act(act_id, title, list(articles)), language=language)
    found = heads(made)
    return [(KEYS[p.best], p.sure) for p in place(found, OUTLINE, language)]


@pytest.mark.parametrize(
    ("heading", "title", "act_id", "key", "sure"),
    [
        ("Компетенция Правительства в сфере оказания государственных услуг", "О государственных услугах", "Z1300000088",
         "government", True),
        ("Компетенция местных исполнительных органов в сфере информатизации", "Об информатизации", "Z1500000418",
         "central-bodies", True),
        ("Компетенция уполномоченных органов", "О доступе к информации", "Z1500000401", "access-body", True),
        ("Компетенция уполномоченного органа", "О персональных данных и их защите", "Z1300000094", "data-body", True),
        ("Компетенция уполномоченного органа, определяемого Правительством из числа центральных органов",
         "О государственных услугах", "Z1300000088", "services-bodies", True),
        ("Компетенция уполномоченного органа в сфере пчеловодства", "Об информатизации", "Z1500000418",
         "central-bodies", False),
        ("Государственный контроль в сфере электронного документа и электронной цифровой подписи",
         "Об электронном документе и электронной цифровой подписи", "Z030000370_", "control", True),
    ],
)  # fmt: skip
def test_a_body_goes_before_its_field(heading, title, act_id, key, sure):
    """Whose competence it is decides, and control is control whatever its field; a strange field is asked about."""
    others = [(f"{k} {title[2:]}", [f"Порядок {title[2:]} определяется правилами."]) for k in ("Виды", "Учёт", "Сроки")]
    found = _placed((heading, ["Осуществляет иные полномочия, предусмотренные законами."]), *others, title=title,
                    act_id=act_id)  # fmt: skip
    assert found[0] == (key, sure)


@pytest.mark.parametrize(
    ("heading", "language", "has_sphere"),
    [
        ("Компетенция уполномоченного органа", "rus", False),
        ("Компетенция министерства в области связи", "rus", True),
        ("Уәкілетті органның құзыреті", "kaz", False),
        ("Байланыс саласындағы уәкілетті органның құзыреті", "kaz", True),
        ("Үкіметтің байланыс саласындағы құзыреті", "kaz", True),
        ("Competence of the Government in the field of bees", "eng", True),
    ],
)
def test_competence_is_read(heading, language, has_sphere):
    """Body and field are told apart in three languages."""
    read = competence_of(heading, language)
    assert read is not None
    assert read.body
    assert bool(read.sphere) is has_sphere


def test_other_headings_are_no_competence():
    """Rights, duties and functions of those who are no bodies stay with the words."""
    assert competence_of("Права и обязанности пользователя", "rus") is None
    made = act("Z9900000001", "О пчёлах", [("Права пасечника", ["Пасечник вправе."])])
    assert find_bodies(heads(made), OUTLINE, "rus") == {}


@pytest.mark.parametrize(
    ("heading", "language", "left"),
    [
        ("Государственный контроль в сфере пчеловодства", "rus", "Государственный контроль"),
        ("Надзор за соблюдением законодательства о пчёлах", "rus", "Надзор"),
        ("Омарта саласындағы мемлекеттік бақылау", "kaz", "мемлекеттік бақылау"),
        ("В сфере пчеловодства", "rus", "В сфере пчеловодства"),
    ],
)
def test_the_field_is_cut_off(heading, language, left):
    """What is left says what the article is about; a heading is never left empty."""
    assert without_sphere(heading, language) == left


def test_asides_are_not_what_a_text_is_about():
    """The names of other rules go, the norm stays."""
    told = without_asides("Подключение идёт в соответствии с едиными требованиями защиты, если иное не указано.", "rus")
    assert "требованиями" not in told
    assert "Подключение" in told
    assert "если иное" in told


@pytest.mark.parametrize(
    ("text", "language", "role"),
    [
        ("Целями регулирования являются:", "rus", "purpose"),
        ("Регулирование основывается на следующих принципах:", "rus", "principles"),
        ("Регулирование осуществляет министерство.", "rus", ""),
        ("Реттеу мынадай қағидаттарға негізделеді:", "kaz", "principles"),
        ("Пункт 3 вводится в действие через год.", "rus", "commencement"),
    ],
)
def test_points_have_roles(text, language, role):
    """The first words of a point tell."""
    assert part_role(text, language) == role


def test_kazakh_duties_are_no_purposes():
    """«Құқықтары мен міндеттері» are rights and duties; «міндеттері» alone are tasks."""
    assert role_of("Пайдаланушының құқықтары мен міндеттері", "", "kaz") == ""
    assert role_of("Заңның міндеттері", "", "kaz") == "purpose"


@pytest.fixture(scope="module")
def mapped():
    made = act("Z9900000001", "О доступе к сведениям", [
        ("Цели и принципы доступа к информации", ["Целями доступа к информации являются открытость и доверие.",
            "Доступ к информации основывается на следующих принципах:", "1) законности;", "2) гласности."]),
        ("Предоставление информации по запросу", ["Письменный запрос рассматривается в течение пяти дней.",
            "Открытые данные размещаются на портале открытых данных в машиночитаемом виде."]),
        ("Порядок введения в действие настоящего Закона", ["Настоящий Закон вводится в действие со дня опубликования.",
            "Сведения, собранные прежде, считаются собранными по настоящему Закону."]),
    ])  # fmt: skip
    read = [reading(made)]
    return draft_map(read, replace(OUTLINE, absorbs=("Z9900000001",))), read


def _row(drawn, eid):
    row = next(r for r in drawn.rows if r.source and r.source.eid == eid)
    return row, drawn.outline.target(row.target).key if row.target else ""


def test_an_article_of_two_roles_is_divided(mapped):
    """Aims stay with aims, principles with what is below them go to principles."""
    drawn, read = mapped
    assert _row(drawn, "art_1")[0].disposition == "split"
    assert _row(drawn, "art_1__para_1")[1] == "purpose"
    assert {_row(drawn, eid)[1] for eid in ("art_1__para_2", "art_1__para_2__subpara_1")} == {"principles"}
    assert check_map(drawn, [r.act for r in read]) == []


def test_what_still_works_in_an_article_on_commencement_is_asked(mapped):
    """The clause has done its work; what stands beside it may not."""
    drawn, _ = mapped
    assert _row(drawn, "art_3__para_1")[0].disposition == "dropped-obsolete"
    row, key = _row(drawn, "art_3__para_2")
    assert (row.disposition, key) == ("conflict", "transitional")
    assert "решает человек" in row.reason["rus"]


def test_an_empty_article_names_what_is_nearest():
    """A gap says which provision a drafter should look at; where nothing is near it says nothing."""
    made = act("Z9900000001", "О доступе к сведениям", [
        ("Предоставление информации по запросу", ["Письменный запрос рассматривается в течение пяти дней.",
            "В ответ на запрос даются и открытые данные с портала открытых данных в машиночитаемом виде."]),
    ])  # fmt: skip
    drawn = draft_map([reading(made)], replace(OUTLINE, absorbs=("Z9900000001",)))
    told = {drawn.outline.target(r.target).key: r.reason["rus"] for r in drawn.rows if r.source is None}
    assert "пункт 2 статьи 1" in told["open-data"]
    assert "Ближе всего" not in told["transport"]


def test_acts_that_stay_do_not_weigh():
    """Where a provision goes does not depend on acts outside the field."""
    inside = act("Z9900000001", "О доступе к сведениям", [
        ("Предоставление информации по запросу", ["Письменный запрос рассматривается в течение пяти дней."]),
        ("Порядок обжалования", ["Отказ обжалуется в суд."]),
    ])  # fmt: skip
    outside = act("Z9900000009", "О пчёлах", [(f"Запрос и улей {k}", ["Запрос о пчёлах." * 5]) for k in range(30)])
    outline = replace(OUTLINE, absorbs=("Z9900000001",))
    alone = draft_map([reading(inside)], outline)
    both = draft_map([reading(inside), reading(outside)], outline)
    assert [r for r in both.rows if r.source and r.source.act == "Z9900000001"] == [r for r in alone.rows if r.source]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("вводится в действие через год после дня опубликования в соответствии с Законом № 1;", "rus", True),
        ("Настоящий Закон вводится в действие со дня опубликования.", "rus", False),
        ("бір жылдан кейін қолданысқа енгізіледі – № 1 Заңымен;", "kaz", True),
        ("улей – жилище пчёл;", "rus", False),
    ],
)
def test_a_promise_of_words_is_no_norm(text, language, expected):
    """A unit that says only when its words will take effect is told from a commencement clause."""
    from lawkit.consolidate.headings import future

    assert future(text, language) is expected


def test_a_promise_of_words_is_for_a_person():
    """Nobody gets a definition that says when it will be defined."""
    made = act("Z9900000001", "О доступе к сведениям", [
        ("Основные понятия, используемые в настоящем Законе", ["В настоящем Законе используются следующие понятия:",
            "1) запрос – просьба о предоставлении сведений;",
            "2) вводится в действие через год после дня опубликования в соответствии с Законом № 1."]),
    ])  # fmt: skip
    drawn = draft_map([reading(made)], replace(OUTLINE, absorbs=("Z9900000001",)))
    row, key = _row(drawn, "art_1__para_1__subpara_2")
    assert (row.disposition, key) == ("conflict", "terms")
    assert "ещё нет" in row.reason["rus"]


def test_every_requirement_that_the_outline_names_is_on_a_checklist():
    """A code that no checklist has would be shown to drafters without words."""
    from lawkit.report.asked import requirements

    codes = {code for t in OUTLINE.targets for code in t.answers}
    assert [code for code, words in requirements(sorted(codes)) if not words] == []
