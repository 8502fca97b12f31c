"""`lawkit parity`: two files or stored acts, every format, files written whole, exit statuses."""

import csv
import io
import json

import pytest
from parity_models import KAZ, RUS

from lawkit.commands import main


def call(*arguments):
    """Exit status of the command line run in this process."""
    with pytest.raises(SystemExit) as stop:
        main([str(a) for a in arguments])
    return stop.value.code or 0


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A Russian and a Kazakh file that differ in a period and in a date."""
    folder = tmp_path_factory.mktemp("pair")
    rus, kaz = folder / "model.rus.txt", folder / "model.kaz.txt"
    rus.write_text(RUS.replace("пяти рабочих", "семи рабочих").replace("1 июля", "1 июня"), encoding="utf-8")
    kaz.write_text(KAZ, encoding="utf-8")
    return rus, kaz


def test_two_files_are_compared_in_every_format(files, capsys):
    told = {}
    for form in ("json", "csv", "table", "md"):
        assert call("parity", *files, "-f", form) == 0
        told[form] = capsys.readouterr().out
    rows = json.loads(told["json"])
    assert [(r["code"], r["tier"], r["place"]) for r in rows] == [
        ("deadline-differs", "certain", "пункт 2 статьи 3"), ("date-differs", "certain", "часть первая статьи 5")
    ]  # fmt: skip
    assert "семи рабочих дней" in rows[0]["text_a"]
    assert "бес жұмыс күні" in rows[0]["text_b"]
    assert len(list(csv.DictReader(io.StringIO(told["csv"])))) == 2
    assert len(told["table"].splitlines()) == 3
    assert told["md"].count("\n|") == 3
    assert call("parity", *files[::-1], "-f", "json") == 0
    assert capsys.readouterr().out == told["json"], "the order of the files does not matter"


def test_filters_and_the_exit_status(files, capsys):
    assert call("parity", *files, "--kind", "date-differs", "-f", "json", "--fail") == 1
    assert [r["code"] for r in json.loads(capsys.readouterr().out)] == ["date-differs"]
    assert call("parity", *files, "--kind", "term-two-ways", "-f", "json", "--fail") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert call("parity", *files, "--tier", "certain", "--limit", "1", "-f", "json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--kind", "nonsense"],
        ["--tier", "sure"],
        ["-o", "x.pdf"],
        ["--glossary", "-o", "x.docx"],
        ["--glossary", "-f", "md"],
    ],
)
def test_what_does_not_exist_is_refused_with_status_2(files, arguments, capsys):
    assert call("parity", *files, *arguments) == 2
    assert capsys.readouterr().out == ""


def test_one_file_two_of_a_language_and_none_are_refused(files, tmp_path, capsys):
    assert call("parity", files[0]) == 2
    assert call("parity", files[0], files[0]) == 2
    assert call("parity", files[0], tmp_path / "none.kaz.txt") == 2
    assert call("parity", "--db", tmp_path / "none.db") == 2
    assert capsys.readouterr().out == ""


def test_tables_are_written_whole_with_both_texts(files, tmp_path, capsys):
    docx = pytest.importorskip("docx")
    for name in ("p.xlsx", "p.docx", "p.md"):
        assert call("parity", *files, "-o", tmp_path / name, "-f", "json") == 0
    capsys.readouterr()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p.docx", "p.md", "p.xlsx"]
    (table,) = docx.Document(str(tmp_path / "p.docx")).tables
    cells = [c.text for c in table.rows[2].cells]
    assert "семи рабочих дней" in cells[3]
    assert "бес жұмыс күні" in cells[4]
    bold = [r.text for r in table.rows[2].cells[3].paragraphs[0].runs if r.bold]
    assert bold == ["семи рабочих дней"], "what differs is marked"
    assert (tmp_path / "p.xlsx").read_bytes()[:2] == b"PK"
    assert "семи рабочих дней" in (tmp_path / "p.md").read_text(encoding="utf-8")


def test_explanations_follow_the_language_asked_for(files, capsys):
    assert call("parity", *files, "-f", "json", "--ui", "kaz") == 0
    assert json.loads(capsys.readouterr().out)[0]["explanation"].startswith("Мерзімдер")


def test_the_glossary_of_stored_acts(files, tmp_path, capsys):
    db = ["--db", tmp_path / "l.db"]
    assert call("ingest", *files, *db) == 0
    capsys.readouterr()
    assert call("parity", "--glossary", "-o", tmp_path / "g.tbx", "-f", "json", *db) == 0
    rows = json.loads(capsys.readouterr().out)
    assert ("хранитель реестра", "тізілімді сақтаушы") in {(r["term_a"], r["term_b"]) for r in rows}
    assert (tmp_path / "g.tbx").read_bytes().startswith(b"<?xml")
    assert call("parity", *db, "-f", "json", "--fail") == 1
    assert [r["code"] for r in json.loads(capsys.readouterr().out)] == ["deadline-differs", "date-differs"]
    assert call("parity", "Z9999999999", *db) == 2
