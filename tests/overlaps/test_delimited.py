"""Provisions that the law tells apart by an exception are no repetition of one another."""

from __future__ import annotations

import pytest
from model_acts import STRANGERS, reading

from lawkit.model import Language
from lawkit.overlaps import find_overlaps
from lawkit.overlaps.delimited import delimited


@pytest.mark.parametrize(
    ("one", "two", "language", "expected"),
    [
        pytest.param(
            "Осмотр ульев (за исключением ульев, хозяин которых состоит в товариществе) ведет ветеринар.",
            "Товарищество ведет осмотр ульев, хозяин которых состоит в товариществе.",
            "rus", True, id="what the one excepts the other is about",
        ),
        pytest.param(
            "Осмотр ульев, кроме ульев, хозяин которых состоит в товариществе, ведет ветеринар.",
            "Осмотр ульев, кроме ульев, хозяин которых состоит в товариществе, ведет инспектор.",
            "rus", False, id="both except it",
        ),
        pytest.param(
            "Осмотр ульев, кроме кочевых ульев, ведет ветеринар.",
            "Ветеринар ведет осмотр: кочевых ульев – весной, прочих – летом.",
            "rus", False, id="too few words to name one thing",
        ),
        pytest.param(
            "Осмотр (кроме весеннего) ульев, хозяин которых состоит в товариществе, ведет ветеринар.",
            "Осмотр ульев, хозяин которых состоит в товариществе, ведет инспектор.",
            "rus", False, id="the exception ends with its bracket",
        ),
        pytest.param(
            "Серіктестік мүшелерінің көшпелі ара ұяларын қоспағанда, ара ұяларын тексеруді ветеринар жүргізеді.",
            "Серіктестік мүшелерінің көшпелі ара ұяларын тексеруді серіктестік жүргізеді.",
            "kaz", True, id="in Kazakh the exception stands before its word",
        ),
        pytest.param(
            "A vet inspects hives, except for hives whose owner belongs to a society.",
            "The society inspects hives whose owner belongs to a society.",
            "eng", True, id="in English",
        ),
    ],
)  # fmt: skip
def test_delimited(one: str, two: str, language: Language, expected: bool) -> None:
    assert delimited(one, two, language) is expected
    assert delimited(two, one, language) is expected


@pytest.mark.parametrize(
    ("excepted", "tiers"),
    [
        pytest.param("", {"certain", "likely"}, id="one rule twice"),
        pytest.param(
            " (за исключением ульев, хозяин которых состоит в товариществе пасечников)",
            {"possible"}, id="told apart by an exception",
        ),
    ],
)  # fmt: skip
def test_findings_of_what_an_exception_tells_apart(excepted: str, tiers: set[str]) -> None:
    rule = (
        "Весенний осмотр ульев, хозяин которых состоит в товариществе пасечников, проводится до вывоза ульев на поля."
    )
    other = (
        f"Весенний осмотр ульев{excepted}, хозяин которых обязан вести паспорт, проводится до вывоза ульев на поля."
        if excepted
        else rule.replace("проводится", "всегда проводится")
    )
    acts = [reading("A", [("art_1", rule), *STRANGERS]), reading("B", [("art_1", other)])]
    found = {f.tier for f in find_overlaps(acts) if {"A", "B"} <= {p.address.act for p in f.pins}}
    assert found
    assert found <= tiers
