"""Fields of legislation: the act that governs one, on the text's day; no act where the words go on past a title's beginning."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from model import model_act

from lawkit.reading import find_references
from lawkit.reading.references import references_in_text
from lawkit.register import Register

FIELDS = {
    "об архивах": "Z980000326_",
    "в области архивного дела": "Z980000326_",
    "об охране окружающей среды": "K2100000400",
    "в сфере защиты персональных данных": "Z1300000094",
    "о персональных данных": "Z1300000094",
    "о пожарной безопасности": "Z1400000188",
    "о государственной регистрации юридических лиц": "Z950002198_",
    "о производстве и обороте этилового спирта и алкогольной продукции": "Z990000429_",
    "об архитектуре, градостроительстве и строительстве": "K2600000253",
    "о браке и семье": "K1100000518",
    "о науке": "Z2400000103",
    "о государственной службе": "Z2600000290",
    "об исполнительном производстве": "Z100000261_",
    "об электронном документе и электронной цифровой подписи": "Z030000370_",
    "о государственных заводах": "",
    "о производстве и обороте красок": "",
    "о государственной поддержке садов": "",
    "об охране садов": "",
}


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


@pytest.mark.parametrize(("field", "act"), FIELDS.items(), ids=list(FIELDS))
def test_the_act_that_governs_a_field(field, act, register):
    """Before a full stop and before more of the sentence."""
    for text in (
        f"Порядок определяется законодательством Республики Казахстан {field}.",
        f"нарушение законодательства Республики Казахстан {field}, влечет ответственность",
    ):
        (found,) = references_in_text(text, "rus", register=register)
        assert (found.target.act if found.target else "") == act
        assert found.field == field or not act


@pytest.mark.parametrize(
    ("day", "act"),
    [
        ("2012-05-01", "Z1100000407"),
        ("2024-12-01", "Z2400000103"),
        ("2000-05-01", "Z990000453_"),
        ("2018-01-01", "Z1500000416"),
    ],
)
def test_the_act_is_the_one_of_the_text_s_day(day, act, register):
    """«О науке» of 2011 and of 2024; «О государственной службе» of 1999 and of 2015."""
    field = "о науке" if act in ("Z1100000407", "Z2400000103") else "о государственной службе"
    text = f"Порядок определяется законодательством Республики Казахстан {field}."
    model = replace(model_act("law", "rus", "art_2__para_1", text), edition=dt.date.fromisoformat(day))
    (found,) = find_references(model, register)
    assert found.target is not None
    assert found.target.act == act


@pytest.mark.parametrize(
    ("title", "act"),
    [
        ("О земле", "Z010000152_"),
        ("Об охране окружающей среды", "Z970000160_"),
        ("О пожарной безопасности", "Z960000048_"),
        ("Об архивах", ""),
    ],
)
def test_a_quoted_title_is_no_field(title, act, register):
    """A law cited as «О земле» is the law of that title, not the code that governs land today."""
    (found,) = references_in_text(f"в соответствии с Законом Республики Казахстан «{title}».", "rus", register=register)
    assert (found.target.act if found.target else "") == act
    assert found.status == ("dead" if act else "undetermined")


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Трудовой кодекс", "K1500000414"),
        ("Лесной кодекс", "K030000477_"),
        ("Налоговым кодексом", "K2500000214"),
        ("УПК РК", "K1400000231"),
        ("ГК РФ", ""),
    ],
)
def test_codes_by_name_and_letters(words, act, register):
    """Nominatives in -ой, and letters before the country."""
    (found,) = references_in_text(
        f"Применяется {words}{' Республики Казахстан' if 'кодекс' in words else ''}.", "rus", register=register
    )
    assert (found.target.act if found.target else "") == act
