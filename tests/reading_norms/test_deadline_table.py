"""Deadlines: amount, unit, working or calendar, event; and stretches of time that are none."""

import pytest

from lawkit.language import fold
from lawkit.reading.norms.deadlines import find_deadlines

ROWS = [
    ("rus", "выдает выписку в течение трёх рабочих дней со дня получения заявления", [(3, "day", "working", "со дня получения заявления")]),
    ("rus", "извещает не позднее 15 числа месяца, следующего за отчетным", [(15, "day", "calendar", "месяца, следующего за отчетным")]),
    ("rus", "в течение 15 (пятнадцати) календарных дней", [(15, "day", "calendar", "")]),
    ("rus", "не позднее чем за десять рабочих дней до начала проверки", [(10, "day", "working", "до начала проверки")]),
    ("rus", "в течение месяца со дня, когда лицу стало известно", [(1, "month", "unspecified", "со дня, когда лицу стало известно")]),
    ("rus", "в пятидневный срок", [(5, "day", "unspecified", "")]),
    ("rus", "в 10-дневный срок", [(10, "day", "unspecified", "")]),
    ("rus", "в месячный срок", [(1, "month", "unspecified", "")]),
    ("rus", "срок рассмотрения составляет двадцать пять рабочих дней", [(25, "day", "working", "")]),
    ("rus", "в течение месяца", [(1, "month", "unspecified", "")]),
    ("rus", "в течение двадцати четырех часов с момента выявления", [(24, "hour", "unspecified", "с момента выявления")]),
    ("rus", "по истечении шести месяцев после дня опубликования", [(6, "month", "unspecified", "после дня опубликования")]),
    ("rus", "лицензия выдается сроком на три года", [(3, "year", "unspecified", "")]),
    ("rus", "не может превышать тридцать календарных дней", [(30, "day", "calendar", "")]),
    ("rus", "в срок, не превышающий пяти рабочих дней, и в течение года", [(5, "day", "working", ""), (1, "year", "unspecified", "")]),
    ("rus", "не ранее чем через два года после отказа", [(2, "year", "unspecified", "после отказа")]),
    ("rus", "обслуживание обеспечивается сроком не менее года со дня ввода", [(1, "year", "unspecified", "со дня ввода")]),
    ("rus", "не позднее следующего рабочего дня", [(1, "day", "working", "")]),
    ("rus", "задолженность по периодическим платежам более трех месяцев", []),
    ("rus", "по истечении месяца смерти получателя", []),
    ("rus", "в течение одного рабочего дня", [(1, "day", "working", "")]),
    ("rus", "взыскание не может быть наложено позднее одного года со дня проступка", [(1, "year", "unspecified", "со дня проступка")]),
    ("rus", "срок не может быть более чем шесть месяцев", [(6, "month", "unspecified", "")]),
    ("rus", "извещает не менее чем за шесть месяцев до введения", [(6, "month", "unspecified", "до введения")]),
    ("rus", "срок полномочий председателя пять лет", [(5, "year", "unspecified", "")]),
    ("rus", "действия, совершенные в течение трех лет до возбуждения дела", []),
    ("rus", "услуги из расчета не более восьми часов в день", []),
    ("rus", "проживавшие в период с 1949 года не менее 5 лет", []),
    ("rus", "срок хранения отозванных свидетельств в центрах, а также копий составляет не менее пяти лет", [(5, "year", "unspecified", "")]),
    ("rus", "неприменение процедуры в течение семи лет на дату подачи заявления", []),
    ("rus", "доступ в течение месяца составляет более ста тысяч", []),
    ("rus", "лица старше 18 лет со стажем не менее трех лет", []),
    ("rus", "не реже одного раза в год, 10 декабря 2025 года", []),
    ("rus", "уволенные в течение двух лет, предшествующих поступлению", []),
    ("kaz", "өтініш келіп түскен күннен бастап үш жұмыс күні ішінде", [(3, "day", "working", "өтініш келіп түскен күннен бастап")]),
    ("kaz", "он бес күнтізбелік күннен кешіктірмей", [(15, "day", "calendar", "")]),
    ("kaz", "күнтізбелік отыз күн ішінде", [(30, "day", "calendar", "")]),
    ("kaz", "алғашқы жарияланған күнінен кейін күнтізбелік он күн өткен соң", [(10, "day", "calendar", "алғашқы жарияланған күнінен кейін")]),
    ("kaz", "бір ай мерзімде", [(1, "month", "unspecified", "")]),
    ("kaz", "жиырма төрт сағат ішінде", [(24, "hour", "unspecified", "")]),
    ("kaz", "бес жұмыс күнінен аспайтын мерзімде", [(5, "day", "working", "")]),
    ("kaz", "тіркеу (қайта тіркеу) туралы шешім қабылданған күннен бастап бір ай мерзімде", [(1, "month", "unspecified", "туралы шешім қабылданған күннен бастап")]),
    ("kaz", "тексерудің басталуына кемінде бір тәулік қалғанда", [(1, "day", "unspecified", "тексерудің басталуына")]),
    ("kaz", "қызметке кірер алдындағы үш жыл ішінде жазаланған", []),
    ("kaz", "жұмысқа тартылғанға дейін екі жыл ішінде қызметтен шығарылған", []),
    ("kaz", "тексеру аяқталған күнге дейін үш жұмыс күнінен кешіктірмей", [(3, "day", "working", "тексеру аяқталған күнге дейін")]),
    ("kaz", "мерзім өткеннен кейінгі күннен бастап бір айдан кешіктірмей", [(1, "month", "unspecified", "мерзім өткеннен кейінгі күннен бастап")]),
    ("kaz", "іс қозғалғанға дейін үш жыл бойы залал келтірген", []),
    ("kaz", "кемінде үш жыл мемлекеттік қызмет өтілі бар қызметші", []),
    ("kaz", "кемінде бес жыл жұмыс стажы бар адам", []),
    ("kaz", "қатарынан он екі ай ішінде екі рет тартылған", []),
    ("kaz", "он сегіз жастан кіші, айқындайды", []),
    ("kaz", "босатылғаннан кейінгі келесі жұмыс күнінен кешікпей", [(1, "day", "working", "босатылғаннан кейінгі")]),
    ("kaz", "төлемді келесі айдың басында алады", []),
    ("kaz", "оның басталуына күнтізбелік үш күн қалғаннан кешіктірілмей", [(3, "day", "calendar", "оның басталуына")]),
    ("kaz", "бұзушылық жасалған күннен бастап алты айдан кешіктіріп қолдануға болмайды", [(6, "month", "unspecified", "бұзушылық жасалған күннен бастап")]),
    ("kaz", "өкілеттігін кемінде алты ай орындап жүрген хатшы", []),
    ("eng", "within three (3) working days from the date of receipt", [(3, "day", "working", "from the date of receipt")]),
    ("eng", "no later than 15 calendar days after the decision", [(15, "day", "calendar", "after the decision")]),
    ("eng", "keep the log for at least three years", [(3, "year", "unspecified", "")]),
    ("eng", "within one month", [(1, "month", "unspecified", "")]),
    ("eng", "must keep the log for three years", [(3, "year", "unspecified", "")]),
    ("eng", "not later than the next working day", [(1, "day", "working", "")]),
    ("eng", "returned in a five-day period", [(5, "day", "unspecified", "")]),
    ("eng", "until the expiry of a one-month period from the date of publication", [(1, "month", "unspecified", "from the date of publication")]),
    ("eng", "no later than the 25th day of the month following the reporting month", [(25, "day", "calendar", "the month following the reporting month")]),
    ("eng", "persons at least 18 years of age", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), ROWS)
def test_deadlines(language, text: str, expected: list[tuple[float, str, str, str]]) -> None:
    found = find_deadlines(text, fold(text), 0, language)
    assert [(d.amount, d.unit, d.calendar, d.event) for d in found] == expected


def test_spans_point_into_the_body() -> None:
    text = "Орган извещает в течение двух рабочих дней."
    (deadline,) = find_deadlines(text, fold(text), 100, "rus")
    assert text[deadline.span.start - 100 : deadline.span.end - 100] == "в течение двух рабочих дней"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The elder replies before the expiry of 10 days.", [(10, "day", "unspecified")]),
        ("The elder replies within the period of 28 days beginning with the day of the letter.", [(28, "day", "unspecified")]),
        ("The mark is lent for a maximum of three years.", [(3, "year", "unspecified")]),
        ("The term may be extended for a further 30 days.", [(30, "day", "unspecified")]),
        ("The term may be extended by ten working days.", [(10, "day", "working")]),
        ("The elder answers in the course of ten days.", [(10, "day", "unspecified")]),
        ("The elder answers in ten-day time.", [(10, "day", "unspecified")]),
        ("After the lapse of six months the file is closed.", [(6, "month", "unspecified")]),
        ("The term for consideration is fifteen working days.", [(15, "day", "working")]),
        ("The stoker has 30 days to correct the faults.", [(30, "day", "unspecified")]),
        ("The stoker is given ten working days to correct the faults.", [(10, "day", "working")]),
        ("The elder replies by the end of the next working day.", [(1, "day", "working")]),
        ("The keeper must give at least 30 days' notice.", [(30, "day", "unspecified")]),
        ("The keeper leaves by giving one month's notice.", [(1, "month", "unspecified")]),
        ("The keeper is told two working days in advance.", [(2, "day", "working")]),
        ("The ban shall not last longer than three months.", [(3, "month", "unspecified")]),
        ("The elder replies within seven consecutive days.", [(7, "day", "unspecified")]),
        ("The report covers the last three years.", []),
        ("The tax period is a calendar year.", []),
        ("The place is allocated for five years.", [(5, "year", "unspecified")]),
        ("The stoker arrives in one hour.", [(1, "hour", "unspecified")]),
        ("It may be extended once by the elder of the guild by 10 working days.", [(10, "day", "working")]),
        ("The wages for two months are kept back.", []),
        ("The elder replies no later than the third working day.", [(3, "day", "working")]),
        ("The fee is paid by the tenth day of the month.", [(10, "day", "calendar")]),
        ("The claim becomes time-barred after three years.", [(3, "year", "unspecified")]),
        ("A stoker must have worked at a kiln for at least five years.", []),
        ("The elder may extend the period of storage by two days.", [(2, "day", "unspecified")]),
        ("Working time shall not exceed 40 hours a week.", []),
        ("The ban shall not last more than ten working days.", [(10, "day", "working")]),
        ("A person aged 18 years may apply.", []),
        ("A stoker has at least five years of experience.", []),
        ("The kiln is inspected once in three years.", []),
        ("A fee is paid for each day of delay.", []),
    ],
)  # fmt: skip
def test_english_periods(text: str, expected: list[tuple[float, str, str]]) -> None:
    found = find_deadlines(text, fold(text), 0, "eng")
    assert [(d.amount, d.unit, d.calendar) for d in found] == expected
