"""Definitions: each form in three languages, and what is no definition."""

import pytest
from act_from_text import act

from lawkit.reading.definitions import find_definitions

RUS = """
Статья 1. Основные понятия, используемые в настоящем Законе
В настоящем Законе используются следующие основные понятия:
1) реестр услуг – перечень услуг, который ведется в электронной форме;
2) владелец системы (далее – владелец) – лицо, распоряжающееся системой;
3) журнал запросов -записи об обращениях к системе (кроме служебных);
3-1) учет –сбор и хранение сведений.
"""
KAZ = """
1-бап. Осы Заңда пайдаланылатын негізгі ұғымдар
Осы Заңда мынадай негізгі ұғымдар пайдаланылады:
1) қызметтер тізілімі – электрондық нысанда жүргізілетін тізбе;
2) жүйе иеленушісі (бұдан әрі – иеленуші) – жүйеге билік ететін тұлға;
3) сұраулар журналы - жүйеге жүгінулер туралы жазбалар.
"""
ENG = """
Article 1. Basic concepts used in this Law
The following basic concepts are used in this Law:
1) register of services – a list of services kept electronically;
2) system holder (hereinafter – the holder) – a person that disposes of a system.
"""


def found(text: str, language: str = "rus") -> list[tuple[str, str, str]]:
    return [(d.form, d.term, d.short) for d in find_definitions(act(text, language))]


def test_russian_list() -> None:
    """Any dash parts term and meaning, also without a space; the short name is kept apart."""
    assert found(RUS) == [
        ("list", "реестр услуг", ""),
        ("list", "владелец системы", "владелец"),
        ("list", "журнал запросов", ""),
        ("list", "учет", ""),
    ]


def test_kazakh_list() -> None:
    assert found(KAZ, "kaz") == [
        ("list", "қызметтер тізілімі", ""),
        ("list", "жүйе иеленушісі", "иеленуші"),
        ("list", "сұраулар журналы", ""),
    ]


def test_english_list_of_odd_forms() -> None:
    """“shall be” for the dash, a term told by its list, a meaning assigned elsewhere."""
    lines = [
        "Article 1. Basic concepts", "The following basic concepts are used in this Law:",
        "1) the keeper shall be an employee of the guild who has the keys;", "2) reader:", "a member of the guild;", "a guest of the guild;",
        "3) excluded by the order of the guild;",
    ]  # fmt: skip
    assert [name for _, name, _ in found("\n".join(lines), "eng")] == ["keeper", "reader"]


@pytest.mark.parametrize(
    "line",
    [
        "A decision is a ground for refusal which may be appealed.",
        "The head of the guild is the person who signs letters.",
        "Payment shall be a condition that precedes the issue of the key.",
        "Failure to pay is an offence that entails a fine.",
        "If the key is lost, the guild is a party that may act.",
    ],
)
def test_english_statements_that_define_nothing(line: str) -> None:
    """Grounds, conditions and offices are no genus that tells a term."""
    assert found(f"Article 5. Order\n{line}", "eng") == []


def test_english_list() -> None:
    assert found(ENG, "eng") == [("list", "register of services", ""), ("list", "system holder", "holder")]


MORE = [
    ("Под журналом (далее – лог) понимается файл событий.", "rus", ("understood", "журналом")),
    ("Длящимся признается нарушение, которое не прекращено.", "rus", ("deemed", "Длящимся")),
    ("Заинтересованным лицом признается лицо, чьи права затронуты.", "rus", ("deemed", "Заинтересованным лицом")),
    ("В целях настоящего Закона лицом, ведущим журнал, признается лицо, нанятое по договору.", "rus", ("deemed", "лицом, ведущим журнал")),
    ("Реестр жалоб представляет собой перечень обращений участников.", "rus", ("deemed", "Реестр жалоб")),
    ("Риском является вероятность причинения вреда жизни людей.", "rus", ("deemed", "Риском")),
    ("Призывом к отказу покупателя (поставщика) являются действия, направленные на отказ от договора.", "rus", ("deemed", "Призывом к отказу покупателя (поставщика)")),
    ("Группой лиц признается совокупность лиц, отвечающих одному из признаков:", "rus", ("deemed", "Группой лиц")),
    ("Датой оценки является день, на который определена стоимость, и день, в который она принята.", "rus", ("deemed", "Датой оценки")),
    ("Сверка является процедурой, в ходе которой сличаются записи.", "rus", ("deemed", "Сверка")),
    ("Контролем является комплекс мер, направленных на проверку:", "rus", ("deemed", "Контролем")),
    ('Окно "единого входа" является сервисом, представляющим собой место подачи всех заявлений.', "rus", ("deemed", 'Окно "единого входа"')),
    ("Договоры между соседями, один из которых владеет участком, являются смежными.", "rus", ("deemed", "смежными")),
    ("Цифровая отметка является электронным видом подтверждения воли лица посредством кодов.", "rus", ("deemed", "Цифровая отметка")),
    ("Орталықты аккредиттеу өзінің нәтижесінде орталық талаптарға сай деп ресми тануға ие болатын рәсім болып табылады.", "kaz", ("deemed", "Орталықты аккредиттеу")),
    ("Келісу рәсімі жоба бойынша органдардың пікірі жиналатын рәсім болып табылады.", "kaz", ("deemed", "Келісу рәсімі")),
    ("Ұйымның жауапкершілігінің басталу фактісі шарт бойынша сақтандыру жағдайы болып танылады.", "kaz", ("deemed", "шарт бойынша сақтандыру жағдайы")),
    ("Кеңес – Қазақстан Республикасының алқалы кеңесші органы.", "kaz", ("dash", "Кеңес")),
    ("Орган тағайындайтын тексеру жоспардан тыс тексеру болып табылады.", "kaz", ("deemed", "жоспардан тыс тексеру")),
    ("Қолжетімділігі заңмен шектелген мәліметтер құпия мәліметтер болып табылады.", "kaz", ("deemed", "құпия мәліметтер")),
    ("Ақпараттық жүйе дегеніміз – деректерді өңдейтін құралдар жиынтығы.", "kaz", ("dash", "Ақпараттық жүйе")),
    ("Құны айқындалған күн бағалау жүргізілген күн болып табылады.", "kaz", ("deemed", "бағалау жүргізілген күн")),
    ("Органның талаптарды тексеру жөніндегі қызметі мемлекеттік бақылау болып табылады.", "kaz", ("deemed", "мемлекеттік бақылау")),
    ("Анықталған кезде аяқталмаған бұзушылық созылмалы бұзушылық деп танылады.", "kaz", ("deemed", "созылмалы бұзушылық")),
    ("State bodies mean institutions that act for the state.", "eng", ("understood", "State bodies")),
    ("For the purposes of this Code, the body considering the complaint is an administrative body.", "eng", ("deemed", "body considering the complaint")),
    ("By log is meant a file in which events are recorded.", "eng", ("understood", "log")),
    ("Open records are understood to mean records that anybody may see.", "eng", ("understood", "Open records")),
    ("Closed records are understood to be records for officials only.", "eng", ("understood", "Closed records")),
    ("An arbiter is a person who settles disputes of the guild.", "eng", ("deemed", "arbiter")),
    ("Ledger is a set of records intended for the guild.", "eng", ("deemed", "Ledger")),
    ("A guild shall be recognized as an association which keeps a ledger.", "eng", ("deemed", "guild")),
    ("A person who has been given a key shall be recognized as an authorized reader.", "eng", ("deemed", "authorized reader")),
    ("An outpost is a separate part of a guild located outside its town.", "eng", ("deemed", "outpost")),
    ("Quorum is the presence of half of the members of the guild.", "eng", ("deemed", "Quorum")),
    ("A breach that is not stopped by the day of its detection shall be deemed a continuing breach.", "eng", ("deemed", "continuing breach")),
    ("A person shall be recognized as an affected person if the decision touches the rights of that person.", "eng", ("deemed", "affected person")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        (
            "Под журналом запросов понимается совокупность записей об обращениях.",
            "rus",
            ("understood", "журналом запросов"),
        ),
        ("Под оператором в настоящей статье понимается лицо, ведущее журнал.", "rus", ("understood", "оператором")),
        ("Электронная выписка – документ, в котором отражены записи реестра.", "rus", ("dash", "Электронная выписка")),
        ("Открытым реестром признается реестр, доступный каждому.", "rus", ("deemed", "Открытым реестром")),
        ("Проактивной услугой является услуга, оказываемая без заявления.", "rus", ("deemed", "Проактивной услугой")),
        (
            "Частично автоматизированной является функция, которая выполняется без участия человека.",
            "rus",
            ("deemed", "Частично автоматизированной"),
        ),
        ("Орган по ведению реестра (далее – орган) выдает выписки.", "rus", ("abbreviation", "орган")),
        ("Форма утверждается приказом (далее по тексту – приказ).", "rus", ("abbreviation", "приказ")),
        (
            "Сұраулар журналы деп жүйеге жүгінулер туралы жазбалар түсініледі.",
            "kaz",
            ("understood", "Сұраулар журналы"),
        ),
        ("Электрондық үзінді – тізілім жазбалары көрсетілген құжат.", "kaz", ("dash", "Электрондық үзінді")),
        (
            "Дербес деректердің базасы – ретке келтірілген жазбалар жиынтығы.",
            "kaz",
            ("dash", "Дербес деректердің базасы"),
        ),
        ("Тізілімді жүргізу органы (бұдан әрі – орган) үзінді береді.", "kaz", ("abbreviation", "орган")),
        ("“Log of requests” means records of access to a system.", "eng", ("understood", "Log of requests")),
        *MORE,
        (
            "The commission on registers (hereinafter – the commission) shall meet monthly.",
            "eng",
            ("abbreviation", "commission"),  # without its article
        ),
    ],
)
def test_forms_in_running_text(line: str, language: str, expected: tuple[str, str]) -> None:
    heading = {"rus": "Статья 5. Порядок", "kaz": "5-бап. Тәртіп", "eng": "Article 5. Order"}[language]
    assert [pair[:2] for pair in found(f"{heading}\n{line}", language)] == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "Штраф – в размере десяти расчетных показателей.",
        "Заявитель – нерезидент представляет те же документы.",
        "Целью регулирования является развитие услуг, оказываемых в электронной форме.",
        "Основанием для отказа является решение, принятое комиссией.",
        "Собственником реестра является государство.",
        "Сделка признается недействительной, если она совершена без согласия.",
        "Срок рассмотрения – 5 рабочих дней.",
        "Государственный орган – разработчик размещает проект.",
        "Орган вправе отказать, если заявление – не подписано.",
        "Также нарушением признается отказ, который не мотивирован.",
        "Основанием для проверки палатой признается поступившее в палату обращение.",
        "Центр является единым провайдером, осуществляющим прием заявлений.",
        "Днем обращения считается день получения согласия, которое дано заявителем.",
        "Рабочим органом комиссии является министерство.",
        "Источником возмещения является фонд, созданный палатой.",
        "Датой приема является день поступления заявления.",
        "Цифровой знак не является процедурой, в ходе которой платят.",
        "Условия договора, которые ухудшают положение потребителя, признаются недействительными.",
        "Взносы, которые уплачены ранее, являются обязательными.",
        "Услуга является бесплатной, если она оказана впервые.",
    ],
)
def test_no_definition(line: str) -> None:
    """Dashes, purposes, grounds and rules of recognition define nothing."""
    assert found(f"Статья 5. Порядок\n{line}") == []


def test_kazakh_statements_define_nothing() -> None:
    lines = [
        "Сенат депутаттарының өкілеттік мерзімі – алты жыл.",
        "Палата мүшелерінің өкілеттік мерзімі – бес жыл, ал төрағаның өкілеттік мерзімі – үш жыл.",
        "Төрт судьяны – Республика Президенті, қалғандарын Сенат тағайындайды.",
        "Қағидаларды бұзу оның кінәсін растайтын құжат болып табылады.",
        "Акт жарамсыз деп танылады.",
        "I кіші түр бойынша – орталығы бар майнерге беріледі.",
        "Аттестаттау нәтижелері бойынша қабылданған шешім қызметтен шығаруға негіз болып табылады.",
        "Сапалы қызмет көрсетілуін қамтамасыз ету осы салада жүргізілетін реттеудің мақсаты болып табылады.",
        "Палаталардың бірлескен және бөлек отырыстары ашық отырыстар болып табылады.",
        "Ұлтаралық татулықты бұзатын кез келген әрекет конституциялық емес деп танылады.",
        "Корпорацияның жалғыз акционері Үкімет болып табылады.",
        "Уәкілетті орган бекіткен жоспар тексеруді тағайындауға негіз болып табылады.",
    ]
    assert [found(f"5-бап. Тәртіп\n{line}", "kaz") for line in lines] == [[]] * len(lines)


def test_items_under_the_name_of_a_kind_are_terms_of_their_own() -> None:
    """The kinds of one thing are defined each; where the item only goes on with the name, nothing is."""
    text = """Статья 1. Основные понятия, используемые в настоящем Законе
В настоящем Законе используются следующие основные понятия:
1) технические средства:
опорные средства – средства, заменяющие опору;
слуховые средства – средства для слуха;
2) выплата:
по возрасту – выплата денег лицам, достигшим возраста;
3) архив – хранилище записей."""
    assert [d[1] for d in found(text)] == ["опорные средства", "слуховые средства", "архив"]


def test_members_of_a_list_are_defined_where_a_clause_tells_them_apart() -> None:
    text = """Статья 5. Стороны
Сторонами сделки являются:
1) заказчик – лицо, разместившее заказ на площадке;
2) по иску о споре – ответчик, принявший решение;
3) первая категория – субъект осуществляет деятельность, которая названа в перечне."""
    assert [d[1] for d in found(text)] == ["заказчик"]


def test_the_last_item_of_a_kazakh_list_holds_the_definition() -> None:
    text = """5-бап. Тәртіп
Орган:
1) шағым түскен;
2) актінің орындалуын бақылау қажет болған жағдайларда тағайындайтын тексеру жоспардан тыс тексеру болып табылады."""
    assert found(text, "kaz") == [("deemed", "жоспардан тыс тексеру", "")]


def test_english_lookalikes_define_nothing() -> None:
    lines = [
        "This does not mean that the fee is returned.",
        "The register is a part of the national archive.",
        "The application shall be deemed withdrawn if the fee is not paid.",
        "The day of receipt shall be considered to be the date of delivery.",
        "Subsidies – in the amount of no more than half of the costs.",
        "A contract recognized as invalid shall not entail legal consequences.",
    ]
    assert [found(f"Article 5. Order\n{line}", "eng") for line in lines] == [[]] * len(lines)


def test_english_lists_without_a_dash() -> None:
    """Translations also write “the platform is a system”, and dashes inside words part nothing."""
    text = """Article 1. Basic definitions, used in this Law
In this Law the following basic concepts are used:
1) the exchange platform (hereinafter referred to as the platform) is a system that serves the exchange of files;
2) a non–governmental service is a service kept by a private person;
3) log means a file in which events – of any kind – are recorded;
4) files that are kept for a year – files of closed cases;
5) state bodies - institutions that act for the state."""
    assert found(text, "eng") == [
        ("list", "exchange platform", "platform"),
        ("list", "non–governmental service", ""),
        ("list", "log", ""),
        ("list", "files that are kept for a year", ""),
        ("list", "state bodies", ""),
    ]


def test_a_neutral_lead_in_under_a_heading_of_terms() -> None:
    """«В настоящем Положении:» opens a list of terms when the heading says so, and prepositions after a dash end it."""
    text = "Статья 2. Термины\nВ настоящем Положении:\n1) лог – файл событий;\n2) орган – в течение пяти дней."
    assert found(text) == [("list", "лог", "")]


def test_editors_remarks_in_a_list_are_no_terms() -> None:
    """A hidden amendment («вводится в действие …») is not a definition."""
    text = RUS + "4) вводится в действие по истечении шести месяцев - РК 09.01.2026 № 1-VIII;"
    assert len(found(text)) == 4


def test_spans_and_lemmas() -> None:
    """The span covers term and meaning in the body; the lemma is the same for every case form."""
    source = act(RUS)
    for d in find_definitions(source):
        assert d.span.of(source.body).startswith(d.term)
        assert d.span.of(source.body).endswith(d.text)
    assert [d.lemma for d in find_definitions(source)][:2] == ["реестр услуга", "владелец система"]


def test_scope_is_the_named_unit() -> None:
    text = "Статья 7. Учет\nПод записью в настоящей статье понимается строка реестра."
    (definition,) = find_definitions(act(text))
    assert definition.scope == "art_7"


def test_abbreviation_takes_the_long_form() -> None:
    text = "Статья 7. Учет\nСведения передает государственная служба ведения реестров (далее – служба) ежемесячно."
    (definition,) = find_definitions(act(text))
    assert (definition.term, definition.text) == ("служба", "служба ведения реестров")


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("“Kiln” means a furnace of the guild;", ["Kiln"]),
        ("“goods” and “wares” include clay;", ["goods", "wares"]),
        ("“Act ” or “ Act of the guild” means an act of its council;", ["Act", "Act of the guild"]),
        ("“keeper”, in relation to a kiln, means the person who fires it;", ["keeper"]),
        ("“fire”, with its grammatical variations and cognate expressions, has the same meaning as in the Kiln Act;", ["fire"]),
        ("“glaze” and related expressions shall be construed in accordance with Article 3.", ["glaze"]),
        ("“apprentice” does not include a guest.", ["apprentice"]),
        ("The term “firing” shall include a trial firing.", ["firing"]),
        ("In this Article the word “ash” is the residue of a firing.", ["ash"]),
        ("In this Article, slow firing means firing that lasts more than a day.", ["slow firing"]),
        ("For the purposes of Part 2 the expression old master is to be read as a reference to a master of ten years.", ["old master"]),
        ("Under slow cooling is understood the cooling of a kiln with its door shut.", ["slow cooling"]),
        ("A kiln that is fired with wood is called a wood kiln.", ["wood kiln"]),
        ("A person working at a kiln for a year shall be considered a stoker.", ["stoker"]),
        ("A person is a late payer for the purposes of Article 9 if the fee is unpaid for a month.", ["late payer"]),
        ("The council keeps a list of kilns (in this Act referred to as “the List”).", ["List"]),
        ("Several masters may share a kiln (a “common kiln”).", ["common kiln"]),
        ("(1) ‘master’s mark’ means any sign on a pot;", ["master’s mark"]),
        ("The term “clay” used in this Chapter refers to clay of the guild.", ["clay"]),
        ("The kiln which stands outside the walls shall be deemed to be an outer kiln.", ["outer kiln"]),
        ("Pots fired twice are recognized as double pots.", ["double pots"]),
        ("By cooling in this Act is meant the opening of the door.", ["cooling"]),
        ("Night firing is firing from ten in the evening to six in the morning.", ["Night firing"]),
        ("Stokers are natural persons who fire kilns for pay.", ["Stokers"]),
        ("A common hoard is a totality of property given by masters.", ["common hoard"]),
        ("A biscuit firing is defined as a firing without glaze.", ["biscuit firing"]),
        ("The ash (hereinafter may be referred to as the residue) is sold.", ["residue"]),
    ],
)  # fmt: skip
def test_forms_of_the_common_law(line: str, terms: list[str]) -> None:
    assert [name for _, name, _ in found(f"Article 5. Order\n{line}", "eng")] == terms


@pytest.mark.parametrize(
    "line",
    [
        "Kilns are common property - shares of the masters.",
        "Late firing - a frequent cause of quarrels - shall be told to the council.",
        "The council is called by the elder.",
        "Words importing the singular include the plural.",
        "The guild “Kiln” is the keeper of the seal.",
        "A person is a member of the council if the elder says so.",
        "A kiln that smokes shall be deemed a breach of this Act.",
    ],
)
def test_what_only_looks_like_them(line: str) -> None:
    assert found(f"Article 5. Order\n{line}", "eng") == []


def test_english_lists_of_other_shapes() -> None:
    """A colon for a dash, kinds under “are divided into:”, kinds under a term, a lead-in that ends with a dash."""
    text = """Article 1. Basic definitions, used in this Law
The following basic definitions shall be used in this Law:
1) stoker : a person who fires a kiln;
2) firing – the heating of a kiln:
trial – without wares;
full – with wares;
3) The “Log” system – is a system for keeping records of firings.
Article 2. Order
Kilns shall be divided into:
1) wood kilns – fired with wood;
2) gas kilns.
Article 3. Interpretation
In this Act, unless the context otherwise requires –
“ash” means the residue of a firing;
“wares” means –
(a) pots; and
(b) tiles."""
    assert [name for _, name, _ in found(text, "eng")] == [
        "stoker", "firing", "trial", "full", "“Log” system", "wood kilns", "ash", "wares",
    ]  # fmt: skip
