"""`lawkit diff`, `lawkit history` and `--as-of` from the command line."""

import csv
import datetime as dt
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from test_timeline import NEW, OLD, OLDER, TEXT, act

from lawkit.commands import main
from lawkit.store import Store, editions


def call(*arguments):
    """Exit status of the command line run in this process."""
    with pytest.raises(SystemExit) as stop:
        main([str(a) for a in arguments])
    return stop.value.code or 0


@pytest.fixture
def db(tmp_path):
    """A store with two editions of one act and one of another."""
    path = tmp_path / "acts.db"
    other = replace(NEW, act_id="Z2200000010", title="О модельной отчётности", edition=dt.date(2024, 2, 1))
    with Store.open(path, create=True) as store:
        store.put_acts([NEW, replace(OLD, sha256="older"), replace(other, sha256="other")])
    return path


@pytest.fixture
def files(tmp_path):
    """The two editions as files."""
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLDER, encoding="utf-8")
    new.write_text(TEXT, encoding="utf-8")
    return old, new


def test_two_files_and_two_stored_editions_give_the_same_changes(db, files, capsys):
    """Changes are the same; only the addresses differ."""
    assert call("diff", *files, "-f", "json") == 0
    of_files = json.loads(capsys.readouterr().out)
    assert call("diff", "Z2200000009@2023-07-01", "Z2200000009@2024-06-01", "--db", db, "-f", "json") == 0
    stored = json.loads(capsys.readouterr().out)
    assert [(r["kind"], r["was"], r["is"]) for r in of_files] == [(r["kind"], r["was"], r["is"]) for r in stored]
    assert [(r["kind"], r["words"]) for r in stored] == [("reworded", [{"gone": "ежеквартально", "come": "ежегодно"}])]
    assert stored[0]["old"] == ["Z2200000009@2023-07-01/rus#art_2__al_1"]


def test_a_date_between_editions_means_the_one_then_in_force(db, capsys):
    """2024-01-15 is the edition of 2023-07-01; without a second address the current one."""
    assert call("diff", "Z2200000009@2024-01-15", "--db", db, "-f", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [r["kind"] for r in rows] == ["reworded"]
    assert "@2023-07-01" in rows[0]["old"]
    assert call("diff", "Z2200000009@2020-01-01", "--db", db) == 2
    assert "no Z2200000009@2020-01-01" in capsys.readouterr().err


def test_exit_status_as_that_of_git(files, capsys):
    """0 unless --exit-code is given and something asked for differs."""
    old, new = files
    assert call("diff", old, new) == 0
    assert call("diff", old, new, "--exit-code") == 1
    assert call("diff", old, old, "--exit-code") == 0
    assert call("diff", old, new, "--exit-code", "--kind", "moved,added") == 0
    assert call("diff", old, new, "--kind", "nonsense") == 2
    capsys.readouterr()


@pytest.mark.parametrize(
    ("ui", "word"), [("rus", "изменение редакции"), ("kaz", "редакцияның өзгеруі"), ("eng", "reworded")]
)
def test_forms_for_people(files, capsys, ui, word):
    """Text and Markdown mark the words without colours; the page stands alone."""
    assert call("diff", *files, "-f", "table", "--ui", ui) == 0
    text = capsys.readouterr().out
    assert word in text
    assert "[-ежеквартально-]" in text
    assert "{+ежегодно+}" in text
    assert "\x1b" not in text
    assert call("diff", *files, "-f", "md", "--ui", ui) == 0
    assert "~~ежеквартально~~" in capsys.readouterr().out
    assert call("diff", *files, "-f", "html", "--ui", ui) == 0
    page = capsys.readouterr().out
    assert "<del>ежеквартально</del>" in page
    assert not re.search(r"<script|https?://|src=", page)


def test_a_hostile_text_stays_text(tmp_path, capsys):
    """Markup in an act is shown, not run."""
    old, new = tmp_path / "a.txt", tmp_path / "b.txt"
    old.write_text(OLDER, encoding="utf-8")
    new.write_text(TEXT.replace("ежегодно", "<script>alert(1)</script> \x1b[31m"), encoding="utf-8")
    assert call("diff", old, new, "-f", "html") == 0
    assert "<script>" not in capsys.readouterr().out
    assert call("diff", old, new, "-f", "table") == 0
    assert "\x1b" not in capsys.readouterr().out


def test_written_files(files, tmp_path, capsys):
    """A page and a Word table; the same bytes each time; another ending is refused in one line."""
    for name in ("t.html", "t.docx", "t.md"):
        assert call("diff", *files, "-o", tmp_path / name) == 0
        first = (tmp_path / name).read_bytes()
        assert call("diff", *files, "-o", tmp_path / name) == 0
        assert (tmp_path / name).read_bytes() == first
    with zipfile.ZipFile(tmp_path / "t.docx") as package:
        body = package.read("word/document.xml").decode()
    assert "ежеквартально" in body
    assert "<w:strike/>" in body
    assert call("diff", *files, "-o", tmp_path / "t.exe") == 2
    assert capsys.readouterr().err.count("lawkit: ") == 1
    assert call("diff", tmp_path / "none.txt", files[1]) == 2


def test_history_tells_editions_notes_and_disagreements(db, capsys):
    """Rows for programs, lines for people."""
    assert call("history", "Z2200000009#art_2", "--db", db, "-f", "json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(r["act"], r["action"], r["date"], r["edition"]) for r in rows] == [
        ("10-VIII", "reworded", "2023-07-01", "2023-07-01"), ("20-VIII", "changed", "2024-06-01", "2024-06-01"),
    ]  # fmt: skip
    assert "ежегодно" in rows[1]["change"][0]
    assert call("history", "Z2200000009", "--db", db, "-f", "table") == 0
    text = capsys.readouterr().out
    assert "Редакции в базе: 01.07.2023, 01.06.2024" in text
    assert "Предусмотренные изменения" in text
    assert "возможно: статья 1: примечание сообщает" in text
    assert call("history", "Z2200000009#art_77", "--db", db) == 2


def listed(capsys, db, *arguments):
    assert call("acts", "--db", db, "-f", "json", *arguments) == 0
    return [(r["act_id"], r["edition"]) for r in json.loads(capsys.readouterr().out)]


def test_as_of_shows_what_was_in_force(db, capsys):
    """The newest not later than the day; later acts and editions are left out; the store itself is untouched."""
    now = listed(capsys, db)
    assert listed(capsys, db, "--as-of", "2024-01-15") == [("Z2200000009", "2023-07-01")]
    assert listed(capsys, db, "--as-of", "15.06.2024") == [("Z2200000009", "2024-06-01"), ("Z2200000010", "2024-02-01")]
    assert listed(capsys, db) == now
    assert call("show", "Z2200000009#art_2__al_1", "--db", db, "--as-of", "2024-01-15", "-f", "json") == 0
    assert "ежеквартально" in capsys.readouterr().out
    assert call("acts", "--db", db, "--as-of", "2019-01-01") == 2
    assert "no edition in force on 2019-01-01" in capsys.readouterr().err
    assert call("acts", "--db", db, "--as-of", "yesterday") == 2


def test_as_of_follows_the_store(db, capsys):
    """A view is made anew when an edition comes in, and says what may be behind the day."""
    assert listed(capsys, db, "--as-of", "2024-09-01") == [("Z2200000009", "2024-06-01"), ("Z2200000010", "2024-02-01")]
    with Store.open(db) as store:
        store.put_act(replace(NEW, edition=dt.date(2024, 8, 1), sha256="newer"))
    assert listed(capsys, db, "--as-of", "2024-09-01")[0] == ("Z2200000009", "2024-08-01")
    assert call("acts", "--db", db, "--as-of", "2025-02-01") == 0
    assert "announced changes had taken effect" in capsys.readouterr().err


def test_every_analysis_has_the_option(db, capsys):
    """Overlaps, references, gaps and search work on the day's editions alone."""
    for verb in (["overlaps"], ["refs"], ["terms"], ["norms"], ["search", "отчёт"], ["gaps"]):
        assert call(*verb, "--db", db, "--as-of", "2024-01-15", "-f", "json") == 0
        out = capsys.readouterr().out
        assert "Z2200000010" not in out
        assert "@2024-06-01" not in out


def test_norms_of_provisions_not_yet_in_force_are_left_out(tmp_path, capsys):
    """Point 2 of article 1 begins a year after the act: half a year later there is a norm less."""
    path = tmp_path / "early.db"
    with Store.open(path, create=True) as store:
        store.put_act(replace(OLD, edition=dt.date(2022, 1, 1), sha256="early"))
    found = []
    for day in ("2022-06-01", "2023-01-01"):
        assert call("norms", "--db", path, "--as-of", day, "-f", "json") == 0
        found.append({r["source"].partition("#")[2] for r in json.loads(capsys.readouterr().out)})
    assert found[1] - found[0] == {"art_1__para_2"}


def test_terms_of_provisions_not_yet_in_force_are_left_out(tmp_path, capsys):
    """The same point, were it to define a term."""
    text = OLDER.replace("\n2. ", "\n2. Под справкой понимается документ владельца. ", 1)
    assert text != OLDER
    path = tmp_path / "early.db"
    with Store.open(path, create=True) as store:
        store.put_act(act(text, dt.date(2022, 1, 1)))
    found = []
    for day in ("2022-06-01", "2023-01-01"):
        assert call("terms", "--db", path, "--as-of", day, "-f", "json") == 0
        found.append({r["term"] for r in json.loads(capsys.readouterr().out)})
    assert found[1] - found[0] == {"справкой"}


def test_an_analysis_says_which_edition_it_reads(db, capsys):
    """Two editions of one act never overlap with each other."""
    assert call("overlaps", "--db", db, "-f", "json") == 0
    told = capsys.readouterr()
    assert "Z2200000009@2024-06-01/rus: this edition of 2 stored" in told.err
    assert "@2023-07-01" not in told.out


def test_a_future_edition_waits_for_its_day(tmp_path, monkeypatch):
    """It is current only where there is nothing else; when its day has come it is chosen."""
    ahead = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=400)
    with Store.open(tmp_path / "a.db", create=True) as store:
        store.put_act(replace(NEW, edition=ahead, sha256="ahead"))
        assert [i.edition for i in store.infos()] == [ahead]
        store.put_act(NEW)
        assert [i.edition for i in store.infos()] == [NEW.edition]
        assert store.settle() == 0
        store.connection.execute("update acts set as_of = '2024-07-01' where edition = ?", (ahead.isoformat(),))
        assert store.settle() == 1
        assert [i.edition for i in store.infos()] == [ahead]


def test_of_several_future_editions_the_nearest():
    """The rule of `editions.best`."""
    rows = [(1, "2031-01-01", "", "a.txt", 1, "x"), (2, "2030-01-01", "", "a.txt", 1, "x")]
    assert editions.best(rows, dt.date(2029, 1, 1)) == 2
    assert editions.best(rows, dt.date(2032, 1, 1)) == 1
    assert editions.best([], dt.date(2032, 1, 1)) is None


def test_the_whole_way_as_of_a_day(tmp_path, capsys):
    """`run --as-of` reads everything and analyses what was in force; the store keeps all of it."""
    folder = tmp_path / "acts"
    folder.mkdir()
    for name, text in (("a.txt", OLDER), ("b.txt", TEXT.replace("О модельном учёте", "О модельном надзоре"))):
        (folder / name).write_text(text, encoding="utf-8")
    db = tmp_path / "run.db"
    assert call("run", folder, "--db", db, "-o", tmp_path / "report", "--as-of", "2023-12-01", "-f", "json") == 0
    rows = {r["stage"]: r for r in json.loads(capsys.readouterr().out)}
    assert rows["database"]["where"].endswith("run.db.as-of/2023-12-01.db")
    assert (tmp_path / "report" / "index.html").is_file()
    assert [i[0] for i in listed(capsys, db)] == ["draft:a", "draft:b"]
    assert [i[0] for i in listed(capsys, db, "--as-of", "2023-12-01")] == ["draft:a"]
