"""What is put into the store comes out the same."""

import datetime as dt
from dataclasses import replace

import pytest

from lawkit.errors import BadAddress, StoreError
from lawkit.model import (
    Act,
    Address,
    Amendment,
    Deadline,
    Definition,
    Diagnostic,
    Disposition,
    Finding,
    Link,
    Norm,
    Note,
    Pin,
    Provision,
    Reading,
    Reference,
    Span,
    Verdict,
)  # fmt: skip
from lawkit.store import Store


def make_act(act_id="Z2400000001", language="rus", edition=dt.date(2025, 3, 15), extra="", source="a.html", sha="aa"):
    """A small act in our own words."""
    pieces = [
        ("art_1", "article", "1", "Статья 1.", "Цели", ""),
        ("art_1__para_1", "paragraph", "1", "1.", "", "Оператор ведёт реестр услуг." + extra),
        ("art_1__para_2", "paragraph", "2", "2.", "", "Срок оказания услуги составляет пять рабочих дней."),
        ("art_2", "article", "2", "Статья 2.", "Реестры", "Реестры ведутся в цифровой форме."),
    ]
    body, provisions = "", []
    for order, (eid, kind, number, num, heading, text) in enumerate(pieces):
        own = " ".join(part for part in (num, heading, text) if part)
        span = Span(len(body), len(body) + len(own))
        body += own + "\n"
        provisions.append(
            Provision(
                eid,
                kind,
                number,
                num,
                heading,
                text,
                "art_1" if "__" in eid else "",
                order,
                span,
                anchor="z1",
                anchors=("z1", "z2") if order else ("z1",),
            )
        )
    note = Note(
        "amendment", "Сноска.", Span(0, 3), "art_1",
        (Amendment("10-VIII", dt.date(2025, 1, 2), "вводится в действие с 01.02.2025", "Z2500000010"),),
    )  # fmt: skip
    return Act(
        act_id, language, "О модельных услугах", body, tuple(provisions), (note,), (Link(Span(1, 4), "#z2"),),
        (Diagnostic("number-gap", "после 1 идёт 3", "art_1", "info"),), edition, "law", "1-VIII",
        dt.date(2024, 1, 1), "in_force", "Закон от 1 января 2024 года", source, sha,
    )  # fmt: skip


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "lawkit.db", create=True) as opened:
        yield opened


def test_an_act_comes_back_equal(store):
    act = make_act()
    store.put_act(act)
    assert store.act("Z2400000001") == act
    assert store.acts() == [act]


def test_a_reading_comes_back_equal(store):
    act = make_act()
    reading = Reading(
        act,
        (
            Reference("art_1", Span(0, 3), "статьёй 2", "same_act", "resolved", act.at("art_2"), Address("X1"), "", True, "так"),
            Reference("", Span(0, 3), "законодательством", "legislation", "undetermined"),
        ),
        (Definition("реестр", "список услуг", "art_1", Span(0, 9), "list", "art_1", "Р", "реестр"),),
        (
            Norm("art_1", Span(0, 9), "duty", "оператор", "operator", "ведёт", "реестр", "если", "кроме",
                 (Deadline(5, "day", "working", "со дня", Span(2, 3)),), "штраф", True),
            Norm("art_2", Span(0, 9), "none"),
        ),
    )  # fmt: skip
    store.put_act(act)
    store.put_reading(reading)
    assert store.readings() == [reading]
    store.put_reading(Reading(act))
    assert store.readings() == [store.reading("Z2400000001")] == [Reading(act)]
    with Store.open(store.path) as other:
        other.put_reading(reading)
    assert store.readings() == [reading], "another process's change is seen"
    store.drop_act("Z2400000001")
    assert store.readings() == []


def test_findings_verdicts_and_map_come_back_equal(store):
    act = make_act()
    pin = Pin(act.at("art_1__para_1"), "Оператор", Span(0, 8))
    finding = Finding(
        "f1", "duplicate", "certain", "duplication", (pin, pin), 0.9, {"rus": "то же", "eng": "same"}, {"n": [1, 2]}
    )
    verdict = Verdict("egov", "open-data", "partly", (pin,), {"kaz": "бар"}, "A", True)
    row = Disposition(
        act.at("art_1"),
        "00ff",
        "merged",
        "art_3",
        0.5,
        0.1,
        "tfidf",
        {"rus": "близко"},
        ("f1",),
        "B",
        dt.date(2026, 1, 1),
        "accepted",
    )
    new = Disposition(None, "", "new", "art_4", 0.0, 0.0, "outline")
    store.put_findings([finding])
    store.put_findings([replace(finding, id="f2")], family="gaps")
    store.put_verdicts("egov", [verdict])
    store.put_map([row, new], name="egov-law", extra={"title": "Закон"})
    assert store.findings(family="overlaps") == [finding]
    assert [f.id for f in store.findings()] == ["f2", "f1"]
    assert store.findings(tier="likely") == []
    assert store.findings(act="Z2400000001", family="gaps")[0].pins == (pin, pin)
    assert store.verdicts("egov") == [verdict]
    assert store.map() == [row, new]
    assert store.map_extra() == {"title": "Закон"}
    store.put_findings([])
    assert [f.id for f in store.findings()] == ["f2"]


def test_search_finds_other_forms_of_the_words_and_phrases(store):
    store.put_act(make_act())
    assert [hit.address.eid for hit in store.search("реестра услугами")] == ["art_1__para_1"]
    assert [hit.address.eid for hit in store.search('"рабочие дни"')] == ["art_1__para_2"]
    assert store.search("рабочих реестр") == []
    assert store.search("«»") == []
    assert store.search('"') == []
    assert store.search("NEAR(a b) OR x* AND -y :") == []


def test_a_wrong_address_names_what_there_is(store):
    store.put_act(make_act())
    with pytest.raises(BadAddress, match="Z2400000001"):
        store.act("Z2400000002")
    with pytest.raises(BadAddress, match="art_1__para_2"):
        store.provision("Z2400000001#art_1__para_3")
    with pytest.raises(BadAddress, match="2025-03-15"):
        store.act("Z2400000001@2020-01-01")
    with pytest.raises(BadAddress, match="not an address"):
        store.act("№ 5 ??")
    assert [p.eid for p in store.subtree("Z2400000001#art_1")] == ["art_1", "art_1__para_1", "art_1__para_2"]


def test_a_missing_database_is_not_made_by_reading(tmp_path):
    with pytest.raises(StoreError, match="lawkit ingest"):
        Store.open(tmp_path / "no.db")
    assert list(tmp_path.iterdir()) == []
