"""Orders: found by their registration, wherever the texts at hand or corpus/orders.yaml tell of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from model import model_act

from lawkit.errors import RulesError
from lawkit.model import Act, Amendment, Note, Span
from lawkit.reading import find_references
from lawkit.reading.references import references_in_text, registrations
from lawkit.reading.references.registrations import (
    Fact,
    Orders,
    _rows,
    issuer_of,
    known_orders,
    order_id,
    plain_number,
)
from lawkit.register import Register

FULL = "Приказ Министра связи от 5 мая 2023 года № 77 (зарегистрирован в Реестре государственной регистрации нормативных правовых актов под № 32450)."
BARE = "Правила утверждены приказом Министра связи Республики Казахстан от 5 мая 2023 года № 77."


def other(text: str, language="rus", notes: tuple[Note, ...] = ()) -> Act:
    """An act beside the one that is read."""
    act = dataclasses.replace(model_act("order", language, "para_1", text), act_id="V9900000009", number="9")
    return dataclasses.replace(act, notes=notes)


def orders_named(act: Act, acts: dict[str, Act], register: Register | None) -> list[str]:
    found = find_references(act, register, acts)
    return [str(r.target) for r in found if r.kind == "other_act" and "№" in r.text and r.target is not None]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


IDS = [
    ("34933", "2024-08-15", "V2400034933"),
    ("12864", "2015-12-09", "V1500012864"),  # registered in January 2016: the id has the order's year
    ("10258", "2014-12-30", "V1400010258"),
    ("5191", "2008-03-18", "V080005191_"),
    ("7021", "2011-05-19", "V1100007021"),
    ("39900", "2026-09-01", "V2600039900"),  # later than all that is listed
    ("5017", "2019-01-10", ""),  # given out before the order was made
    ("38000", "2019-01-10", ""),  # given out years after it
    ("1820", "2002-04-01", ""),  # the form of such old ids is not vouched for
    ("24а", "2024-01-01", ""),
]


@pytest.mark.parametrize(("registered", "issued", "act_id"), IDS)
def test_an_orders_id_is_its_year_and_its_registration(registered, issued, act_id):
    assert order_id(registered, dt.date.fromisoformat(issued)) == act_id


@pytest.mark.parametrize("issuer", ["решением маслихата области", "постановлением акимата", "мәслихаттың шешімі"])
def test_local_acts_have_registers_of_their_own(issuer):
    assert order_id("27493", dt.date(2022, 4, 1), issuer) == ""


def test_every_listed_order_has_an_id_and_its_day_fits_its_neighbours():
    """Numbers are given out in the order of days: one wrong digit in the list would show here."""
    rows = list(_rows())
    assert [r["registered"] for r in rows] == sorted({r["registered"] for r in rows})
    assert [r["entered"] for r in rows] == sorted(r["entered"] for r in rows)
    assert all(r["date"] <= r["entered"] <= r["date"] + dt.timedelta(days=120) for r in rows)
    assert all(order_id(str(r["registered"]), r["date"]) for r in rows)
    assert len(rows) > 100
    found = known_orders().find(rows[0]["number"], rows[0]["date"], "приказ министра юстиции", "rus")
    assert found == order_id(str(rows[0]["registered"]), rows[0]["date"])


def test_listed_orders_agree_with_the_register_of_acts(register):
    """An act that stands in both has the same number, day and id."""
    both = 0
    for row in _rows():
        act = register.by_id(order_id(str(row["registered"]), row["date"]))
        if act is not None:
            both += 1
            assert (act.number, act.date) == (row["number"], row["date"])
    assert both >= 2


def test_another_act_at_hand_tells_the_registration(register):
    act = model_act("law", "rus", "art_2__para_1", BARE)
    assert orders_named(act, {}, register) == []
    assert orders_named(act, {"V9900000009": other(FULL)}, register) == ["V2300032450"]
    assert orders_named(act, {"V9900000009": other(FULL)}, None) == ["V2300032450"]


def test_what_another_act_tells_is_of_its_issuer_only(register):
    """The same day and number of another minister, or of nobody in particular, may be another order."""
    acts = {"V9900000009": other(FULL)}
    for text in (BARE.replace("связи", "обороны"), "Правила утверждены приказом от 5 мая 2023 года № 77."):
        assert orders_named(model_act("law", "rus", "art_2__para_1", text), acts, register) == []


def test_a_later_place_of_the_same_act_tells_the_registration(register):
    act = model_act("law", "rus", "art_2__para_1", BARE)
    told = dataclasses.replace(act, body=act.body + FULL + "\n")
    assert orders_named(told, {}, register) == ["V2300032450"]
    anonymous = model_act("law", "rus", "art_2__para_1", "Правила утверждены приказом от 5 мая 2023 года № 77.")
    told = dataclasses.replace(anonymous, body=anonymous.body + FULL + "\n")
    assert orders_named(told, {}, register) == ["V2300032450"]


def test_two_registrations_of_one_number_and_day_tell_nothing(register):
    """Two places of the act contradict each other."""
    act = model_act("law", "rus", "art_2__para_1", BARE)
    told = dataclasses.replace(act, body=act.body + FULL + "\n" + FULL.replace("32450", "32451") + "\n")
    assert orders_named(told, {}, register) == []


def test_a_link_in_another_acts_note_tells_the_id(register):
    """The link names the order; whose it is the note's words do not tell, so the text has to be the act's own."""
    note = "Сноска. Пункт 1 в редакции приказа Министра связи РК от 05.05.2023 № 77."
    amendments = (Amendment("77", dt.date(2023, 5, 5), act="V2300032450"),)
    act = model_act("law", "rus", "art_2__para_1", BARE)
    noted = dataclasses.replace(
        act,
        body=act.body + note,
        notes=(Note("amendment", note, Span(len(act.body), len(act.body) + len(note)), "art_2", amendments),),
    )
    assert "V2300032450" in orders_named(noted, {}, register)
    beside = other("Слова.", notes=(dataclasses.replace(noted.notes[0], span=Span(0, 1)),))
    assert orders_named(act, {"V9900000009": beside}, register) == []


def test_texts_of_another_language_are_not_asked(register):
    """Issuers cannot be compared across languages; the acts at hand of the same language are asked."""
    told = "(Нормативтік құқықтық актілерді мемлекеттік тіркеу тізілімінде № 32450 болып тіркелген)"
    kaz = other(f"Байланыс министрінің 2023 жылғы 5 мамырдағы № 77 бұйрығы {told}.", "kaz")
    assert [str(r.target) for r in find_references(kaz, register) if r.target] == ["V2300032450"]
    assert orders_named(model_act("law", "rus", "art_2__para_1", BARE), {"V9900000009": kaz}, register) == []


def test_one_text_alone_tells_of_its_own_orders(register):
    found = references_in_text(f"{FULL} {BARE}", "rus", register=register)
    assert [str(r.target) for r in found] == ["V2300032450", "V2300032450"]


COURT = "Ескертпе. ҚР Конституциялық Сотының 18.05.2023 № 14-НҚ; 06.12.2023 № 37-НҚ; 27.12.2024 № 59-НҚ нормативтік қаулыларын қараңыз."


def test_a_row_of_resolutions_in_a_kazakh_note_keeps_its_issuer(register):
    act = model_act("law", "kaz", "art_5__para_1", "Сөздер.")
    start = len(act.body)
    noted = dataclasses.replace(
        act, body=act.body + COURT, notes=(Note("editorial", COURT, Span(start, start + len(COURT)), "art_5"),)
    )
    found = [str(r.target) for r in find_references(noted, register) if r.editorial and r.target]
    assert found == ["S2300000014", "S2300000037", "S2400000059"]


def test_a_further_order_of_a_row_is_of_its_own_issuer(register):
    """«приказами Министра финансов … № 425; Министра связи … № 456»: the second is not an order of the first minister."""
    rows = {
        "РК от 06.08.2025 № 425; от 21.08.2025 № 456.": ["V2500036586", "V2500036673"],
        "РК от 06.08.2025 № 425 (вводится в действие с 01.09.2025); Министра связи РК от 21.08.2025 № 456.": [
            "V2500036586"
        ],
    }
    for words, ids in rows.items():
        note = f"Сноска. Пункт 1 с изменениями, внесенными приказами Министра финансов {words}"
        act = model_act("order", "rus", "para_1", "Слова.")
        start = len(act.body)
        noted = dataclasses.replace(
            act, body=act.body + note, notes=(Note("amendment", note, Span(start, start + len(note)), "para_1"),)
        )
        assert orders_named(noted, {}, register) == ids


NOTES = [
    ("rus", "Сноска. Приложение 1 исключено приказом и.о. Министра финансов РК от 06.08.2025 № 425 (вводится в действие с 01.09.2025).", ["V2500036586"]),
    ("rus", "Сноска. Пункт 5 с изменением, внесенным приказами Министра финансов РК от 24.06.2025 № 321 (см. п. 2); и.о. Министра финансов РК от 06.08.2025 № 425.", ["V2500036329", "V2500036586"]),
    ("rus", "Сноска. В редакции приказа Заместителя Премьер-Министра - Министра финансов РК от 20.06.2023 № 686.", ["V2300032868"]),
    ("rus", "Сноска. В редакции совместного приказа Министра финансов РК от 21.08.2025 № 456 и Министра связи РК от 06.08.2025 № 425.", ["V2500036673"]),
    ("kaz", "Ескерту. 5-тармақ жаңа редакцияда - ҚР Қаржы министрінің 21.08.2025 № 456 (01.09.2025 бастап қолданысқа енгізіледі) бұйрығымен.", ["V2500036673"]),
    ("kaz", "Ескерту. Өзгерістер енгізілді - ҚР Қаржы министрінің 24.06.2025 № 321 (01.07.2025 бастап қолданысқа енгізіледі); 14.07.2025 № 358 бұйрықтарымен.", ["V2500036329", "V2500036442"]),
    ("kaz", "Ескерту. Алып тасталды - ҚР Қаржы министрінің м.а. 06.08.2025 № 425 бұйрығымен.", ["V2500036586"]),
    ("kaz", "Ескерту. Өзгеріс енгізілді - ҚР 14.07.2022 № 141-VII (алғашқы ресми жарияланған күнінен кейін қолданысқа енгізіледі) Заңымен.", ["Z2200000141"]),
    ("rus", "Сноска. Пункт 5 в редакции Закона РК от 31.12.2021 № 100 (вводится в действие с 01.03.2022); от 18.03.2004 № 537.", ["Z2100000100", "Z040000537_"]),
    ("rus", "Сноска. Пункт 5 в редакции Закона Российской Федерации от 31.12.2021 № 100.", []),
    ("kaz", "Ескерту. Жаңа редакцияда - ҚР Байланыс министрінің 21.08.2025 № 456 бұйрығымен.", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "note", "ids"), NOTES)
def test_notes_name_the_orders_that_amended(language, note, ids, register):
    act = model_act("order", language, "para_1", "Слова." if language == "rus" else "Сөздер.")
    start = len(act.body)
    noted = dataclasses.replace(
        act, body=act.body + note, notes=(Note("amendment", note, Span(start, start + len(note)), "para_1"),)
    )
    found = find_references(noted, register)
    assert [str(r.target) for r in found if r.kind == "other_act" and "№" in r.text and r.target] == ids


ISSUERS = [
    ("приказа министра финансов рк от ", "rus", {"финан"}),
    ("приказом и.о. министра внутренних дел республики казахстан от 5", "rus", {"внутр", "дел"}),
    ("приказ первого заместителя премьер-министра республики казахстан – министра финансов от 1", "rus", {"финан"}),
    ("приказом от 5 мая", "rus", set()),
    ("қазақстан республикасы қаржы министрінің 2024", "kaz", {"қаржы"}),
    ("order of the minister of finance of the republic of kazakhstan dated 5", "eng", {"finan"}),
]


@pytest.mark.parametrize(("words", "language", "stems"), ISSUERS)
def test_issuers_are_told_apart_by_the_words_that_differ(words, language, stems):
    assert issuer_of(words, language) == stems


@given(number=st.text(alphabet="0123456789/-НҚнқ № ", max_size=12))
def test_a_plain_number_is_its_own_plain_number(number):
    assert plain_number(plain_number(number)) == plain_number(number)


@given(ids=st.lists(st.sampled_from(["V2300000001", "V2300000002"]), max_size=4), own=st.booleans())
def test_an_order_is_found_only_where_all_that_is_told_agrees(ids, own):
    orders, day = Orders(), dt.date(2023, 5, 5)
    for act_id in ids:
        orders.add("77", day, Fact(frozenset({frozenset({"связи"})}), act_id), own=own)
    found = orders.find("77", day, "приказ министра связи", "rus")
    assert found == (ids[0] if len(set(ids)) == 1 else "")
    assert orders.find("77", day, "приказ министра обороны", "rus") == ""
    assert orders.find("78", day, "приказ министра связи", "rus") == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('  - {by: "one", number: "7", date: 2020-01-01, registered: 20001, entered: 2020-01-09}', "V2000020001"),
        (
            "  - by: one\n    number: '7'\n    date: 2020-01-01\n    registered: 20001\n    entered: 2020-01-09",
            "V2000020001",
        ),
        ('  - {by: one, number: "7", date: 2020-13-01, registered: 20001, entered: 2020-01-09}', "broken"),
        ('  - {by: two, number: "7", date: 2020-01-01, registered: 20001, entered: 2020-01-09}', "order 1"),
    ],
)
def test_a_line_in_any_form_of_yaml_is_read_and_a_wrong_one_is_named(tmp_path, monkeypatch, line, expected):
    """What a lawyer types by hand need not be in the form of the list."""
    path = tmp_path / "orders.yaml"
    path.write_text(f"issuers:\n  one: {{rus: Министр связи}}\ncommon: {{rus: [приказ, министр]}}\norders:\n{line}\n")
    monkeypatch.setattr(registrations, "resource", lambda *_: path)
    for cached in (registrations._file, registrations._numbers, registrations._listed, registrations._common):
        cached.cache_clear()
    try:
        if expected.startswith("V"):
            assert known_orders().find("7", dt.date(2020, 1, 1), "приказ министра связи от", "rus") == expected
        else:
            with pytest.raises(RulesError, match=expected):
                known_orders().find("7", dt.date(2020, 1, 1), "приказ министра связи от", "rus")
    finally:
        for cached in (registrations._file, registrations._numbers, registrations._listed, registrations._common):
            cached.cache_clear()
