"""Sentences that trap a reader of norms: denials, passives, exceptions, lookalikes, lists within lists; our own words."""

import pytest
from norm_act import act

from lawkit.model import Norm
from lawkit.reading.norms import find_norms

HEADING = {"rus": "Статья 5. Порядок ведения", "kaz": "5-бап. Жүргізу тәртібі", "eng": "Article 5. Keeping"}
ROWS = [
    ("rus", "Владелец реестра не вправе отказывать в выдаче выписки.", "prohibition", "Владелец реестра"),
    ("rus", "Владелец реестра вправе не рассматривать анонимные обращения.", "right", "Владелец реестра"),
    ("rus", "Заявитель не обязан представлять документы, имеющиеся в реестре.", "right", "Заявитель"),
    ("rus", "Оператору запрещается передавать ключи третьим лицам.", "prohibition", "Оператору"),
    ("rus", "Должностным лицам органа запрещено требовать дополнительные сведения.", "prohibition", "Должностным лицам органа"),
    ("rus", "Запрещается использование журнала в иных целях.", "prohibition", ""),
    ("rus", "Не допускается изменение записи, за исключением случаев исправления опечаток.", "prohibition", ""),
    ("rus", "Изменение записи без заявления владельца не допускается.", "prohibition", ""),
    ("rus", "Если иное не установлено договором, оплата производится заказчиком в течение пяти рабочих дней.", "duty", "заказчиком"),
    ("rus", "Жалоба подлежит рассмотрению вышестоящим органом в течение десяти рабочих дней.", "duty", "вышестоящим органом"),
    ("rus", "Заявление подлежит регистрации в день поступления.", "duty", ""),
    ("rus", "Сведения предоставляются держателем реестра по запросу суда.", "duty", "держателем реестра"),
    ("rus", "Учет ведется уполномоченным органом в электронной форме.", "duty", "уполномоченным органом"),
    ("rus", "Проверка проводится должностными лицами инспекции.", "duty", "должностными лицами инспекции"),
    ("rus", "Решение может быть обжаловано в суд.", "right", ""),
    ("rus", "Решение может быть обжаловано заявителем в вышестоящий орган.", "right", "заявителем"),
    ("rus", "Доступ может быть ограничен владельцем системы на срок до трех дней.", "right", "владельцем системы"),
    ("rus", "При выявлении ошибки оператор обязан незамедлительно уведомить владельца.", "duty", "оператор"),
    ("rus", "В случае отказа, вызванного просрочкой, орган выдает мотивированный ответ.", "duty", "орган"),
    ("rus", "Орган, рассматривающий жалобу, вправе продлить срок не более чем на десять рабочих дней.", "right", "Орган"),
    ("rus", "Органы и организации, получившие запрос, обязаны ответить в течение трех рабочих дней.", "duty", "Органы и организации"),
    ("rus", "Никто не может быть привлечен к ответственности дважды.", "prohibition", ""),
    ("rus", "Каждый имеет право на получение выписки.", "right", "Каждый"),
    ("rus", "Гражданам гарантируется право на бесплатную консультацию.", "right", "Гражданам"),
    ("rus", "Обязанность по ведению журнала возлагается на оператора.", "duty", "оператора"),
    ("rus", "Правила ведения реестра утверждаются уполномоченным органом.", "delegation", "уполномоченным органом"),
    ("rus", "Порядок ведения журнала определяется законодательством Республики Казахстан.", "none", ""),
    ("rus", "Уполномоченный орган утверждает форму выписки.", "delegation", "Уполномоченный орган"),
    ("rus", "Нарушение настоящего Закона влечет ответственность, установленную законами.", "none", ""),
    ("rus", "Действие настоящего Закона не распространяется на архивы.", "none", ""),
    ("rus", "Реестр состоит из двух разделов.", "none", ""),
    ("rus", "Выписка является подтверждением записи.", "none", ""),
    ("rus", "Настоящий Закон вводится в действие по истечении шестидесяти календарных дней.", "none", ""),
    ("rus", "Оператор должен обеспечивать сохранность записей, если иное не предусмотрено договором.", "duty", "Оператор"),
    ("rus", "Без согласия владельца никакие сведения не раскрываются.", "prohibition", ""),
    ("rus", "Отзыв согласия осуществляется субъектом через портал.", "duty", "субъектом"),
    ("rus", "Оператор не несет ответственности за достоверность сведений.", "none", ""),
    ("rus", "Заявителю предоставляется право ознакомления с журналом.", "right", "Заявителю"),
    ("rus", "Акимат обеспечивает доступность услуг.", "duty", "Акимат"),
    ("rus", "Суд, приняв заявление, извещает стороны о времени заседания.", "duty", "Суд"),
    ("rus", "Допускается подача заявления представителем.", "right", ""),
    ("rus", "Срок хранения записей составляет пять лет.", "none", ""),
    ("rus", "Комиссия составляет протокол заседания.", "duty", "Комиссия"),
    ("rus", "Требуется согласие собственника.", "duty", ""),
    ("rus", "Лицо, не представившее документы, обязано уплатить сбор.", "duty", "Лицо"),
    ("kaz", "Оператор журналды жүргізуге міндетті.", "duty", "Оператор"),
    ("kaz", "Өтініш беруші өтінішті кері қайтарып алуға құқылы.", "right", "Өтініш беруші"),
    ("kaz", "Өтініш берушінің ақпарат алуға құқығы бар.", "right", "Өтініш берушінің"),
    ("kaz", "Лауазымды адамдарға қосымша құжаттар талап етуге тыйым салынады.", "prohibition", "Лауазымды адамдарға"),
    ("kaz", "Тізілім жазбаларын үшінші тұлғаларға беруге жол берілмейді.", "prohibition", ""),
    ("kaz", "Оператор мәліметтерді жариялауға құқылы емес.", "prohibition", "Оператор"),
    ("kaz", "Уәкілетті орган тізілімді жүргізу қағидаларын бекітеді.", "delegation", "Уәкілетті орган"),
    ("kaz", "Үзінді нысанын уәкілетті орган бекітеді.", "delegation", "уәкілетті орган"),
    ("kaz", "Шағым он жұмыс күні ішінде қаралуға тиіс.", "duty", ""),
    ("kaz", "Иеленуші журналды үш жыл бойы сақтауға тиіс.", "duty", "Иеленуші"),
    ("kaz", "Кез келген адам үзінді сұрата алады.", "right", "Кез келген адам"),
    ("kaz", "Шешімге сотқа шағым жасалуы мүмкін.", "right", ""),
    ("kaz", "Оператор өтінішті қабылдаудан бас тарта алмайды.", "prohibition", "Оператор"),
    ("kaz", "Журналды жүргізу міндеті операторға жүктеледі.", "duty", "операторға"),
    ("kaz", "Осы Заң мұрағаттарға қолданылмайды.", "none", ""),
    ("kaz", "Заңды бұзу заңдарда белгіленген жауаптылыққа әкеп соғады.", "none", ""),
    ("kaz", "Егер шартта өзгеше көзделмесе, төлемді тапсырыс беруші жүргізеді.", "duty", "тапсырыс беруші"),
    ("kaz", "Тексеруді инспекция жүргізеді.", "duty", "инспекция"),
    ("kaz", "Өтініш түскен күні тіркеледі.", "duty", ""),
    ("kaz", "Мемлекеттік органдар мен ұйымдар сұрау салуға үш жұмыс күні ішінде жауап береді.", "duty", "Мемлекеттік органдар мен ұйымдар"),
    ("kaz", "Ешкімнің жазбаларды өзгертуге құқығы жоқ.", "prohibition", "Ешкімнің"),
    ("kaz", "Субъект келісімін кері қайтарып алуға құқылы.", "right", "Субъект"),
    ("kaz", "Өтініште мыналар көрсетіледі:", "duty", ""),
    ("kaz", "Тізілім екі бөлімнен тұрады.", "none", ""),
    ("kaz", "Жазбаны негізсіз өзгертуге болмайды.", "prohibition", ""),
    ("kaz", "Уәкілетті орган жекелеген жағдайларда құжаттарды кезектен тыс қабылдайды.", "duty", "Уәкілетті орган"),
    ("kaz", "Орган келіп түскен өтінішті тіркейді.", "duty", "Орган"),
    ("kaz", "Уәкілетті орган айқындаған тәртіппен үзінді беріледі.", "duty", ""),
    ("kaz", "Тексеру мерзімі ұзартылуы мүмкін.", "right", ""),
    ("kaz", "Тағайындауға құқығы бар лауазымды адам (орган) шешім шығарады.", "duty", "лауазымды адам (орган)"),
    ("kaz", "Депутаттарға жазалау шараларын қолдануды дайындау комиссияға жүктеледі.", "duty", "комиссияға"),
    ("kaz", "Субъектілерді іріктеуді қызмет көрсету саласындағы уәкілетті орган жүргізеді.", "duty", "қызмет көрсету саласындағы уәкілетті орган"),
    ("kaz", "Шарт болған жағдайда, оператор мәліметтерді жібереді.", "duty", "оператор"),
    ("kaz", "Мерзім өткен күннен бастап бес жұмыс күні ішінде басқарушы есеп береді.", "duty", "басқарушы"),
    ("rus", "Ставка сбора, подлежащего уплате гражданами, определяется уполномоченным органом.", "delegation", "уполномоченным органом"),
    ("rus", "Крестьянские хозяйства вправе объединяться в союзы.", "right", "Крестьянские хозяйства"),
    ("rus", "Срок может быть продлен только один раз руководителем органа.", "right", "руководителем органа"),
    ("rus", "Оценщик может быть членом одной палаты.", "right", "Оценщик"),
    ("rus", "К заявлению приравнивается обращение через портал.", "none", ""),
    ("rus", "Безработные могут зарегистрироваться повторно.", "right", "Безработные"),
    ("rus", "В случае смерти служащего семье выплачивается пособие, при этом размер не может быть ниже установленного.", "duty", ""),
    ("rus", "Палаты образуют комитеты.", "duty", "Палаты"),
    ("rus", "Палаты образуют единую систему.", "none", ""),
    ("rus", "Право собственности на программу не создает права на данные.", "none", ""),
    ("rus", "Право на посредничество имеют работодатели.", "right", "работодатели"),
    ("kaz", "Тексеру жүргізілуі де мүмкін.", "right", ""),
    ("kaz", "Сот өтінішті қарайды және шешім шығарады.", "duty", "Сот"),
    ("kaz", "Өтініш берушіге құжаттарды талап етуге рұқсат етілмейді.", "prohibition", "Өтініш берушіге"),
    ("eng", "The operator shall not disclose the records.", "prohibition", "The operator"),
    ("eng", "The operator may refuse to issue an extract.", "right", "The operator"),
    ("eng", "The applicant may not be required to submit other documents.", "prohibition", ""),
    ("eng", "Applicants are not obliged to submit documents available in the register.", "prohibition", "Applicants"),
    ("eng", "It shall be prohibited to alter the records.", "prohibition", ""),
    ("eng", "Officials are forbidden to demand additional documents.", "prohibition", "Officials"),
    ("eng", "Unless otherwise provided by the contract, payment shall be made by the customer.", "duty", "the customer"),
    ("eng", "A complaint shall be subject to consideration by the court within ten days.", "duty", "the court"),
    ("eng", "The rules shall be approved by the authorized body.", "delegation", "the authorized body"),
    ("eng", "The authorized body shall approve the form of the extract.", "delegation", "The authorized body"),
    ("eng", "Everyone shall have the right to receive an extract.", "right", "Everyone"),
    ("eng", "The decision may be appealed by the applicant to the court.", "right", "the applicant"),
    ("eng", "This Law shall not apply to archives.", "none", ""),
    ("eng", "Violation of this Law shall entail liability.", "none", ""),
    ("eng", "The register consists of two sections.", "none", ""),
    ("eng", "If an error is found, the operator must notify the owner without delay.", "duty", "the operator"),
    ("eng", "Owners of platforms that process data ensure their protection.", "duty", "Owners of platforms that process data"),
    ("eng", "The state body is entitled not to consider anonymous appeals.", "right", "The state body"),
    ("eng", "No official may demand other documents.", "prohibition", "official"),
    ("eng", "State bodies are obligated to publish the records.", "duty", "State bodies"),
    ("eng", "The applicant has the opportunity to track the extract.", "right", "The applicant"),
    ("eng", "The authorized body is authorized to suspend the register.", "right", "The authorized body"),
    ("eng", "Nobody may be deprived of a record except by a court decision.", "prohibition", ""),
    ("eng", "Officials shall bear responsibility established by the laws.", "none", ""),
    ("eng", "Heads of bodies shall be personally responsible for the records.", "none", ""),
    ("eng", "This Law shall be put into effect from 1 May 2030.", "none", ""),
    ("eng", "The keeper can be replaced by decision of the Government.", "right", ""),
    ("eng", "The obligation to keep the log is imposed on the operator.", "duty", "the operator"),
    ("eng", "The court, having accepted the claim, notifies the parties.", "duty", "The court"),
    ("eng", "Access to the system is provided free of charge.", "duty", ""),
]  # fmt: skip
LISTS = [
    ("rus", "1. Оператор обязан:|1) обеспечивать:|- сохранность записей;|- доступность портала;|2) не допускать передачу ключей.", [("duty", "Оператор")] * 5),
    ("rus", "1. Заявителю запрещается:|1) передавать ключ третьим лицам;|2) изменять записи.", [("prohibition", "Заявителю")] * 3),
    ("rus", "1. Уполномоченный орган не позднее трех рабочих дней:|1) проверяет заявление;|2) уведомляет заявителя.", [("duty", "Уполномоченный орган")] * 3),
    ("rus", "1. Не допускается передача сведений, за исключением передачи:|1) суду;|2) прокурору.", [("prohibition", "")] * 3),
    ("rus", "1. Требования к журналу:|1) журнал ведется оператором ежедневно;|2) записи должны храниться три года.", [("none", ""), ("duty", "оператором"), ("duty", "")]),
    ("rus", "1. Уплата сбора осуществляется:|1) физическими лицами – через портал;|2) оператором – через банк.", [("duty", ""), ("duty", "физическими лицами"), ("duty", "оператором")]),
    ("rus", "1. Записи подлежат уничтожению держателем реестра:|1) по истечении срока хранения;|2) по решению суда.", [("duty", "держателем реестра")] * 3),
    ("rus", "1. К компетенции наблюдательного совета относятся:|1) избрание председателя;|2) рассмотрение отчета.", [("power", "наблюдательного совета")] * 3),
    ("rus", "1. Под участниками понимаются:|1) владельцы записей;|2) операторы.", [("definition", "")] * 3),
    ("rus", "1. Основаниями для проверки служат:|1) обращение заявителя;|2) запрос суда.", [("none", "")] * 3),
    ("kaz", "1. Оператор:|1) журналды жүргізуге;|2) жазбаларды сақтауға міндетті.", [("duty", "Оператор")] * 3),
    ("kaz", "1. Операторға:|1) кілтті беруге;|2) жазбаларды өзгертуге тыйым салынады.", [("prohibition", "Операторға")] * 3),
    ("kaz", "1. Өтініш берушінің:|1) үзінді алуға;|2) шағымдануға құқығы бар.", [("right", "Өтініш берушінің")] * 3),
    ("kaz", "1. Журнал мынадай талаптарға сәйкес келуге тиіс:|1) күн сайын толтырылады;|2) сақталады.", [("duty", "")] * 3),
    ("eng", "1. The operator shall:|1) keep the log;|2) ensure:|- the safety of records;|- the access to the portal.", [("duty", "The operator")] * 5),
    ("eng", "1. It is prohibited to:|1) transfer the key;|2) alter the records.", [("prohibition", "")] * 3),
    ("eng", "1. The activity of bodies shall be based on the principles of:|1) legality;|2) openness.", [("principle", "")] * 3),
]  # fmt: skip


def read(text: str, language: str) -> list[Norm]:
    return list(find_norms(act(text, language)))


@pytest.mark.parametrize(("language", "line", "modality", "addressee"), ROWS)
def test_trap(language: str, line: str, modality: str, addressee: str) -> None:
    item = "\n1) атауы;" if line.endswith(":") else ""
    norm = read(f"{HEADING[language]}\n{line}{item}", language)[0]
    assert norm.modality == modality
    assert norm.addressee == addressee


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 80
    assert {r[0] for r in ROWS} == {"rus", "kaz", "eng"}


@pytest.mark.parametrize(("language", "lines", "expected"), LISTS)
def test_lists_inherit(language: str, lines: str, expected: list[tuple[str, str]]) -> None:
    text = "\n".join([HEADING[language], *lines.split("|")])
    assert [(n.modality, n.addressee) for n in read(text, language)] == expected


def test_a_condition_ends_with_its_own_verb() -> None:
    """«если отказ, вызванный просрочкой, нарушил права, суд возлагает …»: the court acts, not the refusal."""
    line = "В случае, если отказ, вызванный просрочкой, нарушил права заявителя, суд выносит решение."
    (norm,) = read(f"{HEADING['rus']}\n{line}", "rus")
    assert (norm.modality, norm.addressee) == ("duty", "суд")


PARTS = [  # condition, exception, sanction
    ("rus", "Передача сведений не допускается, за исключением случаев, предусмотренных законом.", "", "за исключением случаев, предусмотренных законом", ""),
    ("rus", "Если иное не установлено договором, плата вносится ежемесячно.", "", "Если иное не установлено договором", ""),
    ("rus", "Владелец обязан хранить записи, если законом не предусмотрен иной срок.", "", "если законом не предусмотрен иной срок", ""),
    ("rus", "Орган вправе отказать, если заявление подано с нарушением срока.", "если заявление подано с нарушением срока", "", ""),
    ("rus", "В случае просрочки владелец уплачивает неустойку в размере одного процента.", "В случае просрочки", "", "уплачивает неустойку в размере одного процента"),
    ("rus", "При отсутствии возражений запись вносится в течение трех дней.", "При отсутствии возражений", "", ""),
    ("rus", "В случае недостаточности имущества вносится новая запись.", "В случае недостаточности имущества", "", ""),
    ("rus", "Когда владелец умер, запись исключается.", "Когда владелец умер", "", ""),
    ("rus", "Оператор, нарушивший срок, несет ответственность в соответствии с законами.", "", "", "несет ответственность в соответствии с законами"),
    ("kaz", "Егер шартта өзгеше көзделмесе, төлем ай сайын енгізіледі.", "", "Егер шартта өзгеше көзделмесе", ""),
    ("kaz", "Заңдарда көзделген жағдайларды қоспағанда, мәліметтерді беруге жол берілмейді.", "", "Заңдарда көзделген жағдайларды қоспағанда", ""),
    ("kaz", "Өтініш толық болмаған жағдайда, орган оны қайтарады.", "Өтініш толық болмаған жағдайда", "", ""),
    ("eng", "Unless otherwise provided by the law, the fee is paid monthly.", "", "Unless otherwise provided by the law", ""),
    ("eng", "If the application is incomplete, the body returns it.", "If the application is incomplete", "", ""),
    ("eng", "Subject to payment of the fee, the extract is issued.", "Subject to payment of the fee", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("language", "line", "condition", "exception", "sanction"), PARTS)
def test_conditions_exceptions_sanctions(
    language: str, line: str, condition: str, exception: str, sanction: str
) -> None:
    norm = read(f"{HEADING[language]}\n{line}", language)[0]
    assert (norm.condition, norm.exception, norm.sanction) == (condition, exception, sanction)
