"""Short names of the documents that an act approves: «прилагаемые Правила … (далее – Правила)», Kazakh with the noun last."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from model import model_act

from lawkit.model import Act, Language, Span
from lawkit.reading import find_references

HEADINGS: dict[Language, str] = {
    "rus": "Правила оказания модельных услуг",
    "kaz": "Модельдік қызметтер көрсету қағидалары",
    "eng": "Rules of rendering model services",
}


def order(language: Language, place: str, defined: str, at: str, text: str) -> Act:
    """A model order whose first annex is headed by the document, with a definition at one place and a text at another."""
    act = model_act("order", language, at, text)
    body, provisions = "", []
    for p in act.provisions:
        says = defined if p.eid == place else p.heading or p.text
        heading = HEADINGS[language] if p.eid == "annex_1" else p.heading
        span = Span(len(body), len(body) + len(says))
        provisions.append(dataclasses.replace(p, text=says, heading=heading, span=span))
        body += says + "\n"
    return dataclasses.replace(act, body=body, provisions=tuple(provisions))


RULES = "#annex_1__para_5"
CASES: list[tuple[Language, str, str, str, str, str]] = [
    ("kaz", "annex_1__para_1", "Осы Модельдік қызметтер көрсету қағидалары (бұдан әрі – Қағидалар) тәртіпті айқындайды.",
     "annex_1__para_4", "Қағидалардың 5-тармағында көрсетілген құжаттар ұсынылады.", RULES),
    ("kaz", "annex_1__para_1", "Осы Қағидалар (бұдан әрі – Қағидалар) тәртіпті айқындайды.",
     "annex_1__para_4", "Қағидалардың 5-тармағы қолданылады.", RULES),
    ("kaz", "para_1", "Қоса беріліп отырған Модельдік қызметтер көрсету қағидалары (бұдан әрі – Қағидалар) бекітілсін.",
     "annex_1__para_4", "Қағидалардың 5-тармағы қолданылады.", RULES),
    ("kaz", "para_1", "Қоса беріліп отырған Модельдік қызметтер көрсету қағидалары (бұдан әрі – Қағидалар) бекітілсін.",
     "para_3", "Қағидалардың 5-тармағы қолданылады.", RULES),
    ("kaz", "annex_1__para_1", "Осы тармақ қолданылады. Модельдік қызметтер көрсету қағидалары (бұдан әрі – Қағидалар) бар.",
     "annex_1__para_4", "Қағидалардың 5-тармағы қолданылады.", ""),
    ("rus", "para_1", "Утвердить прилагаемые Правила оказания модельных услуг (далее – Правила).",
     "annex_1__para_4", "Согласно пункту 5 Правил.", RULES),
    ("rus", "para_1", "Утвердить прилагаемые Правила оказания модельных услуг (далее – Правила).",
     "para_3", "Согласно пункту 5 Правил.", RULES),
    ("rus", "para_1", "Утвердить прилагаемый Перечень услуг (далее – Перечень).", "para_3", "Согласно пункту 5 Перечня.", ""),
    ("rus", "para_1", "Утвердить Правила оказания услуг другого ведомства (далее – Правила).",
     "para_3", "Согласно пункту 5 Правил.", ""),
    ("eng", "para_1", "To approve the attached Rules of rendering model services (hereinafter – the Rules).",
     "para_3", "in accordance with paragraph 5 of the Rules", RULES),
]  # fmt: skip


@pytest.mark.parametrize(("language", "place", "defined", "at", "text", "target"), CASES)
def test_a_short_name_of_an_approved_document_means_its_annex(language, place, defined, at, text, target):
    """Where no one annex can be the document, the point is left undetermined."""
    act = order(language, place, defined, at, text)
    here = next(p for p in act.provisions if p.eid == at).span
    found = [r for r in find_references(act) if here.start <= r.span.start < here.end]
    assert [r.status for r in found] == (["resolved"] if target else ["undetermined"])
    assert [str(r.target or "") for r in found] == ([f"{act.act_id}{target}"] if target else [""])
