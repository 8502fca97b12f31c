"""Checklist files and decisions: every mistake with its line, nothing half applied, people's verdicts kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from texts import act_of

from lawkit.errors import DecisionsError, RulesError
from lawkit.gaps import (
    Decision,
    checklists,
    decide,
    difference,
    dump_decisions,
    find_gaps,
    load_checklist,
    load_decisions,
    matrix,
    save_decisions,
    score,
)
from lawkit.model import Address, Reading

SMALL = """\
checklist: small
title: {rus: Малый, kaz: Шағын, eng: Small}
source: ours
groups:
  one: {rus: Один, kaz: Бір, eng: One}
items:
  - id: A-1
    group: one
    requirement: {rus: Жалобы, kaz: Шағымдар, eng: Complaints}
    why: {rus: Так, kaz: Солай, eng: So}
    source: ours
    parts:
      - id: complaint
        name: {rus: жалоба, kaz: шағым, eng: complaint}
        core: true
        any: ["<complaint> & <consider>"]
      - id: term
        name: {rus: срок, kaz: мерзім, eng: term}
        any:
          - {all: "<complaint> & <consider>", within: 10 working days}
"""


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return load_checklist(path)


def _broken(tmp_path, text) -> tuple[str, ...]:
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        load_checklist(path)
    return caught.value.problems


def test_every_mistake_is_listed_with_its_line(tmp_path):
    """Unknown key, missing language, repeated id and bad pattern come in one error, in the order of lines."""
    text = SMALL.replace("    source: ours\n    parts", "    source: ours\n    colour: red\n    parts")
    text = text.replace("kaz: Солай, ", "").replace("within: 10 working days", "within: soon")
    text = text.replace('any: ["<complaint> & <consider>"]', 'any: ["<complaint> & <nobody>"]')
    text += text[text.index("  - id: A-1") :]
    problems = _broken(tmp_path, text)
    lines = [int(p.split(":")[0].removeprefix("line ")) for p in problems]
    said = "\n".join(problems)
    assert lines == sorted(lines)
    assert "line 10: A-1, why: missing language kaz" in said
    assert "line 12: item: unknown key «colour»" in said
    assert "line 17: rule A-1/complaint/1: bad pattern: there is no concept <nobody>" in said
    assert "«soon» is not a period" in said
    assert "item id «A-1» is already used on line 7" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("checklist: [", "not YAML"),
        ("- a\n- b\n", "must be a mapping"),
        ("checklist: x\n", "«items» is missing"),
    ],
)
def test_files_that_are_no_checklist(tmp_path, text, said):
    """An empty or foreign file is one clear error."""
    assert any(said in p for p in _broken(tmp_path, text))


def test_not_utf8_is_said(tmp_path):
    """A file in another encoding is named as such."""
    path = tmp_path / "old.yaml"
    path.write_bytes("checklist: список".encode("cp1251"))
    with pytest.raises(RulesError, match="not UTF-8"):
        load_checklist(path)


def test_unknown_name_lists_those_there_are():
    """A wrong name is answered with the right ones."""
    with pytest.raises(RulesError, match="egov"):
        load_checklist("nothing-like-it")


def test_checklists_that_come_with_lawkit_are_sound():
    """All checklists load; ids are unique in each; the RTI points add up to the Rating's 150 by section."""
    names = checklists()
    assert {
        "access-to-information",
        "egov",
        "governance",
        "law-quality",
        "personal-data",
        "services",
        "trust-services",
    } <= set(names)
    rti = load_checklist("access-to-information")
    totals = {g: sum(i.points for i in rti.items if i.group == g) for g in rti.groups}
    assert totals == {
        "right-of-access": 6, "scope": 30, "requesting": 30, "exceptions": 30, "appeals": 30, "sanctions": 8, "promotion": 16,
    }  # fmt: skip
    assert len(rti.items) == 61
    assert sum(len(load_checklist(n).items) for n in names) >= 120


def test_unknown_words_are_a_broken_include(tmp_path):
    """An include of an item that is not there is a mistake with its line."""
    problems = _broken(tmp_path, SMALL.replace("items:\n", "include:\n  governance: [GV-99]\nitems:\n"))
    assert any("no item «GV-99»" in p for p in problems)


def _reading(*sentences, act_id="draft:a"):
    return Reading(act_of(list(sentences), act_id=act_id))


def test_verdicts_hold_places_and_reasons_in_three_languages(small):
    """Every verdict says why in three languages; what is found is shown in the provision's own words."""
    (verdict,) = find_gaps([_reading("Жалоба рассматривается в течение пяти рабочих дней.")], small)
    assert verdict.value == "met"
    assert set(verdict.reason) == {"rus", "kaz", "eng"}
    act = act_of(["Жалоба рассматривается в течение пяти рабочих дней."], act_id="draft:a")
    for pin in verdict.pins:
        provision = next(p for p in act.provisions if p.eid == pin.address.eid)
        assert pin.text == pin.span.of(provision.text)


def test_not_found_says_where_it_looked(small):
    """Silence is evidence of a search: the number of acts and the parts looked for are named."""
    (verdict,) = find_gaps([_reading("Орган ведет реестр.")], small)
    assert verdict.value == "not_found"
    assert "acts looked at: 1" in verdict.reason["eng"]


def test_words_too_far_apart_are_only_a_hint(small):
    """What stands far apart in one provision is undetermined, not met."""
    filler = " ".join(["слово"] * 50)
    (verdict,) = find_gaps([_reading(f"Жалоба подается {filler} и рассматривается органом.")], small)
    assert verdict.value == "undetermined"


def test_excluded_provisions_do_not_count(small):
    """A provision that no longer applies meets nothing."""
    act = act_of(["Жалоба рассматривается в течение пяти рабочих дней."])
    gone = replace(act, provisions=tuple(replace(p, status="excluded") for p in act.provisions))
    assert find_gaps([Reading(gone)], small)[0].value == "not_found"


def test_words_under_a_heading(tmp_path):
    """`under` asks for words in a heading above the provision, not in the provision."""
    path = tmp_path / "small.yaml"
    path.write_text(
        SMALL.replace('["<complaint> & <consider>"]', "[{all: <complaint>, under: <court>}]"), encoding="utf-8"
    )
    checklist = load_checklist(path)
    inside = Reading(act_of("Статья 1. Обращение в суд\n1. Жалоба подается письменно."))
    outside = Reading(act_of("Статья 1. Обращение\n1. Жалоба в суд подается письменно."))
    assert find_gaps([inside], checklist)[0].value == "partly"
    assert find_gaps([outside], checklist)[0].value == "not_found"


def test_parts_may_stand_in_different_acts(small):
    """The set as a whole is judged; the matrix shows each act alone."""
    both = [
        _reading("Жалоба рассматривается.", act_id="draft:a"),
        _reading("Обращение рассматривается за три рабочих дня.", act_id="draft:b"),
    ]
    assert find_gaps(both, small)[0].value == "met"
    assert {act: row["A-1"] for act, row in matrix(both, small).items()} == {"draft:a": "partly", "draft:b": "met"}


def test_same_input_same_output(small):
    """The order in which acts are given changes nothing."""
    both = [
        _reading("Жалоба рассматривается.", act_id="draft:a"),
        _reading("Жалоба рассматривается за три дня.", act_id="draft:b"),
    ]
    assert find_gaps(both, small) == find_gaps(both[::-1], small)


def test_only_a_new_act_is_looked_at_again(small, monkeypatch):
    """With kept evidence an act added is the only one gathered."""
    from lawkit.gaps import judge

    seen = []
    gather = judge.gather
    monkeypatch.setattr(judge, "gather", lambda r, c: (seen.append(r.act.act_id), gather(r, c))[1])
    cache = {}
    first = [_reading("Жалоба рассматривается.", act_id="draft:a")]
    find_gaps(first, small, cache=cache)
    find_gaps([*first, _reading("Орган ведет реестр.", act_id="draft:b")], small, cache=cache)
    assert seen == ["draft:a", "draft:b"]


def test_a_draft_closes_and_opens_gaps(small):
    """The difference names what gets better and what gets worse."""
    before = find_gaps([_reading("Жалоба рассматривается.")], small)
    after = find_gaps([_reading("Жалоба рассматривается в течение двух рабочих дней.")], small)
    assert difference(before, after).closed == (("A-1", "partly", "met"),)
    assert difference(after, before).opened == (("A-1", "met", "partly"),)


def test_score_counts_halves(small):
    """A group of one requirement half met earns half a point."""
    (one,) = score(find_gaps([_reading("Жалоба рассматривается.")], small), small)
    assert (one.points, one.of, one.share) == (0.5, 1, 0.5)


def test_a_persons_verdict_overrules_and_goes_stale(small, tmp_path):
    """A decision survives a re-run and is marked when the provision it rests on changes."""
    old = [_reading("Жалоба рассматривается.")]
    (verdict,) = find_gaps(old, small)
    decision = decide(verdict, "met", "A. Reader", dt.date(2026, 1, 2), "срок есть в правилах", old)
    path = tmp_path / "decisions.yaml"
    save_decisions(path, "small", {"A-1": decision})
    kept = load_decisions(path, ["A-1"])
    assert kept == {"A-1": decision}
    (again,) = find_gaps(old, small, kept)
    assert (again.value, again.decided_by, again.stale) == ("met", "A. Reader", False)
    (moved,) = find_gaps([_reading("Жалоба подлежит рассмотрению судом.")], small, kept)
    assert (moved.value, moved.stale) == ("met", True)


def test_decisions_are_written_in_the_same_order(small):
    """The file differs only where decisions differ."""
    one, two = (
        Decision("B-2", "met", "x"),
        Decision("A-1", "partly", "y", pins=((Address("draft:a", None, "rus", "art_1"), "0" * 16),)),
    )
    assert dump_decisions("small", {"B-2": one, "A-1": two}) == dump_decisions("small", {"A-1": two, "B-2": one})


def test_broken_decisions_list_every_mistake_and_apply_nothing(tmp_path):
    """Unknown verdict, unknown item, bad date, bad address and a repeated item come in one error with lines."""
    path = tmp_path / "decisions.yaml"
    path.write_text(
        "checklist: small\ndecisions:\n  - {item: A-1, verdict: perfect, by: x, on: soon}\n"
        "  - {item: Z-9, verdict: met, by: x, pins: [{address: '###'}]}\n  - {item: A-1, verdict: met, by: x, mood: good}\n",
        encoding="utf-8",
    )
    with pytest.raises(DecisionsError) as caught:
        load_decisions(path, ["A-1"])
    said = "\n".join(caught.value.problems)
    for part in (
        "line 3: A-1, verdict «perfect» is none of",
        "line 3: «soon» is not a date",
        "line 4: the checklist has no item Z-9",
        "line 4: not an address",
        "line 5: decision: unknown key «mood»",
        "line 5: there are two decisions on A-1",
    ):
        assert part in said
    assert caught.value.code == "E402"


def test_words_file_is_sound_in_three_languages():
    """Every shared concept is there in three languages and can be read."""
    from lawkit.gaps.rule_reader import shared_words

    concepts, _ = shared_words()
    assert all(set(texts) == {"rus", "kaz", "eng"} for texts in concepts.values())
