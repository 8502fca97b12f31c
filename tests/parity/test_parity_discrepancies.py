"""What differs between two versions is found under its name and at its place; what is the same is left alone."""

from dataclasses import replace

import pytest
from parity_models import act, reading, renumbered

from lawkit.model import Amendment, Note, Reading, Span
from lawkit.parity import find_discrepancies

PAIRS = [("rus", "kaz"), ("rus", "eng"), ("kaz", "eng"), ("kaz", "rus"), ("eng", "rus")]


def found(a, b, *, sure=True):
    """Code and first place of each finding."""
    return [(f.code, f.pins[0].address.eid) for f in find_discrepancies(a, b) if not sure or f.tier != "possible"]


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_faithful_versions_differ_in_nothing(a, b):
    assert found(reading(a), reading(b), sure=False) == []


@pytest.mark.parametrize(
    ("language", "old", "new", "code", "eid"),
    [
        ("rus", "пяти рабочих", "семи рабочих", "deadline-differs", "art_3__para_2"),
        ("rus", "пяти рабочих", "пяти календарных", "deadline-differs", "art_3__para_2"),
        ("kaz", "бес жұмыс күні", "бес күнтізбелік күн", "deadline-differs", "art_3__para_2"),
        ("kaz", "бес жұмыс күні", "бес ай", "deadline-differs", "art_3__para_2"),
        ("rus", "трех часов", "трех дней", "deadline-differs", "art_3__para_1__subpara_2"),
        ("kaz", "жиырма айлық", "отыз айлық", "amount-differs", "art_3__para_4"),
        ("rus", "одна треть", "одна четверть", "amount-differs", "art_4__para_1"),
        ("kaz", "15 (он бес)", "17 (он жеті)", "number-differs", "art_4__para_1"),
        ("rus", "1 июля", "1 июня", "date-differs", "art_5__al_1"),
        ("kaz", "2027 жылғы", "2028 жылғы", "date-differs", "art_5__al_1"),
        ("rus", "нарушение пункта 2", "нарушение пункта 3", "target-differs", "art_3__para_4"),
        ("kaz", "1) және 3) тармақшаларына", "1) және 2) тармақшаларына", "target-differs", "art_4__para_3"),
        ("rus", "пункта 1 статьи 3", "пункта 1 статьи 2", "target-differs", "art_4__para_3"),
        ("rus", "обязан отвечать", "вправе отвечать", "modality-differs", "art_3__para_2"),
        ("kaz", "жауап беруге міндетті", "жауап беруге құқылы", "modality-differs", "art_3__para_2"),
        ("rus", "запрещается передавать", "допускается передавать", "modality-differs", "art_3__para_3"),
        ("rus", "реестра вправе:", "реестра обязан:", "modality-differs", "art_3__para_1"),
        ("kaz", "тартуға құқылы", "тартуға міндетті", "modality-differs", "art_3__para_1"),
    ],
)  # fmt: skip
def test_one_change_is_found_once_and_at_its_place(language, old, new, code, eid):
    changed = reading(language, (old, new))
    pair = (changed, reading("kaz")) if language == "rus" else (reading("rus"), changed)
    assert found(*pair) == [(code, eid)]
    (back,) = find_discrepancies(*pair[::-1])
    assert back.code == code, "whichever version comes first"
    assert eid in {p.address.eid for p in back.pins}


@pytest.mark.parametrize("keep_numbers", [True, False])
@pytest.mark.parametrize("eid", ["art_2__subpara_2", "art_3__para_1__subpara_1", "art_4__para_2", "art_2"])
def test_a_provision_that_one_version_lacks_is_named(eid, keep_numbers):
    whole = act("kaz")
    gone = renumbered(whole, eid)
    if keep_numbers:
        left = tuple(p for p in whole.provisions if p.eid != eid and not p.eid.startswith(eid + "__"))
        gone = replace(whole, provisions=left)
    listed = find_discrepancies(Reading(act("rus")), Reading(gone))
    assert [(f.code, f.pins[0].address.eid) for f in listed] == [("missing-unit", eid)]
    back = find_discrepancies(Reading(gone), Reading(act("rus")))
    assert [f.code for f in back] == ["extra-unit"]
    assert back[0].pins[-1].address.eid == eid


@pytest.mark.parametrize(("one", "two"), [(1, 2), (1, 3), (2, 3)])
def test_swapped_items_are_told_as_one_finding_with_both_places(one, two):
    made = act("kaz")
    texts = {p.eid: p.text for p in made.provisions}
    a, b = f"art_1__subpara_{one}", f"art_1__subpara_{two}"
    swap = {a: texts[b], b: texts[a]}
    swapped = replace(made, provisions=tuple(replace(p, text=swap.get(p.eid, p.text)) for p in made.provisions))
    listed = find_discrepancies(Reading(act("rus")), Reading(swapped))
    assert [f.code for f in listed] == ["order-differs"]
    assert {p.address.eid for p in listed[0].pins} == {a, b}


def test_a_provision_excluded_in_one_version_only():
    made = act("kaz")
    excluded = replace(made, provisions=tuple(
        replace(p, status="excluded", text="") if p.eid == "art_4__para_2" else p for p in made.provisions))  # fmt: skip
    listed = find_discrepancies(Reading(act("rus")), Reading(excluded))
    assert ("status-differs", "certain") in [(f.code, f.tier) for f in listed]


def test_a_number_in_the_lead_in_answers_one_in_the_last_item():
    """A Kazakh sentence ends after its list: the period moves there and is no difference."""
    rus = reading("rus", ("реестра вправе:", "реестра вправе в течение десяти дней:"))
    kaz = reading("kaz", ("тартуға құқылы", "он күн ішінде тартуға құқылы"))
    assert found(rus, kaz, sure=False) == []


def test_each_finding_shows_both_texts_the_words_and_three_languages():
    (finding,) = find_discrepancies(reading("rus", ("пяти рабочих", "семи рабочих")), reading("kaz"))
    assert [p.address.language for p in finding.pins] == ["rus", "kaz"]
    assert [p.span.of(p.text) for p in finding.pins] == ["семи рабочих дней", "бес жұмыс күні"]
    assert finding.evidence["differences"] == [["семи рабочих дней", "бес жұмыс күні"]]
    assert all("семи рабочих дней" in finding.explanation[x] for x in ("rus", "kaz", "eng"))
    assert finding.tier == "certain"
    assert finding.legal_class == "contradiction"


def test_the_same_input_gives_the_same_findings():
    a, b = reading("rus", ("пяти рабочих", "семи рабочих"), ("1 июля", "1 июня")), reading("kaz")
    assert find_discrepancies(a, b) == find_discrepancies(a, b)
    assert len({f.id for f in find_discrepancies(a, b)}) == 2


def _amended(made, eid, number):
    return replace(made, notes=(*made.notes, Note("amendment", "…", Span(0, 0), eid, (Amendment(number),))))


def test_different_editions_are_said_first_and_what_they_may_explain_is_only_possible():
    rus, kaz = act("rus", ("пяти рабочих", "семи рабочих"), ("1 июля", "1 июня")), act("kaz")
    for eid in ("art_1", "art_3__para_2", "art_4"):
        kaz = _amended(kaz, eid, "300-VIII")
    rus = _amended(rus, "art_5", "200-VII")
    kaz = _amended(kaz, "art_5", "200-VII")
    listed = find_discrepancies(Reading(rus), Reading(kaz))
    assert [(f.code, f.tier) for f in listed] == [
        ("different-editions", "likely"), ("deadline-differs", "possible"), ("date-differs", "certain")
    ]  # fmt: skip
    assert listed[1].evidence["undetermined"] is True
    assert "300-VIII" in listed[0].explanation["rus"]


def test_numbers_of_amending_acts_may_be_printed_in_two_ways():
    rus = _amended(act("rus"), "art_3", "57-НП")
    kaz = _amended(act("kaz"), "art_3", "57-НҚ")
    assert find_discrepancies(Reading(rus), Reading(kaz)) == []


def test_empty_acts_differ_in_nothing():
    empty = replace(act("rus"), provisions=())
    assert find_discrepancies(Reading(empty), Reading(replace(empty, language="kaz"))) == []


def test_a_sentence_that_one_version_lacks_is_told():
    old = "Решение Совета принимается большинством голосов и публикуется не позднее тридцати календарных дней."
    longer = reading(
        "rus", (old, f"{old} Заинтересованные граждане участвуют в заседании Совета и высказывают мнение.")
    )
    listed = find_discrepancies(longer, reading("kaz"))
    assert [(f.code, f.tier, f.pins[0].address.eid) for f in listed] == [("part-missing", "likely", "art_4__para_2")]
    assert "только в русском тексте" in listed[0].explanation["rus"]
    assert "тек орыс тіліндегі мәтінде" in find_discrepancies(reading("kaz"), longer)[0].explanation["kaz"]


def test_a_bilingual_draft_may_bear_two_ids():
    """The check room compares drafts read from two files."""
    rus = replace(act("rus", ("1 июля", "1 июня")), act_id="draft:law-rus")
    kaz = replace(act("kaz"), act_id="draft:law-kaz")
    (finding,) = find_discrepancies(Reading(rus), Reading(kaz))
    assert [p.address.act for p in finding.pins] == ["draft:law-rus", "draft:law-kaz"]


def test_articles_that_changed_places_are_one_finding_and_their_points_keep_their_partners():
    made = act("kaz")
    names = {"art_2": "art_4", "art_4": "art_2"}

    def named(eid):
        head = eid.split("__")[0]
        return names.get(head, head) + eid[len(head) :]

    moved = [
        replace(p, eid=named(p.eid), parent=named(p.parent), number=names.get(p.eid, p.number).removeprefix("art_"))
        for p in made.provisions
    ]
    moved.sort(key=lambda p: int(p.eid.split("__")[0].removeprefix("art_")) if p.eid.startswith("art_") else 0)
    listed = find_discrepancies(Reading(act("rus")), Reading(replace(made, provisions=tuple(moved))))
    assert [f.code for f in listed] == ["order-differs"]
    assert {p.address.eid for p in listed[0].pins} == {"art_2", "art_4"}
