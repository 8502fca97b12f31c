"""What must hold for references of any act: places, order, notes, links, time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from model import model_act

from lawkit.model import LANGUAGES, Act, Address, Amendment, Link, Note, Reading, Span
from lawkit.reading import find_references
from lawkit.reading.citations import cite
from lawkit.reading.graph import graph, graph_text
from lawkit.reading.references import references_in_text
from lawkit.register import Register


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


def with_note(text: str, note: str, eid: str = "art_5", amendments: tuple[Amendment, ...] = ()) -> Act:
    act = model_act("law", "rus", "art_5__para_1", text)
    start = len(act.body)
    body = act.body + note + "\n"
    return dataclasses.replace(
        act, body=body, notes=(Note("amendment", note, Span(start, start + len(note)), eid, amendments),)
    )


def test_references_in_notes_are_marked_as_amendment_history(register):
    note = "Сноска. Статья 5 с изменениями, внесенными законами РК от 29.12.2014 № 269-V (вводится в действие с 01.01.2015); от 21.05.2013 № 94-V."
    found = [r for r in find_references(with_note("Слова.", note), register) if r.editorial]
    assert [(r.text, r.status, str(r.target)) for r in found] == [
        ("Статья 5", "resolved", "Z9900000001#art_5"),
        ("законами РК от 29.12.2014 № 269-V", "act_only", "Z1400000269"),
        ("от 21.05.2013 № 94-V", "resolved", "Z1300000094"),
    ]
    assert all(r.source == "art_5" for r in found)


HEADS = [
    ("rus", "Сноска. Закон дополнен статьей 7-1 в соответствии с Законом РК от 14.07.2022 № 141-VII.", ["Z9900000001", "Z9900000001#art_7-1", "Z2200000141"]),
    ("kaz", "Ескерту. Заң 7-1-баппен толықтырылды - ҚР 14.07.2022 № 141-VII Заңымен.", ["Z9900000001#art_7-1", "Z2200000141"]),
    ("rus", "Сноска. Параграф 1 дополнен статьей 8 в соответствии с Законом РК от 14.07.2022 № 141-VII.", ["Z9900000001#chp_3__subchp_1", "Z9900000001#art_8", "Z2200000141"]),
    ("rus", "Сноска. Кодекс дополнен словами.", []),  # the act is a law
]  # fmt: skip


@pytest.mark.parametrize(("language", "note", "targets"), HEADS)
def test_a_note_begins_with_this_act_and_its_place(language, note, targets, register):
    """«Закон» at the head of a note is the act itself, «параграф 1» one of the chapter in which the note stands."""
    act = model_act("law", language, "art_8__para_1", "Слова.")
    chapters = tuple(
        dataclasses.replace(p, parent="chp_3__subchp_1") if p.eid == "art_8" else p for p in act.provisions
    )
    start = len(act.body)
    noted = dataclasses.replace(
        act, body=act.body + note, provisions=chapters,
        notes=(Note("amendment", note, Span(start, start + len(note)), "art_8"),),
    )  # fmt: skip
    assert [str(r.target) for r in find_references(noted, register) if r.editorial and r.target] == targets


def test_what_a_notes_link_told_about_an_order_is_used(register):
    note = "Сноска. Статья 5 в редакции приказа Министра финансов РК от 21.08.2025 № 1456."
    amendment = Amendment("1456", dt.date(2025, 8, 21), act="V2500036673")
    told = find_references(with_note("Слова.", note, amendments=(amendment,)), register)
    untold = find_references(with_note("Слова.", note), register)
    assert [str(r.target) for r in told if "1456" in r.text] == ["V2500036673"]
    assert [(r.target, r.status) for r in untold if "1456" in r.text] == [(None, "undetermined")]


def test_a_publishers_link_names_the_act_that_the_text_does_not(register):
    act = model_act(
        "law", "rus", "art_2__para_1", "Приказом Министра финансов Республики Казахстан от 16 августа 2024 года № 1546."
    )
    start = act.body.index("Приказом")
    linked = dataclasses.replace(act, links=(Link(Span(start, start + 8), "/rus/docs/V2400034933#z5"),))
    assert [r.target for r in find_references(act, register)] == [None]
    assert [str(r.target) for r in find_references(linked, register)] == ["V2400034933"]


def test_a_link_never_overrules_the_act_that_the_text_names(register):
    act = model_act("law", "rus", "art_2__para_1", 'Законом Республики Казахстан "О доступе к информации".')
    linked = dataclasses.replace(
        act, links=(Link(Span(act.body.index("Законом"), act.body.index("Законом") + 7), "/rus/docs/Z1300000094"),)
    )
    assert [str(r.target) for r in find_references(linked, register)] == ["Z1500000401"]


def test_a_target_in_another_act_at_hand_is_checked_in_its_tree(register):
    law = model_act("law", "rus", "art_2__para_1", "Слова.")
    order = model_act(
        "order", "rus", "para_2", 'Пунктом 2 статьи 5 и статьей 40 Закона Республики Казахстан "О модельных услугах".'
    )
    found = find_references(order, register, {law.act_id: law})
    assert [(r.status, str(r.target)) for r in found] == [
        ("resolved", "Z9900000001#art_5__para_2"),
        ("dead", "Z9900000001#art_40"),
    ]


def test_a_short_name_of_something_else_is_not_the_act_named_before_it(register):
    law = 'Фонд создан Законом Республики Казахстан "О связи" (далее – Фонд), проверка по Закону Республики Казахстан "О доступе к информации" (далее – проверка на соответствие).'
    act = model_act("law", "rus", "art_2__para_1", "Фонд и проверка на соответствие.", before=law)
    place = next(p.span.start for p in act.provisions if p.eid == "art_2__para_1")
    assert [r.text for r in find_references(act, register) if r.span.start >= place] == []


def test_nothing_is_resolved_in_a_table_of_contents(register):
    act = model_act("law", "rus", "art_2__para_1", "Статья 5 настоящего Закона.")
    toc = tuple(dataclasses.replace(p, kind="toc") if p.eid == "art_2__para_1" else p for p in act.provisions)
    assert find_references(act, register)
    assert not find_references(dataclasses.replace(act, provisions=toc), register)


WORDS = st.sampled_from(
    """статьи статьёй пункта подпунктом 5 7-1 3) и , ; « " ( ) № от 6 апреля 2016 года Закона Республики Казахстан настоящего О связи Правил
    (далее – Закон) законодательством об кодекса Гражданского осы Заңның 5-бабының 2-тармағы туралы Қазақстан Республикасының Article 5 of
    this Law paragraph приложению к абзац второй частью первой 9–12 I XIX""".split()  # noqa: SIM905 - words read better so
)


@settings(max_examples=150, deadline=None)
@given(words=st.lists(WORDS, max_size=40), language=st.sampled_from(LANGUAGES))
def test_any_words_give_references_inside_the_text_in_order(words, language):
    text = " ".join(words)
    found = references_in_text(text, language, register=Register.load())
    assert [r.span.start for r in found] == sorted(r.span.start for r in found)
    for r in found:
        assert 0 <= r.span.start < r.span.end <= len(text)
        assert r.text == text[r.span.start : r.span.end]
        assert r.status != "resolved" or r.target is not None
        assert r.status in ("resolved", "act_only") or r.reason


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300), language=st.sampled_from(LANGUAGES))
def test_any_characters_are_read_without_failing(text, language):
    assert references_in_text(text, language) == references_in_text(text, language)


HOSTILE = {
    "digits": "статьи " + "1" * 150_000,
    "numbers": "статьи " + "5, " * 50_000,
    "brackets": "(" * 75_000 + ")" * 75_000,
    "spaces": "статьи" + " " * 150_000 + "5",
    "letters": "законодательством о " + "а" * 150_000,
    "word": "приказом Министра " + "финансов " * 15_000,
    "country": "Қазақстан Республикасының " * 6_000 + "заңнамасы",
}
# Nothing but references, so that each word costs: time must still grow with the length only.
DENSE = {
    "quotes": 'Закон "' * 4_000,
    "titles": 'законами "О связи", ' * 2_000,
    "line": "в соответствии со статьей 5 и пунктом 2 Закона Республики Казахстан " * 600,
    "kazakh": "туралы заң " * 3_500,
    "defined": "(далее – Закон) Закона " * 1_800,
    "registered": "приказ от 5 мая 2023 года № 7 (зарегистрирован в Реестре государственной регистрации под № 32450) "
    * 500,
}


def seconds(text: str, language: str, register: Register) -> float:
    """The least of three runs: the machine may be busy with something else."""
    references_in_text("статья 5", language, register=register)
    spent = []
    for _ in range(3):
        began = time.process_time()
        references_in_text(text, language, register=register)
        spent.append(time.process_time() - began)
        if spent[-1] < 0.3:
            break
    return min(spent)


@pytest.mark.parametrize("name", sorted(HOSTILE))
@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_is_read_at_half_a_megabyte_a_second_or_better(name, language, register):
    assert seconds(HOSTILE[name], language, register) < 5 * len(HOSTILE[name]) / 2_000_000 + 1


@pytest.mark.parametrize("name", sorted(DENSE))
@pytest.mark.parametrize("language", ["rus", "kaz"])
def test_three_times_the_text_takes_nothing_like_nine_times_as_long(name, language, register):
    once = seconds(DENSE[name][: len(DENSE[name]) // 3], language, register)
    assert seconds(DENSE[name], language, register) < 6 * once + 0.5


CITED = [
    ("Z1500000401#art_6-2__para_1__subpara_3", "rus", "подпункт 3) пункта 1 статьи 6-2 Закона Республики Казахстан от 16 ноября 2015 года № 401-V «О доступе к информации»"),
    ("Z1500000401#art_5", "kaz", "«Ақпаратқа қол жеткізу туралы» Қазақстан Республикасының 2015 жылғы 16 қарашадағы № 401-V Заңының 5-бабы"),
    ("Z1500000401#art_5__para_2", "eng", "paragraph 2 of Article 5 of the Law of the Republic of Kazakhstan dated 16 November 2015 No. 401-V “On Access to Information”"),
    ("Z1500000401", "rus", "Закон Республики Казахстан от 16 ноября 2015 года № 401-V «О доступе к информации»"),
    ("K1500000377#art_5", "rus", "статья 5 Гражданского процессуального кодекса Республики Казахстан"),
    ("K1500000377#art_5", "kaz", "Қазақстан Республикасының Азаматтық процестік кодексінің 5-бабы"),
    ("Z1400000202#annex_2__para_4", "rus", "пункт 4 приложения 2 к Закону Республики Казахстан от 16 мая 2014 года № 202-V «О разрешениях и уведомлениях»"),
    ("Z1400000202#annex_2", "kaz", "«Рұқсаттар және хабарламалар туралы» Қазақстан Республикасының 2014 жылғы 16 мамырдағы № 202-V Заңына 2-қосымша"),
    ("draft:x#art_2", "rus", "статья 2 (draft:x)"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "language", "citation"), CITED)
def test_a_citation_has_form_date_number_and_title_in_the_drafters_order(address, language, citation, register):
    assert cite(Address.parse(address), None, language, register) == citation


def test_a_citation_written_in_russian_is_read_back_as_its_address(register):
    for text in (
        "Z1500000401#art_5__para_2",
        "K1500000375#art_79-1",
        "Z1300000094#art_8__para_4__subpara_6",
        "K1400000235#art_79",
    ):
        citation = cite(Address.parse(text), None, "rus", register)
        assert str(references_in_text(citation, "rus", register=register)[0].target) == text


def test_the_graph_counts_references_between_acts_and_marks_dead_ones(register):
    act = model_act(
        "law",
        "rus",
        "art_2__para_1",
        'Статьей 5 Закона Республики Казахстан "О связи", Законом Республики Казахстан от 4 декабря 2015 года "О государственных закупках" и статьей 7 настоящего Закона.',
    )
    reading = Reading(act, find_references(act, register))
    made = graph([reading], "act", register)
    assert [(e.source, e.target, e.count, e.dead) for e in made.edges] == [
        ("Z9900000001", "Z040000567_", 1, 0),
        ("Z9900000001", "Z1500000434", 1, 1),
    ]
    assert [(e.source, e.target) for e in graph([reading], "article", register).edges] == [
        ("Z9900000001#art_2", "Z040000567_#art_5"),
        ("Z9900000001#art_2", "Z1500000434"),
        ("Z9900000001#art_2", "Z9900000001#art_7"),
    ]


def test_the_graph_is_well_formed_in_each_of_its_forms(register):
    import json
    import xml.etree.ElementTree as ET

    act = model_act("law", "rus", "art_2__para_1", 'Законом Республики Казахстан "О связи".', title='Закон "A & B" <x>')
    readings = [Reading(act, find_references(act, register))]
    data = json.loads(graph_text(readings, "act", "json", register))
    assert [n["id"] for n in data["nodes"]] == ["Z040000567_", "Z9900000001"]
    root = ET.fromstring(graph_text(readings, "act", "graphml", register))
    assert [e.tag.rpartition("}")[2] for e in root[-1]] == ["node", "node", "edge"]
    dot = graph_text(readings, "act", "dot", register)
    assert dot.count("->") == 1
    assert 'label="Закон \\"A & B\\" <x>"' in dot
    assert graph_text(readings, "act", "dot", register) == dot


def test_an_id_tells_of_which_year_a_text_without_a_date_is(register):
    text = "согласно статье 5 Бюджетного кодекса Республики Казахстан"
    act = dataclasses.replace(model_act("law", "rus", "art_5__para_3", text), adopted=None, edition=None)
    of = {
        i: [str(r.target) for r in find_references(dataclasses.replace(act, act_id=i), register) if "5" in r.text]
        for i in ("Z090000123_", "Z1200000001", "Z2500000300", "draft:one")
    }
    assert of["Z1200000001"] == of["Z090000123_"] == ["K080000095_#art_5"]
    assert of["Z2500000300"] == of["draft:one"] == ["K2500000171#art_5"]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("rus", "Об административных правонарушениях", "Согласно части второй настоящей статьи."),
        ("kaz", "Әкімшілік құқық бұзушылық туралы", "Осы баптың екінші бөлігінің талаптары."),
        ("kaz", "Қылмыстық-атқару кодексі", "Осы баптың екінші бөлігінің талаптары."),
    ],
)
def test_codes_that_number_the_parts_of_articles_are_told_by_their_name(language, title, text, register):
    """A part of such a code may say too little by itself."""
    act = dataclasses.replace(model_act("law", language, "art_5__para_1", text), title=title)
    assert [str(r.target) for r in find_references(act, register)] == ["Z9900000001#art_5__para_2"]


def test_a_section_that_cites_parts_only_numbers_its_parts(register):
    """Two citations of parts and none of points tell it, where an act gives no more."""
    cites = "частью третьей статьи 5, частями первой, второй или третьей статьи 50"
    for text, target in ((cites, "art_5__para_3"), (f"{cites}, пунктом 2 статьи 5", "art_5")):
        act = model_act("law", "rus", "art_6__para_1", f"Согласно {text} настоящего Закона.")
        found = find_references(act, register)
        assert str(found[0].target) == f"Z9900000001#{target}"
