"""What every verb promises: help with an example, clean output, a stable order, exit statuses."""

import csv
import io
import json
import re

import pytest
from calling import call, shell

VERBS = [
    "run", "demo", "fetch", "ingest", "watch", "acts", "show", "search", "refs", "terms", "norms", "graph", "cite", "overlaps", "compare", "diff", "history",
    "similar", "gaps", "map", "report", "export", "check", "rule", "parity",
]  # fmt: skip
LISTS = {
    "acts": [], "show": ["draft:first#art_2"], "search": ["реестра"], "refs": [], "terms": [], "norms": [],
    "overlaps": [], "compare": ["draft:first#art_2", "draft:second#art_2"], "similar": ["оператор обязан отвечать на запрос"],
    "gaps": [], "map": [], "cite": ["Z1500000401#art_5"],
}  # fmt: skip
HEAVY = (
    "numpy",
    "scipy",
    "sklearn",
    "spacy",
    "sqlite_utils",
    "rich",
    "lxml",
    "rapidfuzz",
    "docx",
    "jinja2",
    "yaml",
    "sqlite3",
    "pydantic",
)


def test_the_list_of_verbs_is_complete(capsys):
    """A new verb must come into this table, so that it keeps the promises too."""
    assert call("--help") == 0
    listed = re.findall(r"^  ([a-z]+) ", capsys.readouterr().out.split("Commands:")[1].split("\n\n")[0], re.MULTILINE)
    assert listed == VERBS


@pytest.mark.parametrize("verb", VERBS)
def test_help_has_an_example_that_begins_with_the_verb(verb, capsys):
    assert call(verb, "--help") == 0
    text = " ".join(capsys.readouterr().out.split())
    assert f"Example: lawkit {verb}" in text


@pytest.mark.parametrize("verb", ["export", "draft", "apply", "changes", "follow"])
def test_what_can_be_done_with_a_map_has_help_too(verb, capsys):
    assert call("map", verb, "--help") == 0
    assert f"Example: lawkit map {verb}" in " ".join(capsys.readouterr().out.split())


def test_the_review_of_gaps_has_help_too(capsys):
    assert call("gaps", "review", "--help") == 0
    assert "Example: lawkit gaps review" in " ".join(capsys.readouterr().out.split())


def test_a_person_decides_at_the_keyboard_and_the_decision_holds(done, tmp_path, capsys):
    """Each answer is kept at once; a second review does not ask again; the verdict bears the person's name."""
    from lawkit.commands.review import review

    answers = iter(["m", "есть в приказе", "s", "q"])
    path = tmp_path / "verdicts.yaml"
    assert review(done / "lawkit.db", "egov", path, "A. Reader", ask=lambda _: next(answers)) == 1
    first = []
    assert review(done / "lawkit.db", "egov", path, "A. Reader", ask=lambda q: first.append(q) or "q") == 0
    capsys.readouterr()
    assert call("gaps", "-c", "egov", "--decisions", path, "--db", done / "lawkit.db", "-f", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [r["value"] for r in rows if r["decided_by"] == "A. Reader"] == ["met"]


def test_what_a_draft_closes_is_listed_and_gaps_are_written_as_files(done, tmp_path, capsys):
    db = ["--db", done / "lawkit.db", "-f", "json"]
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "Статья 1. Открытые данные\nГосударственные органы публикуют открытые данные на интернет-портале открытых данных.\n",
        encoding="utf-8",
    )
    assert call("gaps", "--draft", draft, *db) == 0
    assert {row["change"] for row in json.loads(capsys.readouterr().out)} <= {"closed", "opened"}
    for name in ("gaps.xlsx", "gaps.md", "gaps.docx"):
        assert call("gaps", "-c", "egov", "-o", tmp_path / name, *db) == 0
        assert (tmp_path / name).stat().st_size > 1000
    assert call("gaps", "-o", tmp_path / "gaps.docx", *db) == 2
    assert call("gaps", "--structural", *db) == 0
    assert call("overlaps", "-o", tmp_path / "o.xlsx", *db) == 0
    assert (tmp_path / "o.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("verb", LISTS)
def test_json_csv_and_table_tell_the_same_rows_in_the_same_order(verb, done, capsys):
    db = ["--db", done / "lawkit.db"]
    found = {}
    for form in ("json", "csv", "table"):
        assert call(verb, *LISTS[verb], *db, "--format", form) == 0
        found[form] = capsys.readouterr().out
    rows = json.loads(found["json"])
    assert rows, "an empty list proves nothing"
    assert len(list(csv.DictReader(io.StringIO(found["csv"])))) == len(rows)
    assert len(found["table"].splitlines()) == len(rows) + 1
    assert call(verb, *LISTS[verb], *db) == 0
    assert capsys.readouterr().out == found["json"], "piped output is JSON, the same each time"
    assert not re.search(r"\x1b\[|\[/?bold|\[/?red", "".join(found.values()))


@pytest.mark.parametrize("ui", ["rus", "kaz", "eng"])
@pytest.mark.parametrize("verb", LISTS)
def test_every_list_is_there_whatever_language_is_asked_for(verb, ui, done, capsys):
    assert call("--ui", ui, verb, *LISTS[verb], "--db", done / "lawkit.db", "-f", "json") == 0
    assert json.loads(capsys.readouterr().out)


def test_start_up_loads_nothing_heavy():
    """`lawkit --help` needs typer and nothing else of size."""
    import subprocess
    import sys

    code = "import sys; sys.argv=['lawkit','--help']\nfrom lawkit.commands import main\ntry: main()\nexcept SystemExit: pass\nprint(sorted(m for m in sys.modules if '.' not in m))"
    from pathlib import Path

    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=Path(__file__).parents[2], check=True, text=True
    ).stdout
    loaded = set(re.findall(r"'(\w+)'", out.splitlines()[-1]))
    assert "typer" in loaded
    assert not loaded & set(HEAVY)


def test_version_and_library_need_no_heavy_import_either():
    import subprocess
    import sys
    from pathlib import Path

    code = "import lawkit, sys; lawkit.Address; lawkit.LawkitError; print(sorted(sys.modules))"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=Path(__file__).parents[2], check=True, text=True
    ).stdout
    assert not {f"'{name}'" for name in HEAVY} & set(re.findall(r"'\w+'", out))
    assert shell("--version").stdout.startswith(b"lawkit 0.")


def test_every_name_of_the_library_can_be_loaded():
    import lawkit

    assert all(getattr(lawkit, name) is not None for name in lawkit.__all__)
    assert set(lawkit.__all__) <= set(dir(lawkit))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        lawkit.nothing  # noqa: B018


def test_output_is_utf8_under_an_old_code_page(done):
    told = shell("acts", "--db", done / "lawkit.db", "--format", "csv", PYTHONIOENCODING="cp1251", PYTHONUTF8="0")
    assert told.returncode == 0
    assert "draft:first" in told.stdout.decode("utf-8")
    found = shell("search", "реестр", "--db", done / "lawkit.db", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "реестр" in json.loads(found.stdout.decode("utf-8"))[0]["text"]


def test_a_reader_that_goes_away_is_no_error(done):
    import subprocess
    import sys
    from pathlib import Path

    process = subprocess.Popen(
        [sys.executable, "cli.py", "norms", "--db", done / "lawkit.db"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


def test_filters_do_filter(done, capsys):
    db = ["--db", done / "lawkit.db", "--format", "json"]

    def rows(*words):
        assert call(*words, *db) == 0
        return json.loads(capsys.readouterr().out)

    assert {r["act_id"] for r in rows("acts", "--lang", "kaz")} == set()
    assert all(r["modality"] == "duty" for r in rows("norms", "--modality", "duty"))
    assert len(rows("norms", "--limit", "1")) == 1
    assert {r["source"].split("#")[1] for r in rows("refs", "--in", "art_2")} == {"art_2__para_2"}
    assert rows("refs", "--to", "Z0000000000") == []
    assert [r["term"] for r in rows("terms", "оператор", "--act", "draft:first")] == ["оператор"]
    assert all(r["acts"] == 2 for r in rows("terms", "--several"))
    assert {r["tier"] for r in rows("overlaps", "--tier", "certain")} <= {"certain"}
    assert rows("map", "--act", "draft:first") != rows("map")
    assert all(r["value"] == "not_found" for r in rows("gaps", "--value", "not_found"))


@pytest.mark.parametrize(
    "words", ["пункт 1 статьи 2", "пункта 1 статьи 2", "2-баптың 1-тармағы", "paragraph 1 of Article 2"]
)
def test_a_unit_can_be_named_in_words(words, done, capsys):
    assert call("show", "draft:first", words, "--db", done / "lawkit.db", "-f", "json") == 0
    assert [row["eid"] for row in json.loads(capsys.readouterr().out)] == ["art_2__para_1"]
    assert call("show", "draft:first", "где-то там", "--db", done / "lawkit.db") == 2
    assert "names no unit" in capsys.readouterr().err


def test_terms_with_their_uses_unused_and_undefined_ones_and_delegations(done, capsys):
    db = ["--db", done / "lawkit.db", "-f", "json"]

    def rows(*words):
        assert call(*words, *db) == 0
        return json.loads(capsys.readouterr().out)

    assert any("draft:first" in use for row in rows("terms", "оператор", "--uses") for use in row["uses"])
    assert len(rows("terms", "--unused")) < len(rows("terms"))
    assert isinstance(rows("terms", "--undefined"), list)
    assert isinstance(rows("norms", "--delegations"), list)


def test_the_map_is_complete_and_a_hole_is_status_1(done, tmp_path, capsys):
    """`map --check` proves completeness; a row taken out by hand is found."""
    import shutil
    import sqlite3

    assert call("map", "--check", "--db", done / "lawkit.db") == 0
    assert json.loads(capsys.readouterr().out) == []
    shutil.copy(done / "lawkit.db", tmp_path / "holed.db")
    with sqlite3.connect(tmp_path / "holed.db") as connection:
        connection.execute("delete from map_rows where map = 'egov-law' and source like '%draft:first%art_3%'")
    connection.close()
    assert call("map", "--check", "--db", tmp_path / "holed.db") == 1
    assert "unmapped" in {hole["code"] for hole in json.loads(capsys.readouterr().out)}


def test_graph_export_report_write_what_they_say(done, tmp_path):
    db = ["--db", done / "lawkit.db"]
    assert call("graph", *db, "-o", tmp_path / "g.graphml") == 0
    assert "<graphml" in (tmp_path / "g.graphml").read_text(encoding="utf-8")
    assert call("export", *db, "-o", tmp_path / "data") == 0
    first = json.loads((tmp_path / "data" / "provisions.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert set(first) >= {"address", "text", "kind"}
    assert call("export", *db, "-o", tmp_path / "data", "--format", "csv", "--only", "acts,map") == 0
    assert sorted(p.name for p in (tmp_path / "data").glob("*.csv")) == ["acts.csv", "map.csv"]
    assert call("report", *db, "-o", tmp_path / "site") == 0
    assert (tmp_path / "site" / "index.html").is_file()
    assert {p.name for p in (done / "report" / "tables").iterdir()} >= {
        "map.xlsx", "overlaps.xlsx", "comparative-table.docx", "draft-law.docx", "draft-law.md", "draft-law.xml",
    }  # fmt: skip
    for name in ("map.xlsx", "table.docx"):
        assert call("map", "export", *db, "-o", tmp_path / name) == 0
        assert (tmp_path / name).read_bytes()[:2] == b"PK"
    assert call("map", "draft", *db, "-o", tmp_path / "draft.md") == 0
    assert call("map", "draft", *db, "-o", tmp_path / "draft.txt") == 2
    assert call("map", "apply", tmp_path / "map.xlsx", *db, "-o", tmp_path / "decisions.yaml") == 0
    assert (tmp_path / "decisions.yaml").is_file()


def test_a_table_that_a_person_edited_is_kept_and_the_new_one_is_put_beside_it(done, tmp_path, capsys):
    import shutil

    for name in ("lawkit.db", "report"):
        copy = shutil.copytree if (done / name).is_dir() else shutil.copy
        copy(done / name, tmp_path / name)
    words = ["map", "export", "--db", tmp_path / "lawkit.db", "-o", tmp_path / "own.docx"]
    assert call(*words) == 0
    assert call(*words) == 0
    assert not (tmp_path / "own.new.docx").exists(), "what lawkit wrote itself may be written again"
    (tmp_path / "own.docx").write_bytes(b"edited")
    assert call(*words) == 0
    assert (tmp_path / "own.docx").read_bytes() == b"edited"
    assert (tmp_path / "own.new.docx").read_bytes()[:2] == b"PK"
    assert "was edited and is kept" in capsys.readouterr().err


def test_the_clock_leaves_no_trace_in_a_workbook_or_a_word_file(tmp_path):
    import zipfile

    from lawkit.commands.tables import timeless

    made = []
    for year in (2024, 2026):
        path = tmp_path / f"{year}.docx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(zipfile.ZipInfo("a.xml", (year, 1, 1, 0, 0, 0)), "<a/>")
            archive.writestr("docProps/core.xml", f"<c>{year}-05-05T10:00:00Z</c>")
        made.append(timeless(path).read_bytes())
    assert made[0] == made[1]
    assert zipfile.ZipFile(path).read("a.xml") == b"<a/>"


def test_the_same_acts_give_the_same_bytes_in_any_order_of_ingestion(corpus, tmp_path):
    """Exports and tables of two databases, one filled file by file from the end, with another hash seed."""
    for name in ("second.txt", "first.txt"):
        assert shell("ingest", corpus / name, "--db", tmp_path / "b.db", PYTHONHASHSEED="1").returncode == 0
    for name in ("a", "b"):
        told = shell(
            "run", corpus, "--db", tmp_path / f"{name}.db", "-o", tmp_path / name, PYTHONHASHSEED=str(ord(name))
        )
        assert told.returncode == 0, told.stderr.decode()
        assert call("export", "--db", tmp_path / f"{name}.db", "-o", tmp_path / name / "data") == 0
    files = [sorted(p.relative_to(tmp_path / n) for p in (tmp_path / n).rglob("*") if p.is_file()) for n in ("a", "b")]
    assert files[0] == files[1]
    assert [f for f in files[0] if (tmp_path / "a" / f).read_bytes() != (tmp_path / "b" / f).read_bytes()] == []


def test_a_report_is_not_taken_for_acts(done, tmp_path, capsys):
    """A run over the folder in which an earlier report stands reads the acts only."""
    import shutil

    shutil.copytree(done / "report", tmp_path / "report")
    (tmp_path / "act.txt").write_text("Статья 1. Норма\nОператор обязан отвечать на запрос.\n", encoding="utf-8")
    assert call("ingest", tmp_path, "--db", tmp_path / "a.db") == 0
    told = capsys.readouterr()
    assert [row["act_id"] for row in json.loads(told.out)] == ["draft:act"]
    assert "is a report of lawkit" in told.err


def test_a_csv_cell_never_starts_a_formula(capsys):
    from lawkit.commands.options import Format
    from lawkit.commands.output import emit

    emit([{"a": "=1+1", "b": -3, "c": "@x", "d": "– тире", "e": None}], ("a",), Format.csv)
    assert capsys.readouterr().out == "a,b,c,d,e\n'=1+1,-3,'@x,– тире,\n"


def test_terminal_escapes_in_a_text_do_not_reach_the_terminal(capsys):
    from lawkit.commands.options import Format
    from lawkit.commands.output import emit

    emit([{"a": "x\x1b[31mred\u202e"}], ("a",), Format.table)
    assert "\x1b" not in capsys.readouterr().out


def test_decisions_hold_until_others_are_given_and_the_difference_is_listed(done, tmp_path, capsys):
    """`map --decisions` once; later calls keep them, `--no-decisions` lays them aside, `map diff` shows the change."""
    import shutil

    shutil.copy(done / "lawkit.db", tmp_path / "a.db")
    db = ["--db", tmp_path / "a.db", "-f", "json"]

    def rows(*words):
        capsys.readouterr()
        assert call("map", *words, *db) == 0
        return json.loads(capsys.readouterr().out)

    before = rows()
    one = next(r for r in before if r["source"])
    other = "stays" if one["disposition"] != "stays" else "dropped-obsolete"
    decisions = tmp_path / "d.yaml"
    decisions.write_text(
        f"decisions:\n- source: {one['source']}\n  hash: {one['source_hash']}\n  disposition: {other}\n  by: A. Reader\n",
        encoding="utf-8",
    )
    decided = [r for r in rows("--decisions", decisions) if r["decided_by"] == "A. Reader"]
    assert [(r["source"], r["disposition"]) for r in decided] == [(one["source"], other)]
    decisions.unlink()
    assert [r for r in rows() if r["decided_by"] == "A. Reader"] == decided
    assert [d["source"] for d in rows("diff")] != []
    assert rows("--check") == []
    assert rows("--no-decisions") == before


def test_broken_decisions_list_every_problem_and_change_nothing(done, tmp_path, capsys):
    import shutil

    shutil.copy(done / "lawkit.db", tmp_path / "a.db")
    bad = tmp_path / "d.yaml"
    bad.write_text("decisions:\n- source: nowhere\n  disposition: eaten\n- by: nobody\n", encoding="utf-8")
    db = ["--db", tmp_path / "a.db", "-f", "json"]
    assert call("map", *db) == 0
    before = capsys.readouterr().out
    assert call("map", "--decisions", bad, *db) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) > 2, "one line that sums up, one a problem"
    assert call("map", *db) == 0
    assert capsys.readouterr().out == before


def test_an_outline_can_be_made_from_the_acts_and_used(done, tmp_path, capsys):
    import shutil

    shutil.copy(done / "lawkit.db", tmp_path / "a.db")
    db = ["--db", tmp_path / "a.db"]
    assert call("map", "outline", "-o", tmp_path / "o.yaml", *db) == 0
    assert call("map", "--outline", tmp_path / "o.yaml", "--check", *db) == 0
    assert call("map", "--target", "draft:second", "--check", *db) == 0
    capsys.readouterr()
    assert call("map", *db, "-f", "json") == 0
    assert {r["source"].split("/")[0] for r in json.loads(capsys.readouterr().out) if r["source"]} == {"draft:first"}


def test_a_second_run_changes_nothing(corpus, tmp_path):
    """Every stage up to the map rests on what it rested on, from any folder, and `lawkit map` draws no other map."""
    import json

    run = ("run", corpus, "--db", tmp_path / "a.db", "-o", tmp_path / "report", "--format", "json")
    first, second = (
        {row["stage"]: row for row in json.loads(shell(*run, cwd=cwd).stdout)} for cwd in (tmp_path, corpus)
    )
    stages = ("read", "overlaps", "gaps", "map")
    assert [second[stage]["result"] for stage in stages] == [first[stage]["result"] for stage in stages]
    assert {second[stage]["state"] for stage in stages} == {"unchanged"}
    assert shell("map", "--db", tmp_path / "a.db").returncode == 0
    third = {row["stage"]: row for row in json.loads(shell(*run).stdout)}
    assert third["map"] == second["map"]
