"""Terms replaced in the draft: the right form or a mark, every one a listed change; only-terms changes told apart."""

from dataclasses import replace

import pytest
from consolidation_models import access_act, act, data_act, reading

from lawkit.consolidate import apply_decisions, check_map, draft_map, load_outline
from lawkit.consolidate.check import check_wording
from lawkit.consolidate.decisions import Decision
from lawkit.consolidate.draft import build_draft, dangling
from lawkit.consolidate.maps import from_json, to_json
from lawkit.consolidate.renamed import Renamer
from lawkit.consolidate.terms import replace_terms, terms

FORMS = [
    ("владельцы информационных систем", "владельцы цифровых систем"),
    ("Информационная система ведётся", "Цифровая система ведётся"),
    ("доступ к информационной системе", "доступ к цифровой системе"),
    ("посредством информационной системы", "посредством цифровой системы"),
    ("создаёт информационную систему", "создаёт цифровую систему"),
    ("работа с объектами информатизации", "работа с цифровыми объектами"),
    ("собственник объекта информатизации", "собственник цифрового объекта"),
    ("на объекте информатизации", "на цифровом объекте"),
    ("объекты информатизации создаются", "цифровые объекты создаются"),
    ("перечень электронных информационных ресурсов", "перечень цифровых ресурсов"),
    ("электронным информационным ресурсом", "цифровым ресурсом"),
    ("шлюз «электронного правительства»", "шлюз «цифрового правительства»"),
    ("электронному правительству", "цифровому правительству"),
    ("ОБЪЕКТОВ ИНФОРМАТИЗАЦИИ", "ЦИФРОВЫХ ОБЪЕКТОВ"),
    ("информационные  системы", "цифровые системы"),
]
UNTOUCHED = [
    "геоинформационная система", "аппаратно-информационная система", "информационная систематика", "система информационная",
    "статья 3 Закона «Об электронном правительстве и информационных системах»", "⟦информационной системы: такой нормы нет⟧",
    "информационно-коммуникационная система", "цифровая система",
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), FORMS)
def test_a_term_keeps_case_and_number(before, after):
    text, done = replace_terms(before, "rus", "verified")
    assert text == after
    assert [text[d.start : d.end] in after for d in done] == [True]
    assert [d.old for d in done] == [d.old for d in done if d.old in before]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_only_looks_like_a_term_and_names_of_acts_stay(text):
    assert replace_terms(text, "rus", "all") == (text, ())


def test_what_cannot_be_put_into_form_is_left_and_marked():
    text, done = replace_terms("единая цифровая информационная система", "rus", "verified")
    assert text == "единая цифровая ⟦информационная система → цифровая система⟧"
    assert done == ()
    text, done = replace_terms("ақпараттандыру объектілеріне", "kaz", "all")
    assert (text[0], text[-1], done) == ("⟦", "⟧", ())


def test_kazakh_endings_stay():
    text, done = replace_terms("ақпараттық жүйелердің тізбесі", "kaz", "all")
    assert text == "цифрлық жүйелердің тізбесі"
    assert (done[0].start, done[0].end) == (0, 18)


def test_terms_that_nobody_checked_are_replaced_only_when_all_are_asked_for():
    assert not all(t.verified for t in terms("rus"))
    assert replace_terms("сфера информатизации", "rus", "verified")[0] == "сфера информатизации"
    assert replace_terms("сфера информатизации", "rus", "all")[0] == "сфера цифровизации"
    assert replace_terms("информационная система", "rus", "none")[0] == "информационная система"


def test_a_mode_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="verify"):
        replace_terms("информационная система", "rus", "verify")


def test_places_are_those_of_the_new_text():
    before = "Объект информатизации и информационные системы, а также сеть."
    after, done = replace_terms(before, "rus", "verified")
    assert [after[d.start : d.end] for d in done] == ["Цифровой объект", "цифровые системы"]


@pytest.fixture(scope="module")
def readings():
    more = act(
        "Z9900000007", "О сведениях в системах",
        [
            ("Основные понятия", ["В настоящем Законе используются следующие основные понятия:",
             "1) электронный информационный ресурс – сведения в памяти машины;", "2) информационный ресурс – любые сведения;"]),
            ("Согласие субъекта персональных данных", ["Собственник информационной системы получает согласие субъекта персональных данных.",
             "Порядок определяется статьёй 2 настоящего Закона."]),
        ],
    )  # fmt: skip
    return [reading(access_act()), reading(data_act()), reading(more)]


@pytest.fixture(scope="module")
def plan(readings):
    return replace(load_outline("egov-law"), absorbs=tuple(r.act.act_id for r in readings))


def test_every_replaced_term_is_a_listed_change_and_the_map_stays_complete(readings, plan):
    acts = [r.act for r in readings]
    plain, drawn = draft_map(readings, plan), draft_map(readings, plan, terms="verified")
    assert check_map(drawn, acts) == []
    changed = [c for c in drawn.changes if "terms" in c.why]
    assert changed
    assert all("информационн" in c.before and "цифров" in c.after for c in changed)
    assert not [c for c in plain.changes if "terms" in c.why]
    draft = build_draft(drawn, readings)
    assert dangling(draft) == []
    texts = {s: u for a in draft.articles for u in a.units for s in u.sources[:1]}
    for change in changed:
        unit = texts[str(change.source)]
        assert unit.text == change.after
        assert all("цифров" in unit.text[t.start : t.end] for t in unit.terms)
        hidden = replace(drawn, changes=tuple(c for c in drawn.changes if c is not change))
        assert {h.code for h in (*check_map(hidden, acts), *check_wording(hidden, readings))} == {"change-unlisted"}
        other = replace(change, after=change.after + " тайком")
        twisted = replace(drawn, changes=tuple(other if c is change else c for c in drawn.changes))
        assert [h.code for h in check_wording(twisted, readings)] == ["change-unfounded"]
    assert check_wording(drawn, readings) == []


def test_the_terms_outlive_the_store_and_decisions(readings, plan):
    drawn = draft_map(readings, plan, terms="verified")
    assert from_json(to_json(drawn), drawn.rows) == drawn
    row = next(r for r in drawn.rows if r.source and r.disposition == "reworded")
    done = apply_decisions(drawn, [Decision(row.source, row.source_hash, "stays", "", "A")], readings).map
    assert any("terms" in c.why for c in done.changes)


def test_two_terms_made_one_are_marked(readings, plan):
    draft = build_draft(draft_map(readings, plan, terms="verified"), readings)
    defined = [u.text for a in draft.articles for u in a.units if u.text.lower().startswith("цифровой ресурс")]
    assert len(defined) == 2
    assert sum("дважды" in t for t in defined) == 1


PAIRS = [(f"получатель услуги номер {n} подаёт заявку", f"заказчик услуги номер {n} подаёт заявку") for n in range(6)]


def test_words_that_became_others_throughout_are_learned_as_a_renaming():
    real = ("получатель услуги ждёт пять дней", "заказчик услуги ждёт десять дней")
    renamer = Renamer([*PAIRS, real], "rus")
    assert [(r.old, r.new) for r in renamer.renamings()] == [("получатель", "заказчик")]
    assert renamer.known == [True] * 6 + [False]


def test_what_stayed_elsewhere_is_no_renaming():
    same = [f"получатель номер {n} вправе" for n in range(10)]
    assert Renamer(PAIRS, "rus", same).renamings() == []
    assert Renamer(PAIRS[:2], "rus").renamings() == []


def test_terms_of_the_rules_are_no_difference_in_any_form():
    pairs = [
        ("владельцы объектов информатизации", "владельцы цифровых объектов"),
        ("в срок пять дней", "в срок десять дней"),
    ]
    renamer = Renamer(pairs, "rus")
    assert renamer.known == [True, False]
    assert renamer.told(*pairs[0]) == [("объект информатизации", "цифровой объект")]
