"""Notes read as events, set against what two editions show; acts as they stood on a day."""

import datetime as dt
from dataclasses import replace

import pytest

from lawkit.editions import check_editions, diff_acts, timeline
from lawkit.editions.commencement import commencement, of_act
from lawkit.editions.history import history
from lawkit.editions.in_force import act_on
from lawkit.errors import BadAddress
from lawkit.sources import read_act_bytes

D = dt.date
ADOPTED = D(2024, 3, 1)


@pytest.mark.parametrize(
    ("words", "language", "date", "earliest"),
    [
        ("вводится в действие с 01.01.2025", "rus", D(2025, 1, 1), D(2025, 1, 1)),
        ("вводится в действие с 1 июля 2025 года", "rus", D(2025, 7, 1), D(2025, 7, 1)),
        ("вводится в действие с 01.01.2025 и подлежит официальному опубликованию", "rus", D(2025, 1, 1), D(2025, 1, 1)),
        (
            "вводится в действие по истечении десяти календарных дней после дня его первого официального опубликования",
            "rus",
            None,
            D(2024, 3, 11),
        ),
        (
            "вводится в действие со дня опубликования и распространяется на отношения, возникшие с 01.01.2023",
            "rus",
            None,
            ADOPTED,
        ),
        ("порядок введения в действие см. ст. 2", "rus", None, ADOPTED),
        ("вводится в действие с 01.01.2025 и с 01.01.2026", "rus", None, D(2025, 1, 1)),
        ("01.07.2025 бастап қолданысқа енгізіледі", "kaz", D(2025, 7, 1), D(2025, 7, 1)),
        (
            "алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі",
            "kaz",
            None,
            D(2024, 3, 11),
        ),
        ("shall be enforced from 01.01.2025", "eng", D(2025, 1, 1), D(2025, 1, 1)),
        ("", "rus", None, ADOPTED),
    ],
)
def test_when_an_amendment_takes_effect(words, language, date, earliest):
    """A date is told where the words give one; else the earliest day that is possible."""
    found = commencement(words, language, ADOPTED)
    assert (found.date, found.earliest) == (date, earliest)


def test_what_has_begun_on_a_day():
    """Before the earliest day: no; after it, without a date: undetermined."""
    dated = commencement("вводится в действие с 01.01.2025", "rus", ADOPTED)
    unclear = commencement("вводится в действие по истечении десяти дней после опубликования", "rus", ADOPTED)
    assert [dated.begun(D(2024, 12, 31)), dated.begun(D(2025, 1, 1))] == [False, True]
    assert [unclear.begun(D(2024, 3, 2)), unclear.begun(D(2024, 6, 1))] == [False, None]


TEXT = """О модельном учёте

Статья 1. Учёт
1. Оператор ведёт учёт обращений в электронной форме.
2. Оператор хранит сведения пять лет.
Сноска. Статья 1 с изменениями, внесенными законами РК от 05.02.2023 № 10-VIII (вводится в действие с 01.07.2023); \
от 01.03.2024 № 20-VIII (порядок введения в действие см. ст. 2).

Статья 2. Отчёт
Оператор представляет отчёт ежегодно.
Сноска. Статья 2 в редакции Закона РК от 05.02.2023 № 10-VIII (вводится в действие с 01.07.2023); с изменениями, \
внесенными Законом РК от 01.03.2024 № 20-VIII (вводится в действие с 01.06.2024).

Статья 3. Надзор
Примечание ИЗПИ!
Статью 3 предусматривается исключить Законом РК от 01.03.2024 № 20-VIII (вводится в действие с 01.01.2025).
Уполномоченный орган проверяет учёт раз в год.

Статья 4. Введение в действие
Настоящий Закон вводится в действие с 1 января 2022 года, за исключением пункта 2 статьи 1, который вводится в \
действие с 1 января 2023 года.
"""
OLDER = (
    TEXT.replace("; от 01.03.2024 № 20-VIII (порядок введения в действие см. ст. 2)", "")
    .replace("; с изменениями, внесенными Законом РК от 01.03.2024 № 20-VIII (вводится в действие с 01.06.2024)", "")
    .replace("ежегодно", "ежеквартально")
)


def act(text, edition):
    read = read_act_bytes(text.encode(), "model.txt")
    return replace(read, act_id="Z2200000009", edition=edition)


NEW, OLD = act(TEXT, D(2024, 6, 1)), act(OLDER, D(2023, 7, 1))


def test_each_amending_act_is_an_event_with_its_own_action():
    """In a note with several acts every one has the action that stands before it."""
    seen = [(e.eid, e.action, e.act_number, e.commencement.date, e.planned) for e in timeline(NEW)]
    assert sorted(seen, key=lambda e: (e[0], e[2])) == [
        ("art_1", "changed", "10-VIII", D(2023, 7, 1), False),
        ("art_1", "changed", "20-VIII", None, False),
        ("art_2", "reworded", "10-VIII", D(2023, 7, 1), False),
        ("art_2", "changed", "20-VIII", D(2024, 6, 1), False),
        ("art_3", "excluded", "20-VIII", D(2025, 1, 1), True),
    ]


def test_notes_that_agree_with_the_editions_are_no_findings():
    """Article 2 changed and its note says so; article 1 has a new note without a change, its day is unclear."""
    findings = check_editions([NEW, OLD])
    assert [(f.code, f.tier, f.pins[0].address.eid, f.evidence["status"]) for f in findings] == [
        ("note-without-change", "possible", "art_1", "undetermined")
    ]
    assert all(len(f.explanation) == 3 for f in findings)


def test_a_change_that_no_note_tells_is_a_finding():
    """A word changed in article 3, whose notes are the old ones."""
    quiet = act(TEXT.replace("раз в год", "два раза в год"), D(2024, 6, 1))
    codes = {(f.code, f.tier, f.pins[0].address.eid) for f in check_editions([OLD, quiet])}
    assert ("change-without-note", "likely", "art_3__al_1") in codes


def test_an_announced_change_whose_day_has_come_is_a_finding():
    """The edition of 2025-02-01 still announces what took effect on 2025-01-01."""
    late = act(TEXT, D(2025, 2, 1))
    assert [f.code for f in check_editions([late])] == ["planned-overdue"]


def test_states_follow_the_day():
    """A provision with a day of its own, the act before its first day, an announced change that has come."""
    early = act_on(replace(OLD, edition=D(2022, 1, 1)), D(2022, 6, 1)).act
    assert {p.eid: p.status for p in early.provisions}["art_1__para_2"] == "not_yet_in_force"
    assert {p.eid: p.status for p in act_on(OLD, D(2023, 1, 1)).act.provisions}["art_1__para_2"] == "in_force"
    assert act_on(OLD, D(2021, 12, 31)).act.status == "not_yet_in_force"
    assert act_on(NEW, D(2024, 12, 1)).outdated == ()
    assert act_on(NEW, D(2025, 1, 1)).outdated == ("art_3",)
    assert of_act(NEW).date == D(2022, 1, 1)


def test_history_follows_a_provision_and_names_what_changed():
    """Article 2: told by the older edition, changed between the two, nothing announced."""
    found = history([OLD, NEW], "art_2")
    assert [(str(s.old), str(s.new)) for s in found.steps] == [
        ("None", "Z2200000009@2023-07-01/rus"),
        ("Z2200000009@2023-07-01/rus", "Z2200000009@2024-06-01/rus"),
    ]
    assert [e.act_number for s in found.steps for e in s.events] == ["10-VIII", "20-VIII"]
    assert [c.kind for c in found.steps[1].changes] == ["reworded"]
    assert history([OLD, NEW], "art_3").steps[-1].new is None
    with pytest.raises(BadAddress, match="no provision art_9"):
        history([OLD, NEW], "art_9")


def test_a_renumbered_provision_is_followed():
    """Its history in the older edition is found under the older number."""
    new = act(TEXT.replace("Статья 2. Отчёт", "Статья 2-1. Отчёт"), D(2024, 6, 1))
    assert any(c.renumbered for c in diff_acts(OLD, new))
    found = history([OLD, new], "art_2-1")
    assert any(c.old[0].eid == "art_2" for s in found.steps for c in s.changes)
