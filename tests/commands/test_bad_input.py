"""Every mistake is one line that says what is wrong and what to do, status 2, and leaves earlier results intact."""

import json
import os
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest
from calling import FIRST, call, shell


@pytest.fixture
def ready(tmp_path, monkeypatch):
    """A folder in which one act is stored, and what is stored."""
    monkeypatch.chdir(tmp_path)
    Path("first.txt").write_text(FIRST, encoding="utf-8")
    assert call("ingest", "first.txt") == 0
    return tmp_path


def stored(capsys):
    capsys.readouterr()
    assert call("acts", "--format", "json") == 0
    return [row["address"] for row in json.loads(capsys.readouterr().out)]


def _make(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _zip(path, **parts):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return path


def _xxe(path):
    return _zip(path, word__document_xml='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>')


BAD = {
    "a missing file": (lambda d: d / "no.txt", "does not exist"),
    "a folder without acts": (lambda d: (d / "empty").mkdir() or d / "empty", "holds no acts"),
    "an empty file": (lambda d: _make(d / "a.txt", ""), "empty"),
    "a broken archive": (lambda d: _make(d / "a.docx", b"PK\x03\x04" + b"x" * 400), "broken archive"),
    "an archive that is no document": (lambda d: _zip(d / "a.zip", readme="x"), "no Word document"),
    "external entities": (lambda d: _xxe(d / "a.docx"), "declares entities"),
    "bytes that are no text": (lambda d: _make(d / "a.txt", bytes(range(1, 32)) * 90), "no text"),
    "an old Word file": (lambda d: _make(d / "a.doc", b"\xd0\xcf\x11\xe0" + b"x" * 600), ".doc"),
    "a damaged PDF": (lambda d: _make(d / "a.pdf", b"%PDF-1.7 nothing"), "damaged"),
    "an image": (lambda d: _make(d / "a.html", b"\x89PNG\r\n\x1a\n" + b"x" * 99), "image"),
    "a page that loads its text later": (
        lambda d: _make(d / "a.html", "<html><head><title>ИПС Әділет</title></head><body><div id='root'></div><p>Для работы с поиском и текстами актов включите JavaScript.</p></body></html>"),
        "JavaScript",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", BAD)
def test_a_bad_source(mistake, ready, capsys):
    make, words = BAD[mistake]
    before = stored(capsys)
    assert call("ingest", make(ready)) == 2
    told = capsys.readouterr()
    lines = [line for line in told.err.splitlines() if line.startswith("lawkit:")]
    assert len(lines) == 1
    assert words in lines[0]
    assert "; " in lines[0], "what to do is said after a semicolon"
    assert "Traceback" not in told.err
    assert stored(capsys) == before


def test_in_a_folder_the_good_sources_are_stored_and_every_bad_one_is_named(ready, capsys):
    folder = ready / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text(FIRST, encoding="utf-8")
    _make(folder / "bad.docx", b"PK\x03\x04zzz")
    _make(folder / "worse.pdf", b"%PDF-1.7 nothing")
    _make(folder / "old.doc", b"\xd0\xcf\x11\xe0")
    assert call("ingest", folder) == 2
    told = capsys.readouterr().err
    assert sum(line.startswith("lawkit:") for line in told.splitlines()) == 2
    assert "bad.docx" in told
    assert "worse.pdf" in told
    assert "stored" in told
    assert "old.doc is passed over" in told
    assert "draft:good/rus" in " ".join(stored(capsys))


def test_a_windows_1251_text_is_no_mistake(ready, capsys):
    Path("old.txt").write_bytes(FIRST.encode("cp1251"))
    assert call("ingest", "old.txt") == 0
    capsys.readouterr()
    assert call("show", "draft:old#art_1", "--format", "json") == 0
    assert "Основные понятия" in capsys.readouterr().out


def _foreign(path):
    with sqlite3.connect(path) as connection:
        connection.execute("create table mine (a)")
        connection.execute("insert into mine values (1)")
    connection.close()
    return path


DATABASES = {
    "of another program": (_foreign, "another program"),
    "no database": (lambda p: _make(p, "just some text, long enough to be looked at" * 40), "not a lawkit database"),
    "a folder": (lambda p: p.mkdir() or p, "folder"),
    "in a folder that is not there": (lambda p: p / "x" / "y.db", "no folder"),
    "damaged": (lambda p: _make(p, b"SQLite format 3\x00" + b"\xff" * 4000), "E301"),
}


@pytest.mark.parametrize("kind", DATABASES)
def test_a_bad_database_is_refused_and_left_as_it_is(kind, corpus, tmp_path, capsys):
    make, words = DATABASES[kind]
    path = make(tmp_path / "other.db")
    before = path.read_bytes() if path.is_file() else None
    for arguments in (["ingest", corpus], ["run", corpus, "-o", tmp_path / "r"]):
        assert call(*arguments, "--db", path) == 2
        told = capsys.readouterr().err.splitlines()
        assert len(told) == 1
        assert words in told[0]
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not (tmp_path / "r").exists()


def test_listing_without_a_database_says_what_comes_first(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for verb in (["acts"], ["overlaps"], ["show", "Z1"], ["search", "x"], ["map"], ["report"], ["export"]):
        assert call(*verb) == 2
        assert "lawkit ingest" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_database_newer_than_this_lawkit_is_refused(ready, capsys):
    with sqlite3.connect("lawkit.db") as connection:
        connection.execute("pragma user_version = 99")
    connection.close()
    assert call("acts") == 2
    assert "newer version" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc, a folder that nobody can write")
def test_a_read_only_folder(corpus, capsys):
    assert call("ingest", corpus, "--db", "/proc/lawkit.db") == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "--db" in told[0]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_stored_folder_made_read_only_can_still_be_listed(ready, capsys):
    ready.chmod(0o555)
    try:
        assert call("acts") == 0
        assert call("ingest", "first.txt", "--id", "x:y") == 2
    finally:
        ready.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of a process")
def test_a_full_disk_leaves_earlier_results_intact(ready, capsys):
    """The process may not write files beyond a size: SQLite sees a failing disk in the middle of a transaction."""
    before = stored(capsys)
    Path("big.txt").write_text(
        FIRST + "\n".join(f"Статья {n}. Норма\n{'слово ' * 60}{n}." for n in range(4, 900)), encoding="utf-8"
    )
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        f"sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
        "from lawkit.commands import main; main(['ingest', 'big.txt'])"
    )
    import subprocess

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=100, check=False)
    lines = told.stderr.splitlines()
    assert told.returncode == 2
    assert len(lines) == 1
    assert "intact" in lines[0]
    assert stored(capsys) == before
    assert call("ingest", "big.txt") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_ctrl_c_is_one_line_and_status_130(corpus, tmp_path):
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
        "from lawkit.commands import main, pipeline\n"
        "def stop(*_): raise KeyboardInterrupt\n"
        "pipeline._read_one = stop\n"
        f"main(['ingest', {str(corpus)!r}, '--db', {str(tmp_path / 'a.db')!r}])"
    )
    import subprocess

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 130
    assert told.stderr.splitlines() == ["lawkit: interrupted; what was stored before is intact"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["show", "Z9999999999"], "no act Z9999999999"),
        (["show", "draft:first#art_77"], "no provision art_77"),
        (["show", "два слова"], "not an address"),
        (["ingest", "first.txt", "--edition", "вчера"], "not a date"),
        (["ingest", "first.txt", "--id", "два слова"], "letters, digits"),
        (["overlaps", "--tier", "sure"], "none of certain"),
        (["overlaps", "--class", "funny"], "none of contradiction"),
        (["refs", "--status", "gone"], "none of resolved"),
        (["norms", "--modality", "maybe"], "none of duty"),
        (["gaps", "--value", "none"], "none of met"),
        (["map", "--disposition", "eaten"], "none of verbatim"),
        (["refs", "--act", "Z0000000000"], "no act Z0000000000"),
        (["map", "--act", "Z0000000000"], "no act Z0000000000"),
        (["export", "--only", "nothing"], "none of acts"),
        (["gaps", "--checklist", "no-such"], "no-such"),
        (["map", "--outline", "no-such"], "no-such"),
        (["map", "--decisions", "no.yaml"], "no.yaml"),
        (["cite", "Z9999999999"], "neither stored"),
        (["nothing"], "No such command"),
        (["acts", "--format", "xml"], "xml"),
        (["ingest"], "Missing argument"),
    ],
)
def test_bad_use_is_status_2_without_a_traceback(words, told, ready, capsys):
    capsys.readouterr()
    assert call(*words) == 2
    output = capsys.readouterr()
    assert told in output.err
    assert "Traceback" not in output.err
    assert output.out == ""


def test_debug_shows_the_traceback_wherever_it_stands(ready, capsys):
    for words in (["--debug", "show", "Z9"], ["show", "Z9", "--debug"]):
        capsys.readouterr()
        assert call(*words) == 2
        assert "Traceback" in capsys.readouterr().err


def test_the_database_can_be_named_by_the_environment(ready, tmp_path):
    told = shell("acts", cwd=tmp_path / "..", LAWKIT_DB=str(ready / "lawkit.db"))
    assert told.returncode == 0
    assert json.loads(told.stdout)[0]["act_id"] == "draft:first"
