"""Terms across acts: longest wins, unused, undefined, the table, and spaCy's matcher as a check."""

from act_from_text import act
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.language.pipelines import match_terms
from lawkit.model import Reading
from lawkit.reading.definitions import find_definitions
from lawkit.reading.terms import Finder, terms_table, undefined_terms, unused_terms

FIRST = """
Статья 1. Основные понятия
В настоящем Законе используются следующие основные понятия:
1) открытые данные – сведения, доступные каждому;
2) открытые данные реестра – открытые данные, взятые из реестра;
3) забытое понятие – то, что нигде не встречается;
4) владелец системы (далее – владелец) – лицо, которое ведет систему.
Статья 2. Порядок
1. Владельцы публикуют открытые данные реестра.
"""
SECOND = """
Статья 1. Основные понятия
В настоящем Законе используются следующие основные понятия:
1) открытые данные – данные в машиночитаемом виде.
Статья 2. Порядок
1. Владелец системы отвечает за открытые данные.
2. Владельцу системы выдается знак. Владельца системы извещают о проверке.
3. Запись ведется по ГОСТР. Знак ГОСТР обязателен. Без ГОСТР записи нет.
"""


def reading(text: str) -> Reading:
    source = act(text)
    return Reading(source, (), find_definitions(source), ())


def test_longest_term_wins_in_any_case_form() -> None:
    finder = Finder(["открытый данные", "открытый данные реестр"], "rus")
    text = "Состав открытых данных реестра и открытых данных"
    assert [(lemma, text[a:b]) for lemma, a, b in finder.find(text)] == [
        ("открытый данные реестр", "открытых данных реестра"),
        ("открытый данные", "открытых данных"),
    ]


def test_unused_terms_are_those_nobody_uses() -> None:
    """A short name counts as a use, and so does a longer term that holds the term."""
    assert [d.term for d in unused_terms(reading(FIRST))] == ["забытое понятие"]


def test_undefined_terms_are_defined_elsewhere_or_never_spelled_out() -> None:
    first, second = reading(FIRST), reading(SECOND)
    second = Reading(type(second.act)(**{**_fields(second.act), "act_id": "Y"}), (), second.definitions, ())
    assert {u.term for u in undefined_terms([first, second])} == {"владелец системы", "ГОСТР"}


def test_table_tells_who_differs() -> None:
    first, second = reading(FIRST), reading(SECOND)
    second = Reading(type(second.act)(**{**_fields(second.act), "act_id": "Y"}), (), second.definitions, ())
    row = terms_table([first, second])[0]
    assert (row.lemma, row.differs, len(row.definitions)) == ("открытый данные", True, 2)
    assert row.uses == {"X2000000001": 1, "Y": 1}


def _fields(source) -> dict:
    return {name: getattr(source, name) for name in source.__slots__}


@settings(deadline=None)
@given(st.lists(st.sampled_from(["открытые", "данные", "реестра", "данных", "и", "система"]), max_size=20))
def test_our_search_agrees_with_spacy(items: list[str]) -> None:
    """Two independent matchers cover the same words wherever no two terms compete."""
    text, terms = " ".join(items), ["открытый данные", "система"]
    assert sorted(Finder(terms, "rus").find(text)) == sorted(match_terms(text, terms, "rus"))


def test_short_names_count_as_uses_of_the_term() -> None:
    """«Владельцы публикуют …» is a use of «владелец системы», whose short name it is."""
    rows = {row.lemma: row for row in terms_table([reading(FIRST)])}
    assert rows["владелец система"].uses == {"X2000000001": 1}
