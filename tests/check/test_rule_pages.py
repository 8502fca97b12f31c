"""Rule pages are checked: every mistake is told with its file and line, and the schema says the same as we do."""

from __future__ import annotations

import copy
import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.check import Draft, check, load_rules
from lawkit.check.heads import mistakes, schema
from lawkit.check.rules import Rule
from lawkit.errors import RulesError
from lawkit.reading import read
from lawkit.register import Register
from lawkit.resources import resource
from lawkit.sources import read_act_bytes

HEAD = """---
code: vague
name: {rus: Неясное слово, kaz: Түсініксіз сөз, eng: Vague word}
severity: warning
since: "0.2"
languages: [rus, kaz]
class: ineffective
options: {limit: 3}
patterns:
  rus: ["при необходимости"]
message:
  rus: "«{words}» неясно"
  kaz: "«{words}» түсініксіз"
  eng: "“{words}” is vague"
---
# vague: Неясное слово
"""
GOOD = yaml.safe_load(HEAD.split("---\n")[1])


def _folder(tmp_path, **pages):
    for name, text in pages.items():
        path = tmp_path / "style" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_good_page(tmp_path):
    """A page becomes a rule with all that its head says; other line ends do not matter."""
    for text in (HEAD, HEAD.replace("\n", "\r\n")):
        [rule] = load_rules(_folder(tmp_path, vague=text)).values()
        assert isinstance(rule, Rule)
        assert (rule.code, rule.family, rule.severity, rule.legal_class) == ("vague", "style", "warning", "ineffective")
        assert rule.patterns == {"rus": ("при необходимости",)}
        assert rule.page == "# vague: Неясное слово"


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("severity: warning", "severity: grave", 4, "'grave' is none of error, warning, info"),
        ("severity: warning\n", "", 2, "«severity» is missing"),
        ("class: ineffective", "class: bad", 7, "'bad' is none of"),
        ("options: {limit: 3}", "option: {limit: 3}", 8, "unknown key «option»"),
        ("options: {limit: 3}", "options: 3", 8, "an object is expected"),
        ("languages: [rus, kaz]", "languages: [rus, deu]", 6, "'deu' is none of"),
        ("languages: [rus, kaz]", "languages: []", 6, "it is empty"),
        ("code: vague", "code: vaque", 2, "but the file is vague.md"),
        ('since: "0.2"', "since: 0.2", 5, "a string is expected"),
        ("при необходимости", "при (необходимости", 10, "no regular expression"),
        ("«{words}» түсініксіз", "«{word}» түсініксіз", 13, "other {values}"),
        ("«{words}» түсініксіз", "«{words» түсініксіз", 13, "braces do not match"),
        ("eng: Vague word", "eng: ''", 3, "it is empty"),
        ('  eng: "“{words}” is vague"\n', "", 11, "«eng» is missing"),
        ("name: {rus", "name: [rus", 3, "not YAML"),
    ],
)
def test_broken_page(tmp_path, old, new, line, told):
    """What is wrong is told with the line in the file."""
    assert old in HEAD
    with pytest.raises(RulesError) as problem:
        load_rules(_folder(tmp_path, vague=HEAD.replace(old, new)))
    everything = "\n".join([str(problem.value), *problem.value.problems])
    assert f"style/vague.md:{line}: " in everything
    assert told in everything


def test_all_broken_pages_are_listed(tmp_path):
    """Not only the first page, and not only its first mistake."""
    pages = {
        "vague": HEAD.replace("warning", "grave").replace("class: i", "class: I"),
        "other": "без шапки",
        "third": HEAD,
    }
    with pytest.raises(RulesError) as problem:
        load_rules(_folder(tmp_path, **pages))
    everything = "\n".join([str(problem.value), *problem.value.problems])
    assert everything.count("vague.md:") == 2
    assert "other.md:1: a head" in everything
    assert "third.md:2: code: 'vague', but the file is third.md" in everything


def _by_library(head):
    from jsonschema import Draft7Validator

    return bool(list(Draft7Validator(schema()).iter_errors(head)))


def test_schema_is_a_schema():
    """The file is JSON Schema, and every page of the catalogue passes it in the eyes of `jsonschema`."""
    from jsonschema import Draft7Validator

    Draft7Validator.check_schema(schema())
    for path in sorted(resource("rules", "lint").glob("*/*.md")):
        head = yaml.safe_load(path.read_text("utf-8").split("---\n")[1])
        assert not _by_library(head), path


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-1, 3), st.sampled_from(["", "rus", "error", "none", "vague-word", "Ы"]),
    st.lists(st.sampled_from(["rus", "rus", "against", ""]), max_size=3), st.just({}), st.just({"rus": "a"}),
    st.just({"rus": "a", "kaz": "b", "eng": "c"}), st.just({"rus": ["a"]}),
)  # fmt: skip


@given(st.sampled_from(sorted([*schema()["properties"], "unknown"])), ODD, st.booleans())
@settings(max_examples=300, deadline=None)
def test_we_agree_with_jsonschema(key, value, drop):
    """For any one change of a head our answer is that of `jsonschema`."""
    head = copy.deepcopy(GOOD)
    if drop:
        head.pop(key, None)
    else:
        head[key] = value
    assert bool(mistakes(head)) == _by_library(head), json.dumps(head, ensure_ascii=False)


@pytest.mark.parametrize("head", [None, [], "x", 3])
def test_no_table(head):
    """A head that is no table is a mistake, not a crash."""
    assert mistakes(head)


def test_every_rule_has_its_logic():
    """Every page of the catalogue has a function or patterns, and every function for a rule has its page."""
    for rule in load_rules().values():
        assert callable(rule.logic)


def test_example_of_the_guide_is_a_rule(tmp_path):
    """The head shown in rules/lint/README.md loads as it stands, and its case fires."""
    import re
    import textwrap

    guide = resource("rules", "lint").joinpath("README.md").read_text("utf-8")
    shown = re.search(r"^    ---\n.*?^    ---\n", guide, re.MULTILINE | re.DOTALL)
    page = textwrap.dedent(shown[0]) + "# vague-term: Неопределенное слово\n"
    [rule] = load_rules(_folder(tmp_path, **{"vague-term": page})).values()
    assert (rule.code, rule.legal_class, rule.options) == ("vague-term", "corruption-prone", {"limit": 3})
    case = re.search(r"```draft\n(.*?)```", guide, re.DOTALL)[1]
    marked = re.search("⟦(.*?)⟧", case)[1]
    assert re.search("|".join(rule.patterns["rus"]), case)[0] == marked


def test_a_broken_pattern_is_told_when_its_rule_is_asked(tmp_path):
    """A quick load does not try patterns: the rule names its page when it is asked; a thorough load lists them all."""
    source = resource("rules", "lint", "style", "style-vague.md")
    page = tmp_path / "style" / "style-vague.md"
    page.parent.mkdir()
    head, patterns, rest = source.read_text("utf-8").partition("patterns:\n  rus:\n")
    page.write_text(f"{head}{patterns}    - '('\n{rest}", "utf-8")
    draft = read(read_act_bytes("Статья 1. Подача\n1. Заявление подается.\n".encode(), "draft.rus.txt"))
    with pytest.raises(RulesError, match=r"style-vague\.md: no regular expression"):
        check(Draft(draft, Register.load()), load_rules(tmp_path, thorough=False).values())
    with pytest.raises(RulesError, match="broken rule pages"):
        load_rules(tmp_path)
