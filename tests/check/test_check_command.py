"""The command line of `lawkit check` and `lawkit rule`: statuses, outputs, watch."""

from __future__ import annotations

import json
import re

import pytest
from desk import TEXT, WORD, draft, word_file

from lawkit.commands import main
from lawkit.commands.checking import Wanted
from lawkit.commands.watching import watch


def call(*arguments):
    with pytest.raises(SystemExit) as stop:
        main([str(a) for a in arguments])
    return stop.value.code or 0


@pytest.fixture
def path(tmp_path):
    return draft(tmp_path)


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ([], 1),
        (["--fail-on", "never"], 0),
        (["--select", "style"], 0),  # notes only
        (["--select", "style", "--fail-on", "info"], 1),
        (["--ignore", "structure"], 0),
        (["--severity", "structure=info"], 0),
        (["--severity", "num-dup=off", "-s", "num-dup"], 0),
        (["-s", "num-dup,num-gap"], 1),
    ],
)
def test_status(path, options, status, capsys):
    """0, or 1 from the chosen severity on."""
    assert call("check", path, *options) == status


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--select", "num-dub"], "did you mean num-dup"),
        (["--severity", "num-dup"], "CODE=LEVEL"),
        (["--severity", "num-dup=grave"], "CODE=LEVEL"),
        (["--save", "pdf=x"], "FORMAT=FILE"),
        (["--baseline", "no.json"], "cannot be read"),
        (["--config", "no.toml"], "cannot be read"),
        (["--against", "no.db"], "no.db"),
        (["--in-place"], "--fix only"),
        (["--comments", "x.docx"], "exactly one Word draft"),
    ],
)
def test_bad_use(path, options, told, capsys):
    """Status 2, one line that says what is wrong, nothing on stdout, nothing written."""
    before = sorted(path.parent.iterdir())
    assert call("check", path, *options) == 2
    out, err = capsys.readouterr()
    assert told in " ".join(err.replace("│", " ").split())
    assert out == ""
    assert sorted(path.parent.iterdir()) == before


@pytest.mark.parametrize("name", ["missing.txt", "empty.txt", "broken.docx"])
def test_bad_drafts(tmp_path, name, capsys):
    """A file that is not there, empty or broken is one line and status 2."""
    if name != "missing.txt":
        (tmp_path / name).write_bytes(b"PK\x03\x04 broken" if name.endswith("docx") else b"")
    assert call("check", tmp_path / name) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("lawkit: E10")
    assert len(err.splitlines()) == 1


def test_no_draft(capsys):
    """Without a draft the use is told."""
    assert call("check") == 2
    assert "DRAFT" in capsys.readouterr().err


def test_settings_beside_the_draft(path, capsys):
    """lawkit.toml in the draft's folder holds; a broken one lists everything wrong."""
    settings = path.parent / "lawkit.toml"
    settings.write_text('[check]\nignore = ["structure"]\nfail-on = "info"\nselect = ["style"]\n', encoding="utf-8")
    assert call("check", path, "-f", "json") == 1
    assert {p["family"] for p in json.loads(capsys.readouterr().out)["drafts"][0]["problems"]} == {"style"}
    settings.write_text('[check]\nignor = ["structure"]\n[check.severity]\nx = "error"\n', encoding="utf-8")
    assert call("check", path) == 2
    err = capsys.readouterr().err
    assert "unknown key «ignor»" in err
    assert "no rule or family «x»" in err


def test_baseline(path, capsys):
    """Written once, then only new problems fail."""
    known = path.parent / "known.json"
    assert call("check", path, "--baseline", known, "--write-baseline") == 0
    assert call("check", path, "--baseline", known, "--fail-on", "info") == 0
    path.write_text(TEXT.replace("2. Оператор", "1. Оператор"), encoding="utf-8")
    capsys.readouterr()
    assert call("check", path, "--baseline", known, "-f", "json") == 1
    assert [p["code"] for p in json.loads(capsys.readouterr().out)["drafts"][0]["problems"]] == ["num-dup"]


def test_pair_of_languages(tmp_path, capsys):
    """law.rus.docx and law.kaz.docx are one draft in two languages; other names are not."""
    word_file(tmp_path / "law.rus.docx", *WORD)
    word_file(tmp_path / "law.kaz.docx", "1-бап. Негізгі ұғымдар", "1. Оператор өтінішке жауап береді.")
    draft(tmp_path, TEXT, "other.rus.txt")
    call("check", tmp_path, "-f", "json")
    partners = {d["path"].rsplit("/", 1)[1]: d["partners"] for d in json.loads(capsys.readouterr().out)["drafts"]}
    assert partners == {"law.kaz.docx": ["rus"], "law.rus.docx": ["kaz"], "other.rus.txt": []}


def test_comments(tmp_path, capsys):
    """One copy under the name given, or one a draft in a folder."""
    for name in ("law.rus.docx", "law.kaz.docx"):
        word_file(tmp_path / name, *WORD)
    assert call("check", tmp_path / "law.rus.docx", "--comments", tmp_path / "out.docx") == 1
    assert (tmp_path / "out.docx").is_file()
    both = [tmp_path / "law.rus.docx", tmp_path / "law.kaz.docx"]
    assert call("check", *both, "--comments", tmp_path / "out.docx") == 2
    assert call("check", *both, "--comments", tmp_path / "copies", "--fail-on", "never") == 0
    assert sorted(p.name for p in (tmp_path / "copies").iterdir()) == ["law.kaz.comments.docx", "law.rus.comments.docx"]


def test_several_reports_of_one_run(path, capsys):
    """Text for the person, files for the programs."""
    folder = path.parent
    assert call("check", path, "--save", f"sarif={folder / 'a.sarif'}", "--save", f"html={folder / 'a.html'}") == 1
    assert "num-dup" in capsys.readouterr().out
    assert json.loads((folder / "a.sarif").read_text("utf-8"))["runs"]
    assert (folder / "a.html").read_text("utf-8").startswith("<!doctype html>")


def test_fix(path, capsys):
    """A new file, a diff on stderr; the draft itself stays."""
    assert call("check", path, "--fix", "-s", "num-dup") == 1
    err = capsys.readouterr().err
    assert "-1) оператор" in err
    assert "+2) оператор" in err
    assert path.read_text("utf-8") == TEXT
    assert (path.parent / "draft.fixed.txt").read_text("utf-8") == TEXT.replace("1) оператор", "2) оператор")
    assert call("check", path, "--fix", "--in-place", "-s", "num-dup") == 1
    assert call("check", path, "-s", "num-dup") == 0
    assert (path.parent / "draft.txt.old").read_text("utf-8") == TEXT


@pytest.mark.parametrize(("ui", "told"), [("rus", "ошибка num-dup"), ("kaz", "қате num-dup"), ("eng", "error num-dup")])
def test_language_of_messages(path, ui, told, capsys):
    """`--ui` says in which language."""
    call("check", path, "-s", "num-dup", "--ui", ui)
    assert told in capsys.readouterr().out


def test_list(capsys):
    """Every rule by family; as JSON with all facts; fewer with --select."""
    assert call("check", "--list") == 0
    out = capsys.readouterr().out
    assert re.search(r"^  num-dup +ошибка +Повторный номер", out, re.MULTILINE)
    assert call("check", "--list", "-f", "json", "-s", "structure") == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["family"] for row in rows} == {"structure", "control"}
    assert {"code", "severity", "name", "options", "fixable"} <= set(rows[0])


def test_rule_page(capsys):
    """`lawkit rule CODE` prints the page; a wrong code is told with the nearest."""
    assert call("rule", "num-dup") == 0
    assert capsys.readouterr().out.startswith("# num-dup: Повторный номер\n")
    assert call("rule", "num-dub") == 2
    assert "did you mean num-dup" in capsys.readouterr().err
    assert call("rule", "structure") == 2
    assert "family" in capsys.readouterr().err


def test_watch_checks_when_a_draft_changes(path, capsys):
    """Checked at once and again after each change; a broken draft is waited out."""
    steps = [TEXT.replace("1) оператор", "2) оператор"), "", TEXT]

    def pause(_):
        path.write_text(steps.pop(0), encoding="utf-8")

    wanted = Wanted(drafts=(path,), select=("num-dup",))
    assert watch(wanted, rounds=4, pause=pause) == 1
    out, err = capsys.readouterr()
    assert len(re.findall(r"ошибка num-dup|error num-dup", out)) == 2
    assert "is empty" in err
    assert not steps


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["a.kaz.txt"], "қате num-dup"),
        (["a.rus.txt"], "ошибка num-dup"),
        (["a.kaz.txt", "a.rus.txt"], "ошибка num-dup"),
    ],
)
def test_messages_are_in_the_language_of_the_drafts(tmp_path, names, told, capsys, monkeypatch):
    """Without `--ui` a Kazakh draft is told about in Kazakh; drafts of several languages in Russian."""
    monkeypatch.delenv("LAWKIT_UI", raising=False)
    texts = {
        "a.kaz.txt": "1-бап. Тізілім\n1. Оператор тізілімді жүргізеді.\n1. Оператор жауап береді.\n",
        "a.rus.txt": "Статья 1. Реестр\n1. Оператор ведет реестр.\n1. Оператор отвечает.\n",
    }
    for name in names:
        (tmp_path / name).write_text(texts[name], "utf-8")
    call("check", *(tmp_path / name for name in names), "-s", "num-dup")
    assert told in capsys.readouterr().out
