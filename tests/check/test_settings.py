"""lawkit.toml and the command line choose the rules; what is unknown is listed."""

from __future__ import annotations

import pytest
from desk import rules, vague

from lawkit.check.settings import choose, find_settings, load_settings
from lawkit.errors import RulesError

RULES = rules(vague(code="other", severity="info"))

GOOD = """
[check]
select = ["style", "num-dup"]
ignore = ["other"]
fail-on = "warning"
against = "laws.db"

[check.severity]
num-dup = "warning"
vague = "off"

[check.options.other]
limit = 7

[[check.exceptions]]
rules = ["num-dup"]
provision = "art_1"
file = "draft.docx"
reason = "так   в действующей редакции"
"""


def _load(tmp_path, text, name="lawkit.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_settings(path, RULES)


def test_good_settings(tmp_path):
    """Everything that is set is read; paths are those beside the file."""
    settings = _load(tmp_path, GOOD)
    assert (settings.select, settings.ignore, settings.fail_on) == (("style", "num-dup"), ("other",), "warning")
    assert settings.against == tmp_path / "laws.db"
    [excuse] = settings.exceptions
    assert (excuse.codes, excuse.eid, excuse.file) == (("num-dup",), "art_1", "draft.docx")
    assert excuse.reason == "так в действующей редакции"


def test_pyproject_holds_the_same(tmp_path):
    """The same tables below [tool.lawkit] mean the same."""
    own = _load(tmp_path, GOOD)
    text = GOOD.replace("[check", "[tool.lawkit.check").replace("[[tool", "[[tool")
    project = _load(
        tmp_path, text.replace("[tool.lawkit.check.exceptions", "[tool.lawkit.check.exceptions"), "pyproject.toml"
    )
    assert (project.select, project.severity, project.options) == (own.select, own.severity, own.options)
    assert project.exceptions[0].codes == own.exceptions[0].codes


def test_other_tools_of_pyproject_are_left_alone(tmp_path):
    """A pyproject.toml without our table sets nothing."""
    assert _load(tmp_path, "[tool.ruff]\nline-length = 3\n", "pyproject.toml").select == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[check]\nselekt = []", "unknown key «selekt»"),
        ("[chek]\n", "unknown table or key «chek»"),
        ("check = 3", "a table is expected"),
        ('[check]\nselect = ["num-dub"]', "no rule or family «num-dub»; did you mean num-dup"),
        ('[check]\nselect = "num-dup"', "a list of codes"),
        ('[check]\nfail-on = "all"', "'all' is none of error, warning, info, never"),
        ("[check]\nagainst = 3", "check.against: a text is expected"),
        ('[check.severity]\nvague = "grave"', "'grave' is none of"),
        ('[check.severity]\nvage = "error"', "no rule or family «vage»"),
        ("[check.options.vague]\nlimmit = 3", "unknown option «limmit»; it has limit"),
        ('[check.options.vague]\nlimit = "3"', "is not of the kind"),
        ("[check.options.vague]\nlimit = true", "is not of the kind"),
        ("[check.options.nothing]\nlimit = 3", "no rule «nothing»"),
        ('[[check.exceptions]]\nreason = "так"', "«rules» is missing"),
        ('[[check.exceptions]]\nrules = "num-dup"', "«rules» must be a list"),
        ('[[check.exceptions]]\nrules = ["num-dup"]\nwhy = "так"', "unknown key «why»"),
        ("[check\n", "not TOML"),
    ],
)
def test_bad_settings_are_told(tmp_path, text, told):
    """Each mistake is named; nothing is guessed."""
    with pytest.raises(RulesError) as problem:
        _load(tmp_path, text)
    assert told in "\n".join([str(problem.value), *problem.value.problems])


def test_all_mistakes_at_once(tmp_path):
    """The list is whole, not only its first line."""
    with pytest.raises(RulesError) as problem:
        _load(tmp_path, '[check]\na = 1\nb = 2\nselect = ["x", "y"]\n')
    assert len(problem.value.problems) == 3


def _chosen(settings, **more):
    return set(choose(RULES, settings, **more)) - {"exception-unused", "exception-no-reason"}


def test_choice(tmp_path):
    """The command line outweighs the file, a code its family; «off» leaves a rule out."""
    settings = _load(tmp_path, GOOD)
    assert _chosen(settings) == {"num-dup"}
    assert _chosen(settings, select=["other"]) == {"other"}
    assert _chosen(settings, severity={"vague": "info"}) == {"num-dup", "vague"}
    assert _chosen(settings, ignore=["structure"], severity={"vague": "info"}) == {"vague"}
    assert choose(RULES, settings)["num-dup"].severity == "warning"
    assert choose(RULES, settings, severity={"structure": "info"})["num-dup"].severity == "info"
    assert choose(RULES, settings, select=["other"])["other"].options == {"limit": 7}
    with pytest.raises(RulesError, match="no rule or family «stile»; did you mean style"):
        choose(RULES, settings, ignore=["stile"])


def test_nearest_file_is_found(tmp_path):
    """The settings above a draft's folder hold, lawkit.toml before pyproject.toml."""
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.lawkit.check]\n", encoding="utf-8")
    assert find_settings(below) == tmp_path / "pyproject.toml"
    (tmp_path / "lawkit.toml").write_text("[check]\n", encoding="utf-8")
    assert find_settings(below) == tmp_path / "lawkit.toml"
