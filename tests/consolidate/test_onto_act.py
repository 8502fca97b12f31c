"""Old acts onto an act that exists: definitions dealt out, new names learned, frames that stay, what notes take out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from consolidation_models import act, reading

from lawkit.consolidate import check_map, draft_map
from lawkit.consolidate.lists import consequential, renamings, repeals, substitutions
from lawkit.consolidate.onto_act_evidence import WEIGHTS, chance
from lawkit.consolidate.onto_act_fate import excluded
from lawkit.consolidate.renamed import in_nominative
from lawkit.model import Act, Amendment, Note, Span

_RESTS_ON = "основывается на Конституции Республики Казахстан и состоит из иных нормативных правовых актов и"


def bee_law(**fields) -> Act:
    return act("Z9900000021", "О пчеловодстве", [
        ("Основные понятия, используемые в настоящем Законе", [
            "В настоящем Законе используются следующие основные понятия:",
            "1) пасечный билет – документ, выдаваемый пасечной палатой для подтверждения прав на улей;",
            "2) пасечная палата – юридическое лицо, ведущее учёт ульев и подтверждающее права на них;",
            "3) кочевая пасека – пасека, которую перевозят к местам цветения;"]),
        ("Законодательство Республики Казахстан о пчеловодстве", [
            f"Законодательство Республики Казахстан о пчеловодстве {_RESTS_ON} настоящего Закона."]),
        ("Выдача пасечного билета", [
            "Пасечный билет выдаётся владельцу улья в течение пяти дней после осмотра пасеки.",
            "Копия пасечного билета хранится в пасечной палате в порядке, установленном министерством.",
            "Пасечная палата отказывает в выдаче пасечного билета, если представлены недостоверные сведения об улье."]),
        ("Отзыв пасечного билета", [
            "Пасечная палата отзывает пасечный билет по требованию владельца улья либо по решению суда.",
            "Сведения об отзыве пасечного билета вносятся в перечень в течение одного дня."]),
        ("Осмотр пасек", ["Осмотр пасек зимой проводится лесничим вместе с двумя соседями и старейшиной села."]),
    ], **fields)  # fmt: skip


def farm_code(*more: tuple[str, list[str]]) -> Act:
    return act("K9900000022", "Сельский кодекс", [
        ("Сельское законодательство Республики Казахстан", [
            f"Сельское законодательство Республики Казахстан {_RESTS_ON} настоящего Кодекса."]),
        ("Пасечная палата", [
            "Пасечная палата – юридическое лицо, которое ведёт учёт ульев и подтверждает права на них.",
            "Пасечная палата отказывает в выдаче паспорта пчелиной семьи, если представлены недостоверные сведения об улье."]),
        ("Паспорт пчелиной семьи", [
            "Паспорт пчелиной семьи – документ, выдаваемый пасечной палатой для подтверждения прав на улей.",
            "Паспорт пчелиной семьи выдаётся владельцу улья в течение пяти дней после осмотра пасеки.",
            "Копия паспорта пчелиной семьи хранится в пасечной палате в порядке, установленном министерством.",
            "Пасечная палата отзывает паспорт пчелиной семьи по требованию владельца улья либо по решению суда.",
            "Сведения об отзыве паспорта пчелиной семьи вносятся в перечень в течение одного дня."]),
        ("Овцеводство", ["Овец стригут весной и осенью в помещениях, указанных хозяйством.",
                         "Шерсть сдаётся на приёмный пункт в день стрижки."]),
        *more,
    ])  # fmt: skip


def _rows(map_):
    return {r.source.eid: r for r in map_.rows if r.source is not None}


@pytest.fixture(scope="module")
def drawn():
    return draft_map([reading(bee_law())], farm_code())


@pytest.mark.parametrize(
    ("eid", "target"),
    [
        ("art_1__para_1__subpara_1", "art_3__para_1"), ("art_1__para_1__subpara_2", "art_2__para_1"),
        ("art_3__para_1", "art_3__para_2"), ("art_3__para_2", "art_3__para_3"), ("art_3__para_3", "art_2__para_2"),
        ("art_4__para_1", "art_3__para_4"), ("art_4__para_2", "art_3__para_5"), ("art_2__para_1", "art_1__para_1"),
    ],
)  # fmt: skip
def test_every_provision_is_looked_for_in_the_whole_act(drawn, eid, target):
    """A list of definitions is dealt out, an article merged, though every name of the thing changed."""
    row = _rows(drawn)[eid]
    assert (row.disposition in ("reworded", "merged", "verbatim"), row.target) == (True, target)


@pytest.mark.parametrize("eid", ["art_1__para_1__subpara_3", "art_5__para_1", "art_5"])
def test_what_has_no_counterpart_stays(drawn, eid):
    """Nothing is made up for what the new act leaves out."""
    row = _rows(drawn)[eid]
    assert (row.disposition, row.target) == ("stays", "")


def test_a_heading_goes_with_its_article(drawn):
    """An article that moved takes its heading along; one whose parts went to several says so and stays."""
    rows = _rows(drawn)
    assert rows["art_4"].target == "art_3"
    assert rows["art_1"].disposition == "stays"
    assert "разошлись по разным статьям нового акта: 2, 3;" in rows["art_1"].reason["rus"]
    assert check_map(drawn, [bee_law()]) == []


def test_new_names_are_learned_and_told(drawn):
    """The name that the new act gives throughout is found, in the nominative; words of the old act are no new names."""
    found = [(r.old, r.new) for r in renamings(drawn, [bee_law()])]
    assert found == [("пасечный билет", "паспорт пчелиной семьи")]


def test_names_to_change_are_looked_for_in_what_stays():
    """Beside an existing act a term matters where it stays behind."""
    old = bee_law()
    more = replace(next(p for p in old.provisions if p.eid == "art_5__para_1"),
                   text="Лесничий зимой смотрит у соседей пасечные билеты, сани, дрова, колодцы и собак.")  # fmt: skip
    old = replace(old, provisions=tuple(more if p.eid == more.eid else p for p in old.provisions))
    map_ = draft_map([reading(old)], farm_code())
    (one,) = [s for s in substitutions(map_, [old]) if s.found]
    assert (one.old, one.count, one.places) == ("пасечный билет", 1, (str(old.at("art_5__para_1")),))


def test_the_same_words_win_over_the_likest_article():
    """An article that is alike as a whole does not draw a point whose very words stand elsewhere."""
    words = "Пасечная палата обязана принимать меры против утраты, подделки и порчи ульевых записей."
    special = "Горная пасечная палата обязана принимать меры против утраты, подделки и порчи ульевых записей."
    old = act("Z9900000023", "О палатах", [("Обязанности пасечной палаты", [
        "Пасечная палата хранит записи об ульях десять лет.", words, special])])  # fmt: skip
    new = act("K9900000024", "Кодекс палат", [
        ("Обязанности пасечной палаты", ["Пасечная палата хранит записи об ульях не менее десяти лет.", words]),
        ("Горная пасечная палата", ["Горная пасечная палата открывается в ущелье.", special]),
    ])  # fmt: skip
    rows = _rows(draft_map([reading(old)], new))
    assert [rows[f"art_1__para_{n}"].target for n in (1, 2, 3)] == ["art_1__para_1", "art_1__para_2", "art_2__para_2"]


def _note(eid: str, text: str) -> Note:
    law = Amendment("256-VIII", dt.date(2026, 1, 9), "", None)
    return Note("future", text, Span(0, 0), eid, (law,))


@pytest.mark.parametrize(
    ("language", "text", "out"),
    [
        ("rus", "Примечание ИЗПИ!\nСтатью 5 предусматривается исключить Законом РК от 09.01.2026 № 256-VIII.", True),
        ("rus", "Примечание ИЗПИ!\nСтатья 5 предусматривается в редакции Закона РК от 09.01.2026 № 256-VIII.", False),
        ("rus", "Примечание ИЗПИ!\nЗаголовок статьи 5 предусматривается исключить Законом РК № 256-VIII.", False),
        ("kaz", "ЗҚАИ-ның ескертпесі!\n5-бапты алып тастау көзделген – ҚР 09.01.2026 № 256-VIII Заңымен.", True),
        ("kaz", "ЗҚАИ-ның ескертпесі!\n5-бап жаңа редакцияда көзделген – ҚР 09.01.2026 № 256-VIII Заңымен.", False),
    ],
)
def test_notes_that_take_out(language, text, out):
    """Only a note that a whole provision goes counts, not one on its heading or a new wording."""
    old = replace(bee_law(), language=language, notes=(_note("art_5", text),))
    assert ("art_5" in excluded(old)) is out


def test_what_a_note_takes_out_does_not_stay():
    """A provision without a counterpart that a law already adopted excludes falls, and the law is named."""
    note = _note("art_5", "Примечание ИЗПИ!\nСтатью 5 предусматривается исключить Законом РК от 09.01.2026 № 256-VIII.")
    old = replace(bee_law(), notes=(note,))
    row = _rows(draft_map([reading(old)], farm_code()))["art_5__para_1"]
    assert row.disposition == "superseded"
    assert "№ 256-VIII (09.01.2026)" in row.reason["rus"]


def _strange() -> Act:
    """An act of another field; only its frame is like that of the code."""
    texts = ["Мосты осматривают после ледохода.", "Паромы ходят по расписанию.", "За проезд по мосту плату не берут.",
             "Брод отмечают вехами.", "Лодочник держит спасательный круг.", "Пристань освещают ночью."]  # fmt: skip
    return act("Z9900000025", "О переправах", [
        ("Законодательство Республики Казахстан о переправах", [
            f"Законодательство Республики Казахстан о переправах {_RESTS_ON} настоящего Закона."]),
        *((f"Переправа {n}", [text]) for n, text in enumerate(texts)),
    ])  # fmt: skip


def test_the_frame_of_an_act_that_stays_stays():
    """«Legislation of …» is alike in all acts; without its act it does not go over, and no reference breaks."""
    bridges = _strange()
    map_ = draft_map([reading(bee_law()), reading(bridges)], farm_code())
    rows = {(r.source.act, r.source.eid): r for r in map_.rows if r.source is not None}
    assert rows["Z9900000025", "art_1__para_1"].disposition == "stays"
    assert rows["Z9900000021", "art_2__para_1"].target == "art_1__para_1"
    assert [r.act for r in repeals(map_, [reading(bee_law()), reading(bridges)])] == ["Z9900000021"]
    assert [a for a in consequential(map_, [reading(bee_law()), reading(bridges)]) if "Z9900000025" in a.target] == []


def test_evidence_adds_up():
    """Every kind of evidence moves the chance the way its weight says, and none alone is enough."""
    none = [0.0] * len(WEIGHTS)
    for k, weight in enumerate(WEIGHTS.values()):
        one = [*none]
        one[k] = 1.0
        assert (chance(one) > chance(none)) is (weight > 0)
        assert chance(one) < 0.5
    assert chance([1.0 if w > 0 else 0.0 for w in WEIGHTS.values()]) > 0.99


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("регистрационных свидетельств", "регистрационное свидетельство"),
        ("сертификатов открытого ключа электронной цифровой подписи", "сертификат открытого ключа электронной цифровой подписи"),
        ("информационной безопасности", "информационная безопасность"),
        ("кибербезопасности", "кибербезопасность"),
        ("после", "после"),
    ],
)  # fmt: skip
def test_names_in_the_nominative(words, told):
    """A name is told as a dictionary has it; what has no noun stays as it is."""
    assert in_nominative(words, "rus") == told
    assert in_nominative(words, "kaz") == words
