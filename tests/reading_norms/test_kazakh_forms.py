"""Kazakh norms: forms that the fresh draws showed, in words of our own."""

import pytest
from norm_act import act

from lawkit.language import fold
from lawkit.model import Norm
from lawkit.reading.norms import find_norms
from lawkit.reading.norms.deadlines import find_deadlines


def norms(lines: str) -> list[Norm]:
    return list(find_norms(act(f"5-бап. Жүргізу тәртібі\n{lines}", "kaz")))


ROWS = [
    # conditions with and without a comma before the subject
    ("Кеңес өтінішті кері қайтарған жағдайда, бағалаушы төлемді өтейді.", "duty", "бағалаушы"),
    ("Журнал жоғалған кезде тізілім иеленушісі оны қалпына келтіруге міндетті.", "duty", "тізілім иеленушісі"),
    ("Егер иеленуші журналды жүргізбесе, ол тізілімнен шығарылады.", "duty", ""),
    ("Мүмкін болған жағдайда оператор көшірмені сақтайды.", "duty", "оператор"),
    # who must or may is a party also when no list names it; agents; brackets
    ("Лаборант үлгіні мұздатуға міндетті.", "duty", "Лаборант"),
    ("Төрағалық етуші сөз беруге құқылы.", "right", "Төрағалық етуші"),
    # passives address nobody
    ("Журнал тігілуге және мөрленуге тиіс.", "duty", ""),
    ("Өтініш қайтарып алынуы мүмкін.", "right", ""),
    # what the first clause says counts; the rest tells of its deed
    ("Сарапшы қорытынды жасайды, оған шағым берілуі мүмкін.", "duty", "Сарапшы"),
    # the subject of a participle, and the one before the verb
    ("Шетелдік тұлғалар қатысатын аукционды көші-қон комиссиясы өткізеді.", "duty", "көші-қон комиссиясы"),
    ("Әр мүшесі бір дауысқа ие болады.", "right", "Әр мүшесі"),
    ("Мұндай мәмілелер айла деп танылады және оларға тыйым салынады.", "prohibition", ""),
    ("Тізілімнің болмауы үзінді беруге кедергі болмайды.", "none", ""),
    ("Күдікті жазбаға түсінік беруге құқылы.", "right", "Күдікті"),
    ("Иеленушіні таңдау кезінде тәжірибесін ескеру қажет.", "duty", ""),
    ("Жазбаның ескілігі оны өшіру үшін жалғыз негіз бола алмайды.", "none", ""),
    ("Тоқтатылған адам көшкен кезде оған байланыс құралдары қолданылуы мүмкін.", "right", ""),
    ("Елшілігі журнал туралы дереу хабардар етілуге тиіс.", "duty", ""),
    ("Журналды кеден органдары өздері отырған үйде жүргізеді.", "duty", "кеден органдары"),
    ("Тексерілетін адамдар сынақтан өтеді, бірақ ол бір айдан ерте болмайды.", "duty", "Тексерілетін адамдар"),
    ("Журнал жүргізу ерекшеліктерін уәкілетті орган белгілейді.", "delegation", "уәкілетті орган"),
    ("Үзінді алу тәртібі заңда немесе халықаралық шарттарда айқындалады.", "none", ""),
    # what is not subject to something is forbidden; what does not belong to something is only told apart
    ("Көмескі жазбалар көшірілуге жатпайды.", "prohibition", ""),
    ("Журналды түптеу оның айналымын ұйымдастыруға жатпайды.", "none", ""),
    ("Туыстарының журналды жүргізуге хақысы жоқ.", "prohibition", "Туыстарының"),
    # adjectives that look like a noun of the third person, services of a body, banks, leaders
    ("Сайланған төраға жоғары тұрған органмен келісім бойынша демалысқа кетеді.", "duty", "Сайланған төраға"),
    ("Еңбек инспекторы арнайы журналдың көшірмесін полицияға жібереді.", "duty", "Еңбек инспекторы"),
    ("Кадр қызметтері (кадрлар) тізімді толтырады.", "duty", "Кадр қызметтері"),
    ("Журналды тіркеуге ұйым басшылығы жібереді.", "duty", "ұйым басшылығы"),
    # whose matters these are; whom a control is laid upon; whose deed is banned behind a bracket
    ("Осы бұйрықтың орындалуын бақылау аппарат басшысына жүктелсін.", "duty", "аппарат басшысына"),
    ("Иеленушінің жаңа журнал ашуына (көшірмеден басқа) тыйым салынады.", "prohibition", "Иеленушінің"),
    ("Сот мерзімді ұзартуы мүмкін, бұл туралы тараптарға хабар беріледі.", "right", "Сот"),
    ("Иеленуші журнал бастауға міндеттенеді, ал оператор оны тіркейді.", "duty", "Иеленуші"),
    ("Журнал тәртібін әкімшілік орган, лауазымды адам белгілейді.", "delegation", "әкімшілік орган, лауазымды адам"),
    # effects bind nobody
    ("Шағым жазбаның орындалуын тоқтата тұрмайды.", "none", ""),
    ("Журналды тапсыру иеленушінің міндеттемелерін жоққа шығармайды.", "none", ""),
    ("Жазбаның міндетті күші болады.", "none", ""),
    ("Кеңес үш мүшеден және бір хатшыдан тұрады.", "none", ""),
    ("Кеш берілген ескерту оның болмауына теңестіріледі.", "none", ""),
    ("Сарапшының жұмыс кезеңі қызмет өтіліне енгізіледі.", "none", ""),
    # what a law settles is nobody's rule-making
    ("Кеңестің құрылу негіздері заңмен белгіленеді.", "none", ""),
    ("Журнал жүргізу мерзімдері жазбалардың көлемі ескеріле отырып белгіленеді.", "duty", ""),
    ("Тізілім жүргізу тәртібін уәкілетті орган анықтайды.", "delegation", "уәкілетті орган"),
    ("Кеңес журналдың тәртібін бұзу туралы шешім қабылдайды.", "duty", "Кеңес"),
    # who is admitted; what is expressed; penalties; adjectives that look like a duty
    ("Сарапшылар байқауға қатысуға бір жыл өткен соң жіберіледі.", "right", ""),
    ("Иеленуші журналды тапсыруға өз келісімін жазбаша білдіреді.", "duty", "Иеленуші"),
    ("Сөгіс түріндегі жаза жазба жоғалған кезде қолданылады.", "duty", ""),
    ("Міндетті және ерікті жазбалар журналдың түрлері болып табылады.", "none", ""),
    ("Иеленушінің сараптаманың оң нәтижесін алуы қажет.", "duty", ""),
    # letters of old fonts; whose a right is, and who only has one in passing
    ("Уəкіл жазбаларды қалпына келтіруге жəрдемдеседі.", "duty", "Уəкіл"),
    ("Сарапшылардың жазбаны өшіруге хақысы жоқ.", "prohibition", "Сарапшылардың"),
    ("Журнал оны жүргізуге құқығы бар лауазымды адамның шешімімен түптеледі.", "duty", ""),
]  # fmt: skip


@pytest.mark.parametrize(("line", "modality", "addressee"), ROWS)
def test_modality_and_addressee(line: str, modality: str, addressee: str) -> None:
    (norm,) = norms(line)
    assert (norm.modality, norm.addressee) == (modality, addressee)


def test_a_lead_in_that_announces_periods_obliges_nobody() -> None:
    found = norms(
        "Журналды сақтау үшін мынадай мерзімдер белгіленеді:\n1) қағаз журнал үшін – бір жыл;\n2) өзгелері үшін – екі жыл."
    )
    assert found[0].modality == "none"


def test_an_item_with_a_subject_of_its_own_lends_the_verb_to_the_others() -> None:
    found = norms(
        "Егер тексеру кезінде:\n1) қателер анықталса;\n2) құжаттар жетіспесе, инспектор тексеруді тоқтата тұруға құқылы."
    )
    assert {n.modality for n in found} == {"right"}
    assert found[-1].addressee == "инспектор"


DEADLINES = [
    ("екі айдан кейін тоқтатылады", [(2, "month", "unspecified")]),
    ("журнал бір жыл сақталады", [(1, "year", "unspecified")]),
    ("куәлік төрт жылдық мерзімге беріледі", [(4, "year", "unspecified")]),
    ("мерзім он жұмыс күніне бір рет ұзартылуы мүмкін", [(10, "day", "working")]),
    ("үш жыл өткен сайын тексеріледі", []),
    ("шешім қабылданғанға дейін үш жұмыс күнінен кешіктірмей", [(3, "day", "working")]),
    ("бір жылға дейінгі кезең үшін", []),
    ("көшірме табыс етілген күннен бастап бір ай, ал өзге жағдайда", [(1, "month", "unspecified")]),
    ("көшірме табыс етілген күннен бастап бір ай;", [(1, "month", "unspecified")]),
    ("тағайындалған күннен бастап бір жыл жұмыс істеген", []),
]


@pytest.mark.parametrize(("text", "expected"), DEADLINES)
def test_deadlines(text: str, expected: list[tuple[float, str, str]]) -> None:
    found = find_deadlines(text, fold(text), 0, "kaz")
    assert [(d.amount, d.unit, d.calendar) for d in found] == expected


def test_a_lead_in_of_one_noun_names_whoever_may() -> None:
    found = norms("Лаборант:\n1) үлгіні қарап-тексеруге;\n2) нәтижемен танысуға құқылы.")
    assert {(n.modality, n.addressee) for n in found[-2:]} == {("right", "Лаборант")}


def test_the_verb_of_the_last_item_is_all_items() -> None:
    found = norms("Қызметші:\n1) журналды жоғалтуға;\n2) тәртіппен берілгендерді қоспағанда, көшіруге құқылы емес.")
    assert {(n.modality, n.addressee) for n in found[-2:]} == {("prohibition", "Қызметші")}


def test_the_last_item_may_hold_the_subject() -> None:
    found = norms("Журналдың сараптамасын:\n1) даулы журналды;\n2) осындай жағдайларда, сарапшы жасауға құқылы емес.")
    assert {(n.modality, n.addressee) for n in found[-3:]} == {("prohibition", "сарапшы")}


def test_whose_matters_a_list_names() -> None:
    found = norms("Мәслихаттардың қарауына мыналар жатады:\n1) журналды бекіту;\n2) есепті тыңдау.")
    assert {n.addressee for n in found[-2:]} == {"Мәслихаттардың"}


def test_skill_in_a_heading_is_no_competence() -> None:
    (norm,) = find_norms(act("5-бап. Мамандарды құзыреттілікке тексеру\nУәкілетті орган тексеруді жүргізеді.", "kaz"))
    assert (norm.modality, norm.addressee) == ("duty", "Уәкілетті орган")
