"""What became of provisions, shown on short acts in our own words, and what must hold for any two acts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.editions import diff_acts
from lawkit.errors import NotComparable
from lawkit.sources import read_act_bytes

BASE = """О модельном реестре

Глава 1. Общие положения

Статья 1. Основные понятия
В настоящем Законе используются следующие понятия:
1) реестр – перечень модельных услуг в цифровой форме;
2) оператор – юридическое лицо, которое ведёт реестр;
3) заявитель – лицо, подавшее запрос оператору.

Статья 2. Обязанности оператора
1. Оператор отвечает на запрос заявителя в течение пяти рабочих дней со дня его получения.
2. Оператор хранит сведения о запросах три года и затем уничтожает их по акту.
3. Оператор публикует отчёт о своей работе на интернет-ресурсе ежегодно до первого марта.

Глава 2. Надзор

Статья 3. Проверка реестра
Уполномоченный орган проверяет реестр не чаще одного раза в год по утверждённому графику.

Статья 4. Жалобы заявителей
Заявитель вправе обжаловать отказ оператора в уполномоченный орган в течение месяца.
"""


def act(text, edition="2024-01-01"):
    read = read_act_bytes(text.encode(), "model.txt")
    return replace(read, act_id="Z2400000001")


def found(old, new):
    """Changes as (kinds, old ids, new ids), without those that changed nothing."""
    return [
        ("+".join(c.kinds), [p.eid for p in c.old], [p.eid for p in c.new])
        for c in diff_acts(act(old), act(new))
        if c.differs
    ]


INSERTED = BASE.replace(
    "Статья 3. Проверка реестра",
    "Статья 3. Приостановление записи\nЗапись приостанавливается по решению суда до устранения нарушений.\n\n"
    "Статья 4. Проверка реестра",
).replace("Статья 4. Жалобы", "Статья 5. Жалобы")
POINT = "2. Оператор хранит сведения о запросах три года и затем уничтожает их по акту.\n"
PARTS = ("2. Оператор хранит сведения о запросах три года.\n", "и затем уничтожает их по акту.\n")

CASES = [
    ("nothing", BASE, []),
    ("spaces", BASE.replace("Оператор хранит", "Оператор  хранит"), []),
    (
        "a word",
        BASE.replace("пяти рабочих", "десяти рабочих"),
        [("reworded", ["art_2__para_1"], ["art_2__para_1"])],
    ),
    (
        "an article inserted, the next renumbered",
        INSERTED,
        [
            ("added", [], ["art_3"]),
            ("added", [], ["art_3__al_1"]),
            ("renumbered", ["art_3"], ["art_4"]),
            ("renumbered", ["art_4"], ["art_5"]),
        ],
    ),
    (
        "a point gone, the next renumbered",
        BASE.replace(POINT, "").replace("3. Оператор публикует", "2. Оператор публикует"),
        [
            ("excluded", ["art_2__para_2"], []),
            ("renumbered", ["art_2__para_3"], ["art_2__para_2"]),
        ],
    ),
    (
        "a point emptied, its number left behind",
        BASE.replace(POINT, "2. Исключен Законом РК от 05.02.2024 № 10-VIII.\n"),
        [("excluded", ["art_2__para_2"], ["art_2__para_2"])],
    ),
    (
        "a point moved to another article and reworded",
        BASE.replace(POINT, "").replace("3. Оператор публикует", "2. Оператор публикует").replace(
            "в течение месяца.\n", "в течение месяца.\n\nСтатья 5. Хранение\n" + POINT.replace("2. ", "1. ").replace(
                "три года", "пять лет")
        ),
        [
            ("added", [], ["art_5"]),
            ("reworded+moved+renumbered", ["art_2__para_2"], ["art_5__para_1"]),
            ("renumbered", ["art_2__para_3"], ["art_2__para_2"]),
        ],
    ),
    (
        "an article moved to another chapter",
        BASE.replace("Статья 2. Обязанности", "Статья 20. Обязанности").replace("Глава 2. Надзор\n\n", "").replace(
            "Статья 20. ", "Глава 2. Надзор\n\nСтатья 2. "),
        [("moved", ["art_2"], ["art_2"])],
    ),
    (
        "two points swapped",
        BASE.replace("2) оператор – юридическое лицо, которое ведёт реестр;", "#").replace(
            "3) заявитель – лицо, подавшее запрос оператору.", "3) оператор – юридическое лицо, которое ведёт реестр."
        ).replace("#", "2) заявитель – лицо, подавшее запрос оператору;"),
        [
            ("moved+renumbered", ["art_1__subpara_2"], ["art_1__subpara_3"]),
            ("renumbered", ["art_1__subpara_3"], ["art_1__subpara_2"]),
        ],
    ),
    (
        "a closing mark",
        BASE.replace("запрос оператору.", "запрос оператору;\n4) отказ – мотивированный ответ об отсутствии записи."),
        [
            ("unchanged", ["art_1__subpara_3"], ["art_1__subpara_3"]),
            ("added", [], ["art_1__subpara_4"]),
        ],
    ),
    (
        "a point written anew under its number",
        BASE.replace(POINT, "2. Плата за записи вносится заранее через банк.\n"),
        [("reworded", ["art_2__para_2"], ["art_2__para_2"])],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "new", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_became_of_provisions(what, new, expected):
    """Each edit is told as a drafter would tell it, and nothing else is reported."""
    seen = found(BASE, new)
    assert sorted(seen) == sorted(expected), what


LONG = (
    "1. Оператор ведёт журнал обращений граждан и организаций в электронной форме. "
    "Сведения журнала передаются уполномоченному органу ежеквартально через защищённый канал связи."
)


def test_a_point_split_in_two_and_merged_again():
    """Where the words prove it, parts belong to one change; the other way round they are merged."""
    old = BASE.replace(POINT, POINT + "").replace("1. Оператор отвечает на", LONG + "\n2. Оператор отвечает на").replace(
        POINT, "3" + POINT[1:]).replace("3. Оператор публикует", "4. Оператор публикует")  # fmt: skip
    one, two = LONG[3:].split(". ", 1)
    new = old.replace(LONG, f"1. {one}.\n2. {two}").replace("2. Оператор отвечает", "3. Оператор отвечает").replace(
        "3" + POINT[1:], "4" + POINT[1:]).replace("4. Оператор публикует", "5. Оператор публикует")  # fmt: skip
    split = [entry for entry in found(old, new) if entry[0].startswith("split")]
    assert [(o, n) for _, o, n in split] == [(["art_2__para_1"], ["art_2__para_1", "art_2__para_2"])]
    merged = [entry for entry in found(new, old) if entry[0].startswith("merged")]
    assert [(o, n) for _, o, n in merged] == [(["art_2__para_1", "art_2__para_2"], ["art_2__para_1"])]


def test_another_language_is_refused():
    """A diff between languages would mean nothing."""
    with pytest.raises(NotComparable, match="two languages"):
        diff_acts(act(BASE), replace(act(BASE), language="kaz"))


LINES = BASE.splitlines()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(range(2, len(LINES))), max_size=12), st.permutations(LINES[2:]), st.booleans())
def test_every_provision_is_in_exactly_one_change(dropped, shuffled, mixed):
    """Whatever happened to the text, nothing is left out and nothing told twice; twice the same is the same."""
    lines = list(shuffled) if mixed else [line for n, line in enumerate(LINES[2:], 2) if n not in dropped]
    old, new = act(BASE), act("\n".join([LINES[0], "", *lines]))
    changes = diff_acts(old, new)
    assert sorted(p.order for c in changes for p in c.old) == [p.order for p in old.provisions]
    assert sorted(p.order for c in changes for p in c.new) == [p.order for p in new.provisions]
    assert all(c.old or c.new for c in changes)
    assert changes == diff_acts(old, new)
    for c in changes:
        assert (c.kind == "unchanged") <= (not c.reworded and not c.moved and not c.renumbered)
        assert c.kind != "added" or not c.old or c.old[0].status == "excluded" or not c.before
        assert c.kind != "excluded" or not c.new or c.new[0].status == "excluded"
