"""What is left of a provision without formulas and lists of bodies, and what is told twice by it."""

from __future__ import annotations

import pytest

from lawkit.overlaps import find_overlaps
from lawkit.overlaps.cores import decides, roots_of
from lawkit.overlaps.small import find_within
from lawkit.reading import read
from lawkit.register import Register
from lawkit.sources.files import read_act_bytes

FILLING = [
    "Владелец складской книги вносит запись о принятой партии зерна.",
    "Перевозчик отвечает за утрату багажа до сдачи его получателю.",
    "Хранилище закрывается на просушку весной каждого года.",
    "Смотритель моста проверяет опоры после паводка.",
    "Учетчик сверяет накладные с журналом приемки.",
    "Лесник отмечает границы делянки столбами.",
]


def _reading(name, *articles):
    lines = ["Об учебном примере", ""]
    for number, (heading, text) in enumerate(articles, 1):
        lines += [f"Статья {number}. {heading}", "", *text, ""]
    return read(read_act_bytes("\n".join(lines).encode(), name), Register.load())


def _act(body, sentence, name="act.rus.txt"):
    return _reading(
        name,
        ("Компетенция уполномоченного органа", ["Уполномоченный орган:", *body]),
        ("Маяки", [f"1. {sentence}", *(f"{n}. {text}" for n, text in enumerate(FILLING, 2))]),
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("размещает отчет", "размещение отчета"),
        ("утверждает правила навигации", "утверждение правил навигации"),
        ("ведет реестр маяков", "ведет реестр маяков в порядке, установленном законодательством Республики Казахстан"),
        ("публикует отчет", "акимы районов, городов и сел публикуют отчет"),
    ],
)
def test_roots(one, two):
    """Verbs and their nouns are one; formulas, bodies and places are none of the matter."""
    assert roots_of(one, "rus") == roots_of(two, "rus") != frozenset()


def test_no_rules_no_cores():
    """A language without rules has no cores."""
    assert roots_of("тізілімді жүргізеді", "kaz") == frozenset()


def test_decides():
    """Who makes a rule, not what was made."""
    assert decides(["утверждаются"], "rus")
    assert not decides(["утвержденный"], "rus")


BODY = ["1) утверждает методику обследования береговых маяков и плавучих буев;", "2) хранит чертежи причалов порта."]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Методика обследования береговых маяков и плавучих буев утверждается уполномоченным органом.", True),
        ("Методика обследования береговых маяков и плавучих буев утверждается Президентом.", False),
        ("Береговые маяки и плавучие буи проходят обследование по утвержденной методике.", False),
    ],
)
def test_a_function_told_again(sentence, told):
    """A function of a list that an article tells again; not where another decides or the rule is only named."""
    found = find_overlaps([_act(BODY, sentence)])
    pairs = {frozenset(pin.address.eid for pin in finding.pins) for finding in found if finding.tier == "likely"}
    assert (frozenset(("art_1__subpara_1", "art_2__para_1")) in pairs) is told


def test_small_and_large_ways_agree():
    """Inside one act nothing depends on numpy."""
    act = _act(BODY, "Методика обследования береговых маяков и плавучих буев утверждается уполномоченным органом.")
    assert [(f.id, f.tier) for f in find_within(act)] == [(f.id, f.tier) for f in find_overlaps([act])]
