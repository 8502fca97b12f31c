"""Model acts for the tables of cases: trees of ids, and a text put where a case wants it. Our own, not the law."""

from __future__ import annotations

import datetime as dt

from lawkit.model import Act, Kind, Language, Provision, Span

LAW = """
chp_1 art_1 art_1__al_1 art_1__subpara_1 art_1__subpara_2 art_1__subpara_3 art_1__subpara_3-1
art_2 art_2__para_1 art_2__para_2 art_2__para_2__subpara_1 art_2__para_2__subpara_2 art_2__para_2__subpara_3
art_3!
chp_2 art_4 art_4__al_1 art_4__al_2 art_4__al_3
art_5 art_5__para_1 art_5__para_2 art_5__para_2__subpara_1 art_5__para_2__subpara_2 art_5__para_2__subpara_3 art_5__para_2__subpara_3-1
art_5__para_2__subpara_4! art_5__para_2__al_2 art_5__para_3
art_6 art_6__para_1 art_6__para_1__al_2 art_6__para_1__al_3 art_6__para_2
art_7 art_7__para_1 art_7__para_2 art_7-1 art_7-1__para_1 art_7-1__para_2
chp_3 chp_3__subchp_1 art_8 art_8__para_1 art_8__para_1__indent_2 art_8__para_1__indent_3 art_8__para_2
art_9 art_9__para_1 art_9__para_1__subpara_1 art_9__para_1__subpara_1~2 art_9__para_1__subpara_2
art_10 art_11 art_12 art_12__para_1 art_12__para_2
"""
ORDER = """
preamble para_1 para_1__subpara_1 para_1__subpara_2 para_2 para_3 para_4 para_5
annex_1 annex_1__chp_1 annex_1__para_1 annex_1__para_2 annex_1__para_3 annex_1__para_3__subpara_1 annex_1__para_3__subpara_2
annex_1__chp_2 annex_1__para_4 annex_1__para_5 annex_1__para_6 annex_1__annex_1 annex_1__annex_1__para_1 annex_1__annex_1__para_2
annex_2 annex_2__para_1 annex_2__para_2
"""
PROCEDURE = """
sec_1 chp_1 art_1 art_1__para_1 art_1__para_2 art_2 art_2__para_1 art_2__para_1__subpara_1 art_2__para_1__subpara_2 art_2__para_2
art_3 art_3__para_1 art_3__para_2 art_3__para_3 sec_2 chp_2 art_4 art_4__para_1
"""
_KINDS: dict[str, Kind] = {
    "chp": "chapter", "subchp": "subchapter", "sec": "section", "art": "article", "para": "paragraph", "subpara": "subparagraph",
    "al": "alinea", "indent": "indent", "annex": "annex", "preamble": "preamble",
}  # fmt: skip
_ACTS = {
    "law": ("Z9900000001", "law", "О модельных услугах", LAW),
    "order": ("V9900000002", "order", "Об утверждении модельных правил", ORDER),
    "procedure": ("K9900000003", "code", "Модельный процедурный кодекс", PROCEDURE),
    "amending": ("Z9900000004", "law", "О внесении изменений и дополнений в некоторые законодательные акты", LAW),
}


def model_act(name: str, language: Language, at: str, text: str, before: str = "", title: str = "") -> Act:
    """A model act in which `at` says `text`; `before` is said by the first provision (for short names)."""
    act_id, kind, own_title, tree = _ACTS[name]
    provisions: list[Provision] = []
    body, chapter = "", ""
    marks = tree.split()
    for order, mark in enumerate(marks):
        eid, excluded = mark.rstrip("!"), mark.endswith("!")
        last = eid.rpartition("__")[2]
        short, _, number = last.partition("_")
        parent = eid.rpartition("__")[0]
        if short in ("chp", "sec", "subchp"):
            chapter = eid
        elif short == "art":
            parent = chapter
        says = text if eid == at else before if order == 0 else "Слова."
        provisions.append(
            Provision(
                eid=eid, kind=_KINDS[short], number=number.partition("~")[0], num="", heading=says if short == "annex" else "",
                text="" if short == "annex" else says, parent=parent, order=order, span=Span(len(body), len(body) + len(says)),
                status="excluded" if excluded else "in_force",
            )
        )  # fmt: skip
        body += says + "\n"
    assert at in {m.rstrip("!") for m in marks}, f"no {at} in the model {name}"
    return Act(
        act_id, language, title or own_title, body, tuple(provisions), edition=dt.date(2026, 2, 1), kind=kind,
        number="1-VIII", adopted=dt.date(2024, 5, 1),
    )  # fmt: skip
