"""The model acts read as their answer key says, and the checker notices when something is missing or too much."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from lawkit.demo import check_demo, check_key, hits, load_key
from lawkit.errors import RulesError
from lawkit.model import Act, Address, Finding, Pin, Provision, Reading, Reference, Span, Verdict
from lawkit.register import Register
from lawkit.resources import resource


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    from lawkit.reading import read
    from lawkit.sources import read_act

    acts = [read_act(path) for path in sorted(resource("corpus", "demo").glob("*.html"))]
    register = Register.load()
    return [read(act, register, {a.act_id: a for a in acts if a.language == act.language}) for act in acts]


@pytest.fixture(scope="module")
def findings(readings):
    from lawkit.overlaps import find_overlaps

    return list(find_overlaps(readings))


@pytest.fixture(scope="module")
def verdicts(readings):
    from lawkit.gaps import find_gaps, load_checklist

    return [v for name in ("egov", "access-to-information") for v in find_gaps(readings, load_checklist(name))]


def _only(key, *parts):
    """The key with the other parts empty."""
    return {part: (rows if part in parts else type(rows)()) for part, rows in key.items()}


def test_model_acts_say_that_they_are_none(readings):
    """Title and requisites of every model act say that it is a model; numbers are fictitious."""
    for reading in readings:
        act = reading.act
        assert re.search(r"\((модельный акт|модельдік акт|model act)\)$", act.title)
        assert re.fullmatch(r"[1-7]-[MМ]", act.number)
        assert Register.load().by_id(act.act_id) is None
        assert not Register.load().by_title(act.title, act.language)


def test_there_are_enough(readings):
    """Seven acts, three of them in Kazakh and two in English, without a diagnostic."""
    languages = [reading.act.language for reading in readings]
    assert (languages.count("rus"), languages.count("kaz"), languages.count("eng")) == (7, 3, 2)
    assert [d for reading in readings for d in reading.act.diagnostics] == []


def test_structure_is_as_in_the_key(readings):
    """Articles, chapters, status and excluded provisions are read as the key says."""
    key = load_key()
    assert check_key([], [], {}, [r.act for r in readings], _only(key, "acts")) == []


def test_languages_are_aligned(readings):
    """The same provision has the same id in every language."""
    eids: dict[str, list[list[str]]] = {}
    for reading in readings:
        eids.setdefault(reading.act.act_id, []).append([p.eid for p in reading.act.provisions])
    assert all(one == others[0] for others in eids.values() for one in others)


def test_references_are_as_in_the_key(readings):
    """Planted dead references are dead, planted good ones lead to their provision."""
    key = load_key()
    references = {r.act.act_id: r.references for r in readings if r.act.language == "rus"}
    assert check_key([], [], references, [], _only(key, "dead", "resolved")) == []


def test_checklist_is_as_in_the_key(verdicts):
    """What was left out of the model acts is not found, what is there is."""
    assert check_key([], verdicts, {}, [], _only(load_key(), "gaps")) == []


def test_overlaps_are_as_in_the_key(findings):
    """Every planted overlap and conflict is found under its code, and the look-alikes are not called certain."""
    assert check_key(findings, [], {}, [], _only(load_key(), "findings", "quiet")) == []


def test_hard_ones_are_counted(findings):
    """Most of the planted findings are found, the hard ones included."""
    found, planted = hits(findings, load_key())
    assert planted == 18
    assert found >= 12  # the required ones and some of the hard ones


def test_whole_key(readings, findings, verdicts):
    """The door that `lawkit demo` uses sees the same."""
    assert check_demo(readings, findings, verdicts) == []


# ── the checker itself: silent on what is right, one line for what is not ──


def _pin(address):
    return Pin(replace(Address.parse(address), edition=dt.date(2026, 1, 1), language="rus"), "текст")


def _finding(code, tier, *addresses):
    return Finding("f1", code, tier, "duplication", tuple(_pin(a) for a in addresses), 1.0)


ROW = {"code": "duplicate", "at": ["A1#art_1__para_1", "B2#art_2"], "what": "the same"}


@pytest.mark.parametrize(
    ("finding", "problems"),
    [
        (_finding("duplicate", "certain", "A1#art_1__para_1", "B2#art_2"), 0),
        (_finding("duplicate", "certain", "B2#art_2__para_1", "A1#art_1"), 0),  # inside and around
        (_finding("duplicate", "certain", "A1#art_1__para_1", "B2#art_2", "C3#art_9"), 0),  # a cluster of three
        (_finding("paraphrase", "certain", "A1#art_1__para_1", "B2#art_2"), 1),
        (_finding("duplicate", "certain", "A1#art_1__para_1", "B2#art_21"), 1),
        (_finding("duplicate", "certain", "A1#art_1__para_1"), 1),
    ],
)
def test_checker_looks_at_code_and_places(finding, problems):
    """A finding counts when its code is the key's and it stands at all the places."""
    key = {"acts": {}, "findings": [ROW], "quiet": [], "dead": [], "resolved": [], "gaps": {}}
    assert len(check_key([finding], [], {}, [], key)) == problems
    assert hits([finding], key) == (1 - problems, 1)


def test_checker_forgives_the_hard_and_takes_another_code():
    """`required: no` never fails; `or` lets another code count."""
    base = {"acts": {}, "quiet": [], "dead": [], "resolved": [], "gaps": {}}
    assert check_key([], [], {}, [], base | {"findings": [ROW | {"required": False}]}) == []
    other = [_finding("near-duplicate", "likely", *ROW["at"])]
    assert check_key(other, [], {}, [], base | {"findings": [ROW | {"or": ["near-duplicate"]}]}) == []


@pytest.mark.parametrize(("tier", "problems"), [("possible", 0), ("likely", 1), ("certain", 1)])
def test_checker_asks_for_quiet(tier, problems):
    """A look-alike may be possible, not more."""
    row = {"codes": ["duplicate"], "at": ROW["at"], "at_most": "possible", "what": "boilerplate"}
    key = {"acts": {}, "findings": [], "quiet": [row], "dead": [], "resolved": [], "gaps": {}}
    assert len(check_key([_finding("duplicate", tier, *ROW["at"])], [], {}, [], key)) == problems


@pytest.mark.parametrize(
    ("status", "target", "problems"), [("dead", "A1#art_9", 0), ("resolved", "A1#art_9", 1), ("dead", "A1#art_8", 1)]
)
def test_checker_looks_at_references(status, target, problems):
    """A dead reference must be dead and name the key's place."""
    reference = Reference("art_1__para_2", Span(0, 1), "статьи 9", "same_act", status, Address.parse(target))
    row = {"at": "A1#art_1__para_2", "names": "A1#art_9", "why": "excluded"}
    key = {"acts": {}, "findings": [], "quiet": [], "dead": [row], "resolved": [], "gaps": {}}
    assert len(check_key([], [], {"A1": [reference]}, [], key)) == problems


def test_checker_looks_at_verdicts_and_acts():
    """A verdict that is missing or another, an act that is missing or read otherwise: one line each."""
    key = {
        "acts": {
            "A1": {"articles": ["1"], "chapters": 0, "languages": ["rus", "kaz"], "status": "in_force", "excluded": []}
        },
        "findings": [],
        "quiet": [],
        "dead": [],
        "resolved": [],
        "gaps": {"SEED-01": ["met"], "SEED-02": ["met"], "SEED-03": ["not_found"]},
    }
    article = Provision("art_2", "article", "2", "Статья 2.", "", "", "", 0, Span(0, 9))
    act = Act("A1", "rus", "Т", "Статья 2.", (article,), status="in_force")
    verdicts = [Verdict("egov", "SEED-01", "met", ()), Verdict("egov", "SEED-02", "partly", (_pin("A1#art_1"),))]
    problems = check_key([], verdicts, {}, [act], key)
    assert len(problems) == 4
    assert "A1/kaz: not read" in problems[1]
    assert any("SEED-03: no verdict" in problem for problem in problems)


def test_broken_key(tmp_path):
    """A key that lacks a part is one clear error."""
    path = tmp_path / "KEY.yaml"
    path.write_text("acts: {}\n", encoding="utf-8")
    with pytest.raises(RulesError, match="findings"):
        load_key(path)
