"""Small acts in the style of drafting, written for these tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from lawkit.model import Act, Definition, Language, Provision, Reading, Span


def act(
    act_id: str,
    texts: Iterable[tuple[str, str]],
    *,
    language: Language = "rus",
    kind: str = "law",
    edition: dt.date | None = dt.date(2026, 1, 1),
) -> Act:
    """An act of provisions given as (eid, text); parents are told by the eid."""
    body, made = "", []
    for order, (eid, text) in enumerate(texts):
        start = len(body)
        body += text + "\n"
        parent, _, last = eid.rpartition("__")
        name = (last or eid).split("_")[0]
        kinds = {"art": "article", "para": "paragraph", "subpara": "subparagraph", "al": "alinea", "indent": "indent"}
        span = Span(start, start + len(text))
        made.append(Provision(eid, kinds[name], eid.rpartition("_")[2], "", "", text, parent, order, span))  # type: ignore[arg-type]
    return Act(act_id, language, act_id, body, tuple(made), edition=edition, kind=kind)


def reading(
    act_id: str,
    texts: Iterable[tuple[str, str]],
    *,
    terms: Iterable[tuple[str, str, str, str]] = (),
    language: Language = "rus",
    kind: str = "law",
    edition: dt.date | None = dt.date(2026, 1, 1),
) -> Reading:
    """A reading; `terms` are (eid, term, short, definition)."""
    made = act(act_id, texts, language=language, kind=kind, edition=edition)
    definitions = tuple(
        Definition(term, text, eid, Span(0, 0), "list", short=short) for eid, term, short, text in terms
    )
    return Reading(made, definitions=definitions)


STRANGERS = [
    ("art_90", "Собрание жителей квартала избирает старосту открытым голосованием сроком на один календарный год."),
    ("art_91", "Водоохранная полоса вдоль берега озера отмечается знаками установленного образца за счет района."),
    ("art_92", "Музейный фонд пополняется находками археологических экспедиций после их научного описания."),
    ("art_93", "Перевозчик скота сверяет клейма животных с записями ветеринарного паспорта перед погрузкой."),
    ("art_94", "Пасечник сообщает соседям о вывозе ульев на поля масличных культур заблаговременно."),
    ("art_95", "Театральная труппа согласует гастрольный маршрут с принимающей площадкой и страховщиком."),
]
"""Provisions about other things, so that rarity of words means something."""
