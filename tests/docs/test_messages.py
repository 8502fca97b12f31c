"""The command line speaks three languages: nothing is missing, nothing is stale, and values land where they belong."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from lawkit.commands import helping, main, speech
from lawkit.commands.app import build

ROOT = Path(__file__).resolve().parents[2]
_spec = importlib.util.spec_from_file_location("make_messages", ROOT / "docs" / "make_messages.py")
assert _spec
assert _spec.loader
make_messages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(make_messages)
WANTED = make_messages.collected()
OTHERS = ("rus", "kaz")


@pytest.fixture(autouse=True)
def english_again():
    """Each test leaves the command line speaking English."""
    yield
    speech.start(speech.Choice())


def shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments], capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
    )  # fmt: skip


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing_and_nothing_is_stale(language):
    """Every text of the command line is translated; run docs/make_messages.py when this fails, and translate what is new."""
    text = (ROOT / "rules" / "messages" / f"{language}.po").read_text(encoding="utf-8")
    assert make_messages.faults(language, WANTED, text) == []
    assert len(WANTED) > 500


def test_a_missing_a_stale_and_a_broken_entry_are_found():
    """The check sees what it is there for."""
    text = 'msgid "gone"\nmsgstr "нет"\n\nmsgid "{path} is a folder"\nmsgstr "{place} – папка"\n'
    wanted = {("", "{path} is a folder"): "here", ("", "new one"): "there"}
    found = "\n".join(make_messages.faults("rus", wanted, text))
    assert "not translated: 'new one'" in found
    assert "no longer said: 'gone'" in found
    assert "other values than in English" in found


@pytest.mark.parametrize("language", OTHERS)
def test_help_of_every_command_holds_no_english_sentence(language):
    """No explanation in any help is left as it stands in the code, apart from names."""
    speech.start(speech.Choice(language, asked=True))
    english = {words for words, _ in make_messages.help_texts(typer.main.get_command(build()), "lawkit")}
    command = typer.main.get_command(build())
    helping.translate(command)
    shown = []

    def walk(one, path):
        context = one.make_context(path, [], resilient_parsing=True, terminal_width=400, max_content_width=400)
        text = " ".join(one.get_help(context).split())
        shown.extend((path, e) for e in english if e in text and speech.word(e) != e)
        for name, below in getattr(one, "commands", {}).items():
            walk(below, f"{path} {name}")

    walk(command, "lawkit")
    assert shown == []


CHOICES = [
    ([], {}, "eng", False),
    ([], {"LANG": "ru_RU.UTF-8"}, "rus", False),
    ([], {"LANG": "kk_KZ.UTF-8"}, "kaz", False),
    ([], {"LANG": "kk_KZ.UTF-8", "LC_ALL": "C"}, "eng", False),
    ([], {"LANGUAGE": "kk:ru", "LANG": "en_US.UTF-8"}, "kaz", False),
    ([], {"LANG": "de_DE.UTF-8"}, "eng", False),
    ([], {"LANG": "ru_RU.UTF-8", "LAWKIT_UI": "kaz"}, "kaz", True),
    (["--ui", "rus", "acts"], {"LAWKIT_UI": "kaz"}, "rus", True),
    (["acts", "--ui=rus"], {}, "rus", True),
    (["search", "--", "--ui", "rus"], {}, "eng", False),
    (["--ui"], {}, "eng", False),
]


@pytest.mark.parametrize(("arguments", "environment", "language", "asked"), CHOICES)
def test_the_option_goes_before_the_variable_and_the_variable_before_the_locale(
    arguments, environment, language, asked, monkeypatch
):
    monkeypatch.setattr(sys, "platform", "linux")
    assert speech.choose(arguments, environment) == speech.Choice(language, asked)


SPOKEN = [
    ("acts.txt does not exist", "acts.txt не существует"),
    ("E101 acts.txt does not exist; check the path", "E101 acts.txt не существует; проверьте путь"),
    ("lawkit: E101 a b c.txt does not exist; check the path", "lawkit: E101 a b c.txt не существует; проверьте путь"),
    (
        "E102 a.docx is a broken archive; open it in Word and save it again",
        "E102 a.docx: испорченный архив; откройте его в Word и сохраните заново",
    ),
    ("out: Permission denied", "out: нет доступа"),
    ("out cannot be written: Permission denied", "out: записать не удалось: нет доступа"),
    ("egov.yaml:12: the file is empty", "egov.yaml:12: файл пуст"),
    ("something that nobody wrote", "something that nobody wrote"),
    ("3 decisions written to d.yaml; 1 rows are stale", "решений записано в d.yaml: 3; устаревших строк: 1"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "russian"), SPOKEN)
def test_values_land_in_the_translated_sentence(english, russian):
    speech.start(speech.Choice("rus"))
    assert speech.message(english) == russian


@given(st.text(max_size=200))
def test_any_text_is_spoken_and_english_is_left_alone(text):
    speech.start(speech.Choice())
    assert speech.message(text) == text
    speech.start(speech.Choice("rus"))
    assert isinstance(speech.message(text), str)


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
    .map(lambda t: " ".join(t.split()))
    .filter(lambda value: value and speech.catalogue("kaz").message(value) == value)
)
def test_a_value_survives_whatever_it_holds(value):
    """A path of any letters comes out as it went in."""
    speech.start(speech.Choice("kaz"))
    assert value in speech.message(f"{value} does not exist")


def test_a_long_line_takes_no_time():
    """Matching is linear: a megabyte that almost fits a template is no trap."""
    import time

    speech.start(speech.Choice("rus"))
    start = time.process_time()
    speech.message("no x in " * 100_000 + " does not exis")
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["acts", "--db", "nowhere.db"], "базы nowhere.db нет"),
        (["acts", "--nope"], "Нет параметра --nope"),
        (["nope"], "Нет команды 'nope'"),
        (["search"], "Не хватает аргумента"),
        (["overlaps", "--tier", "sure", "--db", "nowhere.db"], "не входит в перечень"),
        (["--help"], "Команды:"),
        (["map", "export", "--help"], "Показать эту справку и выйти."),
    ],
)
def test_errors_usage_and_help_are_russian_when_asked(arguments, words, capsys):
    with pytest.raises(SystemExit):
        main(["--ui", "rus", *arguments])
    told = capsys.readouterr()
    assert words in told.out + told.err
    assert not re.search(r"^(Usage|Error|Options|Try)\b", told.out + told.err, re.MULTILINE)


def test_the_option_may_stand_behind_the_verb(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["acts", "--db", "nowhere.db", "--ui", "kaz"])
    assert stop.value.code == 2
    assert "nowhere.db базасы жоқ" in capsys.readouterr().err


def test_a_run_in_russian_says_nothing_in_english(tmp_path):
    """The summary of a whole run: only names, paths and formats are Latin."""
    done = shell("demo", "-o", str(tmp_path / "d"), LAWKIT_UI="rus")
    assert done.returncode == 0, done.stderr
    words = re.sub(re.escape(str(tmp_path)) + r"\S*", "", done.stdout)
    assert "Ключ ответов сошёлся." in words
    assert not set(re.findall(r"\b[a-z]{3,}\b", words)) - {"lawkit"}
    pages = (tmp_path / "d" / "report" / "index.html").read_text(encoding="utf-8")
    assert 'data-ui="rus"' in pages or "ui-rus" in pages


def test_json_is_the_same_in_every_language_of_the_locale(tmp_path):
    """Programs read keys; the locale changes no byte of them."""
    shell("ingest", str(ROOT / "corpus" / "demo"), "--db", str(tmp_path / "l.db"))
    one, two = (
        shell("acts", "--db", str(tmp_path / "l.db"), "-f", "json", LC_ALL=x).stdout for x in ("C.UTF-8", "ru_RU.UTF-8")
    )
    assert one == two
    assert '"act_id"' in one


@pytest.mark.parametrize("bad", ['msgid "a\nmsgstr ""', "nonsense", 'msgid "a"\nmsgstr b'])
def test_a_broken_catalogue_is_told(bad):
    with pytest.raises(ValueError, match="no line of a PO file"):
        speech.entries(bad)


def test_fuzzy_and_empty_entries_are_left_out_and_contexts_kept_apart():
    text = (
        '#, fuzzy\nmsgid "a"\nmsgstr "б"\n\nmsgid "c"\nmsgstr ""\n\nmsgctxt "column"\nmsgid "d"\n'
        'msgstr "ко"\n"лонка \\"x\\"\\n"\n'
    )
    assert speech.entries(text) == {("column", "d"): 'колонка "x"\n'}


def test_usage_error_without_context():
    """An error that stems from no command is one line."""
    problem = SimpleNamespace(ctx=None, format_message=lambda: "Missing command.")
    speech.start(speech.Choice("rus"))
    assert list(helping.usage_error(problem)) == ["Ошибка: Не указана команда."]


def test_another_language_costs_next_to_nothing():
    """Reading a catalogue and putting all help into it takes less than a tenth of the 0.2 s that `--help` may take, best of five."""
    import time

    best = 9.0
    for _ in range(5):
        command = typer.main.get_command(build())
        speech.catalogue.cache_clear()
        start = time.process_time()
        speech.start(speech.Choice("kaz"))
        helping.translate(command)
        best = min(best, time.process_time() - start)
    assert best < 0.02
