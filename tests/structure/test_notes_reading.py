"""Editorial notes: what they do, whom they name, which provision they concern; and what is no note."""

from __future__ import annotations

import datetime as dt

import pytest

from lawkit.sources import read_act_bytes
from lawkit.structure.proof import check_lossless

ACT = """
Статья 1. Понятия
1. Орган:
1) ведет реестр;
2) дает справки.
Ответ дается за день.
{note}
Статья 2. Срок
1. Срок – день.
2. Срок не продлевается.
"""


def read(note: str, text: str = ACT, name: str = "draft.rus.txt"):
    act = read_act_bytes(text.replace("{note}", note).strip().encode(), name)
    assert check_lossless(act) == []
    return act


TARGETS = [
    ("Сноска. Статья 1 с изменениями, внесенными Законом РК от 14.07.2022 № 141-VII.", "amendment", "art_1"),
    ("Сноска. Пункт 1 в редакции Закона РК от 14.07.2022 № 141-VII.", "amendment", "art_1__para_1"),
    ("Сноска. Заголовок статьи 1 в редакции Закона РК от 14.07.2022 № 141-VII.", "amendment", "art_1"),
    ("Сноска. Статья 1 с изменением, внесенным ст. 2 настоящего Закона (вводится в действие с 01.01.2023).", "amendment", "art_1"),
    ("Примечание ИЗПИ! Статья 2 предусматривается в редакции Закона РК от 09.01.2026 № 256-VIII.", "future", "art_2"),
    ("Примечание ИЗПИ!\n\nВ статью 2 предусматривается изменение Законом РК от 09.01.2026 № 256-VIII.", "future", "art_2"),
    ("Примечание ИЗПИ!\n\nЗакон предусматривается дополнить статьей 1-1 Законом РК от 09.01.2026 № 256-VIII.", "future", ""),
    ("В п. 2 статьи 2 предусматривается изменение Законом РК от 09.01.2026 № 256-VIII.", "future", "art_2__para_2"),
    ("Примечание. См. нормативное постановление Конституционного Суда РК от 11.07.2023 № 20-НП.", "editorial", "art_2"),
    ("Нормативным постановлением Конституционного Суда РК от 06.03.2023 № 4 пункт 1 признан соответствующим Конституции.",
     "editorial", "art_1__para_1"),
]  # fmt: skip


@pytest.mark.parametrize(("note", "kind", "eid"), TARGETS, ids=[t[0][:60] for t in TARGETS])
def test_a_note_knows_its_provision(note, kind, eid):
    """The note is kept out of the norms, has its kind and the provision that its words name."""
    act = read(note)
    assert [(n.kind, n.eid) for n in act.notes] == [(kind, eid)]
    assert not any("ИЗПИ" in p.text or "РК от" in p.text for p in act.provisions)


LIVE = [
    "исключение дублирования сведений",
    "Исключение из реестра производится по заявлению.",
    "Сведения, исключенные из реестра, хранятся год.",
    "Лицо, которое исключено органом из реестра, извещается.",
    "Примечание. Для целей настоящей статьи под записью понимается строка реестра.",
    "Сноска в тексте записи не допускается.",
    "Если законом предусматривается иной срок, применяется он.",
]


@pytest.mark.parametrize("text", LIVE)
def test_live_text_is_no_note(text):
    """Words of exclusion, notes and plans inside a norm leave it a norm in force."""
    act = read(text)
    assert act.notes == ()
    assert all(p.in_force for p in act.provisions)


EXCLUDED = [
    ("3) исключен Законом РК от 14.07.2022 № 141-VII (вводится в действие с 01.01.2023);", "art_1__para_1__subpara_3"),
    ("2. Исключен Законом РК от 14.07.2022 № 141-VII;", "art_1__para_2"),
    ("2. исключен", "art_1__para_2"),
    ("2. Исключен – Законом РК от 14.07.2022 № 141-VII.", "art_1__para_2"),
    ("2. Утратил силу Законом РК от 14.07.2022 № 141-VII.", "art_1__para_2"),
    ("Статья 1-1 исключена Законом РК от 14.07.2022 № 141-VII.", "art_1-1"),
    ("Статья 1-1. Запись\nСноска. Статья 1-1 исключена Законом РК от 14.07.2022 № 141-VII.", "art_1-1"),
]


@pytest.mark.parametrize(("text", "eid"), EXCLUDED, ids=[e[0][:40] for e in EXCLUDED])
def test_excluded_units(text, eid):
    """An excluded unit keeps its number and its place; the words that say so are a note on it."""
    act = read(text)
    assert [p.eid for p in act.provisions if p.status == "excluded"] == [eid]
    assert [n.eid for n in act.notes] == [eid]
    assert next(p for p in act.provisions if p.eid == eid).text == ""


def test_kazakh_exclusion_and_live_text():
    """«алып тасталды – ҚР …» is an exclusion, «алып тастау» in a norm is not."""
    text = "1-бап. А\nОрган:\n1) алып тасталды – ҚР 14.07.2022 № 141-VII Заңымен;\n2) қайталауды алып тастау;\n3) береді.\n"
    act = read("", text, "draft.kaz.txt")
    assert [(p.eid, p.status) for p in act.provisions[2:]] == [
        ("art_1__subpara_1", "excluded"),
        ("art_1__subpara_2", "in_force"),
        ("art_1__subpara_3", "in_force"),
    ]


def test_amendments_are_parsed():
    """Number, date and commencement of each amending act; a Cyrillic І in the number becomes Latin."""
    act = read(
        "Сноска. Статья 1 с изменениями, внесенными законами РК от 28.12.2016 № 34-VІ (вводится в действие с 01.01.2017);"
        " от 14.07.2022 № 141-VII (вводится в действие по истечении десяти (10) дней)."
    )
    assert [(a.act_number, a.date, a.commencement) for a in act.notes[0].amendments] == [
        ("34-VI", dt.date(2016, 12, 28), "вводится в действие с 01.01.2017"),
        ("141-VII", dt.date(2022, 7, 14), "вводится в действие по истечении десяти (10) дней"),
    ]


def test_kazakh_amendments_are_parsed():
    """The Kazakh form: ҚР, date, number, commencement in brackets."""
    text = "1-бап. А\nБір.\nЕскерту. 1-бапқа өзгеріс енгізілді – ҚР 14.07.2022 № 141-VII (01.01.2023 бастап қолданысқа енгізіледі) Заңымен.\n"
    note = read("", text, "draft.kaz.txt").notes[0]
    assert (note.kind, note.eid) == ("amendment", "art_1")
    assert [(a.act_number, a.date) for a in note.amendments] == [("141-VII", dt.date(2022, 7, 14))]


def test_the_edition_is_the_newest_change_in_force():
    """Planned changes do not count, commencement days do."""
    act = read(
        "Сноска. Статья 1 с изменением, внесенным Законом РК от 14.07.2022 № 141-VII (вводится в действие с 01.01.2023).\n"
        "Примечание ИЗПИ! Статья 2 предусматривается в редакции Закона РК от 09.01.2026 № 256-VIII."
    )
    assert act.edition == dt.date(2023, 1, 1)
    assert read("Ответ на бумаге.").edition is None


def test_what_comes_into_force_later_is_not_in_force():
    """«вводится в действие с …» after the edition's day, «приостановлено до …» likewise."""
    later = read(
        "Сноска. Статья 1 в редакции Закона РК от 14.07.2022 № 141-VII.\n"
        "Примечание ИЗПИ!\n\nСтатья 2 вводится в действие с 01.01.2024."
    )
    assert [p.eid for p in later.provisions if p.status == "not_yet_in_force"] == ["art_2"]
    halted = read(
        "Сноска. Статья 1 в редакции Закона РК от 14.07.2022 № 141-VII.\n"
        "Примечание ИЗПИ!\n\nДействие статьи 2 приостановлено до 01.01.2024."
    )
    assert [p.eid for p in halted.provisions if p.status == "suspended"] == ["art_2"]


def test_a_repealed_act():
    """The banner of a repealed act makes its status, not an excluded provision."""
    act = read("", "Сноска. Закон утратил силу Законом РК от 16.01.2026 № 258-VIII.\n" + ACT)
    assert act.status == "repealed"
    assert all(p.in_force for p in act.provisions)


def test_a_note_under_a_heading_that_names_nothing():
    """«Сноска. Исключена Законом …» under a heading excludes what the heading opens."""
    act = read("Статья 1-1. Запись\nСноска. Исключена Законом РК от 14.07.2022 № 141-VII.")
    assert [p.eid for p in act.provisions if p.status == "excluded"] == ["art_1-1"]


def test_a_note_at_the_head_concerns_the_act():
    """A pointer to the commencement clause at the head of an act is not a note on that clause."""
    act = read("", "Примечание ИЗПИ! Порядок введения в действие см. ст. 2\n" + ACT)
    assert [(n.kind, n.eid) for n in act.notes] == [("editorial", "")]


ENGLISH = [
    ("dated 14.07.2022 No. 141-VII (shall be enforced from 01.01.2023)", "141-VII", dt.date(2022, 7, 14)),
    ("No. 240-VI dated 01.04.2019 (shall be enforced upon expiry of ten days)", "240-VI", dt.date(2019, 4, 1)),
    ("No. 72-VII of 15.11.2021 (shall be put into effect on 01.01.2022)", "72-VII", dt.date(2021, 11, 15)),
    ("No. 139 dated 5 May 2006", "139", dt.date(2006, 5, 5)),
    ("dated January 12, 2007 No. 222", "222", dt.date(2007, 1, 12)),
]


@pytest.mark.parametrize(("act", "number", "day"), ENGLISH, ids=[e[0][:30] for e in ENGLISH])
def test_english_amendments(act, number, day):
    """The ways in which English pages name an amending act."""
    text = (
        f"Article 1. Terms\n1. One.\nFootnote. Article 1 as amended by the Law of the Republic of Kazakhstan {act}.\n"
    )
    note = read("", text, "draft.eng.txt").notes[0]
    assert (note.kind, note.eid) == ("amendment", "art_1")
    assert [(a.act_number, a.date) for a in note.amendments] == [(number, day)]


BY_NAME = [
    ("Подпункт 3) исключен Законом РК от 14.07.2022 № 141-VII.", "draft.rus.txt", "art_1__subpara_3"),
    ("3) тармақша алып тасталды – ҚР 14.07.2022 № 141-VII Заңымен;", "draft.kaz.txt", "art_1__subpara_3"),
    ("Пункт 2 исключен Законом РК от 14.07.2022 № 141-VII.", "draft.rus.txt", "art_1__para_2"),
    ("2-тармақ алып тасталды – ҚР 14.07.2022 № 141-VII Заңымен;", "draft.kaz.txt", "art_1__para_2"),
]


@pytest.mark.parametrize(("line", "name", "eid"), BY_NAME, ids=[b[0][:30] for b in BY_NAME])
def test_units_excluded_by_their_name(line, name, eid):
    """A placeholder that names its unit instead of bearing its number stands for that unit."""
    head = "Статья 1. А" if ".rus." in name else "1-бап. А"
    act = read("", f"{head}\nОрган:\n1) раз;\n2) два;\n{line}\n", name)
    assert [p.eid for p in act.provisions if p.status == "excluded"] == [eid]


OLD = [
    (
        "Сноска. Статья 1 с изменениями, внесенными Законом РК от 19 июня 1997 г. N 134-I.",
        "draft.rus.txt",
        "134-I",
        dt.date(1997, 6, 19),
    ),
    ("Ескерту. 1-бап жаңа редакцияда - ҚР 2012.12.24 № 60-V Заңымен.", "draft.kaz.txt", "60-V", dt.date(2012, 12, 24)),
    (
        "Ескерту. 1-бап өзгертілді - ҚР 1997 жылғы 19 маусымдағы N 134-І Заңымен.",
        "draft.kaz.txt",
        "134-I",
        dt.date(1997, 6, 19),
    ),
]


@pytest.mark.parametrize(("note", "name", "number", "day"), OLD, ids=[o[3].isoformat() + o[1] for o in OLD])
def test_amendments_of_old_acts(note, name, number, day):
    """Dates in words and dates that begin with the year, as notes of the 1990s and 2000s write them."""
    head = "Статья 1. А" if ".rus." in name else "1-бап. А"
    found = read("", f"{head}\n1. Раз.\n{note}\n", name).notes[0]
    assert (found.eid, [(a.act_number, a.date) for a in found.amendments]) == ("art_1", [(number, day)])


def test_a_change_of_words_throughout_the_text_is_a_note_on_the_act():
    """«По всему тексту слова … заменены» is the editor's, and concerns the act."""
    act = read(
        "", 'По всему тексту слова "орган" заменены словами "служба" Законом РК от 20 декабря 2004 г. N 13.\n' + ACT
    )
    assert [(n.eid, [a.act_number for a in n.amendments]) for n in act.notes] == [("", ["13"])]


COMING = [
    ("rus", "2) вводится в действие по истечении двух месяцев после дня его официального опубликования в соответствии с Законом РК от 14.07.2026 № 14-IX;"),
    ("rus", "2) вводятся в действие с 01.07.2027 Законом РК от 14.07.2026 № 14-IX."),
    ("kaz", "2) алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі - ҚР 14.07.2026 № 14-IX Заңымен;"),
]  # fmt: skip
LIST = {
    "rus": "Статья 1. Понятия\n1. Орган:\n1) ведет реестр;\n{item}\n3) дает справки.",
    "kaz": "1-бап. Ұғымдар\n1. Орган:\n1) тізілім жүргізеді;\n{item}\n3) анықтама береді.",
}


@pytest.mark.parametrize(("language", "item"), COMING)
def test_a_unit_whose_words_are_still_to_come_is_a_note(language, item):
    """The publisher's words in its place are no norm."""
    act = read("", LIST[language].replace("{item}", item), f"draft.{language}.txt")
    unit = next(p for p in act.provisions if p.number == "2" and p.kind == "subparagraph")
    assert (unit.text.strip(), unit.status) == ("", "not_yet_in_force")
    assert [(n.kind, n.eid, n.text) for n in act.notes] == [("future", unit.eid, item[3:])]
    assert act.notes[0].amendments[0].date == dt.date(2026, 7, 14)


@pytest.mark.parametrize(
    "item",
    [
        "2) вводится в действие с 1 июля 2027 года;",
        "2) вводится в действие по решению органа в соответствии с Законом Республики Казахстан от 14 июля 2026 года № 14-IX;",
        "2) Закон РК от 14.07.2026 № 14-IX вводится в действие позже;",
    ],
)
def test_the_legislators_words_on_commencement_stay_the_units_own(item):
    act = read("", LIST["rus"].replace("{item}", item))
    unit = next(p for p in act.provisions if p.number == "2" and p.kind == "subparagraph")
    assert item[3:20] in unit.text
    assert (unit.status, act.notes) == ("in_force", ())
