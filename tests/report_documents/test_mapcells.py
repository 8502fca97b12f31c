"""The map's table after people had it: what they decided comes back, what is wrong is named, nothing is lost."""

import csv
import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "consolidate"))
from consolidation_models import access_act, data_act, reading

from lawkit.consolidate import apply_decisions, draft_map, dump_decisions, load_decisions, load_outline
from lawkit.errors import DecisionsError
from lawkit.model import LANGUAGES
from lawkit.report.mapbook import COLUMNS, SHEET, read_map, titles_in, write_csv, write_map


@pytest.fixture(scope="module")
def readings():
    return [reading(access_act()), reading(data_act())]


@pytest.fixture(scope="module")
def acts(readings):
    return [r.act for r in readings]


@pytest.fixture(scope="module")
def drawn(readings):
    names = tuple(r.act.act_id for r in readings)
    return draft_map(readings, replace(load_outline("egov-law"), absorbs=names))


def rows_of(path):
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))


def save(path, rows, *, encoding="utf-8-sig", delimiter=";", first=""):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes((first + out.getvalue()).encode(encoding))
    return path


def decide(rows, line, kind="остаётся в своём акте", target="", by="А. Юрист", note="вне предмета"):
    for title, value in {"Решение": kind, "Статья": target, "Кто решил": by, "Пояснение": note}.items():
        rows[line][COLUMNS.index(title)] = value


@pytest.fixture
def table(drawn, acts, tmp_path):
    """The table as lists of cells, its first line the titles."""
    return rows_of(write_csv(drawn, acts, tmp_path / "map.csv"))


@pytest.mark.parametrize(
    "how",
    [
        {}, {"encoding": "cp1251"}, {"encoding": "utf-16"}, {"delimiter": ","}, {"delimiter": "\t"}, {"encoding": "utf-8"},
        {"first": "sep=;\r\n"}, {"encoding": "utf-16", "delimiter": "\t"},
    ],
)  # fmt: skip
def test_csv_comes_back_however_an_office_program_saved_it(drawn, acts, table, tmp_path, how):
    decide(table, 3)
    (found,) = read_map(save(tmp_path / "edited.csv", table, **how), drawn, acts)
    assert (found.disposition, found.by, found.reason) == ("stays", "А. Юрист", "вне предмета")
    assert str(found.source) == table[3][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbook_and_table_speak_three_languages_and_come_back(drawn, acts, tmp_path, language):
    import openpyxl

    book = write_map(drawn, acts, tmp_path / "m.xlsx", language)
    assert [c.value for c in openpyxl.load_workbook(book)[SHEET][1]] == list(titles_in(language))
    assert read_map(book, drawn, acts) == []
    assert read_map(write_csv(drawn, acts, tmp_path / "m.csv", language), drawn, acts) == []


def test_decisions_survive_export_and_apply_again_and_again(drawn, readings, acts, table, tmp_path):
    """The second round trip loses neither the decision nor the words beside it; a name taken out takes it back."""
    decide(table, 2)
    decide(table, 5, note="")
    first = read_map(save(tmp_path / "1.csv", table), drawn, acts)
    assert len(first) == 2
    once = apply_decisions(drawn, first, readings).map
    again = rows_of(write_csv(once, acts, tmp_path / "2.csv"))
    assert read_map(tmp_path / "2.csv", once, acts, kept=first) == first
    again[2][COLUMNS.index("Кто решил")] = again[2][COLUMNS.index("Пояснение")] = ""
    assert read_map(save(tmp_path / "3.csv", again), once, acts, kept=first) == first[1:]


def test_stale_decisions_are_kept_until_decided_anew(drawn, readings, acts, table, tmp_path):
    decide(table, 2)
    (decision,) = read_map(save(tmp_path / "1.csv", table), drawn, acts)
    old = replace(decision, hash="0" * 16)
    later = apply_decisions(drawn, [old], readings)
    assert later.stale == (old,)
    again = rows_of(write_csv(later.map, acts, tmp_path / "2.csv"))
    assert read_map(tmp_path / "2.csv", later.map, acts, kept=[old]) == [old]
    decide(again, 2)
    assert read_map(save(tmp_path / "3.csv", again), later.map, acts, kept=[old]) == [decision]


def test_columns_may_stand_anywhere_and_people_may_add_their_own(drawn, acts, table, tmp_path):
    decide(table, 4)
    turned = [["моё", *reversed(line)] for line in table]
    turned[0][0] = "Замечания отдела"
    assert len(read_map(save(tmp_path / "t.csv", turned), drawn, acts)) == 1
    with pytest.raises(DecisionsError, match="Хэш текста"):
        read_map(save(tmp_path / "n.csv", [line[:-1] for line in table]), drawn, acts)


def test_a_missing_line_is_named_unless_a_part_was_asked_for(drawn, acts, table, tmp_path):
    decide(table, 2)
    lost = table[7][1]
    path = save(tmp_path / "p.csv", table[:7] + table[8:])
    with pytest.raises(DecisionsError) as caught:
        read_map(path, drawn, acts)
    assert caught.value.problems == (f"p.csv: the line of {lost} is missing",)
    assert len(read_map(path, drawn, acts, partial=True)) == 1


@pytest.mark.parametrize(
    ("title", "value", "told"),
    [
        ("Решение", "выкинуть", "is no decision"), ("Решение", "", "is no decision"), ("Решение", "new", "is no decision"),
        ("Статья", "terms; scope", "one article, not to 2"), ("Статья", "нет-такой", "there is no article"),
        ("Статья", "", "needs an article"), ("Текст", "иной текст", "the text in force was changed"),
        ("Хэш текста", "0", "hash"), ("Когда", "31.02.2026", "no date"), ("Адрес", "Z1#art_1", "no provision"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_cell(drawn, acts, table, tmp_path, title, value, told):
    column = COLUMNS.index(title)
    line = next(n for n, row in enumerate(table) if n and row[COLUMNS.index("Решение")] == "дословно")
    table[line][column] = value
    if title == "Хэш текста":
        table[line][COLUMNS.index("Текст")] = "иной текст"
    with pytest.raises(DecisionsError) as caught:
        read_map(save(tmp_path / "e.csv", table), drawn, acts, partial=True)
    assert any(p.startswith(f"e.csv!{chr(65 + column)}{line + 1}: ") and told in p for p in caught.value.problems)


def test_nobody_decides_or_remarks_without_a_name_even_beside_another_mistake(drawn, acts, table, tmp_path):
    table[3][COLUMNS.index("Пояснение")] = "слово без имени"
    table[3][COLUMNS.index("Когда")] = "завтра"
    with pytest.raises(DecisionsError) as caught:
        read_map(save(tmp_path / "e.csv", table), drawn, acts)
    assert [p.split(":")[0] for p in caught.value.problems] == ["e.csv!M4", "e.csv!L4"]


def test_a_hash_that_a_spreadsheet_took_for_a_number_is_known_by_the_text(drawn, acts, table, tmp_path):
    decide(table, 3)
    right = table[3][-1]
    table[3][-1] = "1,23457E+15"
    (found,) = read_map(save(tmp_path / "h.csv", table), drawn, acts)
    assert found.hash == right


def test_days_are_read_as_people_write_them(drawn, acts, table, tmp_path):
    for given in ("2026-11-24", "24.11.2026", "24/11/2026"):
        decide(table, 3)
        table[3][COLUMNS.index("Когда")] = given
        (found,) = read_map(save(tmp_path / "d.csv", table), drawn, acts)
        assert str(found.on) == "2026-11-24"


def test_what_is_gone_in_a_newer_edition_is_no_mistake_of_a_decisions_file(drawn, table, acts, readings, tmp_path):
    decide(table, 3)
    (one,) = read_map(save(tmp_path / "1.csv", table), drawn, acts)
    path = tmp_path / "d.yaml"
    gone = replace(one, source=replace(one.source, eid="art_99"))
    path.write_text(dump_decisions([gone]), "utf-8")
    with pytest.raises(DecisionsError, match="no provision"):
        load_decisions(path, drawn)
    assert load_decisions(path, drawn, kept=True) == [gone]
    import datetime as dt

    older = replace(gone, source=replace(gone.source, edition=dt.date(2001, 1, 1)))
    path.write_text(dump_decisions([older]), "utf-8")
    loaded = load_decisions(path, drawn)
    assert apply_decisions(drawn, loaded, readings).unused == (older,)


def test_an_act_that_was_taken_out_is_told_in_one_line(drawn, acts, table, tmp_path):
    """Two hundred lines that say the same help nobody: how many of how many, from where to where."""
    left = [line for line in table if not line[1].startswith("Z9900000002")]
    with pytest.raises(DecisionsError) as caught:
        read_map(save(tmp_path / "a.csv", left), drawn, acts)
    (told,) = caught.value.problems
    gone = len(table) - len(left)
    assert f"{gone} of {gone} lines of Z9900000002" in told
    assert "from art_1 to art_4__para_1" in told


def test_a_hash_of_another_text_is_told(drawn, acts, table, tmp_path):
    """A hash that was typed over beside the text in force would make a decision stale in silence."""
    decide(table, 3)
    table[3][-1] = "0" * 16
    with pytest.raises(DecisionsError) as caught:
        read_map(save(tmp_path / "h.csv", table), drawn, acts)
    assert "another text than the one beside it" in caught.value.problems[0]


@pytest.mark.parametrize("given", ["3. Сфера действия настоящего Закона", "3.  сфера действия  настоящего закона", "3",
                                   "scope", "art_3", "3. Осы Заңның қолданылу саласы"])  # fmt: skip
def test_an_article_is_named_as_people_read_it(drawn, acts, table, tmp_path, given):
    """By number and heading in any language, by number, by key."""
    decide(table, 3, kind="дословно", target=given)
    (found,) = read_map(save(tmp_path / "n.csv", table), drawn, acts)
    assert found.target == "art_3"


def test_a_decision_outlives_an_article_put_in_before_its_own(drawn, readings, acts, table, tmp_path):
    """The file names articles by their keys, not by numbers that move when the outline is edited."""
    decide(table, 3, kind="дословно", target="3")
    found = read_map(save(tmp_path / "k.csv", table), drawn, acts)
    path = tmp_path / "d.yaml"
    path.write_text(dump_decisions(found, drawn.outline), "utf-8")
    assert "target: scope" in path.read_text("utf-8")
    targets = drawn.outline.targets
    first = replace(targets[0], id="art_1", key="put-in", number="1", role="", cues=None)
    moved = [replace(t, id=f"art_{n}", number=str(n)) for n, t in enumerate(targets, 2)]
    later = draft_map(readings, replace(drawn.outline, targets=(first, *moved)))
    applied = apply_decisions(later, load_decisions(path, later), readings).map
    row = next(r for r in applied.rows if str(r.source) == table[3][1])
    assert applied.outline.target(row.target).key == "scope"
