"""What is kept between calls is never needed and never wrong: cut off, of another version, unwritable, two at a time."""

import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawkit import kept
from lawkit.language import morphology
from lawkit.resources import from_yaml

ROOT = Path(__file__).parents[2]
DRAFT = """О модельном реестре

Статья 1. Порядок
1. Оператор обязан ответить на запрос в течение пяти рабочих дней.
2. Оператор обязан ответить на запрос в течение десяти рабочих дней.
"""


@pytest.fixture
def draft(tmp_path):
    (path := tmp_path / "draft.rus.txt").write_text(DRAFT, "utf-8")
    return path


@pytest.fixture
def shelves(tmp_path, monkeypatch):
    """Shelves in a folder of their own, as the command line opens them; the words' shelf is looked for anew."""
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "kept"))
    _forget()
    kept.open_shelves()
    yield tmp_path / "kept"
    kept.close_shelves()
    _forget()


def _forget():
    for cached in (morphology._words, morphology.analysed, morphology.russian_form):
        cached.cache_clear()


def start(draft, place, **more):
    """A call that checks the draft."""
    env = {k: v for k, v in os.environ.items() if k not in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", kept.VARIABLE)}
    if place is not None:
        env[kept.VARIABLE] = str(place)
    words = [sys.executable, str(ROOT / "cli.py"), "check", str(draft), "--format", "json", "--fail-on", "never"]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env | more)


def told(call):
    """What a call says; nothing may stand beside it on stderr."""
    out, err = call.communicate(timeout=120)
    assert (call.returncode, err) == (0, b""), err.decode()
    return out


def test_kept_or_not_the_findings_are_the_same(draft, tmp_path):
    place = tmp_path / "kept"
    without = told(start(draft, "off"))
    assert told(start(draft, place)) == without
    files = sorted(place.iterdir())
    assert {f.name.split(".")[0] for f in files} == {"register", "words", "yaml"}
    before = {f: f.read_bytes() for f in files}
    assert told(start(draft, place)) == without
    assert {f: f.read_bytes() for f in sorted(place.iterdir())} == before  # nothing new: nothing written
    for number, file in enumerate(files):  # cut off, emptied, a byte changed
        data = before[file]
        file.write_bytes([data[: len(data) // 2], b"", data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]][number % 3])
    assert told(start(draft, place)) == without
    two = [start(draft, tmp_path / "shared") for _ in range(2)]  # at the same time
    assert [told(one) for one in two] == [without, without]
    assert told(start(draft, tmp_path / "shared")) == without
    assert not [p for p in (tmp_path / "shared").iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize("where", ["file", "nowhere", "home"])
def test_a_folder_that_cannot_be_used(where, draft, tmp_path):
    (tmp_path / "file").write_text("no folder")
    if where == "nowhere":  # no home at all
        assert told(start(draft, None))
    elif where == "home":
        assert told(start(draft, None, HOME=str(tmp_path / "file"), XDG_CACHE_HOME=""))
    else:
        assert told(start(draft, tmp_path / "file" / "below"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_must_not_be_written_to(draft, tmp_path):
    (place := tmp_path / "kept").mkdir(mode=0o500)
    assert told(start(draft, place))
    assert not list(place.iterdir())


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LAWKIT_KEEP": "off"}, None),
        ({"LAWKIT_KEEP": "0", "HOME": "/home/a"}, None),
        ({"LAWKIT_KEEP": "/tmp/x", "HOME": "/home/a"}, Path("/tmp/x")),
        ({"HOME": "/home/a"}, Path("/home/a/.cache/lawkit")),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "/c"}, Path("/c/lawkit")),
        ({"HOME": "a"}, None),
        ({}, None),
    ],
)
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="they have places of their own")
def test_where_shelves_stand(environment, expected):
    assert kept.folder(environment) == expected


def test_a_shelf_comes_back(shelves):
    place = kept.shelf("some", "one")
    place.put("key", ("word", (1, 2.5, None, True), ["list"], {"a": {"b"}}))
    kept.close_shelves()
    assert kept.shelf("some", "one").get("key") is None  # closed: nothing is kept
    kept.open_shelves()
    assert kept.shelf("some", "one").get("key") == ("word", (1, 2.5, None, True), ["list"], {"a": {"b"}})
    kept.close_shelves()
    kept.open_shelves()
    assert kept.shelf("some", "another version").get("key") is None


@given(st.binary(max_size=200), st.integers(0, 60))
def test_any_bytes_are_no_shelf(data, cut):
    """Neither chance bytes nor the beginning of a right file raise or are believed."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.kept"
        right = kept.Shelf(path, "mark")
        right.put("key", "value")
        right.write()
        whole = path.read_bytes()
        path.write_bytes(data)
        assert kept.Shelf(path, "mark").content == {}
        path.write_bytes(whole[: -1 - cut])
        assert kept.Shelf(path, "mark").content == {}
        path.write_bytes(whole)
        assert kept.Shelf(path, "mark").content == {"key": "value"}
        assert kept.Shelf(path, "other").content == {}


def test_what_is_no_plain_data_is_worked_out_each_time(shelves):
    made = []

    class Odd:
        def __init__(self):
            made.append(self)

    assert isinstance(kept.made("odd", b"source", Odd), Odd)
    assert isinstance(kept.made("odd", b"source", Odd), Odd)
    assert len(made) == 2
    assert from_yaml("a: 2024-01-31") == from_yaml("a: 2024-01-31")  # a date is none


def test_an_edited_text_never_meets_an_old_result(shelves):
    first = from_yaml("a: [1, x]\n")
    first["a"].append("changed by its reader")
    assert from_yaml("a: [1, x]\n") == {"a": [1, "x"]}
    assert from_yaml("a: [1, y]\n") == {"a": [1, "y"]}


def test_a_full_shelf_begins_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "_MOST", 300)
    path = tmp_path / "x.kept"
    for number in range(3):
        shelf = kept.Shelf(path, "")
        shelf.put(number, str(number) * 120)
        shelf.write()
    assert list(kept.Shelf(path, "").content) == [2]


def test_words_are_those_of_the_dictionary(shelves):
    words = ["реестра", "пяти", "обязан", "интернет-ресурсом", "маслихатами", "ихний", "вправе", "сей", "мвц"]
    kept.close_shelves()
    _forget()
    plain = [(morphology.analysed(w), morphology.russian_form(w)) for w in words if morphology.is_russian_word(w)]
    for _ in range(2):
        kept.open_shelves()
        _forget()
        assert [(morphology.analysed(w), morphology.russian_form(w)) for w in words] == plain
        kept.close_shelves()


def test_the_library_keeps_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "kept"))
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom lawkit.register import Register\nRegister.load()"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert not (tmp_path / "kept").exists()


def test_marshal_reads_what_it_wrote():
    """The way data are kept: a change of it in a new Python would be seen here."""
    data = {("a", 1): [None, True, 2.5, "ә", b"x", frozenset({1})]}
    assert marshal.loads(marshal.dumps(data)) == data
