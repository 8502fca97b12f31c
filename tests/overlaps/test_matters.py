"""Matters: what is told together, what is not, and what is wrong in a file."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from model_acts import STRANGERS, reading

from lawkit.errors import RulesError
from lawkit.model import Deadline, Finding, Norm, Reading, Span
from lawkit.overlaps import find_overlaps
from lawkit.overlaps.answering import KeptAnswers
from lawkit.overlaps.matters import Catalogue, load_matters
from lawkit.overlaps.tables import ends, rows

NAMES = "{rus: плата за сведения, kaz: мәлімет үшін ақы, eng: charge}"
FREE = f"""
  - id: T-01
    name: {NAMES}
    any:
      - {{rus: "плат* & сведени*", kaz: "ақы & мәлімет*", here: true}}
      - {{rus: "сведени* .. безвозмездно|бесплатно"}}
    not:
      - {{rus: "копи*"}}
"""
SIDES = """
  - id: T-02
    name: {rus: кто ведет перечень, kaz: тізбе, eng: list}
    sides:
      - [{rus: "министр* & перечень"}]
      - [{rus: "акимат* & перечень"}]
"""
GRATIS = "Сведения о работе управы выдаются жителям безвозмездно."
CHARGE = "За передачу сведений плата с граждан не взимается никем."


def catalogue(tmp_path: Path, items: str, name: str = "mine") -> Catalogue:
    """The matters of a file."""
    path = tmp_path / f"{name}.yaml"
    path.write_text(f"matters: {name}\ntitle: {{rus: а, kaz: ә, eng: a}}\nitems:\n{items}", "utf-8")
    return load_matters([path])


def matters(acts: list[Reading], every: Catalogue) -> list[Finding]:
    """The findings that matters make."""
    return [f for f in find_overlaps(acts, matters=every) if f.code == "same-matter"]


def eids(found: list[Finding]) -> list[set[str]]:
    """Where the findings are."""
    return [{f"{pin.address.act}#{pin.address.eid}" for pin in f.pins} for f in found]


def test_answers_without_a_word_in_common_are_told_together(tmp_path):
    acts = [reading("A", [("art_1", GRATIS), *STRANGERS]), reading("B", [("art_2", CHARGE)])]
    found = matters(acts, catalogue(tmp_path, FREE))
    assert eids(found) == [{"A#art_1", "B#art_2"}]
    assert found[0].tier == "likely"
    assert found[0].legal_class == "duplication"
    assert found[0].explanation["rus"] == "Положения решают один и тот же вопрос: плата за сведения."
    assert found[0].evidence["matters"] == ["T-01"]
    assert not matters(acts, Catalogue())


@pytest.mark.parametrize(
    "texts",
    [
        [("art_1__para_1", GRATIS), ("art_1__para_2", CHARGE)],  # one article
        [("art_1__para_1", GRATIS), ("art_1__para_1__subpara_1", CHARGE)],  # one above the other
        [("art_1", GRATIS), ("art_2", CHARGE + " За копии она взимается.")],  # `not`
        [("art_1", GRATIS), ("art_2", "Плата за проезд взимается кондуктором при посадке в салон.")],
    ],
)
def test_these_are_no_finding(texts, tmp_path):
    assert not matters([reading("A", [*texts, *STRANGERS])], catalogue(tmp_path, FREE))


def test_two_articles_of_one_act_are_enough_unless_two_acts_are_asked_for(tmp_path):
    act = reading("A", [("art_1", GRATIS), ("art_2", CHARGE)])
    assert eids(matters([act], catalogue(tmp_path, FREE))) == [{"A#art_1", "A#art_2"}]
    assert not matters([act], catalogue(tmp_path, FREE + "    acts: two\n"))


def test_places_stand_act_by_act_in_reading_order_and_two_articles_stand_for_them(tmp_path):
    more = "Управа отдает гражданам сведения о дорогах бесплатно."
    act = reading("A", [("art_1__para_1", GRATIS), ("art_1__para_2", more), ("art_2", CHARGE)])
    other = reading("B", [("art_7", "Сведения из архива управы получают безвозмездно все.")])
    (found,) = matters([other, act], catalogue(tmp_path, FREE))
    assert [f"{pin.address.act} {pin.address.eid}" for pin in found.pins] == [
        "A art_1__para_1", "A art_1__para_2", "A art_2", "B art_7"
    ]  # fmt: skip
    (alone,) = matters([act], catalogue(tmp_path, FREE))
    assert [pin.address.eid for pin in ends(alone) if pin] == ["art_1__para_1", "art_2"]
    (row,) = rows([found])
    assert (row["address_a"], row["address_b"]) == (str(found.pins[0].address), str(found.pins[3].address))


def test_a_pin_names_the_words_that_answer(tmp_path):
    acts = [reading("A", [("art_1", "Иногда.  " + GRATIS), *STRANGERS]), reading("B", [("art_2", CHARGE)])]
    (found,) = matters(acts, catalogue(tmp_path, FREE))
    assert [pin.span.of(pin.text) for pin in found.pins] == [
        "Сведения о работе управы выдаются жителям безвозмездно", "сведений плата",
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), [
    ("Сведения о дорогах даются бесплатно, как и иные функции, предусмотренные законами, исполняются управой.", False),
    ("О дорогах, дворах, каналах и мостах города управа дает сведения бесплатно; иные права, предусмотренные законом.", True),
])  # fmt: skip
def test_standard_wording_is_no_answer_only_where_it_begins_the_provision(text, told, tmp_path):
    acts = [reading("A", [("art_1", text), *STRANGERS]), reading("B", [("art_2", CHARGE)])]
    assert bool(matters(acts, catalogue(tmp_path, FREE))) is told


def test_answers_kept_give_the_same_findings_and_are_dropped_with_the_text(tmp_path):
    every = catalogue(tmp_path, FREE)
    acts = [reading("A", [("art_1", GRATIS), *STRANGERS]), reading("B", [("art_2", CHARGE)])]
    first = KeptAnswers()
    found = find_overlaps(acts, matters=every, answers=first)
    again = json.loads(json.dumps(first.now))
    second = KeptAnswers(again)
    assert find_overlaps(acts, matters=every, answers=second) == found
    assert second.taken_over == 2
    changed = KeptAnswers(again)
    silent = [acts[0], reading("B", [("art_2", "Забор красят весной всем домом.")])]
    assert not [f for f in find_overlaps(silent, matters=every, answers=changed) if f.code == "same-matter"]
    assert changed.taken_over == 1


def test_what_other_findings_tell_in_full_is_not_told_again(tmp_path):
    twins = [reading("A", [("art_1", GRATIS), *STRANGERS]), reading("B", [("art_2", GRATIS)])]
    assert not matters(twins, catalogue(tmp_path, FREE))
    third = reading("C", [("art_3", CHARGE)])
    assert eids(matters([*twins, third], catalogue(tmp_path, FREE))) == [{"A#art_1", "B#art_2", "C#art_3"}]


def test_sides_make_pairs(tmp_path):
    ministry = [("art_1", "Перечень лугов составляется министром."), ("art_3", "Министр изменяет перечень.")]
    acts = [reading("A", ministry), reading("B", [("art_2", "Акимат ведет перечень лугов сам.")])]
    found = matters(acts, catalogue(tmp_path, SIDES))
    assert sorted(map(sorted, eids(found))) == [["A#art_1", "B#art_2"], ["A#art_3", "B#art_2"]]


def test_the_same_rules_on_both_sides_make_each_pair_once(tmp_path):
    acts = [reading(name, [("art_1", text)]) for name, text in zip("AB", (GRATIS, CHARGE), strict=True)]
    rules = '[{rus: "сведени*"}]'
    item = f"  - id: T-03\n    name: {NAMES}\n    sides: [&same {rules}, *same]\n"
    [found] = matters(acts, catalogue(tmp_path, item))
    assert found.evidence["matters"] == ["T-03"]


def dated(act_id: str, text: str, printed: str, days: int) -> Reading:
    """An act of one sentence, whose norm names a period."""
    start = text.index(printed)
    span = Span(start, start + len(printed))
    norm = Norm("art_1", Span(0, len(text)), "duty", deadlines=(Deadline(days, "day", "unspecified", span=span),))
    return replace(reading(act_id, [("art_1", text)]), norms=(norm,))


def test_unlike_periods_are_named(tmp_path):
    acts = [
        dated("A", "Житель вносит плату за сведения в кассу управы за пять дней до их выдачи.", "за пять дней", 5),
        dated("B", "Если сведения платные, плата поступает на счет ведомства не позже десяти дней.", "десяти дней", 10),
    ]
    every = catalogue(tmp_path, FREE)
    [found] = matters(acts, every)
    assert found.legal_class == "contradiction"
    assert found.explanation["rus"].endswith("Сроки названы разные: «за пять дней», «десяти дней».")
    same = [acts[0], dated("B", acts[1].act.body.strip(), "десяти дней", 5)]
    [found] = matters(same, every)
    assert found.legal_class == "duplication"
    assert "Сроки" not in found.explanation["rus"]


def test_every_language_for_itself(tmp_path):
    kazakh = [
        reading("A", [("art_1", "Мәлімет бергені үшін ақы алынбайды.")], language="kaz"),
        reading("B", [("art_1", "Тұрғындардан мәліметтер үшін ақы талап етуге болмайды.")], language="kaz"),
        reading("C", [("art_1", GRATIS)]),
    ]
    every = catalogue(tmp_path, FREE)
    assert eids(matters(kazakh, every)) == [{"A#art_1", "B#art_1"}]
    assert not matters(kazakh, catalogue(tmp_path, FREE.replace(', kaz: "ақы & мәлімет*"', "")))


def test_order_does_not_matter(tmp_path):
    acts = [reading(name, [(f"art_{i}", text), *STRANGERS[i:]]) for i, (name, text) in
            enumerate(zip("ABCD", (GRATIS, CHARGE, GRATIS, "Министр и акимат согласуют перечень."), strict=True))]  # fmt: skip
    every = catalogue(tmp_path, FREE + SIDES)
    first = find_overlaps(acts, matters=every)
    assert any(f.code == "same-matter" for f in first)
    for seed in range(4):
        random.Random(seed).shuffle(acts)
        assert find_overlaps(acts, matters=every) == first


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ("  - {id: T, name: {rus: a, kaz: b, eng: c}}\n", "line 4: T: give either «any» or «sides»"),
        ("  - {id: T, name: {rus: a, kaz: b}, any: [x]}\n", "missing language eng"),
        ("  - {id: T, name: {rus: a, kaz: b, eng: c}, any: [{kaz: xy}]}\n", "missing language rus"),
        ("  - {id: T, name: {rus: a, kaz: b, eng: c}, any: [<nix>]}\n", "no concept <nix>"),
        ("  - {id: T, name: {rus: a, kaz: b, eng: c}, any: [{rus: ab, on: title}]}\n", "«on» is text or term"),
        ("  - {id: T, name: {rus: a, kaz: b, eng: c}, any: [{rus: ab, weak: true}]}\n", "«weak» has no meaning"),
        ("  - {id: T, name: {rus: a, kaz: b, eng: c}, sides: [[ab]]}\n", "two lists of rules"),
        ("  - {id: T, name: {rus: a, kaz: b, eng: c}, any: []}\n", "T: there is no rule"),
        ("  - {id: T, name: {rus: a, kaz: b, eng: c}, any: [ab], tier: sure}\n", "tier «sure» is none of"),
    ],
)
def test_mistakes_are_listed_with_their_lines(items, told, tmp_path):
    with pytest.raises(RulesError) as raised:
        catalogue(tmp_path, items)
    assert any(told in problem for problem in raised.value.problems), raised.value.problems


def test_all_mistakes_at_once(tmp_path):
    with pytest.raises(RulesError) as raised:
        catalogue(tmp_path, "  - {id: A b, any: [x*]}\n  - {id: T, nam: 1, any: [{rus: ab, on: no}]}\n")
    assert len(raised.value.problems) > 3
    assert str(raised.value.problems[0]).startswith("line 4:")


def test_a_later_file_replaces_a_matter_of_the_same_id(tmp_path):
    first, own = tmp_path / "house", tmp_path / "own"
    for folder, word in ((first, "луг*"), (own, "поле")):
        folder.mkdir()
        catalogue(folder, FREE.replace("плат*", word))
    both = load_matters([first, own])
    assert len(both.matters) == 1
    assert both.matter("T-01") == load_matters([own]).matter("T-01")
    catalogue(own, FREE, "other")
    with pytest.raises(RulesError, match="share the matter id «T-01»"):
        load_matters([own])
    with pytest.raises(RulesError, match="does not exist"):
        load_matters([tmp_path / "none"])


def test_a_preamble_answers_though_it_opens_like_every_preamble(tmp_path):
    items = f"""
  - id: T-04
    name: {NAMES}
    any:
      - {{rus: "закон* & луг*"}}
"""
    act = reading("A", [("art_2", "Настоящий Закон регулирует общественные отношения по сдаче лугов в наем."),
                       ("art_1", "Закон распространяется на всякую сдачу лугов.")])  # fmt: skip
    every = catalogue(tmp_path, items)
    assert not matters([act], every)
    first, *others = act.act.provisions
    act = replace(act, act=replace(act.act, provisions=(replace(first, kind="preamble"), *others)))
    assert eids(matters([act], every)) == [{"A#art_1", "A#art_2"}]
