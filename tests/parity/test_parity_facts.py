"""Numbers, periods, dates, citations and modality: what is written differently in two languages is the same fact."""

import pytest

from lawkit.parity.facts import read_facts


def quantities(text, language):
    return [q.key for q in read_facts(text, language).quantities]


@pytest.mark.parametrize(
    ("rus", "kaz", "expected"),
    [
        ("в течение тридцати дней", "отыз күн ішінде", [(30, "day", "")]),
        ("в течение 30 (тридцати) календарных дней", "күнтізбелік 30 (отыз) күн ішінде", [(30, "day", "calendar")]),
        ("не позднее трех рабочих дней", "үш жұмыс күнінен кешіктірмей", [(3, "day", "working")]),
        ("двадцати пяти рабочих дней", "жиырма бес жұмыс күні", [(25, "day", "working")]),
        ("в десятидневный срок", "он күндік мерзімде", [(10, "day", "")]),
        ("лица старше двадцати трех лет", "жиырма үш жастан асқан адамдар", [(23, "year", "")]),
        ("двадцатитрехлетнего возраста", "жиырма үш жасқа", [(23, "year", "")]),
        ("двух третей голосов", "дауыстардың үштен екісі", [(0.6667, "share", "")]),
        ("одной пятой депутатов", "депутаттардың бестен бірінің", [(0.2, "share", "")]),
        ("штраф в сто месячных расчетных показателей", "жүз айлық есептік көрсеткіш айыппұл", [(100, "indicator", "")]),
        ("пятьдесят процентов", "елу пайыз", [(50, "percent", "")]),
        ("1 000 000 тенге", "1 000 000 теңге", [(1_000_000, "tenge", "")]),
        ("пять миллионов тенге", "бес миллион теңге", [(5_000_000, "tenge", "")]),
        ("дважды не явившиеся", "екі рет келмеген", [(2, "fold", "")]),
        ("двухсот пятидесяти человек", "екі жүз елу адам", [(250, "", "")]),
        ("трое судей", "үш судья", [(3, "", "")]),
        ("десять депутатов, пять из которых", "он депутат, оның ішінде бесеуі", [(10, "", ""), (5, "", "")]),
        ("0,5 процента", "0,5 пайыз", [(0.5, "percent", "")]),
    ],
)  # fmt: skip
def test_figures_and_words_of_both_languages_are_the_same_number(rus, kaz, expected):
    assert quantities(rus, "rus") == expected
    assert quantities(kaz, "kaz") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("права и обязанности семьи", "rus"), ("один из участников", "rus"), ("Закон № 94-V", "rus"), ("он вправе", "rus"),
        ("бір тараптың мүддесі үшін", "kaz"), ("жүзеге асыру үшін", "kaz"), ("оның алдында онымен бірге", "kaz"),
        ("тоқсан сайын", "kaz"), ("алтын қорлар", "kaz"),
    ],
)  # fmt: skip
def test_words_that_only_look_like_numbers_are_none(text, language):
    assert quantities(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("с 1 июля 2027 года", "rus", [(2027, 7, 1)]), ("2027 жылғы 1 шілдеден бастап", "kaz", [(2027, 7, 1)]),
        ("on July 1, 2027", "eng", [(2027, 7, 1)]), ("до 31.12.2026", "rus", [(2026, 12, 31)]),
        ("в 2025 и 2026 годах", "rus", [(2025, 0, 0), (2026, 0, 0)]), ("жыл сайын 5 қыркүйекке дейін", "kaz", [(0, 9, 5)]),
    ],
)  # fmt: skip
def test_dates(text, language, expected):
    assert [d.key for d in read_facts(text, language).dates] == expected


@pytest.mark.parametrize(
    ("rus", "kaz", "expected"),
    [
        ("подпунктами 4), 6) и 9-3) статьи 9", "9-бабының 4), 6) және 9-3) тармақшаларында",
         {("subparagraph", "4"), ("subparagraph", "6"), ("subparagraph", "9-3"), ("article", "9")}),
        ("пунктами 1 и 2 статьи 72", "72-баптың 1 және 2-тармақтарында", {("paragraph", "1"), ("paragraph", "2"), ("article", "72")}),
        ("частью второй статьи 6-1", "6-1-баптың екінші бөлігінде", {("alinea", "2"), ("article", "6-1")}),
        ("абзацами вторым и третьим части первой", "бірінші бөліктің екінші және үшінші абзацтарында",
         {("indent", "2"), ("indent", "3"), ("alinea", "1")}),
        ("пункта 2 настоящей статьи", "осы баптың 2-тармағының", {("paragraph", "2"), ("article", "this")}),
    ],
)  # fmt: skip
def test_citations_name_the_same_provisions(rus, kaz, expected):
    assert {c.key for c in read_facts(rus, "rus").cites} == expected
    assert {c.key for c in read_facts(kaz, "kaz").cites} == expected
    assert quantities(rus, "rus") == quantities(kaz, "kaz") == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Орган вправе отказать.", "rus", ["right"]), ("Орган обязан отказать.", "rus", ["duty"]),
        ("Отказ не допускается.", "rus", ["prohibition"]), ("Орган не обязан отвечать.", "rus", []),
        ("Орган бас тартуға құқылы.", "kaz", ["right"]), ("Орган бас тартуға міндетті.", "kaz", ["duty"]),
        ("Бас тартуға жол берілмейді.", "kaz", ["prohibition"]), ("Орган міндетті түрде тіркейді.", "kaz", []),
        ("Ол жария етпеуге тиіс.", "kaz", ["refrain"]), ("The body may refuse.", "eng", ["right"]),
        ("The body must not refuse.", "eng", ["prohibition"]),
    ],
)  # fmt: skip
def test_modality_is_what_is_said_outright(text, language, expected):
    assert [m for m, _ in read_facts(text, language).modality] == expected


def test_spans_point_at_the_words():
    text = "Ответ дается в течение пяти рабочих дней согласно статье 12."
    facts = read_facts(text, "rus")
    assert [q.span.of(text) for q in facts.quantities] == ["пяти рабочих дней"]
    assert [c.words(text) for c in facts.cites] == ["статье 12"]


@pytest.mark.parametrize("language", ["rus", "kaz", "eng"])
@pytest.mark.parametrize(
    "text", ["", "12", "№", "(", "5-", "1,2,3,", "9" * 400, "статья", "бап", "үштен", "двух", "₸ \U0001f600 ё"]
)
def test_odd_text_is_read_without_a_fault(text, language):
    assert read_facts(text, language) is not None


def test_time_grows_with_the_length():
    """A text of many numbers and keywords is read in time linear in its length."""
    import time

    def seconds(n):
        start = time.process_time()
        read_facts("пунктами 1, 2, 3 и не позднее двадцати пяти рабочих дней, " * n, "rus")
        return time.process_time() - start

    seconds(50)
    assert min(seconds(1600) for _ in range(2)) < 30 * max(min(seconds(200) for _ in range(3)), 0.002), (
        "eight times the text; a square would be 64"
    )
