"""The small language of evidence, row by row."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import act_of

from lawkit.gaps.checklist import Period
from lawkit.gaps.index import ActIndex
from lawkit.gaps.patterns import BadPattern, fold, parse, parse_group
from lawkit.gaps.periods import periods

CONCEPTS = {"complaint": {"rus": "жалоб*|обращени*", "kaz": "шағым*", "eng": "complaint*"}}

FOUND = [
    ("жалоб*", "Жалобы рассматриваются.", True),
    ("жалоба", "Жалобы рассматриваются.", False),
    ("персональн* данн*", "Защита персональных данных.", True),
    ("персональн* данн*", "Данные персонального характера.", False),
    ("отзыв* .. согласи*", "Отзыв ранее данного им согласия.", True),
    (
        "отзыв* .. согласи*",
        "Отзыв из отпуска оформляется приказом, на который сотрудник дает письменное согласие.",
        False,
    ),
    ("в течение / не позднее", "не позднее трех дней", True),
    ("<complaint> / иск*", "Обращение подано.", True),
    ("ее", "Копия её решения.", True),
    ("ақпарат*", "Ақпараттың ашықтығы", True),
]


@pytest.mark.parametrize(("group", "sentence", "there"), FOUND)
def test_group_is_found_where_it_stands(group, sentence, there):
    """A group finds its words in order, with any ending where asked, and nothing else."""
    index = ActIndex(act_of([sentence]))
    assert bool(index.find(parse_group(group, CONCEPTS, "rus")).own) is there


@pytest.mark.parametrize(
    "text", ["", "*", "а*", "жалоб**", "<unknown>", ".. жалоб*", "жалоб* ..", "жалоб*|", "!жалоб*", "жало(б", "a & & b"]
)
def test_broken_pattern_is_refused(text):
    """A pattern that says nothing or cannot be read is an error, never a silent miss."""
    with pytest.raises(BadPattern):
        parse(text, CONCEPTS, "rus")


def test_concept_made_of_itself_is_refused():
    """Concepts that lead back to themselves do not hang the reader."""
    with pytest.raises(BadPattern, match="made of itself"):
        parse_group("<a>", {"a": {"rus": "<b>"}, "b": {"rus": "<a>"}}, "rus")


def test_phrase_never_reaches_into_the_next_provision():
    """The last word of one point and the first of the next are no phrase."""
    index = ActIndex(act_of(["Оператор хранит персональные", "Данные уничтожаются."]))
    assert not index.find(parse_group("персональн* данн*", {}, "rus")).own


def test_list_items_depend_on_the_lead_in_beside_them():
    """In an article without points the lead-in is a sibling; its words still count for the items."""
    act = act_of("Статья 7. Орган\nУполномоченный орган:\n1) рассматривает жалобы;\n2) ведет реестр.")
    index = ActIndex(act)
    reached = {index.provisions[u].eid for u in index.reach(parse_group("уполномоченн* орган*", {}, "rus"))}
    assert {"art_7__subpara_1", "art_7__subpara_2"} <= reached


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("в течение пятнадцати рабочих дней", [Period(15, "day", working=True)]),
        ("не позднее 3 календарных дней", [Period(3, "day")]),
        ("двадцати пяти рабочих дней", [Period(25, "day", working=True)]),
        ("он бес жұмыс күні ішінде", [Period(15, "day", working=True)]),
        ("within 72 hours", [Period(72, "hour")]),
        ("одного месяца", [Period(1, "month")]),
        ("с 1 января 2024 года", []),
        ("пункт 5 статьи 7", []),
    ],
)
def test_periods(text, found):
    """Periods are read in three languages; dates and numbers of provisions are none."""
    assert periods(text) == found


@given(st.text(max_size=200))
def test_any_text_is_either_a_pattern_or_refused(text):
    """No text makes the pattern reader fail in another way."""
    with contextlib.suppress(BadPattern):
        parse(text, CONCEPTS, "rus")


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(word):
    """Words are compared in one form only."""
    assert fold(fold(word)) == fold(word)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["орган", "данные", "жалоба", "срок", "и", "в", "течение"]), min_size=1, max_size=40))
def test_gap_finds_what_is_within_six_words(words):
    """`a .. b` holds exactly when b follows within six other words of a."""
    index = ActIndex(act_of([" ".join(words)]))
    group = parse_group("орган .. срок", {}, "rus")
    expected = any(w == "орган" and "срок" in words[i + 1 : i + 8] for i, w in enumerate(words))
    assert bool(index.find(group).own) is expected


def test_time_grows_with_the_text_only():
    """Ten times the text takes about ten times the time, also for words repeated without end."""

    def seconds(n):
        index = ActIndex(act_of([" ".join(["срок орган"] * n)]))
        group = parse_group("срок .. орган .. срок .. орган .. срок", {}, "rus")
        start = time.process_time()
        index.find(group)
        return time.process_time() - start

    assert seconds(20_000) < 60 * max(seconds(2_000), 0.005)
