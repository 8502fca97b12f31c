"""What a provision is called, in three languages, and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.structure.labels import chain, label, mentions, parse

LANGUAGES = ("rus", "kaz", "eng")
ROWS = [
    ("art_6-2__para_1__subpara_3", "подпункт 3) пункта 1 статьи 6-2", "6-2-баптың 1-тармағының 3) тармақшасы",
     "subparagraph 3) of paragraph 1 of Article 6-2"),
    ("art_5__al_2", "часть вторая статьи 5", "5-баптың екінші бөлігі", "part two of Article 5"),
    ("art_5__para_2__al_2__indent_3", "абзац третий части второй пункта 2 статьи 5",
     "5-баптың 2-тармағының екінші бөлігінің үшінші абзацы", "indent three of part two of paragraph 2 of Article 5"),
    ("chp_3", "глава 3", "3-тарау", "Chapter 3"),
    ("chp_3__subchp_1", "параграф 1 главы 3", "3-тараудың 1-параграфы", "Subchapter 1 of Chapter 3"),
    ("sec_1__subsec_2", "подраздел 2 раздела 1", "1-бөлімнің 2-кіші бөлімі", "Subsection 2 of Section 1"),
    ("annex_1__para_4", "пункт 4 приложения 1", "1-қосымшаның 4-тармағы", "paragraph 4 of Annex 1"),
    ("annex_1__table_2", "таблица 2 приложения 1", "1-қосымшаның 2-кестесі", "table 2 of Annex 1"),
    ("para_4", "пункт 4", "4-тармақ", "paragraph 4"),
    ("preamble", "преамбула", "кіріспе", "preamble"),
    ("art_1__indent_22", "абзац двадцать второй статьи 1", "1-баптың жиырма екінші абзацы", "indent twenty two of Article 1"),
    ("art_5__para_2__subpara_1~2", "подпункт 1) (повтор 2) пункта 2 статьи 5", "5-баптың 2-тармағының 1) тармақшасы (2-қайталау)",
     "subparagraph 1) (repeat 2) of paragraph 2 of Article 5"),
]  # fmt: skip


@pytest.mark.parametrize(("eid", "rus", "kaz", "eng"), ROWS, ids=[r[0] for r in ROWS])
def test_label(eid, rus, kaz, eng):
    """Each id has the name a drafter gives it, and the name leads back to the id."""
    for language, words in zip(LANGUAGES, (rus, kaz, eng), strict=True):
        assert label(eid, language) == words
        assert parse(words, language) == eid


CASES = [
    ("nomn", "часть третья статьи 5", "пункт 2 статьи 5"),
    ("gent", "части третьей статьи 5", "пункта 2 статьи 5"),
    ("datv", "части третьей статьи 5", "пункту 2 статьи 5"),
    ("accs", "часть третью статьи 5", "пункт 2 статьи 5"),
    ("ablt", "частью третьей статьи 5", "пунктом 2 статьи 5"),
    ("loct", "части третьей статьи 5", "пункте 2 статьи 5"),
]


@pytest.mark.parametrize(("case", "part", "point"), CASES, ids=[c[0] for c in CASES])
def test_russian_cases(case, part, point):
    """The head of a Russian label takes the case asked for, the rest stays genitive, and all are read back."""
    assert label("art_5__al_3", "rus", case) == part
    assert label("art_5__para_2", "rus", case) == point
    assert parse(part, "rus") == "art_5__al_3"
    assert parse(point, "rus") == "art_5__para_2"


def _number(draw):
    base = draw(st.integers(1, 400))
    return str(base) if draw(st.booleans()) else f"{base}-{draw(st.integers(1, 30))}"


@st.composite
def eids(draw):
    steps = []
    if draw(st.booleans()):
        steps.append(f"annex_{draw(st.integers(1, 20))}")
    if draw(st.integers(0, 4)) == 0:
        steps.append(f"chp_{draw(st.integers(1, 60))}")
        return "__".join(steps)
    if draw(st.integers(0, 3)):
        steps.append(f"art_{_number(draw)}")
    if draw(st.booleans()) or not steps:
        steps.append(f"para_{_number(draw)}")
    if draw(st.booleans()):
        steps.append(f"al_{draw(st.integers(1, 260))}")
    if draw(st.booleans()):
        steps.append(f"subpara_{_number(draw)}" + draw(st.sampled_from(["", "~2", "~3"])))
    if draw(st.booleans()):
        steps.append(f"indent_{draw(st.integers(2, 260))}")
    return "__".join(steps)


@given(eids(), st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_every_label_is_read_back(eid, language):
    """label and parse are each other's inverse, in every language and in every Russian case."""
    assert parse(label(eid, language), language) == eid
    assert "__".join(step.eid for step in chain(eid)) == eid
    if language == "rus":
        for case in ("gent", "datv", "accs", "ablt", "loct"):
            assert parse(label(eid, "rus", case), "rus") == eid


@pytest.mark.parametrize("text", ["", "и", "закон", "статья", "статья 5 закона", "пункт пять", "5"])
def test_what_is_no_label_is_refused(text):
    """Words beside a unit's name make it no label."""
    with pytest.raises(ValueError, match="not the name"):
        parse(text, "rus")


@pytest.mark.parametrize("eid", ["", "art", "art_", "foo_1", "preamble_1", "art_1___para_2", "art_1__"])
def test_what_is_no_id_is_refused(eid):
    """A malformed id raises ValueError."""
    with pytest.raises(ValueError, match="not a provision id"):
        label(eid, "rus")


def test_mentions_in_running_text():
    """Units named in a sentence are found with their places."""
    text = "В пункт 2 и подпункт 3-1) статьи 7-1 внесены изменения"
    found = [(m.kind, m.number, text[m.start : m.end]) for m in mentions(text, "rus")]
    assert found == [
        ("paragraph", "2", "пункт 2"),
        ("subparagraph", "3-1", "подпункт 3-1)"),
        ("article", "7-1", "статьи 7-1"),
    ]
