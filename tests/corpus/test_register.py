"""The register of acts: found by id, number and title; honest about what is repealed; strict about its file."""

import datetime as dt
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.errors import RulesError
from lawkit.register import Register, _fast, _slow, normal_number, normal_title
from lawkit.resources import resource

REGISTER = Register.load()
ENTRY = """- id: Z2400000001
  number: 1-VIII
  date: 2024-01-01
  kind: law
  rus: О пробных делах
  status: in_force
  verified: false
"""


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("О доступе к информации", "rus", "Z1500000401"),
        ("«О доступе  к ИНФОРМАЦИИ»", "rus", "Z1500000401"),
        ('"О персональных данных и их защите"', "rus", "Z1300000094"),
        ("О государственных услугах", "rus", "Z1300000088"),  # the title until 2026
        ("О государственных и социально ответственных услугах", "rus", "Z1300000088"),  # the title since
        ("Об информатизации", "rus", "Z1500000418"),  # three laws had it: the one in force, renamed
        ("О кибербезопасности", "rus", "Z1500000418"),
        ("О государственных закупках", "rus", "Z2400000106"),
        ("Бюджетный кодекс Республики Казахстан", "rus", "K2500000171"),
        ("АППК", "rus", "K2000000350"),
        ("Налоговый кодекс", "rus", "K2500000214"),
        ("О налогах и других обязательных платежах в бюджет", "rus", "K1700000120"),
        ("Гражданский кодекс Республики Казахстан (Особенная часть)", "rus", "K990000409_"),
        ("Ақпаратқа қол жеткізу туралы", "kaz", "Z1500000401"),
        ("On Access to Information", "eng", "Z1500000401"),
        ("Конституция Республики Казахстан", "rus", "K2600000000"),
        ("О государственных наградах", "rus", "Z950002676_"),  # without the country
        ("О языках", "rus", "Z970000151_"),
        ("О государственной службе", "rus", "Z2600000290"),  # not the repealed law of 1999 with just that title
        ("Мемлекеттік қызметі туралы", "kaz", "Z2600000290"),
    ],
)
def test_title_leads_to_act(title, language, expected):
    """Quotes, case, spaces, former and short titles lead to one act."""
    act = REGISTER.by_title(title, language)
    assert act is not None
    assert act.id == expected


@pytest.mark.parametrize("title", ["", "О том, чего нет", "доступе к информации", "О доступе к информации и другом"])
def test_title_that_is_none(title):
    """A part of a title or a longer one is no title."""
    assert REGISTER.by_title(title) is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2010, 1, 1), "Z990000453_"),
        (dt.date(2020, 1, 1), "Z1500000416"),
        (dt.date(2026, 6, 30), "Z1500000416"),
        (dt.date(2026, 7, 1), "Z2600000290"),
    ],
)
def test_title_on_a_day(day, expected):
    """A text means the act that bore the title on the day it was written."""
    assert REGISTER.by_title("О государственной службе", on=day).id == expected


@pytest.mark.parametrize(
    ("number", "date", "expected"),
    [
        ("401-V", None, "Z1500000401"),
        ("№ 401-V ЗРК", None, "Z1500000401"),
        ("174-VІ", None, None),  # no such act
        ("236-VІ", None, "Z1900000236"),  # a Cyrillic І in the Roman number
        ("N 2444", dt.date(1995, 8, 31), "Z950002444_"),
        ("401", dt.date(2015, 11, 16), "Z1500000401"),
        ("401", None, None),  # 401-IV and 401-V: not to be guessed
        ("401-V", dt.date(2015, 11, 17), None),
        ("ЗРК", None, None),
    ],
)
def test_number_leads_to_act(number, date, expected):
    """A number (and date) leads to one act or to none, never to a guess."""
    act = REGISTER.by_number(number, date)
    assert (act.id if act else None) == expected


@pytest.mark.parametrize(
    ("repealed", "successor"),
    [
        ("Z030000370_", "K2600000255"),
        ("Z030000412_", "Z1500000418"),  # by way of the law of 2007
        ("K040000548_", "K2500000171"),
        ("Z950002444_", "Z2600000258"),
        ("Z070000221_", "K2000000350"),
        ("Z1500000401", None),  # in force
        ("Z9900000000", None),  # unknown
    ],
)
def test_successor(repealed, successor):
    """A repealed act is followed to the act in force in its place."""
    act = REGISTER.successor(repealed)
    assert (act.id if act else None) == successor


def test_id_without_its_underscore():
    """Ids of old acts are found without the underscore too."""
    assert REGISTER.by_id("Z030000370") is REGISTER.by_id("Z030000370_")


def test_ids_follow_the_rule_of_the_site():
    """Letter, year and number of the id agree with kind, date and number of the entry."""
    own = {"K950001000_", "K940001000_", "K2600000000", "K930001000_", "Z940004000_", "Z940007000_"}
    own |= {"Z910004800_", "Z920003600_", "Z930002200_", "Z930003600_", "Z930004200_"}  # the site's own numbers
    for act in REGISTER:
        if act.id in own or act.kind == "order":
            continue
        number = normal_number(act.number)
        year = act.date.year
        digits = f"{number[0]:07d}_" if year <= 2010 else f"{number[0]:08d}"
        letter = {"code": "K", "constitution": "K", "resolution": "P", "decree": "U"}.get(act.kind, "Z")
        assert act.id == f"{letter}{year % 100:02d}{digits}", act.id


def test_register_covers_the_field():
    """The core acts, the codes and most of what they cite are there, and most facts say where they were seen."""
    core = {"Z1500000418", "Z1300000088", "Z1500000401", "Z1300000094", "Z030000370_", "K2600000255", "Z1600000480"}
    assert core <= {act.id for act in REGISTER}
    assert len(REGISTER) >= 360
    assert sum(bool(act.verified) for act in REGISTER) >= 340
    assert all(act.why for act in REGISTER)
    assert all(re.fullmatch(r"https://adilet\.zan\.kz/rus/docs/\S+", act.source) for act in REGISTER)


def test_titles_in_force_are_unique():
    """No title or alias stands for two acts in force."""
    for act in REGISTER:
        for language in ("rus", "kaz", "eng"):
            for name in act.names(language):
                in_force = {a.id for a in REGISTER.all_by_title(name, language) if a.status == "in_force"}
                assert len(in_force) <= 1, (name, in_force)


def test_fast_reading_is_yaml():
    """The quick reader and PyYAML read the same facts from the file."""
    path = resource("corpus", "acts.yaml")
    text = path.read_text(encoding="utf-8")
    fast = _fast(text)
    assert fast is not None

    def plain(entries):
        return [(line, {key: str(value) for key, value in entry.items()}) for line, entry in entries]

    assert plain(fast) == plain(_slow(text, path))


def test_fast_reading_is_fast(tmp_path):
    """Reading the register takes less than 50 ms of CPU."""
    copy = tmp_path / "acts.yaml"
    best = 1.0
    for round_ in range(3):
        copy.write_text(resource("corpus", "acts.yaml").read_text(encoding="utf-8") + f"# {round_}\n", encoding="utf-8")
        started = time.process_time()
        Register.load(copy)
        best = min(best, time.process_time() - started)
    assert best < 0.05


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENTRY.replace("status: in_force", "status: alive"), ["line 1 (Z2400000001): status «alive»"]),
        (ENTRY.replace("  rus: О пробных делах\n", ""), ["«rus» is missing"]),
        (ENTRY + "  colour: red\n", ["unknown key «colour»"]),
        (ENTRY.replace("2024-01-01", "1 января"), ["«1 января» is not a date"]),
        (ENTRY + ENTRY, ["line 8 (Z2400000001): the id is used twice"]),
        (
            ENTRY.replace("in_force", "repealed") + "  replaced_by: Z2400000009\n",
            ["Z2400000009 is not in the register"],
        ),
        (ENTRY + "  replaced_by: Z2400000001\n", ["an act in force cannot be replaced"]),
        (ENTRY.replace("Z2400000001", "закон"), ["«закон» is not an adilet id"]),
        (ENTRY + "  short: ПД\n", ["«short» must be a list"]),
        ("- id: [\n", ["not YAML"]),
        ("acts: none\n", ["a list of acts is expected"]),
        ("- одно слово\n", ["«id» is missing"]),
        (
            ENTRY.replace("law", "poem") + ENTRY.replace("2024-01-01", "вчера").replace("0001", "0002"),
            ["kind «poem»", "line 8"],
        ),
    ],
)
def test_broken_file_tells_every_line(tmp_path, text, expected):
    """A broken register gives one error that names each problem with its line."""
    path = tmp_path / "acts.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError) as error:
        Register.load(path)
    for words in expected:
        assert words in str(error.value)
    assert error.value.problems


def test_missing_file():
    """A register that is not there is one clear error."""
    with pytest.raises(RulesError, match="cannot be read"):
        Register.load(Path("no-such-folder/acts.yaml"))


def test_file_that_uses_more_of_yaml(tmp_path):
    """Lists over several lines, quotes and comments are read as well, only slower."""
    path = tmp_path / "acts.yaml"
    path.write_text(ENTRY + "  aliases:\n    - 'О пробах: первая'  # former\n    - О пробах\n", encoding="utf-8")
    register = Register.load(path)
    assert register.by_title("О пробах: первая").id == "Z2400000001"


def test_latin_i_among_cyrillic_is_the_kazakh_letter():
    """Titles are found whichever of the two letters a page has; English titles keep theirs."""
    assert normal_title("Дәрiлiк заттар туралы") == normal_title("Дәрілік заттар туралы")
    assert normal_title("On Insurance Activity") == "on insurance activity"
    assert REGISTER.by_title("Дәрiлiк заттар туралы", "kaz").id == "Z040000522_"


@given(st.text(max_size=60) | st.text(alphabet="iіаIa ё«.", max_size=12))
def test_normal_title_is_stable(title):
    """A normal title is its own normal form and has no outer spaces."""
    once = normal_title(title)
    assert normal_title(once) == once
    assert once == once.strip()


@pytest.mark.parametrize(
    "value", ["00", "0x1F", "1_000", "1.5", "12:30", "yes", "No", "null", "~", "TRUE", "-5", "2024-1-2"]
)
def test_quick_reader_leaves_what_yaml_gives_a_meaning(value):
    """Numbers in other forms, truth values and nulls are left to PyYAML."""
    assert _fast(f"- id: Z2400000001\n  note: {value}\n") is None
    assert _fast(f"- id: Z2400000001\n  aliases: [{value}]\n") is None


def test_date_that_is_none_names_its_line(tmp_path):
    """The thirteenth month is a problem with a line, in the quick reader and in PyYAML."""
    for quoted in ("", "\n  # a comment inside\n"):
        path = tmp_path / "acts.yaml"
        path.write_text(
            f"- id: Z2400000001{quoted}\n  date: 2024-13-45\n  kind: law\n  rus: О пробе\n  note: {{a: b}}\n", "utf-8"
        )
        with pytest.raises(RulesError) as caught:
            Register.load(path)
        assert "line 1" in caught.value.problems[0]


@settings(max_examples=200)
@given(st.text(alphabet="012abЯ:#-[]{}&*!|>'\"%@`, ?\\0", min_size=1, max_size=12).filter(lambda s: s == s.strip()))
def test_quick_reader_never_differs_from_yaml(value):
    """Whatever stands after «note:», the quick reader either gives up or reads what PyYAML reads."""
    text = f"- id: Z2400000001\n  note: {value}\n"
    fast = _fast(text)
    if fast is None:
        return
    try:
        slow = _slow(text, Path("acts.yaml"))
    except RulesError:
        pytest.fail(f"read what YAML cannot: {value!r}")
    assert [entry["note"] if isinstance(entry["note"], list) else str(entry["note"]) for _, entry in fast] == [
        entry["note"] if isinstance(entry["note"], list) else str(entry["note"]) for _, entry in slow
    ]
